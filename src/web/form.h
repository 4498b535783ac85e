// Queries, forms and cookies: from bytes to names and values, strictly and within bounds.
#pragma once
#include "web/http.h"

namespace web {

struct FormLimits {
    std::size_t fields_max = 1000;
    std::size_t files_max = 20;
    std::size_t name_bytes_max = 200;  // of a field, and of a file's name
    std::size_t part_header_bytes_max = 2048;
};

// "a=1&b=2" (application/x-www-form-urlencoded, WHATWG URL §5.1). Refused (nothing): malformed escapes, values that are not UTF-8,
// NUL, more than `pairs_max` pairs. An empty piece between two "&" is passed over.
std::optional<Parameters> parse_urlencoded(std::string_view text, std::size_t pairs_max);
inline constexpr std::size_t query_pairs_max = 100;

// A body by its Content-Type. The form's uploads look into `body`. Refusals: 415, 400, 413.
std::expected<Form, int> parse_form(std::string_view content_type, std::string_view body, const FormLimits& = {});

// Value of a parameter of a header: parameter_of("multipart/form-data; boundary=x", "boundary"). Nothing when absent or malformed.
std::optional<std::string> parameter_of(std::string_view header, std::string_view name);

// The first cookie of that name in one Cookie header (RFC 6265 §4.2).
std::optional<std::string_view> cookie_in(std::string_view header, std::string_view name);

// The positive number that a path, a query or a field holds, whole; nothing when it is none.
std::optional<std::int64_t> whole_number(std::string_view);

}  // namespace web
