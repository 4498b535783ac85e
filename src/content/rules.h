// Pure decisions: values in, verdict out.
#pragma once
#include "base/verdict.h"
#include "content/acts.h"

namespace content {

// Which words of a version are there, as its author gave them.
struct Given {
    bool title = false, summary = false, text = false;
};
// Every field that is wrong: a key that is no slug, a language begun and not finished, an original that nobody wrote, a day of what is
// no news or of tomorrow.
std::vector<base::Wrong> faults_of(const std::string& key, Section, WrittenIn original, Given fr, Given en, std::optional<base::Date> day,
                                   base::Date today);

// A page is written anew only by who has seen the last act about it.
base::Verdict up_to_date(std::optional<base::Id<acts::Act>> seen, base::Id<acts::Act> last);

// Versions in which each language last changed, the translation being up to date with what it translates or not.
struct Since {
    Id<Version> fr, en;
    bool stale = false;
    bool operator==(const Since&) const = default;
};
struct Changed {
    bool fr = false, en = false;  // since the version before; of the first one, both
};
// `both`: both languages are written. A stale translation stays so until it changes, or its author says that it is up to date.
Since since(const Since& before, Id<Version> now, Changed, WrittenIn original, bool both, std::optional<Translation> said);

}  // namespace content
