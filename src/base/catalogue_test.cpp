#include "base/catalogue.h"
#include <doctest/doctest.h>
#include <unicode/plurrule.h>
#include <memory>
#include "base/message.h"

using namespace base;

namespace {
std::string entry(const std::string& key, const std::string& text) { return "msgid \"" + key + "\"\nmsgstr \"" + text + "\"\n\n"; }

// The faults of two catalogues, joined.
std::string faults_of(const std::string& fr, const std::string& en) {
    const Catalogue both[] = {parse_po("fr.po", fr), parse_po("en.po", en)};
    std::string out;
    for (const auto& fault : faults(both)) out += fault + "\n";
    return out;
}
}  // namespace

TEST_CASE("A catalogue is read with its header, comments, continued strings and escapes") {
    const auto read = parse_po("fr.po",
                               "# comment\nmsgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\n#: place\nmsgid \"a.b\"\nmsgstr \"one "
                               "\"\n\"\\\"two\\\"\\n\\\\\"\nmsgid \"c\"\nmsgstr \"d\"");
    CHECK(read.faults.empty());
    REQUIRE(read.translations.size() == 2);
    CHECK(read.translations[0].key == "a.b");
    CHECK(read.translations[0].text == "one \"two\"\n\\");
    CHECK(read.translations[0].line == 7);
    CHECK(read.translations[1].text == "d");
}

TEST_CASE("Catalogues that agree have no fault, and become one table") {
    const Catalogue both[] = {parse_po("fr.po", entry("a", "{n} « un »") + entry("b", "deux")),
                              parse_po("en.po", entry("a", "one: {n}") + entry("b", "two \\\"2\\\""))};
    CHECK(faults(both).empty());
    CHECK(catalogue_table(both) == "{\"a\", {\"{n} « un »\", \"one: {n}\", }},\n{\"b\", {\"deux\", \"two \\\"2\\\"\", }},\n");
}

TEST_CASE("Each fault of the catalogues is named with its place") {
    const auto good = entry("a", "x");
    const struct {
        std::string fr, en, fault;
    } cases[] = {
        {good, good + entry("b", "y"), "en.po:4: “b” is missing from fr.po\n"},
        {good + entry("b", "y"), good, "fr.po:4: “b” is missing from en.po\n"},
        {entry("a", "{name}"), entry("a", "{title}"), "en.po:1: “a” has the arguments {title} and fr.po {name}\n"},
        {entry("a", "{name}"), entry("a", "x"), "en.po:1: “a” has the arguments none and fr.po {name}\n"},
        {entry("a", "{n, plural, one{x} other{{who}}}"), entry("a", "{n}"), "en.po:1: “a” has the arguments {n} and fr.po {n}, {who}\n"},
        {good + good, good, "fr.po:4: “a” is there twice\n"},
        {entry("b", "x") + good, good + entry("b", "x"), "fr.po:4: “a” comes before “b”: keys are sorted\n"},
        {entry("a", ""), good, "fr.po:1: “a” has no translation\n"},
        {entry("a", "{name"), good, "fr.po:1: “a” cannot be used: not ICU syntax at character 0 (U_UNMATCHED_BRACES)\n"},
        {entry("A b", "x"), entry("A b", "x"),
         "fr.po:1: “A b” is not a key: letters, digits, _ - and . make one\nen.po:1: “A b” is not a key: letters, digits, _ - and . make "
         "one\n"},
        {entry("a", "\xC3("), good, "fr.po:1: “a” is not UTF-8\n"},
        {"msgid \"a\"\n", "", "fr.po:1: “a” has no msgstr\n"},
        {good + "msgid_plural \"x\"\n", good, "fr.po:4: only comments, msgid, msgstr and quoted strings stand here\n"},
        {"#, fuzzy\n" + good, good, "fr.po:1: a fuzzy translation is not finished\n"},
        {"msgstr \"a\"\n" + good, good, "fr.po:1: a msgstr follows a msgid\n"},
        {good + "\"a\"\n", good, "fr.po:4: a string belongs to a msgid or a msgstr\n"},
        {good + "msgid \"\"\nmsgstr \"x\"\n", good,
         "fr.po:4: “” is not a key: letters, digits, _ - and . make one\nfr.po:4: “” comes before “a”: keys are sorted\nfr.po:4: “” is "
         "missing "
         "from en.po\n"}};
    for (const auto& c : cases) CHECK(faults_of(c.fr, c.en) == c.fault);
    for (const auto* wrong : {"msgid \"a\nmsgstr \"x\"\n", "msgid a\nmsgstr \"x\"\n", "msgid \"a\\q\"\nmsgstr \"x\"\n",
                              "msgid \"a\"b\"\nmsgstr \"x\"\n", "msgid \"a\\\"\nmsgstr \"x\"\n"})
        CHECK_FALSE(parse_po("fr.po", wrong).faults.empty());
    CHECK_FALSE(parse_po("fr.po", "msgid \"a\"\r\nmsgstr \"x\"\r\n").faults.empty());
}

TEST_CASE("A pattern says which arguments it takes, in every case") {
    CHECK(compile_pattern("plain, with l’apostrophe and l'apostrophe")->arguments.empty());
    CHECK(compile_pattern("{n, plural, =0{none} one{# of {who}} other{{m, number}}} {k, select, a{{x}} other{}}")->arguments ==
          std::set<std::string>{"n", "who", "m", "k", "x"});
}

TEST_CASE("A pattern that the program does not speak is refused") {
    for (const auto* wrong : {"{",
                              "}{",
                              "{}",
                              "{n, plural}",
                              "{n, plural, one{x}}",
                              "{n, plural, other}",
                              "{n, select, a{x}}",
                              "{0}",
                              "{n, number, ::compact-short}",
                              "{n, spellout}",
                              "{n, time}",
                              "{n, date, full}",
                              "{n, choice, 0#a|1#b}",
                              "{n, plural, offset:1 other{x}}",
                              "{n, plural, =1.5{x} other{y}}",
                              "{n, plural, uno{x} other{y}}",
                              "{n, plural, one{x} one{y} other{z}}",
                              "{n, plural, =1{x} =1{y} other{z}}",
                              "l'{name}",
                              "{name}'}",
                              "''",
                              "'#",
                              "{a b}"})
        CHECK_FALSE_MESSAGE(compile_pattern(wrong), wrong);
}

TEST_CASE("Plural and ordinal categories are those of CLDR") {
    for (const auto language : languages) {
        for (const auto type : {UPLURAL_TYPE_CARDINAL, UPLURAL_TYPE_ORDINAL}) {
            UErrorCode error = U_ZERO_ERROR;
            const std::unique_ptr<icu::PluralRules> rules(
                icu::PluralRules::forLocale(icu::Locale(std::string(code(language)).c_str()), type, error));
            REQUIRE(U_SUCCESS(error));
            const auto same = [&](std::int32_t n) {
                std::string expected;
                rules->select(n).toUTF8String(expected);
                const auto ours = type == UPLURAL_TYPE_CARDINAL ? plural_category(n, language) : ordinal_category(n, language);
                if (ours != expected) FAIL(code(language) << " " << n << ": " << ours << ", CLDR says " << expected);
            };
            for (std::int32_t n = -250; n <= 2'500; ++n) same(n);
            for (const std::int32_t n : {999'999, 1'000'000, 1'000'001, 2'000'000, 1'000'000'000, -1'000'000, 1'500'000}) same(n);
        }
    }
}
