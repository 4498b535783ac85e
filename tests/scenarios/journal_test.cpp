// The journal as a whole: verified, rebuilt, exported, and as it was known.
#include "scenario.h"

#include <sstream>

using namespace scenario;

namespace {

std::string lived(const support::TemporaryDirectory& directory) {
    const auto place = (directory.path() / "network.db").string();
    const auto ended = concert({"simulate", "--members", "60", "--years", "2", "--seed", "7", "--out", place});
    REQUIRE_MESSAGE(ended.code == 0, ended.err);
    return place;
}

}  // namespace

TEST_CASE("the same seed lives the same network, which is marked as simulated") {
    const support::TemporaryDirectory directory;
    const auto one = lived(directory), two = (directory.path() / "two.db").string(), other = (directory.path() / "other.db").string();
    CHECK(concert({"simulate", "--members", "60", "--years", "2", "--seed", "7", "--out", one}).code == 1);  // it is there
    REQUIRE(concert({"simulate", "--members", "60", "--years", "2", "--seed", "7", "--out", two}).code == 0);
    REQUIRE(concert({"simulate", "--members", "60", "--years", "2", "--seed", "8", "--out", other}).code == 0);
    CHECK(open(one)->ask("SELECT nature FROM network").next());
    const auto members = [](const std::string& place) {
        for (const auto& digest : store::digests(*open(place)))
            if (digest.table == "member") return digest;
        return store::Digest{};
    };
    CHECK(members(one).rows == 60);
    CHECK(members(one) == members(two));
    CHECK(!(members(one) == members(other)));
    CHECK(concert({"verify", one, "--tables"}).code == 0);
}

TEST_CASE("verify ends with 4 when any column of the journal was changed, an entry is missing, added or moved, or the tail was cut") {
    const support::TemporaryDirectory directory;
    const auto place = lived(directory), kept = (directory.path() / "checkpoint").string(), copy = (directory.path() / "copy.db").string();
    write(kept, concert({"checkpoint", place}).out);
    const auto last = std::to_string(size_of(place));
    struct Tampering {
        const char* name;
        std::string sql;
    };
    const std::vector<Tampering> all{
        {"time", "UPDATE journal SET time = time + 1 WHERE number = 9"},
        {"date", "UPDATE journal SET date = '2001-01-01' WHERE number = 9"},
        {"capacity", "UPDATE journal SET capacity = 'visitor' WHERE number = 2"},
        {"act", "UPDATE journal SET act = 'people.correct_person' WHERE number = 9"},
        {"version", "UPDATE journal SET version = 2 WHERE number = 9"},
        {"payload", "UPDATE journal SET payload = replace(payload, 'simulé', 'simule') WHERE number = 2"},
        {"basis", "UPDATE journal SET basis = 'source:1' WHERE number = 5"},
        {"cause", "UPDATE journal SET cause = 1 WHERE number = 9"},
        {"verdict", "UPDATE journal SET verdict = '[{\"article\":\"\",\"code\":\"x\",\"figures\":{}}]' WHERE number = 9"},
        {"announced", "UPDATE journal SET announced = '{}' WHERE number = 9"},
        {"actor", "UPDATE journal SET actor = zeroblob(32) WHERE number = 9"},
        {"client_key", "UPDATE journal SET client_key = zeroblob(32) WHERE number = 9"},
        {"leaf", "UPDATE journal SET leaf = zeroblob(32) WHERE number = 9"},
        {"openings", "UPDATE journal_restricted SET openings = zeroblob(40) WHERE number = 9"},
        {"an entry removed", "DELETE FROM journal WHERE number = 9"},
        {"an entry added",
         "INSERT INTO journal SELECT number + 1, time, date, capacity, act, version, payload, basis, cause, verdict, announced, actor, "
         "client_key, leaf FROM journal WHERE number = " +
             last},
        {"two entries in each other's place",
         "UPDATE journal SET number = -7 WHERE number = 7; UPDATE journal SET number = 7 WHERE number = 8; UPDATE journal SET number = 8 "
         "WHERE number = -7"},
        {"the head", "UPDATE journal_head SET size = size - 1"},
        {"the tail", "DELETE FROM journal WHERE number = " + last},
    };
    for (const auto& tampering : all) {
        CAPTURE(tampering.name);
        std::filesystem::copy_file(place, copy, std::filesystem::copy_options::overwrite_existing);
        open(copy, store::Access::writer)->script("PRAGMA foreign_keys = OFF; " + tampering.sql);
        const auto ended = concert({"verify", copy});
        CHECK_MESSAGE(ended.code != 0, ended.out);
        CHECK_MESSAGE((ended.code == 4 || (ended.code == 3 && says(ended.err, "does not know"))), ended.err);
        std::filesystem::remove(copy);
    }
    // A tail cut with care leaves a journal that is sound by itself: only the checkpoint kept elsewhere tells.
    const auto cut = (directory.path() / "cut.db").string();
    REQUIRE(concert({"snapshot", place, "--number", std::to_string(std::stoll(last) - 2), "--out", cut}).code == 0);
    CHECK(concert({"verify", cut}).code == 0);
    const auto key = acts::NoteKey("x", std::string(32, 'k')).verifier();
    CHECK(concert({"verify", place, "--checkpoint", kept}).code == 0);
    CHECK(concert({"verify", place, "--checkpoint", kept, "--key", key}).code == 4);
    auto db = open(place);
    auto rows = db->ask("SELECT value FROM local_key WHERE name = 'log'");
    REQUIRE(rows.next());
    const auto own = acts::NoteKey(read(kept).substr(0, read(kept).find('\n')), std::string(rows.bytes(0))).verifier();
    const auto told = concert({"verify", cut, "--checkpoint", kept, "--key", own, "--json"});
    CHECK(told.code == 4);
    CHECK(says(told.out, "the tail was cut"));
}

TEST_CASE("a rebuild takes the place of the network only when it equals it, or when it is accepted") {
    support::for_each_engine([](const store::Location& location) {
        const auto place = location.text();
        REQUIRE(concert({"simulate", "--members", "60", "--years", "2", "--out", place}).code == 0);
        const auto note = concert({"checkpoint", place}).out;
        const auto ended = concert({"rebuild", place, "--prove"});
        CHECK_MESSAGE(ended.code == 0, ended.err);
        CHECK(concert({"checkpoint", place}).out == note);  // the log's key and its last signature were taken over
        CHECK(concert({"verify", place, "--tables"}).code == 0);

        open(place, store::Access::writer)->run("UPDATE member SET population = 1 WHERE id = (SELECT min(id) FROM member)");
        CHECK(concert({"verify", place}).code == 0);
        CHECK(concert({"verify", place, "--tables"}).code == 4);
        CHECK(concert({"rebuild", place, "--check"}).code == 4);
        const auto refused = concert({"rebuild", place});
        CHECK(refused.code == 4);
        CHECK(says(refused.out, "member: 60 rows here, 60 there"));
        CHECK(concert({"verify", place, "--tables"}).code == 4);  // nothing was replaced
        const auto accepted = concert({"rebuild", place, "--accept"});
        CHECK_MESSAGE(accepted.code == 0, accepted.err);
        CHECK(concert({"verify", place, "--tables"}).code == 0);
        CHECK(says(concert({"rebuild", place}).err, "still there"));  // the one before
    });
}

TEST_CASE("a rebuild is written elsewhere, from one engine to the other") {
    const support::TemporaryDirectory directory;
    const auto place = lived(directory), copy = (directory.path() / "copy.db").string();
    const support::FreshNetwork there(store::Engine::postgresql);
    CHECK(concert({"rebuild", place, "--to", there.location().text()}).code == 0);
    CHECK(concert({"rebuild", there.location().text(), "--to", copy}).code == 0);
    CHECK(store::digests(*open(place)) == store::digests(*open(copy)));
    CHECK(concert({"rebuild", place, "--to", copy}).code == 1);  // it is there
}

TEST_CASE("the public log is written as files, and a full tile is written once") {
    const support::TemporaryDirectory directory;
    const auto place = lived(directory), tiles = (directory.path() / "log").string();
    CHECK(concert({"tiles", place, tiles}).code == 0);
    const auto size = size_of(place);
    REQUIRE(size > 256);
    CHECK(read(tiles + "/tile/0/000").size() == 256 * 32);
    CHECK(read(tiles + "/tile/1/000.p/" + std::to_string(size / 256)).size() == static_cast<std::size_t>(size / 256 * 32));
    CHECK(std::filesystem::exists(tiles + "/tile/entries/000"));
    CHECK(read(tiles + "/checkpoint") == concert({"checkpoint", place}).out);
    const auto again = concert({"tiles", place, tiles});
    CHECK(says(again.out, ": 0 files written"));
}

TEST_CASE("a network is written as it was known at an act, or on a day") {
    const support::TemporaryDirectory directory;
    const auto place = lived(directory), early = (directory.path() / "early.db").string(), day = (directory.path() / "day.db").string();
    CHECK(concert({"snapshot", place, "--number", "100", "--out", early}).code == 0);
    CHECK(size_of(early) == 100);
    CHECK(concert({"snapshot", place, "--number", "100", "--out", early}).code == 1);
    CHECK(concert({"snapshot", place, "--number", "1000000", "--out", day}).code == 1);
    CHECK(concert({"snapshot", place, "--on", "2025-02-30", "--out", day}).code == 2);
    CHECK(concert({"snapshot", place, "--on", "2025-01-01", "--out", day}).code == 0);
    auto whole = open(place);
    auto rows = whole->ask("SELECT max(number) FROM journal WHERE date <= '2025-01-01'");
    REQUIRE(rows.next());
    CHECK(size_of(day) == rows.integer(0));
    for (const auto& copy : {early, day}) {
        CHECK(concert({"rebuild", copy, "--check"}).code == 0);
        // Values erased after that day are empty in the copy, and verify says so of them alone.
        std::istringstream findings(concert({"verify", copy}).out);
        for (std::string line; std::getline(findings, line);)
            CHECK_MESSAGE((says(line, "personal value") || says(line, "nothing was rewritten")), line);
    }
}
