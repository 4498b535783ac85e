#include "mail/pages.h"

#include "web/chart.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/places.h"
#include "web/plain_form.h"
#include "web/table.h"

namespace mail {
namespace {

using namespace html;
using web::Response, web::Visit;
using Look = web::Heading::Look;

constexpr std::size_t again_bytes_max = 4'096;

std::string_view tag_of(State state) {
    switch (state) {
    case State::accepted: return "tag ok";
    case State::waiting:
    case State::sending: return "tag";
    case State::unknown: return "tag at";
    case State::erased: return "tag nt";
    default: return "tag no";
    }
}

std::string template_label(const Visit& visit, const std::string& name) {
    const auto key = "mail." + name + ".label";
    return visit.words.has(key) ? std::string(visit.text(key)) : name;
}

std::string state_word(const Visit& visit, State state) {
    return std::string(visit.text("mail.state." + std::string(acts::name_of(state))));
}

// What is known of a message beside its state: when, and the server's words.
Node details_of(const Visit& visit, const MessageLine& line) {
    Node all;
    if (line.at_us) all += p(cls("q"), visit.words.datetime(*line.at_us, visit.facts.zone));
    if (line.next_us && *line.next_us > 0)
        all += p(cls("q"), visit.format("mail.next_try",
                                        {{"attempts", line.attempts}, {"time", visit.words.datetime(*line.next_us, visit.facts.zone)}}));
    if (!line.reply.empty()) all += p(cls("q"), code(line.reply));
    return all;
}

Node again_form(const Visit& visit, const web::Address& at, const MessageLine& line) {
    if (line.again) return p(cls("q"), visit.text("mail.sent_again"));
    if (!line.may_send_again()) return {};
    return form(attr("method", "post"), action(at.in(visit.language)), token_field(visit.visitor),
                input(attr("type", "hidden"), attr("name", "message"), attr("value", line.id.value)),
                button(attr("type", "submit"), cls("lk"), visit.text("mail.send_again"), span(cls("vh"), " ", line.name.value_or(""))));
}

web::List<MessageLine> columns(const Visit* visit, const web::Address* at) {
    return web::List<MessageLine>({
        {{"person", "", "", Look::text, true, false}, {}, [](const MessageLine& line) { return web::Cell(line.person.value); }},
        {{"name", "mail.column.addressee", "", Look::name, false},
         [visit](const MessageLine& line) {
             return group(
                 bdi(line.name.value_or(std::string(visit->text("mail.person_erased")))),
                 when(line.template_name != letter_template, [&] { return p(cls("q"), template_label(*visit, line.template_name)); }),
                 when(line.address.has_value(), [&] { return p(cls("q"), *line.address); }));
         },
         [](const MessageLine& line) { return web::cell(line.name); }},
        {{"address", "", "", Look::text, true, false}, {}, [](const MessageLine& line) { return web::cell(line.address); }},
        {{"state", "mail.column.state"},
         [visit](const MessageLine& line) {
             return group(span(cls(tag_of(line.state)), state_word(*visit, line.state)), details_of(*visit, line));
         },
         [](const MessageLine& line) { return web::Cell(std::string(acts::name_of(line.state))); }},
        {{"time_us", "", "", Look::text, true, false}, {}, [](const MessageLine& line) { return web::cell(line.at_us); }},
        {{"reply", "", "", Look::text, true, false},
         {},
         [](const MessageLine& line) { return line.reply.empty() ? web::Cell() : web::Cell(line.reply); }},
        {{"journal", "mail.column.proof"},
         [visit](const MessageLine& line) {
             return when(line.number.has_value(), [&] {
                 return a(href(visit->to(web::places::act(*line.number))), cls("n"),
                          visit->format("entries.act", {{"number", line.number->value}}));
             });
         },
         [](const MessageLine& line) { return line.number ? web::Cell(line.number->value) : web::Cell(); }},
        {{"", "mail.column.action"}, [visit, at](const MessageLine& line) { return again_form(*visit, *at, line); }, {}},
    });
}

// ---- the list of letters ----

// What became of one letter: a bar for each state that is not empty, and for those who got it.
Node tally_chart(const Visit& visit, const Tally& tally) {
    web::chart::Bars chart{
        {.id = "states", .title = std::string(visit.text("mail.by_state")), .heading = std::string(visit.text("mail.column.state"))},
        {std::string(visit.text("mail.column.all"))}};
    const auto add = [&](std::string_view label, std::int64_t count, bool always = false) {
        if (count > 0 || always) chart.rows.push_back({std::string(visit.text(label)), {count}, {}});
    };
    add("mail.column.sent", tally.sent, true);
    add("mail.column.waiting", tally.waiting);
    add("mail.column.refused", tally.refused);
    add("mail.column.bounced", tally.bounced);
    add("mail.column.unknown", tally.unknown);
    add("mail.state.erased", tally.erased);
    return web::chart::show(visit.words, chart);
}

// The last letters, by what became of each.
Node letters_chart(const Visit& visit, const std::vector<LetterLine>& letters) {
    const auto words = [&](std::string_view key) { return std::string(visit.text(key)); };
    web::chart::Bars chart{
        {.id = "letters", .title = words("mail.by_state"), .heading = words("mail.column.letter"), .closed = true},
        {words("mail.column.sent"), words("mail.column.waiting"), words("mail.not_delivered"), words("mail.column.unknown")}};
    chart.stacked = true;
    for (const auto& [letter, tally] : letters) {
        if (chart.rows.size() == web::chart::rows_beside_most) break;
        chart.rows.push_back({letter.subject(visit.language),
                              {tally.sent, tally.waiting, tally.refused + tally.bounced + tally.erased, tally.unknown},
                              places::letter(letter.number).in(visit.language)});
    }
    return web::chart::show(visit.words, chart);
}

web::List<LetterLine> letter_columns(const Visit* visit) {
    const auto count = [](std::string_view name, std::string_view label, std::int64_t Tally::*of) {
        return web::Column<LetterLine>{{name, label, "", Look::figure}, [of](const LetterLine& line) { return group(line.tally.*of); }, {}};
    };
    return web::List<LetterLine>({
        {{"", "mail.column.letter", "", Look::name, false},
         [visit](const LetterLine& line) {
             return group(a(href(places::letter(line.letter.number).in(visit->language)), line.letter.subject(visit->language)),
                          p(cls("q"), visit->format("mail.sent_on", {{"day", line.letter.day}, {"number", line.letter.number.value}})));
         },
         {}},
        count("", "mail.column.all", &Tally::all),
        count("", "mail.column.sent", &Tally::sent),
        count("", "mail.column.waiting", &Tally::waiting),
        count("", "mail.column.refused", &Tally::refused),
        count("", "mail.column.bounced", &Tally::bounced),
        count("", "mail.column.unknown", &Tally::unknown),
    });
}

Response list_page(Visit& visit, const PageDoors& doors) {
    const auto paging = web::Paging::asked(visit, count_letters(visit.db()));
    const auto rows = list_letters(visit.db(), paging.offset(), paging.rows);
    const std::string title(visit.text("mail.title"));
    const bool may_write = visit.visitor.may(*visit.hooks.registry->newest("mail.send_letter"));
    return web::page(
        visit, {.title = title, .description = std::string(visit.text("mail.lead")), .at = places::letters, .indexed = false},
        group(div(cls("intro"), div(h1(title), p(visit.text("mail.lead")))), status_note(visit, doors.status()),
              p(cls("act"),
                when(may_write, [&] { return a(cls("btn"), href(places::writing.in(visit.language)), visit.text("mail.write")); }),
                a(cls("btn alt"), href(places::notices.in(visit.language)), visit.text("mail.notices"))),
              section(div(cls("hd"), h2(visit.text("mail.letters"))),
                      rows.empty() ? p(cls("note"), visit.text("mail.none"))
                                   : group(letters_chart(visit, rows), letter_columns(&visit).table(visit, title, rows),
                                           web::page_links(visit, paging, "")))));
}

Response notices_page(Visit& visit, const PageDoors& doors) {
    const auto paging = web::Paging::asked(visit, count_notices(visit.db()));
    const auto rows = notices(visit.db(), paging.offset(), paging.rows);
    const std::string title(visit.text("mail.notices"));
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("mail.notices_lead")),
         .at = places::notices,
         .breadcrumb = {{std::string(visit.text("mail.title")), places::letters.in(visit.language)}, {title, ""}},
         .indexed = false},
        group(div(cls("intro"), div(h1(title), p(visit.text("mail.notices_lead")))), status_note(visit, doors.status()),
              rows.empty() ? p(cls("note"), visit.text("mail.notices_none"))
                           : group(columns(&visit, &places::notices).table(visit, title, rows), web::page_links(visit, paging, ""))));
}

// ---- one letter ----

std::optional<KnownLetter> asked_letter(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("number"));
    if (!number || *number > 9'000'000'000'000) return {};
    return find_letter(visit.db(), {*number * 1000 + 1});
}

Response letter_page(Visit& visit, const PageDoors& doors) {
    const auto letter = asked_letter(visit);
    if (!letter) return web::error_page(visit, 404);
    const auto at = places::letter(letter->number);
    const auto paging = web::Paging::asked(visit, count_messages_of(visit.db(), letter->id));
    const auto rows = messages_of(visit.db(), letter->id, paging.offset(), paging.rows);
    const auto tally = tally_of(visit.db(), letter->id);
    const auto& title = letter->subject(visit.language);
    const auto fact = [](std::string_view name, const Node& value) { return div(dt(name), dd(value)); };
    return web::page(
        visit,
        {.title = title,
         .description = title,
         .at = at,
         .breadcrumb = {{std::string(visit.text("mail.title")), places::letters.in(visit.language)}, {title, ""}},
         .indexed = false},
        group(div(cls("intro"),
                  div(p(cls("k"), visit.format("mail.sent_on", {{"day", letter->day}, {"number", letter->number.value}})), h1(title),
                      dl(cls("meta"), fact(visit.text("mail.column.all"), group(tally.all)),
                         fact(visit.text("mail.sent_as"), html::text(form_words(visit, letter->form))),
                         fact(visit.text("mail.column.proof"), a(href(visit.to(web::places::act(letter->number))),
                                                                 visit.format("entries.act", {{"number", letter->number.value}}))),
                         when(letter->meeting.has_value(),
                              [&] { return fact(visit.text("act.mail.send_letter.meeting"), meeting_words(visit, *letter->meeting)); })))),
              status_note(visit, doors.status()),
              section(div(cls("hd"), h2(visit.text("mail.addressees")),
                          p(cls("ex"), a(href((at.in(visit.language)) + ".csv"), visit.text("mail.proof_csv")))),
                      tally_chart(visit, tally), columns(&visit, &at).table(visit, title, rows), web::page_links(visit, paging, "")),
              version_of(*letter, base::Language::fr),
              when(!letter->text_en.empty(), [&] { return version_of(*letter, base::Language::en); })));
}

Response letter_file(Visit& visit, const PageDoors&) {
    const auto letter = asked_letter(visit);
    if (!letter) return web::error_page(visit, 404);
    const auto at = places::letter(letter->number);
    auto rows = messages_of(visit.db(), letter->id, 0, count_messages_of(visit.db(), letter->id));
    const auto shown = web::kept(visit);
    return columns(shown.get(), &at)
        .file(shown, visit.format("mail.proof_file", {{"number", letter->number.value}}), web::Format::csv, web::rows_of(std::move(rows)));
}

Response send_again(Visit& visit, const web::Address& back) {
    const auto& act = *visit.hooks.registry->newest("mail.send_again");
    auto form = web::posted_form(visit);
    if (!form) return std::move(form.error());
    if (!visit.visitor.may(act)) return web::error_page(visit, 403);
    const auto message = web::whole_number(form->fields.value_or("message", {})).value_or(0);
    // The message is its own key: pressing twice sends once.
    const auto outcome = web::submit(*visit.hooks.writer, {visit.visitor.actor, act.name, "{\"message\":" + std::to_string(message) + "}",
                                                           "again:" + std::to_string(message), ""});
    if (outcome) return Response::see_other(back.in(visit.language));
    const std::string title(visit.text("mail.send_again"));
    const auto& why = outcome.error();
    const auto sentence = why.wrong.empty() ? base::sentence(visit.words, why.why) : base::sentence(visit.words, why.wrong[0]);
    return web::page(
        visit, {.title = title, .description = "", .at = back, .indexed = false, .status = 422},
        div(cls("oops"), h1(title), p(sentence), p(cls("act"), a(cls("btn"), href(back.in(visit.language)), visit.text("mail.back")))));
}

using Show = Response (*)(Visit&, const PageDoors&);

Response guarded(Visit& visit, const PageDoors& doors, Show show) { return web::for_one_reader(visit, show(visit, doors)); }

Response letter_again(Visit& visit, const PageDoors&) {
    const auto letter = asked_letter(visit);
    return letter ? send_again(visit, places::letter(letter->number)) : web::error_page(visit, 404);
}
Response notice_again(Visit& visit, const PageDoors&) { return send_again(visit, places::notices); }

}  // namespace

std::string form_words(const Visit& visit, LetterForm form) {
    return std::string(visit.text("act.mail.send_letter.sent_as." + std::string(acts::name_of(form))));
}

Node meeting_words(const Visit& visit, const Meeting& meeting) {
    const auto at = [&](base::Date day, const std::string& time) { return visit.words.date(day) + ", " + time; };
    return group(html::text(at(meeting.first_day, meeting.first_time.value) + " – " + at(meeting.last_day, meeting.last_time.value)),
                 p(cls("q"), meeting.place.value, " (", meeting.zone ? meeting.zone->value : visit.facts.zone, ")"));
}

Node version_of(const KnownLetter& letter, base::Language language) {
    return section(lang(base::code(language)), div(cls("hd"), h2(letter.subject(language))),
                   div(lang(base::code(language)), paragraphs_of(letter.text(language))));
}

Node status_note(const Visit& visit, const Status& status) {
    if (!status.server) return div(cls("note at"), p(visit.text("mail.no_server")));
    if (status.simulated) return div(cls("note at"), p(visit.text("mail.simulated")));
    if (status.trouble.empty()) return {};
    return div(cls("note at"),
               p(visit.format("mail.trouble", {{"since", visit.words.datetime(status.trouble_since_us.value_or(0), visit.facts.zone)},
                                               {"next", visit.words.datetime(status.next_us.value_or(0), visit.facts.zone)}})),
               p(cls("q"), code(status.trouble)));
}

void add_pages(web::Router& router, const PageDoors& doors) {
    using web::Method;
    for (const auto language : base::languages) {
        const auto add = [&](std::string name, Method method, const std::string& pattern, std::size_t body_bytes_max, Show show) {
            router.add(
                {.name = std::move(name),
                 .open_to = web::Audience::secretariat,
                 .method = method,
                 .pattern = pattern,
                 .handler = web::answering(doors.acts.site, language, [&doors, show](Visit& visit) { return guarded(visit, doors, show); }),
                 .body_bytes_max = body_bytes_max});
        };
        const auto one = (places::letters / "{number}").in(language);
        add("mail.letters", Method::get, places::letters.in(language), 0, list_page);
        add("mail.notices", Method::get, places::notices.in(language), 0, notices_page);
        add("mail.notices", Method::post, places::notices.in(language), again_bytes_max, notice_again);
        add("mail.writing", Method::get, places::writing.in(language), 0, write_letter);
        add("mail.writing", Method::post, places::writing.in(language), 256 * 1024, write_letter);
        add("mail.letter", Method::get, one, 0, letter_page);
        add("mail.letter", Method::post, one, again_bytes_max, letter_again);
        add("mail.proof", Method::get, one + ".csv", 0, letter_file);
    }
}

}  // namespace mail
