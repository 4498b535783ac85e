// What people type is read as their language has it, and never guessed.
#include "base/typed.h"
#include "base/i18n.h"

#include <doctest/doctest.h>

using base::Axis, base::Language;

TEST_CASE("a whole number is read with the groups of its language, and a possible decimal mark is never guessed") {
    struct Case {
        const char* typed;
        Language language;
        std::optional<std::int64_t> value;
    };
    const Case cases[] = {
        {"12345", Language::fr, 12345},
        {"12 345", Language::fr, 12345},
        {"12\u00a0345", Language::fr, 12345},
        {"12\u202f345", Language::en, 12345},
        {" 1 234 567 ", Language::fr, 1234567},
        {"12,345", Language::en, 12345},
        {"12,345", Language::fr, {}},
        {"12.345", Language::fr, {}},
        {"12.345", Language::en, {}},
        {"-5", Language::fr, -5},
        {"\u22125", Language::fr, -5},
        {"+5", Language::fr, 5},
        {"0", Language::fr, 0},
        {"007", Language::fr, 7},
        {"12 34", Language::fr, {}},
        {"1234 567", Language::fr, {}},
        {"12  345", Language::fr, {}},
        {",345", Language::en, {}},
        {"", Language::fr, {}},
        {"-", Language::fr, {}},
        {"1e3", Language::fr, {}},
        {"NaN", Language::fr, {}},
        {"9223372036854775807", Language::fr, 9223372036854775807},
        {"9223372036854775808", Language::fr, {}},
    };
    for (const auto& one : cases) {
        CAPTURE(one.typed);
        CHECK(base::read_integer(one.typed, one.language) == one.value);
    }
}

TEST_CASE("degrees become hundred-thousandths by their decimal digits alone") {
    struct Case {
        const char* typed;
        Axis axis;
        std::optional<std::int64_t> value;
    };
    const Case cases[] = {
        {"48,85341", Axis::latitude, 4885341},
        {"48.85341", Axis::latitude, 4885341},
        {"48", Axis::latitude, 4800000},
        {"-1,5", Axis::longitude, -150000},
        {"\u22121.67428", Axis::longitude, -167428},
        {"6,36536° N", Axis::latitude, 636536},
        {"6.5 S", Axis::latitude, -650000},
        {"2,4 O", Axis::longitude, -240000},
        {"2.4W", Axis::longitude, -240000},
        {"2.4E", Axis::longitude, 240000},
        {"0.000005", Axis::latitude, 1},
        {"0.0000049", Axis::latitude, 0},
        {"-0.00001", Axis::latitude, -1},
        {"89.999995", Axis::latitude, 9000000},
        {"2.4 N", Axis::longitude, {}},
        {"-2.4 W", Axis::longitude, {}},
        {"2.", Axis::latitude, {}},
        {".5", Axis::latitude, {}},
        {"NaN", Axis::latitude, {}},
        {"1e5", Axis::latitude, {}},
        {"48 51", Axis::latitude, {}},
        {"123456", Axis::latitude, {}},
        {"", Axis::latitude, {}},
    };
    for (const auto& one : cases) {
        CAPTURE(one.typed);
        CHECK(base::read_degrees(one.typed, one.axis) == one.value);
    }
    for (const std::int64_t value : {0, 1, -1, 100000, 4885341, -167428, 18000000, -9000000, 10})
        for (const auto language : base::languages)
            CHECK(base::read_degrees(base::write_degrees(value, language), Axis::latitude) == value);
}

TEST_CASE("a day is read as people write it, and two possible days are refused") {
    struct Case {
        const char* typed;
        Language language;
        const char* iso;
    };
    const Case cases[] = {
        {"2014-11-06", Language::fr, "2014-11-06"},
        {"06/11/2014", Language::fr, "2014-11-06"},
        {"6.11.2014", Language::fr, "2014-11-06"},
        {"06-11-2014", Language::fr, "2014-11-06"},
        {"6 novembre 2014", Language::fr, "2014-11-06"},
        {"1er mars 2026", Language::fr, "2026-03-01"},
        {"le 6 nov. 2014", Language::fr, "2014-11-06"},
        {"12 août 2020", Language::fr, "2020-08-12"},
        {"06/11/2014", Language::en, ""},
        {"25/11/2014", Language::en, "2014-11-25"},
        {"11/25/2014", Language::en, "2014-11-25"},
        {"11/11/2014", Language::en, "2014-11-11"},
        {"November 6, 2014", Language::en, "2014-11-06"},
        {"6th November 2014", Language::en, "2014-11-06"},
        {"31/02/2014", Language::fr, ""},
        {"6/11/14", Language::fr, ""},
        {"6/11-2014", Language::fr, ""},
        {"2014", Language::fr, ""},
        {"demain", Language::fr, ""},
        {"6 novembre 2014?", Language::fr, ""},
        {"06/11/2014?", Language::fr, ""},
        {"", Language::fr, ""},
    };
    for (const auto& one : cases) {
        CAPTURE(one.typed);
        const auto date = base::read_date(one.typed, one.language);
        CHECK((date ? date->iso() : "") == one.iso);
    }
}

TEST_CASE("a date known in part is read from everyday words") {
    struct Case {
        const char* typed;
        const char* edtf;
    };
    const Case cases[] = {
        {"2014", "2014"},
        {"2014-11", "2014-11"},
        {"2014~", "2014~"},
        {"../2004", "../2004"},
        {"06/11/2014", "2014-11-06"},
        {"11/2014", "2014-11"},
        {"novembre 2014", "2014-11"},
        {"Nov. 2014", "2014-11"},
        {"vers 2014", "2014~"},
        {"environ novembre 2014", "2014-11~"},
        {"de 2010 à 2013", "2010/2013"},
        {"entre le 30 août 2023 et le 24 mai 2024", "2023-08-30/2024-05-24"},
        {"between 30 August 2023 and 24 May 2024", "2023-08-30/2024-05-24"},
        {"2010-2013", "2010/2013"},
        {"2010 – 2013", "2010/2013"},
        {"2010–2013", "2010/2013"},
        {"entre 2010 et 2013", "2010/2013"},
        {"d’octobre 2010 à mars 2011", "2010-10/2011-03"},
        {"du 6 novembre 2014 au 8 novembre 2014", "2014-11-06/2014-11-08"},
        {"depuis 2018", "2018/.."},
        {"à partir de 2018", "2018/.."},
        {"depuis le 6 novembre 2014", "2014-11-06/.."},
        {"2004 ou avant", "../2004"},
        {"jusqu’en 2004", "../2004"},
        {"avant 2005", "../2004"},
        {"since 2018", "2018/.."},
        {"about 2014", "2014~"},
        {"2004 or before", "../2004"},
        {"avant mars 2005", ""},
        {"un jour", ""},
        {"1998?", ""},
        {"1998 ?", ""},
        {"1998%", ""},
        {"~1998", ""},
        {"[1998]", ""},
        {"(1998)", ""},
        {"≈1998", ""},
        {"novembre? 2014", ""},
        {"vers 1998?", ""},
        {"1er mars 2014", "2014-03-01"},
        {"vers", ""},
        {"2013/2010", ""},
        {"de 2010", ""},
        {"13/2014", ""},
        {"", ""},
    };
    for (const auto& one : cases) {
        CAPTURE(one.typed);
        const auto date = base::read_partial_date(one.typed, Language::fr);
        CHECK((date ? date->edtf() : "") == one.edtf);
    }
}

TEST_CASE("what the pages write can be typed back") {
    for (const auto language : base::languages) {
        const base::Words words(language);
        for (const auto* edtf : {"2014", "2014-11", "2014-11-06", "2014~", "2023-10~", "2010/2013", "2010-10/2011-03", "../2004",
                                 "../2004-05", "../2004-05-02", "2018/..", "2018-03-01/..", "2014-08-06/2014-09-08"}) {
            const auto date = *base::PartialDate::parse(edtf);
            const auto written = words.partial_date(date);
            CAPTURE(written);
            const auto read = base::read_partial_date(written, language);
            CHECK((read ? read->edtf() : "") == edtf);
        }
        for (const std::int64_t number : {0LL, 7LL, 999LL, 1000LL, 1234567LL, -12345LL})
            CHECK(base::read_integer(words.number(number), language) == number);
    }
}

TEST_CASE("a country is read by its code or its name in either language") {
    for (const auto* typed : {"BJ", "bj", "BEN", "Bénin", "benin", " BENIN "}) {
        CAPTURE(typed);
        CHECK(base::read_country(typed) == "BJ");
    }
    CHECK(base::read_country("Côte d’Ivoire") == "CI");
    CHECK(base::read_country("Côte d'Ivoire") == "CI");
    CHECK(!base::read_country("Atlantide"));
    for (const auto* both : {"Congo", "congo", " CONGO "}) {
        CHECK(!base::read_country(both));
        CHECK(base::countries_called(both) == std::pair<std::string_view, std::string_view>("CG", "CD"));
    }
    CHECK(base::read_country("CG") == "CG");
    CHECK(base::read_country("COG") == "CG");
    CHECK(base::read_country("République démocratique du Congo") == "CD");
    CHECK(base::read_country("Congo-Brazzaville") == "CG");
    CHECK(base::read_country("Congo-Kinshasa") == "CD");
    CHECK(!base::countries_called("CG"));
    CHECK(!base::read_country(""));
}
