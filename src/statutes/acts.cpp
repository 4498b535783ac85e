#include "statutes/acts.h"

#include "statutes/store.h"

#include <algorithm>

namespace statutes {
namespace {

template <std::size_t max>
std::string words_of(const std::optional<acts::Paragraphs<max>>& text) {
    return text ? text->value : std::string();
}

// Whether the dates make sense; `under` stands before the field's name.
base::Verdict dates(const std::string& under, const std::optional<base::PartialDate>& from, const std::optional<base::PartialDate>& to) {
    if (to && !to->earliest()) return base::wrong_field(under + "to", "date");
    if (interval_of(from, to).empty()) return base::wrong_field(under + "to", "before_from");
    return base::granted();
}

std::string provision_name(const Place& place, std::string_view kind) { return name_of(kind, place.body, place.matter); }
template <class T>
std::string name_in(const SetProvision<T>& set) {
    if constexpr (std::is_same_v<T, Stated>) return provision_name(*set.place, acts::name_of(set.says->topic));
    else return provision_name(*set.place, kind_of<T>);
}

// ---- what a value must satisfy beyond its types ----

using Wrongs = std::vector<base::Wrong>;
void say(Wrongs& wrong_, std::string path, std::string code) { wrong_.push_back({std::move(path), std::move(code), {}}); }

void share(Wrongs& wrong, const std::string& path, const Fraction& fraction) {
    const auto read = base::Rational::parse(fraction.value);
    if (!read || *read <= base::Rational(0) || *read > base::Rational(1)) say(wrong, path, "share");
}
void share(Wrongs& wrong, const std::string& path, const std::optional<Fraction>& fraction) {
    if (fraction) share(wrong, path, *fraction);
}

void look(Wrongs&, const Notice&) {}
void look(Wrongs& wrong, const Initiators& initiators) {
    if (initiators.alternatives.empty()) say(wrong, "says.alternatives", "missing");
    for (std::size_t i = 0; i < initiators.alternatives.size(); ++i) {
        const auto& one = initiators.alternatives[i];
        const auto at = "says.alternatives[" + std::to_string(i) + "]";
        if (!one.body && !one.members && !one.fraction) say(wrong, at, "missing");
        share(wrong, at + ".fraction", one.fraction);
    }
}
// Dues of the year of the session cannot be waited for until its end: the session comes before.
void look(Wrongs& wrong, const Electorate& electorate) {
    if (electorate.dues == DuesOf::same_year && electorate.paid_by == CutOff::end_of_year) say(wrong, "says.paid_by", "after_session");
}
void look(Wrongs& wrong, const Weights& weights) {
    if (weights.brackets.empty()) return say(wrong, "says.brackets", "missing");
    if (weights.measure == Measure::none && weights.brackets.size() > 1) say(wrong, "says.brackets[1]", "one_bracket");
    if (weights.brackets[0].from != 0) say(wrong, "says.brackets[0].from", "from_zero");
    for (std::size_t i = 1; i < weights.brackets.size(); ++i)
        if (weights.brackets[i].from <= weights.brackets[i - 1].from)
            say(wrong, "says.brackets[" + std::to_string(i) + "].from", "ascending");
}
// More than all can never be.
bool never_reached(const Fraction& fraction, Comparison comparison) {
    return comparison == Comparison::more_than && fraction.rational() == base::Rational(1);
}
void reachable(Wrongs& wrong, const Fraction& fraction, Comparison comparison) {
    if (never_reached(fraction, comparison)) say(wrong, "says.comparison", "never_reached");
}
void look(Wrongs& wrong, const Quorum& quorum) {
    share(wrong, "says.fraction", quorum.fraction);
    reachable(wrong, quorum.fraction, quorum.comparison);
}
void look(Wrongs& wrong, const Calls& calls) {
    if (calls.later.empty()) say(wrong, "says.later", "missing");
    for (std::size_t i = 0; i < calls.later.size(); ++i)
        share(wrong, "says.later[" + std::to_string(i) + "].quorum", calls.later[i].quorum);
}
void look(Wrongs& wrong, const Proxies& proxies) {
    if (!proxies.max && !proxies.max_share) say(wrong, "says.max", "missing");
    if (proxies.max && proxies.max_share && !proxies.both) say(wrong, "says.both", "missing");
    share(wrong, "says.max_share", proxies.max_share);
}
void look(Wrongs& wrong, const Majority& majority) {
    share(wrong, "says.fraction", majority.fraction);
    reachable(wrong, majority.fraction, majority.comparison);
    if (majority.base == MajorityBase::valid) return;
    if (majority.abstentions == Answer::yes) say(wrong, "says.abstentions", "valid_only");
    if (majority.blanks == Answer::yes) say(wrong, "says.blanks", "valid_only");
}
void look(Wrongs& wrong, const Ballot& ballot) { share(wrong, "says.secret_on_request_of", ballot.secret_on_request_of); }
void look(Wrongs&, const Term&) {}
void look(Wrongs&, const Sessions&) {}
void look(Wrongs&, const Delegation&) {}
void look(Wrongs&, const Candidacy&) {}
void look(Wrongs&, const Procedure&) {}
void look(Wrongs&, const Stated&) {}

// ---- what it must satisfy beside the rules that it meets ----

// Those of that kind which hold on some day of the interval: for that kind of decision, else for any.
template <class T>
std::vector<T> met(store::Db& db, const Place& place) {
    const auto when = interval_of(place.from, place.to);
    std::vector<T> all;
    for (const auto matter : {place.matter, Matter::any}) {
        for (const auto& row : provisions_named(db, name_of(kind_of<T>, place.body, matter)))
            if (!row.held.empty() && row.held.overlaps(when)) all.push_back(value_of<T>(row.value));
        if (!all.empty()) break;
    }
    return all;
}

template <class T>
void look_beside(Wrongs&, store::Db&, const Place&, const T&) {}
// The quorum says of a later call too whether more than its share is needed.
void look_beside(Wrongs& wrong, store::Db& db, const Place& place, const Calls& calls) {
    const auto quorums = met<Quorum>(db, place);
    for (std::size_t i = 0; i < calls.later.size(); ++i)
        if (const auto& share = calls.later[i].quorum;
            share && std::ranges::any_of(quorums, [&](const Quorum& quorum) { return never_reached(*share, quorum.comparison); }))
            say(wrong, "says.later[" + std::to_string(i) + "].quorum", "never_reached");
}
void look_beside(Wrongs& wrong, store::Db& db, const Place& place, const Quorum& quorum) {
    for (const auto& calls : met<Calls>(db, place))
        for (const auto& later : calls.later)
            if (later.quorum && never_reached(*later.quorum, quorum.comparison)) return say(wrong, "says.comparison", "call_never_reached");
}

}  // namespace

base::Interval interval_of(const std::optional<base::PartialDate>& from, const std::optional<base::PartialDate>& to) {
    return {from ? from->earliest() : std::nullopt, to ? to->earliest() : std::nullopt};
}

base::Verdict check(const acts::Reader& now, const SetRule& set) {
    if (!known_rule(set.rule->value)) return base::wrong_field("rule", "choice");
    if (auto verdict = dates("", *set.from, *set.to); !verdict) return verdict;
    return sound_ground(now, {set.rule->value, "from", interval_of(*set.from, *set.to)});
}

void apply(acts::Effect& act, const SetRule& set) {
    const auto id = act.new_id<Rule>();
    put_rule(act.db(), {id,
                        set.rule->value,
                        set.value->value,
                        interval_of(*set.from, *set.to),
                        set.article_fr->value,
                        set.article_en->value,
                        act.basis(),
                        words_of(*set.text_fr),
                        words_of(*set.text_en),
                        {},
                        *set.from});
    act.touches("rule", id);
    // Every value of a rule stands in the history of its first one.
    act.touches("rule", *first_rule(act.db(), set.rule->value));
    act.touches("rule");
}

template <class T>
base::Verdict check(const acts::Reader& now, const SetProvision<T>& set) {
    Wrongs wrong;
    if (const auto verdict = dates("place.", set.place->from, set.place->to); !verdict)
        for (const auto& one : verdict.error().wrong) wrong.push_back(one);
    look(wrong, *set.says);
    if (wrong.empty()) look_beside(wrong, now.db(), *set.place, *set.says);
    if constexpr (std::is_same_v<T, Stated>) {
        if (!set.place->text_fr) say(wrong, "place.text_fr", "missing");
        if (!set.place->text_en) say(wrong, "place.text_en", "missing");
    }
    if (wrong.empty()) return sound_ground(now, {name_in(set), "place.from", interval_of(set.place->from, set.place->to)});
    return base::wrong_fields(std::move(wrong));
}

template <class T>
void apply(acts::Effect& act, const SetProvision<T>& set) {
    const auto id = act.new_id<Provision>();
    const auto& place = *set.place;
    ProvisionRow row;
    row.id = id, row.name = name_in(set), row.held = interval_of(place.from, place.to), row.begins = place.from;
    row.article = place.article ? place.article->value : std::string();
    row.article_fr = place.article_fr, row.article_en = place.article_en;
    row.text_fr = words_of(place.text_fr), row.text_en = words_of(place.text_en);
    row.value = acts::encode(acts::type_of<T>(), &*set.says), row.basis = act.basis();
    put_provision(act.db(), row);
    act.touches("provision", id);
    act.touches("provision", *first_provision(act.db(), row.name));
    act.touches("rule");  // the list of both
}

base::Verdict check(const acts::Reader&, const EndRules&) { return base::granted(); }

void apply(acts::Effect& act, const EndRules& end) {
    for (const auto id : end_rules(act.db(), end.basis->value, *end.on, act.number())) {
        act.touches("rule", id);
        act.touches("rule", *first_rule(act.db(), find_rule(act.db(), {id})->rule));
    }
    for (const auto id : end_provisions(act.db(), end.basis->value, *end.on, act.number())) {
        act.touches("provision", id);
        act.touches("provision", *first_provision(act.db(), find_provision(act.db(), {id})->name));
    }
    act.touches("rule");
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<SetRule>("statutes.set_rule", 1, By::administrator, Basis::required);
    each_provision([&]<class T>() {
        const auto kind = std::is_same_v<T, Stated> ? std::string_view("words") : kind_of<T>;
        registry.add<SetProvision<T>>("statutes.set_" + std::string(kind), 1, By::administrator, Basis::required);
    });
    registry.add<EndRules>("statutes.end_rules", 1, By::consequence, Basis::required);
}

}  // namespace statutes
