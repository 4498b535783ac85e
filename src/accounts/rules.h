// Who may hold which role, and for how long: pure decisions.
#pragma once
#include <boost/describe/enum.hpp>
#include <optional>

#include "base/date.h"
#include "base/verdict.h"

namespace accounts {

// Those of acts::Role that are granted, by the same names.
enum class RoleName { administrator, officer, treasurer, body_officer, titular, staff, partner, expert, auditor };
BOOST_DESCRIBE_ENUM(RoleName, administrator, officer, treasurer, body_officer, titular, staff, partner, expert, auditor)

enum class ScopeKind { network, member, body, agreement };
BOOST_DESCRIBE_ENUM(ScopeKind, network, member, body, agreement)

// A titular and their staff act for a member, a body's officer for a body, a partner for an agreement, an auditor for an agreement or
// the whole network; the others for the network. All but the network are named by number.
base::Verdict fits(RoleName, ScopeKind, std::optional<std::int64_t> id);

// From a day to a later one or the same; the right to a role that is over already would be no right.
base::Verdict may_hold(base::Date from, std::optional<base::Date> until, base::Date today);

// A role ends no earlier than it began, and not before today: what was done under it stands.
base::Verdict may_end(base::Date from, base::Date on, base::Date today);

// Somebody must be able to grant roles: the last administrator stays until there is another. `others`: who administer on and after that
// day without an end.
base::Verdict may_leave(RoleName, std::int64_t others);

}  // namespace accounts
