#include "web/workers.h"

namespace web {

Workers::Workers(std::size_t threads, std::size_t waiting_max) : waiting_max_(waiting_max) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void Workers::go_on(Job job) {
    {
        const std::lock_guard lock(mutex_);
        going_on_.push_back(std::move(job));
    }
    wake_.notify_one();
}

bool Workers::try_submit(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() >= waiting_max_) return false;
        waiting_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

bool Workers::try_submit_if_idle(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (!waiting_.empty()) return false;
        waiting_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

// Under the lock, one of the two being there.
Workers::Job Workers::take() {
    went_on_ = waiting_.empty() || (!went_on_ && !going_on_.empty());
    auto& queue = went_on_ ? going_on_ : waiting_;
    auto job = std::move(queue.front());
    queue.pop_front();
    return job;
}

void Workers::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return stopping_ || !waiting_.empty() || !going_on_.empty(); });
        if (waiting_.empty() && going_on_.empty()) return;
        auto job = take();
        lock.unlock();
        job();
        job = nullptr;  // what it holds goes before the next wait
        lock.lock();
    }
}

}  // namespace web
