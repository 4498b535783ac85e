// Sealing, the bytes of an entry, reading entries back, and what may be declared.
#include "acts/entry.h"

#include "acts/tree.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <boost/json/parse.hpp>
#include <set>

namespace {

struct Mixed {
    acts::Public<acts::Text<20>> open;
    acts::Text<20> restricted;
    std::optional<acts::Integer<0, 9>> maybe;
    acts::Personal<acts::Text<20>> name;
    acts::Personal<std::optional<acts::Email>> email;
};
BOOST_DESCRIBE_STRUCT(Mixed, (), (open, restricted, maybe, name, email))
const acts::Type& mixed() { return acts::type_of<Mixed>(); }
constexpr auto mixed_json = R"({"open":"a","restricted":"b","name":"Zoé Exemple"})";

base::Hash filled(unsigned char byte) {
    base::Hash hash;
    hash.bytes.fill(byte);
    return hash;
}

}  // namespace

TEST_CASE("A sealed act holds commitments of all that is not public, and no personal value") {
    Mixed act;
    REQUIRE(acts::decode(mixed(), mixed_json, &act).empty());
    const auto sealed = acts::seal(mixed(), &act);
    REQUIRE(sealed.restricted.size() == 2);
    REQUIRE(sealed.personal.size() == 2);
    CHECK(sealed.restricted[0].value == "null");  // in the order of the names: email, maybe, name, open, restricted
    CHECK(sealed.restricted[1].value == "\"b\"");
    CHECK(sealed.personal[0].value == "null");
    CHECK(sealed.personal[1].value == "\"Zoé Exemple\"");
    for (const auto* openings : {&sealed.restricted, &sealed.personal})
        for (const auto& opening : *openings) {
            CHECK(opening.salt.size() == 16);
            CHECK(opening.commitment() == base::sha256({opening.salt, opening.value}));
        }
    CHECK(sealed.payload == "{\"email\":\"" + sealed.personal[0].commitment().hex() + "\",\"maybe\":\"" +
                                sealed.restricted[0].commitment().hex() + "\",\"name\":\"" + sealed.personal[1].commitment().hex() +
                                "\",\"open\":\"a\",\"restricted\":\"" + sealed.restricted[1].commitment().hex() + "\"}");
    CHECK(acts::encode(mixed(), &act) == R"({"open":"a","restricted":"b"})");  // the personal values are gone from the struct
    CHECK(acts::reseal(mixed(), &act, sealed.restricted) == sealed.payload);
    CHECK_THROWS_AS(acts::reseal(mixed(), &act, std::span(sealed.restricted).first(1)), std::logic_error);
}

TEST_CASE("Salts differ at every sealing, so that equal values cannot be recognised") {
    Mixed one, other;
    REQUIRE(acts::decode(mixed(), mixed_json, &one).empty());
    REQUIRE(acts::decode(mixed(), mixed_json, &other).empty());
    const auto first = acts::seal(mixed(), &one), second = acts::seal(mixed(), &other);
    std::set<std::string> salts;
    for (const auto* sealed : {&first, &second})
        for (const auto* openings : {&sealed->restricted, &sealed->personal})
            for (const auto& opening : *openings) salts.insert(opening.salt);
    CHECK(salts.size() == 8);
    CHECK(first.payload != second.payload);
    CHECK(acts::sealed_with(mixed(), &other, second, first.restricted, first.personal) == first.payload);
    Mixed changed;
    REQUIRE(acts::decode(mixed(), R"({"open":"a","restricted":"b","name":"Zoé Autre"})", &changed).empty());
    const auto third = acts::seal(mixed(), &changed);
    CHECK(acts::sealed_with(mixed(), &changed, third, first.restricted, first.personal) != first.payload);
}

TEST_CASE("An entry is read back to the act it was, without personal values") {
    Mixed act, again;
    REQUIRE(acts::decode(mixed(), mixed_json, &act).empty());
    const auto sealed = acts::seal(mixed(), &act);
    CHECK(acts::decode_entry(mixed(), sealed.payload, sealed.restricted, &again).empty());
    CHECK(acts::encode(mixed(), &again) == R"({"open":"a","restricted":"b"})");
    acts::number_handles(mixed(), &again, 7001);
    const auto seals = acts::seals(mixed(), &again);
    REQUIRE(seals.size() == 2);
    CHECK(seals[0].handle.value == 7001);
    CHECK(seals[1].handle.value == 7002);
    CHECK(again.email.handle().value == 7001);
    CHECK(again.name.handle().value == 7002);
    CHECK(seals[0].commitment == sealed.personal[0].commitment());
    CHECK(seals[1].commitment == sealed.personal[1].commitment());
}

TEST_CASE("What is refused from now on is read in the entries that hold it") {
    Mixed act, again;
    REQUIRE(acts::decode(mixed(), mixed_json, &act).empty());
    const auto sealed = acts::seal(mixed(), &act);
    auto payload = sealed.payload;
    const auto at = payload.find(R"("open":"a")");
    REQUIRE(at != payload.npos);
    payload.replace(at, 10, "\"open\":\"a\xEF\xBF\xBE\"");
    CHECK(acts::decode_entry(mixed(), payload, sealed.restricted, &again).empty());
    CHECK(acts::encode(mixed(), &again) == "{\"open\":\"a\xEF\xBF\xBE\",\"restricted\":\"b\"}");
    CHECK(support::told(acts::decode(mixed(), R"({"open":"a\ufffe","restricted":"b","name":"c"})", &again)) == "open noncharacter");
}

TEST_CASE("A damaged entry is named by its field") {
    Mixed act;
    REQUIRE(acts::decode(mixed(), mixed_json, &act).empty());
    const auto sealed = acts::seal(mixed(), &act);
    const auto said = [&](std::string payload, std::span<const acts::Opening> restricted) {
        Mixed again;
        return support::told(acts::decode_entry(mixed(), payload, restricted, &again));
    };
    const auto without = [&](std::string_view name) {
        auto payload = sealed.payload;
        const auto from = payload.find("\"" + std::string(name) + "\":");
        const auto to = payload.find(',', from);
        if (to != payload.npos) return payload.erase(from, to + 1 - from);
        return payload.erase(from - 1, payload.size() - from);
    };
    CHECK(said(sealed.payload, sealed.restricted) == "right");
    CHECK(said("{", sealed.restricted) == "json");
    CHECK(said("[]", sealed.restricted) == "json");
    CHECK(said(without("open"), sealed.restricted) == "open missing");
    CHECK(said(without("name"), sealed.restricted) == "name hash");
    CHECK(said(without("restricted"), sealed.restricted) == "restricted hash");
    CHECK(said(sealed.payload.substr(0, sealed.payload.size() - 1) + ",\"zother\":1}", sealed.restricted) == "unknown");
    CHECK(said(sealed.payload, {}) == "maybe missing, restricted missing");
    auto openings = sealed.restricted;
    openings[0].value = "12";
    CHECK(said(sealed.payload, openings) == "maybe above");
    openings[0].value = "{";
    CHECK(said(sealed.payload, openings) == "maybe json");
    openings = sealed.restricted;
    openings[1].value = "null";
    CHECK(said(sealed.payload, openings) == "restricted missing");
}

TEST_CASE("The bytes of an entry are these, for ever") {  // docs/decisions/0002; changing them breaks every log that was published
    acts::Entry entry{{42},
                      1'790'000'000'123'456,
                      "2026-09-21",
                      "secretariat",
                      "members.admit",
                      3,
                      R"({"application":41001,"since":"2026-09-20"})",
                      "decision:41002",
                      base::Id<acts::Act>{41},
                      R"([{"article":"rule:members.cities_per_state","code":"members.below_cap","figures":{"cap":10}}])",
                      R"({"place":1})",
                      filled(0xab),
                      filled(0xcd)};
    const std::string actor = filled(0xab).hex(), key = filled(0xcd).hex();
    CHECK(
        acts::entry_bytes(entry) ==
        R"({"act":"members.admit","actor":")" + actor +
            R"(","announced":{"place":1},"basis":"decision:41002","capacity":"secretariat","cause":41,"client_key":")" + key +
            R"(","date":"2026-09-21","number":42,"payload":{"application":41001,"since":"2026-09-20"},"time":1790000000123456,"verdict":[{"article":"rule:members.cities_per_state",)" +
            R"("code":"members.below_cap","figures":{"cap":10}}],"version":3})");
    CHECK(acts::leaf_hash(acts::entry_bytes(entry)).hex() == "581578aec6e8623d73de14776597ae9caea12809826e0308deb99b4deae65a6e");
    entry.announced.reset(), entry.basis.reset(), entry.cause.reset(), entry.client_key.reset();
    CHECK(
        acts::entry_bytes(entry) ==
        R"({"act":"members.admit","actor":")" + actor +
            R"(","capacity":"secretariat","date":"2026-09-21","number":42,"payload":{"application":41001,"since":"2026-09-20"},"time":1790000000123456,)" +
            R"("verdict":[{"article":"rule:members.cities_per_state","code":"members.below_cap","figures":{"cap":10}}],"version":3})");
    CHECK(acts::leaf_hash(acts::entry_bytes(entry)).hex() == "b0bc22c9b3055b1b676e8ba232bf0c8689a36d4f6eddb104406002c04347fa3f");
    CHECK(boost::json::parse(acts::entry_bytes(entry)).is_object());
}

TEST_CASE("Every column of an entry is under its leaf") {
    const acts::Entry entry{{42}, 1,    "2026-09-21", "secretariat", "a.b", 1, "{}", "source:1", base::Id<acts::Act>{41},
                            "[]", "{}", filled(1),    filled(2)};
    const auto leaf = acts::leaf_hash(acts::entry_bytes(entry));
    const auto changed = [&](auto change) {
        auto other = entry;
        change(other);
        return acts::leaf_hash(acts::entry_bytes(other)) != leaf;
    };
    CHECK(changed([](auto& e) { e.number.value = 43; }));
    CHECK(changed([](auto& e) { e.time_us = 2; }));
    CHECK(changed([](auto& e) { e.date = "2026-09-22"; }));
    CHECK(changed([](auto& e) { e.capacity = "visitor"; }));
    CHECK(changed([](auto& e) { e.act = "a.c"; }));
    CHECK(changed([](auto& e) { e.version = 2; }));
    CHECK(changed([](auto& e) { e.payload = "{\"a\":1}"; }));
    CHECK(changed([](auto& e) { e.basis = "source:2"; }));
    CHECK(changed([](auto& e) { e.basis.reset(); }));
    CHECK(changed([](auto& e) { e.cause->value = 40; }));
    CHECK(changed([](auto& e) { e.cause.reset(); }));
    CHECK(changed([](auto& e) { e.verdict = "[{}]"; }));
    CHECK(changed([](auto& e) { e.announced = "{\"a\":1}"; }));
    CHECK(changed([](auto& e) { e.announced.reset(); }));
    CHECK(changed([](auto& e) { e.actor = filled(3); }));
    CHECK(changed([](auto& e) { e.client_key = filled(3); }));
    CHECK(changed([](auto& e) { e.client_key.reset(); }));
}

TEST_CASE("Openings are packed as salt, length and value, and nothing malformed is unpacked") {
    const std::vector<acts::Opening> openings{
        {std::string(16, 's'), "null"}, {std::string(16, 't'), ""}, {std::string(16, 'u'), std::string(70'000, 'v')}};
    const auto bytes = acts::pack(openings);
    CHECK(bytes.substr(0, 40) == std::string(16, 's') + std::string("\0\0\0\4null", 8) + std::string(16, 't'));
    CHECK(bytes.size() == 3 * 20 + 4 + 70'000);
    const auto again = acts::unpack(bytes);
    REQUIRE(again);
    REQUIRE(again->size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK((*again)[i].salt == openings[i].salt);
        CHECK((*again)[i].value == openings[i].value);
    }
    CHECK(acts::unpack("")->empty());
    for (const std::size_t size : {1, 15, 16, 19, 20, 23, 25, 43, 44, 63}) {
        CAPTURE(size);
        CHECK(acts::unpack(std::string_view(bytes).substr(0, size)).has_value() == (size == 0 || size == 24 || size == 44));
    }
    CHECK_FALSE(acts::unpack(std::string(16, 's') + "\xff\xff\xff\xff" + "value"));
}

TEST_CASE("Findings are kept as canonical JSON and read again") {
    const base::Granted findings{{"members.below_cap",
                                  "rule:members.cities_per_state",
                                  {{"country", std::string("FR")}, {"cities", std::int64_t(9)}, {"on", *base::Date::parse("2026-01-02")}}},
                                 {"a.b", "", {}}};
    const auto text = acts::findings_json(findings);
    CHECK(
        text ==
        R"([{"article":"rule:members.cities_per_state","code":"members.below_cap","figures":{"cities":9,"country":"FR","on":"2026-01-02"}},{"article":"","code":"a.b","figures":{}}])");
    const auto again = acts::findings_from_json(text);
    REQUIRE(again.size() == 2);
    CHECK(acts::findings_json(again) == text);
    CHECK(acts::findings_json({}) == "[]");
    for (const std::string_view bad : {"", "{", "{}", "7", "[7]"}) CHECK(acts::findings_from_json(bad).empty());
}

TEST_CASE("A legal basis is a kind and what is cited") {
    for (const std::string_view good : {"source:3001", "decision:5001", "act:17", "rule:members.cities_per_state", "a:b"})
        CHECK_MESSAGE(acts::is_basis(good), good);
    CHECK(acts::is_basis(std::string(20, 'a') + ":1"));
    CHECK_FALSE(acts::is_basis(std::string(21, 'a') + ":1"));
    CHECK(acts::is_basis("a:" + std::string(100, '1')));
    CHECK_FALSE(acts::is_basis("a:" + std::string(101, '1')));
    for (const std::string_view bad : {"", ":", "source", "source:", ":1", "Source:1", "s1:1", "source:A", "source:1 ", " source:1",
                                       "source:1:2", "source:é", "source:1\n", "source:0", "decision:05001"})
        CHECK_MESSAGE(!acts::is_basis(bad), bad);
}

TEST_CASE("Client keys made here are UUIDv7, in the order of time") {
    const auto before = acts::system_clock_us() / 1000;
    const auto key = acts::new_client_key();
    REQUIRE(key.size() == 36);
    CHECK((key[8] == '-' && key[13] == '-' && key[18] == '-' && key[23] == '-'));
    CHECK(key[14] == '7');
    CHECK(std::string_view("89ab").find(key[19]) != std::string_view::npos);
    const auto ms = std::stoll(key.substr(0, 8) + key.substr(9, 4), nullptr, 16);
    CHECK((ms >= before && ms <= acts::system_clock_us() / 1000));
    CHECK(acts::new_client_key() != key);
}

TEST_CASE("A client key is at most 200 visible ASCII characters") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    const auto said = [&](const std::string& key) {
        return support::told(life.say("sources.record", R"({"title":"a","kind":"document"})", "", key));
    };
    CHECK(said(std::string(200, 'k')) == "accepted");
    CHECK(said(std::string(201, 'k')) == "acts.key_malformed");
    CHECK(said("timer:close:12:2026-01-01") == "accepted");
    for (const auto& bad : {std::string("a\0b", 3), std::string("\xff"), std::string("é"), std::string("a\n"), std::string("a\x7f")})
        CHECK(said(bad) == "acts.key_malformed");
}

// ---- declarations ----

namespace {
struct Simple {
    acts::Public<acts::Text<20>> word;
};
BOOST_DESCRIBE_STRUCT(Simple, (), (word))
struct Other {
    acts::Public<acts::Text<20>> word;
};
BOOST_DESCRIBE_STRUCT(Other, (), (word))
struct OfPerson {
    acts::Personal<acts::Text<20>> name;
};
BOOST_DESCRIBE_STRUCT(OfPerson, (), (name))
template <class A>
base::Verdict check(const acts::Reader&, const A&) {
    return base::granted();
}
template <class A>
void apply(acts::Effect&, const A&) {}
Simple from_other(const Other& other) { return {other.word}; }
}  // namespace

TEST_CASE("An act is declared once, under one name and version") {
    using acts::By, acts::Basis;
    acts::Registry registry;
    registry.add<Simple>("a.simple", 2, By::officer, Basis::none);
    CHECK_THROWS_AS(registry.add<Other>("a.simple", 2, By::officer, Basis::none), std::logic_error);
    CHECK_THROWS_AS(registry.add<Simple>("a.other", 1, By::officer, Basis::none), std::logic_error);
    CHECK_THROWS_AS(registry.add<Other>("a.simple", 3, By::officer, Basis::none), std::logic_error);
    registry.keep<Other, from_other>("a.simple", 1);
    CHECK(registry.newest("a.simple")->version == 2);
    CHECK(registry.kept("a.simple", 1)->type == &acts::type_of<Other>());
    CHECK(registry.kept("a.simple", 3) == nullptr);
    CHECK(registry.newest("a.nothing") == nullptr);
    CHECK_FALSE(registry.kept("a.simple", 1)->by_hand());
    CHECK_THROWS_AS(registry.of(acts::type_of<OfPerson>()), std::logic_error);
}

TEST_CASE("What a consequence does has no personal field") {
    for (const auto by : {acts::By::consequence, acts::By::officer_or_consequence}) {
        acts::Registry registry;
        CHECK_THROWS_AS(registry.add<OfPerson>("a.of_person", 1, by, acts::Basis::none), std::logic_error);
    }
    acts::Registry registry;
    CHECK_NOTHROW(registry.add<OfPerson>("a.of_person", 1, acts::By::anyone, acts::Basis::none));
}

TEST_CASE("An act makes at most 999 things") {
    const support::FreshNetwork network(store::Engine::sqlite);
    const auto db = store::Db::open(network.location(), store::Access::writer);
    const acts::Stamp stamp{{7}, 0, {}, {}, {}};
    acts::Effect effect(*db, stamp);
    CHECK(effect.new_id<Simple>().value == 7001);
    for (int i = 2; i < 999; ++i) effect.new_id<Simple>();
    CHECK(effect.new_id<Simple>().value == 7999);
    CHECK_THROWS_AS(effect.new_id<Simple>(), store::Fault);
}
