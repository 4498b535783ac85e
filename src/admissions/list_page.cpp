// « Candidatures »: for everybody who asks and how far it has come, for the secretariat also what to do next.
#include "admissions/page_parts.h"
#include "web/form.h"
#include "web/plain_form.h"

namespace admissions {
namespace {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

Filter asked(const Visit& visit) {
    const auto& query = visit.request.query;
    Filter filter;
    filter.step = acts::named<Step>(query.value_or("step", ""));
    if (const std::string country(query.value_or("country", "")); acts::known_country(country)) filter.country = country;
    filter.open_only = query.value_or("all", "") != "1";
    return filter;
}

web::List<KnownApplication> columns(const Visit* visit, bool office) {
    std::vector<web::Column<KnownApplication>> all{
        {{.name = "number", .label = "applications.column_id", .shown = false}, {}, [](const auto& a) { return Cell(a.number.value); }},
        {{"name", "applications.name", "", Look::name, false},
         [visit](const auto& one) { return a(href(visit->to(page_of(one.number))), bdi(one.full_name())); },
         [](const auto& one) { return Cell(one.full_name()); }},
        {{"country", "applications.country", "", Look::text, false},
         [visit](const auto& one) { return html::text(visit->words.country(one.country)); },
         [](const auto& one) { return Cell(one.country); }},
        {{"kind", "applications.kind", "", Look::text, false},
         [visit](const auto& one) { return html::text(visit->text("kind." + std::string(acts::name_of(one.kind)))); },
         [](const auto& one) { return Cell(std::string(acts::name_of(one.kind))); }},
        {{"step", "applications.step"},
         [visit](const auto& one) { return step_tag(*visit, one.step); },
         [](const auto& one) { return Cell(std::string(acts::name_of(one.step))); }},
        {{"holder", "applications.holder"},
         [visit](const auto& one) { return html::text(holder_label(*visit, one.step)); },
         [](const auto& one) { return Cell(std::string(acts::name_of(holder_of(one.step)))); }},
        {{"since", "applications.since"},
         [visit, office](const auto& one) {
             const auto day = span(cls("n"), visit->words.short_date(one.step_on));
             if (!office || !is_open(one.step)) return day;
             const auto days = visit->today().days_since_1970() - one.step_on.days_since_1970();
             return group(day, " ", span(cls("q"), visit->format("applications.days", {{"days", days}})));
         },
         [](const auto& one) { return Cell(one.step_on); }},
        {{"received", "applications.received"},
         [visit](const auto& one) { return span(cls("n"), visit->words.short_date(one.received)); },
         [](const auto& one) { return Cell(one.received); }}};
    if (office)
        all.push_back({{.name = "", .label = "applications.next"},
                       [visit](const auto& one) -> Node {
                           const auto next = next_action(*visit, one);
                           if (!next) return {};
                           return a(href(next->address), next->label, span(cls("vh"), " ", one.full_name()));
                       },
                       [](const auto&) { return Cell(); }});
    return web::List<KnownApplication>(std::move(all));
}

Node filter_form(const Visit& visit, const Filter& filter) {
    Node steps;
    for (int i = 0; i <= static_cast<int>(Step::duplicate); ++i) {
        const auto step = static_cast<Step>(i);
        steps += option(attr("value", acts::name_of(step)), flag_when(filter.step == step, "selected"), step_label(visit, step));
    }
    return form(cls("flt"), attr("method", "get"), action(web::places::applications.in(visit.language)),
                div(cls("g"), label(attr("for", "step"), visit.text("applications.step")),
                    select(id("step"), attr("name", "step"), option(attr("value", ""), visit.text("applications.all_open")), steps)),
                button(attr("type", "submit"), cls("btn"), visit.text("applications.filter")));
}

Node follow_form(const Visit& visit, const std::string& number, const std::string& code, const std::string& wrong) {
    const std::vector<web::PlainField> fields{{.name = "number",
                                               .label = std::string(visit.text("applications.number")),
                                               .inputmode = "numeric",
                                               .value = number,
                                               .wrong = wrong,
                                               .size = 12},
                                              {.name = "code",
                                               .label = std::string(visit.text("applications.code")),
                                               .hint = std::string(visit.text("applications.code.hint")),
                                               .value = code,
                                               .size = 14}};
    return group(
        web::plain_errors(visit, fields), p(visit.text("applications.follow_lead")),
        form(attr("method", "get"), action(follow_at.in(visit.language)), flag("novalidate"), web::plain_field(fields[0]),
             web::plain_field(fields[1]), p(cls("fin"), button(attr("type", "submit"), cls("btn"), visit.text("applications.see")))));
}

}  // namespace

web::Response list_page(Visit& visit) {
    visit.read("application");
    visit.read("member");
    const bool office = visit.visitor.in_secretariat();
    const auto filter = asked(visit);
    const auto paging = web::Paging::asked(visit, count_applications(visit.db(), filter));
    const auto rows = list_applications(visit.db(), filter, paging.offset(), paging.rows);
    const std::string title(visit.text("applications.title"));
    const auto list = columns(&visit, office);
    const Node found = paging.total == 0 ? p(cls("note"), visit.text("applications.none"))
                                         : group(list.table(visit, title, rows), web::page_links(visit, paging, ""));
    return web::page(
        visit, {.title = title, .description = std::string(visit.text("applications.description")), .at = web::places::applications},
        group(div(cls("intro"), div(h1(title), p(visit.text("applications.lead")),
                                    p(cls("act"), a(cls("btn"), href(join_at.in(visit.language)), visit.text("applications.apply")),
                                      a(cls("btn alt"), href(follow_at.in(visit.language)), visit.text("applications.follow"))))),
              filter_form(visit, filter),
              div(cls("cnt"), p(attr("role", "status"), visit.format("applications.count", {{"count", paging.total}})),
                  web::export_links(visit, web::places::applications)),
              list.choice(visit, web::places::applications), found, steps_panel(visit)));
}

web::Response list_file(Visit& visit, web::Format format) {
    visit.read("application");
    const auto lasting = web::kept(visit);
    return columns(lasting.get(), false)
        .file(lasting, visit.language == base::Language::fr ? "candidatures" : "applications", format,
              [filter = asked(visit), after = std::int64_t(0)](store::Db& db) mutable {
                  auto rows = applications_after(db, filter, after, web::rows_at_once);
                  if (!rows.empty()) after = rows.back().id.value;
                  return rows;
              });
}

// A number and a code lead to the page, which says whether the code is its own.
web::Response follow_page(Visit& visit) {
    const auto& query = visit.request.query;
    const std::string typed(query.value_or("number", "")), code(query.value_or("code", ""));
    const auto number = web::whole_number(typed);
    constexpr std::int64_t number_most = 9'000'000'000'000;
    if (number && *number <= number_most && find_application(visit.db(), {*number * 1000 + 1}))
        return web::Response::see_other(visit.to(page_of(base::Id<acts::Act>{*number}), {{"code", code}}));
    const bool asked = query.has("number");
    const std::string wrong(!asked ? "" : visit.text(typed.empty() ? "wrong.missing" : "applications.unknown_number"));
    const std::string title(visit.text("applications.follow"));
    return web::for_one_reader(
        visit, web::page(visit,
                         {.title = title,
                          .description = std::string(visit.text("applications.follow_lead")),
                          .at = follow_at,
                          .breadcrumb = {{std::string(visit.text("applications.title")), visit.to(web::places::applications)}},
                          .indexed = false,
                          .status = !asked          ? 200
                                    : typed.empty() ? 422
                                                    : 404},
                         group(h1(title), follow_form(visit, typed.substr(0, 40), code.substr(0, 40), wrong))));
}

}  // namespace admissions
