// The snapshot, opened as any SQLite file.
#include "support/life.h"
#include "support/places.h"
#include "support/site.h"
#include "web/table.h"

#include <doctest/doctest.h>
#include <fstream>

namespace {

struct Opened {
    explicit Opened(const support::Site& site, const std::string& target = "/donnees/instantane.sqlite") {
        const auto response = support::whole(site.get(target));
        CHECK(response.status == 200);
        CHECK(response.headers.find("Content-Type").value_or(response.media_type) == "application/vnd.sqlite3");
        std::ofstream(path, std::ios::binary) << response.bytes();
        db = store::Db::open({.path = path}, store::Access::reader);
    }
    ~Opened() { std::filesystem::remove(path); }
    Opened(const Opened&) = delete;
    // "members.id INTEGER;…"
    std::string schema() const {
        return answer(
            "SELECT m.name || '.' || c.name || ' ' || c.type FROM sqlite_master m, pragma_table_info(m.name) c ORDER BY m.name, c.cid");
    }
    std::string answer(const std::string& question) const {
        std::string all;
        auto rows = db->ask(question);
        while (rows.next()) all += (all.empty() ? "" : ";") + rows.text_or_null(0).value_or("NULL");
        return all;
    }
    std::string path = (std::filesystem::temp_directory_path() / ("snapshot-" + std::to_string(::getpid()) + ".sqlite")).string();
    std::unique_ptr<store::Db> db;
};

std::string member(std::int64_t source, const std::string& name, const std::string& population) {
    return R"({"country":"BJ","kind":"city","member_class":"not_stated","since":"2001-05","name":")" + name + R"(","sources":[)" +
           std::to_string(source) + "]" + population + "}";
}

}  // namespace

TEST_CASE("The snapshot holds the public lists of one moment, typed and explained") {
    support::for_each_engine([](const store::Location& location) {
        support::Site site(location);
        site.made("network.describe",
                  R"({"name_fr":"Réseau d’exemple","name_en":"Example network","short_name":"REX","zone":"Europe/Paris"})");
        const auto source = site.made("sources.record", R"({"title":"Exemple","kind":"document"})");
        const auto basis = "source:" + std::to_string(source);
        const auto first = site.made("members.record", member(source, "Ville d’exemple", R"(,"population":12000)"), basis);
        site.made("members.record", member(source, "Autre ville", ""), basis);
        {
            const Opened snapshot(site);
            CHECK(snapshot.answer("SELECT value FROM about WHERE name = 'journal_number'") == std::to_string(site.writer.size()));
            CHECK(snapshot.answer("SELECT value FROM about WHERE name = 'network_fr'") == "Réseau d’exemple");
            CHECK(snapshot.answer("SELECT name FROM members ORDER BY name") == "Autre ville;Ville d’exemple");
            CHECK(snapshot.answer("SELECT CAST(id AS text) FROM members WHERE population > 11999") == std::to_string(first));
            CHECK(snapshot.answer("SELECT CAST(population AS text) FROM members ORDER BY id") == "12000;NULL");
            CHECK(snapshot.answer("SELECT typeof(population) FROM members WHERE id = " + std::to_string(first)) == "integer");
            CHECK(snapshot.answer("SELECT name FROM sqlite_master WHERE name = 'journal'").empty());
            // Every column is explained in both languages.
            CHECK(snapshot.answer("SELECT \"table\" || '.' || \"column\" FROM meaning WHERE fr = '' OR en = '' ORDER BY 1") == "");
        }
        site.made("members.record", member(source, "Troisième ville", ""), basis);
        CHECK(Opened(site).answer("SELECT name FROM members WHERE name LIKE 'T%'") == "Troisième ville");

        // It is whole, whatever filters were written.
        {
            const Opened filtered(site, "/donnees/instantane.sqlite?country=FR&body=zzz&columns=name");
            CHECK(filtered.answer("SELECT count(population) || '/' || count(*) FROM members") == "1/3");
            CHECK(filtered.answer("SELECT count(*) || '' FROM sessions") == "0");
        }

        // It says of which day it is, where one was asked.
        const std::string then = "/donnees/instantane.sqlite?date=2001-04-30", number = std::to_string(site.writer.size());
        CHECK(Opened(site, then).answer("SELECT count(*) || '' FROM members") == "0");
        CHECK(Opened(site, then).answer("SELECT value FROM about WHERE name = 'date'") == "2001-04-30");
        CHECK(Opened(site).answer("SELECT value FROM about WHERE name = 'date'") == "2026-11-18");
        CHECK(site.get(then).headers.value_or("Content-Disposition", "") ==
              "attachment; filename=\"rex-" + number + "-2001-04-30.sqlite\"");
        CHECK(site.get("/donnees/instantane.sqlite").headers.value_or("Content-Disposition", "") ==
              "attachment; filename=\"rex-" + number + ".sqlite\"");
    });
}

TEST_CASE("The tables of every snapshot are the same, whatever their rows, and integers are what columns of integers hold") {
    const support::FreshNetwork full(store::Engine::sqlite), fresh(store::Engine::sqlite);
    support::Site site(full.location());
    const support::Site empty(fresh.location());
    site.load(support::in_checkout("data/aimf"));
    const auto source = site.made("sources.record", R"({"title":"Exemple","kind":"document"})");
    site.made(
        "assembly.record_decision",
        R"({"body":"bureau","date":"2026-09-02","title":"Exemple","result":"adopted","subject":"statutes","votes_for":12,"votes_against":3})",
        "source:" + std::to_string(source));
    const auto schema = Opened(site).schema();
    CHECK(schema == Opened(empty).schema());
    CHECK(schema.find("decisions.votes_for INTEGER") != schema.npos);

    // Each column of each list, and whether a cell of it is an integer, or is something else.
    std::map<std::string, std::pair<bool, bool>> found;
    web::add_page(site.router, site.hooks, "cells", {"/cells", "/en/cells"}, {}, [&](web::Visit& visit) {
        for (const auto& list : site.router.lists()) {
            if (list.name == "journal") continue;
            web::ListOfCells cells;
            web::Visit asked(visit);
            asked.cells = &cells;
            list.file(asked);
            auto table = list.name;
            std::ranges::replace(table, '.', '_');
            for (auto rows = cells.rows(visit.db()); !rows.empty(); rows = cells.rows(visit.db()))
                for (const auto& row : rows)
                    for (std::size_t i = 0; i < row.size(); ++i) {
                        auto& [integer, other] = found[table + "." + std::string(cells.headings[i].name)];
                        if (std::holds_alternative<std::int64_t>(row[i])) integer = true;
                        else if (!std::holds_alternative<std::monostate>(row[i])) other = true;
                    }
        }
        return web::Response::text("");
    });
    CHECK(site.get("/cells").status == 200);
    CHECK(found.size() > 150);
    for (const auto& [column, held] : found) {
        CAPTURE(column);
        const auto [integer, other] = held;
        const bool declared = schema.find(column + " INTEGER") != schema.npos;
        if (integer || other) CHECK(declared == (integer && !other));
    }
}
