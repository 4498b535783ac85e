// Reading and checking the catalogues of messages, locale/fr.po and locale/en.po; used while the program is built.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

struct Translation {
    std::string key, text;
    int line = 0;  // of its msgid
};

// One catalogue. Each fault is "name:line: what is wrong".
struct Catalogue {
    std::string name;  // "locale/fr.po"
    std::vector<Translation> translations;
    std::vector<std::string> faults;
};

// The part of GNU PO that is used: comments, msgid, msgstr, strings continued on the next lines, \" \\ \n \t. The first entry may
// be the usual header (empty msgid). Plural forms, contexts and fuzzy entries are faults: the patterns do that work.
Catalogue parse_po(std::string name, std::string_view text);

// What keeps these catalogues out of the program, all at once; empty when they agree: a fault of reading, a key twice, keys out of
// order, an empty translation, a key that one has and another has not, a pattern that does not compile, arguments that differ.
std::vector<std::string> faults(std::span<const Catalogue> catalogues);

// The table the program includes: one line {key, {texts…}} for each key, sorted by key.
std::string catalogue_table(std::span<const Catalogue> catalogues);

}  // namespace base
