#include "app/mail_words.h"

#include "admissions/pages.h"
#include "base/countries.h"
#include "members/pages.h"
#include "newsletter/newsletter.h"

#include <algorithm>
#include <map>

namespace app {
namespace {

std::optional<mail::Filled> application_received(store::Db& db, std::string_view about, const base::Words& words) {
    const auto application = admissions::find_application(db, {mail::number_in(about, "application")});
    if (!application) return {};
    return mail::Filled{{{"name", application->name},
                         {"country", std::string(words.country(application->country))},
                         {"day", words.date(application->received)},
                         {"number", words.number(application->number.value)}},
                        admissions::followed(db, application->id, words.language(), admissions::Confirms::address)};
}

std::optional<mail::Filled> application_step(store::Db& db, std::string_view about, const base::Words& words) {
    const auto application = admissions::find_application(db, {mail::number_in(about, "application")});
    const auto step = static_cast<admissions::Step>(mail::number_in(about, "step"));
    if (!application || step > admissions::Step::duplicate) return {};
    const auto named = [&](const char* key, std::string_view name) { return std::string(words.text(key + std::string(name))); };
    return mail::Filled{{{"name", application->name},
                         {"country", std::string(words.country(application->country))},
                         {"step", named("applications.step.", acts::name_of(step))},
                         {"holder", named("applications.holder.", acts::name_of(admissions::holder_of(step)))}},
                        admissions::followed(db, application->id, words.language())};
}

std::optional<mail::Filled> application_piece(store::Db& db, std::string_view about, const base::Words& words) {
    const auto application = admissions::find_application(db, {mail::number_in(about, "application")});
    if (!application) return {};
    const auto pieces = admissions::pieces_of(db, application->id);
    const auto asked = std::ranges::find(pieces, mail::number_in(about, "piece"), &admissions::AskedPiece::id);
    if (asked == pieces.end()) return {};
    const std::string key = "mail.application_piece.";
    return mail::Filled{
        {{"name", application->name},
         {"country", std::string(words.country(application->country))},
         {"piece", std::string(words.text("applications.piece." + std::string(acts::name_of(asked->piece))))},
         {"words", asked->words.empty() ? std::string(words.text(key + "no_words")) : asked->words},
         {"until", asked->until ? words.format(key + "until", {{"until", *asked->until}}) : std::string(words.text(key + "no_until"))}},
        admissions::followed(db, application->id, words.language())};
}

std::optional<mail::Filled> confirmation_asked(store::Db& db, std::string_view about, const base::Words& words) {
    const base::Id<members::Titular> id{mail::number_in(about, "titular")};
    const auto of_member = members::member_of_titular(db, id);
    const auto member = of_member ? members::find_member(db, *of_member) : std::nullopt;
    if (!member) return {};
    const auto titulars = members::titulars_of(db, member->id);
    const auto titular = std::ranges::find(titulars, id, &members::ShownTitular::id);
    if (titular == titulars.end()) return {};
    const std::string at = words.language() == base::Language::fr ? "/actes/" : "/en/acts/";
    return mail::Filled{{{"member", member->name},
                         {"title", titular->title},
                         {"titular", titular->name.value_or(std::string(words.text("people.erased")))}},
                        at + "members.confirm_titular?titular=" + std::to_string(id.value)};
}

}  // namespace

const mail::Templates& mail_templates() {
    static const mail::Templates templates = [] {
        mail::Templates made;
        made.add("application_received", application_received);
        made.add("application_piece", application_piece);
        made.add("application_step", application_step);
        made.add("confirmation_asked", confirmation_asked);
        made.leaving = newsletter::leaving_path;
        return made;
    }();
    return templates;
}

std::vector<mail::AddresseeGroup> groups_of_addressees(store::Db& db, base::Date today) {
    std::vector<mail::AddresseeGroup> groups{
        {"titulars", members::titulars_in_office(db)},
        {"contacts", admissions::contacts_of_open_applications(db)},
        {"service_contacts", members::service_contacts(db)},
        {"stale_titulars", members::titulars_of_stale(db, today)},
        {"suspended", members::titulars_of_status(db, members::Status::suspended)},
    };
    std::map<std::string, std::vector<base::Id<base::Person>>> countries, regions;
    for (const auto& titular : members::titulars_by_country(db)) {
        countries[titular.country].push_back(titular.person);
        if (const auto* facts = base::country(titular.country)) regions[std::string(facts->region)].push_back(titular.person);
    }
    for (auto& [code, people] : regions)
        if (const auto* region = base::region(code))
            groups.push_back({"region." + code, std::move(people), {}, std::string(region->name_fr), std::string(region->name_en)});
    for (auto& [code, people] : countries) groups.push_back({"country." + code, std::move(people), code});
    return groups;
}

}  // namespace app
