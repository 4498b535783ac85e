#include "acts/basis.h"

#include <doctest/doctest.h>

TEST_CASE("A basis gives its number to who asks for its kind, and to nobody else") {
    CHECK(acts::number_in("decision:5001", "decision") == 5001);
    CHECK(acts::number_in("source:1", "source") == 1);
    for (const char* other :
         {"", "decision", "decision:", "decision:5x", "decision: 5", "decisions:5", "source:5", "decision:99999999999999999999"}) {
        CAPTURE(other);
        CHECK_FALSE(acts::number_in(other, "decision"));
    }
    CHECK_FALSE(acts::number_in("decision:5", "decis"));
}
