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
