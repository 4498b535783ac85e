// « Devenir membre »: the form, what follows, and the rule in force.
#include "admissions/page_parts.h"
#include "statutes/statutes.h"

namespace admissions {
namespace {

using namespace html;
using web::Visit;

Node steps(const Visit& visit) {
    Node all;
    for (const std::string step : {"apply", "opinion", "bureau", "assembly"})
        all += li(strong(visit.text("join.step." + step)), br(), span(cls("q"), visit.text("join.step." + step + ".text")));
    return all;
}

Node rule_in_force(Visit& visit) {
    visit.read("rule");
    const auto cap = statutes::rule_on(visit.db(), statutes::cities_per_state, visit.today());
    if (!cap) return p(visit.text("join.cap_not_set"));
    return group(p(visit.format("join.cap", {{"cap", cap->value}})), p(cls("q"), visit.in_language(cap->article_fr, cap->article_en)));
}

}  // namespace

web::Response join_page(Visit& visit, const web::ActDoors& doors) {
    const auto word = [&](std::string_view key) { return std::string(visit.text(key)); };
    const auto& act = *visit.hooks.registry->newest("members.apply_for_membership");
    web::ActPage page{.act = act, .at = join_at, .title = word("join.title"), .kicker = word("join.kicker")};
    page.introduction =
        group(p(visit.text("join.introduction")), p(a(href(follow_at.in(visit.language)), visit.text("applications.follow"))));
    page.parts = {{word("join.part.city"), "", {"name", "country", "kind", "population", "population_from", "french", "place"}},
                  {word("join.part.deliberation"), word("join.part.deliberation.text"), {"deliberation", "deliberation_date", "authority"}},
                  {word("join.part.letter"), word("join.part.letter.text"), {"letter", "motivation"}},
                  {word("join.part.titular"), "", {"titular_title", "titular_name"}},
                  {word("join.part.contact"), word("join.part.contact.text"), {"contact_name", "contact_email", "consent"}}};
    page.beside = aside(attr("aria-labelledby", "suite"), h2(id("suite"), visit.text("join.next")), ol(steps(visit)),
                        h2(visit.text("join.rule")), rule_in_force(visit));
    page.submit = word("join.submit");
    page.then = [](Visit& here, const acts::Accepted& outcome) {
        const auto reading = here.hooks.read();  // the visit's own may be older than the act
        return followed(*reading, {outcome.number.value * 1000 + 1}, here.language) + "&sent=1";
    };
    return web::show_act(visit, doors, page);
}

}  // namespace admissions
