#include "app/office_desk.h"

#include "accounts/accounts.h"
#include "acts/entry.h"
#include "admissions/pages.h"
#include "app/backup_pages.h"
#include "assembly/assembly.h"
#include "bodies/pages.h"
#include "drafts/pages.h"
#include "members/pages.h"
#include "people/people.h"
#include "timers/pages.h"
#include "web/places.h"

#include <algorithm>

namespace app {
namespace {

using desk::Item, web::Visit;

using members::confirmed_within_days;

bool may(const Visit& visit, std::string_view act) {
    const auto* declared = visit.hooks.registry ? visit.hooks.registry->newest(act) : nullptr;
    return declared && visit.visitor.may(*declared);
}

// The form of an act with fields filled in.
std::string form_of(const Visit& visit, std::string_view act, const web::Parameters& fields) {
    return visit.to(web::Address{"/actes", "/en/acts"} / act, fields);
}

// Whose executive it is.
std::string titular_title(Visit& visit, const Item& item) {
    const auto member = members::find_member(visit.db(), members::member_of(visit.db(), {item.thing}));
    return member ? member->name : std::string();
}

// ---- applications, by what is to be done with them ----

using admissions::Step;

// Which kind of work a file is at its step; empty: it waits for somebody outside the secretariat, and its day has not passed.
std::string_view work_on(const admissions::OpenApplication& one, base::Date today) {
    const bool late = one.until && *one.until < today;
    switch (one.step) {
    case Step::received: return "application";
    case Step::incomplete: return late ? "application" : "";
    case Step::complete: return "application_opinion";
    case Step::opinion_asked: return late ? "application_opinion" : "";
    case Step::opinion_settled:
    case Step::examined: return "application_bureau";
    case Step::ready: return "application_assembly";
    default: return "";
    }
}

desk::Provider applications_of(const char* kind) {
    const auto items = [kind](Visit& visit) {
        std::vector<Item> all;
        if (!may(visit, "admissions.find_complete")) return all;
        for (const auto& one : admissions::open_applications(visit.db(), desk::items_max))
            if (work_on(one, visit.today()) == kind) all.push_back({one.id.value, one.until, one.since});
        return all;
    };
    const auto title = [](Visit& visit, const Item& item) {
        const auto application = admissions::find_application(visit.db(), {item.thing});
        return application ? application->full_name() : std::string();
    };
    const auto see = [](Visit& visit, const Item& item) {
        return visit.to(admissions::page_of(base::Id<admissions::Application>{item.thing}));
    };
    return {kind, items, title, see};
}

// ---- adopted decisions « à exécuter » ----

std::vector<Item> decisions(Visit& visit) {
    std::vector<Item> items;
    if (!may(visit, "assembly.execute_decision")) return items;
    for (auto& decision : assembly::decisions_to_execute(visit.db(), desk::items_max))
        items.push_back({decision.id.value, {}, decision.date, {}, std::move(decision.title)});
    return items;
}

std::string execute(Visit& visit, const Item& item) {
    return form_of(visit, "assembly.execute_decision", {{"decision", std::to_string(item.thing)}});
}

// ---- mandates: a resignation without an answer, a mayoralty that was lost ----

std::string of_mandate(Visit& visit, const Item& item) {
    const auto of_body = bodies::named(visit, acts::thing<bodies::Mandate>, item.thing);
    return of_body ? of_body->name : std::string();
}
std::string see_body(Visit& visit, const Item& item) {
    const auto of_body = bodies::named(visit, acts::thing<bodies::Mandate>, item.thing);
    return visit.to(of_body ? bodies::address_of(of_body->body) : web::places::bodies);
}

std::vector<Item> resignations(Visit& visit) {
    std::vector<Item> items;
    if (!may(visit, "bodies.offer_resignation")) return items;
    for (const auto& one : bodies::resignations_unanswered(visit.db(), desk::items_max))
        items.push_back({one.mandate.value, {}, one.offered});
    return items;
}

std::vector<Item> lost_offices(Visit& visit) {
    std::vector<Item> items;
    if (!may(visit, "bodies.keep_mandate")) return items;
    for (const auto& one : bodies::mandates_flagged(visit.db(), desk::items_max)) items.push_back({one.id.value, {}, one.lost_on});
    return items;
}

std::vector<Item> annulled_ends(Visit& visit) {
    std::vector<Item> items;
    if (!may(visit, "bodies.end_mandate")) return items;
    for (const auto& one : bodies::mandates_to_establish(visit.db(), desk::items_max)) {
        const auto annulled = acts::find_entry(visit.db(), *one.end_annulled_by);
        items.push_back({one.id.value, {}, annulled ? base::Date::parse(annulled->entry.date) : std::nullopt});
    }
    return items;
}

// ---- what somebody is still recorded in after a death that the end of a mandate tells of ----

std::vector<Item> after_death(Visit& visit) {
    std::vector<Item> items;
    if (!may(visit, "bodies.end_mandate")) return items;
    for (const auto& dead : bodies::told_dead(visit.db(), desk::items_max)) {
        const auto since = dead.on.whole_day() ? dead.on.latest() : std::nullopt;  // the form is filled in with no day that nobody said
        for (const auto& mandate : dead.open) items.push_back({mandate.value, {}, since});
        for (const auto& term : members::terms_of_person(visit.db(), dead.person))
            if (!term.until) items.push_back({term.id.value, {}, since});
    }
    return items;
}

bool is_mandate(Visit& visit, const Item& item) { return bodies::named(visit, acts::thing<bodies::Mandate>, item.thing).has_value(); }

std::string of_dead(Visit& visit, const Item& item) {
    return is_mandate(visit, item) ? of_mandate(visit, item) : titular_title(visit, item);
}

std::string end_with_death(Visit& visit, const Item& item) {
    const bool mandate = is_mandate(visit, item);
    return form_of(visit, mandate ? "bodies.end_mandate" : "members.end_titular",
                   {{mandate ? "mandate" : "titular", std::to_string(item.thing)},
                    {"until", item.since ? item.since->iso() : ""},
                    {"reason", mandate ? "death" : "died"}});
}

// ---- titulars whom no source has shown in office for two years ----

// The secretariat confirms; who acts for a member sees their own, to say who is in office.
std::vector<Item> titulars(Visit& visit) {
    std::vector<Item> items;
    const bool all = visit.visitor.holds({acts::Role::officer, acts::Role::administrator});
    if (!all && visit.visitor.holdings.empty()) return items;
    const auto add = [&](std::int64_t thing, base::Date shown, acts::Scope holder) {
        const bool known = shown != base::Date{};
        items.push_back({thing, known ? std::optional(shown.plus_days(confirmed_within_days)) : std::nullopt,
                         known ? std::optional(shown) : std::nullopt, std::move(holder)});
    };
    const auto shown_until = visit.today().plus_days(desk::days_ahead - confirmed_within_days);
    if (all) {
        const auto unconfirmed = members::unconfirmed_titulars(visit.db(), shown_until, desk::items_max);
        items.reserve(unconfirmed.size());
        for (const auto& titular : unconfirmed) add(titular.id.value, titular.shown, {});
        return items;
    }
    for (const auto& holding : visit.visitor.holdings) {
        if (holding.scope.kind != "member" || (holding.role != acts::Role::titular && holding.role != acts::Role::staff)) continue;
        const auto of_member = members::titulars_of(visit.db(), {holding.scope.id});
        if (of_member.empty() || of_member[0].until) continue;
        const auto shown =
            of_member[0].confirmed.value_or(of_member[0].from.latest().value_or(of_member[0].from.earliest().value_or(base::Date{})));
        const bool twice = std::ranges::any_of(items, [&](const Item& item) { return item.thing == of_member[0].id.value; });
        if (shown <= shown_until && !twice) add(of_member[0].id.value, shown, holding.scope);
    }
    return items;
}

std::string confirm(Visit& visit, const Item& item) {
    return form_of(visit, "members.confirm_titular", {{"titular", std::to_string(item.thing)}});
}

// ---- the register: one line, that leads to what there is to mend ----

constexpr std::int64_t upkeep_from = 10;  // stale facts of a kind: fewer are seen on the pages of the members

std::vector<Item> register_upkeep(Visit& visit) {
    std::vector<Item> items;
    if (!may(visit, "members.correct")) return items;
    for (const auto what : {members::Stale::no_titular, members::Stale::no_population, members::Stale::old_population})
        if (!members::stale_facts(visit.db(), what, visit.today(), upkeep_from - 1, 1).empty()) {
            items.push_back({1, {}, {}, {}, std::string(visit.text("upkeep.title"))});
            break;
        }
    return items;
}

std::string see_upkeep(Visit& visit, const Item&) { return visit.to(web::places::upkeep); }

// ---- roles that end within thirty days ----

// Who grants roles sees all; anybody else those they hold.
std::vector<Item> roles(Visit& visit) {
    std::vector<Item> items;
    const auto today = visit.today(), last = today.plus_days(desk::days_ahead);
    const bool all = may(visit, "accounts.grant_role");
    const auto person = visit.visitor.person();
    if (!all && !person) return items;
    for (const auto& grant :
         all ? accounts::grants_ending(visit.db(), today, last, desk::items_max) : accounts::grants_of(visit.db(), *person))
        if (grant.until && !grant.ended_by && today <= *grant.until && *grant.until <= last)
            items.push_back({grant.id.value, grant.until, grant.from, grant.scope});
    return items;
}

std::string role_title(Visit& visit, const Item& item) {
    const auto grant = accounts::find_grant(visit.db(), {item.thing});
    if (!grant) return {};
    const auto name = people::contact(visit.db(), grant->person).name;
    const auto role = std::string(visit.text("act.accounts.grant_role.role." + std::string(acts::name_of(grant->role))));
    return name.empty() ? role : role + ", " + name;
}

std::string prolong(Visit& visit, const Item& item) {
    const auto grant = accounts::find_grant(visit.db(), {item.thing});
    if (!grant) return {};
    if (!may(visit, "accounts.grant_role")) return visit.to(web::places::act(grant->granted_by));
    const auto scope = grant->scope.kind.empty() ? std::string("network") : grant->scope.kind;
    return form_of(visit, "accounts.grant_role",
                   {{"person", std::to_string(grant->person.value)},
                    {"role", std::string(acts::name_of(grant->role))},
                    {"scope", scope},
                    {"scope_id", grant->scope.kind.empty() ? "" : std::to_string(grant->scope.id)},
                    {"from", grant->until ? grant->until->plus_days(1).iso() : ""}});
}

// ---- acts that staff prepared, and that wait for their titular ----

std::vector<Item> prepared(Visit& visit) {
    std::vector<Item> items;
    const auto person = visit.visitor.person();
    if (!person || visit.visitor.only) return items;
    for (const auto& made : drafts::waiting_for(visit.db(), *person, desk::items_max))
        items.push_back({made.id,
                         base::Date::utc_day(made.until_us),
                         base::Date::utc_day(made.made_us),
                         {"member", made.member},
                         drafts::title_of(visit, made)});
    return items;
}

std::string receive(Visit& visit, const Item&) { return visit.to(drafts::drafts_at) + "#par-vous"; }

// ---- a network that is not kept safe ----

std::vector<Item> backups(Visit& visit) {
    std::vector<Item> items;
    if (!visit.visitor.holds({acts::Role::administrator})) return items;
    const auto state = safekeeping::safekeeping_state(visit.db(), visit.hooks.clock());
    if (!state.needs_somebody()) return items;
    const auto day_of = [](std::int64_t time_us) { return base::Date::utc_day(time_us); };
    items.push_back({1,
                     visit.today(),
                     state.last_good ? std::optional(day_of(state.last_good->started_us)) : std::nullopt,
                     {},
                     safekeeping_words(visit, state)});
    return items;
}

std::string see_backups(Visit& visit, const Item&) { return visit.to(backups_at); }

// ---- what a timer could not do ----

std::vector<Item> timers_refused(Visit& visit) {
    std::vector<Item> items;
    if (!visit.visitor.holds({acts::Role::administrator})) return items;
    for (const auto& one : timers::refused(visit.db(), desk::items_max))
        items.push_back({one.thing,
                         one.day,
                         one.day,
                         {},
                         visit.format("timers.refused_thing", {{"timer", visit.text("timer." + one.timer)}, {"thing", one.thing}})});
    return items;
}

std::string see_timers(Visit& visit, const Item&) { return visit.to(timers::at); }

}  // namespace

std::vector<desk::Provider> desk_providers() {
    return {applications_of("application"),
            applications_of("application_opinion"),
            applications_of("application_bureau"),
            applications_of("application_assembly"),
            {"decision", decisions, {}, execute},
            {"resignation", resignations, of_mandate, see_body},
            {"lost_office", lost_offices, of_mandate, see_body},
            {"annulled_end", annulled_ends, of_mandate, see_body},
            {"after_death", after_death, of_dead, end_with_death},
            {"titular", titulars, titular_title, confirm},
            {"register", register_upkeep, {}, see_upkeep},
            {"role", roles, role_title, prolong},
            {"prepared", prepared, {}, receive},
            {"backup", backups, {}, see_backups},
            {"timer", timers_refused, {}, see_timers}};
}

}  // namespace app
