// What may become of a membership: values in, verdict out.
#pragma once
#include "members/members.h"
#include "statutes/statutes.h"

#include <span>

namespace members {

// Who decides that a status comes: an act of its own, or the annulment of the decision that had brought the one before.
enum class Cause { act, annulment };

// Whether a membership that is `before` may become `next`: nobody is reinstated who was not suspended, nothing happens to a membership
// that ended. An annulment takes back what its decision had done: an exclusion ends in a reinstatement, an admission is annulled.
bool may_become(Status before, Status next, Cause);

// The history with one more line, at its place by date; of lines of one day the new one is the last. Refused:
// "from before_joining" (earlier than the membership is known to have begun; of one that is only attested nobody knows that), "members.status_order" (the line before or after does not allow it).
// Lines that were struck out count for nothing. `steps` begins with how it began.
std::expected<std::vector<StatusStep>, base::Refusal> with_step(std::vector<StatusStep> steps, StatusStep, Cause);

// What happens to a membership does not come before it, as far as a source says since when it is one. Wrong: "before_joining".
base::Verdict after_joining(const std::vector<StatusStep>&, const std::string& field, const base::PartialDate& on);

// The same without what an act had stated (a suspension and its end are two lines), or with it again. Refused where what is left does not hold; the first line goes only when it is the last left.
std::expected<std::vector<StatusStep>, base::Refusal> with_struck(std::vector<StatusStep> steps, std::size_t place, base::Id<acts::Act> by);
std::expected<std::vector<StatusStep>, base::Refusal> with_restored(std::vector<StatusStep> steps, std::size_t place);

// Whether a history may become that one: of two lines that now stand one after the other and did not before, the second follows by an act
// of its own, or it is the line that came (or came back) and, by the decision of an annulment, takes back the one before, stated by an
// earlier act. Asked when a change is submitted, beside what the three above ask, and not when a journal is replayed: nobody is a member
// again after an exclusion because a line of before it happens to follow. Refused: "members.status_order".
base::Verdict may_follow(const std::vector<StatusStep>& before, const std::vector<StatusStep>& after, Cause);

// How the membership began may be corrected to that date: nothing that happened to it lies before. Wrong: "since after_status".
base::Verdict may_have_joined(const std::vector<StatusStep>& steps, const std::optional<base::PartialDate>& since);

// What a history comes to: the present status (mistaken when every line is struck out), the first day and the one from which it no longer
// belongs (0001-01-01: never did).
struct Standing {
    Status status{};
    std::optional<base::Date> from, until;
};
Standing standing_of(const std::vector<StatusStep>&);

// A suspended member votes only where the statutes say so (a scalar rule: 1, it may; 0, it may not); who does not belong never does.
base::Verdict may_vote(Status, const std::optional<statutes::RuleValue>& suspended_may_vote);

// From that day on, most of them at once.
std::int64_t most_at_once(const std::vector<base::Interval>&, base::Date from);
// One more substitute beside those there are (a scalar rule: how many; 0, none: « siègent les Maires en titre »).
base::Verdict may_have_substitute(std::int64_t substitutes, const std::optional<statutes::RuleValue>& allowed);

// Parts of a member that was split: those that are more than there were are cities of the State like any other.
base::Verdict may_split(std::int64_t added, std::int64_t cities, const std::string& country, const std::optional<statutes::RuleValue>& cap);

// A new value of a dated fact begins after the last one did.
base::Verdict may_change(const std::vector<FactStep>& of_fact, const base::PartialDate& on);

// A past value lies beside those known: intervals of one fact do not overlap. `until` nothing: still so.
base::Verdict may_have_been(const std::vector<FactStep>& of_fact, const std::optional<base::PartialDate>& from,
                            const std::optional<base::PartialDate>& until);

// ISO 3166-3: four letters, the former alpha-2 first. Wrong: "former_code".
base::Verdict former_code(const std::string& code, const std::string& alpha_2);

// Two members of one name in one State: only where what tells them apart is said.
base::Verdict told_apart(std::optional<Id<Member>> namesake, std::optional<Id<Member>> distinct_from, const std::string& note,
                         const std::string& name);

}  // namespace members
