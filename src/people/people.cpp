#include "people/people.h"

#include "base/text.h"

namespace people {

Known known(store::Db& db, Id<Person> id) {
    auto rows = db.ask("SELECT erased_by FROM person WHERE id = $1", {id});
    if (!rows.next()) return Known::nobody;
    return rows.null(0) ? Known::known : Known::erased;
}

namespace {

constexpr std::string_view contact_columns =
    "SELECT p.id, n.value, e.value, t.value FROM person p LEFT JOIN personal_value n ON n.handle = p.name LEFT JOIN personal_value e ON "
    "e.handle = p.email LEFT JOIN personal_value t ON t.handle = p.telephone ";

Contact contact_row(const store::Rows& row) {
    const auto text = [&](int column) { return row.null(column) ? std::string() : acts::text_of_json(row.view(column)); };
    return {text(1), text(2), text(3)};
}

}  // namespace

Contact contact(store::Db& db, Id<Person> id) {
    static const auto sql = std::string(contact_columns) + "WHERE p.id = $1";
    auto rows = db.ask(sql, {id});
    return rows.next() ? contact_row(rows) : Contact();
}

std::vector<Listed> people_like(store::Db& db, std::string_view part, Id<Person> after, std::int64_t most) {
    static const auto sql = std::string(contact_columns) + "WHERE p.id > $1 AND p.erased_by IS NULL ORDER BY p.id";
    const auto wanted = base::fold(part);
    std::vector<Listed> found;
    auto rows = db.ask(sql, {after});
    while (std::ssize(found) < most && rows.next()) {
        auto contact = contact_row(rows);
        if (wanted.empty() || base::fold(contact.name).contains(wanted) || base::fold(contact.email).contains(wanted))
            found.push_back({rows.id<Person>(0), std::move(contact)});
    }
    return found;
}

base::Verdict must_be_known(const acts::Reader& now, Id<Person> id) {
    switch (known(now.db(), id)) {
    case Known::nobody: return base::wrong_field("person", "unknown_reference");
    case Known::erased: return base::refused("people.erased", {}, {{"person", id.value}});
    case Known::known: break;
    }
    return base::granted();
}

base::Verdict check(const acts::Reader&, const RegisterPerson&) { return base::granted(); }

void apply(acts::Effect& act, const RegisterPerson& person) {
    const auto id = act.new_id<Person>();
    act.about(id);
    act.db().run("INSERT INTO person (id, name, email, telephone) VALUES ($1, $2, $3, $4)",
                 {id, person.name.handle(), person.email.handle(), person.telephone.handle()});
}

base::Verdict check(const acts::Reader& now, const CorrectPerson& correct) { return must_be_known(now, correct.person); }

void apply(acts::Effect& act, const CorrectPerson& correct) {
    act.about(correct.person);
    act.db().run("UPDATE person SET name = $1, email = $2, telephone = $3 WHERE id = $4",
                 {correct.name.handle(), correct.email.handle(), correct.telephone.handle(), *correct.person});
}

base::Verdict check(const acts::Reader& now, const ErasePerson& erase) { return must_be_known(now, erase.person); }

void apply(acts::Effect& act, const ErasePerson& erase) {
    act.erase(erase.person);
    act.db().run("UPDATE person SET erased_by = $1 WHERE id = $2", {act.number(), *erase.person});
    act.touches("person", *erase.person);
}

acts::Handle email_of(store::Db& db, Id<Person> id) {
    auto rows = db.ask("SELECT email FROM person WHERE id = $1", {id});
    return rows.next() ? rows.id<acts::PersonalValue>(0) : acts::Handle{};
}

Id<Person> register_contact(acts::Effect& act, acts::Handle name, acts::Handle email) {
    const auto id = act.new_id<Person>();
    act.about(id);
    act.db().run("INSERT INTO person (id, name, email) VALUES ($1, $2, $3)", {id, name, email});
    return id;
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<RegisterPerson>("people.register_person", 1, By::officer, Basis::optional);
    registry.add<CorrectPerson>("people.correct_person", 1, By::officer, Basis::optional);
    registry.add<ErasePerson>("people.erase_person", 1, By::administrator, Basis::optional);
}

std::string_view tables() {
    return
#include "src/people/tables.sql.inc"
        ;
}

}  // namespace people
