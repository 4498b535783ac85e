// Does the journal prove itself? For auditors: nothing here trusts a stored hash.
#pragma once
#include "acts/log.h"

namespace acts {

struct VerifyOptions {
    std::optional<std::string> checkpoint;      // a signed note kept elsewhere: the journal must contain that tree
    std::optional<std::string> checkpoint_key;  // its verifier key; absent: the log's own
    std::size_t most = 50;                      // how many findings are named
};
// What does not hold, each in a sentence that names the entry; empty when sound.
std::vector<std::string> verify(store::Db&, const Registry&, const VerifyOptions& = {});

// The part of it that is about what this log keeps as last signed: it is in a journal of `size` entries, and the log's own key signed it.
std::vector<std::string> verify_signed(store::Db&, std::int64_t size);

}  // namespace acts
