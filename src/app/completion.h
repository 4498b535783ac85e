// Completion for shells, made from what the command line declares.
#pragma once
#include <CLI/CLI.hpp>
#include <map>

namespace app {

// What the first word of a command may be, where it is not a file: names of acts, of commands.
using CompletionWords = std::map<std::string, std::vector<std::string>, std::less<>>;
CompletionWords completion_words(const CLI::App&);

// shell: "bash", "zsh" or "fish". The script to be read by it.
std::string completion_script(const CLI::App&, const std::string& shell, const CompletionWords&);

}  // namespace app
