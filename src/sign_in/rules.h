// How long somebody who signed in stays so: pure decisions. OWASP ASVS 5.0 V7.1.1, V7.3.1, V7.3.2, V7.5.1.
// Times are microseconds since 1970-01-01 UTC.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace sign_in {

// everyday: a mayor's or an expert's telephone. elevated: who holds a role of administration, money or the secretariat, and the machine.
enum class Trust { everyday, elevated };

inline constexpr std::int64_t hour_us = 3'600'000'000, day_us = 24 * hour_us;
struct Lifetime {
    std::int64_t idle_us, whole_us;
};
inline constexpr Lifetime everyday_lifetime{14 * day_us, 60 * day_us};
inline constexpr Lifetime elevated_lifetime{2 * hour_us, 12 * hour_us};
inline constexpr std::int64_t longest_idle_us = everyday_lifetime.idle_us;
inline constexpr std::int64_t proof_us = 15 * 60 * 1'000'000LL;     // what cannot be taken back asks for a proof as fresh as this
inline constexpr std::int64_t seen_each_us = 5 * 60 * 1'000'000LL;  // a session's last use is written down as often
inline constexpr std::int64_t invitation_us = 7 * day_us, recovery_us = hour_us / 2, machine_link_us = day_us;
inline constexpr std::int64_t known_browser_us = 180 * day_us;
inline constexpr int token_days_max = 366;

bool stays_open(Trust, std::int64_t opened_us, std::int64_t seen_us, std::int64_t now_us);
bool is_fresh(std::int64_t proved_us, std::int64_t now_us);

// A path of this site to go on to; anything else (another site, a path that looks like one, controls, over 500 bytes) is empty.
std::string safe_next(std::string_view path);

// What a browser says of itself, in three words at most: "Firefox, Android". Words of the programs, not of a language.
std::string browser_name(std::string_view user_agent);

}  // namespace sign_in
