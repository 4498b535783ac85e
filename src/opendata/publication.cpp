// The publication table: what is public, from where and until when. Made from what acts declare of their fields (docs/decisions/0004), from
// whom each address is open to, and by asking a visitor of each role what it opens: it cannot say otherwise than the program does.
#include "opendata/pages.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace opendata {
namespace {

using namespace html;
using acts::Class;
using web::Cell, web::Response, web::Visit;
using Look = web::Heading::Look;

constexpr std::string_view swapped = "results count";

// ---- classes ----

constexpr std::array classes{Class::open, Class::restricted, Class::personal};
std::string_view code_of(Class secrecy) {
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
std::string_view class_words(const Visit& visit, Class secrecy) { return visit.text("publication.class." + std::string(code_of(secrecy))); }

// ---- facts ----

// A field of an act: one kind of fact. Fields that only an old version has are kept in the journal for ever, and stay in the table.
struct Fact {
    const acts::Declared* act;
    const acts::Field* field;
    std::string_view area() const { return std::string_view(act->name).substr(0, act->name.find('.')); }
};

std::string words_or(const base::Words& words, const std::string& key, std::string_view otherwise) {
    return std::string(words.has(key) ? words.text(key) : otherwise);
}
std::string area_words(const base::Words& words, std::string_view area) {
    return words_or(words, "publication.area." + std::string(area), area);
}
std::string act_words(const base::Words& words, const Fact& fact) { return words_or(words, "act." + fact.act->name, fact.act->name); }
std::string label_of(const base::Words& words, const Fact& fact) {
    return words_or(words, "act." + fact.act->name + "." + std::string(fact.field->name), fact.field->name);
}

// By area and by act, as a reader of that language looks them up; the fields of an act as it declares them.
std::vector<Fact> all_facts(const acts::Registry& registry, const base::Words& words) {
    std::vector<std::pair<std::string, Fact>> all;
    std::set<std::tuple<std::string_view, std::string_view, Class>> told;
    const auto tell = [&](const acts::Declared& act) {
        for (const auto& field : act.type->fields) {
            const Fact fact{&act, &field};
            if (told.emplace(act.name, field.name, field.secrecy).second)
                all.emplace_back(base::fold(area_words(words, fact.area())) + "\n" + base::fold(act_words(words, fact)), fact);
        }
    };
    for (const auto& act : registry.all())
        if (!act.step_up) tell(act);
    for (const auto& act : registry.all())
        if (act.step_up) tell(act);
    std::ranges::stable_sort(all, {}, [](const auto& one) { return std::string_view(one.first); });
    std::vector<Fact> facts;
    for (const auto& [key, fact] : all) facts.push_back(fact);
    return facts;
}

// What the registry declares does not change while the program runs: looked at once.
struct Table {
    std::vector<Fact> fr, en;
    explicit Table(const acts::Registry& registry)
        : fr(all_facts(registry, web::words_of(base::Language::fr))), en(all_facts(registry, web::words_of(base::Language::en))) {}
    const std::vector<Fact>& in(base::Language language) const { return language == base::Language::fr ? fr : en; }
};

struct Wanted {
    std::string secrecy, area;  // empty: all
    static Wanted asked(const Visit& visit) {
        return {std::string(visit.request.query.value_or("class", "")), std::string(visit.request.query.value_or("area", ""))};
    }
    bool takes(const Fact& fact) const {
        return (secrecy.empty() || secrecy == code_of(fact.field->secrecy)) && (area.empty() || area == fact.area());
    }
};

std::vector<Fact> facts_asked(const Visit& visit, const Table& table) {
    std::vector<Fact> some;
    const auto wanted = Wanted::asked(visit);
    std::ranges::copy_if(table.in(visit.language), std::back_inserter(some), [&](const Fact& fact) { return wanted.takes(fact); });
    return some;
}

std::string stated_by_code(const Fact& fact) { return std::string(fact.act->by.name()) + (fact.act->by.any_within() ? " member" : ""); }
std::string stated_by_words(const Visit& visit, const Fact& fact) {
    const auto by = std::string(fact.act->by.name()) + (fact.act->by.any_within() ? "_or_member" : "");
    for (const auto& key : {"acts.who." + by, "publication.by." + by})
        if (visit.words.has(key)) return std::string(visit.text(key));
    return by;
}

web::List<Fact> fact_columns(const Visit* visit) {
    return web::List<Fact>({
        {{"field", "publication.fact", "", Look::name, false},
         [visit](const Fact& f) { return group(bdi(label_of(visit->words, f)), p(cls("q"), area_words(visit->words, f.area()))); },
         [](const Fact& f) { return Cell(std::string(f.field->name)); }},
        {{.name = "meaning", .label = "publication.meaning", .shown = false},
         {},
         [visit](const Fact& f) { return Cell(label_of(visit->words, f)); }},
        {{"act", "publication.act", "", Look::text, true},
         [visit](const Fact& f) {
             return group(a(href(visit->to(web::places::journal, {{"act", f.act->name}})), act_words(visit->words, f)),
                          p(cls("q"), stated_by_words(*visit, f)));
         },
         [](const Fact& f) { return Cell(f.act->name); }},
        {{.name = "version", .label = "publication.version", .shown = false},
         {},
         [](const Fact& f) { return Cell(std::int64_t(f.act->version)); }},
        {{.name = "stated_by", .label = "publication.stated_by", .shown = false},
         {},
         [](const Fact& f) { return Cell(stated_by_code(f)); }},
        {{"class", "publication.readers", "", Look::text, true},
         [visit](const Fact& f) { return span(cls(class_tag(f.field->secrecy)), class_words(*visit, f.field->secrecy)); },
         [](const Fact& f) { return Cell(std::string(code_of(f.field->secrecy))); }},
        {{.name = "readers", .label = "publication.readers_roles", .shown = false},
         {},
         [](const Fact& f) { return Cell(readers_code(f.field->secrecy)); }},
        {{.name = "from", .label = "publication.from", .shown = false}, {}, [](const Fact&) { return Cell(std::string("act")); }},
        {{"until", "publication.until", "", Look::text, true},
         [visit](const Fact& f) { return html::text(visit->text("publication.until." + until_code(f.field->secrecy))); },
         [](const Fact& f) { return Cell(until_code(f.field->secrecy)); }},
    });
}

Node choice(const Visit& visit, const std::string& name, std::string_view label_key, const std::string& chosen,
            const std::vector<std::pair<std::string, std::string>>& values) {
    return div(
        cls("g"), label(attr("for", name), visit.text(label_key)),
        select(id(name), attr("name", name), option(attr("value", ""), visit.text("publication.all")), each(values, [&](const auto& one) {
                   return option(attr("value", one.first), flag_when(one.first == chosen, "selected"), one.second);
               })));
}

Node fact_filter(const Visit& visit, const Table& table) {
    const auto wanted = Wanted::asked(visit);
    std::vector<std::pair<std::string, std::string>> areas, secrecies;
    std::set<std::string_view> told;
    for (const auto& fact : table.in(visit.language))
        if (told.insert(fact.area()).second) areas.emplace_back(fact.area(), area_words(visit.words, fact.area()));
    for (const auto one : classes) secrecies.emplace_back(code_of(one), class_words(visit, one));
    return form(cls("flt"), attr("method", "get"), action(web::places::publication.in(visit.language)), id("filter"),
                attr("data-swap", swapped), choice(visit, "class", "publication.class", wanted.secrecy, secrecies),
                choice(visit, "area", "publication.area", wanted.area, areas),
                button(attr("type", "submit"), cls("btn"), visit.text("members.filter")));
}

// What each class means, and which roles open it.
Node class_list(const Visit& visit) {
    return dl(cls("kv"), each(classes, [&](Class secrecy) {
                  const auto key = "publication.class." + std::string(code_of(secrecy));
                  std::string roles;
                  for (const auto role : roles_reading(secrecy)) roles += (roles.empty() ? "" : ", ") + role_words(visit, role);
                  return div(dt(span(cls(class_tag(secrecy)), visit.text(key))),
                             dd(visit.text(key + ".text"),
                                when(!roles.empty(), [&] { return p(cls("q"), visit.text("publication.roles"), " ", roles); })));
              }));
}

Node count_and_files(const Visit& visit, const web::Address& at, std::string_view key, std::int64_t count) {
    return div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format(key, {{"count", count}})), web::export_links(visit, at));
}

template <class Row>
std::vector<Row> page_of(const std::vector<Row>& all, const web::Paging& paging) {
    const auto first = std::min(std::size_t(paging.offset()), all.size()), last = std::min(first + std::size_t(paging.rows), all.size());
    return {all.begin() + std::ptrdiff_t(first), all.begin() + std::ptrdiff_t(last)};
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
            section(div(cls("hd"), h2(visit.text("publication.facts"))), fact_filter(visit, table),
                    count_and_files(visit, web::places::publication, "publication.count", paging.total),
                    div(id("results"), attr("tabindex", "-1"),
                        all.empty() ? p(cls("note"), visit.text("publication.none"))
                                    : group(fact_columns(&visit).table(visit, title, page_of(all, paging)),
                                            web::page_links(visit, paging, swapped))))));
}

// ---- addresses ----

struct Served {
    std::string_view name, fr, en;  // patterns; en: empty when there is but one
    web::Method method{};
    web::Audience open_to{};
    std::string_view in(base::Language language) const { return language == base::Language::en && !en.empty() ? en : fr; }
};

std::string_view code_of(web::Audience audience) {
    switch (audience) {
    case web::Audience::undeclared: break;
    case web::Audience::everyone: return "everyone";
    case web::Audience::signed_in: return "signed_in";
    case web::Audience::person: return "person";
    case web::Audience::secretariat: return "secretariat";
    case web::Audience::administrator: return "administrator";
    }
    return "nobody";
}
// A page stands in both languages under one name: two routes, one after the other.
std::vector<Served> all_addresses(const web::Router& router, base::Language language) {
    std::vector<Served> all;
    for (const auto* route : router.all()) {
        const bool english = route->pattern == "/en" || route->pattern.starts_with("/en/");
        const auto french = std::ranges::find_if(all, [&](const Served& one) {
            return english && one.name == route->name && one.method == route->method && one.open_to == route->open_to && one.en.empty();
        });
        if (french != all.end()) french->en = route->pattern;
        else all.push_back({route->name, route->pattern, {}, route->method, route->open_to});
    }
    std::ranges::stable_sort(all, {}, [&](const Served& one) { return one.in(language); });
    return all;
}

std::vector<Served> addresses_asked(const Visit& visit, const web::Router& router) {
    auto all = all_addresses(router, visit.language);
    const auto open_to = visit.request.query.value_or("open_to", "");
    std::erase_if(all, [&](const Served& one) { return !open_to.empty() && open_to != code_of(one.open_to); });
    return all;
}

// It may break after each slash: some are longer than a phone is wide.
Node broken(std::string_view pattern) {
    Node all;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto slash = pattern.find('/', at + 1);
        const auto piece = pattern.substr(at, slash == pattern.npos ? slash : slash - at);
        all += group(at ? wbr() : Node(), piece);
        at += piece.size();
    }
    return code(all);
}

web::List<Served> address_columns(const Visit* visit) {
    return web::List<Served>({
        {{"address", "publication.address", "", Look::name, false},
         [visit](const Served& s) { return broken(s.in(visit->language)); },
         [](const Served& s) { return Cell(std::string(s.fr)); }},
        {{.name = "address_en", .label = "publication.address_en", .shown = false},
         {},
         [](const Served& s) { return s.en.empty() ? Cell() : Cell(std::string(s.en)); }},
        {{"method", "publication.method", "", Look::text, true},
         {},
         [](const Served& s) { return Cell(std::string(web::name(s.method))); }},
        {{.name = "route", .label = "publication.route", .shown = false}, {}, [](const Served& s) { return Cell(std::string(s.name)); }},
        {{"open_to", "publication.open_to", "", Look::text, true},
         [visit](const Served& s) { return html::text(visit->text("publication.open_to." + std::string(code_of(s.open_to)))); },
         [](const Served& s) { return Cell(std::string(code_of(s.open_to))); }},
    });
}

Response addresses_page(Visit& visit, const web::Router& router) {
    const auto all = addresses_asked(visit, router);
    const auto paging = web::Paging::asked(visit, std::int64_t(all.size()));
    const std::string title(visit.text("publication.addresses"));
    std::vector<std::pair<std::string, std::string>> audiences;
    for (const auto one : {web::Audience::everyone, web::Audience::signed_in, web::Audience::person, web::Audience::secretariat,
                           web::Audience::administrator})
        audiences.emplace_back(code_of(one), visit.text("publication.open_to." + std::string(code_of(one))));
    const auto filter =
        form(cls("flt"), attr("method", "get"), action(addresses_at.in(visit.language)), id("filter"), attr("data-swap", swapped),
             choice(visit, "open_to", "publication.open_to", std::string(visit.request.query.value_or("open_to", "")), audiences),
             button(attr("type", "submit"), cls("btn"), visit.text("members.filter")));
    return web::page(visit,
                     {.title = title,
                      .description = std::string(visit.text("publication.addresses_lead")),
                      .at = addresses_at,
                      .current = "open_data",
                      .breadcrumb = {{std::string(visit.text("publication.title")), visit.to(web::places::publication)}}},
                     group(div(cls("intro"), div(h1(title), p(visit.text("publication.addresses_lead")))), filter,
                           count_and_files(visit, addresses_at, "publication.addresses_count", paging.total),
                           div(id("results"), attr("tabindex", "-1"),
                               all.empty() ? p(cls("note"), visit.text("publication.none"))
                                           : group(address_columns(&visit).table(visit, title, page_of(all, paging)),
                                                   web::page_links(visit, paging, swapped)))));
}

}  // namespace

std::vector<std::string> columns_of_publication() { return fact_columns(nullptr).names(); }

void add_publication(web::Router& router, const web::SiteHooks& hooks) {
    using web::places::publication;
    static const acts::Registry nothing;
    const auto table = std::make_shared<const Table>(hooks.registry ? *hooks.registry : nothing);
    const auto query = web::list_query({"class", "area"}), address_query = web::list_query({"open_to"});
    web::add_page(router, hooks, "publication", publication, query, [table](Visit& visit) { return facts_page(visit, *table); });
    web::add_files(router, hooks, "publication", publication, query, [table](Visit& visit, web::Format format) {
        const auto lasting = web::kept(visit);
        return fact_columns(lasting.get()).file(lasting, "publication", format, web::rows_of(facts_asked(*lasting, *table)));
    });
    web::add_page(router, hooks, "publication.addresses", addresses_at, address_query,
                  [&router](Visit& visit) { return addresses_page(visit, router); });
    web::add_files(router, hooks, "publication.addresses", addresses_at, address_query, [&router](Visit& visit, web::Format format) {
        const auto lasting = web::kept(visit);
        const auto name = lasting->language == base::Language::fr ? "adresses" : "addresses";
        return address_columns(lasting.get()).file(lasting, name, format, web::rows_of(addresses_asked(*lasting, router)));
    });
}

}  // namespace opendata
