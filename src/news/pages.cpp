#include "news/pages.h"

#include "acts/shape.h"
#include "news/digest.h"
#include "news/store.h"
#include "sign_in/sign_in.h"
#include "web/form.h"
#include "web/plain_form.h"

namespace news {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t shown_most = 20;

void change(const PageDoors& doors, const std::function<void(store::Db&)>& task) {
    doors.site.writer->run_local([&](store::Db& db) {
        db.begin();
        task(db);
        db.commit();
    });
}

// ---- the choice ----

web::Response show_choice(Visit& visit, const PageDoors& doors) {
    const auto person = visit.visitor.person();
    const auto chosen = choice_of(visit.db(), *person);
    const auto address = doors.address(visit.db(), *person);
    const std::string title(visit.text("news.choice.title"));
    const bool saved = visit.request.query.value_or("saved", "") == "1";
    Node where;
    if (!doors.can_mail()) where = div(cls("note at"), p(visit.text("news.choice.no_mail")));
    else if (!address) where = div(cls("note no"), p(visit.text("news.choice.comes_back")));
    else if (address->empty()) where = div(cls("note at"), p(visit.text("news.choice.no_address")));
    else where = p(visit.format("news.choice.address", {{"address", *address}}));
    const auto choice = [&](ByMail by) {
        const auto name = std::string(acts::name_of(by));
        return label(input(attr("type", "radio"), attr("name", "mail"), attr("value", name), flag_when(by == chosen, "checked")), " ",
                     visit.text("news.choice." + name));
    };
    const Node content = div(
        cls("wrap"),
        div(p(cls("k"), visit.text("account.title")), h1(title), p(visit.text("news.choice.lead")),
            when(saved, [&] { return div(cls("note ok"), attr("role", "status"), p(visit.text("news.choice.saved"))); }), where,
            form(attr("method", "post"), action(choice_at.in(visit.language)), token_field(visit.visitor),
                 fieldset(cls("f"), legend(visit.text("news.choice.legend")),
                          div(cls("opt"), choice(ByMail::at_once), choice(ByMail::daily), choice(ByMail::weekly), choice(ByMail::nothing))),
                 p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit.text("news.choice.save"))))));
    return private_page(visit, {.title = title, .description = title, .at = choice_at, .indexed = false}, content);
}

web::Response save_choice(Visit& visit, const PageDoors& doors) {
    const auto person = visit.visitor.person();
    const auto form = web::posted_form(visit);
    if (!form) return std::move(form.error());
    const auto by = acts::named<ByMail>(form->fields.value_or("mail", ""));
    if (!by) return error_page(visit, 400);
    change(doors, [&](store::Db& db) { choose(db, *person, *by); });
    return web::Response::see_other(choice_at.in(visit.language) + "?saved=1");
}

web::Response read(Visit& visit, const PageDoors& doors) {
    const auto person = visit.visitor.person();
    const auto form = web::posted_form(visit);
    if (!form) return std::move(form.error());
    const auto through = web::whole_number(form->fields.value_or("through", ""));
    if (!through) return error_page(visit, 400);
    change(doors, [&](store::Db& db) { mark_read(db, *person, *through); });
    return web::Response::see_other(desk_at.in(visit.language) + "#nouvelles");
}

// ---- the link in a digest: it says whose it is, and asks for no password (RFC 8058) ----

std::optional<Id<Person>> of_link(const Visit& visit) {
    const auto key = known_link_key(visit.db());
    const auto person = key ? person_of_token(*key, visit.request.at("token")) : std::nullopt;
    return person && sign_in::has_account(visit.db(), *person) ? person : std::nullopt;
}

web::Response said(Visit& visit, std::string_view key, int status, const Node& more = {}) {
    const std::string title(visit.text(key));
    return private_page(visit, {.title = title, .description = title, .at = {"/", "/en"}, .indexed = false, .status = status},
                        div(cls("oops"), h1(title), p(visit.text(std::string(key) + ".text")), more));
}

web::Response ask_to_stop(Visit& visit, const PageDoors&) {
    if (!of_link(visit)) return said(visit, "news.stop.unknown", 404);
    return said(
        visit, "news.stop.ask", 200,
        form(attr("method", "post"), action(visit.request.path), button(cls("btn"), attr("type", "submit"), visit.text("news.stop.yes"))));
}

web::Response stop(Visit& visit, const PageDoors& doors) {
    const auto person = of_link(visit);
    if (!person) return said(visit, "news.stop.unknown", 404);
    change(doors, [&](store::Db& db) { choose(db, *person, ByMail::nothing); });
    return said(visit, "news.stop.done", 200);
}

}  // namespace

Node panel(Visit& visit, const PageDoors& doors) {
    const auto person = visit.visitor.person();
    if (!person) return {};  // who has the machine
    const auto all = news_of(visit.db(), *person, shown_most);
    const auto count = unread(visit.db(), *person);
    Node items;
    for (const auto& one : all) {
        const auto told = doors.kinds.tell(visit.db(), one, visit.words);
        if (!told) continue;
        items += li(span(told->path.empty() ? html::text(told->text) : a(href(told->path), told->text)),
                    when(!one.seen, [&] { return span(cls("tag at"), visit.text("news.new")); }),
                    p(cls("q"), visit.words.datetime(one.at_us, visit.facts.zone)));
    }
    const auto mark = [&] {
        return form(attr("method", "post"), action(read_at.in(visit.language)), token_field(visit.visitor),
                    input(attr("type", "hidden"), attr("name", "through"), attr("value", all.front().id)),
                    p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit.text("news.mark_read"))));
    };
    return section(id("nouvelles"), div(cls("hd"), h2(visit.text("news.title"))), p(visit.format("news.unread", {{"count", count}})),
                   when(!items.empty(), [&] { return ul(cls("ls"), items); }), when(count > 0, mark),
                   p(cls("fin"), a(cls("btn alt"), href(choice_at.in(visit.language)), visit.text("news.choose"))));
}

void add_pages(web::Router& router, const PageDoors& doors) {
    const auto add = [&](const std::string& name, web::Audience audience, web::Method method, const web::Address& at, auto show) {
        for (const auto language : base::languages)
            router.add({.name = name,
                        .open_to = audience,
                        .method = method,
                        .pattern = at.in(language),
                        .handler = web::answering(doors.site, language, [&doors, show](Visit& visit) { return show(visit, doors); }),
                        .body_bytes_max = 1024,
                        .secret_path = audience == web::Audience::everyone});
    };
    using enum web::Method;
    using enum web::Audience;
    add("news.choice", person, get, choice_at, show_choice);
    add("news.choose", person, post, choice_at, save_choice);
    add("news.read", person, post, read_at, read);
    add("news.stop.ask", everyone, get, unsubscribe_at / "{token}", ask_to_stop);
    add("news.stop", everyone, post, unsubscribe_at / "{token}", stop);
}

}  // namespace news
