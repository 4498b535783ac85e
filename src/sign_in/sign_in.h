// The door: people sign in, by password and authenticator, or by passkey. How somebody proves who they are is local to this network's
// machine; what they may do is accounts'.
#pragma once
#include <string_view>
#include "store/db.h"

namespace sign_in {

std::string_view tables();
// Everything kept of somebody who is erased: acts::Erasing.
void forget(store::Db&, base::Id<base::Person>);

}  // namespace sign_in
