#include "timers/rules.h"

namespace timers {

bool Trust::believes(std::int64_t clock_us, std::int64_t elapsed_us) {
    const auto lead = clock_us - elapsed_us;
    if (lead_ && lead - *lead_ > leap_us) {
        if (!doubtful_) doubtful_ = elapsed_us;
        if (elapsed_us - *doubtful_ < rest_us) return false;
    }
    lead_ = lead;
    doubtful_.reset();
    return true;
}

}  // namespace timers
