#include "statutes/explain.h"

#include <algorithm>
#include <array>

namespace statutes {
namespace {

using base::Words;

std::string_view word(auto value) { return acts::name_of(value); }

constexpr std::array<std::string_view, 18> usual{"notice.general_assembly",
                                                 "quorum.general_assembly",
                                                 "calls.general_assembly",
                                                 "majority.general_assembly",
                                                 "majority.general_assembly.amendment",
                                                 "majority.general_assembly.dissolution",
                                                 "initiators.general_assembly.amendment",
                                                 "electorate.general_assembly",
                                                 "weights.general_assembly",
                                                 "proxies.general_assembly",
                                                 "ballot.general_assembly",
                                                 "sessions.general_assembly",
                                                 "notice.bureau",
                                                 "quorum.bureau",
                                                 "majority.bureau",
                                                 "proxies.bureau",
                                                 "ballot.bureau",
                                                 "sessions.bureau"};

// "1/2" → "1_2", the last part of a catalogue key.
std::string share_key(const Fraction& fraction) {
    auto key = fraction.rational().text();
    std::ranges::replace(key, '/', '_');
    return key;
}
std::string share_words(const Words& words, const Fraction& fraction) {
    const auto key = "rules.share." + share_key(fraction);
    return words.has(key) ? std::string(words.text(key)) : fraction.rational().text();
}
std::string delay_words(const Words& words, const Delay& delay) {
    return words.format("rules.delay", {{"length", delay.length.value}, {"unit", word(delay.unit)}});
}
std::string body_words(const Words& words, Body body) { return words.format("rules.body_words", {{"body", word(body)}}); }

struct Teller {
    const Words& words;
    std::string text = {};

    void say(std::string_view key, std::initializer_list<base::Argument> arguments = {}) {
        text += (text.empty() ? "" : " ") + words.format("rules.explain." + std::string(key), arguments);
    }

    void tell(const Notice& rule) {
        say("notice", {{"delay", delay_words(words, rule.convening)}, {"agenda", word(rule.agenda)}});
        if (rule.documents) say("notice_documents", {{"delay", delay_words(words, *rule.documents)}});
    }
    std::string way(const Initiator& one) const {
        const auto part = [&](std::string_view key, std::initializer_list<base::Argument> arguments) {
            return words.format("rules.explain." + std::string(key), arguments);
        };
        std::vector<std::string> parts;
        if (one.body) parts.push_back(body_words(words, *one.body));
        if (one.members) parts.push_back(part("way_members", {{"members", one.members->value}}));
        if (one.fraction) parts.push_back(part("way_share", {{"share", share_words(words, *one.fraction)}}));
        if (one.countries) parts.push_back(part("way_countries", {{"count", one.countries->value}}));
        if (one.regions) parts.push_back(part("way_regions", {{"count", one.regions->value}}));
        std::string all;
        for (const auto& next : parts) all += (all.empty() ? "" : " ") + next;
        return all;
    }
    void tell(const Initiators& rule) {
        std::vector<std::string> ways;
        for (const auto& one : rule.alternatives) ways.push_back(way(one));
        say("initiators", {{"ways", words.list(ways, "list.or")}});
        if (rule.within) say("initiators_within", {{"delay", delay_words(words, *rule.within)}});
    }
    void tell(const Electorate& rule) {
        say("electorate", {{"suspended", word(rule.suspended)}, {"associates", word(rule.associates)}});
        if (rule.dues == DuesOf::not_asked) say("electorate_no_dues");
        else say("electorate_dues", {{"dues", word(rule.dues)}, {"paid_by", word(rule.paid_by)}});
    }
    void tell(const Weights& rule) {
        if (rule.brackets.empty()) return;
        if (rule.measure == Measure::none) return say("weights_none", {{"votes", rule.brackets[0].votes.value}});
        std::vector<std::string> brackets;
        for (const auto& one : rule.brackets)
            brackets.push_back(words.format("rules.explain.bracket", {{"votes", one.votes.value}, {"from", one.from.value}}));
        say("weights", {{"measure", word(rule.measure)}, {"brackets", words.list(brackets)}});
    }
    void tell(const Quorum& rule) {
        say("quorum", {{"comparison", word(rule.comparison)},
                       {"share", share_words(words, rule.fraction)},
                       {"key", share_key(rule.fraction)},
                       {"counting", word(rule.counting)},
                       {"proxies", word(rule.proxies)},
                       {"remote", word(rule.remote)},
                       {"moment", word(rule.moment)}});
    }
    void tell(const Calls& rule) {
        for (std::int64_t call = 2; const auto& later : rule.later)
            say("call", {{"call", call++},
                         {"delay", delay_words(words, later.delay)},
                         {"quorum", later.quorum ? "share" : "none"},
                         {"share", later.quorum ? share_words(words, *later.quorum) : std::string()}});
    }
    void tell(const Proxies& rule) {
        const auto share = rule.max_share ? share_words(words, *rule.max_share) : std::string();
        if (rule.max && rule.max_share)
            say("proxies_both", {{"max", rule.max->value}, {"share", share}, {"both", word(rule.both.value_or(Both::smaller))}});
        else if (rule.max) say("proxies_number", {{"max", rule.max->value}});
        else say("proxies_share", {{"share", share}});
        if (rule.max && *rule.max == 0) return;
        say("proxies_more", {{"scope", word(rule.scope)},
                             {"chain", word(rule.chain)},
                             {"same_country", word(rule.same_country)},
                             {"substitutes", word(rule.substitutes)}});
    }
    void tell(const Majority& rule) {
        say("majority", {{"comparison", word(rule.comparison)},
                         {"share", share_words(words, rule.fraction)},
                         {"key", share_key(rule.fraction)},
                         {"base", word(rule.base)}});
        if (rule.base == MajorityBase::cast) say("majority_cast");
        if (rule.base == MajorityBase::valid)
            say("majority_valid", {{"abstentions", word(rule.abstentions)}, {"blanks", word(rule.blanks)}});
        if (rule.rounds) say("majority_rounds", {{"rounds", rule.rounds->value}});
        say("majority_tie", {{"tie", word(rule.tie)}});
    }
    void tell(const Ballot& rule) {
        say("ballot", {{"usual", word(rule.usual)}});
        if (rule.usual == BallotWay::secret) return;
        if (rule.secret_for_persons == Answer::yes) say("ballot_persons");
        if (rule.secret_on_request) say("ballot_requests", {{"count", rule.secret_on_request->value}});
        if (rule.secret_on_request_of) say("ballot_share", {{"share", share_words(words, *rule.secret_on_request_of)}});
    }
    void tell(const Term& rule) {
        say("term", {{"years", rule.years.value}, {"staggered", word(rule.staggered)}});
        if (rule.max_terms) say("term_max", {{"max", rule.max_terms->value}});
        say("term_lost", {{"office_lost", word(rule.office_lost)}});
    }
    void tell(const Sessions& rule) {
        say("sessions", {{"months", rule.every_months.value}, {"remote", word(rule.remote)}, {"written", word(rule.written)}});
    }
    void tell(const Delegation& rule) {
        say("delegation", {{"delegates", rule.delegates.value},
                           {"substitutes", rule.substitutes.value},
                           {"council_act", word(rule.council_act)},
                           {"executive", word(rule.executive)}});
    }
    void tell(const Candidacy& rule) {
        if (rule.executive == Answer::yes) say("candidacy_executive");
        if (rule.council_act == Answer::yes) say("candidacy_council");
        if (text.empty()) say("candidacy_free");
    }
    void tell(const Procedure& rule) {
        const auto piece = [&](Piece one) { return words.format("rules.explain.piece", {{"piece", word(one)}}); };
        const auto with_instead = [&](const PieceOf& one) {
            std::vector<std::string> others;
            for (const auto other : one.instead) others.push_back(piece(other));
            return words.format("rules.explain.piece_instead", {{"piece", piece(one.piece)}, {"instead", words.list(others, "list.or")}});
        };
        std::vector<std::string> pieces;
        for (const auto& one : rule.pieces) pieces.push_back(one.instead.empty() ? piece(one.piece) : with_instead(one));
        if (!pieces.empty()) say("procedure_pieces", {{"pieces", words.list(pieces)}});
        if (rule.capital_opinion == Answer::yes) say("procedure_capital");
        if (rule.examined_by) say("procedure_examined", {{"body", body_words(words, *rule.examined_by)}});
        say("procedure_decided", {{"body", body_words(words, rule.decided_by)}});
    }
};

}  // namespace

std::span<const std::string_view> usual_rules() { return usual; }

std::string body_label(const Words& words, Body body) { return std::string(words.text("rule_body." + std::string(word(body)))); }

std::optional<Body> body_of(std::string_view name) {
    if (const auto* known = known_rule(name)) return known->body;
    if (const auto parts = named(name)) return parts->body;
    return {};
}

std::string rule_label(const Words& words, std::string_view name) {
    if (const auto parts = named(name)) {
        std::string kind(words.text("rule_kind." + parts->kind));
        if (parts->matter == Matter::any) return kind;
        return words.format("rules.of_matter", {{"kind", kind}, {"matter", words.text("choice." + std::string(word(parts->matter)))}});
    }
    const auto key = "rule." + std::string(name);
    return std::string(words.has(key) ? words.text(key) : name);
}

std::string explained(const Words& words, const RuleValue& rule) {
    const auto key = "rule_words." + rule.rule;
    return words.has(key) ? words.format(key, {{"value", rule.value}}) : words.number(rule.value);
}

std::string explained(const Words& words, const ProvisionRow& row) {
    Teller teller{words};
    bool in_words = true;
    const auto tell = [&]<class T>() {
        if (row.kind != kind_of<T>) return;
        teller.tell(value_of<T>(row.value));
        in_words = false;
    };
    tell.template operator()<Notice>(), tell.template operator()<Initiators>(), tell.template operator()<Electorate>();
    tell.template operator()<Weights>(), tell.template operator()<Quorum>(), tell.template operator()<Calls>();
    tell.template operator()<Proxies>(), tell.template operator()<Majority>(), tell.template operator()<Ballot>();
    tell.template operator()<Term>(), tell.template operator()<Sessions>(), tell.template operator()<Delegation>();
    tell.template operator()<Candidacy>(), tell.template operator()<Procedure>();
    if (in_words) return words.language() == base::Language::fr ? row.text_fr : row.text_en;
    return teller.text;
}

std::string told(const Words& words, const base::Verdict& verdict, const std::optional<Citation>& article) {
    std::string all;
    if (verdict)
        for (const auto& finding : *verdict) all += (all.empty() ? "" : " ") + base::sentence(words, finding);
    else all = base::sentence(words, verdict.error().why);
    if (!article) return all;
    const auto& cited = words.language() == base::Language::fr ? article->fr : article->en;
    const auto reference = article->article.empty() ? cited : words.format("rules.by_article", {{"article", article->article}});
    if (!all.empty() && all.back() == '.') all.pop_back();
    return all + (reference.contains('(') ? ". " + reference + "." : " (" + reference + ").");
}

}  // namespace statutes
