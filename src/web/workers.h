// A few threads that run what may block, behind a bounded queue for what is new and one for what goes on, taken from in turn.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace web {

class Workers {
public:
    using Job = std::function<void()>;  // must not throw

    Workers(std::size_t threads, std::size_t waiting_max);
    ~Workers();  // runs what waits, then joins
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    void go_on(Job);               // with work that was begun: always taken, and in nobody's way
    bool try_submit(Job);          // false: the queue is full
    bool try_submit_if_idle(Job);  // false: somebody waits; for work that can be left undone

private:
    void run();
    Job take();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> waiting_, going_on_;
    bool went_on_ = false;  // last time
    std::size_t waiting_max_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace web
