#include "app/import_pages.h"

#include "base/typed.h"
#include "web/entries.h"
#include "web/plain_form.h"

#include <algorithm>

namespace app {

std::string WaitingFiles::keep(File file, std::int64_t now_us) {
    constexpr std::size_t most = 4;
    const std::lock_guard lock(mutex_);
    std::erase_if(files_, [&](const auto& pair) { return pair.second.until_us <= now_us; });
    while (files_.size() >= most) files_.erase(std::ranges::min_element(files_, {}, [](const auto& pair) { return pair.second.until_us; }));
    file.until_us = now_us + 3'600'000'000;
    const auto token = base::hex(base::random_bytes(16));
    files_[token] = std::move(file);
    return token;
}

std::optional<WaitingFiles::File> WaitingFiles::find(const std::string& token, std::int64_t now_us) {
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(token);
    return found == files_.end() || found->second.until_us <= now_us ? std::nullopt : std::optional(found->second);
}

void WaitingFiles::forget(const std::string& token) {
    const std::lock_guard lock(mutex_);
    files_.erase(token);
}

namespace {

using namespace html;
using web::Visit;

constexpr std::size_t shown_wrong_max = 200, shown_accepted_max = 50;
const web::Address import_at{"/import", "/en/import"};

// Of the columns of an act: one that no row may leave empty.
bool is_needed(const acts::Declared& act, std::string_view path) {
    if (path == "basis") return act.basis == acts::Basis::required;
    const auto field = std::ranges::find(act.type->fields, path.substr(0, path.find_first_of(".[")), &acts::Field::name);
    return field != act.type->fields.end() && (field->required() || field->type->kind == acts::Kind::list);
}

bool importable(const acts::Declared& act) { return act.by_hand() && !web::takes_files(*act.type); }

web::Response answer(Visit& visit, int status, const std::string& title, const Node& content) {
    web::Frame frame{.title = title, .description = "", .at = import_at, .indexed = false, .status = status};
    if (const auto begun = std::string(visit.text("import.title")); title != begun)
        frame.breadcrumb = {{begun, import_at.in(visit.language)}, {title, ""}};
    return private_page(visit, frame, content);
}

class ImportPage {
public:
    ImportPage(Visit& visit, const web::ActDoors& doors, WaitingFiles& waiting)
        : visit_(visit), doors_(doors), waiting_(waiting), title_(visit.text("import.title")) {}

    web::Response get() {
        const auto* asked = visit_.hooks.registry->newest(visit_.request.query.value_or("act", {}));
        if (asked && importable(*asked) && visit_.visitor.may(*asked)) act_ = asked->name;
        return ask(200, {});
    }

    web::Response post() {
        auto form = posted_form(visit_);
        if (!form) return std::move(form.error());
        if (const auto token = form->fields.find("confirm")) return confirmed(std::string(*token));
        act_ = std::string(form->fields.value_or("act", "members.record"));
        basis_ = std::string(base::trimmed(form->fields.value_or("basis", "")));
        const auto* act = visit_.hooks.registry->newest(act_);
        if (!act || !importable(*act) || !visit_.visitor.may(*act)) return error_page(visit_, 404);
        const auto file = std::ranges::find(form->files, "file", &web::Upload::field);
        if (file == form->files.end()) return ask(422, {{"import.no_file", {}, {}}});
        const auto plan = plan_import(file->bytes, *visit_.hooks.registry, request());
        if (!plan) return ask(422, plan.error());
        const auto outcomes = preview_import(*plan, door_of(*visit_.hooks.writer));
        return preview(*act, *plan, outcomes, waiting_.keep({std::string(file->bytes), act_, basis_}, visit_.hooks.clock()));
    }

private:
    ImportRequest request() const { return {act_, basis_, visit_.language, visit_.visitor.actor}; }

    web::Response ask(int status, const std::vector<base::Finding>& faults) {
        Node options, faulty;
        for (const auto& act : visit_.hooks.registry->all()) {
            if (!importable(act) || !visit_.visitor.may(act)) continue;
            const auto key = "act." + act.name + ".form";
            options += option(attr("value", act.name), flag_when(act.name == act_, "selected"),
                              visit_.text(visit_.words.has(key) ? key : "act." + act.name));
        }
        if (!faults.empty()) {
            Node items;
            for (const auto& fault : faults) items += li(base::sentence(visit_.words, fault));
            faulty = div(cls("err"), attr("role", "alert"), attr("tabindex", -1), h2(visit_.text("import.file_wrong")), ul(items),
                         p(visit_.text("import.nothing_written")));
        }
        const Node fields =
            group(token_field(visit_.visitor),
                  div(cls("f"), label(attr("for", "f-act"), visit_.text("import.act")), select(id("f-act"), attr("name", "act"), options)),
                  div(cls("f"), label(attr("for", "f-file"), visit_.text("import.file")),
                      p(cls("q"), id("f-file-h"), visit_.text("import.file.hint")),
                      input(attr("type", "file"), id("f-file"), attr("name", "file"), attr("accept", ".csv,.tsv,.txt,.xlsx,text/csv"),
                            flag("required"), attr("aria-describedby", "f-file-h"))),
                  div(cls("f"), label(attr("for", "f-basis"), visit_.text("act.basis"), " ", span(cls("q"), visit_.text("form.optional"))),
                      p(cls("q"), id("f-basis-h"), visit_.text("import.basis.hint")),
                      input(attr("type", "text"), id("f-basis"), attr("name", "basis"), attr("size", 24), attr("value", basis_),
                            attr("aria-describedby", "f-basis-h"))));
        const Node content = div(cls("wrap"),
                                 form(attr("method", "post"), attr("enctype", "multipart/form-data"), flag("novalidate"),
                                      p(cls("k"), visit_.text("import.kicker")), h1(title_), faulty, p(visit_.text("import.text")), fields,
                                      p(cls("fin"), button(attr("type", "submit"), cls("btn"), visit_.text("import.look")))),
                                 columns_aside());
        return answer(visit_, status, title_, content);
    }

    Node columns_aside() {
        const auto* act = visit_.hooks.registry->newest(act_);
        Node items, others;
        for (const auto& path : acts::columns(*act->type)) {
            if (path == "basis" && act->basis == acts::Basis::none) continue;
            items += li(web::field_label(*act, path, visit_.words), " ", span(cls("q"), code(path)),
                        when(is_needed(*act, path), [&] { return group(" ", span(cls("tag nt"), visit_.text("import.needed"))); }));
        }
        for (const auto& other : visit_.hooks.registry->all())
            if (other.name != act_ && importable(other) && visit_.visitor.may(other))
                others += li(a(href(import_at.in(visit_.language) + "?act=" + other.name), web::act_label(visit_, other.name)));
        return aside(
            attr("aria-labelledby", "colonnes"), h2(id("colonnes"), visit_.text("import.columns")), ul(items),
            p(cls("ex"), visit_.text("import.template"), " ", a(href((import_at / "modele").in(visit_.language) + "?act=" + act_), "CSV"),
              " ", a(href((import_at / "modele.xlsx").in(visit_.language) + "?act=" + act_), "XLSX")),
            details(summary(visit_.text("import.columns_of_another")), ul(others)));
    }

    Node what_is_wrong(const acts::Declared& act, const base::Refusal& why) const {
        if (why.wrong.empty()) {
            const auto cited =
                !why.why.article.empty() && doors_.acts.citation ? doors_.acts.citation(visit_, why.why.article) : why.why.article;
            return html::text(base::sentence(visit_.words, why.why) + (cited.empty() ? "" : " (" + cited + ")"));
        }
        Node all;
        for (const auto& wrong : why.wrong)
            all += li(visit_.format("form.error_line", {{"label", wrong.path.empty() ? std::string(visit_.text("import.row"))
                                                                                     : web::field_label(act, wrong.path, visit_.words)},
                                                        {"message", web::wrong_words(act, wrong, visit_.words)}}));
        return ul(all);
    }

    Node row(const acts::Declared& act, const ImportPlan& plan, std::size_t i, const acts::Outcome& outcome) const {
        const bool good = outcome.has_value(), before = good && outcome->repeated, wrong = !good && !outcome.error().wrong.empty();
        const std::string key = before ? "import.repeated" : good ? "import.accepted" : wrong ? "import.wrong" : "import.refused";
        return tr(td(cls("n"), attr("data-l", visit_.text("import.row")), plan.rows[i]), th(attr("scope", "row"), plan.titles[i]),
                  td(span(cls(before ? "tag nt"
                              : good ? "tag ok"
                                     : "tag no"),
                          visit_.text(key))),
                  td(good ? Node() : what_is_wrong(act, outcome.error())));
    }

    web::Response preview(const acts::Declared& act, const ImportPlan& plan, const std::vector<acts::Outcome>& outcomes,
                          const std::string& token) {
        std::int64_t accepted = 0, repeated = 0, wrong = 0, refused = 0;
        Node bad_rows, good_rows;
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            const auto& outcome = outcomes[i];
            auto& count = outcome ? (outcome->repeated ? repeated : accepted) : outcome.error().wrong.empty() ? refused : wrong;
            ++count;
            if (!outcome && wrong + refused <= std::int64_t(shown_wrong_max)) bad_rows += row(act, plan, i, outcome);
            if (outcome && accepted + repeated <= std::int64_t(shown_accepted_max)) good_rows += row(act, plan, i, outcome);
        }
        const auto table_of = [&](std::string_view key, const Node& rows) {
            return when(!rows.empty(), [&] {
                return section(div(cls("hd"), h2(visit_.text(key))),
                               table(cls("st"), caption(cls("vh"), visit_.text(key)),
                                     thead(tr(th(attr("scope", "col"), cls("n"), visit_.text("import.row")),
                                              th(attr("scope", "col"), visit_.text("import.what")),
                                              th(attr("scope", "col"), visit_.text("import.answer")),
                                              th(attr("scope", "col"), visit_.text("import.why")))),
                                     tbody(rows)));
            });
        };
        const bool can_run = wrong + refused == 0 && accepted > 0;
        const auto rows = static_cast<std::int64_t>(plan.rows.size());
        const bool one = plan.submissions.size() <= one_transaction_rows_max;
        const Node says = group(
            p(plan.sheet.empty()
                  ? visit_.format("import.read_as", {{"rows", rows},
                                                     {"encoding", plan.encoding == acts::Encoding::utf_8 ? "UTF-8" : "Windows-1252"},
                                                     {"separator", plan.separator == '\t'  ? "tab"
                                                                   : plan.separator == ';' ? "semicolon"
                                                                                           : "comma"}})
                  : visit_.format("import.read_sheet", {{"rows", rows}, {"sheet", plan.sheet}})),
            p(visit_.format("import.counts", {{"accepted", accepted}, {"repeated", repeated}, {"wrong", wrong}, {"refused", refused}})));
        const Node next =
            can_run
                ? group(
                      p(visit_.text(one ? "import.one_transaction" : "import.in_chunks")),
                      form(attr("method", "post"), attr("enctype", "multipart/form-data"), token_field(visit_.visitor),
                           input(attr("type", "hidden"), attr("name", "confirm"), attr("value", token)),
                           p(cls("fin"), button(attr("type", "submit"), cls("btn"), visit_.format("import.confirm", {{"count", accepted}})),
                             a(cls("btn alt"), href(import_at.in(visit_.language)), visit_.text("import.other_file")))))
                : group(div(cls("note at"), p(visit_.text(accepted || wrong || refused ? "import.correct_first" : "import.nothing_new"))),
                        p(cls("fin"), a(cls("btn"), href(import_at.in(visit_.language)), visit_.text("import.other_file"))));
        const std::string title(visit_.text("import.preview_title"));
        return answer(visit_, wrong + refused ? 422 : 200, title,
                      group(div(cls("wrap"), div(p(cls("k"), visit_.text("import.kicker")), h1(title), says, next)),
                            table_of("import.rows_wrong", bad_rows), table_of("import.rows_good", good_rows)));
    }

    web::Response confirmed(const std::string& token) {
        auto file = waiting_.find(token, visit_.hooks.clock());
        if (!file) return ask(409, {{"import.gone", {}, {}}});
        act_ = file->act, basis_ = file->basis;
        const auto* act = visit_.hooks.registry->newest(act_);
        const auto plan = plan_import(file->bytes, *visit_.hooks.registry, request());
        if (!plan) return ask(422, plan.error());
        const auto done = run_import(*plan, door_of(*visit_.hooks.writer));
        if (!done.stopped_at) waiting_.forget(token);
        const auto title = std::string(visit_.text(done.stopped_at ? "import.stopped_title" : "import.done_title"));
        Node says = p(visit_.format("import.done", {{"accepted", done.accepted}, {"repeated", done.repeated}}));
        if (done.stopped_at)
            says += div(cls("err"), attr("role", "alert"), attr("tabindex", -1),
                        h2(visit_.format("import.stopped", {{"row", plan->rows[*done.stopped_at]}})), div(what_is_wrong(*act, done.why)),
                        p(visit_.text(done.all_or_nothing ? "import.nothing_written" : "import.run_again")));
        const auto entry = [&](base::Id<acts::Act> number) {
            return a(href(doors_.entry.in(visit_.language) + "/" + std::to_string(number.value)),
                     visit_.format("frame.act_number", {{"number", number.value}}));
        };
        if (done.first) says += p(entry(done.first), when(done.last != done.first, [&] { return group(" – ", entry(done.last)); }));
        return answer(visit_, done.stopped_at ? 422 : 200, title,
                      div(cls("oops"), h1(title), says,
                          p(cls("act"), a(cls("btn"), href(import_at.in(visit_.language)), visit_.text("import.other_file")))));
    }

    Visit& visit_;
    const web::ActDoors& doors_;
    WaitingFiles& waiting_;
    std::string title_, act_ = "members.record", basis_;
};

web::Response template_file(Visit& visit) {
    const auto* act = visit.hooks.registry->newest(visit.request.query.value_or("act", "members.record"));
    if (!act || !importable(*act)) return error_page(visit, 404);
    auto response = web::Response::text(import_template(*act, visit.words));
    response.media_type = "text/csv; charset=utf-8";
    response.headers.add("Content-Disposition", "attachment; filename=\"" + act->name + ".csv\"");
    return response;
}

web::Response template_workbook(Visit& visit) {
    const auto* act = visit.hooks.registry->newest(visit.request.query.value_or("act", "members.record"));
    if (!act || !importable(*act)) return error_page(visit, 404);
    auto response = web::Response::text(import_workbook(*act, visit.words, visit.hooks.clock()));
    response.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    response.headers.add("Content-Disposition", "attachment; filename=\"" + act->name + ".xlsx\"");
    return response;
}

}  // namespace

void add_import_pages(web::Router& router, const web::ActDoors& doors, WaitingFiles& waiting) {
    for (const auto language : base::languages) {
        router.add(
            {.name = "import",
             .open_to = web::Audience::secretariat,
             .pattern = import_at.in(language),
             .handler = web::answering(doors.site, language, [&](Visit& visit) { return ImportPage(visit, doors, waiting).get(); })});
        router.add({.name = "import.file",
                    .open_to = web::Audience::secretariat,
                    .method = web::Method::post,
                    .pattern = import_at.in(language),
                    .handler = web::answering(doors.site, language, [&](Visit& visit) { return ImportPage(visit, doors, waiting).post(); }),
                    .body_bytes_max = acts::table_bytes_max + 64 * 1024});
        router.add({.name = "import.template",
                    .open_to = web::Audience::secretariat,
                    .pattern = (import_at / "modele").in(language),
                    .handler = web::answering(doors.site, language, template_file)});
        router.add({.name = "import.workbook",
                    .open_to = web::Audience::secretariat,
                    .pattern = (import_at / "modele.xlsx").in(language),
                    .handler = web::answering(doors.site, language, template_workbook)});
    }
}

}  // namespace app
