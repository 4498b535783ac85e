#include "app/backup_pages.h"

#include "web/plain_form.h"

namespace app {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t shown_most = 50;

// "no_directory: /mnt/copies" in words, where the program has them.
std::string fault_words(const Visit& visit, const std::string& fault) {
    const auto colon = fault.find(": ");
    const auto key = "program.backup.wrong." + fault.substr(0, colon);
    if (colon == fault.npos || !visit.words.has(key)) return fault;
    return visit.format(key, {{"what", fault.substr(colon + 2)}, {"file", ""}});
}

Node outcomes(const Visit& visit) {
    Node rows;
    for (const auto& one : safekeeping::last_outcomes(visit.db(), shown_most))
        rows += tr(th(attr("scope", "row"), visit.words.datetime(one.started_us, visit.facts.zone)),
                   td(span(cls(one.fault ? "tag no" : "tag ok"), visit.text(one.fault ? "backups.failed" : "backups.made"))),
                   td(cls("n"), attr("data-l", visit.text("backups.entries")), visit.words.number(one.entries)),
                   td(cls("n"), attr("data-l", visit.text("backups.kilobytes")), visit.words.number((one.bytes + 999) / 1000)),
                   td(one.fault ? fault_words(visit, *one.fault) : one.file));
    if (rows.empty()) return {};
    const auto heading = [&](std::string_view key, std::string_view look) { return th(attr("scope", "col"), cls(look), visit.text(key)); };
    return section(div(cls("hd"), h2(visit.text("backups.last"))),
                   table(cls("st"), caption(cls("vh"), visit.text("backups.last")),
                         thead(tr(heading("backups.when", ""), heading("backups.outcome", ""), heading("backups.entries", "n"),
                                  heading("backups.kilobytes", "n"), heading("backups.where", ""))),
                         tbody(rows)));
}

web::Response show(Visit& visit) {
    const auto state = safekeeping::safekeeping_state(visit.db(), visit.hooks.clock());
    const std::string title(visit.text("backups.title"));
    return private_page(visit, {.title = title, .description = title, .at = backups_at, .indexed = false},
                        group(div(cls("intro"), div(h1(title), p(visit.text("backups.lead")))),
                              div(cls(state.needs_somebody() ? "note no" : "note ok"), p(safekeeping_words(visit, state))),
                              p(visit.text("backups.how")), outcomes(visit)));
}

}  // namespace

std::string safekeeping_words(const Visit& visit, const safekeeping::State& state) {
    return std::string(visit.text("backups.state." + std::string(acts::name_of(state.condition))));
}

void add_backup_pages(web::Router& router, const web::SiteHooks& hooks) {
    for (const auto language : base::languages)
        router.add({.name = "backups",
                    .open_to = web::Audience::administrator,
                    .pattern = backups_at.in(language),
                    .handler = web::answering(hooks, language, show)});
}

}  // namespace app
