// Where the secretariat writes: a version with its preview, and the versions of a page side by side.
#include "content/acts.h"
#include "content/compare.h"
#include "content/markdown.h"
#include "content/page_parts.h"
#include "web/form.h"
#include "web/plain_form.h"

#include <algorithm>

namespace content {
namespace {

using namespace html;
using web::Response, web::Visit;

constexpr std::int64_t versions_most = 50;
constexpr std::size_t around_change = 2;  // lines that stay the same, shown before and after one that does not

// ---- the form ----

std::string_view dropped_key(Dropped what) {
    return what == Dropped::markup ? "content.dropped.markup" : what == Dropped::link ? "content.dropped.link" : "content.dropped.picture";
}

Node preview_in(const Visit& visit, const web::FormValues& typed, WrittenIn in) {
    const auto ending = "_" + std::string(acts::name_of(in));
    const auto title = typed.at("title" + ending), summary = typed.at("summary" + ending), text = typed.at("text" + ending);
    if (title.empty() && text.empty()) return {};
    const auto language = visit.text("choice." + std::string(acts::name_of(in)));
    const auto label = web::words_of(language_of(in)).text("content.table");
    const auto made =
        render(text, {.under = 3, .table_label = std::string(label) + ", " + std::string(language), .origin = visit.hooks.origin});
    Node notes;
    for (const auto what : made.dropped) notes += div(cls("note at"), p(visit.text(dropped_key(what))));
    return div(p(cls("k"), language), h3(other_language(visit, in), title), notes,
               when(!summary.empty(), [&] { return p(other_language(visit, in), cls("q"), summary); }),
               div(cls("md"), other_language(visit, in), made.node));
}

Node preview(Visit& visit, const web::FormValues& typed) {
    const auto fr = preview_in(visit, typed, WrittenIn::fr), en = preview_in(visit, typed, WrittenIn::en);
    return html::section(id("apercu"), div(cls("hd"), h2(visit.text("content.preview"))),
                         div(cls("note"), p(visit.text("content.preview.text"))),
                         fr.empty() && en.empty() ? p(visit.text("content.preview.nothing")) : div(cls("pair"), fr, en));
}

Node advice(const Visit& visit) {
    return aside(
        attr("aria-labelledby", "regle"), h2(id("regle"), visit.text("content.advice")),
        ul(li(visit.text("content.advice.record")), li(visit.text("content.advice.publish")), li(visit.text("content.advice.headings")),
           li(visit.text("content.advice.links")), li(visit.text("content.advice.tables")), li(visit.text("content.advice.pictures"))));
}

// ---- versions ----

std::string state_of(const Visit& visit, const KnownVersion& version, WrittenIn in) {
    if (version.words(in).empty()) return std::string(visit.text("content.not_in"));
    if (version.stale_in(in)) return std::string(visit.text("content.stale_short"));
    return visit.format("content.changed_on", {{"day", version.words(in).since}});
}

class Versions {
public:
    Versions(Visit& visit, const web::ActDoors& doors, KnownPage page) : visit_(visit), doors_(doors), page_(std::move(page)) {
        all_ = versions_of(visit.db(), page_.id, versions_most);
    }

    Response show(int status = 200, const Node& top = {}) {
        const auto in = all_.front().shown(read_in(visit_));
        const std::string title(visit_.text("content.versions"));
        const auto& name = all_.front().words(in).title;
        return web::private_page(visit_,
                                 {.title = title + ", " + name,
                                  .description = title,
                                  .at = places::versions(page_.id),
                                  .breadcrumb = {{std::string(visit_.text("content.pages")), visit_.to(web::places::contents)}},
                                  .indexed = false,
                                  .status = status},
                                 group(div(cls("intro"), div(p(cls("k"), title), h1(other_language(visit_, in), name),
                                                             p(cls("q"), section_label(visit_, page_.section), ", ",
                                                               code(places::page(page_).fr), " ", state_tag(visit_, page_.state)))),
                                       top, when(all_.front().stale, [&] { return div(cls("note at"), p(visit_.text("content.stale"))); }),
                                       actions(), table(), comparison()));
    }

    Response post() {
        auto form = web::posted_form(visit_);
        if (!form) return std::move(form.error());
        const auto asked = form->fields.value_or("do", {});
        const auto version = web::whole_number(form->fields.value_or("version", {})).value_or(0);
        const bool publishes = asked == "publish";
        if (!publishes && asked != "withdraw") return error_page(visit_, 400);
        const auto page = std::to_string(page_.id.value);
        const auto json = publishes ? R"({"page":)" + page + R"(,"version":)" + std::to_string(version) + "}" : R"({"page":)" + page + "}";
        const auto outcome = web::submit(*visit_.hooks.writer, {visit_.visitor.actor, publishes ? "content.publish" : "content.withdraw",
                                                                json, std::string(form->fields.value_or("client_key", {})), ""});
        if (outcome) return Response::see_other(places::versions(page_.id).in(visit_.language));
        const auto& why = outcome.error();
        if (!why.wrong.empty()) return error_page(visit_, 400);
        return show(why.why.code == "acts.not_allowed" ? 403 : 409, web::refusal_box(visit_, doors_, why.why));
    }

private:
    Node button_for(std::string_view what, Id<Version> version, std::string_view look, std::string_view key) const {
        return form(attr("method", "post"), action(places::versions(page_.id).in(visit_.language)), web::token_field(visit_.visitor),
                    input(attr("type", "hidden"), attr("name", "client_key"), attr("value", acts::new_client_key())),
                    input(attr("type", "hidden"), attr("name", "version"), attr("value", version.value)),
                    button(cls(look), attr("type", "submit"), attr("name", "do"), attr("value", what), visit_.text(key)));
    }

    Node actions() const {
        if (!may_write(visit_)) return {};
        Node all;
        if (page_.published != page_.newest) all += button_for("publish", page_.newest, "btn", "content.publish_newest");
        all +=
            a(cls("btn alt"), href(visit_.to(places::writing, {{"page", std::to_string(page_.id.value)}})), visit_.text("content.revise"));
        if (page_.published) all += button_for("withdraw", *page_.published, "btn no", "content.withdraw");
        return div(cls("act"), all,
                   when(page_.published.has_value(), [&] { return a(href(visit_.to(places::page(page_))), visit_.text("content.see")); }));
    }

    Node row(const KnownVersion& version, const KnownVersion* before) const {
        const auto number = visit_.words.number(version.ordinal);
        const auto compared = visit_.to(places::versions(page_.id), {{"to", std::to_string(version.ordinal)}});
        const bool shown = page_.published == version.id;
        return tr(th(attr("scope", "row"), visit_.format("content.version_number", {{"number", version.ordinal}}), " ",
                     when(shown, [&] { return span(cls("tag ok"), visit_.text("content.state.published")); })),
                  td(attr("data-l", visit_.text("content.written")), span(cls("n"), visit_.words.short_date(version.written))),
                  td(attr("data-l", visit_.text("choice.fr")), state_of(visit_, version, WrittenIn::fr)),
                  td(attr("data-l", visit_.text("choice.en")), state_of(visit_, version, WrittenIn::en)),
                  td(a(href(visit_.to(web::places::act(version.act))), visit_.format("entries.act", {{"number", version.act.value}}))),
                  td(when(before != nullptr,
                          [&] { return a(href(compared + "#compare"), visit_.text("content.compare"), span(cls("vh"), " ", number)); })),
                  td(when(!shown && version.id != page_.newest && may_write(visit_),
                          [&] { return button_for("publish", version.id, "lk", "content.publish_this"); })));
    }

    Node table() const {
        Node rows;
        for (std::size_t i = 0; i < all_.size(); ++i) rows += row(all_[i], i + 1 < all_.size() ? &all_[i + 1] : nullptr);
        const auto head = [&](std::string_view key) { return th(attr("scope", "col"), visit_.text(key)); };
        return html::section(div(cls("hd"), h2(visit_.text("content.versions"))),
                             html::table(cls("st"), caption(cls("vh"), visit_.text("content.versions")),
                                         thead(tr(head("content.version"), head("content.written"), head("choice.fr"), head("choice.en"),
                                                  head("journal.act"), head("content.column.compare"), head("content.column.do"))),
                                         tbody(rows)));
    }

    const KnownVersion* numbered(std::string_view asked) const {
        const auto number = web::whole_number(asked);
        const auto found = std::ranges::find(all_, number.value_or(0), &KnownVersion::ordinal);
        return found == all_.end() ? nullptr : &*found;
    }

    Node comparison() const {
        const auto& query = visit_.request.query;
        const auto* to = query.has("to") ? numbered(query.value_or("to", {})) : &all_.front();
        if (!to) return {};
        const auto* from = query.has("from") ? numbered(query.value_or("from", {})) : numbered(std::to_string(to->ordinal - 1));
        if (!from) return {};
        const auto title = visit_.format("content.compared", {{"from", from->ordinal}, {"to", to->ordinal}});
        const auto in = [&](WrittenIn language) { return changed_words(from->words(language), to->words(language), language); };
        return html::section(id("compare"), div(cls("hd"), h2(title)), group(in(WrittenIn::fr), in(WrittenIn::en)));
    }

    Node changed_words(const Words& from, const Words& to, WrittenIn in) const {
        const auto language = visit_.text("choice." + std::string(acts::name_of(in)));
        Node all;
        for (const auto& [before, after] : {std::pair(from.title, to.title), {from.summary, to.summary}, {from.text, to.text}})
            if (before != after) all += changed_lines(before, after);
        if (all.empty()) all = p(cls("q"), visit_.text("content.unchanged"));
        return group(h3(language), div(cls("md"), other_language(visit_, in), all));
    }

    // One line instead of another: its words.
    Node changed_words_of(std::string_view before, std::string_view after) const {
        using Kind = ComparedLine::Kind;
        Node all;
        for (const auto& word : compare(before, after, ' ')) {
            if (!all.empty()) all += html::text(" ");
            if (word.kind == Kind::removed) all += del(span(cls("vh"), visit_.text("content.removed"), " "), word.text);
            else if (word.kind == Kind::added) all += ins(span(cls("vh"), visit_.text("content.added"), " "), word.text);
            else all += html::text(word.text);
        }
        return p(all);
    }

    // Lines that changed, with those around them; what was removed and added is said in words too.
    Node changed_lines(const std::string& before, const std::string& after) const {
        const auto lines = compare(before, after);
        using Kind = ComparedLine::Kind;
        const auto near = [&](std::size_t at) {
            const auto first = at < around_change ? 0 : at - around_change, last = std::min(lines.size(), at + around_change + 1);
            return std::any_of(lines.begin() + std::ptrdiff_t(first), lines.begin() + std::ptrdiff_t(last),
                               [](const auto& line) { return line.kind != Kind::same; });
        };
        Node all;
        bool left_out = false;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto& line = lines[i];
            if (!near(i)) {
                if (!left_out) all += p(cls("q"), "…");
                left_out = true;
                continue;
            }
            left_out = false;
            if (line.text.find_first_not_of(" \t") == line.text.npos) continue;
            if (line.kind == Kind::removed && i + 1 < lines.size() && lines[i + 1].kind == Kind::added &&
                (i == 0 || lines[i - 1].kind == Kind::same)) {
                all += changed_words_of(line.text, lines[++i].text);
                continue;
            }
            if (line.kind == Kind::removed) all += p(span(cls("vh"), visit_.text("content.removed"), " "), del(line.text));
            else if (line.kind == Kind::added) all += p(span(cls("vh"), visit_.text("content.added"), " "), ins(line.text));
            else all += p(cls("q"), line.text);
        }
        return all;
    }

    Visit& visit_;
    const web::ActDoors& doors_;
    KnownPage page_;
    std::vector<KnownVersion> all_;
};

template <class Field>
void put(Field& field, const std::string& text) {
    if (!text.empty()) field.value.emplace().value = text;
}

}  // namespace

std::optional<web::Present> present_page(Visit& visit, const web::Parameters& asked) {
    const auto number = web::whole_number(asked.value_or("page", {}));
    const auto page = number ? find_page(visit.db(), {*number}) : std::nullopt;
    if (!page) return {};
    const auto version = *find_version(visit.db(), page->newest);
    WritePage write;
    write.page.value = page->id, write.seen.value = page->changed_by, write.section = page->section, write.original = version.original;
    write.key.value.value = page->key, write.day = version.day;
    put(write.title_fr, version.fr.title), put(write.summary_fr, version.fr.summary), put(write.text_fr, version.fr.text);
    put(write.title_en, version.en.title), put(write.summary_en, version.en.summary), put(write.text_en, version.en.text);
    const auto in = version.shown(read_in(visit));
    return web::Present{acts::encode(acts::type_of<WritePage>(), &write), {"page", "seen"}, version.words(in).title};
}

Response write_page(Visit& visit, const web::ActDoors& doors) {
    const auto word = [&](std::string_view key) { return std::string(visit.text(key)); };
    web::ActPage page{.act = *visit.hooks.registry->newest(write_act), .at = places::writing, .title = word("content.write")};
    page.breadcrumb = {{word("content.pages"), visit.to(web::places::contents)}};
    page.introduction = p(visit.text("content.write_lead"));
    page.beside = advice(visit);
    page.parts = {{word("content.part.place"), "", {"section", "key", "day"}},
                  {word("choice.fr"), "", {"title_fr", "summary_fr", "text_fr"}, true},
                  {word("choice.en"), "", {"title_en", "summary_en", "text_en"}, true},
                  {word("content.part.translation"), "", {"original", "translation"}}};  // `page` and `seen` travel unseen, or are none
    page.submit = word("content.record");
    page.preview = preview;
    page.then = [](Visit& here, const acts::Accepted& accepted) {
        const auto reading = here.hooks.read();  // the visit's own may be older than the act
        const auto first = accepted.first_thing();
        const auto version = find_version(*reading, {first});
        return places::versions(version ? version->page : Id<Page>{first}).in(here.language);
    };
    return web::show_act(visit, doors, page);
}

Response versions_page(Visit& visit, const web::ActDoors& doors) {
    const auto number = web::whole_number(visit.request.at("page"));
    auto page = number ? find_page(visit.db(), {*number}) : std::nullopt;
    if (!page) return error_page(visit, 404);
    Versions versions(visit, doors, std::move(*page));
    return visit.request.method == web::Method::post ? versions.post() : versions.show();
}

}  // namespace content
