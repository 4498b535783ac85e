// Pure decisions: values in, verdict out.
#pragma once
#include "programme/programme.h"

namespace programme {

// Days, both included.
struct Days {
    base::Date first, last;
};
// All the days that the years of a programme may mean: "2014" to "2018" is 2014-01-01 to 2018-12-31. Nothing: open on a side.
std::optional<Days> days_of(const base::PartialDate& from, const base::PartialDate& to);
// A programme has a first and a last day, and ends after it begins.
base::Verdict may_last(const base::PartialDate& from, const base::PartialDate& to);

// One programme at most is in force on a day.
struct InForce {
    Id<Programme> id;
    std::string name;
    Days days;
};
base::Verdict may_hold(const Days&, const std::vector<InForce>& others);

// A draft that was not adopted yet is adopted, from no earlier than the decision and no later than its own end.
base::Verdict may_adopt(State, base::Date from, base::Date last, base::Date decided_on);

// Which ground a change of a programme's own words and parts needs.
enum class Ground { any, source_or_decision, decision };
std::optional<Ground> ground_to_shape(State);  // nothing: it is not shaped any more

// Axes and themes stand under the programme, orientations under an axis, sub-themes under a theme: of the same programme.
base::Verdict may_stand_under(NodeKind, Id<Programme>, const std::optional<ShownNode>& parent);

// Exactly one of these fields is given.
struct Given {
    const char* field;
    bool given;
};
base::Verdict exactly_one(std::initializer_list<Given>);

// Codes are told apart, none is there yet, and each parent stands in the frame or above in the list. At most codes_most in one act.
constexpr std::size_t codes_most = 200;
struct NewCode {
    std::string code;
    std::string parent;  // empty: none
};
base::Verdict may_add(const std::vector<NewCode>&, const std::vector<std::string>& known);

// Women and men are told only of people, and are no more than all.
base::Verdict may_state(Counts, std::int64_t value, std::optional<std::int64_t> women, std::optional<std::int64_t> men);

// How far from start to target, in whole percent, cut towards zero; below 0 when it went the other way. Nothing: start or target is not
// known, or they are the same. Shares beyond ±share_most are given as that.
constexpr std::int64_t share_most = 999;
std::optional<std::int64_t> share_reached(std::optional<std::int64_t> baseline, std::int64_t now, std::optional<std::int64_t> target);

}  // namespace programme
