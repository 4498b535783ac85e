#include "portal/history_pages.h"

#include "portal/named.h"
#include "sources/pages.h"
#include "web/entries.h"
#include "web/places.h"

#include <algorithm>
#include <boost/json.hpp>

namespace portal {
namespace {

using namespace html;
using web::Visit;

// What touched a person, all in one place, is for that person and for the secretariat.
bool may_see(const Visit& visit, const web::Thing& thing) {
    return thing.kind != "person" || visit.visitor.in_secretariat() ||
           (visit.visitor.person() && visit.visitor.person()->value == thing.id);
}

}  // namespace

web::Response history_page(Visit& visit, const web::Thing& thing) {
    const auto lines =
        may_see(visit, thing) ? acts::history_of(visit.db(), thing.kind, thing.id, web::changes_most) : std::vector<acts::EntryLine>();
    if (lines.empty()) return web::error_page(visit, 404);
    visit.read(thing.kind, thing.id);
    if (thing.kind != "source") visit.read("source");
    if (thing.kind != "member") visit.read("member");
    const auto changes = web::changes_of(visit, thing.kind, thing.id, lines);
    const auto title_of = [&](std::int64_t number) {
        const auto source = sources::find_source(visit.db(), {number});
        return source ? source->title : std::string();
    };
    const auto label = web::thing_label(visit, thing);
    auto [name, address] = named(visit, thing);
    if (address.empty() && visit.hooks.thing_name) name = visit.hooks.thing_name(visit, thing.kind, thing.id);
    const auto title = visit.format("history.title", {{"thing", name.empty() ? label : name}});
    const Node list =
        ol(cls("hist"), each(lines, [&](const acts::EntryLine& line) {
               const auto basis = web::basis_link(visit, line.basis, title_of);
               const auto changed = changes.find(line.number.value);
               return li(
                   time(attr("datetime", line.date.iso()), visit.words.date(line.date)),
                   div(p(strong(web::act_label(visit, line.act))),
                       p(cls("q"), web::capacity_label(visit, line.capacity), ". ",
                         when(!basis.empty(), [&] { return group(visit.text("entries.basis"), " ", basis, ". "); }),
                         a(href(visit.to(web::places::act(line.number))), visit.format("entries.proof", {{"number", line.number.value}}))),
                       when(changed != changes.end(), [&] { return dl(cls("kv"), change_rows(visit, changed->second)); })));
           }));
    web::Frame frame{.title = title,
                     .description = std::string(visit.text("history.lead")),
                     .at = web::places::journal,
                     .current = "journal",
                     .breadcrumb = {{std::string(visit.text("nav.journal")), visit.to(web::places::journal)}}};
    frame.indexed = false;  // what it says stands on the thing's page and on those of its acts
    return web::page(
        visit, frame,
        group(div(cls("intro"), div(p(cls("k"), label), h1(title), p(visit.text("history.lead")),
                                    when(visit.visitor.opens_restricted(), [&] { return p(cls("q"), visit.text("history.secretariat")); }),
                                    when(!address.empty(), [&] { return p(a(href(address), bdi(name))); }))),
              section(list, when(std::int64_t(lines.size()) == web::changes_most, [&] {
                          return p(cls("q"), visit.format("members.history_cut", {{"count", web::changes_most}}));
                      }))));
}

Node changed_by(const Visit& visit, const acts::Entry& entry) {
    const auto* declared = visit.hooks.registry ? visit.hooks.registry->kept(entry.act, entry.version) : nullptr;
    boost::system::error_code wrong;
    const auto payload = boost::json::parse(entry.payload, wrong);
    if (!declared || wrong || !payload.is_object()) return {};
    Node all;
    for (const auto& field : declared->type->fields) {
        const auto* value = payload.get_object().if_contains(std::string_view(field.name));
        if (field.type->kind != acts::Kind::id || field.secrecy != acts::Class::open || !value || !value->is_int64()) continue;
        const web::Thing thing{std::string(field.type->thing), value->get_int64()};
        if (thing.kind.empty() || !may_see(visit, thing)) continue;
        const auto lines = acts::history_of(visit.db(), thing.kind, thing.id, web::changes_most);
        if (std::ranges::find(lines, entry.number, &acts::EntryLine::number) == lines.end()) continue;
        auto changes = web::changes_of(visit, thing.kind, thing.id, lines)[entry.number.value];
        std::erase_if(changes, [](const web::Change& change) { return change.first; });
        all += section(div(cls("hd"), h2(visit.text("history.changed")),
                           a(href(visit.to(web::places::journal, {{"thing", thing.kind + ":" + std::to_string(thing.id)}})),
                             visit.format("history.of", {{"thing", web::thing_label(visit, thing)}}))),
                       changes.empty() ? p(visit.text("history.nothing_before")) : dl(cls("kv"), change_rows(visit, changes)));
    }
    return all;
}

}  // namespace portal
