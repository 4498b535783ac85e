#include "network/network.h"

#include "base/zone.h"

namespace network {

Network the_network(store::Db& db) {
    auto rows = db.ask("SELECT name_fr, name_en, short_name, seat, zone, founded, nature FROM network WHERE one = 1");
    if (!rows.next()) return {};
    Network found{
        rows.text(0), rows.text(1), rows.text(2), rows.text_or_null(3).value_or(""), rows.text(4), {}, *acts::named<Nature>(rows.view(6))};
    if (!rows.null(5)) found.founded = rows.partial_date(5);
    return found;
}

std::string zone_of(store::Db& db) {
    auto rows = db.ask("SELECT zone FROM network WHERE one = 1");
    return rows.next() ? rows.text(0) : Network{}.zone;
}

base::Verdict check(const acts::Reader& now, const Describe& describe) {
    if (!base::zone_exists(describe.zone->value)) return base::wrong_field("zone", "zone");
    if (describe.founded.value && describe.founded.value->earliest() > now.today()) return base::wrong_field("founded", "date_future");
    return base::granted();
}

void apply(acts::Effect& act, const Describe& describe) {
    act.db().run(
        "INSERT INTO network (one, name_fr, name_en, short_name, seat, zone, founded, nature) VALUES (1, $1, $2, $3, $4, $5, $6, $7) "
        "ON CONFLICT (one) DO UPDATE SET name_fr = excluded.name_fr, name_en = excluded.name_en, short_name = excluded.short_name, "
        "seat = excluded.seat, zone = excluded.zone, founded = excluded.founded, nature = excluded.nature",
        {describe.name_fr->value, describe.name_en->value, describe.short_name->value, acts::text(describe.seat), describe.zone->value,
         describe.founded.value, acts::name_of(describe.nature.value.value_or(Nature::real))});
    act.touches("network");
}

void declare(acts::Registry& registry) { registry.add<Describe>("network.describe", 1, acts::By::administrator, acts::Basis::optional); }

std::string_view tables() {
    return
#include "src/network/tables.sql.inc"
        ;
}

}  // namespace network
