// Every command explains itself, in both languages, and says what was wrong with the words it was given.
#include "scenario.h"

using namespace scenario;

TEST_CASE("every command has a help that tells its use, in French and in English") {
    for (const char* command :
         {"init", "serve", "act", "acts", "rebuild", "verify", "import", "checkpoint", "tiles", "snapshot", "simulate", "version"}) {
        CAPTURE(command);
        CHECK(says(concert({"--help"}).out, std::string("  ") + command));
        if (std::string(command) == "act") continue;  // told below
        const auto fr = concert({command, "--help"}, {"LANG=fr_FR.UTF-8"}), en = concert({command, "--help", "--language", "en"});
        CHECK(fr.code == 0);
        CHECK(en.code == 0);
        CHECK(says(fr.out, "Explique, et ne fait rien d’autre"));
        CHECK(says(en.out, "Explain, and do nothing else"));
        CHECK(!says(fr.out + en.out, "program."));  // a key without words
    }
}

TEST_CASE("the language is that of --language, else of LC_ALL, LC_MESSAGES, LANG, else English") {
    CHECK(says(concert({"version"}, {"LANG=fr_CA.UTF-8"}).out, "journal au format"));
    CHECK(says(concert({"version"}, {"LANG=fr_FR", "LC_ALL=en_GB.UTF-8"}).out, "journal format"));
    CHECK(says(concert({"version", "--language", "fr"}, {"LC_ALL=en_GB"}).out, "journal au format"));
    CHECK(says(concert({"version"}, {"LANG=de_DE"}).out, "journal format"));
    CHECK(concert({"version", "--language", "de"}).code == 2);
}

TEST_CASE("a command that is not well written ends with 2 and names the word") {
    CHECK(concert({}).code == 2);
    const auto unknown = concert({"dance"}, {"LANG=fr_FR"});
    CHECK(unknown.code == 2);
    CHECK(says(unknown.err, "dance\u00a0» n’était pas attendu"));
    const auto missing = concert({"verify"});
    CHECK(missing.code == 2);
    CHECK(says(missing.err, "DATABASE is needed"));
    CHECK(says(missing.err, "concert verify --help"));
    CHECK(concert({"verify", "postgresql:"}).code == 2);
    CHECK(concert({"snapshot", "x.db", "--out", "y.db"}).code == 2);
    CHECK(concert({"simulate", "--members", "0", "--out", "y.db"}).code == 2);
    CHECK(concert({"simulate", "--members", "240001", "--out", "y.db"}).code == 2);
    CHECK(concert({"serve", "x.db", "--listen", "here"}).code == 2);
}

TEST_CASE("acts are listed, and each tells its fields") {
    const auto all = concert({"act"});
    CHECK(all.code == 0);
    CHECK(says(all.out, "members.record"));
    CHECK(!says(all.out, "members.admit "));  // done by no hand
    const auto one = concert({"act", "members.record", "--help"}, {"LANG=fr_FR"});
    CHECK(one.code == 0);
    for (const char* part : {"name=", "position.latitude=", "sources=", "city, capital, metropolis", "Fondement", "--basis"})
        CHECK_MESSAGE(says(one.out, part), part);
    CHECK(says(concert({"act", "people.register_person", "--help"}).out, "personal, can be erased"));
    CHECK(concert({"act", "members.dance", "--help"}).code == 1);
    CHECK(concert({"act", "people.register_person", "name=Zola"}).code == 2);  // in which database?
    CHECK(says(concert({"acts"}).out, "https://json-schema.org/draft/2020-12/schema"));
    CHECK(says(concert({"acts", "members.record"}).out, "\"geonameid\""));
    CHECK(concert({"acts", "nothing"}).code == 1);
}
