// Everything that acts can show or say has its words in both languages.
#include "app/registry.h"
#include "web/act_form.h"
#include "web/site.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace {

void need(const base::Words& words, const std::string& key) {
    CAPTURE(key);
    CHECK(words.has(key));
}

void need_fields(const base::Words& words, const acts::Type& type, const std::string& key) {
    if (type.inner) return need_fields(words, *type.inner, key);
    for (const auto name : type.names) {
        const auto own = key + "." + std::string(name), shared = "choice." + std::string(name);
        CAPTURE(own);
        CHECK((words.has(own) || words.has(shared)));
    }
    if (&type == &acts::type_of<acts::Position>() || &type == &acts::type_of<acts::Attachment>()) return;
    for (const auto& field : type.fields) {
        need(words, key + "." + std::string(field.name));
        need_fields(words, *field.type, key + "." + std::string(field.name));
    }
}

// The source, from where the tests are run or beside where they were built.
std::filesystem::path source_directory() {
    for (const auto& path :
         {std::filesystem::path(__FILE__).parent_path().parent_path(), std::filesystem::path("src"), std::filesystem::path("../src")})
        if (std::filesystem::exists(path / "app" / "words_test.cpp")) return path;
    throw std::runtime_error("run the tests from the project's directory or its build directory");
}

// Every text of the program's source, tests left out.
const std::string& sources() {
    static const std::string all = [] {
        std::string text;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(source_directory())) {
            const auto name = entry.path().filename().string();
            if (!entry.is_regular_file() || !(name.ends_with(".cpp") || name.ends_with(".h")) || name.ends_with("_test.cpp") ||
                name.ends_with("_fuzz.cpp"))
                continue;
            std::ostringstream file;
            file << std::ifstream(entry.path()).rdbuf();
            text += file.str();
        }
        return text;
    }();
    return all;
}
std::set<std::string> found(const std::string& pattern) {
    const std::regex expression(pattern);
    std::set<std::string> all;
    for (auto at = std::sregex_iterator(sources().begin(), sources().end(), expression); at != std::sregex_iterator(); ++at)
        all.insert((*at)[1]);
    return all;
}

}  // namespace

TEST_CASE("every act that people may submit, every field of it and every choice has its words") {
    for (const auto language : base::languages) {
        const auto& words = web::words_of(language);
        for (const auto& act : app::registry().all()) {
            if (act.step_up) continue;
            need(words, "act." + act.name);
            if (act.by_hand()) need(words, "act." + act.name + ".form");
            need_fields(words, *act.type, "act." + act.name);
        }
    }
}

TEST_CASE("every refusal and every wrong field that the source names has its sentence") {
    REQUIRE(sources().size() > 100'000);
    const auto refusals = found(R"re(\brefused\("([a-z_.]+)")re"), file_faults = found(R"re(faults?_?\.say\("([a-z_0-9]+)")re");
    auto wrong = found(R"re(wrong_field\([^;"]*"[a-z_.\[\]]*"[^;"]*, "([a-z_]+)")re");
    wrong.merge(found(R"re(\bsay\((?:path|here|\{&path, name\})[^;"]*"([a-z_]+)")re"));
    wrong.merge(found(R"re(wrong_?\.push_back\(\{[^;"]*(?:"[a-z]*")?, "([a-z_]+)", \{)re"));
    CHECK(refusals.size() >= 15);
    CHECK(wrong.size() >= 20);
    CHECK(file_faults.size() >= 12);
    for (const auto language : base::languages) {
        const auto& words = web::words_of(language);
        for (const auto& code : refusals)
            if (!app::registry().newest(code)) need(words, "refusal." + code);  // an act's name stands elsewhere in such a call
        for (const auto& code : file_faults) need(words, "refusal.import." + code);
        for (const auto& code : wrong)
            if (!file_faults.contains(code)) need(words, "wrong." + code);
    }
}
