// Our tiles before an outside judge: Go's golang.org/x/mod/sumdb, which knows nothing of us.
#include "acts/verify.h"
#include "support/life.h"
#include "support/places.h"

#include <doctest/doctest.h>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace {

namespace fs = std::filesystem;

std::string run(const std::string& command) {
    std::string said;
    std::array<char, 1024> part{};
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (!pipe) throw std::runtime_error("cannot run " + command);
    while (fgets(part.data(), part.size(), pipe)) said += part.data();
    const int status = pclose(pipe);
    return said + (status == 0 ? "" : "(ended with " + std::to_string(WEXITSTATUS(status)) + ")");
}

// The judge, built once for the process. Throws saying what to install.
const fs::path& judge() {
    static const support::TemporaryDirectory directory;
    static const fs::path program = [] {
        fs::copy_file(support::in_checkout("tests/judge/verify.go"), directory.path() / "verify.go");
        const auto made = directory.path() / "verify";
        const auto said = run("cd " + directory.path().string() + " && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=" +
                              (fs::temp_directory_path() / "concert-go-cache").string() + " go build -o verify verify.go");
        if (!fs::exists(made))
            throw std::runtime_error("the outside judge needs: apt-get install golang-go golang-golang-x-mod-dev\n" + said);
        return made;
    }();
    return program;
}

void write(const fs::path& path, std::string_view content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}
std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Everything a web server would serve of the log.
std::string publish(store::Db& db, const acts::NoteKey& key, const fs::path& directory) {
    const auto checkpoint = acts::sign_checkpoint(db, key);
    write(directory / "checkpoint", checkpoint);
    const auto size = acts::read_head(db).size;
    for (std::int64_t of = size, level = 0; of > 0; of /= 256, ++level)
        for (std::int64_t first = 0, n = 0; first < of; first += 256, ++n) {
            const int width = static_cast<int>(std::min<std::int64_t>(256, of - first));
            write(directory / "tile" / std::to_string(level) / acts::tile_path(n, width),
                  acts::hash_tile(db, int(level), n, width).value());
            if (level == 0) write(directory / "tile/entries" / acts::tile_path(n, width), acts::entry_tile(db, n, width).value());
        }
    for (const std::int64_t number : {std::int64_t(1), size / 2 + 1, size}) {
        write(directory / "receipts" / std::to_string(number), acts::receipt(db, {number}, checkpoint));
        write(directory / "receipt-entries" / std::to_string(number), acts::entry_bytes(acts::find_entry(db, {number})->entry));
    }
    return checkpoint;
}

std::string judged(const fs::path& directory, const std::string& key) {
    auto said = run(judge().string() + " " + directory.string() + " '" + key + "'");
    if (!said.empty() && said.back() == '\n') said.pop_back();
    return said;
}

// A journal of that many entries that nobody lived: the tables of the journal alone.
void fill(store::Db& db, std::int64_t size) {
    acts::create_tables(db, {});
    acts::Tree tree;
    std::vector<acts::Subtree> completed;
    db.begin();
    for (std::int64_t number = 1; number <= size; ++number) {
        acts::Entry entry{{number},
                          support::first_of_test + number,
                          "2026-09-21",
                          "secretariat",
                          "sources.record",
                          1,
                          "{\"title\":\"Page " + std::to_string(number) + "\"}",
                          {},
                          {},
                          "[]",
                          {},
                          {},
                          {}};
        if (number % 1000 == 0) entry.payload = "{\"title\":\"" + std::string(60'000, 'x') + "\"}";
        const auto leaf = acts::leaf_hash(acts::entry_bytes(entry));
        acts::JournalRows rows(db);
        rows.entry(entry, leaf, "");
        rows.flush();
        tree.append(leaf, &completed);
    }
    acts::write_head(db, tree, completed, support::first_of_test + size);
    db.commit();
}

}  // namespace

TEST_CASE("Go's library believes our checkpoint, tiles, entries, proofs and receipts, whatever the size of the log") {
    for (const std::int64_t size : {1, 2, 255, 256, 257, 511, 512, 70'000}) {
        CAPTURE(size);
        const support::FreshNetwork network(store::Engine::sqlite);
        const support::TemporaryDirectory directory;
        const auto db = store::Db::open(network.location(), store::Access::writer);
        fill(*db, size);
        const auto key = acts::log_key(*db, "log.example/network");
        publish(*db, key, directory.path());
        const auto proofs = 2 * ((size + size / 200) / (size / 200 + 1));
        const auto receipts = size == 1 ? 1 : size == 2 ? 2 : 3;
        CHECK(judged(directory.path(), key.verifier()) == "good: " + std::to_string(size) + " entries, " + std::to_string(proofs) +
                                                              " proofs, " + std::to_string(receipts) + " receipts");
    }
}

TEST_CASE("Go's library believes a network that lived, on both engines, and refuses every change to what it reads") {
    support::for_each_engine([](const store::Location& location) {
        support::Begun life(location);
        life.admitted("Nantes");
        life.admitted("Liège", "BE");
        life.made("people.erase_person",
                  "{\"person\":" + std::to_string(life.made("people.register_person", R"({"name":"Ada Exemple"})")) + "}");
        REQUIRE(life.writer.submit_all(support::sources(300)));
        const support::TemporaryDirectory temporary;
        const auto& directory = temporary.path();
        const auto db = store::Db::open(location, store::Access::writer);
        const auto key = acts::log_key(*db, "log.example/network");
        publish(*db, key, directory);
        const auto verifier = key.verifier();
        REQUIRE(judged(directory, verifier).starts_with("good: " + std::to_string(life.writer.size()) + " entries"));
        CHECK(judged(directory, acts::NoteKey(key.name(), std::string(32, 'k')).verifier()).starts_with("refused:"));
        CHECK(judged(directory, acts::NoteKey("log.example/other", std::string(32, 'k')).verifier()).starts_with("refused:"));
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(directory))
            if (entry.is_regular_file() && entry.path().string().find("receipt-checkpoint") == std::string::npos)
                files.push_back(entry.path());
        REQUIRE(files.size() >= 12);
        for (const auto& file : files) {
            CAPTURE(file.string());
            const auto content = read(file);
            for (const auto at : {std::size_t(0), content.size() / 3, content.size() / 2, content.size() - 2}) {
                CAPTURE(at);
                auto other = content;
                other[at] = static_cast<char>(other[at] ^ 0x01);
                write(file, other);
                CHECK(judged(directory, verifier).starts_with("refused:"));
            }
            write(file, content.substr(0, content.size() - 1));
            CHECK(judged(directory, verifier).starts_with("refused:"));
            write(file, content);
        }
        CHECK(judged(directory, verifier).starts_with("good:"));
    });
}
