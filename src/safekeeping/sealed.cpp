#include "safekeeping/sealed.h"

#include "store/db.h"
#include "store/disk.h"

#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace safekeeping {

using namespace store::disk;
namespace {

constexpr std::string_view first_line = "concert backup 1\n", any_version = "concert backup ";
constexpr std::size_t head_bytes_max = 16 * 1024, stream_head_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
                      added_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;

unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

}  // namespace

SealedOut::SealedOut(int descriptor, const Opening& opening) : descriptor_(descriptor) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used");
    const credentials::Secret key(base::random_bytes(file_key_bytes));
    std::string stream_head(stream_head_bytes, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(&state_, raw(stream_head), raw(key.view()));
    head_ = std::string(first_line) + key_lines(key.view(), opening) + "\n";
    put(head_);
    put(stream_head);
    waiting_.reserve(piece_bytes);
}

SealedOut::~SealedOut() {
    sodium_memzero(&state_, sizeof state_);
    sodium_memzero(waiting_.data(), waiting_.size());
}

void SealedOut::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto now = std::min(bytes.size(), piece_bytes - waiting_.size());
        waiting_.append(bytes.substr(0, now));
        bytes.remove_prefix(now);
        if (waiting_.size() == piece_bytes) piece(0);
    }
}

// A last piece may be empty, and is never a whole one: its size alone tells it from those that others follow.
void SealedOut::finish() { piece(crypto_secretstream_xchacha20poly1305_TAG_FINAL); }

void SealedOut::piece(unsigned char tag) {
    sealed_.resize(waiting_.size() + added_bytes);
    crypto_secretstream_xchacha20poly1305_push(&state_, raw(sealed_), nullptr, raw(waiting_), waiting_.size(), raw(head_), head_.size(),
                                               tag);
    head_.clear();
    waiting_.clear();
    put(sealed_);
}

void SealedOut::put(std::string_view bytes) {
    write_all(descriptor_, bytes, "the backup");
    bytes_ += static_cast<std::int64_t>(bytes.size());
}

SealedIn::SealedIn(int descriptor, const Means& means) : descriptor_(descriptor) {
    std::string buffer(head_bytes_max, '\0');
    const auto size = fill(buffer);
    const auto text = std::string_view(buffer).substr(0, size);
    if (!text.starts_with(any_version)) throw Wrong("not_a_backup", "");
    if (!text.starts_with(first_line)) throw Wrong("newer", std::string(text.substr(0, std::min<std::size_t>(text.find('\n'), 40))));
    const auto end = text.find("\n\n");
    if (end == text.npos || size < end + 2 + stream_head_bytes) throw Wrong("cut", std::to_string(size));
    const auto key = open_key_lines(text.substr(first_line.size(), end + 1 - first_line.size()), means);
    head_ = text.substr(0, end + 2);
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state_, raw(text.substr(end + 2)), raw(key.view())) != 0)
        throw Wrong("damaged", "its beginning");
    sealed_ = text.substr(end + 2 + stream_head_bytes);
    bytes_ = static_cast<std::int64_t>(head_.size() + stream_head_bytes);
}

SealedIn::~SealedIn() {
    sodium_memzero(&state_, sizeof state_);
    sodium_memzero(ready_.data(), ready_.size());
}

std::size_t SealedIn::fill(std::string& buffer) {
    std::size_t size = 0;
    while (size < buffer.size()) {
        const auto now = ::read(descriptor_, buffer.data() + size, buffer.size() - size);
        if (now < 0 && errno == EINTR) continue;
        if (now < 0) throw store::Fault(std::string("the backup cannot be read: ") + std::strerror(errno));
        if (now == 0) break;
        size += static_cast<std::size_t>(now);
    }
    return size;
}

void SealedIn::piece() {
    constexpr auto whole = piece_bytes + added_bytes;
    static_assert(head_bytes_max < whole);
    auto sealed = std::exchange(sealed_, {});  // what was read with the head, then the rest of the piece
    std::string more(whole - sealed.size(), '\0');
    more.resize(fill(more));
    sealed += more;
    if (sealed.size() < added_bytes) throw Wrong("cut", std::to_string(bytes_));
    ready_.resize(sealed.size() - added_bytes);
    used_ = 0;
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state_, raw(ready_), nullptr, &tag, raw(sealed), sealed.size(), raw(head_),
                                                   head_.size()) != 0)
        throw Wrong(sealed.size() < whole ? "cut" : "damaged", std::to_string(bytes_));
    head_.clear();
    bytes_ += static_cast<std::int64_t>(sealed.size());
    last_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
}

std::string SealedIn::read(std::size_t size) {
    std::string out;
    while (out.size() < size) {
        if (used_ == ready_.size()) {
            if (last_) throw Wrong("damaged", "it ends before its contents do");
            piece();
            continue;
        }
        const auto now = std::min(size - out.size(), ready_.size() - used_);
        out.append(ready_, used_, now);
        used_ += now;
    }
    return out;
}

void SealedIn::must_be_over() {
    while (!last_ && used_ == ready_.size()) piece();
    std::string more(1, '\0');
    if (used_ != ready_.size() || fill(more) != 0) throw Wrong("damaged", "something follows its end");
}

}  // namespace safekeeping
