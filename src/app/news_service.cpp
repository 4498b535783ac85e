#include "app/news_service.h"

#include "accounts/accounts.h"
#include "app/office_desk.h"
#include "mail/mail.h"
#include "network/network.h"
#include "people/people.h"
#include "post/post.h"

#include <algorithm>

namespace app {
namespace {

using base::Date, base::Id, base::Person;

// The desk as that person would find it.
std::int64_t due_on_desk(const web::SiteHooks& site, const web::Reading& reading, Id<Person> person, Date after, Date until) {
    const web::Request request;
    web::Visit visit{.request = request,
                     .hooks = site,
                     .language = base::Language::fr,
                     .words = web::words_of(base::Language::fr),
                     .reading = reading,
                     .facts = site.facts(*reading)};
    visit.visitor.actor = {"person:" + std::to_string(person.value), acts::Role::visitor, "visitor"};
    visit.visitor.holdings = accounts::holdings_on(*reading, person, until);
    std::int64_t count = 0;
    for (const auto& provider : desk_providers())
        for (const auto& item : provider.items(visit)) count += item.deadline && after < *item.deadline && *item.deadline <= until;
    return count;
}

NewsDoors source_doors(acts::Writer& writer, const web::SiteHooks& site) {
    return {.run_local = [&writer](std::function<void(store::Db&)> task) { writer.run_local(std::move(task)); },
            .read = [&site] { return site.read(); },
            .clock = [&site] { return site.clock(); },
            .zone = network::zone_of,
            .due = [&site](const web::Reading& reading, Id<Person> person, Date after,
                           Date until) { return due_on_desk(site, reading, person, after, until); }};
}

news::DigestDoors digest_doors(acts::Writer& writer, const web::SiteHooks& site) {
    return {.run_local = [&writer](std::function<void(store::Db&)> task) { writer.run_local(std::move(task)); },
            .read = [&site] { return site.read(); },
            .clock = [&site] { return site.clock(); },
            .zone = network::zone_of,
            .network =
                [](store::Db& db, base::Language language) {
                    const auto known = network::the_network(db);
                    return language == base::Language::fr ? known.name_fr : known.name_en;
                },
            .mail_to = [](store::Db& db, Id<Person> person) -> std::optional<news::MailTo> {
                const auto address = address_of_news(db, person);
                if (!address) return {};
                return news::MailTo{*address, mail::language_of(db, person)};
            },
            .kinds = news_kinds(),
            .site = site.origin};
}

}  // namespace

std::optional<std::string> address_of_news(store::Db& db, Id<Person> person) {
    const auto address = people::contact(db, person).email;
    if (!address.empty() && (mail::comes_back(db, person) || post::is_refused(db, person, address))) return {};
    return address;
}

NewsService::NewsService(acts::Writer& writer, const web::SiteHooks& site, bool mails)
    : pages_{site, news_kinds(), [mails] { return mails; }, address_of_news},
      sources_(source_doors(writer, site)),
      digests_(digest_doors(writer, site)),
      site_(site),
      mails_(mails) {}

bool NewsService::step(std::stop_token stop) {
    if (!trust_.believes(site_.clock(), timers::system_elapsed_us())) return false;
    const bool more = sources_.step(stop);
    // A simulated network writes to nobody.
    if (!mails_ || network::the_network(*site_.read()).nature == network::Nature::simulated) return more;
    return digests_.step(stop) || more;
}

}  // namespace app
