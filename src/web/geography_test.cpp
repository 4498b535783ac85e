#include "web/geography.h"

#include <doctest/doctest.h>

TEST_CASE("A position is said in degrees and minutes, to the nearest, with the letters of the language") {
    using base::Language;
    CHECK(web::degrees(Language::fr, 4885341, 234880) == "48° 51′ N, 2° 21′ E");
    CHECK(web::degrees(Language::fr, 4681228, -7121454) == "46° 49′ N, 71° 13′ O");
    CHECK(web::degrees(Language::en, -2016194, 5749889) == "20° 10′ S, 57° 30′ E");
    CHECK(web::degrees(Language::en, 99'999, -833) == "1° 00′ N, 0° 00′ W");
    CHECK(web::degrees(Language::en, 0, -834) == "0° 00′ N, 0° 01′ W");
}
