// Percent-encoding (RFC 3986 §2.1) and UTF-8 (RFC 3629), strictly.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace web {

enum class Plus : bool { itself, space };  // "+" means a space in forms and queries only

// Nothing when a "%" is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view, Plus);
using base::percent_encode;  // for one path segment or one query value
using base::valid_utf8;

// The path of a target as the routes see it. Refused (nothing): malformed escapes, bytes that are not UTF-8, control characters,
// backslashes, an escaped slash, and "." or ".." segments however they are spelled.
std::optional<std::string> decode_path(std::string_view raw);

}  // namespace web
