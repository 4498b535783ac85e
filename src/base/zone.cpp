#include "base/zone.h"
#include <unicode/basictz.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
#include <map>
#include <memory>
#include <stdexcept>

namespace base {
namespace {

constexpr std::int64_t minute_us = 60'000'000, minutes_of_day = 1'440;

bool plausible(std::string_view zone) {
    if (zone == "UTC") return true;
    return zone.find('/') != zone.npos && zone.size() < 64 && !zone.starts_with("SystemV/") && !zone.starts_with("Etc/Unknown") &&
           zone.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-") == zone.npos;
}

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

// Zones are kept for each thread once used: making one costs microseconds. Only those that exist are kept, so the number is bounded.
const icu::BasicTimeZone* find(std::string_view zone) {
    thread_local std::map<std::string, std::unique_ptr<icu::BasicTimeZone>, std::less<>> kept;
    if (const auto found = kept.find(zone); found != kept.end()) return found->second.get();
    if (!plausible(zone)) return nullptr;
    std::unique_ptr<icu::TimeZone> made(icu::TimeZone::createTimeZone(wide(zone)));
    icu::UnicodeString name;
    if (!made || made->getID(name) != wide(zone)) return nullptr;  // ICU answers Etc/Unknown for what it does not know
    auto* basic = dynamic_cast<icu::BasicTimeZone*>(made.get());
    if (!basic) return nullptr;
    made.release();
    return kept.emplace(zone, std::unique_ptr<icu::BasicTimeZone>(basic)).first->second.get();
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0); }

}  // namespace

bool zone_exists(std::string_view zone) { return find(zone) != nullptr; }

std::optional<CivilTime> civil_time(std::int64_t time_us, std::string_view zone) {
    const auto* rules = find(zone);
    if (!rules) return {};
    std::int32_t raw_ms = 0, saving_ms = 0;
    UErrorCode error = U_ZERO_ERROR;
    rules->getOffset(static_cast<double>(floor_divide(time_us, 1'000)), false, raw_ms, saving_ms, error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU cannot tell the offset of a zone");
    const std::int64_t offset_s = (raw_ms + saving_ms) / 1'000;
    const std::int64_t local_s = floor_divide(time_us, 1'000'000) + offset_s;
    const std::int64_t minutes = floor_divide(local_s, 60), days = floor_divide(minutes, minutes_of_day);
    return CivilTime{Date::from_days(days), static_cast<std::int16_t>(minutes - days * minutes_of_day),
                     static_cast<std::int16_t>(floor_divide(offset_s, 60))};
}

std::optional<Date> civil_date(std::int64_t time_us, std::string_view zone) {
    const auto time = civil_time(time_us, zone);
    return time ? std::optional(time->day) : std::nullopt;
}

std::optional<std::int64_t> utc_time(Date day, int minute_of_day, std::string_view zone) {
    const auto* rules = find(zone);
    if (!rules || minute_of_day < 0 || minute_of_day >= minutes_of_day) return {};
    const std::int64_t local_us = (day.days_since_1970() * minutes_of_day + minute_of_day) * minute_us;
    std::int32_t raw_ms = 0, saving_ms = 0;
    UErrorCode error = U_ZERO_ERROR;
    rules->getOffsetFromLocal(static_cast<double>(local_us / 1'000), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw_ms, saving_ms, error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU cannot tell the offset of a zone");
    return local_us - (static_cast<std::int64_t>(raw_ms) + saving_ms) * 1'000;
}

std::string zone_city(std::string_view zone, Language language) {
    if (zone == "UTC" || !find(zone)) return std::string(zone);
    thread_local std::map<std::string, std::string, std::less<>> kept[std::size(languages)];
    auto& names = kept[static_cast<std::size_t>(language)];
    if (const auto found = names.find(zone); found != names.end()) return found->second;
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::TimeZoneNames> source(
        icu::TimeZoneNames::createInstance(icu::Locale(language == Language::fr ? "fr_FR" : "en_GB"), error));
    icu::UnicodeString city;
    if (U_SUCCESS(error)) source->getExemplarLocationName(wide(zone), city);
    std::string name;
    city.toUTF8String(name);
    return names.emplace(zone, name.empty() ? zone : name).first->second;
}

}  // namespace base
