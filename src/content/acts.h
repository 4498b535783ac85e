// The verbs of content.
#pragma once
#include "content/content.h"

namespace content {

using Title = acts::Text<150>;
using Summary = acts::Text<300>;
using Body = acts::Paragraphs<20'000>;

// What its author says of the translation; unsaid, the texts tell: it is up to date when it changed with what it translates.
enum class Translation { up_to_date, to_be_revised };
BOOST_DESCRIBE_ENUM(Translation, up_to_date, to_be_revised)

// A version of a page, which readers see once it is published. What is given replaces all that the version before said. All of it is
// public from now on: it stands in the register. `page` and `seen`, the last act about it its author had seen: of a page that exists.
struct WritePage {
    acts::Public<std::optional<Id<Page>>> page;
    acts::Public<std::optional<Id<acts::Act>>> seen;
    acts::Public<acts::Text<80>> key;
    acts::Public<Section> section;
    acts::Public<WrittenIn> original;
    acts::Public<std::optional<Title>> title_fr;
    acts::Public<std::optional<Summary>> summary_fr;
    acts::Public<std::optional<Body>> text_fr;
    acts::Public<std::optional<Title>> title_en;
    acts::Public<std::optional<Summary>> summary_en;
    acts::Public<std::optional<Body>> text_en;
    acts::Public<std::optional<Translation>> translation;
    acts::Public<std::optional<base::Date>> day;  // of news
};
BOOST_DESCRIBE_STRUCT(WritePage, (),
                      (page, seen, key, section, original, title_fr, summary_fr, text_fr, title_en, summary_en, text_en, translation, day))

// Readers see that version from now on, instead of the one before; absent: the newest.
struct PublishPage {
    acts::Public<Id<Page>> page;
    acts::Public<std::optional<Id<Version>>> version;
};
BOOST_DESCRIBE_STRUCT(PublishPage, (), (page, version))

// Readers see the page no more; its versions stay in the register.
struct WithdrawPage {
    acts::Public<Id<Page>> page;
    acts::Public<std::optional<acts::Text<300>>> reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawPage, (), (page, reason))

base::Verdict check(const acts::Reader&, const WritePage&);
void apply(acts::Effect&, const WritePage&);
base::Verdict check(const acts::Reader&, const PublishPage&);
void apply(acts::Effect&, const PublishPage&);
base::Verdict check(const acts::Reader&, const WithdrawPage&);
void apply(acts::Effect&, const WithdrawPage&);

}  // namespace content
