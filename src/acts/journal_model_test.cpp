// Random lives of a network against a model of it in memory: the same outcomes, a sound journal, and the same tables again
// from the journal alone on both engines. CONCERT_MODEL_STEPS and CONCERT_MODEL_SEED make the runs longer and others.
#include "acts/verify.h"
#include "base/countries.h"
#include "support/life.h"
#include "support/model.h"

#include <doctest/doctest.h>
#include <cstdlib>
#include <functional>
#include <random>

namespace {

using support::Model, support::Number, support::json_of;

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}

// What every life begins with, and what its acts cite.
constexpr auto ground = "source:1001";

// One submission, and what the model does with it: "accepted…" and the model changed, or why not.
struct Step {
    acts::Submission said;
    std::function<std::string(Model&)> judge;
};

class Steps {
public:
    explicit Steps(std::uint64_t seed) : random_(seed) {}

    bool chance(int percent) { return below(100) < percent; }
    Number below(Number most) { return Number(random_() % std::uint64_t(most)); }
    template <class T>
    const T& one(const std::vector<T>& of) {
        return of[std::size_t(below(Number(of.size())))];
    }

    Step next(const Model& model) {
        model_ = &model;
        Step step = usual();
        step.said.actor = {"administrator", acts::Role::administrator, "secretariat"};
        const bool open_to_all = step.said.act == "members.apply_for_membership";
        if (chance(open_to_all ? 70 : 2)) {
            step.said.actor = {"visitor", acts::Role::visitor, "visitor"};
            if (!open_to_all) return refused(std::move(step), "acts.not_allowed");
        }
        return spoilt(std::move(step));
    }

private:
    // Some are said wrongly: the whole answer is then about that.
    Step spoilt(Step step) {
        const bool needs = step.said.basis == ground;
        switch (below(60)) {
        case 0: step.said.json.insert(1, "\"zzz\":1,"); return refused(std::move(step), "zzz unknown");
        case 1: step.said.json = "{"; return refused(std::move(step), "json");
        case 2:
            if (!needs) break;
            step.said.basis.clear();
            return refused(std::move(step), "basis missing");
        case 3:
            if (!needs) break;
            step.said.basis = "Source:1";
            return refused(std::move(step), "basis basis");
        case 6:
            if (Model then = *model_; needs && step.judge(then).starts_with("accepted")) {
                step.said.basis = "source:999999001";
                return refused(std::move(step), "basis unknown_reference");
            }
            break;
        case 4: step.said.act = "members.admit"; return refused(std::move(step), "acts.not_allowed");
        case 5: step.said.act = "members.nothing"; return refused(std::move(step), "acts.unknown");
        default: break;
        }
        return step;
    }
    static Step refused(Step step, std::string why) {
        step.judge = [why](Model&) { return why; };
        return step;
    }

    std::string date_words() {
        return one<std::string>({"2001", "2003-06", "2010~", "../2004", "2012/2014", "2018/..", "2026-09-20", "2026-09-22", "2026-10",
                                 "2027", "2099-01-01", "2015-05-05"});
    }
    std::string day_words() {
        return one<std::string>(
            {"2003-12-31", "2004-01-01", "2020-02-29", "2026-09-20", "2026-09-21", "2026-09-22", "2026-09-25", "2099-01-01"});
    }
    std::string name_words() {
        return one<std::string>({"Lyon", "LYON", "Lyón", "Liège", "Liege", "Saint-Denis", "saint denis", "Dakar", "Québec", "Œuvre",
                                 "Oeuvre", "Niamey"}) +
               (chance(60) ? " " + std::to_string(below(12)) : "");
    }
    std::string country_words() { return one<std::string>({"FR", "FR", "BE", "SN", "CA"}); }
    // Mostly one there is; otherwise one that may have been, of another sort, or never was.
    template <class Things>
    Number some(const Things& things) {
        if (!things.empty() && !chance(8)) {
            auto it = things.begin();
            std::advance(it, below(Number(things.size())));
            if constexpr (requires { it->first; }) return it->first;
            else return *it;
        }
        return chance(50) ? 1 + below(model_->size * 1000 + 2) : 999'999'001;
    }
    template <class T>
    static bool has(const std::map<Number, T>& things, Number id) {
        return things.contains(id);
    }

    Step usual() {
        const Number kind = below(100);
        if (kind < 20) return apply();
        if (kind < 34) return decide();
        if (kind < 40) return execute();
        if (kind < 50) return record();
        if (kind < 60) return correct();
        if (kind < 70) return name_titular();
        if (kind < 76) return end_titular();
        if (kind < 82) return register_person();
        if (kind < 86) return person_act("people.correct_person");
        if (kind < 87) return person_act("people.erase_person");
        if (kind < 91) return source();
        if (kind < 94) return statement();
        if (kind < 98) return rule();
        return describe();
    }

    static Step made(std::string act, std::string json, std::string basis, std::function<std::string(Model&)> judge) {
        return {{{}, std::move(act), std::move(json), "", std::move(basis)}, std::move(judge)};
    }

    Step describe() {
        const auto zone = one<std::string>({"UTC", "Europe/Paris", "Pacific/Auckland", "America/Toronto", "Nowhere/None"}),
                   founded = chance(70) ? date_words() : "";
        auto json = "{\"name_fr\":\"Réseau\",\"name_en\":\"Network\",\"short_name\":\"R\",\"zone\":" + json_of(zone) +
                    (founded.empty() ? "" : ",\"founded\":" + json_of(founded)) + "}";
        return made("network.describe", json, "", [=](Model& model) -> std::string {
            if (zone == "Nowhere/None") return "zone zone";
            if (!founded.empty() && model.future(*base::PartialDate::parse(founded))) return "founded date_future";
            ++model.size;
            model.zone = zone;
            return "accepted";
        });
    }
    Step register_person() {
        const auto name = one<std::string>({"Ada Exemple", "Zoé Exemple", "Œdipe \\\"E\\\""});
        return made("people.register_person", "{\"name\":\"" + name + "\"" + (chance(50) ? R"(,"email":"a@b.example.org")" : "") + "}", "",
                    [](Model& model) {
                        ++model.size;
                        model.erased[model.size * 1000 + 1] = false;
                        return "accepted";
                    });
    }
    Step person_act(const std::string& act) {
        const auto person = some(model_->erased);
        const bool erase = act == "people.erase_person";
        return made(act, "{\"person\":" + std::to_string(person) + (erase ? "}" : ",\"name\":\"Autre Exemple\"}"), "",
                    [=](Model& model) -> std::string {
                        if (!has(model.erased, person)) return "person unknown_reference";
                        if (model.erased[person]) return "people.erased";
                        ++model.size;
                        model.erased[person] = erase;
                        return "accepted";
                    });
    }
    Step source() {
        const auto read = chance(50) ? date_words() : "";
        return made("sources.record", R"({"title":"Une page","kind":"web_page")" + (read.empty() ? "" : ",\"read\":" + json_of(read)) + "}",
                    "", [=](Model& model) -> std::string {
                        if (!read.empty() && model.future(*base::PartialDate::parse(read))) return "read date_future";
                        ++model.size;
                        model.sources.insert(model.size * 1000 + 1);
                        return "accepted";
                    });
    }
    std::vector<Number> some_sources() {
        std::vector<Number> all;
        for (auto count = below(4); count > 0; --count) all.push_back(some(model_->sources));
        return all;
    }
    static std::string listed(const std::vector<Number>& numbers) {
        std::string text;
        for (const auto number : numbers) text += (text.empty() ? "[" : ",") + std::to_string(number);
        return text.empty() ? "[]" : text + "]";
    }
    static std::string sources_wrong(const Model& model, const std::vector<Number>& sources) {
        if (sources.empty()) return "sources missing";
        for (std::size_t i = 0; i < sources.size(); ++i)
            if (!model.sources.contains(sources[i])) return "sources[" + std::to_string(i) + "] unknown_reference";
        return "";
    }
    static std::string every_source_wrong(const Model& model, const std::vector<Number>& sources) {
        if (sources.empty()) return "sources missing";
        std::string all;
        for (std::size_t i = 0; i < sources.size(); ++i)
            if (!model.sources.contains(sources[i]))
                all += (all.empty() ? "sources[" : ", sources[") + std::to_string(i) + "] unknown_reference";
        return all;
    }
    Step statement() {
        const bool membership = chance(50), named = chance(80), valued = chance(80);
        const auto as_of = date_words();
        const auto sources = some_sources();
        auto json = "{\"subject\":" + json_of(membership ? "membership" : "figure") + (named ? ",\"name\":" + json_of(name_words()) : "") +
                    (valued ? ",\"value\":" + std::to_string(below(1000) - 500) : "") + ",\"as_of\":" + json_of(as_of) +
                    R"(,"quote_fr":"a\nb","quote_en":"c","translated":"en","confidence":"implied","sources":)" + listed(sources) + "}";
        return made("statements.record", json, ground, [=](Model& model) -> std::string {
            std::string wrong;  // all of them at once
            const auto say = [&](bool is_wrong, const std::string& what) { wrong += !is_wrong ? "" : wrong.empty() ? what : ", " + what; };
            say(model.future(*base::PartialDate::parse(as_of)), "as_of date_future");
            say(sources.empty(), "sources no_source");
            say(membership && !named, "name missing");
            say(!membership && !valued, "value missing");
            for (std::size_t i = 0; i < sources.size(); ++i)
                say(!model.sources.contains(sources[i]), "sources[" + std::to_string(i) + "] unknown_reference");
            if (!wrong.empty()) return wrong;
            ++model.size;
            return "accepted";
        });
    }
    Step rule() {
        const auto value = below(6);
        const auto from = chance(30) ? date_words() : "", to = chance(20) ? date_words() : "";
        const auto name = chance(90) ? "members.cities_per_state" : "members.other";
        return made("statutes.set_rule", support::rule(value, from, to, name), ground, [=](Model& model) -> std::string {
            if (name != std::string("members.cities_per_state")) return "rule choice";
            const auto first = from.empty() ? std::nullopt : base::PartialDate::parse(from)->earliest(),
                       end = to.empty() ? std::nullopt : base::PartialDate::parse(to)->earliest();
            if (!to.empty() && !end) return "to date";
            if (first && end && *end <= *first) return "to before_from";
            if (first && *first > model.today) return "statutes.source_of_future";
            ++model.size;
            model.rules.push_back({value, first, end});
            return "accepted";
        });
    }
    Step apply() {
        const auto name = name_words(), country = country_words(), day = day_words();
        const auto kind = one<std::string>({"city", "city", "city", "capital", "association"});
        return made("members.apply_for_membership", support::application(name, country, kind, day), "", [=](Model& model) -> std::string {
            const auto key = base::fold(name);
            if (*base::Date::parse(day) > model.today) return "deliberation_date date_future";
            if (model.member_named(key, country)) return "members.already_member";
            for (const auto& [id, one] : model.applications)
                if (!one.admitted && one.key == key && one.country == country) return "members.already_applied";
            if (kind != "association")
                if (const auto why = model.cap(country, model.today); !why.empty()) return why;
            ++model.size;
            model.applications[model.size * 1000 + 1] = {key, country, kind == "association", model.today};
            model.erased[model.size * 1000 + 2] = false;  // its contact
            return "accepted";
        });
    }
    Step decide() {
        const bool admission = chance(85), adopted = chance(80), with_id = chance(95);
        const auto application = some(model_->applications);
        const auto day = chance(60) ? model_->today.iso() : day_words();
        auto json = R"({"body":"bureau","title":"Une décision","date":)" + json_of(day) +
                    ",\"subject\":" + json_of(admission ? "admission" : "none") +
                    (with_id ? ",\"subject_id\":" + std::to_string(application) : "") +
                    ",\"result\":" + json_of(adopted ? "adopted" : "rejected") + "}";
        return made("assembly.record_decision", json, ground, [=](Model& model) -> std::string {
            const std::string late = *base::Date::parse(day) > model.today ? "date date_future" : "";
            const std::string about = !admission                             ? ""
                                      : !with_id                             ? "subject_id missing"
                                      : has(model.applications, application) ? ""
                                                                             : "subject_id not_decided_about";
            if (!late.empty() || !about.empty()) return late + (late.empty() || about.empty() ? "" : ", ") + about;
            ++model.size;
            auto& decision =
                model.decisions[model.size * 1000 + 1] = {adopted, admission, with_id ? application : 0, *base::Date::parse(day)};
            if (!adopted || !admission) return "accepted";
            const auto why = model.execute(decision);
            return why.empty() ? "accepted" : "accepted, " + why + " refused";
        });
    }
    Step execute() {
        const auto id = some(model_->decisions);
        return made("assembly.execute_decision", "{\"decision\":" + std::to_string(id) + "}", "", [=](Model& model) -> std::string {
            if (!has(model.decisions, id)) return "decision unknown_reference";
            auto& decision = model.decisions[id];
            if (!decision.adopted) return "assembly.not_adopted";
            if (!decision.admission) return "assembly.nothing_to_execute";
            if (decision.executed) return "assembly.executed";
            const auto why = model.execute(decision);
            return why.empty() ? "accepted" : why;
        });
    }
    // What recording and correcting a member have in common.
    struct Facts {
        std::string name, kind, of_class, since, attested;
        Number population_source = 0;
        std::string json() const {
            return "\"name\":" + json_of(name) + ",\"kind\":" + json_of(kind) + ",\"member_class\":" + json_of(of_class) +
                   (since.empty() ? "" : ",\"since\":" + json_of(since)) + (attested.empty() ? "" : ",\"attested\":" + json_of(attested)) +
                   (population_source ? ",\"population_source\":" + std::to_string(population_source) : "");
        }
        bool counts() const { return kind != "association" && of_class != "associate"; }
        std::string dates_wrong(const Model& model, const char* missing) const {
            if (!since.empty() && model.future(*base::PartialDate::parse(since))) return "since date_future";
            if (!attested.empty() && model.future(*base::PartialDate::parse(attested))) return "attested date_future";
            return since.empty() && attested.empty() ? missing : "";
        }
        std::string both_dates_wrong(const Model& model) const {
            auto wrong = dates_wrong(model, "attested missing");
            if (wrong == "since date_future" && !attested.empty() && model.future(*base::PartialDate::parse(attested)))
                wrong += ", attested date_future";
            return wrong;
        }
        bool source_unknown(const Model& model) const { return population_source && !model.sources.contains(population_source); }
    };
    Facts facts() {
        return {name_words(),
                one<std::string>({"city", "city", "capital", "region", "association"}),
                one<std::string>({"active", "active", "associate", "not_stated"}),
                chance(60) ? date_words() : "",
                chance(50) ? date_words() : "",
                chance(20) ? some(model_->sources) : 0};
    }
    Step record() {
        const auto said = facts();
        const auto country = country_words();
        const auto sources = some_sources();
        return made("members.record", "{\"country\":" + json_of(country) + "," + said.json() + ",\"sources\":" + listed(sources) + "}",
                    ground, [=](Model& model) -> std::string {
                        std::string all;
                        for (const auto& wrong : {said.both_dates_wrong(model), every_source_wrong(model, sources),
                                                  std::string(said.source_unknown(model) ? "population_source unknown_reference" : "")})
                            if (!wrong.empty()) all += (all.empty() ? "" : ", ") + wrong;
                        if (!all.empty()) return all;
                        const auto key = base::fold(said.name);
                        if (model.member_named(key, country)) return "members.already_member";
                        ++model.size;
                        model.members[model.size * 1000 + 1] = {key, country, said.counts(), model.size};
                        return "accepted";
                    });
    }
    Step correct() {
        const auto said = facts();
        const auto id = some(model_->members);
        const auto known = model_->members.find(id);
        const auto seen = known == model_->members.end() || chance(10) ? 1 + below(model_->size + 1) : known->second.changed_by;
        return made("members.correct", "{\"member\":" + std::to_string(id) + ",\"seen\":" + std::to_string(seen) + "," + said.json() + "}",
                    ground, [=](Model& model) -> std::string {
                        if (!has(model.members, id)) return "member unknown_reference";
                        auto& member = model.members[id];
                        if (member.changed_by != seen) return "members.changed_meanwhile";
                        if (const auto wrong = said.dates_wrong(model, "since missing"); !wrong.empty()) return wrong;
                        if (said.source_unknown(model)) return "population_source unknown_reference";
                        const auto key = base::fold(said.name);
                        if (model.member_named(key, member.country, id)) return "members.already_member";
                        ++model.size;
                        member = {key, member.country, said.counts(), model.size};
                        return "accepted";
                    });
    }
    Step name_titular() {
        const auto member = some(model_->members), person = some(model_->erased);
        const auto from = date_words();
        return made("members.name_titular", support::titular(member, person, from), ground, [=](Model& model) -> std::string {
            if (!has(model.members, member)) return "member unknown_reference";
            if (!has(model.erased, person)) return "person unknown_reference";
            if (model.erased[person]) return "people.erased";
            const auto date = *base::PartialDate::parse(from);
            if (model.future(date)) return "from date_future";
            auto* before = model.last_titular(member);
            if (before && !before->until && before->person == person) return "members.already_titular";
            const auto precedes = [&](const base::PartialDate& other) {
                return other.earliest() && date.latest() && *date.latest() < *other.earliest();
            };
            if (before && before->until && precedes(*before->until)) return "from before_end";
            if (before && precedes(before->from)) return "from before_previous";
            ++model.size;
            if (before && !before->until) before->until = date;
            model.titulars[model.size * 1000 + 1] = {member, person, date, {}};
            return "accepted";
        });
    }
    Step end_titular() {
        const auto id = some(model_->titulars);
        const auto until = date_words();
        return made("members.end_titular",
                    "{\"titular\":" + std::to_string(id) + ",\"until\":" + json_of(until) + ",\"reason\":\"resigned\"}", ground,
                    [=](Model& model) -> std::string {
                        if (!has(model.titulars, id)) return "titular unknown_reference";
                        auto& titular = model.titulars[id];
                        if (titular.until) return "members.titular_ended";
                        const auto date = *base::PartialDate::parse(until);
                        if (model.future(date)) return "until date_future";
                        if (titular.from.earliest() && date.latest() && *date.latest() < *titular.from.earliest())
                            return "until before_from";
                        ++model.size;
                        titular.until = date;
                        return "accepted";
                    });
    }

    std::mt19937_64 random_;
    const Model* model_ = nullptr;
};

std::int64_t answer(store::Db& db, const char* sql, std::initializer_list<store::Value> values = {}) {
    auto rows = db.ask(sql, values);
    return rows.next() ? rows.integer_or_null(0).value_or(0) : 0;
}

class Run {
public:
    Run(const store::Location& location, std::uint64_t seed)
        : location_(location),
          steps_(seed),
          writer_(app::registry(), app::tables(), app::writer_options(location, [this] { return now_.load(); })) {
        REQUIRE(writer_.submit({{"administrator", acts::Role::administrator, "secretariat"},
                                "sources.record",
                                R"({"title":"Une page","kind":"web_page"})",
                                "ground",
                                ""}));
        model_.size = 1;
        model_.sources.insert(1001);
    }

    void live(std::int64_t count) {
        while (count > 0) {
            now_ += steps_.chance(10) ? steps_.below(7'200'000'000) : steps_.below(1'000'000);
            model_.today = *base::civil_date(now_, model_.zone);
            count -= steps_.chance(5) ? batch() : steps_.chance(3) ? preview() : single();
            REQUIRE(writer_.size() == model_.size);
        }
    }

    void compare() {
        const auto db = store::Db::open(location_, store::Access::reader);
        CHECK(answer(*db, "SELECT count(*) FROM journal") == model_.size);
        CHECK(answer(*db, "SELECT count(*) FROM member") == Number(model_.members.size()));
        CHECK(answer(*db, "SELECT count(*) FROM application") == Number(model_.applications.size()));
        CHECK(answer(*db, "SELECT count(*) FROM source") == Number(model_.sources.size()));
        for (const auto* country : {"FR", "BE", "SN", "CA"})
            CHECK(answer(*db, "SELECT cities FROM country_roll WHERE country = $1", {country}) == model_.cities(country));
        for (const auto& [id, member] : model_.members)
            CHECK(answer(*db, "SELECT changed_by FROM member WHERE id = $1 AND name_key = $2 AND country = $3",
                         {id, member.key, member.country}) == member.changed_by);
        for (const auto& [id, titular] : model_.titulars)
            CHECK(answer(*db, "SELECT count(*) FROM titular WHERE id = $1 AND until_text IS NULL", {id}) == !titular.until);
        for (const auto& [id, decision] : model_.decisions)
            CHECK(answer(*db, "SELECT count(*) FROM decision WHERE id = $1 AND executed_by IS NOT NULL", {id}) == decision.executed);
        for (const auto& [person, erased] : model_.erased) {
            CHECK(answer(*db, "SELECT count(*) FROM person WHERE id = $1 AND erased_by IS NOT NULL", {person}) == erased);
            const auto values = answer(*db, "SELECT count(*) FROM personal_value WHERE person = $1", {person});
            CHECK((erased ? values == 0 : values >= 2));
        }
        CHECK(acts::verify(*db, app::registry()) == std::vector<std::string>{});
        for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql})
            for (const auto mode : {acts::Replay::trust, acts::Replay::prove}) {
                const support::FreshNetwork fresh(engine);
                acts::ReplayOptions options;
                options.mode = mode;
                const std::string way = std::string(engine == store::Engine::sqlite ? "SQLite" : "PostgreSQL") +
                                        (mode == acts::Replay::prove ? ", proving" : ", trusting");
                INFO("rebuilt on ", way);
                const auto rebuilt = app::rebuild(location_, fresh.location(), options);
                CHECK(rebuilt.different == std::vector<std::string>{});
                for (const auto& difference : rebuilt.replayed.differences) FAIL_CHECK(difference.number.value, " ", difference.what);
            }
    }

private:
    Step next() {
        if (!kept_.empty() && steps_.chance(6)) return again();
        auto step = steps_.next(model_);
        step.said.client_key = "key-" + std::to_string(++keys_);
        return step;
    }
    // A key that was accepted before: with the same act the first outcome, with another one a refusal.
    Step again() {
        const auto& [said, number] = kept_[std::size_t(steps_.below(Number(kept_.size())))];
        Step step{said, {}};
        if (steps_.chance(60)) {
            step.judge = [](Model&) { return "accepted"; };
            first_ = number;
            return step;
        }
        step = steps_.next(model_);
        if (step.said.actor.id != said.actor.id || step.said.act == said.act) {
            step.said.client_key = "key-" + std::to_string(++keys_);
            return step;
        }
        Model untouched = model_;
        const auto judged = step.judge(untouched);
        const bool malformed = judged == "zzz unknown" || judged == "json" || judged == "basis missing" || judged == "basis basis" ||
                               judged == "acts.not_allowed" || judged == "acts.unknown";
        step.said.client_key = said.client_key;
        if (!malformed) step.judge = [](Model&) { return "acts.key_used"; };
        return step;
    }

    std::int64_t single() {
        first_ = 0;
        const auto step = next();
        const auto expected_number = first_ ? first_ : model_.size + 1;
        const auto expected = step.judge(model_);
        const auto outcome = writer_.submit(step.said, steps_.chance(10) ? acts::Urgency::urgent : acts::Urgency::normal);
        INFO("step ", ++taken_, ": ", step.said.act, " ", step.said.json);
        REQUIRE(support::told(outcome) == expected);
        if (outcome) REQUIRE(outcome->number.value == expected_number);
        if (outcome) REQUIRE(outcome->repeated == (first_ != 0));
        if (outcome && !outcome->repeated) kept_.emplace_back(step.said, outcome->number.value);
        return 1;
    }
    std::int64_t batch() {
        Model after = model_;
        std::vector<acts::Submission> said;
        std::string expected;
        std::size_t refused_at = 0;
        const auto count = 1 + steps_.below(6);
        for (Number i = 0; i < count; ++i) {
            auto step = steps_.next(after);
            step.said.client_key = "key-" + std::to_string(++keys_);
            said.push_back(step.said);
            if (!expected.empty()) continue;
            refused_at = said.size() - 1;
            if (const auto judged = step.judge(after); !judged.starts_with("accepted")) expected = judged;
        }
        const auto outcome = writer_.submit_all(said);
        INFO("a batch of ", count);
        // Fields are looked at before any rule of the batch is asked.
        if (outcome) {
            REQUIRE(expected.empty());
            model_ = after;
        } else if (outcome.error().index == refused_at) REQUIRE(support::told(outcome.error().why) == expected);
        else REQUIRE(!expected.empty());
        return count;
    }
    std::int64_t preview() {
        Model after = model_;
        std::vector<acts::Submission> said;
        std::vector<std::string> expected;
        for (Number i = 0, count = 1 + steps_.below(3); i < count; ++i) {
            auto step = steps_.next(after);
            said.push_back(step.said);
            expected.push_back(step.judge(after));
        }
        const auto outcomes = writer_.preview(said);
        for (std::size_t i = 0; i < said.size(); ++i) {
            INFO("a preview of ", said[i].act, " ", said[i].json);
            REQUIRE(support::told(outcomes[i]) == expected[i]);
        }
        return Number(said.size());
    }

    store::Location location_;
    Steps steps_;
    std::atomic<std::int64_t> now_ = support::first_of_test;
    acts::Writer writer_;
    Model model_;
    std::vector<std::pair<acts::Submission, Number>> kept_;
    Number keys_ = 0, first_ = 0, taken_ = 0;
};

}  // namespace

TEST_CASE("Any life of a network is the model's, is proved by its journal and comes back from it") {
    constexpr std::int64_t steps_of_a_life = 1000;
    const auto lives = (setting("CONCERT_MODEL_STEPS", 20'000) + steps_of_a_life - 1) / steps_of_a_life;
    const auto first_seed = std::uint64_t(setting("CONCERT_MODEL_SEED", 1));
    for (std::int64_t life = 0; life < lives; ++life) {
        const auto seed = first_seed + std::uint64_t(life);
        INFO("CONCERT_MODEL_SEED=", seed);
        const support::FreshNetwork network(life % 4 == 3 ? store::Engine::postgresql : store::Engine::sqlite);
        Run run(network.location(), seed);
        run.live(steps_of_a_life);
        run.compare();
    }
}
