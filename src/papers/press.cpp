#include <pango/pangocairo.h>
#include <mutex>
#include "papers/document.h"
#include "papers/drawing.h"
#include "papers/finish.h"

namespace papers {

struct Press::Parts {
    Hyphenation french, english;
};

Press::Press(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Press::Press(Press&&) noexcept = default;
Press& Press::operator=(Press&&) noexcept = default;
Press::~Press() = default;

std::expected<Press, Press::Missing> Press::open(const std::string& dictionaries) {
    auto french = Hyphenation::open(dictionaries + "/hyph_fr.dic"), english = Hyphenation::open(dictionaries + "/hyph_en_GB.dic");
    if (!french || !english) return std::unexpected(Missing::hyphenation);
    for (const auto* name : {"DejaVu Serif", "DejaVu Sans"})
        if (!pango_font_map_get_family(pango_cairo_font_map_get_default(), name)) return std::unexpected(Missing::fonts);
    return Press(std::make_unique<Parts>(Parts{std::move(*french), std::move(*english)}));
}

std::expected<const Press*, Press::Missing> the_press() {
    static std::mutex mutex;
    static std::optional<Press> opened;
    const std::lock_guard lock(mutex);
    if (!opened) {
        auto made = Press::open();
        if (!made) return std::unexpected(made.error());
        opened = std::move(*made);
    }
    return &*opened;
}

std::expected<std::string, Fault> Press::print(const Document& document, const Words& words) const {
    if (const auto fault = check(document)) return std::unexpected(*fault);
    Typesetter typesetter(document.language, document.language == base::Language::fr ? parts_->french : parts_->english);
    const auto slabs = layout::slabs_of(document, words, typesetter);
    const auto pages = layout::pages_of(slabs);
    if (!pages) return std::unexpected(Fault{Unprintable::too_many_pages, {}});
    const auto drawn = draw(document, words, typesetter, slabs, *pages);
    auto whole = drawn ? finished(*drawn, document) : std::nullopt;
    if (!whole) return std::unexpected(Fault{Unprintable::drawing_refused, {}});
    return std::move(*whole);
}

}  // namespace papers
