#include "safekeeping/keys.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <system_error>
#include <vector>

namespace safekeeping {
namespace {

using credentials::Secret;

constexpr std::string_view public_word = "concert-backup-public-1 ", secret_word = "concert-backup-secret-1 ";
constexpr std::size_t password_bytes_min = 12, key_file_bytes_max = 4096;
// Written so (the library's "moderate"): seconds for who guesses each password, less than one for who knows it.
constexpr unsigned long long passes = crypto_pwhash_argon2id_OPSLIMIT_MODERATE;
constexpr std::size_t memory = crypto_pwhash_argon2id_MEMLIMIT_MODERATE;
// Read up to this: a forged head must not take the machine's memory.
constexpr unsigned long long passes_max = 16;
constexpr std::size_t memory_max = std::size_t(1) << 30;

unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

std::string first_line(const std::filesystem::path& file, const char* code) {
    std::ifstream in(file, std::ios::binary);
    std::string text(key_file_bytes_max, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in.is_open() || in.bad()) throw Wrong(code, file.string() + ": " + std::strerror(errno));
    text.resize(static_cast<std::size_t>(in.gcount()));
    auto line = text.substr(0, text.find_first_of("\r\n"));
    sodium_memzero(text.data(), text.size());
    return line;
}

std::string key_in(std::string_view line, std::string_view word, const std::filesystem::path& file) {
    const auto bytes = line.starts_with(word) ? base::from_base64(line.substr(word.size())) : std::nullopt;
    if (!bytes || bytes->size() != crypto_box_PUBLICKEYBYTES) throw Wrong("key_unreadable", file.string());
    return *bytes;
}

void write_new(const std::filesystem::path& file, std::string_view text, mode_t mode) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0 && errno == EEXIST) throw Wrong("key_exists", file.string());
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file.string());
    const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    const int error = errno;
    ::close(descriptor);
    if (!written) throw std::system_error(error, std::generic_category(), file.string());
}

Secret key_of_password(const Secret& password, std::string_view salt, unsigned long long operations, std::size_t bytes) {
    std::string key(crypto_secretbox_KEYBYTES, '\0');
    if (crypto_pwhash(raw(key), key.size(), password.view().data(), password.view().size(), raw(salt), operations, bytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::system_error(ENOMEM, std::generic_category(), "argon2id");
    return Secret(std::move(key));
}

// One line of the head: a word, then its values.
std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const auto end = std::min(line.find(' '), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

std::string decoded(std::string_view text, std::size_t size) {
    auto bytes = base::from_base64(text);
    if (!bytes || bytes->size() != size) throw Wrong("damaged", "the lines of keys cannot be read");
    return std::move(*bytes);
}

unsigned long long number_in(std::string_view text, unsigned long long most) {
    unsigned long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > most)
        throw Wrong("damaged", "the cost of its password is not one of ours");
    return value;
}

constexpr std::size_t sealed_bytes = crypto_box_SEALBYTES + file_key_bytes;
constexpr std::size_t boxed_bytes = crypto_secretbox_MACBYTES + file_key_bytes;

Secret open_with_password(std::span<const std::string_view> words, const Secret& password) {
    const auto salt = decoded(words[1], crypto_pwhash_SALTBYTES), boxed = decoded(words[4], crypto_secretbox_NONCEBYTES + boxed_bytes);
    const auto key = key_of_password(password, salt, number_in(words[2], passes_max), number_in(words[3], memory_max));
    std::string opened(file_key_bytes, '\0');
    if (crypto_secretbox_open_easy(raw(opened), raw(boxed) + crypto_secretbox_NONCEBYTES, boxed_bytes, raw(boxed), raw(key.view())) != 0)
        throw Wrong("other_password", "");
    return Secret(std::move(opened));
}

}  // namespace

std::string PublicKey::name() const { return base::sha256({public_word, bytes}).hex().substr(0, 16); }
std::string PublicKey::line() const { return std::string(public_word) + base::base64(bytes) + "\n"; }

PublicKey PublicKey::read(const std::filesystem::path& file) {
    auto line = first_line(file, "key_unreadable");
    const Secret wiped(std::string(line).starts_with(secret_word) ? std::move(line) : std::string());
    if (!wiped.view().empty()) throw Wrong("key_secret", file.string());
    return {key_in(line, public_word, file)};
}

SecretKey::SecretKey(Secret bytes) : bytes_(std::move(bytes)) {
    public_.bytes.resize(crypto_box_PUBLICKEYBYTES);
    if (sodium_init() < 0 || crypto_scalarmult_base(raw(public_.bytes), raw(bytes_.view())) != 0)
        throw std::runtime_error("libsodium cannot be used");
}

SecretKey SecretKey::make() { return SecretKey(Secret(base::random_bytes(crypto_box_SECRETKEYBYTES))); }

SecretKey SecretKey::read(const std::filesystem::path& file) {
    const Secret line(first_line(file, "key_unreadable"));
    if (line.view().starts_with(public_word)) throw Wrong("key_public", file.string());
    return SecretKey(Secret(key_in(line.view(), secret_word, file)));
}

Secret SecretKey::line() const { return Secret(std::string(secret_word) + base::base64(bytes_.view()) + "\n"); }

std::optional<Secret> SecretKey::open(std::string_view sealed) const {
    if (sealed.size() < crypto_box_SEALBYTES) return {};
    std::string opened(sealed.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(raw(opened), raw(sealed), sealed.size(), raw(public_.bytes), raw(bytes_.view())) != 0) return {};
    return Secret(std::move(opened));
}

PublicKey write_new_key(const std::filesystem::path& file) {
    const auto key = SecretKey::make();
    auto public_file = file;
    public_file += ".pub";
    if (std::filesystem::exists(public_file)) throw Wrong("key_exists", public_file.string());
    write_new(file, key.line().view(), 0600);
    write_new(public_file, key.public_key().line(), 0644);
    return key.public_key();
}

Secret read_password(const std::filesystem::path& file) {
    Secret password(first_line(file, "password_unreadable"));
    if (password.view().size() < password_bytes_min) throw Wrong("password_short", file.string());
    return password;
}

std::string key_lines(std::string_view file_key, const Opening& opening) {
    std::string lines;
    for (const auto& recipient : opening.recipients) {
        std::string sealed(sealed_bytes, '\0');
        if (sodium_init() < 0 || crypto_box_seal(raw(sealed), raw(file_key), file_key.size(), raw(recipient.bytes)) != 0)
            throw Wrong("key_unreadable", recipient.name());
        lines += "x25519 " + recipient.name() + " " + base::base64(sealed) + "\n";
    }
    if (opening.password) {
        const auto salt = base::random_bytes(crypto_pwhash_SALTBYTES), nonce = base::random_bytes(crypto_secretbox_NONCEBYTES);
        const auto key = key_of_password(*opening.password, salt, passes, memory);
        std::string boxed(boxed_bytes, '\0');
        crypto_secretbox_easy(raw(boxed), raw(file_key), file_key.size(), raw(nonce), raw(key.view()));
        lines += "argon2id " + base::base64(salt) + " " + std::to_string(passes) + " " + std::to_string(memory) + " " +
                 base::base64(nonce + boxed) + "\n";
    }
    return lines;
}

Secret open_key_lines(std::string_view lines, const Means& means) {
    std::string made_for;
    bool by_password = false;
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used");
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        const auto words = words_of(lines.substr(0, end));
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (words.size() == 3 && words[0] == "x25519") {
            made_for += (made_for.empty() ? "" : ", ") + std::string(words[1]);
            if (!means.key || means.key->public_key().name() != words[1]) continue;
            auto opened = means.key->open(decoded(words[2], sealed_bytes));
            if (!opened) throw Wrong("damaged", "the key it was sealed with");
            return std::move(*opened);
        }
        if (words.size() == 5 && words[0] == "argon2id") {
            by_password = true;
            if (means.password) return open_with_password(words, *means.password);
            continue;
        }
        throw Wrong("damaged", "the lines of keys cannot be read");
    }
    if (means.key && !made_for.empty()) throw Wrong("other_key", made_for);
    if (by_password) throw Wrong("needs_password", "");
    throw Wrong(made_for.empty() ? "damaged" : "needs_key", made_for);
}

}  // namespace safekeeping
