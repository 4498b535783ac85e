#include "portal/search_sources.h"

#include "admissions/pages.h"
#include "assembly/assembly.h"
#include "assembly/pages.h"
#include "base/text.h"
#include "bodies/pages.h"
#include "content/pages.h"
#include "members/members.h"
#include "people/people.h"
#include "portal/portal.h"
#include "programme/pages.h"
#include "sources/pages.h"
#include "sources/sources.h"
#include "statutes/pages.h"
#include "web/changes.h"
#include "web/entries.h"
#include "web/places.h"

#include <algorithm>
#include <unordered_map>

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
    const auto application = admissions::find_application(db, {id});
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

std::optional<Document> provision_document(store::Db& db, std::int64_t id) {
    const auto row = statutes::find_provision(db, {id});
    if (!row) return {};
    std::string titles[2], details = row->article_fr + " " + row->article_en;
    for (const auto language : base::languages) {
        const auto& words = web::words_of(language);
        titles[language == base::Language::fr ? 0 : 1] =
            statutes::rule_label(words, row->name) + ", " + statutes::body_label(words, row->body);
        details += " " + statutes::explained(words, *row);
    }
    return Document{{titles[0], titles[1]}, std::move(details)};
}

std::optional<Document> decision_document(store::Db& db, std::int64_t id) {
    const auto decision = assembly::find_decision(db, {id});
    if (!decision) return {};
    const auto body = "body." + std::string(acts::name_of(decision->body));
    return Document{{decision->title},
                    title_of(base::Language::fr, body) + " " + title_of(base::Language::en, body) + " " + decision->date.iso()};
}

// A name in both languages, found by either.
template <class Named>
Document named_document(const Named& named, std::string details = {}) {
    return Document{{named.name_fr, named.name_en}, std::move(details)};
}

std::optional<Document> programme_document(store::Db& db, std::int64_t id) {
    const auto found = programme::find_programme(db, {id});
    return found ? std::optional(named_document(*found)) : std::nullopt;
}

std::optional<Document> node_document(store::Db& db, std::int64_t id) {
    const auto found = programme::find_node(db, {id});
    return found ? std::optional(named_document(*found)) : std::nullopt;
}

std::optional<Document> frame_document(store::Db& db, std::int64_t id) {
    const auto found = programme::find_frame(db, {id});
    return found ? std::optional(named_document(*found, found->short_fr + " " + found->short_en)) : std::nullopt;
}

std::optional<Document> code_document(store::Db& db, std::int64_t id) {
    const auto found = programme::find_code(db, {id});
    const auto frame = found ? programme::find_frame(db, found->frame) : std::nullopt;
    return frame ? std::optional(named_document(*found, found->code + " " + frame->short_fr + " " + frame->short_en)) : std::nullopt;
}

std::optional<Document> body_document(store::Db& db, std::int64_t id) {
    const auto body = bodies::find_body(db, {id});
    if (!body) return {};
    return Document{{body->name_fr, body->name_en}, body->purpose_fr + " " + body->purpose_en};
}

// Whom a source names in a public office; who is registered as a person stands in their own document alone.
std::optional<Document> attestation_document(store::Db& db, std::int64_t id) {
    const auto attestation = bodies::find_attestation(db, {id});
    if (!attestation || attestation->withdrawn_by || attestation->holder.empty()) return {};
    const auto office = bodies::find_office(db, attestation->office);
    return Document{
        {attestation->holder},
        office->name_fr + " " + office->name_en + " " + attestation->spelling + " " + attestation->words + " " + attestation->member_name};
}

// A withdrawn fact is found no more; its page stays.
std::optional<Document> statement_document(store::Db& db, std::int64_t id) {
    const auto said = sources::find_statement(db, {id});
    if (!said || said->withdrawn_by) return {};
    auto countries = said->country.empty() ? std::string() : country_words(said->country);
    for (const auto& country : said->countries) countries += country_words(country);
    std::vector<std::string> names;
    for (const auto& name : {said->title_fr, said->title_en, said->name})
        if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
    if (names.empty()) names = {said->quote_fr, said->quote_en};
    return Document{std::move(names), said->place + " " + said->partners + " " + countries + said->quote_fr + " " + said->quote_en};
}

std::optional<Document> session_document(store::Db& db, std::int64_t id) {
    const auto session = assembly::find_session(db, {id});
    if (!session) return {};
    const auto body = "body." + std::string(acts::name_of(session->body));
    std::string details =
        session->date.edtf() + " " + session->theme_fr + " " + session->theme_en + " " + session->note_fr + " " + session->note_en;
    if (!session->country.empty()) details += " " + country_words(session->country);
    const auto numbered = "sessions.title." + std::string(acts::name_of(session->body)) + ".numbered";
    if (session->number)  // « 85e réunion du Bureau », "85th Bureau meeting"
        for (const auto language : base::languages)
            details += " " + web::words_of(language).format(numbered, {{"number", *session->number}});
    return Document{{title_of(base::Language::fr, body) + " " + session->place, title_of(base::Language::en, body) + " " + session->place},
                    std::move(details)};
}

// What readers see of a page, in both languages; one that is not published is found by those who write it.
std::optional<Document> content_document(store::Db& db, std::int64_t id) {
    const auto page = content::find_page(db, {id});
    if (!page) return {};
    const auto version = content::find_version(db, page->published.value_or(page->newest));
    Document document{{}, content::searched_words(*version)};
    for (const auto* words : {&version->fr, &version->en})
        if (!words->title.empty()) document.titles.push_back(words->title);
    if (!page->published) document.readers = {search::secretariat};
    return document;
}

// ---- what is shown of them ----

std::optional<Hit> member_hit(Visit& visit, std::int64_t id) {
    const auto member = members::find_member(visit.db(), {id});
    if (!member) return {};
    const auto kind = "kind." + std::string(acts::name_of(member->kind));
    return Hit{member->name, std::string(visit.words.country(member->country)) + ", " + std::string(visit.text(kind)),
               web::places::to_member(visit, member->id, member->name)};
}

std::optional<Hit> application_hit(Visit& visit, std::int64_t id) {
    const auto application = admissions::find_application(visit.db(), {id});
    if (!application) return {};
    return Hit{application->name, std::string(visit.words.country(application->country)) + ", " + visit.words.date(application->received),
               visit.to(admissions::page_of(application->id))};
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
               visit.to(web::places::rules / rule->rule)};
}

std::optional<Hit> provision_hit(Visit& visit, std::int64_t id) {
    const auto row = statutes::find_provision(visit.db(), {id});
    if (!row) return {};
    return Hit{statutes::rule_label(visit.words, row->name) + ", " + statutes::body_label(visit.words, row->body),
               visit.in_language(row->article_fr, row->article_en), visit.to(web::places::rules / row->name)};
}

std::optional<Hit> decision_hit(Visit& visit, std::int64_t id) {
    const auto decision = assembly::find_decision(visit.db(), {id});
    if (!decision) return {};
    return Hit{decision->title,
               std::string(visit.text("body." + std::string(acts::name_of(decision->body)))) + ", " + visit.words.date(decision->date),
               visit.to(web::places::decision(decision->id))};
}

std::optional<Hit> statement_hit(Visit& visit, std::int64_t id) {
    const auto said = sources::find_statement(visit.db(), {id});
    if (!said) return {};
    return Hit{sources::title_of(visit, *said),
               std::string(visit.text("facts.subject." + std::string(acts::name_of(said->subject)))) + ", " +
                   sources::as_of_said(visit.words, *said),
               visit.to(web::places::fact(said->id))};
}

std::optional<Hit> session_hit(Visit& visit, std::int64_t id) {
    const auto session = assembly::find_session(visit.db(), {id});
    if (!session) return {};
    return Hit{assembly::title_of(visit, *session), assembly::days_words(visit, *session), visit.to(assembly::address_of(*session))};
}

std::optional<Hit> programme_hit(Visit& visit, std::int64_t id) {
    const auto found = programme::find_programme(visit.db(), {id});
    if (!found) return {};
    return Hit{visit.in_language(found->name_fr, found->name_en), "", visit.to(programme::places::of(*found))};
}

std::optional<Hit> node_hit(Visit& visit, std::int64_t id) {
    const auto found = programme::find_node(visit.db(), {id});
    if (!found) return {};
    return Hit{programme::label_of(visit, *found), programme::name_of(visit, "programme", found->programme.value),
               visit.to(programme::places::of(*found))};
}

std::optional<Hit> frame_hit(Visit& visit, std::int64_t id) {
    const auto found = programme::find_frame(visit.db(), {id});
    if (!found) return {};
    return Hit{visit.in_language(found->name_fr, found->name_en), "", visit.to(programme::places::of(*found))};
}

std::optional<Hit> code_hit(Visit& visit, std::int64_t id) {
    const auto found = programme::find_code(visit.db(), {id});
    const auto frame = found ? programme::find_frame(visit.db(), found->frame) : std::nullopt;
    if (!frame) return {};
    return Hit{programme::label_of(visit, *frame, *found), visit.in_language(frame->name_fr, frame->name_en),
               visit.to(programme::places::of(*frame, *found))};
}

std::optional<Hit> body_hit(Visit& visit, std::int64_t id) {
    const auto body = bodies::find_body(visit.db(), {id});
    if (!body) return {};
    return Hit{body->name(visit.language), visit.in_language(body->purpose_fr, body->purpose_en), visit.to(bodies::address_of(*body))};
}

std::optional<Hit> attestation_hit(Visit& visit, std::int64_t id) {
    const auto attestation = bodies::find_attestation(visit.db(), {id});
    if (!attestation || attestation->withdrawn_by) return {};
    const auto office = bodies::find_office(visit.db(), attestation->office);
    const auto body = bodies::find_body(visit.db(), attestation->body);
    return Hit{attestation->holder, office->name(visit.language) + ", " + visit.words.partial_date(attestation->from),
               visit.to(bodies::address_of(*body))};
}

std::optional<Hit> content_hit(Visit& visit, std::int64_t id) {
    const auto page = content::find_page(visit.db(), {id});
    if (!page) return {};
    const auto version = content::find_version(visit.db(), page->published.value_or(page->newest));
    const auto& words = version->words(version->shown(content::written_in(visit.language)));
    return Hit{words.title, words.summary, visit.to(page->published ? content::places::page(*page) : content::places::versions(page->id))};
}

// ---- what is few ----

// What the site says of itself is the same at each search: it is taken apart once a thread.

struct Label {
    std::string text;
    std::vector<std::string> words;
};
const Label& label_of(const Visit& visit, const std::string& act) {
    thread_local std::unordered_map<std::string, Label> known[std::size(base::languages)];
    const auto [label, is_new] = known[std::size_t(visit.language)].try_emplace(act);
    if (is_new) {
        label->second.text = web::act_label(visit, act);
        label->second.words = base::tokens(label->second.text);
    }
    return label->second;
}

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
        if (declared.step_up) continue;
        const auto& label = label_of(visit, declared.name);
        if (search::has_all(asked, label.words))
            hits.push_back(
                {label.text, std::string(visit.text("search.acts_of_name")), visit.to(web::places::journal, {{"act", declared.name}})});
    }
    return hits;
}

// A page of the site: "nav.<nav>", and where it has them "<words>.title" and ".lead".
struct Fixed {
    std::string_view nav, words;
    web::Address at;
};
std::string nav_key(const Fixed& page) { return "nav." + std::string(page.nav); }
std::string title_key(const Fixed& page) { return std::string(page.words) + ".title"; }
std::string lead_key(const Fixed& page) { return std::string(page.words) + ".lead"; }
std::string text_or_none(const base::Words& words, const std::string& key) {
    return words.has(key) ? std::string(words.text(key)) : std::string();
}

// What such a page is found by, in either language: the words of its names; those and the words of what it says of itself.
struct Said {
    std::vector<std::string> names, everything;
};
const Said& said_of(const Fixed& page) {
    thread_local std::unordered_map<std::string_view, Said> known;
    const auto [said, is_new] = known.try_emplace(page.nav);
    if (!is_new) return said->second;
    std::string names, leads;
    for (const auto language : base::languages) {
        const auto& words = web::words_of(language);
        names += text_or_none(words, nav_key(page)) + " " + text_or_none(words, title_key(page)) + " ";
        leads += text_or_none(words, lead_key(page)) + " ";
    }
    return said->second = {base::tokens(names), base::tokens(names + leads)};
}

// The words of a rule's name in either language.
struct KnownRule {
    std::string name;
    std::vector<std::string> words;
};
const std::vector<KnownRule>& known_rules() {
    static const auto all = [] {
        std::vector<KnownRule> rules;
        for (auto& name : statutes::rules_known()) {
            std::string names;
            for (const auto language : base::languages) names += statutes::rule_label(web::words_of(language), name) + " ";
            rules.push_back({name, base::tokens(names)});
        }
        return rules;
    }();
    return all;
}

// By its names in either language, then by what it says of itself; what statutes have not set has a page of its own too.
std::vector<Hit> pages_found(Visit& visit, const Asked& asked) {
    namespace at = web::places;
    std::vector<Fixed> all{
        {"members", "members", at::members},
        {"research", "research", at::research},
        {"bodies", "bodies", at::bodies},
        {"sessions", "sessions", at::sessions},
        {"decisions", "decisions", at::decisions},
        {"programme", "programme", at::programme},
        {"partners", "partners", at::partners},
        {"projects", "projects", at::projects},
        {"figures", "figures", at::figures},
        {"facts", "facts", at::facts},
        {"sources", "sources", at::sources},
        {"history", "history", at::history},
        {"rules", "rules", at::rules},
        {"journal", "journal", at::journal},
        {"open_data", "data", at::open_data},
        {"publication", "publication", at::publication},
        {"news", "news", at::news},
        {"newsletter", "newsletter", at::newsletter},
        {"contact", "contact", at::contact},
        {"accessibility", "accessibility", at::accessibility},
        {"privacy", "privacy", at::privacy},
        {"legal", "legal", at::legal},
        {"association", "", at::association},
    };
    if (!visit.hooks.papers.fr.empty()) all.push_back({"papers", "documents", visit.hooks.papers});
    if (!visit.hooks.join.fr.empty()) all.push_back({"join", "join", visit.hooks.join});
    std::vector<Hit> hits, others;
    for (const auto& page : all) {
        const auto& said = said_of(page);
        const auto named = search::has_all(asked, said.names);
        if (!named && !search::has_all(asked, said.everything)) continue;
        const auto key = visit.words.has(nav_key(page)) ? nav_key(page) : title_key(page);
        (named ? hits : others).push_back({std::string(visit.text(key)), text_or_none(visit.words, lead_key(page)), visit.to(page.at)});
    }
    std::ranges::move(others, std::back_inserter(hits));
    for (const auto& [name, words] : known_rules()) {
        // What was set is found as the rule it is.
        if (!search::has_all(asked, words) || statutes::has_been_set(visit.db(), name)) continue;
        const auto body = statutes::body_of(name);
        hits.push_back({statutes::rule_label(visit.words, name) + (body ? ", " + statutes::body_label(visit.words, *body) : std::string()),
                        std::string(visit.text("rules.not_set")), visit.to(web::places::rules / name)});
    }
    return hits;
}

}  // namespace

search::Sources search_sources() {
    return {
        {"member", 1, member_document},       {"application", 1, application_document},
        {"person", 1, person_document},       {"content_page", 1, content_document},
        {"decision", 1, decision_document},   {"rule", 1, rule_document},
        {"provision", 1, provision_document}, {"source", 1, source_document},
        {"session", 2, session_document},     {"statement", 1, statement_document},
        {"programme", 1, programme_document}, {"programme_node", 1, node_document},
        {"frame", 1, frame_document},         {"frame_code", 1, code_document},
        {"body", 1, body_document},           {"attestation", 1, attestation_document},
    };
}

std::vector<search::Shown> shown_by_search() {
    return {
        {"page", {}, pages_found},
        {"member", member_hit},
        {"application", application_hit},
        {"person", person_hit},
        {"content_page", content_hit},
        {"decision", decision_hit},
        {"rule", rule_hit},
        {"provision", provision_hit},
        {"source", source_hit},
        {"session", session_hit},
        {"statement", statement_hit},
        {"programme", programme_hit},
        {"programme_node", node_hit},
        {"frame", frame_hit},
        {"frame_code", code_hit},
        {"body", body_hit},
        {"attestation", attestation_hit},
        {"act", {}, acts_found},
    };
}

}  // namespace portal
