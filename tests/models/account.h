// An account of an association kept beside the program: members, files, decisions, rules, bodies and mandates, in plain maps and words.
// It says of each act what must come of it, and is written from the statutes' rules without looking into src/: no SQL, no journal, no JSON.
// Days are ISO 8601 words, which sort as days do; "" is no day.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace models {

using Number = std::int64_t;
using Day = std::string;

// A date as it is given: a day, a month or a year.
struct When {
    std::string words;
    Day first, last;
    static When of(const std::string& words);
};

// ---- members ----
struct Line {  // of a membership's history; the first one is how it began
    std::string status;
    std::optional<When> from;
    Day day;
    std::string basis;
    Number act = 0;
    bool struck = false;
};
struct Member {
    std::string name, country, kind, member_class;
    std::optional<When> since, attested;
    std::vector<Line> lines;
    Number changed = 0;  // the last act that changed it
    Day name_on, country_on, kind_on, class_on;
    std::vector<std::pair<std::string, Day>> homes;           // its countries, each from when
    std::vector<std::pair<std::string, Day>> kinds, classes;  // so too

    const Line* last() const;  // that was not struck out
    std::string status() const;
    bool belongs() const;
    bool counts() const { return belongs() && kind != "association" && member_class != "associate"; }
    Day first_day() const;
    Day end() const;  // from when it no longer belongs
};
bool inside(const std::string& status);  // who has it belongs
struct Titular {
    Number member = 0, person = 0;
    When from;
    std::optional<When> until;
    bool died = false;
};
struct Substitute {
    Number member = 0;
    When from;
    std::optional<When> until;
};
enum class Cause { act, annulment };

// ---- admissions, decisions, rules ----
enum class Step { received, complete, opinion_asked, opinion_settled, examined, ready, admitted, rejected, lapsed };
struct File {
    std::string name, country, kind;
    bool letter = false;
    Day received;
    Step step = Step::received;
    bool open() const { return step <= Step::ready; }
};
struct Decision {
    std::string body, subject, result;
    Day day;
    Number thing = 0;
    bool executed = false, annulled = false;
    Day annulled_on;
};
struct Rule {
    std::string name;
    Number value = 0;  // of the term of the Bureau: what the loss of the mayoralty does
    Day from, to;      // "": unbounded
    std::string basis;
    bool holds(const Day& day) const { return (from.empty() || from <= day) && (to.empty() || day < to); }
};

// ---- bodies ----
struct Body {
    std::string kind;
    std::optional<When> created;
    Day ended;
    Number changed = 0;
};
struct Office {
    Number body = 0;
    std::string way, holder;
    Number changed = 0;
};
struct Size {
    Number body = 0, office = 0, seats = 0;
    When from;
};
struct Mandate {
    Number office = 0, body = 0, member = 0, person = 0;
    std::string begins;
    When from;
    std::optional<When> until;
    std::string reason, basis;
    Day lost, offered;                 // offered: the resignation that ended it
    std::optional<Number> after_loss;  // the rule's value
    std::string ended_by;              // "hand", the decision that ended it ("decision:5001"), or what else did
    bool end_annulled = false;         // that decision is annulled, and the mandate could not go on
    bool anew = false;                 // it has gone on, or ended, otherwise than was stated first
    bool beside() const { return begins == "interim"; }
    bool holds(const Day& day) const { return from.last <= day && (!until || day < until->first); }  // for certain
};
struct Belonging {
    Number body = 0, member = 0;
    std::string part;
    When from;
    std::optional<When> until;
};
struct Suspension {
    Number body = 0, member = 0;
    When from;
    std::optional<When> until;
};
// One that has not begun when it ends, ends as it begins: it never is.
inline When not_before(const When& until, const When& from) { return until.last < from.first ? from : until; }
// What lasts beyond that day for certain ends with what ends then.
template <class One>
bool outlasts(const One& one, const When& day) {
    if (!one.until) return true;
    return day.last < one.from.first ? one.until->words != one.from.words : one.until->first > day.last;
}

// What is said of an act: wrong fields, else one refusal, else nothing.
class Answer {
public:
    void field(const std::string& path, const std::string& code) { wrong_ += (wrong_.empty() ? "" : ", ") + path + " " + code; }
    void refuse(const std::string& code) {
        if (refusal_.empty()) refusal_ = code;
    }
    void add(const std::string& said);  // "path code" or a refusal; "" adds nothing
    bool right() const { return wrong_.empty() && refusal_.empty(); }
    std::string text() const { return wrong_.empty() ? refusal_ : wrong_; }

private:
    std::string wrong_, refusal_;
};

class Account {
public:
    Number size = 0;  // entries of the journal
    bool knows(const std::string& basis) const;  // whether what it cites is there; nothing cited: true
    Day today;
    std::map<Number, std::uint64_t> made;  // at which step of the sequence each entry was
    std::set<Number> sources, persons;
    struct Said {
        Number body = 0, member = 0;
        bool withdrawn = false;
    };
    std::map<Number, Said> attestations;
    std::map<Number, Member> members;
    std::map<Number, Titular> titulars;
    std::map<Number, Substitute> substitutes;
    std::map<Number, When> deaths;  // of persons, as the first act that told of it says
    std::set<std::pair<Number, Number>> apart;
    std::map<Number, File> files;
    std::map<Number, Decision> decisions;
    std::map<Number, Rule> rules;
    std::map<Number, Body> bodies;
    std::map<Number, Office> offices;
    std::map<Number, Size> sizes;
    std::map<Number, Mandate> mandates;
    std::map<Number, Day> offered;  // resignations that await an answer, by mandate
    std::map<Number, Belonging> belongings;
    std::map<Number, Suspension> suspensions;

    // ---- each act: "" and done, or why not; consequences that are refused stand in `unexecuted` ----
    std::vector<std::string> unexecuted;

    struct Recorded {
        std::string name, country, kind, member_class;
        std::optional<When> since, attested;
        Number source = 0, distinct_from = 0;
        bool note = false;
    };
    std::string record_member(const Recorded&, const std::string& basis);
    std::string correct_member(Number, Number seen, const Recorded&);
    std::string rename(Number, Number seen, const std::string& name, const When& on);
    std::string change_country(Number, Number seen, const std::string& country, const When& on);
    std::string succeed_country(const std::string& country, const std::string& successor, const std::string& former, const When& on);
    std::string change_kind(Number, Number seen, const std::string& kind, const std::string& member_class, const When& on);
    std::string resign(Number, const When& from, const std::string& basis);
    std::string record_status(Number, const std::string& status, const When& from, const std::optional<When>& until,
                              const std::string& basis);
    std::string merge(const std::vector<Number>& absorbed, Number into, const std::string& name, const When& on, const std::string& basis);
    std::string split(Number, bool dissolved, const std::vector<std::string>& parts, const When& on, const std::string& basis);
    std::string strike(Number, Number stated);
    std::string state(Number, Member after);  // what a correction of its lines comes to; the refusal, if it may not be
    std::string restore(Number, Number stated);
    std::string merge_duplicate(Number, Number of);
    std::string keep_apart(Number, Number from);
    std::string name_titular(Number member, Number person, const When& from);
    std::string end_titular(Number, const When& until, bool died);
    std::string name_substitute(Number member, Number person, const When& from);
    std::string end_substitute(Number, const When& until);

    std::string apply(const std::string& name, const std::string& country, const std::string& kind, const Day& deliberated, bool letter);
    std::string find_complete(Number);
    std::string settle_opinion(Number, const std::string& opinion, const Day& on);
    std::string examine(Number, const Day& on, const std::string& basis);
    std::string make_ready(Number);
    std::string lapse(Number);
    std::string record_decision(const Decision&);
    std::string execute_decision(Number);
    std::string set_rule(const std::string& name, Number value, const Day& from, const Day& to, const std::string& basis);

    std::string create_body(const std::string& kind, const std::optional<When>& created, const std::string& basis);
    std::string correct_body(Number, Number seen, const std::optional<When>& created, const std::string& basis);
    std::string end_body(Number, const Day& on, const std::string& basis);
    std::string define_office(Number body, const std::string& way, const std::string& holder, const std::string& basis);
    std::string correct_office(Number, Number seen, const std::string& basis);
    std::string set_size(Number body, Number office, Number seats, const When& from, const std::string& basis);
    struct Opened {
        Number office = 0, member = 0, person = 0, replaces = 0;
        std::string begins;
        When from;
        std::optional<When> until;
    };
    std::string open_mandate(const Opened&, const std::string& basis);
    std::string end_mandate(Number, const When& until, const std::string& reason, const std::string& basis);
    std::string keep_mandate(Number);
    std::string offer_resignation(Number, const Day& on);
    std::string withdraw_resignation(Number, const Day& on);
    std::string suspend_seat(Number body, Number member, const When& from, const std::string& basis);
    std::string lift_suspension(Number, const When& until, const std::string& basis);
    std::string attest(Number office, Number member, const When& from, const std::string& basis);
    std::string withdraw_attestation(Number);
    std::string add_member(Number body, Number member, const std::string& part, const When& from, const std::string& basis);
    std::string remove_member(Number, const When& until, const std::string& basis);

    // ---- counts ----
    Number cities(const std::string& country) const;
    Number cities_on(const std::string& country, const Day&) const;
    Number another_named(Number, const std::string& name, const std::string& country) const;  // not told apart from it, or 0
    Number namesake(const std::string& name, const std::string& country) const;               // the first that belongs, or 0
    const Rule* rule_on(const std::string& name, const Day&) const;

private:
    Number next() { return ++size; }
    static Number thing(Number entry, Number place = 1) { return entry * 1000 + place; }
    static std::pair<Number, Number> pair(Number one, Number other) { return {std::min(one, other), std::max(one, other)}; }
    bool are_apart(Number one, Number other) const { return apart.contains(pair(one, other)); }
    bool future(const When& when) const { return when.first > today; }
    // members
    std::string placed(const Member&, const Line&, Cause, std::vector<Line>&) const;
    std::string may_become(Number, const std::string& status, const When&, Cause = Cause::act, const std::string& field = "member",
                           const std::string& day = "from") const;
    void become(Number, const std::string& status, const When&, const std::string& basis, Number entry, Cause = Cause::act);
    Number enter(Number entry, Number place, const std::string& name, const std::string& country, const std::string& kind,
                 const std::string& member_class, const std::string& status, const When& since, const std::string& basis);
    std::string may_change(Number, Number seen, const Day& changed, const When& on) const;
    Titular* last_titular(Number member);
    bool by_annulled(const Member&) const;
    void end_executive(Number member, const When& on);
    std::string cap(const std::string& country, Number added, const Day&) const;
    // decisions and what they set off
    std::string may_admit(const Decision&) const;
    bool is_there(const std::string& subject, Number) const;
    std::string effect_refused(Number decision) const;
    void carry_out(Number decision);
    void annul(Number decision, const Day& on, const std::string& basis);
    void take_back(Number member, Number act, const Day& on, const std::string& basis);
    std::string capital_for(const File&) const;
    std::string stands(const File&, Step first, Step last) const;
    std::string happened(const Day& on, const File&) const;
    // bodies
    struct Ground {
        std::string wrong;  // "basis unknown_reference", a refusal's code, or nothing
        Day decided;
        bool source = false;
    };
    Ground ground(const std::string& basis, const std::vector<std::string>& subjects) const;
    std::string may_end(const std::string& field, const When& until, const When& from) const;
    std::string may_close(Number mandate, const When& until, const std::string& reason) const;
    void close(Number mandate, const When& until, const std::string& reason, const std::string& by = "");
    void try_close(Number mandate, const When& until, const std::string& reason);
    std::optional<When> death_of(Number person, Number besides = 0) const;
    bool may_end_anew(const Mandate&) const;
    std::string may_go_on(Number mandate, const std::optional<When>& until) const;
    void follow_loss(Number member, const When& until, Number dead = 0);
    bool holds_anything(Number member) const;
    void follow_departure(Number member) { end_all(member, holds_anything(member)); }
    void end_all(Number member, bool held);
    std::optional<Number> seats_on(Number body, Number office, const Day&) const;
    bool seat_free(Number body, Number office, const Opened&, Number itself = 0) const;
    std::string may_take_part(Number member) const;
    bool may_sit(Number body, Number member, const When& on) const;
};

}  // namespace models
