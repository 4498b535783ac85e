// The door: the pages that the secretariat writes, in both languages, each version an act. docs/decisions/0025-content.md.
#pragma once
#include "acts/act.h"
#include "base/language.h"

namespace content {
struct Page;
struct Version;
}  // namespace content
template <>
inline constexpr std::string_view acts::thing<content::Page> = "content_page";
template <>
inline constexpr std::string_view acts::thing<content::Version> = "content_version";

namespace content {

using base::Id;

// Which part of the site a page is. There is one page of each, but for news and other.
enum class Section { who_we_are, values, missions, ways_of_working, contact, legal, privacy, accessibility, news, other };
BOOST_DESCRIBE_ENUM(Section, who_we_are, values, missions, ways_of_working, contact, legal, privacy, accessibility, news, other)
inline bool is_single(Section section) { return section != Section::news && section != Section::other; }

enum class WrittenIn { fr, en };
BOOST_DESCRIBE_ENUM(WrittenIn, fr, en)
inline WrittenIn written_in(base::Language language) { return language == base::Language::fr ? WrittenIn::fr : WrittenIn::en; }
inline base::Language language_of(WrittenIn in) { return in == WrittenIn::fr ? base::Language::fr : base::Language::en; }

// A version's words in one language; empty where nobody has written them.
struct Words {
    std::string title, summary, text;  // text: Markdown (markdown.h)
    base::Date since;                  // the day of the version that last changed them
    bool empty() const { return title.empty(); }
};

enum class State { written, published, withdrawn };  // written: never published
BOOST_DESCRIBE_ENUM(State, written, published, withdrawn)

struct KnownPage {
    Id<Page> id;
    std::string key;  // in its address: "nos-valeurs"
    Section section{};
    State state{};
    Id<Version> newest;
    std::optional<Id<Version>> published;  // what readers see
    std::optional<base::Date> day;         // of news, as dated by its author, else the day it was first published
    Id<acts::Act> changed_by;              // the last act about it
};
struct KnownVersion {
    Id<Version> id;
    Id<Page> page;
    std::int64_t ordinal = 1;  // among those of the page
    WrittenIn original{};      // the other language is a translation of it
    Words fr, en;
    bool stale = false;             // the translation is older than what it translates
    std::optional<base::Date> day;  // of news, where its author dated it
    base::Date written;
    std::string basis;  // of the act; may be empty
    Id<acts::Act> act;
    const Words& words(WrittenIn in) const { return in == WrittenIn::fr ? fr : en; }
    // The language a reader of `wanted` gets: theirs, or the other when that is all there is.
    WrittenIn shown(WrittenIn wanted) const {
        return !words(wanted).empty() ? wanted : wanted == WrittenIn::fr ? WrittenIn::en : WrittenIn::fr;
    }
    bool stale_in(WrittenIn in) const { return stale && in != original; }
};

std::optional<KnownPage> find_page(store::Db&, Id<Page>);
std::optional<KnownPage> page_with_key(store::Db&, const std::string& key);
std::optional<KnownPage> page_of(store::Db&, Section);  // the one page of a single section
std::optional<KnownVersion> find_version(store::Db&, Id<Version>);
std::vector<KnownVersion> versions_of(store::Db&, Id<Page>, std::int64_t most);  // the newest first
// What readers saw at the end of that day; nothing when they saw nothing.
std::optional<Id<Version>> published_on(store::Db&, Id<Page>, base::Date);

// The acts by which a page was first published, and by which it is what it is now; nothing of one that never was.
struct Publication {
    Id<acts::Act> first, last;
};
std::optional<Publication> publication_of(store::Db&, Id<Page>);

// A page with the titles of the version it shows: what lists say.
struct ListedPage {
    KnownPage page;
    WrittenIn original{};
    std::string title_fr, title_en, summary_fr, summary_en;
    bool stale = false;
    base::Date written;  // of that version
    const std::string& title(WrittenIn in) const {
        const auto& wanted = in == WrittenIn::fr ? title_fr : title_en;
        return !wanted.empty() ? wanted : in == WrittenIn::fr ? title_en : title_fr;
    }
    const std::string& summary(WrittenIn in) const {
        return (in == WrittenIn::fr ? title_fr : title_en).empty() == (in == WrittenIn::fr) ? summary_en : summary_fr;
    }
    WrittenIn title_in(WrittenIn in) const {
        return !(in == WrittenIn::fr ? title_fr : title_en).empty() ? in : in == WrittenIn::fr ? WrittenIn::en : WrittenIn::fr;
    }
};
enum class Which { published, all };  // all: of the newest version of each, published or not
struct Filter {
    Which which = Which::published;
    std::optional<Section> section;
};
std::int64_t count_pages(store::Db&, const Filter&);
// The newest day first (news: their day; others: the day they were first published), then the newest page.
std::vector<ListedPage> list_pages(store::Db&, const Filter&, std::int64_t offset, std::int64_t most);

// Those published with a higher number, in the order of numbers.
std::vector<KnownPage> published_after(store::Db&, std::optional<Section>, std::int64_t after, std::int64_t most);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace content
