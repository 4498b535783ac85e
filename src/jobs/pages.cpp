#include "jobs/pages.h"

#include "web/form.h"
#include "web/places.h"
#include "web/plain_form.h"

#include <algorithm>

namespace jobs {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t shown_most = 50;
constexpr int refresh_seconds = 2;

Node progress_of(const Visit& visit, const ShownJob& job) {
    if (job.progress.of == 0) return {};
    return p(cls("q n"), visit.format("jobs.progress", {{"done", job.progress.done}, {"of", job.progress.of}}));
}

Node choice(const Visit& visit, const ShownJob& job) {
    if (job.state == State::done) return {};
    const bool runs = job.state == State::running;
    return form(attr("method", "post"), action(at.in(visit.language)), token_field(visit.visitor),
                input(attr("type", "hidden"), attr("name", "job"), attr("value", job.id.value)),
                button(attr("type", "submit"), attr("name", "do"), attr("value", runs ? "cancel" : "resume"), cls("btn alt"),
                       visit.text(runs ? "jobs.cancel" : "jobs.resume"), span(cls("vh"), " ", visit.text("job." + job.kind))));
}

Node row(const Visit& visit, const ShownJob& job) {
    constexpr std::string_view looks[] = {"tag", "tag ok", "tag nt", "tag no"};
    return li(span(visit.text("job." + job.kind)),
              span(cls(looks[std::size_t(job.state)]), visit.text("jobs.state." + std::string(acts::name_of(job.state)))),
              choice(visit, job), progress_of(visit, job),
              p(cls("q"), visit.format("jobs.since", {{"time", visit.words.datetime(job.started_us, visit.facts.zone)}})),
              when(!job.fault.empty(), [&] { return p(cls("q"), job.fault); }));
}

web::Response page_of(Visit& visit) {
    const auto all = list_jobs(visit.db(), shown_most);
    const bool runs = std::ranges::any_of(all, [](const ShownJob& job) { return job.state == State::running; });
    const std::string title(visit.text("jobs.title"));
    return web::page(visit, {.title = title, .description = "", .at = at, .indexed = false, .refresh_seconds = runs ? refresh_seconds : 0},
                     group(div(cls("intro"), div(h1(title), p(visit.text("jobs.lead")))),
                           all.empty() ? p(cls("note"), visit.text("jobs.none"))
                                       : section(ul(cls("ls"), each(all, [&](const ShownJob& job) { return row(visit, job); })))));
}

web::Response post(Visit& visit, Runner& runner) {
    auto form = web::posted_form(visit);
    if (!form) return std::move(form.error());
    const auto id = web::whole_number(form->fields.value_or("job", "")).value_or(0);
    const auto wanted = form->fields.value_or("do", "");
    if (wanted == "cancel") runner.cancel({id});
    else if (wanted == "resume") runner.resume({id});
    else return web::error_page(visit, 400);
    return web::Response::see_other(at.in(visit.language));  // it may have ended meanwhile: the page says what is
}

}  // namespace

void add_pages(web::Router& router, const web::SiteHooks& hooks, Runner& runner) {
    for (const auto language : base::languages) {
        router.add({.name = "jobs",
                    .open_to = web::Audience::administrator,
                    .pattern = at.in(language),
                    .handler = web::answering(hooks, language, page_of)});
        router.add({.name = "jobs.change",
                    .open_to = web::Audience::administrator,
                    .method = web::Method::post,
                    .pattern = at.in(language),
                    .handler = web::answering(hooks, language, [&runner](Visit& visit) { return post(visit, runner); }),
                    .body_bytes_max = 1024});
    }
}

}  // namespace jobs
