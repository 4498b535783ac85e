// Applications in any order of acts, beside a model that says the rules a second time and more simply: what is accepted, where each file
// then stands, and what must never happen.
#include "acts/history.h"
#include "admissions/acts.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <random>

namespace {

using namespace admissions;
using support::told;

struct File {
    std::string name, country;
    Step step = Step::received;
    bool letter = false, asked_opinion = false, opinion = false, examined = false, checked = false, decided = false;
    int awaited = 0;  // pieces
};

class Walk {
public:
    Walk(const store::Location& at, unsigned seed) : life_(at, cap), chance_(seed) {
        life_.writer.run_local([](store::Db& db) {
            db.begin();
            make_key(db);
            db.commit();
        });
        life_.made("members.record", support::member("Cap-Exemple", life_.source, "BJ", "capital"), life_.basis);
        cities_["BJ"] = 1;
    }
    void go(int acts) {
        for (int i = 0; i < acts; ++i) {
            step();
            if (i % 10 == 0) look();
        }
        look();
    }

private:
    static constexpr int cap = 3;
    int below(int n) { return int(chance_() % unsigned(n)); }
    std::string about(std::int64_t id, const std::string& more = "") { return "{\"application\":" + std::to_string(id) + more + "}"; }
    std::string pass(std::int64_t id) { return ",\"pass\":\"" + pass_of(*life_.reader(), {id}) + "\""; }
    bool has_capital(const File& file) const { return file.country == "BJ"; }
    std::int64_t some() {
        if (files_.empty()) return 0;
        auto one = files_.begin();
        std::advance(one, below(int(files_.size())));
        return one->first;
    }
    void said(const std::string& what, const acts::Outcome& outcome, bool expected) {
        CAPTURE(what);
        CAPTURE(told(outcome));
        CHECK(outcome.has_value() == expected);
    }
    void apply() {
        const std::string name = "Ville " + std::to_string(below(5)), country = below(2) ? "BJ" : "TG";
        auto json = support::application(name, country);
        const bool letter = below(2);
        if (letter)
            json.insert(json.size() - 1,
                        R"(,"letter":{"name":"l.pdf","media_type":"application/pdf","size":1,"sha256":")" + std::string(64, 'b') + "\"}");
        bool free = cities_[country] < cap;
        for (const auto& [id, file] : files_)
            if (file.name == name && file.country == country && (is_open(file.step) || file.step == Step::admitted)) free = false;
        const auto outcome = life_.visitor("members.apply_for_membership", json);
        said("apply", outcome, free);
        if (outcome) files_[outcome->first_thing()] = {name, country, Step::received, letter};
    }
    void decide(std::int64_t id, File& file) {
        const bool adopted = below(3) > 0;
        const auto outcome =
            life_.say("assembly.record_decision", support::admission(id, adopted ? "adopted" : "rejected", "2026-09-21"), life_.basis);
        REQUIRE(outcome);
        const bool may = is_open(file.step) && cities_[file.country] < cap;
        CHECK(told(outcome) == (!adopted || may               ? "accepted"
                                : is_open(file.step)          ? "accepted, members.cap_reached refused"
                                : file.step == Step::admitted ? "accepted, members.already_member refused"
                                                              : "accepted, admissions.closed refused"));
        if (!adopted && is_open(file.step)) file.step = Step::rejected;
        if (!adopted || !may) return;
        // What was left out stands in the entry.
        const auto line = acts::list_entries(*life_.reader(), {"members.admit", {}}, 0, 1).at(0);
        const auto entry = acts::find_entry(*life_.reader(), line.number);
        const auto says = [&](const char* code) { return entry->entry.verdict.find(code) != std::string::npos; };
        CHECK(says("admissions.without_check") == !file.checked);
        CHECK(says("admissions.without_opinion") == !file.opinion);
        CHECK(says("admissions.without_bureau") == !file.examined);
        file.step = Step::admitted, file.decided = true;
        ++cities_[file.country];
    }
    void step() {
        const auto id = some();
        if (!id || below(6) == 0) return apply();
        auto& file = files_[id];
        const bool open = is_open(file.step);
        const auto say = [&](const std::string& act, const std::string& more, bool expected) {
            const auto outcome = life_.say("admissions." + act, about(id, more));
            said(act, outcome, expected);
            return outcome.has_value();
        };
        switch (below(10)) {
        case 0:
            if (say("ask_piece", R"(,"piece":"other")", open && file.step <= Step::complete))
                file.step = Step::incomplete, ++file.awaited, file.checked = false;
            break;
        case 1:
            if (say("add_piece", R"(,"piece":"other","words":"x")" + pass(id), open && file.step <= Step::opinion_settled)) {
                file.awaited = 0;
                if (file.step == Step::incomplete) file.step = Step::received;
            }
            break;
        case 2:
            if (say("add_piece",
                    R"(,"piece":"letter","file":{"name":"l.pdf","media_type":"application/pdf","size":1,"sha256":")" +
                        std::string(64, 'c') + "\"}" + pass(id),
                    open && file.step <= Step::opinion_settled)) {
                file.letter = true;
                if (file.step == Step::incomplete && !file.awaited) file.step = Step::received;
            }
            break;
        case 3:
            if (say("find_complete", "", file.step <= Step::incomplete && file.letter && !file.awaited))
                file.step = Step::complete, file.checked = true;
            break;
        case 4:
            if (say("ask_opinion", R"(,"until":"2026-09-30")", file.step == Step::complete && has_capital(file)))
                file.step = Step::opinion_asked;
            break;
        case 5:
            if (say("settle_opinion",
                    std::string(R"(,"on":"2026-09-21","opinion":")") + (has_capital(file) ? "reserved\"" : "not_needed\""),
                    file.step == Step::complete || file.step == Step::opinion_asked))
                file.step = Step::opinion_settled, file.opinion = true;
            break;
        case 6:
            if (say("examine", R"(,"on":"2026-09-21","advice":"favourable")", file.step == Step::opinion_settled))
                file.step = Step::examined, file.examined = true;
            break;
        case 7:
            if (say("make_ready", "", (file.step == Step::examined || file.step == Step::ready) && cities_[file.country] < cap))
                file.step = Step::ready;
            break;
        case 8: decide(id, file); break;
        default:
            if (below(3)) break;
            if (say("withdraw", pass(id), open)) file.step = Step::withdrawn;
        }
    }
    void look() {
        const auto reader = life_.reader();
        std::map<std::pair<std::string, std::string>, int> open;
        for (const auto& [id, file] : files_) {
            CAPTURE(file.name);
            const auto known = *find_application(*reader, {id});
            CHECK(known.step == file.step);
            CHECK(known.admitted.has_value() == file.decided);  // nobody without a decision
            if (is_open(known.step)) CHECK(++open[{known.name, known.country}] == 1);
        }
        for (const auto& [country, cities] : cities_) {
            CHECK(members::cities_of_state(*reader, country) == cities);
            CHECK(cities <= cap);
        }
        std::int64_t counted = 0;
        for (const auto& one : count_by_step(*reader)) {
            counted += one.applications;
            CHECK(one.applications == std::ranges::count(files_, one.step, [](const auto& of) { return of.second.step; }));
        }
        CHECK(counted == std::int64_t(files_.size()));
    }

    support::Begun life_;
    std::mt19937 chance_;
    std::map<std::int64_t, File> files_;
    std::map<std::string, int> cities_;
};

}  // namespace

TEST_CASE("Whatever the order of acts, files stand where a simpler model says, and nobody enters without a decision or beyond the cap") {
    support::for_each_engine([](const store::Location& location) { Walk(location, 7).go(250); });
    for (const unsigned seed : {1U, 2U, 3U}) {
        const support::FreshNetwork network(store::Engine::sqlite);
        CAPTURE(seed);
        Walk(network.location(), seed).go(400);
    }
}
