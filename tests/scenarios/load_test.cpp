// Loading acts: in order, once each, from where it stopped.
#include "scenario.h"

#include <csignal>
#include <thread>

using namespace scenario;

TEST_CASE("acts are loaded on both engines, and loading again doubles nothing") {
    support::for_each_engine([](const store::Location& location) {
        const support::TemporaryDirectory directory;
        const auto file = (directory.path() / "acts.jsonl").string(), place = location.text();
        write(file, small_network(700));  // more than one batch
        const auto first = concert({"init", place, "--from", file, "--json"});
        CHECK_MESSAGE(first.code == 0, first.err);
        CHECK(says(first.out, "\"acts\":702,\"repeated\":0"));
        CHECK(size_of(place) == 702);
        const auto again = concert({"init", place, "--from", directory.path().string(), "--json"});
        CHECK(says(again.out, "\"acts\":702,\"repeated\":702"));
        CHECK(size_of(place) == 702);
        CHECK(concert({"verify", place, "--tables"}).code == 0);
    });
}

TEST_CASE("loading stops at the first line that is wrong, names it, and keeps what came before") {
    const support::TemporaryDirectory directory;
    const auto file = (directory.path() / "acts.jsonl").string(), place = (directory.path() / "network.db").string();
    const auto lines = small_network(3);
    const auto stops = [&](const std::string& line, const std::string& sentence, std::int64_t kept) {
        CAPTURE(line);
        std::filesystem::remove(place);
        write(file,
              lines + line + "\n" + R"({"as":"z","act":"sources.record","basis":"","payload":{"title":"Après","kind":"document"}})" + "\n");
        const auto ended = concert({"init", place, "--from", file}, {"LANG=fr_FR"});
        CHECK(ended.code == 1);
        CHECK_MESSAGE(says(ended.err, "acts.jsonl:6: "), ended.err);
        CHECK_MESSAGE(says(ended.err, sentence), ended.err);
        CHECK(size_of(place) == kept);
    };
    stops("{", "objet JSON", 5);
    stops(R"({"act":"sources.record"})", "payload", 5);
    stops(R"({"act":"members.record","basis":"source:@nobody","payload":{}})", "@nobody", 5);
    stops(R"({"as":"s","act":"sources.record","payload":{"title":"Deux fois","kind":"document"}})", "désigne déjà", 5);
    stops(R"({"act":"sources.record","payload":{"title":"Sans sorte"}})", "kind —", 5);
    stops(
        R"({"act":"members.record","basis":"source:@s","payload":{"name":"Ville 0","country":"FR","kind":"city","member_class":"not_stated","attested":"2020","sources":["@s"]}})",
        "Ville 0", 5);
    // Corrected, it goes on and doubles nothing.
    write(file, lines + R"({"as":"z","act":"sources.record","basis":"","payload":{"title":"Après","kind":"document"}})" + "\n");
    CHECK(says(concert({"init", place, "--from", file, "--json"}).out, "\"acts\":6,\"repeated\":5"));
    CHECK(concert({"init", place, "--from", (directory.path() / "none.jsonl").string()}).code == 1);
}

TEST_CASE("a load that is killed goes on to the same journal as one that was left alone") {
    const support::TemporaryDirectory directory;
    const auto file = (directory.path() / "acts.jsonl").string(), calm = (directory.path() / "calm.db").string();
    write(file, small_network(6'000));
    REQUIRE(concert({"init", calm, "--from", file}).code == 0);
    const auto undisturbed = acts_of(calm);
    for (int round = 0; round < 4; ++round) {
        const auto place = (directory.path() / ("killed" + std::to_string(round) + ".db")).string();
        std::int64_t reached = 0;
        for (int kill = 0; kill < 3; ++kill) {
            support::Process load(words({"init", place, "--from", file}));
            std::this_thread::sleep_for(std::chrono::milliseconds(40 + 50 * round + 35 * kill));
            load.signal(SIGKILL);
            load.wait();
            if (!std::filesystem::exists(place)) continue;
            if (const auto db = open(place); !db->tables().empty()) {
                const auto size = acts::read_head(*db).size;
                CHECK(size >= reached);  // nothing that was kept is lost
                reached = size;
            }
        }
        CHECK(concert({"init", place, "--from", file}).code == 0);
        CHECK(acts_of(place) == undisturbed);
    }
}

TEST_CASE("the association's own data are loaded") {
    const support::TemporaryDirectory directory;
    const auto place = (directory.path() / "aimf.db").string();
    const auto ended = concert({"init", place, "--from", data});
    CHECK_MESSAGE(ended.code == 0, ended.err);
    CHECK(concert({"verify", place, "--tables"}).code == 0);
}
