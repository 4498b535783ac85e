#include "members/acts.h"

#include "members/rules.h"
#include "members/rules_life.h"
#include "members/store_relations.h"
#include "people/people.h"

namespace members {
namespace {

// A member that belongs: who left sends nobody.
base::Verdict must_belong(const acts::Reader& now, Id<Member> id) {
    const auto member = find_member(now.db(), id);
    if (!member) return base::wrong_field("member", "unknown_reference");
    if (!belongs(member->status))
        return base::refused("members.not_a_member", {}, {{"status", std::string(acts::name_of(member->status))}});
    return base::granted();
}

base::Verdict must_be_association(const acts::Reader& now, Id<Member> id) {
    const auto member = find_member(now.db(), id);
    if (!member) return base::wrong_field("association", "unknown_reference");
    if (member->kind != Kind::association) return base::wrong_field("association", "no_association");
    return base::granted();
}

base::Verdict not_before(const std::string& field, const base::PartialDate& until, const std::optional<base::PartialDate>& from) {
    if (from && from->earliest() && until.latest() && *until.latest() < *from->earliest()) return base::wrong_field(field, "before_from");
    return base::granted();
}

}  // namespace

// ---- substitutes ----

base::Verdict check(const acts::Reader& now, const NameSubstitute& name) {
    if (auto may = must_belong(now, name.member); !may) return may;
    if (auto may = people::must_be_known(now, name.person); !may) return may;
    if (auto may = not_in_future("from", name.from, now.today()); !may) return may;
    std::vector<base::Interval> others;
    for (const auto& one : substitute_terms(now.db(), name.member)) others.push_back({day_of(one.from), day_of(one.until)});
    return may_have_substitute(most_at_once(others, day_of(*name.from).value_or(base::Date{})),
                               statutes::rule_on(now.db(), statutes::substitutes_allowed, now.today()));
}
void apply(acts::Effect& act, const NameSubstitute& name) {
    const auto id = act.new_id<Substitute>();
    insert_substitute(act.db(), id, name);
    act.touches("substitute", id);
    act.touches("member", *name.member);
    act.touches("person", *name.person);
}
acts::Scope scope_of(const acts::Reader&, const NameSubstitute& name) { return {"member", name.member->value}; }

base::Verdict check(const acts::Reader& now, const EndSubstitute& end) {
    const auto substitute = find_substitute(now.db(), end.substitute);
    if (!substitute) return base::wrong_field("substitute", "unknown_reference");
    if (substitute->until) return base::refused("members.substitute_ended");
    if (auto may = not_in_future("until", end.until, now.today()); !may) return may;
    return not_before("until", end.until, substitute->from);
}
void apply(acts::Effect& act, const EndSubstitute& end) {
    const auto substitute = find_substitute(act.db(), end.substitute);
    end_substitute(act.db(), end.substitute, end.until);
    act.touches("substitute", *end.substitute);
    act.touches("member", substitute->member);
}
acts::Scope scope_of(const acts::Reader& now, const EndSubstitute& end) {
    const auto substitute = find_substitute(now.db(), end.substitute);
    return {"member", substitute ? substitute->member.value : 0};
}

// ---- contacts ----

base::Verdict check(const acts::Reader& now, const AddContact& add) {
    if (auto may = must_belong(now, add.member); !may) return may;
    if (auto may = people::must_be_known(now, add.person); !may) return may;
    if (auto may = not_in_future("consent_on", base::PartialDate::of(add.consent_on), now.today()); !may) return may;
    if (contact_for(now.db(), add.member, add.person, add.service)) return base::refused("members.contact_known");
    return base::granted();
}
void apply(acts::Effect& act, const AddContact& add) {
    const auto id = act.new_id<ServiceContact>();
    insert_contact(act.db(), id, add, act.number());
    act.touches("contact", id);
    act.touches("member", *add.member);
    act.touches("person", *add.person);
}
acts::Scope scope_of(const acts::Reader&, const AddContact& add) { return {"member", add.member->value}; }

base::Verdict check(const acts::Reader& now, const WithdrawContact& withdraw) {
    if (!find_contact(now.db(), withdraw.contact)) return base::wrong_field("contact", "unknown_reference");
    return base::granted();
}
void apply(acts::Effect& act, const WithdrawContact& withdraw) {
    const auto contact = find_contact(act.db(), withdraw.contact);
    delete_contact(act.db(), withdraw.contact);
    act.touches("contact", *withdraw.contact);
    act.touches("member", contact->member);
    act.touches("person", contact->person);
}
acts::Scope scope_of(const acts::Reader& now, const WithdrawContact& withdraw) {
    const auto contact = find_contact(now.db(), withdraw.contact);
    return {"member", contact ? contact->member.value : 0};
}

// ---- associations ----

base::Verdict check(const acts::Reader& now, const StateCoverage& state) {
    if (auto may = must_be_association(now, state.association); !may) return may;
    if (state.countries->empty() && !state.regions.value) return base::wrong_field("countries", "missing");
    if (state.authorities.value && !state.source.value) return base::wrong_field("source", "missing");
    if (state.authorities.value && !state.counted.value) return base::wrong_field("counted", "missing");
    if (state.counted.value)
        if (auto may = not_in_future("counted", *state.counted.value, now.today()); !may) return may;
    if (state.source.value && !sources::source_exists(now.db(), *state.source.value))
        return base::wrong_field("source", "unknown_reference");
    return base::granted();
}
void apply(acts::Effect& act, const StateCoverage& state) {
    put_coverage(act.db(), state, act.number());
    act.touches("member", *state.association);
}

base::Verdict check(const acts::Reader& now, const JoinAssociation& join) {
    if (!find_member(now.db(), join.member)) return base::wrong_field("member", "unknown_reference");
    if (auto may = must_be_association(now, join.association); !may) return may;
    if (*join.member == *join.association) return base::wrong_field("association", "same_member");
    if (join.from.value)
        if (auto may = not_in_future("from", *join.from.value, now.today()); !may) return may;
    if (open_belonging(now.db(), join.member, join.association)) return base::refused("members.in_association");
    return base::granted();
}
void apply(acts::Effect& act, const JoinAssociation& join) {
    insert_belonging(act.db(), join.member, join.association, join.from, act.number());
    act.touches("member", *join.member);
    act.touches("member", *join.association);
}

base::Verdict check(const acts::Reader& now, const LeaveAssociation& leave) {
    const auto open = open_belonging(now.db(), leave.member, leave.association);
    if (!open) return base::refused("members.not_in_association");
    if (auto may = not_in_future("until", leave.until, now.today()); !may) return may;
    return not_before("until", leave.until, open->from);
}
void apply(acts::Effect& act, const LeaveAssociation& leave) {
    end_belonging(act.db(), leave.member, leave.association, leave.until);
    act.touches("member", *leave.member);
    act.touches("member", *leave.association);
}

void declare_relations(acts::Registry& registry) {
    using acts::By, acts::Basis, acts::Role;
    registry.add<NameSubstitute>("members.name_substitute", 1, By::officer.within({Role::titular}), Basis::optional);
    registry.add<EndSubstitute>("members.end_substitute", 1, By::officer.within({Role::titular}), Basis::optional);
    registry.add<AddContact>("members.add_contact", 1, By::officer.within({Role::titular, Role::staff}), Basis::none);
    registry.add<WithdrawContact>("members.withdraw_contact", 1, By::officer.within({Role::titular, Role::staff}), Basis::none);
    registry.add<StateCoverage>("members.state_coverage", 1, By::officer, Basis::required);
    registry.add<JoinAssociation>("members.join_association", 1, By::officer, Basis::required);
    registry.add<LeaveAssociation>("members.leave_association", 1, By::officer, Basis::required);
}

}  // namespace members
