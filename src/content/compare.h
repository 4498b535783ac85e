// What changed from one text to another, line by line.
#pragma once
#include <string_view>
#include <vector>

namespace content {

struct ComparedLine {
    enum class Kind { same, removed, added } kind;
    std::string_view text;  // of one of the two texts, which it must not outlive
    bool operator==(const ComparedLine&) const = default;
};
// The least that has to be removed and added, removed before added (the longest common subsequence of lines); of texts of very many
// different lines, all of the one and then all of the other.
// `parting`: what parts them; a blank, to compare the words of one line.
std::vector<ComparedLine> compare(std::string_view before, std::string_view after, char parting = '\n');

}  // namespace content
