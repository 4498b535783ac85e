#include "app/mail_words.h"

#include "members/members.h"

#include <boost/json.hpp>

namespace app {
namespace {

std::int64_t number_in(std::string_view about, std::string_view name) {
    boost::system::error_code error;
    const auto value = boost::json::parse(about, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* number = object ? object->if_contains(name) : nullptr;
    return number && number->is_int64() ? number->get_int64() : 0;
}

std::optional<mail::Filled> application_received(store::Db& db, std::string_view about, const base::Words& words) {
    const auto application = members::find_application(db, {number_in(about, "application")});
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
