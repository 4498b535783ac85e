// What must be true of the tables whatever was done, asked by SQL of the tests' own.
#pragma once
#include "models/account.h"
#include "store/db.h"

namespace models {

// What stands in the tables otherwise than in the account, and every invariant that is broken; nothing when all is well.
std::vector<std::string> faults_of(store::Db&, const Account&);

}  // namespace models
