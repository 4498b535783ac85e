#include "search/store.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace search {
namespace {

constexpr std::string_view above_all = "\xf4\x8f\xbf\xbf";  // after every text that begins so

// ---- numbers in a row ----

void append_variable(std::string& out, std::uint64_t number) {
    while (number >= 0x80) {
        out += static_cast<char>(number | 0x80);
        number >>= 7;
    }
    out += static_cast<char>(number);
}

// `ids` in order; the first stands in a column of its own.
std::string packed(std::span<const std::int64_t> ids) {
    std::string out;
    for (std::size_t i = 1; i < ids.size(); ++i) append_variable(out, std::uint64_t(ids[i] - ids[i - 1]));
    return out;
}

void unpack(std::int64_t first, std::string_view bytes, Ids& ids) {
    std::array<std::int64_t, ids_in_a_row_max> row;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    std::size_t size = 0;
    row[size++] = first;
    const auto damaged = [] { return store::Fault("the index of search is damaged"); };
    const auto* next = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = next + bytes.size();
    while (next != end) {
        std::uint64_t byte = *next++, step = byte & 0x7f;
        for (int shift = 7; byte & 0x80; shift += 7) {
            if (next == end || shift > 56) throw damaged();
            byte = *next++;
            step |= (byte & 0x7f) << shift;
        }
        if (size == row.size()) throw damaged();
        row[size++] = first += std::int64_t(step);
    }
    ids.insert(ids.end(), row.begin(), row.begin() + std::ptrdiff_t(size));
}

// Pieces, each in order from its place to the next one, become one order, each number once: two neighbours at a time.
void tidy(Ids& ids, std::vector<std::size_t> pieces) {
    const auto at = [&](std::size_t piece) { return ids.begin() + std::ptrdiff_t(piece < pieces.size() ? pieces[piece] : ids.size()); };
    while (pieces.size() > 1) {
        std::vector<std::size_t> wider;
        for (std::size_t i = 0; i < pieces.size(); i += 2) {
            if (i + 1 < pieces.size()) std::inplace_merge(at(i), at(i + 1), at(i + 2));
            wider.push_back(pieces[i]);
        }
        pieces = std::move(wider);
    }
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

// ---- what stood of a document ----

using Place = std::pair<std::string, std::string>;  // shelf, word
std::set<Place> places_of(const Entries& entries) {
    std::set<Place> places;
    for (const auto& one : entries.shelves)
        for (const auto& word : entries.words) {
            places.emplace(one, word);
            if (word.front() == whole_title) continue;
            for (std::size_t letters = 1; letters <= beginnings_kept; ++letters)
                places.emplace(one, beginning_of + word.substr(0, length_of(word, letters)));
        }
    return places;
}

std::string joined(const std::vector<std::string>& pieces, char with) {
    std::string out;
    for (const auto& piece : pieces) out += (out.empty() ? "" : std::string(1, with)) + piece;
    return out;
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const auto end = std::min(text.find(at), text.size());
        pieces.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return pieces;
}

std::string written(const Entries& entries) { return joined(entries.shelves, ' ') + "\n" + joined(entries.words, '\n'); }

Entries read(std::int64_t id, std::string_view text) {
    const auto line = std::min(text.find('\n'), text.size());
    return {id, split(text.substr(0, line), ' '), split(text.substr(std::min(line + 1, text.size())), '\n')};
}

std::optional<std::string> kept(store::Db& db, std::int64_t id) {
    auto rows = db.ask("SELECT entries FROM local_search_document WHERE id = $1", {id});
    return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
}

// ---- the rows of one word ----

struct Change {
    std::map<std::int64_t, bool> ids;  // whether it is to be there
};

struct Row {
    std::int64_t first = 0;
    Ids ids;
};

std::optional<Row> one_row(store::Rows rows) {
    if (!rows.next()) return {};
    Row row{rows.integer(0), {}};
    unpack(row.first, rows.bytes(1), row.ids);
    return row;
}

// The row in which a number stands, or would stand; nothing when the word has none.
std::optional<Row> row_for(store::Db& db, const Place& place, std::int64_t id) {
    auto row = one_row(
        db.ask("SELECT first, ids FROM local_search_posting WHERE shelf = $1 AND word = $2 AND first <= $3 ORDER BY first DESC LIMIT 1",
               {place.first, place.second, id}));
    if (row) return row;
    return one_row(db.ask("SELECT first, ids FROM local_search_posting WHERE shelf = $1 AND word = $2 ORDER BY first LIMIT 1",
                          {place.first, place.second}));
}

std::optional<std::int64_t> next_first(store::Db& db, const Place& place, std::int64_t first) {
    auto rows = db.ask("SELECT first FROM local_search_posting WHERE shelf = $1 AND word = $2 AND first > $3 ORDER BY first LIMIT 1",
                       {place.first, place.second, first});
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

void write_row(store::Db& db, const Place& place, std::span<const std::int64_t> ids) {
    db.run("INSERT INTO local_search_posting (shelf, word, first, ids) VALUES ($1, $2, $3, $4)",
           {place.first, place.second, ids.front(), store::Value::bytes(packed(ids))});
}

void change_row(store::Db& db, const Place& place, const std::optional<Row>& row, const Ids& ids) {
    if (row && row->ids == ids) return;
    if (row && !ids.empty() && ids.front() == row->first && ids.size() <= ids_in_a_row_max) {
        db.run("UPDATE local_search_posting SET ids = $4 WHERE shelf = $1 AND word = $2 AND first = $3",
               {place.first, place.second, row->first, store::Value::bytes(packed(ids))});
        return;
    }
    if (row)
        db.run("DELETE FROM local_search_posting WHERE shelf = $1 AND word = $2 AND first = $3", {place.first, place.second, row->first});
    // A row that is full becomes several that are half full.
    const auto size = ids.size() <= ids_in_a_row_max ? ids_in_a_row_max : ids_in_a_row_max / 2;
    for (std::size_t at = 0; at < ids.size(); at += size) write_row(db, place, std::span(ids).subspan(at, std::min(size, ids.size() - at)));
}

void apply(store::Db& db, const Place& place, const Change& change) {
    for (auto at = change.ids.begin(); at != change.ids.end();) {
        const auto row = row_for(db, place, at->first);
        const bool last = std::next(at) == change.ids.end();
        const auto end = row && !last ? next_first(db, place, std::max(row->first, at->first)) : std::nullopt;
        std::set<std::int64_t> ids;
        if (row) ids.insert(row->ids.begin(), row->ids.end());
        for (; at != change.ids.end() && (!end || at->first < *end); ++at) {
            if (at->second) ids.insert(at->first);
            else ids.erase(at->first);
        }
        change_row(db, place, row, Ids(ids.begin(), ids.end()));
    }
}

}  // namespace

std::size_t length_of(std::string_view word, std::size_t characters) {
    std::size_t at = word.starts_with(of_details) ? 1 : 0;
    while (at < word.size() && characters-- > 0) {
        ++at;
        while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0) == 0x80) ++at;
    }
    return at;
}

std::string cut(std::string text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
    text.resize(bytes_max);
    return text;
}

std::string shelf(std::string_view kind, const Reader& reader) {
    return reader.empty() ? std::string(kind) : std::string(kind) + "@" + reader;
}

Entries entries_of(std::int64_t id, std::string_view kind, const std::optional<Document>& document) {
    Entries entries{id, {}, {}};
    if (!document) return entries;
    for (const auto& reader : document->readers) entries.shelves.push_back(shelf(kind, reader));
    std::set<std::string> words;
    for (const auto& title : document->titles) {
        const auto folded = base::fold(title);
        if (folded.empty()) continue;
        words.insert(whole_title + cut(folded, title_bytes_max));
        for (auto& word : base::tokens(title)) words.insert(cut(std::move(word), word_bytes_max));
    }
    for (auto& word : base::tokens(document->details))
        if (auto short_word = cut(std::move(word), word_bytes_max); !words.contains(short_word) && words.size() < words_max)
            words.insert(of_details + short_word);
    entries.words.assign(words.begin(), words.end());
    if (entries.words.empty()) entries.shelves.clear();
    return entries;
}

void put(store::Db& db, std::span<const Entries> all) {
    std::map<Place, Change> changes;
    for (const auto& entries : all) {
        const auto before = kept(db, entries.id);
        const bool gone = entries.shelves.empty();
        const auto now = gone ? std::string() : written(entries);
        if (before.value_or("") == now) continue;
        if (before)
            for (const auto& place : places_of(read(entries.id, *before))) changes[place].ids[entries.id] = false;
        for (const auto& place : places_of(entries)) changes[place].ids[entries.id] = true;
        if (gone) db.run("DELETE FROM local_search_document WHERE id = $1", {entries.id});
        else
            db.run(
                "INSERT INTO local_search_document (id, entries) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET entries = excluded.entries",
                {entries.id, now});
    }
    for (const auto& [place, change] : changes) apply(db, place, change);
}

void forget_people(store::Db& db, std::span<const std::int64_t> persons) {
    std::vector<Entries> gone;
    for (const auto id : persons) gone.push_back({id, {}, {}});
    put(db, gone);
}

Ids with_word(store::Db& db, std::string_view shelf, std::string_view word) {
    Ids ids;
    auto rows = db.ask("SELECT first, ids FROM local_search_posting WHERE shelf = $1 AND word = $2 ORDER BY first", {shelf, word});
    while (rows.next()) unpack(rows.integer(0), rows.bytes(1), ids);
    return ids;
}

Ids with_beginning(store::Db& db, std::string_view shelf, std::string_view beginning) {
    if (length_of(beginning, beginnings_kept) == beginning.size()) return with_word(db, shelf, beginning_of + std::string(beginning));
    Ids ids;
    const auto end = std::string(beginning) + std::string(above_all);
    auto rows = db.ask("SELECT first, ids FROM local_search_posting WHERE shelf = $1 AND word >= $2 AND word < $3 ORDER BY word, first",
                       {shelf, beginning, end});
    std::vector<std::size_t> pieces;
    while (rows.next()) {
        const auto begin = ids.size();
        unpack(rows.integer(0), rows.bytes(1), ids);
        if (begin == 0 || ids[begin] <= ids[begin - 1]) pieces.push_back(begin);  // not the next row of one word
    }
    tidy(ids, std::move(pieces));
    return ids;
}

std::vector<std::int64_t> by_title(store::Db& db, std::string_view shelf, std::string_view beginning, std::size_t most) {
    std::vector<std::int64_t> ids;
    const auto begins = whole_title + std::string(beginning), end = begins + std::string(above_all);
    auto rows =
        db.ask("SELECT first, ids FROM local_search_posting WHERE shelf = $1 AND word >= $2 AND word < $3 ORDER BY word, first LIMIT $4",
               {shelf, begins, end, most});
    while (ids.size() < most && rows.next()) unpack(rows.integer(0), rows.bytes(1), ids);
    return ids;
}

std::vector<std::string> words_beginning(store::Db& db, std::string_view shelf, std::string_view beginning, Lengths lengths,
                                         std::size_t most) {
    std::vector<std::string> words;
    const auto end = std::string(beginning) + std::string(above_all);
    auto rows = db.ask(
        "SELECT word FROM (SELECT word FROM local_search_posting WHERE shelf = $1 AND word >= $2 AND word < $3 ORDER BY word, first LIMIT "
        "$6) AS looked_at WHERE length(word) BETWEEN $4 AND $5",
        {shelf, beginning, end, lengths.least, lengths.most, most});
    while (rows.next())
        if (words.empty() || words.back() != rows.view(0)) words.push_back(rows.text(0));
    return words;
}

std::vector<std::string> shelves_of(store::Db& db, std::int64_t id) {
    const auto text = kept(db, id);
    return text ? read(id, *text).shelves : std::vector<std::string>{};
}

std::optional<State> state(store::Db& db) {
    auto rows = db.ask("SELECT made_by, number, complete FROM local_search_state WHERE one = 1");
    if (!rows.next()) return {};
    return State{rows.text(0), rows.integer(1), rows.integer(2) != 0};
}

void keep_state(store::Db& db, const State& state) {
    db.run(
        "INSERT INTO local_search_state (one, made_by, number, complete) VALUES (1, $1, $2, $3) ON CONFLICT (one) DO UPDATE SET made_by = "
        "excluded.made_by, number = excluded.number, complete = excluded.complete",
        {state.made_by, state.number, state.complete ? 1 : 0});
}

void forget_state(store::Db& db) { db.run("DELETE FROM local_search_state WHERE one = 1"); }

bool clear_some(store::Db& db, std::int64_t most) {
    if (db.engine() == store::Engine::postgresql)  // samples of the planner would keep words after they are erased
        db.script(
            "ALTER TABLE local_search_posting ALTER COLUMN word SET STATISTICS 0;"
            "ALTER TABLE local_search_document ALTER COLUMN entries SET STATISTICS 0");
    const auto documents =
        db.change("DELETE FROM local_search_document WHERE id IN (SELECT id FROM local_search_document ORDER BY id LIMIT $1)", {most});
    const auto postings = db.change(
        "DELETE FROM local_search_posting WHERE (shelf, word, first) IN (SELECT shelf, word, first FROM local_search_posting ORDER BY "
        "shelf, "
        "word, first LIMIT $1)",
        {most});
    return documents == most || postings == most;
}

std::string contents(store::Db& db) {
    std::map<Place, Ids> all;
    std::string out;
    {
        auto rows = db.ask("SELECT shelf, word, first, ids FROM local_search_posting ORDER BY shelf, word, first");
        while (rows.next()) unpack(rows.integer(2), rows.bytes(3), all[{rows.text(0), rows.text(1)}]);
    }
    for (const auto& [place, ids] : all) {
        out += place.first + " " + place.second;
        for (const auto id : ids) out += " " + std::to_string(id);
        out += '\n';
    }
    auto rows = db.ask("SELECT id, entries FROM local_search_document ORDER BY id");
    while (rows.next()) out += std::to_string(rows.integer(0)) + " " + rows.text(1) + "\n";
    return out;
}

std::string_view tables() {
    return
#include "src/search/tables.sql.inc"
        ;
}

}  // namespace search
