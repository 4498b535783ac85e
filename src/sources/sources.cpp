#include "sources/sources.h"

namespace sources {

base::Verdict check(const acts::Reader& now, const RecordSource& source) {
    if (source.read.value && source.read.value->earliest() > now.today()) return base::wrong_field("read", "date_future");
    return base::granted();
}

void apply(acts::Effect& act, const RecordSource& source) {
    const auto id = act.new_id<Source>();
    act.db().run("INSERT INTO source (id, title, publisher, address, read, kind) VALUES ($1, $2, $3, $4, $5, $6)",
                 {id, source.title->value, acts::text(source.publisher), acts::text(source.address), source.read.value,
                  acts::name_of(*source.kind)});
    act.touches("source", id);
    act.touches("source");
}

base::Verdict check(const acts::Reader& now, const RecordStatement& said) {
    if (said.as_of->earliest() > now.today()) return base::wrong_field("as_of", "date_future");
    if (said.sources->empty()) return base::wrong_field("sources", "missing");
    for (std::size_t i = 0; i < said.sources->size(); ++i)
        if (!source_exists(now.db(), (*said.sources)[i]))
            return base::wrong_field("sources[" + std::to_string(i) + "]", "unknown_reference");
    if (*said.subject == Subject::membership && !said.name.value) return base::wrong_field("name", "missing");
    if (*said.subject != Subject::membership && !said.value.value) return base::wrong_field("value", "missing");
    return base::granted();
}

void apply(acts::Effect& act, const RecordStatement& said) {
    const auto id = act.new_id<Statement>();
    const auto& position = said.position.value;
    const auto kind = said.kind.value ? std::optional(std::string(acts::name_of(*said.kind.value))) : std::nullopt;
    const auto day = said.as_of->earliest().value_or(said.as_of->latest().value_or(base::Date{}));
    act.db().run(
        "INSERT INTO statement (id, subject, name, country, kind, value, unit, as_of, as_of_day, as_of_words, quote_fr, quote_en, "
        "translated, confidence, "
        "latitude, longitude, geonameid) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        {id, acts::name_of(*said.subject), acts::text(said.name), acts::text(said.country), kind, acts::number(said.value),
         acts::text(said.unit), *said.as_of, day, acts::text(said.as_of_words), said.quote_fr->value, said.quote_en->value,
         acts::name_of(*said.translated), acts::name_of(*said.confidence),
         position ? std::optional(position->latitude.value) : std::nullopt,
         position ? std::optional(position->longitude.value) : std::nullopt, acts::number(said.geonameid)});
    for (std::int64_t ordinal = 1; auto source : *said.sources)
        act.db().run("INSERT INTO statement_source (statement, ordinal, source) VALUES ($1, $2, $3)", {id, ordinal++, source});
    act.touches("statement", id);
    act.touches("statement");
}

bool source_exists(store::Db& db, Id<Source> id) { return db.ask("SELECT 1 FROM source WHERE id = $1", {id}).next(); }

namespace {

ShownSource source_row(const store::Rows& row) {
    ShownSource shown{row.id<Source>(0),
                      row.text(1),
                      row.text_or_null(2).value_or(""),
                      row.text_or_null(3).value_or(""),
                      {},
                      *acts::named<SourceKind>(row.view(5))};
    if (!row.null(4)) shown.read = row.partial_date(4);
    return shown;
}

std::vector<ShownSource> source_rows(store::Rows rows) {
    std::vector<ShownSource> all;
    while (rows.next()) all.push_back(source_row(rows));
    return all;
}

constexpr auto statement_columns =
    "SELECT id, subject, name, country, kind, value, unit, as_of, as_of_words, quote_fr, quote_en, translated, confidence, latitude, "
    "longitude FROM statement ";

ShownStatement statement_row(const store::Rows& row) {
    ShownStatement shown;
    shown.id = row.id<Statement>(0);
    shown.subject = *acts::named<Subject>(row.view(1));
    shown.name = row.text_or_null(2).value_or("");
    shown.country = row.text_or_null(3).value_or("");
    if (!row.null(4)) shown.kind = acts::named<EntityKind>(row.view(4));
    shown.value = row.integer_or_null(5);
    shown.unit = row.text_or_null(6).value_or("");
    shown.as_of = row.partial_date(7);
    shown.as_of_words = row.text_or_null(8).value_or("");
    shown.quote_fr = row.text(9);
    shown.quote_en = row.text(10);
    shown.translated = *acts::named<Translated>(row.view(11));
    shown.confidence = *acts::named<Confidence>(row.view(12));
    if (!row.null(13)) shown.position = acts::Position{{row.integer(13)}, {row.integer(14)}};
    return shown;
}

}  // namespace

std::optional<ShownSource> find_source(store::Db& db, Id<Source> id) {
    auto rows = db.ask("SELECT id, title, publisher, address, read, kind FROM source WHERE id = $1", {id});
    return rows.next() ? std::optional(source_row(rows)) : std::nullopt;
}

std::vector<ShownSource> all_sources(store::Db& db) {
    return source_rows(db.ask("SELECT id, title, publisher, address, read, kind FROM source ORDER BY id"));
}

std::vector<ShownSource> sources_after(store::Db& db, std::int64_t after, std::int64_t most) {
    return source_rows(
        db.ask("SELECT id, title, publisher, address, read, kind FROM source WHERE id > $1 ORDER BY id LIMIT $2", {after, most}));
}

std::vector<ShownSource> sources_of_statement(store::Db& db, Id<Statement> id) {
    return source_rows(
        db.ask("SELECT s.id, s.title, s.publisher, s.address, s.read, s.kind FROM statement_source t JOIN source s ON s.id = t.source "
               "WHERE t.statement = $1 ORDER BY t.ordinal",
               {id}));
}

std::vector<ShownStatement> statements(store::Db& db, Subject subject) {
    static const auto sql = std::string(statement_columns) + "WHERE subject = $1 ORDER BY as_of_day, id";
    std::vector<ShownStatement> all;
    auto rows = db.ask(sql, {acts::name_of(subject)});
    while (rows.next()) all.push_back(statement_row(rows));
    return all;
}

std::vector<ShownStatement> statements_after(store::Db& db, std::optional<Subject> subject, std::int64_t after, std::int64_t most) {
    static const auto of_all = std::string(statement_columns) + "WHERE id > $1 ORDER BY id LIMIT $2",
                      of_one = std::string(statement_columns) + "WHERE id > $1 AND subject = $3 ORDER BY id LIMIT $2";
    std::vector<ShownStatement> all;
    auto rows = subject ? db.ask(of_one, {after, most, acts::name_of(*subject)}) : db.ask(of_all, {after, most});
    while (rows.next()) all.push_back(statement_row(rows));
    return all;
}

std::vector<ShownStatement> statements_of_source(store::Db& db, Id<Source> id) {
    static const auto sql = std::string(statement_columns) +
                            "WHERE id IN (SELECT t.statement FROM statement_source t WHERE t.source = $1) ORDER BY as_of_day, id";
    std::vector<ShownStatement> all;
    auto rows = db.ask(sql, {id});
    while (rows.next()) all.push_back(statement_row(rows));
    return all;
}

std::optional<ShownStatement> find_statement(store::Db& db, Id<Statement> id) {
    static const auto sql = std::string(statement_columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(statement_row(rows)) : std::nullopt;
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<RecordSource>("sources.record", 1, By::officer, Basis::none);
    registry.add<RecordStatement>("statements.record", 1, By::officer, Basis::required);
}

std::string_view tables() {
    return
#include "src/sources/tables.sql.inc"
        ;
}

}  // namespace sources
