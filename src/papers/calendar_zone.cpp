#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/tzrule.h>
#include <unicode/tztrans.h>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <vector>
#include "papers/calendar.h"

namespace papers {
namespace {

constexpr std::int64_t day_s = 86'400, millisecond_us = 1'000;

// Clocks there change from one offset to another.
struct Change {
    std::int64_t time_s = 0;
    std::int32_t from_s = 0, to_s = 0;
    bool saving = false;  // to daylight saving time
};

std::int32_t offset_s(const icu::TimeZoneRule& rule) { return (rule.getRawOffset() + rule.getDSTSavings()) / 1'000; }

Change change_of(const icu::TimeZoneTransition& transition) {
    return {static_cast<std::int64_t>(transition.getTime() / 1'000), offset_s(*transition.getFrom()), offset_s(*transition.getTo()),
            transition.getTo()->getDSTSavings() != 0};
}

std::unique_ptr<icu::BasicTimeZone> rules_of(std::string_view zone) {
    std::unique_ptr<icu::TimeZone> made(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8({zone.data(), static_cast<std::int32_t>(zone.size())})));
    auto* basic = dynamic_cast<icu::BasicTimeZone*>(made.get());
    if (!basic) throw std::runtime_error("ICU has no rules for a zone");
    made.release();
    return std::unique_ptr<icu::BasicTimeZone>(basic);
}

// The one that set the offset at `first_us`, and those up to `last_us`. A zone that never changed before has one that changes nothing.
std::vector<Change> changes(const icu::BasicTimeZone& rules, std::int64_t first_us, std::int64_t last_us) {
    std::vector<Change> all;
    icu::TimeZoneTransition transition;
    const auto first_ms = static_cast<UDate>(first_us / millisecond_us), last_ms = static_cast<UDate>(last_us / millisecond_us);
    if (rules.getPreviousTransition(first_ms, true, transition)) {
        all.push_back(change_of(transition));
    } else {
        std::int32_t raw_ms = 0, saving_ms = 0;
        UErrorCode error = U_ZERO_ERROR;
        rules.getOffset(first_ms, false, raw_ms, saving_ms, error);
        if (U_FAILURE(error)) throw std::runtime_error("ICU cannot tell the offset of a zone");
        const auto offset = (raw_ms + saving_ms) / 1'000;
        all.push_back({-offset, offset, offset, saving_ms != 0});  // 1970-01-01T00:00:00 there
    }
    for (auto at = first_ms; rules.getNextTransition(at, false, transition) && transition.getTime() <= last_ms; at = transition.getTime()) {
        const auto change = change_of(transition);
        if (change.from_s != change.to_s || change.saving != all.back().saving) all.push_back(change);
    }
    return all;
}

std::string offset_text(std::int32_t seconds) {
    const auto size = std::abs(seconds);
    const auto text = fmt::format("{}{:02}{:02}", seconds < 0 ? '-' : '+', size / 3'600, size / 60 % 60);
    return size % 60 == 0 ? text : text + fmt::format("{:02}", size % 60);
}

// What clocks showed at the moment they changed, as the offset before has it (RFC 5545 §3.6.5).
std::string local_text(const Change& change) {
    const auto local_s = change.time_s + change.from_s;
    const auto day = local_s / day_s - (local_s % day_s < 0), of_day = local_s - day * day_s;
    const auto date = base::Date::from_days(day);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}", date.year, int(date.month), int(date.day), of_day / 3'600, of_day / 60 % 60,
                       of_day % 60);
}

}  // namespace

std::string time_zone_component(std::string_view zone, std::int64_t first_us, std::int64_t last_us) {
    auto text = fmt::format("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone);
    // An observance for each change: no rule to guess where clocks follow none, and no RDATE, in which some readers count DTSTART and
    // some do not.
    for (const auto& change : changes(*rules_of(zone), first_us, last_us))
        text +=
            fmt::format("BEGIN:{0}\r\nDTSTART:{1}\r\nTZOFFSETFROM:{2}\r\nTZOFFSETTO:{3}\r\nEND:{0}\r\n",
                        change.saving ? "DAYLIGHT" : "STANDARD", local_text(change), offset_text(change.from_s), offset_text(change.to_s));
    return text + "END:VTIMEZONE\r\n";
}

}  // namespace papers
