// Whether the clock is believed: a pure decision. Times and spans are in microseconds.
#pragma once
#include <cstdint>
#include <optional>

namespace timers {

inline constexpr std::int64_t hour_us = 3'600'000'000;
inline constexpr std::int64_t leap_us = hour_us;  // a clock that runs ahead of the time that passed by more than this was set
inline constexpr std::int64_t rest_us = hour_us;  // and is believed after this, unless it was put back

// A clock that is set ahead by mistake must not make a year's letters leave: somebody has an hour to mend it. One that is put back is
// believed at once, since nothing is done that was done. What a clock showed before the program started is not known.
class Trust {
public:
    // `elapsed_us`: time that passed since some moment, by a clock nobody can set. Asked again and again, in its order.
    bool believes(std::int64_t clock_us, std::int64_t elapsed_us);

private:
    std::optional<std::int64_t> lead_;      // of the clock over the time that passed, as last believed
    std::optional<std::int64_t> doubtful_;  // since when it is not
};

}  // namespace timers
