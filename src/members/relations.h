// Substitutes, contacts by service, associations: types, and what pages ask of them. Included by acts.h.
#pragma once
#include "members/members.h"

namespace members {
struct Substitute;
struct ServiceContact;
}  // namespace members
template <>
inline constexpr std::string_view acts::thing<members::Substitute> = "substitute";
template <>
inline constexpr std::string_view acts::thing<members::ServiceContact> = "contact";

namespace members {

struct ShownSubstitute {
    Id<Substitute> id;
    Id<Member> member;
    Id<Person> person;
    std::optional<std::string> name;  // nothing: erased; or not asked
    std::string title;
    base::PartialDate from;
    std::optional<base::PartialDate> until;
};
std::vector<ShownSubstitute> substitutes_of(store::Db&, Id<Member>);    // newest first, with names
std::vector<ShownSubstitute> substitute_terms(store::Db&, Id<Member>);  // the same without names: for acts
std::optional<ShownSubstitute> find_substitute(store::Db&, Id<Substitute>);  // without the name

struct ShownServiceContact {
    Id<ServiceContact> id;
    Id<Member> member;
    Id<Person> person;
    std::string service;
    base::Date consent_on;
};
// Of persons who consent and were not erased; for the secretariat and the member's own people.
std::vector<ShownServiceContact> contacts_of(store::Db&, Id<Member>);
std::optional<ShownServiceContact> find_contact(store::Db&, Id<ServiceContact>);
std::vector<Id<Person>> service_contacts(store::Db&);  // each once, by number

struct Coverage {
    std::vector<std::string> countries;  // by code
    std::string regions;
    std::optional<std::int64_t> authorities;
    std::optional<base::PartialDate> counted;
    std::optional<Id<sources::Source>> source;
    base::Id<acts::Act> act;
};
std::optional<Coverage> coverage_of(store::Db&, Id<Member> association);
struct Belonging {
    Id<Member> other;  // the association of a member, the member of an association
    std::string name, country;
    std::optional<base::PartialDate> from, until;
    base::Id<acts::Act> act;
};
std::vector<Belonging> associations_of(store::Db&, Id<Member>);                             // by name
std::vector<Belonging> gathered_by(store::Db&, Id<Member> association, std::int64_t most);  // by name, those that still belong
std::int64_t count_gathered(store::Db&, Id<Member> association);

// Of those that are kept apart from another: what tells each apart, or the name as its source spells it.
struct ToldApart {
    Id<Member> member;
    std::string note_fr, note_en, name_note;
};
std::vector<ToldApart> told_apart_among(store::Db&, std::span<const Id<Member>>);

}  // namespace members
