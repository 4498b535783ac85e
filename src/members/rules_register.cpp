#include "members/rules_register.h"

#include <algorithm>
#include <map>

namespace members {
namespace {

constexpr std::size_t neighbours = 12;  // in each order

}  // namespace

std::size_t letters_apart(std::string_view one, std::string_view other, std::size_t most) {
    if (one.size() > other.size()) std::swap(one, other);
    if (other.size() - one.size() > most) return most + 1;
    // Levenshtein, one row at a time.
    std::vector<std::size_t> row(one.size() + 1);
    for (std::size_t i = 0; i <= one.size(); ++i) row[i] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
        auto diagonal = row[0];
        row[0] = j;
        auto least = row[0];
        for (std::size_t i = 1; i <= one.size(); ++i) {
            const auto changed = diagonal + (one[i - 1] != other[j - 1]);
            diagonal = row[i];
            row[i] = std::min({changed, row[i] + 1, row[i - 1] + 1});
            least = std::min(least, row[i]);
        }
        if (least > most) return most + 1;
    }
    return std::min(row.back(), most + 1);
}

bool near_names(std::string_view one, std::string_view other) {
    const auto shorter = std::min(one.size(), other.size());
    const std::size_t most = shorter >= 9 ? 2 : shorter >= 5 ? 1 : 0;
    return most > 0 && letters_apart(one, other, most) <= most;
}

std::vector<Alike> alike(std::span<const Looks> all) {
    std::map<std::pair<Id<Member>, Id<Member>>, Alike> found;
    const auto put = [&](const Looks& a, const Looks& b, AlikeBy by) {
        const auto& [one, other] = a.id < b.id ? std::pair<const Looks&, const Looks&>(a, b) : std::pair<const Looks&, const Looks&>(b, a);
        const auto [at, fresh] = found.try_emplace({one.id, other.id}, Alike{one.id, other.id, by, one.name, other.name, one.country});
        if (!fresh) at->second.by = std::min(at->second.by, by);
    };
    std::vector<const Looks*> order;
    for (const auto& looks : all) order.push_back(&looks);
    // Those that `key` makes the same, next to each other.
    const auto same = [&](AlikeBy by, const auto& known, const auto& key) {
        std::vector<const Looks*> some;
        std::ranges::copy_if(order, std::back_inserter(some), [&](const Looks* looks) { return known(*looks); });
        std::ranges::stable_sort(some, [&](const Looks* a, const Looks* b) { return key(*a) < key(*b); });
        for (std::size_t i = 0; i < some.size(); ++i)
            for (std::size_t j = i + 1; j < some.size() && j <= i + neighbours && key(*some[j]) == key(*some[i]); ++j)
                put(*some[i], *some[j], by);
    };
    same(
        AlikeBy::same_geonames, [](const Looks& l) { return l.geonameid != 0; }, [](const Looks& l) { return l.geonameid; });
    same(
        AlikeBy::same_name, [](const Looks&) { return true; }, [](const Looks& l) { return std::pair(l.country, l.name_key); });
    same(
        AlikeBy::same_place, [](const Looks& l) { return l.place.has_value(); }, [](const Looks& l) { return *l.place; });
    const auto near = [&](const auto& key) {
        std::ranges::stable_sort(order, [&](const Looks* a, const Looks* b) { return key(*a) < key(*b); });
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t j = i + 1; j < order.size() && j <= i + neighbours && order[j]->country == order[i]->country; ++j)
                if (order[i]->name_key != order[j]->name_key && near_names(order[i]->name_key, order[j]->name_key))
                    put(*order[i], *order[j], AlikeBy::near_name);
    };
    std::map<Id<Member>, std::string> backwards;
    for (const auto& looks : all) backwards[looks.id] = std::string(looks.name_key.rbegin(), looks.name_key.rend());
    near([](const Looks& l) { return std::tie(l.country, l.name_key); });
    near([&](const Looks& l) { return std::pair<std::string_view, std::string_view>(l.country, backwards.find(l.id)->second); });
    std::vector<Alike> pairs;
    for (auto& [ids, pair] : found) pairs.push_back(std::move(pair));
    std::ranges::stable_sort(pairs, {}, &Alike::by);
    return pairs;
}

}  // namespace members
