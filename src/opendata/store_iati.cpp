// What was stated for the IATI organisation file.
#include "opendata/store.h"

namespace opendata {

std::optional<Organisation> organisation(store::Db& db) {
    auto rows = db.ask("SELECT identifier, type, reporter, language, currency FROM iati_organisation WHERE one = 1");
    if (!rows.next()) return {};
    Organisation found{rows.text(0),
                       *acts::named<OrganisationType>(rows.view(1)),
                       *acts::named<Reporter>(rows.view(2)),
                       *acts::named<MainLanguage>(rows.view(3)),
                       {}};
    if (!rows.null(4)) found.currency = base::Currency::parse(rows.text(4));
    return found;
}

void set_organisation(store::Db& db, const Organisation& stated) {
    const auto currency = stated.currency ? std::optional(std::string(stated.currency->code())) : std::nullopt;
    db.run(
        "INSERT INTO iati_organisation (one, identifier, type, reporter, language, currency) VALUES (1, $1, $2, $3, $4, $5) "
        "ON CONFLICT (one) DO UPDATE SET identifier = excluded.identifier, type = excluded.type, reporter = excluded.reporter, "
        "language = excluded.language, currency = excluded.currency",
        {stated.identifier, acts::name_of(stated.type), acts::name_of(stated.reporter), acts::name_of(stated.language), currency});
}

std::vector<NamedFigure> named_figures(store::Db& db) {
    std::vector<NamedFigure> all;
    auto rows = db.ask("SELECT figure_use, statement FROM iati_figure ORDER BY ordinal");
    while (rows.next()) all.push_back({*acts::named<Use>(rows.view(0)), {rows.integer(1)}});
    return all;
}

void set_named_figures(store::Db& db, const std::vector<NamedFigure>& stated) {
    db.run("DELETE FROM iati_figure", {});
    std::int64_t ordinal = 0;
    for (const auto& one : stated)
        db.run("INSERT INTO iati_figure (ordinal, figure_use, statement) VALUES ($1, $2, $3)",
               {ordinal++, acts::name_of(one.use), one.statement});
}

std::string_view tables() {
    return
#include "src/opendata/tables.sql.inc"
        ;
}

}  // namespace opendata
