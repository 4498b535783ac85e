// What acts do to programmes, frames and tags, on both engines.
#include "programme/programme.h"

#include "app/concert.h"
#include "support/life.h"

#include <doctest/doctest.h>

using namespace programme;
using support::told;

namespace {

std::string number(std::int64_t id) { return std::to_string(id); }

struct Programmes : support::Begun {
    using Begun::Begun;
    std::string names(const std::string& name = "Exemple") const {
        return R"("name_fr":")" + name + R"(","name_en":")" + name + R"(","translated":"none")";
    }
    std::int64_t recorded(const std::string& from = "2014", const std::string& to = "2018") {
        return made("programme.record", "{" + names(from + "–" + to) + R"(,"from":")" + from + R"(","to":")" + to + "\"}", basis);
    }
    std::int64_t proposed(const std::string& from = "2026-09-01", const std::string& last = "2029-12-31") {
        return made("programme.propose", "{" + names() + R"(,"from":")" + from + R"(","last":")" + last + "\"}");
    }
    std::string decision(const std::string& result = "adopted", const std::string& day = "2026-09-01",
                         const std::string& subject = "programme") {
        return "decision:" + number(made("assembly.record_decision",
                                         R"({"body":"general_assembly","date":")" + day + R"(","title":"Exemple","subject":")" + subject +
                                             R"(","result":")" + result + "\"}",
                                         basis));
    }
    std::string adopt(std::int64_t programme, const std::string& ground, const std::string& from = "2026-09-01") {
        return told(say("programme.adopt", R"({"programme":)" + number(programme) + R"(,"from":")" + from + "\"}", ground));
    }
    std::string end(std::int64_t programme, const std::string& last, const std::string& ground) {
        return told(say("programme.change_end", R"({"programme":)" + number(programme) + R"(,"last":")" + last + "\"}", ground));
    }
    std::string node(std::int64_t programme, const std::string& kind, int ordinal, std::int64_t parent = 0) const {
        return R"({"programme":)" + number(programme) + R"(,"kind":")" + kind + R"(","ordinal":)" + number(ordinal) +
               (parent ? ",\"parent\":" + number(parent) : "") + "," + names() + "}";
    }
    std::int64_t frame() {
        return made(
            "programme.record_frame",
            R"({"kind":"goals",)" + std::string(R"("name_fr":"Objectifs","name_en":"Goals",)") + R"("short_fr":"O","short_en":"G"})",
            basis);
    }
    std::string codes(std::int64_t frame, const std::string& rows) {
        return told(say("programme.add_codes", R"({"frame":)" + number(frame) + R"(,"wording":"ours","codes":[)" + rows + "]}", basis));
    }
    // "member:12001" as the fields of the act.
    static std::string named(const std::string& thing) {
        const auto colon = thing.find(':');
        return R"("kind":")" + thing.substr(0, colon) + R"(","thing":)" + thing.substr(colon + 1);
    }
    std::string tag(const std::string& thing, const std::string& where, std::int64_t id) {
        return told(say("programme.tag", "{" + named(thing) + ",\"" + where + "\":" + number(id) + "}"));
    }
    std::string counted(Place at) {
        std::string all;
        for (const auto& one : counts_at(*reader(), at)) all += (all.empty() ? "" : ", ") + one.kind + " " + number(one.things);
        return all;
    }
};

constexpr auto row = R"({"code":"%","name_fr":"Exemple","name_en":"Example"})";
std::string code(std::string name, const std::string& parent = "") {
    std::string text = row;
    text.replace(text.find('%'), 1, name);
    if (!parent.empty()) text.insert(text.size() - 1, R"(,"parent":")" + parent + "\"");
    return text;
}

}  // namespace

TEST_CASE("A programme known from a source is recorded with it, and no two are in force together") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto record = [&](const std::string& from, const std::string& to, const std::string& basis, const std::string& more = "") {
            return told(
                life.say("programme.record", "{" + life.names() + R"(,"from":")" + from + R"(","to":")" + to + "\"" + more + "}", basis));
        };
        CHECK(record("2014", "2018", "") != "accepted");
        CHECK(record("2014", "2018", life.decision()) == "programme.needs_source");
        CHECK(record("2014", "2018", life.basis, R"(,"adopted":"2027")") == "adopted date_future");
        CHECK(record("2014", "2018", life.basis, R"(,"adopted":"2013-11","adopted_by_fr":"Exemple","adopted_by_en":"Example")") ==
              "accepted");
        CHECK(record("2018", "2023", life.basis) == "programme.overlap");
        CHECK(record("2019", "2023", life.basis) == "accepted");
        CHECK(told(life.visitor("programme.record", "{" + life.names() + R"(,"from":"1990","to":"1991"})")) == "acts.not_allowed");
        const auto db = life.reader();
        CHECK(programme_on(*db, {2013, 12, 31}).has_value() == false);
        CHECK(programme_on(*db, {2014, 1, 1})->adopted->edtf() == "2013-11");
        CHECK(programme_on(*db, {2018, 12, 31})->from.edtf() == "2014");
        CHECK(programme_on(*db, {2019, 1, 1})->from.edtf() == "2019");
        CHECK(!programme_on(*db, {2024, 1, 1}));
        CHECK(all_programmes(*db).front().from.edtf() == "2019");
    });
}

TEST_CASE("A draft comes into force by an adopted decision about the programme, and each decision serves once") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto draft = life.proposed();
        CHECK(!programme_on(*life.reader(), {2026, 9, 21}));
        CHECK(life.adopt(999, life.decision()) == "programme unknown_reference");
        CHECK(life.adopt(draft, life.basis) == "assembly.needs_decision");
        CHECK(life.adopt(draft, life.decision("rejected")) == "assembly.not_adopted");
        CHECK(life.adopt(draft, life.decision("adopted", "2026-09-01", "none")) == "assembly.about_something_else");
        const auto ground = life.decision();
        CHECK(life.adopt(draft, ground, "2026-08-31") == "from before_decision");
        CHECK(life.adopt(draft, ground, "2030-01-01") == "from after_end");
        CHECK(life.adopt(draft, ground) == "accepted");
        CHECK(life.adopt(draft, life.decision()) == "programme.not_proposed");
        CHECK(programme_on(*life.reader(), {2026, 9, 1})->state == State::adopted);
        CHECK(!programme_on(*life.reader(), {2026, 8, 31}));
        CHECK(life.adopt(life.proposed("2030-01-01", "2033-12-31"), ground, "2030-01-01") == "programme.decision_used");
        CHECK(life.adopt(life.proposed("2029-01-01", "2033-12-31"), life.decision(), "2029-12-31") == "programme.overlap");
        CHECK(life.adopt(life.proposed("2029-01-01", "2033-12-31"), life.decision(), "2030-01-01") == "accepted");
    });
}

TEST_CASE("A decision moves the end of a programme, over no other, and its annulment moves it back") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto old = life.recorded("2019", "2023");
        const auto last = [&] { return find_programme(*life.reader(), {old})->in_force_last->iso(); };
        CHECK(life.end(old, "2024-12-31", life.basis) == "assembly.needs_decision");
        CHECK(life.end(old, "2018-12-31", life.decision()) == "last before_from");
        CHECK(life.end(life.proposed(), "2028-12-31", life.decision()) == "programme.not_in_force");
        const auto ground = life.decision();
        CHECK(life.end(old, "2025-12-31", ground) == "accepted");
        CHECK(last() == "2025-12-31");
        const auto annul = [&](const std::string& decision) {
            return told(life.say("assembly.record_decision",
                                 R"({"body":"general_assembly","date":"2026-09-10","title":"Exemple","subject":"annulment","subject_id":)" +
                                     decision.substr(9) + R"(,"result":"adopted"})",
                                 life.basis));
        };
        CHECK(annul(ground) == "accepted");
        CHECK(last() == "2023-12-31");
        // Where another programme has taken those days the annulment stands, and the end stays.
        const auto shorter = life.decision();
        CHECK(life.end(old, "2022-12-31", shorter) == "accepted");
        life.recorded("2023", "2024");
        CHECK(life.end(old, "2023-01-01", life.decision()) == "programme.overlap");
        CHECK(annul(shorter) == "accepted, programme.overlap refused");
        CHECK(last() == "2022-12-31");
    });
}

TEST_CASE("What an annulled decision adopted is in force no more from that day") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto draft = life.proposed();
        const auto ground = life.decision();
        REQUIRE(life.adopt(draft, ground) == "accepted");
        const auto axis = life.made("programme.add_node", life.node(draft, "axis", 1), life.decision());
        const auto annulled =
            life.say("assembly.record_decision",
                     R"({"body":"general_assembly","date":"2026-09-10","title":"Exemple","subject":"annulment","subject_id":)" +
                         ground.substr(9) + R"(,"result":"adopted"})",
                     life.basis);
        CHECK(told(annulled) == "accepted");
        CHECK(programme_on(*life.reader(), {2026, 9, 9}));
        CHECK(!programme_on(*life.reader(), {2026, 9, 10}));
        CHECK(find_programme(*life.reader(), {draft})->state == State::annulled);
        CHECK(life.tag("source:" + number(life.source), "node", axis) == "programme.not_in_force");
        CHECK(told(life.say("programme.add_node", life.node(draft, "axis", 2), life.decision())) == "programme.not_in_force");
        CHECK(life.adopt(life.proposed(), life.decision("adopted", "2026-09-15"), "2026-09-15") == "accepted");
    });
}

TEST_CASE("The parts of a programme have their place and their order, and change on the ground that its state asks for") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto draft = life.proposed(), old = life.recorded();
        const auto add = [&](const std::string& json, const std::string& ground = "") {
            return told(life.say("programme.add_node", json, ground));
        };
        const auto axis = life.made("programme.add_node", life.node(draft, "axis", 1));
        CHECK(add(life.node(draft, "axis", 1)) == "programme.ordinal_taken");
        CHECK(add(life.node(draft, "theme", 1)) == "accepted");
        CHECK(add(life.node(draft, "orientation", 1)) == "parent missing");
        CHECK(add(life.node(draft, "orientation", 1, 999)) == "parent unknown_reference");
        CHECK(add(life.node(old, "orientation", 1, axis), life.basis) == "parent other_programme");
        CHECK(add(life.node(999, "axis", 1)) == "programme unknown_reference");
        const auto orientation = life.made("programme.add_node", life.node(draft, "orientation", 1, axis));
        CHECK(add(life.node(old, "axis", 1)) == "assembly.needs_decision");
        CHECK(add(life.node(old, "axis", 1), life.basis) == "accepted");
        CHECK(add(life.node(old, "axis", 2), life.decision()) == "accepted");
        const auto remove = [&](std::int64_t id) { return told(life.say("programme.remove_node", R"({"node":)" + number(id) + "}")); };
        CHECK(remove(axis) == "programme.bears_something");
        CHECK(remove(orientation) == "accepted");
        CHECK(remove(orientation) == "node unknown_reference");
        CHECK(remove(axis) == "accepted");
        const auto kept = life.made("programme.add_node", life.node(draft, "axis", 3));
        REQUIRE(life.adopt(draft, life.decision()) == "accepted");
        CHECK(remove(kept) == "programme.not_proposed");
        CHECK(add(life.node(draft, "axis", 4), life.basis) == "assembly.needs_decision");
        CHECK(add(life.node(draft, "axis", 4), life.decision()) == "accepted");
        const auto words = [&](const std::string& what, const std::string& ground) {
            return told(life.say("programme.correct_words", "{" + what + R"("name_fr":"Autre","name_en":"Other"})", ground));
        };
        CHECK(words("", life.basis) ==
              "programme exactly_one, node exactly_one, frame exactly_one, code exactly_one, indicator exactly_one");
        CHECK(words("\"node\":" + number(kept) + ",", life.basis) == "assembly.needs_decision");
        CHECK(words("\"node\":" + number(kept) + ",", life.decision()) == "accepted");
        CHECK(words("\"programme\":" + number(old) + ",", life.basis) == "accepted");
        CHECK(words("\"programme\":999,", life.basis) == "programme unknown_reference");
        CHECK(find_node(*life.reader(), {kept})->name_en == "Other");
        CHECK(find_programme(*life.reader(), {old})->name_fr == "Autre");
    });
}

TEST_CASE("Sources that disagree on the length of a programme are all kept") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto old = life.recorded();
        const auto length = [&](std::int64_t years) {
            return told(
                life.say("programme.state_length", R"({"programme":)" + number(old) + ",\"years\":" + number(years) + "}", life.basis));
        };
        CHECK(length(0) == "years below");
        CHECK(length(4) == "accepted");
        CHECK(length(5) == "accepted");
        const auto said = lengths_of(*life.reader(), {old});
        REQUIRE(said.size() == 2);
        CHECK(said[0].years == 4);
        CHECK(said[1].basis == life.basis);
    });
}

TEST_CASE("Codes of a frame stand under each other, and a programme is linked to each once") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto frame = life.frame(), old = life.recorded();
        CHECK(life.codes(999, code("1")) == "frame unknown_reference");
        CHECK(life.codes(frame, code("1") + "," + code("1.1", "1") + "," + code("1.a", "1")) == "accepted");
        CHECK(life.codes(frame, code("1.1")) == "codes[0].code repeated");
        CHECK(life.codes(frame, code("1.2", "1") + "," + code("2")) == "accepted");
        const auto one = *find_code(*life.reader(), Id<Frame>{frame}, "1");
        CHECK(codes_of(*life.reader(), {frame}, {}).size() == 2);
        CHECK(codes_of(*life.reader(), {frame}, one.id).size() == 3);
        CHECK(find_frame(*life.reader(), {frame})->codes == 5);
        const auto link = [&](const std::string& ends) { return told(life.say("programme.link", "{" + ends + "}", life.basis)); };
        const auto programme = "\"programme\":" + number(old), whole = "\"frame\":" + number(frame);
        CHECK(link(programme) == "frame exactly_one, code exactly_one");
        CHECK(link(whole) == "programme exactly_one, node exactly_one");
        CHECK(link(programme + ",\"frame\":999") == "frame unknown_reference");
        CHECK(link("\"node\":999," + whole) == "node unknown_reference");
        CHECK(link(programme + "," + whole) == "accepted");
        CHECK(link(programme + "," + whole) == "programme.already_linked");
        CHECK(link(programme + ",\"code\":" + number(one.id.value)) == "accepted");
        CHECK(links_of(*life.reader(), {old}).size() == 2);
        const auto links = links_to(*life.reader(), {frame});
        REQUIRE(links.size() == 2);
        const auto unlink = [&] { return told(life.say("programme.unlink", "{\"link\":" + number(links[0].id.value) + "}", life.basis)); };
        CHECK(unlink() == "accepted");
        CHECK(unlink() == "link unknown_reference");
        CHECK(link(programme + "," + whole) == "accepted");
    });
}

TEST_CASE("An indicator has its start, its target and its values, each at a date, by sex where people are counted") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto axis = life.made("programme.add_node", life.node(life.recorded(), "axis", 1), life.basis);
        const auto add = [&](const std::string& counts, const std::string& more) {
            return "{\"node\":" + number(axis) + "," + life.names() + R"(,"unit_fr":"personnes","unit_en":"people","counts":")" + counts +
                   "\"" + more + "}";
        };
        CHECK(told(life.say("programme.add_indicator", add("people", R"(,"baseline":1)"), life.basis)) == "baseline_at missing");
        CHECK(told(life.say("programme.add_indicator", add("people", R"(,"target":1)"), life.basis)) == "target_at missing");
        CHECK(told(life.say("programme.add_indicator", add("people", R"(,"baseline":1,"baseline_at":"2027")"), life.basis)) ==
              "baseline_at date_future");
        const auto people = life.made("programme.add_indicator",
                                      add("people", R"(,"baseline":0,"baseline_at":"2014","target":100,"target_at":"2030")"), life.basis);
        const auto things = life.made("programme.add_indicator", add("things", ""), life.basis);
        const auto state = [&](std::int64_t indicator, const std::string& more) {
            return told(life.say("programme.state_indicator", "{\"indicator\":" + number(indicator) + "," + more + "}", life.basis));
        };
        CHECK(state(999, R"("value":1,"at":"2015")") == "indicator unknown_reference");
        CHECK(state(people, R"("value":10,"women":4,"men":6,"at":"2016")") == "accepted");
        CHECK(state(people, R"("value":10,"women":5,"men":6,"at":"2016")") == "programme.more_than_all");
        CHECK(state(people, R"("value":10,"women":-1,"at":"2016")") == "women below");
        CHECK(state(people, R"("value":5,"at":"2015")") == "accepted");
        CHECK(state(people, R"("value":5,"at":"2027")") == "at date_future");
        CHECK(state(things, R"("value":5,"women":1,"at":"2015")") == "women not_people");
        const auto values = values_of(*life.reader(), {people});
        REQUIRE(values.size() == 2);
        CHECK(values[0].value == 5);
        CHECK(values[1].women == 4);
    });
}

TEST_CASE("A thing is tagged once with a node, and counts once at all that stands above") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto old = life.recorded(), draft = life.proposed();
        const auto axis = life.made("programme.add_node", life.node(old, "axis", 1), life.basis);
        const auto first = life.made("programme.add_node", life.node(old, "orientation", 1, axis), life.basis);
        const auto second = life.made("programme.add_node", life.node(old, "orientation", 2, axis), life.basis);
        const auto city = life.made("members.record", support::member("Ouidah", life.source, "BJ"), life.basis);
        const auto member = "member:" + number(city);
        CHECK(life.tag("person:1001", "node", axis) == "kind choice");
        CHECK(life.tag("member:1001", "node", axis) == "thing unknown_reference");
        CHECK(life.tag("project:999999999", "node", axis) == "thing unknown_reference");
        CHECK(life.tag(member, "node", 999) == "node unknown_reference");
        CHECK(life.tag(member, "node", life.made("programme.add_node", life.node(draft, "axis", 1))) == "programme.not_in_force");
        CHECK(told(life.say("programme.tag", "{" + life.named(member) + "}")) == "node exactly_one, code exactly_one");
        CHECK(told(life.visitor("programme.tag", "{" + life.named(member) + ",\"node\":" + number(first) + "}")) == "acts.not_allowed");
        CHECK(life.tag(member, "node", first) == "accepted");
        CHECK(life.tag(member, "node", first) == "programme.already_tagged");
        CHECK(life.tag(member, "node", second) == "accepted");
        CHECK(life.tag("source:" + number(life.source), "node", axis) == "accepted");
        CHECK(life.counted(place(Id<ProgrammeNode>{first})) == "member 1");
        CHECK(life.counted(place(Id<ProgrammeNode>{axis})) == "member 1, source 1");
        CHECK(life.counted(place(Id<Programme>{old})) == "member 1, source 1");
        CHECK(tagged_at(*life.reader(), place(Id<ProgrammeNode>{axis}), "member", 0, 50) == std::vector<Thing>{{"member", city}});
        CHECK(counts_of_nodes(*life.reader(), {old}).size() == 3);
        const auto tags = tags_of(*life.reader(), "member", city);
        REQUIRE(tags.size() == 2);
        const auto untag = [&](std::size_t i) { return told(life.say("programme.untag", "{\"tag\":" + number(tags[i].id.value) + "}")); };
        CHECK(untag(0) == "accepted");
        CHECK(untag(0) == "tag unknown_reference");
        CHECK(life.counted(place(Id<ProgrammeNode>{first})) == "");
        CHECK(life.counted(place(Id<ProgrammeNode>{axis})) == "member 1, source 1");
        CHECK(untag(1) == "accepted");
        CHECK(life.counted(place(Id<Programme>{old})) == "source 1");
        CHECK(life.tag(member, "node", first) == "accepted");
    });
}

TEST_CASE("What is tagged with a target is found at its goal and its frame, and all of it comes back from the journal") {
    support::for_each_engine([](const store::Location& at) {
        Programmes life(at);
        const auto frame = life.frame();
        REQUIRE(life.codes(frame, code("1") + "," + code("1.1", "1")) == "accepted");
        const auto target = *find_code(*life.reader(), Id<Frame>{frame}, "1.1");
        CHECK(life.tag("source:" + number(life.source), "code", target.id.value) == "accepted");
        CHECK(life.counted(place(target.id)) == "source 1");
        CHECK(life.counted(place(*target.parent)) == "source 1");
        CHECK(life.counted(place(Id<Frame>{frame})) == "source 1");
        const auto old = life.recorded();
        life.end(old, "2019-12-31", life.decision());
        life.made("programme.add_node", life.node(old, "axis", 1), life.basis);
        const support::FreshNetwork copy(at.engine == store::Engine::sqlite ? store::Engine::postgresql : store::Engine::sqlite);
        CHECK(app::rebuild(at, copy.location(), {.mode = acts::Replay::prove}).different.empty());
    });
}
