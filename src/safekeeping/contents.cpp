#include "safekeeping/contents.h"

#include "base/text.h"

#include <fmt/format.h>
#include <charconv>
#include <ctime>

namespace safekeeping {
namespace {

namespace json = boost::json;
constexpr std::int64_t version = 1;
constexpr std::string_view extension = ".concert-backup";
constexpr std::size_t time_characters = 16;  // 20261122T054500Z

std::string text_at(const json::object& object, std::string_view name) { return std::string(object.at(name).as_string()); }

base::Hash hash_at(const json::object& object, std::string_view name) {
    const auto hash = base::Hash::parse(text_at(object, name));
    if (!hash) throw std::invalid_argument(std::string(name));
    return *hash;
}

// Reads what is in an object; anything that is not as it should be means that it was made by something else.
template <class Read>
auto reading(Read read) {
    try {
        return read();
    } catch (const Wrong&) { throw; } catch (const std::exception& fault) {
        throw Wrong("damaged", fault.what());
    }
}

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 0 ? std::optional(value) : std::nullopt;
}

std::string compact_time(std::int64_t time_us) {
    const std::time_t seconds = time_us / 1'000'000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                       parts.tm_min, parts.tm_sec);
}

std::optional<std::int64_t> compact_time_us(const std::string& text) {
    std::tm parts{};
    const char* end = strptime(text.c_str(), "%Y%m%dT%H%M%SZ", &parts);
    if (!end || *end || text.size() != time_characters) return {};
    return std::int64_t(timegm(&parts)) * 1'000'000;
}

}  // namespace

json::object Heading::json() const {
    return {{"version", version},
            {"network", network},
            {"made_by", made_by},
            {"time_us", time_us},
            {"entries", journal.size},
            {"root", journal.root.hex()},
            {"last_entry_us", journal.time_us},
            {"format", format},
            {"tables", tables.hex()},
            {"rows", rows},
            {"file_bytes", file_bytes}};
}

Heading Heading::of(const json::object& object) {
    return reading([&] {
        if (object.at("version").as_int64() != version) throw Wrong("newer", std::to_string(object.at("version").as_int64()));
        Heading heading;
        heading.network = text_at(object, "network"), heading.made_by = text_at(object, "made_by");
        heading.time_us = object.at("time_us").as_int64();
        heading.journal.size = object.at("entries").as_int64(), heading.journal.root = hash_at(object, "root");
        heading.journal.time_us = object.at("last_entry_us").as_int64();
        heading.format = object.at("format").as_int64(), heading.tables = hash_at(object, "tables");
        heading.rows = object.at("rows").as_int64(), heading.file_bytes = object.at("file_bytes").as_int64();
        return heading;
    });
}

json::object Contents::json() const {
    json::array all, lost(missing.begin(), missing.end());
    for (const auto& item : items) all.push_back({{"name", item.name}, {"size", item.size}, {"sha256", item.sha256}});
    return {{"items", std::move(all)}, {"missing", std::move(lost)}};
}

Contents Contents::of(const json::object& object) {
    return reading([&] {
        Contents contents;
        for (const auto& value : object.at("items").as_array()) {
            const auto& item = value.as_object();
            contents.items.push_back({text_at(item, "name"), item.at("size").as_int64(), text_at(item, "sha256")});
        }
        for (const auto& value : object.at("missing").as_array()) contents.missing.emplace_back(value.as_string());
        return contents;
    });
}

json::object Record::json() const {
    return reading([&] { return json::parse(bytes).as_object(); });
}

void write_record(SealedOut& out, char kind, std::string_view bytes) {
    if (bytes.size() > record_bytes_max) throw store::Fault("a row is too large for a backup");
    std::string front(1, kind);
    for (int shift = 24; shift >= 0; shift -= 8) front += static_cast<char>(bytes.size() >> shift & 0xff);
    out.write(front);
    out.write(bytes);
}

void write_record(SealedOut& out, char kind, const json::object& object) { write_record(out, kind, json::serialize(object)); }

Record read_record(SealedIn& in) {
    const auto front = in.read(5);
    std::size_t size = 0;
    for (const char c : front.substr(1)) size = size << 8 | static_cast<unsigned char>(c);
    if (size > record_bytes_max) throw Wrong("damaged", "a record is too large");
    return {front[0], in.read(size)};
}

std::optional<base::Hash> hash_of_path(std::string_view path) {
    if (path.size() != 65 || path[2] != '/') return {};
    return base::Hash::parse(std::string(path.substr(0, 2)) + std::string(path.substr(3)));
}

bool stays_behind(std::string_view table) { return table.starts_with("local_session") || table.starts_with("local_backup"); }

std::string backup_name(const Heading& heading) {
    const auto name = base::slug(heading.network, 40);
    return fmt::format("{}-{}-{}{}", name.empty() ? "concert" : name, compact_time(heading.time_us), heading.journal.size, extension);
}

std::optional<NameParts> parts_of_name(std::string_view name) {
    if (!name.ends_with(extension)) return {};
    name.remove_suffix(extension.size());
    const auto last = name.rfind('-');
    if (last == name.npos || last < time_characters + 2 || name[last - time_characters - 1] != '-') return {};
    const auto entries = number_in(name.substr(last + 1));
    const auto time_us = compact_time_us(std::string(name.substr(last - time_characters, time_characters)));
    if (!entries || !time_us) return {};
    return NameParts{std::string(name.substr(0, last - time_characters - 1)), *time_us, *entries};
}

}  // namespace safekeeping
