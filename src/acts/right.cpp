#include "acts/right.h"

namespace acts {

std::optional<Holding> allowing(By by, const std::vector<Holding>& holdings, const std::optional<Scope>& about) {
    for (const auto& holding : holdings) {
        if (holding.scope.kind.empty() && by.allows(holding.role)) return holding;
        if (about && holding.scope == *about && !about->kind.empty() && by.allows_within(holding.role)) return holding;
    }
    return {};
}

bool asks_two_factors(Role role) {
    return role == Role::administrator || role == Role::officer || role == Role::treasurer || role == Role::body_officer ||
           role == Role::auditor;
}

std::string capacity_of(const Holding& holding) {
    switch (holding.role) {
    case Role::visitor: return "visitor";
    case Role::partner: return "partner";
    case Role::expert: return "expert";
    case Role::auditor: return "auditor";
    case Role::staff:
    case Role::titular:
    case Role::body_officer: return holding.scope.kind + ":" + std::to_string(holding.scope.id);
    case Role::treasurer: return "treasurer";
    case Role::officer:
    case Role::administrator: return "secretariat";
    case Role::program: return "program";
    }
    return "visitor";
}

}  // namespace acts
