#include "portal/search_sources.h"

#include "assembly/assembly.h"
#include "members/members.h"
#include "people/people.h"
#include "portal/portal.h"
#include "sources/sources.h"
#include "statutes/statutes.h"
#include "web/changes.h"
#include "web/entries.h"
#include "web/places.h"

#include <algorithm>

namespace portal {
namespace {

using search::Asked, search::Document, search::Hit, web::Visit;

// In both languages: who searches « Sénégal » and who searches "Ivory Coast" find the same.
std::string country_words(const std::string& code) {
    std::string all;
    for (const auto language : base::languages) all += std::string(web::words_of(language).country(code)) + " ";
    return all;
}

std::string title_of(base::Language language, std::string_view key) { return std::string(web::words_of(language).text(key)); }

// ---- documents ----

std::optional<Document> member_document(store::Db& db, std::int64_t id) {
    const auto member = members::find_member(db, {id});
    if (!member) return {};
    Document found{{member->name}, member->name_note + " " + country_words(member->country)};
    for (const auto& fact : members::facts_of(db, {id}))  // by its former names too
        if (fact.fact == members::DatedFact::name && fact.value != member->name) found.titles.push_back(fact.value);
    return found;
}

// Only who may carry it on finds it before there is a decision; an admitted one is a member.
std::optional<Document> application_document(store::Db& db, std::int64_t id) {
    const auto application = members::find_application(db, {id});
    if (!application || application->admitted) return {};
    return Document{{application->name}, country_words(application->country), {search::secretariat}};
}

std::optional<Document> person_document(store::Db& db, std::int64_t id) {
    const auto person = people::contact(db, {id});
    if (person.name.empty()) return {};
    return Document{{person.name}, person.email, {search::secretariat}};
}

std::optional<Document> source_document(store::Db& db, std::int64_t id) {
    const auto source = sources::find_source(db, {id});
    if (!source) return {};
    return Document{{source->title}, source->publisher};
}

std::optional<Document> rule_document(store::Db& db, std::int64_t id) {
    const auto rule = statutes::find_rule(db, {id});
    if (!rule) return {};
    std::string details = rule->article_fr + " " + rule->article_en;
    return Document{{title_of(base::Language::fr, "rule." + rule->rule), title_of(base::Language::en, "rule." + rule->rule)},
                    std::move(details)};
}

std::optional<Document> decision_document(store::Db& db, std::int64_t id) {
    const auto decision = assembly::find_decision(db, {id});
    if (!decision) return {};
    const auto body = "body." + std::string(acts::name_of(decision->body));
    return Document{{decision->title},
                    title_of(base::Language::fr, body) + " " + title_of(base::Language::en, body) + " " + decision->date.iso()};
}

// ---- what is shown of them ----

std::optional<Hit> member_hit(Visit& visit, std::int64_t id) {
    const auto member = members::find_member(visit.db(), {id});
    if (!member) return {};
    const auto kind = "kind." + std::string(acts::name_of(member->kind));
    return Hit{member->name, std::string(visit.words.country(member->country)) + ", " + std::string(visit.text(kind)),
               visit.to(web::places::member(member->id, member->name))};
}

std::string entry_of(const Visit& visit, std::int64_t thing) { return visit.to(web::places::act({thing / 1000})); }

std::optional<Hit> application_hit(Visit& visit, std::int64_t id) {
    const auto application = members::find_application(visit.db(), {id});
    if (!application) return {};
    return Hit{application->name, std::string(visit.words.country(application->country)) + ", " + visit.words.date(application->received),
               entry_of(visit, id)};
}

std::optional<Hit> person_hit(Visit& visit, std::int64_t id) {
    const auto person = people::contact(visit.db(), {id});
    if (person.name.empty()) return {};
    const auto number = web::thing_label(visit, {"person", id});  // what forms ask for
    return Hit{person.name, person.email.empty() ? number : person.email + ", " + number,
               visit.to(web::places::journal, {{"thing", "person:" + std::to_string(id)}})};
}

std::optional<Hit> source_hit(Visit& visit, std::int64_t id) {
    const auto source = sources::find_source(visit.db(), {id});
    if (!source) return {};
    return Hit{source->title, source->publisher, visit.to(web::places::source(source->id))};
}

std::optional<Hit> rule_hit(Visit& visit, std::int64_t id) {
    const auto rule = statutes::find_rule(visit.db(), {id});
    if (!rule) return {};
    return Hit{std::string(visit.text("rule." + rule->rule)), visit.in_language(rule->article_fr, rule->article_en),
               visit.to(web::places::rules)};
}

std::optional<Hit> decision_hit(Visit& visit, std::int64_t id) {
    const auto decision = assembly::find_decision(visit.db(), {id});
    if (!decision) return {};
    return Hit{decision->title,
               std::string(visit.text("body." + std::string(acts::name_of(decision->body)))) + ", " + visit.words.date(decision->date),
               entry_of(visit, id)};
}

// ---- what is few ----

// "17", « acte 17 », "act no 17": that entry. A name: the register of such acts.
std::vector<Hit> acts_found(Visit& visit, const Asked& asked) {
    std::vector<Hit> hits;
    auto number = asked.number;
    if (!number && asked.terms.size() >= 2 && (asked.terms[0] == "acte" || asked.terms[0] == "act"))
        number = search::asked(asked.terms.back()).number;
    if (number && *number > 0)
        if (const auto entry = acts::find_entry(visit.db(), {*number}))
            hits.push_back({visit.format("entries.act", {{"number", *number}}), web::act_label(visit, entry->entry.act),
                            visit.to(web::places::act({*number}))});
    if (!visit.hooks.registry) return hits;
    for (const auto& declared : visit.hooks.registry->all()) {
        const auto label = web::act_label(visit, declared.name);
        if (!declared.step_up && search::has_all(asked, label))
            hits.push_back(
                {label, std::string(visit.text("search.acts_of_name")), visit.to(web::places::journal, {{"act", declared.name}})});
    }
    return hits;
}

std::vector<Hit> pages_found(Visit& visit, const Asked& asked) {
    auto pages = visit.hooks.navigation;
    pages.push_back({"accessibility", web::places::accessibility});
    pages.push_back({"legal", web::places::legal});
    std::vector<Hit> hits;
    for (const auto& page : pages)
        if (const std::string name(visit.text("nav." + std::string(page.key))); search::has_all(asked, name))
            hits.push_back({name, "", visit.to(page.address)});
    return hits;
}

}  // namespace

search::Sources search_sources() {
    return {{"member", 1, member_document}, {"application", 1, application_document},
            {"person", 1, person_document}, {"decision", 1, decision_document},
            {"rule", 1, rule_document},     {"source", 1, source_document}};
}

std::vector<search::Shown> shown_by_search() {
    return {{"page", {}, pages_found},  {"member", member_hit}, {"application", application_hit}, {"person", person_hit},
            {"decision", decision_hit}, {"rule", rule_hit},     {"source", source_hit},           {"act", {}, acts_found}};
}

}  // namespace portal
