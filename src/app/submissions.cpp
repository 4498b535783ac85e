#include "app/submissions.h"

#include "acts/basis.h"
#include "admissions/pages.h"
#include "app/choices.h"
#include "assembly/acts.h"
#include "assembly/assembly.h"
#include "assembly/pages.h"
#include "bodies/bodies.h"
#include "bodies/pages.h"
#include "content/pages.h"
#include "documents/pages.h"
#include "members/acts.h"
#include "opendata/pages.h"
#include "programme/pages.h"
#include "sources/acts.h"
#include "sources/pages.h"
#include "sources/sources.h"
#include "statutes/statutes.h"
#include "web/form.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>

namespace app {
namespace {

using web::Visit, web::Parameters;

// "rule:members.cities_per_state" by its article in force; "source:3001" by its title.
std::string citation(Visit& visit, std::string_view article) {
    const auto colon = article.find(':');
    if (colon == article.npos) return std::string(article);
    const auto kind = article.substr(0, colon), name = article.substr(colon + 1);
    if (kind == "rule") {
        const auto cited = statutes::cited(visit.db(), article, visit.today());
        if (cited) return visit.in_language(cited->fr, cited->en);
        const auto key = "rule." + std::string(name);
        return std::string(visit.words.has(key) ? visit.text(key) : name);
    }
    if (const auto number = acts::number_in(article, "source"))
        if (const auto source = sources::find_source(visit.db(), {*number})) return source->title;
    if (const auto number = acts::number_in(article, "decision"))
        if (const auto decision = assembly::find_decision(visit.db(), {*number}))
            return decision->title + ", " + visit.words.date(decision->date);
    return std::string(article);
}

template <class T>
void put(acts::Public<std::optional<T>>& field, const std::optional<std::int64_t>& value) {
    if (value) field.value.emplace().value = *value;
}

// A member as the correction that changes nothing.
std::string unchanged(const members::ShownMember& member) {
    members::CorrectMember correct;
    correct.member.value = member.id;
    correct.seen.value = member.changed_by;
    correct.name.value.value = member.name;
    correct.kind = member.kind;
    correct.member_class = member.member_class;
    correct.since = member.since;
    correct.attested = member.attested;
    correct.position = member.position;
    put(correct.population, member.population);
    correct.population_source = member.population_source;
    if (!member.name_note.empty()) correct.name_note.value.emplace().value = member.name_note;
    if (!member.note_fr.empty()) correct.note_fr.value.emplace().value = member.note_fr;
    if (!member.note_en.empty()) correct.note_en.value.emplace().value = member.note_en;
    return acts::encode(acts::type_of<members::CorrectMember>(), &correct);
}

std::string unchanged_facts(const members::ShownMember& member) {
    members::StateFacts facts;
    facts.member.value = member.id;
    facts.seen.value = member.changed_by;
    put(facts.population, member.population);
    facts.population_source = member.population_source;
    facts.position = member.position;
    return acts::encode(acts::type_of<members::StateFacts>(), &facts);
}

std::optional<std::int64_t> number_asked(const Parameters& asked, std::string_view name) {
    return web::whole_number(asked.value_or(name, {}));
}

std::optional<web::Present> present_statement(Visit& visit, const Parameters& asked) {
    const auto number = number_asked(asked, "statement");
    const auto said = number ? sources::find_statement(visit.db(), {*number}) : std::nullopt;
    if (!said) return {};
    return web::Present{sources::unchanged(visit.db(), *said), {"statement", "seen"}, sources::title_of(visit, *said)};
}

std::optional<web::Present> present_session(Visit& visit, const Parameters& asked) {
    const auto number = number_asked(asked, "session");
    const auto session = number ? assembly::find_session(visit.db(), {*number}) : std::nullopt;
    if (!session) return {};
    return web::Present{assembly::unchanged(visit.db(), *session), {"session", "seen"}, assembly::title_of(visit, *session)};
}

// An act that states something anew of a member or a body: what it is about and the last act seen travel along, what is now stands in the
// form.
std::optional<web::Present> present_anew(Visit& visit, std::string_view act, const Parameters& asked) {
    const bool renames = act == "members.rename", moves = act == "members.change_country", changes = act == "members.change_kind";
    if (renames || moves || changes) {
        const auto number = number_asked(asked, "member");
        const auto member = number ? members::find_member(visit.db(), {*number}) : std::nullopt;
        if (!member) return {};
        boost::json::object now{{"member", member->id.value}, {"seen", member->changed_by.value}};
        if (renames) now["name"] = member->name;
        if (moves) now["country"] = member->country;
        if (changes) now["kind"] = acts::name_of(member->kind), now["member_class"] = acts::name_of(member->member_class);
        return web::Present{boost::json::serialize(now), {"member", "seen"}, member->name};
    }
    if (act == "bodies.correct_office") {
        const auto number = number_asked(asked, "office");
        const auto office = number ? bodies::find_office(visit.db(), {*number}) : std::nullopt;
        if (!office) return {};
        const boost::json::object now{{"office", office->id.value},
                                      {"seen", office->changed_by.value},
                                      {"name_fr", office->name_fr},
                                      {"name_en", office->name_en},
                                      {"rank", office->rank},
                                      {"way", acts::name_of(office->way)},
                                      {"holder", acts::name_of(office->holder)}};
        return web::Present{boost::json::serialize(now), {"office", "seen"}, office->name(visit.language)};
    }
    if (act != "bodies.correct") return {};
    const auto number = number_asked(asked, "body");
    const auto body = number ? bodies::find_body(visit.db(), {*number}) : std::nullopt;
    if (!body) return {};
    boost::json::object now{
        {"body", body->id.value}, {"seen", body->changed_by.value}, {"name_fr", body->name_fr}, {"name_en", body->name_en}};
    if (!body->purpose_fr.empty()) now["purpose_fr"] = body->purpose_fr;
    if (!body->purpose_en.empty()) now["purpose_en"] = body->purpose_en;
    if (body->created) now["created"] = body->created->edtf();
    return web::Present{boost::json::serialize(now), {"body", "seen"}, body->name(visit.language)};
}

std::optional<web::Present> present(Visit& visit, std::string_view act, const Parameters& asked) {
    if (auto of = present_anew(visit, act, asked)) return of;
    if (act == "statements.correct") return present_statement(visit, asked);
    if (act == "assembly.correct_session") return present_session(visit, asked);
    if (act == "content.write_page") return content::present_page(visit, asked);
    if (act == "documents.change_template") return documents::present_template(visit, asked);
    if (act.starts_with("opendata.")) return opendata::present(visit, act);
    if (auto of = admissions::present_application(visit, act, asked)) return of;
    const bool facts = act == "members.state_facts";
    if (act != "members.correct" && !facts) return {};
    const auto text = asked.value_or("member", {});
    std::int64_t number = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc()) {
        // Who acts for one member means that one.
        const auto own = std::ranges::find_if(visit.visitor.holdings, [](const auto& holding) { return holding.scope.kind == "member"; });
        if (!facts || !text.empty() || own == visit.visitor.holdings.end()) return {};
        number = own->scope.id;
    }
    const auto member = members::find_member(visit.db(), {number});
    if (!member) return {};
    return web::Present{facts ? unchanged_facts(*member) : unchanged(*member),
                        {"member", "seen"},
                        member->name + ", " + std::string(visit.words.country(member->country))};
}

}  // namespace

std::string thing_name(const Visit& visit, std::string_view thing, std::int64_t id, std::int64_t member) {
    if (thing == "member") {
        const auto found = members::find_member(visit.db(), {id});
        return found ? found->name : std::string();
    }
    if (thing == "source") return sources::source_title(visit.db(), id);
    if (thing == "statement") {
        const auto found = sources::find_statement(visit.db(), {id});
        return found ? sources::title_of(visit, *found) : std::string();
    }
    if (thing == "session") {
        const auto found = assembly::find_session(visit.db(), {id});
        return found ? assembly::title_of(visit, *found) : std::string();
    }
    if (thing == "application") {
        const auto found = admissions::find_application(visit.db(), {id});
        return found ? found->name : std::string();
    }
    if (thing == "decision") {
        const auto found = assembly::find_decision(visit.db(), {id});
        return found ? found->title : std::string();
    }
    if (auto of_body = bodies::named(visit, thing, id)) return std::move(of_body->name);
    if (thing == "content_page") {
        const auto found = content::find_page(visit.db(), {id});
        const auto version = found ? content::find_version(visit.db(), found->newest) : std::nullopt;
        return version ? version->words(version->shown(content::written_in(visit.language))).title : std::string();
    }
    if (thing == "titular" && member)
        for (const auto& titular : members::titulars_of(visit.db(), {member}))
            if (titular.id.value == id) return titular_name(titular);
    return programme::name_of(visit, thing, id);
}

web::ActHooks act_hooks() { return {.citation = citation, .options = choices_of, .present = present}; }

}  // namespace app
