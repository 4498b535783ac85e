// The door: acts that are due because a day has come. docs/decisions/0018.
#pragma once
#include <functional>
#include <memory>
#include <stop_token>
#include "acts/writer.h"
#include "timers/rules.h"

namespace timers {

// One thing that is due, and the act to submit for it: always the same for the same thing and day.
struct Due {
    std::int64_t thing = 0;  // its number
    base::Date day;          // from which it is due
    std::string act, json;   // its fields, without anything personal
    std::string basis = {};
};
struct Batch {
    std::vector<Due> due;
    std::optional<std::string> next;  // where the question goes on; nothing: that was all
};
// What is due on that day and not done yet, after a place (empty: from the beginning), at most `most`; what waits longest first. A
// thing for which the act was accepted is due no more: the tables say so, and nothing else remembers it.
using Question = std::function<Batch(store::Db&, base::Date today, const std::string& after, std::int64_t most)>;

struct Timer {
    std::string name;  // its words: "timer.<name>"
    Question due;
};

// As whom timers submit.
inline const acts::Actor program{"timer", acts::Role::program, "timer"};
// "confirmation:2001:2026-09-21": the client key, by which the same thing is done once for the same day.
std::string client_key(const std::string& timer, const Due&);

struct RunnerDoors {
    std::function<acts::Outcome(const acts::Submission&)> submit;
    std::function<void(std::function<void(store::Db&)>)> run_local;
    std::function<std::shared_ptr<store::Db>()> read;
    acts::Clock clock;
    acts::Clock elapsed;  // microseconds that passed since some moment, whatever becomes of the clock
    acts::Calendar calendar;
};

// Asks each timer once a day, and at start; what is refused is asked again on another day. Not for two threads at once; two programs on
// one network do everything once between them.
class Runner {
public:
    Runner(std::vector<Timer> timers, RunnerDoors doors) : doors_(std::move(doors)), trust_(), passes_(made(std::move(timers))) {}

    // One step of at most `step_most` acts; whether more waits. Throws store::Fault when the store fails: the next step does the rest.
    bool step(std::stop_token = {});

    static constexpr std::int64_t step_most = 20;

private:
    struct Pass {
        Timer timer;
        std::optional<base::Date> day;  // of the pass
        std::string place;              // where it goes on
        bool over = false;
    };
    static std::vector<Pass> made(std::vector<Timer>);
    void take(const Timer&, const Due&, base::Date today);
    void finish(Pass&, std::int64_t now_us);
    RunnerDoors doors_;
    Trust trust_;
    std::vector<Pass> passes_;
};

std::int64_t system_elapsed_us();  // CLOCK_BOOTTIME: it goes on while the machine sleeps

// ---- what the administrator sees ----

struct Refused {
    std::string timer;
    std::int64_t thing = 0;
    base::Date day;    // from which it is due
    base::Date tried;  // the last day
    std::string act;
    base::Refusal why;
};
std::vector<Refused> refused(store::Db&, std::int64_t most);  // due longest first

struct Passed {
    std::string timer;
    base::Date day;          // of the last pass that came to its end
    std::int64_t at_us = 0;  // when it did
};
std::vector<Passed> passes(store::Db&);  // by name

std::string_view tables();

}  // namespace timers
