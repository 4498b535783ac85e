// Random lives of an association against an account of it in memory: members, admissions, decisions, statutes, bodies and mandates
// together. Each act is accepted or refused as the account says, the tables are as it says, and the journal alone gives them again.
// CONCERT_MODEL_STEPS and CONCERT_MODEL_SEED make the lives more and others; CONCERT_MODEL_TELL=1 counts what was answered.
#include "acts/verify.h"
#include "app/concert.h"
#include "base/zone.h"
#include "models/draw.h"
#include "models/tables.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <numeric>
#include <thread>

namespace {

using models::Account, models::Draw, models::Number, models::Said;
using Places = std::vector<std::uint64_t>;

constexpr Number steps_of_life = 2'000;  // a fresh network for each so many
constexpr Number steps_between_looks = 250;
constexpr int shorter_tries_max = 300;  // a sequence that failed is tried so often with steps left out

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}

struct Fault {
    std::string what;  // the same fault says the same
    std::size_t at = 0;
    std::vector<std::string> trail;
};

class Life {
public:
    Life(const store::Location& at, std::uint64_t seed)
        : location_(at), seed_(seed), writer_(app::registry(), app::tables(), app::writer_options(at, [this] { return now_.load(); })) {}

    std::optional<Fault> live(const Places& places, std::map<std::string, Number>& answers) {
        zone();
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (auto what = step(places[i], answers); !what.empty()) return fault(what, i);
            if ((i + 1) % steps_between_looks == 0 || i + 1 == places.size())
                if (auto what = look(); !what.empty()) return fault(what, i);
        }
        return {};
    }
    std::string rebuild(store::Engine engine) {
        const auto db = store::Db::open(location_, store::Access::reader);
        for (const auto& wrong : acts::verify(*db, app::registry())) return wrong;
        const support::FreshNetwork fresh(engine);
        for (const auto& table : app::rebuild(location_, fresh.location(), {}).different) return "the journal gives another " + table;
        return "";
    }

private:
    void zone() {
        account_.size = 1;
        const auto said = R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})";
        writer_.submit({administrator(), "network.describe", said, "", ""});
    }
    static acts::Actor administrator() { return {"administrator", acts::Role::administrator, "secretariat"}; }

    std::string step(std::uint64_t place, std::map<std::string, Number>& answers) {
        Draw draw(seed_, place);
        now_ += draw.chance(1) ? 86'400'000'000 * draw.below(4) : draw.below(3'000'000);
        account_.today = base::civil_date(now_, "Europe/Paris")->iso();
        const Said said = draw.act(account_);
        account_.unexecuted.clear();
        const auto before = account_.size;
        auto expected = said.judge(account_);
        for (auto entry = before; entry < account_.size;) account_.made[++entry] = place;
        if (expected.empty()) {
            expected = "accepted";
            for (const auto& why : account_.unexecuted) expected += ", " + why + " refused";
        }
        std::string told;
        try {
            told = support::told(writer_.submit({administrator(), said.act, said.json, "", said.basis}));
        } catch (const std::exception& fault) { told = std::string("a fault: ") + fault.what(); }
        trail_.push_back(account_.today + " " + said.act + " " + said.json + " [" + said.basis + "]: " + told);
        ++answers[said.act + ": " + told.substr(0, told.find(','))];
        if (told != expected) return said.act + " is " + told + ", not " + expected;
        if (writer_.size() != account_.size)
            return said.act + " makes entries to " + std::to_string(writer_.size()) + ", not " + std::to_string(account_.size);
        return "";
    }
    std::string look() {
        const auto db = store::Db::open(location_, store::Access::reader);
        const auto found = models::faults_of(*db, account_);
        return found.empty() ? "" : found.front();
    }
    Fault fault(const std::string& what, std::size_t at) { return {what, at, trail_}; }

    store::Location location_;
    std::uint64_t seed_;
    std::atomic<std::int64_t> now_ = support::first_of_test;
    acts::Writer writer_;
    Account account_;
    std::vector<std::string> trail_;
};

// Numbers of things are others once steps are left out.
std::string kind_of(std::string what) {
    std::erase_if(what, [](char c) { return c >= '0' && c <= '9'; });
    return what;
}

std::optional<Fault> lived(store::Engine engine, std::uint64_t seed, const Places& places, std::map<std::string, Number>& answers) try {
    const support::FreshNetwork network(engine);
    Life life(network.location(), seed);
    auto fault = life.live(places, answers);
    if (!fault)
        if (auto what = life.rebuild(engine); !what.empty()) fault = Fault{what, places.size() - 1, {}};
    return fault;
} catch (const std::exception& broken) { return Fault{broken.what(), places.size() - 1, {}}; }

// The same fault with as few steps as some hundred tries find.
std::pair<Fault, Places> shortened(store::Engine engine, std::uint64_t seed, Places places, Fault fault) {
    std::map<std::string, Number> ignored;
    places.resize(fault.at + 1);
    int tries = 0;
    for (auto length = places.size() / 2; length > 0 && tries < shorter_tries_max; length /= 2)
        for (std::size_t from = 0; from + length < places.size() && tries < shorter_tries_max; ++tries) {
            auto fewer = places;
            fewer.erase(fewer.begin() + std::ptrdiff_t(from), fewer.begin() + std::ptrdiff_t(from + length));
            if (auto again = lived(engine, seed, fewer, ignored); again && kind_of(again->what) == kind_of(fault.what)) {
                fewer.resize(again->at + 1);
                places = std::move(fewer), fault = *std::move(again);
            } else from += length;
        }
    return {std::move(fault), std::move(places)};
}

std::string report(store::Engine engine, std::uint64_t seed, const Fault& found, const Places& all) {
    const auto [fault, places] = shortened(engine, seed, all, found);
    std::string text = "CONCERT_MODEL_SEED=" + std::to_string(seed) + ", step " + std::to_string(found.at) + ": " + found.what +
                       "\nin short, " + std::to_string(places.size()) + " steps: " + fault.what + "\n";
    for (const auto& line : fault.trail) text += "  " + line + "\n";
    return text;
}

// So many lives at once as there are processors; what failed first, told whole.
std::string lives(store::Engine engine, std::uint64_t seed, Number steps, std::map<std::string, Number>& answers) {
    const auto count = std::max<Number>(1, (steps + steps_of_life - 1) / steps_of_life);
    Places places(std::size_t(std::min(steps, steps_of_life)));
    std::iota(places.begin(), places.end(), 1);
    std::mutex mutex;
    Number next = 0;
    std::string told;
    const auto work = [&] {
        std::map<std::string, Number> mine;
        while (true) {
            std::uint64_t which = 0;
            {
                const std::lock_guard lock(mutex);
                if (next == count || !told.empty()) break;
                which = seed + std::uint64_t(next++);
            }
            if (const auto fault = lived(engine, which, places, mine)) {
                const std::lock_guard lock(mutex);
                if (told.empty()) told = report(engine, which, *fault, places);
            }
        }
        const std::lock_guard lock(mutex);
        for (const auto& [answer, often] : mine) answers[answer] += often;
    };
    std::vector<std::jthread> threads;
    const auto side_by_side = engine == store::Engine::sqlite ? std::max(1U, std::thread::hardware_concurrency()) : 1U;
    for (unsigned i = 0; i < side_by_side; ++i) threads.emplace_back(work);
    threads.clear();
    return told;
}

// What a life of some length must have met: a model that never sees a rule at work proves nothing of it.
constexpr const char* met[] = {"assembly.record_decision: accepted"};

}  // namespace

TEST_CASE("Whatever members, statutes and bodies do together, the association is as a simple account of it says") {
    const auto seed = std::uint64_t(setting("CONCERT_MODEL_SEED", 7));
    const auto steps = setting("CONCERT_MODEL_STEPS", 20'000);
    std::map<std::string, Number> answers;
    CHECK(lives(store::Engine::sqlite, seed, steps, answers) == "");
    if (std::getenv("CONCERT_MODEL_TELL"))
        for (const auto& [answer, often] : answers) MESSAGE(often, " ", answer);
    Number accepted = 0, all = 0;
    for (const auto& [answer, often] : answers) all += often, accepted += answer.ends_with(": accepted") ? often : 0;
    MESSAGE(all, " acts, ", accepted, " accepted");
    if (steps < 20'000) return;
    for (const auto* answer : met) {
        CAPTURE(answer);
        CHECK(answers[answer] > 0);
    }
}

TEST_CASE("On the other engine too, the association is as a simple account of it says") {
    const auto seed = std::uint64_t(setting("CONCERT_MODEL_SEED", 7));
    std::map<std::string, Number> answers;
    CHECK(lives(store::Engine::postgresql, seed, std::max<Number>(500, setting("CONCERT_MODEL_STEPS", 0) / 100), answers) == "");
}
