#include "app/news_sources.h"

#include "accounts/accounts.h"
#include "acts/history.h"
#include "admissions/admissions.h"
#include "base/zone.h"
#include "drafts/pages.h"
#include "sign_in/sign_in.h"

#include <algorithm>
#include <boost/json.hpp>

namespace app {
namespace {

using base::Date, base::Id, base::Person, news::News;

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::int64_t ends_within_days = 30, lapsed_within_us = 30 * day_us, most = 500;

boost::json::object object_of(std::string_view payload) {
    boost::system::error_code error;
    const auto value = boost::json::parse(payload, error);
    const auto* object = error ? nullptr : value.if_object();
    return object ? *object : boost::json::object();
}
std::int64_t number_in(const boost::json::object& fields, std::string_view name) {
    const auto* value = fields.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : 0;
}
bool says(const boost::json::object& fields, std::string_view name, std::string_view word) {
    const auto* value = fields.if_contains(name);
    return value && value->is_string() && value->get_string() == word;
}

// The letter a message belongs to, and who sent it: a message is numbered by the act that asked for it.
std::optional<News> letter_of(store::Db& db, std::int64_t message) {
    for (int again = 0; again < 100; ++again) {
        const auto entry = acts::find_entry(db, {message / 1000});
        if (!entry) return {};
        if (entry->entry.act == "mail.send_again") {
            message = number_in(object_of(entry->entry.payload), "message");
            continue;
        }
        const auto sender = acts::Actor{entry->actor()}.person();
        if (entry->entry.act != "mail.send_letter" || !sender) return {};
        return News{*sender, "letter_came_back", entry->entry.number.value * 1000 + 1};
    }
    return {};
}

}  // namespace

std::vector<News> news_of_act(store::Db& db, Id<acts::Act> number, std::string_view act, std::string_view payload, std::int64_t time_us) {
    std::vector<News> told;
    const auto of_grant = [&](std::string_view kind, std::int64_t id) {
        if (const auto grant = accounts::find_grant(db, {id})) told.push_back({grant->person, std::string(kind), id, time_us});
    };
    if (act == "accounts.grant_role") of_grant("role_granted", number.value * 1000 + 1);
    if (act == "accounts.end_role") of_grant("role_ended", number_in(object_of(payload), "grant"));
    if ((act.starts_with("admissions.") && act != "admissions.add_piece" && act != "admissions.confirm_address") ||
        act == "members.admit") {
        const auto sender = acts::Actor{admissions::sender_of(db, {number_in(object_of(payload), "application")})}.person();
        if (sender) told.push_back({*sender, "application_step", number.value, time_us});
    }
    if (act == "mail.record_bounce" || act == "mail.record_delivery") {
        const auto fields = object_of(payload);
        const bool lost = act == "mail.record_bounce" || says(fields, "outcome", "refused") || says(fields, "outcome", "given_up");
        auto letter = lost ? letter_of(db, number_in(fields, "message")) : std::nullopt;
        if (letter) letter->at_us = time_us, told.push_back(std::move(*letter));
    }
    return told;
}

bool NewsSources::step(std::stop_token) {
    const bool more = follow_journal();
    return begin_day() || more;
}

bool NewsSources::follow_journal() {
    const auto reading = doors_.read();
    const auto size = acts::read_head(*reading).size;
    const auto last = news::cursor(*reading, "journal");
    if (last && *last >= size) return false;
    std::vector<News> told;
    auto through = size;
    if (last) {
        const auto entries = acts::entries_after(*reading, {}, *last, entries_at_once);
        if (entries.empty()) return false;
        through = entries.back().number.value;
        for (const auto& entry : entries)
            for (auto& one : news_of_act(*reading, entry.number, entry.act, entry.payload, entry.time_us)) told.push_back(std::move(one));
    }
    doors_.run_local([&](store::Db& db) {
        db.begin();
        for (const auto& one : told) news::put(db, one);
        news::put_cursor(db, "journal", through);
        db.commit();
    });
    return through < size;
}

// What a day brings: roles that end, links that ran out, and to each person how much of their desk fell due.
bool NewsSources::begin_day() {
    const auto now = doors_.clock();
    const auto reading = doors_.read();
    const auto zone = doors_.zone(*reading);
    const auto today = base::civil_date(now, zone).value_or(Date::utc_day(now));
    if (!day_ || day_->day != today) day_ = Day{today, {}, false};
    if (day_->over) return false;
    const auto morning = base::utc_time(today, 0, zone).value_or(now);

    std::vector<News> told;
    if (!day_->after) {
        const auto administrators = accounts::holders_on(*reading, accounts::RoleName::administrator, {}, today);
        for (const auto& grant : accounts::grants_ending(*reading, today, today.plus_days(ends_within_days), most)) {
            told.push_back({grant.person, "role_ends", grant.id.value, morning});
            for (const auto& administrator : administrators)
                if (administrator.person != grant.person) told.push_back({administrator.person, "role_ends_of", grant.id.value, morning});
        }
        for (const auto& made : drafts::lapsed(*reading, now - lapsed_within_us, now, most))
            told.push_back({made.preparer, "prepared_lapsed", made.id, made.until_us});
    }
    // A day the clock showed by mistake, beyond today, is none.
    const auto known = news::cursor(*reading, "day");
    const auto last = known && *known < today.days_since_1970() ? Date::from_days(*known) : today.plus_days(-1);
    auto accounts = sign_in::accounts(*reading);
    std::erase_if(accounts, [&](const auto& account) { return account.person.value <= day_->after.value; });
    const auto some = std::min<std::size_t>(accounts.size(), people_at_once);
    for (std::size_t i = 0; i < some; ++i)
        if (const auto count = doors_.due(reading, accounts[i].person, last, today); count > 0)
            told.push_back({accounts[i].person, "due", today.days_since_1970(), morning, count});
    const bool over = some == accounts.size();
    doors_.run_local([&](store::Db& db) {
        db.begin();
        for (const auto& one : told) news::put(db, one);
        if (over) news::put_cursor(db, "day", today.days_since_1970());
        db.commit();
    });
    if (over) day_->over = true;
    else day_->after = accounts[some - 1].person;
    return !over;
}

}  // namespace app
