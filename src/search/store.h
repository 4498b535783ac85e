// The index: which documents have a word. For the files of search only.
#pragma once
#include "search/search.h"

namespace search {

// Bounds, in bytes of folded text: what is longer is cut, and found by what is left.
constexpr std::size_t word_bytes_max = 40, title_bytes_max = 100, words_max = 80, ids_in_a_row_max = 256;

// A word of a title stands as it is; of the details after "~"; a whole title after "^". No sign is in a folded text.
constexpr char of_details = '~', whole_title = '^';

// What the words of a document begin with, up to so many characters, is kept as words are, after "<": many words begin with a letter.
constexpr char beginning_of = '<';
constexpr std::size_t beginnings_kept = 2;

using Ids = std::vector<std::int64_t>;  // in order, each once

// How many bytes so many characters of a word take, with the sign it may have.
std::size_t length_of(std::string_view word, std::size_t characters);
// Cut between characters.
std::string cut(std::string text, std::size_t bytes_max);
std::string shelf(std::string_view kind, const Reader&);

// A document as it is to be kept; without shelves or words: not at all.
struct Entries {
    std::int64_t id = 0;
    std::vector<std::string> shelves, words;
};
Entries entries_of(std::int64_t id, std::string_view kind, const std::optional<Document>&);

// Within a transaction. What was kept of these documents before is replaced.
void put(store::Db&, std::span<const Entries>);

// ---- what is asked; a word with its sign ----
Ids with_word(store::Db&, std::string_view shelf, std::string_view word);
Ids with_beginning(store::Db&, std::string_view shelf, std::string_view beginning);  // of a word
// In the order of the titles, documents of one title by number; at least `most`, when there are so many.
std::vector<std::int64_t> by_title(store::Db&, std::string_view shelf, std::string_view beginning, std::size_t most);
// The words of a shelf that begin so and have so many characters, with their sign; in order, at most `most` looked at.
struct Lengths {
    std::size_t least = 0, most = 0;
};
std::vector<std::string> words_beginning(store::Db&, std::string_view shelf, std::string_view beginning, Lengths, std::size_t most);
// The shelves a document stands on; none when it is not there.
std::vector<std::string> shelves_of(store::Db&, std::int64_t id);

// ---- how far it is ----
struct State {
    std::string made_by;
    std::int64_t number = 0;
    bool complete = false;
};
std::optional<State> state(store::Db&);
void keep_state(store::Db&, const State&);
void forget_state(store::Db&);
// Takes away at most `most` rows of everything; whether there may be more. On PostgreSQL the planner is told to sample no words.
bool clear_some(store::Db&, std::int64_t most);

// Every row as text, in order and whatever the way it came to be: equal for equal indexes.
std::string contents(store::Db&);

}  // namespace search
