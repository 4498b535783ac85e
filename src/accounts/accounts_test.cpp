#include "accounts/accounts.h"

#include "acts/replay.h"
#include "acts/verify.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using support::told;

namespace {

std::string grant(std::int64_t person, const char* role, const char* scope = "network", std::int64_t id = 0,
                  const char* from = "2026-01-01", const char* until = "") {
    return fmt::format(R"({{"person":{},"role":"{}","scope":"{}"{},"from":"{}"{}}})", person, role, scope,
                       id ? fmt::format(R"(,"scope_id":{})", id) : "", from, *until ? fmt::format(R"(,"until":"{}")", until) : "");
}

struct Office : support::Begun {
    explicit Office(const store::Location& at) : Begun(at) {
        ada = made("people.register_person", R"({"name":"Ada Exemple"})");
        bea = made("people.register_person", R"({"name":"Bea Exemple"})");
    }
    acts::Outcome as(std::int64_t person, const std::string& act, const std::string& json, const std::string& on = "") {
        return writer.submit({{"person:" + std::to_string(person), acts::Role::visitor, "visitor"}, act, json, "", on});
    }
    std::string capacity() {
        const auto reader_now = reader();
        auto rows = reader_now->ask("SELECT capacity FROM journal ORDER BY number DESC LIMIT 1");
        return rows.next() ? rows.text(0) : "";
    }
    base::Date today() const { return base::Date::utc_day(now); }
    std::int64_t ada = 0, bea = 0;
};

}  // namespace

TEST_CASE("A person may do what the roles they hold allow, from the first day to the last") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        const std::string person = R"({"name":"Cléa Exemple"})";
        CHECK(told(life.as(life.ada, "people.register_person", person)) == "acts.not_allowed");
        const auto officer = life.made("accounts.grant_role", grant(life.ada, "officer"));
        CHECK(told(life.as(life.ada, "people.register_person", person)) == "accepted");
        CHECK(life.capacity() == "secretariat");
        CHECK(told(life.as(life.ada, "accounts.grant_role", grant(life.bea, "officer"))) == "acts.not_allowed");
        CHECK(told(life.as(life.bea, "people.register_person", person)) == "acts.not_allowed");
        CHECK(told(life.as(999'001, "people.register_person", person)) == "acts.not_allowed");
        CHECK(told(life.as(life.bea, "members.apply_for_membership",
                           support::application("Nantes", "FR", "city", "2026-03-01", "Ada Exemple", "a@ville.example.org"))) ==
              "accepted");

        // From tomorrow, and until yesterday, is not today.
        const auto today = life.today();
        CHECK(told(life.say("accounts.grant_role", grant(life.bea, "officer", "network", 0, today.plus_days(1).iso().c_str()))) ==
              "accepted");
        CHECK(told(life.as(life.bea, "people.register_person", person)) == "acts.not_allowed");
        CHECK(told(life.say("accounts.end_role", fmt::format(R"({{"grant":{},"on":"{}","reason":"left"}})", officer, today.iso()))) ==
              "accepted");
        CHECK(told(life.as(life.ada, "people.register_person", person)) == "accepted");  // the last day counts
        life.now += 24LL * 3600 * 1'000'000;
        CHECK(told(life.as(life.ada, "people.register_person", person)) == "acts.not_allowed");
        CHECK(told(life.as(life.bea, "people.register_person", person)) == "accepted");
        CHECK(told(life.say("people.erase_person", fmt::format(R"({{"person":{}}})", life.bea))) == "accepted");
        CHECK(told(life.as(life.bea, "people.register_person", person)) == "acts.not_allowed");
        CHECK(acts::verify(*life.reader(), app::registry()) == std::vector<std::string>{});
    });
}

TEST_CASE("A role is granted to somebody known, once for the same time, and ended once") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        const auto said = [&](const std::string& json) { return told(life.say("accounts.grant_role", json)); };
        CHECK(said(grant(999, "officer")) == "person unknown_reference");
        CHECK(said(grant(life.ada, "officer", "member", 4001)) == "scope role_scope");
        CHECK(said(grant(life.ada, "staff", "member")) == "scope_id missing");
        CHECK(said(grant(life.ada, "staff", "member", 4001, "2026-01-01", "2026-12-31")) == "accepted");
        CHECK(said(grant(life.ada, "staff", "member", 4001, "2026-12-31")) == "accounts.already_held");
        CHECK(said(grant(life.ada, "staff", "member", 4001, "2027-01-01")) == "accepted");
        CHECK(said(grant(life.ada, "staff", "member", 4002)) == "accepted");
        const auto first = life.made("accounts.grant_role", grant(life.ada, "administrator"));
        const auto end = [&](std::int64_t id, const std::string& on) {
            return told(life.say("accounts.end_role", fmt::format(R"({{"grant":{},"on":"{}","reason":"resigned"}})", id, on)));
        };
        const auto today = life.today().iso();
        CHECK(end(999, today) == "grant unknown_reference");
        CHECK(end(first, today) == "accounts.last_administrator");
        life.made("accounts.grant_role", grant(life.bea, "administrator", "network", 0, "2026-01-01", "2030-01-01"));
        CHECK(end(first, today) == "accounts.last_administrator");  // the other's end is set
        const auto second = life.made("accounts.grant_role", grant(life.bea, "administrator", "network", 0, "2030-01-02"));
        CHECK(end(first, today) == "accounts.last_administrator");  // not yet
        CHECK(end(first, "2030-01-02") == "accepted");
        CHECK(end(first, "2030-01-03") == "accounts.ended");
        CHECK(end(second, "2031-01-01") == "accounts.last_administrator");
        const auto reader = life.reader();
        CHECK(accounts::grants_of(*reader, {life.ada}).size() == 4);
        CHECK(accounts::grants_on(*reader, life.today()).size() == 4);
        CHECK(accounts::find_grant(*reader, {first})->ended_by.has_value());
    });
}

TEST_CASE("Who may not do an act is told so, not what is wrong in it") {
    support::for_each_engine([](const store::Location& location) {
        Office life(location);
        CHECK(told(life.say("people.register_person", "{}")) == "name missing");
        CHECK(told(life.visitor("people.register_person", "{}")) == "acts.not_allowed");
        CHECK(told(life.say("members.admit", "{}")) == "acts.not_allowed");
    });
}
