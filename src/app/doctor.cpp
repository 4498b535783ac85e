#include "app/doctor.h"

#include "app/commands.h"
#include "app/doctor_parts.h"
#include "store/scratch.h"

#include "acts/verify.h"
#include "base/zone.h"
#include "network/network.h"
#include "safekeeping/safekeeping.h"
#include "store/files.h"
#include "store/health.h"

#include <algorithm>

namespace app {
namespace {

namespace fs = std::filesystem;

// ---- the database: each check rests on those before it ----

class OfDatabase {
public:
    OfDatabase(const Patient& patient, Notes& notes) : patient_(patient), notes_(notes) {}

    void run() {
        if (!opens()) return;
        if (const auto server = store::server_of(*db_)) of_server(*server);
        if (!undamaged() || !formatted()) return;
        of_journal();
        of_tables();
        of_clock();
        of_files();
        of_backups();
    }

private:
    bool opens() {
        try {
            must_be_there(patient_.location);
            db_ = store::Db::open(patient_.location, store::Access::reader);
            return true;
        } catch (const NoNetwork&) { notes_.fault("database", "missing"); } catch (const store::NotADatabase& fault) {
            notes_.fault("database", "unreadable", {{"what", fault.what()}});
        } catch (const store::Fault& fault) { notes_.fault("database", "refused", {{"what", fault.what()}}); }
        return false;
    }

    bool undamaged() {
        const auto found = store::integrity(*db_);
        if (found.empty()) notes_.good("database");
        else notes_.fault("database", "damaged", {{"what", found[0]}, {"count", found.size()}});
        return found.empty();
    }

    bool formatted() {
        try {
            const auto tables = db_->tables();
            if (std::ranges::find(tables, "journal_format") == tables.end()) return notes_.fault("format", "none"), false;
            acts::check_format(*db_, registry());
            acts::check_tables(*db_, tables_of_program());
            notes_.good("format");
            return true;
        } catch (const acts::TooNew& fault) {
            notes_.fault("format", "newer", {{"what", fault.what()}});
        } catch (const acts::OtherTables&) { notes_.fault("format", "other"); } catch (const store::Fault& fault) {
            notes_.fault("format", "unreadable", {{"what", fault.what()}});
        }
        return false;
    }
    static const std::vector<std::string>& tables_of_program() { return tables(); }

    void of_server(const store::Server& server) {
        constexpr std::int64_t oldest = 130000;
        const auto before = notes_.size();
        if (server.version < oldest) notes_.warning("server", "old", {{"version", server.version / 10000}, {"oldest", oldest / 10000}});
        if (server.encoding != "UTF8") notes_.fault("server", "encoding", {{"encoding", server.encoding}});
        if (!server.fsync) notes_.fault("server", "fsync");
        if (!server.full_page_writes) notes_.fault("server", "pages");
        if (!server.synchronous_commit) notes_.warning("server", "commit");
        if (!server.may_create) notes_.fault("server", "rights", {{"schema", patient_.location.schema}});
        if (notes_.size() == before) notes_.good("server", {{"version", server.version / 10000}});
    }

    void of_journal() {
        const auto head = acts::read_head(*db_);
        const auto signature = [&] {
            try {
                return acts::verify_signed(*db_, head.size);
            } catch (const store::Fault& fault) { return std::vector<std::string>{fault.what()}; }
        }();
        auto findings = acts::verify(*db_, registry());
        std::erase_if(findings, [&](const auto& one) { return std::ranges::find(signature, one) != signature.end(); });
        if (findings.empty()) notes_.good("journal", {{"entries", head.size}, {"root", head.root.hex()}});
        else notes_.fault("journal", "unsound", {{"what", findings[0]}, {"count", findings.size()}});
        if (signature.empty()) notes_.good("checkpoint");
        else notes_.fault("checkpoint", "not_extended", {{"what", signature[0]}});
    }

    // The tables' rows are compared with the journal's only when asked; their columns always.
    void of_tables() {
        const store::Scratch scratch;
        const store::Location made{store::Engine::sqlite, (scratch.path / "made.db").string(), {}, {}};
        std::vector<std::string> different;
        if (patient_.tables) {
            different = rebuild(patient_.location, made, {}).different;
        } else {
            auto model = store::Db::open(made, store::Access::bulk);
            acts::create_tables(*model, tables());
            for (const auto& table : model->tables())
                if (db_->columns(table) != model->columns(table)) different.push_back(table);
        }
        if (different.empty()) notes_.good("tables");
        else notes_.fault("tables", "differ", {{"what", different[0]}, {"count", different.size()}});
    }

    void of_clock() {
        const auto zone = network::zone_of(*db_);
        const auto last_us = acts::read_head(*db_).time_us;
        const auto before = notes_.size();
        if (!base::zone_exists(zone)) notes_.fault("clock", "zone", {{"zone", zone}});
        constexpr std::int64_t tolerated_us = 2'000'000;
        if (last_us > patient_.now_us + tolerated_us)
            notes_.fault("clock", "behind", {{"now", base::Date::utc_day(patient_.now_us)}, {"last", base::Date::utc_day(last_us)}});
        if (notes_.size() == before) notes_.good("clock", {{"zone", zone}});
    }

    void of_files() {
        const store::Files files(store::Files::beside(patient_.location));
        std::int64_t missing = 0, damaged = 0, count = 0;
        std::string first;
        for (const auto& hash : safekeeping::files_referred_to(*db_)) {
            ++count;
            try {
                if (files.read(hash)) continue;
                ++missing;
            } catch (const store::Fault&) { ++damaged; }
            if (first.empty()) first = files.path(hash).string();
        }
        if (missing) notes_.fault("files", "missing", {{"count", missing}, {"file", first}});
        if (damaged) notes_.fault("files", "damaged", {{"count", damaged}, {"file", first}});
        if (!missing && !damaged) notes_.good("files", {{"count", count}});
    }

    void of_backups() {
        using safekeeping::Condition;
        const auto state = safekeeping::safekeeping_state(*db_, patient_.now_us);
        const auto& good = state.last_good;
        switch (state.condition) {
        case Condition::waiting: notes_.good("backup_due"); break;
        case Condition::never: notes_.warning("backup", "never"); break;
        case Condition::late: notes_.warning("backup", "late", {{"day", base::Date::utc_day(good->started_us)}}); break;
        case Condition::failed: notes_.fault("backup", "failed", {{"what", *state.last->fault}}); break;
        case Condition::current:
            if (std::error_code ignored; fs::exists(good->file, ignored)) notes_.good("backup", {{"file", good->file}});
            else notes_.warning("backup", "gone", {{"file", good->file}});
        }
    }

    const Patient& patient_;
    Notes& notes_;
    std::unique_ptr<store::Db> db_;
};

}  // namespace

std::vector<Diagnosis> diagnose(const Patient& patient, const base::Words& words) {
    Notes notes(words, patient.location.text());
    look_at_machine(notes);
    look_at_place(patient, notes);
    try {
        OfDatabase(patient, notes).run();
    } catch (const store::Fault& fault) { notes.fault("database", "refused", {{"what", fault.what()}}); }
    return notes.all();
}

}  // namespace app
