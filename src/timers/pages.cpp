#include "timers/pages.h"

#include "web/plain_form.h"

namespace timers {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t shown_most = 200;

std::string name_of(const Visit& visit, const std::string& timer) {
    const auto key = "timer." + timer;
    return visit.words.has(key) ? std::string(visit.text(key)) : timer;
}

std::string why_words(const Visit& visit, const base::Refusal& why) {
    auto words = base::sentence(visit.words, why.why);
    for (const auto& wrong : why.wrong) words += " " + wrong.path + " : " + base::sentence(visit.words, wrong);
    return words;
}

Node day(const Visit& visit, base::Date date) { return time(attr("datetime", date.iso()), cls("n"), visit.words.short_date(date)); }

Node last_passes(const Visit& visit) {
    Node rows;
    for (const auto& pass : passes(visit.db()))
        rows += tr(th(attr("scope", "row"), name_of(visit, pass.timer)), td(attr("data-l", visit.text("timers.day")), day(visit, pass.day)),
                   td(attr("data-l", visit.text("timers.at")), visit.words.datetime(pass.at_us, visit.facts.zone)));
    if (rows.empty()) return p(cls("note"), visit.text("timers.none"));
    const auto heading = [&](std::string_view key) { return th(attr("scope", "col"), visit.text(key)); };
    return table(cls("st"), caption(cls("vh"), visit.text("timers.last")),
                 thead(tr(heading("timers.timer"), heading("timers.day"), heading("timers.at"))), tbody(rows));
}

Node refusals(const Visit& visit) {
    Node rows;
    for (const auto& one : refused(visit.db(), shown_most))
        rows += tr(th(attr("scope", "row"), name_of(visit, one.timer), " ", std::to_string(one.thing)),
                   td(attr("data-l", visit.text("timers.due")), day(visit, one.day)),
                   td(attr("data-l", visit.text("timers.tried")), day(visit, one.tried)), td(why_words(visit, one.why)));
    if (rows.empty()) return p(cls("note ok"), visit.text("timers.no_refusal"));
    const auto heading = [&](std::string_view key) { return th(attr("scope", "col"), visit.text(key)); };
    return table(cls("st"), caption(cls("vh"), visit.text("timers.refused")),
                 thead(tr(heading("timers.timer"), heading("timers.due"), heading("timers.tried"), heading("timers.why"))), tbody(rows));
}

web::Response show(Visit& visit) {
    const std::string title(visit.text("timers.title"));
    return private_page(visit, {.title = title, .description = title, .at = at, .indexed = false},
                        group(div(cls("intro"), div(h1(title), p(visit.text("timers.lead")))),
                              section(div(cls("hd"), h2(visit.text("timers.refused"))), refusals(visit)),
                              section(div(cls("hd"), h2(visit.text("timers.last"))), last_passes(visit))));
}

}  // namespace

void add_pages(web::Router& router, const web::SiteHooks& hooks) {
    for (const auto language : base::languages)
        router.add({.name = "timers",
                    .open_to = web::Audience::administrator,
                    .pattern = at.in(language),
                    .handler = web::answering(hooks, language, show)});
}

}  // namespace timers
