// The door: who holds which role, when, and for what. Granting and ending a role are acts; how somebody proves who they are is not.
#pragma once
#include "accounts/rules.h"
#include "acts/act.h"

namespace accounts {
struct Grant;
}
template <>
inline constexpr std::string_view acts::thing<accounts::Grant> = "grant";

namespace accounts {

using base::Id, base::Person;

struct GrantRole {
    acts::Public<Id<Person>> person;
    acts::Public<RoleName> role;
    acts::Public<ScopeKind> scope;
    acts::Public<std::optional<acts::Integer<1, 9'007'199'254'740'991>>> scope_id;  // of the member, body or agreement
    acts::Public<base::Date> from;
    acts::Public<std::optional<base::Date>> until;  // the last day; absent: until it is ended
};
BOOST_DESCRIBE_STRUCT(GrantRole, (), (person, role, scope, scope_id, from, until))

enum class EndReason { term_ended, resigned, left, replaced, not_stated };
BOOST_DESCRIBE_ENUM(EndReason, term_ended, resigned, left, replaced, not_stated)

struct EndRole {
    acts::Public<Id<Grant>> grant;
    acts::Public<base::Date> on;  // the last day on which it is held
    acts::Public<EndReason> reason;
};
BOOST_DESCRIBE_STRUCT(EndRole, (), (grant, on, reason))

base::Verdict check(const acts::Reader&, const GrantRole&);
void apply(acts::Effect&, const GrantRole&);
base::Verdict check(const acts::Reader&, const EndRole&);
void apply(acts::Effect&, const EndRole&);

struct ShownGrant {
    Id<Grant> id;
    Id<Person> person;
    RoleName role{};
    acts::Scope scope;
    base::Date from;
    std::optional<base::Date> until;  // the last day
    base::Id<acts::Act> granted_by;
    std::optional<base::Id<acts::Act>> ended_by;
    bool held_on(base::Date day) const { return from <= day && (!until || day <= *until); }
};
std::optional<ShownGrant> find_grant(store::Db&, Id<Grant>);
std::vector<ShownGrant> grants_of(store::Db&, Id<Person>);                             // newest first
std::vector<ShownGrant> grants_on(store::Db&, base::Date, std::int64_t most = 1'000);  // of everybody, by person
// Who holds the role for that thing, the last granted first.
std::vector<ShownGrant> holders_on(store::Db&, RoleName, const acts::Scope&, base::Date);

std::vector<ShownGrant> grants_ending(store::Db&, base::Date from, base::Date to, std::int64_t most);  // both days in; soonest first

// acts::Holdings: what the writer asks. An erased person holds nothing.
std::vector<acts::Holding> holdings_on(store::Db&, Id<Person>, base::Date);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace accounts
