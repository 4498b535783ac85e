// The journal as a transparency log: C2SP signed notes, tlog-checkpoint, tlog-tiles, tlog-proof (TLOG vectors in the tests).
#pragma once
#include "acts/entry.h"
#include "acts/tree.h"

namespace acts {

// An Ed25519 note key (C2SP signed-note). `name` is the log's origin.
class NoteKey {
public:
    NoteKey(std::string name, std::string seed);  // seed: 32 bytes
    const std::string& name() const { return name_; }
    std::string verifier() const;                          // name+keyid+base64(0x01 || public key)
    std::string signed_note(std::string_view text) const;  // text ends in a newline
private:
    std::string name_, seed_, public_;
};
std::string note_key_id(std::string_view name, std::string_view typed_public_key);  // 4 bytes

// The text of a signed note whose signature by that verifier key holds; nothing otherwise (unknown keys are ignored,
// a known key whose signature fails refuses the note).
std::optional<std::string> open_note(std::string_view note, std::string_view verifier);

struct Checkpoint {
    std::string origin;
    std::int64_t size = 0;
    base::Hash root;
    std::string text() const;  // three lines
    static std::optional<Checkpoint> parse(std::string_view text);
};

// The log's key, made once and kept in local_key. Needs a writing connection the first time.
NoteKey log_key(store::Db&, const std::string& origin);

// What the log is called since its first signature; nothing before.
std::optional<std::string> log_origin(store::Db&);
void keep_log_origin(store::Db& writer, const std::string&);  // the first time; within a transaction of its own

// Signs the head and keeps what was signed. Never signs a smaller tree, or another root for a size it has signed:
// throws store::Fault then.
std::string sign_checkpoint(store::Db& writer, const NoteKey&);

// Any subtree of the stored log.
Subtrees stored_subtrees(store::Db&);

// tlog-tiles: the bytes of `tile/<level>/<n>[.p/<width>]` and of `tile/entries/…`, or nothing where there is none.
std::optional<std::string> hash_tile(store::Db&, int level, std::int64_t position, int width);
std::optional<std::string> entry_tile(store::Db&, std::int64_t position, int width);
// "x001/x234/067" or "x001/x234/067.p/8" to position and width (256 when full); nothing when not spelled so.
struct TilePath {
    std::int64_t position;
    int width;
};
std::optional<TilePath> parse_tile_path(std::string_view);
std::string tile_path(std::int64_t position, int width);

// A receipt: that entry `number` is in the tree of the signed checkpoint (C2SP tlog-proof).
std::string receipt(store::Db&, base::Id<Act> number, std::string_view signed_checkpoint);

}  // namespace acts
