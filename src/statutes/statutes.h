// The door: the association's rules as dated data. A rule that is not set refuses: « règle non renseignée ».
// Two forms: a number with a name ("members.cities_per_state"), and a provision: what one article says of one subject (quorum, majority,
// notice …), for one body and one kind of decision. docs/decisions/0020-statutes.md.
#pragma once
#include "acts/act.h"
#include "base/rational.h"

namespace statutes {
struct Rule;
struct Provision;
// A share as it is written: "2/3", "0.35", "1". A check takes only those above 0 and up to 1.
struct Fraction {
    std::string value;
    base::Rational rational() const { return base::Rational::parse(value).value_or(base::Rational()); }
    bool operator==(const Fraction&) const = default;
};
}  // namespace statutes
template <>
inline constexpr std::string_view acts::thing<statutes::Rule> = "rule";
template <>
inline constexpr std::string_view acts::thing<statutes::Provision> = "provision";
template <>
struct acts::TypeOf<statutes::Fraction> : acts::TextType<acts::TextFormat::line, 20> {};

namespace statutes {

using acts::Integer;
using base::Date, base::Id;

// ---- numbers with a name ----

// The rules that code asks for. Their values, dates and articles are data.
inline constexpr std::string_view cities_per_state = "members.cities_per_state";
inline constexpr std::string_view bureau_seats = "bureau.seats";
inline constexpr std::string_view bureau_term_years = "bureau.term_years";
inline constexpr std::string_view bureau_meetings_per_year = "bureau.meetings_per_year";
inline constexpr std::string_view assembly_meetings_per_year = "general_assembly.meetings_per_year";
inline constexpr std::string_view dues_minimum_eur = "dues.minimum_eur";
inline constexpr std::string_view fund_share_percent = "funds.fund_share_percent";
inline constexpr std::string_view beneficiary_share_percent = "funds.beneficiary_share_percent";
inline constexpr std::string_view suspended_may_vote = "members.suspended_may_vote";    // 1: they may
inline constexpr std::string_view substitutes_allowed = "members.substitutes_allowed";  // how many a member may have

// What is said of a body, of the members, of their money.
enum class Body { members, general_assembly, bureau, executive, council, presidency, secretariat, commission, jury, dues, funds };
BOOST_DESCRIBE_ENUM(Body, members, general_assembly, bureau, executive, council, presidency, secretariat, commission, jury, dues, funds)

enum class Sense { at_most, at_least, exactly };
BOOST_DESCRIBE_ENUM(Sense, at_most, at_least, exactly)
struct KnownRule {
    std::string_view name;
    Body body{};
    Sense sense{};
};
std::span<const KnownRule> known_rules();
const KnownRule* known_rule(std::string_view name);  // nullptr: nobody asks for it

struct RuleValue {
    Id<Rule> id;
    std::string rule;
    std::int64_t value = 0;
    base::Interval held;
    std::string article_fr, article_en, basis;
    std::string text_fr = {}, text_en = {};            // the article's own words; empty: not known
    std::optional<base::Id<acts::Act>> ended_by = {};  // the act that ended it before its time
    std::optional<base::PartialDate> begins = {};      // as the act says it: `held` is from the first day that this allows
    std::string citation() const { return "rule:" + rule; }
};
// In force on that day: of those whose interval contains it, one that a decision set before what sources attest, then the one that began
// last, then the one set last.
std::optional<RuleValue> rule_on(store::Db&, std::string_view rule, Date);
std::optional<RuleValue> find_rule(store::Db&, Id<Rule>);
bool has_been_set(store::Db&, std::string_view name);                   // a number with a name or a provision, whatever its days
std::vector<RuleValue> all_rules(store::Db&);                           // by name, oldest first
std::vector<RuleValue> rules_named(store::Db&, std::string_view rule);  // oldest first
base::Verdict not_set(std::string_view rule);                           // refused: « règle non renseignée »
base::Verdict within(const RuleValue&, std::int64_t);                   // by the sense of a known rule

// ---- provisions ----

// The kind of decision; any: those that have no rule of their own.
enum class Matter {
    any,
    ordinary,
    extraordinary,
    admission,
    exclusion,
    election,
    removal,
    amendment,
    dissolution,
    budget,
    accounts,
    grant
};
BOOST_DESCRIBE_ENUM(Matter, any, ordinary, extraordinary, admission, exclusion, election, removal, amendment, dissolution, budget, accounts,
                    grant)
enum class Answer { no, yes };
BOOST_DESCRIBE_ENUM(Answer, no, yes)

enum class Unit { days, clear_days, months };  // clear days: neither the day of sending nor that of the session counts
BOOST_DESCRIBE_ENUM(Unit, days, clear_days, months)
struct Delay {
    Integer<0, 3'650> length;
    Unit unit{};
    Date after(Date) const;  // the first day on which it has passed; the 31st of a shorter month is its last day
};
BOOST_DESCRIBE_STRUCT(Delay, (), (length, unit))

// The first day after a term of so many years, which is the same day of the year. Of a term from 29 February it is 1 March where the year
// has no 29th: its last day is 28 February, the last of the month, so that nobody loses a day.
Date years_after(Date from, std::int64_t years);

struct Notice {
    Delay convening;                 // between sending and session
    std::optional<Delay> documents;  // absent: the documents have no time of their own
    Answer agenda{};                 // whether the agenda goes with it
};
BOOST_DESCRIBE_STRUCT(Notice, (), (convening, documents, agenda))

// One of several ways to put a matter on the agenda: a body, or so many members, so large a share of them, of so many countries or
// regions of the world. What an alternative states must all be there.
struct Initiator {
    std::optional<Body> body;
    std::optional<Integer<1, 100'000>> members;
    std::optional<Fraction> fraction;  // of all members
    std::optional<Integer<1, 250>> countries;
    std::optional<Integer<1, 30>> regions;
};
BOOST_DESCRIBE_STRUCT(Initiator, (), (body, members, fraction, countries, regions))
struct Initiators {
    std::vector<Initiator> alternatives;
    std::optional<Delay> within;  // the session is held within that time of the request
};
BOOST_DESCRIBE_STRUCT(Initiators, (), (alternatives, within))

enum class Associates { vote, consultative, absent };
BOOST_DESCRIBE_ENUM(Associates, vote, consultative, absent)
enum class DuesOf { not_asked, year_before, same_year };
BOOST_DESCRIBE_ENUM(DuesOf, not_asked, year_before, same_year)
enum class CutOff { end_of_year, convening, opening };  // the day by which they are paid: of the year due, or of the session
BOOST_DESCRIBE_ENUM(CutOff, end_of_year, convening, opening)
struct Electorate {
    Associates associates{};
    Answer suspended{};  // whether a suspended member votes
    DuesOf dues{};
    CutOff paid_by{};
};
BOOST_DESCRIBE_STRUCT(Electorate, (), (associates, suspended, dues, paid_by))

enum class Measure { none, population, dues };  // what the votes of a member are counted from
BOOST_DESCRIBE_ENUM(Measure, none, population, dues)
struct Bracket {
    Integer<0, 1'000'000'000> from;  // inhabitants, or euros: the first of the bracket
    Integer<0, 100'000> votes;
};
BOOST_DESCRIBE_STRUCT(Bracket, (), (from, votes))
struct Weights {
    Measure measure{};              // none: one bracket from 0
    std::vector<Bracket> brackets;  // ascending, the first from 0
};
BOOST_DESCRIBE_STRUCT(Weights, (), (measure, brackets))

enum class Comparison { at_least, more_than };
BOOST_DESCRIBE_ENUM(Comparison, at_least, more_than)
enum class Counting { by_members, by_votes };
BOOST_DESCRIBE_ENUM(Counting, by_members, by_votes)
enum class Moment { opening, each_item };
BOOST_DESCRIBE_ENUM(Moment, opening, each_item)
struct Quorum {
    Fraction fraction;
    Comparison comparison{};
    Counting counting{};
    Answer proxies{}, remote{};  // whether the represented, and those who are online, count
    Moment moment{};
};
BOOST_DESCRIBE_STRUCT(Quorum, (), (fraction, comparison, counting, proxies, remote, moment))

struct LaterCall {                   // the second, the third …
    Delay delay;                     // after the session before
    std::optional<Fraction> quorum;  // absent: none is needed
};
BOOST_DESCRIBE_STRUCT(LaterCall, (), (delay, quorum))
struct Calls {
    std::vector<LaterCall> later;
};
BOOST_DESCRIBE_STRUCT(Calls, (), (later))

enum class Both { smaller, larger };
BOOST_DESCRIBE_ENUM(Both, smaller, larger)
enum class Scope { session, item };
BOOST_DESCRIBE_ENUM(Scope, session, item)
struct Proxies {
    std::optional<Integer<0, 1'000>> max;           // that one person holds; 0: there are none
    std::optional<Fraction> max_share;              // of all votes; rounded down
    std::optional<Both> both;                       // which of the two holds, when both are stated
    Scope scope{};                                  // a proxy is for the whole session, or given item by item
    Answer chain{}, same_country{}, substitutes{};  // may be passed on; only within a country; a substitute may hold them
};
BOOST_DESCRIBE_STRUCT(Proxies, (), (max, max_share, both, scope, chain, same_country, substitutes))

// Of what the majority is a share. cast: for and against (« suffrages exprimés »). valid: these, with abstentions and blanks as the rule
// says, never the null. present: all who sit or are represented. members: the whole electorate.
enum class MajorityBase { cast, valid, present, members };
BOOST_DESCRIBE_ENUM(MajorityBase, cast, valid, present, members)
enum class Tie { fails, chair, lot, age };
BOOST_DESCRIBE_ENUM(Tie, fails, chair, lot, age)
struct Majority {
    Fraction fraction;
    Comparison comparison{};
    MajorityBase base{};
    Answer abstentions{}, blanks{};       // whether they are in the base "valid"; of no meaning for another
    std::optional<Integer<1, 9>> rounds;  // of an election: so many at this majority, then the most votes win
    Tie tie{};
};
BOOST_DESCRIBE_STRUCT(Majority, (), (fraction, comparison, base, abstentions, blanks, rounds, tie))

enum class BallotWay { hands, rollcall, secret };
BOOST_DESCRIBE_ENUM(BallotWay, hands, rollcall, secret)
struct Ballot {
    BallotWay usual{};
    Answer secret_for_persons{};
    std::optional<Integer<1, 1'000>> secret_on_request;  // of so many
    std::optional<Fraction> secret_on_request_of;        // or of such a share of those present
};
BOOST_DESCRIBE_STRUCT(Ballot, (), (usual, secret_for_persons, secret_on_request, secret_on_request_of))

enum class OfficeLost { nothing, at_once, next_session };
BOOST_DESCRIBE_ENUM(OfficeLost, nothing, at_once, next_session)
struct Term {
    Integer<1, 30> years;
    std::optional<Integer<1, 30>> max_terms;  // one after the other
    OfficeLost office_lost{};                 // what the loss of the local office does
    Answer staggered{};                       // renewed in parts
};
BOOST_DESCRIBE_STRUCT(Term, (), (years, max_terms, office_lost, staggered))

struct Sessions {
    Integer<1, 120> every_months;  // at most so long between two
    Answer remote{}, written{};    // may deliberate at a distance, in writing
};
BOOST_DESCRIBE_STRUCT(Sessions, (), (every_months, remote, written))

struct Delegation {
    Integer<1, 20> delegates;
    Integer<0, 20> substitutes;
    Answer council_act{};  // named by an act of the council
    Answer executive{};    // only the holder of the executive is a delegate: « siègent les Maires en titre »
};
BOOST_DESCRIBE_STRUCT(Delegation, (), (delegates, substitutes, council_act, executive))

struct Candidacy {
    Answer executive{};    // holds the executive of a member
    Answer council_act{};  // the council resolves that they stand
};
BOOST_DESCRIBE_STRUCT(Candidacy, (), (executive, council_act))

enum class Piece { letter, council_deliberation, bureau_decision, authority_opinion };
BOOST_DESCRIBE_ENUM(Piece, letter, council_deliberation, bureau_decision, authority_opinion)
struct PieceOf {
    Piece piece{};
    std::vector<Piece> instead;  // any of them is accepted in its place
};
BOOST_DESCRIBE_STRUCT(PieceOf, (), (piece, instead))
struct Procedure {
    std::vector<PieceOf> pieces;
    Answer capital_opinion{};  // of the mayor of the capital concerned
    std::optional<Body> examined_by;
    Body decided_by{};
};
BOOST_DESCRIBE_STRUCT(Procedure, (), (pieces, capital_opinion, examined_by, decided_by))

// What is a rule and no number: its words are the provision's text.
enum class Topic { composition, powers, ex_officio, voice, dues, entry_fee, contributions, eligibility };
BOOST_DESCRIBE_ENUM(Topic, composition, powers, ex_officio, voice, dues, entry_fee, contributions, eligibility)
struct Stated {
    Topic topic{};
};
BOOST_DESCRIBE_STRUCT(Stated, (), (topic))

// ---- in force ----

struct ProvisionRow {
    Id<Provision> id;
    std::string name;  // "quorum.general_assembly.amendment"; of any matter: "quorum.general_assembly"
    std::string kind;  // "quorum"; of what is stated in words its topic: "composition"
    Body body{};
    Matter matter{};
    base::Interval held;
    std::string article;                                   // its number; empty: not known
    std::string article_fr, article_en, text_fr, text_en;  // how it is cited, and its own words
    std::string value;                                     // canonical JSON
    std::string basis;
    std::optional<base::Id<acts::Act>> ended_by;
    std::optional<base::PartialDate> begins;  // as above
    std::string citation() const { return "rule:" + name; }
};
std::string name_of(std::string_view kind, Body, Matter);
struct Named {
    std::string kind;
    Body body{};
    Matter matter{};
};
std::optional<Named> named(std::string_view name);  // back; nothing when it is no name of a provision

std::vector<ProvisionRow> all_provisions(store::Db&);                               // by name, oldest first
std::vector<ProvisionRow> provisions_named(store::Db&, std::string_view name);      // oldest first
std::optional<ProvisionRow> provision_on(store::Db&, std::string_view name, Date);  // as rule_on
std::optional<ProvisionRow> find_provision(store::Db&, Id<Provision>);

// What is asked of a rule: its value, or that it is not set. `name` is that of the rule that answers.
template <class T>
struct Held {
    std::string name;
    std::optional<T> rule;
    std::string citation() const { return "rule:" + name; }
};
template <class T>
inline constexpr std::string_view kind_of = "";
template <>
inline constexpr std::string_view kind_of<Notice> = "notice";
template <>
inline constexpr std::string_view kind_of<Initiators> = "initiators";
template <>
inline constexpr std::string_view kind_of<Electorate> = "electorate";
template <>
inline constexpr std::string_view kind_of<Weights> = "weights";
template <>
inline constexpr std::string_view kind_of<Quorum> = "quorum";
template <>
inline constexpr std::string_view kind_of<Calls> = "calls";
template <>
inline constexpr std::string_view kind_of<Proxies> = "proxies";
template <>
inline constexpr std::string_view kind_of<Majority> = "majority";
template <>
inline constexpr std::string_view kind_of<Ballot> = "ballot";
template <>
inline constexpr std::string_view kind_of<Term> = "term";
template <>
inline constexpr std::string_view kind_of<Sessions> = "sessions";
template <>
inline constexpr std::string_view kind_of<Delegation> = "delegation";
template <>
inline constexpr std::string_view kind_of<Candidacy> = "candidacy";
template <>
inline constexpr std::string_view kind_of<Procedure> = "procedure";

template <class T>
T value_of(const std::string& json) {  // of a ProvisionRow
    T value;
    acts::decode(acts::type_of<T>(), json, &value);
    return value;
}
// The row in force for that kind of decision, else for any.
std::optional<ProvisionRow> provision_on(store::Db&, std::string_view kind, Body, Matter, Date);
// held_on<Quorum>(db, Body::general_assembly, Matter::amendment, day)
template <class T>
Held<T> held_on(store::Db& db, Body body, Matter matter, Date day) {
    const auto row = provision_on(db, kind_of<T>, body, matter, day);
    if (!row) return {name_of(kind_of<T>, body, matter), {}};
    return {row->name, value_of<T>(row->value)};
}
// The ground of a value of that rule that a decision set, in force on some day of the interval; empty: there is none.
std::string decided_within(store::Db&, std::string_view name, const base::Interval&);
// How a finding's article ("rule:quorum.bureau", "rule:members.cities_per_state") is cited on that day; empty: not set, or no such rule.
struct Citation {
    std::string article, fr, en;
};
std::optional<Citation> cited(store::Db&, std::string_view article, Date);

// ---- what the rules say (rules.cpp): verdicts with every figure they counted; a rule not set refuses ----

struct Attendance {
    std::int64_t electorate = 0;                            // members, or their votes, as the quorum counts
    std::int64_t present = 0, remote = 0, represented = 0;  // in the room, online, by proxy
};
struct Convened {
    std::int64_t call = 1;
    std::optional<Date> before, session;  // the session of the call before, and this one; asked from the second call on
};
base::Verdict quorum_reached(const Held<Quorum>&, const Held<Calls>&, const Attendance&, const Convened& = {});
// Whether it is asked again at an item after the opening.
bool rechecked(const Quorum&);

struct Count {
    std::int64_t members = 0, present = 0;  // the electorate; those present or represented
    std::int64_t in_favour = 0, against = 0, abstentions = 0, blank = 0, null = 0;
    std::optional<bool> casting = {};  // how the chair decided, or the lot, when votes were equal
    std::int64_t voters() const { return in_favour + against + abstentions + blank + null; }
};
base::Verdict adopted(const Held<Majority>&, const Count&);
// Needed of a base: more than or at least the fraction, in whole votes; exact, never rounded before.
std::int64_t needed_of(std::int64_t base, const Fraction&, Comparison);

struct Candidate {
    std::int64_t votes = 0;
    std::optional<Date> born = {};
    bool chosen = false;  // by the lot, or by the chair, among those who have as many votes
};
// Which of them is elected in that round (index in the list), for one seat.
struct Elected {
    base::Verdict verdict;
    std::optional<std::size_t> who;
};
Elected elected(const Held<Majority>&, const Count&, std::span<const Candidate>, std::int64_t round);

struct Sending {
    Date sent, session;
    std::optional<Date> documents;
    bool agenda = true;
};
base::Verdict notice_given(const Held<Notice>&, const Sending&);

struct Holder {
    std::int64_t holds = 0;  // proxies with this one
    std::int64_t votes = 0;  // of all, for a share
    bool substitute = false, passed_on = false, other_country = false;
};
base::Verdict may_hold_proxies(const Held<Proxies>&, const Holder&);

struct Request {
    std::optional<Body> body = {};
    std::int64_t members = 0, of_members = 0, countries = 0, regions = 0;
    std::optional<Date> asked = {}, session = {};
};
base::Verdict may_initiate(const Held<Initiators>&, const Request&);

struct Elector {
    bool associate = false, suspended = false;
    std::optional<Date> paid = {};  // the day on which the dues of the year asked were paid in full
    Date session, convened;
};
base::Verdict may_vote(const Held<Electorate>&, const Elector&);
struct DuesAsked {
    int year = 0;
    Date by;
};
std::optional<DuesAsked> dues_asked(const Electorate&, Date session, Date convened);

struct Voices {
    base::Verdict verdict;
    std::int64_t votes = 0;
};
Voices votes_of(const Held<Weights>&, std::int64_t measured);

struct Item {
    bool about_persons = false;
    std::int64_t requests = 0, present = 0;
};
struct Way {
    base::Verdict verdict;
    BallotWay way{};
};
Way ballot_for(const Held<Ballot>&, const Item&);

struct Mandate {
    Date from;
    std::int64_t served = 0;  // terms one after the other, before this one
    std::optional<Date> office_lost = {}, next_session = {};
};
struct TermEnd {
    base::Verdict verdict;
    std::optional<Date> ends;  // the first day after it
};
TermEnd next_term(const Held<Term>&, const Mandate&);

enum class Means { room, hybrid, remote, written };
BOOST_DESCRIBE_ENUM(Means, room, hybrid, remote, written)
base::Verdict may_deliberate(const Held<Sessions>&, Means);
base::Verdict session_due(const Held<Sessions>&, Date before, Date next);

struct Sent {
    std::int64_t delegates = 0, substitutes = 0;
    bool council_act = false, executive = false;
};
base::Verdict may_be_sent(const Held<Delegation>&, const Sent&);
struct Standing {
    bool executive = false, council_act = false;
};
base::Verdict may_stand(const Held<Candidacy>&, const Standing&);
struct CaseFile {
    std::vector<Piece> pieces;
    bool capital_opinion = false, examined = false;
};
base::Verdict file_complete(const Held<Procedure>&, const CaseFile&);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace statutes
