// The page of one application: its step for everybody; what is missing and what was sent for its applicant; everything, and what to do,
// for the secretariat.
#include "admissions/acts.h"
#include "admissions/page_parts.h"
#include "admissions/rules.h"
#include "credentials/codes.h"
#include "people/people.h"
#include "web/entries.h"
#include "web/plain_form.h"

#include <algorithm>

namespace admissions {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t history_most = 100;

enum class Reader { anyone, applicant, office };
enum class Typed { nothing, right, wrong };

template <class... Parts>
Node fact(std::string_view label, const Parts&... value) {
    return div(dt(label), dd(value...));
}

Typed typed_code(const Visit& visit, const KnownApplication& application) {
    const auto given = visit.request.query.value_or("code", "");
    if (given.empty()) return Typed::nothing;
    return credentials::is_spoken_code(given, code_of(visit.db(), application.id)) ? Typed::right : Typed::wrong;
}

Reader reader_of(const Visit& visit, const KnownApplication& application, Typed typed) {
    if (visit.visitor.in_secretariat()) return Reader::office;
    const auto sender = sender_of(visit.db(), application.id);
    return typed == Typed::right || (!sender.empty() && sender == visit.visitor.actor.id) ? Reader::applicant : Reader::anyone;
}

web::Address below(const KnownApplication& application, const char* fr, const char* en) {
    const auto at = page_of(application.id);
    return {at.fr + fr, at.en + en};
}
web::Address piece_at(const KnownApplication& application) { return below(application, "/piece", "/piece"); }
web::Address withdraw_at(const KnownApplication& application) { return below(application, "/retrait", "/withdrawal"); }

Node facts_of(const Visit& visit, const KnownApplication& application) {
    Node rows = fact(visit.text("applications.step"), step_tag(visit, application.step));
    if (is_open(application.step)) rows += fact(visit.text("applications.holder"), holder_label(visit, application.step));
    rows += fact(visit.text("applications.since"), visit.words.date(application.step_on));
    if (const auto next = expected(visit, application); !next.empty()) rows += fact(visit.text("applications.expected"), next);
    rows += fact(visit.text("applications.received"), visit.words.date(application.received), " ",
                 span(cls("q"), a(href(visit.to(web::places::act(application.number))),
                                  visit.format("entries.act", {{"number", application.number.value}}))));
    return dl(cls("meta"), rows);
}

// What became of it, when it led somewhere.
Node outcome_of(Visit& visit, const KnownApplication& application) {
    if (application.admitted)
        if (const auto member = members::find_member(visit.db(), *application.admitted)) {
            visit.read("member", member->id);
            const bool annulled = member->status == members::Status::annulled;
            return div(cls(annulled ? "note no" : "note ok"),
                       p(visit.text(annulled ? "applications.admission_annulled" : "applications.is_member"), " ",
                         a(href(web::places::to_member(visit, member->id, member->name)), bdi(member->name))));
        }
    if (application.duplicate_of)
        if (const auto other = find_application(visit.db(), *application.duplicate_of))
            return div(cls("note"),
                       p(visit.text("applications.same_as"), " ", a(href(visit.to(page_of(other->number))), bdi(other->full_name()))));
    return {};
}

// « 10 villes, limite 10 », with its article.
Node cap_part(Visit& visit, const web::ActDoors& doors, const KnownApplication& application) {
    if (!is_open(application.step)) return {};
    visit.read("rule");
    visit.read("member");
    const auto title = div(cls("hd"), h2(visit.text("applications.cap")));
    if (application.kind == Kind::association) return section(title, p(visit.text("applications.cap_not_asked")));
    const auto verdict = may_join(application.kind, members::cities_of_state(visit.db(), application.country), application.country,
                                  statutes::rule_on(visit.db(), statutes::cities_per_state, visit.today()));
    const auto& found = verdict ? verdict->front() : verdict.error().why;
    const auto cited = doors.acts.citation ? doors.acts.citation(visit, found.article) : found.article;
    const auto said = base::sentence(visit.words, found);
    return section(title, div(cls(verdict ? "note" : "note at"), p(said), p(cls("q"), cited)));
}

Node code_form(const Visit& visit, const KnownApplication& application) {
    return section(div(cls("hd"), h2(visit.text("applications.code_title"))), p(visit.text("applications.code_lead")),
                   form(cls("flt"), attr("method", "get"), action(page_of(application.id).in(visit.language)),
                        div(label(attr("for", "code"), visit.text("applications.code")),
                            input(attr("type", "text"), id("code"), attr("name", "code"), attr("autocomplete", "off"),
                                  attr("spellcheck", "false"), flag("required"))),
                        button(attr("type", "submit"), cls("btn"), visit.text("applications.see"))));
}

Node code_note(const Visit& visit, const KnownApplication& application, Typed typed) {
    if (typed == Typed::nothing) return {};
    if (typed == Typed::wrong) return div(cls("note no"), attr("role", "status"), p(visit.text("applications.code_wrong")));
    if (visit.request.query.value_or("sent", "") != "1" || application.step != Step::received)
        return div(cls("note ok"), attr("role", "status"), p(visit.text("applications.code_right")));
    return div(cls("note ok"), attr("role", "status"),
               p(visit.format("applications.received_note",
                              {{"number", application.number.value}, {"code", code_of(visit.db(), application.id)}})),
               p(visit.text("applications.mail_queued")));
}

// ---- the applicant's part ----

Node missing_part(const Visit& visit, const KnownApplication& application, const Inside& known) {
    if (application.step > Step::opinion_settled) return {};
    const auto asked = pieces_of(visit.db(), application.id);
    Node rows;
    for (const auto piece : missing(known.letter, asked)) {
        const auto name = visit.text("applications.piece." + std::string(acts::name_of(piece)));
        const auto of = std::ranges::find_if(asked, [&](const AskedPiece& one) { return one.piece == piece && !one.added_on; });
        Node said = span(cls("q"), visit.text("applications.not_sent"));
        if (of != asked.end()) {
            said = span(cls("q"), of->until ? visit.format("applications.asked_until", {{"day", of->asked_on}, {"until", *of->until}})
                                            : visit.format("applications.asked", {{"day", of->asked_on}}));
            if (!of->words.empty()) said += p(of->words);
        }
        rows += li(strong(name), " ", said);
    }
    return section(div(cls("hd"), h2(visit.text("applications.missing"))),
                   rows.empty() ? p(visit.text("applications.nothing_missing")) : ul(cls("ls"), rows));
}

// The files of the acts about it, of those that who asks may know.
Node sent_part(const Visit& visit, const KnownApplication& application, Reader reader) {
    Node rows;
    auto lines = acts::history_of(visit.db(), "application", application.id.value, history_most);
    std::ranges::reverse(lines);
    for (const auto& line : lines) {
        const bool own = line.act == "members.apply_for_membership" || line.act == "admissions.add_piece";
        const bool of_office = line.act == "admissions.settle_opinion";
        if (!own && !(of_office && reader == Reader::office)) continue;
        const auto stored = acts::find_entry(visit.db(), line.number);
        if (!stored || !stored->openings_sound) continue;
        const auto kept = acts::replayable(*stored, *visit.hooks.registry);
        const auto& type = *kept.declared->type;
        for (const auto& [path, file] : web::attachments(type, acts::encode(type, kept.act.get()))) {
            const auto name = reader == Reader::office ? a(href(visit.to(web::places::file(file.sha256))), bdi(file.name)) : bdi(file.name);
            rows += li(name, span(cls("n q"), visit.format("applications.kilobytes", {{"size", (file.size + 999) / 1000}})),
                       p(cls("q"), web::field_label(*kept.declared, path, visit.words), ", ", visit.words.date(line.date)));
        }
    }
    return when(!rows.empty(), [&] { return section(div(cls("hd"), h2(visit.text("applications.sent"))), ul(cls("ls"), rows)); });
}

Node own_actions(const Visit& visit, const KnownApplication& application) {
    if (!is_open(application.step)) return {};
    const web::Parameters code{{"code", code_of(visit.db(), application.id)}};
    return p(cls("act"),
             when(application.step <= Step::opinion_settled,
                  [&] { return a(cls("btn"), href(visit.to(piece_at(application), code)), visit.text("applications.send_piece")); }),
             a(cls("btn alt"), href(visit.to(withdraw_at(application), code)), visit.text("applications.withdraw")));
}

Node address_part(const Visit& visit, const KnownApplication& application, const Inside& known) {
    if (known.mail_confirmed) return p(cls("note ok"), visit.format("applications.address_confirmed", {{"day", *known.mail_confirmed}}));
    const auto pass = visit.request.query.value_or("address", "");
    if (!credentials::is_spoken_code(pass, mail_pass_of(visit.db(), application.id)))
        return p(cls("note"), visit.text("applications.address_open"));
    const auto at = below(application, "/adresse", "/address");
    const auto hidden = [](const char* name, std::string_view value) {
        return input(attr("type", "hidden"), attr("name", name), attr("value", value));
    };
    return form(attr("method", "post"), action(at.in(visit.language)), p(visit.text("applications.confirm_lead")), hidden("pass", pass),
                hidden("client_key", acts::new_client_key()), web::token_field(visit.visitor),
                p(button(attr("type", "submit"), cls("btn"), visit.text("applications.confirm_address"))));
}

// ---- the secretariat's part ----

Node office_actions(const Visit& visit, const KnownApplication& application) {
    Node links;
    const auto next = next_action(visit, application);
    if (next) links += a(cls("btn"), href(next->address), next->label);
    const auto add = [&](const char* act, bool fits) {
        const auto* declared = visit.hooks.registry->newest(act);
        const auto at = visit.to(web::Address{"/actes", "/en/acts"} / act, {{"application", std::to_string(application.id.value)}});
        if (fits && declared && visit.visitor.may(*declared) && (!next || next->address != at))
            links += a(cls("btn alt"), href(at), visit.text("act." + std::string(act) + ".form"));
    };
    const auto step = application.step;
    add("admissions.ask_piece", step <= Step::complete);
    add("admissions.add_piece", step <= Step::opinion_settled);
    add("admissions.find_complete", step <= Step::incomplete);
    add("admissions.settle_opinion", step == Step::complete);
    add("admissions.make_ready", step == Step::ready);
    add("admissions.close", is_open(step));
    return when(!links.empty(), [&] { return section(div(cls("hd"), h2(visit.text("applications.actions"))), p(cls("act"), links)); });
}

Node office_part(const Visit& visit, const KnownApplication& application, const Inside& known) {
    const auto contact = people::contact(visit.db(), known.contact);
    const auto erased = std::string(visit.text("applications.erased"));
    const auto choice = [&](const char* kind, std::string_view value) {
        return std::string(visit.text(std::string(kind) + std::string(value)));
    };
    Node rows = fact(visit.text("applications.contact"), bdi(contact.name.empty() ? erased : contact.name), br(),
                     bdi(contact.email.empty() ? erased : contact.email));
    if (known.consent)
        rows += fact(visit.text("act.members.apply_for_membership.consent"),
                     choice("act.members.apply_for_membership.consent.", acts::name_of(*known.consent)));
    const auto titular = titular_name_of(visit.db(), application.id);
    if (!application.titular_title.empty() || !titular.empty())
        rows +=
            fact(visit.text("applications.titular"), bdi(titular), when(!titular.empty(), [] { return br(); }), application.titular_title);
    if (const auto capital = members::capital_of(visit.db(), application.country); capital && application.kind != Kind::capital)
        rows += fact(visit.text("applications.capital_is"),
                     a(href(web::places::to_member(visit, capital->id, capital->name)), bdi(capital->name)));
    if (known.opinion)
        rows += fact(visit.text("applications.opinion"), choice("applications.opinion.", acts::name_of(*known.opinion)), ", ",
                     visit.words.date(*application.opinion_on));
    if (known.advice)
        rows += fact(visit.text("applications.advice"), choice("applications.opinion.", acts::name_of(*known.advice)), ", ",
                     visit.words.date(*application.examined_on));
    if (const auto stored = acts::find_entry(visit.db(), application.number); stored && stored->openings_sound) {
        const auto kept = acts::replayable(*stored, *visit.hooks.registry);
        const auto& apply = *static_cast<const ApplyForMembership*>(kept.act.get());
        rows += fact(visit.text("applications.decided_on"), visit.words.date(apply.deliberation_date));
        if (apply.motivation) rows += fact(visit.text("applications.motivation"), p(apply.motivation->value));
    }
    const auto link = visit.hooks.origin + followed(visit.db(), application.id, base::Language::fr);
    rows += fact(visit.text("applications.link"), html::code(link));
    return section(div(cls("hd"), h2(visit.text("applications.inside"))), dl(cls("kv"), rows));
}

Node public_facts(const Visit& visit, const KnownApplication& application) {
    Node rows = fact(visit.text("applications.kind"), visit.text("kind." + std::string(acts::name_of(application.kind))));
    const auto said = [&](const char* field, std::string_view value) {
        const auto key = "act.members.apply_for_membership." + std::string(field);
        rows += fact(visit.text(key), visit.text(key + "." + std::string(value)));
    };
    if (application.population)
        rows += fact(visit.text("act.members.apply_for_membership.population"), span(cls("n"), visit.words.number(*application.population)),
                     when(!application.population_from.empty(), [&] { return span(cls("q"), " ", application.population_from); }));
    if (application.french) said("french", acts::name_of(*application.french));
    if (application.authority) said("authority", acts::name_of(*application.authority));
    if (!application.examined_basis.empty())
        rows += fact(visit.text("applications.step.examined"), web::basis_link(visit, application.examined_basis));
    return section(div(cls("hd"), h2(visit.text("applications.file"))), dl(cls("kv"), rows));
}

// ---- forms of the applicant ----

// The doors with what a form about this application holds unseen: its number, and the pass that the page or the form itself gives.
web::ActDoors with_pass(const web::ActDoors& doors, const KnownApplication& application, std::string pass) {
    auto mine = doors;
    mine.acts.present = [id = application.id, name = application.full_name(), pass = std::move(pass)](
                            Visit&, std::string_view, const web::Parameters& asked) -> std::optional<web::Present> {
        const std::string sent(asked.value_or("pass", pass));
        return web::Present{
            "{\"application\":" + std::to_string(id.value) + ",\"pass\":" + acts::json_text(sent) + "}", {"application", "pass"}, name};
    };
    return mine;
}

web::Response own_form(Visit& visit, const web::ActDoors& doors, std::string_view act, const web::Address& at, std::string_view title,
                       Node introduction) {
    const auto application = asked_application(visit);
    if (!application) return web::error_page(visit, 404);
    const bool sends = visit.request.method == web::Method::post;  // then the form's own pass is asked by the act
    if (!sends && reader_of(visit, *application, typed_code(visit, *application)) == Reader::anyone)
        return web::Response::see_other(visit.to(page_of(application->id)));
    const auto mine = with_pass(doors, *application, sends ? std::string() : pass_of(visit.db(), application->id));
    web::ActPage page{.act = *visit.hooks.registry->newest(act), .at = at, .title = std::string(title)};
    page.breadcrumb = {{std::string(visit.text("applications.title")), visit.to(web::places::applications)},
                       {application->full_name(), visit.to(page_of(application->id))}};
    page.introduction = std::move(introduction);
    page.submit = title;
    page.then = [id = application->id](Visit& here, const acts::Accepted&) { return followed(*here.hooks.read(), id, here.language); };
    return web::show_act(visit, mine, page);
}

}  // namespace

web::Response file_page(Visit& visit, const web::ActDoors& doors) {
    const auto application = asked_application(visit);
    if (!application) return web::error_page(visit, 404);
    visit.read("application", application->id);
    visit.read("source");
    const auto typed = typed_code(visit, *application);
    const auto reader = reader_of(visit, *application, typed);
    const auto title = application->full_name();
    const auto history = acts::history_of(visit.db(), "application", application->id.value, history_most);
    Node content = div(cls("intro"), div(p(cls("k"), visit.format("applications.kicker", {{"number", application->number.value}})),
                                         h1(bdi(title)), p(visit.words.country(application->country)), facts_of(visit, *application)));
    content += code_note(visit, *application, typed);
    content += outcome_of(visit, *application);
    if (reader == Reader::office) content += office_actions(visit, *application);
    if (reader != Reader::anyone) {
        const auto known = inside(visit.db(), application->id);
        content += missing_part(visit, *application, known);
        if (reader == Reader::applicant) content += own_actions(visit, *application);
        content += sent_part(visit, *application, reader);
        content += address_part(visit, *application, known);
        if (reader == Reader::office) content += office_part(visit, *application, known);
    }
    content += public_facts(visit, *application);
    content += cap_part(visit, doors, *application);
    content += section(div(cls("hd"), h2(visit.text("applications.history"))), web::history_list(visit, history));
    if (reader == Reader::anyone && is_open(application->step)) content += code_form(visit, *application);
    auto page = web::page(visit,
                          {.title = title,
                           .description = title + ", " + std::string(visit.words.country(application->country)),
                           .at = page_of(application->id),
                           .breadcrumb = {{std::string(visit.text("applications.title")), visit.to(web::places::applications)}},
                           .indexed = false},
                          content);
    return reader == Reader::anyone && typed == Typed::nothing ? page : web::for_one_reader(visit, std::move(page));
}

web::Response piece_page(Visit& visit, const web::ActDoors& doors) {
    const auto application = asked_application(visit);
    return own_form(visit, doors, "admissions.add_piece", application ? piece_at(*application) : page_of(Id<Application>{}),
                    visit.text("applications.send_piece"), p(visit.text("applications.send_piece_lead")));
}

web::Response withdraw_page(Visit& visit, const web::ActDoors& doors) {
    const auto application = asked_application(visit);
    return own_form(visit, doors, "admissions.withdraw", application ? withdraw_at(*application) : page_of(Id<Application>{}),
                    visit.text("applications.withdraw"),
                    p(visit.format("applications.withdraw_lead", {{"name", application ? application->full_name() : std::string()}})));
}

web::Response confirm_address(Visit& visit, const web::ActDoors& doors) {
    const auto application = asked_application(visit);
    if (!application) return web::error_page(visit, 404);
    if (!visit.visitor.signed_in())
        if (const auto seconds = doors.limits.take(visit.request.remote, visit.hooks.clock())) return web::too_many(visit, *seconds);
    const auto form = web::posted_form(visit);
    if (!form) return form.error();
    const auto outcome = web::submit(*visit.hooks.writer, {visit.visitor.actor, "admissions.confirm_address",
                                                           "{\"application\":" + std::to_string(application->id.value) +
                                                               ",\"pass\":" + acts::json_text(form->fields.value_or("pass", "")) + "}",
                                                           std::string(form->fields.value_or("client_key", "")).substr(0, 64), ""});
    // Confirmed now or before: the page says so. A link that is not the message's leads to what anybody sees.
    if (!outcome && outcome.error().why.code != "admissions.address_confirmed")
        return web::Response::see_other(visit.to(page_of(application->id)));
    return web::Response::see_other(followed(*visit.hooks.read(), application->id, visit.language));
}

}  // namespace admissions
