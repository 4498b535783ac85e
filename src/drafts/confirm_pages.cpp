// Where a titular sees in words what was prepared for them, and confirms it or not with a code that comes by mail. The link alone does
// nothing: who forwards it gives nothing away but what it shows.
#include <algorithm>
#include "base/text.h"
#include "base/typed.h"
#include "drafts/pages.h"
#include "news/news.h"
#include "people/people.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/plain_form.h"

namespace drafts {
namespace {

using namespace html;
using credentials::ConfirmationAnswer;
using web::Visit;

std::string purpose_of(const Prepared& made) { return "prepared:" + std::to_string(made.id); }

// "c…@example.org": enough to know one's own.
std::string masked(const std::string& address) {
    const auto at = address.find('@');
    if (at == address.npos || at == 0) return "…";
    std::size_t first = 1;
    while (first < at && (static_cast<unsigned char>(address[first]) & 0xc0) == 0x80) ++first;
    return address.substr(0, first) + "…" + address.substr(at);
}

class ConfirmPage {
public:
    ConfirmPage(Visit& visit, const Desk& desk, Prepared made, const acts::Declared& act)
        : visit_(visit),
          desk_(desk),
          made_(std::move(made)),
          act_(act),
          code_{.name = "code",
                .label = std::string(visit.text("prepared.code")),
                .hint = std::string(visit.text("prepared.code.hint")),
                .autocomplete = "one-time-code",
                .inputmode = "numeric",
                .size = 10},
          reason_{.name = "reason",
                  .label = std::string(visit.text("prepared.reason")),
                  .hint = std::string(visit.text("prepared.reason.hint")),
                  .required = false} {}

    web::Response get() { return over().value_or(ask(200)); }

    web::Response post() {
        if (!web::from_our_pages(visit_.request, visit_.hooks.origin)) return error_page(visit_, 403);
        const auto form = visit_.request.form();
        if (!form) return error_page(visit_, form.error());
        if (auto gone = over()) return std::move(*gone);
        const auto asked = form->fields.value_or("do", {});
        if (asked == "code") return send_code();
        reason_.value = std::string(base::trimmed(form->fields.value_or("reason", {})));
        if (asked == "decline") {
            if (reason_.value.empty()) reason_.wrong = visit_.text("wrong.missing");
            else if (base::code_points(reason_.value) > reason_characters_max)
                reason_.wrong = visit_.format("prepared.reason.long", {{"max", std::int64_t(reason_characters_max)}});
            if (!reason_.wrong.empty()) return ask(422);
        } else if (asked != "confirm") {
            return error_page(visit_, 400);
        }
        return decide(asked == "confirm", form->fields.value_or("code", {}));
    }

private:
    // The page of what can be confirmed no more.
    std::optional<web::Response> over() {
        if (made_.state == State::confirmed) {
            const auto entry = desk_.doors.entry.in(visit_.language) + "/" + std::to_string(made_.number->value);
            return said("prepared.over.confirmed", 200, p(cls("act"), a(cls("btn"), href(entry), visit_.text("form.see_entry"))));
        }
        if (made_.state == State::declined) return said("prepared.over.declined", 410);
        if (made_.state == State::withdrawn) return said("prepared.over.withdrawn", 410);
        if (!link_opens(made_.state, made_.until_us, desk_.now())) return said("prepared.over.run_out", 410);
        if (!is_titular(visit_, made_.titular, made_.member)) return said("prepared.over.no_titular", 410);
        return {};
    }
    web::Response said(const std::string& key, int status, const Node& more = {}) {
        const std::string title(visit_.text(key));
        return private_page(visit_, frame(title, status), div(cls("oops"), h1(title), p(visit_.text(key + ".text")), more));
    }
    web::Frame frame(const std::string& title, int status) const {
        return {.title = title, .description = title, .at = {"/", "/en"}, .indexed = false, .status = status};
    }

    // ---- the code ----

    std::string cookie() const {
        const auto site = desk_.options.site ? desk_.options.site(visit_.request) : std::string();
        return site.starts_with("https://") ? "__Host-concert_confirm" : "concert_confirm";
    }
    // What only this browser holds; made where it has none.
    std::optional<std::string> holder() const {
        const auto held = visit_.request.cookie(cookie());
        return held && credentials::token_digest(*held) ? std::optional(std::string(*held)) : std::nullopt;
    }

    web::Response send_code() {
        if (!desk_.can_mail()) return ask(503, std::string(visit_.text("prepared.mail_down")));
        const auto token = credentials::new_token();
        const auto held = holder();
        const auto mine = held ? *held : std::string(token.text.view());
        enum class Came { sent, gone, wait, no_more, not_sent } came = Came::gone;
        std::int64_t seconds = 0;
        desk_.change([&](store::Db& db) {
            came = Came::gone;
            auto row = find_prepared(db, made_.id);
            if (!row || row->link != made_.link || !link_opens(row->state, row->until_us, desk_.now())) return;
            seconds = row->code ? mail_waits_seconds(row->code->made_us, desk_.now()) : 0;
            came = seconds ? Came::wait : row->codes >= codes_max ? Came::no_more : Came::sent;
            if (came != Came::sent) return;
            auto [code, kept] = credentials::new_confirmation(mine, purpose_of(*row), credentials::confirmation_digits_min, desk_.now());
            if (!tell(visit_, db, row->titular, "prepared.mail.code",
                      {{"code", std::string(code.view())}, {"act", web::act_label(visit_, row->act)}},
                      desk_.now() + credentials::confirmation_lifetime_us)) {
                came = Came::not_sent;
                return;
            }
            row->code = kept, ++row->codes, row->proved = {}, row->proved_us = 0;
            change_prepared(db, *row);
            made_ = *row;
        });
        switch (came) {
        case Came::gone: return said("prepared.over.withdrawn", 410);
        case Came::not_sent: return ask(503, std::string(visit_.text("prepared.mail_down")));
        case Came::no_more: return ask(429, std::string(visit_.text("prepared.no_more_codes")));
        case Came::wait: {
            auto response = ask(429, visit_.format("prepared.wait", {{"seconds", seconds}}));
            response.headers.add("Retry-After", std::to_string(seconds));
            return response;
        }
        case Came::sent: break;
        }
        auto response = web::Response::see_other(visit_.request.path + "#f-code");
        if (!held)
            response.headers.add("Set-Cookie", cookie() + "=" + mine + "; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax" +
                                                   (cookie().starts_with("__Host-") ? "; Secure" : ""));
        return response;
    }

    // ---- the decision ----

    web::Response decide(bool confirms, std::string_view code) {
        enum class Came { right, gone, wrong, expired, spent } came = Came::gone;
        const auto mine = holder().value_or("");
        desk_.change([&](store::Db& db) {
            came = Came::gone;
            auto row = find_prepared(db, made_.id);
            if (!row || row->link != made_.link || !link_opens(row->state, row->until_us, desk_.now())) return;
            // The browser that gave the right code a moment ago: a second click, or another try after a fault or a refusal.
            const auto digest = credentials::token_digest(mine);
            const auto since = desk_.now() - row->proved_us;
            if (digest && row->proved == digest && since >= 0 && since < proof_us) {
                came = Came::right;
            } else if (!row->code) {
                came = Came::expired;
            } else {
                const auto [answer, kept] = credentials::confirm(*row->code, mine, purpose_of(*row), code, desk_.now());
                row->code = kept;
                came = answer == ConfirmationAnswer::right     ? Came::right
                       : answer == ConfirmationAnswer::expired ? Came::expired
                       : answer == ConfirmationAnswer::spent   ? Came::spent
                                                               : Came::wrong;
                if (came == Came::right) row->proved = digest, row->proved_us = desk_.now();
            }
            if (came == Came::right && !confirms) {
                row->state = State::declined, row->said = reason_.value, row->changed_us = desk_.now();
                news::put(db, {row->preparer, "prepared_declined", row->id, desk_.now()});
            }
            change_prepared(db, *row);
            made_ = *row;
        });
        switch (came) {
        case Came::gone: return said("prepared.over.withdrawn", 410);
        case Came::wrong: code_.wrong = visit_.text("sign_in.code.wrong"); return ask(422);
        case Came::expired: return ask(422, std::string(visit_.text("prepared.code.expired")));
        case Came::spent: return ask(422, std::string(visit_.text("prepared.code.spent")));
        case Came::right: break;
        }
        return confirms ? confirmed() : said("prepared.over.declined", 200);
    }

    // As the titular: the writer asks whether they still are, in the transaction of the act. The key makes two clicks one act.
    web::Response confirmed() {
        const acts::Actor titular{"person:" + std::to_string(made_.titular.value), acts::Role::visitor, "visitor", false};
        const auto outcome = web::submit(*desk_.site.writer, {titular, made_.act, made_.fields, made_.client_key, made_.basis});
        const auto put = [&](auto&& task) {
            desk_.change([&](store::Db& db) {
                auto row = find_prepared(db, made_.id);
                if (!row) return;  // its people were erased meanwhile
                task(db, *row);
                row->changed_us = desk_.now();
                change_prepared(db, *row);
                made_ = *row;
            });
        };
        if (outcome) {
            put([&](store::Db& db, Prepared& row) {
                if (row.state == State::confirmed) return;
                row.state = State::confirmed, row.number = outcome->number, row.said.clear();
                news::put(db, {row.preparer, "prepared_confirmed", row.id, desk_.now()});
            });
            return web::Response::see_other(visit_.request.path);
        }
        const auto& why = outcome.error();
        const auto cited =
            !why.why.article.empty() && desk_.doors.acts.citation ? desk_.doors.acts.citation(visit_, why.why.article) : std::string();
        std::string words = (cited.empty() ? "" : cited + " : ") + base::sentence(visit_.words, why.why);
        for (const auto& wrong : why.wrong)
            words += " " + web::field_label(act_, wrong.path, visit_.words) + " : " + web::wrong_words(act_, wrong, visit_.words);
        put([&](store::Db&, Prepared& row) { row.said = words; });
        if (why.why.code == "acts.not_allowed") return said("prepared.over.no_titular", 403);
        refusal_ = why.why;
        return ask(422, why.wrong.empty() ? std::string() : words);
    }

    // ---- what is shown ----

    Node refused() {
        return when(refusal_ && refusal_->code != "acts.wrong_fields", [&] { return web::refusal_box(visit_, desk_.doors, *refusal_); });
    }

    // One value in words: what is named rather than its number, where it has a name.
    std::string words_of(const acts::Field& field, std::string_view json) {
        const auto& type = field.type->kind == acts::Kind::optional ? *field.type->inner : *field.type;
        auto words = web::value_words(act_, field.name, json, visit_.words);
        if (type.kind == acts::Kind::id && desk_.options.thing_name && !words.empty())
            if (auto name = desk_.options.thing_name(visit_, type.thing, web::whole_number(words).value_or(0), made_.member); !name.empty())
                return name;
        return words;
    }

    Node fields() {
        std::optional<web::Present> present;
        if (desk_.doors.acts.present)
            present = desk_.doors.acts.present(visit_, act_.name, web::form_values(*act_.type, made_.fields, visit_.language).typed);
        Node rows;
        for (const auto& field : act_.type->fields) {
            const bool carried = present && std::ranges::find(present->carried, field.name) != present->carried.end();
            if (carried) continue;
            const auto now = words_of(field, made_.fields), before = present ? words_of(field, present->json) : now;
            if (now.empty() && before.empty()) continue;
            const auto none = std::string(visit_.text("journal.absent"));
            rows += div(dt(web::field_label(act_, field.name, visit_.words)),
                        dd(now.empty() ? html::text(none) : bdi(now), when(now != before, [&] {
                               return p(cls("q"), visit_.text("history.before"), " ", before.empty() ? html::text(none) : bdi(before));
                           })));
        }
        if (!made_.basis.empty()) {
            const auto cited = desk_.doors.acts.citation ? desk_.doors.acts.citation(visit_, made_.basis) : made_.basis;
            rows += div(dt(visit_.text("act.basis")), dd(cited));
        }
        return dl(cls("kv"), rows);
    }

    web::Response ask(int status, const std::string& wrong = {}) {
        const std::string label(web::act_label(visit_, made_.act)), title = visit_.format("prepared.confirm.title", {{"act", label}});
        const auto titular = people::contact(visit_.db(), made_.titular), preparer = people::contact(visit_.db(), made_.preparer);
        const bool proved = made_.proved && made_.proved == credentials::token_digest(holder().value_or(""));
        const bool coded = made_.code && holder() && !proved;
        Node decisions;
        const auto choice = [&](std::string_view look, std::string_view what, std::string_view key) {
            return button(cls(look), attr("type", "submit"), attr("name", "do"), attr("value", what), visit_.text(key));
        };
        const auto ask_code =
            choice(coded || proved ? "btn alt" : "btn", "code", coded || proved ? "prepared.code.again" : "prepared.code.send");
        if (coded || proved)
            decisions =
                group(when(coded,
                           [&] {
                               return group(div(cls("note"), p(visit_.format("prepared.code.sent", {{"address", masked(titular.email)}}))),
                                            plain_field(code_));
                           }),
                      p(cls("fin"), choice("btn", "confirm", "prepared.confirm")), plain_field(reason_),
                      p(cls("fin"), choice("btn no", "decline", "prepared.decline"), ask_code));
        else if (desk_.can_mail())
            decisions = group(div(cls("note"), p(visit_.format("prepared.code.why", {{"address", masked(titular.email)}}))),
                              p(cls("fin"), ask_code));
        else decisions = div(cls("note at"), p(visit_.text("prepared.mail_down")));
        std::vector<web::PlainField> shown{code_, reason_};
        const Node content = div(
            cls("wrap"),
            div(p(cls("k"), member_name(visit_, desk_, made_.member)), h1(label), refused(), plain_errors(visit_, shown, wrong),
                p(visit_.format("prepared.confirm.text", {{"titular", titular.name},
                                                          {"member", member_name(visit_, desk_, made_.member)},
                                                          {"preparer", preparer.name},
                                                          {"time", visit_.words.datetime(made_.made_us, visit_.facts.zone)}})),
                fields(), form(attr("method", "post"), flag("novalidate"), decisions)),
            aside(attr("aria-labelledby", "suite"), h2(id("suite"), visit_.text("prepared.beside")),
                  ul(li(visit_.text("prepared.beside.public")), li(visit_.text("prepared.beside.name")),
                     li(visit_.format("prepared.beside.until", {{"time", visit_.words.datetime(made_.until_us, visit_.facts.zone)}})))));
        return private_page(visit_, frame(title, status), content);
    }

    Visit& visit_;
    const Desk& desk_;
    Prepared made_;
    const acts::Declared& act_;
    web::PlainField code_, reason_;
    std::optional<base::Finding> refusal_;
};

web::Response confirm(Visit& visit, const Desk& desk) {
    const auto digest = credentials::token_digest(visit.request.at("secret"));
    auto made = digest ? prepared_of_link(visit.db(), *digest) : std::nullopt;
    const auto* act = made ? visit.hooks.registry->newest(made->act) : nullptr;
    if (!act) {
        const std::string title(visit.text("prepared.over.unknown"));
        return private_page(visit, {.title = title, .description = title, .at = {"/", "/en"}, .indexed = false, .status = 404},
                            div(cls("oops"), h1(title), p(visit.text("prepared.over.unknown.text"))));
    }
    ConfirmPage page(visit, desk, std::move(*made), *act);
    return visit.request.method == web::Method::post ? page.post() : page.get();
}

}  // namespace

void add_confirm_pages(web::Router& router, const Desk& desk) {
    for (const auto language : base::languages) {
        for (const auto method : {web::Method::get, web::Method::post})
            router.add({.name = "drafts.confirm",
                        .open_to = web::Audience::everyone,
                        .method = method,
                        .pattern = (confirm_at / "{secret}").in(language),
                        .handler = web::answering(desk.site, language, [&desk](Visit& visit) { return confirm(visit, desk); }),
                        .body_bytes_max = 16 * 1024,
                        .secret_path = true});
        router.add({.name = "drafts.prepared",
                    .open_to = web::Audience::person,
                    .method = web::Method::post,
                    .pattern = prepared_at.in(language),
                    .handler = web::answering(desk.site, language, [&desk](Visit& visit) { return change_prepared_act(visit, desk); }),
                    .body_bytes_max = 16 * 1024});
    }
}

}  // namespace drafts
