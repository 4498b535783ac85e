#include "portal/home.h"

#include "acts/history.h"
#include "assembly/assembly.h"
#include "members/pages.h"
#include "network/network.h"
#include "sources/pages.h"
#include "statutes/statutes.h"
#include "web/entries.h"
#include "web/live.h"
#include "web/places.h"

#include <algorithm>

namespace portal {
namespace {

using namespace html;
using web::Visit;

struct HomeView {
    network::Network network;
    std::int64_t members = 0, countries = 0, acts = 0, research = 0;
    std::vector<members::RegionCount> regions;
    std::optional<sources::Quoted> stated;
    std::optional<statutes::RuleValue> cap;
    bool capital_opinion = false;  // whether the statutes want that of the mayor of the capital
    std::vector<assembly::KnownDecision> decisions;
    std::vector<acts::EntryLine> latest;
};

HomeView view_home(Visit& visit) {
    for (const auto kind : {"member", "statement", "source", "rule", "decision", "journal", "day"}) visit.read(kind);
    auto& db = visit.db();
    HomeView view;
    view.network = network::the_network(db);
    view.members = members::count_members(db, {.on = visit.date});
    view.countries = members::count_states(db, visit.date);
    view.regions = members::count_by_region(members::count_by_sub_region(db, visit.date), visit.language);
    view.stated = sources::latest(db, sources::Subject::member_count, visit.on());
    view.cap = statutes::rule_on(db, statutes::cities_per_state, visit.on());
    const auto course = statutes::held_on<statutes::Procedure>(db, statutes::Body::members, statutes::Matter::admission, visit.on());
    view.capital_opinion = course.rule && course.rule->capital_opinion == statutes::Answer::yes;
    view.research = sources::count_not_confirmed(db, sources::Subject::membership, visit.date);
    view.decisions = visit.date ? assembly::list_decisions(db, {.on = visit.date}, 0, 3) : assembly::recent_decisions(db, 3);
    view.acts = acts::read_head(db).size;
    if (view.decisions.empty()) view.latest = acts::list_entries(db, {}, 0, 4);
    return view;
}

Node hero(const Visit& visit, const HomeView& view) {
    const auto lead = view.members ? visit.format("home.lead", {{"members", view.members}, {"countries", view.countries}})
                                   : std::string(visit.text("home.lead_empty"));
    const auto join = visit.hooks.join.fr.empty() ? std::string("#adhesion") : visit.to(visit.hooks.join);
    return div(cls("hero"), h1(visit.text("home.promise")), p(lead),
               p(cls("act"), a(cls("btn"), href(visit.to(web::places::members)), visit.text("home.see_members")),
                 a(cls("btn alt"), href(join), visit.text("home.become"))));
}

Node world(Visit& visit, const HomeView& view) {
    if (!view.members) return {};
    members::Filter filter;
    filter.on = visit.date;
    const auto caption = group(span(visit.text("home.map_caption")), a(href(visit.to(web::places::members)), visit.text("home.map_link")));
    const auto regions =
        nav(cls("regions"), attr("aria-label", visit.text("home.regions")), ul(each(view.regions, [&](const members::RegionCount& region) {
                return li(a(href(visit.to(web::places::region(region.code))), region.name), " ", span(cls("n q"), region.members));
            })));
    return group(members::map_of(visit, "", filter, caption), regions);
}

// « plus de 350 »: the number is large, the words before it are not.
Node figure_of(const std::string& value, const Node& label) {
    const auto number = std::min(value.find_first_of("0123456789"), value.size());
    const auto words = value.substr(0, number);
    return div(dt(label), dd(when(!words.empty(), [&] { return span(cls("q"), words); }), value.substr(number)));
}

Node figures(const Visit& visit, const HomeView& view) {
    const auto quiet = [](std::string_view words) { return span(cls("q"), words); };
    Node all;
    if (view.members) {
        all += figure_of(visit.words.number(view.members),
                         group(visit.format("home.members", {{"count", view.members}}), " ", quiet(visit.text("home.counted"))));
        all += figure_of(visit.words.number(view.countries),
                         group(visit.format("home.countries", {{"count", view.countries}}), " ", quiet(visit.text("home.counted"))));
    }
    if (view.stated) {
        const auto date = visit.words.partial_date(view.stated->statement.as_of);
        const auto who = view.stated->source
                             ? a(href(visit.to(web::places::source(view.stated->source->id))),
                                 view.stated->source->publisher.empty() ? view.stated->source->title : view.stated->source->publisher)
                             : Node();
        all += figure_of(sources::number_words(visit, view.stated->statement),
                         group(visit.text("home.stated"), " ", span(cls("q"), who, who.empty() ? "" : ", ", date)));
    }
    if (view.network.founded) all += figure_of(visit.words.partial_date(*view.network.founded), group(visit.text("home.founded")));
    if (all.empty()) return {};
    return section(h2(cls("vh"), visit.text("home.facts")), dl(cls("fact"), all), when(view.stated.has_value(), [&] {
                       return p(cls("q"), a(href(visit.to(web::places::figures)), visit.text("home.figures_link")));
                   }));
}

Node steps(const Visit& visit, const HomeView& view) {
    const auto step = [&](std::string_view key, const Node& words) { return li(h3(visit.text(key)), p(words)); };
    const auto says = [&](std::string_view key) { return html::text(visit.text(key)); };
    const auto rule =
        view.cap ? group(visit.format("home.step_3_rule", {{"cap", view.cap->value}}), " (",
                         a(href(visit.to(web::places::rules)), visit.in_language(view.cap->article_fr, view.cap->article_en)), ").")
                 : says("home.step_3_text");
    const auto opinion = group(visit.text("home.step_2_text"), view.capital_opinion ? " " : "",
                               view.capital_opinion ? visit.text("home.step_2_capital") : std::string_view());
    return section(
        id("adhesion"),
        div(cls("hd"), h2(visit.text("home.become_title")), a(href(visit.to(web::places::rules)), visit.text("home.become_link"))),
        ol(cls("steps"), step("home.step_1", says("home.step_1_text")), step("home.step_2", opinion), step("home.step_3", rule),
           step("home.step_4", says("home.step_4_text"))));
}

Node latest(const Visit& visit, const HomeView& view) {
    Node rows;
    for (const auto& decision : view.decisions)
        rows += li(a(href(visit.to(web::places::decision(decision.id))), decision.title),
                   span(cls(decision.result == assembly::Result::adopted ? "tag ok" : "tag no"),
                        visit.text("result." + std::string(acts::name_of(decision.result)))),
                   p(cls("q"), visit.text("body." + std::string(acts::name_of(decision.body))), ", ", visit.words.date(decision.date)));
    for (const auto& line : view.latest)
        rows += li(a(href(visit.to(web::places::act(line.number))), web::act_label(visit, line.act)), html::text(" "),
                   bdi(web::subject_of(visit, line)),
                   p(cls("q"), visit.format("journal.numbered", {{"number", line.number.value}}), ", ",
                     web::capacity_label(visit, line.capacity), ", ", visit.words.date(line.date)));
    if (rows.empty()) return {};
    return section(div(cls("hd"), h2(visit.text(view.decisions.empty() ? "home.latest" : "home.decisions")),
                       a(href(visit.to(web::places::journal)), visit.text("home.journal_link"))),
                   web::live_line(visit), ul(cls("ls"), id("latest"), attr("aria-live", "polite"), web::live(visit, "journal"), rows));
}

Node box(const Visit& visit, const HomeView& view) {
    return section(div(cls("box"), p(cls("k"), visit.format("home.box_kicker", {{"count", view.acts}})), h2(visit.text("home.box_title")),
                       p(visit.text("home.box_text")), a(cls("btn"), href(visit.to(web::places::journal)), visit.text("home.box_link"))));
}

// schema.org: who publishes this site.
Node organization(const Visit& visit, const HomeView& view) {
    const auto& facts = visit.facts;
    if (facts.name_fr.empty()) return {};
    std::string json = R"({"@context":"https://schema.org","@type":"Organization","name":)" + acts::json_text(facts.name(visit.language)) +
                       R"(,"alternateName":)" + acts::json_text(facts.short_name);
    if (!visit.hooks.origin.empty()) json += R"(,"url":)" + acts::json_text(visit.hooks.origin + "/");
    if (view.network.founded) json += R"(,"foundingDate":)" + acts::json_text(view.network.founded->edtf());
    if (!facts.seat.empty()) json += R"(,"address":)" + acts::json_text(facts.seat);
    return web::structured_data(json + "}");
}

}  // namespace

web::Response home_page(Visit& visit) {
    const auto view = view_home(visit);
    const auto note = when(view.research > 0, [&] {
        return div(cls("note"), p(visit.format("home.research", {{"count", view.research}}), " ",
                                  a(href(visit.to(web::places::research)), visit.text("home.research_link"))));
    });
    const auto empty = when(view.acts == 0, [&] { return p(cls("note"), visit.text("home.empty")); });
    return web::page(visit,
                     {.title = "",
                      .description = visit.format("home.description", {{"name", visit.facts.name(visit.language)}}),
                      .at = web::places::home,
                      .dated = visit.date || visit.known,
                      .head = organization(visit, view)},
                     group(hero(visit, view), empty, world(visit, view), figures(visit, view), note, steps(visit, view),
                           div(cls("two"), latest(visit, view), box(visit, view))));
}

}  // namespace portal
