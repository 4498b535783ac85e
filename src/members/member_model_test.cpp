// Random lives of members against a simple account of them in memory: the same acts accepted, histories without overlap, no admission
// beyond the cap, rolls equal to a recount, and the same tables again from the journal alone. CONCERT_MODEL_STEPS and
// CONCERT_MODEL_SEED make the runs longer and others.
#include "acts/verify.h"
#include "app/concert.h"
#include "members/acts.h"
#include "members/rules.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

namespace {

using Number = std::int64_t;
using support::told;

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}
std::string id(Number number) { return std::to_string(number); }

struct Line {
    std::string status, day;
    Number act;
    bool struck = false, decided = false;  // by a decision
};
struct City {
    std::string name, country;
    bool association = false, associate = false;
    std::vector<Line> lines;

    static bool is_out(const std::string& status) {
        return status == "resigned" || status == "excluded" || status == "merged" || status == "dissolved";
    }
    // One status after another, said a second time: inside, suspended, outside.
    static bool follows(const std::string& before, const std::string& next) {
        if (is_out(before)) return false;
        if (before == "suspended") return next == "reinstated" || is_out(next);
        return next == "suspended" || is_out(next);
    }
    using Pairs = std::vector<std::pair<const Line*, const Line*>>;
    Pairs pairs() const {  // of lines that stand
        Pairs all;
        const Line* before = nullptr;
        for (const auto& line : lines) {
            if (line.struck) continue;
            if (before) all.emplace_back(before, &line);
            before = &line;
        }
        return all;
    }
    // What comes to stand side by side follows; only a line that a decision had put may come back after an exclusion of before it, since it
    // may be what an annulment had put.
    bool sound_after(const City& known, const Line* restored = nullptr) const {
        const auto stood = known.pairs();
        return std::ranges::all_of(pairs(), [&](const auto& pair) {
            const auto& [before, next] = pair;
            return follows(before->status, next->status) ||
                   std::ranges::any_of(
                       stood, [&](const auto& other) { return other.first->act == before->act && other.second->act == next->act; }) ||
                   (next == restored && next->decided && before->act < next->act && before->status == "excluded" &&
                    next->status == "reinstated");
        });
    }
    std::string status() const {
        std::string last = "mistaken";
        for (const auto& line : lines)
            if (!line.struck) last = line.status;
        return last;
    }
    bool belongs() const { return !is_out(status()) && status() != "mistaken"; }
    bool counts() const { return belongs() && !association && !associate; }
    // By an act, an exclusion is not taken back: only its annulment does that.
    bool put(const std::string& status, const std::string& day, Number act, bool decided = false) {
        if (day < lines[0].day || this->status() == "mistaken") return false;
        auto changed = *this;
        auto at = changed.lines.begin() + 1;
        for (auto it = at; it != changed.lines.end(); ++it)
            if (it->day <= day) at = it + 1;
        std::string before;
        for (auto it = changed.lines.begin(); it != at; ++it)
            if (!it->struck) before = it->status;
        if (is_out(before) || !follows(before, status)) return false;
        changed.lines.insert(at, {status, day, act, false, decided});
        if (!changed.sound_after(*this)) return false;
        *this = changed;
        return true;
    }
};

class Lives {
public:
    Lives(const store::Location& location, std::uint64_t seed) : life_(location, cap), random_(seed) {}
    static constexpr Number cap = 4;

    void live(Number steps) {
        for (Number i = 0; i < steps; ++i) step();
    }

    void compare() {
        const auto db = life_.reader();
        std::map<std::string, std::pair<Number, Number>> counted;
        for (const auto& [number, city] : cities_) {
            const auto member = members::find_member(*db, {number});
            REQUIRE(member);  // never deleted
            CAPTURE(number);
            CHECK(member->name == city.name);
            CHECK(member->country == city.country);
            CHECK(acts::name_of(member->status) == city.status());
            CHECK(member->until.has_value() == !city.belongs());
            const auto lines = members::statuses_of(*db, {number});
            REQUIRE(lines.size() == city.lines.size());
            std::optional<base::Date> before;
            for (std::size_t i = 0; i < lines.size(); ++i) {
                CHECK(acts::name_of(lines[i].status) == city.lines[i].status);
                CHECK(lines[i].struck_by.has_value() == city.lines[i].struck);
                if (before) CHECK(*before <= *lines[i].day);  // no overlap: each holds until the next
                before = lines[i].day;
            }
            if (city.belongs()) ++counted[city.country].first;
            if (city.counts()) ++counted[city.country].second;
        }
        for (const auto* country : {"FR", "BE", "SN"}) {
            auto rows = db->ask("SELECT members, cities FROM country_roll WHERE country = $1", {country});
            const bool there = rows.next();
            CHECK((there ? rows.integer(0) : 0) == counted[country].first);
            CHECK((there ? rows.integer(1) : 0) == counted[country].second);
        }
        std::map<int, std::int64_t> years, kept;
        {
            auto rows = db->ask("SELECT since FROM member WHERE until_day IS NULL AND since IS NOT NULL");
            while (rows.next())
                if (const auto year = members::certain_year(rows.partial_date(0))) ++years[*year];
        }
        {
            auto rows = db->ask("SELECT year, members FROM year_roll WHERE members <> 0");
            while (rows.next()) kept[int(rows.integer(0))] = rows.integer(1);
        }
        CHECK(years == kept);
        auto all = db->ask("SELECT count(*) FROM member");
        REQUIRE(all.next());
        CHECK(all.integer(0) == Number(cities_.size()));
        CHECK(acts::verify(*db, app::registry()) == std::vector<std::string>{});
        for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
            const support::FreshNetwork fresh(engine);
            CHECK(app::rebuild(life_.location, fresh.location(), {}).different == std::vector<std::string>{});
        }
    }

private:
    Number below(Number most) { return Number(random_() % std::uint64_t(most)); }
    std::string one(const std::vector<std::string>& of) { return of[std::size_t(below(Number(of.size())))]; }
    std::string day() {
        return one({"1979-11-17", "1994-06-10", "1995-03-01", "2010-01-01", "2014-11-06", "2026-09-20", "2026-09-21", "2026-09-22"});
    }
    static bool future(const std::string& day) { return day > "2026-09-21"; }
    std::string name() { return "Ville " + id(below(9)); }
    Number size() { return Number(life_.writer.size()); }
    Number some() {
        if (cities_.empty() || below(20) == 0) return 999;
        auto it = cities_.begin();
        std::advance(it, below(Number(cities_.size())));
        return it->first;
    }
    bool named(const std::string& name, const std::string& country, Number but = 0) const {
        return std::ranges::any_of(cities_, [&](const auto& city) {
            return city.first != but && city.second.belongs() && city.second.name == name && city.second.country == country;
        });
    }
    // Kinds and countries changed before every day on which a city is split.
    Number counted_on(const std::string& country, const std::string& day) const {
        return std::ranges::count_if(cities_, [&](const auto& one) {
            const auto& city = one.second;
            if (city.country != country || city.association || city.associate || city.status() == "mistaken") return false;
            std::string first, last;
            for (const auto& line : city.lines) {
                if (line.struck) continue;
                if (first.empty() || line.day < first) first = line.day;
                last = line.day;
            }
            return first <= day && (city.belongs() || day < last);
        });
    }
    Number counted(const std::string& country) const {
        return std::ranges::count_if(cities_, [&](const auto& city) { return city.second.country == country && city.second.counts(); });
    }
    bool says(const std::string& act, const std::string& json) {
        const auto outcome = life_.say("members." + act, json, life_.basis);
        said_ = act + " " + json + ": " + told(outcome);
        return outcome.has_value();
    }
    std::string seen(Number member) {
        const auto known = members::find_member(*life_.reader(), {member});
        return id(known ? known->changed_by.value : 1);
    }
    void expect(bool got, bool wanted) {
        CAPTURE(said_);
        REQUIRE(got == wanted);
    }

    void step() {
        switch (below(13)) {
        case 0:
        case 1: return record();
        case 2: return admit();
        case 3:
        case 4: return decide();
        case 5: return past();
        case 6: return merge();
        case 7: return split();
        case 8: return rename();
        case 9: return move();
        case 10: return reclass();
        case 11: return strike();
        case 12: return restore();
        }
    }

    void record() {
        City city{name(), one({"FR", "BE", "SN"}), below(5) == 0, below(5) == 0, {}};
        const auto since = day();
        const bool may = !future(since) && !named(city.name, city.country);
        expect(says("record", support::member(city.name, life_.source, city.country, city.association ? "association" : "city",
                                              city.associate ? "associate" : "active", since)),
               may);
        if (!may) return;
        city.lines.push_back({"recorded", since, size()});
        cities_[size() * 1000 + 1] = city;
    }
    void admit() {
        const auto called = name(), country = one({"FR", "BE", "SN"});
        const auto applied = life_.visitor("members.apply_for_membership", support::application(called, country));
        const bool may = !named(called, country) && counted(country) < cap;
        CAPTURE(told(applied));
        if (told(applied) == "members.already_applied") return;
        REQUIRE(applied.has_value() == may);
        if (!may) return;
        life_.say("assembly.record_decision", support::admission(applied->first_thing(), "adopted", "2026-09-21"), life_.basis);
        cities_[size() * 1000 + 1] = {called, country, false, false, {{"admitted", "2026-09-21", size()}}};
        CHECK(counted(country) <= cap);  // no admission passes it
    }
    void decide() {
        const auto member = some();
        const auto on = day(), subject = one({"suspension", "reinstatement", "exclusion"});
        const auto status = subject == "suspension" ? "suspended" : subject == "exclusion" ? "excluded" : "reinstated";
        const auto outcome = life_.say("assembly.record_decision",
                                       R"({"body":"bureau","date":")" + on + R"(","title":"a","subject":")" + subject +
                                           R"(","subject_id":)" + id(member) + R"(,"result":"adopted"})",
                                       life_.basis);
        const auto found = cities_.find(member);
        if (future(on) || found == cities_.end()) {
            CHECK_FALSE(outcome);
            return;
        }
        REQUIRE(outcome);
        const bool may = found->second.put(status, on, size(), true);
        CAPTURE(told(outcome));
        REQUIRE(outcome->unexecuted.empty() == may);
    }
    void past() {
        const auto member = some();
        const auto from = day(), status = one({"suspended", "reinstated", "resigned", "excluded", "dissolved"});
        auto found = cities_.find(member);
        const bool may = found != cities_.end() && !future(from) && found->second.put(status, from, size() + 1);
        expect(says("record_status", "{\"member\":" + id(member) + ",\"status\":\"" + status + "\",\"from\":\"" + from + "\"}"), may);
    }
    void merge() {
        const auto one_of = some(), into = some();
        const auto on = day();
        auto found = cities_.find(one_of);
        const auto other = cities_.find(into);
        bool may = found != cities_.end() && other != cities_.end() && one_of != into && !future(on) && other->second.belongs() &&
                   found->second.country == other->second.country;
        if (may) may = found->second.put("merged", on, size() + 1);
        expect(says("merge", "{\"absorbed\":[" + id(one_of) + "],\"into\":" + id(into) + ",\"on\":\"" + on + "\"}"), may);
    }
    void split() {
        const auto member = some();
        const auto on = day(), first = name(), second = name() + " bis";
        const bool ends = below(2) == 0;
        const auto found = cities_.find(member);
        bool may = found != cities_.end() && !future(on) && found->second.belongs();
        City parted;
        if (may) {
            parted = found->second;
            may = ends ? parted.put("dissolved", on, size() + 1) : on >= parted.lines[0].day;
            for (const auto& part : {first, second}) may = may && !named(part, parted.country, ends ? member : 0);
            const Number added = (parted.associate ? 0 : 2) - (ends && found->second.counts() ? 1 : 0);
            if (added > 0) may = may && counted_on(parted.country, on) + added <= cap;
        }
        expect(says("split", "{\"member\":" + id(member) + ",\"on\":\"" + on + "\",\"remainder\":\"" + (ends ? "dissolved" : "remains") +
                                 R"(","parts":[{"name":")" + first + R"(","kind":"city"},{"name":")" + second + R"(","kind":"city"}]})"),
               may);
        if (!may) return;
        const auto act = size();
        if (ends) found->second = parted;
        cities_[act * 1000 + 1] = {first, parted.country, false, parted.associate, {{"recorded", on, act}}};
        cities_[act * 1000 + 2] = {second, parted.country, false, parted.associate, {{"recorded", on, act}}};
    }
    // Names, countries and kinds change in the order of `changed_`, a day later each time, so that dates never stand in the way.
    std::string next_day() { return base::Date{1900, 1, 1}.plus_days(++days_).iso(); }
    void rename() {
        const auto member = some();
        const auto called = name();
        const auto found = cities_.find(member);
        const bool may = found != cities_.end() && found->second.name != called && !named(called, found->second.country, member);
        expect(says("rename", "{\"member\":" + id(member) + ",\"seen\":" + seen(member) + ",\"name\":\"" + called + "\",\"on\":\"" +
                                  next_day() + "\"}"),
               may);
        if (may) found->second.name = called;
    }
    void move() {
        const auto member = some();
        const auto country = one({"FR", "BE", "SN"});
        const auto found = cities_.find(member);
        const bool may = found != cities_.end() && found->second.country != country && !named(found->second.name, country);
        expect(says("change_country", "{\"member\":" + id(member) + ",\"seen\":" + seen(member) + ",\"country\":\"" + country +
                                          "\",\"on\":\"" + next_day() + "\"}"),
               may);
        if (may) found->second.country = country;
    }
    void reclass() {
        const auto member = some();
        const bool associate = below(2) == 0;
        const auto found = cities_.find(member);
        const bool may = found != cities_.end() && (found->second.associate != associate || found->second.association);
        expect(says("change_kind", "{\"member\":" + id(member) + ",\"seen\":" + seen(member) + R"(,"kind":"city","member_class":")" +
                                       (associate ? "associate" : "active") + "\",\"on\":\"" + next_day() + "\"}"),
               may);
        if (may) found->second.associate = associate, found->second.association = false;
    }
    void strike() {
        const auto member = some();
        const auto found = cities_.find(member);
        const auto place = found == cities_.end() ? 0 : std::size_t(below(Number(found->second.lines.size())));
        bool may = found != cities_.end() && !found->second.lines[place].struck;
        City changed;
        if (may) {
            changed = found->second;
            changed.lines[place].struck = true;
            may = changed.sound_after(found->second) && (place != 0 || changed.status() == "mistaken");
            if (may && !found->second.belongs() && changed.belongs()) may = !named(changed.name, changed.country, member);
        }
        const auto act = found == cities_.end() ? 1 : found->second.lines[place].act;
        expect(says("strike_status", "{\"member\":" + id(member) + ",\"stated\":" + id(act) + R"(,"reason":"a"})"), may);
        if (may) found->second = changed;
    }
    void restore() {
        const auto member = some();
        const auto found = cities_.find(member);
        const auto place = found == cities_.end() ? 0 : std::size_t(below(Number(found->second.lines.size())));
        bool may = found != cities_.end() && found->second.lines[place].struck;
        City changed;
        if (may) {
            changed = found->second;
            changed.lines[place].struck = false;
            may = changed.sound_after(found->second, &changed.lines[place]) && (place == 0 || !changed.lines[0].struck);
            if (may && !found->second.belongs() && changed.belongs()) may = !named(changed.name, changed.country, member);
        }
        const auto act = found == cities_.end() ? 1 : found->second.lines[place].act;
        expect(says("restore_status", "{\"member\":" + id(member) + ",\"stated\":" + id(act) + R"(,"reason":"a"})"), may);
        if (may) found->second = changed;
    }

    support::Begun life_;
    std::mt19937_64 random_;
    std::map<Number, City> cities_;
    std::string said_;
    Number days_ = 0;
};

}  // namespace

static constexpr Number steps_of_network = 5'000;

TEST_CASE("Random lives of members are as a simple account of them says, and again from the journal") {
    const auto seed = std::uint64_t(setting("CONCERT_MODEL_SEED", 7));
    const auto steps = setting("CONCERT_MODEL_STEPS", 250);
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        // One network after another: what a step costs grows with how many members there are.
        for (auto left = steps, which = Number(engine == store::Engine::sqlite ? 0 : 1); left > 0; left -= steps_of_network, which += 2) {
            const support::FreshNetwork network(engine);
            Lives lives(network.location(), seed + std::uint64_t(which));
            lives.live(std::min(left, steps_of_network));
            lives.compare();
        }
    }
}
