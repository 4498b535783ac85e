// Shared by the two halves of act_form: what some types of fields are to a form.
#pragma once
#include <boost/json/value.hpp>
#include "web/act_form.h"

namespace web {

bool is_attachment(const acts::Type&);
bool is_position(const acts::Type&);
const acts::Type& bare(const acts::Type&);                        // without optional
std::string below(std::string_view path, std::string_view name);  // "rows[2]" and "title": "rows[2].title"
std::string row_of(std::string_view path, std::size_t index);     // "sources[1]"
std::optional<KeptFile> kept_file(const boost::json::value&);

}  // namespace web
