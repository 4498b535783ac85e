#include "newsletter/rules.h"

namespace newsletter {

bool may_mail(std::int64_t sent, std::int64_t waiting) { return sent < mails_a_day && waiting < pending_most; }

bool ends(std::string_view status) { return status.empty() || status.starts_with("5."); }

std::vector<base::Wrong> faults_of_issue(bool subject_en, bool text_en) {
    if (subject_en && !text_en) return {{"text_en", "missing", {}}};
    if (text_en && !subject_en) return {{"subject_en", "missing", {}}};
    return {};
}

base::Verdict may_send(std::int64_t subscribers) {
    if (subscribers == 0) return base::refused("newsletter.nobody");
    return base::granted();
}

}  // namespace newsletter
