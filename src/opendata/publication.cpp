// The publication table: what is public, from where and until when. Made from what acts declare of their fields (docs/decisions/0004), from
// whom each address is open to, and by asking a visitor of each role what it opens: it cannot say otherwise than the program does.
#include "opendata/publication_parts.h"

#include "base/text.h"
#include "web/api.h"

#include <algorithm>
#include <set>

namespace opendata {
namespace {

using namespace html;
using acts::Class;
using web::Cell, web::Response, web::Visit;
using Look = web::Heading::Look;

// ---- classes ----

constexpr std::array classes{Class::open, Class::restricted, Class::personal};
std::string code_of(Class secrecy) {
    switch (secrecy) {
    case Class::open: return "public";
    case Class::restricted: return "restricted";
    case Class::personal: break;
    }
    return "personal";
}

// Who holds that role and no other.
web::Visitor holder(acts::Role role) {
    web::Visitor visitor;
    visitor.actor = {"person:1", acts::Role::visitor, "visitor"};
    visitor.holdings = {{role}};
    return visitor;
}
// Beside everyone (public), whoever submitted the act (restricted) or the person themselves (personal).
std::vector<std::string_view> roles_reading(Class secrecy) {
    std::vector<std::string_view> roles;
    for (const auto name : acts::type_of<acts::Role>().names) {
        const auto visitor = holder(*acts::named<acts::Role>(name));
        if (secrecy == Class::restricted ? visitor.opens_restricted() : secrecy == Class::personal && visitor.in_secretariat())
            roles.push_back(name);
    }
    return roles;
}
std::string readers_code(Class secrecy) {
    std::string all = secrecy == Class::open ? "everyone" : secrecy == Class::restricted ? "author" : "person";
    for (const auto role : roles_reading(secrecy)) all += " " + std::string(role);
    return all;
}
std::string until_code(Class secrecy) { return secrecy == Class::personal ? "erasure" : "for_ever"; }

std::string role_words(const Visit& visit, std::string_view role) {
    return std::string(visit.text("act.accounts.grant_role.role." + std::string(role)));
}

std::string_view class_tag(Class secrecy) { return secrecy == Class::open ? "tag ok" : secrecy == Class::restricted ? "tag at" : "tag nt"; }
std::string_view class_words(const Visit& visit, Class secrecy) { return visit.text("publication.class." + code_of(secrecy)); }

// ---- facts ----

// A field of an act: one kind of fact, with its words in one language.
struct Fact {
    const acts::Declared* act;
    const acts::Field* field;
    std::string label, act_label, area, area_label, stated_by, stated_by_label, readers;
};

std::string words_or(const base::Words& words, const std::string& key, std::string_view otherwise) {
    return std::string(words.has(key) ? words.text(key) : otherwise);
}

Fact fact_of(const acts::Declared& act, const acts::Field& field, const base::Words& words) {
    const std::string area = act.name.substr(0, act.name.find('.')), by(act.by.name());
    const bool member = act.by.any_within();
    const auto who = by + (member ? "_or_member" : "");
    return {&act,
            &field,
            words_or(words, "act." + act.name + "." + std::string(field.name), field.name),
            words_or(words, "act." + act.name, act.name),
            area,
            words_or(words, "publication.area." + area, area),
            by + (member ? " member" : ""),
            words_or(words, "acts.who." + who, words_or(words, "publication.by." + who, who)),
            readers_code(field.secrecy)};
}

// By area and by act, as a reader of that language looks them up; the fields of an act as it declares them. Fields that only an old
// version has are kept in the journal for ever, and stay in the table.
std::vector<Fact> all_facts(const acts::Registry& registry, const base::Words& words) {
    std::vector<std::pair<std::string, Fact>> all;
    std::set<std::tuple<std::string_view, std::string_view, Class>> told;
    const auto tell = [&](const acts::Declared& act) {
        for (const auto& field : act.type->fields)
            if (told.emplace(act.name, field.name, field.secrecy).second) {
                auto fact = fact_of(act, field, words);
                auto order = base::fold(fact.area_label) + "\n" + base::fold(fact.act_label);
                all.emplace_back(std::move(order), std::move(fact));
            }
    };
    for (const auto& act : registry.all())
        if (!act.step_up) tell(act);
    for (const auto& act : registry.all())
        if (act.step_up) tell(act);
    std::ranges::stable_sort(all, {}, [](const auto& one) { return std::string_view(one.first); });
    std::vector<Fact> facts;
    for (auto& [order, fact] : all) facts.push_back(std::move(fact));
    return facts;
}

// What the registry declares does not change while the program runs: looked at once.
struct Table {
    struct Words {
        std::vector<Fact> facts;
        std::vector<Offered> areas;
    };
    Words fr, en;
    explicit Table(const acts::Registry& registry)
        : fr(made(registry, web::words_of(base::Language::fr))), en(made(registry, web::words_of(base::Language::en))) {}
    const Words& in(base::Language language) const { return language == base::Language::fr ? fr : en; }

private:
    static Words made(const acts::Registry& registry, const base::Words& words) {
        Words all{all_facts(registry, words), {}};
        for (const auto& fact : all.facts)
            if (all.areas.empty() || all.areas.back().value != fact.area) all.areas.push_back({fact.area, fact.area_label});
        return all;
    }
};

// ---- the page ----

using Row = const Fact*;  // of the table, which stays

std::vector<Row> facts_asked(const Visit& visit, const Table& table) {
    const auto secrecy = visit.request.query.value_or("class", ""), area = visit.request.query.value_or("area", "");
    std::vector<Row> some;
    for (const auto& fact : table.in(visit.language).facts)
        if ((secrecy.empty() || secrecy == code_of(fact.field->secrecy)) && (area.empty() || area == fact.area)) some.push_back(&fact);
    return some;
}

// A file of what was not asked is none; the page has choices.
std::vector<base::Wrong> wrong_filters(const Visit& visit, const Table& table) {
    const auto secrecy = visit.request.query.value_or("class", ""), area = visit.request.query.value_or("area", "");
    std::vector<base::Wrong> wrong;
    if (!secrecy.empty() && std::ranges::find(classes, secrecy, code_of) == std::end(classes)) wrong.push_back({"class", "choice", {}});
    if (!area.empty() && std::ranges::find(table.fr.areas, area, &Offered::value) == table.fr.areas.end())
        wrong.push_back({"area", "choice", {}});
    return wrong;
}

web::List<Row> columns(const Visit* visit) {
    return web::List<Row>({
        {{"field", "publication.fact", "", Look::name, false},
         [](Row f) { return group(bdi(f->label), p(cls("q"), f->area_label)); },
         [](Row f) { return Cell(std::string(f->field->name)); }},
        {{.name = "meaning", .label = "publication.meaning", .shown = false}, {}, [](Row f) { return Cell(f->label); }},
        {{"act", "publication.act"},
         [visit](Row f) {
             return group(a(href(visit->to(web::places::journal, {{"act", f->act->name}})), f->act_label), p(cls("q"), f->stated_by_label));
         },
         [](Row f) { return Cell(f->act->name); }},
        {{.name = "version", .label = "publication.version", .shown = false},
         {},
         [](Row f) { return Cell(std::int64_t(f->act->version)); }},
        {{.name = "stated_by", .label = "publication.stated_by", .shown = false}, {}, [](Row f) { return Cell(f->stated_by); }},
        {{"class", "publication.readers"},
         [visit](Row f) { return span(cls(class_tag(f->field->secrecy)), class_words(*visit, f->field->secrecy)); },
         [](Row f) { return Cell(code_of(f->field->secrecy)); }},
        {{.name = "readers", .label = "publication.readers_roles", .shown = false}, {}, [](Row f) { return Cell(f->readers); }},
        {{.name = "from", .label = "publication.from", .shown = false}, {}, [](Row) { return Cell(std::string("act")); }},
        {{"until", "publication.until"},
         [visit](Row f) { return html::text(visit->text("publication.until." + until_code(f->field->secrecy))); },
         [](Row f) { return Cell(until_code(f->field->secrecy)); }},
    });
}

Node filter(const Visit& visit, const Table& table) {
    std::vector<Offered> offered;
    for (const auto one : classes) offered.push_back({code_of(one), std::string(class_words(visit, one))});
    const auto asked = [&](std::string_view name) { return visit.request.query.value_or(name, ""); };
    return filter_form(visit, web::places::publication,
                       group(choice(visit, "class", "publication.class", asked("class"), offered),
                             choice(visit, "area", "publication.area", asked("area"), table.in(visit.language).areas)));
}

// What each class means, and which roles open it.
Node class_list(const Visit& visit) {
    return dl(cls("kv"), each(classes, [&](Class secrecy) {
                  const auto key = "publication.class." + code_of(secrecy);
                  std::string roles;
                  for (const auto role : roles_reading(secrecy)) roles += (roles.empty() ? "" : ", ") + role_words(visit, role);
                  return div(dt(span(cls(class_tag(secrecy)), visit.text(key))),
                             dd(visit.text(key + ".text"),
                                when(!roles.empty(), [&] { return p(cls("q"), visit.text("publication.roles"), " ", roles); })));
              }));
}

Response facts_page(Visit& visit, const Table& table) {
    const auto all = facts_asked(visit, table);
    const auto paging = web::Paging::asked(visit, std::int64_t(all.size()));
    const std::string title(visit.text("publication.title"));
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("publication.lead")),
         .at = web::places::publication,
         .current = "open_data"},
        group(
            div(cls("intro"), div(h1(title), p(visit.text("publication.lead")))),
            section(div(cls("hd"), h2(visit.text("publication.who")), a(href(visit.to(addresses_at)), visit.text("publication.addresses"))),
                    class_list(visit), div(cls("note"), p(visit.text("publication.exception")), p(visit.text("publication.entry")))),
            section(div(cls("hd"), h2(visit.text("publication.facts"))), filter(visit, table),
                    count_and_files(visit, web::places::publication, "publication.count", paging.total),
                    results(visit, columns(&visit), title, all, paging))));
}

}  // namespace

Node choice(const Visit& visit, const std::string& name, std::string_view label_key, std::string_view chosen,
            const std::vector<Offered>& offered) {
    return div(cls("g"), label(attr("for", name), visit.text(label_key)),
               select(id(name), attr("name", name), option(attr("value", ""), visit.text("filter.everything")),
                      each(offered, [&](const Offered& one) {
                          return option(attr("value", one.value), flag_when(one.value == chosen, "selected"), one.words);
                      })));
}

Node filter_form(const Visit& visit, const web::Address& at, const Node& choices) {
    return form(cls("flt"), attr("method", "get"), action(at.in(visit.language)), id("filter"), attr("data-swap", swapped), choices,
                button(attr("type", "submit"), cls("btn"), visit.text("members.filter")));
}

Node count_and_files(const Visit& visit, const web::Address& at, std::string_view key, std::int64_t count) {
    return div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format(key, {{"count", count}})), web::export_links(visit, at));
}

std::vector<std::string> columns_of_publication() { return columns(nullptr).names(); }

void add_publication(web::Router& router, const web::SiteHooks& hooks) {
    using web::places::publication;
    static const acts::Registry nothing;
    const auto table = std::make_shared<const Table>(hooks.registry ? *hooks.registry : nothing);
    const auto query = web::list_query({"class", "area"});
    web::add_page(router, hooks, "publication", publication, query, [table](Visit& visit) { return facts_page(visit, *table); });
    web::add_files(router, hooks, "publication", publication, query, [table](Visit& visit, web::Format format) {
        if (const auto wrong = wrong_filters(visit, *table); !wrong.empty()) return web::wrong_problem(visit.words, wrong, 400);
        const auto lasting = web::kept(visit);
        return columns(lasting.get()).file(lasting, "publication", format, web::rows_of(facts_asked(*lasting, *table)));
    });
    add_addresses(router, hooks);
}

}  // namespace opendata
