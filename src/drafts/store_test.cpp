// Drafts and prepared acts as rows, on both engines.
#include "drafts/store.h"
#include "app/concert.h"
#include "drafts/drafts.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>

using namespace drafts;

namespace {

constexpr std::int64_t start = 1'790'000'000'000'000;  // 2026-09-21
const Id<Person> one{1001}, other{2001};

struct Kitchen {
    explicit Kitchen(const store::Location& location)
        : writer(app::registry(), app::tables(), app::writer_options(location, [] { return start; })) {}
    template <class T>
    T now(const std::function<T(store::Db&)>& task) {
        T made{};
        writer.run_local([&](store::Db& db) {
            db.begin();
            made = task(db);
            db.commit();
        });
        return made;
    }
    Draft draft(Id<Person> person, std::string typed, std::string key = "key") {
        return {.person = person, .act = "members.correct", .title = "Une ville", .typed = std::move(typed), .client_key = std::move(key)};
    }
    Kept put(Draft& draft, Wish wish = Wish::by_itself, std::int64_t at = start) {
        return now<Kept>([&](store::Db& db) { return put_draft(db, draft, wish, "new", at); });
    }
    std::vector<Draft> of(Id<Person> person, std::int64_t at = start) {
        return now<std::vector<Draft>>([&](store::Db& db) { return drafts_of(db, person, "", at); });
    }
    std::string typed(Id<Person> person, std::int64_t id) {
        return now<std::string>([&](store::Db& db) {
            const auto found = find_draft(db, person, id, start);
            return found ? found->typed : "nothing";
        });
    }
    acts::Writer writer;
};

Prepared prepared(Id<Person> preparer, Id<Person> titular) {
    Prepared made{.act = "members.state_facts", .fields = "{}", .title = "Une ville", .client_key = "key", .member = 3001};
    made.preparer = preparer, made.titular = titular, made.made_us = made.changed_us = start;
    return made;
}

}  // namespace

TEST_CASE("a draft is saved over itself, and only its owner finds it") {
    support::for_each_engine([](const store::Location& location) {
        Kitchen kitchen(location);
        auto mine = kitchen.draft(one, "a");
        CHECK(kitchen.put(mine) == Kept::saved);
        mine.typed = "b";
        CHECK(kitchen.put(mine) == Kept::saved);
        CHECK(mine.version == 2);
        CHECK(kitchen.of(one).size() == 1);
        CHECK(kitchen.typed(one, mine.id) == "b");
        CHECK(kitchen.typed(other, mine.id) == "nothing");
        CHECK(!kitchen.now<bool>([&](store::Db& db) { return remove_draft(db, other, mine.id); }));
        auto stolen = mine;
        stolen.person = other;
        CHECK(kitchen.put(stolen) == Kept::apart);  // theirs from now on, and mine is as it was
        CHECK(kitchen.typed(one, mine.id) == "b");
        CHECK(kitchen.now<bool>([&](store::Db& db) { return remove_draft(db, one, mine.id); }));
        CHECK(kitchen.of(one).empty());
    });
}

TEST_CASE("the later of two tabs is told, and both are kept under keys of their own") {
    support::for_each_engine([](const store::Location& location) {
        Kitchen kitchen(location);
        auto first = kitchen.draft(one, "a");
        kitchen.put(first);
        auto second = first;
        first.typed = "first tab", second.typed = "second tab";
        CHECK(kitchen.put(first) == Kept::saved);
        CHECK(kitchen.put(second) == Kept::apart);
        CHECK(kitchen.typed(one, first.id) == "first tab");
        CHECK(kitchen.typed(one, second.id) == "second tab");
        CHECK(first.client_key != second.client_key);
        second.typed = "again";
        CHECK(kitchen.put(second) == Kept::saved);
    });
}

TEST_CASE("a person has two hundred drafts at most; those there are can still be saved") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Kitchen kitchen(network.location());
    Draft last;
    for (int i = 0; i < drafts_max; ++i) {
        last = kitchen.draft(one, "a", "key" + std::to_string(i));
        CHECK(kitchen.put(last) == Kept::saved);
    }
    auto more = kitchen.draft(one, "b");
    CHECK(kitchen.put(more) == Kept::full);
    CHECK(kitchen.put(last) == Kept::saved);
    auto theirs = kitchen.draft(other, "b");
    CHECK(kitchen.put(theirs) == Kept::saved);
}

TEST_CASE("ninety days after it was saved a draft is neither shown nor kept") {
    support::for_each_engine([](const store::Location& location) {
        Kitchen kitchen(location);
        auto old = kitchen.draft(one, "a");
        old.names = {other};
        kitchen.put(old);
        CHECK(kitchen.of(one, start + draft_us - 1).size() == 1);
        CHECK(kitchen.of(one, start + draft_us).empty());
        const auto rows = [&](std::int64_t at) {
            return kitchen.now<std::int64_t>([&](store::Db& db) {
                sweep(db, at);
                auto count = db.ask("SELECT (SELECT count(*) FROM local_draft) + (SELECT count(*) FROM local_draft_names)");
                return count.next() ? count.integer(0) : -1;
            });
        };
        CHECK(rows(start + draft_us - 1) == 2);
        CHECK(rows(start + draft_us) == 0);
    });
}

TEST_CASE("the draft of an act that was accepted goes, and one that says something else by now stays") {
    support::for_each_engine([](const store::Location& location) {
        Kitchen kitchen(location);
        auto same = kitchen.draft(one, "a"), ahead = kitchen.draft(one, "ahead"), on_its_way = kitchen.draft(one, "sent");
        kitchen.put(same), kitchen.put(ahead), kitchen.put(on_its_way);
        auto sent = ahead;
        ahead.typed = "further";
        kitchen.put(ahead);
        const auto remove = [&](Draft what) { kitchen.now<int>([&](store::Db& db) { return remove_sent(db, what), 0; }); };
        sent.typed = "sent";
        remove(sent);  // by what it says: the version it knew is not the last
        CHECK(kitchen.typed(one, ahead.id) == "further");
        CHECK(kitchen.typed(one, on_its_way.id) == "nothing");
        same.typed = "changed in the page and sent";
        remove(same);  // by id and version
        CHECK(kitchen.typed(one, same.id) == "nothing");
    });
}

TEST_CASE("what a script saves after the act was accepted is not kept; what a person asks to keep is another act to be") {
    support::for_each_engine([](const store::Location& location) {
        Kitchen kitchen(location);
        REQUIRE(kitchen.writer.submit({{"person:1001", acts::Role::administrator, "secretariat"},
                                       "sources.record",
                                       R"({"title":"Une page","kind":"web_page"})",
                                       "key",
                                       ""}));
        auto late = kitchen.draft(one, "a");
        CHECK(kitchen.put(late) == Kept::sent);
        CHECK(kitchen.of(one).empty());
        CHECK(kitchen.put(late, Wish::by_hand) == Kept::saved);
        CHECK(late.client_key == "new");
        auto others = kitchen.draft(other, "a");  // keys are each person's own
        CHECK(kitchen.put(others) == Kept::saved);
    });
}

TEST_CASE("erasing somebody deletes what they typed or prepared, what waits for them, and what names them") {
    support::for_each_engine([](const store::Location& location) {
        Kitchen kitchen(location);
        const Id<Person> third{3001};
        auto theirs = kitchen.draft(one, "a"), names = kitchen.draft(third, "b"), free = kitchen.draft(third, "c");
        names.names = {one, other}, free.names = {other};
        kitchen.put(theirs), kitchen.put(names), kitchen.put(free);
        std::vector<Prepared> all{prepared(one, other), prepared(other, one), prepared(other, third), prepared(other, third)};
        kitchen.now<int>([&](store::Db& db) {
            const std::vector<Id<Person>> person{one}, nobody;
            for (std::size_t i = 0; i < all.size(); ++i) put_prepared(db, all[i], i == 2 ? person : nobody);
            forget(db, one);
            return 0;
        });
        CHECK(kitchen.of(one).empty());
        CHECK(kitchen.of(third).size() == 1);
        CHECK(kitchen.typed(third, free.id) == "c");
        const auto left = kitchen.now<std::vector<bool>>([&](store::Db& db) {
            std::vector<bool> found;
            for (const auto& made : all) found.push_back(find_prepared(db, made.id).has_value());
            auto rows = db.ask("SELECT count(*) FROM local_draft_names");
            found.push_back(rows.next() && rows.integer(0) == 1);
            return found;
        });
        CHECK(left == std::vector<bool>{false, false, false, true, true});
    });
}

TEST_CASE("a prepared act is read back as it was written, and found by its link") {
    support::for_each_engine([](const store::Location& location) {
        Kitchen kitchen(location);
        auto made = prepared(one, other);
        const auto link = base::sha256({"link"});
        kitchen.now<int>([&](store::Db& db) {
            put_prepared(db, made, {});
            made.link = link, made.sent_us = 1, made.until_us = 2, made.codes = 3, made.said = "why", made.state = State::declined;
            made.code = credentials::Confirmation{base::sha256({"code"}), 7, 2};
            made.proved = base::sha256({"browser"}), made.proved_us = 9, made.number = base::Id<acts::Act>{12};
            change_prepared(db, made);
            return 0;
        });
        const auto found = kitchen.now<std::optional<Prepared>>([&](store::Db& db) { return prepared_of_link(db, link); });
        REQUIRE(found);
        CHECK(found->id == made.id);
        CHECK(found->said == "why");
        CHECK(found->state == State::declined);
        CHECK(found->code == made.code);
        CHECK(found->proved == made.proved);
        CHECK(found->number == made.number);
        CHECK(found->codes == 3);
        CHECK(!kitchen.now<bool>([&](store::Db& db) { return remove_prepared(db, other, made.id); }));
        CHECK(kitchen.now<bool>([&](store::Db& db) { return remove_prepared(db, one, made.id); }));
    });
}
