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

void Workers::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        auto job = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        job();
        job = nullptr;  // what it holds goes before the next wait
        lock.lock();
    }
}

}  // namespace web
