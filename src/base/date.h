// Days, intervals of days, and dates known only in part. Proleptic Gregorian calendar, years 0001 to 9999.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// A day. Text form: YYYY-MM-DD (ISO 8601-1).
struct Date {
    std::int16_t year = 1;
    std::int8_t month = 1, day = 1;

    auto operator<=>(const Date&) const = default;
    // The day written so, or nothing when it is not a day of the calendar or not exactly YYYY-MM-DD.
    static std::optional<Date> parse(std::string_view iso);
    // The UTC day of a time in microseconds since 1970-01-01.
    static Date utc_day(std::int64_t time_us);
    // Days before 0001-01-01 or after 9999-12-31 give those.
    static Date from_days(std::int64_t days_since_1970);
    std::int64_t days_since_1970() const;
    Date plus_days(std::int64_t days) const;  // stops at the ends of the calendar
    std::string iso() const;
};

// Half-open: from is in, to is out. Nothing on a side: unbounded there.
struct Interval {
    std::optional<Date> from, to;

    bool operator==(const Interval&) const = default;
    bool contains(Date day) const { return (!from || *from <= day) && (!to || day < *to); }
    bool overlaps(const Interval& other) const;
    bool empty() const { return from && to && *to <= *from; }
};

// A date as a source gives it: a subset of EDTF (ISO 8601-2:2019, levels 0 and 1).
//   2014-11-06   day          2014-11      month        2014        year
//   2014~        about        2010/2013    range        ../2004     before or at the end of
//   2018/..      from         2023-10~     about that month
// An attestation is not an interval: ask what it allows, never what it "is".
class PartialDate {
public:
    PartialDate() = default;  // nothing is known; parse never gives it
    // The date written so, or nothing. The text kept is the text given: the grammar has one spelling for each meaning.
    static std::optional<PartialDate> parse(std::string_view edtf);
    static PartialDate of(Date day);

    bool operator==(const PartialDate&) const = default;
    const std::string& edtf() const { return text_; }
    std::optional<Date> earliest() const { return earliest_; }  // nothing: unbounded ("../2004")
    std::optional<Date> latest() const { return latest_; }      // the last possible day; nothing: unbounded
    bool approximate() const { return approximate_; }           // "~": the bounds are the source's, and may be off
    bool whole_day() const { return earliest_ && earliest_ == latest_ && !approximate_; }

private:
    std::string text_ = "..";
    std::optional<Date> earliest_, latest_;
    bool approximate_ = false;
};

}  // namespace base
