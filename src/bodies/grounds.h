// What the acts of the feature share. For acts.cpp and mandates.cpp only.
#pragma once
#include "base/gathered.h"
#include "bodies/rules.h"
#include "bodies/store.h"

namespace bodies {

using base::Gathered;

// The basis is a source, or an adopted decision about one of these. Gives the day of the decision.
struct Ground {
    std::optional<base::Date> decided;
    std::optional<Id<Source>> source;
};
std::expected<Ground, base::Refusal> ground_of(const acts::Reader&, std::initializer_list<assembly::Subject>);
base::Verdict grounded(const acts::Reader&, std::initializer_list<assembly::Subject>);

// The body is there, and has not ended.
base::Verdict must_stand(const acts::Reader&, Id<Body>);
base::Verdict must_belong(const acts::Reader&, Id<Member>);  // is a member, and still is one
base::Verdict must_be_member(const acts::Reader&, Id<Member>);
void touch(acts::Effect&, const ShownMandate&);

void declare_mandates(acts::Registry&);

}  // namespace bodies
