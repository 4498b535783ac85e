#include "mail/rules.h"

#include "base/zone.h"

namespace mail {

std::optional<int> minute_of(std::string_view time) {
    const auto digit = [&](std::size_t at) { return time[at] >= '0' && time[at] <= '9' ? time[at] - '0' : 100; };
    if (time.size() != 5 || time[2] != ':') return {};
    const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
    if (hour > 23 || minute > 59) return {};
    return hour * 60 + minute;
}

base::Verdict may_meet(base::Date first_day, std::string_view first_time, base::Date last_day, std::string_view last_time,
                       std::string_view zone) {
    const auto first = minute_of(first_time), last = minute_of(last_time);
    if (!first) return base::wrong_field("meeting.first_time", "time_of_day");
    if (!last) return base::wrong_field("meeting.last_time", "time_of_day");
    if (!base::zone_exists(zone)) return base::wrong_field("meeting.zone", "zone");
    if (last_day < first_day) return base::wrong_field("meeting.last_day", "before_beginning");
    if (last_day == first_day && *last <= *first) return base::wrong_field("meeting.last_time", "before_beginning");
    return base::granted();
}

}  // namespace mail
