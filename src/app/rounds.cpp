#include "app/rounds.h"

#include <pthread.h>
#include <chrono>

namespace app {

Rounds::Rounds(std::vector<Step> steps, std::function<void(const std::string&)> complain)
    : steps_(std::move(steps)), complain_(std::move(complain)), thread_([this](std::stop_token stop) {
          pthread_setname_np(pthread_self(), "rounds");
          work(stop);
      }) {}

Rounds::~Rounds() = default;  // the thread is asked to stop and waited for, before what it uses goes

void Rounds::work(std::stop_token stop) {
    using Clock = std::chrono::steady_clock;
    constexpr Clock::duration between = std::chrono::seconds(1), after_fault = std::chrono::seconds(5);
    std::string told;
    while (!stop.stop_requested()) {
        const auto start = Clock::now();
        bool more = false;
        std::string fault;
        for (const auto& step : steps_) {
            try {
                more = step(stop) || more;
            } catch (const std::exception& thrown) { fault = thrown.what(); }
        }
        if (!fault.empty() && fault != told) complain_(fault);
        told = fault;
        const auto pause = !fault.empty() ? after_fault : more ? Clock::now() - start : between;
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, pause, [] { return false; });
    }
}

}  // namespace app
