#include "people/people.h"

#include "support/life.h"

#include <doctest/doctest.h>

using support::told;

TEST_CASE("A person is known, corrected as a whole, and erased once by an administrator") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        const auto person = life.made("people.register_person", R"({"name":"Ada Exemple","email":"ada@ville.example.org"})");
        const auto of = [](std::int64_t id, const std::string& more = "") { return "{\"person\":" + std::to_string(id) + more + "}"; };
        const auto values = [&] {
            auto db = life.reader();
            auto rows = db->ask("SELECT count(*) FROM personal_value");
            rows.next();
            return rows.integer(0);
        };
        CHECK(people::known(*life.reader(), {person}) == people::Known::known);
        CHECK(people::known(*life.reader(), {person + 1}) == people::Known::nobody);
        CHECK(told(life.say("people.correct_person", of(person, R"(,"name":"Ada Autre")"))) == "accepted");
        CHECK(told(life.say("people.correct_person", of(person + 1, R"(,"name":"Ada Autre")"))) == "person unknown_reference");
        CHECK(values() == 6);
        CHECK(told(life.say("people.erase_person", of(person + 1))) == "person unknown_reference");
        const acts::Submission officer{{"officer", acts::Role::officer, "secretariat"}, "people.erase_person", of(person), "", ""};
        CHECK(told(life.writer.submit(officer)) == "acts.not_allowed");
        CHECK(told(life.say("people.erase_person", of(person))) == "accepted");
        CHECK(values() == 0);  // what was corrected too
        CHECK(people::known(*life.reader(), {person}) == people::Known::erased);
        CHECK(told(life.say("people.erase_person", of(person))) == "people.erased");
        CHECK(told(life.say("people.correct_person", of(person, R"(,"name":"Ada Autre")"))) == "people.erased");
    });
}

TEST_CASE("An act said again after its person was erased is known by its key, another one with that key is not") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    const auto said = [&](const char* json) { return life.say("people.register_person", json, "", "key"); };
    const auto first = said(R"({"name":"Ada Exemple"})");
    REQUIRE(first);
    CHECK(told(said(R"({"name":"Bea Exemple"})")) == "acts.key_used");
    CHECK(said(R"({"name":"Ada Exemple"})")->repeated);
    life.made("people.erase_person", "{\"person\":" + std::to_string(first->first_thing()) + "}");
    CHECK(said(R"({"name":"Ada Exemple"})")->number == first->number);
}
