// What a feature needs to declare its acts: include this in its acts.h, nothing else of acts/.
#pragma once
#include <deque>
#include <string>
#include "acts/right.h"
#include "acts/shape.h"
#include "store/db.h"

namespace acts {

struct Act;  // tag: Id<Act> is a journal number

// Who submits. `capacity` is public, the rest is restricted.
struct Actor {
    std::string id;                    // "visitor", "administrator" (who has the machine), "person:12001"
    Role role = Role::visitor;         // what it may without asking which roles a person holds
    std::string capacity = "visitor";  // "visitor", "import", "timer": words in the catalogues. Of a person: that of the role that allows
    bool two_factors = true;           // of a person: signed in with two; else roles that ask for two do not count (asks_two_factors)
    std::optional<base::Id<base::Person>> person() const;
};

// When and by what an entry stands: all of it is in the journal.
struct Stamp {
    base::Id<Act> number;
    std::int64_t time_us = 0;  // since 1970, UTC; never goes back along the journal
    base::Date date;           // the network's civil date: the statutes' "today"
    std::string basis;         // legal basis: "source:3001", "decision:5001", "rule:…"; may be empty
    std::string announced;     // what was told to people and cannot be computed again; may be empty
};

// "source:3001", "decision:5001", "act:17" or "rule:members.cities_per_state": [a-z]+ ":" [a-z0-9._]{1,100}.
bool is_basis(std::string_view);

// A thing that pages show: kind and number; number 0 is the list of that kind.
struct Topic {
    std::string_view kind;
    std::int64_t id = 0;
    bool operator==(const Topic&) const = default;
};

// What a check may see: the tables as they are, and the stamp the act would get.
class Reader {
public:
    Reader(store::Db& db, const Stamp& stamp) : db_(db), stamp_(stamp) {}
    store::Db& db() const { return db_; }
    const Stamp& stamp() const { return stamp_; }
    base::Date today() const { return stamp_.date; }

private:
    store::Db& db_;
    const Stamp& stamp_;
};

struct Emitted {
    const Type* type;
    Box act;
    std::string basis;
    bool must;  // its refusal is the cause's refusal too; otherwise the cause stands without it
};

// A message to be sent once the act is durable: a row of `outbox`. Rebuild never sends.
struct Mail {
    std::string template_name;  // catalogue section "mail.<template_name>"
    Handle to;                  // a personal value: an address
    std::string about;          // canonical JSON for the template: ids and public words only
};

constexpr std::size_t mails_max = 999;  // of one act

// All that an effect may know and do: the act, its stamp and the tables. No clock, no chance, no network.
class Effect {
public:
    Effect(store::Db& db, const Stamp& stamp) : db_(db), stamp_(stamp) {}
    store::Db& db() { return db_; }
    const Stamp& stamp() const { return stamp_; }
    base::Id<Act> number() const { return stamp_.number; }
    base::Date date() const { return stamp_.date; }
    const std::string& basis() const { return stamp_.basis; }

    template <class T>
    base::Id<T> new_id() {
        return {next_id()};
    }  // number × 1000 + 1, 2 …: the same at every replay
    void about(base::Id<base::Person> person) {
        person_ = person;
        touches("person", person);
    }  // whose the act's personal fields are: it enters the person's history
    void erase(base::Id<base::Person> person) { erased_.push_back(person); }
    void touches(std::string_view kind, std::int64_t id = 0) {
        topics_.push_back({kind, id});
    }  // what pages must be made again; ids enter the thing's history
    template <class T>
    void touches(std::string_view kind, base::Id<T> id) {
        touches(kind, id.value);
    }
    std::int64_t send(Mail);  // its row of `outbox`: number × 1000 + 1, 2 …

    base::Id<base::Person> person() const { return person_; }
    const std::vector<base::Id<base::Person>>& erased() const { return erased_; }
    const std::vector<Topic>& topics() const { return topics_; }
    const std::vector<Mail>& mails() const { return mails_; }

private:
    std::int64_t next_id();
    store::Db& db_;
    const Stamp& stamp_;
    std::int64_t made_ = 0;
    base::Id<base::Person> person_;
    std::vector<base::Id<base::Person>> erased_;
    std::vector<Topic> topics_;
    std::vector<Mail> mails_;
};

// What an accepted act sets off in other features: consequent acts, with this one as their cause.
class Consequences {
public:
    explicit Consequences(const Reader& now) : now_(now) {}
    const Reader& now() const { return now_; }
    template <class A>
    void then(A act, std::string basis) {
        put<A>(std::move(act), std::move(basis), true);
    }  // refused together with its cause
    template <class A>
    void attempt(A act, std::string basis) {
        put<A>(std::move(act), std::move(basis), false);
    }  // the cause stands even if this is refused
    std::vector<Emitted>& emitted() { return emitted_; }

private:
    template <class A>
    void put(A act, std::string basis, bool must) {
        emitted_.push_back({&type_of<A>(), std::make_shared<A>(std::move(act)), std::move(basis), must});
    }
    const Reader& now_;
    std::vector<Emitted> emitted_;
};

enum class Basis { none, optional, required };

struct Declared {
    std::string name;  // "members.apply_for_membership"; labels: "act.<name>", "act.<name>.<field>"
    int version = 1;
    By by = By::officer;
    Basis basis = Basis::optional;
    const Type* type = nullptr;
    base::Verdict (*check)(const Reader&, const void*) = nullptr;  // may refuse; not asked again by a rebuild
    void (*apply)(Effect&, const void*) = nullptr;                 // the effect; may not refuse
    Scope (*scope_of)(const Reader&, const void*) = nullptr;       // the thing the act is about, for By::within; null: none
    std::vector<void (*)(Consequences&, const void*)> reactions;   // what other features set off; not asked by a rebuild
    Box (*step_up)(const void*) = nullptr;                         // an old version: to the next one …
    const Type* next = nullptr;                                    // … which is this
    bool by_hand() const { return by.by_hand() && !step_up; }
};

class Registry {
public:
    // Needs `Verdict check(const Reader&, const A&)` and `void apply(Effect&, const A&)` beside A; with By::within, also
    // `Scope scope_of(const Reader&, const A&)`.
    template <class A>
    void add(std::string name, int version, By by, Basis basis) {
        Declared declared{std::move(name), version, by, basis, &type_of<A>()};
        declared.check = [](const Reader& now, const void* act) { return check(now, *static_cast<const A*>(act)); };
        declared.apply = [](Effect& effect, const void* act) { apply(effect, *static_cast<const A*>(act)); };
        if constexpr (requires(const Reader& now, const A& act) { scope_of(now, act); })
            declared.scope_of = [](const Reader& now, const void* act) { return scope_of(now, *static_cast<const A*>(act)); };
        put(std::move(declared));
    }
    // An old version: read for ever, never submitted. `step` gives the next version; defaults it invents must be honest.
    template <class Old, auto step>
    void keep(std::string name, int version) {
        using New = decltype(step(std::declval<const Old&>()));
        Declared declared{std::move(name), version, By::consequence, Basis::none, &type_of<Old>()};
        declared.step_up = [](const void* old) -> Box { return std::make_shared<New>(step(*static_cast<const Old*>(old))); };
        declared.next = &type_of<New>();
        put(std::move(declared));
    }
    // `reaction(Consequences&, const A&)` runs after A's effect.
    template <class A, auto reaction>
    void react() {
        known(type_of<A>()).reactions.push_back([](Consequences& set_off, const void* act) {
            reaction(set_off, *static_cast<const A*>(act));
        });
    }
    const Declared* newest(std::string_view name) const;             // nullptr: nobody declares it
    const Declared* kept(std::string_view name, int version) const;  // nullptr: the journal holds an act nobody can read
    const Declared& of(const Type&) const;
    Declared& known(const Type& type) { return const_cast<Declared&>(of(type)); }
    const std::deque<Declared>& all() const { return all_; }

private:
    void put(Declared);
    std::deque<Declared> all_;
};

}  // namespace acts
