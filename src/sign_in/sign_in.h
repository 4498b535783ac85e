// The door: people sign in, by password and authenticator, or by passkey. How somebody proves who they are is local to this network's
// machine; what they may do is accounts'.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "base/id.h"
#include "store/db.h"

namespace sign_in {

// What who has the machine does for an account, by pages or by command: within a transaction of the writer's connection.
enum class Chore { machine_link, invite, end_sessions, reset_factors };
enum class ChoreFault { nobody, no_email, login_taken };
std::string_view name(ChoreFault);

// The path of the link that was made, in French; empty for a chore that makes none. `invite` gives an account that has a password a
// link for a new one. `machine_link` asks for nobody.
std::expected<std::string, ChoreFault> do_chore(store::Db&, Chore, base::Id<base::Person>, std::int64_t now_us);

// What the administrator's list says of each account, by person.
struct AccountLine {
    base::Id<base::Person> person;
    std::string login;
    bool password = false, totp = false;
    std::int64_t passkeys = 0, sessions = 0;
    std::optional<std::int64_t> last_us;  // when they last signed in
};
std::vector<AccountLine> accounts(store::Db&);

bool has_account(store::Db&, base::Id<base::Person>);

std::string_view tables();
// Everything kept of somebody who is erased: acts::Erasing.
void forget(store::Db&, base::Id<base::Person>);

}  // namespace sign_in
