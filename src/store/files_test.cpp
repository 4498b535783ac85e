#include "store/files.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <fstream>

TEST_CASE("a file is kept once, under the hash of its bytes, and leaves no temporary name") {
    const support::TemporaryDirectory home;
    store::Files files(home.path() / "aimf.files");
    const auto hash = files.keep("%PDF-1.7 délibération");
    CHECK(files.keep("%PDF-1.7 délibération") == hash);
    CHECK(hash == base::sha256({"%PDF-1.7 délibération"}));
    CHECK(files.read(hash) == "%PDF-1.7 délibération");
    CHECK(files.size(hash) == 23);
    CHECK(files.path(hash) == home.path() / "aimf.files" / hash.hex().substr(0, 2) / hash.hex().substr(2));
    std::size_t names = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(files.directory())) names += entry.is_regular_file();
    CHECK(names == 1);
    CHECK((std::filesystem::status(files.path(hash)).permissions() & std::filesystem::perms::others_all) == std::filesystem::perms::none);
}

TEST_CASE("a file that is not here is nothing, and one whose bytes changed is a fault") {
    const support::TemporaryDirectory home;
    store::Files files(home.path() / "f");
    const auto hash = base::sha256({"x"});
    CHECK(!files.size(hash));
    CHECK(!files.read(hash));
    files.keep("x");
    std::ofstream(files.path(hash)) << "y";
    CHECK_THROWS_AS(files.read(hash), store::Fault);
}

TEST_CASE("a place that cannot be written is a fault that names it") {
    store::Files files("/proc/nowhere/files");
    CHECK_THROWS_AS(files.keep("x"), store::Fault);
}

TEST_CASE("files lie beside the database") {
    CHECK(store::Files::beside(store::Location::parse("var/aimf.db")) == "var/aimf.files");
    CHECK(store::Files::beside(store::Location::parse("postgresql:host=/tmp?schema=aimf")) == "aimf.files");
}
