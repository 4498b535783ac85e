#include "sources/sources.h"

#include "sources/rules.h"
#include "support/life.h"
#include "support/site.h"

#include <doctest/doctest.h>

using support::told;

TEST_CASE("A source was read by today, and is its own basis") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    const auto said = [&](const char* read, const char* basis = "") {
        return told(life.say("sources.record", R"({"title":"a","kind":"document","read":)" + support::json_of(read) + "}", basis));
    };
    CHECK(said("2026-09-21") == "accepted");
    CHECK(said("2026-09-22") == "read date_future");
    CHECK(said("2026-09-21", "source:1") == "basis unknown");
}

TEST_CASE("A statement says of what, when and by which sources") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        const auto source = std::to_string(life.made("sources.record", R"({"title":"a","kind":"document"})"));
        const auto said = [&](const char* subject, const std::string& more, const std::string& sources, const char* as_of = "2020") {
            return told(life.say("statements.record",
                                 "{\"subject\":" + support::json_of(subject) + more + ",\"as_of\":" + support::json_of(as_of) +
                                     R"(,"quote_fr":"q","quote_en":"q","translated":"en","confidence":"implied","sources":)" + sources +
                                     "}",
                                 "source:" + source));
        };
        const auto named = std::string(R"(,"name":"Dakar")"), valued = std::string(R"(,"value":0)");
        CHECK(said("membership", named, "[" + source + "]") == "accepted");
        CHECK(said("membership", valued, "[" + source + "]") == "name missing");
        CHECK(said("figure", valued, "[" + source + "]") == "accepted");
        CHECK(said("figure", named, "[" + source + "]") == "value missing");
        CHECK(said("figure", valued, "[]") == "sources no_source");
        CHECK(said("figure", valued, "[" + source + ",77]") == "sources[1] unknown_reference");
        CHECK(said("figure", valued, "[" + source + "]", "2026-09-22") == "as_of date_future");
        CHECK(said("figure", valued, "[" + source + "]", "2026-09-21") == "accepted");
        CHECK(said("figure", R"(,"value":9000000000001)", "[" + source + "]") == "value above");
        CHECK(sources::statements(*life.reader(), sources::Subject::figure).size() == 2);
    });
}

TEST_CASE("Every wrong field of a statement is told at once, and none without a source") {
    using sources::Said, sources::Subject;
    const auto today = *base::Date::parse("2026-09-21");
    const auto day = *base::PartialDate::parse("2020");
    const auto told_of = [&](Said said, int cited = 1) {
        said.as_of = day;
        said.sources = std::size_t(cited);
        return told(sources::wrong_in(said, today));
    };
    CHECK(told_of({.subject = Subject::event, .title_fr = true, .title_en = true}) == "right");
    CHECK(told_of({.subject = Subject::event, .title_fr = true, .title_en = true}, 0) == "sources no_source");
    CHECK(told_of({.subject = Subject::event}, 0) == "sources no_source, title_fr missing, title_en missing");
    CHECK(told_of({.subject = Subject::project, .title_fr = true}) == "title_en missing");
    CHECK(told_of({.subject = Subject::finance, .value = 0}) == "right");
    CHECK(told_of({.subject = Subject::finance}) == "value missing");
    CHECK(told_of({.subject = Subject::finance, .value = 8, .value_to = 8}) == "value_to not_above");
    CHECK(told_of({.subject = Subject::finance, .value = 8, .value_to = 9}) == "right");
    CHECK(told_of({.subject = Subject::partner, .title_fr = true, .title_en = true, .value_to = 9}) == "value missing");
    CHECK(told_of({.subject = Subject::partner, .title_fr = true, .title_en = true, .precision = true}) == "value missing");
    CHECK(told_of({.subject = Subject::finance, .equivalent = true, .value = 8}) == "equivalent_unit missing");
    CHECK(told_of({.subject = Subject::finance, .equivalent_unit = true, .value = 8}) == "equivalent missing");
    CHECK(told_of({.subject = Subject::finance, .equivalent = true, .equivalent_unit = true, .value = 8}) == "right");
    CHECK(told_of({.subject = Subject::membership}) == "name missing");
}

namespace {

std::string said_json(const char* value, const std::string& sources, const std::string& more = "") {
    return std::string(R"({"subject":"finance","value":)") + value +
           R"(,"unit":"EUR","as_of":"2022","quote_fr":"q","quote_en":"q","translated":"fr","confidence":"confirmed","sources":[)" +
           sources + "]" + more + "}";
}

}  // namespace

TEST_CASE("A statement is corrected by who saw it as it is, and withdrawn with a reason; neither deletes it") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto source = std::to_string(life.source);
        const auto id = life.made("statements.record", said_json("38", source), life.basis);
        const auto number = [&] { return std::to_string(sources::find_statement(*life.reader(), {id})->changed_by.value); };
        const auto correct = [&](const std::string& seen, const char* value, const std::string& cited) {
            return told(life.say("statements.correct",
                                 said_json(value, cited, ",\"statement\":" + std::to_string(id) + ",\"seen\":" + seen + R"(,"reason":"r")"),
                                 life.basis));
        };
        const auto first = number();
        CHECK(correct(first, "52", "") == "sources no_source");
        CHECK(correct(first, "52", source) == "accepted");
        CHECK(correct(first, "53", source) == "sources.changed_meanwhile");
        CHECK(sources::find_statement(*life.reader(), {id})->value == 52);
        const auto withdraw = [&](std::int64_t what, const char* reason) {
            return told(life.say("statements.withdraw",
                                 "{\"statement\":" + std::to_string(what) + ",\"reason\":" + support::json_of(reason) + "}"));
        };
        CHECK(withdraw(999, "r") == "statement unknown_reference");
        CHECK(withdraw(id, "") == "reason missing");
        CHECK(withdraw(id, "Exemple") == "accepted");
        CHECK(withdraw(id, "Exemple") == "sources.withdrawn");
        CHECK(correct(number(), "54", source) == "sources.withdrawn");
        const auto db = life.reader();
        CHECK(sources::statements(*db, sources::Subject::finance).empty());
        CHECK(sources::count_statements(*db, {}) == 0);
        CHECK(sources::statements_of_source(*db, {life.source}).size() == 1);
        CHECK(sources::find_statement(*db, {id})->withdrawn_because == "Exemple");
    });
}

TEST_CASE("Two sources that disagree name each other, until one statement is withdrawn") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const auto source = std::to_string(life.source);
        const auto said = [&](const char* value, const std::string& others) {
            return life.made("statements.record", said_json(value, source, ",\"contradicts\":[" + others + "]"), life.basis);
        };
        const auto one = said("38", ""), other = said("52", std::to_string(one)), third = said("7", std::to_string(other)),
                   alone = said("1", "");
        CHECK(told(life.say("statements.record", said_json("1", source, R"(,"contradicts":[5])"), life.basis)) ==
              "contradicts[0] unknown_reference");
        const auto ids = [](const std::vector<base::Id<sources::Statement>>& all) {
            std::vector<std::int64_t> numbers;
            for (const auto id : all) numbers.push_back(id.value);
            return numbers;
        };
        auto db = life.reader();
        CHECK(ids(sources::contradicted_by(*db, {one})) == std::vector{other});
        CHECK(ids(sources::contradicted_by(*db, {other})) == std::vector{one, third});
        CHECK(sources::contradicted_by(*db, {alone}).empty());
        const auto groups = sources::disagreements(sources::contradictions(*db));
        REQUIRE(groups.size() == 1);
        CHECK(ids(groups[0]) == std::vector{one, other, third});
        const auto seen = std::to_string(sources::find_statement(*db, {one})->changed_by.value);
        CHECK(told(life.say("statements.correct",
                            said_json("1", source,
                                      ",\"contradicts\":[" + std::to_string(one) + "],\"statement\":" + std::to_string(one) +
                                          ",\"seen\":" + seen + R"(,"reason":"r")"),
                            life.basis)) == "contradicts[0] itself");
        life.made("statements.withdraw", "{\"statement\":" + std::to_string(other) + R"(,"reason":"r"})");
        db = life.reader();
        CHECK(sources::contradicted_by(*db, {one}).empty());
        CHECK(sources::disagreements(sources::contradictions(*db)).empty());
    });
}

TEST_CASE("A source whose address is dead is kept with the day it was read, and may have a copy") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        const auto id =
            life.made("sources.record", R"({"title":"a","kind":"web_page","address":"https://example.org/a","read":"2026-09-10"})");
        const auto bare = life.made("sources.record", R"({"title":"b","kind":"document"})");
        const auto gone = [&](std::int64_t source, const char* on, const std::string& more = "") {
            return told(
                life.say("sources.mark_gone", "{\"source\":" + std::to_string(source) + ",\"on\":" + support::json_of(on) + more + "}"));
        };
        CHECK(gone(77, "2026-09-20") == "source unknown_reference");
        CHECK(gone(bare, "2026-09-20") == "sources.no_address");
        CHECK(gone(id, "2026-09-09") == "on before_read");
        CHECK(gone(id, "2026-09-22") == "on date_future");
        CHECK(gone(id, "2026-09-10", R"(,"copy":"https://example.org/copy")") == "accepted");
        const auto source = sources::find_source(*life.reader(), {id});
        CHECK(source->address == "https://example.org/a");
        CHECK(source->read->edtf() == "2026-09-10");
        CHECK(source->gone == base::Date::parse("2026-09-10"));
        CHECK(source->copy == "https://example.org/copy");
    });
}

TEST_CASE("The page of a fact says who says it and what says otherwise; withdrawn, it says why and leaves the lists") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    const auto source = std::to_string(
        site.made("sources.record", R"({"title":"Exemple","kind":"web_page","address":"https://example.org/a","read":"2026-09-10"})"));
    const auto partner = [&](const char* value, const std::string& others) {
        return std::to_string(
            site.made("statements.record",
                      std::string(R"({"subject":"partner","title_fr":"Union d’exemple","title_en":"Example union","value":)") + value +
                          R"(,"unit":"EUR","as_of":"2022/2025","quote_fr":"q","quote_en":"q","translated":"en",)" +
                          R"("confidence":"confirmed","sources":[)" + source + "],\"contradicts\":[" + others + "]}",
                      "source:" + source));
    };
    const auto one = partner("3800000", ""), other = partner("5200000", one);
    const auto has = [&](const std::string& page, const std::string& words) { return site.body(page).find(words) != std::string::npos; };
    CHECK(has("/faits/" + one, "/faits/" + other + "\""));
    CHECK(has("/en/facts/" + other, "/en/facts/" + one + "\""));
    CHECK(has("/partenaires", "/faits/" + one + "\""));
    CHECK(has("/en/partners", "Sources disagree"));
    CHECK(has("/en/history", "Where sources differ"));
    CHECK(has("/sources/" + source, "/faits/" + one + "\""));
    CHECK(site.get("/faits/999").status == 404);
    site.made("sources.mark_gone", "{\"source\":" + source + R"(,"on":"2026-09-20"})");
    CHECK(has("/en/sources/" + source, "20 September 2026"));
    CHECK(has("/en/sources/" + source, "10 September 2026"));  // still said when it was read
    CHECK(has("/en/facts/" + one, "20 September 2026"));
    site.made("statements.withdraw", "{\"statement\":" + other + R"(,"reason":"Exemple de raison"})");
    CHECK(has("/faits/" + other, "Exemple de raison"));
    CHECK_FALSE(has("/partenaires", "/faits/" + other + "\""));
    CHECK_FALSE(has("/faits/" + one, "/faits/" + other + "\""));
    CHECK(has("/sources/" + source, "/faits/" + other + "\""));
}
