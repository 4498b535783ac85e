#include "app/simulate.h"

#include "app/invented_names.h"
#include "base/countries.h"

#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <set>

namespace app {
namespace {

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::int64_t end_us = 20'454 * day_us + day_us / 2;  // 1 January 2026, noon UTC
constexpr std::int64_t rounds_max = 600;
constexpr std::int64_t rounds_before_decision = 3;
constexpr std::int64_t erased_max = 40;  // each empties the write-ahead log

std::int64_t thing_of(std::int64_t number, int ordinal = 1) { return number * 1000 + ordinal; }

// Hands acts in by rounds. The number each will get is known before: whatever it sets off is known too.
class Pen {
public:
    Pen(acts::Writer& writer, std::uint64_t seed) : writer_(writer), seed_(seed), next_(writer.size() + 1) {}

    std::int64_t write(std::string act, std::string json, std::string basis = {}, std::int64_t entries = 1, bool visitor = false) {
        batch_.push_back(submission(std::move(act), std::move(json), std::move(basis), visitor));
        expected_.push_back(next_);
        next_ += entries;
        return expected_.back();
    }
    void flush() {
        if (batch_.empty()) return;
        const auto outcome = writer_.submit_all(batch_);
        if (!outcome)
            throw std::logic_error(fmt::format("{} {} is refused: {}", batch_[outcome.error().index].act,
                                               batch_[outcome.error().index].json, outcome.error().why.why.code));
        for (std::size_t i = 0; i < outcome->size(); ++i)
            if ((*outcome)[i].number.value != expected_[i] || !(*outcome)[i].unexecuted.empty())
                throw std::logic_error(
                    fmt::format("{} became entry {} and not {}", batch_[i].act, (*outcome)[i].number.value, expected_[i]));
        if (writer_.size() != next_ - 1) throw std::logic_error("an act set off something unforeseen");
        batch_.clear(), expected_.clear();
    }
    // One that must be refused.
    void refused(std::string act, std::string json, std::string basis, bool visitor) {
        if (writer_.submit(submission(act, json, std::move(basis), visitor))) throw std::logic_error(act + " " + json + " is accepted");
        ++refusals_;
    }
    std::int64_t refusals() const { return refusals_; }

private:
    acts::Submission submission(std::string act, std::string json, std::string basis, bool visitor) {
        acts::Submission said;
        said.actor = visitor ? acts::Actor{"visitor", acts::Role::visitor, "visitor"}
                             : acts::Actor{"administrator", acts::Role::administrator, "secretariat"};
        said.act = std::move(act), said.json = std::move(json), said.basis = std::move(basis);
        said.client_key = fmt::format("simulate:{}:{:012}", seed_, ++written_);
        return said;
    }
    acts::Writer& writer_;
    std::uint64_t seed_;
    std::int64_t next_, written_ = 0, refusals_ = 0;
    std::vector<acts::Submission> batch_;
    std::vector<std::int64_t> expected_;
};

struct Applied {
    std::string name;
    std::size_t country;
    std::string_view kind;
    std::int64_t id, population, round;
};
struct Living {
    std::string name;
    std::string_view kind;
    base::Date since;
    std::int64_t id, changed_by, population, titular = 0, person = 0;
    base::Date titular_from;
};

class Simulation {
public:
    Simulation(acts::Writer& writer, std::atomic<std::int64_t>& now, const SimulateOptions& options)
        : pen_(writer, options.seed),
          writer_(writer),
          now_(now),
          options_(options),
          chance_(options.seed),
          names_(chance_),
          cap_(std::max<std::int64_t>(10, options.members / 200)),
          in_country_(base::countries().size()),
          taken_(base::countries().size()) {}

    Simulated run() {
        const auto years_us = options_.years * 365 * day_us + options_.years / 4 * day_us;
        const auto rounds = std::min<std::int64_t>(rounds_max, options_.years * 52);
        rejecting_until_ = rounds * 9 / 10;  // whoever takes the place of a rejected one is admitted before the end
        for (round_ = 0; round_ < rounds; ++round_) {
            now_ = end_us - years_us + years_us / rounds * round_;
            today_ = base::Date::utc_day(now_);
            if (round_ == 0) found();
            // All have applied in time for the last decisions.
            const auto wanted =
                std::min(options_.members, (options_.members * (round_ + 1) + rounds - 5) / (rounds - rounds_before_decision - 1));
            live(wanted);
            if (options_.progress) options_.progress(std::int64_t(members_.size()), options_.members);
        }
        return {std::int64_t(members_.size()), writer_.size(), persons_, erased_, pen_.refusals(), 0};
    }

private:
    std::uint64_t below(std::uint64_t n) { return chance_() % n; }
    bool once_in(std::uint64_t n) { return below(n) == 0; }

    void found() {
        const auto size = options_.members;
        pen_.write(
            "network.describe",
            fmt::format(
                R"({{"name_fr":"Réseau simulé de {0} membres","name_en":"Simulated network of {0} members","short_name":"SIMULATION","zone":"Europe/Paris","nature":"simulated"}})",
                size));
        for (auto title : {"Procès-verbaux simulés", "Registre simulé", "Presse simulée"})
            sources_.push_back(
                thing_of(pen_.write("sources.record", fmt::format(R"({{"title":{},"publisher":"Concert, simulation","kind":"document"}})",
                                                                  acts::json_text(title)))));
        pen_.write(
            "statutes.set_rule",
            fmt::format(
                R"({{"rule":"members.cities_per_state","value":{},"article_fr":"Statuts simulés, admission","article_en":"Simulated statutes, admission"}})",
                cap_),
            source());
    }
    std::string source() { return fmt::format("source:{}", sources_[below(sources_.size())]); }

    void live(std::int64_t wanted) {
        decide();
        while (std::int64_t(members_.size() + waiting_.size()) < wanted) apply();
        renew_titulars();
        correct();
        pen_.flush();
        meet_refusals();
        erase();
    }

    std::string application(const std::string& name, std::size_t country, std::string_view kind, std::int64_t population,
                            const std::string& contact, base::Date deliberated) {
        const auto file = base::sha256({name, "\n", base::countries()[country].alpha_2});
        return fmt::format(
            R"({{"name":{},"country":"{}","kind":"{}","population":{},"deliberation":{{"name":"deliberation.pdf","media_type":"application/pdf","size":{},"sha256":"{}"}},"deliberation_date":"{}","contact_name":{},"contact_email":"contact{}@example.org"}})",
            acts::json_text(name), base::countries()[country].alpha_2, kind, population, 20'000 + below(900'000), file.hex(),
            deliberated.iso(), acts::json_text(contact), persons_ + 1);
    }

    void apply() {
        const bool association = once_in(40);
        auto country = below(in_country_.size());
        while (!association && in_country_[country] >= cap_) country = (country + 1) % in_country_.size();
        std::string name;
        do name = names_.place() + (association ? " (association)" : "");
        while (!taken_[country].insert(name).second);
        const std::string_view kind = association ? "association" : once_in(30) ? "metropolis" : once_in(60) ? "capital" : "city";
        const auto population = std::int64_t(2'000 + below(60) * below(60) * below(300));
        const auto number = pen_.write(
            "members.apply_for_membership",
            application(name, country, kind, population, names_.person(), today_.plus_days(-std::int64_t(below(60)))), {}, 1, true);
        ++persons_;
        if (!association) ++in_country_[country];
        waiting_.push_back({name, country, kind, thing_of(number), population, round_});
    }

    void decide() {
        while (!waiting_.empty() && waiting_.front().round + rounds_before_decision <= round_) {
            const auto applied = waiting_.front();
            waiting_.pop_front();
            const bool adopted = round_ >= rejecting_until_ || !once_in(50);
            const auto votes = 20 + below(200);
            const auto number = pen_.write(
                "assembly.record_decision",
                fmt::format(
                    R"({{"body":"general_assembly","date":"{}","title":{},"subject":"admission","subject_id":{},"result":"{}","votes_for":{},"votes_against":{},"abstentions":{}}})",
                    today_.iso(), acts::json_text("Admission de " + applied.name), applied.id, adopted ? "adopted" : "rejected",
                    adopted ? votes : votes / 9, adopted ? votes / 9 : votes, below(12)),
                source(), adopted ? 3 : 2);
            if (!adopted) {
                if (applied.kind != "association") --in_country_[applied.country];
                continue;
            }
            Living member{applied.name, applied.kind, today_, thing_of(number + 2), number + 2, applied.population};
            if (applied.kind != "association") name_titular(member);
            members_.push_back(std::move(member));
        }
    }

    void name_titular(Living& member) {
        member.person = thing_of(pen_.write("people.register_person", fmt::format(R"({{"name":{},"email":"personne{}@example.org"}})",
                                                                                  acts::json_text(names_.person()), persons_ + 1)));
        ++persons_;
        constexpr std::string_view titles[] = {"Maire", "Mairesse", "Bourgmestre", "Présidente du conseil", "Président du conseil"};
        member.titular = thing_of(pen_.write("members.name_titular",
                                             fmt::format(R"({{"member":{},"person":{},"title":"{}","from":"{}"}})", member.id,
                                                         member.person, titles[below(5)], today_.iso()),
                                             source()));
        member.titular_from = today_;
    }

    // About one office in six changes hands in a year.
    void renew_titulars() {
        constexpr std::string_view reasons[] = {"term_ended", "term_ended", "term_ended", "resigned", "lost_office", "died", "not_stated"};
        for (auto count = std::max<std::size_t>(1, members_.size() / 312); count-- && !members_.empty();) {
            auto& member = members_[below(members_.size())];
            if (member.kind == "association") continue;
            if (member.titular && member.titular_from < today_) {
                pen_.write("members.end_titular",
                           fmt::format(R"({{"titular":{},"until":"{}","reason":"{}"}})", member.titular, today_.iso(), reasons[below(7)]),
                           source());
                left_.push_back(member.person);
                member.titular = 0;
            }
            if (!member.titular && !once_in(5)) name_titular(member);
        }
    }

    void correct() {
        for (auto count = std::max<std::size_t>(1, members_.size() / 2'000); count-- && !members_.empty();) {
            auto& member = members_[below(members_.size())];
            member.population += 1 + std::int64_t(below(5'000));
            member.changed_by = pen_.write("members.correct", correction(member, member.changed_by), source());
        }
        if (!left_.empty() && once_in(10))
            pen_.write("people.correct_person",
                       fmt::format(R"({{"person":{},"name":{}}})", left_[below(left_.size())], acts::json_text(names_.person())));
    }
    std::string correction(const Living& member, std::int64_t seen) {
        return fmt::format(
            R"({{"member":{},"seen":{},"name":{},"kind":"{}","member_class":"active","since":"{}","population":{},"note_fr":"Recensement simulé.","note_en":"Simulated census."}})",
            member.id, seen, acts::json_text(member.name), member.kind, member.since.iso(), member.population);
    }

    // What people try and may not do: it leaves no trace.
    void meet_refusals() {
        if (round_ % 4 != 0 || waiting_.empty()) return;
        const auto twice = waiting_.back();  // pen_ has been flushed: it is in the tables
        pen_.refused("members.apply_for_membership",
                     application(twice.name, twice.country, twice.kind, twice.population, "Zolina Encore", today_), {}, true);
        pen_.refused("members.apply_for_membership", application("Tropédemain", 0, "city", 5'000, "Zolina Avance", today_.plus_days(3)), {},
                     true);
        for (std::size_t country = 0; country < in_country_.size(); ++country) {
            if (in_country_[country] < cap_ || waiting_in(country)) continue;
            pen_.refused("members.apply_for_membership", application("Trodmonde", country, "city", 5'000, "Zolina Onzième", today_), {},
                         true);
            break;
        }
        if (!members_.empty()) pen_.refused("members.correct", correction(members_[0], members_[0].changed_by - 1), source(), false);
    }
    bool waiting_in(std::size_t country) const { return std::ranges::find(waiting_, country, &Applied::country) != waiting_.end(); }

    void erase() {
        if (round_ % 15 != 0 || erased_ == erased_max || left_.empty()) return;
        const auto at = below(left_.size());
        pen_.write("people.erase_person", fmt::format(R"({{"person":{}}})", left_[at]));
        pen_.flush();
        left_.erase(left_.begin() + std::ptrdiff_t(at));
        ++erased_;
    }

    Pen pen_;
    acts::Writer& writer_;
    std::atomic<std::int64_t>& now_;
    const SimulateOptions& options_;
    std::mt19937_64 chance_;
    InventedNames names_;
    std::int64_t cap_, round_ = 0, rejecting_until_ = 0, persons_ = 0, erased_ = 0;
    base::Date today_;
    std::vector<std::int64_t> sources_, left_, in_country_;
    std::vector<std::set<std::string>> taken_;
    std::deque<Applied> waiting_;
    std::vector<Living> members_;
};

}  // namespace

Simulated simulate(const store::Location& location, const SimulateOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    std::atomic<std::int64_t> now = 0;
    const store::WriterLock lock(location);
    auto options_of_writer = writer_options(location, [&now] { return now.load(); });
    options_of_writer.open = [location] {  // what a crash spoils is made again: no commit waits for the disk
        auto db = store::Db::open(location, store::Access::writer);
        db->script(location.engine == store::Engine::sqlite ? "PRAGMA synchronous = OFF" : "SET synchronous_commit = off");
        return db;
    };
    acts::Writer writer(registry(), tables(), std::move(options_of_writer));
    if (writer.size() != 0) throw std::runtime_error(location.text() + ": not empty");
    auto result = Simulation(writer, now, options).run();
    writer.run_local([](store::Db& db) { db.forget_deleted(); });
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

}  // namespace app
