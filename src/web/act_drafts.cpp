#include "web/act_drafts.h"

#include "base/text.h"
#include "base/typed.h"
#include "base/zone.h"
#include "web/act_pages.h"

#include <algorithm>

namespace web {

using namespace html;

namespace {

constexpr std::size_t title_characters = 80;

std::string time_words(const Visit& visit, std::int64_t time_us) {
    const auto local = base::civil_time(time_us, visit.facts.zone);
    return visit.words.time_of_day(local ? local->minute : static_cast<int>(time_us / 60'000'000 % 1440));
}

std::string shortened(std::string_view text) {
    std::string line(base::trimmed(text.substr(0, text.find('\n'))));
    if (base::code_points(line) <= title_characters) return line;
    std::size_t end = 0;
    for (std::size_t seen = 0; end < line.size(); ++end)
        if ((static_cast<unsigned char>(line[end]) & 0xc0) != 0x80 && ++seen > title_characters) break;
    return line.substr(0, end) + "…";
}

}  // namespace

bool ConfirmationHooks::may_prepare(const Visitor& visitor, const acts::Declared& act) const {
    return prepare && !visitor.only && visitor.person() && act.by_hand() && act.by.allows_within(acts::Role::titular) &&
           std::ranges::any_of(visitor.holdings, [](const acts::Holding& holding) {
               return holding.role == acts::Role::staff && holding.scope.kind == "member";
           });
}

std::string draft_title(const acts::Declared& act, const FormValues& values, const std::string& thing) {
    if (!thing.empty()) return shortened(thing);
    for (const auto& field : act.type->fields) {
        const auto& type = field.type->kind == acts::Kind::optional ? *field.type->inner : *field.type;
        if (type.kind != acts::Kind::text || type.format == acts::TextFormat::country) continue;
        if (auto title = shortened(values.at(field.name)); !title.empty()) return title;
    }
    return {};
}

std::string draft_said(const Visit& visit, DraftKept kept, std::int64_t saved_us) {
    switch (kept) {
    case DraftKept::saved: return visit.format("draft.saved", {{"time", time_words(visit, saved_us)}});
    case DraftKept::apart: return visit.format("draft.apart", {{"time", time_words(visit, saved_us)}});
    case DraftKept::sent: return std::string(visit.text("draft.sent"));
    case DraftKept::full: break;
    }
    return std::string(visit.text("draft.full"));
}

Node draft_fields(const Draft& draft) {
    const auto hidden = [](std::string_view name, std::int64_t number) {
        return input(attr("type", "hidden"), attr("name", name), attr("value", number ? std::to_string(number) : std::string()));
    };
    return group(hidden("draft", draft.id), hidden("draft_version", draft.version));
}

Node draft_button(const Visit& visit) {
    return button(cls("btn alt"), attr("type", "submit"), attr("name", "do"), attr("value", "draft"), visit.text("draft.save"));
}

Node draft_status(const Visit& visit, const DraftHooks& hooks) {
    return when(!hooks.script.empty(), [&] {
        return p(cls("q"), id("draft-said"), attr("role", "status"), attr("data-line", visit.format("draft.line_down", {{"seconds", "%"}})),
                 attr("data-out", visit.text("draft.signed_out")), attr("data-not", visit.text("draft.not_saved")));
    });
}

Node draft_note(const Visit& visit, const Draft& taken) {
    return when(taken.id != 0, [&] {
        return div(cls("note"), attr("role", "status"),
                   p(visit.format("draft.taken_up", {{"time", visit.words.datetime(taken.saved_us, visit.facts.zone)}})));
    });
}

Node drafts_beside(Visit& visit, const DraftHooks& hooks, const ActPage& page, const Draft& taken) {
    Node lines;
    for (const auto& draft : hooks.list(visit, page.act.name)) {
        if (draft.id == taken.id) continue;
        const auto title = draft.title.empty() ? std::string(visit.text("draft.untitled")) : draft.title;
        lines += li(a(href(page.at.in(visit.language) + "?draft=" + std::to_string(draft.id)), bdi(title)), br(),
                    span(cls("q"), visit.words.datetime(draft.saved_us, visit.facts.zone)));
    }
    return when(!lines.empty(), [&] {
        return aside(attr("aria-labelledby", "brouillons"), h2(id("brouillons"), visit.text("draft.beside")), ul(lines),
                     p(a(href(hooks.all.in(visit.language)), visit.text("draft.all"))));
    });
}

}  // namespace web
