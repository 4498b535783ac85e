#include "app/completion.h"

#include "app/registry.h"

namespace app {
namespace {

struct Choice {  // an option as it is typed
    std::string word, about;
    bool takes_value = false;
    std::vector<std::string> values;  // empty: a file
};
struct Described {
    std::string name, about;
    std::vector<Choice> options;
    std::vector<std::string> first;  // empty: a file
};

// "TEXT:{fr,en}" is what CLI11 calls the type of an option that is one of these.
std::vector<std::string> values_in(const std::string& type) {
    std::vector<std::string> values;
    const auto from = type.find('{'), to = type.find('}');
    if (from == type.npos || to == type.npos) return values;
    for (auto at = from + 1; at < to;) {
        const auto end = std::min(type.find(',', at), to);
        values.push_back(type.substr(at, end - at));
        at = end + 1;
    }
    return values;
}

std::vector<Choice> options_of(const CLI::App& command) {
    std::vector<Choice> all;
    for (const auto* option : command.get_options())
        for (const auto& name : option->get_lnames())
            all.push_back(
                {"--" + name, option->get_description(), option->get_items_expected_max() > 0, values_in(option->get_type_name())});
    return all;
}

std::vector<Described> commands_of(const CLI::App& app, const CompletionWords& words) {
    std::vector<Described> all;
    for (const auto* command : app.get_subcommands({})) {
        Described one{command->get_name(), command->get_description(), options_of(*command), {}};
        for (auto& general : options_of(app)) one.options.push_back(std::move(general));
        for (const auto* option : command->get_options())
            if (option->get_positional() && one.first.empty()) one.first = values_in(option->get_type_name());
        if (const auto found = words.find(one.name); found != words.end()) one.first = found->second;
        all.push_back(std::move(one));
    }
    return all;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> names(const std::vector<Described>& commands) {
    std::vector<std::string> all;
    for (const auto& command : commands) all.push_back(command.name);
    return all;
}

// In single quotes, for all three shells; `more` are characters that a backslash has to stand before.
std::string in_quotes(std::string_view text, std::string_view more = "") {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\n') out += ' ';
        else if (c == '\'') out += "'\\''";
        else if (more.find(c) != more.npos) (out += '\\') += c;
        else out += c;
    }
    return out + "'";
}

std::string bash(const std::vector<Described>& commands) {
    std::string cases, values;
    for (const auto& command : commands) {
        std::vector<std::string> options;
        for (const auto& option : command.options) {
            options.push_back(option.word);
            if (!option.takes_value) continue;
            values += "        " + in_quotes(command.name + " " + option.word) + ") ";
            values += option.values.empty() ? "_concert_files; return ;;\n"
                                            : "_concert_words " + in_quotes(joined(option.values)) + "; return ;;\n";
        }
        cases +=
            "        " + command.name + ") options=" + in_quotes(joined(options)) + " first=" + in_quotes(joined(command.first)) + " ;;\n";
    }
    return R"sh(# bash completion for concert: put it where bash finds it, such as /etc/bash_completion.d/concert, or  . <(concert completion bash)
_concert_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }
_concert_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); }
_concert() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' options='' first='' said=0 i
    local commands=)sh" +
           in_quotes(joined(names(commands))) + R"sh(
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [ -z "$command" ]; then case " $commands " in *" ${COMP_WORDS[i]} "*) command=${COMP_WORDS[i]} ;; esac
        else case ${COMP_WORDS[i]} in -*) ;; *) said=1 ;; esac; fi
    done
    if [ -z "$command" ]; then _concert_words "$commands --help --language"; return; fi
    case "$command $before" in
)sh" + values +
           R"sh(    esac
    case $command in
)sh" + cases +
           R"sh(    esac
    case $current in
        -*) _concert_words "$options" ;;
        *) if [ -n "$first" ] && [ "$said" -eq 0 ]; then _concert_words "$first"; else _concert_files; fi ;;
    esac
}
complete -F _concert concert
)sh";
}

std::string zsh(const std::vector<Described>& commands) {
    std::string list, cases;
    for (const auto& command : commands) {
        list += "        " + in_quotes(command.name + ":" + command.about) + "\n";
        cases += "                " + command.name + ") _arguments";
        for (const auto& option : command.options) {
            // An option that takes a value is written "--name[about]:message:action".
            const std::string action = option.values.empty() ? "_files" : "(" + joined(option.values) + ")";
            auto spec = in_quotes(option.word + "[", "") + in_quotes(option.about, "[]:\\") + in_quotes("]");
            if (option.takes_value) spec += in_quotes(": :" + action);
            cases += " \\\n                    " + spec;
        }
        const std::string first = command.first.empty() ? "_files" : "(" + joined(command.first) + ")";
        cases += " \\\n                    " + in_quotes("1: :" + first) + " '*: :_files' ;;\n";
    }
    return "#compdef concert\n# zsh completion for concert: put it in a directory of $fpath as _concert\n_concert() {\n    local -a "
           "commands\n    commands=(\n" +
           list +
           "    )\n    local state line\n    _arguments -C '1: :->command' '*:: :->rest'\n    case $state in\n        command) _describe "
           "command commands ;;\n        "
           "rest)\n            case $words[1] in\n" +
           cases +
           "            esac ;;\n    esac\n}\nif [ \"$funcstack[1]\" = _concert ]; then _concert \"$@\"; else compdef _concert concert; "
           "fi\n";
}

std::string fish(const std::vector<Described>& commands) {
    std::string text = "# fish completion for concert: put it in ~/.config/fish/completions/concert.fish\n";
    for (const auto& command : commands)
        text += "complete -c concert -n __fish_use_subcommand -f -a " + command.name + " -d " + in_quotes(command.about, "\\") + "\n";
    for (const auto& command : commands) {
        const auto front = "complete -c concert -n '__fish_seen_subcommand_from " + command.name + "'";
        if (!command.first.empty()) text += front + " -f -a " + in_quotes(joined(command.first)) + "\n";
        for (const auto& option : command.options) {
            text += front + " -l " + option.word.substr(2);
            if (option.takes_value) text += option.values.empty() ? std::string(" -r -F") : " -x -a " + in_quotes(joined(option.values));
            text += " -d " + in_quotes(option.about, "\\") + "\n";
        }
    }
    return text;
}

}  // namespace

CompletionWords completion_words(const CLI::App& app) {
    CompletionWords words;
    for (const auto& declared : registry().all())
        if (declared.by_hand()) words["act"].push_back(declared.name);
    words["acts"] = words["act"];
    words["import"] = words["act"];
    words["import"].insert(words["import"].begin(), {"members", "people", "sources"});
    for (const auto* command : app.get_subcommands({})) words["help"].push_back(command->get_name());
    return words;
}

std::string completion_script(const CLI::App& app, const std::string& shell, const CompletionWords& words) {
    const auto commands = commands_of(app, words);
    return shell == "bash" ? bash(commands) : shell == "zsh" ? zsh(commands) : fish(commands);
}

}  // namespace app
