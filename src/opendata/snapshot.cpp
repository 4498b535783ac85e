// The public lists as one SQLite file: made list by list, so that other requests have their turn, then sent.
#include "opendata/opendata.h"

#include "acts/log.h"
#include "base/text.h"
#include "web/socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace opendata {
namespace {

using web::Cell, web::Visit;

constexpr std::size_t piece_bytes = 64 * 1024;

// A place for a file that nobody else sees, gone with its owner.
class Folder {
public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "concert-data-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    std::string file() const { return (path_ / "snapshot.sqlite").string(); }

private:
    std::filesystem::path path_;
};

std::string in_quotes(std::string_view name) { return "\"" + std::string(name) + "\""; }

bool is_number(const Cell& cell) { return std::holds_alternative<std::int64_t>(cell); }
bool is_known(const Cell& cell) { return !std::holds_alternative<std::monostate>(cell); }

// What holds a cell's text while it is bound.
std::string text_of(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* words = std::get_if<std::string>(&cell)) return *words;
    if (const auto* day = std::get_if<base::Date>(&cell)) return day->iso();
    if (const auto* amount = std::get_if<base::Money>(&cell)) return amount->text_and_code();
    if (const auto* link = std::get_if<web::Link>(&cell)) return link->address;
    return {};
}

// What a column of a list means: "data.<list>.<column>", or "data.column.<column>" where it means the same everywhere.
std::string meaning(base::Language language, std::string_view list, std::string_view column) {
    const auto& words = web::words_of(language);
    const auto own = fmt::format("data.{}.{}", list, column), shared = fmt::format("data.column.{}", column);
    return words.has(own) ? std::string(words.text(own)) : words.has(shared) ? std::string(words.text(shared)) : std::string();
}

class Snapshot {
public:
    Snapshot(std::shared_ptr<const Visit> visit, std::vector<web::PublicList> lists) : visit_(std::move(visit)), lists_(std::move(lists)) {}
    ~Snapshot() { let_go(); }
    Snapshot(const Snapshot&) = delete;

    std::optional<std::string> next() {
        if (!folder_) begin();
        if (visit_) {
            if (written_ < lists_.size()) write(lists_[written_++]);
            else finish();
            return "";
        }
        std::string piece(piece_bytes, '\0');
        const auto size = ::pread(file_.get(), piece.data(), piece.size(), static_cast<off_t>(given_));
        if (size < 0) throw std::system_error(errno, std::generic_category(), "the snapshot");
        piece.resize(static_cast<std::size_t>(size));
        given_ += piece.size();
        return piece.empty() ? std::nullopt : std::optional(std::move(piece));
    }

private:
    web::ListOfCells cells_of(const web::PublicList& list) const {
        web::ListOfCells cells;
        Visit asked(*visit_);
        asked.visitor = {};  // whoever asks, it holds what anybody may see
        asked.cells = &cells;
        list.file(asked);
        return cells;
    }

    void begin() {
        folder_.emplace();
        made_ = store::Db::open({.path = folder_->file()}, store::Access::bulk);
        visit_->db().begin_reading();
        made_->begin();
        made_->script(
            "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
            "CREATE TABLE meaning (\"table\" TEXT NOT NULL, \"column\" TEXT NOT NULL, fr TEXT NOT NULL, en TEXT NOT NULL, "
            "PRIMARY KEY (\"table\", \"column\")) STRICT");
        const auto tell = [&](std::string_view name, const std::string& value) {
            made_->run("INSERT INTO about (name, value) VALUES ($1, $2)", {name, value});
        };
        const auto& facts = visit_->facts;
        tell("network_fr", facts.name_fr);
        tell("network_en", facts.name_en);
        tell("journal_number", std::to_string(acts::read_head(visit_->db()).size));
        tell("date", visit_->today().iso());
        tell("site", visit_->hooks.origin);
        tell("simulated", facts.simulated ? "yes" : "no");
        tell("licence", std::string(visit_->text("data.licence")));
    }

    void write(const web::PublicList& list) {
        auto cells = cells_of(list);
        std::vector<bool> numbers(cells.headings.size(), true), known(cells.headings.size(), false);
        for (auto rows = cells.rows(visit_->db()); !rows.empty(); rows = cells.rows(visit_->db()))
            for (const auto& row : rows)
                for (std::size_t i = 0; i < row.size(); ++i)
                    if (is_known(row[i])) numbers[i] = numbers[i] && is_number(row[i]), known[i] = true;
        std::string columns, names, marks;
        for (std::size_t i = 0; i < cells.headings.size(); ++i) {
            const auto name = cells.headings[i].name;
            columns += (i ? ", " : "") + in_quotes(name) + (numbers[i] && known[i] ? " INTEGER" : " TEXT");
            names += (i ? ", " : "") + in_quotes(name);
            marks += (i ? ", $" : "$") + std::to_string(i + 1);
            made_->run("INSERT INTO meaning (\"table\", \"column\", fr, en) VALUES ($1, $2, $3, $4)",
                       {list.name, name, meaning(base::Language::fr, list.name, name), meaning(base::Language::en, list.name, name)});
        }
        made_->script("CREATE TABLE " + in_quotes(list.name) + " (" + columns + ") STRICT");
        const auto insert = "INSERT INTO " + in_quotes(list.name) + " (" + names + ") VALUES (" + marks + ")";
        cells = cells_of(list);  // once more from the first row, of the same moment
        for (auto rows = cells.rows(visit_->db()); !rows.empty(); rows = cells.rows(visit_->db()))
            for (const auto& row : rows) {
                std::vector<std::string> texts(row.size());
                std::vector<store::Value> values;
                for (std::size_t i = 0; i < row.size(); ++i) {
                    if (!is_known(row[i])) values.emplace_back(nullptr);
                    else if (numbers[i]) values.emplace_back(std::get<std::int64_t>(row[i]));
                    else values.emplace_back(texts[i] = text_of(row[i]));
                }
                made_->run_values(insert, values);
            }
    }

    void finish() {
        made_->commit();
        made_.reset();
        file_ = web::FileDescriptor(::open(folder_->file().c_str(), O_RDONLY | O_CLOEXEC));
        if (file_.get() < 0) throw std::system_error(errno, std::generic_category(), folder_->file());
        let_go();
    }
    void let_go() {
        if (visit_ && visit_->db().in_transaction()) visit_->db().rollback();
        visit_.reset();
    }

    std::shared_ptr<const Visit> visit_;  // until all is written
    std::vector<web::PublicList> lists_;
    std::optional<Folder> folder_;
    std::unique_ptr<store::Db> made_;
    std::size_t written_ = 0;
    web::FileDescriptor file_;
    std::uint64_t given_ = 0;
};

}  // namespace

web::Response snapshot(Visit& visit, const std::vector<web::PublicList>& lists) {
    std::vector<web::PublicList> facts;
    for (const auto& list : lists)
        if (list.name != "journal") facts.push_back(list);
    auto made = std::make_shared<Snapshot>(web::kept(visit), std::move(facts));
    auto response = web::Response::stream("application/vnd.sqlite3", [made] { return made->next(); });
    const auto name = base::slug(visit.facts.short_name);
    response.headers.add("Content-Disposition", fmt::format("attachment; filename=\"{}-{}.sqlite\"", name.empty() ? "concert" : name,
                                                            acts::read_head(visit.db()).size));
    response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

}  // namespace opendata
