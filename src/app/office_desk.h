// What can await somebody: the providers of « à faire ».
#pragma once
#include "desk/pages.h"

namespace app {
std::vector<desk::Provider> desk_providers();
}
