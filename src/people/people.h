// The door: people are registered once, and elsewhere are a public Id<Person>. Their values are personal and can be erased.
#pragma once
#include "acts/act.h"

template <>
inline constexpr std::string_view acts::thing<base::Person> = "person";

namespace people {

using base::Id, base::Person;

struct RegisterPerson {
    acts::Personal<acts::Text<160>> name;  // as the person signs
    acts::Personal<std::optional<acts::Email>> email;
    acts::Personal<std::optional<acts::Text<40>>> telephone;
};
BOOST_DESCRIBE_STRUCT(RegisterPerson, (), (name, email, telephone))

struct CorrectPerson {  // what is given replaces all that was known
    acts::Public<Id<Person>> person;
    acts::Personal<acts::Text<160>> name;
    acts::Personal<std::optional<acts::Email>> email;
    acts::Personal<std::optional<acts::Text<40>>> telephone;
};
BOOST_DESCRIBE_STRUCT(CorrectPerson, (), (person, name, email, telephone))

// Deletes every value of the person, for ever (GDPR article 17). Entries keep commitments; replay shows « effacé ».
struct ErasePerson {
    acts::Public<Id<Person>> person;
};
BOOST_DESCRIBE_STRUCT(ErasePerson, (), (person))

base::Verdict check(const acts::Reader&, const RegisterPerson&);
void apply(acts::Effect&, const RegisterPerson&);
base::Verdict check(const acts::Reader&, const CorrectPerson&);
void apply(acts::Effect&, const CorrectPerson&);
base::Verdict check(const acts::Reader&, const ErasePerson&);
void apply(acts::Effect&, const ErasePerson&);

enum class Known { nobody, known, erased };
Known known(store::Db&, Id<Person>);
// Present values of somebody; whoever shows them asks by what right. Empty where nothing is, or was erased. Not within an effect.
struct Contact {
    std::string name, email, telephone;
};
Contact contact(store::Db&, Id<Person>);
struct Listed {
    Id<Person> id;
    Contact contact;
};
// By name or address (a part of it, as base::fold reads it) or all, those erased left out, in the order of their numbers.
std::vector<Listed> people_like(store::Db&, std::string_view part, Id<Person> after, std::int64_t most);
// Refuses one whom nobody registered (the act's field "person" is wrong), and one who was erased.
base::Verdict must_be_known(const acts::Reader&, Id<Person>);
// Where the address of a known person lies: a handle, which an effect may pass on without knowing whether there is a value.
acts::Handle email_of(store::Db&, Id<Person>);
// A person that another feature's act brings along (a contact): `name` and `email` are handles of that act's values.
Id<Person> register_contact(acts::Effect&, acts::Handle name, acts::Handle email);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace people
