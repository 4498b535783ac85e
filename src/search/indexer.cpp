#include "search/store.h"

#include <algorithm>
#include <charconv>

namespace search {
namespace {

using namespace std::chrono;

constexpr auto together = milliseconds(100);  // commits this close are looked at at once: each look is a commit too
constexpr auto step_most = milliseconds(30), step_least = milliseconds(10);  // what acts wait for; the bound that is promised is 100 ms
constexpr std::int64_t batch_least = 5, batch_most = 2'000, cleared_in_a_step = 2'000;
constexpr std::size_t looked_at_once = 50;
constexpr std::int64_t format = 2;  // of words and rows, beside the versions of the sources

std::string name_of(const Sources& sources) {
    std::string name = std::to_string(format);
    for (const auto& source : sources) name += " " + source.kind + "." + std::to_string(source.version);
    return name;
}

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

void Heard::commit(std::int64_t size, const std::vector<acts::TouchedTopic>& topics) {
    {
        const std::lock_guard lock(mutex_);
        for (const auto& topic : topics)
            if (topic.id) news_.things.push_back({topic.kind, topic.id});
        news_.size = size;
    }
    wake_.notify_one();
}

std::optional<Heard::News> Heard::wait(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (!wake_.wait(lock, stop, [this] { return news_.size != 0; })) return {};
    wake_.wait_for(lock, stop, together, [] { return false; });
    return std::exchange(news_, {});
}

Indexer::Indexer(Sources sources, std::function<void()> moved)
    : sources_(std::move(sources)), made_by_(name_of(sources_)), moved_(std::move(moved)) {}

jobs::Kind Indexer::filling() {
    return {std::string(job), [this](store::Db& db, const jobs::Progress& before) { return fill(db, before); }};
}

bool Indexer::usable(store::Db& db) const {
    const auto now = state(db);
    return now && now->made_by == made_by_;
}

void Indexer::refresh(store::Db& db, std::span<const acts::TouchedThing> things) const {
    std::vector<Entries> all;
    for (const auto& thing : things) {
        const auto source = std::ranges::find(sources_, thing.kind, &Source::kind);
        if (source != sources_.end()) all.push_back(entries_of(thing.thing, thing.kind, source->document(db, thing.thing)));
    }
    put(db, all);
}

// The cursor is the last thing looked at; empty while the index before is taken away.
jobs::Progress Indexer::fill(store::Db& db, const jobs::Progress& before) {
    const auto start = steady_clock::now();
    auto now = before;
    const auto size = acts::read_head(db).size;
    now.of = size;
    const auto reached = state(db);
    if (before.cursor.empty() || !reached || reached->made_by != made_by_) {
        now = {0, size, "", false};
        forget_state(db);  // what is touched from here on is looked at once the state says from which entry
        if (clear_some(db, cleared_in_a_step)) return now;
        keep_state(db, {made_by_, size, false});
        now.cursor = "0";
        return now;
    }
    const auto things = acts::things_after(db, number_in(before.cursor), batch_);
    refresh(db, things);
    now.finished = things.empty();
    if (now.finished) {
        now.done = now.of;
        keep_state(db, {made_by_, reached->number, true});
        if (moved_) moved_();
        return now;
    }
    now.cursor = std::to_string(things.back().thing);
    now.done = std::min(size, things.back().thing / 1000);  // a thing's number is a thousand times its entry's
    const auto spent = steady_clock::now() - start;
    if (spent > step_most) batch_ = std::max(batch_least, batch_ / 2);
    else if (spent < step_least) batch_ = std::min(batch_most, batch_ * 3 / 2);
    return now;
}

void Indexer::look(acts::Writer& writer, const Heard::News& news) {
    auto things = news.things;
    std::ranges::sort(things, {}, [](const auto& thing) { return std::pair(thing.thing, thing.kind); });
    things.erase(std::ranges::unique(things, {}, [](const auto& thing) { return std::pair(thing.thing, thing.kind); }).begin(),
                 things.end());
    std::size_t at = 0;
    do {
        const auto some = std::span(things).subspan(at, std::min(looked_at_once, things.size() - at));
        at += some.size();
        writer.run_local([&](store::Db& db) {
            auto now = state(db);
            if (!now || now->made_by != made_by_) return;  // the job will come by
            db.begin();
            refresh(db, some);
            if (at == things.size() && news.size > now->number) keep_state(db, {now->made_by, news.size, now->complete});
            db.commit();
        });
    } while (at < things.size());
    if (moved_) moved_();
}

void Indexer::catch_up(acts::Writer& writer, store::Db& reader) {
    const auto now = state(reader);
    if (!now || now->made_by != made_by_) return;
    const Heard::News missed{acts::things_touched_after(reader, {now->number}), acts::read_head(reader).size};
    if (missed.size > now->number) look(writer, missed);
}

Following::Following(Indexer& indexer, acts::Writer& writer, jobs::Runner& runner, std::shared_ptr<Heard> heard, Read read)
    : indexer_(indexer),
      writer_(writer),
      runner_(runner),
      heard_(std::move(heard)),
      read_(std::move(read)),
      thread_([this](std::stop_token stop) { work(stop); }) {}

void Following::work(std::stop_token stop) {
    bool behind = true;
    std::mutex mutex;
    std::condition_variable_any never;
    while (!stop.stop_requested()) {
        try {
            if (behind) {
                const auto reader = read_();
                if (indexer_.usable(*reader)) indexer_.catch_up(writer_, *reader);
                else runner_.start(std::string(Indexer::job), "program");
                behind = false;
            }
            if (const auto news = heard_->wait(stop)) {
                behind = true;  // until it is looked at
                indexer_.look(writer_, *news);
                behind = false;
            }
        } catch (const std::exception&) {
            std::unique_lock lock(mutex);
            never.wait_for(lock, stop, seconds(1), [] { return false; });
        }
    }
}

}  // namespace search
