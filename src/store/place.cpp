#include "store/place.h"

#include <filesystem>

namespace store {
namespace {

constexpr std::size_t schema_name_max = 50;

}  // namespace

Location beside(const Location& location, const std::string& word) {
    auto other = location;
    if (location.engine == Engine::sqlite) other.path += "." + word;
    else other.schema = other.schema.substr(0, schema_name_max - word.size() - 1) + "_" + word;
    return other;
}

void remove_network(const Location& location, const Location& through) {
    if (location.engine == Engine::sqlite) {
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(location.path + suffix);
        return;
    }
    Db::open(through, Access::writer)->script("DROP SCHEMA IF EXISTS \"" + location.schema + "\" CASCADE");
}

void settle_in_one_file(const Location& location) {
    Db::open(location, Access::writer)->forget_deleted();
    for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(location.path + suffix);
}

bool schema_exists(const Location& location) {
    try {
        Db::open(location, Access::reader);
        return true;
    } catch (const NotADatabase&) { return false; }
}

void rename_schema(Db& db, const std::string& from, const std::string& to) {
    db.script("ALTER SCHEMA \"" + from + "\" RENAME TO \"" + to + "\"");
}

}  // namespace store
