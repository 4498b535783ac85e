#include "papers/drawing.h"
#include <cairo-pdf.h>
#include <fmt/format.h>
#include <algorithm>
#include <memory>
#include "papers/path.h"

namespace papers {
namespace {

using namespace layout;

constexpr Face footer_face{Family::sans, 7, 10, false, soft, Cutting::one_line};
constexpr double footer_top = page_height - 46, logo_height = 40;
constexpr double underline_below = 1.6, underline_width = 0.5;

struct Close {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

cairo_status_t take(void* closure, const unsigned char* bytes, unsigned size) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

struct Flow {  // a text in several slabs: what its element must be
    bool links = false, several_pages = false;
    std::uint32_t page = 0;
};

class Drawing {
public:
    Drawing(const Document& document, const Words& words, Typesetter& typesetter, const Slabs& slabs, const std::vector<Page>& pages)
        : document_(document), words_(words), typesetter_(typesetter), slabs_(slabs), pages_(pages) {}
    std::optional<std::string> draw();

private:
    void find_flows();
    void metadata();
    void bookmarks();
    void page(std::size_t number);
    void footer(std::size_t number);
    void slab(const Slab&, double y);
    void box(const Box&, double y);
    void logo(const Logo&, double y);
    void plain_box(const Box&, double y);
    void leaf(const Box&, const Piece&);
    void end_leaf();
    void piece(const Piece&, double x, double baseline);
    void rule(const Rule&, double y);
    void colour(const Colour& c) { cairo_set_source_rgb(to_.get(), c[0] / 255.0, c[1] / 255.0, c[2] / 255.0); }
    void begin(const char* element) { cairo_tag_begin(to_.get(), element, ""); }
    void end(const char* element) { cairo_tag_end(to_.get(), element); }

    const Document& document_;
    const Words& words_;
    Typesetter& typesetter_;
    const Slabs& slabs_;
    const std::vector<Page>& pages_;
    std::string bytes_;
    std::unique_ptr<cairo_surface_t, Close> surface_;
    std::unique_ptr<cairo_t, Close> to_;
    std::vector<Flow> flows_;
    std::vector<const char*> open_;  // elements, outermost first
    const char* leaf_ = nullptr;     // "Span" or "Link" within the last of them
    std::uint32_t leaf_link_ = 0;
    std::vector<cairo_glyph_t> glyphs_;
    std::vector<cairo_text_cluster_t> clusters_;
};

bool has_link(const Box& box) {
    return std::ranges::any_of(
        box.lines, [](const Line& line) { return std::ranges::any_of(line.pieces, [](const Piece& piece) { return piece.link; }); });
}

void Drawing::find_flows() {
    flows_.resize(slabs_.flows + 1);
    for (std::uint32_t page = 0; page < pages_.size(); ++page)
        for (const auto& placed : pages_[page].slabs)
            for (const auto& box : slabs_.slabs[placed.slab].boxes) {
                auto& flow = flows_[box.flow];
                if (box.begins) flow.page = page;
                flow.links |= has_link(box);
                flow.several_pages |= flow.page != page;
            }
}

void Drawing::metadata() {
    const auto set = [&](cairo_pdf_metadata_t name, const std::string& text) {
        const auto shown = printable(text);
        if (!shown.empty()) cairo_pdf_surface_set_metadata(surface_.get(), name, shown.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, document_.title);
    set(CAIRO_PDF_METADATA_AUTHOR, document_.author);
    set(CAIRO_PDF_METADATA_SUBJECT, document_.subject);
    set(CAIRO_PDF_METADATA_CREATOR, "Concert");
    set(CAIRO_PDF_METADATA_CREATE_DATE, document_.made.iso() + "T00:00:00Z");
}

void Drawing::bookmarks() {
    std::vector<std::pair<int, int>> above;  // level and identity of those that hold the next
    for (std::size_t page = 0; page < pages_.size(); ++page)
        for (const auto& placed : pages_[page].slabs) {
            const auto number = slabs_.slabs[placed.slab].bookmark;
            if (!number) continue;
            const auto& bookmark = slabs_.bookmarks[number - 1];
            while (!above.empty() && above.back().first >= bookmark.level) above.pop_back();
            const auto where = fmt::format("page={} pos=[{:.2f} {:.2f}]", page + 1, margin_side, std::max(0.0, margin_top + placed.y - 12));
            const int id = cairo_pdf_surface_add_outline(surface_.get(), above.empty() ? CAIRO_PDF_OUTLINE_ROOT : above.back().second,
                                                         bookmark.title.c_str(), where.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
            above.emplace_back(bookmark.level, id);
        }
}

void Drawing::rule(const Rule& rule, double y) {
    colour(rule.colour);
    cairo_rectangle(to_.get(), margin_side + rule.x, y + rule.y, rule.width, rule.height);
    cairo_fill(to_.get());
}

void Drawing::piece(const Piece& piece, double x, double baseline) {
    glyphs_.clear(), clusters_.clear();
    for (const auto& glyph : piece.glyphs) glyphs_.push_back({glyph.index, x + glyph.x, baseline + glyph.y});
    for (const auto& cluster : piece.clusters) clusters_.push_back({cluster.bytes, cluster.glyphs});
    colour(piece.colour);
    cairo_set_scaled_font(to_.get(), typesetter_.font(piece.font));
    cairo_show_text_glyphs(to_.get(), piece.text.data(), static_cast<int>(piece.text.size()), glyphs_.data(),
                           static_cast<int>(glyphs_.size()), clusters_.data(), static_cast<int>(clusters_.size()),
                           piece.backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : static_cast<cairo_text_cluster_flags_t>(0));
    if (!piece.link) return;
    cairo_rectangle(to_.get(), x + piece.from, baseline + underline_below, piece.to - piece.from, underline_width);
    cairo_fill(to_.get());
}

void Drawing::end_leaf() {
    if (leaf_) end(leaf_);
    leaf_ = nullptr;
}

// Content stands in elements without children only (cairo marks no other). A text with links, or on two pages, is made of parts.
void Drawing::leaf(const Box& box, const Piece& piece) {
    const bool parts = box.element ? has_link(box) : flows_[box.flow].links || flows_[box.flow].several_pages;
    if (!parts || (leaf_ && leaf_link_ == piece.link)) return;
    end_leaf();
    leaf_link_ = piece.link;
    if (piece.link)
        cairo_tag_begin(to_.get(), leaf_ = CAIRO_TAG_LINK, ("uri='" + encoded_link(typesetter_.link(piece.link)) + "'").c_str());
    else begin(leaf_ = "Span");
}

void Drawing::plain_box(const Box& box, double y) {
    y += box.top;
    for (const auto& line : box.lines) {
        for (const auto& one : line.pieces) {
            if (box.element || box.flow) leaf(box, one);
            piece(one, margin_side + box.x + line.from, y + line.baseline);
        }
        if (leaf_ && leaf_link_) end_leaf();  // what is clicked is a rectangle: one a line
        y += line.height;
    }
}

void Drawing::box(const Box& box, double y) {
    const auto* begun = box.element ? box.element : box.begins;
    if (begun) begin(begun), open_.push_back(begun);
    plain_box(box, y);
    if (box.element || box.ends) {
        end_leaf();
        end(open_.back());
        open_.pop_back();
    }
}

void Drawing::logo(const Logo& logo, double y) {
    const double scale = logo_height / logo.height;
    cairo_save(to_.get());
    cairo_translate(to_.get(), margin_side, y);
    cairo_scale(to_.get(), scale, scale);
    for (const auto& shape : logo.shapes) {
        const auto segments = parse_path(shape.path);
        if (!segments) continue;
        for (const auto& s : *segments) switch (s.kind) {
            case Segment::Kind::move: cairo_move_to(to_.get(), s.x, s.y); break;
            case Segment::Kind::line: cairo_line_to(to_.get(), s.x, s.y); break;
            case Segment::Kind::curve: cairo_curve_to(to_.get(), s.x1, s.y1, s.x2, s.y2, s.x, s.y); break;
            case Segment::Kind::close: cairo_close_path(to_.get()); break;
            }
        colour(shape.colour);
        cairo_set_line_width(to_.get(), shape.stroke_width);
        if (shape.stroke_width > 0) cairo_stroke(to_.get());
        else cairo_fill(to_.get());
    }
    cairo_restore(to_.get());
}

void Drawing::slab(const Slab& slab, double y) {
    for (const auto& one : slab.rules) rule(one, y);
    if (slab.logo) logo(*document_.letterhead->logo, y);
    for (const auto* element : slab.opens) begin(element), open_.push_back(element);
    for (const auto& one : slab.boxes) box(one, y);
    for (int i = 0; i < slab.closes; ++i) {
        end(open_.back());
        open_.pop_back();
    }
}

void Drawing::footer(std::size_t number) {
    constexpr double page_share = 0.25;
    rule({0, 0, body_width, 0.5, hairline}, footer_top);
    const auto& title = document_.running_title.empty() ? document_.title : document_.running_title;
    const auto page_of = filled(words_.page_of, {{"page", std::to_string(number + 1)}, {"pages", std::to_string(pages_.size())}});
    const double width = body_width * (1 - page_share) - 12;
    plain_box({0, 7, typesetter_.lines(title, footer_face, width)}, footer_top);
    plain_box({width + 12, 7, typesetter_.lines(page_of, footer_face, body_width * page_share, Align::end)}, footer_top);
}

void Drawing::page(std::size_t number) {
    const auto& page = pages_[number];
    if (page.table) {
        const auto& again = *slabs_.headings_again[page.table - 1];
        for (const auto& one : again.rules) rule(one, margin_top);
        for (const auto& one : again.boxes) plain_box(one, margin_top);
    }
    for (const auto& placed : page.slabs) slab(slabs_.slabs[placed.slab], margin_top + placed.y);
    end_leaf();
    if (number + 1 == pages_.size()) end("Document");
    footer(number);
    cairo_show_page(to_.get());
}

std::optional<std::string> Drawing::draw() {
    surface_.reset(cairo_pdf_surface_create_for_stream(take, &bytes_, page_width, page_height));
    to_.reset(cairo_create(surface_.get()));
    metadata();
    find_flows();
    begin("Document");
    for (std::size_t i = 0; i < pages_.size(); ++i) page(i);
    bookmarks();
    cairo_surface_finish(surface_.get());
    if (cairo_status(to_.get()) != CAIRO_STATUS_SUCCESS || cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS) return {};
    return std::move(bytes_);
}

}  // namespace

std::optional<std::string> draw(const Document& document, const Words& words, Typesetter& typesetter, const Slabs& slabs,
                                const std::vector<Page>& pages) {
    return Drawing(document, words, typesetter, slabs, pages).draw();
}

std::string encoded_link(std::string_view link) {
    static constexpr std::string_view kept = "-._~:/?#[]@!$&*+,;=%";  // RFC 3986, §2.2 and §2.3, without ' ( )
    std::string text;
    for (const char c : link) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kept.find(c) != kept.npos;
        if (plain) text += c;
        else text += fmt::format("%{:02X}", byte);
    }
    return text;
}

}  // namespace papers
