// When a meeting may be.
#pragma once
#include <optional>
#include <string_view>
#include "base/date.h"
#include "base/verdict.h"

namespace mail {

// "14:30", "09:05": the minute of the day; nothing when it is no time.
std::optional<int> minute_of(std::string_view time);

// The end is after the beginning; both are times of a zone that exists.
base::Verdict may_meet(base::Date first_day, std::string_view first_time, base::Date last_day, std::string_view last_time,
                       std::string_view zone);

}  // namespace mail
