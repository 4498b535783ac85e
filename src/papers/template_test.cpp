// Templates are read strictly and filled completely, or what is wrong is said with its line.
#include "papers/template.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

using namespace papers;
using Code = TemplateFault::Code;

Template read(std::string_view text) {
    auto made = Template::parse(text);
    REQUIRE(made);
    return std::move(*made);
}
std::string with_title(std::string_view body) { return "title: Exemple\n\n" + std::string(body); }

struct Expected {
    std::size_t line;
    Code code;
    bool operator==(const Expected&) const = default;
};
std::vector<Expected> faults(std::string_view text) {
    const auto made = Template::parse(text);
    std::vector<Expected> found;
    if (!made)
        for (const auto& fault : made.error()) found.push_back({fault.line, fault.code});
    return found;
}

std::string told(const Text& text) {
    std::string all;
    for (const auto& run : text) {
        all += run.style == Style::strong ? "<b>" : run.style == Style::emphasis ? "<i>" : "";
        all += run.text;
        if (run.hyphens == Hyphens::none) all += "°";
        if (!run.link.empty()) all += "(" + run.link + ")";
    }
    return all;
}

constexpr std::string_view whole = R"(title: Notification du projet {{project}}
subject: Fonds {{fund}}

# Décision
Le bureau a retenu le projet **{{project}}**,
présenté par {{city}} ; voir [la page](https://example.org/p/{{number}}).

- premier \*point\*
- second
{{#each conditions}}
- {{label}}
{{/each}}

Ville :: {{city}}
Fonds :: *{{fund}}*

: Tranches
| Tranche | Montant |
|:--|---:|
{{#each tranches}}
| {{name}} | {{amount}} |
{{/each}}
|= Total | {{total}} |

{{#if remark}}
> {{remark}}
> et la suite
>> Avis du comité
{{/if}}
## Suite
1. signer
2. verser
^ Montants en euros
===
~ La présidente | {{president}}
~ Le trésorier | Exemple
#! Méthode
Fin.
)";

Values values() {
    return {{{"project", "Marché *couvert*"},
             {"fund", "Fonds A"},
             {"city", "Exemple"},
             {"number", "14"},
             {"total", "30"},
             {"remark", "Avis"},
             {"president", "Nom"}},
            {{"conditions", {{{"label", "la convention"}}}},
             {"tranches", {{{"name", "1"}, {"amount", "10"}}, {{"name", "2"}, {"amount", "20"}}}}}};
}

}  // namespace

TEST_CASE("a template gives the blocks it describes, filled with values that stay text") {
    const auto document = read(whole).fill(values(), base::Language::fr);
    REQUIRE(document);
    CHECK(document->title == "Notification du projet Marché *couvert*");
    CHECK(document->subject == "Fonds Fonds A");
    const auto& blocks = document->blocks;
    REQUIRE(blocks.size() == 13);
    CHECK(std::get<Heading>(blocks[0]).level == 1);
    CHECK(told(std::get<Paragraph>(blocks[1]).text) ==
          "Le bureau a retenu le projet <b>Marché *couvert*°, présenté par Exemple° ; voir la page(https://example.org/p/14).");
    const auto& list = std::get<List>(blocks[2]);
    CHECK(list.kind == ListKind::bulleted);
    REQUIRE(list.items.size() == 3);
    CHECK(told(list.items[0]) == "premier *point*");
    CHECK(told(list.items[2]) == "la convention°");
    CHECK(told(std::get<KeyValues>(blocks[3]).rows[1].second) == "<i>Fonds A°");
    const auto& table = std::get<Table>(blocks[4]);
    CHECK(told(table.caption) == "Tranches");
    CHECK(table.columns[0].align == Align::start);
    CHECK(table.columns[1].align == Align::end);
    CHECK(table.columns[1].width == 3);
    REQUIRE(table.rows.size() == 2);
    CHECK(told(table.rows[1][1]) == "20°");
    CHECK(told(table.totals[1]) == "30°");
    CHECK(told(std::get<Quotation>(blocks[5]).text) == "Avis° et la suite");
    CHECK(told(std::get<Quotation>(blocks[5]).source) == "Avis du comité");
    CHECK(std::get<Heading>(blocks[6]).level == 2);
    CHECK(std::get<List>(blocks[7]).items.size() == 2);
    CHECK(told(std::get<Note>(blocks[8]).text) == "Montants en euros");
    CHECK(std::holds_alternative<PageBreak>(blocks[9]));
    CHECK(std::get<Signature>(blocks[10]).signatories[0] == Signature::Signatory{"La présidente", "Nom"});
    CHECK(told(std::get<Annex>(blocks[11]).title) == "Méthode");
}

TEST_CASE("what stands under a condition is printed when the text or the list holds something") {
    const auto made = read(with_title("{{#if rows}}\nDes lignes.\n{{#if note}}\n{{note}}\n{{/if}}\n{{/if}}\nFin.\n"));
    const auto count = [&](std::vector<Values::Row> rows, const char* note) {
        const auto document = made.fill({{{"note", note}}, {{"rows", std::move(rows)}}}, base::Language::fr);
        REQUIRE(document);
        return document->blocks.size();
    };
    CHECK(count({}, "note") == 1);
    CHECK(count({{}}, "") == 2);
    CHECK(count({{}}, " \n") == 2);
    CHECK(count({{}}, "note") == 3);
}

TEST_CASE("a list without rows is no block; a table without rows keeps its headings") {
    const auto document = read(with_title("{{#each rows}}\n- {{a}}\n{{/each}}\n\n| A |\n|---|\n{{#each rows}}\n| {{a}} |\n{{/each}}\n"))
                              .fill({{}, {{"rows", {}}}}, base::Language::en);
    REQUIRE(document);
    REQUIRE(document->blocks.size() == 1);
    CHECK(std::get<Table>(document->blocks[0]).rows.empty());
}

TEST_CASE("each fault of a template is told with its line") {
    const struct {
        std::string text;
        std::vector<Expected> faults;
    } cases[] = {
        {"title: A\n", {}},
        {"title: A\nsubject: B\n\nTexte\n", {}},
        {"", {{1, Code::title_missing}}},
        {"\nTexte\n", {{1, Code::title_missing}}},
        {"subject: B\n", {{1, Code::title_missing}}},
        {"title:\n", {{1, Code::heading_empty}, {1, Code::title_missing}}},
        {"title: A\ntitle: B\n", {{2, Code::head_unknown}}},
        {"title: A\nauthor: B\n", {{2, Code::head_unknown}}},
        {"title: \xff\n", {{1, Code::not_text}}},
        {with_title("### C"), {}},
        {with_title("#### D"), {{3, Code::heading_level}}},
        {with_title("#"), {{3, Code::heading_empty}}},
        {with_title("-"), {{3, Code::heading_empty}}},
        {with_title(">"), {{3, Code::heading_empty}}},
        {with_title(">> source"), {{3, Code::heading_empty}, {3, Code::heading_empty}}},
        {with_title("A :: {{b}}"), {}},
        {with_title("{{a_1}}"), {}},
        {with_title("x {{A}}"), {{3, Code::field_malformed}}},
        {with_title("x {{1a}}"), {{3, Code::field_malformed}}},
        {with_title("x {{}}"), {{3, Code::field_malformed}}},
        {with_title("x {{a"), {{3, Code::field_malformed}}},
        {with_title("x \\{{a"), {}},
        {with_title("{{#unless a}}"), {{3, Code::directive_unknown}}},
        {with_title("x {{#if a}}"), {{3, Code::directive_unknown}}},
        {with_title("{{#if a}}\nx\n{{/if}}"), {}},
        {with_title("{{#if A}}"), {{3, Code::field_malformed}}},
        {with_title("{{#if a}}\nx"), {{3, Code::not_closed}}},
        {with_title("x\n\n{{/if}}"), {{5, Code::not_open}}},
        {with_title("{{/each}}"), {{3, Code::not_open}}},
        {with_title("{{#each a}}\n- {{b}}\n{{/each}}"), {}},
        {with_title("{{#each a}}\n- {{b}}"), {{3, Code::not_closed}}},
        {with_title("{{#each a}}\n{{#each b}}\n{{/each}}"), {{4, Code::not_closed}}},
        {with_title("{{#each a}}\nTexte\n{{/each}}"), {{4, Code::each_misplaced}}},
        {with_title("{{#each a}}\n# Titre\n{{/each}}"), {{4, Code::each_misplaced}}},
        {with_title("**a** *b*"), {}},
        {with_title("**a"), {{3, Code::emphasis_open}}},
        {with_title("a\n\n*b"), {{5, Code::emphasis_open}}},
        {with_title("**a *b* c**"), {{3, Code::emphasis_nested}, {3, Code::emphasis_nested}}},
        {with_title("[a](https://example.org)"), {}},
        {with_title("[a] b"), {{3, Code::link_malformed}}},
        {with_title("[](https://example.org)"), {{3, Code::link_malformed}}},
        {with_title("[a]()"), {{3, Code::link_malformed}}},
        {with_title("[a](https://example.org"), {{3, Code::link_malformed}}},
        {with_title("| A |\n|---|"), {}},
        {with_title("| A |"), {{3, Code::table_malformed}}},
        {with_title("| A |\n| b |"), {{4, Code::table_malformed}}},
        {with_title("| A \n|---|"), {{3, Code::table_malformed}, {4, Code::table_malformed}}},
        {with_title("| A |\n|---|---|"), {{4, Code::table_ragged}}},
        {with_title("| A |\n|---|\n| b | c |"), {{5, Code::table_ragged}}},
        {with_title("| A |\n|---|\n| b \\| c |"), {}},
        {with_title("| A |\n|---|\n|= b |\n| c |"), {{6, Code::table_malformed}}},
        {with_title("|= A |"), {{3, Code::table_malformed}}},
        {with_title(": Légende\n| A |\n|---|"), {}},
        {with_title(": Légende\nTexte"), {{3, Code::caption_alone}}},
        {with_title(": Légende"), {{3, Code::caption_alone}}},
        {with_title("~ Qualité | Nom"), {}},
        {with_title("~ Qualité"), {{3, Code::signature_malformed}}},
        {with_title("~ Qualité |"), {{3, Code::signature_malformed}}},
        {with_title("####\n{{/if}}\n**a"), {{3, Code::heading_level}, {4, Code::not_open}, {5, Code::emphasis_open}}},
    };
    for (const auto& one : cases) {
        CAPTURE(one.text);
        const auto found = faults(one.text);
        CHECK(found.size() == one.faults.size());
        for (std::size_t i = 0; i < std::min(found.size(), one.faults.size()); ++i) {
            CHECK(found[i].line == one.faults[i].line);
            CHECK(static_cast<int>(found[i].code) == static_cast<int>(one.faults[i].code));
        }
    }
}

TEST_CASE("a template has bounds: its size, and conditions within conditions") {
    CHECK(faults(with_title(std::string(template_bytes_max - with_title("").size(), 'a'))).empty());
    CHECK(faults(with_title(std::string(template_bytes_max - with_title("").size() + 1, 'a'))) ==
          std::vector<Expected>{{1, Code::too_long}});
    const auto nested = [](std::size_t depth) {
        std::string text = "title: A\n\n";
        for (std::size_t i = 0; i < depth; ++i) text += "{{#if a}}\n";
        for (std::size_t i = 0; i < depth; ++i) text += "{{/if}}\n";
        return faults(text);
    };
    CHECK(nested(template_depth_max).empty());
    REQUIRE(!nested(template_depth_max + 1).empty());
    CHECK(nested(template_depth_max + 1)[0].code == Code::too_deep);
}

TEST_CASE("a place without value, an empty one and a value without place are faults") {
    const auto made = read(whole);
    const auto filled = [&](const Values& values) {
        const auto document = made.fill(values, base::Language::fr);
        return document ? std::vector<TemplateFault>() : document.error();
    };
    CHECK(filled(values()).empty());
    auto changed = values();
    changed.texts.erase("city");
    CHECK(filled(changed) == std::vector<TemplateFault>{{5, Code::field_missing, "city"}});
    changed = values();
    changed.texts["city"] = " \x01\n";
    CHECK(filled(changed) == std::vector<TemplateFault>{{5, Code::field_empty, "city"}, {14, Code::field_empty, "city"}});
    changed = values();
    changed.texts["other"] = "x";
    CHECK(filled(changed) == std::vector<TemplateFault>{{0, Code::field_unknown, "other"}});
    changed = values();
    changed.lists.erase("tranches");
    CHECK(filled(changed) == std::vector<TemplateFault>{{20, Code::field_missing, "tranches"}});
    changed = values();
    changed.lists["others"];
    CHECK(filled(changed) == std::vector<TemplateFault>{{0, Code::field_unknown, "others"}});
    changed = values();
    changed.lists["tranches"][1].erase("amount");
    CHECK(filled(changed) == std::vector<TemplateFault>{{21, Code::field_missing, "tranches.amount"}});
    changed = values();
    changed.lists["tranches"][1]["more"] = "x";
    CHECK(filled(changed) == std::vector<TemplateFault>{{0, Code::field_unknown, "tranches.more"}});
    changed = values();
    changed.lists["tranches"][1]["amount"] = "";
    CHECK(filled(changed) == std::vector<TemplateFault>{{21, Code::field_empty, "amount"}});
    changed = values();
    changed.texts.erase("remark");  // only under its own condition, and still it must be said to be empty
    CHECK(filled(changed) == std::vector<TemplateFault>{{25, Code::field_missing, "remark"}});
}

TEST_CASE("two versions of a template ask for the same fields, or the difference is named") {
    const auto french = read(with_title("{{a}}\n\n{{#each rows}}\n- {{b}}\n{{/each}}\n\n{{#if c}}\nOui.\n{{/if}}"));
    CHECK(
        differing_fields(french, read(with_title("{{#if c}}\nYes {{a}}.\n{{/if}}\n\n{{#each rows}}\n- {{b}} ({{b}})\n{{/each}}"))).empty());
    CHECK(differing_fields(french, read(with_title("{{a}} {{d}}\n\n{{#each rows}}\n- {{e}}\n{{/each}}"))) ==
          std::vector<std::string>{"#if c", "d", "rows.b", "rows.e"});
    CHECK(differing_fields(french, read(with_title("{{a}}\n\n{{#if c}}\nYes.\n{{/if}}"))) == std::vector<std::string>{"rows", "rows.b"});
}
