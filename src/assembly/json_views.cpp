// Sessions and decisions, for programs.
#include "assembly/pages.h"
#include "web/api.h"
#include "web/form.h"
#include "web/json_view.h"
#include "web/places.h"

namespace assembly {
namespace {

using web::Visit;

struct SessionView {
    Id<Session> id;
    Body body{};
    std::optional<std::int64_t> number;
    NumberKnown number_known{};
    std::optional<std::string> place, country;
    Mode mode{};
    base::PartialDate date;
    std::optional<base::PartialDate> until;
    std::optional<std::string> date_words, theme_fr, theme_en, note_fr, note_en;
    sources::Translated translated{};
    sources::Confidence confidence{};
    std::vector<Id<sources::Source>> sources;
    std::vector<Id<Decision>> decisions;
    base::Id<acts::Act> changed_by;
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(SessionView, (),
                      (id, body, number, number_known, place, country, mode, date, until, date_words, theme_fr, theme_en, note_fr, note_en,
                       translated, confidence, sources, decisions, changed_by, page_fr, page_en))

struct DecisionView {
    Id<Decision> id;
    Body body{};
    base::Date date;
    std::string title;
    Subject subject{};
    std::optional<std::int64_t> subject_id;
    Result result{};
    std::optional<std::int64_t> votes_for, votes_against, abstentions;
    std::optional<Id<Session>> session;
    std::string basis;
    bool to_execute = false;
    std::optional<base::Id<acts::Act>> executed_by, annulled_by;
    std::optional<Id<Decision>> annulled_by_decision;
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(DecisionView, (),
                      (id, body, date, title, subject, subject_id, result, votes_for, votes_against, abstentions, session, basis,
                       to_execute, executed_by, annulled_by, annulled_by_decision, page_fr, page_en))

std::optional<std::string> some(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

SessionView view_of(store::Db& db, const KnownSession& session) {
    SessionView view;
    view.id = session.id, view.body = session.body;
    view.number = session.number, view.number_known = session.number_known;
    view.place = some(session.place), view.country = some(session.country), view.mode = session.mode;
    view.date = session.date, view.until = session.until, view.date_words = some(session.date_words);
    view.theme_fr = some(session.theme_fr), view.theme_en = some(session.theme_en);
    view.note_fr = some(session.note_fr), view.note_en = some(session.note_en);
    view.translated = session.translated, view.confidence = session.confidence;
    for (const auto& source : sources_of(db, session.id)) view.sources.push_back(source.id);
    for (const auto& decision : decisions_of(db, session.id)) view.decisions.push_back(decision.id);
    view.changed_by = session.changed_by;
    const auto page = address_of(session);
    view.page_fr = page.fr, view.page_en = page.en;
    return view;
}

DecisionView view_of(const KnownDecision& decision) {
    DecisionView view;
    view.id = decision.id, view.body = decision.body, view.date = decision.date, view.title = decision.title;
    view.subject = decision.subject;
    if (decision.subject_id) view.subject_id = decision.subject_id;
    view.result = decision.result;
    view.votes_for = decision.votes_for, view.votes_against = decision.votes_against, view.abstentions = decision.abstentions;
    view.session = decision.session, view.basis = decision.basis, view.to_execute = decision.to_execute();
    view.executed_by = decision.executed_by, view.annulled_by = decision.annulled_by;
    view.annulled_by_decision = decision.annulled_by_decision;
    const auto page = web::places::decision(decision.id);
    view.page_fr = page.fr, view.page_en = page.en;
    return view;
}

web::Response sessions(Visit& visit) {
    visit.read("session");
    visit.read("decision");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& session : sessions_after(visit.db(), slice.after, slice.rows(), sessions_asked(visit)))
        items.push_back({session.id.value, web::json_of(view_of(visit.db(), session))});
    return web::list_json(visit, slice, std::move(items));
}

web::Response session(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("session"));
    const auto known = number ? find_session(visit.db(), {*number}) : std::nullopt;
    if (!known) return web::error_page(visit, 404);
    visit.read("session", known->id);
    visit.read("decision");
    return web::thing_json(visit, web::json_of(view_of(visit.db(), *known)), known->changed_by);
}

web::Response decisions(Visit& visit) {
    visit.read("decision");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& decision : decisions_after(visit.db(), slice.after, slice.rows(), decisions_asked(visit)))
        items.push_back({decision.id.value, web::json_of(view_of(decision))});
    return web::list_json(visit, slice, std::move(items));
}

web::Response decision(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("decision"));
    auto known = number ? find_decision(visit.db(), {*number}) : std::nullopt;
    if (!known) return web::error_page(visit, 404);
    visit.read("decision", known->id);
    if (visit.date) put_back(visit.db(), {&*known, 1}, *visit.date);
    return web::view_json(visit, web::json_of(view_of(*known)));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    using Parameter = web::ApiParameter;
    const Parameter body{.name = "body", .kind = Parameter::Kind::choice, .choices = acts::type_of<Body>().names};
    const Parameter result{.name = "result", .kind = Parameter::Kind::choice, .choices = acts::type_of<Result>().names};
    web::add_view(router, hooks, "api.sessions", "/api/sessions",
                  {.parameters = web::slice_parameters({body}),
                   .answer = web::list_schema("Session"),
                   .schemas = {web::component<SessionView>("Session")}},
                  sessions);
    web::add_view(router, hooks, "api.session", "/api/sessions/{session}",
                  {.answer = R"({"$ref":"#/components/schemas/Session"})", .corrected = true}, session);
    web::add_view(router, hooks, "api.decisions", "/api/decisions",
                  {.parameters = web::slice_parameters({body, result}),
                   .answer = web::list_schema("Decision"),
                   .schemas = {web::component<DecisionView>("Decision")}},
                  decisions);
    web::add_view(router, hooks, "api.decision", "/api/decisions/{decision}", {.answer = R"({"$ref":"#/components/schemas/Decision"})"},
                  decision);
}

}  // namespace assembly
