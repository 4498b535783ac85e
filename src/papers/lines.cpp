#include "papers/lines.h"
#include <pango/pangocairo.h>
#include <algorithm>

namespace papers {
namespace {

// Pango copies what is left of a run at each line: a long paragraph is given to it by pieces.
constexpr std::size_t piece_bytes = 4'000;
constexpr Colour link_colour{0x0b, 0x4f, 0x6c};
constexpr double pango_unit = PANGO_SCALE;

struct ReleaseAttributes {
    void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
struct ReleaseDescription {
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};

std::size_t boundary(const std::string& text, std::size_t at) {  // the start of the character that holds this byte
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return std::min(at, text.size());
}

void drop_soft_hyphens(std::string& text) {
    for (auto at = text.find(soft_hyphen); at != text.npos; at = text.find(soft_hyphen, at)) text.erase(at, soft_hyphen.size());
}

}  // namespace

struct Typesetter::Span {
    std::size_t end = 0;  // in the text
    Style style = Style::plain;
    std::uint32_t link = 0;
};
struct Typesetter::Prepared {
    std::string text;
    std::vector<Span> spans;
    const Span& at(std::size_t byte) const {
        const auto found = std::upper_bound(spans.begin(), spans.end(), byte, [](std::size_t b, const Span& span) { return b < span.end; });
        return found == spans.end() ? spans.back() : *found;
    }
};

void Typesetter::Release::operator()(void* object) const { g_object_unref(object); }
void Typesetter::ReleaseFont::operator()(cairo_scaled_font_t* font) const { cairo_scaled_font_destroy(font); }

Typesetter::Typesetter(base::Language language, const Hyphenation& hyphenation) : hyphenation_(hyphenation) {
    // The map of fonts that Pango keeps for each thread: what is found once is found for the next document.
    context_.reset(pango_font_map_create_context(pango_cairo_font_map_get_default()));
    pango_cairo_context_set_resolution(context_.get(), 72);  // a point is a unit of the page
    const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(cairo_font_options_create(),
                                                                                               &cairo_font_options_destroy);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options.get());
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
    pango_context_set_language(context_.get(), pango_language_from_string(language == base::Language::fr ? "fr" : "en-gb"));
    layout_.reset(pango_layout_new(context_.get()));
    pango_layout_set_auto_dir(layout_.get(), FALSE);
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
}

Typesetter::~Typesetter() = default;

Typesetter::Prepared Typesetter::prepare(const Text& text, const Face& face) {
    Prepared prepared;
    for (const auto& run : text) {
        auto words = printable(run.text);
        const bool hyphens = face.cutting == Cutting::words && run.hyphens == Hyphens::allowed;
        if (hyphens) words = hyphenation_.hyphenated(words);
        else drop_soft_hyphens(words);
        if (words.empty()) continue;
        prepared.text += words;
        std::uint32_t link = 0;
        if (!run.link.empty()) links_.push_back(run.link), link = static_cast<std::uint32_t>(links_.size());
        prepared.spans.push_back({prepared.text.size(), run.style, link});
    }
    if (prepared.spans.empty()) prepared.spans.push_back({});
    return prepared;
}

void Typesetter::set_text(const Prepared& prepared, std::size_t from, std::size_t to, const Face& face) {
    const std::unique_ptr<PangoFontDescription, ReleaseDescription> description(pango_font_description_new());
    pango_font_description_set_family_static(description.get(), face.family == Family::serif ? "DejaVu Serif" : "DejaVu Sans");
    pango_font_description_set_absolute_size(description.get(), face.size * pango_unit);
    pango_font_description_set_weight(description.get(), face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout_.get(), description.get());

    const std::unique_ptr<PangoAttrList, ReleaseAttributes> attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(), pango_attr_font_features_new("liga=0"));  // letters are copied as they were written
    auto next = &prepared.at(from);
    std::size_t begun = next == prepared.spans.data() ? 0 : next[-1].end;
    for (; next != prepared.spans.data() + prepared.spans.size() && begun < to; ++next) {
        const auto& span = *next;
        const auto start = std::max(begun, from), end = std::min(span.end, to);
        begun = span.end;
        if (start >= end) continue;
        const auto add = [&](PangoAttribute* attribute) {
            attribute->start_index = static_cast<guint>(start - from);
            attribute->end_index = static_cast<guint>(end - from);
            pango_attr_list_insert(attributes.get(), attribute);
        };
        if (span.style == Style::strong) add(pango_attr_weight_new(PANGO_WEIGHT_BOLD));
        if (span.style == Style::emphasis) add(pango_attr_style_new(PANGO_STYLE_ITALIC));
        // Colours do not change the shaping, but keep runs of different links apart.
        if (span.link) add(pango_attr_foreground_new(static_cast<guint16>(span.link & 0xFFFF), static_cast<guint16>(span.link >> 16), 1));
    }
    pango_layout_set_attributes(layout_.get(), attributes.get());
    pango_layout_set_text(layout_.get(), prepared.text.data() + from, static_cast<int>(to - from));
}

std::uint16_t Typesetter::font_number(void* font) {
    auto* scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    for (std::size_t i = 0; i < fonts_.size(); ++i)
        if (fonts_[i].get() == scaled) return static_cast<std::uint16_t>(i);
    fonts_.emplace_back(cairo_scaled_font_reference(scaled));
    return static_cast<std::uint16_t>(fonts_.size() - 1);
}

Line Typesetter::line(PangoLayoutLine* laid, const Prepared& prepared, std::size_t from, const Face& face, double width, Align align) {
    Line line;
    line.height = static_cast<float>(face.leading);
    line.baseline = static_cast<float>(face.leading / 2 + face.size * 0.34);  // half of the height of DejaVu's capitals and a little
    const char* text = pango_layout_get_text(layout_.get());
    double x = 0;
    for (auto* next = laid->runs; next; next = next->next) {
        auto* run = static_cast<PangoGlyphItem*>(next->data);
        Piece piece;
        piece.font = font_number(run->item->analysis.font);
        piece.backward = run->item->analysis.level & 1;
        piece.link = prepared.at(from + static_cast<std::size_t>(run->item->offset)).link;
        piece.colour = piece.link ? link_colour : face.colour;
        piece.from = static_cast<float>(x);
        std::vector<std::uint8_t> seen(static_cast<std::size_t>(run->glyphs->num_glyphs));
        for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
            const auto& glyph = run->glyphs->glyphs[i];
            if (glyph.glyph != PANGO_GLYPH_EMPTY) {
                const auto index = glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG ? 0 : glyph.glyph;  // 0: the box of the font
                piece.glyphs.push_back({index, static_cast<float>(x + glyph.geometry.x_offset / pango_unit),
                                        static_cast<float>(glyph.geometry.y_offset / pango_unit)});
                seen[static_cast<std::size_t>(i)] = 1;
            }
            x += glyph.geometry.width / pango_unit;
        }
        piece.to = static_cast<float>(x);
        PangoGlyphItemIter iter;
        for (gboolean more = pango_glyph_item_iter_init_start(&iter, run, text); more; more = pango_glyph_item_iter_next_cluster(&iter)) {
            std::string shown(text + iter.start_index, static_cast<std::size_t>(iter.end_index - iter.start_index));
            const int step = iter.start_glyph < iter.end_glyph ? 1 : -1;
            std::uint16_t glyphs = 0;
            for (int i = iter.start_glyph; i != iter.end_glyph; i += step)
                glyphs = static_cast<std::uint16_t>(glyphs + seen[static_cast<std::size_t>(i)]);
            if (glyphs == 0) continue;                           // nothing is seen of it: a cut that was not taken
            if (shown != soft_hyphen) drop_soft_hyphens(shown);  // PDF 1.7, §14.8.2.2.3: U+00AD where the word is cut
            piece.clusters.push_back({static_cast<std::uint16_t>(shown.size()), glyphs});
            piece.text += shown;
        }
        if (!piece.glyphs.empty()) line.pieces.push_back(std::move(piece));
    }
    line.width = static_cast<float>(x);
    if (align != Align::start) line.from = static_cast<float>(std::max(0.0, (width - x) * (align == Align::centre ? 0.5 : 1)));
    return line;
}

void Typesetter::add_space(Line& line) {
    if (line.pieces.empty() || line.pieces.back().text.ends_with(soft_hyphen)) return;
    const auto& before = line.pieces.back();
    cairo_glyph_t found[4], *glyphs = found;
    int count = 4;
    if (cairo_scaled_font_text_to_glyphs(font(before.font), 0, 0, " ", 1, &glyphs, &count, nullptr, nullptr, nullptr) !=
        CAIRO_STATUS_SUCCESS)
        return;
    if (count == 1) {
        auto& piece = line.pieces.back();
        if (piece.backward || piece.link) {
            Piece space{piece.font, false, piece.colour, 0, piece.to, piece.to, {}, {}, {}};
            line.pieces.push_back(std::move(space));
        }
        auto& last = line.pieces.back();
        last.glyphs.push_back({static_cast<std::uint32_t>(found[0].index), last.to, 0});
        last.clusters.push_back({1, 1});
        last.text += ' ';
    }
    if (glyphs != found) cairo_glyph_free(glyphs);
}

std::vector<Line> Typesetter::lines(const Text& text, const Face& face, double width, Align align) {
    const auto prepared = prepare(text, face);
    const bool one_line = face.cutting == Cutting::one_line;
    pango_layout_set_ellipsize(layout_.get(), one_line ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_width(layout_.get(), static_cast<int>(width * pango_unit));
    std::vector<Line> lines;
    for (std::size_t from = 0; from < prepared.text.size() || lines.empty();) {
        const auto to = boundary(prepared.text, std::min(prepared.text.size(), from + piece_bytes));
        set_text(prepared, from, to, face);
        const bool last = to == prepared.text.size() || one_line;
        auto count = pango_layout_get_line_count(layout_.get());
        if (!last && count > 2) count -= 2;  // they may change with what follows
        for (int i = 0; i < count; ++i) {
            auto* laid = pango_layout_get_line_readonly(layout_.get(), i);
            lines.push_back(line(laid, prepared, from, face, width, align));
            const auto end = from + static_cast<std::size_t>(laid->start_index + laid->length);
            if (end > from && end < prepared.text.size() && prepared.text[end - 1] == ' ') add_space(lines.back());  // Pango left it out
        }
        if (last) break;
        const auto* end = pango_layout_get_line_readonly(layout_.get(), count - 1);
        from += static_cast<std::size_t>(end->start_index + end->length);
    }
    return lines;
}

}  // namespace papers
