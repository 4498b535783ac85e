// Refusals for programs: problem+json (RFC 9457), in the language they ask for.
#pragma once
#include "base/verdict.h"
#include "web/site.h"

namespace web {

// By Accept-Language (RFC 9110 §12.5.4): the best of those we speak; English when none is named, since it is programs that ask.
base::Language accepted_language(const Request&);
// `more`: further members, `,"errors":[…]`.
Response problem(int status, std::string_view code, std::string_view detail, std::string_view more = "");

}  // namespace web
