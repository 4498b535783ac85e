#include "sources/store.h"

#include "store/where.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <ranges>
#include <span>

namespace sources {
namespace {

template <class E>
std::optional<std::string> name_or_null(const acts::Public<std::optional<E>>& field) {
    return field.value ? std::optional(std::string(acts::name_of(*field.value))) : std::nullopt;
}

// "CI BF", in the order given.
std::string codes(const std::vector<acts::Country>& countries) {
    std::string all;
    for (const auto& country : countries) all += (all.empty() ? "" : " ") + country.code;
    return all;
}

// "12001 14003", in the order given.
std::string numbers(const std::vector<Id<Source>>& sources) {
    std::string all;
    for (const auto source : sources) all += (all.empty() ? "" : " ") + std::to_string(source.value);
    return all;
}

// `sql` inserts a statement or updates it, with the same parameters in the same order.
template <class Act>
void keep(store::Db& db, const char* sql, Id<Statement> id, const Act& said, base::Id<acts::Act> by) {
    const auto& position = said.position.value;
    // What lists are sorted by.
    const auto day = told_from(*said.subject, *said.as_of, said.since.value);
    db.run(sql, {id,
                 acts::name_of(*said.subject),
                 acts::text(said.name),
                 acts::text(said.country),
                 name_or_null(said.kind),
                 acts::number(said.value),
                 acts::text(said.unit),
                 *said.as_of,
                 day,
                 acts::text(said.as_of_words),
                 said.quote_fr->value,
                 said.quote_en->value,
                 acts::name_of(*said.translated),
                 acts::name_of(*said.confidence),
                 position ? std::optional(position->latitude.value) : std::nullopt,
                 position ? std::optional(position->longitude.value) : std::nullopt,
                 acts::number(said.geonameid),
                 acts::text(said.title_fr),
                 acts::text(said.title_en),
                 name_or_null(said.precision),
                 acts::number(said.value_to),
                 acts::number(said.equivalent),
                 acts::text(said.equivalent_unit),
                 said.since.value,
                 said.period.value,
                 acts::text(said.place),
                 codes(listed(said.countries)),
                 name_or_null(said.partner_kind),
                 name_or_null(said.fund),
                 acts::text(said.partners),
                 acts::text(said.mechanism_fr),
                 acts::text(said.mechanism_en),
                 acts::text(said.purpose_fr),
                 acts::text(said.purpose_en),
                 by,
                 numbers(*said.sources)});
    for (std::int64_t ordinal = 1; auto source : *said.sources)
        db.run("INSERT INTO statement_source (statement, ordinal, source) VALUES ($1, $2, $3)", {id, ordinal++, source});
    for (auto other : listed(said.contradicts))
        db.run("INSERT INTO statement_contradiction (statement, other) VALUES ($1, $2) ON CONFLICT DO NOTHING", {id, other});
}

constexpr auto statement_columns =
    "SELECT id, subject, name, country, kind, value, unit, as_of, as_of_words, quote_fr, quote_en, translated, confidence, latitude, "
    "longitude, geonameid, title_fr, title_en, precision_word, value_to, equivalent, equivalent_unit, since, period, place, countries, "
    "partner_kind, fund, partners, mechanism_fr, mechanism_en, purpose_fr, purpose_en, changed_by, withdrawn_by, withdrawn_because, "
    "sources "
    "FROM statement ";

const auto statements_sql = std::string(statement_columns) + "WHERE subject = $1 AND withdrawn_by IS NULL ORDER BY as_of_day, id";

std::vector<std::string> split(std::string_view codes) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i + 2 <= codes.size(); i += 3) all.emplace_back(codes.substr(i, 2));
    return all;
}

// Where it is kept: statements are wide, and moving one costs as much as reading it.
void read_statement(const store::Rows& row, ShownStatement& shown) {
    const auto text = [&](int column) { return row.null(column) ? std::string() : row.text(column); };
    const auto date = [&](int column) { return row.null(column) ? std::nullopt : std::optional(row.partial_date(column)); };
    shown.id = row.id<Statement>(0);
    shown.subject = *acts::named<Subject>(row.view(1));
    shown.name = text(2);
    shown.country = text(3);
    if (!row.null(4)) shown.kind = acts::named<EntityKind>(row.view(4));
    shown.value = row.integer_or_null(5);
    shown.unit = text(6);
    shown.as_of = row.partial_date(7);
    shown.as_of_words = text(8);
    shown.quote_fr = row.text(9);
    shown.quote_en = row.text(10);
    shown.translated = *acts::named<Translated>(row.view(11));
    shown.confidence = *acts::named<Confidence>(row.view(12));
    if (!row.null(13)) shown.position = acts::Position{{row.integer(13)}, {row.integer(14)}};
    shown.geonameid = row.integer_or_null(15);
    shown.title_fr = text(16);
    shown.title_en = text(17);
    if (!row.null(18)) shown.precision = acts::named<Precision>(row.view(18));
    shown.value_to = row.integer_or_null(19);
    shown.equivalent = row.integer_or_null(20);
    shown.equivalent_unit = text(21);
    shown.since = date(22);
    shown.period = date(23);
    shown.place = text(24);
    shown.countries = split(row.view(25));
    if (!row.null(26)) shown.partner_kind = acts::named<PartnerKind>(row.view(26));
    if (!row.null(27)) shown.fund = acts::named<Fund>(row.view(27));
    shown.partners = text(28);
    shown.mechanism_fr = text(29);
    shown.mechanism_en = text(30);
    shown.purpose_fr = text(31);
    shown.purpose_en = text(32);
    shown.changed_by = row.id<acts::Act>(33);
    if (!row.null(34)) shown.withdrawn_by = row.id<acts::Act>(34);
    shown.withdrawn_because = text(35);
    for (const auto part : std::views::split(row.view(36), ' ')) {
        auto& source = shown.sources.emplace_back();
        std::from_chars(part.data(), part.data() + part.size(), source.value);
    }
}

std::vector<ShownStatement> statement_rows(store::Rows rows) {
    std::vector<ShownStatement> all;
    all.reserve(64);
    while (rows.next()) read_statement(rows, all.emplace_back());
    return all;
}

constexpr auto source_columns = "SELECT s.id, s.title, s.publisher, s.address, s.read, s.kind, s.gone, s.copy";

ShownSource source_row(const store::Rows& row) {
    const auto text = [&](int column) { return row.null(column) ? std::string() : row.text(column); };
    ShownSource shown;
    shown.id = row.id<Source>(0);
    shown.title = row.text(1);
    shown.publisher = text(2);
    shown.address = text(3);
    if (!row.null(4)) shown.read = row.partial_date(4);
    shown.kind = *acts::named<SourceKind>(row.view(5));
    if (!row.null(6)) shown.gone = row.date(6);
    shown.copy = text(7);
    return shown;
}

std::vector<ShownSource> source_rows(store::Rows rows) {
    std::vector<ShownSource> all;
    while (rows.next()) all.push_back(source_row(rows));
    return all;
}

}  // namespace

void insert_statement(store::Db& db, Id<Statement> id, const RecordStatement& said, base::Id<acts::Act> by) {
    keep(db,
         "INSERT INTO statement (id, subject, name, country, kind, value, unit, as_of, as_of_day, as_of_words, quote_fr, quote_en, "
         "translated, confidence, latitude, longitude, geonameid, title_fr, title_en, precision_word, value_to, equivalent, "
         "equivalent_unit, since, period, place, countries, partner_kind, fund, partners, mechanism_fr, mechanism_en, purpose_fr, "
         "purpose_en, changed_by, sources) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "
         "$20, $21, "
         "$22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36)",
         id, said, by);
}

void update_statement(store::Db& db, Id<Statement> id, const CorrectStatement& said, base::Id<acts::Act> by) {
    db.run("DELETE FROM statement_source WHERE statement = $1", {id});
    db.run("DELETE FROM statement_contradiction WHERE statement = $1", {id});
    keep(db,
         "UPDATE statement SET subject = $2, name = $3, country = $4, kind = $5, value = $6, unit = $7, as_of = $8, as_of_day = $9, "
         "as_of_words = $10, quote_fr = $11, quote_en = $12, translated = $13, confidence = $14, latitude = $15, longitude = $16, "
         "geonameid = $17, title_fr = $18, title_en = $19, precision_word = $20, value_to = $21, equivalent = $22, equivalent_unit = $23, "
         "since = $24, period = $25, place = $26, countries = $27, partner_kind = $28, fund = $29, partners = $30, mechanism_fr = $31, "
         "mechanism_en = $32, purpose_fr = $33, purpose_en = $34, changed_by = $35, sources = $36 WHERE id = $1",
         id, said, by);
}

void withdraw_statement(store::Db& db, const WithdrawStatement& withdraw, base::Id<acts::Act> by) {
    db.run("UPDATE statement SET withdrawn_by = $1, withdrawn_because = $2, changed_by = $1 WHERE id = $3",
           {by, withdraw.reason->value, *withdraw.statement});
}

// ---- sources ----

void insert_source(store::Db& db, Id<Source> id, const RecordSource& source) {
    db.run("INSERT INTO source (id, title, publisher, address, read, kind) VALUES ($1, $2, $3, $4, $5, $6)",
           {id, source.title->value, acts::text(source.publisher), acts::text(source.address), source.read.value,
            acts::name_of(*source.kind)});
}

void mark_gone(store::Db& db, const MarkGone& gone) {
    db.run("UPDATE source SET gone = $1, copy = $2 WHERE id = $3", {*gone.on, acts::text(gone.copy), *gone.source});
}

bool source_exists(store::Db& db, Id<Source> id) { return db.ask("SELECT 1 FROM source WHERE id = $1", {id}).next(); }

std::optional<ShownSource> find_source(store::Db& db, Id<Source> id) {
    static const auto sql = std::string(source_columns) + " FROM source s WHERE s.id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(source_row(rows)) : std::nullopt;
}

std::string source_title(store::Db& db, std::int64_t number) {
    const auto source = find_source(db, {number});
    return source ? source->title : std::string();
}

std::vector<ShownSource> all_sources(store::Db& db) {
    static const auto sql = std::string(source_columns) + " FROM source s ORDER BY s.id";
    return source_rows(db.ask(sql));
}

std::vector<ShownSource> sources_after(store::Db& db, std::int64_t after, std::int64_t most) {
    static const auto sql = std::string(source_columns) + " FROM source s WHERE s.id > $1 ORDER BY s.id LIMIT $2";
    return source_rows(db.ask(sql, {after, most}));
}

std::vector<ShownSource> sources_of_statement(store::Db& db, Id<Statement> id) {
    static const auto sql =
        std::string(source_columns) + " FROM statement_source t JOIN source s ON s.id = t.source WHERE t.statement = $1 ORDER BY t.ordinal";
    return source_rows(db.ask(sql, {id}));
}

// ---- statements ----

std::vector<ShownStatement> statements(store::Db& db, Subject subject) {
    return statement_rows(db.ask(statements_sql, {acts::name_of(subject)}));
}

namespace {
// Many statements are taken from few sources: each is read once.
void read_sources(store::Db& db, std::vector<Quote>& quotes) {
    std::vector<Id<Source>> cited;
    for (const auto& [statement, _] : quotes) cited.insert(cited.end(), statement.sources.begin(), statement.sources.end());
    std::ranges::sort(cited);
    cited.erase(std::ranges::unique(cited).begin(), cited.end());
    std::map<std::int64_t, ShownSource> read;
    constexpr std::size_t at_once = 200;
    for (std::size_t first = 0; first < cited.size(); first += at_once) {
        store::Where where;
        where.clause("s.id IN (" + where.marks(std::span(cited).subspan(first, std::min(at_once, cited.size() - first))) + ")");
        auto rows = db.ask_values(std::string(source_columns) + " FROM source s " + where.sql, where.values);
        while (rows.next()) read.emplace(rows.integer(0), source_row(rows));
    }
    for (auto& quote : quotes)
        for (const auto source : quote.statement.sources) quote.sources.push_back(read.at(source.value));
}
}  // namespace

std::vector<Quote> quotes_of(store::Db& db, std::vector<ShownStatement> statements) {
    std::vector<Quote> all(std::make_move_iterator(statements.begin()), std::make_move_iterator(statements.end()));
    read_sources(db, all);
    return all;
}

std::vector<Quote> quotes(store::Db& db, std::span<const Subject> subjects) {
    std::vector<Quote> all;
    all.reserve(64);
    for (const auto subject : subjects)
        for (auto rows = db.ask(statements_sql, {acts::name_of(subject)}); rows.next();) read_statement(rows, all.emplace_back().statement);
    read_sources(db, all);
    return all;
}

namespace {
store::Where where_of(std::optional<Subject> subject, std::optional<base::Date> until) {
    store::Where where;
    if (subject) where.clause("subject = " + where.mark(acts::name_of(*subject)));
    if (until) where.clause("as_of_day <= " + where.mark(*until));
    return where;
}
}  // namespace

base::Date first_day(const base::PartialDate& date) { return date.earliest().value_or(date.latest().value_or(base::Date{})); }

base::Date told_from(Subject subject, const base::PartialDate& as_of, const std::optional<base::PartialDate>& since) {
    return first_day(subject == Subject::partner && since ? *since : as_of);
}

std::vector<ShownStatement> statements_after(store::Db& db, std::optional<Subject> subject, std::int64_t after, std::int64_t most,
                                             std::optional<base::Date> until) {
    auto where = where_of(subject, until);
    where.clause("id > " + where.mark(after));
    const auto limit = " ORDER BY id LIMIT " + where.mark(most);
    return statement_rows(db.ask_values(std::string(statement_columns) + where.sql + limit, where.values));
}

std::int64_t count_statements(store::Db& db, std::optional<Subject> subject, std::optional<base::Date> until) {
    auto where = where_of(subject, until);
    where.clause("withdrawn_by IS NULL");
    auto rows = db.ask_values("SELECT count(*) FROM statement " + where.sql, where.values);
    rows.next();
    return rows.integer(0);
}

std::int64_t count_not_confirmed(store::Db& db, Subject subject, std::optional<base::Date> until) {
    auto where = where_of(subject, until);
    where.clause("withdrawn_by IS NULL AND confidence <> 'confirmed'");
    auto rows = db.ask_values("SELECT count(*) FROM statement " + where.sql, where.values);
    rows.next();
    return rows.integer(0);
}

std::vector<ShownStatement> list_statements(store::Db& db, std::optional<Subject> subject, std::int64_t offset, std::int64_t most,
                                            std::optional<base::Date> until) {
    auto where = where_of(subject, until);
    where.clause("withdrawn_by IS NULL");
    const auto limit = " ORDER BY id DESC LIMIT " + where.mark(most) + " OFFSET " + where.mark(offset);
    return statement_rows(db.ask_values(std::string(statement_columns) + where.sql + limit, where.values));
}

std::vector<ShownStatement> statements_of_source(store::Db& db, Id<Source> id) {
    static const auto sql = std::string(statement_columns) +
                            "WHERE id IN (SELECT t.statement FROM statement_source t WHERE t.source = $1) ORDER BY as_of_day, id";
    return statement_rows(db.ask(sql, {id}));
}

std::vector<ShownStatement> find_statements(store::Db& db, std::span<const Id<Statement>> ids) {
    if (ids.empty()) return {};
    store::Where where;
    where.clause("id IN (" + where.marks(ids) + ")");
    return statement_rows(db.ask_values(std::string(statement_columns) + where.sql + " ORDER BY id", where.values));
}

std::optional<ShownStatement> find_statement(store::Db& db, Id<Statement> id) {
    static const auto sql = std::string(statement_columns) + "WHERE id = $1";
    auto rows = db.ask(sql, {id});
    std::optional<ShownStatement> found;
    if (rows.next()) read_statement(rows, found.emplace());
    return found;
}

// ---- who says otherwise ----

std::vector<Contradiction> contradictions(store::Db& db) {
    std::vector<Contradiction> all;
    auto rows = db.ask(
        "SELECT c.statement, c.other FROM statement_contradiction c JOIN statement a ON a.id = c.statement JOIN statement b ON b.id = "
        "c.other WHERE a.withdrawn_by IS NULL AND b.withdrawn_by IS NULL ORDER BY c.statement, c.other");
    while (rows.next()) all.push_back({rows.id<Statement>(0), rows.id<Statement>(1)});
    return all;
}

std::vector<Id<Statement>> own_contradictions(store::Db& db, Id<Statement> id) {
    std::vector<Id<Statement>> all;
    auto rows = db.ask("SELECT other FROM statement_contradiction WHERE statement = $1 ORDER BY other", {id});
    while (rows.next()) all.push_back(rows.id<Statement>(0));
    return all;
}

std::vector<Id<Statement>> contradicted_by(store::Db& db, Id<Statement> id) {
    std::vector<Id<Statement>> all;
    auto rows = db.ask(
        "SELECT n.id FROM statement n WHERE n.withdrawn_by IS NULL AND n.id IN (SELECT other FROM statement_contradiction WHERE statement "
        "= "
        "$1 UNION SELECT statement FROM statement_contradiction WHERE other = $1) ORDER BY n.as_of_day, n.id",
        {id});
    while (rows.next()) all.push_back(rows.id<Statement>(0));
    return all;
}

std::vector<std::vector<Id<Statement>>> disagreements(const std::vector<Contradiction>& all) {
    std::map<std::int64_t, std::int64_t> first;  // of each, one with a lower number that it is grouped with, or itself
    const auto root = [&](Id<Statement> id) {
        auto at = first.try_emplace(id.value, id.value).first->second;
        while (first.at(at) != at) at = first.at(at);
        return at;
    };
    for (const auto& [one, other] : all) {
        const auto [lower, higher] = std::minmax({root(one), root(other)});
        first[higher] = lower;
    }
    std::map<std::int64_t, std::vector<Id<Statement>>> groups;
    for (const auto& [id, of] : first) groups[root({id})].push_back({id});
    std::vector<std::vector<Id<Statement>>> found;
    for (auto& [of, group] : groups) found.push_back(std::move(group));
    return found;
}

std::string_view tables() {
    return
#include "src/sources/tables.sql.inc"
        ;
}

}  // namespace sources
