#include "content/rules.h"

#include "base/text.h"

namespace content {
namespace {

void add_language(std::vector<base::Wrong>& wrong, const std::string& in, Given given, bool needed) {
    const bool begun = given.title || given.summary || given.text;
    if (!begun && !needed) return;
    if (!given.title) wrong.push_back({"title_" + in, "missing", {}});
    if (!given.text) wrong.push_back({"text_" + in, "missing", {}});
}

}  // namespace

std::vector<base::Wrong> faults_of(const std::string& key, Section section, WrittenIn original, Given fr, Given en,
                                   std::optional<base::Date> day, base::Date today) {
    std::vector<base::Wrong> wrong;
    if (base::slug(key) != key) wrong.push_back({"key", "slug", {}});
    add_language(wrong, "fr", fr, original == WrittenIn::fr);
    add_language(wrong, "en", en, original == WrittenIn::en);
    if (day && section != Section::news) wrong.push_back({"day", "of_news_only", {}});
    else if (day && *day > today) wrong.push_back({"day", "date_future", {}});
    return wrong;
}

base::Verdict up_to_date(std::optional<base::Id<acts::Act>> seen, base::Id<acts::Act> last) {
    if (!seen) return base::wrong_field("seen", "missing");
    if (*seen != last) return base::refused("content.changed_meanwhile", {}, {{"seen", seen->value}, {"last", last.value}});
    return base::granted();
}

Since since(const Since& before, Id<Version> now, Changed changed, WrittenIn original, bool both, std::optional<Translation> said) {
    Since made{changed.fr ? now : before.fr, changed.en ? now : before.en, false};
    if (!both) return made;
    if (said) return made.stale = *said == Translation::to_be_revised, made;
    const bool source = original == WrittenIn::fr ? changed.fr : changed.en,
               translation = original == WrittenIn::fr ? changed.en : changed.fr;
    made.stale = !translation && (source || before.stale);
    return made;
}

}  // namespace content
