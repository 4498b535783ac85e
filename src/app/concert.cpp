#include "app/concert.h"

#include "app/past.h"

#include "accounts/accounts.h"
#include "acts/basis.h"
#include "acts/entry.h"
#include "assembly/assembly.h"
#include "base/zone.h"
#include "drafts/drafts.h"
#include "network/network.h"
#include "news/news.h"
#include "post/post.h"
#include "search/search.h"
#include "sign_in/sign_in.h"
#include "sources/sources.h"
#include "statutes/statutes.h"

#include <chrono>
#include <ctime>

namespace app {

Readers::Lent Readers::lend() {
    {
        std::lock_guard lock(mutex_);
        if (!resting_.empty()) {
            auto db = std::move(resting_.back());
            resting_.pop_back();
            return Lent(*this, std::move(db));
        }
    }
    return Lent(*this, store::Db::open(location_, store::Access::reader));
}

void Readers::take_back(std::unique_ptr<store::Db> db) {
    std::lock_guard lock(mutex_);
    if (resting_.size() < 16) resting_.push_back(std::move(db));
}

void Readers::forget() {
    std::lock_guard lock(mutex_);
    resting_.clear();
}

acts::WriterOptions writer_options(const store::Location& location, acts::Clock clock) {
    acts::WriterOptions options;
    options.clock = std::move(clock);
    options.erased = [directory = past_directory(location)] { purge_past(directory); };
    options.asked.holdings = accounts::holdings_on;
    options.asked.erasing = [](store::Db& db, base::Id<base::Person> person) {
        drafts::forget(db, person);
        sign_in::forget(db, person);
        news::forget(db, person);
        post::forget(db, person);
        const std::int64_t number = person.value;
        search::forget_people(db, {&number, 1});
    };
    options.asked.grounds = [](store::Db& db, std::string_view basis) {
        if (const auto source = acts::id_in<sources::Source>(basis, "source")) return sources::source_exists(db, *source);
        if (const auto decision = acts::id_in<assembly::Decision>(basis, "decision"))
            return assembly::find_decision(db, *decision).has_value();
        if (basis.starts_with("rule:")) return statutes::has_been_set(db, basis.substr(5));
        const auto act = acts::id_in<acts::Act>(basis, "act");
        return act && acts::find_entry(db, *act);
    };
    options.open = [location] { return store::Db::open(location, store::Access::writer); };
    // The zone is asked again for each group: it may have been described anew. A day is computed once in a quarter of an hour.
    struct Day {
        std::string zone;
        std::int64_t quarter = -1;
        base::Date date;
    };
    options.calendar = [day = std::make_shared<Day>()](store::Db& db, std::int64_t time_us) {
        const auto quarter = time_us / 900'000'000;  // every zone's midnight falls on one
        const auto zone = network::zone_of(db);
        if (day->quarter != quarter || day->zone != zone)
            *day = {zone, quarter, base::civil_date(time_us, zone).value_or(base::Date::utc_day(time_us))};
        return day->date;
    };
    return options;
}

acts::Replayed fill(store::Db& source, store::Db& target, const acts::ReplayOptions& options) {
    acts::create_tables(target, tables());
    const bool lists_last = options.mode == acts::Replay::trust && options.after == 0;  // checks may ask what effects do not
    if (lists_last) acts::drop_list_indexes(target, tables());
    auto replayed = acts::replay(source, target, registry(), options);
    if (lists_last) acts::create_tables(target, tables());
    return replayed;
}

Rebuilt rebuild(const store::Location& from, const store::Location& to, const acts::ReplayOptions& options) {
    Rebuilt result;
    auto source = store::Db::open(from, store::Access::reader);
    source->begin_reading();  // a server may go on writing meanwhile
    const auto start = std::chrono::steady_clock::now();
    const auto cpu = std::clock();
    {
        auto target = store::Db::open(to, store::Access::bulk);
        result.replayed = fill(*source, *target, options);
    }
    auto target = store::Db::open(to, store::Access::writer);  // from here on durable
    result.cpu_seconds = double(std::clock() - cpu) / CLOCKS_PER_SEC;
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (options.last >= acts::read_head(*source).size) result.different = acts::compare_tables(*source, *target);
    source->rollback();
    return result;
}

}  // namespace app
