#include "app/deadlines.h"

#include "members/members.h"
#include "people/people.h"

#include <algorithm>
#include <charconv>

namespace app {
namespace {

constexpr std::int64_t looked_at_most = 200;  // titulars in one step, most of whom may have nobody to write to

// "2024-05-02/4001", and back.
std::string place_of(const members::TitularToAsk& titular) { return titular.shown.iso() + "/" + std::to_string(titular.id.value); }
std::optional<members::TitularToAsk> titular_at(const std::string& place) {
    const auto day = base::Date::parse(std::string_view(place).substr(0, 10));
    if (!day || place.size() < 12) return {};
    members::TitularToAsk titular{{}, {}, *day, {}};
    std::from_chars(place.data() + 11, place.data() + place.size(), titular.id.value);
    return titular;
}

// « Titulaire non confirmé depuis deux ans »: who acts for the member is written to, if somebody can be.
timers::Batch titulars(store::Db& db, base::Date today, const std::string& after, std::int64_t most) {
    timers::Batch batch;
    const auto reachable = [&](base::Id<base::Person> person) { return !people::contact(db, person).email.empty(); };
    const auto looked_at = members::titulars_to_ask(db, today, titular_at(after), looked_at_most);
    for (const auto& titular : looked_at) {
        if (std::ranges::any_of(members::whom_to_ask(db, titular.member, today), reachable))
            batch.due.push_back(
                {titular.id.value, titular.due, "members.ask_confirmation", "{\"titular\":" + std::to_string(titular.id.value) + "}"});
        const bool full = std::int64_t(batch.due.size()) == most;
        const bool last = &titular == &looked_at.back();
        if (full || (last && std::int64_t(looked_at.size()) == looked_at_most)) {
            batch.next = place_of(titular);
            break;
        }
    }
    return batch;
}

}  // namespace

std::vector<timers::Timer> deadlines(bool mails) {
    std::vector<timers::Timer> all;
    if (mails) all.push_back({"confirmation", titulars});
    return all;
}

}  // namespace app
