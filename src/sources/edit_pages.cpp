// « Ajouter un fait »: the form of a statement with the questions of its subject alone, source first.
#include "sources/acts.h"
#include "sources/pages.h"
#include "sources/rules.h"
#include "web/places.h"

namespace sources {
namespace {

using namespace html;
using web::Visit;

constexpr std::size_t form_bytes_max = 64 * 1024;

// The subject that was asked for, or that the form was sent with.
std::optional<Subject> subject_of(const Visit& visit) {
    if (visit.request.method == web::Method::post) {
        const auto form = visit.request.form();
        return form ? acts::named<Subject>(form->fields.value_or("subject", "")) : std::nullopt;
    }
    return acts::named<Subject>(visit.request.query.value_or("subject", ""));
}

std::vector<std::string> about(Subject subject) {
    switch (subject) {
    case Subject::membership: return {"name", "country", "kind", "position", "geonameid"};
    case Subject::partner:
        return {"title_fr",  "title_en", "partner_kind", "countries",  "since",           "mechanism_fr", "mechanism_en", "value",
                "precision", "value_to", "unit",         "equivalent", "equivalent_unit", "period",       "purpose_fr",   "purpose_en"};
    case Subject::project:
        return {"title_fr", "title_en",   "place",           "countries",  "fund",       "value",  "precision", "value_to",
                "unit",     "equivalent", "equivalent_unit", "purpose_fr", "purpose_en", "period", "partners"};
    default: break;
    }
    if (needs_value(subject))
        return {"title_fr", "title_en", "value", "precision", "value_to", "unit", "equivalent", "equivalent_unit", "period"};
    return {"title_fr", "title_en", "place", "countries"};
}

web::Response add_page(Visit& visit, const web::ActDoors& doors) {
    const auto word = [&](std::string_view key) { return std::string(visit.text(key)); };
    web::ActPage page{.act = *visit.hooks.registry->newest("statements.record"),
                      .at = web::places::adding_fact,
                      .title = word("facts.add"),
                      .breadcrumb = {{word("facts.title"), visit.to(web::places::facts)}, {word("facts.add"), ""}}};
    page.introduction = p(visit.text("facts.add_lead"), " ",
                          a(href(visit.to(web::Address{"/actes", "/en/acts"} / "sources.record")), visit.text("facts.add_source")));
    const auto subject = subject_of(visit).value_or(Subject::event);
    page.parts = {{word("facts.part.source"), word("facts.part.source.text"), {"sources", "confidence"}},
                  {word("facts.part.words"), word("facts.part.words.text"), {"quote_fr", "quote_en", "translated"}},
                  {word("facts.part.about"), word("facts.part.about.text"), {"subject"}},
                  {word("facts.part.time"), "", {"as_of", "as_of_words"}},
                  {word("facts.part.others"), word("facts.part.others.text"), {"contradicts"}}};
    for (auto& field : about(subject)) page.parts[2].fields.push_back(std::move(field));
    Node subjects;
    for (const auto name : acts::type_of<Subject>().names)
        subjects += li(a(href(visit.to(web::places::adding_fact, {{"subject", std::string(name)}})),
                         visit.text("facts.subject." + std::string(name))));
    page.beside = aside(attr("aria-labelledby", "subjects"), h2(id("subjects"), visit.text("facts.other_subject")), ul(subjects));
    page.then = [](Visit& here, const acts::Accepted& accepted) {
        return web::places::fact(Id<Statement>{accepted.first_thing()}).in(here.language);
    };
    return web::show_act(visit, doors, page);
}

}  // namespace

void add_editing(web::Router& router, const web::ActDoors& doors) {
    for (const auto language : base::languages)
        for (const auto method : {web::Method::get, web::Method::post})
            router.add({.name = "facts.add",
                        .open_to = web::Audience::secretariat,
                        .method = method,
                        .pattern = web::places::adding_fact.in(language),
                        .handler = web::answering(doors.site, language, [&doors](Visit& visit) { return add_page(visit, doors); }),
                        .body_bytes_max = method == web::Method::post ? form_bytes_max : 0});
}

}  // namespace sources
