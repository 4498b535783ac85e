#include "portal/sitemap_kinds.h"

#include "acts/history.h"
#include "acts/moment.h"
#include "admissions/admissions.h"
#include "admissions/pages.h"
#include "assembly/acts.h"
#include "assembly/pages.h"
#include "base/countries.h"
#include "bodies/bodies.h"
#include "bodies/pages.h"
#include "content/pages.h"
#include "members/members.h"
#include "newsletter/newsletter.h"
#include "programme/pages.h"
#include "programme/programme.h"
#include "sources/sources.h"
#include "statutes/pages.h"
#include "web/map.h"
#include "web/places.h"

#include <algorithm>
#include <set>

namespace portal {
namespace {

using store::Db;

constexpr std::int64_t rows_at_once = 200;

std::optional<base::Date> day_of(Db& db, base::Id<acts::Act> act) {
    const auto time = acts::time_of(db, act);
    return time ? std::optional(base::Date::utc_day(*time)) : std::nullopt;
}
// The act that made a thing.
template <class T>
base::Id<acts::Act> made_by(base::Id<T> id) {
    return {id.value / 1000};
}

template <class Rows, class Map>
std::vector<Mapped> mapped(const Rows& rows, Map one) {
    std::vector<Mapped> all;
    all.reserve(rows.size());
    for (const auto& row : rows) all.push_back(one(row));
    return all;
}

std::vector<Mapped> members_after(Db& db, std::int64_t after, std::int64_t most) {
    return mapped(members::members_after(db, {}, after, most), [&](const auto& one) {
        return Mapped{one.id.value, web::places::member(one.id, one.name), day_of(db, one.changed_by)};
    });
}
std::vector<Mapped> facts_after(Db& db, std::int64_t after, std::int64_t most) {
    return mapped(sources::statements_after(db, {}, after, most), [&](const auto& one) {
        return Mapped{one.id.value, web::places::fact(one.id), day_of(db, one.changed_by)};
    });
}
std::vector<Mapped> sources_after(Db& db, std::int64_t after, std::int64_t most) {
    return mapped(sources::sources_after(db, after, most), [&](const auto& one) {
        return Mapped{one.id.value, web::places::source(one.id), day_of(db, made_by(one.id))};
    });
}
std::vector<Mapped> sessions_after(Db& db, std::int64_t after, std::int64_t most) {
    return mapped(assembly::sessions_after(db, after, most), [&](const auto& one) {
        return Mapped{one.id.value, assembly::address_of(one), day_of(db, one.changed_by)};
    });
}
std::vector<Mapped> decisions_after(Db& db, std::int64_t after, std::int64_t most) {
    return mapped(assembly::decisions_after(db, after, most), [&](const auto& one) {
        const auto last = one.annulled_by ? *one.annulled_by : one.executed_by ? *one.executed_by : made_by(one.id);
        return Mapped{one.id.value, web::places::decision(one.id), day_of(db, last)};
    });
}
std::vector<Mapped> applications_after(Db& db, std::int64_t after, std::int64_t most) {
    return mapped(admissions::applications_after(db, {.open_only = false}, after, most), [&](const auto& one) {
        return Mapped{one.id.value, admissions::page_of(one.id), {}};
    });
}
std::vector<Mapped> acts_after(Db& db, std::int64_t after, std::int64_t most) {
    return mapped(acts::entries_after(db, {}, after, most), [](const auto& one) {
        return Mapped{one.number.value, web::places::act(one.number), base::Date::utc_day(one.time_us)};
    });
}

const MappedKind kinds[] = {
    {"members", "member", &web::places::members, [](Db& db) { return members::count_members(db, {}); }, members_after},
    {"facts", "statement", &web::places::facts, [](Db& db) { return sources::count_statements(db, {}); }, facts_after},
    {"sources", "source", &web::places::sources, [](Db& db) { return std::int64_t(sources::all_sources(db).size()); }, sources_after},
    {"sessions", "session", &web::places::sessions, [](Db& db) { return assembly::count_sessions(db, {}); }, sessions_after},
    {"decisions", "decision", &web::places::decisions, [](Db& db) { return assembly::count_decisions(db, {}); }, decisions_after},
    {"applications", "application", &web::places::applications,
     [](Db& db) { return admissions::count_applications(db, {.open_only = false}); }, applications_after},
    {"register", "journal", &web::places::journal, [](Db& db) { return acts::count_entries(db, {}); }, acts_after, true},
};

void add_written(Db& db, std::vector<Mapped>& all) {
    for (std::int64_t after = 0;;) {
        const auto some = content::published_after(db, {}, after, rows_at_once);
        for (const auto& page : some)
            if (const auto at = content::places::page(page); at.fr.starts_with(web::places::contents.fr + "/"))
                all.push_back({page.id.value, at, day_of(db, content::publication_of(db, page.id)->last)});
        if (std::int64_t(some.size()) < rows_at_once) break;
        after = some.back().id.value;
    }
    for (std::int64_t offset = 0;; offset += rows_at_once) {
        const auto some = newsletter::list_issues(db, offset, rows_at_once);
        for (const auto& issue : some)
            all.push_back({issue.id.value, web::places::newsletter / std::to_string(issue.act.value), day_of(db, issue.act)});
        if (std::int64_t(some.size()) < rows_at_once) break;
    }
}

void add_rules(Db& db, std::vector<Mapped>& all) {
    for (const auto& name : statutes::rules_with_pages(db)) all.push_back({0, web::places::rules / name, {}});
}

void add_programmes(Db& db, std::vector<Mapped>& all) {
    for (const auto& one : programme::all_programmes(db)) {
        all.push_back({one.id.value, programme::places::of(one), {}});
        for (const auto& node : programme::nodes_of(db, one.id)) all.push_back({node.id.value, programme::places::of(node), {}});
    }
    const auto frames = programme::all_frames(db);
    if (!frames.empty()) all.push_back({0, programme::places::frames, {}});
    for (const auto& frame : frames) {
        all.push_back({frame.id.value, programme::places::of(frame), {}});
        for (std::int64_t after = 0;;) {
            const auto codes = programme::codes_after(db, frame.id, after, rows_at_once);
            for (const auto& code : codes) all.push_back({code.id.value, programme::places::of(frame, code), {}});
            if (std::int64_t(codes.size()) < rows_at_once) break;
            after = codes.back().id.value;
        }
    }
}

// The maps that hold a member.
void add_regions(Db& db, std::vector<Mapped>& all) {
    static const web::Maps maps;
    std::set<std::string_view> codes;
    for (const auto& count : members::count_by_country(db))
        if (const auto* country = base::country(count.country))
            if (const auto* map = maps.region(country->region)) codes.insert(map->code);
    for (const auto code : codes) all.push_back({0, web::places::region(code), {}});
}

}  // namespace

std::span<const MappedKind> mapped_kinds() { return kinds; }

std::span<const std::string_view> few_topics() {
    static constexpr std::string_view topics[] = {"content_page", "newsletter", "body", "rule", "programme", "frame", "member"};
    return topics;
}

std::vector<Mapped> mapped_few(Db& db) {
    std::vector<Mapped> all;
    add_written(db, all);
    for (const auto& body : bodies::all_bodies(db)) {
        all.push_back({body.id.value, bodies::address_of(body), {}});
        if (!bodies::mandates_of(db, body.id, 1).empty() || !bodies::attestations_of(db, body.id, 1).empty())
            all.push_back({body.id.value, bodies::time_of(body), {}});
    }
    add_rules(db, all);
    add_programmes(db, all);
    add_regions(db, all);
    return all;
}

}  // namespace portal
