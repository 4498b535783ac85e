#include "support/places.h"

namespace support {

std::string in_checkout(const std::string& path) { return CONCERT_SOURCE "/" + path; }
std::string program() { return CONCERT_PROGRAM; }

}  // namespace support
