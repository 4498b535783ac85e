#include "members/roster.h"

#include "members/former_countries.h"
#include "members/rules.h"
#include "members/rules_life.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <ranges>
#include <tuple>

namespace members {
namespace {

constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
constexpr std::uint8_t no_status = 0xff;
constexpr std::size_t words_max = 6, orders_most = 4;

// For each value whether it is asked.
template <class Enum>
std::array<std::uint8_t, 256> asked(const std::optional<Enum>& value) {
    std::array<std::uint8_t, 256> all;
    all.fill(!value);
    if (value) all[std::size_t(*value)] = 1;
    return all;
}

}  // namespace

Roster::Day Roster::day(base::Date date) { return date.year * 512 + date.month * 32 + date.day; }

std::uint16_t Roster::number_of(const std::string& country) {
    const auto [number, is_new] = numbers_.emplace(country, std::uint16_t(countries_.size()));
    if (is_new) countries_.push_back(country);
    return number->second;
}

template <class Less>
void Roster::reorder(std::vector<At>& order, std::span<const At> changed, const Less& less) const {
    std::vector<std::uint8_t> moves(entries_.size());
    for (const auto at : changed) moves[at] = 1;
    std::erase_if(order, [&](At at) { return moves[at] != 0; });
    const auto stay = std::ssize(order);
    order.insert(order.end(), changed.begin(), changed.end());
    std::sort(order.begin() + stay, order.end(), less);
    std::inplace_merge(order.begin(), order.begin() + stay, order.end(), less);
}

void Roster::put(std::vector<Entry> entries) {
    if (entries.empty()) return;
    found_.reset();
    std::vector<At> changed;
    for (auto& entry : entries) {
        const auto [place, is_new] = places_.emplace(entry.id.value, At(entries_.size()));
        changed.push_back(place->second);
        if (is_new) entries_.emplace_back(), traits_.emplace_back();
        // Of several that tell of a day, the one that ended first after it is told last.
        std::ranges::stable_sort(entry.thens, std::greater(), &Then::until);
        for (const auto& then : entry.thens)
            if (then.fact == DatedFact::country) number_of(then.value);
        traits_[place->second] = {entry.from ? day(*entry.from) : never,
                                  entry.until ? day(*entry.until) : never,
                                  number_of(entry.country),
                                  std::uint8_t(entry.kind),
                                  std::uint8_t(entry.member_class),
                                  std::uint8_t(entry.status)};
        entries_[place->second] = std::move(entry);
    }
    reorder(by_number_, changed, [&](At one, At other) { return entries_[one].id < entries_[other].id; });
    reorder(by_name_, changed, [&](At one, At other) {
        const auto& left = entries_[one];
        const auto& right = entries_[other];
        return std::tie(left.name_key, left.id) < std::tie(right.name_key, right.id);
    });
    name_rank_.resize(entries_.size());
    for (At place = 0; place < by_name_.size(); ++place) name_rank_[by_name_[place]] = place;
    reorder(by_since_, changed, [&](At one, At other) {
        return std::pair(traits_[one].from, name_rank_[one]) < std::pair(traits_[other].from, name_rank_[other]);
    });
    reorder(by_population_, changed, [&](At one, At other) {
        return std::pair(entries_[one].population, name_rank_[one]) < std::pair(entries_[other].population, name_rank_[other]);
    });
    words_.clear(), ends_.clear(), changed_.clear();
    for (At at = 0; at < entries_.size(); ++at) {
        words_ += entries_[at].words;
        ends_.push_back(words_.size());
        if (!entries_[at].thens.empty()) changed_.push_back(at);
    }
}

// As they were on the day asked; empty: as they are.
std::vector<Roster::Traits> Roster::traits_of(const Filter& filter) const {
    if (!filter.on || (changed_.empty() && !filter.status)) return {};
    auto all = traits_;
    for (const auto at : changed_) {
        for (const auto& then : entries_[at].thens) {
            if (then.until <= *filter.on || (then.from && *then.from > *filter.on)) continue;
            if (then.fact == DatedFact::country) all[at].country = numbers_.at(then.value);
            if (then.fact == DatedFact::kind) all[at].kind = std::uint8_t(*acts::named<Kind>(then.value));
            if (then.fact == DatedFact::member_class) all[at].member_class = std::uint8_t(*acts::named<MemberClass>(then.value));
        }
    }
    if (filter.status)
        for (At at = 0; at < all.size(); ++at) {
            all[at].status = no_status;
            for (const auto& [from, status] : entries_[at].statuses)
                if (from <= *filter.on) all[at].status = std::uint8_t(status);
        }
    return all;
}

// Which of countries_ are asked; on another day also by the codes of that day.
std::vector<std::uint8_t> Roster::countries_of(const Filter& filter) const {
    const bool one = !filter.country.empty(), some = !filter.countries.empty();
    std::vector<std::uint8_t> all(countries_.size(),
                                  !one || !some || std::ranges::find(filter.countries, filter.country) != filter.countries.end());
    if (!one && !some) return all;
    const auto asked = one ? std::span(&filter.country, 1) : std::span(filter.countries);
    const Former former(asked);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] &= std::uint8_t(std::ranges::find(asked, countries_[i]) != asked.end() || (filter.on && former(countries_[i])));
    return all;
}

// Those with a word that begins so, for each of the words.
void Roster::search(const std::string& words, std::vector<std::uint8_t>& in) const {
    auto tokens = base::tokens(words);
    if (tokens.empty()) std::ranges::fill(in, 0);
    if (tokens.size() > words_max) tokens.resize(words_max);
    for (const auto& token : tokens) {
        const auto begin = " " + token;
        At at = 0;
        std::vector<std::uint8_t> have(in.size());
        for (auto found = words_.find(begin); found != words_.npos; found = words_.find(begin, ends_[at])) {
            while (ends_[at] <= found) ++at;
            have[at] = in[at];
        }
        in = std::move(have);
    }
}

const Roster::Found& Roster::find(const Filter& filter) {
    if (found_ && found_->filter == filter) return *found_;
    Found found{filter, traits_of(filter), {}, 0};
    const auto countries = countries_of(filter);
    const auto kind = asked(filter.kind), member_class = asked(filter.member_class), status = asked(filter.status);
    // Who belongs, or did that day; by a status, also those it says are out.
    Day begun = never, not_over = -1;
    if (filter.on && !(filter.status && !belongs(*filter.status))) begun = not_over = day(*filter.on);
    else if (!filter.on && !filter.status) not_over = never - 1;
    found.in.resize(entries_.size());
    const auto& all = traits_in(found);
    for (At at = 0; at < all.size(); ++at) {
        const auto& one = all[at];
        found.in[at] = std::uint8_t(one.from <= begun) & std::uint8_t(one.until > not_over) & kind[one.kind] &
                       member_class[one.member_class] & status[one.status] & countries[one.country];
    }
    if (!filter.search.empty()) search(filter.search, found.in);
    found.count = std::accumulate(found.in.begin(), found.in.end(), std::int64_t{0});
    return found_.emplace(std::move(found));
}

// Where the States of countries_ stand in an order; last, those that have no place in it.
const std::vector<std::size_t>& Roster::ranks_in(const std::vector<std::string>& order) {
    for (const auto& known : orders_)
        if (known.ranks.size() == countries_.size() && known.order == order) return known.ranks;
    std::unordered_map<std::string_view, std::size_t> ranks;
    for (std::size_t rank = 0; rank < order.size(); ++rank) ranks.emplace(order[rank], rank);
    Order made{order, {}};
    for (const auto& code : countries_) {
        const auto rank = ranks.find(country_meant(code));
        made.ranks.push_back(rank == ranks.end() ? order.size() : rank->second);
    }
    if (orders_.size() == orders_most) orders_.erase(orders_.begin());
    return orders_.emplace_back(std::move(made)).ranks;
}

// State after State, in the order asked, under the code that is meant; last, those that have no place in it. Of each, by name.
std::vector<Id<Member>> Roster::by_country(const Filter& filter, const Found& found, std::int64_t offset, std::int64_t most) {
    const auto last = filter.country_order.size();
    const auto& rank_of = ranks_in(filter.country_order);
    const auto& all = traits_in(found);
    std::vector<std::int64_t> of_country(countries_.size()), of_rank(last + 1);
    for (At at = 0; at < all.size(); ++at) of_country[all[at].country] += found.in[at];
    for (std::size_t country = 0; country < countries_.size(); ++country) of_rank[rank_of[country]] += of_country[country];
    // The States that the page is of, from `begin` to `end`, and how many stand in those before.
    const auto first = filter.descending ? found.count - offset - most : offset;
    std::size_t begin = 0;
    std::int64_t before = 0;
    while (begin <= last && before + of_rank[begin] <= first) before += of_rank[begin++];
    auto end = begin;
    for (auto passed = before; end <= last && passed < first + most;) passed += of_rank[end++];
    std::vector<std::tuple<std::size_t, At, At>> some;  // rank, place by name, which
    for (At at = 0; at < all.size(); ++at)
        if (const auto rank = rank_of[all[at].country]; found.in[at] && begin <= rank && rank < end)
            some.emplace_back(rank, name_rank_[at], at);
    std::ranges::sort(some);
    std::vector<Id<Member>> page;
    for (const auto& [rank, place, at] : std::span(some).subspan(std::size_t(first - before), std::size_t(most)))
        page.push_back(entries_[at].id);
    if (filter.descending) std::ranges::reverse(page);
    return page;
}

std::int64_t Roster::count(const Filter& filter) { return find(filter).count; }

std::vector<Id<Member>> Roster::numbers(const Filter& filter, std::int64_t offset, std::int64_t most) {
    const auto& found = find(filter);
    offset = std::min(offset, found.count);
    most = std::min(most, found.count - offset);
    if (filter.sort == Sort::country) return by_country(filter, found, offset, most);
    const auto& order = filter.sort == Sort::since ? by_since_ : filter.sort == Sort::population ? by_population_ : by_name_;
    std::vector<Id<Member>> all;
    // From the nearer end.
    const auto read = [&](auto&& places, std::int64_t skipped) {
        for (const auto at : places) {
            if (std::ssize(all) >= most) break;
            if (found.in[at] && skipped-- <= 0) all.push_back(entries_[at].id);
        }
    };
    const auto behind = found.count - offset - most;
    const bool backwards = behind < offset;
    if (filter.descending != backwards) read(std::views::reverse(order), backwards ? behind : offset);
    else read(order, backwards ? behind : offset);
    if (backwards) std::ranges::reverse(all);
    return all;
}

std::vector<Id<Member>> Roster::numbers_after(const Filter& filter, std::int64_t after, std::int64_t most) {
    const auto& found = find(filter);
    std::vector<Id<Member>> all;
    const auto first = std::ranges::upper_bound(by_number_, after, {}, [&](At at) { return entries_[at].id.value; });
    for (auto at = first; at != by_number_.end() && std::ssize(all) < most; ++at)
        if (found.in[*at]) all.push_back(entries_[*at].id);
    return all;
}

std::vector<acts::Position> Roster::positions(const Filter& filter) {
    const auto& found = find(filter);
    std::vector<acts::Position> all;
    for (const auto at : by_number_)
        if (found.in[at] && entries_[at].position) all.push_back(*entries_[at].position);
    return all;
}

}  // namespace members
