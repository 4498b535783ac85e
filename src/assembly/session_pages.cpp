// Sessions: the list, one session, and all of them as a calendar file.
#include "assembly/pages.h"
#include "papers/calendar.h"
#include "web/api.h"
#include "web/entries.h"
#include "web/places.h"

#include <algorithm>

namespace assembly {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

constexpr std::int64_t history_most = 20, corrections_most = 10'000;
constexpr std::string_view swapped = "results count";

std::string body_words(const Visit& visit, Body body) { return std::string(visit.text("body." + std::string(acts::name_of(body)))); }

std::string place_words(const Visit& visit, const KnownSession& session) {
    const std::string country(session.country.empty() ? std::string_view() : visit.words.country(session.country));
    const std::string online(session.mode == Mode::online ? visit.text("sessions.mode.online") : std::string_view());
    std::string all = session.place;
    for (const auto& more : {country, online})
        if (!more.empty()) all += (all.empty() ? "" : ", ") + more;
    return all;
}

web::List<KnownSession> columns(const Visit* visit) {
    const auto text = [](std::string_view name, std::string KnownSession::*field) {
        return web::Column<KnownSession>{{.name = name, .label = "", .shown = false}, {}, [field](const KnownSession& s) {
                                             return (s.*field).empty() ? Cell() : Cell(s.*field);
                                         }};
    };
    return web::List<KnownSession>({
        {{.name = "id", .label = "sessions.column_id", .shown = false}, {}, [](const KnownSession& s) { return Cell(s.id.value); }},
        {{"", "sessions.session", "", Look::name, false},
         [visit](const KnownSession& s) {
             return group(session_link(*visit, s), when(!s.country.empty(), [&] { return p(cls("q"), visit->words.country(s.country)); }));
         },
         {}},
        {{.name = "body", .label = "sessions.body", .shown = false},
         {},
         [](const KnownSession& s) { return Cell(std::string(acts::name_of(s.body))); }},
        {{.name = "number", .label = "sessions.number", .shown = false}, {}, [](const KnownSession& s) { return web::cell(s.number); }},
        {{.name = "number_known", .label = "", .shown = false},
         {},
         [](const KnownSession& s) { return Cell(std::string(acts::name_of(s.number_known))); }},
        {{.name = "place", .label = "sessions.place", .shown = false},
         {},
         [](const KnownSession& s) { return s.place.empty() ? Cell() : Cell(s.place); }},
        text("country", &KnownSession::country),
        {{.name = "mode", .label = "", .shown = false}, {}, [](const KnownSession& s) { return Cell(std::string(acts::name_of(s.mode))); }},
        {{"date", "sessions.dates"},
         [visit](const KnownSession& s) { return html::text(days_words(*visit, s)); },
         [](const KnownSession& s) { return Cell(s.date.edtf()); }},
        {{.name = "until", .label = "", .shown = false}, {}, [](const KnownSession& s) { return web::cell(s.until); }},
        text("date_words", &KnownSession::date_words),
        {{"", "sessions.theme"}, [visit](const KnownSession& s) { return html::text(visit->in_language(s.theme_fr, s.theme_en)); }, {}},
        text("theme_fr", &KnownSession::theme_fr),
        text("theme_en", &KnownSession::theme_en),
        text("note_fr", &KnownSession::note_fr),
        text("note_en", &KnownSession::note_en),
        {{.name = "confidence", .label = "", .shown = false},
         {},
         [](const KnownSession& s) { return Cell(std::string(acts::name_of(s.confidence))); }},
        {{.name = "changed_by_act", .label = "", .shown = false}, {}, [](const KnownSession& s) { return Cell(s.changed_by.value); }},
    });
}

Node row(std::string_view label, const Node& value) { return value.empty() ? Node() : div(dt(label), dd(value)); }

// What no source says is said so.
Node facts_of(const Visit& visit, const KnownSession& session) {
    const auto unknown = span(cls("q"), visit.text("sessions.unknown"));
    Node number = unknown;
    if (session.number)
        number = group(bdi(visit.words.number(*session.number)), when(session.number_known == NumberKnown::inferred, [&] {
                           return group(" ", span(cls("tag at"), visit.text("sessions.number_inferred")));
                       }));
    const auto place = place_words(visit, session);
    auto days = days_words(visit, session);
    if (!session.date_words.empty()) days += " (" + session.date_words + ")";
    const auto& theme = visit.in_language(session.theme_fr, session.theme_en);
    return dl(
        cls("meta"), row(visit.text("sessions.number"), number), row(visit.text("sessions.place"), place.empty() ? unknown : bdi(place)),
        row(visit.text("sessions.mode"), session.mode == Mode::not_stated
                                             ? Node()
                                             : html::text(visit.text("sessions.mode_is." + std::string(acts::name_of(session.mode))))),
        row(visit.text("sessions.dates"), html::text(days)), row(visit.text("sessions.theme"), theme.empty() ? unknown : bdi(theme)),
        row(visit.text("facts.confidence"), html::text(visit.text("facts.confidence." + std::string(acts::name_of(session.confidence))))));
}

Node decisions_part(Visit& visit, const KnownSession& session) {
    const auto decisions = decisions_of(visit.db(), session.id);
    const auto& note = visit.in_language(session.note_fr, session.note_en);
    const auto remark = when(!note.empty(), [&] {
        return section(div(cls("hd"), h2(visit.text("sessions.remark"))), p(bdi(note)), p(cls("q"), visit.text("sessions.note_is")));
    });
    if (decisions.empty() && !note.empty()) return remark;
    return group(remark, section(div(cls("hd"), h2(visit.text("sessions.decisions"))),
                                 decisions.empty() ? p(visit.text("sessions.no_decision"))
                                                   : ul(cls("ls"), each(decisions, [&](const KnownDecision& decision) {
                                                            return li(decision_link(visit, decision), state_of(visit, decision),
                                                                      p(cls("q"), visit.words.date(decision.date)));
                                                        }))));
}

Node doings(const Visit& visit, const KnownSession& session) {
    const auto id = std::to_string(session.id.value), body = std::string(acts::name_of(session.body));
    web::Parameters decided{{"session", id}, {"body", body}};
    if (session.date.whole_day()) decided.add("date", session.date.earliest()->iso());
    const auto main = group(web::doing(visit, "assembly.record_decision", decided, "btn"),
                            web::doing(visit, "assembly.correct_session", {{"session", id}}, "btn alt"));
    return when(!main.empty(), [&] { return p(cls("act"), main); });
}

Node filter_form(const Visit& visit, const SessionFilter& filter) {
    const auto options = each(acts::type_of<Body>().names, [&](std::string_view name) {
        return option(attr("value", name), flag_when(filter.body && acts::name_of(*filter.body) == name, "selected"),
                      visit.text("body." + std::string(name)));
    });
    return form(cls("flt"), attr("method", "get"), action(web::places::sessions.in(visit.language)), id("filter"),
                attr("data-swap", swapped), web::kept_days(visit),
                div(cls("g"), label(attr("for", "body"), visit.text("sessions.body")),
                    select(id("body"), attr("name", "body"), option(attr("value", ""), visit.text("filter.all_feminine")), options)),
                button(attr("type", "submit"), cls("btn"), visit.text("members.filter")));
}

base::Date last_day(const KnownSession& session) {
    return session.until && session.until->whole_day() ? *session.until->latest() : *session.date.latest();
}

// RFC 5545 §3.8.7.4: a sequence begins at 0 and grows with each revision.
std::int32_t corrections_of(store::Db& db, const KnownSession& session) {
    const auto acts = acts::history_of(db, acts::thing<Session>, session.id.value, corrections_most);
    return std::int32_t(std::ranges::count(acts, "assembly.correct_session", &acts::EntryLine::act));
}

// Only what is dated to the day is put on one; and the day after the last is written, so that the last of all days has no place.
bool stands_in_calendar(const KnownSession& session) { return session.date.whole_day() && last_day(session) < base::Date{9999, 12, 31}; }

// Of the sessions that the list shows.
Node calendar_link(const Visit& visit, const SessionFilter& filter) {
    web::Parameters query;
    if (filter.body) query.add("body", std::string(acts::name_of(*filter.body)));
    return p(cls("ex"), a(href(visit.to(calendar_at, query)), visit.text("sessions.calendar")));
}

Node adding(const Visit& visit, const SessionFilter& filter) {
    const web::Parameters of = filter.body ? web::Parameters{{"body", std::string(acts::name_of(*filter.body))}} : web::Parameters{};
    const auto main =
        group(web::doing(visit, "assembly.record_session", of, "btn"), web::doing(visit, "assembly.record_decision", of, "btn alt"));
    return when(!main.empty(), [&] { return p(cls("act"), main); });
}

}  // namespace

std::string title_of(const Visit& visit, const KnownSession& session) {
    const auto key = "sessions.title." + std::string(acts::name_of(session.body));
    auto title = session.number ? visit.format(key + ".numbered", {{"number", *session.number}}) : std::string(visit.text(key));
    if (!session.place.empty()) title += ", " + session.place;
    else if (session.mode == Mode::online) title += ", " + std::string(visit.text("sessions.mode.online"));
    return title;
}

namespace {

// « du 3 au 6 novembre 2014 », « du 29 septembre au 2 octobre 2015 »: what both days share is said once, at the end, in both languages.
std::string without_shared_end(const std::string& first, std::size_t shared_words) {
    auto end = first.size();
    for (std::size_t i = 0; i < shared_words && end != std::string::npos; ++i) end = first.rfind(' ', end - 1);
    return end == std::string::npos ? first : first.substr(0, end);
}

}  // namespace

std::string days_words(const Visit& visit, const KnownSession& session) {
    auto first = visit.words.partial_date(session.date);
    if (!session.until) return first;
    if (session.date.whole_day() && session.until->whole_day()) {
        const auto from = *session.date.earliest(), to = *session.until->earliest();
        if (from.year == to.year) first = without_shared_end(first, from.month == to.month ? 2 : 1);
    }
    return visit.format("sessions.from_to", {{"from", first}, {"to", visit.words.partial_date(*session.until)}});
}

web::Address address_of(const KnownSession& session) {
    const auto year = session.date.earliest() ? session.date.earliest() : session.date.latest();
    const auto slug = base::slug((session.body == Body::bureau ? "bureau " : "assemblee generale ") + session.place +
                                 (year ? " " + std::to_string(year->year) : std::string()));
    return web::places::sessions / (std::to_string(session.id.value) + "-" + slug);
}

Node session_link(const Visit& visit, const KnownSession& session) {
    return a(href(visit.to(address_of(session))), bdi(title_of(visit, session)));
}

std::vector<std::string> columns_of_sessions() { return columns(nullptr).names(); }

SessionFilter sessions_asked(const Visit& visit) { return {acts::named<Body>(visit.request.query.value_or("body", "")), visit.date}; }

web::Response sessions_page(Visit& visit) {
    visit.read("session");
    const auto filter = sessions_asked(visit);
    const auto paging = web::Paging::asked(visit, count_sessions(visit.db(), filter));
    const auto rows = list_sessions(visit.db(), filter, paging.offset(), paging.rows);
    const std::string title(visit.text("sessions.title"));
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("sessions.lead")),
         .at = web::places::sessions,
         .current = "sessions",
         .dated = true},
        group(div(cls("intro"), div(h1(title), p(visit.text("sessions.lead")))), adding(visit, filter), filter_form(visit, filter),
              div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format("sessions.count", {{"count", paging.total}})),
                  web::export_links(visit, web::places::sessions)),
              div(id("results"), attr("tabindex", "-1"),
                  rows.empty() ? p(cls("note"), visit.text("sessions.none"))
                               : group(columns(&visit).table(visit, title, rows), web::page_links(visit, paging, swapped))),
              when(std::ranges::any_of(rows, stands_in_calendar), [&] { return calendar_link(visit, filter); })));
}

web::Response sessions_file(Visit& visit, web::Format format) {
    visit.read("session");
    const auto filter = sessions_asked(visit);
    const auto lasting = web::kept(visit);
    return columns(lasting.get())
        .file(lasting, visit.language == base::Language::fr ? "seances" : "sessions", format,
              [filter, offset = std::int64_t(0)](store::Db& db) mutable {
                  auto rows = list_sessions(db, filter, offset, web::rows_at_once);
                  offset += std::int64_t(rows.size());
                  return rows;
              });
}

web::Response session_page(Visit& visit, const KnownSession& session) {
    visit.read("session", session.id);
    visit.read("source");
    visit.read("decision");
    const auto sources = sources_of(visit.db(), session.id);
    const auto title = title_of(visit, session);
    const auto by_title = [&](std::int64_t number) {
        const auto found = std::ranges::find(sources, number, [](const sources::ShownSource& one) { return one.id.value; });
        return found == sources.end() ? std::string() : found->title;
    };
    return web::page(
        visit,
        {.title = title,
         .description = title + ", " + days_words(visit, session),
         .at = address_of(session),
         .current = "sessions",
         .breadcrumb = {{std::string(visit.text("sessions.title")), visit.to(web::places::sessions)},
                        {body_words(visit, session.body),
                         visit.to(web::places::sessions, {{"body", std::string(acts::name_of(session.body))}})}},
         .dated = true,
         .head = event_data(visit, session)},
        group(div(cls("intro"), div(p(cls("k"), body_words(visit, session.body)), h1(bdi(title)), facts_of(visit, session))),
              doings(visit, session), decisions_part(visit, session), div(cls("note"), p(visit.text("sessions.not_known"))),
              section(div(cls("hd"), h2(visit.text("members.sources"))),
                      ul(cls("ls"), each(sources,
                                         [&](const sources::ShownSource& source) {
                                             return li(a(href(visit.to(web::places::source(source.id))), source.title),
                                                       p(cls("q"), source.publisher, source.publisher.empty() || !source.read ? "" : " – ",
                                                         source.read ? visit.format("sources.read_on", {{"date", *source.read}})
                                                                     : std::string()));
                                         }))),
              section(
                  div(cls("hd"), h2(visit.text("members.history")),
                      a(href(visit.to(web::places::journal, {{"thing", "session:" + std::to_string(session.id.value)}})),
                        visit.text("history.whole"))),
                  web::history_list(visit, acts::history_of(visit.db(), acts::thing<Session>, session.id.value, history_most), by_title))));
}

Node sessions_citing_panel(Visit& visit, Id<sources::Source> source) {
    visit.read("session");
    const auto sessions = sessions_of_source(visit.db(), source);
    return when(!sessions.empty(), [&] {
        return section(div(cls("hd"), h2(visit.text("sessions.told_by_source"))),
                       ul(cls("ls"), each(sessions, [&](const KnownSession& session) {
                              return li(session_link(visit, session), span(cls("q"), days_words(visit, session)));
                          })));
    });
}

// Without an event it would be no calendar (RFC 5545 §3.6).
web::Response sessions_calendar(Visit& visit) {
    // A file of what was not asked is none.
    if (const auto body = visit.request.query.value_or("body", ""); !body.empty() && !acts::named<Body>(body))
        return web::wrong_problem(visit.words, {{"body", "choice", {}}}, 400);
    visit.read("session");
    const auto filter = sessions_asked(visit);
    papers::Calendar calendar;
    calendar.name = filter.body ? body_words(visit, *filter.body) : std::string(visit.text("sessions.title"));
    const auto scheme = visit.hooks.origin.find("://");
    const auto host = scheme == std::string::npos ? std::string("localhost") : visit.hooks.origin.substr(scheme + 3);
    const auto domain = host.substr(0, host.find(':'));
    for (const auto& session : list_sessions(visit.db(), filter, 0, std::int64_t(papers::calendar_events_max))) {
        if (!stands_in_calendar(session)) continue;
        papers::Event event;
        event.uid = "session-" + std::to_string(session.id.value) + "@" + domain;
        event.stamp_us = session.stamp_us;
        event.sequence = corrections_of(visit.db(), session);
        event.when = papers::AllDay{*session.date.earliest(), last_day(session)};
        event.summary = title_of(visit, session);
        event.location = place_words(visit, session);
        event.description = visit.in_language(session.theme_fr, session.theme_en);
        if (!visit.hooks.origin.empty()) event.url = visit.hooks.origin + address_of(session).in(visit.language);
        calendar.events.push_back(std::move(event));
    }
    if (calendar.events.empty()) return web::error_page(visit, 404);
    const auto bytes = papers::write_calendar(calendar);
    if (!bytes) return web::error_page(visit, 500);
    auto response = web::Response::text(*bytes);
    response.media_type = "text/calendar; charset=utf-8";
    response.headers.add("Content-Disposition", visit.language == base::Language::fr ? R"(attachment; filename="seances.ics")"
                                                                                     : R"(attachment; filename="sessions.ics")");
    if (!visit.visitor.signed_in()) {
        response.keeping = web::Keeping::page;
        response.topics = visit.topics;
    }
    return response;
}

}  // namespace assembly
