// Series of numbers in any life of a network: refusals, faults, batches, repeats, previews, years and zones that change.
#include "numbering/numbering.h"

#include "base/zone.h"
#include "network/network.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>

namespace {

using numbering::Number;

struct Paper;
enum class Fate { stands, refused, fails_before, fails_after };
BOOST_DESCRIBE_ENUM(Fate, stands, refused, fails_before, fails_after)
struct Write {
    acts::Public<acts::Text<8>> series;
    acts::Public<acts::Integer<1, 20>> count;  // of numbers
    acts::Public<Fate> fate;
};
BOOST_DESCRIBE_STRUCT(Write, (), (series, count, fate))

base::Verdict check(const acts::Reader&, const Write& write) {
    if (*write.fate == Fate::refused) return base::refused("test.refused");
    return base::granted();
}
void apply(acts::Effect& act, const Write& write) {
    if (*write.fate == Fate::fails_before) throw store::Fault("planted before");
    for (std::int64_t i = 0; i < write.count->value; ++i)
        act.db().run("INSERT INTO paper (id, number) VALUES ($1, $2)",
                     {act.new_id<Paper>(), numbering::take(act, write.series->value).text()});
    if (*write.fate == Fate::fails_after) throw store::Fault("planted after");
}

const acts::Registry& registry() {
    static const acts::Registry made = [] {
        acts::Registry registry;
        network::declare(registry);
        registry.add<Write>("test.write", 1, acts::By::officer, acts::Basis::none);
        return registry;
    }();
    return made;
}
const std::vector<std::string> tables{std::string(network::tables()), std::string(numbering::tables()),
                                      "CREATE TABLE IF NOT EXISTS paper (id int PRIMARY KEY, number text NOT NULL);"};

std::string write_json(const std::string& series, std::int64_t count = 1, Fate fate = Fate::stands) {
    return "{\"series\":\"" + series + "\",\"count\":" + std::to_string(count) + ",\"fate\":\"" + std::string(acts::name_of(fate)) + "\"}";
}
std::string zone_json(const std::string& zone) {
    return R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":")" + zone + "\"}";
}

constexpr std::int64_t hour_us = 3'600'000'000;
std::int64_t midnight_us(const char* day) { return base::Date::parse(day)->days_since_1970() * 24 * hour_us; }

struct Desk : support::Life {
    explicit Desk(const store::Location& at) : Life(at, registry(), tables) { made("network.describe", zone_json("UTC")); }
    std::string write(const std::string& series, std::int64_t count = 1, Fate fate = Fate::stands, const std::string& key = "") {
        try {
            return support::told(say("test.write", write_json(series, count, fate), "", key));
        } catch (const store::Fault&) { return "fault"; }
    }
    acts::Submission said(const std::string& series, std::int64_t count, Fate fate, const std::string& key = "") const {
        return {{"administrator", acts::Role::administrator, "secretariat"}, "test.write", write_json(series, count, fate), key, ""};
    }
    std::vector<std::string> given() const {  // in the order of acts
        const auto db = reader();
        std::vector<std::string> all;
        auto rows = db->ask("SELECT number FROM paper ORDER BY id");
        while (rows.next()) all.push_back(rows.text(0));
        return all;
    }
};

std::vector<std::string> different_after_rebuild(const store::Location& from) {
    const support::FreshNetwork copy(from.engine == store::Engine::sqlite ? store::Engine::postgresql : store::Engine::sqlite);
    const auto one = store::Db::open(from, store::Access::reader), other = store::Db::open(copy.location(), store::Access::writer);
    acts::create_tables(*other, tables);
    acts::replay(*one, *other, registry(), {.mode = acts::Replay::prove});
    return acts::compare_tables(*one, *other);
}

// The same, said more simply: what is last in each series.
struct Model {
    std::map<std::string, Number> last;
    std::vector<std::string> given;
    void take(const std::string& series, std::int64_t count, int year) {
        for (std::int64_t i = 0; i < count; ++i) {
            auto& one = last[series];
            if (one.year < year) one = {series, year, 0};
            ++one.ordinal;
            given.push_back(one.text());
        }
    }
};

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}

}  // namespace

TEST_CASE("A number is read as people type it, and nothing else is a number") {
    struct Row {
        const char *typed, *read;
    };
    for (const Row& row : {Row{"ATT-2026-0001", "ATT-2026-0001"},
                           Row{" att-2026-1 ", "ATT-2026-0001"},
                           Row{"Att – 2026 – 12", "ATT-2026-0012"},
                           Row{"ATT\u00a0\u2011\u202f2026\u20110009", "ATT-2026-0009"},
                           Row{"ATT-2026-10000", "ATT-2026-10000"},
                           Row{"AB-0001-0001", "AB-0001-0001"},
                           Row{"ABCDEFGH-9999-999999999999999", "ABCDEFGH-9999-999999999999999"},
                           Row{"A-2026-0001", ""},
                           Row{"ABCDEFGHI-2026-0001", ""},
                           Row{"ATT-2026-0000", ""},
                           Row{"ATT-0000-0001", ""},
                           Row{"ATT-202-0001", ""},
                           Row{"ATT-20260-0001", ""},
                           Row{"ATT-2026", ""},
                           Row{"ATT-2026-", ""},
                           Row{"ATT-2026--1", ""},
                           Row{"ATT-+026-0001", ""},
                           Row{"ATT-2026-1-2", ""},
                           Row{"ATÉ-2026-0001", ""},
                           Row{"AT1-2026-0001", ""},
                           Row{"", ""},
                           Row{"-", ""},
                           Row{"--", ""},
                           Row{"ATT-2026-9999999999999999", ""},
                           Row{"ATT 2026 0001", ""},
                           Row{"<script>", ""}}) {
        const auto number = numbering::read(row.typed);
        CHECK_MESSAGE((number ? number->text() : "") == row.read, std::string(row.typed));
    }
    CHECK(!numbering::read(std::string(70, ' ') + "ATT-2026-0001"));
}

TEST_CASE("A series counts from one in each year, each series for itself") {
    support::for_each_engine([](const store::Location& at) {
        Desk desk(at);
        desk.now = midnight_us("2026-12-31");
        CHECK(desk.write("ATT", 2) == "accepted");
        CHECK(desk.write("EXT") == "accepted");
        desk.now = midnight_us("2027-01-01") - 1'000'001;  // a second is added by each act
        CHECK(desk.write("ATT") == "accepted");
        CHECK(desk.write("ATT") == "accepted");
        CHECK(desk.write("EXT") == "accepted");
        CHECK(desk.given() == std::vector<std::string>{"ATT-2026-0001", "ATT-2026-0002", "EXT-2026-0001", "ATT-2026-0003", "ATT-2027-0001",
                                                       "EXT-2027-0001"});
        CHECK(different_after_rebuild(at).empty());
    });
}

TEST_CASE("What is refused, fails, is repeated or only previewed takes no number") {
    support::for_each_engine([](const store::Location& at) {
        Desk desk(at);
        CHECK(desk.write("ATT", 1, Fate::stands, "key-1") == "accepted");
        CHECK(desk.write("ATT", 3, Fate::refused) == "test.refused");
        CHECK(desk.write("ATT", 3, Fate::fails_before) == "fault");
        CHECK(desk.write("ATT", 3, Fate::fails_after) == "fault");
        CHECK(desk.write("ATT", 1, Fate::stands, "key-1") == "accepted");
        const std::vector<acts::Submission> previewed{desk.said("ATT", 2, Fate::stands), desk.said("NEW", 1, Fate::stands)};
        for (const auto& outcome : desk.writer.preview(previewed)) CHECK(outcome);
        const std::vector<acts::Submission> refused{desk.said("ATT", 2, Fate::stands), desk.said("ATT", 1, Fate::refused)};
        CHECK(!desk.writer.submit_all(refused));
        const std::vector<acts::Submission> failing{desk.said("ATT", 2, Fate::stands), desk.said("ATT", 1, Fate::fails_after)};
        CHECK_THROWS_AS(desk.writer.submit_all(failing), store::Fault);
        const std::vector<acts::Submission> good{desk.said("ATT", 1, Fate::stands, "key-2"), desk.said("ATT", 1, Fate::stands, "key-3")};
        for (int i = 0; i < 2; ++i) CHECK(desk.writer.submit_all(good));  // asked again: the same two
        CHECK(desk.given() == std::vector<std::string>{"ATT-2026-0001", "ATT-2026-0002", "ATT-2026-0003"});
        CHECK(different_after_rebuild(at).empty());
    });
}

TEST_CASE("A clock put back over New Year gives no number twice and no earlier year") {
    support::for_each_engine([](const store::Location& at) {
        Desk desk(at);
        desk.now = midnight_us("2027-01-01") + hour_us;
        CHECK(desk.write("ATT") == "accepted");
        desk.now = midnight_us("2026-12-31");
        CHECK(desk.write("ATT") == "accepted");
        CHECK(desk.write("EXT") == "accepted");
        CHECK(desk.given() == std::vector<std::string>{"ATT-2027-0001", "ATT-2027-0002", "EXT-2027-0001"});
    });
}

TEST_CASE("A zone that puts the day back over New Year gives no number twice and no earlier year") {
    support::for_each_engine([](const store::Location& at) {
        Desk desk(at);
        desk.now = midnight_us("2026-12-31");
        CHECK(desk.write("ATT", 2) == "accepted");
        desk.now = midnight_us("2027-01-01") + hour_us;
        CHECK(desk.write("ATT", 2) == "accepted");
        desk.made("network.describe", zone_json("America/Montreal"));  // it is still 2026 there
        CHECK(desk.write("ATT") == "accepted");
        CHECK(desk.write("NEW") == "accepted");  // a series of which nothing was given begins in the act's year
        CHECK(desk.given() == std::vector<std::string>{"ATT-2026-0001", "ATT-2026-0002", "ATT-2027-0001", "ATT-2027-0002", "ATT-2027-0003",
                                                       "NEW-2026-0001"});
        CHECK(different_after_rebuild(at).empty());
    });
}

TEST_CASE("Those who ask at once get one number each and leave no gap") {
    support::for_each_engine([](const store::Location& at) {
        Desk desk(at);
        constexpr int threads = 8, each = 12;
        {
            std::vector<std::jthread> all;
            for (int t = 0; t < threads; ++t)
                all.emplace_back([&, t] {
                    for (int i = 0; i < each; ++i)
                        desk.write("ATT", 1, (t + i) % 5 == 0 ? Fate::refused : (t + i) % 7 == 0 ? Fate::fails_after : Fate::stands);
                });
        }
        Model model;
        const auto given = desk.given();
        model.take("ATT", std::int64_t(given.size()), 2026);
        CHECK(given.size() > threads * each / 2);
        CHECK(given == model.given);
    });
}

TEST_CASE("Any life of series is the model's, and comes back from the journal") {
    const auto lives = setting("CONCERT_NUMBERING_LIVES", 6);
    for (std::int64_t life = 0; life < lives; ++life) {
        INFO("seed ", life);
        const support::FreshNetwork network(life % 3 == 2 ? store::Engine::postgresql : store::Engine::sqlite);
        std::mt19937_64 random(static_cast<std::uint64_t>(life));
        const auto below = [&](std::int64_t most) { return std::int64_t(random() % std::uint64_t(most)); };
        Desk desk(network.location());
        Model model;
        std::string zone = "UTC";
        std::int64_t latest = desk.now;  // of the journal
        std::vector<std::string> keys;
        const std::string series[] = {"ATT", "EXT", "RAP"}, zones[] = {"UTC", "Pacific/Kiritimati", "Pacific/Niue"};
        for (int step = 0; step < 150; ++step) {
            if (below(4) == 0) desk.now = midnight_us("2027-01-01") + (below(80) - 40) * hour_us + below(3) * 365 * 24 * hour_us;
            latest = std::max(latest, desk.now + 1'000'000);  // when the next act is, if it stands
            const auto year = base::civil_date(latest, zone)->year;
            const auto& name = series[below(3)];
            switch (below(10)) {
            case 0:
                zone = zones[below(3)];
                desk.made("network.describe", zone_json(zone));
                break;
            case 1: {
                std::vector<acts::Submission> batch;
                Model after = model;
                bool stands = true;
                for (auto i = 1 + below(4); i > 0; --i) {
                    const auto fate = below(6) ? Fate::stands : Fate::refused;
                    const auto& of = series[below(3)];
                    batch.push_back(desk.said(of, 1, fate));
                    after.take(of, 1, year);
                    stands = stands && fate == Fate::stands;
                }
                REQUIRE(desk.writer.submit_all(batch).has_value() == stands);
                if (stands) model = after;
                break;
            }
            case 2: CHECK(desk.write(name, 2, Fate::refused) == "test.refused"); break;
            case 3: CHECK(desk.write(name, 2, below(2) ? Fate::fails_after : Fate::fails_before) == "fault"); break;
            case 4:
                if (!keys.empty())
                    CHECK(desk.write("ATT", 1, Fate::stands, keys[std::size_t(below(std::int64_t(keys.size())))]) == "accepted");
                break;
            case 5:
                keys.push_back("key-" + std::to_string(step));
                REQUIRE(desk.write("ATT", 1, Fate::stands, keys.back()) == "accepted");
                model.take("ATT", 1, year);
                break;
            default: {
                const auto count = 1 + below(3);
                REQUIRE(desk.write(name, count) == "accepted");
                model.take(name, count, year);
            }
            }
        }
        REQUIRE(desk.given() == model.given);
        CHECK(different_after_rebuild(network.location()).empty());
    }
}
