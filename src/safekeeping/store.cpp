#include "safekeeping/store.h"

#include <algorithm>

namespace safekeeping {
namespace {

constexpr std::int64_t remembered_us = 400 * day_us, personal_page = 500;
constexpr std::string_view outcome_columns = "SELECT started, milliseconds, file, size, entries, fault FROM local_backup ";

Outcome outcome_row(const store::Rows& row) {
    return {row.integer(0), row.integer(1), row.text(2), row.integer(3), row.integer(4), row.text_or_null(5)};
}

std::optional<Outcome> first_outcome(store::Db& db, const std::string& rest) {
    auto rows = db.ask(std::string(outcome_columns) + rest);
    return rows.next() ? std::optional(outcome_row(rows)) : std::nullopt;
}

bool has_table(store::Db& db, std::string_view name) {
    const auto tables = db.tables();
    return std::ranges::find(tables, name) != tables.end();
}

template <class Work>
void transaction(store::Db& db, Work work) {
    db.begin();
    try {
        work();
        db.commit();
    } catch (...) {
        db.rollback();
        throw;
    }
}

// An attachment in canonical JSON: {"media_type":…,"name":…,"sha256":"HEX","size":…}. Nothing else has these two names side by side.
void add_hashes(std::string_view json, std::set<base::Hash>& found) {
    constexpr std::string_view before = "\"sha256\":\"", after = "\",\"size\":";
    for (auto at = json.find(before); at != json.npos; at = json.find(before, at + 1)) {
        const auto rest = json.substr(at + before.size());
        if (rest.size() < 64 || !rest.substr(64).starts_with(after)) continue;
        if (const auto hash = base::Hash::parse(rest.substr(0, 64))) found.insert(*hash);
    }
}

}  // namespace

std::string_view tables() {
    return
#include "src/safekeeping/tables.sql.inc"
        ;
}

void keep_outcome(store::Db& db, const Outcome& outcome) {
    transaction(db, [&] {
        db.run("DELETE FROM local_backup WHERE started = $1 OR started < $2", {outcome.started_us, outcome.started_us - remembered_us});
        db.run("INSERT INTO local_backup (started, milliseconds, file, size, entries, fault) VALUES ($1, $2, $3, $4, $5, $6)",
               {outcome.started_us, outcome.milliseconds, outcome.file, outcome.bytes, outcome.entries, outcome.fault});
    });
}

std::optional<Plan> kept_plan(store::Db& db) {
    auto rows = db.ask("SELECT since, every, keep, directory FROM local_backup_plan WHERE one = 1");
    if (!rows.next()) return {};
    return Plan{rows.integer(0), rows.integer(1), rows.integer(2), rows.text(3)};
}

void keep_plan(store::Db& db, const std::optional<Plan>& plan) {
    const auto before = kept_plan(db);
    if (before.has_value() == plan.has_value() &&
        (!plan || (before->every_us == plan->every_us && before->keep_us == plan->keep_us && before->directory == plan->directory)))
        return;
    transaction(db, [&] {
        db.run("DELETE FROM local_backup_plan");
        if (plan)
            db.run("INSERT INTO local_backup_plan (one, since, every, keep, directory) VALUES (1, $1, $2, $3, $4)",
                   {plan->since_us, plan->every_us, plan->keep_us, plan->directory});
    });
}

std::vector<Outcome> last_outcomes(store::Db& db, std::int64_t most) {
    std::vector<Outcome> all;
    auto rows = db.ask(std::string(outcome_columns) + "ORDER BY started DESC LIMIT $1", {most});
    while (rows.next()) all.push_back(outcome_row(rows));
    return all;
}

State safekeeping_state(store::Db& db, std::int64_t now_us) {
    State state;
    if (!has_table(db, "local_backup")) return state;  // made by a release that kept none
    state.plan = kept_plan(db);
    state.last = first_outcome(db, "ORDER BY started DESC LIMIT 1");
    state.last_good = first_outcome(db, "WHERE fault IS NULL ORDER BY started DESC LIMIT 1");
    const auto allowed = state.plan ? state.plan->every_us + state.plan->every_us / 4 : overdue_without_plan_us;
    if (state.last && state.last->fault) state.condition = Condition::failed;
    else if (state.last_good) state.condition = now_us - state.last_good->started_us > allowed ? Condition::late : Condition::current;
    else state.condition = state.plan && now_us - state.plan->since_us <= allowed ? Condition::waiting : Condition::never;
    return state;
}

std::int64_t count_rows(store::Db& db, const std::string& table) {
    auto rows = db.ask("SELECT count(*) FROM \"" + table + "\"");
    return rows.next() ? rows.integer(0) : 0;
}

MadeBy made_by(store::Db& db) {
    if (!has_table(db, "journal_format")) throw store::NotADatabase("it holds no journal");
    auto rows = db.ask("SELECT format, tables FROM journal_format WHERE one = 1");
    if (!rows.next()) throw store::NotADatabase("its journal has no format");
    return {rows.integer(0), rows.hash(1)};
}

std::set<base::Hash> files_referred_to(store::Db& db) {
    std::set<base::Hash> found;
    acts::each_entry(db, 0, acts::read_head(db).size, [&](acts::StoredEntry& stored) {
        add_hashes(stored.entry.payload, found);
        for (const auto& opening : stored.openings) add_hashes(opening.value, found);
    });
    for (std::int64_t after = 0;;) {
        std::int64_t seen = 0;
        auto rows = db.ask("SELECT handle, value FROM personal_value WHERE handle > $1 ORDER BY handle LIMIT $2", {after, personal_page});
        for (; rows.next(); ++seen) {
            after = rows.integer(0);
            add_hashes(rows.view(1), found);
        }
        if (seen < personal_page) return found;
    }
}

}  // namespace safekeeping
