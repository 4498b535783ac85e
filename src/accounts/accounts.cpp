#include "accounts/accounts.h"

#include "people/people.h"

namespace accounts {
namespace {

constexpr std::string_view columns =
    "SELECT g.id, g.person, g.role, g.scope_kind, g.scope_id, g.from_day, g.until_day, g.granted_by, g.ended_by FROM role_grant g ";

ShownGrant grant_row(const store::Rows& row) {
    ShownGrant grant;
    grant.id = row.id<Grant>(0);
    grant.person = row.id<Person>(1);
    grant.role = *acts::named<RoleName>(row.view(2));
    grant.scope = {row.text(3), row.integer(4)};
    grant.from = row.date(5);
    grant.until = row.date_or_null(6);
    grant.granted_by = row.id<acts::Act>(7);
    if (!row.null(8)) grant.ended_by = row.id<acts::Act>(8);
    return grant;
}

std::vector<ShownGrant> grants(store::Rows rows) {
    std::vector<ShownGrant> all;
    while (rows.next()) all.push_back(grant_row(rows));
    return all;
}

std::int64_t administrators_but(store::Db& db, Id<Grant> grant, base::Date day) {
    auto rows = db.ask(
        "SELECT count(*) FROM role_grant g JOIN person p ON p.id = g.person WHERE g.role = 'administrator' AND g.id <> $1 AND "
        "g.from_day <= $2 AND g.until_day IS NULL AND p.erased_by IS NULL",
        {grant, day});
    return rows.next() ? rows.integer(0) : 0;
}

acts::Scope scope_of_kind(ScopeKind kind, std::optional<std::int64_t> id) {
    if (kind == ScopeKind::network) return {};
    return {std::string(acts::name_of(kind)), id.value_or(0)};
}

bool overlap(const ShownGrant& held, base::Date from, std::optional<base::Date> until) {
    return (!until || held.from <= *until) && (!held.until || from <= *held.until);
}

}  // namespace

base::Verdict check(const acts::Reader& now, const GrantRole& grant) {
    if (auto verdict = people::must_be_known(now, grant.person); !verdict) return verdict;
    const auto id = acts::number(grant.scope_id);
    if (auto verdict = fits(grant.role, grant.scope, id); !verdict) return verdict;
    if (auto verdict = may_hold(grant.from, grant.until.value, now.today()); !verdict) return verdict;
    const auto scope = scope_of_kind(grant.scope, id);
    for (const auto& held : grants_of(now.db(), grant.person))
        if (held.role == *grant.role && held.scope == scope && overlap(held, grant.from, grant.until.value))
            return base::refused("accounts.already_held", {}, {{"grant", held.id.value}, {"number", held.granted_by.value}});
    return base::granted();
}

void apply(acts::Effect& act, const GrantRole& grant) {
    const auto id = act.new_id<Grant>();
    const auto scope = scope_of_kind(grant.scope, acts::number(grant.scope_id));
    act.db().run(
        "INSERT INTO role_grant (id, person, role, scope_kind, scope_id, from_day, until_day, granted_by) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8)",
        {id, *grant.person, acts::name_of(*grant.role), scope.kind, scope.id, *grant.from, grant.until.value, act.number()});
    act.touches("grant", id);
    act.touches("grant");
    act.touches("person", *grant.person);
}

base::Verdict check(const acts::Reader& now, const EndRole& end) {
    const auto grant = find_grant(now.db(), end.grant);
    if (!grant) return base::wrong_field("grant", "unknown_reference");
    if (grant->ended_by) return base::refused("accounts.ended", {}, {{"grant", grant->id.value}, {"number", grant->ended_by->value}});
    if (auto verdict = may_end(grant->from, end.on, now.today()); !verdict) return verdict;
    return may_leave(grant->role, administrators_but(now.db(), grant->id, end.on));
}

void apply(acts::Effect& act, const EndRole& end) {
    act.db().run("UPDATE role_grant SET until_day = $1, ended_by = $2 WHERE id = $3", {*end.on, act.number(), *end.grant});
    const auto grant = find_grant(act.db(), end.grant);
    act.touches("grant", *end.grant);
    act.touches("grant");
    if (grant) act.touches("person", grant->person);
}

std::optional<ShownGrant> find_grant(store::Db& db, Id<Grant> id) {
    static const auto sql = std::string(columns) + "WHERE g.id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? std::optional(grant_row(rows)) : std::nullopt;
}

std::vector<ShownGrant> grants_of(store::Db& db, Id<Person> person) {
    static const auto sql = std::string(columns) + "WHERE g.person = $1 ORDER BY g.id DESC";
    return grants(db.ask(sql, {person}));
}

std::vector<ShownGrant> grants_ending(store::Db& db, base::Date from, base::Date to, std::int64_t most) {
    static const auto sql =
        std::string(columns) + "WHERE g.until_day >= $1 AND g.until_day <= $2 AND g.ended_by IS NULL ORDER BY g.until_day, g.id LIMIT $3";
    return grants(db.ask(sql, {from, to, most}));
}

std::vector<ShownGrant> grants_on(store::Db& db, base::Date day, std::int64_t most) {
    static const auto sql =
        std::string(columns) + "WHERE g.from_day <= $1 AND (g.until_day IS NULL OR g.until_day >= $1) ORDER BY g.person, g.id LIMIT $2";
    return grants(db.ask(sql, {day, most}));
}

std::vector<ShownGrant> holders_on(store::Db& db, RoleName role, const acts::Scope& scope, base::Date day) {
    static const auto sql =
        std::string(columns) +
        "JOIN person p ON p.id = g.person WHERE g.role = $1 AND g.scope_kind = $2 AND g.scope_id = $3 AND g.from_day <= "
        "$4 AND (g.until_day IS NULL OR g.until_day >= $4) AND p.erased_by IS NULL ORDER BY g.id DESC";
    return grants(db.ask(sql, {acts::name_of(role), scope.kind, scope.id, day}));
}

std::vector<acts::Holding> holdings_on(store::Db& db, Id<Person> person, base::Date day) {
    std::vector<acts::Holding> all;
    auto rows = db.ask(
        "SELECT g.role, g.scope_kind, g.scope_id FROM role_grant g JOIN person p ON p.id = g.person WHERE g.person = $1 AND "
        "g.from_day <= $2 AND (g.until_day IS NULL OR g.until_day >= $2) AND p.erased_by IS NULL ORDER BY g.id",
        {person, day});
    while (rows.next()) all.push_back({*acts::named<acts::Role>(rows.view(0)), {rows.text(1), rows.integer(2)}});
    return all;
}

void declare(acts::Registry& registry) {
    registry.add<GrantRole>("accounts.grant_role", 1, acts::By::administrator, acts::Basis::optional);
    registry.add<EndRole>("accounts.end_role", 1, acts::By::administrator, acts::Basis::optional);
}

std::string_view tables() {
    return
#include "src/accounts/tables.sql.inc"
        ;
}

}  // namespace accounts
