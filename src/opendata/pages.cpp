// The public lists as one SQLite file: made list by list, so that other requests have their turn, then sent.
#include "opendata/pages.h"

#include "acts/log.h"
#include "base/text.h"
#include "opendata/store.h"
#include "store/scratch.h"
#include "web/socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <system_error>

namespace opendata {
namespace {

using web::Cell, web::Visit;

constexpr std::size_t piece_bytes = 64 * 1024;

bool is_number(const Cell& cell) { return std::holds_alternative<std::int64_t>(cell); }
bool is_known(const Cell& cell) { return !std::holds_alternative<std::monostate>(cell); }

// What a column of a list means: "data.<list>.<column>", or "data.column.<column>" where it means the same everywhere; else what stands
// above it on the page.
std::string meaning(base::Language language, std::string_view list, const web::Heading& heading) {
    const auto& words = web::words_of(language);
    for (const auto& key :
         {fmt::format("data.{}.{}", list, heading.name), fmt::format("data.column.{}", heading.name), std::string(heading.label)})
        if (words.has(key)) return std::string(words.text(key));
    return {};
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
        made_.emplace(file_name());
        visit_->db().begin_reading();
        const auto& facts = visit_->facts;
        made_->tell("network_fr", facts.name_fr);
        made_->tell("network_en", facts.name_en);
        made_->tell("journal_number", std::to_string(acts::read_head(visit_->db()).size));
        made_->tell("date", visit_->today().iso());
        made_->tell("site", visit_->hooks.origin);
        made_->tell("simulated", facts.simulated ? "yes" : "no");
        made_->tell("licence", std::string(visit_->text("data.licence")));
    }

    // Twice, of the same moment: what the columns hold, then the rows.
    void write(const web::PublicList& list) {
        std::vector<TableColumn> columns;
        std::vector<bool> known;
        auto cells = cells_of(list);
        if (!cells.rows) return;  // not open to everybody
        for (const auto& heading : cells.headings) {
            columns.push_back({std::string(heading.name), meaning(base::Language::fr, list.name, heading),
                               meaning(base::Language::en, list.name, heading), true});
            known.push_back(false);
        }
        for (auto rows = cells.rows(visit_->db()); !rows.empty(); rows = cells.rows(visit_->db()))
            for (const auto& row : rows)
                for (std::size_t i = 0; i < row.size(); ++i)
                    if (is_known(row[i])) columns[i].number = columns[i].number && is_number(row[i]), known[i] = true;
        for (std::size_t i = 0; i < columns.size(); ++i) columns[i].number = columns[i].number && known[i];
        auto table = list.name;  // "programme.frames": a name that needs no quotes
        std::ranges::replace(table, '.', '_');
        made_->add_table(table, columns);
        cells = cells_of(list);
        for (auto rows = cells.rows(visit_->db()); !rows.empty(); rows = cells.rows(visit_->db()))
            for (const auto& row : rows) {
                std::vector<std::string> texts(row.size());
                std::vector<store::Value> values;
                for (std::size_t i = 0; i < row.size(); ++i) {
                    if (!is_known(row[i])) values.emplace_back(nullptr);
                    else if (columns[i].number) values.emplace_back(std::get<std::int64_t>(row[i]));
                    else values.emplace_back(texts[i] = web::plain(row[i]));
                }
                made_->add_row(values);
            }
    }

    void finish() {
        made_->finish();
        made_.reset();
        file_ = web::FileDescriptor(::open(file_name().c_str(), O_RDONLY | O_CLOEXEC));
        if (file_.get() < 0) throw std::system_error(errno, std::generic_category(), file_name());
        let_go();
    }
    std::string file_name() const { return (folder_->path / "snapshot.sqlite").string(); }
    void let_go() {
        if (visit_ && visit_->db().in_transaction()) visit_->db().rollback();
        visit_.reset();
    }

    std::shared_ptr<const Visit> visit_;  // until all is written
    std::vector<web::PublicList> lists_;
    std::optional<store::Scratch> folder_;
    std::optional<SnapshotFile> made_;
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
