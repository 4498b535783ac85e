// The only code that knows all features: their acts and their tables.
#pragma once
#include "acts/act.h"

namespace app {

const acts::Registry& registry();
const std::vector<std::string>& tables();  // in the order in which they refer to each other

}  // namespace app
