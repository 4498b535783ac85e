// Keeping passwords: Argon2id (RFC 9106) by libsodium, at the cost OWASP's Password Storage Cheat Sheet names first (46 MiB, one pass).
// OWASP ASVS 5.0 V11.4.2.
#pragma once
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace credentials {

struct PasswordCost {
    std::size_t memory_bytes = 46 * 1024 * 1024;
    unsigned passes = 1;
    std::size_t waiting_max = 16;  // callers that may wait while one is served; about a second of work
};

enum class HashFault {
    busy,      // too many wait: answer "try again in a moment" (503)
    memory,    // the system has no memory for it
    not_text,  // not UTF-8, or longer than any password may be: `password_faults` was not asked
};
enum class PasswordAnswer { right, wrong, busy };

// Hashes one password at a time, on a thread of its own with low priority: whoever floods the door with passwords gets neither the
// machine's memory nor the time of those who read pages. Calls block until done. Safe from several threads.
class PasswordHasher {
public:
    explicit PasswordHasher(PasswordCost cost = {});  // makes one hash
    // Callers that wait are answered `busy`.
    ~PasswordHasher();
    PasswordHasher(const PasswordHasher&) = delete;
    PasswordHasher& operator=(const PasswordHasher&) = delete;

    // The text to keep: "$argon2id$v=19$m=47104,t=1,p=1$salt$hash", at most 128 bytes, of the password's normal form C
    // (NIST SP 800-63B §5.1.1.2: the same password from a keyboard that composes letters otherwise); else it is as typed.
    std::expected<std::string, HashFault> hash(std::string_view password);
    // `stored`: what `hash` gave; nothing where there is no such account or it has no password, which is `wrong` and takes as
    // long (ASVS V6.3.8). So is a text that is no hash of ours, or that asks for more than 256 MiB or 8 passes.
    PasswordAnswer verify(std::string_view password, std::optional<std::string_view> stored);
    // Made at another cost than today's, or unreadable: hash again when the password is next known to be right.
    bool needs_rehash(std::string_view stored) const;

private:
    class Queue;
    PasswordCost cost_;
    std::string nobody_;  // the hash of what nobody knows
    std::unique_ptr<Queue> queue_;
};

}  // namespace credentials
