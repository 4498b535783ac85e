#include "app/register_import.h"

#include "members/acts.h"
#include "web/places.h"
#include "web/plain_form.h"

#include <algorithm>
#include <boost/json.hpp>

namespace app {
namespace {

using namespace html;
using web::Visit;

constexpr std::size_t shown_lines_max = 200;
constexpr std::string_view act_name = "members.correct";

members::CorrectMember as_it_is(const members::ShownMember& member) {
    members::CorrectMember now;
    now.member = member.id, now.seen = member.changed_by;
    now.name = acts::Text<200>{member.name};
    now.kind = member.kind, now.member_class = member.member_class;
    now.since = member.since, now.attested = member.attested, now.position = member.position;
    if (member.population) now.population = std::optional(members::Population{*member.population});
    now.population_source = member.population_source;
    if (!member.name_note.empty()) now.name_note = std::optional(acts::Text<300>{member.name_note});
    if (!member.note_fr.empty()) now.note_fr = std::optional(acts::Paragraphs<1000>{member.note_fr});
    if (!member.note_en.empty()) now.note_en = std::optional(acts::Paragraphs<1000>{member.note_en});
    return now;
}

std::string shown(const boost::json::value* value) {
    if (!value || value->is_null()) return {};
    return value->is_string() ? std::string(value->get_string()) : boost::json::serialize(*value);
}

}  // namespace

std::vector<ChangedLine> changed_lines(store::Db& db, const ImportPlan& plan) {
    const auto& type = acts::type_of<members::CorrectMember>();
    std::vector<ChangedLine> changed;
    for (std::size_t row = 0; row < plan.submissions.size(); ++row) {
        ChangedLine line{row, {}};
        members::CorrectMember act;
        const auto wrong = acts::decode(type, plan.submissions[row].json, &act);
        const auto member = wrong.empty() ? members::find_member(db, act.member) : std::nullopt;
        if (!member) {
            changed.push_back(std::move(line));
            continue;
        }
        const auto now = as_it_is(*member);
        const auto before = boost::json::parse(acts::encode(type, &now)).as_object(),
                   after = boost::json::parse(acts::encode(type, &act)).as_object();
        for (const auto& field : type.fields) {
            if (field.name == "member" || field.name == "seen") continue;
            const auto *was = before.if_contains(field.name), *is = after.if_contains(field.name);
            if (shown(was) != shown(is)) line.fields.push_back({std::string(field.name), shown(was), shown(is)});
        }
        if (!line.fields.empty()) changed.push_back(std::move(line));
    }
    return changed;
}

ImportPlan only(const ImportPlan& plan, const std::vector<ChangedLine>& lines) {
    ImportPlan left = plan;
    left.rows.clear(), left.titles.clear(), left.submissions.clear();
    for (const auto& line : lines) {
        left.rows.push_back(plan.rows[line.row]);
        left.titles.push_back(plan.titles[line.row]);
        left.submissions.push_back(plan.submissions[line.row]);
    }
    return left;
}

namespace {

class GivingBack {
public:
    GivingBack(Visit& visit, WaitingFiles& waiting)
        : visit_(visit), waiting_(waiting), title_(visit.text("upkeep.give_title")), act_(*visit.hooks.registry->newest(act_name)) {}

    web::Response get() { return visit_.visitor.may(act_) ? ask(200, {}) : web::error_page(visit_, 403); }

    web::Response post() {
        auto form = web::posted_form(visit_);
        if (!form) return std::move(form.error());
        if (!visit_.visitor.may(act_)) return web::error_page(visit_, 403);
        if (const auto token = form->fields.find("confirm")) return confirmed(std::string(*token));
        basis_ = std::string(form->fields.value_or("basis", ""));
        const auto file = std::ranges::find(form->files, "file", &web::Upload::field);
        if (file == form->files.end()) return ask(422, {{"import.no_file", {}, {}}});
        const auto plan = plan_import(file->bytes, *visit_.hooks.registry, request());
        if (!plan) return ask(422, plan.error());
        return preview(*plan, waiting_.keep({std::string(file->bytes), std::string(act_name), basis_}, visit_.hooks.clock()));
    }

private:
    ImportRequest request() const { return {std::string(act_name), basis_, visit_.language, visit_.visitor.actor}; }

    web::Response answer(int status, const std::string& title, const Node& content) {
        return private_page(visit_,
                            {.title = title,
                             .at = web::places::register_workbook,
                             .current = "members",
                             .breadcrumb = {{std::string(visit_.text("nav.members")), visit_.to(web::places::members)},
                                            {std::string(visit_.text("upkeep.title")), visit_.to(web::places::upkeep)},
                                            {title, ""}},
                             .indexed = false,
                             .status = status},
                            content);
    }

    web::Response ask(int status, const std::vector<base::Finding>& faults) {
        Node faulty;
        if (!faults.empty()) {
            Node items;
            for (const auto& fault : faults) items += li(base::sentence(visit_.words, fault));
            faulty = div(cls("err"), attr("role", "alert"), attr("tabindex", -1), h2(visit_.text("import.file_wrong")), ul(items),
                         p(visit_.text("import.nothing_written")));
        }
        return answer(
            status, title_,
            div(cls("wrap"),
                form(attr("method", "post"), attr("enctype", "multipart/form-data"), flag("novalidate"), h1(title_), faulty,
                     p(visit_.text("upkeep.workbook_text")), web::token_field(visit_.visitor),
                     div(cls("f"), label(attr("for", "f-file"), visit_.text("import.file")),
                         input(attr("type", "file"), id("f-file"), attr("name", "file"), attr("accept", ".csv,.tsv,.txt,.xlsx,text/csv"),
                               flag("required"))),
                     div(cls("f"),
                         label(attr("for", "f-basis"), visit_.text("act.basis"), " ", span(cls("q"), visit_.text("form.optional"))),
                         p(cls("q"), id("f-basis-h"), visit_.text("import.basis.hint")),
                         input(attr("type", "text"), id("f-basis"), attr("name", "basis"), attr("size", 24), attr("value", basis_),
                               attr("aria-describedby", "f-basis-h"))),
                     p(cls("fin"), button(attr("type", "submit"), cls("btn"), visit_.text("upkeep.give_look"))))));
    }

    Node heading(std::string_view key) const { return th(attr("scope", "col"), visit_.text(key)); }

    std::string why_words(const base::Refusal& why) const {
        if (why.wrong.empty()) return base::sentence(visit_.words, why.why);
        std::string all;
        for (const auto& wrong : why.wrong)
            all += (all.empty() ? "" : " ") +
                   visit_.format("form.error_line", {{"label", wrong.path.empty() ? std::string(visit_.text("import.row"))
                                                                                  : web::field_label(act_, wrong.path, visit_.words)},
                                                     {"message", web::wrong_words(act_, wrong, visit_.words)}});
        return all;
    }

    web::Response preview(const ImportPlan& whole, const std::string& token) {
        const auto lines = changed_lines(visit_.db(), whole);
        const auto plan = only(whole, lines);
        const auto outcomes = preview_import(plan, door_of(*visit_.hooks.writer));
        Node wrong, changes;
        std::int64_t refused = 0;
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            const auto who =
                th(attr("scope", "row"), plan.titles[i], " ", span(cls("q"), visit_.text("import.row"), " ", std::to_string(plan.rows[i])));
            if (!outcomes[i] && ++refused <= std::int64_t(shown_lines_max)) wrong += tr(who, td(why_words(outcomes[i].error())));
            if (outcomes[i] && i < shown_lines_max)
                for (const auto& field : lines[i].fields)
                    changes += tr(who, td(web::field_label(act_, field.path, visit_.words)),
                                  td(attr("data-l", visit_.text("upkeep.before")), bdi(field.before)),
                                  td(attr("data-l", visit_.text("upkeep.after")), bdi(field.after)));
        }
        const auto count = std::int64_t(outcomes.size()) - refused;
        const bool can = refused == 0 && count > 0;
        const Node next =
            can ? form(attr("method", "post"), attr("enctype", "multipart/form-data"), web::token_field(visit_.visitor),
                       input(attr("type", "hidden"), attr("name", "confirm"), attr("value", token)),
                       p(cls("fin"), button(attr("type", "submit"), cls("btn"), visit_.format("upkeep.confirm", {{"count", count}}))))
                : div(cls("note at"), p(visit_.text(refused ? "upkeep.wrong_first" : "upkeep.nothing_changes")));
        const auto table_of = [&](std::string_view key, const Node& head, const Node& rows) {
            return when(!rows.empty(), [&] {
                return section(div(cls("hd"), h2(visit_.text(key))),
                               table(cls("st"), caption(cls("vh"), visit_.text(key)), thead(tr(head)), tbody(rows)));
            });
        };
        const auto unchanged = std::int64_t(whole.submissions.size() - lines.size());
        return answer(
            refused ? 422 : 200, std::string(visit_.text("upkeep.changes")),
            group(div(cls("wrap"),
                      div(h1(visit_.text("upkeep.changes")), p(visit_.format("upkeep.unchanged", {{"count", unchanged}})), next)),
                  table_of("upkeep.lines_wrong", group(heading("import.what"), heading("import.why")), wrong),
                  table_of("upkeep.changes",
                           group(heading("import.what"), heading("upkeep.field"), heading("upkeep.before"), heading("upkeep.after")),
                           changes)));
    }

    web::Response confirmed(const std::string& token) {
        const auto file = waiting_.find(token, visit_.hooks.clock());
        if (!file) return ask(409, {{"import.gone", {}, {}}});
        basis_ = file->basis;
        const auto whole = plan_import(file->bytes, *visit_.hooks.registry, request());
        if (!whole) return ask(422, whole.error());
        const auto plan = only(*whole, changed_lines(visit_.db(), *whole));
        const auto done = run_import(plan, door_of(*visit_.hooks.writer));
        if (!done.stopped_at) waiting_.forget(token);
        const std::string title(visit_.text(done.stopped_at ? "upkeep.stopped_title" : "upkeep.done_title"));
        const Node says =
            done.stopped_at ? group(div(cls("err"), attr("role", "alert"), attr("tabindex", -1),
                                        h2(visit_.format("import.stopped", {{"row", plan.rows[*done.stopped_at]}})), p(why_words(done.why)),
                                        p(visit_.text(done.all_or_nothing ? "import.nothing_written" : "import.run_again"))))
                            : p(visit_.format("upkeep.done", {{"count", done.accepted + done.repeated}}));
        return answer(done.stopped_at ? 422 : 200, title,
                      div(cls("oops"), h1(title), says,
                          p(cls("act"), a(cls("btn"), href(visit_.to(web::places::upkeep)), visit_.text("upkeep.title")))));
    }

    Visit& visit_;
    WaitingFiles& waiting_;
    std::string title_, basis_;
    const acts::Declared& act_;
};

}  // namespace

void add_register_import(web::Router& router, const web::ActDoors& doors, WaitingFiles& waiting) {
    for (const auto language : base::languages) {
        const auto pattern = web::places::register_workbook.in(language);
        router.add({.name = "members.workbook",
                    .open_to = web::Audience::secretariat,
                    .pattern = pattern,
                    .handler = web::answering(doors.site, language, [&](Visit& visit) { return GivingBack(visit, waiting).get(); })});
        router.add({.name = "members.workbook.give",
                    .open_to = web::Audience::secretariat,
                    .method = web::Method::post,
                    .pattern = pattern,
                    .handler = web::answering(doors.site, language, [&](Visit& visit) { return GivingBack(visit, waiting).post(); }),
                    .body_bytes_max = acts::table_bytes_max + 64 * 1024});
    }
}

}  // namespace app
