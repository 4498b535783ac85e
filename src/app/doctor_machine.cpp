// What surrounds a network: the machine's data, the files' rights, who holds the lock, the disk.
#include "app/doctor_parts.h"
#include "app/socket.h"

#include "base/zone.h"
#include "papers/document.h"
#include "safekeeping/safekeeping.h"
#include "store/files.h"

#include <sys/stat.h>
#include <csignal>
#include <fstream>

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t mebibyte = 1 << 20;
constexpr std::uintmax_t log_bytes_max = 1024 * mebibyte, key_file_bytes_max = 200;

bool open_to_others(const fs::path& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 && (about.st_mode & (S_IRWXO | S_IWGRP)) != 0;
}

// A secret key of backups has no business where the backups are made.
bool secret_key(const fs::path& path) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored) || fs::file_size(path, ignored) > key_file_bytes_max) return false;
    std::string line;
    std::getline(std::ifstream(path), line);
    return line.starts_with("concert-backup-secret-");
}

void rights(const Patient& patient, Notes& notes) {
    const auto before = notes.size();
    std::vector<fs::path> private_ones{store::Files::beside(patient.location)};
    fs::path around = ".";
    if (patient.location.engine == store::Engine::sqlite) {
        around = fs::absolute(patient.location.path).parent_path();
        for (const char* suffix : {"", "-wal", ".sock"}) private_ones.emplace_back(patient.location.path + suffix);
    }
    for (const auto& path : private_ones)
        if (open_to_others(path)) notes.fault("rights", "open", {{"file", path.native()}});
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(around, ignored))
        if (secret_key(entry.path())) notes.warning("rights", "key", {{"file", entry.path().native()}});
    if (notes.size() == before) notes.good("rights");
}

void lock_and_socket(const Patient& patient, Notes& notes) {
    const auto holder = store::lock_holder(patient.location);
    const bool answers = !patient.socket.empty() && connect_desk(patient.socket) != nullptr;
    if (!holder) notes.good("lock");
    else if (answers) notes.good("lock_server", {{"holder", *holder}});
    else notes.warning("lock", "held", {{"holder", *holder}});
    std::error_code ignored;
    if (!patient.socket.empty() && !holder && !answers && fs::exists(patient.socket, ignored))
        notes.warning("socket", "stale", {{"file", patient.socket}});
    else notes.good("socket");
}

void disk(const Patient& patient, Notes& notes) {
    if (patient.location.engine != store::Engine::sqlite) return;
    const auto path = fs::absolute(patient.location.path);
    std::error_code wrong;
    const auto space = fs::space(path.parent_path(), wrong);
    if (wrong) return;
    const auto size = fs::file_size(path, wrong);
    const auto wanted = room_wanted(wrong ? 0 : std::int64_t(size));
    const auto left = std::int64_t(space.available);
    const auto log = fs::file_size(path.native() + "-wal", wrong);
    if (!wrong && log > log_bytes_max) notes.warning("disk", "log", {{"mib", std::int64_t(log) / mebibyte}});
    if (left < wanted.fault) notes.fault("disk", "full", {{"mib", left / mebibyte}});
    else if (left < wanted.warning) notes.warning("disk", "tight", {{"mib", left / mebibyte}, {"wanted", wanted.warning / mebibyte}});
    else notes.good("disk", {{"mib", left / mebibyte}});
}

}  // namespace

Room room_wanted(std::int64_t network_bytes) { return {64 * mebibyte, 512 * mebibyte + 2 * network_bytes}; }

void look_at_machine(Notes& notes) {
    // ICU's data holds zones, names of months and of countries, plural forms: without it none of these is right.
    const bool zones = base::zone_exists("Europe/Paris") && base::zone_exists("Africa/Douala");
    const base::Words french(base::Language::fr);
    const bool words = french.date(*base::Date::parse("2026-03-01")) == "1er mars 2026" && french.country("CM") == "Cameroun";
    if (!zones) notes.fault("locale", "zones");
    if (!words) notes.fault("locale", "words");
    if (zones && words) notes.good("locale");
    const auto press = papers::Press::open();
    if (press) notes.good("fonts");
    else notes.warning("fonts", press.error() == papers::Press::Missing::fonts ? "missing" : "hyphenation");
}

void look_at_place(const Patient& patient, Notes& notes) {
    rights(patient, notes);
    lock_and_socket(patient, notes);
    disk(patient, notes);
}

}  // namespace app
