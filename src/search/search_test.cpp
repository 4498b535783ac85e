// What is kept, found, hidden and forgotten; on both engines.
#include "search/search.h"
#include "search/find.h"

#include "base/text.h"
#include "members/members.h"
#include "portal/search_sources.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <fstream>
#include <random>
#include <set>

using search::Asked, search::Spelling;

namespace {

void local(acts::Writer& writer, const std::function<void(store::Db&)>& task) {
    writer.run_local([&](store::Db& db) {
        db.begin();
        task(db);
        db.commit();
    });
}

// As the job does, to its end.
void fill(acts::Writer& writer, search::Indexer& index) {
    const auto kind = index.filling();
    for (jobs::Progress now; !now.finished;) local(writer, [&](store::Db& db) { now = kind.step(db, now); });
}

// A network whose index follows its acts.
struct Searched : support::Begun {
    explicit Searched(const store::Location& location) : Begun(location, 1'000) { fill(writer, index); }
    void follow() { index.catch_up(writer, *reader()); }
    // The things found on these shelves, best first.
    std::vector<std::int64_t> find(const std::string& typed, const std::vector<std::string>& shelves = {"member"},
                                   Spelling spelling = Spelling::as_typed) const {
        return search::find(*reader(), shelves, search::asked(typed), spelling, 0, 100).ids;
    }
    std::int64_t city(const std::string& name, const std::string& country = "FR") {
        return made("members.record", support::member(name, source, country), basis);
    }
    search::Indexer index{portal::search_sources()};
};

using Ids = std::vector<std::int64_t>;

std::string person(const std::string& name, const std::string& email) {
    return "{\"name\":" + support::json_of(name) + ",\"email\":" + support::json_of(email) + "}";
}

// Everything under a directory, as bytes.
std::string bytes_under(const std::filesystem::path& directory) {
    std::string all;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(directory, std::filesystem::directory_options::skip_permission_denied))
        if (entry.is_regular_file()) {
            std::ifstream file(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(file), {});
        }
    return all;
}

}  // namespace

TEST_CASE("a word is nearly another from four letters on, twice from eight on, and never when it is short") {
    struct Row {
        const char *typed, *meant;
        bool near;
    };
    for (const auto& row :
         {Row{"lom", "lome", false}, Row{"lmoe", "lome", true}, Row{"lomee", "lome", true}, Row{"lame", "lome", true},
          Row{"ouidha", "ouidah", true}, Row{"oidha", "ouidah", false}, Row{"cotonnu", "cotonou", true}, Row{"katonou", "cotonou", false},
          Row{"ouagadugo", "ouagadougou", true}, Row{"ouagaduga", "ouagadougou", false}, Row{"kinshaza", "kinshasa", true},
          Row{"kinchaza", "kinshasa", true}, Row{"kintchaza", "kinshasa", false}, Row{"20245", "2024", false}, Row{"2024", "20245", false},
          Row{"paris20", "paris2", false}, Row{"paris", "paris2", true}}) {
        CAPTURE(row.typed);
        CHECK(search::near_words(row.typed, row.meant) == row.near);
    }
    CHECK_FALSE(search::near_words(std::string(41, 'a'), std::string(40, 'a')));  // longer than words are kept
}

TEST_CASE("small words count only when there are no others, and what is too long is cut") {
    CHECK(search::asked("le port de la ville").terms == std::vector<std::string>{"port", "ville"});
    CHECK(search::asked("de la").terms == std::vector<std::string>{"de", "la"});
    CHECK(search::asked("ville ville VILLE").terms == std::vector<std::string>{"ville"});
    CHECK(search::asked(" ,;").empty());
    CHECK(search::asked("17").number == 17);
    CHECK_FALSE(search::asked("17 b").number);
    CHECK(search::asked("aa bb cc dd ee ff gg").terms.size() == search::terms_max);
    CHECK(search::asked(std::string(300, 'x')).terms.at(0).size() == search::word_bytes_max);
    const auto accents = search::asked("é" + std::string(199, 'x') + "é");  // cut in the middle of a character
    CHECK(accents.terms.size() == 1);
}

TEST_CASE("what has a word is found in any spelling of accents, capitals and ligatures, the best first") {
    support::for_each_engine([](const store::Location& location) {
        Searched life(location);
        const auto saint_louis = life.city("Saint-Louis", "SN"), louis = life.city("Louis"), louisville = life.city("Louisville"),
                   port = life.city("Port-Louis", "MU"), oe = life.city("Œuf-sur-Mer"), atar = life.city("N’Djaména", "TD");
        life.follow();
        CHECK(life.find("louis") == Ids{louis, louisville, saint_louis, port});  // its name, its beginning, a word of it
        CHECK(life.find("LOUÏS") == life.find("louis"));
        CHECK(life.find("saint louis") == Ids{saint_louis});
        CHECK(life.find("louis saint") == Ids{saint_louis});
        CHECK(life.find("lou sai") == Ids{saint_louis});
        CHECK(life.find("oeuf") == Ids{oe});
        CHECK(life.find("n'djamena") == Ids{atar});
        CHECK(life.find("djam tchad") == Ids{atar});
        CHECK(life.find("chad") == Ids{atar});  // in either language
        CHECK(life.find("louis tchad").empty());
        CHECK(life.find("louys").empty());
        CHECK(life.find("louys", {"member"}, Spelling::near) == Ids{saint_louis, louis, port});
        CHECK(life.find(std::to_string(port)) == Ids{port});  // by its number
        CHECK(life.find(std::to_string(port), {"source"}).empty());
        const auto db = life.reader();
        const auto second = search::find(*db, std::vector<std::string>{"member"}, search::asked("louis"), Spelling::as_typed, 1, 2);
        CHECK(second.ids == Ids{louisville, saint_louis});
        CHECK(second.count == 4);
        CHECK(second.named);
        CHECK(search::find(*db, std::vector<std::string>{"member"}, search::asked("louis"), Spelling::as_typed, 9, 2).ids.empty());
    });
}

TEST_CASE("a thing that is corrected is found by its new words alone") {
    support::for_each_engine([](const store::Location& location) {
        Searched life(location);
        const auto city = life.city("Ancienne");
        life.follow();
        const auto seen = members::find_member(*life.reader(), {city})->changed_by.value;
        life.made("members.correct",
                  "{\"member\":" + std::to_string(city) + ",\"seen\":" + std::to_string(seen) +
                      R"(,"name":"Nouvelle","kind":"city","member_class":"active","since":"2010"})",
                  life.basis);
        life.follow();
        CHECK(life.find("ancienne").empty());
        CHECK(life.find("nouvelle") == Ids{city});
    });
}

TEST_CASE("people and applications are found by the secretariat alone, on shelves that others never read") {
    support::for_each_engine([](const store::Location& location) {
        Searched life(location);
        const auto claire = life.made("people.register_person", person("Claire Exemple", "claire@mairie.example.org"));
        const auto nantes = life.made("members.apply_for_membership", support::application("Nantes"));
        life.follow();
        const std::vector<std::string> open{"member", "person", "application", "decision", "rule", "source"};
        for (const auto* typed : {"claire", "exemple", "nantes", "claire@mairie.example.org"}) CHECK(life.find(typed, open).empty());
        CHECK(life.find(std::to_string(claire), open).empty());
        CHECK(life.find(std::to_string(nantes), open).empty());
        CHECK(life.find("claire", {"person@secretariat"}).size() == 2);
        CHECK(life.find("claire@mairie.example.org", {"person@secretariat"}).at(0) == claire);
        CHECK(life.find("nantes", {"application@secretariat"}) == Ids{nantes});
    });
}

TEST_CASE("who is erased is in no row and no byte of the index from the moment they are erased") {
    support::for_each_engine([](const store::Location& location) {
        Searched life(location);
        const auto person_id = life.made("people.register_person", person("Zéphyrine Oubliée", "zephyrine.oubliee@ville.example.org"));
        life.made("people.register_person", person("Claire Exemple", "claire@ville.example.org"));
        life.follow();
        REQUIRE(search::contents(*life.reader()).contains("zephyrine"));
        life.say("people.erase_person", "{\"person\":" + std::to_string(person_id) + "}");
        const auto all = search::contents(*life.reader());
        for (const auto* trace : {"zephyrine", "oubliee"}) CHECK_FALSE(all.contains(trace));
        CHECK(all.contains("claire"));
        life.follow();
        CHECK_FALSE(search::contents(*life.reader()).contains("zephyrine"));
        std::filesystem::path directory = std::filesystem::path(location.path).parent_path();
        if (location.engine == store::Engine::postgresql) {
            const auto writer = store::Db::open(location, store::Access::writer);
            writer->script("CHECKPOINT");
            auto rows = writer->ask("SELECT current_setting('data_directory')");
            REQUIRE(rows.next());
            directory = std::filesystem::path(rows.text(0)) / "base";
        }
        const auto bytes = bytes_under(directory);
        for (const auto* trace : {"zephyrine", "oubliee", "Zéphyrine"}) CHECK_FALSE(bytes.contains(trace));
    });
}

TEST_CASE("rows that grow, split and empty hold what a model holds") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        std::mt19937 random(7);
        std::map<std::int64_t, std::set<std::string>> model;
        const std::vector<std::string> words{"commun", "rare", "~detail", "^titre entier"};
        for (int round = 0; round < 12; ++round) {
            std::vector<search::Entries> batch;
            for (int i = 0; i < 150; ++i) {
                search::Entries entries{std::int64_t(random() % 900 + 1) * 1000 + 1, {"shelf", "shelf@secretariat"}, {}};
                for (const auto& word : words)
                    if (random() % (word == "rare" ? 40 : 2) == 0) entries.words.push_back(word);
                if (entries.words.empty() || round == 11) entries.shelves.clear(), entries.words.clear();
                if (std::ranges::find(batch, entries.id, &search::Entries::id) != batch.end()) continue;
                model[entries.id] = {entries.words.begin(), entries.words.end()};
                batch.push_back(std::move(entries));
            }
            local(life.writer, [&](store::Db& db) { search::put(db, batch); });
            const auto db = life.reader();
            for (const auto& word : words) {
                Ids expected;
                for (const auto& [id, has] : model)
                    if (has.contains(word)) expected.push_back(id);
                CHECK(search::with_word(*db, "shelf", word) == expected);
                CHECK(search::with_word(*db, "shelf@secretariat", word) == expected);
            }
        }
        std::vector<search::Entries> none;
        for (const auto& [id, has] : model) none.push_back({id, {}, {}});
        local(life.writer, [&](store::Db& db) { search::put(db, none); });
        CHECK(search::contents(*life.reader()) == "");
    });
}

TEST_CASE("whatever is typed, each page holds what a plain look through all documents ranks") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        std::mt19937 random(3);
        const std::vector<std::string> words{"a", "ab", "abc", "abcd", "b", "ba", "bab", "Éa", "éab", "œ", "œuf", "بن", "بنزرت"};
        const auto some = [&](std::size_t most) {
            std::string text;
            for (auto i = random() % most + 1; i-- > 0;) text += (text.empty() ? "" : " ") + words[random() % words.size()];
            return text;
        };
        std::map<std::int64_t, search::Document> documents;
        for (int round = 0; round < 3; ++round) {
            std::vector<search::Entries> batch;
            for (std::int64_t i = 1; i <= 120; ++i)
                if (random() % 3 != 0) {
                    auto& document = documents[i * 1000 + 1] = {{some(3)}, random() % 2 ? some(2) : ""};
                    batch.push_back(search::entries_of(i * 1000 + 1, "shelf", document));
                }
            local(life.writer, [&](store::Db& db) { search::put(db, batch); });
        }
        const auto begin = [](const std::vector<std::string>& all, const std::string& term) {
            return std::ranges::any_of(all, [&](const std::string& word) { return word.starts_with(term); });
        };
        const auto ranked = [&](const Asked& asked) {
            std::vector<std::tuple<int, std::string, std::int64_t>> hits;
            for (const auto& [id, document] : documents) {
                const auto title = base::fold(document.titles[0]);
                const auto in_title = base::tokens(document.titles[0]), in_details = base::tokens(document.details);
                const auto all_terms = [&](const auto& has) { return std::ranges::all_of(asked.terms, has); };
                if (!all_terms([&](const std::string& term) { return begin(in_title, term) || begin(in_details, term); })) continue;
                if (title == asked.title) hits.emplace_back(0, "", id);
                else if (title.starts_with(asked.title)) hits.emplace_back(1, title, id);
                else if (all_terms([&](const std::string& term) { return std::ranges::find(in_title, term) != in_title.end(); }))
                    hits.emplace_back(2, "", id);
                else hits.emplace_back(all_terms([&](const std::string& term) { return begin(in_title, term); }) ? 3 : 4, "", id);
            }
            std::ranges::sort(hits);
            Ids ids;
            for (const auto& [tier, title, id] : hits) ids.push_back(id);
            return ids;
        };
        const auto db = life.reader();
        const std::vector<std::string> shelves{"shelf"};
        for (int i = 0; i < 150; ++i) {
            const auto typed = some(2);
            CAPTURE(typed);
            const auto asked = search::asked(typed);
            const auto expected = ranked(asked);
            for (const std::size_t most : {1, 7, 200})
                for (std::size_t offset = 0; offset <= expected.size(); offset += most * 3) {
                    const auto found = search::find(*db, shelves, asked, Spelling::as_typed, offset, most);
                    CHECK(found.count == std::ssize(expected));
                    const auto end = std::min(expected.size(), offset + most);
                    CHECK(found.ids == Ids(expected.begin() + std::ptrdiff_t(offset), expected.begin() + std::ptrdiff_t(end)));
                }
        }
    });
}

TEST_CASE("after any acts, the index that followed them is the one made from nothing") {
    support::for_each_engine([](const store::Location& location) {
        Searched life(location);
        std::mt19937 random(11);
        const std::vector<std::string> names{"Cotonou", "Ouidah", "Saint-Louis", "Porto-Novo", "Le Port", "Œuf"};
        int names_made = 0;
        const auto name = [&] { return names[random() % names.size()] + " " + std::to_string(names_made++); };
        Ids persons, cities, applications;
        const auto any = [&](const Ids& ids) { return ids[random() % ids.size()]; };
        for (int i = 0; i < 120; ++i) {
            switch (random() % 7) {
            case 0: persons.push_back(life.made("people.register_person", person(name(), "a@ville.example.org"))); break;
            case 1: cities.push_back(life.city(name())); break;
            case 2: applications.push_back(life.made("members.apply_for_membership", support::application(name()))); break;
            case 3:
                if (!applications.empty()) life.say("assembly.record_decision", support::admission(any(applications)), life.basis);
                break;
            case 4:
                if (!persons.empty()) life.say("people.erase_person", "{\"person\":" + std::to_string(any(persons)) + "}");
                break;
            case 5:
                if (!persons.empty())
                    life.say("people.correct_person",
                             "{\"person\":" + std::to_string(any(persons)) + ",\"name\":" + support::json_of(name()) + "}");
                break;
            default: life.made("sources.record", "{\"title\":" + support::json_of(name()) + ",\"kind\":\"document\"}");
            }
            if (random() % 5 == 0) life.follow();
        }
        life.follow();
        const auto followed = search::contents(*life.reader());
        CHECK(followed.contains("person@secretariat"));
        fill(life.writer, life.index);
        CHECK(search::contents(*life.reader()) == followed);
        CHECK(search::state(*life.reader())->complete);
    });
}

TEST_CASE("an index of other sources is not used, and is made again") {
    support::for_each_engine([](const store::Location& location) {
        Searched life(location);
        const auto city = life.city("Cotonou");
        life.follow();
        auto sources = portal::search_sources();
        sources.front().version += 1;
        search::Indexer other(sources);
        CHECK(life.index.usable(*life.reader()));
        CHECK_FALSE(other.usable(*life.reader()));
        // A job that an earlier program began begins anew.
        jobs::Progress now{1, 2, "1", false};
        local(life.writer, [&](store::Db& db) { now = other.filling().step(db, now); });
        CHECK(now.cursor == "0");
        CHECK(other.usable(*life.reader()));
        CHECK_FALSE(search::state(*life.reader())->complete);
        CHECK(life.find("cotonou").empty());
        fill(life.writer, other);
        CHECK(life.find("cotonou") == Ids{city});
    });
}

TEST_CASE("what commits touch is looked at by the thread that follows, the index made when there is none") {
    const support::FreshNetwork network(store::Engine::sqlite);
    auto heard = std::make_shared<search::Heard>();
    auto options = app::writer_options(network.location());
    options.committed = [heard](std::int64_t size, const std::vector<acts::TouchedTopic>& touched) { heard->commit(size, touched); };
    acts::Writer writer(app::registry(), app::tables(), options);
    search::Indexer index(portal::search_sources());
    jobs::Runner runner(writer, {index.filling()}, acts::system_clock_us);
    const auto read = [&] { return std::shared_ptr<store::Db>(store::Db::open(network.location(), store::Access::reader)); };
    const auto found = [&](const std::string& typed) {
        for (int tries = 0; tries < 200; ++tries) {
            if (search::find(*read(), std::vector<std::string>{"source"}, search::asked(typed), Spelling::as_typed, 0, 1).count == 1)
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return false;
    };
    const auto record = [&](const std::string& title) {
        REQUIRE(writer.submit({{"administrator", acts::Role::administrator, "secretariat"},
                               "sources.record",
                               "{\"title\":\"" + title + "\",\"kind\":\"document\"}",
                               "",
                               ""}));
    };
    record("Avant");
    {
        search::Following following(index, writer, runner, heard, read);
        CHECK(found("avant"));
        record("Pendant");
        CHECK(found("pendant"));
    }
    record("Après");  // while nobody follows, and what was heard is lost
    heard = std::make_shared<search::Heard>();
    search::Following following(index, writer, runner, heard, read);
    CHECK(found("apres"));
}
