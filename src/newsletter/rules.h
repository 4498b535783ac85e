// Pure decisions: values in, verdict out. Times are microseconds since 1970, UTC.
#pragma once
#include "base/verdict.h"
#include "newsletter/acts.h"

namespace newsletter {

inline constexpr std::int64_t link_lasts_us = 24LL * 3600 * 1'000'000;  // of a sign-up that nobody confirmed
inline constexpr int mails_a_day = 3;                                   // to one address, that asks to be confirmed
inline constexpr std::int64_t pending_most = 10'000;                    // addresses that wait to be confirmed

// Whether one more message may be sent to an address: how many were, in the time a link lasts, and how many addresses wait in all.
bool may_mail(std::int64_t sent, std::int64_t waiting);

// Whether the status of a report (RFC 3463) says that the address takes nothing any more: class 5, or nothing said.
bool ends(std::string_view status);

// English has a subject and a text, or neither.
std::vector<base::Wrong> faults_of_issue(bool subject_en, bool text_en);
// An issue goes to somebody.
base::Verdict may_send(std::int64_t subscribers);

}  // namespace newsletter
