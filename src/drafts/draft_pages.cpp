// Drafts: kept and taken up by the form of an act, listed and deleted here.
#include <algorithm>
#include <boost/json.hpp>
#include "drafts/drafts.h"
#include "drafts/pages.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/plain_form.h"

namespace drafts {
namespace {

using namespace html;
using web::Visit;
namespace json = boost::json;

// {"files":[[control, name, media type, bytes, SHA-256], …], "typed":[[control, text], …]}: what was typed as it was, wrong or not.
std::string typed_json(const web::FormValues& values) {
    json::array typed, files;
    for (const auto& [control, text] : values.typed) typed.push_back(json::array{control, text});
    for (const auto& [control, file] : values.files)
        files.push_back(json::array{control, file.name, file.media_type, file.size, file.sha256.hex()});
    return json::serialize(json::object{{"files", std::move(files)}, {"typed", std::move(typed)}});
}

web::FormValues values_of(std::string_view text) {
    web::FormValues values;
    const auto kept = json::parse(text);
    for (const auto& pair : kept.at("typed").as_array())
        values.typed.add(std::string(pair.at(0).as_string()), std::string(pair.at(1).as_string()));
    for (const auto& file : kept.at("files").as_array())
        if (const auto hash = base::Hash::parse(file.at(4).as_string()))
            values.files[std::string(file.at(0).as_string())] = {std::string(file.at(1).as_string()), std::string(file.at(2).as_string()),
                                                                 file.at(3).as_int64(), *hash};
    return values;
}

web::Draft shown(const Draft& draft) {
    return {draft.id,      draft.version, draft.title, draft.client_key, draft.typed.empty() ? web::FormValues{} : values_of(draft.typed),
            draft.saved_us};
}

Draft of_form(const Visit& visit, std::string_view act, const web::Draft& draft) {
    return {draft.id,         *visit.visitor.person(), std::string(act), draft.title, typed_json(draft.values),
            draft.client_key, draft.version,           draft.saved_us};
}

void find_persons(const acts::Type& type, const json::value& in, std::vector<Id<Person>>& out) {
    if (type.kind == acts::Kind::optional) return find_persons(*type.inner, in, out);
    if (type.kind == acts::Kind::id && type.thing == "person" && in.is_int64()) out.push_back({in.get_int64()});
    if (type.kind == acts::Kind::list && in.is_array())
        for (const auto& item : in.get_array()) find_persons(*type.inner, item, out);
    if (type.kind == acts::Kind::record && in.is_object())
        for (const auto& field : type.fields)
            if (const auto* inner = in.get_object().if_contains(field.name)) find_persons(*field.type, *inner, out);
}

web::DraftKept keep(Visit& visit, const Desk& desk, const acts::Declared& act, web::Draft& draft, const std::string& fields, bool by_hand) {
    auto kept = of_form(visit, act.name, draft);
    kept.names = persons_in(*act.type, fields);
    const auto asked = kept;
    auto came = Kept::full;
    desk.change([&](store::Db& db) {
        kept = asked;  // the writer may run this again
        came = put_draft(db, kept, by_hand ? Wish::by_hand : Wish::by_itself, acts::new_client_key(), desk.now());
    });
    draft.id = kept.id, draft.version = kept.version, draft.client_key = kept.client_key, draft.saved_us = kept.saved_us;
    switch (came) {
    case Kept::saved: return web::DraftKept::saved;
    case Kept::apart: return web::DraftKept::apart;
    case Kept::sent: return web::DraftKept::sent;
    case Kept::full: break;
    }
    return web::DraftKept::full;
}

std::string title_of(const Visit& visit, const Draft& draft) {
    return draft.title.empty() ? std::string(visit.text("draft.untitled")) : draft.title;
}

Node line(const Visit& visit, const Desk& desk, const Draft& draft) {
    const auto* act = visit.hooks.registry->newest(draft.act);
    const auto days = (draft.saved_us + draft_us - desk.now() + day_us - 1) / day_us;
    const auto title = title_of(visit, draft);
    const auto link = web::Address{"/actes", "/en/acts"}.in(visit.language) + "/" + draft.act + "?draft=" + std::to_string(draft.id);
    const auto kept = visit.format("draft.kept", {{"time", visit.words.datetime(draft.saved_us, visit.facts.zone)}, {"days", days}});
    return li(div(act && act->by_hand() ? a(href(link), bdi(title)) : bdi(title), br(), html::text(web::act_label(visit, draft.act)),
                  p(cls("q"), kept)),
              form(attr("method", "post"), action(drafts_at.in(visit.language)), token_field(visit.visitor),
                   input(attr("type", "hidden"), attr("name", "draft"), attr("value", draft.id)),
                   button(cls("lk"), attr("type", "submit"), visit.text("draft.delete"), span(cls("vh"), " ", title))));
}

web::Response list(Visit& visit, const Desk& desk) {
    const auto person = visit.visitor.person();
    if (visit.request.method == web::Method::post) {
        auto form = web::posted_form(visit);
        if (!form) return std::move(form.error());
        bool removed = false;
        desk.change(
            [&](store::Db& db) { removed = remove_draft(db, *person, web::whole_number(form->fields.value_or("draft", {})).value_or(0)); });
        return removed ? web::Response::see_other(drafts_at.in(visit.language)) : error_page(visit, 404);
    }
    const std::string title(visit.text("draft.title"));
    const auto all = drafts_of(visit.db(), *person, "", desk.now());
    const Node content =
        group(div(cls("intro"), div(h1(title), p(visit.format("draft.text", {{"days", draft_us / day_us}})))),
              section(all.empty() ? p(visit.text("draft.none"))
                                  : ul(cls("ls"), each(all, [&](const Draft& draft) { return line(visit, desk, draft); }))),
              prepared_list(visit, desk));
    return private_page(visit, {.title = title, .description = title, .at = drafts_at, .indexed = false}, content);
}

}  // namespace

std::vector<Id<Person>> persons_in(const acts::Type& type, std::string_view text) {
    boost::system::error_code wrong;
    const auto value = json::parse(text, wrong);
    std::vector<Id<Person>> found;
    if (!wrong) find_persons(type, value, found);
    return found;
}

void Desk::change(const std::function<void(store::Db&)>& task) const {
    site.writer->run_local([&](store::Db& db) {
        db.begin();
        task(db);
        db.commit();
    });
}

web::DraftHooks draft_hooks(const Desk& desk) {
    web::DraftHooks hooks;
    hooks.keep = [&desk](Visit& visit, const acts::Declared& act, web::Draft& draft, const std::string& fields, bool by_hand) {
        return keep(visit, desk, act, draft, fields, by_hand);
    };
    hooks.find = [&desk](Visit& visit, std::string_view act, std::int64_t id) -> std::optional<web::Draft> {
        const auto draft = find_draft(visit.db(), *visit.visitor.person(), id, desk.now());
        return draft && draft->act == act ? std::optional(shown(*draft)) : std::nullopt;
    };
    hooks.list = [&desk](Visit& visit, std::string_view act) {
        std::vector<web::Draft> all;
        for (const auto& draft : drafts_of(visit.db(), *visit.visitor.person(), act, desk.now())) all.push_back(shown(draft));
        return all;
    };
    hooks.sent = [&desk](Visit& visit, const web::Draft& draft) {
        const auto over = of_form(visit, "", draft);
        desk.change([&](store::Db& db) { remove_sent(db, over); });
    };
    hooks.all = drafts_at;
    hooks.script = desk.options.script;
    return hooks;
}

Node bar_link(const Visit& visit) {
    return when(visit.visitor.person().has_value(), [&] { return li(a(href(drafts_at.in(visit.language)), visit.text("draft.title"))); });
}

void add_draft_pages(web::Router& router, const Desk& desk) {
    for (const auto language : base::languages)
        for (const auto method : {web::Method::get, web::Method::post})
            router.add({.name = "drafts",
                        .open_to = web::Audience::person,
                        .method = method,
                        .pattern = drafts_at.in(language),
                        .handler = web::answering(desk.site, language, [&desk](Visit& visit) { return list(visit, desk); }),
                        .body_bytes_max = 16 * 1024});
}

void add_pages(web::Router& router, const Desk& desk) {
    add_draft_pages(router, desk);
    add_confirm_pages(router, desk);
    desk.change([&](store::Db& db) { sweep(db, desk.now()); });
}

}  // namespace drafts
