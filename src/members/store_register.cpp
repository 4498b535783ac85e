#include "members/upkeep.h"

#include "mail/mail.h"
#include "members/relations.h"

#include <algorithm>
#include <set>

namespace members {
namespace {

constexpr std::string_view belonging = " AND m.until_day IS NULL ";

base::Date years_before(base::Date today, std::int64_t years) { return today.plus_days(-years * 365); }

// What follows FROM, for each kind: the members, and when the fact was last shown (a column of that text).
struct Question {
    std::string since, from, titular = "0";
};
Question question(Stale what) {
    switch (what) {
    case Stale::titular_unconfirmed:
        return {"coalesce(t.confirmed, t.from_day)",
                "titular t JOIN member m ON m.id = t.member WHERE t.until_text IS NULL AND coalesce(t.confirmed, t.from_day) <= $1",
                "t.id"};
    case Stale::no_titular:
        return {"NULL", "member m WHERE $1 <> '' AND NOT EXISTS (SELECT 1 FROM titular t WHERE t.member = m.id AND t.until_text IS NULL)"};
    case Stale::no_population: return {"NULL", "member m WHERE $1 <> '' AND m.population IS NULL AND m.kind <> 'association'"};
    case Stale::old_population:
        return {"s.read", "member m JOIN source s ON s.id = m.population_source WHERE m.population IS NOT NULL AND s.read <= $1"};
    case Stale::no_contact:
        return {"NULL", "member m WHERE $1 <> '' AND NOT EXISTS (SELECT 1 FROM service_contact c WHERE c.member = m.id)"};
    case Stale::mail_comes_back: break;
    }
    return {"NULL", "member m WHERE $1 = ''"};
}

base::Date shown_until(Stale what, base::Date today) {
    return what == Stale::old_population ? years_before(today, population_within_years) : today.plus_days(-confirmed_within_days);
}

// Titulars in office and contacts to whom mail came back for good. Each address is asked about: a page of the secretariat only.
std::vector<StaleFact> coming_back(store::Db& db) {
    std::vector<StaleFact> all, back;
    {
        auto rows = db.ask(
            "SELECT m.id, m.name, m.country, t.person FROM titular t JOIN member m ON m.id = t.member WHERE t.until_text IS NULL AND "
            "m.until_day IS NULL UNION SELECT m.id, m.name, m.country, c.person FROM service_contact c JOIN member m ON m.id = c.member "
            "WHERE m.until_day IS NULL ORDER BY 1, 4");
        while (rows.next()) all.push_back({rows.id<Member>(0), rows.text(1), rows.text(2), {}, {}, rows.id<Person>(3)});
    }
    for (auto& one : all)
        if (mail::comes_back(db, one.person)) back.push_back(std::move(one));
    return back;
}

}  // namespace

std::vector<StaleFact> stale_facts(store::Db& db, Stale what, base::Date today, std::int64_t offset, std::int64_t most) {
    std::vector<StaleFact> all;
    if (what == Stale::mail_comes_back) {
        for (auto& one : coming_back(db))
            if (--offset < 0 && std::int64_t(all.size()) < most) all.push_back(std::move(one));
        return all;
    }
    const auto [since, from, titular] = question(what);
    auto rows = db.ask("SELECT m.id, m.name, m.country, " + since + ", " + titular + " FROM " + from + std::string(belonging) +
                           "ORDER BY 4, 1 LIMIT $2 OFFSET $3",
                       {shown_until(what, today), most, offset});
    while (rows.next()) {
        StaleFact fact{rows.id<Member>(0), rows.text(1), rows.text(2), {}, rows.id<Titular>(4), {}};
        if (!rows.null(3)) fact.since = rows.date(3);
        if (fact.since == base::Date{}) fact.since.reset();  // no source says since when
        all.push_back(std::move(fact));
    }
    return all;
}

std::int64_t count_stale(store::Db& db, Stale what, base::Date today) {
    if (what == Stale::mail_comes_back) return std::int64_t(coming_back(db).size());
    auto rows = db.ask("SELECT count(*) FROM " + question(what).from + std::string(belonging), {shown_until(what, today)});
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<Id<Person>> titulars_of_stale(store::Db& db, base::Date today) {
    std::set<Id<Person>> all;
    for (const auto what : {Stale::titular_unconfirmed, Stale::no_population, Stale::old_population, Stale::no_contact}) {
        auto rows = db.ask("SELECT o.person FROM titular o WHERE o.until_text IS NULL AND o.member IN (SELECT m.id FROM " +
                               question(what).from + std::string(belonging) + ")",
                           {shown_until(what, today)});
        while (rows.next()) all.insert(rows.id<Person>(0));
    }
    return {all.begin(), all.end()};
}

std::vector<TitularOfCountry> titulars_by_country(store::Db& db) {
    std::vector<TitularOfCountry> all;
    auto rows = db.ask(
        "SELECT DISTINCT m.country, t.person FROM titular t JOIN member m ON m.id = t.member WHERE t.until_text IS NULL AND m.until_day IS "
        "NULL ORDER BY m.country, t.person");
    while (rows.next()) all.push_back({rows.text(0), rows.id<Person>(1)});
    return all;
}

std::vector<Id<Person>> titulars_of_status(store::Db& db, Status status) {
    std::vector<Id<Person>> all;
    auto rows = db.ask(
        "SELECT DISTINCT t.person FROM titular t JOIN member m ON m.id = t.member WHERE t.until_text IS NULL AND m.status = $1 ORDER BY "
        "t.person",
        {acts::name_of(status)});
    while (rows.next()) all.push_back(rows.id<Person>(0));
    return all;
}

std::vector<Alike> duplicates(store::Db& db, std::size_t most) {
    std::vector<Looks> all;
    {
        auto rows =
            db.ask("SELECT id, name, name_key, country, geonameid, latitude, longitude FROM member WHERE until_day IS NULL ORDER BY id");
        while (rows.next()) {
            Looks looks{rows.id<Member>(0), rows.text(1), rows.text(2), rows.text(3), rows.integer_or_null(4).value_or(0), {}};
            if (!rows.null(5)) looks.place = {rows.integer(5), rows.integer(6)};
            all.push_back(std::move(looks));
        }
    }
    std::set<std::pair<Id<Member>, Id<Member>>> apart;
    {
        auto rows = db.ask("SELECT member, other FROM member_kin WHERE how = 'distinct_from'");
        while (rows.next()) apart.insert(std::minmax(rows.id<Member>(0), rows.id<Member>(1)));
    }
    auto pairs = alike(all);
    std::erase_if(pairs, [&](const Alike& pair) { return apart.contains({pair.one, pair.other}); });
    if (pairs.size() > most) pairs.resize(most);
    return pairs;
}

}  // namespace members
