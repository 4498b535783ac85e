#include "web/act_pages.h"

#include "base/text.h"
#include "base/typed.h"
#include "web/act_shape.h"
#include "web/changes.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/percent.h"
#include "web/plain_form.h"

#include <algorithm>

namespace web {

using html::attr, html::cls, html::Node;

acts::Outcome submit(acts::Writer& writer, const acts::Submission& said) {
    try {
        return writer.submit(said);
    } catch (const store::UnknownOutcome&) {
        return writer.submit(said);  // the journal knows the client key if it was kept
    }
}

html::Node refusal_box(Visit& visit, const ActDoors& doors, const base::Finding& why, const html::Node& more) {
    const auto cited = !why.article.empty() && doors.acts.citation ? doors.acts.citation(visit, why.article) : why.article;
    return html::div(cls("err"), attr("role", "alert"), attr("tabindex", -1),
                     html::when(!cited.empty(), [&] { return html::p(cls("k"), cited); }), html::h2(base::sentence(visit.words, why)),
                     html::p(visit.text("form.refused_kept")), more);
}

Response too_many(Visit& visit, int seconds) {
    auto response = error_page(visit, 429);
    response.headers.add("Retry-After", std::to_string(seconds));
    return response;
}

namespace {

using Kept = std::map<std::string, KeptFile, std::less<>>;

// What one POST says, and all that came of it.
class Attempt {
public:
    Attempt(Visit& visit, const ActDoors& doors, const ActPage& page) : visit_(visit), doors_(doors), page_(page), act_(page.act) {}

    Response get() {
        if (!may_open()) return turned_away(visit_);
        if (visit_.visitor.must_confirm(act_))
            return Response::see_other(visit_.hooks.confirm.in(visit_.language) + "?next=" + percent_encode(visit_.here_with({})));
        if (visit_.request.query.has("draft")) return taken_up(whole_number(visit_.request.query.value_or("draft", {})).value_or(0));
        present_ = find_present(visit_.request.query);
        if (present_) input_.values = form_values(*act_.type, present_->json, visit_.language);
        else input_ = read_act_form(*act_.type, visit_.request.query, {}, visit_.language);  // a link may fill fields in
        client_key_ = acts::new_client_key();
        return shown(200);
    }

    Response post() {
        if (!from_our_pages(visit_.request, visit_.hooks.origin)) return error_page(visit_, 403);
        if (!may_open()) return turned_away(visit_);
        if (!visit_.visitor.signed_in())
            if (const auto seconds = doors_.limits.take(visit_.request.remote, visit_.hooks.clock())) return too_many(visit_, *seconds);
        auto form = visit_.request.form();
        if (!form) return error_page(visit_, form.error());
        if (!has_token(visit_.visitor, form->fields)) return error_page(visit_, 403);

        input_ = read_act_form(*act_.type, form->fields, files_of(*form), visit_.language);
        client_key_ = std::string(form->fields.value_or("client_key", {}));
        if (client_key_.empty() || client_key_.size() > 64) client_key_ = acts::new_client_key();
        present_ = find_present(form->fields);
        draft_.id = whole_number(form->fields.value_or("draft", {})).value_or(0);
        draft_.version = whole_number(form->fields.value_or("draft_version", {})).value_or(0);
        const auto asked = form->fields.value_or("do", {});
        if ((asked == "draft" || asked == "auto") && keeps_drafts()) return kept_as_draft(asked == "draft");
        for_titular_ = asked == "confirm" && may_prepare();
        if (!for_titular_ && !visit_.visitor.may(act_)) return turned_away(visit_);
        if (visit_.visitor.must_confirm(act_)) {  // what was typed stays in this page meanwhile
            asks_proof_ = true;
            return shown(403);
        }
        add_row_ = std::string(form->fields.value_or("add-row", {}));
        if (!add_row_.empty()) return shown(200);
        previews_ = asked == "preview" && page_.preview;
        if (previews_) return shown(200);
        if (const auto fields = form->fields.all("conflict"); !fields.empty() && present_) {
            choose(form->fields, fields);
            if (!wrong_.empty()) return shown(422);
        }
        return submitted();
    }

private:
    bool keeps_drafts() const { return doors_.acts.drafts.keep_for(visit_); }
    bool may_prepare() const { return doors_.acts.confirmations.may_prepare(visit_.visitor, act_); }
    bool may_open() const { return visit_.visitor.may(act_) || may_prepare(); }

    Response taken_up(std::int64_t id) {
        auto draft = keeps_drafts() ? doors_.acts.drafts.find(visit_, act_.name, id) : std::nullopt;
        if (!draft) return error_page(visit_, 404);
        present_ = find_present(draft->values.typed);
        input_ = read_act_form(*act_.type, draft->values.typed, draft->values.files, visit_.language);
        client_key_ = draft->client_key;
        draft_ = std::move(*draft);
        return shown(200);
    }

    // What was typed, wrong or not. The script asks as `auto` and is answered in JSON; a person gets the form again.
    Response kept_as_draft(bool by_hand) {
        draft_.title = draft_title(act_, input_.values, present_ ? present_->title : std::string());
        draft_.client_key = client_key_, draft_.values = input_.values;
        const auto kept = doors_.acts.drafts.keep(visit_, act_, draft_, input_.json, by_hand);
        const auto said = draft_said(visit_, kept, draft_.saved_us);
        const bool is_kept = kept == DraftKept::saved || kept == DraftKept::apart;
        if (!by_hand)
            return Response::json("{\"draft\":\"" + std::to_string(draft_.id) + "\",\"draft_version\":\"" + std::to_string(draft_.version) +
                                      "\",\"client_key\":" + acts::json_text(draft_.client_key) + ",\"said\":" + acts::json_text(said) +
                                      "}",
                                  is_kept ? 200 : 409);
        if (kept == DraftKept::saved && file_wrong_.empty())
            return Response::see_other(page_.at.in(visit_.language) + "?draft=" + std::to_string(draft_.id));
        client_key_ = draft_.client_key;
        draft_said_ = said;
        wrong_ = file_wrong_;  // a file that cannot be kept is the one thing that is lost: it is said
        return shown(is_kept ? 200 : 409);
    }

    void drop_draft() {
        if (!keeps_drafts()) return;
        draft_.client_key = client_key_, draft_.values = input_.values;
        doors_.acts.drafts.sent(visit_, draft_);
    }

    std::optional<Present> find_present(const Parameters& asked) {
        return doors_.acts.present ? doors_.acts.present(visit_, act_.name, asked) : std::nullopt;
    }

    // Files sent now, or sent before and kept.
    Kept files_of(const Form& form) {
        Kept kept;
        for (const auto& [name, value] : form.fields) {
            if (!name.ends_with(".kept")) continue;
            const auto path = name.substr(0, name.size() - 5);
            const auto hash = base::Hash::parse(value);
            if (!hash) continue;
            if (auto file = kept_before(doors_.files, *hash, form.fields.value_or(path + ".kept_name", ""), path))
                kept[path] = std::move(*file);
        }
        if (!takes_files(*act_.type)) return kept;
        for (const auto& upload : form.files) {
            if (auto file = take_file(doors_.files, upload.file_name, upload.bytes, upload.field)) kept[upload.field] = std::move(*file);
            else file_wrong_.push_back(std::move(file.error()));
        }
        return kept;
    }

    Response submitted() {
        std::vector<base::Wrong> own = input_.wrong;
        own.insert(own.end(), file_wrong_.begin(), file_wrong_.end());
        if (!own.empty()) {  // the writer could not say these: everything that is wrong at once all the same
            const auto act = act_.type->make();
            for (auto& wrong : acts::decode(*act_.type, input_.json, act.get()))
                if (std::ranges::none_of(own, [&](const auto& other) { return other.path == wrong.path; })) own.push_back(std::move(wrong));
            wrong_ = in_order(std::move(own));
            return shown(422);
        }
        wrong_ = wrong_attachments(doors_.files, *act_.type, input_.json);
        if (!wrong_.empty()) return shown(422);
        const std::string basis(base::trimmed(input_.values.at("basis")));
        if (for_titular_) return prepared(basis);
        const auto outcome = submit(*visit_.hooks.writer, {visit_.visitor.actor, act_.name, input_.json, client_key_, basis});
        return outcome ? accepted(*outcome) : refused(outcome.error());
    }

    Response prepared(const std::string& basis) {
        const auto title = draft_title(act_, input_.values, present_ ? present_->title : std::string());
        const auto came = doors_.acts.confirmations.prepare(visit_, act_, input_.json, basis, title);
        if (!came) return refused(came.error());
        drop_draft();
        return Response::see_other(*came);
    }

    // As the form asks its questions, so that the summary reads like the page.
    std::vector<base::Wrong> in_order(std::vector<base::Wrong> wrong) const {
        const auto place = [&](const base::Wrong& one) {
            const auto name = std::string_view(one.path).substr(0, one.path.find_first_of(".["));
            return std::ranges::find(act_.type->fields, name, &acts::Field::name) - act_.type->fields.begin();
        };
        std::ranges::stable_sort(wrong, {}, place);
        return wrong;
    }

    Response refused(const base::Refusal& why) {
        if (!why.wrong.empty()) {
            wrong_ = in_order(why.wrong);
            return shown(422);
        }
        if (why.why.code == "acts.key_used") client_key_ = acts::new_client_key();  // it went through already: sending again is a new act
        refusal_ = why.why;
        if (present_ && why.why.code.ends_with(".changed_meanwhile")) find_conflicts();
        return shown(why.why.code == "acts.not_allowed" ? 403 : why.why.code == "acts.key_used" || !conflicts_.empty() ? 409 : 422);
    }

    // Somebody changed it meanwhile: each field where the two differ is asked, and the form stands on the present from now on.
    void find_conflicts() {
        for (const auto& field : different_fields(*act_.type, input_.json, present_->json)) {
            if (std::ranges::find(present_->carried, field) != present_->carried.end()) continue;
            conflicts_.push_back(conflict_in(field));
        }
        stand_on_present();
    }
    Conflict conflict_in(std::string_view name, std::string_view keep = {}) const {
        const auto& field = *std::ranges::find(act_.type->fields, name, &acts::Field::name);
        const auto words = [&](const std::string& json) { return field_words(visit_, act_, field, json); };
        return {std::string(name), words(input_.json), words(present_->json), keep};
    }
    // Which fields are asked about, each a link to its question.
    html::Node conflict_links() const {
        using namespace html;
        return ul(each(conflicts_, [&](const Conflict& conflict) {
            return li(a(href("#" + control_id(conflict.field)), field_label(act_, conflict.field, visit_.words)));
        }));
    }
    void stand_on_present() {
        for (const auto& field : present_->carried) take_present(field);
    }
    void take_present(const std::string& field) {
        const auto of_field = [&](const std::string& control) {
            return control == field || control.starts_with(field + ".") || control.starts_with(field + "[");
        };
        Parameters kept;
        for (const auto& [name, value] : input_.values.typed)
            if (!of_field(name)) kept.add(name, value);
        const auto present = form_values(*act_.type, present_->json, visit_.language);
        for (const auto& [name, value] : present.typed)
            if (of_field(name)) kept.add(name, value);
        input_.values.typed = std::move(kept);
    }
    // The answers to an earlier conflict. `seen` travels with the form: what changed since then is a new conflict.
    void choose(const Parameters& sent, const std::vector<std::string_view>& fields) {
        std::vector<Conflict> asked;
        for (const auto name : fields) {
            const std::string field(name);
            if (std::ranges::find(act_.type->fields, name, &acts::Field::name) == act_.type->fields.end()) continue;
            const auto keep = sent.value_or("keep." + field, {});
            asked.push_back(conflict_in(field, keep));
            if (keep == "theirs") take_present(field);
            else if (keep != "mine") wrong_.push_back({field, "choice", {}});
        }
        if (wrong_.empty()) input_ = read_act_form(*act_.type, Parameters(input_.values.typed), input_.values.files, visit_.language);
        else conflicts_ = std::move(asked);
    }

    Response accepted(const acts::Accepted& outcome) {
        drop_draft();
        const auto number = std::to_string(outcome.number.value);
        if (outcome.unexecuted.empty())
            return Response::see_other(page_.then ? page_.then(visit_, outcome) : doors_.entry.in(visit_.language) + "/" + number);
        using namespace html;
        const auto title = visit_.format("form.accepted_title", {{"number", outcome.number.value}});
        Node reasons;
        for (const auto& [why, wrong] : outcome.unexecuted) {
            const auto cited = !why.article.empty() && doors_.acts.citation ? doors_.acts.citation(visit_, why.article) : why.article;
            // Fields of another act, which has no form here: what is wrong with them says enough.
            const auto says = wrong.empty() ? base::sentence(visit_.words, why) : std::string();
            reasons += li(says, each(wrong, [&](const base::Wrong& one) { return p(base::sentence(visit_.words, one)); }),
                          when(!cited.empty(), [&] { return p(cls("q"), cited); }));
        }
        return private_page(
            visit_, {.title = title, .description = "", .at = page_.at, .indexed = false},
            div(cls("oops"), h1(title), div(cls("note at"), p(visit_.text("form.unexecuted")), ul(reasons)),
                p(cls("act"), a(cls("btn"), href(doors_.entry.in(visit_.language) + "/" + number), visit_.text("form.see_entry")))));
    }

    // The first one is what the Enter key does.
    Node buttons(const std::string& submit_words, const Node& draft) {
        using namespace html;
        const auto& confirmations = doors_.acts.confirmations;
        Node all, why_not;
        if (visit_.visitor.may(act_)) all += button(cls("btn"), attr("type", "submit"), submit_words);
        if (may_prepare() && confirmations.can_mail())
            all += button(cls(all.empty() ? "btn" : "btn alt"), attr("type", "submit"), attr("name", "do"), attr("value", "confirm"),
                          visit_.text("prepared.ask"));
        else if (may_prepare()) why_not = div(cls("note at"), p(visit_.text("prepared.no_mail")));
        if (page_.preview)
            all +=
                button(cls("btn alt"), attr("type", "submit"), attr("name", "do"), attr("value", "preview"), visit_.text("form.preview"));
        return group(why_not, p(cls("fin"), all, draft));
    }

    Response shown(int status) {
        using namespace html;
        ActForm form{.act = act_, .words = visit_.words, .values = input_.values};
        form.wrong = wrong_;
        form.parts = page_.parts;
        form.conflicts = conflicts_;
        form.add_row = add_row_;
        if (present_) form.carried = present_->carried;
        if (doors_.acts.options)
            form.options = [this](std::string_view thing, std::string_view path) { return doors_.acts.options(visit_, thing, path); };
        const auto kicker = present_ && !present_->title.empty() ? present_->title : page_.kicker;
        const std::string title = page_.title;
        Node top = group(when(!kicker.empty(), [&] { return p(cls("k"), kicker); }), h1(title));
        if (refusal_) top += refusal_box(visit_, doors_, *refusal_, when(!conflicts_.empty(), [&] { return conflict_links(); }));
        if (asks_proof_)
            top += div(cls("err"), attr("role", "alert"), attr("tabindex", -1), h2(visit_.text("form.proof")),
                       p(visit_.text("form.proof.text")),
                       p(a(href(visit_.hooks.confirm.in(visit_.language)), attr("target", "_blank"), visit_.text("form.proof.link"))));
        if (!draft_said_.empty()) top += div(cls("note at"), attr("role", "status"), p(draft_said_));
        else if (status == 200) top += draft_note(visit_, draft_);
        top += error_summary(form);
        top += page_.introduction;
        if (previews_) top += page_.preview(visit_, input_.values);
        const auto& drafts = doors_.acts.drafts;
        Node hidden =
                 group(input(attr("type", "hidden"), attr("name", "client_key"), attr("value", client_key_)), token_field(visit_.visitor)),
             more;
        if (keeps_drafts()) hidden += draft_fields(draft_), more = draft_button(visit_);
        const std::string submit_words = page_.submit.empty() ? std::string(visit_.text("form.submit")) : page_.submit;
        // The action keeps the query away: what the link filled in is in the form by now.
        const Node content =
            div(cls("wrap"),
                html::form(attr("method", "post"), action(page_.at.in(visit_.language)),
                           attr_when(takes_files(*act_.type), "enctype", "multipart/form-data"), flag("novalidate"), top, hidden,
                           controls(form), buttons(submit_words, more), when(keeps_drafts(), [&] { return draft_status(visit_, drafts); })),
                div(when(keeps_drafts(), [&] { return drafts_beside(visit_, drafts, page_, draft_); }), page_.beside));
        const auto page_title = status == 200 ? title : visit_.format("form.error_title", {{"title", title}});
        return private_page(visit_,
                            {.title = page_title,
                             .description = title,
                             .at = page_.at,
                             .breadcrumb = page_.breadcrumb,
                             .indexed = page_.act.by.allows(acts::Role::visitor),
                             .status = status,
                             .script = takes_files(*act_.type) && !visit_.hooks.upload_script.empty() ? visit_.hooks.upload_script
                                       : keeps_drafts()                                               ? drafts.script
                                                                                                      : std::string()},
                            content);
    }

    Visit& visit_;
    const ActDoors& doors_;
    const ActPage& page_;
    const acts::Declared& act_;
    ActInput input_;
    std::optional<Present> present_;
    std::vector<base::Wrong> wrong_, file_wrong_;
    std::vector<Conflict> conflicts_;
    std::optional<base::Finding> refusal_;
    std::string client_key_, add_row_;
    Draft draft_;             // the one this form stands on, if any
    std::string draft_said_;  // what came of keeping it
    bool asks_proof_ = false, for_titular_ = false, previews_ = false;
};

// "act.<name>.form" tells what the form does; "act.<name>" names the act in the register.
std::string form_title(Visit& visit, const acts::Declared& act) {
    const auto key = "act." + act.name;
    return std::string(visit.text(visit.words.has(key + ".form") ? key + ".form" : key));
}

// What every page of an act says beside its form.
Node beside(Visit& visit, const acts::Declared& act) {
    using namespace html;
    Node lines;
    const std::string by(act.by.name());
    lines += li(visit.text("acts.by." + by + (act.by.any_within() ? "_or_member" : "")));
    if (act.basis != acts::Basis::none)
        lines += li(visit.text(act.basis == acts::Basis::required ? "acts.basis.required" : "acts.basis.optional"));
    const auto& fields = act.type->fields;
    const auto are = [](acts::Class secrecy) { return [secrecy](const acts::Field& field) { return field.secrecy == secrecy; }; };
    if (std::ranges::any_of(fields, are(acts::Class::personal))) lines += li(visit.text("acts.personal"));
    if (std::ranges::all_of(fields, are(acts::Class::open))) lines += li(visit.text("acts.public_all"));
    else if (std::ranges::any_of(fields, are(acts::Class::restricted))) lines += li(visit.text("acts.public_but"));
    lines += li(visit.text("acts.final"));
    if (!visit.visitor.in_secretariat())
        return aside(attr("aria-labelledby", "regle"), h2(id("regle"), visit.text("acts.beside")), ul(lines));
    // What is in no list yet is recorded first; what is typed meanwhile is kept as a draft.
    const auto recorded_first = [&](std::string_view other) {
        if (auto link = doing(visit, other); other != act.name && !link.empty()) lines += li(visit.text("acts.not_in_list"), " ", link);
    };
    if (std::ranges::any_of(fields, [](const acts::Field& field) { return bare(*field.type).thing == "person"; }))
        recorded_first("people.register_person");
    if (act.basis != acts::Basis::none) recorded_first("assembly.record_decision"), recorded_first("sources.record");
    return aside(attr("aria-labelledby", "regle"), h2(id("regle"), visit.text("acts.beside")), ul(lines));
}

const Address acts_at{"/actes", "/en/acts"};

Response show_declared(Visit& visit, const ActDoors& doors, const acts::Declared& act) {
    const auto title = form_title(visit, act);
    const ActPage page{.act = act,
                       .at = acts_at / act.name,
                       .title = title,
                       .breadcrumb = {{std::string(visit.text("acts.title")), acts_at.in(visit.language)}, {title, ""}},
                       .beside = beside(visit, act)};
    return show_act(visit, doors, page);
}
Response show_any(Visit& visit, const ActDoors& doors) {
    const auto* act = visit.hooks.registry->newest(visit.request.at("name"));
    return act && act->by_hand() ? show_declared(visit, doors, *act) : error_page(visit, 404);
}

Response list_acts(Visit& visit, const ActDoors& doors) {
    using namespace html;
    const std::string title(visit.text("acts.title"));
    Node rows;
    for (const auto& act : visit.hooks.registry->all()) {
        if (!act.by_hand()) continue;
        const bool may = visit.visitor.may(act) || doors.acts.confirmations.may_prepare(visit.visitor, act);
        const auto name = form_title(visit, act);
        const std::string by(act.by.name());
        std::vector<std::string> needed;
        for (const auto& field : act.type->fields)
            if (field.required()) needed.push_back(field_label(act, field.name, visit.words));
        if (act.basis == acts::Basis::required) needed.emplace_back(visit.text("act.basis"));
        rows +=
            tr(th(attr("scope", "row"), may ? a(href((acts_at / act.name).in(visit.language)), name) : html::text(name),
                  p(cls("q"), code(act.name))),
               td(attr("data-l", visit.text("acts.column.by")), visit.text("acts.who." + by + (act.by.any_within() ? "_or_member" : ""))),
               td(attr("data-l", visit.text("acts.column.needs")), visit.words.list(needed)));
    }
    const Node table = html::table(
        cls("st"), caption(cls("vh"), title),
        thead(tr(th(attr("scope", "col"), visit.text("acts.column.act")), th(attr("scope", "col"), visit.text("acts.column.by")),
                 th(attr("scope", "col"), visit.text("acts.column.needs")))),
        tbody(rows));
    const Node content = group(div(cls("intro"), div(h1(title), p(visit.text("acts.text")))),
                               section(table, p(cls("ex"), visit.text("acts.api"), " ",
                                                a(href(visit.language == Language::fr ? "/api" : "/en/api"), visit.text("api.see")))));
    auto response = page(visit, {.title = title, .description = std::string(visit.text("acts.text")), .at = acts_at}, content);
    if (visit.visitor.signed_in()) response.compress = false;
    return response;
}

}  // namespace

Response show_act(Visit& visit, const ActDoors& doors, const ActPage& page) {
    Attempt attempt(visit, doors, page);
    return visit.request.method == Method::post ? attempt.post() : attempt.get();
}

void add_act_pages(Router& router, const ActDoors& doors) {
    for (const auto language : base::languages) {
        router.add({.name = "acts.list",
                    .open_to = Audience::everyone,
                    .pattern = acts_at.in(language),
                    .handler = answering(doors.site, language, [&doors](Visit& visit) { return list_acts(visit, doors); }),
                    .page = PublicPage{}});
        for (const auto method : {Method::get, Method::post})
            router.add({.name = "acts.form",
                        .open_to = Audience::everyone,
                        .method = method,
                        .pattern = (acts_at / "{name}").in(language),
                        .handler = answering(doors.site, language, [&doors](Visit& visit) { return show_any(visit, doors); }),
                        .body_bytes_max = 256 * 1024});
    }
    // An act that takes a file has a route of its own, so that only there a body may be long.
    for (const auto& act : doors.site.registry->all()) {
        if (!act.by_hand() || !takes_files(*act.type)) continue;
        for (const auto language : base::languages)
            for (const auto method : {Method::get, Method::post})
                router.add(
                    {.name = "acts.form_with_file",
                     .open_to = Audience::everyone,
                     .method = method,
                     .pattern = (acts_at / act.name).in(language),
                     .handler = answering(doors.site, language, [&doors, &act](Visit& visit) { return show_declared(visit, doors, act); }),
                     .body_bytes_max = file_bytes_max + 256 * 1024});
    }
}

}  // namespace web
