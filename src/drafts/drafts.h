// The door: what people typed in the form of an act and have not submitted, and acts that staff prepared for their titular to confirm.
// All of it is local to this network's machine: nothing of it is in the journal.
#pragma once
#include <string_view>
#include "store/db.h"

namespace drafts {

std::string_view tables();
// What somebody who is erased typed or prepared, what waits for them, and what names them: acts::Erasing.
void forget(store::Db&, base::Id<base::Person>);

}  // namespace drafts
