#include "portal/card.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <numbers>

namespace portal {
namespace {

constexpr int width = 1200, height = 630, margin = 90;

template <class T, auto free>
struct Freed {
    void operator()(T* thing) const { free(thing); }
};
using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_t, cairo_surface_destroy>>;
using Pen = std::unique_ptr<cairo_t, Freed<cairo_t, cairo_destroy>>;
using Layout = std::unique_ptr<PangoLayout, Freed<void, g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, Freed<PangoFontDescription, pango_font_description_free>>;

void colour(cairo_t* pen, unsigned rgb) {
    cairo_set_source_rgb(pen, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

// The mark of assets/logo.svg, whose box is 40 by 40.
void mark(cairo_t* pen, double x, double y, double size) {
    cairo_save(pen);
    cairo_translate(pen, x, y);
    cairo_scale(pen, size / 40, size / 40);
    cairo_set_line_width(pen, 3);
    colour(pen, 0x0b4f6c);
    for (const auto& [radius, from] : {std::pair(17.5, 0.0), std::pair(10.5, 1.0), std::pair(5.3, 1.0)}) {
        cairo_new_sub_path(pen);
        if (from > 0) cairo_arc(pen, 20, 26.5, radius, std::numbers::pi, 2 * std::numbers::pi);
        else cairo_arc(pen, 20, 20, radius, 0, 2 * std::numbers::pi);
        cairo_stroke(pen);
    }
    colour(pen, 0xb46d18);
    cairo_move_to(pen, 6, 30), cairo_line_to(pen, 34, 30);
    cairo_stroke(pen);
    cairo_restore(pen);
}

// Words from that point on, within the margins; the height they took.
double words(cairo_t* pen, double y, const char* font, unsigned rgb, const std::string& text) {
    const Layout layout(pango_cairo_create_layout(pen));
    const Font description(pango_font_description_from_string(font));
    pango_layout_set_font_description(layout.get(), description.get());
    pango_layout_set_width(layout.get(), (width - 2 * margin) * PANGO_SCALE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(layout.get(), -4);  // lines at most
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    colour(pen, rgb);
    cairo_move_to(pen, margin, y);
    pango_cairo_show_layout(pen, layout.get());
    int taken = 0;
    pango_layout_get_pixel_size(layout.get(), nullptr, &taken);
    return taken;
}

cairo_status_t append(void* out, const unsigned char* bytes, unsigned size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::string card_png(const std::string& short_name, const std::string& name) {
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    const Pen pen(cairo_create(surface.get()));
    colour(pen.get(), 0xfbfaf7);
    cairo_paint(pen.get());
    colour(pen.get(), 0x1b2430);
    cairo_rectangle(pen.get(), margin, height - margin, width - 2 * margin, 6);
    cairo_fill(pen.get());
    mark(pen.get(), margin, 80, 140);
    const auto top = words(pen.get(), 255, "DejaVu Serif Bold 44", 0x1b2430, short_name.empty() ? name : short_name);
    if (!short_name.empty()) words(pen.get(), 265 + top, "DejaVu Sans 30", 0x4b5563, name);
    std::string png;
    return cairo_surface_write_to_png_stream(surface.get(), append, &png) == CAIRO_STATUS_SUCCESS ? png : std::string();
}

void add_card(web::Router& router, const web::SiteHooks& hooks) {
    web::add_page(router, hooks, "card", card_at, {}, [](web::Visit& visit) {
        auto png = card_png(visit.facts.short_name, visit.facts.name(visit.language));
        if (png.empty()) return web::error_page(visit, 500);
        auto response = web::Response::page(std::move(png), visit.topics);
        response.media_type = "image/png";
        response.compress = false;
        return response;
    });
}

}  // namespace portal
