// Links that open an account, or the session of who has the machine.
#pragma once
#include "sign_in/sign_in.h"
#include "sign_in/store.h"

namespace sign_in {

// A link's path; it takes the place of the person's earlier one of its kind.
std::string put_new_link(store::Db&, LinkKind, Id<Person>, std::int64_t now_us);

}  // namespace sign_in
