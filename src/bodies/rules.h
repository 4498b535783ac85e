// Pure decisions: values in, verdict out.
#pragma once
#include "bodies/bodies.h"

namespace bodies {

// The time that dates known in part leave no doubt about, and all that they allow; `until` is out.
base::Interval certain_time(const PartialDate& from, const std::optional<PartialDate>& until);
base::Interval possible_time(const PartialDate& from, const std::optional<PartialDate>& until);
enum class Standing { not_yet, possible, certain, over };
Standing standing_on(base::Date, const PartialDate& from, const std::optional<PartialDate>& until);

// How many seats there are from a day on.
struct Size {
    std::optional<base::Date> from;  // nothing: from the beginning
    std::int64_t seats = 0;
    std::string ground;  // who says so: a basis
};
std::vector<Size> sizes_of(const std::vector<ShownSeatCount>&, Id<Office>);  // no office: of the body
std::optional<Size> size_on(const std::vector<Size>&, base::Date);           // the last that began by that day
// What a refusal names is named in the language of who reads it: by the figures "…_fr" and "…_en".
struct Names {
    std::string fr, en;
};
// Never two mandates over one seat: on no day of `asked` more than there are seats. `held`: the certain time of the other mandates.
// Where no size is known nothing is refused. `what`: the office or the body.
base::Verdict seat_is_free(const Names& what, const std::vector<base::Interval>& held, const base::Interval& asked,
                           const std::vector<Size>&);

// A number of seats that is decided: on none of its days, from `day` on, sit more than that. `held`: the certain time of the mandates;
// `sizes`: the numbers that stood so far.
base::Verdict may_have_seats(const Size& decided, base::Date day, const std::vector<base::Interval>& held, const std::vector<Size>& sizes);

// When a member was one: as its dates say.
struct MemberTime {
    std::string name;
    std::optional<base::Date> from, until;  // the first day it may have been one; the day it was none any more
};
// Of one recorded by mistake, whose `until` is the first of days, it says that it never was one.
base::Verdict no_member_since(const std::string& member, base::Date until);
// No mandate begins before its body or its member, after either ended, nor before the decision that opens it.
base::Verdict may_begin(const PartialDate& from, const ShownBody&, const std::optional<MemberTime>&, std::optional<base::Date> decided);
base::Verdict has_ended(const ShownBody&);  // refuses, by the day the body ended
// Nor does it outlast either: one of a body or a member that is no more has ended by then.
base::Verdict may_last(const std::optional<PartialDate>& until, const ShownBody&, const std::optional<MemberTime>&);
// Nor ends before it begins, nor later than today.
base::Verdict may_end(const std::string& field, const PartialDate& until, const PartialDate& from, base::Date today);

// Whoever is known to sit after that day shows that the body had not ended: "bodies_begun_after", by name, with the last of their days.
// What is to begin later than today never began.
struct Begun {
    Names who;
    PartialDate from;
};
base::Verdict nobody_begins_after(base::Date on, base::Date today, const std::vector<Begun>&);

// Of what something else ends that day: whether it certainly lasts beyond. What has ended by then, or may have, stays as it is. Of what
// begins later nothing is left: it ends as it begins (end_of).
bool outlasts(const PartialDate& day, const PartialDate& from, const std::optional<PartialDate>& until);
// Whether it ends with a membership that ended that day. Of a member that never was (0001-01-01) what is over stays: somebody sat there.
bool ends_with_membership(base::Date, const PartialDate& from, const std::optional<PartialDate>& until);

// A resignation is accepted on the day it was offered or later ("bodies.before_offer").
base::Verdict may_accept(base::Date offered, const PartialDate& on);

// Nobody holds an office after their death ("bodies.holder_died").
base::Verdict may_hold(const PartialDate& from, const std::optional<PartialDate>& until, const std::optional<PartialDate>& died);

// What something else ends that day ends then, or as it begins where it would begin later: it never was.
PartialDate end_of(const PartialDate& day, const PartialDate& from);

// « Siègent les Maires en titre » : the person holds the executive of the member on the day the mandate begins.
struct Term {
    Id<Person> person;
    PartialDate from;
    std::optional<PartialDate> until;
};
base::Verdict must_be_mayor(const std::string& member, Id<Person>, const PartialDate& from, const std::vector<Term>&);

// What one may say began a mandate of an office reached in that way.
bool begins_so(Way, Beginning);

// The day a term of that many years is over, from the last day on which it may have begun; 29 February gives 1 March.
base::Date term_end(const PartialDate& from, std::int64_t years);

// What two sources say of an office of one seat, when they cannot both be right: other names over the same time.
struct Claim {
    std::string holder;  // folded
    PartialDate from;
    std::optional<PartialDate> until;
};
bool disagree(const Claim&, const Claim&);

}  // namespace bodies
