// The association's history: events as sources tell them, the assemblies of the same years, and where sources disagree.
#include "portal/timeline.h"

#include "assembly/pages.h"
#include "sources/pages.h"
#include "web/places.h"

#include <algorithm>
#include <map>

namespace portal {
namespace {

using namespace html;
using sources::Quote, sources::Subject;
using web::Visit;

constexpr std::int64_t sessions_most = 200;  // of one page: beyond, the list of sessions has them all

int decade_of(const base::PartialDate& date) {
    const auto day = date.earliest() ? date.earliest() : date.latest();
    return day ? day->year / 10 * 10 : 0;
}

struct Decade {
    std::vector<Quote> events;
    std::vector<assembly::KnownSession> assemblies;
};

std::map<int, Decade> decades(Visit& visit) {
    std::map<int, Decade> all;
    for (auto& event : sources::quotes(visit.db(), Subject::event))
        if (!visit.date || event.statement.as_of.earliest() <= *visit.date) all[decade_of(event.statement.as_of)].events.push_back(event);
    auto sessions = assembly::list_sessions(visit.db(), {assembly::Body::general_assembly, visit.date}, 0, sessions_most);
    std::ranges::reverse(sessions);
    for (auto& session : sessions) all[decade_of(session.date)].assemblies.push_back(std::move(session));
    return all;
}

Node event_row(const Visit& visit, const Quote& event, const std::vector<base::Id<sources::Statement>>& disputed) {
    const auto& said = event.statement;
    Node by;
    for (const auto& source : event.sources) by += group(by.empty() ? "" : ", ", sources::source_link(visit, source));
    return li(span(sources::as_of_said(visit.words, said)),
              div(p(a(href(visit.to_one(web::places::facts, std::to_string(said.id.value))),
                      bdi(visit.in_language(said.title_fr, said.title_en))),
                    when(std::ranges::binary_search(disputed, said.id),
                         [&] { return group(" ", span(cls("tag at"), visit.text("figures.disputed"))); })),
                  p(cls("q"), visit.text(event.sources.size() > 1 ? "sources.sources" : "sources.source"), " ", by)));
}

// "1979 Québec (1re) · 1982 Rabat, Casablanca (2e)"
Node assemblies_line(const Visit& visit, const std::vector<assembly::KnownSession>& assemblies) {
    Node all;
    for (const auto& session : assemblies) {
        const auto day = session.date.earliest() ? session.date.earliest() : session.date.latest();
        const auto words =
            visit.format("history.assembly",
                         {{"number", session.number.value_or(0)}, {"place", session.place}, {"year", std::int64_t(day ? day->year : 0)}});
        all += group(all.empty() ? "" : " · ", a(href(visit.to(assembly::address_of(session))), words));
    }
    return when(!all.empty(), [&] { return p(strong(visit.text("history.assemblies")), " ", all); });
}

}  // namespace

web::Response timeline_page(Visit& visit) {
    visit.read("statement");
    visit.read("source");
    visit.read("session");
    std::vector<base::Id<sources::Statement>> disputed;
    for (const auto& [one, other] : sources::contradictions(visit.db())) {
        disputed.push_back(one);
        disputed.push_back(other);
    }
    std::ranges::sort(disputed);
    Node parts;
    for (const auto& [year, decade] : decades(visit))
        parts += section(div(cls("hd"), h2(visit.format("history.decade", {{"from", std::int64_t(year)}}))),
                         when(!decade.events.empty(),
                              [&] {
                                  return ol(cls("hist"),
                                            each(decade.events, [&](const Quote& event) { return event_row(visit, event, disputed); }));
                              }),
                         assemblies_line(visit, decade.assemblies));
    const std::string title(visit.text("history.page_title"));
    const auto differ = sources::disagreements_part(visit);
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("history.page_lead")),
         .at = web::places::history,
         .current = "association",
         .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("history.page_lead")))),
              parts.empty() ? p(cls("note"), visit.text("history.none")) : parts,
              when(!differ.empty(),
                   [&] {
                       return section(id("differ"), div(cls("hd"), h2(visit.text("history.differ"))), p(visit.text("history.differ_lead")),
                                      differ);
                   }),
              p(cls("note"), visit.text("history.more"), " ", a(href(visit.to(web::places::sessions)), visit.text("sessions.title")), ", ",
                a(href(visit.to(web::places::bodies)), visit.text("history.bodies")), ", ",
                a(href(visit.to(web::places::figures)), visit.text("figures.title")), ", ",
                a(href(visit.to(web::places::partners)), visit.text("partners.title")), ", ",
                a(href(visit.to(web::places::projects)), visit.text("projects.title")), ".")));
}

}  // namespace portal
