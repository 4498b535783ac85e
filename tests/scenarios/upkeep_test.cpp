// What helps at the command line: completion as a shell uses it, files of lists, examples, JSON.
#include "scenario.h"

#include <boost/json.hpp>
#include <sstream>

using namespace scenario;

namespace {

// What bash itself offers for a line, whose last word is being typed.
std::vector<std::string> offered(const std::string& script, std::vector<std::string> line, const std::string& directory) {
    const std::string program = R"sh(cd "$1"; shift; . "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _concert; printf '%s\n' "${COMPREPLY[@]}")sh";
    line.insert(line.begin(), {"/bin/bash", "-c", program, "bash", directory, script, "concert"});
    std::istringstream answer(support::run(line).out);
    std::vector<std::string> words;
    for (std::string word; std::getline(answer, word);)
        if (!word.empty()) words.push_back(word);
    return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("bash completes commands, options, their values, names of acts and files") {
    const support::TemporaryDirectory directory;
    const auto script = (directory.path() / "script").string(), here = directory.path().string();
    const auto made = concert({"completion", "bash"});
    REQUIRE(made.code == 0);
    write(script, made.out);
    write(here + "/aimf.db", "");
    CHECK(offered(script, {"back"}, here) == Words{"backup", "backup-key"});
    CHECK(offered(script, {"doc"}, here) == Words{"doctor"});
    CHECK(offered(script, {"doctor", "ai"}, here) == Words{"aimf.db"});
    CHECK(offered(script, {"doctor", "aimf.db", "--t"}, here) == Words{"--tables"});
    CHECK(offered(script, {"serve", "aimf.db", "--backup-"}, here) == Words{"--backup-recipient", "--backup-every", "--backup-keep"});
    CHECK(offered(script, {"restore", "x", "--into", "ai"}, here) == Words{"aimf.db"});
    CHECK(offered(script, {"verify", "--language", ""}, here) == Words{"fr", "en"});
    CHECK(offered(script, {"completion", "z"}, here) == Words{"zsh"});
    CHECK(offered(script, {"act", "members.rec"}, here) ==
          Words{"members.record", "members.record_former_titular", "members.record_status"});
    CHECK(offered(script, {"import", "mem"}, here).front() == "members");
    CHECK(offered(script, {"help", "rebu"}, here) == Words{"rebuild"});
    CHECK(offered(script, {""}, here).size() > 18);
    CHECK(concert({"completion", "tcsh"}).code == 2);
    for (const char* shell : {"zsh", "fish"}) {
        const auto other = concert({"completion", shell}, {"LANG=fr_FR"});
        CHECK(other.code == 0);
        for (const char* part : {"backup-key", "backup-recipient", "members.record", "l’ouvrir"})
            CHECK_MESSAGE(says(other.out, part), shell);
    }
}

TEST_CASE("every command is explained with examples that are commands, in both languages") {
    CHECK(says(concert({"help"}).out, "  doctor"));
    CHECK(concert({"help"}).out == concert({"--help"}).out);
    for (const char* command : {"init", "serve", "act", "import", "rebuild", "verify", "checkpoint", "tiles", "snapshot", "simulate",
                                "backup", "backup-key", "restore", "doctor", "export", "help", "completion"}) {
        CAPTURE(command);
        const auto english = concert({"help", command}), french = concert({"help", command}, {"LANG=fr_FR"});
        CHECK(english.code == 0);
        CHECK(says(english.out, "Example"));
        CHECK(says(french.out, "Exemple"));
        CHECK(says(english.out, std::string("  concert ") + command));
        CHECK(!says(english.out + french.out, "program."));
    }
    const auto unknown = concert({"help", "dance"});
    CHECK(unknown.code == 2);
    CHECK(says(unknown.err, "no command dance"));
}

TEST_CASE("lists are exported as the pages offer them, and the public journal one act a line") {
    const support::TemporaryDirectory directory;
    const auto place = (directory.path() / "network.db").string(), out = (directory.path() / "members.csv").string();
    write((directory.path() / "acts.jsonl").string(), small_network(3));
    REQUIRE(concert({"init", place, "--from", (directory.path() / "acts.jsonl").string()}).code == 0);
    const auto names = concert({"export", "--database", place});
    CHECK(names.code == 0);
    for (const char* name : {"journal.jsonl", "members.csv", "members.json", "sources.csv", "figures.json"})
        CHECK_MESSAGE(says(names.out, name), names.out);
    Served server(place);
    for (const auto& [what, format, page] :
         {std::tuple("members", "--csv", "/en/members.csv"), std::tuple("members", "--json", "/en/members.json"),
          std::tuple("sources", "--csv", "/en/sources.csv"), std::tuple("figures", "--json", "/en/figures.json")}) {
        const auto ended = concert({"export", what, format, "--database", place});
        CHECK(ended.code == 0);
        CHECK_MESSAGE(ended.out == support::body_of(server.get(page)), page);
        CHECK(ended.out.size() > 3);
    }
    CHECK(concert({"export", "journal", "--database", place}).out == support::body_of(server.get("/registre.jsonl")));
    CHECK(concert({"export", "members", "--database", place, "--out", out}).code == 0);
    CHECK(says(read(out), "Ville 0"));
    CHECK(concert({"export", "members", "--database", place, "--out", out}).code == 1);  // it is there
    const auto unknown = concert({"export", "dances", "--database", place});
    CHECK(unknown.code == 1);
    CHECK(says(unknown.err, "dances does not exist as csv"));
    CHECK(concert({"export", "journal", "--csv", "--database", place}).code == 1);
    CHECK(concert({"export", "members", "--csv", "--json", "--database", place}).code == 2);
}

TEST_CASE("commands that print figures print them as JSON too, one object, and no progress goes to a pipe") {
    const support::TemporaryDirectory directory;
    const auto place = (directory.path() / "network.db").string();
    const auto object = [](const support::Ended& ended) {
        CHECK_MESSAGE(ended.err == "", ended.err);
        return boost::json::parse(ended.out).as_object();
    };
    CHECK(object(concert({"simulate", "--members", "20", "--years", "1", "--out", place, "--json"})).at("members").as_int64() == 20);
    CHECK(object(concert({"version", "--json"})).at("format").as_int64() == 1);
    CHECK(object(concert({"verify", place, "--json"})).at("sound").as_bool());
    CHECK(object(concert({"rebuild", place, "--check", "--json"})).at("differences").as_array().empty());
    CHECK(object(concert({"rebuild", place, "--json"})).contains("milliseconds"));
    CHECK(object(concert({"snapshot", place, "--number", "3", "--out", (directory.path() / "3.db").string(), "--json"}))
              .at("number")
              .as_int64() == 3);
    CHECK(object(concert({"tiles", place, (directory.path() / "log").string(), "--json"})).at("entries").as_int64() == size_of(place));
    CHECK(object(concert({"backup-key", (directory.path() / "key").string(), "--json"})).contains("name"));
}
