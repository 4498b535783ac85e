// What the rules say of meetings and people. Those of votes are in rules_votes.cpp.
#include "statutes/statutes.h"

#include <algorithm>
#include <array>

namespace statutes {
namespace {

using base::Figure, base::Verdict;

Verdict found(std::string code, std::string article, std::vector<Figure> figures = {}) {
    return base::granted({{std::move(code), std::move(article), std::move(figures)}});
}
std::string word(auto value) { return std::string(acts::name_of(value)); }

constexpr std::array known{
    KnownRule{cities_per_state, Body::members, Sense::at_most},
    KnownRule{suspended_may_vote, Body::members, Sense::exactly},
    KnownRule{substitutes_allowed, Body::members, Sense::at_most},
    KnownRule{assembly_meetings_per_year, Body::general_assembly, Sense::at_least},
    KnownRule{bureau_seats, Body::bureau, Sense::at_most},
    KnownRule{bureau_term_years, Body::bureau, Sense::exactly},
    KnownRule{bureau_meetings_per_year, Body::bureau, Sense::at_least},
    KnownRule{dues_minimum_eur, Body::dues, Sense::at_least},
    KnownRule{fund_share_percent, Body::funds, Sense::at_most},
    KnownRule{beneficiary_share_percent, Body::funds, Sense::at_least},
};

constexpr std::array kinds{kind_of<Notice>,   kind_of<Initiators>, kind_of<Electorate>, kind_of<Weights>,  kind_of<Quorum>,
                           kind_of<Calls>,    kind_of<Proxies>,    kind_of<Majority>,   kind_of<Ballot>,   kind_of<Term>,
                           kind_of<Sessions>, kind_of<Delegation>, kind_of<Candidacy>,  kind_of<Procedure>};

int days_in_month(int year, int month) {
    const auto first = [](int y, int m) { return Date{std::int16_t(y), std::int8_t(m), 1}.days_since_1970(); };
    return int((month == 12 ? first(year + 1, 1) : first(year, month + 1)) - first(year, month));
}
Date months_after(Date from, std::int64_t months) {
    const auto whole = from.year * 12 + (from.month - 1) + months;
    if (whole / 12 >= 9'999) return from.plus_days(3'650'000);  // stops at the end of the calendar
    const int year = int(whole / 12), month = int(whole % 12) + 1;
    return {std::int16_t(year), std::int8_t(month), std::int8_t(std::min<int>(from.day, days_in_month(year, month)))};
}

}  // namespace

Date years_after(Date from, std::int64_t years) {
    if (from.year + years > 9'999) return {9'999, 12, 31};
    const Date day{std::int16_t(from.year + years), from.month, from.day};
    return Date::parse(day.iso()) ? day : Date{day.year, 3, 1};
}

std::span<const KnownRule> known_rules() { return known; }
const KnownRule* known_rule(std::string_view name) {
    const auto at = std::ranges::find(known, name, &KnownRule::name);
    return at == known.end() ? nullptr : &*at;
}

std::string name_of(std::string_view kind, Body body, Matter matter) {
    auto name = std::string(kind) + "." + word(body);
    return matter == Matter::any ? name : name + "." + word(matter);
}

std::optional<Named> named(std::string_view name) {
    const auto dot = name.find('.');
    if (dot == name.npos) return {};
    const auto kind = name.substr(0, dot);
    if (std::ranges::find(kinds, kind) == kinds.end() && !acts::named<Topic>(kind)) return {};
    const auto rest = name.substr(dot + 1), body = rest.substr(0, rest.find('.'));
    Named parts{std::string(kind)};
    const auto of = acts::named<Body>(body);
    if (!of) return {};
    parts.body = *of;
    if (body.size() == rest.size()) return parts;
    const auto matter = acts::named<Matter>(rest.substr(body.size() + 1));
    if (!matter || *matter == Matter::any) return {};
    parts.matter = *matter;
    return parts;
}

Verdict not_set(std::string_view rule) {
    std::vector<Figure> figures{{"rule", std::string(rule)}};
    // What a sentence calls it by; a catalogue cannot choose by a word with a point: "members_cities_per_state".
    const auto parts = named(rule);
    auto kind = parts ? parts->kind : std::string(rule);
    std::ranges::replace(kind, '.', '_');
    figures.push_back({"kind", std::move(kind)});
    figures.push_back({"body", parts ? word(parts->body) : "none"});
    figures.push_back({"matter", parts ? word(parts->matter) : word(Matter::any)});
    return base::refused("statutes.rule_not_set", "rule:" + std::string(rule), std::move(figures));
}

Verdict within(const RuleValue& rule, std::int64_t number) {
    const auto* known = known_rule(rule.rule);
    const auto sense = known ? known->sense : Sense::exactly;
    const std::vector<Figure> figures{{"number", number}, {"value", rule.value}, {"sense", word(sense)}};
    if (sense != Sense::at_least && number > rule.value) return base::refused("statutes.above_rule", rule.citation(), figures);
    if (sense != Sense::at_most && number < rule.value) return base::refused("statutes.below_rule", rule.citation(), figures);
    return found("statutes.within_rule", rule.citation(), figures);
}

Date Delay::after(Date from) const {
    switch (unit) {
    case Unit::days: return from.plus_days(length);
    case Unit::clear_days: return from.plus_days(length + 1);
    case Unit::months: return months_after(from, length);
    }
    return from;
}

// ---- notice and initiative ----

Verdict notice_given(const Held<Notice>& held, const Sending& sending) {
    if (!held.rule) return not_set(held.name);
    const auto& notice = *held.rule;
    const auto figures = [&](Date sent, const Delay& delay) {
        return std::vector<Figure>{{"sent", sent},
                                   {"session", sending.session},
                                   {"length", delay.length.value},
                                   {"unit", word(delay.unit)},
                                   {"earliest", delay.after(sent)}};
    };
    if (sending.session < notice.convening.after(sending.sent))
        return base::refused("statutes.notice_short", held.citation(), figures(sending.sent, notice.convening));
    if (notice.agenda == Answer::yes && !sending.agenda) return base::refused("statutes.agenda_missing", held.citation());
    if (notice.documents) {
        if (!sending.documents) return base::refused("statutes.documents_missing", held.citation());
        if (sending.session < notice.documents->after(*sending.documents))
            return base::refused("statutes.documents_late", held.citation(), figures(*sending.documents, *notice.documents));
    }
    return found("statutes.notice_given", held.citation(), figures(sending.sent, notice.convening));
}

Verdict may_initiate(const Held<Initiators>& held, const Request& request) {
    if (!held.rule) return not_set(held.name);
    const std::vector<Figure> figures{{"members", request.members},
                                      {"of", request.of_members},
                                      {"countries", request.countries},
                                      {"regions", request.regions},
                                      {"body", request.body ? word(*request.body) : std::string("none")}};
    const auto met = [&](const Initiator& one) {
        if (one.body && one.body != request.body) return false;
        if (one.members && request.members < *one.members) return false;
        if (one.fraction) {  // of all members: their number is needed, and nobody proposes who is none of them
            const auto needed = needed_of(request.of_members, *one.fraction, Comparison::at_least);
            if (request.of_members <= 0 || request.members > request.of_members || request.members < needed) return false;
        }
        if (one.countries && request.countries < *one.countries) return false;
        return !one.regions || request.regions >= *one.regions;
    };
    if (std::ranges::none_of(held.rule->alternatives, met)) return base::refused("statutes.not_initiated", held.citation(), figures);
    if (held.rule->within && request.asked && request.session) {
        const auto latest = held.rule->within->after(*request.asked);
        if (*request.session > latest)
            return base::refused("statutes.session_late", held.citation(),
                                 {{"asked", *request.asked}, {"session", *request.session}, {"latest", latest}});
    }
    return found("statutes.initiated", held.citation(), figures);
}

// ---- who votes, and for how many ----

std::optional<DuesAsked> dues_asked(const Electorate& electorate, Date session, Date convened) {
    if (electorate.dues == DuesOf::not_asked) return {};
    const int year = session.year - (electorate.dues == DuesOf::year_before ? 1 : 0);
    switch (electorate.paid_by) {
    case CutOff::end_of_year: return DuesAsked{year, {std::int16_t(year), 12, 31}};
    case CutOff::convening: return DuesAsked{year, convened};
    case CutOff::opening: return DuesAsked{year, session};
    }
    return {};
}

Verdict may_vote(const Held<Electorate>& held, const Elector& elector) {
    if (!held.rule) return not_set(held.name);
    const auto& electorate = *held.rule;
    if (elector.associate && electorate.associates != Associates::vote)
        return base::refused("statutes.associate_without_vote", held.citation(), {{"voice", word(electorate.associates)}});
    if (elector.suspended && electorate.suspended == Answer::no) return base::refused("statutes.suspended_without_vote", held.citation());
    const auto asked = dues_asked(electorate, elector.session, elector.convened);
    if (!asked) return found("statutes.may_vote", held.citation());
    std::vector<Figure> figures{{"year", std::int64_t(asked->year)}, {"by", asked->by}};
    if (!elector.paid) return base::refused("statutes.dues_unpaid", held.citation(), figures);
    figures.push_back({"paid", *elector.paid});
    if (*elector.paid > asked->by) return base::refused("statutes.dues_late", held.citation(), figures);
    return found("statutes.may_vote_paid", held.citation(), figures);
}

Voices votes_of(const Held<Weights>& held, std::int64_t measured) {
    if (!held.rule || held.rule->brackets.empty()) return {not_set(held.name)};
    Bracket mine = held.rule->brackets.front();
    for (const auto& bracket : held.rule->brackets)
        if (bracket.from <= measured) mine = bracket;
    return {found("statutes.votes", held.citation(),
                  {{"votes", mine.votes.value}, {"measured", measured}, {"from", mine.from.value}, {"measure", word(held.rule->measure)}}),
            mine.votes};
}

Verdict may_hold_proxies(const Held<Proxies>& held, const Holder& holder) {
    if (!held.rule) return not_set(held.name);
    const auto& proxies = *held.rule;
    const auto share =
        proxies.max_share ? std::optional(needed_of(holder.votes, *proxies.max_share, Comparison::more_than) - 1) : std::nullopt;
    auto limit = proxies.max ? proxies.max->value : *share;
    if (proxies.max && share) limit = proxies.both == Both::larger ? std::max(limit, *share) : std::min(limit, *share);
    std::vector<Figure> figures{{"holds", holder.holds}, {"limit", limit}};
    if (share) {
        figures.push_back({"share", proxies.max_share->value});
        figures.push_back({"votes", holder.votes});
    }
    figures.push_back({"how", std::string(share ? "share" : "number")});
    if (limit == 0) return base::refused("statutes.no_proxies", held.citation(), figures);
    if (holder.passed_on && proxies.chain == Answer::no) return base::refused("statutes.proxy_passed_on", held.citation());
    if (holder.substitute && proxies.substitutes == Answer::no) return base::refused("statutes.proxy_of_substitute", held.citation());
    if (holder.other_country && proxies.same_country == Answer::yes) return base::refused("statutes.proxy_other_country", held.citation());
    if (holder.holds > limit) return base::refused("statutes.too_many_proxies", held.citation(), figures);
    return found("statutes.proxies_held", held.citation(), figures);
}

// ---- terms, sessions, people ----

TermEnd next_term(const Held<Term>& held, const Mandate& mandate) {
    if (!held.rule) return {not_set(held.name), {}};
    const auto& term = *held.rule;
    if (term.max_terms && mandate.served >= *term.max_terms)
        return {base::refused("statutes.terms_exceeded", held.citation(), {{"served", mandate.served}, {"most", term.max_terms->value}}),
                {}};
    const auto ends = years_after(mandate.from, term.years);
    const std::vector<Figure> figures{{"years", term.years.value}, {"from", mandate.from}, {"ends", ends}};
    if (!mandate.office_lost || *mandate.office_lost >= ends || term.office_lost == OfficeLost::nothing)
        return {found("statutes.term", held.citation(), figures), ends};
    const std::vector<Figure> lost{{"lost", *mandate.office_lost}};
    if (term.office_lost == OfficeLost::at_once) return {found("statutes.term_lost", held.citation(), lost), mandate.office_lost};
    // A session before the loss is not the next one after it.
    if (!mandate.next_session || *mandate.next_session < *mandate.office_lost)
        return {found("statutes.term_until_session", held.citation(), lost), {}};
    const auto last = std::min(ends, *mandate.next_session);
    return {found("statutes.term_lost_at", held.citation(), {{"lost", *mandate.office_lost}, {"ends", last}}), last};
}

// Of 1901: a deliberation at a distance or in writing is void unless the statutes allow it; in the room it needs no rule.
Verdict may_deliberate(const Held<Sessions>& held, Means means) {
    const std::vector<Figure> figures{{"means", word(means)}};
    if (means == Means::room) return found("statutes.means_allowed", held.citation(), figures);
    if (!held.rule) return not_set(held.name);
    const bool allowed = (means == Means::written ? held.rule->written : held.rule->remote) == Answer::yes;
    return allowed ? found("statutes.means_allowed", held.citation(), figures)
                   : base::refused("statutes.means_not_allowed", held.citation(), figures);
}

Verdict session_due(const Held<Sessions>& held, Date before, Date next) {
    if (!held.rule) return not_set(held.name);
    const auto latest = months_after(before, held.rule->every_months);
    const std::vector<Figure> figures{{"before", before}, {"next", next}, {"latest", latest}, {"months", held.rule->every_months.value}};
    return next <= latest ? found("statutes.session_in_time", held.citation(), figures)
                          : base::refused("statutes.session_overdue", held.citation(), figures);
}

Verdict may_be_sent(const Held<Delegation>& held, const Sent& sent) {
    if (!held.rule) return not_set(held.name);
    const auto& rule = *held.rule;
    const auto figures = [](std::int64_t counted, std::int64_t most) { return std::vector<Figure>{{"sent", counted}, {"most", most}}; };
    if (sent.delegates > rule.delegates)
        return base::refused("statutes.too_many_delegates", held.citation(), figures(sent.delegates, rule.delegates));
    if (sent.substitutes > rule.substitutes)
        return base::refused("statutes.too_many_substitutes", held.citation(), figures(sent.substitutes, rule.substitutes));
    if (rule.executive == Answer::yes && !sent.executive) return base::refused("statutes.not_the_executive", held.citation());
    if (rule.council_act == Answer::yes && !sent.council_act) return base::refused("statutes.council_act_missing", held.citation());
    return found("statutes.delegation", held.citation(), {{"delegates", sent.delegates}, {"substitutes", sent.substitutes}});
}

Verdict may_stand(const Held<Candidacy>& held, const Standing& standing) {
    if (!held.rule) return not_set(held.name);
    if (held.rule->executive == Answer::yes && !standing.executive) return base::refused("statutes.not_the_executive", held.citation());
    if (held.rule->council_act == Answer::yes && !standing.council_act)
        return base::refused("statutes.council_act_missing", held.citation());
    return found("statutes.may_stand", held.citation());
}

Verdict file_complete(const Held<Procedure>& held, const CaseFile& file) {
    if (!held.rule) return not_set(held.name);
    const auto has = [&](Piece piece) { return std::ranges::find(file.pieces, piece) != file.pieces.end(); };
    for (const auto& one : held.rule->pieces)
        if (!has(one.piece) && std::ranges::none_of(one.instead, has))
            return base::refused("statutes.piece_missing", held.citation(), {{"piece", word(one.piece)}});
    if (held.rule->capital_opinion == Answer::yes && !file.capital_opinion)
        return base::refused("statutes.opinion_missing", held.citation());
    if (held.rule->examined_by && !file.examined)
        return base::refused("statutes.not_examined", held.citation(), {{"body", word(*held.rule->examined_by)}});
    return found("statutes.file_complete", held.citation(), {{"body", word(held.rule->decided_by)}});
}

}  // namespace statutes
