// What who has the machine does for an account, by pages or by command: within a transaction of the writer's connection.
#pragma once
#include <expected>
#include "sign_in/store.h"

namespace sign_in {

enum class Chore { machine_link, invite, end_sessions, reset_factors };
enum class ChoreFault { nobody, no_email, login_taken };
std::string_view name(ChoreFault);

// The path of the link that was made, in French; empty for a chore that makes none. `invite` gives an account that has a password a
// link for a new one. `machine_link` asks for nobody.
std::expected<std::string, ChoreFault> do_chore(store::Db&, Chore, Id<Person>, std::int64_t now_us);

// A link's path; it takes the place of the person's earlier one of its kind.
std::string put_new_link(store::Db&, LinkKind, Id<Person>, std::int64_t now_us);

}  // namespace sign_in
