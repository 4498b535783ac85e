// Pure decisions: values in, verdict out.
#pragma once
#include "assembly/assembly.h"
#include "statutes/statutes.h"

namespace assembly {

statutes::Matter matter_of(Subject);

// Whether so many votes can have adopted by the majority in force that day: those who are not counted here (blank, absent) can only ask
// for more. Where the rule gives the last word to the chair or the lot, equal votes may adopt; an election of several rounds ends with the
// most votes. Where no rule is set, more against than for refuses ("more_against" on "result"); else "assembly.votes_too_few".
base::Verdict votes_may_adopt(const statutes::Held<statutes::Majority>&, std::int64_t in_favour, std::int64_t against,
                              std::int64_t abstentions);

}  // namespace assembly
