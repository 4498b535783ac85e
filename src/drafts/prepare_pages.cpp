// What staff prepares for its titular to confirm: made by the form of an act, and looked after here.
#include <algorithm>
#include "accounts/accounts.h"
#include "drafts/pages.h"
#include "news/news.h"
#include "people/people.h"
#include "post/post.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/plain_form.h"

namespace drafts {

using namespace html;
using web::Visit;

namespace {

constexpr std::int64_t listed_max = 100;

// The titular of a member, and where they get mail; or why there is nobody to ask.
std::expected<Id<Person>, base::Refusal> titular_of(const Visit& visit, std::int64_t member) {
    const auto holders = accounts::holders_on(visit.db(), accounts::RoleName::titular, {"member", member}, visit.today());
    if (holders.empty()) return std::unexpected(base::refused("drafts.no_titular", {}, {{"member", member}}).error());
    if (people::contact(visit.db(), holders.front().person).email.empty())
        return std::unexpected(base::refused("drafts.no_address", {}, {}).error());
    return holders.front().person;
}

// Gives the prepared act a fresh link and sends it. The one before is good no more.
bool send_link(Visit& visit, const Desk& desk, store::Db& db, Prepared& made, const std::string& of_member, const std::string& by) {
    const auto token = credentials::new_token();
    news::withdraw(db, made.preparer, "prepared_lapsed", made.id);
    made.link = token.digest, made.sent_us = desk.now(), made.until_us = desk.now() + link_us;
    made.code = {}, made.codes = 0, made.proved = {}, made.proved_us = 0;
    const auto address = (desk.options.site ? desk.options.site(visit.request) : visit.hooks.origin) + confirm_at.in(visit.language) + "/" +
                         std::string(token.text.view());
    return tell(
        visit, db, made.titular, "prepared.mail.link",
        {{"act", web::act_label(visit, made.act)}, {"member", of_member}, {"preparer", by}, {"link", address}, {"days", link_us / day_us}},
        made.until_us);
}

Node state_of(const Visit& visit, const Prepared& made, std::int64_t now_us) {
    const auto tag_of = [&](std::string_view look, std::string_view key) { return span(cls(look), visit.text(key)); };
    switch (made.state) {
    case State::waiting:
        return now_us < made.until_us ? tag_of("tag at", "prepared.state.waiting") : tag_of("tag no", "prepared.state.run_out");
    case State::confirmed: return tag_of("tag ok", "prepared.state.confirmed");
    case State::declined: return tag_of("tag no", "prepared.state.declined");
    case State::withdrawn: break;
    }
    return tag_of("tag nt", "prepared.state.withdrawn");
}

Node ask(const Visit& visit, const Prepared& made, std::string_view what, const std::string& title) {
    return form(attr("method", "post"), action(prepared_at.in(visit.language)), token_field(visit.visitor),
                input(attr("type", "hidden"), attr("name", "prepared"), attr("value", made.id)),
                button(cls("lk"), attr("type", "submit"), attr("name", "do"), attr("value", what),
                       visit.text("prepared." + std::string(what)), span(cls("vh"), " ", title)));
}

Node line(Visit& visit, const Desk& desk, const Prepared& made) {
    const auto title = title_of(visit, made);
    Node asks;
    if (made.state != State::waiting) asks = ask(visit, made, "remove", title);
    else asks = group(when(desk.can_mail(), [&] { return ask(visit, made, "again", title); }), ask(visit, made, "withdraw", title));
    const auto titular = people::contact(visit.db(), made.titular).name;
    const auto more = [&](const Node& words) { return p(cls("q"), words); };
    Node told = more(html::text(visit.format("prepared.line", {{"titular", titular},
                                                               {"member", member_name(visit, desk, made.member)},
                                                               {"time", visit.words.datetime(made.changed_us, visit.facts.zone)}})));
    if (made.number)
        told += more(a(href(desk.doors.entry.in(visit.language) + "/" + std::to_string(made.number->value)),
                       visit.format("entries.act", {{"number", made.number->value}})));
    if (!made.said.empty()) {
        const auto key = made.state == State::declined ? "prepared.said.declined" : "prepared.said.refused";
        told += more(group(visit.text(key), " ", bdi(made.said)));
    }
    if (made.state == State::waiting && !is_titular(visit, made.titular, made.member))
        told += more(html::text(visit.text("prepared.replaced")));
    return li(div(bdi(title), br(), html::text(web::act_label(visit, made.act))), state_of(visit, made, desk.now()), asks, told);
}

// What awaits a titular: the link is in their mailbox, and nowhere else.
Node line_for_titular(Visit& visit, const Desk& desk, const Prepared& made) {
    const auto title = title_of(visit, made);
    return li(div(bdi(title), br(), html::text(web::act_label(visit, made.act))),
              when(desk.can_mail() && is_titular(visit, made.titular, made.member), [&] { return ask(visit, made, "receive", title); }),
              p(cls("q"), visit.format("prepared.yours.line", {{"preparer", people::contact(visit.db(), made.preparer).name},
                                                               {"member", member_name(visit, desk, made.member)},
                                                               {"time", visit.words.datetime(made.made_us, visit.facts.zone)}})));
}

}  // namespace

std::string title_of(const Visit& visit, const Prepared& made) { return made.title.empty() ? web::act_label(visit, made.act) : made.title; }

std::string member_name(Visit& visit, const Desk& desk, std::int64_t member) {
    const auto name = desk.options.thing_name ? desk.options.thing_name(visit, "member", member, member) : std::string();
    return name.empty() ? visit.format("account.scope.member", {{"id", std::to_string(member)}}) : name;
}

bool is_titular(Visit& visit, Id<Person> person, std::int64_t member) {
    const auto holders = accounts::holders_on(visit.db(), accounts::RoleName::titular, {"member", member}, visit.today());
    return std::ranges::find(holders, person, &accounts::ShownGrant::person) != holders.end();
}

bool tell(const Visit& visit, store::Db& db, Id<Person> person, const std::string& key, std::initializer_list<base::Argument> arguments,
          std::int64_t until_us) {
    const auto address = people::contact(db, person).email;
    if (address.empty()) return false;
    const auto& network = visit.facts.short_name.empty() ? visit.facts.name(visit.language) : visit.facts.short_name;
    return post::post(db, {address, visit.language, visit.format(key + ".subject", {{"network", network}}),
                           visit.words.format(key + ".text", arguments), person, until_us});
}

std::expected<std::string, base::Refusal> prepare(Visit& visit, const Desk& desk, const acts::Declared& declared, const std::string& fields,
                                                  const std::string& basis, const std::string& title) {
    const auto no = [](std::string code) { return std::unexpected(base::refused(std::move(code)).error()); };
    if (!desk.can_mail()) return no("drafts.no_mail");
    const auto act = declared.type->make();
    if (auto wrong = acts::decode(*declared.type, fields, act.get()); !wrong.empty()) return base::wrong_fields(std::move(wrong));
    const acts::Stamp stamp{{desk.site.writer->size() + 1}, desk.now(), visit.today(), basis, {}};
    const auto about = declared.scope_of ? declared.scope_of(acts::Reader(visit.db(), stamp), act.get()) : acts::Scope{};
    if (about.kind != "member" || !visit.visitor.holds({acts::Role::staff}, about)) return no("drafts.not_yours");
    const auto titular = titular_of(visit, about.id);
    if (!titular) return std::unexpected(titular.error());

    Prepared made{.act = declared.name,
                  .fields = fields,
                  .basis = basis,
                  .title = title,
                  .client_key = acts::new_client_key(),
                  .member = about.id,
                  .preparer = *visit.visitor.person(),
                  .titular = *titular};
    made.made_us = made.changed_us = desk.now();
    const std::vector<acts::Submission> as{
        {{"person:" + std::to_string(titular->value), acts::Role::visitor, "visitor", false}, made.act, fields, made.client_key, basis}};
    if (const auto answer = desk.site.writer->preview(as).at(0); !answer) return std::unexpected(answer.error());

    const auto of_member = member_name(visit, desk, about.id);
    enum class Came { sent, too_many, not_sent } came = Came::sent;
    desk.change([&](store::Db& db) {
        auto row = made;
        came = waiting_of(db, row.preparer) >= prepared_max                      ? Came::too_many
               : !send_link(visit, desk, db, row, of_member, visit.visitor.name) ? Came::not_sent
                                                                                 : Came::sent;
        if (came == Came::sent) put_prepared(db, row, persons_in(*declared.type, fields));
    });
    if (came == Came::too_many) return std::unexpected(base::refused("drafts.too_many", {}, {{"max", std::int64_t(prepared_max)}}).error());
    if (came == Came::not_sent) return no("drafts.no_mail");
    return drafts_at.in(visit.language) + "#a-confirmer";
}

web::ConfirmationHooks confirmation_hooks(const Desk& desk) {
    web::ConfirmationHooks hooks;
    hooks.can_mail = [&desk] { return desk.can_mail(); };
    hooks.prepare = [&desk](Visit& visit, const acts::Declared& act, const std::string& fields, const std::string& basis,
                            const std::string& title) { return prepare(visit, desk, act, fields, basis, title); };
    return hooks;
}

Node prepared_list(Visit& visit, const Desk& desk) {
    const auto all = prepared_by(visit.db(), *visit.visitor.person(), listed_max);
    const auto yours = waiting_for(visit.db(), *visit.visitor.person(), listed_max);
    Node sections = when(!yours.empty(), [&] {
        return section(id("par-vous"), div(cls("hd"), h2(visit.text("prepared.yours"))), p(visit.text("prepared.yours.text")),
                       ul(cls("ls"), each(yours, [&](const Prepared& made) { return line_for_titular(visit, desk, made); })));
    });
    sections += when(!all.empty(), [&] {
        return section(id("a-confirmer"), div(cls("hd"), h2(visit.text("prepared.title"))),
                       when(!desk.can_mail(), [&] { return div(cls("note at"), p(visit.text("prepared.no_mail"))); }),
                       ul(cls("ls"), each(all, [&](const Prepared& made) { return line(visit, desk, made); })));
    });
    return sections;
}

web::Response change_prepared_act(Visit& visit, const Desk& desk) {
    const auto person = visit.visitor.person();
    auto form = web::posted_form(visit);
    if (!form) return std::move(form.error());
    const auto asked = form->fields.value_or("do", {});
    auto made = find_prepared(visit.db(), web::whole_number(form->fields.value_or("prepared", {})).value_or(0));
    // The titular may have the link sent again, to themselves; all else is for who prepared it.
    const bool receive = asked == "receive";
    const auto back = web::Response::see_other(drafts_at.in(visit.language) + (receive ? "#par-vous" : "#a-confirmer"));
    if (!made || (receive ? made->titular : made->preparer) != *person) return error_page(visit, 404);
    if (asked == "remove") {
        bool removed = false;
        desk.change([&](store::Db& db) { removed = remove_prepared(db, *person, made->id); });
        return removed ? back : error_page(visit, 404);
    }
    if (asked != "withdraw" && asked != "again" && !receive) return error_page(visit, 400);
    // Who prepares for a member they are no longer staff of may still take back, and nothing else.
    const bool again = asked == "again" || receive;
    if (again && !visit.visitor.holds({receive ? acts::Role::titular : acts::Role::staff}, {"member", made->member}))
        return error_page(visit, 403);
    const auto titular = again && !receive ? titular_of(visit, made->member) : std::expected<Id<Person>, base::Refusal>(made->titular);
    const auto preparer = receive ? people::contact(visit.db(), made->preparer).name : visit.visitor.name;
    const auto of_member = member_name(visit, desk, made->member);
    std::string why_not;
    if (!titular) why_not = base::sentence(visit.words, titular.error().why);
    else if (again && !desk.can_mail()) why_not = std::string(visit.text("prepared.no_mail"));
    else
        desk.change([&](store::Db& db) {
            why_not.clear();
            auto row = find_prepared(db, made->id);
            if (!row || row->state != State::waiting) return;
            row->changed_us = desk.now();
            if (const auto number = accepted_under(db, row->titular, row->client_key)) {  // confirmed, and nobody had written it down
                row->state = State::confirmed, row->number = number;
            } else if (!again) {
                row->state = State::withdrawn;
            } else if (const auto seconds = mail_waits_seconds(row->sent_us, desk.now())) {
                why_not = visit.format("prepared.wait", {{"seconds", seconds}});
                return;
            } else {
                row->titular = *titular;
                if (!send_link(visit, desk, db, *row, of_member, preparer)) {
                    why_not = std::string(visit.text("prepared.no_mail"));
                    return;
                }
            }
            change_prepared(db, *row);
        });
    if (why_not.empty()) return back;
    const std::string title(visit.text("prepared.title"));
    return private_page(visit, {.title = title, .description = title, .at = drafts_at, .indexed = false, .status = 409},
                        div(cls("oops"), h1(title), div(cls("note at"), p(why_not)),
                            p(cls("act"), a(cls("btn"), href(drafts_at.in(visit.language)), visit.text("draft.title")))));
}

}  // namespace drafts
