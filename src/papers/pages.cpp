// Slabs put on pages, from the first to the last, each group of those that keep together where it fits.
#include "papers/layout.h"

namespace papers::layout {
namespace {

class Paginator {
public:
    explicit Paginator(const Slabs& slabs) : slabs_(slabs) {}
    std::optional<std::vector<Page>> pages();

private:
    const Slab& slab(std::size_t number) const { return slabs_.slabs[number]; }
    double again(std::uint32_t table) const {  // the height of its headings where they are repeated
        return table && slabs_.headings_again[table - 1] ? slabs_.headings_again[table - 1]->height : 0;
    }
    bool fits(std::size_t from, std::size_t to) const;
    void begin_page() { pages_.emplace_back(), y_ = 0; }
    void place(std::size_t number);

    const Slabs& slabs_;
    std::vector<Page> pages_;
    double y_ = 0;
};

// Whether slabs [from, to) fit below what the page has already.
bool Paginator::fits(std::size_t from, std::size_t to) const {
    double y = y_;
    for (auto i = from; i < to && y <= body_height; ++i) { y += slab(i).before + slab(i).height; }
    return y <= body_height + 0.01;
}

void Paginator::place(std::size_t number) {
    auto& page = pages_.back();
    if (!page.slabs.empty()) {
        y_ += slab(number).before;
    } else if (again(slab(number).table) > 0) {
        page.table = slab(number).table;
        y_ = again(page.table);
    }
    page.slabs.push_back({static_cast<std::uint32_t>(number), y_});
    y_ += slab(number).height;
}

std::optional<std::vector<Page>> Paginator::pages() {
    begin_page();
    for (std::size_t from = 0, to = 0; from < slabs_.slabs.size(); from = to) {
        to = from + 1;
        while (to < slabs_.slabs.size() && slab(to - 1).keep_with_next && !slab(to).page_before) ++to;
        const bool begun = !pages_.back().slabs.empty();
        if (begun && (slab(from).page_before || !fits(from, to))) begin_page();
        for (auto i = from; i < to; ++i) {  // a group that no page holds is cut where it must be
            if (!pages_.back().slabs.empty() && !fits(i, i + 1)) begin_page();
            place(i);
        }
        if (pages_.size() > document_pages_max) return {};
    }
    return std::move(pages_);
}

}  // namespace

std::optional<std::vector<Page>> pages_of(const Slabs& slabs) { return Paginator(slabs).pages(); }

}  // namespace papers::layout
