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

bool is_known(const Cell& cell) { return !std::holds_alternative<std::monostate>(cell); }

// Which columns hold integers, so that a table is the same whatever its rows: a question written for one snapshot runs on another.
bool is_integer(std::string_view list, std::string_view column) {
    constexpr std::string_view in_every_list[] = {"abstentions",  "annulled_by_act", "changed_by_act", "codes",    "differs_from",
                                                  "equivalent",   "executed_by_act", "geonameid",      "id",       "latitude_e5",
                                                  "longitude_e5", "member_id",       "population",     "replaces", "session",
                                                  "value_to",     "version",         "votes_against",  "votes_for"};
    constexpr std::pair<std::string_view, std::string_view> in_one[] = {
        {"applications", "number"}, {"documents", "act"},  {"documents", "decision"}, {"documents", "member"}, {"facts", "value"},
        {"figures", "value"},       {"partners", "value"}, {"projects", "value"},     {"sessions", "number"},  {"statutes", "act"}};
    return std::ranges::find(in_every_list, column) != std::end(in_every_list) ||
           std::ranges::find(in_one, std::pair(list, column)) != std::end(in_one);
}

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
        auto request = visit_->request;
        request.query = {};  // whole, whatever filters were written
        for (const auto& [name, value] : visit_->request.query)
            if (name == "date" || name == "known") request.query.add(name, value);
        Visit asked{.request = request,
                    .hooks = visit_->hooks,
                    .language = visit_->language,
                    .words = visit_->words,
                    .reading = visit_->reading,
                    .facts = visit_->facts,
                    .date = visit_->date,
                    .known = visit_->known,
                    .visitor = {},  // whoever asks, it holds what anybody may see
                    .cells = &cells};
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
        made_->tell("date", visit_->on().iso());
        made_->tell("site", visit_->hooks.origin);
        made_->tell("simulated", facts.simulated ? "yes" : "no");
        made_->tell("licence", std::string(visit_->text("data.licence")));
    }

    void write(const web::PublicList& list) {
        const auto cells = cells_of(list);
        if (!cells.rows) return;  // not open to everybody
        std::vector<TableColumn> columns;
        for (const auto& heading : cells.headings)
            columns.push_back({std::string(heading.name), meaning(base::Language::fr, list.name, heading),
                               meaning(base::Language::en, list.name, heading), is_integer(list.name, heading.name)});
        auto table = list.name;  // "programme.frames": a name that needs no quotes
        std::ranges::replace(table, '.', '_');
        made_->add_table(table, columns);
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
    response.headers.add("Content-Disposition",
                         fmt::format("attachment; filename=\"{}-{}{}.sqlite\"", name.empty() ? "concert" : name,
                                     acts::read_head(visit.db()).size, visit.date ? "-" + visit.date->iso() : std::string()));
    response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

}  // namespace opendata
