// A thread that does what is due because time passes.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace app {

// A step of something; whether more of it waits. What it throws is complained of, and it is tried again a little later.
using Step = std::function<bool(std::stop_token)>;

// Each second one step of each, and while more waits as much rest as the steps took, so that the writer is left to others.
class Rounds {
public:
    Rounds(std::vector<Step>, std::function<void(const std::string&)> complain);
    ~Rounds();  // finishes the step it is in

private:
    void work(std::stop_token);
    const std::vector<Step> steps_;
    const std::function<void(const std::string&)> complain_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace app
