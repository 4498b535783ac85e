// Letters, certificates, minutes and reports as PDF: a document is a value, and the same value gives the same bytes.
// A4, tagged for those who listen to it (PDF 1.7, §14.8), with bookmarks, numbered pages, and its fonts within.
#pragma once
#include <array>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
#include "base/date.h"
#include "base/language.h"

namespace papers {

// Bounds of one document; beyond them it is refused, not cut.
inline constexpr std::size_t document_bytes_max = 20'000'000;  // of all its texts
inline constexpr std::size_t document_pages_max = 5'000;
inline constexpr std::size_t table_columns_max = 16;
inline constexpr std::size_t line_bytes_max = 300;  // of an address line, a name, a title: what stands on a line of its own
inline constexpr std::size_t short_lines_max = 12;  // of an address
inline constexpr std::size_t link_bytes_max = 2'000;
inline constexpr std::size_t logo_bytes_max = 100'000;  // of its paths

enum class Style : std::uint8_t { plain, strong, emphasis };
enum class Hyphens : std::uint8_t { allowed, none };  // none: names, which are not cut at the end of a line

// Any text is safe: control characters are dropped, line ends and tabs are spaces, bytes that are not UTF-8 become U+FFFD.
struct Run {
    std::string text;
    Style style = Style::plain;
    Hyphens hyphens = Hyphens::allowed;
    std::string link;  // http, https or mailto; empty: none
    bool operator==(const Run&) const = default;
};
struct Text : std::vector<Run> {
    using std::vector<Run>::vector;
    Text(std::string text) : Text{Run{std::move(text)}} {}
    Text(const char* text) : Text{Run{text}} {}
};

struct Heading {
    int level = 1;  // 1 to 3
    Text text;
    bool operator==(const Heading&) const = default;
};
struct Paragraph {
    Text text;
    bool operator==(const Paragraph&) const = default;
};
enum class ListKind : std::uint8_t { bulleted, numbered };
struct List {
    ListKind kind = ListKind::bulleted;
    std::vector<Text> items;
    bool operator==(const List&) const = default;
};
enum class Align : std::uint8_t { start, centre, end };  // end: columns of figures
struct Column {
    Text heading;
    Align align = Align::start;
    double width = 1;  // relative to the sum of all
    bool operator==(const Column&) const = default;
};
// The headings stand again on each page. A row is not split unless it is taller than a page.
struct Table {
    Text caption;  // empty: none
    std::vector<Column> columns;
    std::vector<std::vector<Text>> rows;  // each with as many cells as there are columns
    std::vector<Text> totals;             // empty: none
    bool operator==(const Table&) const = default;
};
struct KeyValues {
    std::vector<std::pair<Text, Text>> rows;
    bool operator==(const KeyValues&) const = default;
};
struct Quotation {
    Text text, source;  // source may be empty
    bool operator==(const Quotation&) const = default;
};
struct Note {
    Text text;
    bool operator==(const Note&) const = default;
};
// Room to sign; never alone on a page: what precedes comes along.
struct Signature {
    struct Signatory {
        std::string quality, name;  // "La présidente", "Exemple"
        bool operator==(const Signatory&) const = default;
    };
    std::vector<Signatory> signatories;  // one to four, two abreast; one alone stands at the right in French
    bool operator==(const Signature&) const = default;
};
struct PageBreak {
    bool operator==(const PageBreak&) const = default;
};
struct Annex {  // begins a page and what follows belongs to it; annexes are numbered from 1
    Text title;
    bool operator==(const Annex&) const = default;
};
using Block = std::variant<Heading, Paragraph, List, Table, KeyValues, Quotation, Note, Signature, PageBreak, Annex>;

// Paths as SVG 2 §9.3 writes them, commands M L H V C A Z in both cases, in a box `width` by `height`, y downwards.
struct Logo {
    struct Shape {
        std::string path;
        std::array<std::uint8_t, 3> colour{};  // red, green, blue
        double stroke_width = 0;               // 0: filled
        bool operator==(const Shape&) const = default;
    };
    double width = 0, height = 0;
    std::vector<Shape> shapes;
    bool operator==(const Logo&) const = default;
};
struct Letterhead {
    std::string name;
    std::vector<std::string> lines;  // address, telephone, site
    std::optional<Logo> logo;
    bool operator==(const Letterhead&) const = default;
};
// French letters have the addressee at the right, where the window of the envelope is (NF Z 11-001), English ones at the left.
struct Letter {
    std::vector<std::string> addressee;
    std::string place_and_date;                                   // "Paris, le 3 mars 2026"
    std::vector<std::pair<std::string, std::string>> references;  // "Objet", "Nos références"
    bool operator==(const Letter&) const = default;
};

struct Document {
    base::Language language = base::Language::fr;
    std::string title;            // required; stands in the metadata, and in the footer unless `running_title` is given
    std::string author, subject;  // metadata only
    std::string running_title;
    base::Date made;  // the date in the metadata
    std::optional<Letterhead> letterhead;
    std::optional<Letter> letter;  // a report shows its title on the first page, a letter does not
    std::vector<Block> blocks;
    bool operator==(const Document&) const = default;
};

// What the engine itself prints, in the language of the document; {…} are filled.
struct Words {
    std::string page_of;          // "page {page} sur {pages}"
    std::string table_continued;  // "{caption} (suite)": above the headings that stand again; only where there is a caption
    std::string annex;            // "Annexe {number} — {title}"
};

enum class Unprintable : std::uint8_t {
    title_missing,
    date_invalid,
    too_long,         // bounds above: bytes, lines, shapes
    too_many_pages,   //
    heading_level,    // not 1 to 3
    block_empty,      // a list, key values, a signature without anything; more than four signatories
    table_columns,    // none, too many, a width that is not above zero, or so narrow that nothing fits
    table_ragged,     // a row or the totals with fewer or more cells than columns
    link_refused,     // another scheme, or too long
    logo_malformed,   //
    drawing_refused,  // by cairo: memory
};
struct Fault {
    Unprintable why;
    std::optional<std::size_t> block;  // which of the blocks, where it is one
    bool operator==(const Fault&) const = default;
};
// Everything that can be known without laying the document out; the first fault.
std::optional<Fault> check(const Document&);

// Holds what printing needs: dictionaries of hyphenation. May be used by several threads at once.
class Press {
public:
    enum class Missing : std::uint8_t { hyphenation, fonts };
    // Reads hyph_fr.dic and hyph_en_GB.dic of the folder, and asks for DejaVu Serif and Sans.
    static std::expected<Press, Missing> open(const std::string& dictionaries = "/usr/share/hyphen");
    Press(Press&&) noexcept;
    Press& operator=(Press&&) noexcept;
    ~Press();

    std::expected<std::string, Fault> print(const Document&, const Words&) const;  // the bytes of a PDF

private:
    struct Parts;
    explicit Press(std::unique_ptr<Parts>);
    std::unique_ptr<Parts> parts_;
};

// The press of a program that prints now and then: what it holds is read once, when the first paper needs it, and asked again as long as
// something is missing. Several threads may ask.
std::expected<const Press*, Press::Missing> the_press();

}  // namespace papers
