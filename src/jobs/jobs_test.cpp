#include "jobs/jobs.h"

#include "support/life.h"

#include <doctest/doctest.h>

namespace {

// Counts to ten, a number a step, and writes each down.
jobs::Kind counting(std::atomic<int>* steps, std::function<void(std::int64_t)> at = {}) {
    return {"count", [steps, at](store::Db&, const jobs::Progress& before) {
                const auto next = before.done + 1;
                if (at) at(next);
                if (steps) ++*steps;
                return jobs::Progress{next, 10, std::to_string(next), next == 10};
            }};
}

jobs::ShownJob job_of(const support::Life& life, base::Id<jobs::Job> id) { return jobs::find_job(*life.reader(), id).value(); }

}  // namespace

TEST_CASE("a job is done step by step, once at a time, and shows how far it is") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        std::atomic<int> steps = 0, moved = 0;
        jobs::Runner runner(
            life.writer, {counting(&steps)}, [&] { return life.now.load(); }, [&] { ++moved; });
        CHECK_THROWS_AS(runner.start("nobody", "program"), std::invalid_argument);
        const auto id = runner.start("count", "administrator");
        runner.finish();
        const auto job = job_of(life, id);
        CHECK(job.state == jobs::State::done);
        CHECK(job.progress.done == 10);
        CHECK(job.who == "administrator");
        CHECK(steps == 10);
        CHECK(moved >= 10);
        CHECK(runner.start("count", "administrator") != id);
        runner.finish();
        CHECK(jobs::list_jobs(*life.reader(), 10).size() == 2);
        CHECK_FALSE(runner.cancel(id));
        CHECK_FALSE(runner.resume(id));
    });
}

TEST_CASE("a job that is cancelled stops, keeps what it did, and is resumed from there") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        std::atomic<int> steps = 0;
        std::atomic<bool> go_on = false;
        jobs::Runner runner(life.writer,
                            {{"count",
                              [&](store::Db&, const jobs::Progress& before) {
                                  if (before.done == 4 && !go_on) return before;  // stays at four until it is resumed
                                  ++steps;
                                  return jobs::Progress{before.done + 1, 10, "x", before.done + 1 == 10};
                              }}},
                            [&] { return life.now.load(); });
        const auto id = runner.start("count", "program");
        while (job_of(life, id).progress.done < 4) std::this_thread::yield();
        CHECK(runner.start("count", "program") == id);  // the one that runs
        CHECK(runner.cancel(id));
        runner.finish();
        CHECK(job_of(life, id).state == jobs::State::cancelled);
        CHECK(job_of(life, id).progress.done == 4);
        go_on = true;
        CHECK(runner.resume(id));
        runner.finish();
        CHECK(job_of(life, id).state == jobs::State::done);
        CHECK(steps == 10);
    });
}

TEST_CASE("a step that fails leaves nothing, says why, and can be tried again") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        std::atomic<bool> broken = true;
        jobs::Runner runner(life.writer,
                            {{"count",
                              [&](store::Db& db, const jobs::Progress& before) {
                                  if (before.done == 2 && broken) {
                                      db.run("INSERT INTO local_key (name, value) VALUES ($1, $2)", {"half", store::Value::bytes("x")});
                                      throw store::Fault("the disk is upside down");
                                  }
                                  return jobs::Progress{before.done + 1, 3, "x", before.done + 1 == 3};
                              }}},
                            [&] { return life.now.load(); });
        const auto id = runner.start("count", "program");
        runner.finish();
        CHECK(job_of(life, id).state == jobs::State::failed);
        CHECK(job_of(life, id).fault == "the disk is upside down");
        CHECK(job_of(life, id).progress.done == 2);
        CHECK_FALSE(life.reader()->ask("SELECT 1 FROM local_key WHERE name = 'half'").next());
        broken = false;
        CHECK(runner.resume(id));
        runner.finish();
        CHECK(job_of(life, id).state == jobs::State::done);
        CHECK(job_of(life, id).fault.empty());
    });
}

TEST_CASE("a job goes on where it stood when the program starts again") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        std::atomic<int> steps = 0;
        base::Id<jobs::Job> id;
        {
            std::atomic<bool> reached = false;
            jobs::Runner runner(life.writer,
                                {{"count",
                                  [&](store::Db&, const jobs::Progress& before) {
                                      if (before.done == 6) reached = true;
                                      if (before.done < 6) ++steps;
                                      return before.done == 6 ? before : jobs::Progress{before.done + 1, 10, "x", false};
                                  }}},
                                [&] { return life.now.load(); });
            id = runner.start("count", "program");
            while (!reached) std::this_thread::yield();
        }
        CHECK(job_of(life, id).state == jobs::State::running);
        jobs::Runner runner(life.writer, {counting(&steps)}, [&] { return life.now.load(); });
        runner.finish();
        CHECK(job_of(life, id).state == jobs::State::done);
        CHECK(steps == 10);
    });
}
