// The snapshot in sqlite3, and the questions of docs/guides/open-data.md with the answers it gives.
#include "scenario.h"

using namespace scenario;

namespace {

struct Question {
    std::string sql, answer;
};

// ```sql … ``` and the ```text … ``` after it.
std::vector<Question> documented() {
    const auto guide = read(support::in_checkout("docs/guides/open-data.md"));
    const auto block = [&](std::string_view kind, std::size_t& at) {
        const auto mark = "```" + std::string(kind) + "\n";
        const auto begin = guide.find(mark, at);
        if (begin == guide.npos) return std::string();
        const auto end = guide.find("\n```", begin);
        at = end + 4;
        return guide.substr(begin + mark.size(), end - begin - mark.size());
    };
    std::vector<Question> all;
    for (std::size_t at = 0;;) {
        auto sql = block("sql", at);
        if (sql.empty()) return all;
        all.push_back({std::move(sql), block("text", at)});
    }
}

}  // namespace

TEST_CASE("The documented questions have the documented answers") {
    const support::TemporaryDirectory directory;
    const auto place = (directory.path() / "network.db").string(), snapshot = (directory.path() / "snapshot.sqlite").string();
    REQUIRE(concert({"init", place, "--from", data}).code == 0);
    {
        Served server(place);
        const auto answer = server.get("/donnees/instantane.sqlite");
        REQUIRE(support::status_of(answer) == 200);
        write(snapshot, support::body_of(answer));
        server.stop();
    }
    const auto sqlite = [&](const std::string& sql) { return support::run({"/usr/bin/sqlite3", "-readonly", snapshot, sql}); };
    const auto sound = sqlite("PRAGMA integrity_check");
    CHECK_MESSAGE(sound.out == "ok\n", sound.err);
    const auto questions = documented();
    CHECK(questions.size() >= 5);
    for (const auto& [sql, answer] : questions) {
        CAPTURE(sql);
        const auto ended = sqlite(sql);
        CHECK_MESSAGE(ended.code == 0, ended.err);
        CHECK(ended.out == answer + "\n");
    }
}
