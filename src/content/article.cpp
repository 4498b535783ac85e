// One version of a page, as readers see it.
#include "content/markdown.h"
#include "content/page_parts.h"
#include "sources/sources.h"
#include "web/entries.h"

namespace content {

using namespace html;
using web::Visit;

namespace {

constexpr std::size_t description_characters = 155;

// What a reader should know of the words before they read them.
Node notices(const Visit& visit, const KnownPage& page, const KnownVersion& version, WrittenIn in) {
    Node all;
    if (in != read_in(visit)) all += div(cls("note"), p(visit.text("content.other_language")));
    const bool staff = visit.visitor.in_secretariat();
    if (version.stale && staff)
        all += div(cls("note at"),
                   p(visit.text("content.stale"), " ", a(href(visit.to(places::versions(page.id))), visit.text("content.versions"))));
    else if (version.stale_in(in)) all += div(cls("note at"), p(visit.format("content.stale_reader", {{"day", version.words(in).since}})));
    if (staff && version.id != page.newest)
        all += div(cls("note at"),
                   p(visit.text("content.newer"), " ", a(href(visit.to(places::versions(page.id))), visit.text("content.versions"))));
    return all;
}

web::SourceTitle source_title(const Visit& visit) {
    return [&visit](std::int64_t id) { return sources::source_title(visit.db(), id); };
}

Node proof(const Visit& visit, const KnownPage& page, const KnownVersion& version, WrittenIn in) {
    const auto history = visit.to(web::places::journal, {{"thing", "content_page:" + std::to_string(page.id.value)}});
    const Node line =
        p(cls("q"), visit.format("content.version_of", {{"day", version.words(in).since}}), " ",
          a(href(visit.to(web::places::act(version.act))), visit.format("entries.act", {{"number", version.act.value}})), ". ",
          when(!version.basis.empty(),
               [&] { return group(visit.text("content.basis"), " ", web::basis_link(visit, version.basis, source_title(visit)), ". "); }),
          a(href(history), visit.text("content.history")));
    return group(line, when(may_write(visit), [&] {
                     return p(cls("act"),
                              a(cls("btn alt"), href(visit.to(places::writing, {{"page", std::to_string(page.id.value)}})),
                                visit.text("content.revise"), span(cls("vh"), " ", version.words(in).title)),
                              a(href(visit.to(places::versions(page.id))), visit.text("content.versions"),
                                span(cls("vh"), " ", version.words(in).title)));
                 }));
}

}  // namespace

web::Address places::page(const KnownPage& page) {
    switch (page.section) {
    case Section::who_we_are: return web::places::association;
    case Section::contact: return web::places::contact;
    case Section::privacy: return web::places::privacy;
    case Section::legal: return web::places::legal;
    case Section::accessibility: return web::places::accessibility;
    default: return web::places::contents / page.key;
    }
}

std::string section_label(const Visit& visit, Section section) {
    return std::string(visit.text("act.content.write_page.section." + std::string(acts::name_of(section))));
}

Node state_tag(const Visit& visit, State state) {
    const auto look = state == State::published ? "tag ok" : state == State::written ? "tag at" : "tag nt";
    return span(cls(look), visit.text("content.state." + std::string(acts::name_of(state))));
}

Attribute other_language(const Visit& visit, WrittenIn in) { return attr_when(in != read_in(visit), "lang", base::code(language_of(in))); }

bool may_write(const Visit& visit) {
    const auto* act = visit.hooks.registry ? visit.hooks.registry->newest(write_act) : nullptr;
    return act && visit.visitor.may(*act);
}

Node body_of(const Visit& visit, const Words& words, WrittenIn in, int under) {
    const auto label = web::words_of(language_of(in)).text("content.table");
    return div(cls("md"), other_language(visit, in),
               render(words.text, {.under = under, .table_label = std::string(label), .origin = visit.hooks.origin}).node);
}

std::string description_of(const Words& words) {
    if (!words.summary.empty()) return words.summary;
    auto text = plain_text(words.text);
    if (text.size() <= description_characters) return text;
    text.resize(text.rfind(' ', description_characters) == text.npos ? 0 : text.rfind(' ', description_characters));
    return text + " …";
}

std::string searched_words(const KnownVersion& version) {
    return version.fr.summary + " " + plain_text(version.fr.text) + " " + version.en.summary + " " + plain_text(version.en.text);
}

Node article(Visit& visit, const KnownPage& page, const KnownVersion& version, int under) {
    const auto in = version.shown(read_in(visit));
    return group(notices(visit, page, version, in), body_of(visit, version.words(in), in, under), proof(visit, page, version, in));
}

std::optional<Node> published_article(Visit& visit, Section section) {
    visit.read("content_page");
    const auto page = page_of(visit.db(), section);
    if (!page || !page->published) return {};
    return html::section(article(visit, *page, *find_version(visit.db(), *page->published)));
}

}  // namespace content
