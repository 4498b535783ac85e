#include "bodies/on_day.h"

#include <doctest/doctest.h>

TEST_CASE("Two attestations have the same holder when their keys are the same, whoever writes the name and however") {
    std::vector<bodies::ShownAttestation> all;
    for (const char* name : {"Awa Exemple", "awa exemple", "Âwa Exemple", "Ælis Exemple", "Aelis Exemple", "Éva Exemple", "Eva Exemple",
                             "Eve", "zoe", "Zoé", "", "1er adjoint", "ÉVA EXEMPLE", "Örn", "orn"}) {
        bodies::ShownAttestation one;
        one.holder = name;
        all.push_back(one);
    }
    for (const std::int64_t person : {7, 7, 8}) {
        bodies::ShownAttestation one;
        one.person = base::Id<base::Person>{person};
        all.push_back(one);
    }
    std::size_t alike = 0;
    for (const auto& one : all)
        for (const auto& other : all) {
            CAPTURE(one.holder);
            CAPTURE(other.holder);
            CHECK(bodies::same_holder(one, other) == (bodies::holder_key(one) == bodies::holder_key(other)));
            alike += bodies::same_holder(one, other) && &one != &other;
        }
    CHECK(alike > 10);
}

TEST_CASE("A mandate takes the place of what sources said of its own seat, and of no other") {
    using namespace bodies;
    const auto date = [](const char* text) { return *PartialDate::parse(text); };
    const auto day = *base::Date::parse("2026-06-01");
    ShownOffice office;
    office.id = {1}, office.way = Way::elected;
    const auto attested = [&](std::int64_t id, std::int64_t member, std::int64_t person, const char* name) {
        ShownAttestation one;
        one.id = {id}, one.office = {1}, one.from = date("2025-05-24"), one.holder = name;
        if (member) one.member = base::Id<members::Member>{member};
        if (person) one.person = base::Id<base::Person>{person};
        return one;
    };
    ShownMandate mandate;
    mandate.id = {1}, mandate.office = {1}, mandate.member = {10}, mandate.person = {20}, mandate.from = date("2026-05-24");
    const auto seats = [&](const Known& known) {
        std::string all;
        const auto offices = offices_on(day, known, {});
        for (const auto& seat : offices.at(0).held)
            all += (all.empty() ? "" : " ") + (seat.mandate ? std::string("mandate") : std::to_string(seat.attestation->id.value));
        return all;
    };
    const std::vector<ShownAttestation> all{attested(1, 10, 0, "Awa"), attested(2, 11, 0, "Bea"), attested(3, 0, 20, ""),
                                            attested(4, 0, 21, ""), attested(5, 0, 0, "Cleo")};
    CHECK(seats({{office}, {}, {}, all}) == "1 2 3 4 5");
    CHECK(seats({{office}, {}, {mandate}, all}) == "mandate 2 4 5");
    ShownSeatCount one;
    one.office = {1}, one.seats = 1, one.from = date("2010-01-01");
    CHECK(seats({{office}, {one}, {mandate}, all}) == "mandate");
    one.seats = 2;
    CHECK(seats({{office}, {one}, {mandate}, all}) == "mandate 2 4 5");
    mandate.from = date("2026-06-02");  // not yet
    CHECK(seats({{office}, {}, {mandate}, all}) == "1 2 3 4 5");
}
