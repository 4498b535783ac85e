// The door: decisions of the bodies. What a decision sets off is registered by the feature that owns the effect.
#pragma once
#include "acts/act.h"

namespace assembly {
struct Decision;
}
template <>
inline constexpr std::string_view acts::thing<assembly::Decision> = "decision";

namespace assembly {

using base::Id;

enum class Subject { admission, none };  // none: nothing to carry out
BOOST_DESCRIBE_ENUM(Subject, admission, none)
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
    acts::Public<std::optional<acts::Integer<1, 9'007'199'254'740'991>>> subject_id;  // admission: the application
    acts::Public<Result> result;
    acts::Public<std::optional<Votes>> votes_for, votes_against, abstentions;
};
BOOST_DESCRIBE_STRUCT(RecordDecision, (), (body, date, title, subject, subject_id, result, votes_for, votes_against, abstentions))

// Carries an adopted decision out. Tried when it is recorded; refused, it leaves the decision « à exécuter » and can be tried again.
struct ExecuteDecision {
    acts::Public<Id<Decision>> decision;
};
BOOST_DESCRIBE_STRUCT(ExecuteDecision, (), (decision))

base::Verdict check(const acts::Reader&, const RecordDecision&);
void apply(acts::Effect&, const RecordDecision&);
base::Verdict check(const acts::Reader&, const ExecuteDecision&);
void apply(acts::Effect&, const ExecuteDecision&);

struct KnownDecision {
    Id<Decision> id;
    Body body{};
    base::Date date;
    std::string title;
    Subject subject{};
    std::int64_t subject_id = 0;
    Result result{};
    std::optional<std::int64_t> votes_for, votes_against, abstentions;
    std::optional<base::Id<acts::Act>> executed_by;
    bool to_execute() const { return result == Result::adopted && subject != Subject::none && !executed_by; }
};
std::optional<KnownDecision> find_decision(store::Db&, Id<Decision>);
std::vector<KnownDecision> recent_decisions(store::Db&, std::int64_t most);      // newest first
std::vector<KnownDecision> decisions_to_execute(store::Db&, std::int64_t most);  // oldest first
inline std::string basis_of(Id<Decision> id) { return "decision:" + std::to_string(id.value); }

void declare(acts::Registry&);
std::string_view tables();

}  // namespace assembly
