// What a statement must say to be one. Values in, every wrong field out.
#pragma once
#include "sources/sources.h"

namespace sources {

// What an act says, without the words.
struct Said {
    Subject subject{};
    base::PartialDate as_of;
    std::size_t sources = 0;
    bool name = false, title_fr = false, title_en = false, equivalent = false, equivalent_unit = false, precision = false;
    std::optional<std::int64_t> value, value_to;
};
// Codes: "no_source" (no fact without a source), "missing", "date_future", "not_above" (a range ends above its beginning).
std::vector<base::Wrong> wrong_in(const Said&, base::Date today);
// Figures are drawn and compared: they have a value. Others have a title in both languages, but for a name of the research list.
bool needs_value(Subject);
bool needs_title(Subject);

}  // namespace sources
