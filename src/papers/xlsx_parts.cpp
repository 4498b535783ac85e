#include "papers/xlsx_parts.h"

#include <algorithm>
#include <charconv>

namespace papers {
namespace {

constexpr std::size_t sheet_name_bytes_max = 1'000;

bool truth(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

// The attribute r:id, transitional or strict.
std::string_view relationship_id(const XmlAttributes& attributes) {
    const auto id = attributes["http://schemas.openxmlformats.org/officeDocument/2006/relationships\nid"];
    return id.data() ? id : attributes["http://purl.oclc.org/ooxml/officeDocument/relationships\nid"];
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || text[0] == '-' || error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

std::string resolved(std::string_view folder, std::string_view target) {
    std::string path = target.starts_with('/') ? std::string() : std::string(folder);
    while (!target.empty()) {
        const auto size = std::min(target.find('/'), target.size());
        const auto piece = target.substr(0, size);
        target.remove_prefix(std::min(size + 1, target.size()));
        if (piece == "..") {
            if (!path.empty()) path.pop_back();
            path.erase(path.rfind('/') + 1);
        } else if (!piece.empty() && piece != ".") {
            path += piece;
            if (!target.empty()) path += '/';
        }
    }
    return path;
}

void Relationships::start(std::string_view name, const XmlAttributes& attributes) {
    if (name != "Relationship" || attributes["TargetMode"] == "External") return;
    const auto type = attributes["Type"];
    const auto kind = type.substr(type.rfind('/') + 1);
    const auto part = [&] { return resolved(folder_, attributes["Target"]); };
    if (kind == "officeDocument") workbook = part();
    else if (kind == "sharedStrings") shared_texts = part();
    else if (kind == "styles") styles = part();
    else if (kind == "worksheet") {
        if (sheets.size() == xlsx_sheets_max) problem = XlsxProblem::broken;
        else sheets.push_back({std::string(attributes["Id"]), part()});
    }
}

void Workbook::start(std::string_view name, const XmlAttributes& attributes) {
    if (first_) is_workbook = name == "workbook";
    first_ = false;
    if (!is_workbook) problem = XlsxProblem::not_a_workbook;
    else if (name == "workbookPr") epoch = truth(attributes["date1904"]) ? Epoch::of_1904 : Epoch::of_1900;
    else if (name == "sheet") {
        const auto title = attributes["name"];
        if (sheets.size() == xlsx_sheets_max || title.size() > sheet_name_bytes_max) problem = XlsxProblem::broken;
        else {
            const auto state = attributes["state"];
            sheets.push_back({std::string(title), std::string(relationship_id(attributes)), state == "hidden" || state == "veryHidden"});
        }
    }
}

void RichText::start(std::string_view name) {
    if (name == "rPh") phonetic_ = true;
    else if (name == "t") in_text_ = true;
}
void RichText::end(std::string_view name) {
    if (name == "rPh") phonetic_ = false;
    else if (name == "t") in_text_ = false;
}

void SharedTexts::start(std::string_view name, const XmlAttributes&) { rich_.start(name); }
void SharedTexts::end(std::string_view name) {
    rich_.end(name);
    if (name != "si") return;
    if (ends_.size() == xlsx_shared_texts_max) problem = XlsxProblem::too_much_text;
    else ends_.push_back(static_cast<std::uint32_t>(all_.size()));
}
void SharedTexts::text(std::string_view piece) {
    if (rich_.wanted()) all_ += piece;
}
std::optional<std::string_view> SharedTexts::at(std::size_t index) const {
    if (index >= ends_.size()) return {};
    const std::size_t begins = index ? ends_[index - 1] : 0;
    return std::string_view(all_).substr(begins, ends_[index] - begins);
}
static_assert(xlsx_unpacked_bytes_max < 1ULL << 32, "places in the shared texts are kept in 32 bits");

void Styles::start(std::string_view name, const XmlAttributes& attributes) {
    if (name == "cellXfs") in_cells_ = true;
    if (name == "numFmt") {
        if (formats_.size() == xlsx_formats_max) problem = XlsxProblem::broken;
        else if (const auto id = whole_number(attributes["numFmtId"]))
            formats_.insert(std::ranges::upper_bound(formats_, *id, {}, &std::pair<std::int64_t, DateFormat>::first),
                            {*id, date_format(attributes["formatCode"])});
    } else if (name == "xf" && in_cells_) {
        if (cells_.size() == xlsx_formats_max) problem = XlsxProblem::broken;
        else cells_.push_back(whole_number(attributes["numFmtId"]).value_or(0));
    }
}
void Styles::end(std::string_view name) {
    if (name == "cellXfs") in_cells_ = false;
}
DateFormat Styles::of_cell(std::size_t style) const {
    if (style >= cells_.size()) return {};
    const auto id = cells_[style];
    const auto found = std::ranges::lower_bound(formats_, id, {}, &std::pair<std::int64_t, DateFormat>::first);
    return found != formats_.end() && found->first == id ? found->second : built_in_date_format(id);
}

}  // namespace papers
