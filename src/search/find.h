// From what somebody typed to documents, best first. For the files of search only.
#pragma once
#include "search/store.h"

namespace search {

constexpr std::size_t text_bytes_max = 200, terms_max = 6;

// Whether one is the other but for small mistakes: a letter more, less, other, or two exchanged (optimal string alignment, by characters
// of folded text). At most 1 from four letters on, at most 2 from eight on; shorter words allow none, nor do those with
// a digit.
bool near_words(std::string_view one, std::string_view other);

struct Found {
    std::int64_t count = 0;
    std::vector<std::int64_t> ids;  // of the page that was asked
    bool named = false;             // one of them is called exactly so
};
enum class Spelling { as_typed, near };  // near: a word that nothing has stands for those that are nearly it
// All words must be there. First what is called so, then what a title begins with it (in the order of titles), then whole words of a
// title, beginnings of them, and words of details.
Found find(store::Db&, std::span<const std::string> shelves, const Asked&, Spelling, std::size_t offset, std::size_t most);

}  // namespace search
