#include "portal/feeds.h"

#include "acts/history.h"
#include "acts/moment.h"
#include "assembly/assembly.h"
#include "assembly/pages.h"
#include "web/atom.h"
#include "web/entries.h"
#include "web/places.h"

namespace portal {
namespace {

using web::Visit;

web::Response journal_feed(Visit& visit) {
    visit.read("journal");
    const std::string act(visit.request.query.value_or("act", ""));
    web::AtomFeed feed{"register", std::string(visit.text("journal.title")), {}, journal_feed_at, web::places::journal};
    for (const auto& line : acts::list_entries(visit.db(), {.act = act}, 0, web::feed_entries_most)) {
        const auto subject = web::subject_of(visit, line), label = web::act_label(visit, line.act);
        feed.entries.push_back(
            {web::tag_uri(visit, line.date, "act/" + std::to_string(line.number.value)), subject.empty() ? label : label + " – " + subject,
             visit.to(web::places::act(line.number)), visit.language, line.time_us, line.time_us,
             visit.format("journal.numbered", {{"number", line.number.value}}) + ", " + web::capacity_label(visit, line.capacity)});
    }
    return web::atom(visit, feed);
}

web::Response decisions_feed(Visit& visit) {
    visit.read("decision");
    web::AtomFeed feed{"decisions", std::string(visit.text("home.decisions")), {}, assembly::decisions_feed_at, web::places::decisions};
    for (const auto& decision : assembly::recent_decisions(visit.db(), web::feed_entries_most)) {
        const base::Id<acts::Act> number{decision.id.value / 1000};
        const auto time = acts::time_of(visit.db(), number).value_or(0);
        const auto body = visit.text("body." + std::string(acts::name_of(decision.body))),
                   result = visit.text("result." + std::string(acts::name_of(decision.result)));
        feed.entries.push_back({web::tag_uri(visit, base::Date::utc_day(time), "decision/" + std::to_string(decision.id.value)),
                                decision.title, visit.to(web::places::decision(decision.id)), visit.language, time, time,
                                std::string(body) + ", " + visit.words.date(decision.date) + ", " + std::string(result)});
    }
    return web::atom(visit, feed);
}

}  // namespace

void add_feeds(web::Router& router, const web::SiteHooks& hooks) {
    web::add_page(router, hooks, "journal.feed", journal_feed_at, {"act"}, journal_feed);
    web::add_page(router, hooks, "decisions.feed", assembly::decisions_feed_at, {}, decisions_feed);
}

}  // namespace portal
