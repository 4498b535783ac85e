// The page of one member: what is known, on whose word, and every act that made it so.
#include "base/countries.h"
#include "members/former_countries.h"
#include "members/page_parts.h"
#include "web/entries.h"
#include "web/geography.h"
#include "web/places.h"

#include <algorithm>
#include <cmath>

namespace members {
namespace {

using namespace html;
using web::Visit;

constexpr double locator_width = 300, locator_height = 250;  // SVG units
constexpr std::int64_t history_most = 100;

std::string rounded(double value) { return std::to_string(std::lround(value)); }

Node locator_of(const Visit& visit, const ShownMember& member) {
    const auto* map = member.position ? map_of_country(member.country) : nullptr;
    if (!map) return {};
    const auto point = web::project(map->projection, member.position->latitude, member.position->longitude);
    if (!map->view.contains(point)) return {};
    const auto view = web::locator(*map, point, locator_width, locator_height);
    const auto box = rounded(view.x) + " " + rounded(view.y) + " " + rounded(view.width) + " " + rounded(view.height);
    const auto label = visit.format("members.locator", {{"name", member.name}, {"country", country_words(visit.words, member.country)}});
    const bool low = point.y > view.y + view.height - 40;
    // A long name would leave the picture: the page's title says it anyway.
    const auto name = when(member.name.size() <= 24, [&] {
        const auto anchor = point.x < view.x + 80 ? "start" : point.x > view.x + view.width - 80 ? "end" : "middle";
        return svg::text(attr("x", rounded(point.x)), attr("y", rounded(point.y + (low ? -14 : 24))), attr("text-anchor", anchor),
                         member.name);
    });
    return figure(cls("loc"),
                  svg::svg(attr("viewBox", box), attr("role", "img"), attr("aria-label", label), outline(*map),
                           svg::circle(attr("cx", rounded(point.x)), attr("cy", rounded(point.y)), attr("r", "6")), name),
                  figcaption(cls("q"), web::degrees(visit.language, member.position->latitude, member.position->longitude)));
}

template <class... Parts>
Node fact(std::string_view label, const Parts&... value) {
    return div(dt(label), dd(value...));
}

Node source_link(const Visit& visit, const sources::ShownSource& source) {
    return a(href(visit.to(web::places::source(source.id))), source.title);
}

// What can be said of a member on the day that was asked: nothing, when all that any source tells of it is later.
bool attested_by(const MemberView& view, base::Date day) {
    if (status_on(view.statuses, day)) return true;
    for (const auto& date : {view.member.since, view.member.attested}) {
        if (!date) continue;
        const auto first = date->earliest() ? date->earliest() : date->latest();
        if (first && *first <= day) return true;
    }
    return false;
}

Node facts_of(const Visit& visit, const MemberView& view) {
    const auto& member = view.member;
    const auto not_known = span(cls("q"), visit.text("members.not_stated"));
    const bool not_yet = visit.date && !attested_by(view, *visit.date);
    const auto shown = visit.date ? status_on(view.statuses, *visit.date).value_or(member.status) : member.status;
    Node status = not_yet ? span(cls("tag nt"), visit.text("members.not_yet"))
                          : span(cls(status_look(shown)), visit.text("status." + std::string(acts::name_of(shown))));
    const auto french = fact_on(view.facts, DatedFact::french, visit.on()), region = fact_on(view.facts, DatedFact::region, visit.on());
    Node population = not_known;
    if (member.population)
        population =
            group(span(cls("n"), visit.words.number(*member.population)),
                  view.population_source ? span(cls("q"), a(href(visit.to(web::places::source(view.population_source->id))),
                                                            view.population_source->publisher.empty() ? view.population_source->title
                                                                                                      : view.population_source->publisher))
                                         : Node());
    return dl(cls("meta"), fact(visit.text("members.status"), status),
              fact(visit.text("members.since_label"), member.since ? html::text(visit.words.partial_date(*member.since)) : not_known),
              fact(visit.text("members.attested"), member.attested ? html::text(visit.words.partial_date(*member.attested)) : not_known),
              fact(visit.text("members.class"), member.member_class == MemberClass::not_stated
                                                    ? not_known
                                                    : html::text(visit.text("class." + std::string(acts::name_of(member.member_class))))),
              fact(visit.text("members.population"), population),
              member.geonameid ? fact(visit.text("members.geonames"), web::geonames_link(*member.geonameid)) : Node(),
              fact(visit.text("members.french"), french ? html::text(visit.text("french." + french->value)) : not_known),
              region ? fact(visit.text("fact.region"), bdi(region->value)) : Node());
}

Node titular_doings(const Visit& visit, Id<Titular> titular) {
    if (!visit.visitor.holds({acts::Role::officer, acts::Role::administrator})) return {};
    const web::Parameters of{{"titular", std::to_string(titular.value)}};
    const auto links = group(web::doing(visit, "members.confirm_titular", of), " ", web::doing(visit, "members.end_titular", of));
    return p(cls("act"), links);
}

Node titulars_section(const Visit& visit, const MemberView& view) {
    Node rows;
    for (const auto& titular : view.titulars) {
        if (visit.date && !in_office_on(titular, *visit.date)) continue;
        const auto name = titular.name ? bdi(*titular.name) : span(cls("tag nt"), visit.text("people.erased"));
        const auto until = titular.until ? visit.format("members.titular_interval", {{"from", titular.from}, {"until", *titular.until}})
                                         : visit.format("members.titular_from", {{"from", titular.from}});
        rows += li(
            span(
                bdi(titular.title), " ", name,
                when(titular.nature && *titular.nature != Nature::elected,
                     [&] { return group(" ", span(cls("tag at"), visit.text("nature." + std::string(acts::name_of(*titular.nature))))); })),
            span(cls("q"), until,
                 titular.confirmed && !titular.until ? ". " + visit.format("members.titular_confirmed", {{"date", *titular.confirmed}})
                                                     : std::string()),
            titular.until ? Node() : titular_doings(visit, titular.id));
    }
    return section(div(cls("hd"), h2(visit.text("members.titulars"))),
                   rows.empty() ? p(visit.text(visit.date ? "members.no_titular_then" : "members.no_titular")) : ul(cls("ls"), rows));
}

Node sources_section(const Visit& visit, const MemberView& view) {
    if (view.sources.empty()) return {};
    return section(div(cls("hd"), h2(visit.text("members.sources"))),
                   ul(cls("ls"), each(view.sources, [&](const sources::ShownSource& source) {
                          return li(source_link(visit, source),
                                    p(cls("q"), source.publisher, source.read ? " – " : "",
                                      source.read ? visit.format("sources.read_on", {{"date", *source.read}}) : std::string()));
                      })));
}

// What tells it apart from others with which it is not to be confused.
Node own_words(const Visit& visit, const MemberView& view) {
    for (const auto& kin : view.kin)
        if (const auto& note = visit.in_language(kin.note_fr, kin.note_en); kin.how == Kin::distinct_from && !kin.of_other && !note.empty())
            return p(bdi(note));
    return {};
}

// What who asks may do with it.
Node doings(const Visit& visit, Id<Member> member, const std::string& name) {
    const web::Address acts_at{"/actes", "/en/acts"};
    const auto id = std::to_string(member.value);
    const auto link = [&](std::string_view act, std::string_view look) {
        return a(cls(look), href(visit.to(acts_at / act, {{"member", id}})), visit.text("act." + std::string(act) + ".form"));
    };
    if (visit.date || visit.known) return {};
    if (visit.visitor.holds({acts::Role::officer, acts::Role::administrator})) {
        const web::Parameters certificate{{"kind", "certificate"}, {"language", std::string(base::code(visit.language))}, {"member", id}};
        Node more;
        for (const auto* act :
             {"members.resign", "members.record_status", "members.rename", "members.change_country", "members.change_kind", "members.split",
              "members.state_dated_fact", "members.record_former_titular", "members.name_substitute", "members.join_association",
              "members.state_coverage", "members.strike_status", "members.keep_apart"})
            more += li(link(act, ""));
        more += li(web::doing(visit, "members.merge", {{"into", id}}, "", visit.text("members.merge_into")));
        more += li(web::doing(visit, "members.merge", {{"absorbed[0]", id}}, "", visit.text("members.merge_away")));
        for (const auto* subject : {"suspension", "reinstatement", "exclusion"})
            more += li(web::doing(visit, "assembly.record_decision",
                                  {{"subject", subject},
                                   {"subject_id", id},
                                   {"title", visit.format("members.title_" + std::string(subject), {{"name", name}})}},
                                  "", visit.text("members.decide_" + std::string(subject))));
        return group(p(cls("act"), link("members.correct", "btn"), link("members.name_titular", "btn alt"),
                       a(cls("btn alt"), href(visit.to(web::places::issuing, certificate)), visit.text("documents.issue_certificate"))),
                     details(summary(visit.text("members.other_acts")), ul(cls("ls"), more)));
    }
    if (visit.visitor.holds({acts::Role::titular, acts::Role::staff}, {"member", member.value}))
        return p(cls("act"), link("members.state_facts", "btn"));
    return {};
}

}  // namespace

bool in_office_on(const ShownTitular& titular, base::Date day) {
    return (!titular.from.earliest() || *titular.from.earliest() <= day) &&
           (!titular.until || !titular.until->latest() || day < *titular.until->latest());
}

std::optional<MemberView> view_member(store::Db& db, Id<Member> id) {
    auto member = find_member(db, id);
    if (!member) return {};
    MemberView view{std::move(*member), titulars_of(db, id), sources_of(db, id), {}};
    read_life(db, view);
    if (const auto wanted = view.member.population_source) {
        const auto found = std::ranges::find(view.sources, *wanted, &sources::ShownSource::id);
        view.population_source = found != view.sources.end() ? *found : sources::find_source(db, *wanted);
    }
    return view;
}

web::Response member_page(Visit& visit, const MemberView& known, const std::vector<Panel>& panels) {
    auto view = known;
    if (visit.date) {  // its name, country, kind and class of that day
        std::vector<ShownMember> that_day{view.member};
        put_back(visit.db(), that_day, *visit.date);
        that_day[0].status = view.member.status;
        view.member = std::move(that_day[0]);
    }
    const auto& member = view.member;
    visit.read("member", member.id);
    for (const auto& kin : view.kin) visit.read("member", kin.other);
    for (const auto& one : view.associations) visit.read("member", one.other);
    for (const auto& substitute : view.substitutes) visit.read("person", substitute.person);
    if (member.kind == Kind::association) visit.read("member");
    visit.read("source");
    visit.read("day");  // what goes on goes on until today
    for (const auto& titular : view.titulars) visit.read("person", titular.person);
    const auto history = acts::history_of(visit.db(), acts::thing<Member>, member.id.value, history_most);
    const auto title_of_source = [&](std::int64_t number) {
        for (const auto& source : view.sources)
            if (source.id.value == number) return source.title;
        return sources::source_title(visit.db(), number);
    };
    const auto country = country_words(visit.words, member.country);
    const auto* map = map_of_country(member.country);
    const auto place = map ? country + ", " + std::string(name_of_map(*map, visit.language)) : country;
    std::vector<web::Crumb> crumbs{{std::string(visit.text("nav.members")), visit.to(web::places::members)}};
    if (map) crumbs.push_back({std::string(name_of_map(*map, visit.language)), visit.to(web::places::region(map->code))});
    crumbs.push_back({country, visit.to(web::places::members, {{"country", std::string(country_meant(member.country))}})});
    const auto& note = visit.in_language(member.note_fr, member.note_en);
    const auto kind = visit.format("members.kicker", {{"kind", acts::name_of(member.kind)}});
    return web::page(
        visit,
        {.title = member.name,
         .description = visit.format("members.member_description", {{"name", member.name}, {"country", country}}),
         .at = web::places::member(known.member.id, known.member.name),
         .current = "members",
         .breadcrumb = std::move(crumbs),
         .dated = true,
         .head = place_data(visit, member)},
        group(div(cls("intro"),
                  div(p(cls("k"), kind), h1(bdi(member.name)), own_words(visit, view), p(place),
                      when(!member.name_note.empty(),
                           [&] {
                               return p(cls("q"), visit.format("members.named_in_source", {{"name", member.name_note}}));
                           }),
                      facts_of(visit, view)),
                  locator_of(visit, member)),
              doings(visit, member.id, member.name), when(!visit.date, [&] { return no_longer_note(visit, view); }),
              when(visit.date && !attested_by(view, *visit.date),
                   [&] {
                       return div(cls("note at"), p(visit.format("members.not_attested_then", {{"date", *visit.date}})));
                   }),
              div(cls("two"), titulars_section(visit, view),
                  when(!note.empty(), [&] { return section(div(cls("hd"), h2(visit.text("members.note"))), p(note)); })),
              substitutes_part(visit, view), statuses_part(visit, view, title_of_source), facts_part(visit, view, title_of_source),
              kin_part(visit, view), associations_part(visit, view, title_of_source), contacts_part(visit, view),
              each(panels, [&](const Panel& panel) { return panel(visit, member.id); }), time_part(visit, view),
              sources_section(visit, view),
              section(div(cls("hd"), h2(visit.text("members.history")),
                          a(href(visit.to(web::places::journal, {{"thing", "member:" + std::to_string(member.id.value)}})),
                            visit.text("history.whole"))),
                      web::history_list(visit, history, title_of_source), when(std::int64_t(history.size()) == history_most, [&] {
                          return p(cls("q"), visit.format("members.history_cut", {{"count", history_most}}));
                      }))));
}

}  // namespace members
