// How long what was not submitted is kept, and how a prepared act stands: pure decisions. Times are microseconds since 1970-01-01 UTC.
#pragma once
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace drafts {

inline constexpr std::int64_t day_us = 86'400'000'000;
inline constexpr std::int64_t draft_us = 90 * day_us;  // from the last time it was saved
inline constexpr int drafts_max = 200;                 // of each person
inline constexpr std::size_t title_characters_max = 80;

bool is_kept(std::int64_t saved_us, std::int64_t now_us);

// What became of a prepared act. A link that has run out leaves it waiting: it can be sent again.
enum class State { waiting, confirmed, declined, withdrawn };
BOOST_DESCRIBE_ENUM(State, waiting, confirmed, declined, withdrawn)

inline constexpr std::int64_t link_us = 14 * day_us;
inline constexpr std::int64_t between_mails_us = 60'000'000;  // one mail a minute, of each kind
inline constexpr std::int64_t proof_us = 600'000'000;         // for how long the right code holds in the browser that gave it
inline constexpr int codes_max = 5;                           // for one link: with 5 tries each, 25 guesses at 10^6
inline constexpr int prepared_max = 50;                       // waiting, of each person
inline constexpr std::int64_t prepared_us = 90 * day_us;      // kept after its last change
inline constexpr std::size_t reason_characters_max = 1'000;

bool link_opens(State, std::int64_t until_us, std::int64_t now_us);
// Whether another mail may go: seconds to wait, 0 for now. A last time beyond now comes from a clock that was put back.
std::int64_t mail_waits_seconds(std::int64_t last_us, std::int64_t now_us);

}  // namespace drafts
