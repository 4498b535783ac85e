// Calendars as bytes: iCalendar (RFC 5545), with the methods of iTIP (RFC 5546) for what is sent by mail and what is fetched as a feed.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>
#include "base/date.h"
#include "papers/address.h"
#include "papers/message.h"

namespace papers {

inline constexpr std::size_t calendar_events_max = 5'000;
inline constexpr std::size_t event_attendees_max = 1'000;
inline constexpr std::size_t event_reminders_max = 5;
inline constexpr std::int32_t reminder_minutes_max = 28 * 24 * 60;
inline constexpr std::size_t event_line_bytes_max = 1'000;  // a summary, a place, a name
inline constexpr std::size_t event_text_bytes_max = 20'000;
inline constexpr std::size_t event_uid_bytes_max = 255;  // RFC 7986 §5.3
inline constexpr std::size_t event_years_max = 50;       // between an event and another in its zone: what a VTIMEZONE has to tell

struct AllDay {  // both days are in
    base::Date first, last;
    bool operator==(const AllDay&) const = default;
};

// What clocks there show. An hour that clocks skip or show twice is read as base::utc_time does, which is RFC 5545 §3.3.5's way.
struct Timed {
    base::Date day;
    int minute = 0;  // of the day, 0 to 1439
    base::Date end_day;
    int end_minute = 0;  // the end is not in: after the beginning by a minute at least
    std::string zone;    // base::zone_exists; "UTC" is written as such, without a VTIMEZONE
    bool operator==(const Timed&) const = default;
};

enum class EventStatus : std::uint8_t { tentative, confirmed, cancelled };
enum class Participation : std::uint8_t { needs_action, accepted, declined, tentative };
enum class Attendance : std::uint8_t { required, optional };

struct Attendee {
    Mailbox who;
    Attendance attendance = Attendance::required;
    Participation participation = Participation::needs_action;  // an answer is asked for (RSVP) as long as it is this
};

struct Event {
    std::string uid;            // of the event for ever: letters, digits and "-._@"
    std::int64_t stamp_us = 0;  // when this state of it was written: microseconds since 1970-01-01 UTC, from 1970 on
    std::int32_t sequence = 0;  // grows with each change that attendees must know
    std::variant<AllDay, Timed> when;
    std::string summary, description, location;  // UTF-8; the description alone may have several lines
    std::string url;                             // http or https; may be empty
    EventStatus status = EventStatus::confirmed;
    std::optional<Mailbox> organizer;
    std::vector<Attendee> attendees;
    std::vector<std::int32_t> reminders;  // minutes before the beginning
};

// request, cancel: one event, with an organizer and attendees (RFC 5546 §3.2.2, §3.2.5); a cancelled one is written so whatever its status.
// publish: events with an organizer each and no attendee (§3.2.1). none: any events; what a feed of sessions without an organizer is.
struct Calendar {
    CalendarMethod method = CalendarMethod::none;
    std::string name;  // of a feed, as readers list it; may be empty
    std::vector<Event> events;
};

enum class CalendarFault : std::uint8_t {
    missing,
    too_many,
    too_long,
    control_character,  // or what is not UTF-8
    wrong_uid,
    repeated_uid,
    wrong_url,
    wrong_time,  // the stamp, a minute that is none of a day
    wrong_zone,
    ends_too_soon,
    too_far_apart,     // more than event_years_max years between events in one zone
    wrong_number,      // a sequence, a reminder
    not_in_published,  // attendees
};

struct WrongEvent {
    std::string field;  // "events[3].uid"
    CalendarFault fault{};
    bool operator==(const WrongEvent&) const = default;
};

// The bytes: UTF-8, lines of at most 75 octets ended by CRLF, each zone with a VTIMEZONE that holds all changes of its clocks (as ICU
// knows them) from the first event there to the last. The same calendar gives the same bytes. Or every fault at once.
std::expected<std::string, std::vector<WrongEvent>> write_calendar(const Calendar& calendar);

// The VTIMEZONE of a zone that exists, good for every time from `first_us` to `last_us`; lines ended by CRLF.
std::string time_zone_component(std::string_view zone, std::int64_t first_us, std::int64_t last_us);

}  // namespace papers
