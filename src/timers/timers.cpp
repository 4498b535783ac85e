#include "timers/timers.h"

#include "acts/entry.h"

#include <ctime>

namespace timers {
namespace {

bool refused_on(store::Db& db, const std::string& timer, const Due& due, base::Date day) {
    return db
        .ask("SELECT 1 FROM local_timer_refusal WHERE timer = $1 AND thing = $2 AND due = $3 AND tried = $4",
             {timer, due.thing, due.day, day})
        .next();
}

void keep_refusal(store::Db& db, const std::string& timer, const Due& due, base::Date day, const base::Refusal& why) {
    const auto* wrong = why.wrong.empty() ? nullptr : &why.wrong.front();
    db.change(
        "INSERT INTO local_timer_refusal (timer, thing, due, tried, act, findings, field, wrong) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
        "ON "
        "CONFLICT (timer, thing, due) DO UPDATE SET tried = excluded.tried, act = excluded.act, findings = excluded.findings, field = "
        "excluded.field, wrong = excluded.wrong",
        {timer, due.thing, due.day, day, due.act, acts::findings_json({why.why}), wrong ? std::optional(wrong->path) : std::nullopt,
         wrong ? std::optional(wrong->code) : std::nullopt});
}

// What the pass of that day has not met is due no more.
void keep_pass(store::Db& db, const std::string& timer, base::Date day, std::int64_t now_us) {
    db.begin();
    db.run("DELETE FROM local_timer_refusal WHERE timer = $1 AND tried <> $2", {timer, day});
    db.run(
        "INSERT INTO local_timer (name, day, at_us) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET day = excluded.day, at_us = "
        "excluded.at_us",
        {timer, day, now_us});
    db.commit();
}

}  // namespace

std::string client_key(const std::string& timer, const Due& due) { return timer + ":" + std::to_string(due.thing) + ":" + due.day.iso(); }

std::vector<Runner::Pass> Runner::made(std::vector<Timer> timers) {
    std::vector<Pass> passes;
    for (auto& timer : timers) passes.push_back({std::move(timer), {}, {}, false});
    return passes;
}

bool Runner::step(std::stop_token stop) {
    const auto now = doors_.clock();
    if (!trust_.believes(now, doors_.elapsed())) return false;
    const auto reading = doors_.read();
    const auto today = doors_.calendar(*reading, now);
    for (auto& pass : passes_) {
        if (pass.day != today) pass.day = today, pass.place.clear(), pass.over = false;  // yesterday again too: the clock was put back
        if (pass.over) continue;
        const auto batch = pass.timer.due(*reading, today, pass.place, step_most);
        for (const auto& due : batch.due) {
            if (stop.stop_requested()) return true;
            take(pass.timer, due, today);
        }
        if (batch.next) pass.place = *batch.next;
        else finish(pass, now);
        return true;
    }
    return false;
}

void Runner::take(const Timer& timer, const Due& due, base::Date today) {
    if (refused_on(*doors_.read(), timer.name, due, today)) return;
    const auto outcome = doors_.submit({program, due.act, due.json, client_key(timer.name, due), due.basis});
    if (outcome) return;
    doors_.run_local([&](store::Db& db) { keep_refusal(db, timer.name, due, today, outcome.error()); });
}

void Runner::finish(Pass& pass, std::int64_t now_us) {
    doors_.run_local([&](store::Db& db) { keep_pass(db, pass.timer.name, *pass.day, now_us); });
    pass.over = true;
}

std::int64_t system_elapsed_us() {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return time.tv_sec * 1'000'000 + time.tv_nsec / 1'000;
}

std::vector<Refused> refused(store::Db& db, std::int64_t most) {
    std::vector<Refused> all;
    auto rows =
        db.ask("SELECT timer, thing, due, tried, act, findings, field, wrong FROM local_timer_refusal ORDER BY due, timer, thing LIMIT $1",
               {most});
    while (rows.next()) {
        Refused one{rows.text(0), rows.integer(1), rows.date(2), rows.date(3), rows.text(4), {}};
        if (auto findings = acts::findings_from_json(rows.view(5)); !findings.empty()) one.why.why = std::move(findings.front());
        if (!rows.null(6)) one.why.wrong.push_back({rows.text(6), rows.text(7), {}});
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<Passed> passes(store::Db& db) {
    std::vector<Passed> all;
    auto rows = db.ask("SELECT name, day, at_us FROM local_timer ORDER BY name");
    while (rows.next()) all.push_back({rows.text(0), rows.date(1), rows.integer(2)});
    return all;
}

std::string_view tables() {
    return
#include "src/timers/tables.sql.inc"
        ;
}

}  // namespace timers
