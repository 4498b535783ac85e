#include "models/tables.h"

#include <algorithm>

namespace models {
namespace {

class Look {
public:
    Look(store::Db& db, const Account& account) : db_(db), account_(account) {}

    std::vector<std::string> all() {
        members();
        rolls();
        days();
        decisions();
        bodies();
        seats();
        memberships();
        admissions();
        orphans();
        return std::move(found_);
    }

private:
    static constexpr std::size_t most = 20;
    void say(const std::string& what) {
        if (found_.size() < most) found_.push_back(what);
    }
    template <class A, class B>
    void same(const std::string& what, const A& table, const B& account) {
        if (table == account) return;
        if constexpr (std::is_convertible_v<A, std::string>) say(what + " is '" + table + "', not '" + account + "'");
        else say(what + " is " + std::to_string(table) + ", not " + std::to_string(account));
    }
    std::string word(const store::Rows& row, int column) { return row.null(column) ? "" : row.text(column); }
    // Every row of the question is a broken rule.
    void none(const std::string& rule, const char* sql) {
        auto rows = db_.ask(sql);
        if (rows.next()) say(rule + ": " + std::to_string(rows.integer(0)));
    }

    void members() {
        auto rows = db_.ask("SELECT id, name, country, kind, class, status, from_day, until_day, changed_by FROM member ORDER BY id");
        std::size_t count = 0;
        for (; rows.next(); ++count) {
            const auto at = account_.members.find(rows.integer(0));
            const auto which = "member " + std::to_string(rows.integer(0));
            if (at == account_.members.end()) {
                say(which + " should not be there");
                continue;
            }
            const auto& member = at->second;
            same(which + " name", rows.text(1), member.name);
            same(which + " country", rows.text(2), member.country);
            same(which + " kind", rows.text(3), member.kind);
            same(which + " class", rows.text(4), member.member_class);
            same(which + " status", rows.text(5), member.status());
            same(which + " from", word(rows, 6), member.first_day());
            same(which + " until", word(rows, 7), member.end());
            same(which + " changed by", rows.integer(8), member.changed);
        }
        same("the number of members", count, account_.members.size());  // none is ever deleted
    }

    void rolls() {
        std::map<std::string, std::pair<Number, Number>> counted;
        std::map<Number, Number> years;
        Number all = 0;
        for (const auto& [id, member] : account_.members) {
            if (!member.belongs()) continue;
            ++all, ++counted[member.country].first, counted[member.country].second += member.counts();
            if (member.since && member.since->first.substr(0, 4) == member.since->last.substr(0, 4))
                ++years[std::stoll(member.since->first.substr(0, 4))];
        }
        auto countries = db_.ask("SELECT country, members, cities FROM country_roll ORDER BY country");
        while (countries.next()) {
            const auto of = counted[countries.text(0)];
            same("the members of " + countries.text(0), countries.integer(1), of.first);
            same("the cities of " + countries.text(0), countries.integer(2), of.second);
            counted.erase(countries.text(0));
        }
        for (const auto& [country, of] : counted)
            if (of.first) say("no count of the members of " + country);
        auto sizes = db_.ask("SELECT CAST(coalesce(sum(members), 0) AS bigint) FROM size_roll");
        if (sizes.next()) same("the members of all sizes", sizes.integer(0), all);
        auto joined = db_.ask("SELECT year, members FROM year_roll WHERE members <> 0");
        while (joined.next()) {
            same("who joined in " + std::to_string(joined.integer(0)), joined.integer(1), years[joined.integer(0)]);
            years.erase(joined.integer(0));
        }
        for (const auto& [year, of] : years)
            if (of) say("no count of who joined in " + std::to_string(year));
    }

    // How many members each State had on a day, one by one.
    void days() {
        for (const auto* day : {"1979-12-31", "2003-12-31", "2004-01-01", "2012-05-02", "2016-02-01", "2022-11-18", "2026-09-21"}) {
            std::map<std::string, Number> counted;
            for (const auto& [id, member] : account_.members) {
                const auto first = member.first_day(), end = member.end();
                if (first.empty() || day < first || (!end.empty() && end <= day)) continue;
                std::string where;
                for (const auto& [country, from] : member.homes)
                    if (from.empty() || from <= day) where = country;
                ++counted[where];
            }
            for (const auto* country : {"FR", "BE", "SN", "CD", "BEXX", "CDXX"}) {
                auto rows =
                    db_.ask("SELECT members FROM area_step WHERE area = $1 AND day <= $2 ORDER BY day DESC LIMIT 1", {country, day});
                same(std::string("the members of ") + country + " on " + day, rows.next() ? rows.integer(0) : 0, counted[country]);
            }
            auto rows = db_.ask("SELECT members FROM area_step WHERE area = '*' AND day <= $1 ORDER BY day DESC LIMIT 1", {day});
            same(std::string("the States with members on ") + day, rows.next() ? rows.integer(0) : 0,
                 std::ranges::count_if(counted, [](const auto& of) { return of.second > 0; }));
        }
    }

    void decisions() {
        auto rows = db_.ask("SELECT id, executed_by, annulled_by FROM decision ORDER BY id");
        while (rows.next()) {
            const auto& decision = account_.decisions.at(rows.integer(0));
            same("decision " + std::to_string(rows.integer(0)) + " carried out", Number(!rows.null(1)), Number(decision.executed));
            same("decision " + std::to_string(rows.integer(0)) + " annulled", Number(!rows.null(2)), Number(decision.annulled));
        }
        auto rules = db_.ask("SELECT id, to_day FROM rule UNION ALL SELECT id, to_day FROM provision ORDER BY 1");
        while (rules.next())
            same("rule " + std::to_string(rules.integer(0)) + " to", word(rules, 1), account_.rules.at(rules.integer(0)).to);
        auto files = db_.ask("SELECT id, step FROM application ORDER BY id");
        constexpr const char* steps[] = {"received", "complete", "opinion_asked", "opinion_settled", "examined",
                                         "ready",    "admitted", "rejected",      "lapsed"};
        while (files.next())
            same("file " + std::to_string(files.integer(0)), files.text(1),
                 std::string(steps[int(account_.files.at(files.integer(0)).step)]));
        auto titulars = db_.ask("SELECT id, until_text FROM titular ORDER BY id");
        while (titulars.next()) {
            const auto& until = account_.titulars.at(titulars.integer(0)).until;
            same("titular " + std::to_string(titulars.integer(0)), word(titulars, 1), until ? until->words : "");
        }
    }

    void bodies() {
        auto rows = db_.ask("SELECT id, until_text, reason, lost_on, from_text FROM mandate ORDER BY id");
        std::size_t count = 0;
        for (; rows.next(); ++count) {
            const auto& mandate = account_.mandates.at(rows.integer(0));
            const auto which = "mandate " + std::to_string(rows.integer(0));
            same(which + " until", word(rows, 1), mandate.until ? mandate.until->words : "");
            same(which + " ended by", word(rows, 2), mandate.reason);
            same(which + " lost on", word(rows, 3), mandate.lost);
        }
        same("the number of mandates", count, account_.mandates.size());
        auto open = db_.ask(
            "SELECT 'belonging', id FROM belonging WHERE until_text IS NULL UNION ALL SELECT 'suspension', id FROM seat_suspension WHERE "
            "until_text IS NULL UNION ALL SELECT 'attestation', id FROM attestation WHERE withdrawn_by IS NULL");
        Number held = 0, expected = 0;
        while (open.next()) ++held;
        for (const auto& [id, one] : account_.belongings) expected += !one.until;
        for (const auto& [id, one] : account_.suspensions) expected += !one.until;
        for (const auto& [id, one] : account_.attestations) expected += !one.withdrawn;
        same("what is open in commissions, suspensions and attestations", held, expected);
        auto pending = db_.ask("SELECT count(*) FROM resignation WHERE outcome IS NULL");
        if (pending.next()) same("resignations that await an answer", pending.integer(0), Number(account_.offered.size()));
    }

    // No two mandates over one seat. When a mandate was opened, no day of it had as many others, opened before, as the office had seats by
    // what was known then. Days between a first and a last possible one are nobody's for certain.
    void seats() {
        struct Held {
            Number id, office;
            Day from, to;
            bool interim;
        };
        std::map<Number, std::vector<Held>> by_office;
        auto rows = db_.ask("SELECT id, office, from_text, until_text, begins FROM mandate ORDER BY id");
        while (rows.next()) {
            const auto until = word(rows, 3);
            by_office[rows.integer(1)].push_back({rows.integer(0), rows.integer(1), When::of(rows.text(2)).last,
                                                  until.empty() ? "9999-12-31" : When::of(until).first, rows.text(4) == "interim"});
        }
        // The end of some was stated again later, by what was known then.
        const auto anew = [&](Number id) {
            const auto found = account_.mandates.find(id);
            return found != account_.mandates.end() && found->second.anew;
        };
        auto counts = db_.ask("SELECT id, office, seats, from_day FROM seat_count WHERE office <> 0 ORDER BY from_day, id");
        std::map<Number, std::vector<std::tuple<Number, Number, Day>>> seats;
        while (counts.next()) seats[counts.integer(1)].emplace_back(counts.integer(0), counts.integer(2), counts.text(3));
        for (const auto& [office, all] : by_office)
            for (const auto& mine : all) {
                if (mine.interim || anew(mine.id)) continue;
                std::vector<Day> days{mine.from};
                for (const auto& other : all) days.push_back(other.from);
                for (const auto& day : days) {
                    if (day < mine.from || day >= mine.to) continue;
                    Number free = -1;
                    for (const auto& [id, number, from] : seats[office])
                        if (id < mine.id && from <= day) free = number;
                    if (free < 0) continue;
                    for (const auto& other : all)
                        free -= other.id < mine.id && !other.interim && !anew(other.id) && other.from <= day && day < other.to;
                    if (free <= 0) say("mandate " + std::to_string(mine.id) + " overlaps others on " + day);
                }
            }
    }

    void memberships() {
        none("a mandate goes on although its city has left",
             "SELECT m.id FROM mandate m JOIN member c ON c.id = m.member WHERE m.until_text IS NULL AND c.until_day IS NOT NULL");
        none("a city that has left takes part in a commission, or is kept from sitting",
             "SELECT b.id FROM belonging b JOIN member c ON c.id = b.member WHERE b.until_text IS NULL AND c.until_day IS NOT NULL UNION "
             "ALL "
             "SELECT s.id FROM seat_suspension s JOIN member c ON c.id = s.member WHERE s.until_text IS NULL AND c.until_day IS NOT NULL");
        none("something ends before it begins",
             "SELECT id FROM mandate WHERE until_day < from_day UNION ALL SELECT id FROM belonging WHERE until_day < from_day UNION ALL "
             "SELECT id FROM seat_suspension WHERE until_day < from_day");
        none("a mandate lasts beyond its city's membership",
             "SELECT m.id FROM mandate m JOIN member c ON c.id = m.member WHERE c.until_day > '0001-01-01' AND m.until_day > c.until_day "
             "AND "
             "length(m.until_text) = 10 AND m.until_text <> m.from_text");
        // Opened once the departure was known, it lies before it.
        none("a mandate lies after the membership",
             "SELECT m.id FROM mandate m JOIN member c ON c.id = m.member WHERE c.until_day IS NOT NULL AND m.id / 1000 > c.changed_by AND "
             "(m.until_day IS NULL OR m.from_day >= c.until_day)");
        // An exclusion that was annulled brings a member back, whoever has its name by then: the register shows them as alike.
        none("two members of one name in a State that nobody tells apart",
             "SELECT a.id FROM member a JOIN member b ON b.name_key = a.name_key AND b.country = a.country AND b.id < a.id WHERE "
             "a.until_day "
             "IS NULL AND b.until_day IS NULL AND NOT EXISTS (SELECT 1 FROM member_kin k WHERE k.how = 'distinct_from' AND (k.member = "
             "a.id OR "
             "k.other = a.id)) AND NOT EXISTS (SELECT 1 FROM member_status s JOIN journal j ON j.number = s.act WHERE s.member IN (a.id, "
             "b.id) "
             "AND j.act = 'members.take_back_status')");
    }

    void admissions() {
        none("a member was admitted without a decision that was adopted and carried out",
             "SELECT s.member FROM member_status s WHERE s.place = 0 AND s.status = 'admitted' AND NOT EXISTS (SELECT 1 FROM decision d "
             "WHERE "
             "s.basis = 'decision:' || CAST(d.id AS text) AND d.subject = 'admission' AND d.result = 'adopted' AND d.executed_by IS NOT "
             "NULL)");
        none("the admission was annulled and the member is still admitted",
             "SELECT s.member FROM member_status s JOIN decision d ON s.basis = 'decision:' || CAST(d.id AS text) JOIN member m ON m.id = "
             "s.member WHERE s.place = 0 AND s.status = 'admitted' AND s.struck_by IS NULL AND d.annulled_by IS NOT NULL AND m.status = "
             "'admitted'");
        none("a member was recorded without a source",
             "SELECT s.member FROM member_status s WHERE s.place = 0 AND s.status = 'recorded' AND NOT EXISTS (SELECT 1 FROM member_source "
             "o "
             "WHERE o.member = s.member) AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.number = s.act AND j.act IN ('members.merge', "
             "'members.split'))");
        none("an admission has no entry, or two",
             "SELECT s.member FROM member_status s WHERE s.place = 0 AND s.status = 'admitted' AND "
             "(SELECT count(*) FROM journal j WHERE j.number = s.act AND j.act = 'members.admit') <> 1");
    }

    // What a row names is there.
    void orphans() {
        constexpr const char* references[][3] = {{"titular", "member", "member"},       {"titular", "person", "person"},
                                                 {"substitute", "member", "member"},    {"substitute", "person", "person"},
                                                 {"member_kin", "other", "member"},     {"member_source", "source", "source"},
                                                 {"mandate", "member", "member"},       {"mandate", "person", "person"},
                                                 {"mandate", "office", "office"},       {"mandate", "body", "body"},
                                                 {"mandate", "replaces", "mandate"},    {"resignation", "mandate", "mandate"},
                                                 {"attestation", "office", "office"},   {"attestation", "member", "member"},
                                                 {"attestation", "source", "source"},   {"belonging", "member", "member"},
                                                 {"belonging", "body", "body"},         {"seat_suspension", "member", "member"},
                                                 {"seat_suspension", "body", "body"},   {"application", "contact", "person"},
                                                 {"application", "admitted", "member"}, {"decision", "annulled_by_decision", "decision"}};
        for (const auto& [table, column, other] : references)
            none(std::string(table) + "." + column + " names what is not there",
                 ("SELECT " + std::string(column) + " FROM " + std::string(table) + " WHERE " + column + " IS NOT NULL AND " + column +
                  " NOT IN (SELECT id FROM " + other + ")")
                     .c_str());
    }

    store::Db& db_;
    const Account& account_;
    std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> faults_of(store::Db& db, const Account& account) { return Look(db, account).all(); }

}  // namespace models
