// A file that only its reader can open, written and read in one pass and in little memory.
//
//   concert backup 1\n
//   x25519 NAME SEALED\n …      who can open it (keys.h), one line each
//   \n
//   24 bytes: the stream's header, then pieces of 64 KiB, the last one shorter, each with 17 bytes more
//
// The stream is libsodium's secretstream (XChaCha20-Poly1305): a piece that is changed, moved, left out, doubled or added is found when it
// is read, and so is an end that is cut, since the last piece alone is marked so. The text before it is authenticated by the first piece.
#pragma once
#include <sodium.h>
#include "safekeeping/keys.h"

namespace safekeeping {

inline constexpr std::size_t piece_bytes = 64 * 1024;

class SealedOut {
public:
    // Writes to the descriptor, which stays the caller's. Throws store::DiskFull, store::Fault, here and below.
    SealedOut(int descriptor, const Opening&);
    ~SealedOut();
    SealedOut(const SealedOut&) = delete;
    void write(std::string_view);
    void finish();                                 // the last piece; nothing is written after it
    std::int64_t bytes() const { return bytes_; }  // of the file so far

private:
    void piece(unsigned char tag);
    void put(std::string_view);
    int descriptor_;
    crypto_secretstream_xchacha20poly1305_state state_;
    std::string head_;  // until the first piece has authenticated it
    std::string waiting_, sealed_;
    std::int64_t bytes_ = 0;
};

class SealedIn {
public:
    // Throws Wrong: "not_a_backup", "newer", and what open_key_lines throws.
    SealedIn(int descriptor, const Means&);
    ~SealedIn();
    SealedIn(const SealedIn&) = delete;
    // Exactly that many bytes. Throws Wrong "cut" or "damaged".
    std::string read(std::size_t size);
    void must_be_over();  // the last piece was read, and nothing follows it; throws Wrong "damaged" or "cut"
    std::int64_t bytes() const { return bytes_; }

private:
    std::size_t fill(std::string& buffer);  // as many bytes as fit, fewer at the end only
    void piece();
    int descriptor_;
    crypto_secretstream_xchacha20poly1305_state state_;
    std::string head_, sealed_, ready_;
    std::size_t used_ = 0;
    bool last_ = false;
    std::int64_t bytes_ = 0;
};

}  // namespace safekeeping
