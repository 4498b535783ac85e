// Documents from templates: a text that the secretariat keeps, with places for values. What cannot be filled is said; nothing is
// printed with an empty place.
//
//   title: Notification du projet {{project}}      "title:" is required, "subject:" may follow; then an empty line
//
//   # Heading     ## of level 2     ### of level 3     #! Annex
//   Text with **strong**, *emphasis*, [a link](https://example.org/{{project}}) and {{field}}; lines that follow are one paragraph.
//   - item        1. numbered item        > quotation        >> its source        ^ note        === (a new page)
//   Label :: value
//   ~ quality | name                               who signs; lines that follow sign beside
//   : Caption of the table
//   | City | Amount |
//   |:--- | --:|                                   as wide as they have dashes; ":" says the side: left, right, or both for the middle
//   {{#each rows}}                                 around rows of a table, items, labels: once for each row of the list
//   | {{city}} | {{amount}} |
//   {{/each}}
//   |= Total | {{total}} |
//   {{#if note}} … {{/if}}                         around blocks: when the text or the list is not empty; lines of their own
//
// "\" before a sign takes its meaning away. Values are text: no sign in them means anything, and names in them are not hyphenated.
#pragma once
#include <expected>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>
#include "papers/document.h"

namespace papers {

inline constexpr std::size_t template_bytes_max = 200'000;
inline constexpr std::size_t template_depth_max = 8;  // of {{#if}} within each other

struct TemplateFault {
    enum class Code : std::uint8_t {
        // of the template
        too_long,
        not_text,           // not UTF-8
        title_missing,      // no "title:" first
        head_unknown,       // another word than title and subject before the empty line, or one twice
        heading_level,      // "####"
        heading_empty,      // a mark that nothing follows
        field_malformed,    // "{{" that is not closed, or a name other than a letter then letters, digits and "_", all small
        directive_unknown,  // "{{#…}}" other than each and if, or not alone on its line
        not_open,           // "{{/if}}" or "{{/each}}" that closes nothing
        not_closed,         // an {{#if}} or {{#each}} until the end; {{#each}} within {{#each}} is so too
        too_deep,
        each_misplaced,   // around something other than rows, items, labels
        emphasis_open,    // "**" or "*" without its second
        emphasis_nested,  // one in the other
        link_malformed,   // "[…]" without "(…)", or empty
        table_malformed,  // no second line of dashes, a row that "|" does not end, or totals that are not last
        table_ragged,     // a row with other cells than there are columns
        caption_alone,    // no table under it
        signature_malformed,
        // of what it is filled with
        field_missing,  // the template names it, no value does
        field_empty,    // its value has nothing to show
        field_unknown,  // a value that the template does not name; line 0
    };
    std::size_t line = 0;  // from 1
    Code code{};
    std::string name;  // of the field
    bool operator==(const TemplateFault&) const = default;
};

struct Values {
    using Row = std::map<std::string, std::string>;
    Row texts;
    std::map<std::string, std::vector<Row>> lists;
};

// The names a template has places for.
struct Fields {
    std::set<std::string> texts;
    std::map<std::string, std::set<std::string>> lists;  // and the names in their rows
    std::set<std::string> conditions;                    // of a text or of a list
    bool operator==(const Fields&) const = default;
};

class Template {
public:
    // Every fault, by line.
    static std::expected<Template, std::vector<TemplateFault>> parse(std::string_view text);
    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;
    ~Template();

    const Fields& fields() const;
    // Title, subject and blocks; the letterhead, the addressee and the date are the caller's. Every fault at once.
    std::expected<Document, std::vector<TemplateFault>> fill(const Values&, base::Language) const;

    struct Parts;

private:
    explicit Template(std::unique_ptr<Parts>);
    std::unique_ptr<Parts> parts_;
};

// The two versions of a template must ask for the same: names that only one has, in order ("rows.city" for the field of a row).
std::vector<std::string> differing_fields(const Template&, const Template&);

}  // namespace papers
