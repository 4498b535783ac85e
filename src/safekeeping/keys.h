// Who can open a backup: the holder of a secret key, whose public half is all that the machine that makes backups has; or whoever knows
// a password. X25519 sealed boxes and Argon2id (RFC 9106), by libsodium.
#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include "base/hash.h"
#include "credentials/secret.h"

namespace safekeeping {

// What is wrong with a key or a backup; "program.backup.wrong.<code>" says it to people, with `what`.
struct Wrong : std::runtime_error {
    Wrong(std::string code, std::string what) : runtime_error(what), code(std::move(code)) {}
    std::string code;
};

// A key file is one line: "concert-backup-public-1 BASE64", or "…-secret-1 …"; 32 bytes.
struct PublicKey {
    std::string bytes;
    std::string name() const;  // 16 hexadecimal digits, by which people and backups know it
    std::string line() const;
    static PublicKey read(const std::filesystem::path&);  // throws Wrong: "key_unreadable", "key_secret" where the secret one is given
};
class SecretKey {
public:
    static SecretKey make();
    static SecretKey read(const std::filesystem::path&);  // throws Wrong: "key_unreadable", "key_public"
    const PublicKey& public_key() const { return public_; }
    credentials::Secret line() const;
    // Who may open what `sealed` holds. Nothing when it was not sealed for this key, or was damaged.
    std::optional<credentials::Secret> open(std::string_view sealed) const;

private:
    explicit SecretKey(credentials::Secret bytes);
    credentials::Secret bytes_;
    PublicKey public_;
};

// Writes "FILE" (the secret, mode 0600) and "FILE.pub". Throws Wrong "key_exists", std::system_error.
PublicKey write_new_key(const std::filesystem::path& file);
// The first line of a file. Throws Wrong: "password_unreadable", "password_short" (under 12 bytes).
credentials::Secret read_password(const std::filesystem::path&);

// The key of one backup, made by chance, and the lines of its head that give it to those who may open it.
struct Opening {
    std::span<const PublicKey> recipients;
    const credentials::Secret* password = nullptr;
};
std::string key_lines(std::string_view file_key, const Opening&);

// With what a backup is opened.
struct Means {
    const SecretKey* key = nullptr;
    const credentials::Secret* password = nullptr;
};
// The backup's key from such lines. Throws Wrong: "other_key" naming those it was made for, "other_password", "needs_key",
// "needs_password", "damaged".
credentials::Secret open_key_lines(std::string_view lines, const Means&);

inline constexpr std::size_t file_key_bytes = 32;

}  // namespace safekeeping
