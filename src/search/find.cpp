#include "search/find.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace search {
namespace {

constexpr std::size_t near_letters_min = 4, near_twice_letters_min = 8;
constexpr std::size_t titles_first = 200;  // those whose title begins with what was typed come first: so many of them
constexpr std::size_t words_looked_at_max = 20'000, near_words_max = 40;

bool small_word(std::string_view word) {
    constexpr std::string_view small[] = {"a",  "au", "aux", "d",  "de",  "des", "du", "en",  "et", "l",
                                          "la", "le", "les", "un", "une", "the", "of", "and", "in", "for"};
    return std::ranges::find(small, word) != std::end(small);
}

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) out += byte;
        else if (!out.empty()) out.back() = (out.back() << 8) | byte;  // equal for equal characters: all that is asked of it
    }
    return out;
}

std::size_t mistakes_allowed(const std::u32string& letters) {
    if (std::ranges::any_of(letters, [](char32_t c) { return c >= U'0' && c <= U'9'; })) return 0;  // another number is not nearly this one
    return letters.size() >= near_twice_letters_min ? 2 : letters.size() >= near_letters_min ? 1 : 0;
}

// Optimal string alignment distance of words as they are kept; `most` + 1 when it is more. Only what is at most `most` letters away from
// the same place is looked at.
std::size_t distance(const std::u32string& one, const std::u32string& other, std::size_t most) {
    const auto wide = std::max(one.size(), other.size()), narrow = std::min(one.size(), other.size());
    if (wide - narrow > most || wide > word_bytes_max) return most + 1;
    std::array<std::size_t, word_bytes_max + 2> before{}, row{}, next{};
    for (std::size_t j = 0; j <= other.size(); ++j) row[j] = j;
    before = row;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        const auto from = i > most ? i - most : 1, to = std::min(other.size(), i + most);
        next[from - 1] = from == 1 ? i : most + 1;
        auto least = next[from - 1];
        for (auto j = from; j <= to; ++j) {
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] != other[j - 1])});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) next[j] = std::min(next[j], before[j - 2] + 1);
            least = std::min(least, next[j]);
        }
        if (least > most) return most + 1;
        next[to + 1] = most + 1;
        before.swap(row), row.swap(next);
    }
    return std::min(row[other.size()], most + 1);
}

Ids merged(Ids one, Ids other) {
    if (one.empty()) return other;
    if (other.empty()) return one;
    Ids all;
    all.reserve(one.size() + other.size());
    std::ranges::set_union(one, other, std::back_inserter(all));
    return all;
}

Ids common(const Ids& one, const Ids& other) {
    Ids all;
    std::ranges::set_intersection(one, other, std::back_inserter(all));
    return all;
}

// The documents that have a word which begins so: in a title, anywhere.
struct Having {
    Ids in_title, anywhere;
};

Having having(store::Db& db, std::span<const std::string> shelves, const std::string& term) {
    Having found;
    for (const auto& shelf : shelves) {
        auto titles = with_beginning(db, shelf, term);
        found.anywhere = merged(std::move(found.anywhere), merged(titles, with_beginning(db, shelf, of_details + term)));
        found.in_title = merged(std::move(found.in_title), std::move(titles));
    }
    return found;
}

// The documents that have all words whole in their titles.
Ids having_whole(store::Db& db, std::span<const std::string> shelves, const Asked& asked) {
    Ids all;
    for (std::size_t i = 0; i < asked.terms.size(); ++i) {
        Ids one;
        for (const auto& shelf : shelves) one = merged(std::move(one), with_word(db, shelf, asked.terms[i]));
        all = i == 0 ? std::move(one) : common(all, one);
        if (all.empty()) break;
    }
    return all;
}

// The words of a shelf that are nearly this one and begin alike: the first letter is seldom the wrong one.
std::vector<std::string> nearly(store::Db& db, std::string_view shelf, const std::string& term, std::string_view sign) {
    const auto letters = characters(term);
    const auto allowed = mistakes_allowed(letters);
    if (allowed == 0) return {};
    std::vector<std::pair<std::size_t, std::string>> all;
    const Lengths lengths{sign.size() + letters.size() - allowed, sign.size() + letters.size() + allowed};
    for (auto& word : words_beginning(db, shelf, std::string(sign) + term.substr(0, length_of(term, 1)), lengths, words_looked_at_max)) {
        const auto bare = std::string_view(word).substr(sign.size());
        if (const auto far = distance(letters, characters(bare), allowed); far <= allowed) all.emplace_back(far, std::move(word));
    }
    std::ranges::sort(all);
    if (all.size() > near_words_max) all.resize(near_words_max);
    std::vector<std::string> words;
    for (auto& [far, word] : all) words.push_back(std::move(word));
    return words;
}

Having having_nearly(store::Db& db, std::span<const std::string> shelves, const std::string& term) {
    Having found;
    for (const auto& shelf : shelves)
        for (const std::string_view sign : {"", "~"})
            for (const auto& word : nearly(db, shelf, term, sign))
                found.anywhere = merged(std::move(found.anywhere), with_word(db, shelf, word));
    return found;
}

Having all_of(store::Db& db, std::span<const std::string> shelves, const Asked& asked, Spelling spelling) {
    Having all;
    for (std::size_t i = 0; i < asked.terms.size(); ++i) {
        auto one = having(db, shelves, asked.terms[i]);
        if (one.anywhere.empty() && spelling == Spelling::near) one = having_nearly(db, shelves, asked.terms[i]);
        if (i == 0) all = std::move(one);
        else all = {common(all.in_title, one.in_title), common(all.anywhere, one.anywhere)};
        if (all.anywhere.empty()) break;
    }
    return all;
}

bool stands_on(store::Db& db, std::int64_t id, std::span<const std::string> shelves) {
    return std::ranges::any_of(shelves_of(db, id),
                               [&](const std::string& one) { return std::ranges::find(shelves, one) != shelves.end(); });
}

// What comes in order of preference, each once.
class Ranking {
public:
    void take(std::span<const std::int64_t> from) {  // few
        for (const auto id : from)
            if (seen_.insert(id).second) ids.push_back(id);
    }
    // Lists in order, each of which holds the one before; until there are so many.
    void take_widening(std::initializer_list<const Ids*> lists, std::size_t wanted) {
        const Ids first(seen_.begin(), seen_.end()), none;
        const auto* before = &none;
        for (const auto* list : lists) {
            auto known = before->begin();
            auto taken = first.begin();
            for (const auto id : *list) {
                if (ids.size() >= wanted) return;
                while (taken != first.end() && *taken < id) ++taken;
                if (known != before->end() && *known == id) ++known;
                else if (taken == first.end() || *taken != id) ids.push_back(id);
            }
            before = list;
        }
    }
    Ids ids;

private:
    std::set<std::int64_t> seen_;
};

}  // namespace

Asked asked(std::string_view text) {
    Asked asked;
    text = text.substr(0, text_bytes_max);
    asked.title = cut(base::fold(text), title_bytes_max);
    const auto words = base::tokens(text);
    const bool others = !std::ranges::all_of(words, small_word);
    for (const auto& word : words) {
        if (others && small_word(word)) continue;
        auto term = cut(word, word_bytes_max);
        if (asked.terms.size() < terms_max && std::ranges::find(asked.terms, term) == asked.terms.end())
            asked.terms.push_back(std::move(term));
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(asked.title.data(), asked.title.data() + asked.title.size(), number);
    if (error == std::errc() && end == asked.title.data() + asked.title.size()) asked.number = number;
    return asked;
}

bool has_all(const Asked& asked, std::span<const std::string> words) {
    return !asked.empty() && std::ranges::all_of(asked.terms, [&](const std::string& term) {
        return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(term); });
    });
}

bool near_words(std::string_view one, std::string_view other) {
    const auto letters = characters(one);
    const auto allowed = mistakes_allowed(letters);
    return distance(letters, characters(other), allowed) <= allowed;
}

Found find(store::Db& db, std::span<const std::string> shelves, const Asked& asked, Spelling spelling, std::size_t offset,
           std::size_t most) {
    Found found;
    auto all = all_of(db, shelves, asked, spelling);
    Ids numbered;
    if (asked.number && stands_on(db, *asked.number, shelves)) {
        numbered = {*asked.number};
        all = {merged(std::move(all.in_title), numbered), merged(std::move(all.anywhere), numbered)};
        found.named = true;
    }
    found.count = std::int64_t(all.anywhere.size());
    if (all.anywhere.empty()) return found;
    Ranking ranking;
    for (const auto& shelf : shelves) {
        const auto named = with_word(db, shelf, whole_title + asked.title);
        found.named = found.named || !named.empty();
        ranking.take(named);
    }
    const auto wanted = offset + most;
    for (const auto& shelf : shelves)
        if (ranking.ids.size() < wanted) ranking.take(by_title(db, shelf, asked.title, std::min(wanted, titles_first)));
    if (ranking.ids.size() < wanted) {
        const auto whole = merged(having_whole(db, shelves, asked), numbered);
        ranking.take_widening({&whole, &all.in_title, &all.anywhere}, wanted);
    }
    const auto first = std::min(offset, ranking.ids.size());
    const auto page = std::span(ranking.ids).subspan(first, std::min(most, ranking.ids.size() - first));
    found.ids.assign(page.begin(), page.end());
    return found;
}

}  // namespace search
