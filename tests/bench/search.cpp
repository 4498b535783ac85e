// CPU time of a search over 240,000 members, the worst queries too, and of making the index. Budget: 20 ms a query on SQLite.
//   bench_search [MEMBERS] [postgresql]
#include "search/search.h"
#include "base/text.h"
#include "portal/search_sources.h"
#include "search/find.h"
#include "support/site.h"

#include <cstdio>
#include <ctime>
#include <random>

namespace {

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double wall_ms() { return double(std::chrono::steady_clock::now().time_since_epoch().count()) / 1e6; }

// Names of towns as registers have them: a stem, often with a common word before or behind.
std::string town(std::mt19937& random) {
    static const std::vector<std::string> starts{"ba",  "ko", "sa", "ma", "di", "na", "tou", "kou", "bou", "fa", "gué", "lé", "mo",
                                                 "nia", "ou", "po", "ro", "si", "ti", "wa",  "za",  "an",  "el", "gao", "dja"};
    static const std::vector<std::string> ends{"ville", "dougou", "nou",  "kro", "gba", "ra", "la",  "mé",
                                               "dji",   "ko",     "ssou", "bé",  "rou", "ga", "ndi", "ya"};
    static const std::vector<std::string> before{"Saint-", "Sainte-", "Le ", "La ", "Port-", "Nouvelle-"},
        behind{" sur Mer", " de la Vallée", "-le-Grand", " Nord", " 2"};
    std::string name = starts[random() % starts.size()];
    for (auto i = random() % 3; i-- > 0;) name += starts[random() % starts.size()];
    name += ends[random() % ends.size()];
    name[0] = name[0] >= 'a' && name[0] <= 'z' ? char(name[0] - 32) : name[0];
    if (random() % 5 == 0) name = before[random() % before.size()] + name;
    if (random() % 6 == 0) name += behind[random() % behind.size()];
    return name;
}

// Straight into the tables: what is measured is not how members come to be. Things are numbered as acts would.
void fill_members(store::Db& db, std::int64_t members) {
    std::mt19937 random(1);
    const std::vector<std::string> countries{"FR", "FR", "FR", "SN", "CI", "BJ", "CD", "CM", "MA", "TN", "CA", "BE", "MG", "ML", "GN"};
    db.begin();
    for (std::int64_t i = 1; i <= members; ++i) {
        const auto id = (100 + i) * 1000 + 1;
        const auto name = town(random);
        db.run(
            "INSERT INTO member (id, name, name_key, country, kind, class, status, note_fr, note_en, basis, changed_by) VALUES ($1, $2, "
            "$3, "
            "$4, 'city', 'active', 'recorded', '', '', '', 1)",
            {id, name, base::fold(name), countries[random() % countries.size()]});
        db.run("INSERT INTO journal_history (thing, kind, number) VALUES ($1, 'member', $2)", {id, 100 + i});
        if (i % 20'000 == 0) {
            db.commit();
            db.begin();
        }
    }
    db.commit();
}

struct Measured {
    double worst_step_ms = 0, worst_step_cpu_ms = 0;
    std::int64_t steps = 0;
};

Measured make_index(acts::Writer& writer, search::Indexer& index) {
    Measured measured;
    const auto kind = index.filling();
    for (jobs::Progress now; !now.finished; ++measured.steps) {
        const auto start = wall_ms(), cpu = cpu_ms();
        writer.run_local([&](store::Db& db) {
            db.begin();
            now = kind.step(db, now);
            db.commit();
        });
        measured.worst_step_ms = std::max(measured.worst_step_ms, wall_ms() - start);
        measured.worst_step_cpu_ms = std::max(measured.worst_step_cpu_ms, cpu_ms() - cpu);
    }
    return measured;
}

}  // namespace

int main(int count, char** arguments) {
    const std::int64_t members = count > 1 ? std::atoll(arguments[1]) : 240'000;
    const bool postgresql = count > 2 && std::string(arguments[2]) == "postgresql";
    support::FreshNetwork place(postgresql ? store::Engine::postgresql : store::Engine::sqlite);
    support::Site site(place.location());
    site.made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})");
    site.writer.run_local([&](store::Db& db) { fill_members(db, members); });

    search::Indexer index(portal::search_sources());
    const auto cpu = cpu_ms(), wall = wall_ms();
    const auto made = make_index(site.writer, index);
    std::printf("index made: %.1f s\n", (wall_ms() - wall) / 1e3);
    std::printf("index made, processor: %.1f s\n", (cpu_ms() - cpu) / 1e3);
    std::printf("longest step: %.1f ms\n", made.worst_step_ms);
    std::printf("longest step, processor: %.1f ms\n", made.worst_step_cpu_ms);
    if (!postgresql) {
        auto rows = site.readers.lend()->ask("SELECT sum(length(ids) + length(word) + length(shelf) + 8) FROM local_search_posting");
        if (rows.next()) std::printf("postings: %.1f MB\n", double(rows.integer(0)) / 1e6);
    }

    struct Query {
        const char *name, *typed;
    };
    double worst = 0;
    for (const auto& [name, typed] :
         {Query{"a name", "koudougou"}, Query{"two letters", "ko"}, Query{"one letter", "b"}, Query{"the commonest letter", "s"},
          Query{"small words", "de la"}, Query{"small word of titles", "la"}, Query{"a country", "france"}, Query{"common word", "saint"},
          Query{"two words", "saint senegal"}, Query{"three words", "saint france koudougou"}, Query{"three letters", "s f k"},
          Query{"six letters", "s a k d m n"}, Query{"no hit", "zzyzx"}, Query{"misspelt", "koudougouu"},
          Query{"misspelt, common start", "saintt"}, Query{"misspelt, nothing near", "saqqqqqqqq"},
          Query{"three words, one misspelt", "saint francee kouvile"}, Query{"a number", "240001001"}}) {
        std::string target = "/trouver?q=" + base::percent_encode(typed);
        const auto ask = [&] {
            const auto response = site.get(target);
            if (response.status != 200) throw std::runtime_error(target);
            return response.bytes().size();
        };
        ask();
        constexpr int rounds = 10;
        const auto before = cpu_ms(), clock = wall_ms();
        for (int i = 0; i < rounds; ++i) ask();
        const auto each = (cpu_ms() - before) / rounds;
        const auto found =
            search::find(*site.readers.lend(), std::vector<std::string>{"member"}, search::asked(typed), search::Spelling::near, 0, 5);
        worst = std::max(worst, each);
        std::printf("%s: %.2f ms\n", name, each);
        std::printf("%s, waited: %.2f ms\n", name, (wall_ms() - clock) / rounds);
        std::printf("%s, found: %lld members\n", name, static_cast<long long>(found.count));
    }
    std::printf("worst query: %.2f ms\n", worst);
}
