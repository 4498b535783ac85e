// Who acts for a member beside its titular, and which association it belongs to. Included by acts.h.
#pragma once
#include "members/relations.h"

namespace members {

// ---- substitutes: only as many as the statutes allow ----
struct NameSubstitute {
    acts::Public<Id<Member>> member;
    acts::Public<Id<Person>> person;
    acts::Public<acts::Text<120>> title;  // as the city says it: Première adjointe
    acts::Public<base::PartialDate> from;
};
BOOST_DESCRIBE_STRUCT(NameSubstitute, (), (member, person, title, from))
struct EndSubstitute {
    acts::Public<Id<Substitute>> substitute;
    acts::Public<base::PartialDate> until;
};
BOOST_DESCRIBE_STRUCT(EndSubstitute, (), (substitute, until))

// ---- contacts by service: never public, and only as long as the person consents ----
struct AddContact {
    acts::Public<Id<Member>> member;
    acts::Public<Id<Person>> person;
    acts::Text<120> service;  // Cabinet, Relations internationales
    base::Date consent_on;    // the day on which the person agreed
};
BOOST_DESCRIBE_STRUCT(AddContact, (), (member, person, service, consent_on))
// The person no longer agrees, or no longer is there: the line leaves every list.
struct WithdrawContact {
    acts::Public<Id<ServiceContact>> contact;
};
BOOST_DESCRIBE_STRUCT(WithdrawContact, (), (contact))

// ---- associations of local authorities: what they cover, and whom they gather. They never count for the cap ----
struct StateCoverage {
    acts::Public<Id<Member>> association;
    acts::Public<std::vector<acts::Country>> countries;
    acts::Public<std::optional<acts::Text<300>>> regions;  // as the source says them
    acts::Public<std::optional<acts::Integer<1, 1'000'000>>> authorities;
    acts::Public<std::optional<base::PartialDate>> counted;  // when there were so many
    acts::Public<std::optional<Id<sources::Source>>> source;
};
BOOST_DESCRIBE_STRUCT(StateCoverage, (), (association, countries, regions, authorities, counted, source))
struct JoinAssociation {
    acts::Public<Id<Member>> member;
    acts::Public<Id<Member>> association;
    acts::Public<std::optional<base::PartialDate>> from;
};
BOOST_DESCRIBE_STRUCT(JoinAssociation, (), (member, association, from))
struct LeaveAssociation {
    acts::Public<Id<Member>> member;
    acts::Public<Id<Member>> association;
    acts::Public<base::PartialDate> until;
};
BOOST_DESCRIBE_STRUCT(LeaveAssociation, (), (member, association, until))

base::Verdict check(const acts::Reader&, const NameSubstitute&);
void apply(acts::Effect&, const NameSubstitute&);
acts::Scope scope_of(const acts::Reader&, const NameSubstitute&);
base::Verdict check(const acts::Reader&, const EndSubstitute&);
void apply(acts::Effect&, const EndSubstitute&);
acts::Scope scope_of(const acts::Reader&, const EndSubstitute&);
base::Verdict check(const acts::Reader&, const AddContact&);
void apply(acts::Effect&, const AddContact&);
acts::Scope scope_of(const acts::Reader&, const AddContact&);
base::Verdict check(const acts::Reader&, const WithdrawContact&);
void apply(acts::Effect&, const WithdrawContact&);
acts::Scope scope_of(const acts::Reader&, const WithdrawContact&);
base::Verdict check(const acts::Reader&, const StateCoverage&);
void apply(acts::Effect&, const StateCoverage&);
base::Verdict check(const acts::Reader&, const JoinAssociation&);
void apply(acts::Effect&, const JoinAssociation&);
base::Verdict check(const acts::Reader&, const LeaveAssociation&);
void apply(acts::Effect&, const LeaveAssociation&);

void declare_relations(acts::Registry&);

}  // namespace members
