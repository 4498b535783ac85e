// The journal for outside auditors: signed checkpoint and tiles (C2SP tlog-tiles), over HTTP and as plain files.
#pragma once
#include <filesystem>
#include "app/desk.h"
#include "web/router.h"

namespace app {

// Adds /checkpoint and /tile/{rest...}. All three must outlive the router's use.
void add_log_routes(web::Router&, Readers&, Signer&);

// "0/x001/234.p/8" or "entries/000": the bytes, or nothing where the log has no such tile.
std::optional<std::string> tile_at(store::Db&, std::string_view path);

// Every tile of the first `size` entries, each path relative to the log's prefix ("tile/0/000.p/193"), in order.
std::vector<std::string> tile_paths(std::int64_t size);

struct TilesWritten {
    std::int64_t written = 0, kept = 0;
};
// Writes tiles and checkpoint as files that any web server can serve. A full tile never changes: one that is there is kept.
// Throws std::runtime_error naming a file that cannot be written.
TilesWritten write_tiles(store::Db&, std::int64_t size, const std::string& checkpoint, const std::filesystem::path& directory);

}  // namespace app
