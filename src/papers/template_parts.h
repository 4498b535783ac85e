// A template once read: between its parser and its filling.
#pragma once
#include "papers/template.h"

namespace papers {

struct Part {  // of a phrase
    bool field = false;
    std::string text;  // or the name
    Style style = Style::plain;
    std::vector<Part> link;
};
using Phrase = std::vector<Part>;

struct Entry {  // a row, an item, a label and its value
    std::size_t line = 0;
    std::vector<Phrase> cells;
    std::string each;       // the list it is repeated for; empty: stands once
    std::size_t group = 0;  // entries of one {{#each}}
};

struct Node {
    enum class Kind : std::uint8_t {
        heading,
        paragraph,
        bulleted,
        numbered,
        table,
        pairs,
        quotation,
        note,
        signature,
        page_break,
        annex,
        when
    };
    Kind kind = Kind::paragraph;
    std::size_t line = 0;
    int level = 0;                // of a heading
    std::vector<Entry> entries;   // text: one with one cell; a quotation: with its source as second
    Phrase caption;               // of a table
    std::vector<Column> columns;  // alignment and width only
    Entry headings, totals;       // of a table; totals may have no cells
    std::string name;             // of a condition
    std::vector<Node> nodes;      // under it
};

struct Template::Parts {
    Entry title, subject;  // line 0: none
    std::vector<Node> nodes;
    Fields fields;
    std::map<std::string, std::size_t> first_lines;  // of each name
};

// A phrase of one line; what is wrong with it goes to `faults`.
Phrase parse_phrase(std::string_view text, std::size_t line, std::vector<TemplateFault>& faults);
// Cells between "|" that no "\" precedes.
std::vector<std::string> cells_of(std::string_view row);
bool is_field_name(std::string_view);

}  // namespace papers
