// Journals that releases kept are read for ever: verified, and replayed into today's tables.
#include "acts/replay.h"
#include "acts/verify.h"
#include "acts/writer.h"
#include "members/members.h"
#include "support/life.h"
#include "support/places.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

// The file a release left, from its dump.
void restore(const std::filesystem::path& dump, const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(dump).rdbuf();
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    const int code = sqlite3_exec(db, text.str().c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(db);
    REQUIRE(code == SQLITE_OK);
}

}  // namespace

TEST_CASE("The journal of the first release is verified and replayed") {
    support::for_each_engine([](const store::Location& location) {
        const support::FreshNetwork kept(store::Engine::sqlite);
        restore(support::in_checkout("tests/journals/format-1.sql"), kept.location().path);
        const auto registry = app::registry();
        const auto from = store::Db::open(kept.location(), store::Access::reader);
        acts::check_format(*from, registry);
        for (const auto& fault : acts::verify(*from, registry)) FAIL_CHECK(fault);

        const auto into = store::Db::open(location, store::Access::writer);
        acts::create_tables(*into, app::tables());
        CHECK(acts::replay(*from, *into, registry, {}).entries == 24);
        CHECK(acts::read_head(*into).root.hex() == "525428329080a828c0b8e435e6ccb3f8a051d2f35cc9869c853ea536a1aaeff6");
        CHECK(acts::verify(*into, registry) == std::vector<std::string>{});

        std::string all;
        for (const auto& member : members::list_members(*into, {}, 0, 10)) all += member.name + " ";
        CHECK(all == "Cotonou Dakar Thiès ");
        const auto titulars = members::titulars_of(*into, members::list_members(*into, {}, 0, 1)[0].id);
        REQUIRE(titulars.size() == 2);
        CHECK((titulars[0].name == "Ada Exemple-Modèle" && !titulars[1].name));  // the other was erased
    });
}
