// Templates are checked when they are stated: what is wrong is named by its line, and what passes can be filled with whatever is issued.
#include "documents/wording.h"

#include "papers/document.h"
#include "support/templates.h"
#include "web/site.h"

#include <doctest/doctest.h>

using namespace documents;

namespace {

constexpr Kind kinds[] = {Kind::certificate, Kind::extract, Kind::report};

std::string told(Kind kind, const std::string& fr, const std::string& en) {
    std::string all;
    for (const auto& wrong : faults_of(kind, fr, en)) {
        all += (all.empty() ? "" : "; ") + wrong.path + " " + wrong.code;
        for (const auto& figure : wrong.figures)
            if (figure.name == "line") all += " " + std::to_string(std::get<std::int64_t>(figure.value));
            else if (figure.name != "known") all += " " + std::get<std::string>(figure.value);
    }
    return all;
}
std::string told(const std::string& body, Kind kind = Kind::certificate) {
    return told(kind, "title: T\n\n" + body, "title: T\n\n" + body);
}

// Facts as long as acts can make them: names of 200 characters of four bytes, titles of 300.
Facts longest(Kind kind) {
    const auto repeated = [](std::string_view one, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += one;
        return all;
    };
    const auto raw = [&](const Place& place) -> std::string {
        switch (place.said) {
        case Said::text: return repeated("𝔸", 300);
        case Said::mark: return repeated("9", 64);
        case Said::day: return "9999-12-31";
        case Said::date: return "2022-09-30/2023-09-30";
        case Said::country: return "GB";
        case Said::choice: return place.words == "kind." ? "association" : place.words == "class." ? "associate" : "general_assembly";
        case Said::count: return "1000000";
        }
        return {};
    };
    Facts facts;
    for (const auto& place : places_of(kind).texts) facts.texts.emplace(place.name, raw(place));
    for (const auto& list : places_of(kind).lists)
        for (const auto& place : list.row) {
            auto& rows = facts.lists[std::string(list.name)];
            rows.resize(1);
            rows[0].emplace(place.name, raw(place));
        }
    return facts;
}
Facts shortest(Kind kind) {
    auto facts = longest(kind);
    for (const auto& place : places_of(kind).texts)
        if (!place.always) facts.texts.erase(std::string(place.name));
    facts.lists.clear();
    return facts;
}

}  // namespace

TEST_CASE("The templates that come with the program have no fault and print whatever there is to say") {
    const auto press = papers::the_press();
    REQUIRE(press);
    for (const auto kind : kinds) {
        const std::string name(acts::name_of(kind));
        CHECK(told(kind, support::template_text(name, "fr"), support::template_text(name, "en")) == "");
        for (const auto language : base::languages)
            for (const auto& facts : {longest(kind), shortest(kind)}) {
                auto paper =
                    compose(kind, support::template_text(name, std::string(base::code(language))), facts, {}, web::words_of(language));
                REQUIRE(paper);
                paper->made = {2026, 1, 1};
                CHECK((*press)->print(*paper, {"{page}/{pages}", "{caption}", "{number} {title}"}));
            }
    }
}

TEST_CASE("What is wrong with a template is said by version and line") {
    struct Row {
        const char *body, *wrong;  // of the French version
    };
    for (const Row& row : {Row{"{{member}}", ""},
                           Row{"{{mayor}}", "template_unknown_field 3 mayor"},
                           Row{"Text\n\n{{title}} and {{mayor}}", "template_unknown_field 5 mayor; text_fr template_unknown_field 5 title"},
                           Row{"{{#if mayor}}\nText\n{{/if}}", "template_unknown_field 3 mayor"},
                           Row{"{{#each mayors}}\n- {{name}}\n{{/each}}", "template_unknown_field 3 mayors"},
                           Row{"{{#each facts}}\n- {{mayor}}\n{{/each}}", "template_unknown_field 4 facts.mayor"},
                           Row{"{{source}}", "template_may_be_empty 3 source"},
                           Row{"{{#if source}}\n{{source}}\n{{/if}}", ""},
                           Row{"{{#if since}}\n{{source}}\n{{/if}}", "template_may_be_empty 4 source"},
                           Row{"{{#if source}}\nText", "template_not_closed 3 source"},
                           Row{"{{/if}}", "template_not_open 3"},
                           Row{"**bold", "template_emphasis_open 3"},
                           Row{"#### four", "template_heading_level 3"},
                           Row{"{{member", "template_field_malformed 3"},
                           Row{"[here]()", "template_link_malformed 3"},
                           Row{"~ only quality", "template_signature_malformed 3"},
                           Row{"~ The secretariat | {{network}}", "template_line_too_long"},
                           Row{"~ The secretariat | {{short_name}}", ""},
                           Row{"[here](javascript:alert)", "template_unprintable"},
                           Row{": Caption\nText", "template_caption_alone 3"}}) {
        const auto found = told(row.body);
        const auto french = found.substr(0, found.find("; text_en"));
        CHECK_MESSAGE(french == (*row.wrong ? "text_fr " + std::string(row.wrong) : ""), std::string(row.body));
    }
    CHECK(told(Kind::certificate, "", "title: T\n\n{{number}}").starts_with("text_fr template_title_missing"));
    CHECK(told(Kind::certificate, "title: {{number}}\n\nx", "title: {{number}}\n\nx") == "");
    CHECK(told(Kind::certificate, "title: {{member}}\n\nx", "title: {{member}}\n\nx") ==
          "text_fr template_line_too_long; text_en template_line_too_long");
    CHECK(told(Kind::certificate, "title: T\n\n{{member}}", "title: T\n\n{{number}}") == "text_en template_differs member, number");
    CHECK(told("{{title}}", Kind::extract) == "");
    CHECK(told("{{#each admitted}}\n- {{name}}\n{{/each}}", Kind::report) == "");
}

TEST_CASE("An unknown field is refused with those that are known where it stands") {
    const auto known = [](const std::string& body) {
        const auto faults = faults_of(Kind::report, "title: T\n\n" + body, "title: T\n\n" + body);
        for (const auto& figure : faults.at(0).figures)
            if (figure.name == "known") return std::get<std::string>(figure.value);
        return std::string();
    };
    CHECK(known("{{mayor}}").starts_with("number, code, address, day, network, short_name, seat, on, members"));
    CHECK(known("{{mayor}}").ends_with("admitted, recorded"));
    CHECK(known("{{#each admitted}}\n- {{mayor}}\n{{/each}}") == "name, country, kind, member_class, since, attested");
}

TEST_CASE("A template full of faults names some, and is refused in time") {
    std::string body;
    for (int i = 0; i < 900; ++i) body += "{{zz" + std::to_string(i) + "}}\n";
    CHECK(faults_of(Kind::certificate, "title: T\n\n" + body, "title: T\n\n" + body).size() == 2 * template_faults_max);
}

TEST_CASE("Every fault of a template and every place has its words") {
    for (const auto language : base::languages) {
        const auto& words = web::words_of(language);
        for (const std::string name :
             {"unreadable",        "title_missing",  "head_unknown",    "heading_level", "heading_empty",  "field_malformed",
              "directive_unknown", "not_open",       "not_closed",      "too_deep",      "each_misplaced", "emphasis_open",
              "emphasis_nested",   "link_malformed", "table_malformed", "table_ragged",  "caption_alone",  "signature_malformed",
              "unknown_field",     "may_be_empty",   "line_too_long",   "unprintable",   "differs"})
            CHECK_MESSAGE(words.has("wrong.template_" + name), name);
        for (const auto kind : kinds) {
            for (const auto& place : places_of(kind).texts)
                CHECK_MESSAGE(words.has("documents.place." + std::string(place.name)), place.name);
            for (const auto& list : places_of(kind).lists)
                for (const auto& place : list.row) CHECK_MESSAGE(words.has("documents.place." + std::string(place.name)), place.name);
        }
    }
}

TEST_CASE("Facts come back from their JSON as they were") {
    Facts facts;
    facts.texts = {{"member", "Đà Nẵng \"\\\n"}, {"country", "VN"}};
    facts.lists["admitted"] = {{{"name", "صفاقس"}, {"country", "TN"}}, {}};
    facts.lists["recorded"] = {};
    const auto back = facts_of(facts_json(facts));
    CHECK(back.texts == facts.texts);
    CHECK(back.lists == facts.lists);
    CHECK(facts_of("[").texts.empty());
    CHECK(facts_of(R"({"texts":[1],"lists":{"admitted":3}})").lists.at("admitted").empty());
}
