#include "content/store.h"

namespace content {
namespace {

constexpr std::string_view page_columns =
    "SELECT p.id, p.key, p.section, p.newest, p.published, p.first_published, p.day, p.changed_by FROM content_page p ";

State state_of(bool published, bool once) { return published ? State::published : once ? State::withdrawn : State::written; }

KnownPage page_row(const store::Rows& row) {
    KnownPage page;
    page.id = row.id<Page>(0), page.key = row.text(1), page.section = *acts::named<Section>(row.view(2));
    page.newest = row.id<Version>(3);
    if (!row.null(4)) page.published = row.id<Version>(4);
    page.state = state_of(!row.null(4), !row.null(5));
    if (!row.null(6)) page.day = row.date(6);
    page.changed_by = row.id<acts::Act>(7);
    return page;
}

std::optional<KnownPage> one(store::Rows rows) { return rows.next() ? std::optional(page_row(rows)) : std::nullopt; }

constexpr std::string_view version_columns =
    "SELECT id, page, ordinal, original, title_fr, summary_fr, text_fr, fr_day, title_en, summary_en, text_en, en_day, stale, day, "
    "written, act, basis FROM content_version ";

KnownVersion version_row(const store::Rows& row) {
    KnownVersion version;
    version.id = row.id<Version>(0), version.page = row.id<Page>(1), version.ordinal = row.integer(2);
    version.original = *acts::named<WrittenIn>(row.view(3));
    version.fr = {row.text(4), row.text(5), row.text(6), row.date(7)};
    version.en = {row.text(8), row.text(9), row.text(10), row.date(11)};
    version.stale = row.integer(12) != 0;
    if (!row.null(13)) version.day = row.date(13);
    version.written = row.date(14), version.act = row.id<acts::Act>(15), version.basis = row.text(16);
    return version;
}

}  // namespace

std::optional<KnownPage> find_page(store::Db& db, Id<Page> id) {
    static const auto sql = std::string(page_columns) + "WHERE p.id = $1";
    return one(db.ask(sql, {id}));
}

std::optional<KnownPage> page_with_key(store::Db& db, const std::string& key) {
    static const auto sql = std::string(page_columns) + "WHERE p.key = $1";
    return one(db.ask(sql, {key}));
}

std::optional<KnownPage> page_of(store::Db& db, Section section) {
    static const auto sql = std::string(page_columns) + "WHERE p.section = $1 ORDER BY p.id LIMIT 1";
    return one(db.ask(sql, {std::string(acts::name_of(section))}));
}

std::optional<KnownVersion> find_version(store::Db& db, Id<Version> id) {
    static const auto sql = std::string(version_columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(version_row(rows)) : std::nullopt;
}

std::vector<KnownVersion> versions_of(store::Db& db, Id<Page> page, std::int64_t most) {
    static const auto sql = std::string(version_columns) + "WHERE page = $1 ORDER BY ordinal DESC LIMIT $2";
    std::vector<KnownVersion> all;
    for (auto rows = db.ask(sql, {page, most}); rows.next();) all.push_back(version_row(rows));
    return all;
}

std::optional<Id<Version>> published_on(store::Db& db, Id<Page> page, base::Date day) {
    auto rows = db.ask("SELECT version FROM content_publication WHERE page = $1 AND day <= $2 ORDER BY act DESC LIMIT 1", {page, day});
    return rows.next() && !rows.null(0) ? std::optional(rows.id<Version>(0)) : std::nullopt;
}

std::optional<Publication> publication_of(store::Db& db, Id<Page> page) {
    auto rows = db.ask("SELECT min(act), max(act) FROM content_publication WHERE page = $1", {page});
    if (!rows.next() || rows.null(0)) return {};
    return Publication{rows.id<acts::Act>(0), rows.id<acts::Act>(1)};
}

std::int64_t count_pages(store::Db& db, const Filter& filter) {
    const auto section = filter.section ? std::optional(std::string(acts::name_of(*filter.section))) : std::nullopt;
    auto rows =
        filter.which == Which::published
            ? db.ask("SELECT count(*) FROM content_page WHERE day IS NOT NULL AND (CAST($1 AS text) IS NULL OR section = CAST($1 AS text))",
                     {section})
            : db.ask("SELECT count(*) FROM content_page WHERE CAST($1 AS text) IS NULL OR section = CAST($1 AS text)", {section});
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<ListedPage> list_pages(store::Db& db, const Filter& filter, std::int64_t offset, std::int64_t most) {
    constexpr std::string_view titles =
        "SELECT p.id, p.key, p.section, p.newest, p.published, p.first_published, p.day, p.changed_by, v.original, v.title_fr, v.title_en, "
        "v.summary_fr, v.summary_en, v.stale, v.written FROM content_page p JOIN content_version v ON v.id = ";
    static const auto published = std::string(titles) +
                                  "p.published WHERE p.day IS NOT NULL AND (CAST($1 AS text) IS NULL OR p.section = CAST($1 AS text)) "
                                  "ORDER BY p.day DESC, p.id DESC "
                                  "LIMIT $2 OFFSET $3",
                      all = std::string(titles) +
                            "p.newest WHERE CAST($1 AS text) IS NULL OR p.section = CAST($1 AS text) ORDER BY p.changed_by DESC, p.id DESC "
                            "LIMIT $2 OFFSET $3";
    const auto section = filter.section ? std::optional(std::string(acts::name_of(*filter.section))) : std::nullopt;
    std::vector<ListedPage> found;
    for (auto rows = db.ask(filter.which == Which::published ? published : all, {section, most, offset}); rows.next();)
        found.push_back({page_row(rows), *acts::named<WrittenIn>(rows.view(8)), rows.text(9), rows.text(10), rows.text(11), rows.text(12),
                         rows.integer(13) != 0, rows.date(14)});
    return found;
}

std::vector<KnownPage> published_after(store::Db& db, std::optional<Section> section, std::int64_t after, std::int64_t most) {
    static const auto sql = std::string(page_columns) +
                            "WHERE p.id > $1 AND p.published IS NOT NULL AND (CAST($2 AS text) IS NULL OR p.section = CAST($2 AS text)) "
                            "ORDER BY p.id LIMIT $3";
    const auto name = section ? std::optional(std::string(acts::name_of(*section))) : std::nullopt;
    std::vector<KnownPage> found;
    for (auto rows = db.ask(sql, {after, name, most}); rows.next();) found.push_back(page_row(rows));
    return found;
}

void insert_page(store::Db& db, const KnownPage& page) {
    db.run("INSERT INTO content_page (id, key, section, newest, changed_by) VALUES ($1, $2, $3, $4, $5)",
           {page.id, page.key, std::string(acts::name_of(page.section)), page.newest, page.changed_by});
}

void rewrite_page(store::Db& db, const KnownPage& page) {
    db.run("UPDATE content_page SET key = $1, section = $2, newest = $3, changed_by = $4 WHERE id = $5",
           {page.key, std::string(acts::name_of(page.section)), page.newest, page.changed_by, page.id});
}

void insert_version(store::Db& db, const KnownVersion& version, const Since& since) {
    db.run(
        "INSERT INTO content_version (id, page, ordinal, original, title_fr, summary_fr, text_fr, fr_since, fr_day, title_en, summary_en, "
        "text_en, en_since, en_day, stale, day, written, basis, act) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
        "$15, $16, $17, $18, $19)",
        {version.id, version.page, version.ordinal, std::string(acts::name_of(version.original)), version.fr.title, version.fr.summary,
         version.fr.text, since.fr, version.fr.since, version.en.title, version.en.summary, version.en.text, since.en, version.en.since,
         std::int64_t(version.stale), version.day, version.written, version.basis, version.act});
}

Since since_of(store::Db& db, Id<Version> id) {
    auto rows = db.ask("SELECT fr_since, en_since, stale FROM content_version WHERE id = $1", {id});
    return rows.next() ? Since{rows.id<Version>(0), rows.id<Version>(1), rows.integer(2) != 0} : Since{};
}

void set_published(store::Db& db, const KnownPage& page, const std::optional<KnownVersion>& version, base::Date today, Id<acts::Act> act) {
    const auto id = version ? std::optional(version->id.value) : std::nullopt;
    db.run("INSERT INTO content_publication (act, page, version, day) VALUES ($1, $2, $3, $4)", {act, page.id, id, today});
    if (!version) {
        db.run("UPDATE content_page SET published = NULL, day = NULL, changed_by = $1 WHERE id = $2", {act, page.id});
        return;
    }
    db.run(
        "UPDATE content_page SET published = $1, first_published = coalesce(first_published, $2), day = coalesce($3, first_published, $2), "
        "changed_by = $4 WHERE id = $5",
        {id, today, version->day, act, page.id});
}

}  // namespace content
