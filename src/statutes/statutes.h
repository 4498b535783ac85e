// The door: the association's rules as dated data. A rule that is not set refuses: « règle non renseignée ».
#pragma once
#include "acts/act.h"

namespace statutes {
struct Rule;
}
template <>
inline constexpr std::string_view acts::thing<statutes::Rule> = "rule";

namespace statutes {

using base::Id;

// The rules that code asks for. Their values, dates and articles are data.
inline constexpr std::string_view cities_per_state = "members.cities_per_state";
inline constexpr std::string_view suspended_may_vote = "members.suspended_may_vote";    // 1: they may
inline constexpr std::string_view substitutes_allowed = "members.substitutes_allowed";  // how many a member may have
inline constexpr std::string_view scalar_rules[] = {cities_per_state, suspended_may_vote, substitutes_allowed};

struct SetRule {
    acts::Public<acts::Text<100>> rule;  // one of the names above
    acts::Public<acts::Integer<0, 1'000'000>> value;
    acts::Public<std::optional<base::PartialDate>> from,
        to;  // from the first possible day, to before the first possible day; absent: unbounded
    acts::Public<acts::Text<300>> article_fr, article_en;  // how it is cited
};
BOOST_DESCRIBE_STRUCT(SetRule, (), (rule, value, from, to, article_fr, article_en))

base::Verdict check(const acts::Reader&, const SetRule&);
void apply(acts::Effect&, const SetRule&);

struct RuleValue {
    Id<Rule> id;
    std::string rule;
    std::int64_t value = 0;
    base::Interval held;
    std::string article_fr, article_en, basis;
    std::string citation() const { return "rule:" + rule; }
};
// In force on that day: of those whose interval contains it, the one set last.
std::optional<RuleValue> rule_on(store::Db&, std::string_view rule, base::Date);
std::optional<RuleValue> find_rule(store::Db&, Id<Rule>);
std::vector<RuleValue> all_rules(store::Db&);
base::Verdict not_set(std::string_view rule);  // refused: « règle non renseignée »

void declare(acts::Registry&);
std::string_view tables();

}  // namespace statutes
