#include "papers/calendar.h"
#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>
#include "base/zone.h"
#include "papers/mime.h"

namespace papers {
namespace {

constexpr std::size_t folded_octets_max = 75;  // RFC 5545 §3.1, the line end not counted
constexpr std::int64_t second_us = 1'000'000, day_us = 86'400 * second_us;
constexpr std::int64_t year_us = 366 * day_us, year_10000_us = 253'402'300'800 * second_us;

struct Times {  // of the beginning and of the end
    std::int64_t begins_us = 0, ends_us = 0;
};

std::optional<Times> times_of(const Timed& timed) {
    const auto begins = base::utc_time(timed.day, timed.minute, timed.zone),
               ends = base::utc_time(timed.end_day, timed.end_minute, timed.zone);
    if (!begins || !ends) return {};
    return Times{*begins, *ends};
}

class Check {
public:
    std::vector<WrongEvent> wrong;

    void that(bool holds, const std::string& field, CalendarFault fault) {
        if (!holds) wrong.push_back({field, fault});
    }
    void line(std::string_view text, const std::string& field) {
        that(text.size() <= event_line_bytes_max, field, CalendarFault::too_long);
        that(is_one_line(text), field, CalendarFault::control_character);
    }
    void mailbox(const Mailbox& one, const std::string& field) {
        that(!one.address.text().empty(), field + ".address", CalendarFault::missing);
        line(one.name, field + ".name");
    }
    void when(const std::variant<AllDay, Timed>& when, const std::string& field);
    void event(const Event& event, const std::string& field);
};

void Check::when(const std::variant<AllDay, Timed>& when, const std::string& field) {
    if (const auto* days = std::get_if<AllDay>(&when)) {
        that(days->first <= days->last, field, CalendarFault::ends_too_soon);
        that(days->last < base::Date{9999, 12, 31}, field, CalendarFault::wrong_time);  // the day after the last is written
        return;
    }
    const auto& timed = std::get<Timed>(when);
    if (!base::zone_exists(timed.zone)) return that(false, field, CalendarFault::wrong_zone);
    const auto times = times_of(timed);
    if (!times) return that(false, field, CalendarFault::wrong_time);
    that(times->begins_us < times->ends_us, field, CalendarFault::ends_too_soon);
}

void Check::event(const Event& event, const std::string& field) {
    that(!event.uid.empty(), field + ".uid", CalendarFault::missing);
    that(event.uid.size() <= event_uid_bytes_max, field + ".uid", CalendarFault::too_long);
    that(event.uid.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._@") == event.uid.npos,
         field + ".uid", CalendarFault::wrong_uid);
    that(event.stamp_us >= 0 && event.stamp_us < year_10000_us, field + ".stamp_us", CalendarFault::wrong_time);
    that(event.sequence >= 0, field + ".sequence", CalendarFault::wrong_number);
    when(event.when, field + ".when");
    that(!event.summary.empty(), field + ".summary", CalendarFault::missing);
    line(event.summary, field + ".summary");
    line(event.location, field + ".location");
    that(event.description.size() <= event_text_bytes_max, field + ".description", CalendarFault::too_long);
    that(is_plain_text(event.description), field + ".description", CalendarFault::control_character);
    that(event.url.empty() || is_web_address(event.url), field + ".url", CalendarFault::wrong_url);
    that(event.url.size() <= event_line_bytes_max, field + ".url", CalendarFault::too_long);
    if (event.organizer) mailbox(*event.organizer, field + ".organizer");
    that(event.attendees.size() <= event_attendees_max, field + ".attendees", CalendarFault::too_many);
    for (std::size_t i = 0; i < event.attendees.size(); ++i) mailbox(event.attendees[i].who, fmt::format("{}.attendees[{}]", field, i));
    that(event.reminders.size() <= event_reminders_max, field + ".reminders", CalendarFault::too_many);
    const bool in_bounds =
        std::all_of(event.reminders.begin(), event.reminders.end(), [](auto m) { return m >= 0 && m <= reminder_minutes_max; });
    that(in_bounds, field + ".reminders", CalendarFault::wrong_number);
}

// RFC 5546 §3.2.1, §3.2.2, §3.2.5: how many, and who must be named.
void check_method(Check& check, const Calendar& calendar) {
    const bool invites = calendar.method == CalendarMethod::request || calendar.method == CalendarMethod::cancel;
    check.that(!invites || calendar.events.size() <= 1, "events", CalendarFault::too_many);
    for (std::size_t i = 0; i < calendar.events.size(); ++i) {
        const auto& event = calendar.events[i];
        const auto field = fmt::format("events[{}]", i);
        check.that(calendar.method == CalendarMethod::none || event.organizer, field + ".organizer", CalendarFault::missing);
        check.that(!invites || !event.attendees.empty(), field + ".attendees", CalendarFault::missing);
        check.that(calendar.method != CalendarMethod::publish || event.attendees.empty(), field + ".attendees",
                   CalendarFault::not_in_published);
    }
}

// The first and the last time of each zone but UTC.
std::map<std::string, Times> zones_of(const std::vector<Event>& events) {
    std::map<std::string, Times> zones;
    for (const auto& event : events) {
        const auto* timed = std::get_if<Timed>(&event.when);
        if (!timed || timed->zone == "UTC") continue;
        const auto times = times_of(*timed);
        if (!times) continue;
        auto& all = zones.try_emplace(timed->zone, *times).first->second;
        all = {std::min(all.begins_us, times->begins_us), std::max(all.ends_us, times->ends_us)};
    }
    return zones;
}

std::vector<WrongEvent> faults_of(const Calendar& calendar, const std::map<std::string, Times>& zones) {
    Check check;
    check.line(calendar.name, "name");
    check.that(calendar.method == CalendarMethod::none || !calendar.events.empty(), "events", CalendarFault::missing);
    check.that(calendar.events.size() <= calendar_events_max, "events", CalendarFault::too_many);
    std::set<std::string_view> uids;
    for (std::size_t i = 0; i < calendar.events.size(); ++i) {
        const auto field = fmt::format("events[{}]", i);
        check.event(calendar.events[i], field);
        check.that(uids.insert(calendar.events[i].uid).second, field + ".uid", CalendarFault::repeated_uid);
    }
    check_method(check, calendar);
    for (const auto& [zone, times] : zones)
        check.that(times.ends_us - times.begins_us <= static_cast<std::int64_t>(event_years_max) * year_us, zone,
                   CalendarFault::too_far_apart);
    return check.wrong;
}

class Lines {
public:
    std::string all;

    // RFC 5545 §3.1: cut so that no line has more than 75 octets, and never within a character.
    void add(std::string_view line) {
        for (auto room = folded_octets_max; line.size() > room; room = folded_octets_max - 1) {
            auto cut = room;
            while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xc0) == 0x80) --cut;
            all += line.substr(0, cut);
            all += "\r\n ";
            line.remove_prefix(cut);
        }
        all += line;
        all += "\r\n";
    }
    // §3.3.11; a property without a value is left out.
    void text(std::string_view name, std::string_view value) {
        if (value.empty()) return;
        std::string line = std::string(name) + ":";
        for (std::size_t i = 0; i < value.size(); ++i) {
            const char c = value[i];
            if (c == '\r' && i + 1 < value.size() && value[i + 1] == '\n') continue;
            if (c == '\r' || c == '\n') line += "\\n";
            else if (c == '\\' || c == ';' || c == ',') line += {'\\', c};
            else line += c;
        }
        add(line);
    }
};

std::string day_text(base::Date day) { return fmt::format("{:04}{:02}{:02}", day.year, int(day.month), int(day.day)); }

std::string utc_text(std::int64_t time_us) {
    const auto of_day = time_us % day_us / second_us;
    return fmt::format("{}T{:02}{:02}{:02}Z", day_text(base::Date::utc_day(time_us)), of_day / 3'600, of_day / 60 % 60, of_day % 60);
}

std::string local_text(std::string_view name, base::Date day, int minute, std::string_view zone) {
    const auto time = fmt::format("{}T{:02}{:02}00", day_text(day), minute / 60, minute % 60);
    return zone == "UTC" ? fmt::format("{}:{}Z", name, time) : fmt::format("{};TZID={}:{}", name, zone, time);
}

// A value in quotes, what it may not hold escaped by RFC 6868.
std::string parameter(std::string_view value) {
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"') out += "^'";
        else if (c == '^') out += "^^";
        else out += c;
    }
    return out + '"';
}

std::string person(std::string_view name, std::string_view parameters, const Mailbox& who) {
    const auto called = who.name.empty() ? "" : ";CN=" + parameter(who.name);
    return fmt::format("{}{}{}:{}", name, called, parameters, who.address.mailto());
}

std::string_view code(EventStatus status) {
    switch (status) {
    case EventStatus::tentative: return "TENTATIVE";
    case EventStatus::confirmed: return "CONFIRMED";
    case EventStatus::cancelled: return "CANCELLED";
    }
    return "";
}

std::string_view code(Participation participation) {
    switch (participation) {
    case Participation::needs_action: return "NEEDS-ACTION;RSVP=TRUE";
    case Participation::accepted: return "ACCEPTED";
    case Participation::declined: return "DECLINED";
    case Participation::tentative: return "TENTATIVE";
    }
    return "";
}

void add_times(Lines& lines, const std::variant<AllDay, Timed>& when) {
    if (const auto* days = std::get_if<AllDay>(&when)) {
        lines.add("DTSTART;VALUE=DATE:" + day_text(days->first));
        lines.add("DTEND;VALUE=DATE:" + day_text(days->last.plus_days(1)));  // §3.8.2.2: the end is not in
        return;
    }
    const auto& timed = std::get<Timed>(when);
    lines.add(local_text("DTSTART", timed.day, timed.minute, timed.zone));
    lines.add(local_text("DTEND", timed.end_day, timed.end_minute, timed.zone));
}

void add_event(Lines& lines, const Event& event, CalendarMethod method) {
    lines.add("BEGIN:VEVENT");
    lines.add("UID:" + event.uid);
    lines.add("DTSTAMP:" + utc_text(event.stamp_us));
    add_times(lines, event.when);
    lines.add(fmt::format("SEQUENCE:{}", event.sequence));
    lines.add(fmt::format("STATUS:{}", code(method == CalendarMethod::cancel ? EventStatus::cancelled : event.status)));
    lines.text("SUMMARY", event.summary);
    lines.text("DESCRIPTION", event.description);
    lines.text("LOCATION", event.location);
    if (!event.url.empty()) lines.add("URL:" + event.url);
    if (event.organizer) lines.add(person("ORGANIZER", "", *event.organizer));
    for (const auto& attendee : event.attendees) {
        const auto* role = attendee.attendance == Attendance::required ? "REQ-PARTICIPANT" : "OPT-PARTICIPANT";
        lines.add(person("ATTENDEE", fmt::format(";ROLE={};PARTSTAT={}", role, code(attendee.participation)), attendee.who));
    }
    for (const auto minutes : event.reminders) {
        lines.add("BEGIN:VALARM");
        lines.add("ACTION:DISPLAY");
        lines.text("DESCRIPTION", event.summary);
        lines.add(fmt::format("TRIGGER:-PT{}M", minutes));
        lines.add("END:VALARM");
    }
    lines.add("END:VEVENT");
}

}  // namespace

std::expected<std::string, std::vector<WrongEvent>> write_calendar(const Calendar& calendar) {
    const auto zones = zones_of(calendar.events);
    if (auto wrong = faults_of(calendar, zones); !wrong.empty()) return std::unexpected(std::move(wrong));
    Lines lines;
    lines.add("BEGIN:VCALENDAR");
    lines.add("VERSION:2.0");
    lines.add("PRODID:-//Concert//Calendar//EN");
    lines.add("CALSCALE:GREGORIAN");
    if (calendar.method != CalendarMethod::none) lines.add(fmt::format("METHOD:{}", code(calendar.method)));
    lines.text("NAME", calendar.name);          // RFC 7986 §5.1
    lines.text("X-WR-CALNAME", calendar.name);  // what readers knew before it
    // A day on either side: readers look for the offset of local times near the ends too.
    for (const auto& [zone, times] : zones) lines.all += time_zone_component(zone, times.begins_us - day_us, times.ends_us + day_us);
    for (const auto& event : calendar.events) add_event(lines, event, calendar.method);
    lines.add("END:VCALENDAR");
    return std::move(lines.all);
}

}  // namespace papers
