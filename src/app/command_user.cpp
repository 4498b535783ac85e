// user: who can sign in, and the links that let them.
#include "accounts/accounts.h"
#include "app/commands.h"
#include "base/zone.h"
#include "network/network.h"
#include "people/people.h"
#include "sign_in/sign_in.h"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace app {
namespace {

namespace json = boost::json;

std::vector<std::string> roles_of(store::Db& db, base::Id<base::Person> person, base::Date day) {
    std::vector<std::string> all;
    for (const auto& [role, scope] : accounts::holdings_on(db, person, day))
        all.push_back(std::string(acts::name_of(role)) + (scope.kind.empty() ? "" : ":" + scope.kind + ":" + std::to_string(scope.id)));
    return all;
}

int list(const Console& console, const UserCommand& command) {
    const auto db = open_to_read(store::Location::parse(command.database));
    const auto now = acts::system_clock_us();
    const auto today = base::civil_date(now, network::zone_of(*db)).value_or(base::Date::utc_day(now));
    json::array all;
    for (const auto& account : sign_in::accounts(*db)) {
        const auto roles = roles_of(*db, account.person, today);
        const auto name = people::contact(*db, account.person).name;
        const bool two = account.totp || account.passkeys > 0;
        if (console.json) {
            all.push_back({{"person", account.person.value},
                           {"name", name},
                           {"login", account.login},
                           {"roles", json::array(roles.begin(), roles.end())},
                           {"password", account.password},
                           {"second_factor", two},
                           {"sessions", account.sessions}});
        } else {
            const auto state = console.text(!account.password && !account.passkeys ? "accounts.invited"
                                            : two                                  ? "accounts.two_factors"
                                                                                   : "accounts.password");
            fmt::print("{:>10}  {}  {}  {}  {}\n", account.person.value, account.login, name, console.words.list(roles), state);
        }
    }
    if (console.json) fmt::print("{}\n", json::serialize(all));
    return done;
}

}  // namespace

int user(const Console& console, const UserCommand& command) {
    if (command.what == "list") return list(console, command);
    using sign_in::Chore;
    const auto chore = command.what == "link"           ? Chore::machine_link
                       : command.what == "invite"       ? Chore::invite
                       : command.what == "end-sessions" ? Chore::end_sessions
                                                        : Chore::reset_factors;
    if (chore != Chore::machine_link && command.person == 0) {
        console.complain("program.user.which");
        return misused;
    }
    const auto location = store::Location::parse(command.database);
    const auto desk = open_desk(location, socket_of(location, command.socket));
    const auto answer = desk->chore(chore, {command.person});
    if (!answer) {
        console.complain("accounts." + std::string(name(answer.error())));
        return refused_or_wrong;
    }
    const auto link = answer->empty() ? std::string() : command.site + *answer;
    if (console.json) fmt::print("{}\n", json::serialize(json::object{{"person", command.person}, {"link", link}}));
    else if (link.empty()) console.say("program.user.done");
    else fmt::print("{}\n", link);
    return done;
}

}  // namespace app
