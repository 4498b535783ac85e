// What the vocabulary costs: nanoseconds for each call. Run: bench_base
#include <chrono>
#include <cstdio>
#include "base/date.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"

namespace {

std::size_t kept = 0;  // what the calls give, so that they are not left out

template <class Call>
void measure(const char* name, Call call, int count = 300'000) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i) kept += call(i);
    const auto taken = std::chrono::steady_clock::now() - start;
    std::printf("%-28s %8.0f ns\n", name, std::chrono::duration<double, std::nano>(taken).count() / count);
}

}  // namespace

int main() {
    using namespace base;
    measure(
        "make Words", [](int) { return Words(Language::fr).keys().size(); }, 20);
    const Words words(Language::fr);
    const auto day = *Date::parse("2026-11-21");
    const auto about = *PartialDate::parse("2010/2013");
    const std::string leaf(200, 'x');
    measure("Date::parse", [](int i) { return Date::parse(i % 2 ? "2026-11-21" : "1979-05-01")->day; });
    measure("Date::iso", [&](int i) { return day.plus_days(i % 999).iso().size(); });
    measure("sha256, 200 bytes", [&](int) { return sha256({leaf}).bytes[0]; });
    measure("text", [&](int i) { return words.text(i % 2 ? "wrong.missing" : "language.fr").size(); });
    measure("format, plural", [&](int i) { return words.format("wrong.too_long", {{"max", i}}).size(); });
    measure("format, date and texts", [&](int) {
        return words.format("date.at_time", {{"date", day}, {"time", "14 h"}, {"place", "Douala"}}).size();
    });
    measure("number", [&](int i) { return words.number(i * 1'000'003LL).size(); });
    measure("percent", [&](int i) { return words.percent(*Rational::of(i, 300'001)).size(); });
    measure("money", [&](int i) { return words.money({i * 1'000'003LL, euro}).size(); });
    measure("date", [&](int i) { return words.date(day.plus_days(i % 999)).size(); });
    measure("short_date", [&](int i) { return words.short_date(day.plus_days(i % 999)).size(); });
    measure("partial_date", [&](int) { return words.partial_date(about).size(); });
    measure("datetime", [&](int i) { return words.datetime(i * 1'000'000'000LL, "Africa/Douala").size(); });
    measure("civil_date", [&](int i) { return civil_date(i * 1'000'000'000LL, "Europe/Paris")->day; });
    measure("country", [&](int) { return words.country("SN").size(); });
    measure("fold, 20 letters", [&](int) { return fold("Mairie d’Atakpamé (1)").size(); });
    measure("collation_key", [&](int) { return words.collation_key("Mairie d’Atakpamé (1)").size(); });
    std::printf("%zu\n", kept % 10);
}
