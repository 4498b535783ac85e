// « Tenue du registre »: what the secretariat has to look after, kind by kind, and what looks recorded twice.
#include "base/typed.h"
#include "members/former_countries.h"
#include "members/page_parts.h"
#include "members/upkeep.h"
#include "web/places.h"
#include "web/plain_form.h"

#include <algorithm>
#include <map>

namespace members {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

constexpr std::size_t duplicates_most = 200;
const web::Address acts_at{"/actes", "/en/acts"};

std::string form_of(const Visit& visit, std::string_view act, const web::Parameters& fields) { return visit.to(acts_at / act, fields); }
std::string number(Id<Member> id) { return std::to_string(id.value); }

// What mends a stale fact.
std::string mending(const Visit& visit, Stale what, const StaleFact& fact) {
    switch (what) {
    case Stale::titular_unconfirmed: return form_of(visit, "members.confirm_titular", {{"titular", std::to_string(fact.titular.value)}});
    case Stale::no_titular: return form_of(visit, "members.name_titular", {{"member", number(fact.member)}});
    case Stale::no_population:
    case Stale::old_population: return form_of(visit, "members.correct", {{"member", number(fact.member)}});
    case Stale::no_contact: return form_of(visit, "members.add_contact", {{"member", number(fact.member)}});
    case Stale::mail_comes_back: return form_of(visit, "people.correct_person", {{"person", std::to_string(fact.person.value)}});
    }
    return {};
}
std::string_view mending_act(Stale what) {
    switch (what) {
    case Stale::titular_unconfirmed: return "act.members.confirm_titular.form";
    case Stale::no_titular: return "act.members.name_titular.form";
    case Stale::no_population:
    case Stale::old_population: return "act.members.correct.form";
    case Stale::no_contact: return "act.members.add_contact.form";
    case Stale::mail_comes_back: return "act.people.correct_person.form";
    }
    return "";
}

web::List<StaleFact> stale_columns(const Visit* visit, Stale what) {
    return web::List<StaleFact>({
        {{.name = "id", .label = "members.column_id", .shown = false}, {}, [](const StaleFact& f) { return Cell(f.member.value); }},
        {{"name", "members.name", "", Look::name, false},
         [visit](const StaleFact& f) { return a(href(web::places::to_member(*visit, f.member, f.name)), bdi(f.name)); },
         [](const StaleFact& f) { return Cell(f.name); }},
        {{"country", "members.country", "", Look::text, false},
         [visit](const StaleFact& f) { return html::text(country_words(visit->words, f.country)); },
         [](const StaleFact& f) { return Cell(f.country); }},
        {{"since", "upkeep.since"},
         [visit](const StaleFact& f) {
             return f.since ? html::text(visit->words.date(*f.since)) : html::text(visit->text("upkeep.never"));
         },
         [](const StaleFact& f) { return web::cell(f.since); }},
        {{"", "upkeep.todo"},
         [visit, what](const StaleFact& f) { return a(href(mending(*visit, what, f)), visit->text(mending_act(what))); },
         {}},
    });
}

Stale asked(const Visit& visit) {
    return acts::named<Stale>(visit.request.query.value_or("kind", "")).value_or(Stale::titular_unconfirmed);
}

std::string key_of(Stale what) { return "upkeep.kind." + std::string(acts::name_of(what)); }

Node duplicates_section(const Visit& visit) {
    Node rows;
    const auto pairs = duplicates(visit.db(), duplicates_most);
    for (const auto& pair : pairs) {
        const auto link = [&](Id<Member> id, const std::string& name) {
            return a(href(web::places::to_member(visit, id, name)), bdi(name), " ", span(cls("q"), "n° " + number(id)));
        };
        rows +=
            tr(th(attr("scope", "row"), link(pair.one, pair.name), ", ", link(pair.other, pair.other_name)),
               td(country_words(visit.words, pair.country)), td(visit.text("upkeep.alike." + std::string(acts::name_of(pair.by)))),
               td(a(href(form_of(visit, "members.merge_duplicate", {{"member", number(pair.other)}, {"duplicate_of", number(pair.one)}})),
                    visit.text("act.members.merge_duplicate.form")),
                  " ",
                  a(href(form_of(visit, "members.keep_apart", {{"member", number(pair.other)}, {"distinct_from", number(pair.one)}})),
                    visit.text("act.members.keep_apart.form"))));
    }
    const auto heading = [&](std::string_view key) { return th(attr("scope", "col"), visit.text(key)); };
    return section(id("doublons"), div(cls("hd"), h2(visit.text("upkeep.duplicates"))),
                   rows.empty()
                       ? p(cls("note ok"), visit.text("upkeep.no_duplicate"))
                       : table(cls("st"), caption(cls("vh"), visit.text("upkeep.duplicates")),
                               thead(tr(heading("upkeep.pair"), heading("members.country"), heading("upkeep.why"), heading("upkeep.todo"))),
                               tbody(rows)),
                   when(pairs.size() == duplicates_most, [&] {
                       return p(cls("q"), visit.format("upkeep.cut", {{"count", std::int64_t(duplicates_most)}}));
                   }));
}

web::Response upkeep_page(Visit& visit) {
    std::map<Stale, std::int64_t> counts;
    for (const auto name : acts::type_of<Stale>().names) {
        const auto one = *acts::named<Stale>(name);
        counts[one] = count_stale(visit.db(), one, visit.today());
    }
    // Nobody chose: the first kind of which there is something to do.
    auto what = asked(visit);
    if (!visit.request.query.has("kind"))
        if (const auto some = std::ranges::find_if(counts, [](const auto& kind) { return kind.second > 0; }); some != counts.end())
            what = some->first;
    Node kinds;
    const auto total = counts[what];
    for (const auto& [one, count] : counts) {
        const auto name = acts::name_of(one);
        kinds += li(a(href(visit.to(web::places::upkeep, {{"kind", std::string(name)}})), attr_when(one == what, "aria-current", "true"),
                      visit.text(key_of(one))),
                    span(cls("n"), visit.words.number(count)));
    }
    const auto paging = web::Paging::asked(visit, total);
    const auto rows = stale_facts(visit.db(), what, visit.today(), paging.offset(), paging.rows);
    const std::string title(visit.text("upkeep.title")), part(visit.text(key_of(what)));
    return web::private_page(
        visit,
        {.title = title,
         .at = web::places::upkeep,
         .current = "members",
         .breadcrumb = {{std::string(visit.text("nav.members")), visit.to(web::places::members)}, {title, ""}},
         .indexed = false},
        group(div(cls("intro"), div(h1(title), p(visit.text("upkeep.lead")))),
              div(cls("two"),
                  section(div(cls("hd"), h2(visit.text("upkeep.queue")), a(href("#doublons"), visit.text("upkeep.duplicates"))),
                          ul(cls("ls"), kinds)),
                  section(div(cls("hd"), h2(visit.text("upkeep.workbook"))), p(visit.text("upkeep.workbook_text")),
                          p(cls("act"),
                            a(cls("btn alt"), href(web::places::register_workbook.in(visit.language) + ".xlsx"),
                              visit.text("upkeep.workbook_take")),
                            a(cls("btn alt"), href(visit.to(web::places::register_workbook)), visit.text("upkeep.workbook_give"))))),
              section(div(cls("hd"), h2(part),
                          p(cls("ex"),
                            a(href(web::places::upkeep.in(visit.language) + ".xlsx?kind=" + std::string(acts::name_of(what))), "XLSX"), " ",
                            a(href(web::places::upkeep.in(visit.language) + ".csv?kind=" + std::string(acts::name_of(what))), "CSV"), " ",
                            a(href(web::places::upkeep.in(visit.language) + ".json?kind=" + std::string(acts::name_of(what))), "JSON"))),
                      rows.empty() ? p(cls("note ok"), visit.text("upkeep.nothing"))
                                   : group(stale_columns(&visit, what).table(visit, part, rows), web::page_links(visit, paging, ""))),
              duplicates_section(visit)));
}

web::Response upkeep_file(Visit& visit, web::Format format) {
    const auto what = asked(visit);
    const auto lasting = web::kept(visit);
    return stale_columns(lasting.get(), what)
        .file(lasting, visit.language == base::Language::fr ? "tenue" : "upkeep", format,
              [what, today = visit.today(), offset = std::int64_t(0)](store::Db& db) mutable {
                  auto rows = stale_facts(db, what, today, offset, web::rows_at_once);
                  offset += std::int64_t(rows.size());
                  return rows;
              });
}

Cell text_cell(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

// The register as corrections: one line a member, with the headings and the values that `members.correct` reads. Changed and given back,
// each changed line is a correction.
web::List<ShownMember> workbook_columns(base::Language language) {
    const auto column = [](std::string_view name, std::string_view label, auto value) {
        return web::Column<ShownMember>{{.name = name, .label = label}, {}, value};
    };
    const auto degrees = [language](std::int64_t hundred_thousandths) { return Cell(base::write_degrees(hundred_thousandths, language)); };
    return web::List<ShownMember>({
        column("member", "act.members.correct.member", [](const ShownMember& m) { return Cell(m.id.value); }),
        column("seen", "act.members.correct.seen", [](const ShownMember& m) { return Cell(m.changed_by.value); }),
        column("name", "act.members.correct.name", [](const ShownMember& m) { return Cell(m.name); }),
        column("name_note", "act.members.correct.name_note", [](const ShownMember& m) { return text_cell(m.name_note); }),
        column("kind", "act.members.correct.kind", [](const ShownMember& m) { return Cell(std::string(acts::name_of(m.kind))); }),
        column("member_class", "act.members.correct.member_class",
               [](const ShownMember& m) { return Cell(std::string(acts::name_of(m.member_class))); }),
        column("since", "act.members.correct.since", [](const ShownMember& m) { return web::cell(m.since); }),
        column("attested", "act.members.correct.attested", [](const ShownMember& m) { return web::cell(m.attested); }),
        column("position.latitude", "field.latitude",
               [degrees](const ShownMember& m) { return m.position ? degrees(m.position->latitude.value) : Cell(); }),
        column("position.longitude", "field.longitude",
               [degrees](const ShownMember& m) { return m.position ? degrees(m.position->longitude.value) : Cell(); }),
        column("population", "act.members.correct.population", [](const ShownMember& m) { return web::cell(m.population); }),
        column("population_source", "act.members.correct.population_source",
               [](const ShownMember& m) { return m.population_source ? Cell(m.population_source->value) : Cell(); }),
        column("note_fr", "act.members.correct.note_fr", [](const ShownMember& m) { return text_cell(m.note_fr); }),
        column("note_en", "act.members.correct.note_en", [](const ShownMember& m) { return text_cell(m.note_en); }),
        column("basis", "act.basis", [](const ShownMember&) { return Cell(); }),
    });
}

web::Response workbook_file(Visit& visit, web::Format format) {
    const auto lasting = web::kept(visit);
    return workbook_columns(visit.language)
        .file(lasting, visit.language == base::Language::fr ? "registre-des-membres" : "register-of-members", format,
              [place = std::optional<Place>()](store::Db& db) mutable {
                  auto rows = next_members(db, {}, place, web::rows_at_once);
                  for (auto& row : rows) row = *find_member(db, row.id);  // a list has no notes, and what is left out would be erased
                  return rows;
              });
}

}  // namespace

void add_register_pages(web::Router& router, const web::SiteHooks& hooks) {
    const auto add = [&](const std::string& name, const web::Address& at, const web::Show& show) {
        for (const auto language : base::languages)
            router.add({.name = name,
                        .open_to = web::Audience::secretariat,
                        .pattern = at.in(language),
                        .handler = web::answering(hooks, language, show)});
    };
    add("members.upkeep", web::places::upkeep, upkeep_page);
    for (const auto format : web::formats) {
        const std::string end(web::ending(format));
        add("members.upkeep" + end, {web::places::upkeep.fr + end, web::places::upkeep.en + end},
            [format](Visit& visit) { return upkeep_file(visit, format); });
    }
    for (const auto format : {web::Format::csv, web::Format::xlsx}) {
        const std::string end(web::ending(format));
        add("members.workbook" + end, {web::places::register_workbook.fr + end, web::places::register_workbook.en + end},
            [format](Visit& visit) { return workbook_file(visit, format); });
    }
}

}  // namespace members
