// Quorum, majority, ballot: exact fractions, compared with whole votes, never rounded before.
#include "statutes/statutes.h"

#include <algorithm>

namespace statutes {
namespace {

using base::Figure, base::Verdict;

Verdict found(std::string code, std::string article, std::vector<Figure> figures) {
    return base::granted({{std::move(code), std::move(article), std::move(figures)}});
}
std::string word(auto value) { return std::string(acts::name_of(value)); }

// How a majority is called.
std::string majority_name(const Majority& majority) {
    const auto fraction = majority.fraction.rational();
    if (fraction == base::Rational(1)) return "unanimity";
    return fraction == *base::Rational::of(1, 2) && majority.comparison == Comparison::more_than ? "absolute" : "share";
}

// Of how many votes the majority is a share; `in_favour`: for all who stand, in an election.
std::int64_t base_of(const Majority& majority, const Count& count, std::int64_t cast) {
    switch (majority.base) {
    case MajorityBase::cast: return cast;
    case MajorityBase::valid:
        return cast + (majority.abstentions == Answer::yes ? count.abstentions : 0) + (majority.blanks == Answer::yes ? count.blank : 0);
    case MajorityBase::present: return count.present;
    case MajorityBase::members: return count.members;
    }
    return cast;
}

// What is no answer of the majority: the base it is a share of is not given, or more voted than it holds.
std::optional<base::Refusal> unsound(const Held<Majority>& held, std::int64_t base, std::int64_t voters) {
    const auto& majority = *held.rule;
    if (majority.base != MajorityBase::present && majority.base != MajorityBase::members) return {};
    const std::vector<Figure> figures{{"voters", voters}, {"base", base}, {"of", word(majority.base)}};
    if (base <= 0) return base::refused("statutes.base_missing", held.citation(), figures).error();
    if (voters > base) return base::refused("statutes.votes_exceed", held.citation(), figures).error();
    return {};
}

}  // namespace

std::int64_t needed_of(std::int64_t base, const Fraction& fraction, Comparison comparison) {
    const auto share = base::multiply(base::Rational(base), fraction.rational()).value_or(base::Rational(base));
    return comparison == Comparison::more_than ? share.floor() + 1 : share.ceil();
}

Verdict quorum_reached(const Held<Quorum>& held, const Held<Calls>& calls, const Attendance& there, const Convened& convened) {
    if (!held.rule) return not_set(held.name);
    auto fraction = held.rule->fraction;
    auto article = held.citation();
    if (convened.call > 1) {
        if (!calls.rule) return not_set(calls.name);
        const auto later = static_cast<std::size_t>(convened.call - 2);
        article = calls.citation();
        const std::vector<Figure> which{{"call", convened.call}};
        if (later >= calls.rule->later.size()) return base::refused("statutes.no_such_call", article, which);
        const auto& call = calls.rule->later[later];
        if (!convened.before || !convened.session) return base::refused("statutes.call_undated", article, which);
        const auto earliest = call.delay.after(*convened.before);
        if (*convened.session < earliest)
            return base::refused(
                "statutes.call_too_early", article,
                {{"call", convened.call}, {"before", *convened.before}, {"session", *convened.session}, {"earliest", earliest}});
        if (!call.quorum) return found("statutes.quorum_not_needed", article, which);
        fraction = *call.quorum;
    }
    const auto& quorum = *held.rule;
    const auto counted =
        there.present + (quorum.remote == Answer::yes ? there.remote : 0) + (quorum.proxies == Answer::yes ? there.represented : 0);
    if (counted > there.electorate)
        return base::refused("statutes.attendance_exceeds", article,
                             {{"counted", counted}, {"electorate", there.electorate}, {"counting", word(quorum.counting)}});
    const auto needed = std::max<std::int64_t>(1, needed_of(there.electorate, fraction, quorum.comparison));
    const std::vector<Figure> figures{{"present", there.present},         {"remote", there.remote},
                                      {"represented", there.represented}, {"counted", counted},
                                      {"electorate", there.electorate},   {"needed", needed},
                                      {"fraction", fraction.value},       {"comparison", word(quorum.comparison)},
                                      {"counting", word(quorum.counting)}};
    return counted >= needed ? found("statutes.quorum_reached", article, figures)
                             : base::refused("statutes.quorum_missed", article, figures);
}

bool rechecked(const Quorum& quorum) { return quorum.moment == Moment::each_item; }

Verdict adopted(const Held<Majority>& held, const Count& count) {
    if (!held.rule) return not_set(held.name);
    const auto& majority = *held.rule;
    const auto cast = count.in_favour + count.against;
    const auto base = base_of(majority, count, cast);
    if (auto why = unsound(held, base, count.voters())) return std::unexpected(std::move(*why));
    const auto needed = std::max<std::int64_t>(1, needed_of(base, majority.fraction, majority.comparison));
    const std::vector<Figure> figures{{"voters", count.voters()},
                                      {"abstentions", count.abstentions},
                                      {"blank", count.blank},
                                      {"null", count.null},
                                      {"base", base},
                                      {"of", word(majority.base)},
                                      {"for", count.in_favour},
                                      {"against", count.against},
                                      {"needed", needed},
                                      {"majority", majority_name(majority)},
                                      {"fraction", majority.fraction.value},
                                      {"tie", word(majority.tie)}};
    if (count.in_favour >= needed) return found("statutes.adopted", held.citation(), figures);
    // Equal, and one more would do: whoever breaks ties decides, of a half alone: a larger share is not had by a casting vote. No age
    // decides of a text.
    const bool half = majority.fraction.rational() <= *base::Rational::of(1, 2);
    const bool equal = half && count.in_favour > 0 && count.in_favour == count.against && count.in_favour + 1 >= needed;
    if (equal && (majority.tie == Tie::chair || majority.tie == Tie::lot)) {
        if (!count.casting) return base::refused("statutes.tie_open", held.citation(), figures);
        return *count.casting ? found("statutes.adopted_by_casting", held.citation(), figures)
                              : base::refused("statutes.rejected_by_casting", held.citation(), figures);
    }
    return base::refused("statutes.rejected", held.citation(), figures);
}

namespace {

// Among those who have as many votes: the older, or who was chosen; nothing when the rule leaves it open.
std::optional<std::size_t> breaks(Tie tie, std::span<const Candidate> all, const std::vector<std::size_t>& equal) {
    std::vector<std::size_t> left;
    switch (tie) {
    case Tie::fails: return {};
    case Tie::chair:
    case Tie::lot:
        for (const auto i : equal)
            if (all[i].chosen) left.push_back(i);
        break;
    case Tie::age: {
        std::optional<Date> oldest;
        for (const auto i : equal) {
            if (!all[i].born) return {};
            if (!oldest || *all[i].born < *oldest) oldest = all[i].born;
        }
        for (const auto i : equal)
            if (all[i].born == oldest) left.push_back(i);
        break;
    }
    }
    return left.size() == 1 ? std::optional(left.front()) : std::nullopt;
}

}  // namespace

Elected elected(const Held<Majority>& held, const Count& count, std::span<const Candidate> candidates, std::int64_t round) {
    if (!held.rule) return {not_set(held.name), {}};
    const auto& majority = *held.rule;
    std::int64_t cast = 0, most = 0;
    for (const auto& one : candidates) cast += one.votes, most = std::max(most, one.votes);
    const bool relative = majority.rounds && round > *majority.rounds;
    const auto base = base_of(majority, count, cast);
    if (!relative)
        if (auto why = unsound(held, base, cast)) return {std::unexpected(std::move(*why)), {}};
    const auto needed =
        relative ? std::max<std::int64_t>(1, most) : std::max<std::int64_t>(1, needed_of(base, majority.fraction, majority.comparison));
    std::vector<Figure> figures{{"votes", most},
                                {"base", base},
                                {"of", word(majority.base)},
                                {"needed", needed},
                                {"round", round},
                                {"majority", relative ? std::string("relative") : majority_name(majority)},
                                {"fraction", majority.fraction.value},
                                {"tie", word(majority.tie)}};
    if (most < needed) return {base::refused("statutes.not_elected", held.citation(), figures), {}};
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (candidates[i].votes == most) first.push_back(i);
    const auto who = first.size() == 1 ? std::optional(first.front()) : breaks(majority.tie, candidates, first);
    figures.push_back({"equal", static_cast<std::int64_t>(first.size())});
    if (!who) return {base::refused("statutes.tie_not_broken", held.citation(), figures), {}};
    return {found("statutes.elected", held.citation(), figures), who};
}

Way ballot_for(const Held<Ballot>& held, const Item& item) {
    if (!held.rule) return {not_set(held.name), {}};
    const auto& ballot = *held.rule;
    const auto shared = [&] {
        return ballot.secret_on_request_of && item.requests > 0 && item.present > 0 &&
               item.requests >= needed_of(item.present, *ballot.secret_on_request_of, Comparison::at_least);
    };
    std::string why = "usual";
    if (ballot.usual != BallotWay::secret) {
        if (item.about_persons && ballot.secret_for_persons == Answer::yes) why = "persons";
        else if ((ballot.secret_on_request && item.requests >= *ballot.secret_on_request) || shared()) why = "requests";
    }
    const auto way = why == "usual" ? ballot.usual : BallotWay::secret;
    return {found("statutes.ballot", held.citation(),
                  {{"way", word(way)}, {"why", why}, {"requests", item.requests}, {"present", item.present}}),
            way};
}

}  // namespace statutes
