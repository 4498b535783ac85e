// The blocks of a document made into slabs: what each looks like, and what must stay together.
#include <algorithm>
#include <cmath>
#include "papers/layout.h"

namespace papers::layout {
namespace {

constexpr Face body{Family::serif, 10, 15.5, false, ink, Cutting::words};
constexpr Face title_face{Family::serif, 21, 27, true, ink, Cutting::none};
constexpr Face heading_faces[] = {{Family::serif, 14.5, 20, true, ink, Cutting::none},
                                  {Family::sans, 11, 16, true, accent, Cutting::none},
                                  {Family::sans, 9.5, 14.5, true, ink, Cutting::none}};
constexpr double heading_before[] = {28, 19, 14}, heading_after[] = {8, 5, 4};
constexpr Face cell_face{Family::sans, 8.5, 12.5, false, ink, Cutting::words};
constexpr Face column_face{Family::sans, 8, 11.5, true, soft, Cutting::words};
constexpr Face caption_face{Family::sans, 9, 13.5, true, ink, Cutting::none};
constexpr Face key_face{Family::sans, 8.5, 13, false, soft, Cutting::words};
constexpr Face value_face{Family::serif, 9.5, 13, false, ink, Cutting::words};
constexpr Face note_face{Family::sans, 8, 12, false, soft, Cutting::words};
constexpr Face source_face{Family::sans, 8.5, 13, false, soft, Cutting::none};
constexpr Face head_name{Family::sans, 12.5, 16, true, ink, Cutting::none};
constexpr Face head_line{Family::sans, 7.5, 11, false, soft, Cutting::none};
constexpr Face address_face{Family::serif, 10.5, 15.5, false, ink, Cutting::none};
constexpr Face quality_face{Family::serif, 10, 15.5, false, ink, Cutting::none};
constexpr Face name_face{Family::serif, 10, 15.5, true, ink, Cutting::none};

constexpr double paragraph_gap = 8, block_gap = 14, item_gap = 3, column_gap = 12, row_padding = 3.5;
constexpr double logo_height = 40, logo_gap = 14;
constexpr double hair = 0.5, firm = 0.9, heavy = 1.8;
constexpr double mm = 72 / 25.4;
// Where the window of an envelope shows the addressee: NF Z 11-001 puts it at 50 mm from the top and from 105 mm of the left edge.
constexpr double address_top = 50 * mm, address_left = 105 * mm - margin_side, address_width = 85 * mm;
constexpr double signing_room = 58;
constexpr double repeated_share_max = 1.0 / 3;  // of a page: taller headings are not repeated

class Builder {
public:
    Builder(const Document& document, const Words& words, Typesetter& typesetter)
        : document_(document),
          words_(words),
          typesetter_(typesetter),
          titled_(!document.letter),
          french_(document.language == base::Language::fr) {}
    Slabs build();

    void operator()(const Heading&);
    void operator()(const Paragraph&);
    void operator()(const List&);
    void operator()(const Table&);
    void operator()(const KeyValues&);
    void operator()(const Quotation&);
    void operator()(const Note&);
    void operator()(const Signature&);
    void operator()(const PageBreak&) { break_ = true; }
    void operator()(const Annex&);

private:
    struct Cell {
        double x = 0;
        const char* element = nullptr;
        std::vector<Line> lines;
    };
    Slab& add(Slab slab, double before);
    void after(double gap) { gap_ = gap; }
    std::size_t flow(std::vector<Line> lines, double x, double before, const char* element);
    void rows(std::vector<Cell> cells, const char* element, double leading, double capacity, std::uint32_t table, double before);
    std::vector<Cell> cells(const Table&, const std::vector<Text>&, const Face&, const char* element);
    Slab heading_row(std::vector<Cell> cells, double top);
    void letterhead();
    void letter();
    void bookmark(std::size_t slab, const Text&, int level);
    const char* heading_element(int level) const;

    const Document& document_;
    const Words& words_;
    Typesetter& typesetter_;
    const bool titled_, french_;
    Slabs made_;
    double gap_ = 0, height_ = 0;  // asked for by what precedes; used so far, as if there were one page
    bool break_ = false, annex_open_ = false;
    int annexes_ = 0;
};

double height_of(const std::vector<Line>& lines) {
    double height = 0;
    for (const auto& line : lines) height += line.height;
    return height;
}

Slab& Builder::add(Slab slab, double before) {
    slab.before = std::max(before, gap_);
    slab.page_before = break_;
    gap_ = 0, break_ = false;
    height_ += slab.before + slab.height;
    made_.slabs.push_back(std::move(slab));
    return made_.slabs.back();
}

// One slab a line; never one line alone before or after the end of a page. Gives the number of the first slab.
std::size_t Builder::flow(std::vector<Line> lines, double x, double before, const char* element) {
    const auto first = made_.slabs.size(), count = lines.size();
    const auto number = ++made_.flows;
    for (std::size_t i = 0; i < count; ++i) {
        Slab slab;
        slab.height = lines[i].height;
        slab.keep_with_next = count > 1 && (i == 0 || i + 2 == count);
        Box box{x, 0, {}, nullptr, number, i == 0 ? element : nullptr, i + 1 == count};
        box.lines.push_back(std::move(lines[i]));
        slab.boxes.push_back(std::move(box));
        add(std::move(slab), i == 0 ? before : 0);
    }
    return first;
}

const char* Builder::heading_element(int level) const {
    static constexpr const char* elements[] = {"H1", "H2", "H3", "H4"};
    return elements[level - 1 + titled_];  // a title that is shown is the first
}

void Builder::bookmark(std::size_t slab, const Text& text, int level) {
    std::string title;
    for (const auto& run : text) title += printable(run.text);
    for (auto at = title.find(soft_hyphen); at != title.npos; at = title.find(soft_hyphen)) title.erase(at, soft_hyphen.size());
    if (title.find_first_not_of(' ') == title.npos) return;
    made_.bookmarks.push_back({std::move(title), level});
    made_.slabs[slab].bookmark = static_cast<std::uint32_t>(made_.bookmarks.size());
}

void Builder::operator()(const Heading& heading) {
    const auto level = static_cast<std::size_t>(heading.level - 1);
    const bool ruled = heading.level == 1;
    const auto first =
        flow(typesetter_.lines(heading.text, heading_faces[level], body_width), 0, heading_before[level], heading_element(heading.level));
    for (auto i = first; i < made_.slabs.size(); ++i) made_.slabs[i].keep_with_next = true;
    if (ruled) {
        auto& slab = made_.slabs[first];
        slab.rules.push_back({0, 0, body_width, heavy, ink});
        slab.height += 7;
        for (auto& box : slab.boxes) box.top += 7;
    }
    bookmark(first, heading.text, heading.level);
    after(heading_after[level]);
}

void Builder::operator()(const Paragraph& paragraph) {
    flow(typesetter_.lines(paragraph.text, body, body_width), 0, paragraph_gap, "P");
    const auto last =
        std::ranges::find_if(paragraph.text.rbegin(), paragraph.text.rend(), [](const Run& run) { return !run.text.empty(); });
    if (last != paragraph.text.rend() && last->text.ends_with(':')) made_.slabs.back().keep_with_next = true;  // it announces something
    after(paragraph_gap);
}

void Builder::operator()(const List& list) {
    const double indent = list.kind == ListKind::bulleted ? 16 : 14 + 6.4 * static_cast<double>(std::to_string(list.items.size()).size());
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const auto first = flow(typesetter_.lines(list.items[i], body, body_width - indent), indent, i ? item_gap : paragraph_gap, "LBody");
        const auto label = list.kind == ListKind::bulleted ? std::string("•") : std::to_string(i + 1) + ".";
        auto face = body;
        face.colour = accent;
        auto& slab = made_.slabs[first];
        slab.boxes.insert(slab.boxes.begin(), Box{0, 0, typesetter_.lines(label, face, indent), "Lbl"});
        if (i == 0) slab.opens.push_back("L");
        slab.opens.push_back("LI");
        ++made_.slabs.back().closes;
    }
    ++made_.slabs.back().closes;
    after(paragraph_gap);
}

// A row of cells: one slab, or as many as pages are needed, each then a row of its own in the structure.
void Builder::rows(std::vector<Cell> cells, const char* element, double leading, double capacity, std::uint32_t table, double before) {
    const auto lines_max = static_cast<std::size_t>(std::max(1.0, std::floor((capacity - 2 * row_padding) / leading)));
    std::size_t count = 0;
    for (const auto& cell : cells) count = std::max(count, cell.lines.size());
    for (std::size_t from = 0; from < count; from += lines_max) {
        Slab slab;
        const auto taken = std::min(count - from, lines_max);
        slab.height = static_cast<double>(taken) * leading + 2 * row_padding;
        slab.table = table;
        slab.opens.push_back(element);
        slab.closes = 1;
        for (auto& cell : cells) {
            Box box{cell.x, row_padding, {}, cell.element};
            const auto begin = std::min(from, cell.lines.size()), end = std::min(from + lines_max, cell.lines.size());
            std::move(cell.lines.begin() + static_cast<std::ptrdiff_t>(begin), cell.lines.begin() + static_cast<std::ptrdiff_t>(end),
                      std::back_inserter(box.lines));
            slab.boxes.push_back(std::move(box));
        }
        if (from + taken == count) slab.rules.push_back({0, slab.height - hair, body_width, hair, hairline});
        add(std::move(slab), from ? 0 : before);
    }
}

std::vector<Builder::Cell> Builder::cells(const Table& table, const std::vector<Text>& row, const Face& face, const char* element) {
    double sum = 0, x = 0;
    for (const auto& column : table.columns) sum += column.width;
    const double shared = body_width - column_gap * static_cast<double>(table.columns.size() - 1);
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const double width = table.columns[i].width / sum * shared;
        cells.push_back({x, element, typesetter_.lines(row[i], face, width, table.columns[i].align)});
        x += width + column_gap;
    }
    return cells;
}

Slab Builder::heading_row(std::vector<Cell> cells, double top) {
    Slab slab;
    double height = 0;
    for (const auto& cell : cells) height = std::max(height, height_of(cell.lines));
    for (auto& cell : cells) {  // on the rule, as the figures below it
        const double lower = height - height_of(cell.lines);
        slab.boxes.push_back({cell.x, top + row_padding + lower, std::move(cell.lines), cell.element});
    }
    slab.height = top + height + 2 * row_padding;
    slab.rules.push_back({0, slab.height - firm, body_width, firm, ink});
    return slab;
}

void Builder::operator()(const Table& table) {
    const bool captioned = !table.caption.empty();
    const auto number = static_cast<std::uint32_t>(made_.headings_again.size() + 1);
    std::vector<Text> headings;
    for (const auto& column : table.columns) headings.push_back(column.heading);

    if (captioned) {
        const auto first = flow(typesetter_.lines(table.caption, caption_face, body_width), 0, block_gap, "Caption");
        for (auto i = first; i < made_.slabs.size(); ++i) made_.slabs[i].keep_with_next = true;
        made_.slabs[first].opens.push_back("Table");
        after(2);
    }
    auto head = heading_row(cells(table, headings, column_face, "TH"), 0);
    const bool repeated = head.height <= repeated_share_max * body_height;
    if (repeated) {
        std::string caption;
        for (const auto& run : table.caption) caption += run.text;
        auto face = head_line;
        face.cutting = Cutting::one_line;
        auto again = heading_row(cells(table, headings, column_face, nullptr), captioned ? face.leading + 3 : 0);
        if (captioned)
            again.boxes.push_back({0, 0, typesetter_.lines(filled(words_.table_continued, {{"caption", caption}}), face, body_width)});
        made_.headings_again.push_back(std::move(again));
        if (!captioned) head.opens.push_back("Table");
        head.opens.push_back("TR");
        head.closes = 1;
        head.keep_with_next = !table.rows.empty() || !table.totals.empty();
        add(std::move(head), captioned ? 0 : block_gap);
    } else {
        made_.headings_again.emplace_back();
        const auto first = made_.slabs.size();
        rows(cells(table, headings, column_face, "TH"), "TR", column_face.leading, body_height, 0, captioned ? 0 : block_gap);
        if (!captioned) made_.slabs[first].opens.insert(made_.slabs[first].opens.begin(), "Table");
    }
    const double capacity = body_height - (repeated ? made_.headings_again.back()->height : 0);
    for (const auto& row : table.rows) rows(cells(table, row, cell_face, "TD"), "TR", cell_face.leading, capacity, number, 0);
    if (!table.totals.empty()) {
        if (!table.rows.empty()) made_.slabs.back().keep_with_next = true;
        auto face = cell_face;
        face.bold = true;
        const auto first = made_.slabs.size();
        rows(cells(table, table.totals, face, "TD"), "TR", face.leading, capacity, number, 0);
        made_.slabs[first].rules.push_back({0, -hair, body_width, firm, ink});
    }
    ++made_.slabs.back().closes;
    after(block_gap);
}

void Builder::operator()(const KeyValues& pairs) {
    const double key_width = body_width * 0.3, value_x = key_width + column_gap;
    for (std::size_t i = 0; i < pairs.rows.size(); ++i) {
        const auto& [key, value] = pairs.rows[i];
        const auto first = made_.slabs.size();
        rows({{0, "Lbl", typesetter_.lines(key, key_face, key_width)},
              {value_x, "LBody", typesetter_.lines(value, value_face, body_width - value_x)}},
             "LI", key_face.leading, body_height, 0, i ? 0 : block_gap);
        if (i == 0) {
            made_.slabs[first].opens.insert(made_.slabs[first].opens.begin(), "L");
            made_.slabs[first].rules.push_back({0, 0, body_width, hair, hairline});
        }
    }
    ++made_.slabs.back().closes;
    after(block_gap);
}

void Builder::operator()(const Quotation& quotation) {
    constexpr double indent = 18;
    const auto first = made_.slabs.size();
    flow(typesetter_.lines(quotation.text, body, body_width - 2 * indent), indent, block_gap, "P");
    if (!quotation.source.empty()) {
        made_.slabs.back().keep_with_next = true;
        flow(typesetter_.lines(quotation.source, source_face, body_width - 2 * indent), indent, 0, "P");
    }
    made_.slabs[first].opens.push_back("BlockQuote");
    ++made_.slabs.back().closes;
    for (auto i = first; i < made_.slabs.size(); ++i) made_.slabs[i].rules.push_back({0, 0, 2, made_.slabs[i].height, ochre});
    after(block_gap);
}

void Builder::operator()(const Note& note) {
    const auto first = flow(typesetter_.lines(note.text, note_face, body_width), 0, block_gap, "Note");
    auto& slab = made_.slabs[first];
    slab.rules.push_back({0, 0, 60, hair, soft});
    slab.height += 5;
    for (auto& box : slab.boxes) box.top += 5;
    after(paragraph_gap);
}

void Builder::operator()(const Signature& signature) {
    constexpr double half = body_width / 2;
    for (std::size_t kept = 0; kept < 2 && kept < made_.slabs.size(); ++kept) {
        made_.slabs[made_.slabs.size() - 1 - kept].keep_with_next = true;
        if (made_.slabs[made_.slabs.size() - 1 - kept].page_before) break;
    }
    Slab slab;
    double top = 0;
    const auto& all = signature.signatories;
    for (std::size_t i = 0; i < all.size(); i += 2) {
        double below = 0;
        for (std::size_t j = i; j < std::min(i + 2, all.size()); ++j) {
            const double x = j > i || (all.size() == 1 && french_) ? half : 0;
            auto quality = typesetter_.lines(all[j].quality, quality_face, half - column_gap);
            auto name = typesetter_.lines(all[j].name, name_face, half - column_gap);
            const double under = top + height_of(quality) + signing_room;
            below = std::max(below, under + height_of(name));
            slab.boxes.push_back({x, top, std::move(quality), "P"});
            slab.boxes.push_back({x, under, std::move(name), "P"});
        }
        top = below + block_gap;
    }
    slab.height = top - block_gap;
    add(std::move(slab), 24);
    after(block_gap);
}

void Builder::operator()(const Annex& annex) {
    if (annex_open_) ++made_.slabs.back().closes;
    break_ = !made_.slabs.empty();
    std::string title;
    for (const auto& run : annex.title) title += run.text;
    const Text text(filled(words_.annex, {{"number", std::to_string(++annexes_)}, {"title", title}}));
    const auto first = made_.slabs.size();
    (*this)(Heading{1, text});
    made_.slabs[first].opens.insert(made_.slabs[first].opens.begin(), "Sect");
    annex_open_ = true;
}

void Builder::letterhead() {
    const auto& head = *document_.letterhead;
    Slab slab;
    slab.logo = head.logo.has_value();
    const double x = head.logo ? logo_height * head.logo->width / head.logo->height + logo_gap : 0;
    const double lines_width = body_width * 0.42, name_width = body_width - lines_width - column_gap - x;
    auto name = typesetter_.lines(head.name, head_name, name_width);
    Box lines{body_width - lines_width, 0, {}, "P"};
    for (const auto& line : head.lines)
        for (auto& laid : typesetter_.lines(line, head_line, lines_width, Align::end)) lines.lines.push_back(std::move(laid));
    for (auto& line : lines.lines) typesetter_.add_space(line);
    const double tall = std::max({head.logo ? logo_height : 0, height_of(name), height_of(lines.lines)});
    const double name_top = (tall - height_of(name)) / 2;
    lines.top = (tall - height_of(lines.lines)) / 2;
    slab.boxes.push_back({x, name_top, std::move(name), "P"});
    if (!lines.lines.empty()) slab.boxes.push_back(std::move(lines));
    slab.height = tall + 12;
    slab.rules.push_back({0, slab.height - heavy, body_width, heavy, accent});
    add(std::move(slab), 0);
    after(30);
}

void Builder::letter() {
    const auto& letter = *document_.letter;
    const double x = french_ ? address_left : 0;
    if (!letter.addressee.empty()) {
        Slab slab;
        Box box{x, 0, {}, "P"};
        for (const auto& line : letter.addressee)
            for (auto& laid : typesetter_.lines(line, address_face, address_width)) box.lines.push_back(std::move(laid));
        for (auto& line : box.lines) typesetter_.add_space(line);
        // Without a letterhead it begins the page, where what is before a slab is left out.
        if (made_.slabs.empty()) box.top = address_top - margin_top;
        slab.height = box.top + height_of(box.lines);
        slab.boxes.push_back(std::move(box));
        add(std::move(slab), std::max(16.0, address_top - margin_top - height_));
        after(26);
    }
    if (!letter.place_and_date.empty()) {
        Slab slab;
        slab.boxes.push_back({x, 0, typesetter_.lines(letter.place_and_date, address_face, address_width), "P"});
        slab.height = height_of(slab.boxes[0].lines);
        add(std::move(slab), 16);
        after(24);
    }
    for (const auto& [key, value] : letter.references) {
        flow(typesetter_.lines(Text{Run{key + (french_ ? "\u00a0: " : ": "), Style::plain, Hyphens::none, {}},
                                    Run{value, Style::strong, Hyphens::none, {}}},
                               body, body_width),
             0, 0, "P");
    }
    if (!letter.references.empty()) after(20);
}

Slabs Builder::build() {
    if (document_.letterhead) letterhead();
    if (document_.letter) {
        letter();
    } else {
        const auto first = flow(typesetter_.lines(document_.title, title_face, body_width), 0, 0, "H1");
        for (auto i = first; i < made_.slabs.size(); ++i) made_.slabs[i].keep_with_next = true;
        after(16);
    }
    for (const auto& block : document_.blocks) std::visit(*this, block);
    if (annex_open_) ++made_.slabs.back().closes;
    return std::move(made_);
}

}  // namespace

Slabs slabs_of(const Document& document, const Words& words, Typesetter& typesetter) {
    return Builder(document, words, typesetter).build();
}

std::string filled(std::string_view words, std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    std::string text;
    for (std::size_t at = 0; at < words.size();) {
        const auto close = words[at] == '{' ? words.find('}', at) : words.npos;
        const auto name = close == words.npos ? std::string_view() : words.substr(at + 1, close - at - 1);
        const auto* found = std::ranges::find_if(values, [&](const auto& value) { return value.first == name; });
        if (close == words.npos || found == values.end()) {
            text += words[at++];
        } else {
            text += found->second;
            at = close + 1;
        }
    }
    return text;
}

}  // namespace papers::layout
