#include "acts/log.h"
#include "base/text.h"

#include <sodium.h>
#include <bit>
#include <charconv>

namespace acts {
namespace {

constexpr std::string_view dash = "\xe2\x80\x94 ";  // U+2014 and a space begin a signature line

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

std::optional<std::int64_t> decimal(std::string_view text) {  // ASCII, no leading zero
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    if (text.empty() || (text.size() > 1 && text[0] == '0') || text[0] == '-') return {};
    const auto [at, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

bool sound_text(std::string_view text) {  // signed-note: UTF-8 without control bytes but LF
    for (unsigned char c : text)
        if (c < 0x20 && c != '\n') return false;
    return base::valid_utf8(text);
}

// signed-note: not empty, no '+', no Unicode space (White_Space of the Unicode Character Database).
bool sound_name(std::string_view name) {
    if (name.empty() || !base::valid_utf8(name) || name.find_first_of(" \t\n\v\f\r+") != name.npos) return false;
    for (const std::string_view space : {"\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
                                         "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"})
        if (name.find(space) != name.npos) return false;
    return true;
}

}  // namespace

std::string note_key_id(std::string_view name, std::string_view typed_public_key) {
    return std::string(base::sha256({name, "\n", typed_public_key}).view().substr(0, 4));
}

NoteKey::NoteKey(std::string name, std::string seed)
    : name_(std::move(name)), seed_(std::move(seed)), public_(crypto_sign_PUBLICKEYBYTES, '\0') {
    if (!sound_name(name_)) throw std::invalid_argument("a log's origin has no space and no '+': " + name_);
    if (seed_.size() != crypto_sign_SEEDBYTES || sodium_init() < 0) throw std::invalid_argument("a note key has a seed of 32 bytes");
    std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_.data()), reinterpret_cast<unsigned char*>(secret.data()), raw(seed_));
    sodium_memzero(secret.data(), secret.size());
}

std::string NoteKey::verifier() const {
    const auto typed = "\x01" + public_;
    return name_ + "+" + base::hex(note_key_id(name_, typed)) + "+" + base::base64(typed);
}

std::string NoteKey::signed_note(std::string_view text) const {
    std::string secret(crypto_sign_SECRETKEYBYTES, '\0'), unused(crypto_sign_PUBLICKEYBYTES, '\0'), signature(crypto_sign_BYTES, '\0');
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(unused.data()), reinterpret_cast<unsigned char*>(secret.data()), raw(seed_));
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, raw(text), text.size(), raw(secret));
    sodium_memzero(secret.data(), secret.size());
    return std::string(text) + "\n" + std::string(dash) + name_ + " " + base::base64(note_key_id(name_, "\x01" + public_) + signature) +
           "\n";
}

std::optional<std::string> open_note(std::string_view note, std::string_view verifier) {
    const auto first = verifier.find('+'), second = verifier.find('+', first + 1);
    if (first == verifier.npos || second == verifier.npos) return {};
    const auto name = verifier.substr(0, first);
    const auto typed = base::from_base64(verifier.substr(second + 1));
    if (!typed || typed->size() != 33 || (*typed)[0] != 1) return {};
    const auto id = note_key_id(name, *typed);
    if (base::hex(id) != verifier.substr(first + 1, second - first - 1)) return {};
    const auto blank = note.rfind("\n\n");
    if (blank == note.npos || !sound_text(note) || !note.ends_with('\n')) return {};
    const auto text = note.substr(0, blank + 1);
    auto lines = note.substr(blank + 2);
    bool known = false;
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        auto line = lines.substr(0, end);
        lines.remove_prefix(end + 1);
        if (!line.starts_with(dash)) return {};
        line.remove_prefix(dash.size());
        const auto space = line.find(' ');
        const auto signature = space == line.npos ? std::nullopt : base::from_base64(line.substr(space + 1));
        if (!signature || signature->size() < 5) return {};
        if (line.substr(0, space) != name || signature->substr(0, 4) != id) continue;  // a key we do not know
        if (signature->size() != 68 || crypto_sign_verify_detached(raw(*signature) + 4, raw(text), text.size(), raw(*typed) + 1) != 0)
            return {};
        known = true;
    }
    return known ? std::optional(std::string(text)) : std::nullopt;
}

std::string Checkpoint::text() const { return origin + "\n" + std::to_string(size) + "\n" + base::base64(root.view()) + "\n"; }

std::optional<Checkpoint> Checkpoint::parse(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == text.npos) return {};
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    if (lines.size() != 3 || lines[0].empty()) return {};
    const auto size = decimal(lines[1]);
    const auto bytes = base::from_base64(lines[2]);
    const auto root = bytes ? base::Hash::of_bytes(*bytes) : std::nullopt;
    if (!size || !root) return {};
    return Checkpoint{std::string(lines[0]), *size, *root};
}

NoteKey log_key(store::Db& db, const std::string& origin) {
    {
        auto rows = db.ask("SELECT value FROM local_key WHERE name = $1", {"log"});
        if (rows.next()) return NoteKey(origin, std::string(rows.bytes(0)));
    }
    const auto seed = base::random_bytes(32);
    db.begin();
    db.run("INSERT INTO local_key (name, value) VALUES ($1, $2)", {"log", store::Value::bytes(seed)});
    db.commit();
    return NoteKey(origin, seed);
}

std::optional<std::string> log_origin(store::Db& db) {
    auto rows = db.ask("SELECT value FROM local_key WHERE name = $1", {"origin"});
    return rows.next() ? std::optional(std::string(rows.bytes(0))) : std::nullopt;
}

void keep_log_origin(store::Db& db, const std::string& origin) {
    db.begin();
    db.run("INSERT INTO local_key (name, value) VALUES ($1, $2)", {"origin", store::Value::bytes(origin)});
    db.commit();
}

std::string sign_checkpoint(store::Db& db, const NoteKey& key) {
    db.begin();
    try {
        const auto head = read_head(db, true);
        std::string note;
        {
            auto last = db.ask("SELECT size, root, note FROM local_checkpoint ORDER BY size DESC LIMIT 1");
            if (last.next()) {
                if (last.integer(0) > head.size)
                    throw store::Fault("the log has signed " + std::to_string(last.integer(0)) + " entries and now holds " +
                                       std::to_string(head.size) + ": an older copy was put in its place. Nothing is signed");
                if (last.integer(0) == head.size && last.hash(1) != head.root)
                    throw store::Fault("the log has signed another root for " + std::to_string(head.size) + " entries. Nothing is signed");
                if (last.integer(0) == head.size) note = last.text(2);
            }
        }
        const Checkpoint checkpoint{key.name(), head.size, head.root};
        if (!note.starts_with(checkpoint.text() + "\n")) {
            note = key.signed_note(checkpoint.text());
            db.run(
                "INSERT INTO local_checkpoint (size, root, note) VALUES ($1, $2, $3) ON CONFLICT (size) DO UPDATE SET note = excluded.note",
                {head.size, head.root, note});
            db.run("DELETE FROM local_checkpoint WHERE size < $1", {head.size});
        }
        db.commit();
        return note;
    } catch (...) {
        db.rollback();
        throw;
    }
}

Subtrees stored_subtrees(store::Db& db) {
    return [&db](int height, std::int64_t position) {
        const int below = height % 8, level = height / 8;  // the stored roots that make it up
        const auto count = std::int64_t(1) << below, first = position << below;
        Tree tree;
        auto add = [&](store::Rows rows) {
            while (rows.next()) tree.append(rows.hash(0));
        };
        if (level == 0) add(db.ask("SELECT leaf FROM journal WHERE number > $1 AND number <= $2 ORDER BY number", {first, first + count}));
        else
            add(db.ask("SELECT root FROM journal_subtree WHERE level = $1 AND position >= $2 AND position < $3 ORDER BY position",
                       {level, first, first + count}));
        if (tree.size() != count) throw store::Fault("the log's tree has a hole at height " + std::to_string(height));
        return tree.root();  // appending roots of equal subtrees gives the root above them
    };
}

std::optional<std::string> hash_tile(store::Db& db, int level, std::int64_t position, int width) {
    if (level < 0 || level > 7 || position < 0 || width < 1 || width > 256) return {};
    if (position > (std::int64_t(1) << 40)) return {};
    const auto first = position * 256;
    auto rows = level == 0
                    ? db.ask("SELECT leaf FROM journal WHERE number > $1 AND number <= $2 ORDER BY number", {first, first + width})
                    : db.ask("SELECT root FROM journal_subtree WHERE level = $1 AND position >= $2 AND position < $3 ORDER BY position",
                             {level, first, first + width});
    std::string bytes;
    while (rows.next()) bytes += rows.hash(0).view();
    return bytes.size() == std::size_t(width) * 32 ? std::optional(bytes) : std::nullopt;
}

std::optional<std::string> entry_tile(store::Db& db, std::int64_t position, int width) {
    if (position < 0 || position > (std::int64_t(1) << 40) || width < 1 || width > 256) return {};
    std::string bytes;
    int count = 0;
    each_entry(db, position * 256, position * 256 + width, [&](StoredEntry& stored) {
        const auto entry = entry_bytes(stored.entry);
        bytes += static_cast<char>(entry.size() >> 8);
        bytes += static_cast<char>(entry.size());
        bytes += entry;
        ++count;
    });
    return count == width ? std::optional(bytes) : std::nullopt;
}

std::optional<TilePath> parse_tile_path(std::string_view path) {
    TilePath tile{0, 256};
    if (const auto partial = path.find(".p/"); partial != path.npos) {
        const auto width = decimal(path.substr(partial + 3));
        if (!width || *width < 1 || *width > 255) return {};
        tile.width = static_cast<int>(*width);
        path = path.substr(0, partial);
    }
    int groups = 0;
    for (;;) {
        const auto slash = path.find('/');
        auto group = path.substr(0, slash);
        if (slash != path.npos) {
            if (!group.starts_with('x')) return {};
            group.remove_prefix(1);
        }
        if (group.size() != 3 || group.find_first_not_of("0123456789") != group.npos || ++groups > 5) return {};
        if (groups == 1 && slash != path.npos && group == "000") return {};  // no leading group of zeros
        tile.position = tile.position * 1000 + (group[0] - '0') * 100 + (group[1] - '0') * 10 + (group[2] - '0');
        if (slash == path.npos) return tile;
        path.remove_prefix(slash + 1);
    }
}

std::string tile_path(std::int64_t position, int width) {
    auto three = [](std::int64_t n) {
        const auto text = std::to_string(n);
        return std::string(3 - text.size(), '0') + text;
    };
    std::string path = three(position % 1000);
    for (position /= 1000; position; position /= 1000) path = "x" + three(position % 1000) + "/" + path;
    return width == 256 ? path : path + ".p/" + std::to_string(width);
}

std::string receipt(store::Db& db, base::Id<Act> number, std::string_view signed_checkpoint) {
    const auto checkpoint = Checkpoint::parse(signed_checkpoint.substr(0, signed_checkpoint.rfind("\n\n") + 1));
    if (!checkpoint || number.value < 1 || number.value > checkpoint->size)
        throw store::Fault("no receipt: the entry is not in that checkpoint");
    std::string text = "c2sp.org/tlog-proof@v1\nindex " + std::to_string(number.value - 1) + "\n";
    for (const auto& hash : inclusion_path(number.value - 1, checkpoint->size, stored_subtrees(db)))
        text += base::base64(hash.view()) + "\n";
    return text + "\n" + std::string(signed_checkpoint);
}

}  // namespace acts
