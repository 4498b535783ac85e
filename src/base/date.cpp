#include "base/date.h"
#include <algorithm>

namespace base {
namespace {

constexpr std::int64_t days_of_400_years = 146'097;
constexpr std::int64_t first_day = -719'162;  // 0001-01-01
constexpr std::int64_t last_day = 2'932'896;  // 9999-12-31
constexpr std::int64_t day_us = 86'400'000'000;

constexpr bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_of_month(int year, int month) {
    constexpr signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

// The number that `size` digits write, or -1 when one is not a digit.
constexpr int digits(const char* text, int size) {
    int number = 0;
    for (int i = 0; i < size; ++i) {
        const unsigned digit = static_cast<unsigned char>(text[i]) - static_cast<unsigned>('0');
        if (digit > 9) return -1;
        number = number * 10 + static_cast<int>(digit);
    }
    return number;
}

constexpr Date make_date(int year, int month, int day) {
    return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
}

// YYYY, YYYY-MM or YYYY-MM-DD: the first and the last day that it may be.
struct Span {
    Date first, last;
};

std::optional<Span> parse_span(std::string_view text) {
    if (text.size() == 10) {
        const auto day = Date::parse(text);
        return day ? std::optional(Span{*day, *day}) : std::nullopt;
    }
    if (text.size() != 4 && text.size() != 7) return {};
    const int year = digits(text.data(), 4);
    if (year < 1) return {};
    if (text.size() == 4) return Span{make_date(year, 1, 1), make_date(year, 12, 31)};
    const int month = digits(text.data() + 5, 2);
    if (text[4] != '-' || month < 1 || month > 12) return {};
    return Span{make_date(year, month, 1), make_date(year, month, days_of_month(year, month))};
}

}  // namespace

std::optional<Date> Date::parse(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return {};
    const int year = digits(iso.data(), 4), month = digits(iso.data() + 5, 2), day = digits(iso.data() + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month)) return {};
    return make_date(year, month, day);
}

Date Date::utc_day(std::int64_t time_us) {
    const std::int64_t days = time_us / day_us;
    return from_days(time_us % day_us < 0 ? days - 1 : days);
}

// Years are counted from March, so that the leap day ends a year; every 400 years the calendar repeats.
Date Date::from_days(std::int64_t days_since_1970) {
    if (days_since_1970 < first_day) days_since_1970 = first_day;
    if (days_since_1970 > last_day) days_since_1970 = last_day;
    const std::int64_t since_march_0000 = days_since_1970 + 719'468;  // never negative: from 0001 on
    const int cycle = static_cast<int>(since_march_0000 / days_of_400_years);
    const int day_of_cycle = static_cast<int>(since_march_0000 % days_of_400_years);
    const int year_of_cycle = (day_of_cycle - day_of_cycle / 1'460 + day_of_cycle / 36'524 - day_of_cycle / 146'096) / 365;
    const int day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    const int month_from_march = (5 * day_of_year + 2) / 153;
    const int day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return make_date(cycle * 400 + year_of_cycle + (month <= 2), month, day);
}

std::int64_t Date::days_since_1970() const {
    const int from_march = month > 2 ? month - 3 : month + 9;
    const int counted = month > 2 ? year : year - 1;
    const int cycle = (counted >= 0 ? counted : counted - 399) / 400;
    const int year_of_cycle = counted - cycle * 400;
    const int day_of_year = (153 * from_march + 2) / 5 + day - 1;
    return cycle * days_of_400_years + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year - 719'468;
}

Date Date::plus_days(std::int64_t days) const {
    constexpr std::int64_t whole_calendar = last_day - first_day;
    return from_days(days_since_1970() + std::clamp(days, -whole_calendar, whole_calendar));
}

std::string Date::iso() const {
    const auto digit = [](int value) { return static_cast<char>('0' + value); };
    const char text[10] = {
        digit(year / 1000), digit(year / 100 % 10), digit(year / 10 % 10), digit(year % 10), '-', digit(month / 10), digit(month % 10), '-',
        digit(day / 10),    digit(day % 10)};
    return {text, sizeof text};
}

bool Interval::overlaps(const Interval& other) const {
    if (empty() || other.empty()) return false;
    return (!from || !other.to || *from < *other.to) && (!other.from || !to || *other.from < *to);
}

std::optional<PartialDate> PartialDate::parse(std::string_view edtf) {
    PartialDate date;
    date.text_ = edtf;
    if (const auto slash = edtf.find('/'); slash != edtf.npos) {
        const auto left = edtf.substr(0, slash), right = edtf.substr(slash + 1);
        const auto from = parse_span(left), to = parse_span(right);
        if ((!from && left != "..") || (!to && right != "..") || (!from && !to)) return {};
        if (from && to && !(from->last < to->first)) return {};  // a range goes on from one date to a later one
        if (from) date.earliest_ = from->first;
        if (to) date.latest_ = to->last;
        return date;
    }
    date.approximate_ = edtf.ends_with('~');
    if (date.approximate_) edtf.remove_suffix(1);
    const auto span = parse_span(edtf);
    if (!span) return {};
    date.earliest_ = span->first;
    date.latest_ = span->last;
    return date;
}

PartialDate PartialDate::of(Date day) {
    PartialDate date;
    date.text_ = day.iso();
    date.earliest_ = date.latest_ = day;
    return date;
}

}  // namespace base
