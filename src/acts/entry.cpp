#include "acts/entry.h"

#include <algorithm>
#include <boost/json/parse.hpp>

namespace acts {

std::string entry_bytes(const Entry& e) {  // names in order; payload and verdict are canonical JSON already
    std::string out;
    out.reserve(e.payload.size() + e.verdict.size() + 480);
    out += "{\"act\":", out += json_text(e.act);
    out += ",\"actor\":\"", out += e.actor.hex(), out += '"';
    if (e.announced) out += ",\"announced\":", out += *e.announced;
    if (e.basis) out += ",\"basis\":", out += json_text(*e.basis);
    out += ",\"capacity\":", out += json_text(e.capacity);
    if (e.cause) out += ",\"cause\":", out += std::to_string(e.cause->value);
    if (e.client_key) out += ",\"client_key\":\"", out += e.client_key->hex(), out += '"';
    out += ",\"date\":", out += json_text(e.date);
    out += ",\"number\":", out += std::to_string(e.number.value);
    out += ",\"payload\":", out += e.payload;
    out += ",\"time\":", out += std::to_string(e.time_us);
    out += ",\"verdict\":", out += e.verdict;
    out += ",\"version\":", out += std::to_string(e.version);
    return out += '}';
}

std::string pack(std::span<const Opening> openings) {
    std::string out;
    for (const auto& opening : openings) {
        const auto size = static_cast<std::uint32_t>(opening.value.size());
        out += opening.salt;
        for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift);
        out += opening.value;
    }
    return out;
}

std::optional<std::vector<Opening>> unpack(std::string_view bytes) {
    std::vector<Opening> all;
    while (!bytes.empty()) {
        if (bytes.size() < 20) return {};
        std::size_t size = 0;
        for (int i = 16; i < 20; ++i) size = size << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
        if (bytes.size() - 20 < size) return {};
        all.push_back({std::string(bytes.substr(0, 16)), std::string(bytes.substr(20, size))});
        bytes.remove_prefix(20 + size);
    }
    return all;
}

std::string findings_json(const base::Granted& findings) {
    std::string out = "[";
    for (const auto& finding : findings) {
        if (out.size() > 1) out += ',';
        out += "{\"article\":" + json_text(finding.article) + ",\"code\":" + json_text(finding.code) + ",\"figures\":{";
        auto figures = finding.figures;
        std::ranges::sort(figures, {}, &base::Figure::name);
        for (bool first = true; const auto& figure : figures) {
            if (!std::exchange(first, false)) out += ',';
            out += json_text(figure.name) + ':';
            if (const auto* number = std::get_if<std::int64_t>(&figure.value)) out += std::to_string(*number);
            else if (const auto* text = std::get_if<std::string>(&figure.value)) out += json_text(*text);
            else out += json_text(std::get<base::Date>(figure.value).iso());
        }
        out += "}}";
    }
    return out + "]";
}

base::Granted findings_from_json(std::string_view text) {
    base::Granted all;
    boost::system::error_code error;
    const auto value = boost::json::parse(text, error);
    if (error || !value.is_array()) return all;
    for (const auto& item : value.get_array()) {
        const auto* object = item.if_object();
        if (!object) continue;
        base::Finding finding;
        for (const auto& [name, member] : *object) {
            if (name == "article" && member.is_string()) finding.article = member.get_string();
            if (name == "code" && member.is_string()) finding.code = member.get_string();
            if (name != "figures" || !member.is_object()) continue;
            for (const auto& [figure, number] : member.get_object()) {
                if (number.is_int64()) finding.figures.push_back({std::string(figure), number.get_int64()});
                else if (number.is_string()) {
                    const std::string words(number.get_string());
                    if (const auto day = base::Date::parse(words)) finding.figures.push_back({std::string(figure), *day});
                    else finding.figures.push_back({std::string(figure), words});
                }
            }
        }
        all.push_back(std::move(finding));
    }
    return all;
}

std::string StoredEntry::actor() const { return openings.empty() ? std::string() : text_of_json(openings[0].value); }

namespace {

constexpr auto entry_columns =
    "SELECT j.number, j.time, j.date, j.capacity, j.act, j.version, j.payload, j.basis, j.cause, j.verdict, j.announced, "
    "j.actor, j.client_key, j.leaf, r.openings FROM journal j LEFT JOIN journal_restricted r ON r.number = j.number ";

void read_row(store::Rows& row, StoredEntry& stored) {
    auto& e = stored.entry;
    e.number = row.id<Act>(0);
    e.time_us = row.integer(1);
    e.date = row.view(2);
    e.capacity = row.view(3);
    e.act = row.view(4);
    e.version = static_cast<int>(row.integer(5));
    e.payload = row.view(6);
    e.basis = row.text_or_null(7);
    e.cause = row.null(8) ? std::nullopt : std::optional(row.id<Act>(8));
    e.verdict = row.view(9);
    e.announced = row.text_or_null(10);
    e.actor = row.hash(11);
    e.client_key = row.null(12) ? std::nullopt : std::optional(row.hash(12));
    stored.leaf = row.hash(13);
    auto openings = row.null(14) ? std::nullopt : unpack(row.bytes(14));
    stored.openings_sound = openings.has_value();
    stored.openings = openings ? std::move(*openings) : std::vector<Opening>{};
}

}  // namespace

void each_entry(store::Db& db, std::int64_t after, std::int64_t last, const std::function<void(StoredEntry&)>& see) {
    static const auto sql = std::string(entry_columns) + "WHERE j.number > $1 AND j.number <= $2 ORDER BY j.number LIMIT 500";
    std::vector<StoredEntry> batch(500);
    for (;;) {  // keyset paging: the statement is over before `see` writes
        std::size_t read = 0;
        {
            auto rows = db.ask(sql, {after, last});
            while (rows.next()) read_row(rows, batch[read++]);
        }
        for (std::size_t i = 0; i < read; ++i) {
            after = batch[i].entry.number.value;
            see(batch[i]);
        }
        if (read < batch.size()) return;
    }
}

std::optional<StoredEntry> find_entry(store::Db& db, base::Id<Act> number) {
    static const auto sql = std::string(entry_columns) + "WHERE j.number = $1";
    auto rows = db.ask(sql, {number});
    if (!rows.next()) return {};
    StoredEntry stored;
    read_row(rows, stored);
    return stored;
}

Head read_head(store::Db& db, bool lock) {
    const bool wait = lock && db.engine() == store::Engine::postgresql;
    auto rows = db.ask(wait ? "SELECT size, time, frontier, root FROM journal_head WHERE one = 1 FOR UPDATE"
                            : "SELECT size, time, frontier, root FROM journal_head WHERE one = 1");
    if (!rows.next()) throw store::NotADatabase("the journal has no head: this is not a network's database");
    return {rows.integer(0), rows.integer(1), std::string(rows.bytes(2)), rows.hash(3)};
}

Replayable replayable(const StoredEntry& stored, const Registry& registry) {
    const auto& entry = stored.entry;
    const auto name = "entry " + std::to_string(entry.number.value);
    const auto* declared = registry.kept(entry.act, entry.version);
    if (!declared)
        throw store::Fault(name + ": nobody can read " + entry.act + " version " + std::to_string(entry.version) +
                           "; a newer program wrote it");
    auto act = declared->type->make();
    if (auto wrong = decode_entry(*declared->type, entry.payload, stored.restricted(), act.get()); !wrong.empty())
        throw store::Fault(name + ": field " + wrong[0].path + " cannot be read (" + wrong[0].code + ")");
    number_handles(*declared->type, act.get(), first_handle(entry.number));  // before the step up, which may move personal fields
    auto personal = seals(*declared->type, act.get());
    while (declared->step_up) {
        act = declared->step_up(act.get());
        declared = &registry.of(*declared->next);
    }
    return {declared, std::move(act), std::move(personal)};
}

}  // namespace acts
