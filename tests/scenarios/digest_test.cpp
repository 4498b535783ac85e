// News to three hundred people by mail: a server of mail that is real (Python's aiosmtpd), the program that is killed in the middle, and
// nobody who is told twice.
#include "mail_server.h"

#include "sign_in/store.h"

using namespace scenario;

namespace {

constexpr int people = 300;

// People with an account and an address who want their news at once, and two for each that are about a day.
void tell_everybody(const std::string& place) {
    const auto db = open(place, store::Access::writer);
    std::vector<std::pair<std::int64_t, int>> all;
    {
        auto rows = db->ask("SELECT id FROM person ORDER BY id");
        while (rows.next()) all.emplace_back(rows.integer(0), int(all.size()));
    }
    REQUIRE(all.size() == people);
    db->begin();
    std::int64_t news = 0;
    for (const auto& [person, i] : all) {
        REQUIRE(sign_in::put_account(*db, {person}, address_of(i), 1));
        db->run("INSERT INTO local_news_choice (person, mail) VALUES ($1, 'at_once')", {person});
        for (const int day : {20'000, 20'001})
            db->run("INSERT INTO local_news (id, person, kind, thing, count, at_us, seen, told) VALUES ($1, $2, 'due', $3, 2, 1, 0, 0)",
                    {++news, person, day});
    }
    db->commit();
}

std::int64_t count(const std::string& place, const std::string& question) {
    const auto db = open(place);
    auto rows = db->ask(question);
    return rows.next() ? rows.integer(0) : -1;
}

}  // namespace

TEST_CASE("news reach three hundred people once each, however often the program is killed while it writes and sends") {
    if (!has_aiosmtpd()) return;
    const support::TemporaryDirectory directory;
    const auto place = (directory.path() / "network.db").string(), acts = (directory.path() / "acts.jsonl").string();
    std::string lines = small_network(0);
    for (int i = 0; i < people; ++i)
        lines += "{\"as\":\"p" + std::to_string(i) + R"(","act":"people.register_person","basis":"","payload":{"name":"Maire Exemple )" +
                 std::to_string(i) + "\",\"email\":\"" + address_of(i) + "\"}}\n";
    write(acts, lines);
    REQUIRE(concert({"init", place, "--from", acts}).code == 0);
    concert({"verify", place});
    {
        Served once(place);  // makes the tables that are no part of the journal
        CHECK(once.stop().code == 0);
    }
    tell_everybody(place);
    MailServer mail;
    auto settings = mail_words(mail);
    settings.insert(settings.end(), {"--site", "https://network.example.org"});
    int kills = 0;
    for (const int until : {0, 1, 40, 41, 120, 200, 260}) {
        Served server(place, settings);
        if (until == 0) std::this_thread::sleep_for(std::chrono::milliseconds(300));  // while they are written
        while (mail.total() < until && mail.take(20'000)) {}
        server.process.signal(SIGKILL);
        server.process.wait();
        ++kills;
    }
    Served server(place, settings);
    for (int i = 0; i < 300; ++i) {
        while (mail.take(50)) {}
        if (count(place, "SELECT count(*) FROM local_mail") == 0 && count(place, "SELECT count(*) FROM local_news WHERE told = 0") == 0)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    while (mail.take(1'000)) {}
    for (const auto& [to, times] : mail.taken) CHECK_MESSAGE(times == 1, to);
    CHECK(mail.total() <= people);
    CHECK(mail.total() >= people - kills);  // one may be on its way at each: it is not given again
    CHECK(count(place, "SELECT count(*) FROM local_news WHERE told = 0") == 0);
    CHECK(server.stop().code == 0);
    MESSAGE(mail.total(), " of ", people, " messages arrived, with ", kills, " kills");
}
