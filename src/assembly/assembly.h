// The door: decisions of the bodies. What a decision sets off is registered by the feature that owns the effect.
#pragma once
#include <span>
#include "acts/act.h"

namespace assembly {
struct Decision;
struct Session;
}  // namespace assembly
template <>
inline constexpr std::string_view acts::thing<assembly::Decision> = "decision";
template <>
inline constexpr std::string_view acts::thing<assembly::Session> = "session";

namespace assembly {

using base::Id;

// What a decision is about. Of some, `subject_id` says which thing:
//   admission                                           the application
//   suspension, reinstatement, exclusion                the member
//   resignation, removal                                the mandate
//   annulment                                           the decision that is annulled
// The others are carried out by the acts that cite the decision as their basis; none: nothing is to be carried out.
enum class Subject {
    admission,
    suspension,
    reinstatement,
    exclusion,
    resignation,
    removal,
    annulment,
    election,
    appointment,
    honour,
    body,
    statutes,
    programme,
    none
};
BOOST_DESCRIBE_ENUM(Subject, admission, suspension, reinstatement, exclusion, resignation, removal, annulment, election, appointment,
                    honour, body, statutes, programme, none)
std::string_view thing_of(Subject);  // of which kind it is: "member"; empty: it names none
// Whether there is one of that number: said by the features that own them, in their assembly_ground.cpp.
bool is_application(store::Db&, std::int64_t);
bool is_member(store::Db&, std::int64_t);
bool is_mandate(store::Db&, std::int64_t);
bool names_a_thing(Subject);  // and is carried out by itself, once adopted
enum class Body { general_assembly, bureau };
BOOST_DESCRIBE_ENUM(Body, general_assembly, bureau)
enum class Result { adopted, rejected };
BOOST_DESCRIBE_ENUM(Result, adopted, rejected)

using Votes = acts::Integer<0, 1'000'000>;

// What a body decided, as its minutes or another source say: the fact, not its effect.
struct RecordDecision {
    acts::Public<Body> body;
    acts::Public<base::Date> date;
    acts::Public<acts::Text<300>> title;
    acts::Public<Subject> subject;
    acts::Public<std::optional<acts::Integer<1, 9'007'199'254'740'991>>> subject_id;
    acts::Public<Result> result;
    acts::Public<std::optional<Votes>> votes_for, votes_against, abstentions;
    acts::Public<std::optional<Id<Session>>> session;  // the meeting that decided; one of the same body
};
BOOST_DESCRIBE_STRUCT(RecordDecision, (), (body, date, title, subject, subject_id, result, votes_for, votes_against, abstentions, session))

// Carries an adopted decision out. Tried when it is recorded; refused, it leaves the decision « à exécuter » and can be tried again.
struct ExecuteDecision {
    acts::Public<Id<Decision>> decision;
};
BOOST_DESCRIBE_STRUCT(ExecuteDecision, (), (decision))

// Set off by the adopted decision that annuls another: from that day what the other allowed allows nothing more. What it had effected is
// ended by the features that own it.
struct AnnulDecision {
    acts::Public<Id<Decision>> decision;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(AnnulDecision, (), (decision, on))

base::Verdict check(const acts::Reader&, const RecordDecision&);
void apply(acts::Effect&, const RecordDecision&);
base::Verdict check(const acts::Reader&, const ExecuteDecision&);
void apply(acts::Effect&, const ExecuteDecision&);
base::Verdict check(const acts::Reader&, const AnnulDecision&);
void apply(acts::Effect&, const AnnulDecision&);

struct KnownDecision {
    Id<Decision> id;
    Body body{};
    base::Date date;
    std::string title;
    Subject subject{};
    std::int64_t subject_id = 0;
    Result result{};
    std::optional<std::int64_t> votes_for, votes_against, abstentions;
    std::optional<base::Id<acts::Act>> executed_by, annulled_by;
    std::optional<Id<Session>> session;
    std::string basis;
    std::optional<Id<Decision>> annulled_by_decision;
    bool to_execute() const { return result == Result::adopted && names_a_thing(subject) && !executed_by && !annulled_by; }
};
std::optional<KnownDecision> find_decision(store::Db&, Id<Decision>);
// As they stood that day: not yet annulled by a decision of a later one.
void put_back(store::Db&, std::span<KnownDecision>, base::Date);
std::vector<KnownDecision> recent_decisions(store::Db&, std::int64_t most);  // newest first
std::vector<KnownDecision> decisions_of(store::Db&, Id<Session>);            // in the order of their days
struct DecisionFilter {
    std::optional<Body> body;
    std::optional<Result> result;
    std::optional<base::Date> on;  // only those of that day or before
};
std::int64_t count_decisions(store::Db&, const DecisionFilter&);
// Newest first; with their number, read from the nearer end.
std::vector<KnownDecision> list_decisions(store::Db&, const DecisionFilter&, std::int64_t offset, std::int64_t most,
                                          std::optional<std::int64_t> total = {});
std::vector<KnownDecision> decisions_after(store::Db&, std::int64_t after, std::int64_t most, const DecisionFilter& = {});  // by number
std::vector<KnownDecision> decisions_to_execute(store::Db&, std::int64_t most);                                             // oldest first
inline std::string basis_of(Id<Decision> id) { return "decision:" + std::to_string(id.value); }

// For acts that only a decision allows: the act's basis must be a decision that was adopted, was not annulled and is about this subject
// (and this thing, where the subject names one). Refused: "assembly.needs_decision", "assembly.not_adopted", "assembly.annulled",
// "assembly.about_something_else".
std::expected<KnownDecision, base::Refusal> decided(const acts::Reader&, Subject, std::int64_t thing = 0);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace assembly
