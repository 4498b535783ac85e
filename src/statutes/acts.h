// What can be done with the rules. Each needs a ground: a decision about the statutes (never before its day), or a source that attests what
// was in force; src/assembly/statutes_ground.cpp asks. A decision that is annulled ends what stood on it.
#pragma once
#include "statutes/statutes.h"

namespace statutes {

struct SetRule {
    acts::Public<acts::Text<100>> rule;  // one of known_rules()
    acts::Public<Integer<0, 1'000'000>> value;
    acts::Public<std::optional<base::PartialDate>> from,
        to;  // from the first possible day, to before the first possible day; absent: unbounded
    acts::Public<acts::Text<300>> article_fr, article_en;                    // how it is cited
    acts::Public<std::optional<acts::Paragraphs<10'000>>> text_fr, text_en;  // the article's own words
};
BOOST_DESCRIBE_STRUCT(SetRule, (), (rule, value, from, to, article_fr, article_en, text_fr, text_en))

// What is said of every provision: of what it is a rule, from when to when, and by which article.
struct Place {
    Body body{};
    Matter matter{};
    std::optional<base::PartialDate> from, to;  // as above
    std::optional<acts::Text<20>> article;      // its number, where it is known
    acts::Text<300> article_fr, article_en;     // how it is cited
    std::optional<acts::Paragraphs<10'000>> text_fr, text_en;
};
BOOST_DESCRIBE_STRUCT(Place, (), (body, matter, from, to, article, article_fr, article_en, text_fr, text_en))

// The value in the place of the one that was in force: SetProvision<Quorum> is the act "statutes.set_quorum".
template <class T>
struct SetProvision {
    acts::Public<Place> place;
    acts::Public<T> says;
    BOOST_DESCRIBE_CLASS(SetProvision, (), (place, says), (), ())
};

// Ends the rules that stand on a decision which was annulled, from that day on. What was in force before is in force again.
struct EndRules {
    acts::Public<acts::Text<100>> basis;  // "decision:5001"
    acts::Public<Date> on;
};
BOOST_DESCRIBE_STRUCT(EndRules, (), (basis, on))

base::Verdict check(const acts::Reader&, const SetRule&);
void apply(acts::Effect&, const SetRule&);
base::Verdict check(const acts::Reader&, const EndRules&);
void apply(acts::Effect&, const EndRules&);
template <class T>
base::Verdict check(const acts::Reader&, const SetProvision<T>&);
template <class T>
void apply(acts::Effect&, const SetProvision<T>&);

// What the ground of an act about the rules is asked with: which rule, and for when.
struct Change {
    std::string name;        // of the rule
    std::string_view field;  // its first day in the act: "from", "place.from"
    base::Interval held;
};
// Whether the act's basis allows it. Asked by each check above; decisions are known above this folder, so the answer is written there:
// src/assembly/statutes_ground.cpp.
base::Verdict sound_ground(const acts::Reader&, const Change&);
base::Interval interval_of(const std::optional<base::PartialDate>& from, const std::optional<base::PartialDate>& to);

// Calls of each kind of provision: `each.template operator()<Quorum>()`.
template <class Each>
void each_provision(Each&& each) {
    each.template operator()<Notice>();
    each.template operator()<Initiators>();
    each.template operator()<Electorate>();
    each.template operator()<Weights>();
    each.template operator()<Quorum>();
    each.template operator()<Calls>();
    each.template operator()<Proxies>();
    each.template operator()<Majority>();
    each.template operator()<Ballot>();
    each.template operator()<Term>();
    each.template operator()<Sessions>();
    each.template operator()<Delegation>();
    each.template operator()<Candidacy>();
    each.template operator()<Procedure>();
    each.template operator()<Stated>();
}

}  // namespace statutes
