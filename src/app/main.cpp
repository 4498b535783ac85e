// The program `concert`: words of the command line in, commands out.
#include "app/command_line.h"

#include <cstdlib>

namespace {

// Told before everything else is understood, since help is written in it.
std::string asked_language(int count, char** words) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word.starts_with("--language=")) return std::string(word.substr(11));
        if (word == "--language" && i + 1 < count) return words[i + 1];
    }
    return {};
}

}  // namespace

int main(int count, char** words) {
    const base::Words speech(
        app::language_of(asked_language(count, words), std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG")));
    app::Console console{speech};
    return app::CommandLine(console).run(count, words);
}
