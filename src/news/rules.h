// When somebody is written to: pure decisions. Times are microseconds since 1970-01-01 UTC.
#pragma once
#include <boost/describe/enum.hpp>
#include <optional>
#include "base/zone.h"

namespace news {

// How somebody wants their news by mail; a digest a day until they say.
enum class ByMail { at_once, daily, weekly, nothing };
BOOST_DESCRIBE_ENUM(ByMail, at_once, daily, weekly, nothing)

inline constexpr int digest_minute = 7 * 60;  // of the network's day

// The day whose digest is due then: this one, if it is a working day and seven o'clock has come; of a weekly digest this week's Monday.
// What was missed because nobody was there is made later that day, or that week, on a working day.
std::optional<base::Date> digest_day(ByMail, const base::CivilTime&);

// Whether a news belongs into a digest of what came before `before_us`. One from beyond tomorrow comes from a clock that was put back.
bool belongs(std::int64_t at_us, std::int64_t before_us, std::int64_t now_us);

}  // namespace news
