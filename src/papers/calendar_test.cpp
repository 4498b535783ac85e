#include "papers/calendar.h"
#include <doctest/doctest.h>
#include <unicode/calendar.h>
#include <unicode/vtzone.h>
#include <algorithm>
#include <memory>
#include "base/text.h"
#include "base/zone.h"

using namespace papers;

namespace {

base::Date day(std::string_view iso) { return base::Date::parse(iso).value(); }
Address address(std::string_view text) { return Address::parse(text).value(); }

Event session() {
    Event event;
    event.uid = "session-7@example.org";
    event.stamp_us = 1'790'000'000'000'000;
    event.when = Timed{day("2026-10-24"), 9 * 60, day("2026-10-25"), 12 * 60 + 30, "Europe/Paris"};
    event.summary = "Session";
    return event;
}

Calendar feed(std::vector<Event> events) { return {CalendarMethod::none, "", std::move(events)}; }

std::string bytes_of(const Calendar& calendar) {
    const auto bytes = write_calendar(calendar);
    REQUIRE(bytes.has_value());
    return *bytes;
}

using Faults = std::vector<WrongEvent>;
Faults faults(const Calendar& calendar) {
    const auto bytes = write_calendar(calendar);
    return bytes ? Faults{} : bytes.error();
}

template <class Change>
Faults faults_with(Change change) {
    auto event = session();
    change(event);
    return faults(feed({event}));
}

std::string unfolded(std::string text) {
    for (std::size_t at; (at = text.find("\r\n ")) != text.npos;) text.erase(at, 3);
    return text;
}

std::string line_of(const std::string& bytes, const std::string& name) {
    const auto text = "\r\n" + unfolded(bytes);
    const auto at = text.find("\r\n" + name);
    return at == text.npos ? "" : text.substr(at + 2, text.find("\r\n", at + 2) - at - 2);
}

}  // namespace

TEST_CASE("An invitation is written byte for byte (RFC 5545, RFC 5546)") {
    auto event = session();
    event.sequence = 2;
    event.summary = "Assemblée; l'ordre, du \\ jour";
    event.description = "Un\nDeux\r\nTrois";
    event.location = "Hôtel de ville, Exemple";
    event.url = "https://example.org/sessions/7?a=b,c";
    event.organizer = Mailbox{"Secrétariat \"E^x\"", address("secretariat@example.org")};
    event.attendees = {{{"", address("a@example.net")}},
                       {{"B, C: D", address("b%c@example.net")}, Attendance::optional, Participation::accepted}};
    event.reminders = {0, 1440};
    CHECK(bytes_of({CalendarMethod::request, "", {event}}) ==
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Concert//Calendar//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:REQUEST\r\n"
          "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n"
          "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n"
          "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
          "END:VTIMEZONE\r\n"
          "BEGIN:VEVENT\r\nUID:session-7@example.org\r\nDTSTAMP:20260921T141320Z\r\n"
          "DTSTART;TZID=Europe/Paris:20261024T090000\r\nDTEND;TZID=Europe/Paris:20261025T123000\r\n"
          "SEQUENCE:2\r\nSTATUS:CONFIRMED\r\nSUMMARY:Assemblée\\; l'ordre\\, du \\\\ jour\r\nDESCRIPTION:Un\\nDeux\\nTrois\r\n"
          "LOCATION:Hôtel de ville\\, Exemple\r\nURL:https://example.org/sessions/7?a=b,c\r\n"
          "ORGANIZER;CN=\"Secrétariat ^'E^^x^'\":mailto:secretariat@example.org\r\n"
          "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:a@exam\r\n ple.net\r\n"
          "ATTENDEE;CN=\"B, C: D\";ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:b%25c@e\r\n xample.net\r\n"
          "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Assemblée\\; l'ordre\\, du \\\\ jour\r\nTRIGGER:-PT0M\r\nEND:VALARM\r\n"
          "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Assemblée\\; l'ordre\\, du \\\\ jour\r\nTRIGGER:-PT1440M\r\nEND:VALARM\r\n"
          "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST_CASE("Days are in from the first to the last, and UTC needs no zone") {
    auto days = session();
    days.when = AllDay{day("2026-12-31"), day("2026-12-31")};
    CHECK(line_of(bytes_of(feed({days})), "DTSTART") == "DTSTART;VALUE=DATE:20261231");
    CHECK(line_of(bytes_of(feed({days})), "DTEND") == "DTEND;VALUE=DATE:20270101");
    auto utc = session();
    utc.when = Timed{day("2026-10-24"), 0, day("2026-10-24"), 1439, "UTC"};
    const auto bytes = bytes_of(feed({utc}));
    CHECK(line_of(bytes, "DTSTART") == "DTSTART:20261024T000000Z");
    CHECK(line_of(bytes, "DTEND") == "DTEND:20261024T235900Z");
    CHECK(bytes.find("VTIMEZONE") == bytes.npos);
}

TEST_CASE("A cancelled event says so, whatever its status was") {
    auto event = session();
    event.organizer = Mailbox{"", address("a@example.org")};
    event.attendees = {{{"", address("b@example.net")}}};
    const auto bytes = bytes_of({CalendarMethod::cancel, "", {event}});
    CHECK(line_of(bytes, "METHOD") == "METHOD:CANCEL");
    CHECK(line_of(bytes, "STATUS") == "STATUS:CANCELLED");
    event.status = EventStatus::tentative;
    CHECK(line_of(bytes_of({CalendarMethod::request, "", {event}}), "STATUS") == "STATUS:TENTATIVE");
}

TEST_CASE("A feed holds many events, each zone once, and its name") {
    std::vector<Event> events;
    for (int i = 0; i < 300; ++i) {
        auto event = session();
        event.uid = "session-" + std::to_string(i) + "@example.org";
        event.organizer = Mailbox{"", address("a@example.org")};
        if (i % 3 == 1) event.when = Timed{day("2026-01-01").plus_days(i), 600, day("2026-01-01").plus_days(i), 660, "Africa/Douala"};
        if (i % 3 == 2) event.when = AllDay{day("2026-01-01").plus_days(i), day("2026-01-02").plus_days(i)};
        events.push_back(event);
    }
    const auto bytes = bytes_of({CalendarMethod::publish, "Réseau, sessions", events});
    const auto count = [&](const std::string& text) {
        int n = 0;
        for (auto at = bytes.find(text); at != bytes.npos; at = bytes.find(text, at + 1)) ++n;
        return n;
    };
    CHECK(count("BEGIN:VEVENT\r\n") == 300);
    CHECK(count("BEGIN:VTIMEZONE\r\n") == 2);
    CHECK(count("METHOD:PUBLISH\r\n") == 1);
    CHECK(line_of(bytes, "NAME") == "NAME:Réseau\\, sessions");
    CHECK(bytes == bytes_of({CalendarMethod::publish, "Réseau, sessions", events}));
    CHECK(bytes_of(feed({})).find("BEGIN:VEVENT") == std::string::npos);
}

TEST_CASE("A line has at most 75 octets, and no character is cut (RFC 5545 §3.1)") {
    for (int size = 1; size < 200; ++size)
        for (const std::string_view sample : {"a", "é", "م", "🏙"}) {
            auto event = session();
            event.summary.clear();
            for (int i = 0; i < size; ++i) event.summary += sample;
            const auto bytes = bytes_of(feed({event}));
            for (std::size_t start = 0, end; (end = bytes.find("\r\n", start)) != bytes.npos; start = end + 2) {
                REQUIRE(end - start <= 75);
                REQUIRE(base::valid_utf8(std::string_view(bytes).substr(start, end - start)));
            }
            REQUIRE(line_of(bytes, "SUMMARY") == "SUMMARY:" + event.summary);
        }
    auto event = session();
    event.summary = std::string(67, 'a');
    CHECK(bytes_of(feed({event})).find("SUMMARY:" + event.summary + "\r\nEND") != std::string::npos);
    event.summary += "b";
    CHECK(bytes_of(feed({event})).find("a\r\n b\r\nEND") != std::string::npos);
}

TEST_CASE("A VTIMEZONE read by another reader gives the offsets of the zone, hour by hour") {
    const struct {
        const char *zone, *first, *last;
    } cases[] = {{"Europe/Paris", "2024-01-01", "2030-12-31"},        {"Africa/Casablanca", "2018-01-01", "2032-12-31"},
                 {"Africa/Douala", "2026-01-01", "2026-12-31"},       {"America/Montreal", "2005-01-01", "2009-01-01"},
                 {"Europe/Dublin", "2026-01-01", "2027-12-31"},       {"Asia/Beirut", "2022-01-01", "2024-12-31"},
                 {"Australia/Lord_Howe", "2026-01-01", "2027-12-31"}, {"Africa/Cairo", "2010-01-01", "2027-12-31"},
                 {"Pacific/Apia", "2011-01-01", "2012-12-31"},        {"Asia/Kathmandu", "1985-01-01", "1987-01-01"}};
    constexpr std::int64_t second_us = 1'000'000, step_us = 1'800 * second_us;
    for (const auto& c : cases) {
        const auto first = base::utc_time(day(c.first), 0, c.zone).value(), last = base::utc_time(day(c.last), 0, c.zone).value();
        const auto text = time_zone_component(c.zone, first, last);
        UErrorCode error = U_ZERO_ERROR;
        const std::unique_ptr<icu::VTimeZone> read(icu::VTimeZone::createVTimeZone(icu::UnicodeString::fromUTF8(text), error));
        REQUIRE_MESSAGE(U_SUCCESS(error), text);
        std::int64_t differences = 0;
        for (auto at = first; at <= last; at += step_us) {
            std::int32_t raw_ms = 0, saving_ms = 0;
            read->getOffset(static_cast<UDate>(at / 1'000), false, raw_ms, saving_ms, error);
            differences += (raw_ms + saving_ms) / 60'000 != base::civil_time(at, c.zone)->offset_minutes;
        }
        CHECK_MESSAGE(differences == 0, text);
    }
}

TEST_CASE("A zone whose clocks never change has one observance") {
    const auto us = [](std::string_view iso) { return base::utc_time(day(iso), 0, "UTC").value(); };
    CHECK(time_zone_component("Etc/GMT-3", us("2026-01-01"), us("2026-12-31")) ==
          "BEGIN:VTIMEZONE\r\nTZID:Etc/GMT-3\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\n"
          "END:STANDARD\r\nEND:VTIMEZONE\r\n");
}

TEST_CASE("Each fault of an event is said by its field") {
    using enum CalendarFault;
    const struct {
        const char* title;
        Faults found, expected;
    } cases[] = {
        {"no uid", faults_with([](auto& e) { e.uid = ""; }), {{"events[0].uid", missing}}},
        {"uid", faults_with([](auto& e) { e.uid = "a\r\nb"; }), {{"events[0].uid", wrong_uid}}},
        {"uid 255", faults_with([](auto& e) { e.uid = std::string(255, 'a'); }), {}},
        {"uid 256", faults_with([](auto& e) { e.uid = std::string(256, 'a'); }), {{"events[0].uid", too_long}}},
        {"stamp", faults_with([](auto& e) { e.stamp_us = -1; }), {{"events[0].stamp_us", wrong_time}}},
        {"stamp 0", faults_with([](auto& e) { e.stamp_us = 0; }), {}},
        {"stamp 10000", faults_with([](auto& e) { e.stamp_us = 253'402'300'800'000'000; }), {{"events[0].stamp_us", wrong_time}}},
        {"sequence", faults_with([](auto& e) { e.sequence = -1; }), {{"events[0].sequence", wrong_number}}},
        {"no summary", faults_with([](auto& e) { e.summary = ""; }), {{"events[0].summary", missing}}},
        {"summary", faults_with([](auto& e) { e.summary = "a\nATTENDEE:b"; }), {{"events[0].summary", control_character}}},
        {"summary 1000", faults_with([](auto& e) { e.summary = std::string(event_line_bytes_max, 'a'); }), {}},
        {"summary 1001",
         faults_with([](auto& e) { e.summary = std::string(event_line_bytes_max + 1, 'a'); }),
         {{"events[0].summary", too_long}}},
        {"place", faults_with([](auto& e) { e.location = "a\r"; }), {{"events[0].location", control_character}}},
        {"text", faults_with([](auto& e) { e.description = "a\x01"; }), {{"events[0].description", control_character}}},
        {"text long",
         faults_with([](auto& e) { e.description = std::string(event_text_bytes_max + 1, 'a'); }),
         {{"events[0].description", too_long}}},
        {"url", faults_with([](auto& e) { e.url = "https://example.org/\r\nX:"; }), {{"events[0].url", wrong_url}}},
        {"url scheme", faults_with([](auto& e) { e.url = "javascript:alert(1)"; }), {{"events[0].url", wrong_url}}},
        {"zone", faults_with([](auto& e) { std::get<Timed>(e.when).zone = "Europe/Nowhere"; }), {{"events[0].when", wrong_zone}}},
        {"zone text", faults_with([](auto& e) { std::get<Timed>(e.when).zone = "Europe/Paris\r\nX:y"; }), {{"events[0].when", wrong_zone}}},
        {"minute", faults_with([](auto& e) { std::get<Timed>(e.when).minute = 1440; }), {{"events[0].when", wrong_time}}},
        {"end",
         faults_with([](auto& e) {
             e.when = Timed{day("2026-10-24"), 600, day("2026-10-24"), 600, "UTC"};
         }),
         {{"events[0].when", ends_too_soon}}},
        {"end later",
         faults_with([](auto& e) {
             e.when = Timed{day("2026-10-24"), 600, day("2026-10-24"), 601, "UTC"};
         }),
         {}},
        {"days",
         faults_with([](auto& e) {
             e.when = AllDay{day("2026-10-24"), day("2026-10-23")};
         }),
         {{"events[0].when", ends_too_soon}}},
        {"last day",
         faults_with([](auto& e) {
             e.when = AllDay{day("9999-12-31"), day("9999-12-31")};
         }),
         {{"events[0].when", wrong_time}}},
        {"reminder", faults_with([](auto& e) { e.reminders = {-1}; }), {{"events[0].reminders", wrong_number}}},
        {"reminder most", faults_with([](auto& e) { e.reminders = {reminder_minutes_max}; }), {}},
        {"reminder more", faults_with([](auto& e) { e.reminders = {reminder_minutes_max + 1}; }), {{"events[0].reminders", wrong_number}}},
        {"reminders", faults_with([](auto& e) { e.reminders.resize(event_reminders_max + 1); }), {{"events[0].reminders", too_many}}},
        {"organizer",
         faults_with([](auto& e) {
             e.organizer = Mailbox{"a\n", {}};
         }),
         {{"events[0].organizer.address", missing}, {"events[0].organizer.name", control_character}}},
        {"attendees",
         faults_with([](auto& e) {
             e.attendees.resize(event_attendees_max + 1, {{"", address("a@example.org")}});
         }),
         {{"events[0].attendees", too_many}}},
    };
    for (const auto& c : cases) CHECK_MESSAGE(c.found == c.expected, c.title);
}

TEST_CASE("An invitation is one event with an organizer and attendees; what is published names no attendee") {
    using enum CalendarFault;
    auto event = session();
    CHECK(faults({CalendarMethod::request, "", {event}}) == Faults{{"events[0].organizer", missing}, {"events[0].attendees", missing}});
    CHECK(faults({CalendarMethod::publish, "", {event}}) == Faults{{"events[0].organizer", missing}});
    event.organizer = Mailbox{"", address("a@example.org")};
    CHECK(faults({CalendarMethod::publish, "", {event}}).empty());
    event.attendees = {{{"", address("b@example.net")}}};
    CHECK(faults({CalendarMethod::request, "", {event}}).empty());
    CHECK(faults({CalendarMethod::publish, "", {event}}) == Faults{{"events[0].attendees", not_in_published}});
    auto other = event;
    CHECK(faults(feed({event, other})) == Faults{{"events[1].uid", repeated_uid}});
    other.uid = "b";
    CHECK(faults({CalendarMethod::cancel, "", {event, other}}) == Faults{{"events", too_many}});
    CHECK(faults({CalendarMethod::request, "", {}}) == Faults{{"events", missing}});
    CHECK(faults({CalendarMethod::none, "a\n", {}}) == Faults{{"name", control_character}});
}

TEST_CASE("Events of one zone lie within fifty years, so that its VTIMEZONE stays short") {
    auto first = session(), last = session();
    last.uid = "b";
    first.when = Timed{day("1990-01-01"), 0, day("1990-01-01"), 60, "Europe/Paris"};
    last.when = Timed{day("2040-01-01"), 0, day("2040-01-01"), 60, "Europe/Paris"};
    CHECK(faults(feed({first, last})).empty());
    last.when = Timed{day("2040-03-01"), 0, day("2040-03-01"), 60, "Europe/Paris"};
    CHECK(faults(feed({first, last})) == Faults{{"Europe/Paris", CalendarFault::too_far_apart}});
    std::get<Timed>(last.when).zone = "Africa/Douala";
    CHECK(faults(feed({first, last})).empty());
}

TEST_CASE("A calendar has at most as many events as its limit") {
    std::vector<Event> events(calendar_events_max, session());
    for (std::size_t i = 0; i < events.size(); ++i) events[i].uid = std::to_string(i);
    CHECK(faults(feed(events)).empty());
    events.push_back(session());
    CHECK(faults(feed(events)) == Faults{{"events", CalendarFault::too_many}});
}
