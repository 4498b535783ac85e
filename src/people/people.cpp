#include "people/people.h"

#include "post/post.h"

namespace people {

Known known(store::Db& db, Id<Person> id) {
    auto rows = db.ask("SELECT erased_by FROM person WHERE id = $1", {id});
    if (!rows.next()) return Known::nobody;
    return rows.null(0) ? Known::known : Known::erased;
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
    post::forget(act.db(), *erase.person);
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
