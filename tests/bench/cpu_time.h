// The processor time of this thread: what a noisy machine cannot change much.
#pragma once
#include <ctime>

namespace bench {

inline double cpu_us() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

}  // namespace bench
