#include "app/choices.h"

#include "admissions/admissions.h"
#include "assembly/acts.h"
#include "assembly/pages.h"
#include "bodies/bodies.h"
#include "members/pages.h"
#include "opendata/pages.h"
#include "people/people.h"
#include "programme/pages.h"
#include "sources/pages.h"
#include "sources/sources.h"

#include <algorithm>

namespace app {
namespace {

using web::Choice, web::Visit;

constexpr std::size_t most = 500;  // of one kind: a longer list is no help
constexpr std::int64_t asked_most = std::int64_t(most) + 1, decisions_proposed_most = 50;

using Choices = std::vector<Choice>;

template <class T>
std::string number(base::Id<T> id) {
    return std::to_string(id.value);
}

// By name as the language sorts it.
Choices sorted(const Visit& visit, Choices choices) {
    std::ranges::stable_sort(choices, {}, [&](const Choice& one) { return visit.words.collation_key(one.label); });
    return choices;
}

Choices sources_to_choose(Visit& visit) {
    Choices all;
    for (const auto& source : sources::all_sources(visit.db()))
        all.push_back({number(source.id), source.publisher.empty() ? source.title : source.title + " (" + source.publisher + ")"});
    return all;
}

Choices decisions(Visit& visit, std::int64_t how_many) {
    Choices all;
    for (const auto& decision : assembly::recent_decisions(visit.db(), how_many))
        all.push_back({number(decision.id), visit.words.short_date(decision.date) + ", " + decision.title});
    return all;
}

Choices bases(Visit& visit) {
    Choices all;
    for (auto& decision : decisions(visit, decisions_proposed_most))
        all.push_back({"decision:" + decision.value, std::move(decision.label)});
    for (auto& source : sources_to_choose(visit)) all.push_back({"source:" + source.value, std::move(source.label)});
    return all;
}

// Where sums are named, those of money alone.
Choices statements(Visit& visit, std::string_view path) {
    Choices all;
    const auto subject = opendata::names_sums(path) ? std::optional(sources::Subject::finance) : std::nullopt;
    for (const auto& said : sources::list_statements(visit.db(), subject, 0, asked_most))
        all.push_back({number(said.id), sources::title_of(visit, said) + ", " + sources::as_of_said(visit.words, said)});
    return all;
}

Choices sessions(Visit& visit) {
    Choices all;
    for (const auto& session : assembly::list_sessions(visit.db(), {}, 0, asked_most))
        all.push_back({number(session.id), assembly::title_of(visit, session) + ", " + visit.words.partial_date(session.date)});
    return all;
}

Choices members_to_choose(Visit& visit) {
    Choices all;
    const auto members = members::list_members(visit.db(), {}, 0, asked_most);
    const auto apart = members::words_apart(visit, members);
    for (const auto& member : members) {
        const auto words = apart.find(member.id);
        all.push_back({number(member.id), member.name + (words == apart.end() ? "" : " (" + words->second + ")") + ", " +
                                              std::string(visit.words.country(member.country))});
    }
    return all;
}

// By name; two of one name are told apart by their address.
Choices people_to_choose(Visit& visit) {
    Choices all;
    for (const auto& [id, contact] : people::people_like(visit.db(), "", {}, asked_most))
        all.push_back({number(id), contact.email.empty() ? contact.name : contact.name + ", " + contact.email});
    return sorted(visit, std::move(all));
}

Choices applications(Visit& visit) {
    Choices all;
    for (const auto& application : admissions::list_applications(visit.db(), {}, 0, asked_most))
        all.push_back({number(application.id), application.full_name()});
    return all;
}

// ---- bodies ----

Choices bodies_to_choose(Visit& visit) {
    Choices all;
    for (const auto& body : bodies::all_bodies(visit.db()))
        if (!body.ended) all.push_back({number(body.id), body.name(visit.language)});
    return all;
}

Choices offices(Visit& visit) {
    Choices all;
    for (const auto& body : bodies::all_bodies(visit.db()))
        for (const auto& office : bodies::offices_of(visit.db(), body.id))
            if (!body.ended) all.push_back({number(office.id), body.name(visit.language) + ", " + office.name(visit.language)});
    return all;
}

// Which mandates that have ended are offered beside the open ones: none, those whose end may be stated anew, all where one is replaced.
enum class Ended { none, may_end_anew, all };

// « Bureau, Président, Awa Exemple, Ville-Alizé, à partir du 24 mai 2024 ».
Choices mandates(Visit& visit, Ended ended) {
    Choices all;
    for (const auto& body : bodies::all_bodies(visit.db())) {
        const auto offices = bodies::offices_of(visit.db(), body.id);
        for (const auto& mandate : bodies::mandates_of(visit.db(), body.id, asked_most)) {
            if (mandate.until && (ended == Ended::none || (ended == Ended::may_end_anew && !mandate.may_end_anew()))) continue;
            const auto office = std::ranges::find(offices, mandate.office, &bodies::ShownOffice::id);
            auto label = body.name(visit.language) + ", " + office->name(visit.language) + ", " +
                         mandate.name.value_or(std::string(visit.text("people.erased")));
            if (!mandate.member_name.empty()) label += ", " + mandate.member_name;
            label += ", " + (mandate.until ? visit.format("chart.from_until", {{"from", mandate.from}, {"until", *mandate.until}})
                                           : visit.format("bodies.since", {{"from", mandate.from}}));
            all.push_back({number(mandate.id), std::move(label)});
        }
    }
    return all;
}

Choices suspensions(Visit& visit) {
    Choices all;
    for (const auto& body : bodies::all_bodies(visit.db()))
        for (const auto& one : bodies::suspensions_of(visit.db(), body.id))
            if (!one.until)
                all.push_back({number(one.id), body.name(visit.language) + ", " + one.member_name + ", " +
                                                   visit.format("bodies.since", {{"from", one.from}})});
    return all;
}

Choices belongings(Visit& visit) {
    Choices all;
    for (const auto& body : bodies::all_bodies(visit.db()))
        for (const auto& one : bodies::belongings_of(visit.db(), body.id))
            if (!one.until) all.push_back({number(one.id), body.name(visit.language) + ", " + one.member_name});
    return all;
}

Choices attestations(Visit& visit) {
    Choices all;
    for (const auto& body : bodies::all_bodies(visit.db())) {
        const auto offices = bodies::offices_of(visit.db(), body.id);
        for (const auto& one : bodies::attestations_of(visit.db(), body.id, asked_most)) {
            const auto office = std::ranges::find(offices, one.office, &bodies::ShownOffice::id);
            const auto holder = one.person ? one.person_name.value_or(std::string(visit.text("people.erased"))) : one.holder;
            all.push_back({number(one.id), office->name(visit.language) + ", " + holder + ", " + visit.words.partial_date(one.from)});
        }
    }
    return all;
}

// Of one's own member; for the secretariat, whoever is in office, by member.
Choices titulars(Visit& visit) {
    auto& db = visit.db();
    Choices all;
    const auto add = [&](base::Id<members::Member> member, const std::string& before, std::optional<base::Id<members::Titular>> only) {
        for (const auto& titular : members::titulars_of(db, member))
            if (!titular.until && (!only || titular.id == *only)) all.push_back({number(titular.id), before + titular_name(titular)});
    };
    if (!visit.visitor.in_secretariat()) {
        for (const auto& holding : visit.visitor.holdings)
            if (holding.scope.kind == "member") add({holding.scope.id}, "", {});
        return all;
    }
    const auto in_office = members::unconfirmed_titulars(db, base::Date{9999, 12, 31}, asked_most);
    if (in_office.size() > most) return {};
    for (const auto& titular : in_office) {
        const auto member = members::member_of(db, titular.id);
        const auto found = members::find_member(db, member);
        add(member, found ? found->name + ", " : std::string(), titular.id);
    }
    return sorted(visit, std::move(all));
}

// What a decision may be about, each said with its kind: a number is one thing whatever its kind.
Choices decided_things(Visit& visit) {
    Choices all;
    const auto add = [&](const char* kind, Choices some) {
        if (some.size() > most) return;
        for (auto& one : some) all.push_back({std::move(one.value), std::string(visit.text(kind)) + ", " + one.label});
    };
    add("thing.application", applications(visit));
    add("bodies.mandate", mandates(visit, Ended::none));
    add("thing.member", members_to_choose(visit));
    add("thing.decision", decisions(visit, decisions_proposed_most));
    return all;
}

// Nothing: of this kind nothing is ever offered to this visitor.
std::optional<Choices> found(Visit& visit, std::string_view thing, std::string_view path) {
    if (thing == "source") return sources_to_choose(visit);
    if (thing == "statement") return statements(visit, path);
    if (thing == "session") return sessions(visit);
    if (thing == "decision") return decisions(visit, asked_most);
    if (thing == "member") return members_to_choose(visit);
    if (thing == "titular") return titulars(visit);
    if (thing == "body") return bodies_to_choose(visit);
    if (thing == "office") return offices(visit);
    if (thing == "mandate") return mandates(visit, path == "replaces" ? Ended::all : Ended::may_end_anew);
    if (thing == "seat_suspension") return suspensions(visit);
    if (thing == "belonging") return belongings(visit);
    if (thing == "attestation") return attestations(visit);
    if (!visit.visitor.in_secretariat()) return {};
    if (thing == "person") return people_to_choose(visit);
    if (thing == "application") return applications(visit);
    return {};
}

}  // namespace

std::string titular_name(const members::ShownTitular& titular) {
    return titular.name ? *titular.name + ", " + titular.title : titular.title;
}

std::vector<Choice> choices_of(Visit& visit, std::string_view thing, std::string_view path) {
    if (thing.empty()) return path == "subject_id" ? decided_things(visit) : Choices{};
    if (thing == "basis") return bases(visit);
    auto all = found(visit, thing, path);
    if (!all) return programme::options(visit, thing);
    if (all->empty()) all->push_back({"", std::string(visit.text("form.none_yet"))});
    if (all->size() > most) all->clear();
    return *all;
}

}  // namespace app
