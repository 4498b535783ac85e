// Faults are planted one by one, and the doctor names each; where there is none it finds none.
#include "acts/writer.h"
#include "app/concert.h"
#include "scenario.h"

#include <fcntl.h>
#include <unistd.h>
#include <boost/json.hpp>
#include <csignal>

using namespace scenario;

namespace {

namespace fs = std::filesystem;

struct Patient {
    Patient() {
        place = (directory.path() / "network.db").string();
        write((directory.path() / "acts.jsonl").string(), small_network(3));
        REQUIRE(concert({"init", place, "--from", (directory.path() / "acts.jsonl").string()}).code == 0);
        attached = store::Files(store::Files::beside(store::Location::parse(place))).keep("%PDF-1.7 x");
        acts::Writer writer(app::registry(), app::tables(), app::writer_options(store::Location::parse(place)));
        const auto outcome = writer.submit(
            {{"visitor", acts::Role::visitor, "visitor"},
             "members.apply_for_membership",
             R"({"name":"Ville","country":"FR","kind":"association","deliberation":{"name":"d.pdf","media_type":"application/pdf","size":10,"sha256":")" +
                 attached.hex() + R"("},"deliberation_date":"2026-03-01","contact_name":"Claire Exemple","contact_email":"a@example.org"})",
             "",
             ""});
        REQUIRE(outcome.has_value());
        REQUIRE(concert({"checkpoint", place}).code == 0);
        const support::TemporaryDirectory elsewhere;
        const auto key = (elsewhere.path() / "key").string();
        REQUIRE(concert({"backup-key", key}).code == 0);
        fs::create_directory(directory.path() / "backups");
        REQUIRE(concert({"backup", (directory.path() / "backups").string(), "--database", place, "--recipient", key + ".pub"}).code == 0);
    }
    void change(const std::string& sql) const { open(place, store::Access::writer)->script(sql); }
    support::TemporaryDirectory directory;
    std::string place;
    base::Hash attached;
};

// "check problem" of everything that is not well, sorted as the checks come; then how it ended.
std::string told(const support::Ended& ended) {
    std::string all;
    const auto answer = boost::json::parse(ended.out.substr(0, ended.out.find('\n'))).as_object();
    for (const auto& value : answer.at("checks").as_array()) {
        const auto& one = value.as_object();
        CHECK(!one.at("what").as_string().empty());
        if (one.at("state").as_string() == "ok") continue;
        CHECK_MESSAGE((!one.at("how").as_string().empty()), std::string(one.at("check").as_string()));
        all += std::string(one.at("check").as_string()) + " " + std::string(one.at("problem").as_string()) + ", ";
    }
    return all + std::to_string(ended.code);
}
std::string examined(const Patient& patient, std::vector<std::string> more = {}, std::vector<std::string> environment = {}) {
    more.insert(more.begin(), {"doctor", patient.place, "--json"});
    return told(concert(more, std::move(environment)));
}

}  // namespace

TEST_CASE("a healthy network has no fault, at rest and served, in either language") {
    const Patient patient;
    CHECK(examined(patient) == "0");
    CHECK(examined(patient, {"--tables"}) == "0");
    const auto french = concert({"doctor", patient.place}, {"LANG=fr_FR"});
    CHECK(french.code == 0);
    CHECK(says(french.out, "6 actes vérifiés"));
    CHECK(!says(french.out, "program."));
    Served server(patient.place);
    const auto served = concert({"doctor", patient.place});
    CHECK(served.code == 0);
    CHECK(says(served.out, "a server that answers"));
}

TEST_CASE("each planted fault is named, with how to mend it, and nothing else is") {
    struct Case {
        std::string wanted;
        std::function<void(const Patient&)> plant;
        std::vector<std::string> more = {}, environment = {};
    };
    const support::TemporaryDirectory elsewhere;
    const auto no_fonts = (elsewhere.path() / "fonts.conf").string();
    write(no_fonts, "<?xml version=\"1.0\"?><fontconfig><dir>/nowhere</dir></fontconfig>");
    const auto sql = [](std::string text) { return [text](const Patient& patient) { patient.change(text); }; };
    const std::vector<Case> all{
        {"database missing, 2", [](const Patient& patient) { fs::remove(patient.place); }},
        {"database unreadable, 2",
         [](const Patient& patient) {
             write(patient.place, "a letter");
             fs::permissions(patient.place, fs::perms::owner_read);
         }},
        {"database damaged, 2",
         [](const Patient& patient) {
             const int file = ::open(patient.place.c_str(), O_RDWR);
             std::int64_t page = 0;  // of a table that nothing reads before the whole file is checked
             {
                 const auto db = open(patient.place);
                 auto rows = db->ask("SELECT rootpage FROM sqlite_schema WHERE name = 'source'");
                 REQUIRE(rows.next());
                 page = rows.integer(0) - 1;
             }
             REQUIRE(::pwrite(file, std::string(600, '\x7f').data(), 600, page * 4096 + 8) == 600);
             ::close(file);
         }},
        {"database damaged, 2", sql("PRAGMA foreign_keys = OFF; INSERT INTO journal_restricted VALUES (99, x'00')")},
        {"format newer, 2", sql("UPDATE journal_format SET format = 2")},
        {"format other, 2", sql("UPDATE journal_format SET tables = zeroblob(32)")},
        {"format none, 2", sql("PRAGMA foreign_keys = OFF; DROP TABLE journal_format")},
        {"journal unsound, checkpoint not_extended, 2", sql("UPDATE journal SET leaf = zeroblob(32) WHERE number = 4")},
        {"journal unsound, 2", sql("UPDATE journal_head SET root = zeroblob(32)")},
        {"journal unsound, 2", sql("UPDATE journal SET date = '2001-01-01' WHERE number = 4")},
        {"checkpoint not_extended, 2", sql("UPDATE local_checkpoint SET size = 60")},
        {"checkpoint not_extended, 2", sql("UPDATE local_checkpoint SET root = zeroblob(32)")},
        {"tables differ, 2", sql("ALTER TABLE member ADD COLUMN colour TEXT")},
        {"tables differ, 2", sql("UPDATE member SET population = 1"), {"--tables"}},
        {"clock zone, 2", sql("UPDATE network SET zone = 'Europe/Atlantis'")},
        {"rights open, 2", [](const Patient& patient) { fs::permissions(patient.place, fs::perms::others_read, fs::perm_options::add); }},
        {"rights open, 2",
         [](const Patient& patient) {
             fs::permissions(store::Files::beside(store::Location::parse(patient.place)), fs::perms::others_read, fs::perm_options::add);
         }},
        {"rights key, 1",
         [](const Patient& patient) {
             REQUIRE(concert({"backup-key", (patient.directory.path() / "key").string()}).code == 0);
         }},
        {"files missing, 2",
         [](const Patient& patient) {
             fs::remove(store::Files(store::Files::beside(store::Location::parse(patient.place))).path(patient.attached));
         }},
        {"files damaged, 2",
         [](const Patient& patient) {
             write(store::Files(store::Files::beside(store::Location::parse(patient.place))).path(patient.attached), "%PDF-1.7 y");
         }},
        {"backup never, 1", sql("DELETE FROM local_backup")},
        {"backup late, 1", sql("UPDATE local_backup SET started = started - 3 * 86400000000")},
        {"backup failed, 2", sql("UPDATE local_backup SET fault = 'no room'")},
        {"backup gone, 1", [](const Patient& patient) { fs::remove_all(patient.directory.path() / "backups"); }},
        {"fonts missing, 1", [](const Patient&) {}, {}, {"FONTCONFIG_FILE=" + no_fonts}},
    };
    CHECK(all.size() >= 12);
    for (const auto& one : all) {
        const Patient patient;
        one.plant(patient);
        CAPTURE(one.wanted);
        CHECK(examined(patient, one.more, one.environment) == one.wanted);
    }
}

TEST_CASE("a clock behind the last entry, a lock that somebody holds, a socket left behind and a full disk are named") {
    {
        const Patient patient;
        acts::Writer writer(app::registry(), app::tables(), app::writer_options(store::Location::parse(patient.place), [] {
                                return acts::system_clock_us() + 86'400'000'000;
                            }));
        REQUIRE(writer
                    .submit({{"administrator", acts::Role::administrator, "secretariat"},
                             "sources.record",
                             R"({"title":"Page","kind":"web_page"})",
                             "",
                             ""})
                    .has_value());
        CHECK(examined(patient) == "clock behind, 2");
    }
    const Patient patient;
    {
        const store::WriterLock lock(store::Location::parse(patient.place));
        CHECK(examined(patient) == "lock held, 1");
        CHECK(says(concert({"doctor", patient.place}).out, "process " + std::to_string(getpid())));
    }
    {
        Served server(patient.place);
        server.process.signal(SIGKILL);
        server.process.wait();
    }
    CHECK(examined(patient) == "socket stale, 1");
    fs::remove(patient.place + ".sock");
    const auto disk = patient.directory.path() / "disk";
    fs::create_directory(disk);
    const auto full = concert_on_small_disk(disk, "20m", {"doctor", (disk / "network.db").string(), "--json"},
                                            "cp -p " + patient.place + " " + disk.string());
    CHECK_MESSAGE(says(told(full), "disk full, "), full.out);
    CHECK(full.code == 2);
}

TEST_CASE("of PostgreSQL the doctor says what keeps it from being durable") {
    const support::FreshNetwork network(store::Engine::postgresql);
    const support::TemporaryDirectory directory;
    const auto place = network.location().text();
    write((directory.path() / "acts.jsonl").string(), small_network(3));
    REQUIRE(concert({"init", place, "--from", (directory.path() / "acts.jsonl").string()}).code == 0);
    const auto ended = concert({"doctor", place, "--json"});
    // The server of the tests does not wait for the disk.
    auto db = open(place);
    auto rows = db->ask("SELECT current_setting('fsync')::text");
    REQUIRE(rows.next());
    CHECK(says(told(ended), "server fsync, ") == (rows.view(0) == "off"));
    CHECK(says(told(ended), "backup never, "));
    CHECK(says(concert({"doctor", "postgresql:host=/nowhere?schema=x", "--json"}).out, "\"problem\":\"refused\""));
}
