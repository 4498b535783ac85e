// Who is erased is on no disk any more, and the journal still proves itself.
#include "acts/verify.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <fstream>
#include <thread>

namespace {

namespace fs = std::filesystem;

// Words that nothing else holds, in every way they could be written.
const std::vector<std::string> secrets{"Aurélie-Effacée",
                                       R"(d\"Exemple\\Zéro)",
                                       R"(d"Exemple\Zéro)",
                                       "Aur\\u00e9lie",
                                       "aurelie.effacee@ville.example.org",
                                       "+33 1 99 00 77 66",
                                       "Bérénice-Corrigée",
                                       "Contact-Effacé",
                                       "contact.efface@ville.example.org"};
constexpr auto person_json =
    R"({"name":"Aurélie-Effacée d\"Exemple\\Zéro","email":"aurelie.effacee@ville.example.org","telephone":"+33 1 99 00 77 66"})";

bool holds_secret(std::string_view content) {
    return std::ranges::any_of(secrets, [&](const std::string& secret) { return content.find(secret) != content.npos; });
}

// The files under a directory that hold a secret, byte by byte.
std::string files_with_secrets(const fs::path& directory) {
    std::string found;
    for (const auto& entry : fs::recursive_directory_iterator(directory, fs::directory_options::skip_permission_denied)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), {}};
        if (holds_secret(content)) found += entry.path().filename().string() + " ";
    }
    return found;
}

// Every table, local_* too, every value of every row.
std::string tables_with_secrets(store::Db& db) {
    std::string found;
    for (const auto& table : db.tables()) {
        auto rows = db.ask("SELECT * FROM " + table);
        bool secret = false;
        while (rows.next())
            for (int column = 0; column < rows.columns(); ++column) {
                if (rows.kind(column) == store::Value::Kind::text) secret = secret || holds_secret(rows.view(column));
                if (rows.kind(column) == store::Value::Kind::bytes) secret = secret || holds_secret(rows.bytes(column));
            }
        if (secret) found += table + " ";
    }
    return found;
}

struct Known {  // a person registered, corrected and titular, and a contact
    explicit Known(support::Begun& life) {
        person = life.made("people.register_person", person_json);
        life.made("people.correct_person",
                  "{\"person\":" + std::to_string(person) + R"(,"name":"Bérénice-Corrigée","email":"aurelie.effacee@ville.example.org"})");
        const auto member = life.made("members.record", support::member("Dakar", life.source, "SN"), life.basis);
        life.made("members.name_titular", support::titular(member, person, "2020"), life.basis);
        contact = life.made("members.apply_for_membership", support::application("Nantes", "FR", "city", "2026-03-01", "Contact-Effacé",
                                                                                 "contact.efface@ville.example.org")) +
                  1;
    }
    void erase(support::Life& life) const {
        for (const auto id : {person, contact})
            CHECK(support::told(life.say("people.erase_person", "{\"person\":" + std::to_string(id) + "}")) == "accepted");
    }
    std::int64_t person = 0, contact = 0;
};

// Waits for the writer to have forgotten; what files still hold then.
std::string files_in_the_end(const fs::path& directory) {
    for (int tries = 0; tries < 100 && !files_with_secrets(directory).empty(); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return files_with_secrets(directory);
}

void rebuilds_equal(const store::Location& location) {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql})
        for (const auto mode : {acts::Replay::trust, acts::Replay::prove}) {
            const support::FreshNetwork fresh(engine);
            acts::ReplayOptions options;
            options.mode = mode;
            options.local_tables = true;
            const auto rebuilt = app::rebuild(location, fresh.location(), options);
            CHECK(rebuilt.different == std::vector<std::string>{});
            CHECK(rebuilt.replayed.differences.empty());
            CHECK(tables_with_secrets(*store::Db::open(fresh.location(), store::Access::reader)) == "");
        }
}

}  // namespace

TEST_CASE("The values of a person who is erased are in no file and no table of the network") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        const Known known(life);
        CHECK(tables_with_secrets(*life.reader()) == "personal_value ");
        if (location.engine == store::Engine::sqlite) CHECK(files_with_secrets(fs::path(location.path).parent_path()) != "");
        known.erase(life);
        const auto db = life.reader();
        CHECK(tables_with_secrets(*db) == "");
        if (location.engine == store::Engine::sqlite) {
            CHECK(files_with_secrets(fs::path(location.path).parent_path()) == "");
        } else {
            const auto writer = store::Db::open(location, store::Access::writer);
            writer->script("CHECKPOINT");
            auto rows = writer->ask("SELECT current_setting('data_directory')");
            REQUIRE(rows.next());
            CHECK(files_with_secrets(fs::path(rows.text(0)) / "base") == "");
        }
        CHECK(acts::verify(*db, app::registry()) == std::vector<std::string>{});
        rebuilds_equal(location);
    });
}

TEST_CASE("A reader that reads for long delays forgetting and does not prevent it") {
    const support::FreshNetwork network(store::Engine::sqlite);
    const auto directory = fs::path(network.location().path).parent_path();
    support::Begun life(network.location());
    const Known known(life);
    auto reader = life.reader();
    reader->begin_reading();
    known.erase(life);  // accepted at once all the same
    CHECK(files_with_secrets(directory) != "");
    CHECK(support::told(life.say("sources.record", R"({"title":"b","kind":"document"})")) == "accepted");  // and the writer goes on
    reader->rollback();
    CHECK(files_in_the_end(directory) == "");
    CHECK(acts::verify(*life.reader(), app::registry()) == std::vector<std::string>{});
}

TEST_CASE("A process that dies before it has forgotten forgets when it starts again") {
    const support::FreshNetwork network(store::Engine::sqlite);
    const auto directory = fs::path(network.location().path).parent_path();
    const pid_t child = fork();
    if (child == 0) {
        support::Begun life(network.location());
        const Known known(life);
        auto reader = life.reader();
        reader->begin_reading();
        known.erase(life);
        _exit(0);
    }
    waitpid(child, nullptr, 0);
    CHECK(files_with_secrets(directory) != "");
    support::Life life(network.location());
    CHECK(files_in_the_end(directory) == "");
    CHECK(acts::verify(*life.reader(), app::registry()) == std::vector<std::string>{});
    rebuilds_equal(network.location());
}

TEST_CASE("Erasing is told to those who keep copies, and what they throw troubles nobody") {
    support::for_each_engine([](const store::Location& location) {
        std::int64_t person = 0;
        {
            support::Begun begun(location);
            person = begun.made("people.register_person", person_json);
        }
        std::atomic<int> erased = 0, committed = 0;
        auto options = app::writer_options(
            location, [now = std::make_shared<std::atomic<std::int64_t>>(support::first_of_test)] { return *now += 1; });
        options.erased = [&] {
            ++erased;
            throw std::runtime_error("a cache that fails");
        };
        options.committed = [&](std::int64_t, const std::vector<acts::TouchedTopic>& topics) {
            committed += !topics.empty();
            throw std::runtime_error("a page that fails");
        };
        acts::Writer writer(app::registry(), app::tables(), options);
        const auto say = [&](const std::string& act, const std::string& json) {
            return support::told(writer.submit({{"administrator", acts::Role::administrator, "secretariat"}, act, json, "", ""}));
        };
        CHECK(say("sources.record", R"({"title":"b","kind":"document"})") == "accepted");
        CHECK((erased == 0 && committed == 1));
        CHECK(say("people.erase_person", "{\"person\":" + std::to_string(person) + "}") == "accepted");
        CHECK((erased == 1 && committed == 2));
        CHECK(say("people.erase_person", "{\"person\":" + std::to_string(person) + "}") == "people.erased");
        CHECK((erased == 1 && committed == 2));
    });
}
