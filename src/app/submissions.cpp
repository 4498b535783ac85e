#include "app/submissions.h"

#include "admissions/pages.h"
#include "assembly/assembly.h"
#include "documents/pages.h"
#include "members/acts.h"
#include "sources/sources.h"
#include "statutes/statutes.h"

#include <algorithm>
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
        const auto rule = statutes::rule_on(visit.db(), name, visit.today());
        if (rule) return visit.in_language(rule->article_fr, rule->article_en);
        return std::string(visit.text("rule." + std::string(name)));
    }
    std::int64_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    if (kind == "source")
        if (const auto source = sources::find_source(visit.db(), {number})) return source->title;
    return std::string(article);
}

std::string titular_name(const members::ShownTitular& titular) {
    return titular.name ? *titular.name + ", " + titular.title : titular.title;
}

constexpr std::int64_t decisions_proposed_most = 50;

std::vector<web::Choice> options(Visit& visit, std::string_view thing, std::string_view) {
    std::vector<web::Choice> choices;
    if (thing == "basis") {
        for (const auto& decision : assembly::recent_decisions(visit.db(), decisions_proposed_most))
            choices.push_back({assembly::basis_of(decision.id), decision.title});
        for (auto& source : options(visit, "source", {})) choices.push_back({"source:" + source.value, std::move(source.label)});
    }
    if (thing == "source")
        for (const auto& source : sources::all_sources(visit.db()))
            choices.push_back(
                {std::to_string(source.id.value), source.publisher.empty() ? source.title : source.title + " (" + source.publisher + ")"});
    if (thing == "decision")
        for (const auto& decision : assembly::recent_decisions(visit.db(), 501))
            choices.push_back({std::to_string(decision.id.value), visit.words.short_date(decision.date) + ", " + decision.title});
    if (thing == "titular")  // of one's own member; the secretariat knows them by number
        for (const auto& holding : visit.visitor.holdings) {
            if (holding.scope.kind != "member") continue;
            for (const auto& titular : members::titulars_of(visit.db(), {holding.scope.id}))
                if (!titular.until) choices.push_back({std::to_string(titular.id.value), titular_name(titular)});
        }
    if (choices.size() > 500) choices.clear();  // then its number is typed
    return choices;
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

std::optional<web::Present> present(Visit& visit, std::string_view act, const Parameters& asked) {
    if (act == "documents.change_template") return documents::present_template(visit, asked);
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
    if (thing == "source") {
        const auto found = sources::find_source(visit.db(), {id});
        return found ? found->title : std::string();
    }
    if (thing == "application") {
        const auto found = admissions::find_application(visit.db(), {id});
        return found ? found->name : std::string();
    }
    if (thing == "decision") {
        const auto found = assembly::find_decision(visit.db(), {id});
        return found ? found->title : std::string();
    }
    if (thing == "titular" && member)
        for (const auto& titular : members::titulars_of(visit.db(), {member}))
            if (titular.id.value == id) return titular_name(titular);
    return {};
}

web::ActHooks act_hooks() { return {.citation = citation, .options = options, .present = present}; }

}  // namespace app
