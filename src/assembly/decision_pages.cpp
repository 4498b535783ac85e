// The register of decisions, and the page of one: what was decided, by how many, on what ground, and what became of it.
#include "assembly/pages.h"
#include "web/atom.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/places.h"

namespace assembly {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

constexpr std::int64_t history_most = 20;
constexpr std::string_view swapped = "results count";

std::string word(const Visit& visit, const char* key, std::string_view name) { return std::string(visit.text(key + std::string(name))); }

std::string subject_words(const Visit& visit, Subject subject) {
    return std::string(visit.text(subject == Subject::none ? "act.assembly.record_decision.subject.none"
                                                           : "choice." + std::string(acts::name_of(subject))));
}

web::List<KnownDecision> columns(const Visit* visit) {
    const auto number = [](std::string_view name, auto field) {
        return web::Column<KnownDecision>{
            {.name = name, .label = "", .shown = false}, {}, [field](const KnownDecision& d) { return web::cell(d.*field); }};
    };
    return web::List<KnownDecision>({
        {{.name = "id", .label = "decisions.column_id", .shown = false}, {}, [](const KnownDecision& d) { return Cell(d.id.value); }},
        {{"title", "decisions.decision", "", Look::name, false},
         [visit](const KnownDecision& d) { return group(decision_link(*visit, d), p(cls("q"), subject_words(*visit, d.subject))); },
         [](const KnownDecision& d) { return Cell(d.title); }},
        {{"body", "sessions.body"},
         [visit](const KnownDecision& d) { return html::text(word(*visit, "body.", acts::name_of(d.body))); },
         [](const KnownDecision& d) { return Cell(std::string(acts::name_of(d.body))); }},
        {{"date", "decisions.date"},
         [visit](const KnownDecision& d) { return html::text(visit->words.date(d.date)); },
         [](const KnownDecision& d) { return Cell(d.date); }},
        {{.name = "subject", .label = "", .shown = false},
         {},
         [](const KnownDecision& d) { return Cell(std::string(acts::name_of(d.subject))); }},
        {{"result", "decisions.result"},
         [visit](const KnownDecision& d) { return group(state_of(*visit, d), p(cls("q"), count_words(*visit, d))); },
         [](const KnownDecision& d) { return Cell(std::string(acts::name_of(d.result))); }},
        number("votes_for", &KnownDecision::votes_for),
        number("votes_against", &KnownDecision::votes_against),
        number("abstentions", &KnownDecision::abstentions),
        {{.name = "session", .label = "", .shown = false},
         {},
         [](const KnownDecision& d) { return d.session ? Cell(d.session->value) : Cell(); }},
        {{.name = "basis", .label = "", .shown = false}, {}, [](const KnownDecision& d) { return Cell(d.basis); }},
        {{.name = "executed_by_act", .label = "", .shown = false},
         {},
         [](const KnownDecision& d) { return d.executed_by ? Cell(d.executed_by->value) : Cell(); }},
        {{.name = "annulled_by_act", .label = "", .shown = false},
         {},
         [](const KnownDecision& d) { return d.annulled_by ? Cell(d.annulled_by->value) : Cell(); }},
    });
}

Node select_of(const Visit& visit, const char* name, std::string_view label_text, const char* all, std::span<const std::string_view> names,
               const char* key, std::string_view chosen) {
    return div(label(attr("for", name), label_text),
               select(id(name), attr("name", name), option(attr("value", ""), visit.text(all)), each(names, [&](std::string_view one) {
                          return option(attr("value", one), flag_when(one == chosen, "selected"), word(visit, key, one));
                      })));
}

Node filter_form(const Visit& visit, const DecisionFilter& filter) {
    return form(cls("flt"), attr("method", "get"), action(web::places::decisions.in(visit.language)), id("filter"),
                attr("data-swap", swapped), web::kept_days(visit),
                select_of(visit, "body", visit.text("sessions.body"), "filter.all_feminine", acts::type_of<Body>().names, "body.",
                          filter.body ? acts::name_of(*filter.body) : ""),
                select_of(visit, "result", visit.text("decisions.result"), "filter.all", acts::type_of<Result>().names, "result.",
                          filter.result ? acts::name_of(*filter.result) : ""),
                button(attr("type", "submit"), cls("btn"), visit.text("members.filter")));
}

Node act_link(const Visit& visit, base::Id<acts::Act> number) {
    return a(href(visit.to(web::places::act(number))), visit.format("entries.proof", {{"number", number.value}}));
}

Node row(std::string_view label, const Node& value) { return value.empty() ? Node() : div(dt(label), dd(value)); }

// The thing that the subject names, where it has a page by its number.
Node thing_link(const Visit& visit, const KnownDecision& decision) {
    const auto name =
        visit.hooks.thing_name ? visit.hooks.thing_name(visit, thing_of(decision.subject), decision.subject_id) : std::string();
    const auto to = [&](const web::Address& list, const char* kind) {
        const auto number = decision.subject == Subject::admission ? decision.subject_id / 1000 : decision.subject_id;  // of its act
        return a(href(visit.to(web::places::numbered(list, number))),
                 name.empty() ? html::text(visit.format("decisions.thing", {{"thing", visit.text(kind)}, {"number", decision.subject_id}}))
                              : bdi(name));
    };
    switch (decision.subject) {
    case Subject::admission: return to(web::places::applications, "thing.application");
    case Subject::suspension:
    case Subject::reinstatement:
    case Subject::exclusion: return to(web::places::members, "thing.member");
    case Subject::annulment: {
        const auto annulled = find_decision(visit.db(), {decision.subject_id});
        return annulled ? decision_link(visit, *annulled) : Node();
    }
    case Subject::resignation:
    case Subject::removal: return bdi(name);
    default: return {};
    }
}

// What became of it: carried out, waiting, annulled; told on the page of the annulled decision and on that of the one that annuls.
Node effect_of(const Visit& visit, const KnownDecision& decision) {
    if (decision.annulled_by) {
        const auto by = decision.annulled_by_decision ? find_decision(visit.db(), *decision.annulled_by_decision) : std::nullopt;
        return div(cls("note no"), p(strong(visit.text("decisions.annulled")), " ", by ? decision_link(visit, *by) : Node(), " ",
                                     act_link(visit, *decision.annulled_by)));
    }
    if (decision.to_execute()) return div(cls("note at"), p(visit.text("decisions.to_execute_note")));
    return {};
}

Node facts_of(const Visit& visit, const KnownDecision& decision) {
    const auto source_title = [&](std::int64_t source) { return sources::source_title(visit.db(), source); };
    const auto session = decision.session ? find_session(visit.db(), *decision.session) : std::nullopt;
    const auto count = count_words(visit, decision);
    return dl(cls("kv"), row(visit.text("decisions.date"), html::text(visit.words.date(decision.date))),
              row(visit.text("sessions.session"),
                  session ? session_link(visit, *session) : span(cls("q"), visit.text("decisions.session_unknown"))),
              row(visit.text("decisions.subject"), group(subject_words(visit, decision.subject), " ", thing_link(visit, decision))),
              row(visit.text("decisions.votes"), count.empty() ? span(cls("q"), visit.text("decisions.votes_unknown")) : html::text(count)),
              row(visit.text("journal.basis"), web::basis_link(visit, decision.basis, source_title)),
              row(visit.text("decisions.executed"), decision.executed_by ? act_link(visit, *decision.executed_by) : Node()));
}

Node adding(const Visit& visit) {
    const auto link = web::doing(visit, "assembly.record_decision", {}, "btn");
    return when(!link.empty(), [&] { return p(cls("act"), link); });
}

// The acts that a decision allows, by what it is about: their forms, with it as their basis.
std::vector<std::string_view> allowed_by(Subject subject) {
    switch (subject) {
    case Subject::election:
    case Subject::appointment: return {"bodies.open_mandate", "bodies.add_member"};
    case Subject::honour: return {"bodies.open_mandate"};
    case Subject::body:
        return {"bodies.suspend_seat", "bodies.lift_suspension", "bodies.set_size", "bodies.create", "bodies.define_office", "bodies.end"};
    case Subject::statutes: return {"bodies.set_size", "bodies.create", "bodies.define_office"};
    default: return {};
    }
}

// It is carried out, or another annuls it.
Node doings(const Visit& visit, const KnownDecision& decision) {
    if (decision.annulled_by) return {};
    const auto id = std::to_string(decision.id.value);
    Node main = decision.to_execute() ? web::doing(visit, "assembly.execute_decision", {{"decision", id}}, "btn") : Node();
    main += web::doing(visit, "assembly.record_decision",
                       {{"body", std::string(acts::name_of(decision.body))},
                        {"subject", "annulment"},
                        {"subject_id", id},
                        {"title", visit.format("decisions.annulment_of", {{"title", decision.title}})}},
                       "btn alt", visit.text("decisions.annul"));
    return when(!main.empty(), [&] { return p(cls("act"), main); });
}

// What comes next: the acts that it allows, with it as their basis.
Node allowed_part(const Visit& visit, const KnownDecision& decision) {
    Node links;
    if (decision.annulled_by || decision.result != Result::adopted) return {};
    for (const auto act : allowed_by(decision.subject)) {
        web::Parameters fields{{"basis", basis_of(decision.id)}};
        fields.add(act == "bodies.lift_suspension" ? "until" : act == "bodies.end" ? "on" : "from", decision.date.iso());
        if (act == "bodies.open_mandate") fields.add("begins", std::string(acts::name_of(decision.subject)));
        if (const auto link = web::doing(visit, act, fields); !link.empty()) links += li(link);
    }
    return when(!links.empty(), [&] { return section(div(cls("hd"), h2(visit.text("decisions.allows"))), ul(cls("ls"), links)); });
}

}  // namespace

Node decision_link(const Visit& visit, const KnownDecision& decision) {
    return a(href(visit.to(web::places::decision(decision.id))), bdi(decision.title));
}

std::string count_words(const Visit& visit, const KnownDecision& decision) {
    if (!decision.votes_for && !decision.votes_against && !decision.abstentions) return {};
    const auto of = [](const std::optional<std::int64_t>& votes) { return votes.value_or(0); };
    // Votes cast are those for and against, without abstentions.
    if (decision.votes_for && decision.votes_against)
        return visit.format("decisions.count_cast", {{"for", of(decision.votes_for)},
                                                     {"against", of(decision.votes_against)},
                                                     {"abstentions", of(decision.abstentions)},
                                                     {"cast", of(decision.votes_for) + of(decision.votes_against)}});
    return visit.format(
        "decisions.count_part",
        {{"for", of(decision.votes_for)}, {"against", of(decision.votes_against)}, {"abstentions", of(decision.abstentions)}});
}

Node state_of(const Visit& visit, const KnownDecision& decision) {
    const bool adopted = decision.result == Result::adopted;
    auto state = group(" ", span(cls(adopted ? "tag ok" : "tag no"), word(visit, "result.", acts::name_of(decision.result))));
    if (decision.annulled_by) state += group(" ", span(cls("tag no"), visit.text("decisions.annulled_tag")));
    else if (decision.to_execute()) state += group(" ", span(cls("tag at"), visit.text("decisions.to_execute")));
    else if (decision.executed_by) state += group(" ", span(cls("tag"), visit.text("decisions.executed_tag")));
    return state;
}

DecisionFilter decisions_asked(const Visit& visit) {
    const auto& query = visit.request.query;
    return {acts::named<Body>(query.value_or("body", "")), acts::named<Result>(query.value_or("result", "")), visit.date};
}

std::vector<std::string> columns_of_decisions() { return columns(nullptr).names(); }

web::Response decisions_page(Visit& visit) {
    visit.read("decision");
    const auto filter = decisions_asked(visit);
    const auto paging = web::Paging::asked(visit, count_decisions(visit.db(), filter));
    const auto rows = list_decisions(visit.db(), filter, paging.offset(), paging.rows, paging.total);
    const std::string title(visit.text("decisions.title"));
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("decisions.lead")),
         .at = web::places::decisions,
         .current = "sessions",
         .dated = true,
         .head = web::feed_link(visit, decisions_feed_at, title)},
        group(div(cls("intro"), div(h1(title), p(visit.text("decisions.lead")))), adding(visit), filter_form(visit, filter),
              div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format("decisions.count", {{"count", paging.total}})),
                  web::export_links(visit, web::places::decisions)),
              div(id("results"), attr("tabindex", "-1"),
                  rows.empty() ? p(cls("note"), visit.text("decisions.none"))
                               : group(columns(&visit).table(visit, title, rows), web::page_links(visit, paging, swapped))),
              p(cls("note"), visit.text("decisions.sessions_note"), " ",
                a(href(visit.to(web::places::sessions)), visit.text("sessions.title")))));
}

web::Response decisions_file(Visit& visit, web::Format format) {
    visit.read("decision");
    const auto filter = decisions_asked(visit);
    const auto lasting = web::kept(visit);
    return columns(lasting.get()).file(lasting, "decisions", format, [filter, offset = std::int64_t(0)](store::Db& db) mutable {
        auto rows = list_decisions(db, filter, offset, web::rows_at_once);
        offset += std::int64_t(rows.size());
        return rows;
    });
}

web::Response decision_page(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("decision"));
    auto decision = number ? find_decision(visit.db(), {*number}) : std::nullopt;
    if (!decision) return web::error_page(visit, 404);
    visit.read("decision", decision->id);
    if (visit.date) put_back(visit.db(), {&*decision, 1}, *visit.date);
    visit.read("decision");
    if (names_a_thing(decision->subject)) visit.read(thing_of(decision->subject), decision->subject_id);
    visit.read("session");
    const auto source_title = [&](std::int64_t source) { return sources::source_title(visit.db(), source); };
    return web::page(
        visit,
        {.title = decision->title,
         .description = word(visit, "body.", acts::name_of(decision->body)) + ", " + visit.words.date(decision->date),
         .at = web::places::decision(decision->id),
         .current = "sessions",
         .breadcrumb = {{std::string(visit.text("decisions.title")), visit.to(web::places::decisions)}}},
        group(div(cls("intro"), div(p(cls("k"), word(visit, "body.", acts::name_of(decision->body))), h1(bdi(decision->title)),
                                    p(state_of(visit, *decision)))),
              doings(visit, *decision), effect_of(visit, *decision), section(facts_of(visit, *decision)), allowed_part(visit, *decision),
              section(div(cls("hd"), h2(visit.text("members.history")),
                          a(href(visit.to(web::places::journal, {{"thing", "decision:" + std::to_string(decision->id.value)}})),
                            visit.text("history.whole"))),
                      web::history_list(visit, acts::history_of(visit.db(), acts::thing<Decision>, decision->id.value, history_most),
                                        source_title))));
}

}  // namespace assembly
