#include "base/gathered.h"

namespace base {

bool Gathered::take(Verdict verdict) {
    if (verdict) {
        findings_.insert(findings_.end(), verdict->begin(), verdict->end());
        return true;
    }
    auto& refusal = verdict.error();
    if (refusal.wrong.empty()) {
        if (!refusal_) refusal_ = std::move(refusal);
    } else {
        wrong_.insert(wrong_.end(), refusal.wrong.begin(), refusal.wrong.end());
    }
    return false;
}

Verdict Gathered::verdict() const {
    if (!wrong_.empty()) return wrong_fields(wrong_);
    if (refusal_) return std::unexpected(*refusal_);
    return granted(findings_);
}

}  // namespace base
