#include "documents/acts.h"

#include "acts/basis.h"
#include "admissions/admissions.h"
#include "documents/rules.h"
#include "documents/store.h"
#include "documents/wording.h"
#include "network/network.h"
#include "numbering/numbering.h"

#include <set>

namespace documents {
namespace {

using Row = Facts::Row;

void put(Row& row, const char* name, std::string value) {
    if (!value.empty()) row[name] = std::move(value);
}
void put(Row& row, const char* name, const std::optional<base::PartialDate>& date) {
    if (date) row[name] = date->edtf();
}
void put(Row& row, const char* name, const std::optional<std::int64_t>& count) {
    if (count) row[name] = std::to_string(*count);
}
template <class Choice>
requires std::is_enum_v<Choice>
void put(Row& row, const char* name, Choice choice) { row[name] = acts::name_of(choice); }

void put_class(Row& row, members::MemberClass of_class) {
    if (of_class != members::MemberClass::not_stated) put(row, "member_class", of_class);
}

void put_member(store::Db& db, Row& row, const members::ShownMember& member) {
    put(row, "member", member.name);
    put(row, "country", member.country);
    put(row, "kind", member.kind);
    put_class(row, member.member_class);
    put(row, "since", member.since);
    put(row, "attested", member.attested);
    put(row, "entry", std::to_string(member.changed_by.value));
    if (const auto id = acts::number_in(member.basis, "decision"))
        if (const auto decision = assembly::find_decision(db, {*id})) {
            put(row, "decision", decision->title);
            put(row, "body", decision->body);
            put(row, "decision_day", decision->date.iso());
        }
    if (const auto id = acts::number_in(member.basis, "source"))
        if (const auto source = sources::find_source(db, {*id})) put(row, "source", source->title);
}

void put_decision(store::Db& db, Row& row, const assembly::KnownDecision& decision) {
    put(row, "title", decision.title);
    put(row, "body", decision.body);
    put(row, "decision_day", decision.date.iso());
    put(row, "result", decision.result);
    put(row, "votes_for", decision.votes_for);
    put(row, "votes_against", decision.votes_against);
    put(row, "abstentions", decision.abstentions);
    put(row, "entry", std::to_string(decision.id.value / 1000));
    if (decision.executed_by) put(row, "executed", std::to_string(decision.executed_by->value));
    if (decision.annulled_by) put(row, "annulled", std::to_string(decision.annulled_by->value));
    if (decision.subject != assembly::Subject::admission) return;
    if (const auto application = admissions::find_application(db, {decision.subject_id})) {
        put(row, "applicant", application->name);
        put(row, "applicant_country", application->country);
    }
}

void put_members(store::Db& db, Facts& facts, base::Date on) {
    members::Filter filter;
    filter.on = on;
    std::set<std::string> countries;
    auto &admitted = facts.lists["admitted"], &recorded = facts.lists["recorded"];
    auto all = members::list_members(db, filter, 0, report_members_max);
    members::put_back(db, all, on, members::Back::facts);
    for (const auto& member : all) {
        auto& row = (member.joined == members::Status::admitted ? admitted : recorded).emplace_back();
        put(row, "name", member.name);
        put(row, "country", member.country);
        put(row, "kind", member.kind);
        put_class(row, member.member_class);
        put(row, "since", member.since);
        put(row, "attested", member.attested);
        countries.insert(member.country);
    }
    const auto count = [](std::size_t size) { return std::optional(std::int64_t(size)); };
    put(facts.texts, "on", on.iso());
    put(facts.texts, "members", count(admitted.size() + recorded.size()));
    put(facts.texts, "countries", count(countries.size()));
    put(facts.texts, "admitted_count", count(admitted.size()));
    put(facts.texts, "recorded_count", count(recorded.size()));
}

// What the paper says, and what it is about.
Facts gather(store::Db& db, IssuedDocument& document) {
    Facts facts;
    auto& texts = facts.texts;
    const auto network = network::the_network(db);
    put(texts, "number", document.number);
    put(texts, "day", document.day.iso());
    put(texts, "network", document.language == WrittenIn::fr ? network.name_fr : network.name_en);
    put(texts, "short_name", network.short_name);
    put(texts, "seat", network.seat);
    put(texts, "nature", network.nature);
    if (document.member) {
        const auto member = *members::find_member(db, *document.member);
        document.subject = member.name;
        put_member(db, texts, member);
    }
    if (document.decision) {
        const auto decision = *assembly::find_decision(db, *document.decision);
        document.subject = decision.title;
        put_decision(db, texts, decision);
    }
    if (document.on) put_members(db, facts, *document.on);
    return facts;
}

}  // namespace

base::Verdict check(const acts::Reader& now, const Issue& issue) {
    if (auto whole = fits(*issue.kind, {issue.member.value.has_value(), issue.decision.value.has_value(), issue.on.value.has_value()});
        !whole)
        return whole;
    if (issue.decision.value && !assembly::find_decision(now.db(), *issue.decision.value))
        return base::wrong_field("decision", "unknown_reference");
    if (issue.member.value) {
        const auto member = members::find_member(now.db(), *issue.member.value);
        if (!member) return base::wrong_field("member", "unknown_reference");
        if (auto may = may_certify(member->status, member->since, member->attested, now.today()); !may) return may;
    }
    if (*issue.kind == Kind::report) {
        members::Filter filter;
        filter.on = issue.on.value.value_or(now.today());
        if (auto may = may_report(*filter.on, now.today(), members::count_members(now.db(), filter)); !may) return may;
    }
    if (network::the_network(now.db()).name_fr.empty()) return base::refused("documents.no_network");
    if (!template_in_force(now.db(), *issue.kind)) return base::refused("documents.no_template");
    return base::granted();
}

void apply(acts::Effect& act, const Issue& issue) {
    IssuedDocument document;
    document.id = act.new_id<Document>();
    document.number = numbering::take(act, series_of(*issue.kind)).text();
    document.kind = issue.kind, document.language = issue.language;
    document.day = act.date(), document.basis = act.basis(), document.act = act.number();
    document.member = issue.member, document.decision = issue.decision;
    if (*issue.kind == Kind::report) document.on = issue.on.value.value_or(act.date());
    const auto facts = gather(act.db(), document);
    insert_document(act.db(), document, template_in_force(act.db(), *issue.kind)->id, facts_json(facts));
    act.touches("document", document.id);
    act.touches("document");
}

base::Verdict check(const acts::Reader&, const ChangeTemplate& change) {
    auto wrong = faults_of(*change.kind, change.text_fr->value, change.text_en->value);
    if (wrong.empty()) return base::granted();
    return base::wrong_fields(std::move(wrong));
}

void apply(acts::Effect& act, const ChangeTemplate& change) {
    const auto id = act.new_id<Template>();
    insert_template(act.db(), id, change, act.date());
    act.touches("document_template", id);
    act.touches("document_template");
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<Issue>("documents.issue", 1, By::officer, Basis::optional);
    registry.add<ChangeTemplate>("documents.change_template", 1, By::officer, Basis::optional);
}

std::string_view tables() {
    return
#include "src/documents/tables.sql.inc"
        ;
}

}  // namespace documents
