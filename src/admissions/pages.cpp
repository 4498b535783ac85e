#include "admissions/pages.h"

#include "admissions/page_parts.h"
#include "admissions/rules.h"
#include "web/chart.h"
#include "web/form.h"

#include <algorithm>

namespace admissions {

using web::Visit;

web::Address page_of(base::Id<acts::Act> number) { return web::places::numbered(web::places::applications, number.value); }

std::string followed(store::Db& db, Id<Application> id, base::Language language, Confirms confirms) {
    const auto code = code_of(db, id);
    if (code.empty()) return page_of(id).in(language);
    return page_of(id).in(language) + "?code=" + code +
           (confirms == Confirms::address ? "&address=" + mail_pass_of(db, id) : std::string());
}

std::string step_label(const Visit& visit, Step step) {
    return std::string(visit.text("applications.step." + std::string(acts::name_of(step))));
}
std::string holder_label(const Visit& visit, Step step) {
    return std::string(visit.text("applications.holder." + std::string(acts::name_of(holder_of(step)))));
}

html::Node step_tag(const Visit& visit, Step step) {
    const auto* look = step == Step::admitted ? "tag ok" : step == Step::rejected ? "tag no" : is_open(step) ? "tag" : "tag nt";
    return html::span(html::cls(look), step_label(visit, step));
}

std::string expected(const Visit& visit, const KnownApplication& application) {
    if (application.step == Step::opinion_asked && application.opinion_until)
        return visit.format("applications.opinion_by", {{"day", *application.opinion_until}});
    if (application.step == Step::ready && application.session)
        return visit.format("applications.session_on", {{"day", *application.session}});
    return is_open(application.step) ? std::string(visit.text("applications.no_date")) : std::string();
}

std::optional<KnownApplication> asked_application(const Visit& visit) {
    constexpr std::int64_t number_most = 9'000'000'000'000;
    const auto number = web::whole_number(visit.request.at("number"));
    if (!number || *number > number_most) return {};
    return find_application(visit.db(), {*number * 1000 + 1});
}

html::Node steps_panel(Visit& visit) {
    visit.read("application");
    const std::string title(visit.text("applications.by_step"));
    web::chart::Bars bars{{.id = "steps", .title = title, .heading = std::string(visit.text("applications.step"))},
                          {std::string(visit.text("applications.by_step_series"))}};
    for (const auto& count : count_by_step(visit.db()))
        if (is_open(count.step))
            bars.rows.push_back({step_label(visit, count.step),
                                 {count.applications},
                                 visit.to(web::places::applications, {{"step", std::string(acts::name_of(count.step))}})});
    if (bars.rows.empty()) return {};
    return html::section(html::div(html::cls("hd"), html::h2(title)), web::chart::show(visit.words, bars));
}

std::optional<web::Present> present_application(Visit& visit, std::string_view act, const web::Parameters& asked) {
    if (!act.starts_with("admissions.")) return {};
    const auto number = web::whole_number(asked.value_or("application", ""));
    const auto known = number ? find_application(visit.db(), {*number}) : std::nullopt;
    if (!known) return {};
    web::Present present{"{\"application\":" + std::to_string(known->id.value), {"application"}, known->full_name()};
    const auto* declared = visit.hooks.registry->newest(act);
    if (declared && std::ranges::find(declared->type->fields, "pass", &acts::Field::name) != declared->type->fields.end()) {
        // Who works in the secretariat is given the pass; anybody else brings the one that the application's own page gave.
        std::string pass(asked.value_or("pass", ""));
        if (pass.empty() && visit.visitor.in_secretariat() && act != "admissions.confirm_address") pass = pass_of(visit.db(), known->id);
        if (!pass.empty()) present.json += ",\"pass\":" + acts::json_text(pass), present.carried.emplace_back("pass");
    }
    present.json += "}";
    return present;
}

std::optional<NextAction> next_action(const Visit& visit, const KnownApplication& application) {
    const auto form = [&](const std::string& act, const web::Parameters& fields) -> std::optional<NextAction> {
        const auto* declared = visit.hooks.registry ? visit.hooks.registry->newest(act) : nullptr;
        if (!declared || !visit.visitor.may(*declared)) return {};
        return NextAction{std::string(visit.text("act." + act + ".form")), visit.to(web::Address{"/actes", "/en/acts"} / act, fields)};
    };
    const web::Parameters about{{"application", std::to_string(application.id.value)}};
    switch (application.step) {
    case Step::received: {
        const bool whole = missing(inside(visit.db(), application.id).letter, pieces_of(visit.db(), application.id)).empty();
        return form(whole ? "admissions.find_complete" : "admissions.ask_piece", about);
    }
    case Step::incomplete: return form("admissions.add_piece", about);
    case Step::complete: {
        const bool to_ask = application.kind != Kind::capital && members::capital_of(visit.db(), application.country);
        return form(to_ask ? "admissions.ask_opinion" : "admissions.settle_opinion", about);
    }
    case Step::opinion_asked: return form("admissions.settle_opinion", about);
    case Step::opinion_settled: return form("admissions.examine", about);
    case Step::examined: return form("admissions.make_ready", about);
    case Step::ready: {
        auto decide = form("assembly.record_decision", {{"body", "general_assembly"},
                                                        {"subject", "admission"},
                                                        {"subject_id", std::to_string(application.id.value)},
                                                        {"title", application.full_name()}});
        if (decide) decide->label = visit.text("applications.decide");
        return decide;
    }
    default: return {};
    }
}

void add_pages(web::Router& router, const web::ActDoors& doors) {
    using web::Method, web::places::applications;
    const auto& hooks = doors.site;
    if (hooks.writer)
        hooks.writer->run_local([](store::Db& db) {
            db.begin();
            make_key(db);
            db.commit();
        });
    const auto filter = web::list_query({"step", "country", "all"});
    web::add_page(router, hooks, "applications.list", applications, filter, list_page);
    web::add_files(router, hooks, "applications", applications, filter, list_file);
    web::add_page(router, hooks, "applications.show", applications / "{number}", {},
                  [&doors](Visit& visit) { return file_page(visit, doors); });
    for (const auto language : base::languages) {
        const auto add = [&](std::string name, Method method, const std::string& pattern, web::Show show, bool with_file = false) {
            router.add({.name = std::move(name),
                        .open_to = web::Audience::everyone,
                        .method = method,
                        .pattern = pattern,
                        .handler = web::answering(hooks, language, std::move(show)),
                        .body_bytes_max = method != Method::post ? 0 : (with_file ? web::file_bytes_max : 0) + 256 * 1024});
        };
        const auto one = applications / "{number}";
        const auto below = [&](const char* fr, const char* en) { return one.in(language) + (language == base::Language::fr ? fr : en); };
        add("applications.follow", Method::get, follow_at.in(language), follow_page);
        for (const auto method : {Method::get, Method::post}) {
            add(
                "join", method, join_at.in(language), [&doors](Visit& visit) { return join_page(visit, doors); }, true);
            add(
                "applications.piece", method, below("/piece", "/piece"), [&doors](Visit& visit) { return piece_page(visit, doors); }, true);
            add("applications.withdraw", method, below("/retrait", "/withdrawal"),
                [&doors](Visit& visit) { return withdraw_page(visit, doors); });
        }
        add("applications.address", Method::post, below("/adresse", "/address"),
            [&doors](Visit& visit) { return confirm_address(visit, doors); });
    }
    add_json_views(router, hooks);
}

}  // namespace admissions
