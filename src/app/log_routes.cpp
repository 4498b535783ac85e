#include "app/log_routes.h"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace app {
namespace {

namespace fs = std::filesystem;
constexpr int level_max = 7;  // 256^8 entries

void write_file(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    auto part = path;
    part += ".part";
    std::ofstream out(part, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw std::runtime_error(path.string() + ": " + std::strerror(errno));
    fs::rename(part, path);
}

}  // namespace

std::optional<std::string> tile_at(store::Db& db, std::string_view path) {
    const auto slash = path.find('/');
    if (slash == path.npos) return {};
    const auto level = path.substr(0, slash);
    const auto place = acts::parse_tile_path(path.substr(slash + 1));
    if (!place) return {};
    if (level == "entries") return acts::entry_tile(db, place->position, place->width);
    if (level.size() != 1 || level[0] < '0' || level[0] > '0' + level_max) return {};
    return acts::hash_tile(db, level[0] - '0', place->position, place->width);
}

void add_log_routes(web::Router& router, Readers& readers, Signer& signer) {
    web::Route checkpoint{.name = "log.checkpoint", .open_to = web::Audience::everyone, .pattern = "/checkpoint"};
    checkpoint.handler = [&signer](const web::Request&) {
        auto response = web::Response::text(signer.checkpoint());
        response.keeping = web::Keeping::ask_again;
        return response;
    };
    router.add(std::move(checkpoint));
    web::Route tile{.name = "log.tile", .open_to = web::Audience::everyone, .pattern = "/tile/{rest...}"};
    tile.handler = [&readers](const web::Request& request) {
        const auto reader = readers.lend();
        auto bytes = tile_at(*reader, request.at("rest"));
        if (!bytes) return web::Response::error(404);
        web::Response response;
        response.media_type = "application/octet-stream";
        response.body = std::move(*bytes);
        response.keeping = web::Keeping::for_ever;
        response.compress = false;  // the sizes of tiles are part of the format
        return response;
    };
    router.add(std::move(tile));
}

std::vector<std::string> tile_paths(std::int64_t size) {
    std::vector<std::string> paths;
    const auto all = [&](const std::string& prefix, std::int64_t count) {
        for (std::int64_t position = 0; position < count / 256; ++position) paths.push_back(prefix + acts::tile_path(position, 256));
        if (count % 256) paths.push_back(prefix + acts::tile_path(count / 256, static_cast<int>(count % 256)));
    };
    for (int level = 0; level <= level_max && size >> (8 * level) > 0; ++level)
        all("tile/" + std::to_string(level) + "/", size >> (8 * level));
    all("tile/entries/", size);
    return paths;
}

TilesWritten write_tiles(store::Db& db, std::int64_t size, const std::string& checkpoint, const fs::path& directory) {
    TilesWritten result;
    for (const auto& path : tile_paths(size)) {
        const auto file = directory / path;
        if (fs::exists(file)) {
            ++result.kept;
            continue;
        }
        const auto bytes = tile_at(db, std::string_view(path).substr(5));
        if (!bytes) throw store::Fault("the log has no " + path);
        write_file(file, *bytes);
        ++result.written;
    }
    write_file(directory / "checkpoint", checkpoint);  // last: whoever reads it finds what it promises
    return result;
}

}  // namespace app
