#include "accounts/rules.h"

#include "acts/right.h"
#include "support/life.h"

#include <doctest/doctest.h>

using namespace accounts;
using support::told;

namespace {
const base::Date today = *base::Date::parse("2026-09-21");
base::Date day(const char* text) { return *base::Date::parse(text); }
}  // namespace

TEST_CASE("Each role is held for what it is about") {
    using enum RoleName;
    struct Case {
        RoleName role;
        ScopeKind scope;
        std::optional<std::int64_t> id;
        const char* expected;
    };
    const Case cases[] = {
        {administrator, ScopeKind::network, {}, "accepted"},
        {administrator, ScopeKind::member, 4001, "scope role_scope"},
        {administrator, ScopeKind::network, 1, "scope_id unknown"},
        {officer, ScopeKind::network, {}, "accepted"},
        {officer, ScopeKind::body, 1, "scope role_scope"},
        {treasurer, ScopeKind::network, {}, "accepted"},
        {expert, ScopeKind::network, {}, "accepted"},
        {titular, ScopeKind::member, 4001, "accepted"},
        {titular, ScopeKind::member, {}, "scope_id missing"},
        {titular, ScopeKind::network, {}, "scope role_scope"},
        {staff, ScopeKind::member, 4001, "accepted"},
        {staff, ScopeKind::agreement, 4001, "scope role_scope"},
        {body_officer, ScopeKind::body, 7, "accepted"},
        {body_officer, ScopeKind::network, {}, "scope role_scope"},
        {partner, ScopeKind::agreement, 9, "accepted"},
        {partner, ScopeKind::network, {}, "scope role_scope"},
        {auditor, ScopeKind::network, {}, "accepted"},
        {auditor, ScopeKind::agreement, 9, "accepted"},
        {auditor, ScopeKind::member, 9, "scope role_scope"},
    };
    for (const auto& c : cases) {
        CAPTURE(acts::name_of(c.role));
        CHECK(told(fits(c.role, c.scope, c.id)) == c.expected);
    }
}

TEST_CASE("A role is held from a day to a day that is not over") {
    CHECK(told(may_hold(day("2020-01-01"), {}, today)) == "accepted");
    CHECK(told(may_hold(day("2026-09-21"), day("2026-09-21"), today)) == "accepted");
    CHECK(told(may_hold(day("2026-10-02"), day("2026-10-01"), today)) == "until before_from");
    CHECK(told(may_hold(day("2020-01-01"), day("2026-09-20"), today)) == "until date_past");
}

TEST_CASE("A role ends today or later, and not before it began") {
    CHECK(told(may_end(day("2020-01-01"), today, today)) == "accepted");
    CHECK(told(may_end(day("2020-01-01"), day("2026-09-20"), today)) == "on date_past");
    CHECK(told(may_end(day("2026-12-01"), day("2026-12-01"), today)) == "accepted");
    CHECK(told(may_end(day("2026-12-01"), day("2026-11-30"), today)) == "on before_from");
}

TEST_CASE("The last administrator stays") {
    CHECK(told(may_leave(RoleName::administrator, 0)) == "accounts.last_administrator");
    CHECK(told(may_leave(RoleName::administrator, 1)) == "accepted");
    CHECK(told(may_leave(RoleName::officer, 0)) == "accepted");
}

TEST_CASE("A holding allows what its role may do everywhere, or for its own thing") {
    using acts::By, acts::Role, acts::Scope;
    const auto own = By::officer.within({Role::titular, Role::staff});
    const auto allowed = [](By by, acts::Holding held, std::optional<Scope> about) {
        return acts::allowing(by, {held}, about).has_value();
    };
    CHECK(allowed(own, {Role::officer}, {}));
    CHECK(allowed(own, {Role::administrator}, Scope{"member", 4001}));
    CHECK(!allowed(own, {Role::officer, {"member", 4001}}, Scope{"member", 4001}));  // an officer of one member is no officer
    CHECK(allowed(own, {Role::staff, {"member", 4001}}, Scope{"member", 4001}));
    CHECK(!allowed(own, {Role::staff, {"member", 4001}}, Scope{"member", 4002}));
    CHECK(!allowed(own, {Role::staff, {"member", 4001}}, Scope{"body", 4001}));
    CHECK(!allowed(own, {Role::staff, {"member", 4001}}, {}));
    CHECK(!allowed(own, {Role::staff, {}}, Scope{}));
    CHECK(!allowed(own, {Role::treasurer}, Scope{"member", 4001}));
    CHECK(allowed(By::treasurer, {Role::treasurer}, {}));
    CHECK(!allowed(By::administrator, {Role::officer}, {}));
    CHECK(!allowed(By::consequence, {Role::administrator}, {}));
    CHECK(allowed(By::anyone, {Role::expert}, {}));
    CHECK(acts::capacity_of({Role::staff, {"member", 4001}}) == "member:4001");
    CHECK(acts::capacity_of({Role::administrator}) == "secretariat");
}
