#include "content/rules.h"

#include "support/life.h"

#include <doctest/doctest.h>

using content::WrittenIn, content::Translation;
using support::Begun, support::told;

namespace {

constexpr const char* french = R"("title_fr":"Nos valeurs","text_fr":"Un texte.")";
constexpr const char* english = R"("title_en":"Our values","text_en":"A text.")";

std::string page(const std::string& more, const std::string& key = "nos-valeurs", const std::string& section = "values",
                 const std::string& original = "fr") {
    return R"({"key":")" + key + R"(","section":")" + section + R"(","original":")" + original + "\"," + more + "}";
}
std::string again(std::int64_t id, std::int64_t seen) {
    return "\"page\":" + std::to_string(id) + ",\"seen\":" + std::to_string(seen) + ",";
}
std::string publish(std::int64_t id, std::int64_t version) {
    return R"({"page":)" + std::to_string(id) + R"(,"version":)" + std::to_string(version) + "}";
}

}  // namespace

TEST_CASE("A page has a key for its address, and each of its languages a title and a text") {
    const content::Given nothing{}, whole{true, false, true}, summary{false, true, false}, title{true, false, false};
    const auto today = *base::Date::parse("2026-09-21");
    struct Row {
        const char* key;
        content::Section section;
        WrittenIn original;
        content::Given fr, en;
        const char *day, *expected;
    };
    using enum content::Section;
    for (const Row& row : {Row{"nos-valeurs", values, WrittenIn::fr, whole, nothing, "", "right"},
                           Row{"nos-valeurs", values, WrittenIn::fr, whole, whole, "", "right"},
                           Row{"our-values", values, WrittenIn::en, nothing, whole, "", "right"},
                           Row{"Nos valeurs", values, WrittenIn::fr, whole, nothing, "", "key slug"},
                           Row{"-nos", values, WrittenIn::fr, whole, nothing, "", "key slug"},
                           Row{"a/b", values, WrittenIn::fr, whole, nothing, "", "key slug"},
                           Row{"a", values, WrittenIn::en, whole, nothing, "", "title_en missing, text_en missing"},
                           Row{"a", values, WrittenIn::fr, whole, summary, "", "title_en missing, text_en missing"},
                           Row{"a", values, WrittenIn::fr, title, title, "", "text_fr missing, text_en missing"},
                           Row{"a", news, WrittenIn::fr, whole, nothing, "2026-09-21", "right"},
                           Row{"a", news, WrittenIn::fr, whole, nothing, "2026-09-22", "day date_future"},
                           Row{"a", values, WrittenIn::fr, whole, nothing, "2026-09-21", "day of_news_only"},
                           Row{"A", values, WrittenIn::fr, nothing, nothing, "2026-09-21",
                               "key slug, title_fr missing, text_fr missing, day of_news_only"}}) {
        CAPTURE(row.key);
        CAPTURE(row.expected);
        CHECK(told(content::faults_of(row.key, row.section, row.original, row.fr, row.en, base::Date::parse(row.day), today)) ==
              row.expected);
    }
}

TEST_CASE("A translation is older than what it translates until it changes with it, or its author says that it is not") {
    const base::Id<content::Version> first{1}, now{2};
    struct Row {
        bool was_stale, fr, en, both;
        const char* said;
        bool stale;
    };
    for (const auto& [was_stale, fr, en, both, said, stale] :
         {Row{false, true, true, true, "", false}, Row{false, true, false, true, "", true}, Row{false, false, true, true, "", false},
          Row{false, false, false, true, "", false}, Row{true, false, false, true, "", true}, Row{true, false, true, true, "", false},
          Row{true, true, true, true, "", false}, Row{false, true, false, true, "up_to_date", false},
          Row{true, false, false, true, "up_to_date", false}, Row{false, true, true, true, "to_be_revised", true},
          Row{false, true, false, false, "", false}, Row{true, true, true, false, "to_be_revised", false}}) {
        CAPTURE(was_stale);
        CAPTURE(fr);
        CAPTURE(en);
        CAPTURE(said);
        const auto made = content::since({first, first, was_stale}, now, {fr, en}, WrittenIn::fr, both, acts::named<Translation>(said));
        CHECK(made.stale == stale);
        CHECK(made.fr == (fr ? now : first));
        CHECK(made.en == (en ? now : first));
    }
    CHECK(content::since({first, first, false}, now, {false, true}, WrittenIn::en, true, {}).stale);  // the French is the translation
}

TEST_CASE("A page is written, published, written again and withdrawn, and each version stays") {
    support::for_each_engine([](const store::Location& location) {
        Begun life(location);
        const auto id = life.made("content.write_page", page(french));
        const auto first = id + 1;
        const auto now = [&] { return *content::find_page(*life.reader(), {id}); };
        CHECK(now().state == content::State::written);
        CHECK(content::count_pages(*life.reader(), {}) == 0);
        CHECK(content::count_pages(*life.reader(), {.which = content::Which::all}) == 1);
        CHECK(told(life.say("content.publish", publish(id, first))) == "accepted");
        CHECK(told(life.say("content.publish", publish(id, first))) == "content.published_before");
        CHECK(now().state == content::State::published);
        CHECK(now().published->value == first);
        CHECK(now().day == base::Date::parse("2026-09-21"));

        // Written again in both languages: readers go on seeing what was published.
        CHECK(told(life.say("content.write_page", page(again(id, now().changed_by.value) + french + std::string(",") + english))) ==
              "accepted");
        CHECK(now().published->value == first);
        CHECK(now().newest != *now().published);
        const auto second = now().newest.value;
        CHECK_FALSE(content::find_version(*life.reader(), {second})->stale);
        CHECK(told(life.say("content.publish", publish(id, second))) == "accepted");

        // The French alone changes: the English is older than what it translates.
        const std::string other = R"("title_fr":"Nos valeurs","text_fr":"Un autre texte.",)";
        CHECK(told(life.say("content.write_page", page(again(id, now().changed_by.value) + other + english))) == "accepted");
        const auto third = content::find_version(*life.reader(), now().newest);
        CHECK(third->stale);
        CHECK(third->stale_in(WrittenIn::en));
        CHECK_FALSE(third->stale_in(WrittenIn::fr));
        CHECK(third->ordinal == 3);
        CHECK(content::versions_of(*life.reader(), {id}, 10).size() == 3);
        CHECK(content::versions_of(*life.reader(), {id}, 2).front().id == third->id);

        CHECK(told(life.say("content.withdraw", R"({"page":)" + std::to_string(id) + "}")) == "accepted");
        CHECK(told(life.say("content.withdraw", R"({"page":)" + std::to_string(id) + "}")) == "content.not_published");
        CHECK(now().state == content::State::withdrawn);
        CHECK(content::list_pages(*life.reader(), {}, 0, 10).empty());
        CHECK_FALSE(content::published_on(*life.reader(), {id}, *base::Date::parse("2026-09-21")));
        life.now += 86'400'000'000;
        CHECK(told(life.say("content.publish", publish(id, second))) == "accepted");
        CHECK(content::published_on(*life.reader(), {id}, *base::Date::parse("2026-09-22"))->value == second);
        CHECK_FALSE(content::published_on(*life.reader(), {id}, *base::Date::parse("2026-09-20")));
        CHECK(now().day == base::Date::parse("2026-09-21"));  // when it was first published
        CHECK(content::list_pages(*life.reader(), {.section = content::Section::values}, 0, 10).at(0).title(WrittenIn::en) == "Our values");
    });
}

TEST_CASE("A page is not written over by who has not seen its last act") {
    support::for_each_engine([](const store::Location& location) {
        Begun life(location);
        const auto id = life.made("content.write_page", page(french));
        const auto seen = id / 1000;
        CHECK(told(life.say("content.write_page", page(again(id, seen) + french + std::string(",") + english))) == "accepted");
        CHECK(told(life.say("content.write_page", page(again(id, seen) + french))) == "content.changed_meanwhile");
        CHECK(told(life.say("content.write_page", page("\"page\":" + std::to_string(id) + "," + french))) == "seen missing");
        CHECK(told(life.say("content.write_page", page(again(999, seen) + french))) == "page unknown_reference");
        CHECK(content::versions_of(*life.reader(), {id}, 10).size() == 2);
    });
}

TEST_CASE("Two pages have not the same key, nor a part of the site two pages, but for news and others") {
    support::for_each_engine([](const store::Location& location) {
        Begun life(location);
        CHECK(told(life.say("content.write_page", page(french))) == "accepted");
        CHECK(told(life.say("content.write_page", page(french))) == "content.key_taken");
        CHECK(told(life.say("content.write_page", page(french, "valeurs"))) == "content.section_taken");
        CHECK(told(life.say("content.write_page", page(french, "a", "news"))) == "accepted");
        CHECK(told(life.say("content.write_page", page(french, "b", "news"))) == "accepted");
        CHECK(told(life.say("content.write_page", page(french, "c", "other"))) == "accepted");
        CHECK(told(life.say("content.write_page", page(french, "d", "other"))) == "accepted");
    });
}

TEST_CASE("What is published is a version of that page") {
    support::for_each_engine([](const store::Location& location) {
        Begun life(location);
        const auto one = life.made("content.write_page", page(french)), two = life.made("content.write_page", page(french, "a", "news"));
        CHECK(told(life.say("content.publish", publish(one, two + 1))) == "version unknown_reference");
        CHECK(told(life.say("content.publish", publish(one, one))) == "version unknown_reference");
        CHECK(told(life.say("content.publish", publish(5, one + 1))) == "page unknown_reference");
        CHECK(told(life.say("content.withdraw", R"({"page":5})")) == "page unknown_reference");
        CHECK(told(life.say("content.withdraw", R"({"page":)" + std::to_string(one) + "}")) == "content.not_published");
    });
}

TEST_CASE("News stand by the day their author gave them, the latest first") {
    support::for_each_engine([](const store::Location& location) {
        Begun life(location);
        for (const auto& [key, day] : {std::pair{"un", ",\"day\":\"2026-05-01\""},
                                       {"deux", ",\"day\":\"2026-07-01\""},
                                       {"trois", ""},
                                       {"quatre", ",\"day\":\"2026-06-01\""}}) {
            const auto id = life.made("content.write_page", page(french + std::string(day), key, "news"));
            if (key != std::string("quatre")) CHECK(told(life.say("content.publish", publish(id, id + 1))) == "accepted");
        }
        std::string order;
        for (const auto& one : content::list_pages(*life.reader(), {.section = content::Section::news}, 0, 10)) order += one.page.key + " ";
        CHECK(order == "trois deux un ");
        CHECK(content::count_pages(*life.reader(), {.section = content::Section::news}) == 3);
        CHECK(content::list_pages(*life.reader(), {.section = content::Section::news}, 1, 1).at(0).page.key == "deux");
    });
}
