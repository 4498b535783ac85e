#include "jobs/jobs.h"

#include "news/news.h"

#include <algorithm>
#include <stdexcept>

namespace jobs {
namespace {

constexpr auto pause_after_fault = std::chrono::seconds(1);  // the store may come back
constexpr std::size_t fault_bytes_max = 500;

constexpr std::string_view columns = "SELECT id, kind, state, done, of_all, cursor, who, started, changed, fault FROM local_job ";

ShownJob job_row(const store::Rows& row) {
    ShownJob job;
    job.id = row.id<Job>(0);
    job.kind = row.text(1);
    job.state = *acts::named<State>(row.view(2));
    job.progress = {row.integer(3), row.integer(4), row.text(5), job.state == State::done};
    job.who = row.text(6);
    job.started_us = row.integer(7);
    job.changed_us = row.integer(8);
    job.fault = row.text_or_null(9).value_or("");
    return job;
}

std::optional<ShownJob> running(store::Db& db, const std::string& kind) {
    static const auto sql = std::string(columns) + "WHERE state = 'running' AND ($1 = '' OR kind = $1) ORDER BY id LIMIT 1";
    auto rows = db.ask(sql, {kind});
    return rows.next() ? std::optional(job_row(rows)) : std::nullopt;
}

void keep(store::Db& db, const ShownJob& job) {
    db.run("UPDATE local_job SET state = $2, done = $3, of_all = $4, cursor = $5, changed = $6, fault = $7 WHERE id = $1",
           {job.id, acts::name_of(job.state), job.progress.done, job.progress.of, job.progress.cursor, job.changed_us,
            job.fault.empty() ? store::Value(nullptr) : store::Value(job.fault)});
}

}  // namespace

std::vector<ShownJob> list_jobs(store::Db& db, std::int64_t most) {
    static const auto sql = std::string(columns) + "ORDER BY id DESC LIMIT $1";
    std::vector<ShownJob> all;
    auto rows = db.ask(sql, {most});
    while (rows.next()) all.push_back(job_row(rows));
    return all;
}

std::optional<ShownJob> find_job(store::Db& db, Id<Job> id) {
    static const auto sql = std::string(columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(job_row(rows)) : std::nullopt;
}

Runner::Runner(acts::Writer& writer, std::vector<Kind> kinds, acts::Clock clock, std::function<void()> moved)
    : writer_(writer), kinds_(std::move(kinds)), clock_(std::move(clock)), moved_(std::move(moved)), thread_([this](std::stop_token stop) {
          work(stop);
      }) {}

Runner::~Runner() = default;  // the thread is asked to stop and waited for, before what it uses goes

void Runner::wake() {
    {
        const std::lock_guard lock(mutex_);
        asked_ = true, idle_ = false;
    }
    wake_.notify_all();
}

Id<Job> Runner::start(const std::string& kind, const std::string& who) {
    if (std::ranges::find(kinds_, kind, &Kind::name) == kinds_.end()) throw std::invalid_argument("nobody does jobs of kind " + kind);
    Id<Job> id;
    writer_.run_local([&](store::Db& db) {
        db.begin();
        if (const auto there = running(db, kind)) {
            id = there->id;
        } else {
            const auto now = clock_();
            auto rows = db.ask("SELECT coalesce(max(id), 0) + 1 FROM local_job");
            if (rows.next()) id = rows.id<Job>(0);
            db.run(
                "INSERT INTO local_job (id, kind, state, done, of_all, cursor, who, started, changed) VALUES ($1, $2, 'running', 0, 0, '', "
                "$3, "
                "$4, $4)",
                {id, kind, who, now});
        }
        db.commit();
    });
    wake();
    return id;
}

bool Runner::change(Id<Job> id, std::initializer_list<State> from, State to) {
    bool changed = false;
    writer_.run_local([&](store::Db& db) {
        auto job = find_job(db, id);
        if (!job || std::ranges::find(from, job->state) == from.end()) return;
        job->state = to;
        job->changed_us = clock_();
        job->fault.clear();
        db.begin();
        keep(db, *job);
        db.commit();
        changed = true;
    });
    if (changed) wake();
    return changed;
}

bool Runner::cancel(Id<Job> id) { return change(id, {State::running}, State::cancelled); }
bool Runner::resume(Id<Job> id) { return change(id, {State::cancelled, State::failed}, State::running); }

bool Runner::step() {
    bool more = false;
    writer_.run_local([&](store::Db& db) {
        auto job = running(db, "");
        if (!job) return;
        more = true;
        const auto kind = std::ranges::find(kinds_, job->kind, &Kind::name);
        db.begin();
        try {
            if (kind == kinds_.end()) throw store::Fault("this program does no jobs of kind " + job->kind);
            job->progress = kind->step(db, job->progress);
            job->state = job->progress.finished ? State::done : State::running;
        } catch (const store::DiskFull&) { throw; } catch (const std::exception& fault) {
            db.rollback();
            db.begin();
            job->state = State::failed;
            job->fault = std::string(fault.what()).substr(0, fault_bytes_max);
        }
        job->changed_us = clock_();
        keep(db, *job);
        const auto person = acts::Actor{job->who}.person();
        if (person && job->state != State::running)
            news::put(db, {*person, job->state == State::done ? "job_done" : "job_failed", job->id.value, job->changed_us});
        db.commit();
    });
    return more;
}

void Runner::work(std::stop_token stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            if (!asked_) {
                idle_ = true;
                wake_.notify_all();
                wake_.wait(lock, stop, [this] { return asked_; });
            }
            asked_ = false;
        }
        const auto start = std::chrono::steady_clock::now();
        std::chrono::steady_clock::duration pause{};
        bool more = true;
        try {
            more = step();
            pause = std::chrono::steady_clock::now() - start;
        } catch (const std::exception&) { pause = pause_after_fault; }
        if (moved_) moved_();
        std::unique_lock lock(mutex_);
        asked_ = asked_ || more;
        if (more) wake_.wait_for(lock, stop, pause, [] { return false; });
    }
}

void Runner::finish() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return idle_ && !asked_; });
}

std::string_view tables() {
    return
#include "src/jobs/tables.sql.inc"
        ;
}

}  // namespace jobs
