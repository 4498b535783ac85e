// Whoever changes what the journal says is found out: one column at a time, one entry at a time, and all of it at once.
#include "acts/verify.h"

#include "support/life.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <set>

namespace {

// What the core writes again at every rebuild, from the entries alone: not for verify, but found by comparing with a rebuild.
const std::set<std::string> derived{"act_place.act",          "act_place.place",          "act_place.number",      "journal_history.kind",
                                    "journal_history.thing",  "journal_history.number",   "journal_format.tables", "outbox.id",
                                    "outbox.template",        "outbox.recipient",         "outbox.about",          "personal_value.person",
                                    "personal_erased.person", "personal_erased.erased_by"};

struct Sound : support::Begun {
    explicit Sound(const store::Location& at) : Begun(at) {
        admitted("Nantes");
        // One that waits: nobody is admitted before they asked.
        const auto asks = made("members.apply_for_membership", support::application("Lyon"));
        made("assembly.record_decision", support::admission(asks, "adopted", "2026-09-20"), basis);
        person = made("people.register_person", R"({"name":"Ada Exemple","email":"ada@ville.example.org"})");
        erased = made("people.register_person", R"({"name":"Bea Exemple"})");
        made("people.erase_person", "{\"person\":" + std::to_string(erased) + "}");
        made("members.record", support::member("Dakar", source, "SN"), basis);
        if (!writer.submit_all(support::sources(260))) throw std::runtime_error("sources are refused");
        db = store::Db::open(at, store::Access::writer);
        const auto key = acts::log_key(*db, "log.example/network");
        elsewhere.checkpoint = acts::sign_checkpoint(*db, key);
        elsewhere.checkpoint_key = key.verifier();
    }
    std::vector<std::string> verify(bool with_checkpoint = false) {
        return acts::verify(*db, app::registry(), with_checkpoint ? elsewhere : acts::VerifyOptions{});
    }
    void begin() {
        db->begin();
        db->script(db->engine() == store::Engine::sqlite ? "PRAGMA defer_foreign_keys = ON"
                                                         : "SET LOCAL session_replication_role = replica");
    }
    std::int64_t person = 0, erased = 0;
    std::unique_ptr<store::Db> db;
    acts::VerifyOptions elsewhere;  // the checkpoint that somebody else has kept
};

std::vector<std::string> journal_tables_of(store::Db& db) {
    std::vector<std::string> all;
    for (const auto& table : db.tables())
        if (acts::journal_tables().find("CREATE TABLE IF NOT EXISTS " + table + " (") != std::string_view::npos) all.push_back(table);
    return all;
}

struct Cell {
    store::Value::Kind kind;
    std::int64_t integer = 0;
    std::string text;
    store::Value value() const {
        if (kind == store::Value::Kind::nothing) return nullptr;
        if (kind == store::Value::Kind::integer) return {integer};
        return kind == store::Value::Kind::text ? store::Value(text) : store::Value::bytes(text);
    }
};
using Row = std::vector<Cell>;

// Rows that differ in which of their columns are NULL, a few of each sort.
std::vector<Row> some_rows(store::Db& db, const std::string& table, const std::vector<std::string>& columns, std::size_t of_each) {
    std::string names, order;
    for (const auto& column : columns) names += (names.empty() ? "" : ", ") + ("\"" + column + "\"");
    for (const auto& column : db.key(table)) order += (order.empty() ? "" : ", ") + ("\"" + column + "\"");
    std::map<std::string, std::size_t> seen;
    std::vector<Row> rows;
    auto answer = db.ask("SELECT " + names + " FROM " + table + " ORDER BY " + order);
    while (answer.next()) {
        Row row;
        std::string sort;
        for (int i = 0; i < answer.columns(); ++i) {
            const auto kind = answer.kind(i);
            row.push_back({kind, kind == store::Value::Kind::integer ? answer.integer(i) : 0,
                           kind == store::Value::Kind::text    ? answer.text(i)
                           : kind == store::Value::Kind::bytes ? std::string(answer.bytes(i))
                                                               : std::string()});
            sort += kind == store::Value::Kind::nothing ? 'n' : 'v';
        }
        if (table == "local_key" && row[0].text != "log") continue;
        if (table == "journal") sort += row[4].text;  // each kind of act
        if (seen[sort]++ < of_each) rows.push_back(std::move(row));
    }
    return rows;
}

// Each way of putting something else into a cell.
std::vector<Cell> others(const Cell& cell, const std::vector<Row>& rows, std::size_t column) {
    std::vector<Cell> all;
    if (cell.kind == store::Value::Kind::integer) {
        all.push_back({cell.kind, cell.integer + 1, {}});
        all.push_back({cell.kind, cell.integer + 1'000'000'000'000, {}});
    } else if (cell.kind == store::Value::Kind::text) {
        all.push_back({cell.kind, 0, cell.text + " "});
        all.push_back({cell.kind, 0, ""});
    } else if (cell.kind == store::Value::Kind::bytes) {
        auto changed = cell.text.empty() ? std::string("x") : cell.text;
        changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 0x40);
        all.push_back({cell.kind, 0, changed});
        all.push_back({cell.kind, 0, ""});
    } else {
        for (const auto& row : rows)
            if (row[column].kind != store::Value::Kind::nothing) return {row[column]};
        return {{store::Value::Kind::integer, 1, {}},
                {store::Value::Kind::text, 0, "x"},
                {store::Value::Kind::bytes, 0, "x"}};  // all NULL: whichever it takes
    }
    all.push_back({store::Value::Kind::nothing, 0, {}});
    return all;
}

// An attacker with all rights makes every hash anew, and every row of an entry after `last` disappear.
void rewrite(store::Db& db, std::int64_t last) {
    for (const char* table : {"journal_history", "journal_key", "journal_restricted", "journal"})
        db.run("DELETE FROM " + std::string(table) + " WHERE number > $1", {last});
    db.run("DELETE FROM outbox WHERE id > $1", {last * 1000 + 999});
    db.run("DELETE FROM personal_value WHERE handle > $1", {last * 1000 + 999});
    db.run("DELETE FROM personal_erased WHERE handle > $1", {last * 1000 + 999});
    db.run("DELETE FROM journal_subtree WHERE level > 0");
    acts::Tree tree;
    std::vector<acts::Subtree> completed;
    std::int64_t time = 0;
    std::vector<std::pair<std::int64_t, base::Hash>> leaves;
    acts::each_entry(db, 0, last, [&](acts::StoredEntry& stored) {
        leaves.emplace_back(stored.entry.number.value, acts::leaf_hash(acts::entry_bytes(stored.entry)));
        tree.append(leaves.back().second, &completed);
        time = stored.entry.time_us;
    });
    for (const auto& [number, leaf] : leaves) db.run("UPDATE journal SET leaf = $1 WHERE number = $2", {leaf, number});
    acts::write_head(db, tree, completed, time);
}

}  // namespace

TEST_CASE("Every column of every table of the journal is proved: changed, it is found out") {
    support::for_each_engine([](const store::Location& location) {
        Sound sound(location);
        auto& db = *sound.db;
        REQUIRE(sound.verify() == std::vector<std::string>{});
        REQUIRE(sound.verify(true) == std::vector<std::string>{});
        const support::FreshNetwork fresh(store::Engine::sqlite);
        REQUIRE(app::rebuild(location, fresh.location(), {}).different.empty());
        const auto rebuilt = store::Db::open(fresh.location(), store::Access::reader);
        const bool sqlite = db.engine() == store::Engine::sqlite;
        int tried = 0;
        for (const auto& table : journal_tables_of(db)) {
            const auto columns = db.columns(table), key = db.key(table);
            const auto rows = some_rows(db, table, columns, sqlite ? 2 : 1);
            REQUIRE_MESSAGE(!rows.empty(), table << " is empty: the test proves nothing of it");
            std::string where;
            for (std::size_t i = 0; i < key.size(); ++i) where += (i ? " AND \"" : " WHERE \"") + key[i] + "\" = $" + std::to_string(i + 2);
            for (const auto& row : rows)
                for (std::size_t column = 0; column < columns.size(); ++column)
                    for (const auto& other : others(row[column], rows, column)) {
                        std::vector<store::Value> values{other.value()};
                        for (const auto& name : key)
                            values.push_back(row[std::size_t(std::ranges::find(columns, name) - columns.begin())].value());
                        sound.begin();
                        bool changed = false;
                        try {
                            changed = db.change_values("UPDATE " + table + " SET \"" + columns[column] + "\" = $1" + where, values) == 1;
                        } catch (const store::Fault&) {  // the table itself refuses it
                        }
                        if (changed) {
                            ++tried;
                            INFO(table, ".", columns[column], " of the row ", row[0].integer, " made ", other.integer, " ",
                                 other.text.substr(0, 40));
                            CHECK((!sound.verify().empty() ||
                                   (derived.contains(table + "." + columns[column]) && !acts::compare_tables(db, *rebuilt).empty())));
                        }
                        db.rollback();
                    }
        }
        MESSAGE(tried, " changes found out");
        CHECK(sound.verify() == std::vector<std::string>{});
    });
}

TEST_CASE("An entry that is removed, added or moved is found out") {
    support::for_each_engine([](const store::Location& location) {
        Sound sound(location);
        auto& db = *sound.db;
        const auto size = acts::read_head(db).size;
        const auto tables = {"journal_history", "journal_key", "journal_restricted", "journal"};
        const auto found = [&](auto change) {
            sound.begin();
            change();
            const bool refused = !sound.verify().empty();
            db.rollback();
            return refused;
        };
        for (const std::int64_t number : {std::int64_t(1), std::int64_t(5), size / 2, size}) {
            CAPTURE(number);
            CHECK(found([&] {
                for (const auto* table : tables) db.run("DELETE FROM " + std::string(table) + " WHERE number = $1", {number});
            }));
            CHECK(found([&] {
                for (const auto* table : tables) db.run("DELETE FROM " + std::string(table) + " WHERE number = $1", {number});
                for (const auto* table : tables)  // and the later ones close the gap
                    for (auto next = number + 1; next <= size && next < number + 3; ++next)
                        db.run("UPDATE " + std::string(table) + " SET number = number - 1 WHERE number = $1", {next});
            }));
            if (number < size)
                CHECK(found([&] {
                    for (const auto* table : tables) {
                        db.run("UPDATE " + std::string(table) + " SET number = $1 WHERE number = $2", {size + 77, number});
                        db.run("UPDATE " + std::string(table) + " SET number = $1 WHERE number = $2", {number, number + 1});
                        db.run("UPDATE " + std::string(table) + " SET number = $1 WHERE number = $2", {number + 1, size + 77});
                    }
                }));
        }
        const auto copy = [&](std::int64_t number) {
            auto stored = *acts::find_entry(db, {size});
            stored.entry.number.value = number;
            stored.entry.client_key.reset();
            const auto leaf = acts::leaf_hash(acts::entry_bytes(stored.entry));
            acts::JournalRows rows(db);
            rows.entry(stored.entry, leaf, acts::pack(std::span(stored.openings).first(1)));
            rows.flush();
        };
        CHECK(found([&] { copy(size + 1); }));
        CHECK(found([&] { copy(size + 2); }));
        CHECK(found([&] { copy(0); }));
        CHECK(found([&] { copy(-1); }));
        CHECK(found([&] { db.run("INSERT INTO journal_key (actor, client_key, number) VALUES ($1, $2, $3)", {"visitor", "forged", 1}); }));
        CHECK(found([&] { db.run("INSERT INTO journal_subtree (level, position, root) VALUES ($1, $2, $3)", {1, 1, base::Hash{}}); }));
        CHECK(found([&] {
            db.run("INSERT INTO personal_erased (handle, person, erased_by) VALUES ($1, $2, $3)", {size * 1000 + 1, 1, size});
        }));
        CHECK(found([&] {
            db.run("INSERT INTO personal_value (handle, person, salt, value) VALUES ($1, $2, $3, $4)",
                   {size * 1000 + 1, 1, store::Value::bytes("s"), "\"v\""});
        }));
        CHECK(found([&] { db.run("DELETE FROM journal_subtree WHERE level = 1 AND position = 0"); }));
        CHECK(found([&] { db.run("DELETE FROM journal_head WHERE one = 1"); }) == true);
        CHECK(sound.verify() == std::vector<std::string>{});
    });
}

TEST_CASE("A person's value that is changed, lost or brought back is found out") {
    support::for_each_engine([](const store::Location& location) {
        Sound sound(location);
        auto& db = *sound.db;
        const auto said = [&](auto change) {
            sound.begin();
            change();
            auto wrong = sound.verify();
            db.rollback();
            return wrong.empty() ? std::string() : wrong[0];
        };
        const auto email = std::to_string(sound.person),
                   entry = "entry " + std::to_string(sound.person / 1000);  // handles: email, name, telephone
        CHECK(said([&] {
                  db.run("UPDATE personal_value SET value = $1 WHERE handle = $2", {"\"eve@ville.example.org\"", sound.person});
              }) == entry + ": personal value " + email + " was changed");
        CHECK(said([&] { db.run("DELETE FROM personal_value WHERE handle = $1", {sound.person}); }) ==
              entry + ": personal value " + email + " is lost");
        CHECK(said([&] { db.run("DELETE FROM personal_erased WHERE handle = $1", {sound.erased}); }).ends_with("is lost"));
        CHECK(said([&] {
                  db.run("INSERT INTO personal_value (handle, person, salt, value) VALUES ($1, $2, $3, $4)",
                         {sound.erased, 1, store::Value::bytes(std::string(16, 's')), "null"});
              }).ends_with("outlives its erasure"));
    });
}

TEST_CASE("Who rewrites everything consistently is found out by a checkpoint kept elsewhere, and by nothing else") {
    support::for_each_engine([](const store::Location& location) {
        Sound sound(location);
        auto& db = *sound.db;
        const auto size = acts::read_head(db).size;
        const auto text = [](const std::vector<std::string>& wrong) { return wrong.empty() ? std::string() : wrong[0]; };
        const auto forge = [&](std::int64_t last, bool change) {
            if (change) db.run("UPDATE journal SET payload = $1 WHERE number = $2", {R"({"kind":"document","title":"forged"})", 2});
            rewrite(db, last);
        };
        struct {
            std::int64_t last;
            bool change;
            const char* signed_here;
            std::string elsewhere;
        } cases[] = {
            {size, true, "the entries are not those the log has signed",
             "the first " + std::to_string(size) + " entries are not those of the checkpoint"},
            {size - 1, false, "the log has signed",
             "the journal has " + std::to_string(size - 1) + " entries, the checkpoint " + std::to_string(size) + ": the tail was cut"},
            {20, true, "the log has signed", "the journal has 20 entries, the checkpoint " + std::to_string(size) + ": the tail was cut"},
        };
        for (const auto& one : cases) {
            CAPTURE(one.last);
            sound.begin();
            forge(one.last, one.change);
            CHECK(text(sound.verify()).starts_with(one.signed_here));  // what the log itself has signed, as long as it is still there
            db.run("DELETE FROM local_checkpoint WHERE size > 0");
            CHECK(sound.verify() == std::vector<std::string>{});
            const auto head = acts::read_head(db);
            const auto own = acts::NoteKey("log.example/network", [&] {
                auto rows = db.ask("SELECT value FROM local_key WHERE name = $1", {"log"});
                rows.next();
                return std::string(rows.bytes(0));
            }());
            const auto note = own.signed_note(acts::Checkpoint{own.name(), head.size, head.root}.text());  // who holds the key signs again
            db.run("INSERT INTO local_checkpoint (size, root, note) VALUES ($1, $2, $3)", {head.size, head.root, note});
            CHECK(sound.verify() == std::vector<std::string>{});
            const auto wrong = sound.verify(true);
            CHECK(text(wrong) == one.elsewhere);
            CHECK(wrong.size() == 1);
            db.rollback();
        }
        CHECK(sound.verify(true) == std::vector<std::string>{});
    });
}

TEST_CASE("A checkpoint is believed only with the signature of its key") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Sound sound(network.location());
    const auto said = [&](const std::string& checkpoint, std::optional<std::string> key) {
        const auto wrong = acts::verify(*sound.db, app::registry(), {checkpoint, std::move(key), 50});
        return wrong.empty() ? std::string() : wrong[0];
    };
    const auto good = *sound.elsewhere.checkpoint;
    const acts::NoteKey stranger("log.example/network", std::string(32, 's'));
    CHECK(said(good, sound.elsewhere.checkpoint_key) == "");
    CHECK(said(good, {}) == "");  // the log's own key
    CHECK(said(good, stranger.verifier()) == "the checkpoint's signature does not hold");
    CHECK(said(stranger.signed_note(good.substr(0, good.find("\n\n") + 1)), {}) == "the checkpoint's signature does not hold");
    CHECK(said("nonsense", {}) == "the checkpoint is not a signed note");
    CHECK(said("a\nb\n\nc\n", {}) == "the checkpoint cannot be read");
    const auto own = acts::log_key(*sound.db, "log.example/network");
    CHECK(said(own.signed_note(acts::Checkpoint{own.name(), 0, base::Hash{}}.text()), {}) ==
          "the checkpoint of an empty log has a wrong root");
    CHECK(said(own.signed_note(acts::Checkpoint{own.name(), 0, acts::Tree().root()}.text()), {}) == "");
    const auto older = acts::root_of(7, acts::stored_subtrees(*sound.db));
    CHECK(said(own.signed_note(acts::Checkpoint{own.name(), 7, older}.text()), {}) == "");
    CHECK(said(own.signed_note(acts::Checkpoint{own.name(), 8, older}.text()), {}) ==
          "the first 8 entries are not those of the checkpoint");
}

TEST_CASE("An empty journal is sound, and what cannot be read is said and not thrown") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    const auto db = store::Db::open(network.location(), store::Access::writer);
    CHECK(acts::verify(*db, app::registry()) == std::vector<std::string>{});
    life.made("sources.record", R"({"title":"a","kind":"document"})");
    db->run("UPDATE journal SET leaf = $1 WHERE number = 1", {store::Value::bytes("short")});
    CHECK(acts::verify(*db, app::registry()).at(0).starts_with("after entry 0 the journal cannot be read"));
    acts::VerifyOptions few;
    few.most = 0;
    CHECK(acts::verify(*db, app::registry(), few).empty());
}
