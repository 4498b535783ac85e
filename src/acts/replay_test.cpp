// Rebuilding: faults that are planted are named by "prove" at the entry where they show, and do not trouble "trust".
#include "acts/replay.h"

#include "acts/verify.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <future>
#include <thread>

namespace {

struct Note;
struct Write {
    acts::Public<acts::Text<20>> word;
};  // sets off: a mark, without which it does not stand, and a count, which may be refused
BOOST_DESCRIBE_STRUCT(Write, (), (word))
struct Try {
    acts::Public<acts::Text<20>> word;
};  // sets off a count alone
BOOST_DESCRIBE_STRUCT(Try, (), (word))
struct Mark {
    acts::Public<base::Id<Note>> note;
};
BOOST_DESCRIBE_STRUCT(Mark, (), (note))
struct Count {
    acts::Public<acts::Text<20>> word;
};
BOOST_DESCRIBE_STRUCT(Count, (), (word))
struct Large {
    acts::Public<acts::Text<70'000>> word;
};
BOOST_DESCRIBE_STRUCT(Large, (), (word))

const std::vector<std::string> note_tables{
    "CREATE TABLE IF NOT EXISTS note (id int PRIMARY KEY, word text NOT NULL, marked int);"
    "CREATE TABLE IF NOT EXISTS tally (word text PRIMARY KEY, count int NOT NULL CHECK (count < 3));"
    "CREATE TABLE IF NOT EXISTS network (one int PRIMARY KEY, zone text NOT NULL);"};

base::Verdict check(const acts::Reader&, const Write&) { return base::granted({{"test.written", "", {}}}); }
void apply(acts::Effect& act, const Write& write) {
    act.db().run("INSERT INTO note (id, word) VALUES ($1, $2)", {act.new_id<Note>(), write.word->value});
}
base::Verdict check(const acts::Reader&, const Try&) { return base::granted(); }
void apply(acts::Effect&, const Try&) {}
base::Verdict check(const acts::Reader&, const Mark&) { return base::granted(); }
void apply(acts::Effect& act, const Mark& mark) { act.db().run("UPDATE note SET marked = $1 WHERE id = $2", {act.number(), *mark.note}); }
base::Verdict check(const acts::Reader&, const Count& count) {
    if (count.word->value == "secret") return base::refused("test.secret");
    return base::granted();
}
void apply(acts::Effect& act, const Count& count) {
    act.db().run("INSERT INTO tally (word, count) VALUES ($1, 1) ON CONFLICT (word) DO UPDATE SET count = tally.count + 1",
                 {count.word->value});
}
base::Verdict check(const acts::Reader&, const Large&) { return base::granted(); }
void apply(acts::Effect&, const Large&) {}

void mark_written(acts::Consequences& set_off, const Write&) {
    set_off.then(Mark{base::Id<Note>{set_off.now().stamp().number.value * 1000 + 1}}, "rule:test");
}
void count_written(acts::Consequences& set_off, const Write& write) { set_off.attempt(Count{write.word}, "rule:test"); }
void count_tried(acts::Consequences& set_off, const Try& tried) { set_off.attempt(Count{tried.word}, "rule:test"); }

acts::Registry without_reactions() {
    using acts::By, acts::Basis;
    acts::Registry made;
    made.add<Write>("test.write", 1, By::officer, Basis::none);
    made.add<Try>("test.try", 1, By::officer, Basis::none);
    made.add<Mark>("test.mark", 1, By::consequence, Basis::required);
    made.add<Count>("test.count", 1, By::officer_or_consequence, Basis::optional);
    made.add<Large>("test.large", 1, By::officer, Basis::none);
    return made;
}
acts::Registry sound_registry() {
    auto made = without_reactions();
    made.react<Write, mark_written>();
    made.react<Write, count_written>();
    made.react<Try, count_tried>();
    return made;
}

struct Notes : support::Life {
    explicit Notes(const store::Location& at) : Notes(at, std::make_unique<acts::Registry>(sound_registry())) {}
    Notes(const store::Location& at, std::unique_ptr<acts::Registry> made) : Life(at, *made, note_tables), registry(std::move(made)) {}
    std::string write(const std::string& word) { return support::told(say("test.write", "{\"word\":\"" + word + "\"}")); }
    std::unique_ptr<acts::Registry> registry;
};

// What a rebuild with that registry says: each difference as "entry: what", then the tables that differ.
std::string rebuilt(const store::Location& from, const acts::Registry& registry, acts::Replay mode,
                    std::int64_t at_once = acts::ReplayOptions().at_once) {
    const support::FreshNetwork fresh(store::Engine::sqlite);
    const auto source = store::Db::open(from, store::Access::reader), target = store::Db::open(fresh.location(), store::Access::writer);
    acts::create_tables(*target, note_tables);
    acts::ReplayOptions options;
    options.mode = mode, options.at_once = at_once;
    std::string text;
    for (const auto& one : acts::replay(*source, *target, registry, options).differences)
        text += std::to_string(one.number.value) + ": " + one.what + "\n";
    for (const auto& table : acts::compare_tables(*source, *target)) text += table + "\n";
    return text;
}

}  // namespace

TEST_CASE("Prove names each planted fault at its entry, trust takes the journal's word") {
    support::for_each_engine([](const store::Location& location) {
        using acts::Replay;
        Notes notes(location);
        CHECK(notes.write("one") == "accepted");                          // 1 write, 2 mark, 3 count
        CHECK(notes.write("secret") == "accepted, test.secret refused");  // 4 write, 5 mark
        CHECK(notes.write("two") == "accepted");                          // 6 write, 7 mark, 8 count
        REQUIRE(notes.writer.size() == 8);
        CHECK(acts::verify(*notes.reader(), *notes.registry) == std::vector<std::string>{});
        CHECK(rebuilt(location, sound_registry(), Replay::trust) == "");
        CHECK(rebuilt(location, sound_registry(), Replay::prove) == "");

        auto wrong_effect = sound_registry();
        wrong_effect.known(acts::type_of<Count>()).apply = [](acts::Effect& act, const void* count) {
            act.db().run("INSERT INTO tally (word, count) VALUES ($1, 2)", {static_cast<const Count*>(count)->word->value});
        };
        CHECK(rebuilt(location, wrong_effect, Replay::trust) == "tally: 2 rows here, 2 there, and they differ\n");
        CHECK(rebuilt(location, wrong_effect, Replay::prove) == "tally: 2 rows here, 2 there, and they differ\n");

        auto harder_check = sound_registry();
        harder_check.known(acts::type_of<Write>()).check = [](const acts::Reader& now, const void* write) -> base::Verdict {
            if (static_cast<const Write*>(write)->word->value == "two") return base::refused("test.no_two");
            return check(now, *static_cast<const Write*>(write));
        };
        CHECK(rebuilt(location, harder_check, Replay::trust) == "");
        CHECK(rebuilt(location, harder_check, Replay::prove) == "6: today's rules refuse it: test.no_two\n");

        auto other_findings = sound_registry();
        other_findings.known(acts::type_of<Mark>()).check = [](const acts::Reader& now, const void*) -> base::Verdict {
            return now.stamp().number.value == 5 ? base::granted({{"test.marked", "", {}}}) : base::granted();
        };
        CHECK(rebuilt(location, other_findings, Replay::trust) == "");
        CHECK(rebuilt(location, other_findings, Replay::prove) ==
              "5: today's rules find [{\"article\":\"\",\"code\":\"test.marked\",\"figures\":{}}], the journal says []\n");

        auto missing = without_reactions();
        missing.react<Write, count_written>();
        missing.react<Try, count_tried>();
        CHECK(rebuilt(location, missing, Replay::trust) == "");
        const auto named = rebuilt(location, missing, Replay::prove);
        CHECK(named.starts_with(
            "1: today it would set off test.count, which the journal does not have\n2: it is not what its cause sets off today\n"));
        CHECK(named.find("\n5: it is not what its cause sets off today\n") != named.npos);
        CHECK(named.find("\n7: it is not what its cause sets off today\n") != named.npos);

        auto extra = sound_registry();
        extra.react<Mark, [](acts::Consequences& set_off, const Mark&) {
            if (set_off.now().stamp().number.value == 7) set_off.then(Count{{{"more"}}}, "rule:test");
        }>();
        CHECK(rebuilt(location, extra, Replay::trust) == "");
        CHECK(rebuilt(location, extra, Replay::prove) == "7: today it also sets off test.count\n");

        auto extra_attempt = sound_registry();
        extra_attempt.react<Count, [](acts::Consequences& set_off, const Count& count) {
            if (count.word->value == "two") set_off.attempt(Count{{{"more"}}}, "rule:test");
        }>();
        CHECK(rebuilt(location, extra_attempt, Replay::trust) == "");
        CHECK(rebuilt(location, extra_attempt, Replay::prove) == "8: today it would set off test.count, which the journal does not have\n");

        auto refused_attempt = sound_registry();
        refused_attempt.react<Count, [](acts::Consequences& set_off, const Count& count) {
            if (count.word->value == "two") set_off.attempt(Count{{{"secret"}}}, "rule:test");
        }>();
        CHECK(rebuilt(location, refused_attempt, Replay::prove) == "");

        auto different = without_reactions();
        different.react<Write, mark_written>();
        different.react<Write, [](acts::Consequences& set_off, const Write& write) {
            set_off.attempt(Count{{{write.word->value == "two" ? "deux" : write.word->value}}}, "rule:test");
        }>();
        CHECK(rebuilt(location, different, Replay::trust) == "");
        CHECK(rebuilt(location, different, Replay::prove) ==
              "6: today it would set off test.count, which the journal does not have\n8: it is not what its cause sets off today\n");

        auto other_basis = without_reactions();
        other_basis.react<Write, mark_written>();
        other_basis.react<Write, [](acts::Consequences& set_off, const Write& write) {
            set_off.attempt(Count{write.word}, set_off.now().stamp().number.value == 1 ? "rule:other" : "rule:test");
        }>();
        CHECK(rebuilt(location, other_basis, Replay::trust) == "");
        CHECK(rebuilt(location, other_basis, Replay::prove) ==
              "1: today it would set off test.count, which the journal does not have\n3: it is not what its cause sets off today\n");

        auto softer_check = sound_registry();
        softer_check.known(acts::type_of<Count>()).check = [](const acts::Reader&, const void*) -> base::Verdict {
            return base::granted();
        };
        CHECK(rebuilt(location, softer_check, Replay::trust) == "");
        CHECK(rebuilt(location, softer_check, Replay::prove) == "4: today it would set off test.count, which the journal does not have\n");
    });
}

TEST_CASE("Prove ends well at an entry where the replay has just committed") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Notes notes(network.location());
    for (int i = 0; i < 6; ++i) CHECK(support::told(notes.say("test.try", R"({"word":"secret"})")) == "accepted, test.secret refused");
    REQUIRE(notes.writer.size() == 6);
    for (const int at_once : {1, 2, 3, 4, 6, 7}) CHECK(rebuilt(network.location(), sound_registry(), acts::Replay::prove, at_once) == "");
    auto softer = sound_registry();
    softer.known(acts::type_of<Count>()).check = [](const acts::Reader& now, const void*) -> base::Verdict {
        if (now.stamp().number.value < 7) return base::refused("test.secret");
        return base::granted();
    };
    for (const int at_once : {1, 2, 3, 4, 6, 7})
        CHECK(rebuilt(network.location(), softer, acts::Replay::prove, at_once) ==
              "6: today it would set off test.count, which the journal does not have\n");
}

TEST_CASE("A consequence that fails takes its cause along and leaves no trace") {
    support::for_each_engine([](const store::Location& location) {
        Notes notes(location);
        CHECK(support::told(notes.say("test.count", R"({"word":"a"})")) == "accepted");
        CHECK(support::told(notes.say("test.count", R"({"word":"a"})")) == "accepted");
        CHECK_THROWS_AS(notes.say("test.try", R"({"word":"a"})"), store::Fault);  // the third is against a CHECK of the table
        CHECK_THROWS_AS(notes.write("a"), store::Fault);
        CHECK(notes.writer.size() == 2);
        CHECK(notes.write("b") == "accepted");
        CHECK(notes.writer.size() == 5);
        CHECK(acts::verify(*notes.reader(), *notes.registry) == std::vector<std::string>{});
        CHECK(rebuilt(location, sound_registry(), acts::Replay::prove) == "");
    });
}

TEST_CASE("A refused act, and one that fails, leave no trace in the group of others") {
    support::for_each_engine([](const store::Location& location) {
        Notes notes(location);
        std::vector<std::thread> clients;
        std::atomic<int> accepted = 0, refused = 0, failed = 0;
        for (int i = 0; i < 24; ++i)
            clients.emplace_back([&, i] {
                try {
                    const auto outcome = notes.say(i % 3 == 0 ? "test.count" : "test.write", i % 3 == 0   ? R"({"word":"same"})"
                                                                                             : i % 3 == 1 ? R"({"word":"secret"})"
                                                                                                          : "{}");
                    (outcome ? accepted : refused) += 1;
                } catch (const store::Fault&) { failed += 1; }
            });
        for (auto& client : clients) client.join();
        CHECK(accepted == 10);  // 8 notes, 2 counts; the other counts are against the table's CHECK
        CHECK(refused == 8);
        CHECK(failed == 6);
        CHECK(notes.writer.size() == 18);
        CHECK(acts::verify(*notes.reader(), *notes.registry) == std::vector<std::string>{});
        CHECK(rebuilt(location, sound_registry(), acts::Replay::prove) == "");
    });
}

TEST_CASE("All of a batch is kept, or nothing of it") {
    support::for_each_engine([](const store::Location& location) {
        Notes notes(location);
        const acts::Actor actor{"administrator", acts::Role::administrator, "secretariat"};
        const auto count = [&](const char* word) {
            return acts::Submission{actor, "test.count", "{\"word\":\"" + std::string(word) + "\"}", "", ""};
        };
        const std::vector good{count("a"), count("b")}, bad{count("c"), count("secret"), count("d")}, malformed{count("c"), count("")};
        CHECK(notes.writer.submit_all(good)->size() == 2);
        const auto refused = notes.writer.submit_all(bad);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().index == 1);
        CHECK(refused.error().why.why.code == "test.secret");
        CHECK(notes.writer.submit_all(malformed).error().index == 1);
        CHECK(notes.writer.submit_all({})->empty());
        CHECK(notes.writer.size() == 2);
        const std::vector fails{count("a"), count("a")};
        CHECK_THROWS_AS(notes.writer.submit_all(fails), store::Fault);
        CHECK(notes.writer.size() == 2);
        const auto preview = notes.writer.preview(bad);
        REQUIRE(preview.size() == 3);
        CHECK((preview[0] && !preview[1] && preview[2]));
        CHECK(notes.writer.size() == 2);
        CHECK(acts::verify(*notes.reader(), *notes.registry) == std::vector<std::string>{});
        CHECK(rebuilt(location, sound_registry(), acts::Replay::prove) == "");
    });
}

TEST_CASE("A batch that fails does not take along those who were committed with it") {
    support::for_each_engine([](const store::Location& location) {
        Notes notes(location);
        const acts::Actor actor{"administrator", acts::Role::administrator, "secretariat"};
        const std::vector fails(3, acts::Submission{actor, "test.count", R"({"word":"a"})", "", ""});
        std::promise<void> all_wait;
        std::jthread holder([&] { notes.writer.run_local([&](store::Db&) { all_wait.get_future().wait(); }); });
        std::atomic<int> accepted = 0, failed = 0;
        std::vector<std::jthread> clients;
        for (int i = 0; i < 6; ++i)
            clients.emplace_back([&, i] {
                try {
                    if (i == 2) accepted += notes.writer.submit_all(fails).has_value();
                    else accepted += notes.say("test.count", "{\"word\":\"b" + std::to_string(i) + "\"}").has_value();
                } catch (const store::Fault&) { failed += 1; }
            });
        std::this_thread::sleep_for(std::chrono::milliseconds(100));  // until they are in one group
        all_wait.set_value();
        clients.clear();
        CHECK(accepted == 5);
        CHECK(failed == 1);
        CHECK(notes.writer.size() == 5);
        CHECK(acts::verify(*notes.reader(), *notes.registry) == std::vector<std::string>{});
    });
}

TEST_CASE("An entry has at most 65,535 bytes") {
    support::for_each_engine([](const store::Location& location) {
        Notes notes(location);
        const auto said = [&](std::size_t size) {
            return support::told(notes.say("test.large", "{\"word\":\"" + std::string(size, 'w') + "\"}", "", "k" + std::to_string(size)));
        };
        CHECK(said(1) == "accepted");
        const auto fixed = acts::entry_bytes(acts::find_entry(*notes.reader(), {1})->entry).size() - 1;
        CHECK(said(65'535 - fixed) == "accepted");
        CHECK(said(65'536 - fixed) == "acts.too_large");
        CHECK(notes.writer.size() == 2);
        CHECK(acts::entry_tile(*notes.reader(), 0, 2)->size() == 2 + fixed + 1 + 2 + 65'535);
        CHECK(acts::verify(*notes.reader(), *notes.registry) == std::vector<std::string>{});
    });
}

// ---- old versions ----

namespace {
struct First {
    acts::Public<acts::Text<20>> word;
    acts::Text<20> hidden;
    acts::Personal<acts::Text<20>> name;
};
BOOST_DESCRIBE_STRUCT(First, (), (word, hidden, name))
struct Second {
    acts::Public<acts::Text<20>> word;
    acts::Public<std::optional<acts::Integer<0, 9>>> digit;
    acts::Text<20> hidden;
    acts::Personal<acts::Text<20>> full_name;
};
BOOST_DESCRIBE_STRUCT(Second, (), (word, digit, hidden, full_name))
struct Third {
    acts::Public<acts::Text<20>> word;
    acts::Public<std::optional<acts::Integer<0, 9>>> digit;
    acts::Public<std::optional<acts::Text<20>>> more;
    acts::Text<20> hidden;
    acts::Personal<acts::Text<20>> full_name;
};
BOOST_DESCRIBE_STRUCT(Third, (), (word, digit, more, hidden, full_name))
Second second(const First& first) { return {first.word, {}, first.hidden, first.name}; }
Third third(const Second& second) { return {second.word, second.digit, {}, second.hidden, second.full_name}; }

base::Verdict check(const acts::Reader&, const First&) { return base::granted(); }
base::Verdict check(const acts::Reader&, const Third&) { return base::granted(); }
void keep_note(acts::Effect& act, const std::string& word, const std::string& hidden) {
    act.about(act.new_id<base::Person>());
    act.db().run("INSERT INTO note (id, word) VALUES ($1, $2)", {act.new_id<Note>(), word + "/" + hidden});
}
void apply(acts::Effect& act, const First& first) { keep_note(act, first.word->value, first.hidden.value); }
void apply(acts::Effect& act, const Third& third) { keep_note(act, third.word->value, third.hidden.value); }
}  // namespace

TEST_CASE("An old version is read for ever, step by step, and never submitted again") {
    support::for_each_engine([](const store::Location& location) {
        acts::Registry old, now, forgetful;
        old.add<First>("test.word", 1, acts::By::officer, acts::Basis::none);
        now.add<Third>("test.word", 3, acts::By::officer, acts::Basis::none);
        now.keep<Second, third>("test.word", 2);
        now.keep<First, second>("test.word", 1);
        forgetful.add<Third>("test.word", 3, acts::By::officer, acts::Basis::none);
        {
            support::Life life(location, old, note_tables);
            CHECK(support::told(life.say("test.word", R"({"word":"a","hidden":"b","name":"Ada Exemple"})")) == "accepted");
        }
        support::Life life(location, now, note_tables);
        CHECK(support::told(life.say("test.word", R"({"word":"a","hidden":"b","name":"Ada Exemple"})")) ==
              "full_name missing, name unknown");
        CHECK(support::told(life.say("test.word", R"({"word":"c","more":"d","hidden":"e","full_name":"Bea Exemple"})")) == "accepted");
        CHECK(life.writer.size() == 2);
        const auto db = life.reader();
        CHECK(acts::verify(*db, now) == std::vector<std::string>{});
        CHECK(rebuilt(location, now, acts::Replay::trust) == "");
        CHECK(rebuilt(location, now, acts::Replay::prove) == "");
        const auto first = acts::replayable(*acts::find_entry(*db, {1}), now);
        CHECK(first.declared->version == 3);
        CHECK(static_cast<Third*>(first.act.get())->full_name.handle().value == 1001);
        CHECK(static_cast<Third*>(first.act.get())->hidden.value == "b");
        CHECK(acts::verify(*db, forgetful).at(0) == "entry 1: nobody can read test.word version 1");
        CHECK_THROWS_WITH_AS(rebuilt(location, forgetful, acts::Replay::trust),
                             "entry 1: entry 1: nobody can read test.word version 1; a newer program wrote it", store::Fault);
    });
}

TEST_CASE("A rebuild refuses a journal with a hole, and a copy that stands elsewhere") {
    const support::FreshNetwork network(store::Engine::sqlite), fresh(store::Engine::sqlite);
    Notes notes(network.location());
    for (const auto* word : {"a", "b", "c"}) REQUIRE(notes.write(word) == "accepted");
    const auto source = store::Db::open(network.location(), store::Access::writer),
               target = store::Db::open(fresh.location(), store::Access::writer);
    acts::create_tables(*target, note_tables);
    acts::ReplayOptions options;
    options.last = 6;
    CHECK(acts::replay(*source, *target, *notes.registry, options).entries == 6);
    CHECK_THROWS_AS(acts::replay(*source, *target, *notes.registry, {}), store::Fault);
    options.after = 6, options.last = 1'000'000;
    CHECK(acts::replay(*source, *target, *notes.registry, options).entries == 3);
    CHECK(acts::compare_tables(*source, *target) == std::vector<std::string>{});
    source->script("PRAGMA foreign_keys = OFF; DELETE FROM journal WHERE number = 5");
    CHECK_THROWS_WITH_AS(rebuilt(network.location(), *notes.registry, acts::Replay::trust), "entry 5 is missing from the journal",
                         store::Fault);
    source->script("DELETE FROM journal WHERE number > 4");
    CHECK_THROWS_WITH_AS(rebuilt(network.location(), *notes.registry, acts::Replay::trust), "the journal ends at entry 4, its head says 9",
                         store::Fault);
}

TEST_CASE("A row of the journal that cannot be written names the entries it was gathered with") {
    support::for_each_engine([](const store::Location& location) {
        const support::FreshNetwork fresh(location.engine);
        Notes notes(location);
        for (const auto* word : {"a", "b", "c"}) REQUIRE(notes.write(word) == "accepted");
        const auto source = store::Db::open(location, store::Access::reader),
                   target = store::Db::open(fresh.location(), store::Access::writer);
        acts::create_tables(*target, note_tables);
        target->script("CREATE UNIQUE INDEX planted ON act_place (act)");  // entry 4 is of the same act as entry 1
        acts::ReplayOptions options;
        options.at_once = 3;
        CHECK_THROWS_WITH_AS(acts::replay(*source, *target, *notes.registry, options), doctest::Contains("entries 4 to 6: "), store::Fault);
    });
}

TEST_CASE("Who reads ahead of a replay tells what it cannot read at its place, and ends with it") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Notes notes(network.location());
    acts::Submission said{{"administrator", acts::Role::administrator, "secretariat"}, "test.try", R"({"word":"secret"})", "", ""};
    REQUIRE(notes.writer.submit_all(std::vector<acts::Submission>(4'000, said)));  // more than is read ahead
    CHECK(rebuilt(network.location(), sound_registry(), acts::Replay::trust) == "");
    const auto source = store::Db::open(network.location(), store::Access::writer);
    source->script("PRAGMA foreign_keys = OFF; UPDATE journal SET version = 9 WHERE number = 1200");
    const auto replayed_to = [&] {
        const support::FreshNetwork fresh(store::Engine::sqlite);
        const auto target = store::Db::open(fresh.location(), store::Access::writer);
        acts::create_tables(*target, note_tables);
        acts::ReplayOptions options;
        options.at_once = 100;
        std::string why;
        try {
            acts::replay(*source, *target, *notes.registry, options);
        } catch (const store::Fault& fault) { why = fault.what(); }
        CHECK(acts::read_head(*source).size == 4'000);  // the source is free again
        target->rollback();
        return std::to_string(acts::read_head(*target).size) + ", " + why;
    };
    CHECK(replayed_to() == "1100, entry 1200: entry 1200: nobody can read test.try version 9; a newer program wrote it");
    source->script("DELETE FROM journal WHERE number = 3");
    CHECK(replayed_to() == "0, entry 3 is missing from the journal");
}
