#include "accounts/rules.h"

namespace accounts {

base::Verdict fits(RoleName role, ScopeKind scope, std::optional<std::int64_t> id) {
    bool right = scope == ScopeKind::network;
    if (role == RoleName::titular || role == RoleName::staff) right = scope == ScopeKind::member;
    else if (role == RoleName::body_officer) right = scope == ScopeKind::body;
    else if (role == RoleName::partner) right = scope == ScopeKind::agreement;
    else if (role == RoleName::auditor) right = scope == ScopeKind::network || scope == ScopeKind::agreement;
    if (!right) return base::wrong_field("scope", "role_scope");
    if (scope == ScopeKind::network && id) return base::wrong_field("scope_id", "unknown");
    if (scope != ScopeKind::network && !id) return base::wrong_field("scope_id", "missing");
    return base::granted();
}

base::Verdict may_hold(base::Date from, std::optional<base::Date> until, base::Date today) {
    if (until && *until < from) return base::wrong_field("until", "before_from");
    if (until && *until < today) return base::wrong_field("until", "date_past", {{"today", today}});
    return base::granted();
}

base::Verdict may_end(base::Date from, base::Date on, base::Date today) {
    if (on < from) return base::wrong_field("on", "before_from");
    if (on < today) return base::wrong_field("on", "date_past", {{"today", today}});
    return base::granted();
}

base::Verdict may_leave(RoleName role, std::int64_t others) {
    if (role == RoleName::administrator && others == 0) return base::refused("accounts.last_administrator");
    return base::granted();
}

}  // namespace accounts
