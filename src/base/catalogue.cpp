#include "base/catalogue.h"
#include <algorithm>
#include <optional>
#include "base/message.h"
#include "base/text.h"

namespace base {
namespace {

// The content of a quoted string, or nothing when it is not one.
std::optional<std::string> unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return {};
    std::string out;
    text = text.substr(1, text.size() - 2);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') return {};
        if (text[at] != '\\') {
            out += text[at];
            continue;
        }
        if (++at == text.size()) return {};
        switch (text[at]) {
        case 'n': out += '\n'; break;
        case 't': out += '\t'; break;
        case '"':
        case '\\': out += text[at]; break;
        default: return {};
        }
    }
    return out;
}

class Reader {
public:
    explicit Reader(std::string name) { catalogue_.name = std::move(name); }

    void line(std::string_view text) {
        ++line_;
        if (!text.empty() && text.back() == '\r') return fault("lines end with a line feed alone");
        if (text.empty()) return finish();
        if (text.starts_with("#,") && text.find("fuzzy") != text.npos) return fault("a fuzzy translation is not finished");
        if (text.starts_with('#')) return;
        if (text.starts_with("msgid ")) return begin(text.substr(6));
        if (text.starts_with("msgstr ")) return translate(text.substr(7));
        if (text.starts_with('"')) return more(text);
        fault("only comments, msgid, msgstr and quoted strings stand here");
    }

    Catalogue take() {
        finish();
        return std::move(catalogue_);
    }

private:
    void fault(const std::string& what) { catalogue_.faults.push_back(catalogue_.name + ":" + std::to_string(line_) + ": " + what); }

    void begin(std::string_view quoted) {
        finish();
        current_ = {"", "", line_};
        target_ = &current_.key;
        open_ = true;
        more(quoted);
    }

    void translate(std::string_view quoted) {
        if (!open_ || target_ != &current_.key) return fault("a msgstr follows a msgid");
        target_ = &current_.text;
        more(quoted);
    }

    void more(std::string_view quoted) {
        const auto text = unquoted(quoted);
        if (!target_) return fault("a string belongs to a msgid or a msgstr");
        if (!text) return fault("this is not a quoted string (\\\" \\\\ \\n \\t are the escapes)");
        *target_ += *text;
    }

    void finish() {
        if (open_ && target_ != &current_.text) fault("“" + current_.key + "” has no msgstr");
        else if (open_ && !(current_.key.empty() && catalogue_.translations.empty() && !header_))
            catalogue_.translations.push_back(current_);
        else if (open_) header_ = true;
        open_ = false;
        target_ = nullptr;
    }

    Catalogue catalogue_;
    Translation current_;
    std::string* target_ = nullptr;
    bool open_ = false, header_ = false;
    int line_ = 0;
};

std::string at(const Catalogue& catalogue, const Translation& translation) {
    return catalogue.name + ":" + std::to_string(translation.line) + ": “" + translation.key + "” ";
}

std::string names(const std::set<std::string>& arguments) {
    std::string out;
    for (const auto& name : arguments) out += (out.empty() ? "{" : ", {") + name + "}";
    return out.empty() ? "none" : out;
}

bool good_key(std::string_view key) {
    return !key.empty() && key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == key.npos;
}

const Translation* find(const Catalogue& catalogue, const std::string& key) {
    const auto found =
        std::find_if(catalogue.translations.begin(), catalogue.translations.end(), [&](const auto& t) { return t.key == key; });
    return found == catalogue.translations.end() ? nullptr : &*found;
}

void check_alone(const Catalogue& catalogue, std::vector<std::string>& out) {
    out.insert(out.end(), catalogue.faults.begin(), catalogue.faults.end());
    std::set<std::string_view> seen;
    const Translation* before = nullptr;
    for (const auto& one : catalogue.translations) {
        if (!good_key(one.key)) out.push_back(at(catalogue, one) + "is not a key: letters, digits, _ - and . make one");
        if (!seen.insert(one.key).second) out.push_back(at(catalogue, one) + "is there twice");
        else if (before && one.key < before->key) out.push_back(at(catalogue, one) + "comes before “" + before->key + "”: keys are sorted");
        before = &one;
        if (one.text.empty()) out.push_back(at(catalogue, one) + "has no translation");
        if (!valid_utf8(one.text)) out.push_back(at(catalogue, one) + "is not UTF-8");
        else if (const auto pattern = compile_pattern(one.text); !pattern)
            out.push_back(at(catalogue, one) + "cannot be used: " + pattern.error());
    }
}

void check_against(const Catalogue& first, const Catalogue& other, std::vector<std::string>& out) {
    for (const auto& one : first.translations) {
        const auto* same = find(other, one.key);
        if (!same) {
            out.push_back(at(first, one) + "is missing from " + other.name);
            continue;
        }
        const auto pattern = compile_pattern(one.text), theirs = compile_pattern(same->text);
        if (pattern && theirs && pattern->arguments != theirs->arguments)
            out.push_back(at(other, *same) + "has the arguments " + names(theirs->arguments) + " and " + first.name + " " +
                          names(pattern->arguments));
    }
    for (const auto& one : other.translations)
        if (!find(first, one.key)) out.push_back(at(other, one) + "is missing from " + first.name);
}

std::string literal(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') out += "\\n";
        else if (c == '\t') out += "\\t";
        else out += c;
    }
    return out + "\"";
}

}  // namespace

Catalogue parse_po(std::string name, std::string_view text) {
    Reader reader(std::move(name));
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        reader.line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return reader.take();
}

std::vector<std::string> faults(std::span<const Catalogue> catalogues) {
    std::vector<std::string> out;
    for (const auto& catalogue : catalogues) check_alone(catalogue, out);
    for (std::size_t i = 1; i < catalogues.size(); ++i) check_against(catalogues[0], catalogues[i], out);
    return out;
}

std::string catalogue_table(std::span<const Catalogue> catalogues) {
    std::string out;
    for (const auto& one : catalogues[0].translations) {
        out += "{" + literal(one.key) + ", {";
        for (const auto& catalogue : catalogues) out += literal(find(catalogue, one.key)->text) + ", ";
        out += "}},\n";
    }
    return out;
}

}  // namespace base
