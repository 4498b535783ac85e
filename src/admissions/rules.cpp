#include "admissions/rules.h"

#include <algorithm>

namespace admissions {

Holder holder_of(Step step) {
    switch (step) {
    case Step::received:
    case Step::complete:
    case Step::examined: return Holder::secretariat;
    case Step::incomplete: return Holder::applicant;
    case Step::opinion_asked: return Holder::capital;
    case Step::opinion_settled: return Holder::bureau;
    case Step::ready: return Holder::assembly;
    default: return Holder::nobody;
    }
}

namespace {

base::Figure figure(Step step) { return {"step", std::string(acts::name_of(step))}; }

// The file stands between two steps, both included; otherwise what it lacks, or that it is past them.
base::Verdict stands(Step now, Step first, Step last) {
    if (!is_open(now)) return base::refused("admissions.closed", {}, {figure(now)});
    if (now > last) return base::refused("admissions.past", {}, {figure(now)});
    if (now >= first) return base::granted();
    if (now < Step::complete) return base::refused("admissions.not_complete", {}, {figure(now)});
    if (now < Step::opinion_settled) return base::refused("admissions.no_opinion", {}, {figure(now)});
    return base::refused("admissions.not_examined", {}, {figure(now)});
}

base::Verdict happened(base::Date on, base::Date received, base::Date today) {
    if (on > today) return base::wrong_field("on", "date_future", {{"today", today}});
    if (on < received) return base::wrong_field("on", "before_received", {{"received", received}});
    return base::granted();
}

}  // namespace

base::Verdict decided_by(Kind kind, std::optional<Authority> authority) {
    if (!authority) return base::granted();
    if ((kind == Kind::association) != (*authority == Authority::bureau)) return base::wrong_field("authority", "not_for_kind");
    return base::granted();
}

base::Verdict may_ask_piece(Step now, std::optional<base::Date> until, base::Date today) {
    if (auto stage = stands(now, Step::received, Step::complete); !stage) return stage;
    if (until && *until < today) return base::wrong_field("until", "date_past", {{"today", today}});
    return base::granted();
}

base::Verdict may_add_piece(Step now, bool says_something) {
    if (auto stage = stands(now, Step::received, Step::opinion_settled); !stage) return stage;
    if (!says_something) return base::wrong_field("file", "missing");
    return base::granted();
}

base::Verdict may_find_complete(Step now, const std::vector<Piece>& missing) {
    if (auto stage = stands(now, Step::received, Step::incomplete); !stage) return stage;
    if (missing.empty()) return base::granted();
    return base::refused("admissions.piece_missing", {},
                         {{"count", std::int64_t(missing.size())}, {"piece", std::string(acts::name_of(missing.front()))}});
}

base::Verdict may_ask_opinion(Step now, Capital capital, base::Date until, base::Date today) {
    if (auto stage = stands(now, Step::complete, Step::complete); !stage) return stage;
    if (capital == Capital::itself) return base::refused("admissions.is_capital");
    if (capital == Capital::none) return base::refused("admissions.no_capital");
    if (until < today) return base::wrong_field("until", "date_past", {{"today", today}});
    return base::granted();
}

base::Verdict may_settle(Step now, Capital capital, Opinion opinion, std::optional<base::Date> asked_until, base::Date on,
                         base::Date received, base::Date today) {
    if (auto stage = stands(now, Step::complete, Step::opinion_asked); !stage) return stage;
    if (auto day = happened(on, received, today); !day) return day;
    if (opinion == Opinion::not_needed) {
        if (capital == Capital::member) return base::refused("admissions.opinion_needed");
        return base::granted({{capital == Capital::itself ? "admissions.is_capital" : "admissions.no_capital", {}, {}}});
    }
    if (capital == Capital::itself) return base::refused("admissions.is_capital");
    if (capital == Capital::none) return base::refused("admissions.no_capital");
    if (opinion != Opinion::not_given) return base::granted();
    if (!asked_until) return base::refused("admissions.opinion_not_asked");
    if (today <= *asked_until) return base::refused("admissions.opinion_awaited", {}, {{"until", *asked_until}});
    return base::granted({{"admissions.opinion_not_given", {}, {{"until", *asked_until}}}});
}

base::Verdict may_examine(Step now, base::Date on, base::Date received, base::Date today) {
    if (auto stage = stands(now, Step::opinion_settled, Step::opinion_settled); !stage) return stage;
    return happened(on, received, today);
}

base::Verdict may_make_ready(Step now, std::optional<base::Date> session, base::Date today) {
    if (auto stage = stands(now, Step::examined, Step::ready); !stage) return stage;  // again: another session
    if (session && *session < today) return base::wrong_field("session", "date_past", {{"today", today}});
    return base::granted();
}

base::Verdict may_close(Step now) { return stands(now, Step::received, Step::ready); }

base::Verdict may_admit_on(base::Date decided, base::Date received) {
    if (decided < received) return base::refused("admissions.decided_before", {}, {{"decided", decided}, {"received", received}});
    return base::granted();
}

base::Verdict may_decide(const statutes::Held<statutes::Procedure>& held, assembly::Body body) {
    if (!held.rule || acts::name_of(held.rule->decided_by) == acts::name_of(body)) return base::granted();
    return base::refused("admissions.other_body_decides", held.citation(),
                         {{"decides", std::string(acts::name_of(held.rule->decided_by))}, {"body", std::string(acts::name_of(body))}});
}

base::Granted left_out(Step now, std::optional<Opinion> opinion, bool by_assembly) {
    base::Granted found;
    const auto without = [&](const char* code) { found.push_back({code, {}, {}}); };
    if (now < Step::complete) without("admissions.without_check");
    if (now < Step::opinion_settled) without("admissions.without_opinion");
    else if (opinion == Opinion::not_given) without("admissions.opinion_never_came");
    if (now < Step::examined) without("admissions.without_bureau");
    if (!by_assembly) without("admissions.not_by_assembly");
    return found;
}

std::vector<Piece> missing(bool letter, const std::vector<AskedPiece>& asked) {
    std::vector<Piece> all;
    if (!letter) all.push_back(Piece::letter);
    for (const auto& one : asked)
        if (!one.added_on && std::ranges::find(all, one.piece) == all.end()) all.push_back(one.piece);
    return all;
}

}  // namespace admissions
