#include "drafts/rules.h"

namespace drafts {

bool is_kept(std::int64_t saved_us, std::int64_t now_us) { return now_us - saved_us < draft_us; }

bool link_opens(State state, std::int64_t until_us, std::int64_t now_us) { return state == State::waiting && now_us < until_us; }

std::int64_t mail_waits_seconds(std::int64_t last_us, std::int64_t now_us) {
    const auto left = last_us + between_mails_us - now_us;
    return last_us == 0 || last_us > now_us || left <= 0 ? 0 : (left + 999'999) / 1'000'000;
}

}  // namespace drafts
