// The pages of one body: what it is for, the rules in force and who sits in it on a day; and all its mandates over time.
#include "assembly/assembly.h"
#include "bodies/page_parts.h"
#include "statutes/statutes.h"
#include "web/form.h"
#include "web/places.h"

#include <algorithm>
#include <ranges>

namespace bodies {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t history_most = 5, mandates_most = 500, attestations_most = 500;
constexpr std::int64_t decisions_most = 10;

Node part(std::string_view title, const Node& content) {
    return when(!content.empty(), [&] { return section(div(cls("hd"), h2(title)), content); });
}

template <class... Parts>
Node fact(std::string_view label, const Parts&... value) {
    return div(dt(label), dd(value...));
}

// What is asked of the store: of time_page no more than its lines.
struct BodyView {
    ShownBody body;
    Known known;
    std::vector<ShownMandate> mandates;  // over time
    std::vector<ShownResignation> resignations;
    std::vector<ShownSuspension> suspensions;
    std::vector<ShownBelonging> belongings;
    std::vector<statutes::RuleValue> rules;  // in force that day
    std::vector<Id<Attestation>> disputed;
};

std::string_view rules_of(BodyKind kind) {
    return kind == BodyKind::bureau ? "bureau." : kind == BodyKind::general_assembly ? "general_assembly." : "body.";
}

BodyView lines_view(const Visit& visit, ShownBody body) {
    auto& db = visit.db();
    const auto id = body.id;
    BodyView view{std::move(body), {}, {}, {}, {}, {}, {}, {}};
    view.known = {offices_of(db, id), seat_counts_of(db, id), {}, attestations_of(db, id, attestations_most)};
    view.mandates = mandates_of(db, id, mandates_most);
    view.resignations = resignations_of(db, id);
    view.disputed = disputed(view.known.offices, view.known.counts, view.known.attestations);
    return view;
}

BodyView view_of(const Visit& visit, ShownBody body) {
    auto& db = visit.db();
    auto view = lines_view(visit, std::move(body));
    view.known.mandates = mandates_on(db, view.body.id, visit.on());
    view.suspensions = suspensions_of(db, view.body.id);
    view.belongings = belongings_of(db, view.body.id);
    for (auto& rule : statutes::all_rules(db))
        if (rule.rule.starts_with(rules_of(view.body.kind)) && rule.held.contains(visit.on())) view.rules.push_back(std::move(rule));
    return view;
}

std::optional<std::int64_t> term_of(const BodyView& view) {
    for (const auto& rule : view.rules)
        if (rule.rule == statutes::bureau_term_years) return rule.value;
    return {};
}

bool suspended_on(const BodyView& view, const std::optional<Id<Member>>& member, base::Date day) {
    return member && std::ranges::any_of(view.suspensions, [&](const ShownSuspension& suspension) {
               return suspension.member == *member && standing_on(day, suspension.from, suspension.until) == Standing::certain;
           });
}

Record record_of(const BodyView& view, const ShownMandate& mandate, const ShownOffice& office) {
    Record record{.mandate = mandate, .office = office, .body_fr = view.body.name_fr, .body_en = view.body.name_en};
    for (const auto& next : view.mandates)
        if (next.replaces == mandate.id && next.begins != Beginning::interim) record.replaced_by = next.name.value_or("");
    for (const auto& resignation : view.resignations)
        if (resignation.mandate == mandate.id) record.resignations.push_back(resignation);
    return record;
}

Record record_of(const BodyView& view, const ShownAttestation& attestation, const ShownOffice& office) {
    return {.attestation = attestation,
            .office = office,
            .body_fr = view.body.name_fr,
            .body_en = view.body.name_en,
            .disputed = std::ranges::find(view.disputed, attestation.id) != view.disputed.end()};
}

struct Sitting {
    std::vector<Record> seats, honoured;
    std::vector<Record> left;          // who was the last in an office that nobody is attested in since
    std::vector<std::string> unknown;  // offices of which nothing says who holds them
    // Seats that nobody is known to hold, of offices whose mandates are kept here by then.
    std::vector<std::pair<std::string, std::int64_t>> vacant;
};

Sitting sitting_on(const BodyView& view, base::Date day, base::Language language) {
    Sitting sitting;
    for (const auto& office : offices_on(day, view.known, term_of(view))) {
        std::int64_t taken = 0;
        for (const auto& seat : office.held) {
            auto record =
                seat.mandate ? record_of(view, *seat.mandate, *office.office) : record_of(view, *seat.attestation, *office.office);
            record.telling = seat.telling;
            if (seat.telling == Telling::last_attested && seat.attestation->until) {  // the source says until when: not since
                sitting.left.push_back(std::move(record));
                continue;
            }
            record.suspended = suspended_on(view, record.member(), day);
            if (!seat.mandate || seat.mandate->begins != Beginning::interim) ++taken;
            (office.office->way == Way::honorary ? sitting.honoured : sitting.seats).push_back(std::move(record));
        }
        if (office.office->way == Way::honorary) continue;
        // Before the first mandate that is kept, nobody knows who else sat.
        const bool kept = std::ranges::any_of(view.mandates, [&](const ShownMandate& one) {
            return one.office == office.office->id && one.from.earliest().value_or(one.from.latest().value_or(day)) <= day;
        });
        if (kept && office.seats && taken < *office.seats)
            sitting.vacant.emplace_back(office.office->name(language), *office.seats - taken);
        else if (office.held.empty()) sitting.unknown.push_back(office.office->name(language));
    }
    return sitting;
}

// ---- the head ----

Node size_words(const Visit& visit, const BodyView& view) {
    const ShownSeatCount* found = nullptr;
    for (const auto& count : view.known.counts)
        if (!count.office && (!count.first_day() || *count.first_day() <= visit.on())) found = &count;
    if (!found) return span(cls("q"), visit.text("members.not_stated"));
    return group(span(cls("n"), visit.words.number(found->seats)), " ",
                 span(cls("q"), visit.format(found->attested() ? "bodies.size_attested" : "bodies.size_since", {{"date", found->from}})));
}

Node head_facts(const Visit& visit, const BodyView& view) {
    const auto not_known = span(cls("q"), visit.text("members.not_stated"));
    const auto& body = view.body;
    Node facts = fact(visit.text("bodies.created"), body.created ? html::text(visit.words.partial_date(*body.created)) : not_known);
    if (body.ended) facts += fact(visit.text("bodies.ended"), visit.words.date(*body.ended));
    if (body.kind == BodyKind::bureau) facts += fact(visit.text("bodies.seats"), size_words(visit, view));
    for (const auto& belonging : view.belongings)
        if (belonging.part == Part::relay && standing_on(visit.on(), belonging.from, belonging.until) == Standing::certain)
            facts += fact(visit.text("choice.relay"),
                          a(href(web::places::to_member(visit, belonging.member, belonging.member_name)), bdi(belonging.member_name)));
    if (body.kind == BodyKind::bureau || body.kind == BodyKind::general_assembly)
        facts += fact(visit.text("bodies.next_meeting"), span(cls("q"), visit.text("bodies.no_meeting")));
    return dl(cls("meta"), facts);
}

Node rules_part(const Visit& visit, const BodyView& view) {
    if (view.body.kind != BodyKind::bureau && view.body.kind != BodyKind::general_assembly) return {};
    const auto link = a(href(visit.to(web::places::rules)), visit.text("nav.rules"));
    const auto row = [&](const statutes::RuleValue& rule) {
        const auto key = "rule." + rule.rule;
        return li(span(visit.words.has(key) ? visit.text(key) : std::string_view(rule.rule)),
                  span(cls("n"), visit.words.number(rule.value)), p(cls("q"), visit.in_language(rule.article_fr, rule.article_en)));
    };
    return section(div(cls("hd"), h2(visit.text("bodies.rules")), link),
                   view.rules.empty() ? p(visit.text("bodies.no_rules")) : ul(cls("ls"), each(view.rules, row)));
}

// ---- who sits ----

Node seats_part(const Visit& visit, const BodyView& view, const Sitting& sitting, const web::SourceTitle& title) {
    const auto heading =
        visit.date ? visit.format("bodies.sitting_on", {{"date", *visit.date}}) : std::string(visit.text("bodies.sitting"));
    Node remarks;
    for (const auto& [office, seats] : sitting.vacant) remarks += li(visit.format("bodies.vacant", {{"office", office}, {"seats", seats}}));
    for (const auto& last : sitting.left)
        remarks += li(visit.format(
            "bodies.office_left",
            {{"office", last.office.name(visit.language)}, {"name", holder_of(visit, last)}, {"until", *last.attestation->until}}));
    if (!sitting.unknown.empty()) remarks += li(visit.format("bodies.offices_unknown", {{"offices", visit.words.list(sitting.unknown)}}));
    if (const auto size = size_on(sizes_of(view.known.counts, {}), visit.on())) {
        const auto shown = std::int64_t(std::ranges::count_if(sitting.seats, [](const Record& record) {
            return (record.office.way == Way::elected || record.office.way == Way::appointed) &&
                   (!record.mandate || record.mandate->begins != Beginning::interim);
        }));
        if (shown < size->seats) remarks += li(visit.format("bodies.seats_unknown", {{"seats", size->seats}, {"shown", shown}}));
    }
    const bool assembly = view.body.kind == BodyKind::general_assembly;
    Node table = !sitting.seats.empty() ? record_columns(&visit, title).table(visit, heading, sitting.seats)
                 : assembly             ? Node()
                                        : p(visit.text("bodies.nobody_known"));
    if (assembly)
        table =
            group(p(visit.text("bodies.all_members_sit"), " ", a(href(visit.to(web::places::members)), visit.text("bodies.members_then"))),
                  table);
    return section(div(cls("hd"), h2(heading),
                       a(href(visit.to({web::places::bodies.fr + ".csv", web::places::bodies.en + ".csv"},
                                       {{"body", std::to_string(view.body.id.value)}})),
                         "CSV")),
                   table, when(!remarks.empty(), [&] { return ul(cls("q"), remarks); }));
}

Node suspensions_part(const Visit& visit, const BodyView& view, const web::SourceTitle& title) {
    Node rows;
    for (const auto& suspension : view.suspensions) {
        if (suspension.from.earliest() && *suspension.from.earliest() > visit.on()) continue;
        const bool over = suspension.until && standing_on(visit.on(), suspension.from, suspension.until) == Standing::over;
        const auto link = a(href(web::places::to_member(visit, suspension.member, suspension.member_name)), bdi(suspension.member_name));
        const auto& note = visit.in_language(suspension.note_fr, suspension.note_en);
        rows += li(link, span(cls("q"), suspension_words(visit, suspension, over)),
                   p(cls("q"), note, note.empty() ? "" : " ", decision_ground(visit, suspension.basis, title)),
                   when(over && !suspension.lifted_basis.empty(),
                        [&] {
                            return p(cls("q"), visit.text("bodies.lifted_on_basis"), " ",
                                     decision_ground(visit, suspension.lifted_basis, title));
                        }),
                   suspension_doing(visit, suspension));
    }
    return part(visit.text("bodies.suspensions"), when(!rows.empty(), [&] { return ul(cls("ls"), rows); }));
}

Node members_part(const Visit& visit, const BodyView& view, const web::SourceTitle& title) {
    Node rows;
    for (const auto& belonging : view.belongings) {
        const auto standing = standing_on(visit.on(), belonging.from, belonging.until);
        if (standing != Standing::certain && standing != Standing::possible) continue;
        rows += li(a(href(web::places::to_member(visit, belonging.member, belonging.member_name)), bdi(belonging.member_name)),
                   span(cls("q"), belonging.part == Part::relay ? std::string(visit.text("choice.relay")) + ", " : std::string(),
                        visit.format("bodies.since", {{"from", belonging.from}})),
                   p(cls("q"), web::basis_link(visit, belonging.basis, title)), belonging_doing(visit, belonging));
    }
    const auto kind = view.body.kind;
    if (kind != BodyKind::commission && kind != BodyKind::advocacy_group && kind != BodyKind::jury) return {};
    return part(visit.text("bodies.members"), rows.empty() ? p(visit.text("bodies.no_member")) : ul(cls("ls"), rows));
}

Node honoured_part(const Visit& visit, const Sitting& sitting, const web::SourceTitle& title) {
    return part(visit.text("bodies.honoured"), when(!sitting.honoured.empty(), [&] {
                    return ul(cls("ls"), each(sitting.honoured, [&](const Record& record) {
                                  return li(bdi(holder_of(visit, record)),
                                            span(cls("q"), visit.format(record.mandate ? "bodies.since" : "bodies.attested_on",
                                                                        {{record.mandate ? "from" : "date", record.from()}})),
                                            p(cls("q"), web::basis_link(visit, record.basis(), title)), record_doings(visit, record));
                              }));
                }));
}

// ---- over time ----

// A mandate or an attestation.
struct Line {
    base::Date day;
    const ShownMandate* mandate = nullptr;
    const ShownAttestation* attestation = nullptr;
};

// Newest first, as far as it had begun.
std::vector<Line> lines_of(const Visit& visit, const BodyView& view) {
    std::vector<Line> lines;
    const auto add = [&](const PartialDate& from, const ShownMandate* mandate, const ShownAttestation* attestation) {
        const auto day = from.earliest();
        if (!day || *day <= visit.on()) lines.push_back({day.value_or(base::Date{}), mandate, attestation});
    };
    for (const auto& mandate : view.mandates) add(mandate.from, &mandate, nullptr);
    for (const auto& attestation : view.known.attestations) add(attestation.from, nullptr, &attestation);
    std::ranges::stable_sort(lines, std::greater(), &Line::day);
    return lines;
}

Record record_of(const BodyView& view, const Line& line) {
    const auto id = line.mandate ? line.mandate->office : line.attestation->office;
    const auto& office = *std::ranges::find(view.known.offices, id, &ShownOffice::id);
    return line.mandate ? record_of(view, *line.mandate, office) : record_of(view, *line.attestation, office);
}

Node time_part(const Visit& visit, const BodyView& view) {
    if (view.mandates.empty() && view.known.attestations.empty()) return {};
    return section(
        div(cls("hd"), h2(visit.text("bodies.over_time")), a(href(visit.to(time_of(view.body))), visit.text("bodies.over_time_whole"))),
        p(visit.text("bodies.over_time_lead")));
}

Node decisions_part(Visit& visit, const BodyView& view) {
    if (view.body.kind != BodyKind::bureau && view.body.kind != BodyKind::general_assembly) return {};
    visit.read("decision");
    const auto wanted = view.body.kind == BodyKind::bureau ? assembly::Body::bureau : assembly::Body::general_assembly;
    const auto decisions = assembly::list_decisions(visit.db(), {.body = wanted, .on = visit.on()}, 0, decisions_most);
    const auto row = [&](const assembly::KnownDecision& one) {
        return li(a(href(visit.to(web::places::decision(one.id))), one.title), span(cls("q"), visit.words.date(one.date)),
                  p(cls("q"), visit.text("choice." + std::string(acts::name_of(one.result)))));
    };
    return part(visit.text("bodies.decisions"),
                decisions.empty() ? p(visit.text("bodies.no_decisions")) : ul(cls("ls"), each(decisions, row)));
}

}  // namespace

namespace {

// The body the address names; otherwise the answer that says so, or where it is.
std::expected<ShownBody, web::Response> asked_body(Visit& visit, web::Address (*address)(const ShownBody&)) {
    const auto asked = visit.request.at("body");
    const auto number = web::whole_number(asked.substr(0, asked.find('-')));
    auto found = number ? find_body(visit.db(), {*number}) : std::nullopt;
    if (!found) return std::unexpected(web::error_page(visit, 404));
    if (const auto at = address(*found); at.in(visit.language) != visit.request.path)
        return std::unexpected(web::Response::redirect(visit.to(at), 301));
    visit.read("body", found->id);
    visit.read("source");
    visit.read("day");
    return std::move(*found);
}

}  // namespace

web::Response time_page(Visit& visit) {
    auto found = asked_body(visit, time_of);
    if (!found) return std::move(found.error());
    const auto view = lines_view(visit, std::move(*found));
    const auto lines = lines_of(visit, view);
    const auto paging = web::Paging::asked(visit, std::int64_t(lines.size()));
    std::vector<Record> records;
    for (const auto& line : lines | std::views::drop(paging.offset()) | std::views::take(paging.rows))
        records.push_back(record_of(view, line));
    read_people(visit, records);
    SourceTitles titles(visit);
    const auto& name = view.body.name(visit.language);
    const auto title = visit.format("bodies.over_time_title", {{"name", name}});
    const auto table = record_columns(&visit, [&titles](std::int64_t source) { return titles(source); }).table(visit, title, records);
    return web::page(visit,
                     {.title = title,
                      .description = std::string(visit.text("bodies.over_time_lead")),
                      .at = time_of(view.body),
                      .current = "bodies",
                      .breadcrumb = {{std::string(visit.text("nav.bodies")), visit.to(web::places::bodies)},
                                     {name, visit.to(address_of(view.body))},
                                     {std::string(visit.text("bodies.over_time")), ""}},
                      .dated = true},
                     group(div(cls("intro"), div(h1(title), p(visit.text("bodies.over_time_lead")))),
                           records.empty() ? p(cls("note"), visit.text("bodies.nobody_known"))
                                           : section(timeline_part(visit, view.body, records), table, web::page_links(visit, paging, ""))));
}

web::Response body_page(Visit& visit) {
    auto found = asked_body(visit, address_of);
    if (!found) return std::move(found.error());
    visit.read("rule");
    const auto view = view_of(visit, std::move(*found));
    const auto sitting = sitting_on(view, visit.on(), visit.language);
    read_people(visit, sitting.seats);
    SourceTitles titles(visit);
    const web::SourceTitle title = [&titles](std::int64_t source) { return titles(source); };
    const auto& body = view.body;
    const auto& name = body.name(visit.language);
    const auto address = address_of(body);
    const auto& purpose = visit.in_language(body.purpose_fr, body.purpose_en);
    const auto history = acts::history_of(visit.db(), acts::thing<Body>, body.id.value, history_most);
    const auto kicker = visit.text("choice." + std::string(acts::name_of(body.kind)));
    return web::page(
        visit,
        {.title = name,
         .description = purpose.empty() ? name : purpose,
         .at = address,
         .current = "bodies",
         .breadcrumb = {{std::string(visit.text("nav.bodies")), visit.to(web::places::bodies)}},
         .dated = true},
        group(div(cls("intro"), div(name == kicker ? Node() : p(cls("k"), kicker), h1(name), p(purpose), head_facts(visit, view))),
              body_doings(visit, body), office_doings(visit, view.known.offices),
              when(!body.stands_on(visit.on()), [&] { return div(cls("note at"), p(visit.text("bodies.not_then"))); }),
              seats_part(visit, view, sitting, title), members_part(visit, view, title), suspensions_part(visit, view, title),
              body.kind == BodyKind::general_assembly ? Node() : composition_part(visit, sitting.seats, view.known.counts),
              rules_part(visit, view), time_part(visit, view), honoured_part(visit, sitting, title), decisions_part(visit, view),
              section(div(cls("hd"), h2(visit.text("members.history")),
                          a(href(visit.to(web::places::journal, {{"thing", "body:" + std::to_string(body.id.value)}})),
                            visit.text("history.whole"))),
                      web::history_list(visit, history, title))));
}

}  // namespace bodies
