// Signed notes, checkpoints, tiles and receipts: vectors of interop/TLOG.md and what must be refused.
#include "acts/log.h"
#include "support/life.h"

#include <doctest/doctest.h>

namespace {

const std::string go_verifier = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const std::string go_signature = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";
const std::string go_text = "This is an example message.\n";
const std::string dash = "\xe2\x80\x94 ";

const acts::NoteKey& our_key() {
    static const acts::NoteKey key("log.test.example/aimf", std::string(32, '\x42'));
    return key;
}
std::string signature_line(const acts::NoteKey& key, const std::string& text) { return key.signed_note(text).substr(text.size() + 1); }

std::string tile_said(std::string_view path) {
    const auto tile = acts::parse_tile_path(path);
    return tile ? std::to_string(tile->position) + " " + std::to_string(tile->width) : "none";
}

}  // namespace

TEST_CASE("The signed note of the Go library is read, and none that differs by a byte") {
    const auto note = go_text + "\n" + dash + "example.com/foo " + go_signature + "\n";
    CHECK(acts::open_note(note, go_verifier) == go_text);
    for (std::size_t i = 0; i < note.size(); ++i) {
        auto other = note;
        other[i] = static_cast<char>(other[i] ^ 1);
        CHECK_MESSAGE(!acts::open_note(other, go_verifier), "byte " << i);
    }
    for (std::size_t size = 0; size < note.size(); ++size)
        CHECK_FALSE(acts::open_note(std::string_view(note).substr(0, size), go_verifier));
    CHECK_FALSE(acts::open_note(note + "\n", go_verifier));
    for (std::size_t i = 0; i < go_verifier.size(); ++i) {
        auto other = go_verifier;
        other[i] = static_cast<char>(other[i] ^ 1);
        CHECK_MESSAGE(!acts::open_note(note, other), "byte " << i);
    }
    CHECK(base::hex(acts::note_key_id("example.com/foo", *base::from_base64("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"))) ==
          "530d903a");
}

TEST_CASE("Signatures of keys we do not know are passed over, a known key's must hold") {
    const auto text = acts::Checkpoint{"log.test.example/aimf", 0, acts::Tree().root()}.text();
    const acts::NoteKey witness("witness.example", std::string(32, 'w')), namesake("log.test.example/aimf", std::string(32, 'n'));
    const auto ours = signature_line(our_key(), text), theirs = signature_line(witness, text), other = signature_line(namesake, text);
    const auto verifier = our_key().verifier();
    CHECK(acts::open_note(text + "\n" + theirs + ours, verifier) == text);
    CHECK(acts::open_note(text + "\n" + ours + theirs + other, verifier) == text);
    CHECK_FALSE(acts::open_note(text + "\n" + theirs, verifier));
    CHECK_FALSE(acts::open_note(text + "\n" + other, verifier));
    CHECK_FALSE(acts::open_note(text + "\n", verifier));
    const auto false_one = signature_line(our_key(), text + "more\n");
    CHECK_FALSE(acts::open_note(text + "\n" + ours + false_one, verifier));
    CHECK_FALSE(acts::open_note(text + "\n" + false_one + ours, verifier));
    CHECK_FALSE(acts::open_note(text + "\nnonsense\n" + ours, verifier));
    std::string many;
    for (int i = 0; i < 16; ++i) many += theirs;
    CHECK(acts::open_note(text + "\n" + many + ours, verifier) == text);
}

TEST_CASE("A note is UTF-8 without control characters, split at its last blank line") {
    const auto signed_as = [](const std::string& text) { return acts::open_note(our_key().signed_note(text), our_key().verifier()); };
    CHECK(signed_as("a\n\nb\n") == "a\n\nb\n");
    CHECK(signed_as("é\n") == "é\n");
    CHECK_FALSE(signed_as("a\tb\n"));
    CHECK_FALSE(signed_as("a\rb\n"));
    CHECK_FALSE(signed_as("a\xff\n"));
    CHECK_FALSE(signed_as("a\xc0\xaf\n"));
}

TEST_CASE("A key's name has no space and no plus") {
    const std::string seed(32, 's');
    CHECK_NOTHROW(acts::NoteKey("log.example/é", seed));
    for (const char* name : {"", "a b", "a+b", "a\tb", "a\nb",
                             "a\xc2\xa0"
                             "b",
                             "a\xe2\x80\x83"
                             "b",
                             "a\xe3\x80\x80"
                             "b"})
        CHECK_THROWS_AS(acts::NoteKey(name, seed), std::invalid_argument);
    CHECK_THROWS_AS(acts::NoteKey("a", std::string(31, 's')), std::invalid_argument);
    CHECK_THROWS_AS(acts::NoteKey("a", std::string(33, 's')), std::invalid_argument);
}

TEST_CASE("The checkpoint of 70,000 entries is the one of the vector") {
    acts::Tree tree;
    for (int i = 0; i < 70'000; ++i) {
        const auto leaf = acts::leaf_hash("{\"seq\":" + std::to_string(i) + ",\"kind\":\"posting\"}");
        if (i == 0) CHECK((leaf.hex().starts_with("9871d0c1") && leaf.hex().ends_with("baac58f6")));
        tree.append(leaf);
    }
    CHECK(our_key().verifier() == "log.test.example/aimf+8ae8e870+ASFS+NGbeR0kRTJC4V8uq2y3z/p7al7TAJeWDgaYgdsS");
    const acts::Checkpoint checkpoint{our_key().name(), tree.size(), tree.root()};
    const auto note = our_key().signed_note(checkpoint.text());
    CHECK(note ==
          "log.test.example/aimf\n70000\n9cIc8ktejwI1u0l0x2LkoVaaavDcyO2bgr547LaY1rI=\n\n" + dash +
              "log.test.example/aimf iujocOTTzuiAX95HdL2+2ogSvqdmovAZQcmoCKHdyl4Wgs8cUVrPhGwssF4MR5JFmaiXCExD69J6uQFFUst8gdSetgo=\n");
    CHECK(acts::open_note(note, our_key().verifier()) == checkpoint.text());
}

TEST_CASE("A checkpoint is three lines: origin, size without leading zero, root") {
    const std::string root = base::base64(acts::Tree().root().view());
    const auto said = [](const std::string& text) {
        const auto one = acts::Checkpoint::parse(text);
        return one && one->text() == text;
    };
    CHECK(said("a.example/b\n0\n" + root + "\n"));
    CHECK(said("a.example/b\n9007199254740991\n" + root + "\n"));
    for (const auto& bad : {std::string(), "a\n0\n" + root, "a\n00\n" + root + "\n", "a\n01\n" + root + "\n", "a\n-1\n" + root + "\n",
                            "a\n+1\n" + root + "\n", "a\n 1\n" + root + "\n", "a\n\n" + root + "\n", "\n0\n" + root + "\n",
                            "a\n0\n" + root + "\nextension\n", "a\n0\n" + root.substr(1) + "\n", "a\n0\n" + base::base64("short") + "\n",
                            "a\n9223372036854775808\n" + root + "\n", std::string("a\n0\n")})
        CHECK_FALSE_MESSAGE(acts::Checkpoint::parse(bad), bad);
}

TEST_CASE("Tile paths are read as they are written, and only so") {
    const std::pair<std::int64_t, const char*> paths[] = {{0, "000"},
                                                          {1, "001"},
                                                          {999, "999"},
                                                          {1000, "x001/000"},
                                                          {1'234'067, "x001/x234/067"},
                                                          {999'999, "x999/999"},
                                                          {1'000'000'000, "x001/x000/x000/000"}};
    for (const auto& [position, path] : paths) {
        CHECK(acts::tile_path(position, 256) == path);
        CHECK(tile_said(path) == std::to_string(position) + " 256");
        CHECK(acts::tile_path(position, 7) == path + std::string(".p/7"));
        CHECK(tile_said(path + std::string(".p/7")) == std::to_string(position) + " 7");
    }
    CHECK(tile_said("000.p/1") == "0 1");
    CHECK(tile_said("000.p/255") == "0 255");
    for (const std::string_view bad : {"",
                                       "0",
                                       "00",
                                       "0000",
                                       "00a",
                                       "000/",
                                       "/000",
                                       "x000/001",
                                       "x000/x000/001",
                                       "001/002",
                                       "x001",
                                       "x001/x002",
                                       "000.p/0",
                                       "000.p/256",
                                       "000.p/01",
                                       "000.p/",
                                       "000.p/-1",
                                       "000.p/1/2",
                                       "000.p",
                                       "000.q/1",
                                       "X001/000",
                                       "x001//000",
                                       "x001/x001/x001/x001/x001/001",
                                       "..",
                                       "x001/..",
                                       "٠٠٠"})
        CHECK_MESSAGE(tile_said(bad) == "none", bad);
}

TEST_CASE("Nothing smaller and nothing different is ever signed") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        life.made("sources.record", R"({"title":"a","kind":"document"})");
        auto db = store::Db::open(location, store::Access::writer);
        const auto key = acts::log_key(*db, "log.example/network");
        CHECK(acts::log_key(*db, "log.example/network").verifier() == key.verifier());
        const auto first = acts::sign_checkpoint(*db, key);
        CHECK(acts::sign_checkpoint(*db, key) == first);
        CHECK(acts::open_note(first, key.verifier()));
        life.made("sources.record", R"({"title":"b","kind":"document"})");
        const auto second = acts::sign_checkpoint(*db, key);
        CHECK(acts::Checkpoint::parse(*acts::open_note(second, key.verifier()))->size == 2);
        const auto head = acts::read_head(*db);
        db->run("UPDATE journal_head SET root = $1 WHERE one = 1", {base::Hash{}});
        CHECK_THROWS_AS(acts::sign_checkpoint(*db, key), store::Fault);
        CHECK_FALSE(db->in_transaction());
        db->run("UPDATE journal_head SET root = $1, size = 1 WHERE one = 1", {head.root});
        CHECK_THROWS_AS(acts::sign_checkpoint(*db, key), store::Fault);
        db->run("UPDATE journal_head SET root = $1, size = 2 WHERE one = 1", {head.root});
        CHECK(acts::sign_checkpoint(*db, key) == second);
    });
}

TEST_CASE("Tiles hold what is there and nothing is served beyond it") {
    support::for_each_engine([](const store::Location& location) {
        support::Life life(location);
        REQUIRE(life.writer.submit_all(support::sources(300)));
        auto db = life.reader();
        CHECK(acts::hash_tile(*db, 0, 0, 256)->size() == 8192);
        CHECK(acts::hash_tile(*db, 0, 1, 44)->size() == 44 * 32);
        CHECK_FALSE(acts::hash_tile(*db, 0, 1, 45));
        CHECK_FALSE(acts::hash_tile(*db, 0, 1, 256));
        CHECK_FALSE(acts::hash_tile(*db, 0, 2, 1));
        CHECK(acts::hash_tile(*db, 1, 0, 1)->size() == 32);
        CHECK_FALSE(acts::hash_tile(*db, 1, 0, 2));
        CHECK_FALSE(acts::hash_tile(*db, 2, 0, 1));
        const auto none = [&](int level, std::int64_t position, int width) {
            return !acts::hash_tile(*db, level, position, width) && !acts::entry_tile(*db, position, level < 0 || level > 7 ? 0 : width);
        };
        CHECK(none(-1, 0, 1));
        CHECK(none(8, 0, 1));
        CHECK(none(0, -1, 1));
        CHECK(none(0, 0, 0));
        CHECK(none(0, 0, 257));
        CHECK(none(0, 0, -1));
        CHECK(none(0, std::numeric_limits<std::int64_t>::max(), 1));
        CHECK(acts::entry_tile(*db, 0, 256));
        CHECK(acts::entry_tile(*db, 1, 44));
        CHECK_FALSE(acts::entry_tile(*db, 1, 45));
        acts::Tree part;
        const auto tile = *acts::hash_tile(*db, 0, 0, 256);
        for (std::size_t i = 0; i < 256; ++i) part.append(*base::Hash::of_bytes(tile.substr(32 * i, 32)));
        CHECK(part.root().view() == *acts::hash_tile(*db, 1, 0, 1));
        for (std::int64_t size : {1, 2, 255, 256, 257, 300}) {
            acts::Tree tree;
            acts::each_entry(*db, 0, size, [&](acts::StoredEntry& stored) { tree.append(stored.leaf); });
            CHECK(acts::root_of(size, acts::stored_subtrees(*db)) == tree.root());
        }
        CHECK_THROWS_AS(acts::root_of(301, acts::stored_subtrees(*db)), store::Fault);
    });
}

TEST_CASE("A receipt proves that its entry is in the signed tree") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    for (int i = 0; i < 5; ++i) life.made("sources.record", R"({"title":"a","kind":"document"})");
    auto db = store::Db::open(network.location(), store::Access::writer);
    const auto key = acts::log_key(*db, "log.example/network");
    const auto checkpoint = acts::sign_checkpoint(*db, key);
    const auto receipt = acts::receipt(*db, {4}, checkpoint);
    CHECK(receipt.starts_with("c2sp.org/tlog-proof@v1\nindex 3\n"));
    CHECK(receipt.ends_with("\n\n" + checkpoint));
    std::vector<base::Hash> path;
    auto lines = receipt.substr(31, receipt.find("\n\n") + 1 - 31);
    while (!lines.empty()) {
        path.push_back(*base::Hash::of_bytes(*base::from_base64(lines.substr(0, lines.find('\n')))));
        lines.erase(0, lines.find('\n') + 1);
    }
    const auto signed_tree = *acts::Checkpoint::parse(*acts::open_note(checkpoint, key.verifier()));
    CHECK(acts::included(3, 5, acts::find_entry(*db, {4})->leaf, path, signed_tree.root));
    for (const std::int64_t number : {-1, 0, 6}) CHECK_THROWS_AS(acts::receipt(*db, {number}, checkpoint), store::Fault);
    CHECK_THROWS_AS(acts::receipt(*db, {1}, "nonsense"), store::Fault);
}
