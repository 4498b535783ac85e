#include "sources/sources.h"

#include "support/life.h"

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
        CHECK(said("figure", valued, "[]") == "sources missing");
        CHECK(said("figure", valued, "[" + source + ",77]") == "sources[1] unknown_reference");
        CHECK(said("figure", valued, "[" + source + "]", "2026-09-22") == "as_of date_future");
        CHECK(said("figure", valued, "[" + source + "]", "2026-09-21") == "accepted");
        CHECK(said("figure", R"(,"value":9000000000001)", "[" + source + "]") == "value above");
        CHECK(sources::statements(*life.reader(), sources::Subject::figure).size() == 2);
    });
}
