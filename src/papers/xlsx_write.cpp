#include "papers/xlsx_write.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include "base/text.h"
#include "papers/archive.h"
#include "papers/xml.h"

namespace papers {
namespace {

constexpr std::size_t piece_bytes = 65'536;
constexpr double width_min = 8, width_max = 60;
constexpr base::Date first_day{1900, 3, 1};  // before it, programs count days differently (a 29 February 1900, or none)

class File {  // unnamed: gone with the last who holds it
public:
    explicit File(const std::string& folder) : number_(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {}
    ~File() {
        if (number_ >= 0) close(number_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int number() const { return number_; }
    std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

private:
    int number_;
};

// How many UTF-16 units a text is, by which Excel counts; nothing when it is no text.
std::optional<std::size_t> units(std::string_view text) {
    if (!base::valid_utf8(text) || text.find('\0') != text.npos) return {};
    std::size_t count = 0;
    for (const unsigned char byte : text) count += (byte & 0xc0) != 0x80, count += byte >= 0xf0;
    return count;
}

bool control(char c) { return static_cast<unsigned char>(c) < 0x20; }

// "_x0041_" would be shown as "A" (ECMA-376 part 1, 22.9.2.19): its underscore is written so itself.
std::string escaped(std::string_view given) {
    const auto characters = xml_characters(given);
    const std::string_view text = characters;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto escape = text.substr(i, 7);
        const bool looks_so = escape.size() == 7 && escape.starts_with("_x") && escape[6] == '_' &&
                              escape.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == escape.npos;
        out += looks_so ? std::string_view("_x005F_") : text.substr(i, 1);
    }
    return out;
}

bool followed(std::string_view address) {
    return (address.starts_with("https://") || address.starts_with("http://") || address.starts_with("mailto:")) &&
           address.size() <= xlsx_link_address_max && std::ranges::none_of(address, control) && xml_characters(address) == address;
}

std::string_view text_of(const XlsxLink& link) { return link.text.empty() ? link.address : link.text; }

// The text by which a cell is checked and its column made wide; empty for what is a number.
std::string_view text_of(const XlsxCell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell)) return *text;
    if (const auto* link = std::get_if<XlsxLink>(&cell)) return text_of(*link);
    return {};
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

}  // namespace

struct XlsxSheet::State {
    State(const XlsxDescription& description, std::vector<XlsxColumn> given)
        : folder(description.folder.empty() ? P_tmpdir : description.folder), file(folder), columns(std::move(given)) {}
    ~State() { drop(); }

    void drop() {
        if (!book) return;
        if (sheet && sheet->optimize_tmpfile) std::fclose(sheet->optimize_tmpfile);  // closed by making the workbook only
        lxw_workbook_free(book);
        book = nullptr;
    }

    bool start(const XlsxDescription&);
    lxw_format* amount_format(base::Currency);
    std::optional<XlsxWriteFault> wrong(std::span<const XlsxCell> row) const;
    void write(std::uint16_t column, const XlsxCell&);
    void write_text(std::uint16_t column, std::string_view text, lxw_format* format = nullptr);
    void write_number(std::uint16_t column, double number, lxw_format* format = nullptr);
    void write_amount(std::uint16_t column, const base::Money&);
    void write_link(std::uint16_t column, const XlsxLink&);
    void wrote(std::size_t column, std::size_t characters);
    void offer(std::uint16_t column, std::vector<std::string>& choices);
    void lay_out();
    bool complete(std::uint64_t size) const;

    std::string folder;
    File file;
    std::vector<XlsxColumn> columns;
    std::vector<std::size_t> characters;  // the longest text of each column
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format* date = nullptr;
    std::map<base::Currency, lxw_format*> amounts;
    std::uint32_t rows = 0;       // with the headings
    std::uint64_t rows_seen = 0;  // those with a cell: blank ones are not written
    std::int64_t row_seen = -1;   // the last of them
    std::size_t links = 0;
    std::uint64_t bytes = 0;
    bool failed = false;
};

bool XlsxSheet::State::start(const XlsxDescription& description) {
    if (file.number() < 0) return false;
    lxw_workbook_options options{.constant_memory = LXW_TRUE, .tmpdir = folder.data(), .use_zip64 = LXW_FALSE};
    book = workbook_new_opt(file.path().c_str(), &options);
    if (!book) return false;
    auto title = xml_characters(description.title), author = xml_characters(description.author);
    lxw_doc_properties properties{};
    properties.title = title.data(), properties.author = author.data();
    properties.created = std::max<std::int64_t>(description.made_us / 1'000'000, 1);
    workbook_set_properties(book, &properties);
    sheet = workbook_add_worksheet(book, sheet_name(description.sheet).c_str());
    if (!sheet || !sheet->optimize_tmpfile) return false;
    date = workbook_add_format(book);
    format_set_num_format(date, "yyyy\\-mm\\-dd");
    auto* bold = workbook_add_format(book);
    format_set_bold(bold);
    characters.resize(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) write_text(static_cast<std::uint16_t>(i), columns[i].heading, bold);
    rows = 1;
    return true;
}

lxw_format* XlsxSheet::State::amount_format(base::Currency currency) {
    auto& format = amounts[currency];
    if (!format) {
        format = workbook_add_format(book);
        const auto decimals = currency.decimals > 0 ? "." + std::string(static_cast<std::size_t>(currency.decimals), '0') : std::string();
        format_set_num_format(format, fmt::format("#,##0{}\\ \"{}\"", decimals, currency.code()).c_str());
    }
    return format;
}

std::optional<XlsxWriteFault> XlsxSheet::State::wrong(std::span<const XlsxCell> row) const {
    const auto at = static_cast<std::int64_t>(rows) + 1;
    if (row.size() > columns.size())
        return XlsxWriteFault{XlsxWriteProblem::too_many_cells, at, static_cast<std::int64_t>(columns.size()) + 1};
    if (rows > xlsx_written_rows_max) return XlsxWriteFault{XlsxWriteProblem::too_many_rows, at, 0};
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto column = static_cast<std::int64_t>(i) + 1;
        const auto size = units(text_of(row[i]));
        const auto* link = std::get_if<XlsxLink>(&row[i]);
        if (!size || (link && !units(link->address))) return XlsxWriteFault{XlsxWriteProblem::not_text, at, column};
        if (*size > xlsx_written_cell_max) return XlsxWriteFault{XlsxWriteProblem::cell_too_long, at, column};
    }
    return {};
}

// A cell was written; it takes so many characters.
void XlsxSheet::State::wrote(std::size_t column, std::size_t size) {
    characters[column] = std::max(characters[column], size);
    rows_seen += row_seen != rows;
    row_seen = rows;
}

void XlsxSheet::State::write_text(std::uint16_t column, std::string_view text, lxw_format* format) {
    if (text.empty()) return;
    worksheet_write_string(sheet, rows, column, escaped(text).c_str(), format);
    wrote(column, base::code_points(text));
}

void XlsxSheet::State::write_number(std::uint16_t column, double number, lxw_format* format) {
    worksheet_write_number(sheet, rows, column, number, format);
}

void XlsxSheet::State::write_amount(std::uint16_t column, const base::Money& amount) {
    const auto text = amount.text_and_code();
    if (amount.minor > xlsx_digits_max || amount.minor < -xlsx_digits_max) return write_text(column, text);
    // Both are whole numbers that a double holds, so the quotient is the double nearest to the amount.
    write_number(column, static_cast<double>(amount.minor) / static_cast<double>(power_of_ten(amount.currency.decimals)),
                 amount_format(amount.currency));
    wrote(column, text.size() + text.size() / 3);  // spaces between thousands
}

void XlsxSheet::State::write_link(std::uint16_t column, const XlsxLink& link) {
    const auto text = text_of(link);
    if (links < xlsx_links_max && !text.empty() && followed(link.address) &&
        worksheet_write_url_opt(sheet, rows, column, link.address.c_str(), nullptr, escaped(text).c_str(), nullptr) == LXW_NO_ERROR) {
        ++links;
        return wrote(column, base::code_points(text));
    }
    write_text(column, text);
}

void XlsxSheet::State::write(std::uint16_t column, const XlsxCell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell)) write_text(column, *text);
    else if (const auto* link = std::get_if<XlsxLink>(&cell)) write_link(column, *link);
    else if (const auto* amount = std::get_if<base::Money>(&cell)) write_amount(column, *amount);
    else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        const auto digits = std::to_string(*number);
        if (*number > xlsx_digits_max || *number < -xlsx_digits_max) return write_text(column, digits);
        write_number(column, static_cast<double>(*number));
        wrote(column, digits.size());
    } else if (const auto* day = std::get_if<base::Date>(&cell)) {
        if (*day < first_day) return write_text(column, day->iso());
        write_number(column, static_cast<double>(day->days_since_1970() - base::Date{1899, 12, 30}.days_since_1970()), date);
        wrote(column, 10);
    }
}

void XlsxSheet::State::offer(std::uint16_t column, std::vector<std::string>& choices) {
    constexpr std::size_t units_max = 255;
    std::size_t size = 0;
    for (const auto& choice : choices) {
        if (choice.find(',') != choice.npos || !units(choice)) return;
        size += *units(choice) + 1;
    }
    if (choices.empty() || size > units_max) return;
    std::vector<char*> list;
    for (auto& choice : choices) {
        choice = xml_characters(choice);
        list.push_back(choice.data());
    }
    list.push_back(nullptr);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = list.data();
    validation.ignore_blank = LXW_VALIDATION_ON;
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    worksheet_data_validation_range(sheet, 1, column, static_cast<lxw_row_t>(xlsx_written_rows_max), column, &validation);
}

void XlsxSheet::State::lay_out() {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto wanted = columns[i].width > 0 ? std::min(columns[i].width, 255.0)
                                                 : std::clamp(static_cast<double>(characters[i]) + 2, width_min, width_max);
        worksheet_set_column(sheet, static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(i), wanted, nullptr);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) offer(static_cast<std::uint16_t>(i), columns[i].choices);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);  // on every printed page
    if (!columns.empty()) worksheet_autofilter(sheet, 0, 0, rows - 1, static_cast<std::uint16_t>(columns.size() - 1));
}

// Whether every row is there. The library notices neither a temporary file that could not grow nor one read short.
bool XlsxSheet::State::complete(std::uint64_t size) const {
    if (size == 0) return false;
    const auto unmap = [size](void* at) { munmap(at, size); };
    void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number(), 0);
    if (at == MAP_FAILED) return false;
    const std::unique_ptr<void, decltype(unmap)> map(at, unmap);
    const auto archive = Archive::open({static_cast<const char*>(at), size}, {.ratio_max = 10'000});
    const auto* entry = archive ? archive->find("xl/worksheets/sheet1.xml") : nullptr;
    if (!entry) return false;
    std::uint64_t left = entry->unpacked, count = 0;
    std::string end;
    const auto read = archive->read(*entry, left, [&](std::string_view piece) {
        constexpr std::string_view mark = "</row>";
        end += piece.substr(0, mark.size() - 1);  // a mark over the edge of two pieces
        count += end.find(mark) != end.npos;
        for (auto found = piece.find(mark); found != piece.npos; found = piece.find(mark, found + mark.size())) ++count;
        end = piece.substr(piece.size() - std::min(piece.size(), mark.size() - 1));
        return true;
    });
    return read && count == rows_seen && end == "heet>";
}

XlsxSheet::XlsxSheet(std::unique_ptr<State> state) : state_(std::move(state)) {}
XlsxSheet::XlsxSheet(XlsxSheet&&) noexcept = default;
XlsxSheet& XlsxSheet::operator=(XlsxSheet&&) noexcept = default;
XlsxSheet::~XlsxSheet() = default;

std::expected<XlsxSheet, XlsxWriteFault> XlsxSheet::begin(const XlsxDescription& description, std::vector<XlsxColumn> columns) {
    const auto fault = [](XlsxWriteProblem problem, std::size_t column = 0) {
        return std::unexpected(XlsxWriteFault{problem, column ? 1 : 0, static_cast<std::int64_t>(column)});
    };
    if (columns.size() > xlsx_written_columns_max) return fault(XlsxWriteProblem::too_many_columns);
    for (const auto* text : {&description.title, &description.author})
        if (!units(*text) || std::ranges::any_of(*text, control)) return fault(XlsxWriteProblem::not_text);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto size = units(columns[i].heading);
        if (!size) return fault(XlsxWriteProblem::not_text, i + 1);
        if (*size > xlsx_written_cell_max) return fault(XlsxWriteProblem::cell_too_long, i + 1);
    }
    auto state = std::make_unique<State>(description, std::move(columns));
    if (!state->start(description)) return fault(XlsxWriteProblem::disk);
    return XlsxSheet(std::move(state));
}

std::expected<void, XlsxWriteFault> XlsxSheet::add(std::span<const XlsxCell> row) {
    if (!state_->book || state_->failed) return std::unexpected(XlsxWriteFault{XlsxWriteProblem::order});
    if (const auto fault = state_->wrong(row)) return std::unexpected(*fault);
    for (std::size_t i = 0; i < row.size(); ++i) state_->write(static_cast<std::uint16_t>(i), row[i]);
    ++state_->rows;
    if (std::ferror(state_->sheet->optimize_tmpfile)) {
        state_->failed = true;
        return std::unexpected(XlsxWriteFault{XlsxWriteProblem::disk});
    }
    return {};
}

std::expected<std::uint64_t, XlsxWriteFault> XlsxSheet::finish() {
    if (!state_->book || state_->failed) return std::unexpected(XlsxWriteFault{XlsxWriteProblem::order});
    state_->lay_out();
    const auto error = workbook_close(std::exchange(state_->book, nullptr));  // frees it, whatever it answers
    const auto size = lseek(state_->file.number(), 0, SEEK_END);
    if (error != LXW_NO_ERROR || size < 0 || !state_->complete(static_cast<std::uint64_t>(size))) {
        state_->failed = true;
        return std::unexpected(XlsxWriteFault{XlsxWriteProblem::disk});
    }
    return state_->bytes = static_cast<std::uint64_t>(size);
}

std::expected<std::string, XlsxWriteFault> XlsxSheet::piece(std::uint64_t at) const {
    if (state_->book || state_->failed) return std::unexpected(XlsxWriteFault{XlsxWriteProblem::order});
    std::string piece(std::min<std::uint64_t>(piece_bytes, state_->bytes - std::min(at, state_->bytes)), '\0');
    if (piece.empty()) return piece;
    const auto size = pread(state_->file.number(), piece.data(), piece.size(), static_cast<off_t>(at));
    if (size <= 0) return std::unexpected(XlsxWriteFault{XlsxWriteProblem::disk});
    piece.resize(static_cast<std::size_t>(size));
    return piece;
}

std::expected<void, XlsxWriteFault> XlsxSheet::give(const Receiver& receiver) const {
    for (std::uint64_t at = 0;;) {
        const auto next = piece(at);
        if (!next) return std::unexpected(next.error());
        if (next->empty() || !receiver(*next)) return {};
        at += next->size();
    }
}

std::string sheet_name(std::string_view text) {
    std::string name;
    std::size_t size = 0;
    if (!base::valid_utf8(text)) text = {};
    while (!text.empty()) {
        std::size_t length = 1;
        while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) ++length;
        const auto character = text.substr(0, length);
        text.remove_prefix(length);
        size += length == 4 ? 2 : 1;
        if (size > xlsx_sheet_name_max) break;
        const bool refused =
            length == 1 && (control(character[0]) || character[0] == '\x7f' || std::string_view("\\/?*[]:").contains(character[0]));
        name += refused || xml_characters(character) != character ? std::string_view("-") : character;
    }
    const auto first = std::min(name.find_first_not_of("' "), name.size());
    name.erase(0, first);
    name.erase(name.find_last_not_of("' ") + 1);
    if (name.empty() || base::fold(name) == "history") return "Sheet1";
    return name;
}

}  // namespace papers
