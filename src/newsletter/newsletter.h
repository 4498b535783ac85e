// The door: who receives the newsletter, and the issues that were sent. docs/decisions/0025-content.md.
#pragma once
#include "acts/act.h"
#include "base/language.h"

namespace newsletter {
struct Issue;
}  // namespace newsletter
template <>
inline constexpr std::string_view acts::thing<newsletter::Issue> = "newsletter_issue";

namespace newsletter {

using base::Id, base::Person;

enum class WrittenIn { fr, en };
BOOST_DESCRIBE_ENUM(WrittenIn, fr, en)
enum class EndReason {
    asked,    // by the subscriber, with the link of a letter
    bounced,  // a letter came back for good
    erased,   // the person was
    office    // the secretariat ended it
};
BOOST_DESCRIBE_ENUM(EndReason, asked, bounced, erased, office)

struct Subscription {
    Id<Person> person;
    WrittenIn language{};
    base::Date since;
    std::optional<base::Date> until;
    std::optional<EndReason> reason;
    Id<acts::Act> act, ended_by;  // ended_by: none while it lasts
};
std::optional<Subscription> subscription_of(store::Db&, Id<Person>);
// The subscriber with that address, in any case of its letters. Not within an effect.
std::optional<Id<Person>> subscriber_with(store::Db&, std::string_view address);
std::vector<Id<Person>> subscribers(store::Db&);  // in the order of their numbers
struct Counted {
    std::int64_t fr = 0, en = 0;
    std::int64_t all() const { return fr + en; }
};
Counted count_subscribers(store::Db&);

struct KnownIssue {
    Id<Issue> id;
    Id<acts::Act> act;
    base::Date day;
    std::string subject_fr, text_fr, subject_en, text_en;  // English may be empty
    std::int64_t subscribers = 0;                          // to whom it was sent
    bool has(base::Language language) const { return language == base::Language::fr || !text_en.empty(); }
    const std::string& subject(base::Language language) const {
        return language == base::Language::en && !text_en.empty() ? subject_en : subject_fr;
    }
    const std::string& text(base::Language language) const {
        return language == base::Language::en && !text_en.empty() ? text_en : text_fr;
    }
};
std::optional<KnownIssue> find_issue(store::Db&, Id<acts::Act>);
std::int64_t count_issues(store::Db&);
std::vector<KnownIssue> list_issues(store::Db&, std::int64_t offset, std::int64_t most);  // the latest first

// ---- the link in each letter by which its reader leaves ----
// The path of it, for a letter that is part of an issue; empty for any other letter. `letter`: the number of its act.
std::string leaving_path(store::Db&, Id<Person>, Id<acts::Act> letter, base::Language);
std::string link_key(store::Db& writer);  // made once

void declare(acts::Registry&);
std::string_view tables();

}  // namespace newsletter
