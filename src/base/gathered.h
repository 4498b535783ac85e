// Several verdicts as one: what is wrong is said at once.
#pragma once
#include <optional>
#include "base/verdict.h"

namespace base {

// Every wrong field of several verdicts; else the first refusal; else what they found.
class Gathered {
public:
    // False when it refuses.
    bool take(Verdict);
    Verdict verdict() const;
    bool holds() const { return wrong_.empty() && !refusal_; }

private:
    std::vector<Wrong> wrong_;
    std::optional<Refusal> refusal_;
    Granted findings_;
};

}  // namespace base
