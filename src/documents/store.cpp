#include "documents/store.h"

#include "base/text.h"
#include "numbering/numbering.h"

#include <limits>

namespace documents {
namespace {

constexpr auto columns = "SELECT id, number, kind, language, day, subject, member, decision, on_day, basis FROM document ";
// $1 kind or "", $2 and $3 days, $4 pattern of the subject or "", $5 a number
constexpr auto filtered = "WHERE ($1 = '' OR kind = $1) AND day >= $2 AND day <= $3 AND ($4 = '' OR subject_key LIKE $4 OR number = $5) ";

IssuedDocument document_row(const store::Rows& row) {
    IssuedDocument document;
    document.id = row.id<Document>(0), document.number = row.text(1);
    document.kind = *acts::named<Kind>(row.view(2)), document.language = *acts::named<WrittenIn>(row.view(3));
    document.day = row.date(4), document.subject = row.text(5);
    if (!row.null(6)) document.member = row.id<members::Member>(6);
    if (!row.null(7)) document.decision = row.id<assembly::Decision>(7);
    document.on = row.date_or_null(8), document.basis = row.text(9);
    document.act = {document.id.value / 1000};
    return document;
}

std::vector<IssuedDocument> all_of(store::Rows rows) {
    std::vector<IssuedDocument> all;
    while (rows.next()) all.push_back(document_row(rows));
    return all;
}

// A filter as the values of `filtered`.
struct Asked {
    explicit Asked(const Filter& filter) {
        if (filter.kind) kind = acts::name_of(*filter.kind);
        else if (filter.public_only) kind = acts::name_of(Kind::certificate);
        // Nobody sees what is not public by asking for it.
        if (filter.public_only && filter.kind && !is_public(*filter.kind)) kind = "none";
        if (filter.year) {
            first = {static_cast<std::int16_t>(*filter.year), 1, 1};
            last = {static_cast<std::int16_t>(*filter.year), 12, 31};
        }
        if (filter.search.empty()) return;
        if (const auto typed = numbering::read(filter.search)) number = typed->text();
        const auto key = base::fold(filter.search);
        pattern = key.empty() ? "-" : "%" + key + "%";  // a folded text holds no "%" and no "_"; what folds to nothing finds nothing
    }
    std::string kind, pattern, number;
    base::Date first{1, 1, 1}, last{9999, 12, 31};
};

}  // namespace

std::optional<IssuedDocument> find_document(store::Db& db, const std::string& number) {
    static const auto sql = std::string(columns) + "WHERE number = $1";
    auto rows = db.ask(sql, {number});
    return rows.next() ? std::optional(document_row(rows)) : std::nullopt;
}

std::optional<IssuedDocument> find_document(store::Db& db, Id<Document> id) {
    static const auto sql = std::string(columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(document_row(rows)) : std::nullopt;
}

std::int64_t count_documents(store::Db& db, const Filter& filter) {
    static const auto sql = std::string("SELECT count(*) FROM document ") + filtered;
    const Asked asked(filter);
    auto rows = db.ask(sql, {asked.kind, asked.first, asked.last, asked.pattern, asked.number});
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<IssuedDocument> list_documents(store::Db& db, const Filter& filter, std::int64_t offset, std::int64_t most) {
    static const auto sql = std::string(columns) + filtered + "ORDER BY id DESC LIMIT $6 OFFSET $7";
    const Asked asked(filter);
    return all_of(db.ask(sql, {asked.kind, asked.first, asked.last, asked.pattern, asked.number, most, offset}));
}

std::vector<IssuedDocument> documents_before(store::Db& db, const Filter& filter, std::optional<Id<Document>> before, std::int64_t most) {
    static const auto sql = std::string(columns) + filtered + "AND id < $6 ORDER BY id DESC LIMIT $7";
    const Asked asked(filter);
    const auto last = before ? before->value : std::numeric_limits<std::int64_t>::max();
    return all_of(db.ask(sql, {asked.kind, asked.first, asked.last, asked.pattern, asked.number, last, most}));
}

std::vector<IssuedDocument> documents_after(store::Db& db, const Filter& filter, std::int64_t after, std::int64_t most) {
    static const auto sql = std::string(columns) + filtered + "AND id > $6 ORDER BY id LIMIT $7";
    const Asked asked(filter);
    return all_of(db.ask(sql, {asked.kind, asked.first, asked.last, asked.pattern, asked.number, after, most}));
}

namespace {
KnownTemplate template_row(const store::Rows& row) {
    const auto id = row.id<Template>(0);
    return {id, *acts::named<Kind>(row.view(1)), row.text(2), row.text(3), row.date(4), {id.value / 1000}};
}
}  // namespace

std::optional<KnownTemplate> template_in_force(store::Db& db, Kind kind) {
    auto rows = db.ask("SELECT id, kind, text_fr, text_en, day FROM document_template WHERE kind = $1 ORDER BY id DESC LIMIT 1",
                       {acts::name_of(kind)});
    return rows.next() ? std::optional(template_row(rows)) : std::nullopt;
}

void insert_document(store::Db& db, const IssuedDocument& document, Id<Template> made_from, const std::string& facts) {
    db.run(
        "INSERT INTO document (id, number, kind, language, day, subject, subject_key, member, decision, on_day, basis, template, facts) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        {document.id, document.number, acts::name_of(document.kind), acts::name_of(document.language), document.day, document.subject,
         base::fold(document.subject), document.member, document.decision, document.on, document.basis, made_from, facts});
}

void insert_template(store::Db& db, Id<Template> id, const ChangeTemplate& change, base::Date day) {
    db.run("INSERT INTO document_template (id, kind, text_fr, text_en, day) VALUES ($1, $2, $3, $4, $5)",
           {id, acts::name_of(*change.kind), change.text_fr->value, change.text_en->value, day});
}

Contents contents_of(store::Db& db, Id<Document> id) {
    auto rows = db.ask(
        "SELECT t.id, t.kind, t.text_fr, t.text_en, t.day, d.facts FROM document d JOIN document_template t ON t.id = d.template WHERE "
        "d.id "
        "= $1",
        {id});
    if (!rows.next()) throw store::Fault("no document " + std::to_string(id.value));
    return {rows.text(5), template_row(rows)};
}

std::optional<base::Hash> print_of(store::Db& db, Id<Document> id) {
    auto rows = db.ask("SELECT sha256 FROM local_document_print WHERE document = $1", {id});
    return rows.next() ? base::Hash::of_bytes(rows.bytes(0)) : std::nullopt;
}

void keep_print(store::Db& db, Id<Document> id, const base::Hash& sha256) {
    db.run("INSERT INTO local_document_print (document, sha256) VALUES ($1, $2) ON CONFLICT (document) DO NOTHING", {id, sha256});
}

}  // namespace documents
