// A document as slabs, one under the other, then as pages. Lengths are in points, 72 to the inch; y goes downwards.
#pragma once
#include <optional>
#include <string>
#include <vector>
#include "papers/document.h"
#include "papers/lines.h"

namespace papers::layout {

inline constexpr double page_width = 595.276, page_height = 841.890;  // A4, ISO 216
inline constexpr double margin_side = 68, margin_top = 62, margin_bottom = 76;
inline constexpr double body_width = page_width - 2 * margin_side, body_height = page_height - margin_top - margin_bottom;
inline constexpr double column_width_min = 22;  // with its padding: two characters of a cell

inline constexpr Colour ink{0x1b, 0x24, 0x30}, soft{0x55, 0x60, 0x6c}, accent{0x0b, 0x4f, 0x6c}, ochre{0xb4, 0x6d, 0x18},
    hairline{0xd5, 0xcf, 0xc4}, tint{0xf6, 0xf3, 0xec};

// Structure elements are named as PDF 1.7, §14.8.4 names them; always literals.
struct Box {  // lines under each other
    double x = 0, top = 0;
    std::vector<Line> lines;
    const char* element = nullptr;  // of its own
    // Otherwise it is of a text that several slabs hold, one a line: 1 + the number of that text. 0: outside the structure.
    std::uint32_t flow = 0;
    const char* begins = nullptr;  // the element of the flow, where this is its first box
    bool ends = false;             // its last
};
struct Rule {  // a filled rectangle: rules, tints
    double x = 0, y = 0, width = 0, height = 0;
    Colour colour{};
};
// What is not cut. Slabs that keep with the next stay on a page with it as long as a page can hold them.
struct Slab {
    double before = 0, height = 0;  // `before` is left out at the top of a page
    bool keep_with_next = false, page_before = false, logo = false;
    std::uint32_t table = 0;         // 1 + number: its headings are put above it where it begins a page
    std::uint32_t bookmark = 0;      // 1 + number
    std::vector<const char*> opens;  // elements that begin here, outermost first
    int closes = 0;                  // elements that end here
    std::vector<Rule> rules;
    std::vector<Box> boxes;
};
struct Bookmark {
    std::string title;
    int level = 1;  // 1 is outermost
};
struct Slabs {
    std::vector<Slab> slabs;
    std::vector<std::optional<Slab>> headings_again;  // of each table; nothing where they are too tall to be repeated
    std::vector<Bookmark> bookmarks;
    std::uint32_t flows = 0;
};
Slabs slabs_of(const Document&, const Words&, Typesetter&);

struct Placed {
    std::uint32_t slab = 0;
    double y = 0;  // of its top on the page, after what is before it
};
struct Page {
    std::uint32_t table = 0;  // 1 + number: whose headings stand again at the top
    std::vector<Placed> slabs;
};
// Nothing when there are more than document_pages_max.
std::optional<std::vector<Page>> pages_of(const Slabs&);

// "{name}" replaced; other braces stay as they are.
std::string filled(std::string_view words, std::initializer_list<std::pair<std::string_view, std::string_view>> values);

}  // namespace papers::layout
