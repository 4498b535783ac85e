// Importing a spreadsheet: each row is an act. Looked at before anything is written; running it again doubles nothing.
#pragma once
#include "acts/spreadsheet.h"
#include "acts/writer.h"
#include "base/i18n.h"

namespace app {

// Where acts go: acts::Writer, or a running server by its socket.
struct ImportDoor {
    std::function<std::vector<acts::Outcome>(std::span<const acts::Submission>)> preview;
    std::function<acts::Writer::BatchOutcome(std::span<const acts::Submission>)> submit_all;
};
ImportDoor door_of(acts::Writer&);

struct ImportRequest {
    std::string act = "members.record";
    std::string basis;                             // for rows that give none
    base::Language language = base::Language::fr;  // of numbers and dates
    acts::Actor actor{"administrator", acts::Role::administrator, "secretariat"};
};

// The file, understood: as many submissions as rows. The client key of a row is made of the act, its values and how many rows above
// are the same, so a row that was accepted is found again when the file is corrected and run once more.
struct ImportPlan {
    acts::Encoding encoding{};
    char separator = ',';
    std::string sheet;                           // of a workbook; empty: the file is CSV
    std::vector<std::string> headings, columns;  // columns: the paths of the fields
    std::vector<std::int64_t> rows;              // their numbers in the spreadsheet
    std::vector<std::string> titles;             // first cell that says something, to know the row again
    std::vector<acts::Submission> submissions;
};
// What is wrong with the file (codes "import.…") instead, all at once.
std::expected<ImportPlan, std::vector<base::Finding>> plan_import(std::string_view bytes, const acts::Registry&, const ImportRequest&);

// One answer for each row, nothing written: accepted, accepted before (`repeated`), or why not. Rows are looked at in groups of
// 2,000, each row on top of the accepted ones before it in its group.
std::vector<acts::Outcome> preview_import(const ImportPlan&, const ImportDoor&);

struct Imported {
    std::int64_t accepted = 0, repeated = 0;
    std::optional<std::size_t> stopped_at;  // index of the row that was refused
    base::Refusal why;
    bool all_or_nothing = true;       // stopped: nothing of the file was written
    base::Id<acts::Act> first, last;  // of the acts accepted now
};
// Up to 2,000 rows in one transaction, all or nothing; more in chunks of 100, each all or nothing, stopping at the first refused row.
// `progress` is told the rows done. Throws store::Fault: run it again.
Imported run_import(const ImportPlan&, const ImportDoor&, const std::function<void(std::size_t done)>& progress = {});

inline constexpr std::size_t one_transaction_rows_max = 2000, chunk_rows = 100;

// A file with the headings of an act in that language, for people to fill in.
std::string import_template(const acts::Declared&, const base::Words&);
// The same as a workbook whose cells offer the choices there are. Throws std::runtime_error when there is no room on the disk.
std::string import_workbook(const acts::Declared&, const base::Words&, std::int64_t now_us);

}  // namespace app
