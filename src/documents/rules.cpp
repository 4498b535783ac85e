#include "documents/rules.h"

namespace documents {

base::Verdict fits(Kind kind, const Given& given) {
    std::vector<base::Wrong> wrong;
    const auto field = [&](const char* name, bool is_given, bool takes, bool needs) {
        if (needs && !is_given) wrong.push_back({name, "missing", {}});
        if (!takes && is_given) wrong.push_back({name, "not_for_kind", {}});
    };
    field("member", given.member, kind == Kind::certificate, kind == Kind::certificate);
    field("decision", given.decision, kind == Kind::extract, kind == Kind::extract);
    field("on", given.on, kind == Kind::report, false);
    if (wrong.empty()) return base::granted();
    return base::wrong_fields(std::move(wrong));
}

base::Verdict may_certify(members::Status status, const std::optional<base::PartialDate>& since,
                          const std::optional<base::PartialDate>& attested, base::Date day) {
    if (!members::belongs(status)) return base::refused("documents.no_member", {}, {{"status", std::string(acts::name_of(status))}});
    for (const auto& date : {since, attested})
        if (date && (!date->earliest() || *date->earliest() <= day)) return base::granted();
    return base::refused("documents.not_member_then", {}, {{"day", day}});
}

base::Verdict may_report(base::Date on, base::Date today, std::int64_t members) {
    if (on > today) return base::wrong_field("on", "date_future", {{"today", today}});
    if (members > report_members_max)
        return base::refused("documents.too_many_members", {}, {{"members", members}, {"max", report_members_max}});
    return base::granted();
}

}  // namespace documents
