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

constexpr std::int64_t usual_seed = 1, usual_steps = 20'000;
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
    // Of each kind of act, those set off by others too.
    void count_entries(std::map<std::string, Number>& answers) {
        const auto db = store::Db::open(location_, store::Access::reader);
        auto rows = db->ask("SELECT act, count(*) FROM journal GROUP BY act");
        while (rows.next()) answers["entry " + rows.text(0)] += rows.integer(1);
    }
    std::string rebuild(store::Engine engine) {
        const auto db = store::Db::open(location_, store::Access::reader);
        for (const auto& wrong : acts::verify(*db, app::registry())) return wrong;
        const support::FreshNetwork fresh(engine);
        acts::ReplayOptions options;
        options.mode = acts::Replay::prove;  // every rule is asked again, and what each act sets off
        const auto rebuilt = app::rebuild(location_, fresh.location(), options);
        for (const auto& table : rebuilt.different) return "the journal gives another " + table;
        for (const auto& one : rebuilt.replayed.differences) return "entry " + std::to_string(one.number.value) + ": " + one.what;
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
        auto expected = account_.knows(said.basis) ? said.judge(account_) : without_ground(said);
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
        ++answers[said.act + ": " + told];
        if (told != expected) return said.act + " is " + told + ", not " + expected;
        if (writer_.size() != account_.size)
            return said.act + " makes entries to " + std::to_string(writer_.size()) + ", not " + std::to_string(account_.size);
        return "";
    }
    // Of an act that cites what is not there: that is one wrong field more, whatever rules would say.
    std::string without_ground(const Said& said) {
        auto as_if = account_;
        const auto why = said.judge(as_if);
        const bool fields = why.find(' ') != why.npos;
        if (!fields) return "basis unknown_reference";
        return why.find("basis ") == why.npos ? why + ", basis unknown_reference" : why;
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
    life.count_entries(answers);
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

// What the lives must have met: an account that never sees a rule at work proves nothing of it.
constexpr const char* met[] = {
    "members.apply_for_membership: members.cap_reached",
    "members.apply_for_membership: members.already_applied",
    "members.record: members.already_member",
    "members.record_status: members.status_order",
    "members.strike_status: members.strike_later_first",
    "members.correct: since after_status",
    "members.split: members.cap_reached",
    "members.succeed_country: members.country_changed_later",
    "members.name_substitute: members.substitutes_reached",
    "admissions.make_ready: admissions.no_opinion",
    "assembly.record_decision: subject_id not_decided_about",
    "assembly.record_decision: accepted, admissions.decided_before refused",
    "assembly.record_decision: accepted, members.cap_reached refused",
    "assembly.record_decision: accepted, bodies.no_resignation refused",
    "assembly.record_decision: accepted, bodies.before_offer refused",
    "assembly.record_decision: accepted, assembly.annulled_before refused",
    "assembly.record_decision: accepted, members.not_present_status refused",
    "assembly.execute_decision: accepted",
    "assembly.execute_decision: assembly.annulled",
    "statutes.set_rule: statutes.retroactive",
    "statutes.set_rule: statutes.already_decided",
    "bodies.open_mandate: bodies.no_seat_free",
    "bodies.open_mandate: bodies.before_membership",
    "bodies.open_mandate: bodies.after_membership",
    "bodies.open_mandate: bodies.no_titular",
    "bodies.open_mandate: bodies.already_holds",
    "bodies.open_mandate: from before_decision",
    "bodies.open_mandate: bodies.holder_died",
    "bodies.end: on bodies_begun_after",
    "bodies.suspend_seat: bodies.no_seat",
    "bodies.suspend_seat: accepted",
    "bodies.set_size: bodies.too_many_sit",
    "bodies.end_mandate: bodies.decision_carries_out",
    "entry members.admit",
    "entry members.exclude",
    "entry members.take_back_status",
    "entry members.succeed_country",
    "entry members.restore_status",
    "entry admissions.reject",
    "entry admissions.reopen",
    "entry statutes.end_rules",
    "entry bodies.close_mandate",
    "entry bodies.note_lost_office",
    "entry bodies.keep_mandate",
    "entry bodies.resume_mandate",
    "entry bodies.refuse_resignation",
    "entry bodies.end_mandates_of_member",
    "entry bodies.lift_suspension",
};

}  // namespace

TEST_CASE("Whatever members, statutes and bodies do together, the association is as a simple account of it says") {
    const auto seed = std::uint64_t(setting("CONCERT_MODEL_SEED", usual_seed));
    const auto steps = setting("CONCERT_MODEL_STEPS", usual_steps);
    std::map<std::string, Number> answers;
    CHECK(lives(store::Engine::sqlite, seed, steps, answers) == "");
    if (std::getenv("CONCERT_MODEL_TELL"))
        for (const auto& [answer, often] : answers) MESSAGE(often, " ", answer);
    Number accepted = 0, all = 0;
    for (const auto& [answer, often] : answers) {
        if (answer.starts_with("entry ")) continue;
        all += often, accepted += answer.find(": accepted") != answer.npos ? often : 0;
    }
    MESSAGE(all, " acts, ", accepted, " accepted");
    if (steps < (seed == usual_seed ? usual_steps : 10 * usual_steps)) return;
    CHECK(all / 3 < accepted);
    CHECK(accepted < all * 3 / 4);
    for (const std::string answer : met) {
        CAPTURE(answer);
        CHECK(answers[answer] > 0);
    }
}

TEST_CASE("On the other engine too, the association is as a simple account of it says") {
    const auto seed = std::uint64_t(setting("CONCERT_MODEL_SEED", usual_seed));
    std::map<std::string, Number> answers;
    CHECK(lives(store::Engine::postgresql, seed, std::max<Number>(500, setting("CONCERT_MODEL_STEPS", 0) / 100), answers) == "");
}
