// The bytes of an entry: docs/decisions/0002-journal-format.md quotes these lines. A change here is a change of format.
#include "acts/entry.h"
#include "acts/tree.h"

#include <doctest/doctest.h>
#include <map>

namespace {

constexpr std::string_view expected_entry = R"entry(
{"act":"members.apply_for_membership","actor":"c33a2a8282355154b64649368a454f29483fbde2df49314bc79e27c4ed19b518","capacity":"visitor","client_key":"648980d2454170a94a6e8f1639564095e196ee22682c9ec2aa7b51982a2bdee8","date":"2026-09-21","number":3,"payload":{"contact_email":"630ebddca2c7d0d6383df9c506baabc44e712c205b43c12e578cf12e94f57e75","contact_name":"22743c5a0e8fb24cf317a011a2d865dde9869ae9b78db958c583d1ba8dcc7490","country":"SN","deliberation":"e266c61e547dac7763535703a1f5f972d58d33b27ea699965e12eb5668c82eba","deliberation_date":"64e9f56a188f2ae795b6f8844a85ba0b7900e33b7b3dc09c0f293651b8277fb9","kind":"city","motivation":"b549c0aaae2bcb410cfebd5a6c87d6555ba4048a83437162325410f4deaafa65","name":"Ville-Exemple"},"time":1790000000000000,"verdict":[{"article":"rule:members.cities_per_state","code":"members.below_cap","figures":{"cap":10,"cities":0,"country":"SN"}}],"version":1}
)entry";
constexpr std::string_view expected_leaf = R"leaf(
7cde3636beaa9edd65f3c1cb49d01c1f5c2de0522b3c24f93ee6329a5025711b
)leaf";

std::string_view line(std::string_view text) { return text.substr(1, text.size() - 2); }

// Salt in hexadecimal, and value.
const std::map<std::string, acts::Opening>& openings() {
    static const std::map<std::string, acts::Opening> all = [] {
        std::map<std::string, acts::Opening> opened{
            {"actor", {"2b3b694e7aa541710833cc80125f16fc", R"("visitor")"}},
            {"client_key", {"09614c6e2da0908051136334b69d4000", R"("01890a5d-ac96-774b-bcce-b302099a8057")"}},
            {"deliberation",
             {"d9e00d0bc13ef70778d71ee3ee412b2c",
              R"({"media_type":"application/pdf","name":"deliberation.pdf","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":1024})"}},
            {"deliberation_date", {"f30b668b2786802a53817bc323fed9c8", R"("2026-03-01")"}},
            {"motivation", {"804bf407a08832bdc2bceaa36290d8ce", R"(null)"}},
            {"contact_email", {"e805054e351bd6689e8f147ba7457a2c", R"("mairie@ville.example.org")"}},
            {"contact_name", {"459b2e02d8f1b02e7b1453fb3dd26609", R"("Claire Exemple")"}},
        };
        for (auto& [field, opening] : opened) opening.salt = *base::from_hex(opening.salt);
        return opened;
    }();
    return all;
}

acts::Entry example() {
    const auto commitment = [](const std::string& field) { return openings().at(field).commitment(); };
    acts::Entry entry;
    entry.number = {3};
    entry.time_us = 1'790'000'000'000'000;
    entry.date = "2026-09-21";
    entry.capacity = "visitor";
    entry.act = "members.apply_for_membership";
    for (const std::string field :
         {"contact_email", "contact_name", "country", "deliberation", "deliberation_date", "kind", "motivation", "name"}) {
        entry.payload += entry.payload.empty() ? "{\"" : ",\"";
        entry.payload += field + "\":\"";
        if (field == "country") entry.payload += "SN";
        else if (field == "kind") entry.payload += "city";
        else if (field == "name") entry.payload += "Ville-Exemple";
        else entry.payload += commitment(field).hex();
        entry.payload += '"';
    }
    entry.payload += '}';
    entry.verdict = acts::findings_json({{"members.below_cap",
                                          "rule:members.cities_per_state",
                                          {{"country", "SN"}, {"cities", std::int64_t(0)}, {"cap", std::int64_t(10)}}}});
    entry.actor = commitment("actor");
    entry.client_key = commitment("client_key");
    return entry;
}

}  // namespace

TEST_CASE("an entry is the canonical JSON of all its columns, and what is not public is a salted commitment") {
    CHECK(acts::entry_bytes(example()) == line(expected_entry));
}

TEST_CASE("RFC 9162 §2.1.1: a leaf is the SHA-256 of a zero byte and the entry") {
    CHECK(acts::leaf_hash(acts::entry_bytes(example())).hex() == line(expected_leaf));
    CHECK(base::sha256({std::string_view("\0", 1), line(expected_entry)}).hex() == line(expected_leaf));
}

TEST_CASE("every column changes the leaf") {
    const auto leaf = acts::leaf_hash(acts::entry_bytes(example()));
    const auto changed = [&](auto change) {
        auto entry = example();
        change(entry);
        return acts::leaf_hash(acts::entry_bytes(entry)) != leaf;
    };
    CHECK(changed([](acts::Entry& e) { e.number.value++; }));
    CHECK(changed([](acts::Entry& e) { e.time_us++; }));
    CHECK(changed([](acts::Entry& e) { e.date = "2026-09-22"; }));
    CHECK(changed([](acts::Entry& e) { e.capacity = "secretariat"; }));
    CHECK(changed([](acts::Entry& e) { e.act += '2'; }));
    CHECK(changed([](acts::Entry& e) { e.version++; }));
    CHECK(changed([](acts::Entry& e) { e.payload = "{}"; }));
    CHECK(changed([](acts::Entry& e) { e.basis = "act:1"; }));
    CHECK(changed([](acts::Entry& e) { e.cause = base::Id<acts::Act>{1}; }));
    CHECK(changed([](acts::Entry& e) { e.verdict = "[]"; }));
    CHECK(changed([](acts::Entry& e) { e.announced = "{}"; }));
    CHECK(changed([](acts::Entry& e) { e.actor.bytes[31] ^= 1; }));
    CHECK(changed([](acts::Entry& e) { e.client_key.reset(); }));
}
