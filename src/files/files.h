// The door: files that people attach, on their way here (uploads.h) and on their way out (shelf.h). docs/decisions/0011.
#pragma once
#include <string_view>

namespace files {

std::string_view tables();  // local_ alone: no act is declared here

}  // namespace files
