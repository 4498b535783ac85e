// The snapshot, opened as any SQLite file.
#include "support/site.h"

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
    });
}
