#include "files/store.h"

namespace files {

std::optional<Upload> find_upload(store::Db& db, const base::Hash& id) {
    auto rows = db.ask(
        "SELECT owner, person, length, received, name, until, sha256, media_type, problem, problem_max FROM local_upload WHERE id = $1",
        {id});
    if (!rows.next()) return {};
    Upload upload{.id = id, .owner = rows.text(0), .length = rows.integer(2), .received = rows.integer(3), .name = rows.text(4)};
    if (!rows.null(1)) upload.person = rows.id<base::Person>(1);
    upload.until_us = rows.integer(5);
    if (!rows.null(6)) upload.sha256 = rows.hash(6);
    upload.media_type = rows.text_or_null(7).value_or("");
    upload.problem = rows.text_or_null(8).value_or("");
    upload.problem_max = rows.integer_or_null(9);
    return upload;
}

Room room_taken(store::Db& db, std::string_view owner) {
    auto rows = db.ask(
        "SELECT count(*), CAST(coalesce(sum(length), 0) AS bigint) FROM local_upload WHERE sha256 IS NULL AND problem IS NULL AND ($1 = '' "
        "OR owner = $1)",
        {owner});
    return rows.next() ? Room{rows.integer(0), rows.integer(1)} : Room{};
}

void insert_upload(store::Db& db, const Upload& upload) {
    db.run("INSERT INTO local_upload (id, owner, person, length, received, name, until) VALUES ($1, $2, $3, $4, $5, $6, $7)",
           {upload.id, upload.owner, upload.person, upload.length, upload.received, upload.name, upload.until_us});
}

bool advance_upload(store::Db& db, const base::Hash& id, std::int64_t from, std::int64_t to) {
    return db.change("UPDATE local_upload SET received = $3 WHERE id = $1 AND received = $2", {id, from, to}) == 1;
}

void finish_upload(store::Db& db, const Upload& upload) {
    const auto present = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    db.run("UPDATE local_upload SET sha256 = $2, media_type = $3, problem = $4, problem_max = $5, name = $6 WHERE id = $1",
           {upload.id, upload.sha256, present(upload.media_type), present(upload.problem), upload.problem_max, upload.name});
}

void delete_upload(store::Db& db, const base::Hash& id) { db.run("DELETE FROM local_upload WHERE id = $1", {id}); }
void delete_uploads_until(store::Db& db, std::int64_t time_us) { db.run("DELETE FROM local_upload WHERE until <= $1", {time_us}); }

std::vector<base::Id<base::Person>> uploaders(store::Db& db) {
    std::vector<base::Id<base::Person>> all;
    auto rows = db.ask("SELECT DISTINCT person FROM local_upload WHERE person IS NOT NULL ORDER BY person");
    while (rows.next()) all.push_back(rows.id<base::Person>(0));
    return all;
}
void delete_uploads_of(store::Db& db, base::Id<base::Person> person) { db.run("DELETE FROM local_upload WHERE person = $1", {person}); }

std::optional<base::Hash> copy_of(store::Db& db, const base::Hash& original) {
    auto rows = db.ask("SELECT copy FROM local_file_copy WHERE original = $1", {original});
    return rows.next() ? std::optional(rows.hash(0)) : std::nullopt;
}
std::vector<base::Hash> originals_of(store::Db& db, const base::Hash& copy) {
    std::vector<base::Hash> all;
    auto rows = db.ask("SELECT original FROM local_file_copy WHERE copy = $1 ORDER BY original", {copy});
    while (rows.next()) all.push_back(rows.hash(0));
    return all;
}
void insert_copy(store::Db& db, const base::Hash& original, const base::Hash& copy) {
    db.run("INSERT INTO local_file_copy (original, copy) VALUES ($1, $2) ON CONFLICT (original) DO NOTHING", {original, copy});
}

}  // namespace files
