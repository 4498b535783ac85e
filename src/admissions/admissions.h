// The door: who asks to become a member, and how far their file has come. docs/decisions/0022.
#pragma once
#include "acts/act.h"
#include "assembly/assembly.h"
#include "members/members.h"

namespace admissions {
struct Application;
}
template <>
inline constexpr std::string_view acts::thing<admissions::Application> = "application";

namespace admissions {

using base::Id, base::Person;
using members::Kind;

// The steps of a file, in the order in which it passes them; those after `ready` end it.
enum class Step {
    received,         // completeness is to be checked by the secretariat
    incomplete,       // a piece was asked for and is awaited from the applicant
    complete,         // the opinion of the capital's mayor comes next
    opinion_asked,    // and is awaited
    opinion_settled,  // it was given, or why there is none is stated
    examined,         // by the Bureau
    ready,            // for the Assembly
    admitted,
    rejected,
    withdrawn,
    lapsed,
    duplicate
};
BOOST_DESCRIBE_ENUM(Step, received, incomplete, complete, opinion_asked, opinion_settled, examined, ready, admitted, rejected, withdrawn,
                    lapsed, duplicate)
constexpr bool is_open(Step step) { return step <= Step::ready; }

// Who is to act on a file next.
enum class Holder { secretariat, applicant, capital, bureau, assembly, nobody };
BOOST_DESCRIBE_ENUM(Holder, secretariat, applicant, capital, bureau, assembly, nobody)
Holder holder_of(Step);

// Whose decision to apply is attached: the council's; an association's bureau's; where there is no council, the supervising
// authority's favourable opinion.
enum class Authority { council, bureau, supervising_authority };
BOOST_DESCRIBE_ENUM(Authority, council, bureau, supervising_authority)
enum class French { official, communication, widely_used };
BOOST_DESCRIBE_ENUM(French, official, communication, widely_used)
// What the contact agrees to be written to about.
enum class Consent { application, news };
BOOST_DESCRIBE_ENUM(Consent, application, news)
enum class Piece { deliberation, letter, population, french, titular, other };
BOOST_DESCRIBE_ENUM(Piece, deliberation, letter, population, french, titular, other)
enum class Opinion { favourable, reserved, unfavourable, not_given, not_needed };
BOOST_DESCRIBE_ENUM(Opinion, favourable, reserved, unfavourable, not_given, not_needed)
enum class Advice { favourable, reserved, unfavourable };  // of the Bureau
BOOST_DESCRIBE_ENUM(Advice, favourable, reserved, unfavourable)

// What anybody may know of a file.
struct KnownApplication {
    Id<Application> id;
    std::string name, country, place;  // country: ISO 3166-1 alpha-2; place: what tells it from another of the same name, may be empty
    Kind kind{};
    std::optional<std::int64_t> population;
    std::string population_from;  // in the applicant's words; may be empty
    std::optional<French> french;
    std::optional<Authority> authority;
    std::string titular_title;
    base::Date received;
    Step step{};
    base::Date step_on;                                 // the day of the last step
    std::optional<base::Date> opinion_until, session;   // the last day for the capital's opinion; the Assembly's, where they are known
    std::optional<base::Date> opinion_on, examined_on;  // the days of the opinion and of the Bureau's examination
    std::string examined_basis;                         // "decision:5001"; empty: none is recorded
    std::optional<Id<members::Member>> admitted;
    std::optional<Id<Application>> duplicate_of;
    base::Id<acts::Act> number, changed_by;  // the act that brought it, the last that changed it
    // The name it would bear as a member beside another of that name: "Saint-Denis (Réunion)".
    std::string full_name() const { return place.empty() ? name : name + " (" + place + ")"; }
};
std::optional<KnownApplication> find_application(store::Db&, Id<Application>);

// What only the secretariat and the applicant read.
struct Inside {
    Id<Person> contact;
    std::optional<Consent> consent;
    bool letter = false;                       // the letter to the President is there
    std::optional<base::Date> mail_confirmed;  // the contact's address was shown to be theirs
    std::optional<Opinion> opinion;
    std::optional<Advice> advice;
};
Inside inside(store::Db&, Id<Application>);
std::string titular_name_of(store::Db&, Id<Application>);  // as the applicant gave it; empty: not given, or erased. Not within an effect.

struct AskedPiece {
    std::int64_t id = 0;
    Piece piece{};
    std::string words;  // of the officer; restricted; may be empty
    base::Date asked_on;
    std::optional<base::Date> until, added_on;
};
std::vector<AskedPiece> pieces_of(store::Db&, Id<Application>);  // in the order in which they were asked for

struct OpenApplication {
    Id<Application> id;
    Step step{};
    base::Date since;                 // the day of its last step
    std::optional<base::Date> until;  // the last day for what is awaited
};
std::vector<OpenApplication> open_applications(store::Db&, std::int64_t most);  // those that have waited longest first

struct Filter {
    std::optional<Step> step;
    std::string country;  // alpha-2, or empty
    bool open_only = true;
};
std::int64_t count_applications(store::Db&, const Filter&);
std::vector<KnownApplication> list_applications(store::Db&, const Filter&, std::int64_t offset, std::int64_t most);  // newest first
std::vector<KnownApplication> applications_after(store::Db&, const Filter&, std::int64_t after, std::int64_t most);  // by number
struct StepCount {
    Step step{};
    std::int64_t applications = 0;
};
std::vector<StepCount> count_by_step(store::Db&);  // in the order of the steps, those with none left out

std::vector<Id<Person>> contacts_of_open_applications(store::Db&);  // each once, by number

// ---- how an applicant is known: twelve letters and digits that only this network can compute; empty before it has a key ----

void make_key(store::Db&);  // once, in local_key: within Writer::run_local
// The code that opens the page of an application, the same for ever.
std::string code_of(store::Db&, Id<Application>);
// What an act on the applicant's side carries to show that its author was known by the code, or works in the secretariat: good until the
// next such act, so that what the journal keeps of it opens nothing.
std::string pass_of(store::Db&, Id<Application>);
// The same for the address of the contact alone: it stands only in the message that went there.
std::string mail_pass_of(store::Db&, Id<Application>);
// Who sent the application, when they were signed in: "person:12001".
std::string sender_of(store::Db&, Id<Application>);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace admissions
