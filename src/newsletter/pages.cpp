#include "newsletter/pages.h"

#include "base/typed.h"
#include "credentials/codes.h"
#include "newsletter/store.h"
#include "papers/address.h"
#include "post/post.h"
#include "web/form.h"
#include "web/places.h"
#include "web/plain_form.h"
#include "web/table.h"

namespace newsletter {
namespace {

using namespace html;
using web::Response, web::Visit;

const web::Address confirming{web::places::newsletter.fr + "/confirmer", web::places::newsletter.en + "/confirm"};
const web::Address leaving{web::places::newsletter.fr + "/quitter", web::places::newsletter.en + "/leave"};
const web::Address writing{web::places::newsletter.fr + "/ecrire", web::places::newsletter.en + "/write"};

WrittenIn read_in(const Visit& visit) { return visit.language == base::Language::fr ? WrittenIn::fr : WrittenIn::en; }
base::Language language_of(WrittenIn in) { return in == WrittenIn::fr ? base::Language::fr : base::Language::en; }

void change(const PageDoors& doors, const std::function<void(store::Db&)>& task) {
    doors.acts.site.writer->run_local([&](store::Db& db) {
        db.begin();
        task(db);
        db.commit();
    });
}

// Paragraphs parted by empty lines; a line that is an address is a link, as in the letters.
Node paragraphs_of(std::string_view text) {
    Node all, lines;
    const auto close = [&] {
        if (!lines.empty()) all += p(lines);
        lines = {};
    };
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
        if (line.empty()) {
            close();
            continue;
        }
        if (!lines.empty()) lines += br();
        const bool link = (line.starts_with("https://") || line.starts_with("http://")) && line.find(' ') == line.npos;
        lines += link ? a(href(line), attr("rel", "noreferrer"), line) : html::text(line);
    }
    close();
    return all;
}

// ---- to sign up ----

struct Typed {
    std::string address, wrong;
    std::string_view language;
};

Node sign_up_form(const Visit& visit, const Typed& typed, bool can_mail) {
    if (!can_mail) return div(cls("note at"), p(visit.text("newsletter.no_mail")));
    const web::PlainField field{.name = "email",
                                .label = std::string(visit.text("newsletter.address")),
                                .type = "email",
                                .autocomplete = "email",
                                .inputmode = "email",
                                .value = typed.address,
                                .wrong = typed.wrong};
    const auto language = [&](WrittenIn in) {
        const auto name = acts::name_of(in);
        const bool chosen = typed.language.empty() ? in == read_in(visit) : typed.language == name;
        return label(input(attr("type", "radio"), attr("name", "language"), attr("value", name), flag_when(chosen, "checked")), " ",
                     visit.text("choice." + std::string(name)));
    };
    return form(
        attr("method", "post"), action(web::places::newsletter.in(visit.language)), flag("novalidate"), web::plain_errors(visit, {field}),
        web::token_field(visit.visitor), web::plain_field(field),
        fieldset(cls("f"), legend(visit.text("newsletter.language")), div(cls("opt"), language(WrittenIn::fr), language(WrittenIn::en))),
        p(cls("fin"), button(cls("btn"), attr("type", "submit"), visit.text("newsletter.subscribe"))));
}

Node issues_of(Visit& visit) {
    const auto paging = web::Paging::asked(visit, count_issues(visit.db()));
    const auto issues = list_issues(visit.db(), paging.offset(), paging.rows);
    const auto item = [&](const KnownIssue& issue) {
        const auto other = attr_when(!issue.has(visit.language), "lang", "fr");
        return li(
            time(attr("datetime", issue.day.iso()), visit.words.date(issue.day)),
            div(p(a(href(visit.to(web::places::newsletter / std::to_string(issue.act.value))), other, issue.subject(visit.language)))));
    };
    return section(div(cls("hd"), h2(visit.text("newsletter.issues"))),
                   issues.empty() ? p(visit.text("newsletter.no_issue"))
                                  : group(ol(cls("hist"), each(issues, item)), web::page_links(visit, paging, "")));
}

Node office_part(Visit& visit) {
    const auto* act = visit.hooks.registry->newest("newsletter.send_issue");
    if (!act || !visit.visitor.may(*act)) return {};
    const auto counted = count_subscribers(visit.db());
    return div(cls("note"), p(visit.format("newsletter.subscribers", {{"count", counted.all()}, {"fr", counted.fr}, {"en", counted.en}}),
                              " ", a(href(visit.to(writing)), visit.text("newsletter.write"))));
}

Response sign_up_page(Visit& visit, const PageDoors& doors, const Typed& typed, int status = 200) {
    visit.read("newsletter");
    const std::string title(visit.text("newsletter.title"));
    return web::page(
        visit, {.title = title, .description = std::string(visit.text("newsletter.lead")), .at = web::places::newsletter, .status = status},
        group(div(cls("intro"), div(h1(title), p(visit.text("newsletter.lead")))), office_part(visit),
              section(div(cls("hd"), h2(visit.text("newsletter.subscribe_title"))), sign_up_form(visit, typed, doors.can_mail()),
                      p(cls("q"), visit.text("newsletter.data"), " ", a(href(visit.to(web::places::privacy)), visit.text("nav.privacy")))),
              issues_of(visit)));
}

// A page that says one thing: of one reader, kept by nobody.
Response said(Visit& visit, std::string_view key, int status, const Node& more = {}) {
    const std::string title(visit.text(key));
    return web::private_page(visit, {.title = title, .description = title, .at = {"/", "/en"}, .indexed = false, .status = status},
                             div(cls("oops"), h1(title), p(visit.text(std::string(key) + ".text")), more));
}

// What is sent to the address: a link that confirms it, or, when it subscribes already, that it does. One line of the queue either way.
post::Note note_to(Visit& visit, const PageDoors& doors, store::Db& db, const Pending& pending, std::string_view token,
                   std::optional<Id<Person>> known) {
    const auto language = language_of(pending.language);
    const auto& words = web::words_of(language);
    const auto& network = visit.facts.name(language);
    const auto site = doors.site(visit.request);
    post::Note note{pending.address, language, {}, {}, known};
    note.subject = words.format(known ? "newsletter.mail.known.subject" : "newsletter.mail.confirm.subject", {{"network", network}});
    const auto at = known ? leaving / credentials::numbered_token(link_key(db), known->value, 16) : confirming / token;
    const auto link = site + at.in(language);
    note.text = words.format(known ? "newsletter.mail.known.text" : "newsletter.mail.confirm.text", {{"network", network}, {"link", link}});
    note.until_us = pending.until_us;
    return note;
}

Response sign_up(Visit& visit, const PageDoors& doors) {
    const auto form = web::posted_form(visit);
    if (!form) return std::move(form.error());
    Typed typed{std::string(base::trimmed(form->fields.value_or("email", {}))), {}, form->fields.value_or("language", {})};
    if (const auto seconds = doors.acts.limits.take(visit.request.remote, visit.hooks.clock())) return web::too_many(visit, *seconds);
    const auto address = papers::Address::parse(typed.address);
    if (!address) typed.wrong = visit.text(typed.address.empty() ? "wrong.missing" : "wrong.email");
    if (!typed.wrong.empty()) return sign_up_page(visit, doors, typed, 422);
    if (!doors.can_mail()) return sign_up_page(visit, doors, typed, 503);

    const auto now = visit.hooks.clock();
    const auto token = credentials::new_token();
    const Pending pending{token.digest, in_lower_case(typed.address), acts::named<WrittenIn>(typed.language).value_or(read_in(visit)),
                          now + link_lasts_us};
    change(doors, [&](store::Db& db) {
        forget_old(db, now);
        if (!may_mail(pending_for(db, pending.address), pending_in_all(db))) return;
        const auto known = subscriber_with(db, pending.address);
        if (post::post(db, note_to(visit, doors, db, pending, token.text.view(), known))) put_pending(db, pending);
    });
    return said(visit, "newsletter.sent", 200);
}

// ---- to confirm ----

std::optional<Pending> pending_of(const Visit& visit) {
    const auto digest = credentials::token_digest(visit.request.at("token"));
    return digest ? find_pending(visit.db(), *digest, visit.hooks.clock()) : std::nullopt;
}

Response ask_to_confirm(Visit& visit, const PageDoors&) {
    const auto pending = pending_of(visit);
    if (!pending) return said(visit, "newsletter.link_over", 404);
    return said(visit, "newsletter.confirm", 200,
                form(attr("method", "post"), action(visit.request.path), web::token_field(visit.visitor),
                     button(cls("btn"), attr("type", "submit"), visit.text("newsletter.confirm.yes"))));
}

Response confirm(Visit& visit, const PageDoors& doors) {
    const auto pending = pending_of(visit);
    if (!pending) return said(visit, "newsletter.link_over", 404);
    if (!subscriber_with(visit.db(), pending->address)) {
        const auto json = R"({"address":)" + acts::json_text(pending->address) + R"(,"language":")" +
                          std::string(acts::name_of(pending->language)) + "\"}";
        // The digest as key: the same link pressed twice is one act.
        const auto outcome = web::submit(*visit.hooks.writer, {program, "newsletter.subscribe", json, pending->digest.hex(), ""});
        if (!outcome && outcome.error().why.code != "acts.key_used") return said(visit, "newsletter.link_over", 422);
    }
    change(doors, [&](store::Db& db) {
        link_key(db);
        drop_pending(db, pending->address);
    });
    return said(visit, "newsletter.confirmed", 200);
}

// ---- to leave ----

std::optional<Subscription> of_link(const Visit& visit) {
    const auto key = known_link_key(visit.db());
    const auto number = key ? credentials::number_of_token(*key, visit.request.at("token"), 16) : std::nullopt;
    return number ? subscription_of(visit.db(), {*number}) : std::nullopt;
}

Response ask_to_leave(Visit& visit, const PageDoors&) {
    const auto found = of_link(visit);
    if (!found) return said(visit, "newsletter.leave_unknown", 404);
    if (found->reason) return said(visit, "newsletter.left", 200);
    return said(visit, "newsletter.leave", 200,
                form(attr("method", "post"), action(visit.request.path),
                     button(cls("btn"), attr("type", "submit"), visit.text("newsletter.leave.yes"))));
}

Response leave(Visit& visit, const PageDoors&) {
    const auto found = of_link(visit);
    if (!found) return said(visit, "newsletter.leave_unknown", 404);
    const auto person = std::to_string(found->person.value);
    if (!found->reason)
        web::submit(*visit.hooks.writer, {program, "newsletter.unsubscribe", R"({"person":)" + person + "}", "leave:" + person, ""});
    return said(visit, "newsletter.left", 200);
}

// ---- issues ----

Response issue_page(Visit& visit) {
    visit.read("newsletter");
    const auto number = web::whole_number(visit.request.at("number"));
    const auto issue = number ? find_issue(visit.db(), {*number}) : std::nullopt;
    if (!issue) return error_page(visit, 404);
    const bool has = issue->has(visit.language);
    const auto& title = issue->subject(visit.language);
    const auto other = attr_when(!has, "lang", "fr");
    const auto address = web::places::newsletter / std::to_string(*number);
    return web::page(
        visit,
        {.title = title,
         .description = title,
         .at = address,
         .breadcrumb = {{std::string(visit.text("newsletter.title")), visit.to(web::places::newsletter)}}},
        group(div(cls("intro"), div(p(cls("k"), visit.words.date(issue->day)), h1(other, title))),
              when(!has, [&] { return div(cls("note"), p(visit.text("content.other_language"))); }),
              div(cls("md"), other, paragraphs_of(issue->text(visit.language))),
              p(cls("q"), a(href(visit.to(web::places::act(issue->act))), visit.format("entries.act", {{"number", issue->act.value}})))));
}

Node preview(Visit& visit, const web::FormValues& typed) {
    const auto in = [&](const std::string& language) {
        const auto subject = typed.at("subject_" + language), text = typed.at("text_" + language);
        if (subject.empty() && text.empty()) return Node();
        return div(attr_when(language != base::code(visit.language), "lang", language), p(cls("k"), visit.text("choice." + language)),
                   h3(subject), div(cls("md"), paragraphs_of(text)));
    };
    return section(div(cls("hd"), h2(visit.text("content.preview"))), div(cls("note"), p(visit.text("content.preview.text"))),
                   div(cls("pair"), in("fr"), in("en")));
}

Response write_issue(Visit& visit, const PageDoors& doors) {
    const auto word = [&](std::string_view key) { return std::string(visit.text(key)); };
    const auto counted = count_subscribers(visit.db());
    web::ActPage page{.act = *visit.hooks.registry->newest("newsletter.send_issue"), .at = writing, .title = word("newsletter.write")};
    page.breadcrumb = {{word("newsletter.title"), visit.to(web::places::newsletter)}};
    page.introduction = p(visit.format("newsletter.write_lead", {{"count", counted.all()}, {"fr", counted.fr}, {"en", counted.en}}));
    page.parts = {{word("choice.fr"), "", {"subject_fr", "text_fr"}, true}, {word("choice.en"), "", {"subject_en", "text_en"}, true}};
    page.submit = visit.format("newsletter.send", {{"count", counted.all()}});
    page.preview = preview;
    page.then = [](Visit& here, const acts::Accepted& accepted) {
        return (web::places::newsletter / std::to_string(accepted.number.value)).in(here.language);
    };
    return web::show_act(visit, doors.acts, page);
}

}  // namespace

bool forget_old_step(store::Db& reader, acts::Writer& writer, std::int64_t now_us) {
    if (!has_old(reader, now_us)) return false;
    writer.run_local([&](store::Db& db) {
        db.begin();
        forget_old(db, now_us);
        db.commit();
    });
    return false;
}

void add_pages(web::Router& router, const PageDoors& doors) {
    using enum web::Method;
    const auto& hooks = doors.acts.site;
    web::add_page(router, hooks, "newsletter", web::places::newsletter, web::list_query({}),
                  [&doors](Visit& visit) { return sign_up_page(visit, doors, {}); });
    web::add_page(router, hooks, "newsletter.issue", web::places::newsletter / "{number}", {}, issue_page);
    for (const auto language : base::languages) {
        const auto add = [&](const std::string& name, web::Audience audience, web::Method method, const web::Address& at, auto show,
                             bool secret) {
            router.add({.name = name,
                        .open_to = audience,
                        .method = method,
                        .pattern = at.in(language),
                        .handler = web::answering(hooks, language, [&doors, show](Visit& visit) { return show(visit, doors); }),
                        .body_bytes_max = secret ? 1024UL : 64UL * 1024,
                        .secret_path = secret});
        };
        using enum web::Audience;
        add("newsletter.sign_up", everyone, post, web::places::newsletter, sign_up, false);
        add("newsletter.confirm.ask", everyone, get, confirming / "{token}", ask_to_confirm, true);
        add("newsletter.confirm", everyone, post, confirming / "{token}", confirm, true);
        add("newsletter.leave.ask", everyone, get, leaving / "{token}", ask_to_leave, true);
        add("newsletter.leave", everyone, post, leaving / "{token}", leave, true);
        add("newsletter.write", secretariat, get, writing, write_issue, false);
        add("newsletter.write", secretariat, post, writing, write_issue, false);
    }
}

}  // namespace newsletter
