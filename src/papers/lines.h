// Text made into lines of glyphs (Pango), apart from where they will stand: compact enough that a whole document is kept until its
// pages are counted. Lengths are in points.
#pragma once
#include <cairo.h>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>
#include "papers/document.h"
#include "papers/hyphens.h"

typedef struct _PangoContext PangoContext;
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoLayoutLine PangoLayoutLine;

namespace papers {

using Colour = std::array<std::uint8_t, 3>;

struct Glyph {
    std::uint32_t index = 0;  // in its font
    float x = 0, y = 0;       // from the start of the line, on the baseline
};
struct Cluster {
    std::uint16_t bytes = 0, glyphs = 0;  // what bytes of the text the glyphs show
};
struct Piece {  // of one font, one colour, one link
    std::uint16_t font = 0;
    bool backward = false;  // written from right to left
    Colour colour{};
    std::uint32_t link = 0;  // 0: none; else 1 + its number in Typesetter::links
    float from = 0, to = 0;  // along the line
    std::vector<Glyph> glyphs;
    std::vector<Cluster> clusters;
    std::string text;
};
struct Line {
    float baseline = 0, height = 0;  // from its top
    float from = 0, width = 0;       // of what is inked, for its alignment
    std::vector<Piece> pieces;
};

enum class Family : std::uint8_t { serif, sans };
enum class Cutting : std::uint8_t { words, none, one_line };  // one_line: what does not fit is given up for "…"
struct Face {
    Family family = Family::serif;
    double size = 10, leading = 15;  // of the glyphs, and from line to line
    bool bold = false;
    Colour colour{};
    Cutting cutting = Cutting::words;
};

// One per document and thread.
class Typesetter {
public:
    Typesetter(base::Language, const Hyphenation&);
    ~Typesetter();
    Typesetter(const Typesetter&) = delete;

    // The lines of a text in a column; at least one, which may be empty. Time grows with the text, not with its square.
    std::vector<Line> lines(const Text&, const Face&, double width, Align = Align::start);
    // A space after the line, which moves nothing: those who listen hear two words where the eye sees two lines.
    void add_space(Line&);
    const std::string& link(std::uint32_t number) const { return links_[number - 1]; }
    cairo_scaled_font_t* font(std::uint16_t number) const { return fonts_[number].get(); }

private:
    struct Span;
    struct Prepared;
    struct Release {
        void operator()(void*) const;
    };
    struct ReleaseFont {
        void operator()(cairo_scaled_font_t*) const;
    };
    Prepared prepare(const Text&, const Face&);
    void set_text(const Prepared&, std::size_t from, std::size_t to, const Face&);
    Line line(PangoLayoutLine*, const Prepared&, std::size_t from, const Face&, double width, Align);
    std::uint16_t font_number(void* font);

    const Hyphenation& hyphenation_;
    std::unique_ptr<PangoContext, Release> context_;
    std::unique_ptr<PangoLayout, Release> layout_;
    std::vector<std::unique_ptr<cairo_scaled_font_t, ReleaseFont>> fonts_;
    std::vector<std::string> links_;
};

}  // namespace papers
