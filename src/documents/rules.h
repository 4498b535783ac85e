// What may be issued.
#pragma once
#include "base/date.h"
#include "base/verdict.h"
#include "documents/documents.h"
#include "members/members.h"

namespace documents {

// Which fields an act to issue gives.
struct Given {
    bool member = false, decision = false, on = false;
};
// Each kind asks for its own field and takes no other's; every wrong field at once.
base::Verdict fits(Kind, const Given&);

// A membership is certified that is one, suspended or not, and shown on that day: since, or attested by, that day at the latest.
base::Verdict may_certify(members::Status, const std::optional<base::PartialDate>& since, const std::optional<base::PartialDate>& attested,
                          base::Date day);

// A report of the past or of today, of no more members than fit in one.
base::Verdict may_report(base::Date on, base::Date today, std::int64_t members);

}  // namespace documents
