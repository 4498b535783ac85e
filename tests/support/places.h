// Where the checkout and its program lie. Said to one object only, so that a compiler's cache serves every checkout.
#pragma once
#include <string>

namespace support {

std::string in_checkout(const std::string& path);  // "data/aimf": its full path
std::string program();                             // concert, as built beside the tests

}  // namespace support
