// The door: long work in small steps, with progress; it can be cancelled and resumed, and goes on where it stood after a crash.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>
#include "acts/writer.h"

namespace jobs {

struct Job;
using base::Id;

struct Progress {
    std::int64_t done = 0, of = 0;
    std::string cursor;  // where the next step goes on; empty: at the beginning
    bool finished = false;
};
// One step, on the writing connection, within a transaction that also keeps what it returns. At most 100 ms: acts wait meanwhile.
using Step = std::function<Progress(store::Db&, const Progress&)>;
struct Kind {
    std::string name;  // its words: "job.<name>"
    Step step;
};

enum class State { running, done, cancelled, failed };
BOOST_DESCRIBE_ENUM(State, running, done, cancelled, failed)

struct ShownJob {
    Id<Job> id;
    std::string kind;
    State state{};
    Progress progress;
    std::string who;  // as acts::Actor::id: "person:12001", "administrator", "program"
    std::int64_t started_us = 0, changed_us = 0;
    std::string fault;  // why it failed
};
std::vector<ShownJob> list_jobs(store::Db&, std::int64_t most);  // newest first
std::optional<ShownJob> find_job(store::Db&, Id<Job>);

// One thread that does the steps of what runs, oldest first, and leaves the writer to acts for as long as a step took. What was running
// when the program stopped goes on as soon as this is made. Any thread may ask.
class Runner {
public:
    // `moved`: called now and then, on the thread, when progress can be shown anew; may be empty.
    Runner(acts::Writer&, std::vector<Kind>, acts::Clock, std::function<void()> moved = {});
    ~Runner();  // finishes the step it is in

    // A new job, or the one of that kind that runs. Throws std::invalid_argument for a kind nobody does.
    Id<Job> start(const std::string& kind, const std::string& who);
    bool cancel(Id<Job>);  // whether it ran; what it has done stands
    bool resume(Id<Job>);  // a cancelled or failed one, from where it stood; whether there was one

    void finish();  // waits until nothing runs: for tests and measures

private:
    void work(std::stop_token);
    bool step();  // whether something runs
    bool change(Id<Job>, std::initializer_list<State> from, State to);
    void wake();

    acts::Writer& writer_;
    const std::vector<Kind> kinds_;
    const acts::Clock clock_;
    const std::function<void()> moved_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool asked_ = true, idle_ = false;
    std::jthread thread_;
};

std::string_view tables();

}  // namespace jobs
