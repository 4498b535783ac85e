#include "content/compare.h"

#include <doctest/doctest.h>
#include <string>

namespace {

std::string told(std::string_view before, std::string_view after) {
    std::string all;
    for (const auto& line : content::compare(before, after))
        all += (line.kind == content::ComparedLine::Kind::same      ? " "
                : line.kind == content::ComparedLine::Kind::removed ? "-"
                                                                    : "+") +
               std::string(line.text);
    return all;
}

}  // namespace

TEST_CASE("Two texts differ by the fewest lines") {
    struct Row {
        const char *before, *after, *expected;
    };
    for (const auto& [before, after, expected] :
         {Row{"", "", ""}, Row{"a", "a", " a"}, Row{"", "a", "+a"}, Row{"a", "", "-a"}, Row{"a\nb\nc", "a\nx\nc", " a-b+x c"},
          Row{"a\nb\nc\nd", "b\nd\ne", "-a b-c d+e"}, Row{"a\na", "a", " a-a"}, Row{"un", "deux", "-un+deux"},
          Row{"a\n\nb", "a\n\nc", " a -b+c"}}) {
        CAPTURE(before);
        CAPTURE(after);
        CHECK(told(before, after) == expected);
    }
}

TEST_CASE("Texts of very many lines are told apart without a table of them all") {
    std::string a, b;
    for (int i = 0; i < 10'000; ++i) a += std::to_string(i) + "\n", b += "x" + std::to_string(i) + "\n";
    const auto lines = content::compare("first\n" + a, "first\n" + b);
    CHECK(lines.size() == 20'001);
    CHECK(content::compare("avec 20 villes", "avec vingt villes", ' ').size() == 4);
}
