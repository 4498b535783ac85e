// A list as a file. First it is made, some rows at a time, so that other requests have their turn; then it is sent.
#include "acts/shape.h"
#include "papers/xlsx_write.h"
#include "web/api.h"
#include "web/api_query.h"
#include "web/socket.h"
#include "web/table.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>

namespace web {

std::string_view ending(Format format) {
    switch (format) {
    case Format::csv: return ".csv";
    case Format::json: return ".json";
    case Format::xlsx: return ".xlsx";
    }
    return "";
}

std::string plain(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* words = std::get_if<std::string>(&cell)) return *words;
    if (const auto* day = std::get_if<base::Date>(&cell)) return day->iso();
    if (const auto* amount = std::get_if<base::Money>(&cell)) return amount->text_and_code();
    if (const auto* link = std::get_if<Link>(&cell)) return link->address;
    return {};
}

namespace {

// What is made of rows, then given back in pieces.
class Maker {
public:
    virtual ~Maker() = default;
    virtual void add(const Cells&) = 0;
    virtual void finish() = 0;
    virtual std::string piece(std::uint64_t at) = 0;  // empty: the end
};

// A text on disk, in a file without a name.
class TextMaker : public Maker {
public:
    TextMaker() : file_(open(P_tmpdir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
        if (file_.get() < 0) fail();
    }
    void finish() override { flush(); }
    std::string piece(std::uint64_t at) override {
        std::string piece(kept_bytes, '\0');
        const auto size = pread(file_.get(), piece.data(), piece.size(), static_cast<off_t>(at));
        if (size < 0) fail();
        piece.resize(static_cast<std::size_t>(size));
        return piece;
    }

protected:
    std::string& text() {
        if (text_.size() >= kept_bytes) flush();
        return text_;
    }

private:
    static constexpr std::size_t kept_bytes = 64 * 1024;

    [[noreturn]] static void fail() { throw std::system_error(errno, std::generic_category(), "a file that is exported"); }
    void flush() {
        for (std::string_view left = text_; !left.empty();) {
            const auto size = write(file_.get(), left.data(), left.size());
            if (size < 0 && errno != EINTR) fail();
            left.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        }
        text_.clear();
    }

    FileDescriptor file_;
    std::string text_;
};

// UTF-8 with its mark (spreadsheets know it by that), CRLF, a heading row; a text that a spreadsheet would run as a formula begins
// with an apostrophe (OWASP, CSV injection).
class CsvMaker final : public TextMaker {
public:
    explicit CsvMaker(std::span<const Heading> headings) {
        text() = "\xef\xbb\xbf";
        for (const auto& heading : headings) words(heading.name), text() += &heading == &headings.back() ? "" : ",";
        text() += "\r\n";
    }
    void add(const Cells& row) override {
        for (const auto& cell : row) {
            const bool typed = std::holds_alternative<std::string>(cell) || std::holds_alternative<Link>(cell);
            typed ? words(plain(cell)) : static_cast<void>(text() += plain(cell));
            if (&cell != &row.back()) text() += ',';
        }
        text() += "\r\n";
    }

private:
    void words(std::string_view said) {
        auto& out = text();
        const bool formula = !said.empty() && std::string_view("=+-@\t\r").contains(said.front());
        if (!formula && said.find_first_of("\",\r\n") == said.npos) return static_cast<void>(out += said);
        out += formula ? "\"'" : "\"";
        for (const char c : said) out += c == '"' ? "\"\"" : std::string(1, c);
        out += '"';
    }
};

class JsonMaker final : public TextMaker {  // an array of objects; null: not known
public:
    explicit JsonMaker(std::span<const Heading> headings) {
        for (const auto& heading : headings) names_.push_back(acts::json_text(heading.name) + ":");
        text() = "[";
    }
    void add(const Cells& row) override {
        auto& out = text();
        out += std::exchange(first_, false) ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += (i ? "," : "") + names_[i];
            if (std::holds_alternative<std::monostate>(row[i])) out += "null";
            else if (std::holds_alternative<std::int64_t>(row[i])) out += plain(row[i]);
            else out += acts::json_text(plain(row[i]));
        }
        out += '}';
    }
    void finish() override {
        text() += "\n]\n";
        TextMaker::finish();
    }

private:
    std::vector<std::string> names_;
    bool first_ = true;
};

class XlsxMaker final : public Maker {
public:
    XlsxMaker(const Visit& visit, std::string_view name, std::span<const Heading> headings) {
        std::vector<papers::XlsxColumn> columns;
        for (const auto& heading : headings)
            columns.push_back({std::string(heading.label.empty() ? heading.name : visit.text(heading.label))});
        auto begun = papers::XlsxSheet::begin({.sheet = std::string(name),
                                               .title = std::string(name),
                                               .author = visit.facts.name(visit.language),
                                               .made_us = visit.hooks.clock()},
                                              std::move(columns));
        sheet_.emplace(must(std::move(begun)));
    }
    void add(const Cells& row) override {
        cells_.clear();
        for (const auto& cell : row) cells_.push_back(std::visit([](const auto& value) { return of(value); }, cell));
        must(sheet_->add(cells_));
    }
    void finish() override { must(sheet_->finish()); }
    std::string piece(std::uint64_t at) override { return must(sheet_->piece(at)); }

private:
    template <class T>
    static papers::XlsxCell of(const T& value) {
        if constexpr (std::same_as<T, std::string>) return std::string_view(value);
        else if constexpr (std::same_as<T, Link>) return papers::XlsxLink{value.text, value.address};
        else return value;
    }
    template <class T>
    static T must(std::expected<T, papers::XlsxWriteFault> made) {
        if (!made) {
            const auto& fault = made.error();
            throw std::runtime_error(
                fmt::format("workbook: problem {}, row {}, column {}", static_cast<int>(fault.problem), fault.row, fault.column));
        }
        if constexpr (!std::is_void_v<T>) return std::move(*made);
    }

    std::optional<papers::XlsxSheet> sheet_;
    std::vector<papers::XlsxCell> cells_;
};

// The file as a stream: rows of one snapshot, then pieces.
class Exported {
public:
    Exported(std::shared_ptr<const Visit> visit, std::string name, Format format, std::vector<Heading> headings, CellSource rows)
        : visit_(std::move(visit)), name_(std::move(name)), format_(format), headings_(std::move(headings)), rows_(std::move(rows)) {}
    ~Exported() { let_go(); }
    Exported(const Exported&) = delete;

    std::optional<std::string> next() {
        if (!maker_) begin();
        if (visit_) {
            const auto rows = rows_(visit_->db());
            for (const auto& row : rows) maker_->add(row);
            if (rows.empty()) let_go(), maker_->finish();
            return "";
        }
        auto piece = maker_->piece(given_);
        given_ += piece.size();
        return piece.empty() ? std::nullopt : std::optional(std::move(piece));
    }

private:
    void begin() {
        visit_->db().begin_reading();
        reads_ = true;
        if (format_ == Format::csv) maker_ = std::make_unique<CsvMaker>(headings_);
        else if (format_ == Format::json) maker_ = std::make_unique<JsonMaker>(headings_);
        else maker_ = std::make_unique<XlsxMaker>(*visit_, name_, headings_);
    }
    void let_go() {
        if (std::exchange(reads_, false)) visit_->db().rollback();
        rows_ = nullptr;
        visit_.reset();
    }

    std::shared_ptr<const Visit> visit_;  // until all rows are read
    std::string name_;
    Format format_;
    std::vector<Heading> headings_;
    CellSource rows_;
    std::unique_ptr<Maker> maker_;
    bool reads_ = false;
    std::uint64_t given_ = 0;
};

std::string_view media_type(Format format) {
    switch (format) {
    case Format::csv: return "text/csv; charset=utf-8; header=present";
    case Format::json: return "application/json";
    case Format::xlsx: return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }
    return "";
}

using FileOf = std::function<Response(Visit&, Format)>;

// Columns that the list has not: who asks for one is told those there are.
std::vector<base::Wrong> wrong_columns(const Visit& visit, const FileOf& file) {
    const auto asked = columns_asked(visit);
    if (asked.empty()) return {};
    auto request = visit.request;
    request.query = {};
    for (const auto& [name, value] : visit.request.query)
        if (name != "columns") request.query.add(name, value);
    ListOfCells whole;
    Visit every{.request = request,
                .hooks = visit.hooks,
                .language = visit.language,
                .words = visit.words,
                .reading = visit.reading,
                .facts = visit.facts,
                .date = visit.date,
                .known = visit.known,
                .visitor = visit.visitor,
                .cells = &whole};
    if (file(every, Format::csv).status != 200) return {};
    std::string names;
    for (const auto& heading : whole.headings) names += (names.empty() ? "" : ", ") + std::string(heading.name);
    std::vector<base::Wrong> wrong;
    for (const auto column : asked)
        if (std::ranges::find(whole.headings, column, &Heading::name) == whole.headings.end())
            wrong.push_back({"columns", "column", {{"column", std::string(column)}, {"columns", names}}});
    return wrong;
}

// A filter takes in a file what it takes in the view that the API has of the same things; empty, it filters nothing, as forms send it.
std::vector<base::Wrong> wrong_filters(const Visit& visit, const Router& router, std::string_view list) {
    const std::string_view things = list == "journal" ? "register" : list == "facts" ? "statements" : list == "content" ? "pages" : list;
    const auto view = std::ranges::find(router.all(), "api." + std::string(things), &Route::name);
    if (view == router.all().end() || !(*view)->api) return {};
    std::vector<base::Wrong> wrong;
    for (const auto& parameter : (*view)->api->parameters)
        for (const auto value : visit.request.query.all(parameter.name))
            if (auto fault = value.empty() ? std::nullopt : fault_of(parameter, std::string(value))) wrong.push_back(std::move(*fault));
    return wrong;
}

}  // namespace

Response file_of(const std::shared_ptr<const Visit>& visit, std::string_view name, Format format, std::vector<Heading> headings,
                 CellSource rows) {
    if (visit->cells) {
        *visit->cells = {std::move(headings), [visit, rows = std::move(rows)](store::Db& db) { return rows(db); }};  // cells look at it
        return Response::text("");
    }
    const auto dated = visit->date ? fmt::format("{}-{}", name, visit->date->iso()) : std::string(name);
    auto made = std::make_shared<Exported>(visit, dated, format, std::move(headings), std::move(rows));
    auto response = Response::stream(std::string(media_type(format)), [made] { return made->next(); });
    response.headers.add("Content-Disposition",
                         fmt::format("{}; filename=\"{}{}\"", format == Format::json ? "inline" : "attachment", dated, ending(format)));
    response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

void add_files(Router& router, const SiteHooks& hooks, const std::string& name, const Address& list, std::vector<std::string> query,
               FileOf file) {
    if (list.fr.find('{') == list.fr.npos) router.add_list({name, [file](Visit& visit) { return file(visit, Format::csv); }});
    for (const auto format : formats) {
        const std::string end(ending(format));
        add_page(router, hooks, name + end, {list.fr + end, list.en + end}, query, [&router, name, file, format](Visit& visit) {
            auto wrong = wrong_filters(visit, router, name);
            for (auto& column : wrong_columns(visit, file)) wrong.push_back(std::move(column));
            return wrong.empty() ? file(visit, format) : wrong_problem(visit.words, wrong, 400);
        });
    }
}

}  // namespace web
