#include "app/mail_words.h"

#include "members/members.h"

namespace app {
namespace {

std::optional<mail::Filled> application_received(store::Db& db, std::string_view about, const base::Words& words) {
    const auto application = members::find_application(db, {mail::number_in(about, "application")});
    if (!application) return {};
    const std::string at = words.language() == base::Language::fr ? "/registre/" : "/en/register/";
    return mail::Filled{{{"name", application->name},
                         {"country", std::string(words.country(application->country))},
                         {"day", words.date(application->received)},
                         {"number", words.number(application->number.value)}},
                        at + std::to_string(application->number.value)};
}

}  // namespace

const mail::Templates& mail_templates() {
    static const mail::Templates templates = [] {
        mail::Templates made;
        made.add("application_received", application_received);
        return made;
    }();
    return templates;
}

std::vector<mail::AddresseeGroup> groups_of_addressees(store::Db& db) {
    return {{"titulars", members::titulars_in_office(db)}, {"contacts", members::contacts_of_open_applications(db)}};
}

}  // namespace app
