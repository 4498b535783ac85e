#include "app/news_kinds.h"

#include "accounts/accounts.h"
#include "acts/history.h"
#include "admissions/pages.h"
#include "desk/pages.h"
#include "drafts/pages.h"
#include "jobs/pages.h"
#include "mail/pages.h"
#include "people/people.h"
#include "sign_in/pages.h"

namespace app {
namespace {

using base::Words, news::Shown, news::Told;
using Tell = decltype(news::Kind::tell);

std::string key_of(const Shown& news) { return "news.kind." + news.kind; }

// A role that was granted, ended or is about to end: by the number of its grant.
Tell of_role(const web::Address& leads_to) {
    return [leads_to](store::Db& db, const Shown& news, const Words& words) -> std::optional<Told> {
        const auto grant = accounts::find_grant(db, {news.thing});
        if (!grant) return {};
        auto name = people::contact(db, grant->person).name;
        if (name.empty()) name = words.text("people.erased");
        const std::string role(words.text("act.accounts.grant_role.role." + std::string(acts::name_of(grant->role))));
        return Told{words.format(key_of(news), {{"role", role}, {"name", name}, {"date", grant->until.value_or(grant->from)}}),
                    leads_to.in(words.language())};
    };
}

std::optional<Told> of_prepared(store::Db& db, const Shown& news, const Words& words) {
    const auto made = drafts::find_prepared(db, news.thing);
    if (!made) return {};
    const auto key = "act." + made->act;
    return Told{
        words.format(key_of(news), {{"act", words.has(key) ? words.text(key) : std::string_view(made->act)}, {"title", made->title}}),
        drafts::drafts_at.in(words.language())};
}

std::optional<Told> of_letter(store::Db&, const Shown& news, const Words& words) {
    const auto number = news.thing / 1000;
    return Told{words.format(key_of(news), {{"number", number}}), (mail::places::letters / std::to_string(number)).in(words.language())};
}

std::optional<Told> of_job(store::Db& db, const Shown& news, const Words& words) {
    const auto job = jobs::find_job(db, {news.thing});
    if (!job) return {};
    return Told{words.format(key_of(news), {{"job", words.text("job." + job->kind)}}), jobs::at.in(words.language())};
}

// thing: the act that moved the application on.
std::optional<Told> of_application(store::Db& db, const Shown& news, const Words& words) {
    const auto entry = acts::find_entry(db, {news.thing});
    if (!entry) return {};
    const auto application = admissions::find_application(db, {mail::number_in(entry->entry.payload, "application")});
    if (!application) return {};
    return Told{words.format(key_of(news), {{"name", application->full_name()}, {"act", words.text("act." + entry->entry.act)}}),
                admissions::page_of(application->id).in(words.language())};
}

// thing: the day, since 1970.
std::optional<Told> of_day(store::Db&, const Shown& news, const Words& words) {
    return Told{words.format(key_of(news), {{"count", news.count}, {"date", base::Date::from_days(news.thing)}}),
                desk::at.in(words.language())};
}

}  // namespace

const news::Kinds& news_kinds() {
    static const news::Kinds kinds = [] {
        news::Kinds made;
        for (const auto* name : {"role_granted", "role_ended", "role_ends"}) made.add(name, of_role(sign_in::account_at));
        made.add("role_ends_of", of_role(desk::at));
        for (const auto* name : {"prepared_confirmed", "prepared_declined", "prepared_lapsed"}) made.add(name, of_prepared);
        made.add("letter_came_back", of_letter);
        made.add("application_step", of_application);
        for (const auto* name : {"job_done", "job_failed"}) made.add(name, of_job);
        made.add("due", of_day);
        return made;
    }();
    return kinds;
}

}  // namespace app
