#include "news/rules.h"

namespace news {

std::optional<base::Date> digest_day(ByMail by, const base::CivilTime& now) {
    if (by != ByMail::daily && by != ByMail::weekly) return {};
    const auto weekday = (now.day.days_since_1970() % 7 + 10) % 7;  // Monday is 0: 1970-01-01 was a Thursday
    if (weekday > 4) return {};
    const bool begun = now.minute >= digest_minute;
    if (by == ByMail::daily) return begun ? std::optional(now.day) : std::nullopt;
    return weekday == 0 && !begun ? std::nullopt : std::optional(now.day.plus_days(-weekday));
}

bool belongs(std::int64_t at_us, std::int64_t before_us, std::int64_t now_us) {
    constexpr std::int64_t day_us = 86'400'000'000;
    return at_us < before_us || at_us > now_us + day_us;
}

}  // namespace news
