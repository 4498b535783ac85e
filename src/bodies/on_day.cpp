#include "bodies/on_day.h"

#include "base/text.h"

#include <algorithm>

namespace bodies {
namespace {

base::Date first_day(const PartialDate& date) { return date.earliest().value_or(date.latest().value_or(base::Date{})); }

Claim claim_of(const ShownAttestation& attestation) { return {holder_key(attestation), attestation.from, attestation.until}; }

// What an attestation tells of a day; nothing when it is of a later one, or of somebody who was leaving.
std::optional<Telling> telling_on(base::Date day, const ShownAttestation& attestation) {
    if (attestation.until) {
        switch (standing_on(day, attestation.from, attestation.until)) {
        case Standing::certain: return Telling::attested;
        case Standing::possible: return Telling::may_be;
        case Standing::over: return Telling::last_attested;
        case Standing::not_yet: return {};
        }
    }
    if (first_day(attestation.from) > day) return {};
    if (attestation.said == Said::leaving) return {};
    return attestation.from.whole_day() && attestation.from.earliest() == day ? Telling::attested : Telling::last_attested;
}

// The last day of which it speaks, as far as it can be said.
base::Date speaks_until(const ShownAttestation& attestation, base::Date day) {
    return attestation.until ? std::min(day, attestation.until->latest().value_or(day)) : first_day(attestation.from);
}

bool is_chair(const std::vector<ShownSeatCount>& counts, Id<Office> office, base::Date day) {
    const auto size = size_on(sizes_of(counts, office), day);
    return size && size->seats == 1;
}

// One for each holder: what says most of the day, and of those the latest.
void keep_best(std::vector<SeatOnDay>& held, base::Date day) {
    std::ranges::stable_sort(held, [&](const SeatOnDay& one, const SeatOnDay& other) {
        return one.telling != other.telling ? one.telling < other.telling
                                            : speaks_until(*one.attestation, day) > speaks_until(*other.attestation, day);
    });
    std::vector<SeatOnDay> kept;
    for (const auto& seat : held)
        if (std::ranges::none_of(kept, [&](const SeatOnDay& other) { return same_holder(*other.attestation, *seat.attestation); }))
            kept.push_back(seat);
    held = std::move(kept);
}

// Of an office of one seat: who is attested that day; else who may have been, unless another was attested since; else who was last.
void keep_chair(std::vector<SeatOnDay>& held, Id<Office> office, const Known& known, base::Date day) {
    const auto has = [&](Telling telling) { return std::ranges::find(held, telling, &SeatOnDay::telling) != held.end(); };
    if (has(Telling::attested)) {
        std::erase_if(held, [](const SeatOnDay& seat) { return seat.telling != Telling::attested; });
        return;
    }
    if (has(Telling::may_be)) {
        const ShownAttestation* last = nullptr;  // of a day
        for (const auto& one : known.attestations)
            if (one.office == office && !one.until && telling_on(day, one) && (!last || first_day(one.from) > first_day(last->from)))
                last = &one;
        std::erase_if(held, [&](const SeatOnDay& seat) {
            if (seat.telling != Telling::may_be) return true;
            const auto began = seat.attestation->from.latest();
            return last && !same_holder(*seat.attestation, *last) && began && *began < first_day(last->from);
        });
        if (!held.empty()) return;
    }
    if (held.size() > 1) held.resize(1);  // they are in the order of what they say last
}

// Of an office of several: without those whose city, or who themselves, were attested otherwise since, and those long past.
void keep_many(std::vector<SeatOnDay>& held, const OfficeOnDay& office, const Known& known, base::Date day,
               std::optional<std::int64_t> term_years) {
    base::Date latest;
    for (const auto& seat : held) latest = std::max(latest, speaks_until(*seat.attestation, day));
    const auto outdated = [&](const SeatOnDay& seat) {
        if (seat.telling != Telling::last_attested) return false;
        const auto& mine = *seat.attestation;
        const auto then = speaks_until(mine, day);
        if (term_years && term_end(PartialDate::of(then), *term_years) < latest) return true;
        return std::ranges::any_of(known.attestations, [&](const ShownAttestation& other) {
            if (other.id == mine.id || !telling_on(day, other) || speaks_until(other, day) <= then) return false;
            if (other.office == mine.office && mine.member && other.member == mine.member) return true;
            const auto held_office = std::ranges::find(known.offices, other.office, &ShownOffice::id);
            return other.office != office.office->id && held_office != known.offices.end() && held_office->way == office.office->way &&
                   same_holder(other, mine);
        });
    };
    std::erase_if(held, outdated);
}

// What the register holds says more than what a source said before it of the same seat: the only one, that city's or that person's.
bool replaced(const SeatOnDay& seat, const OfficeOnDay& office, bool chair) {
    const auto& mine = *seat.attestation;
    return std::ranges::any_of(office.held, [&](const SeatOnDay& other) {
        if (!other.mandate) return false;
        return chair || (mine.member && mine.member == other.mandate->member) || (mine.person && mine.person == other.mandate->person);
    });
}

}  // namespace

std::string holder_key(const ShownAttestation& attestation) {
    return attestation.person ? "person " + std::to_string(attestation.person->value) : base::fold(attestation.holder);
}

bool same_holder(const ShownAttestation& one, const ShownAttestation& other) {
    if (one.person || other.person) return one.person == other.person;
    if (one.holder == other.holder) return true;
    // Most differ in their first letter: folding is for those that may be the same.
    const auto letter = [](const std::string& name) {
        return name.empty() ? '\0' : name[0] >= 'A' && name[0] <= 'Z' ? char(name[0] + 32) : name[0];
    };
    const auto plain = [](char c) { return c >= 'a' && c <= 'z'; };
    if (plain(letter(one.holder)) && plain(letter(other.holder)) && letter(one.holder) != letter(other.holder)) return false;
    return base::fold(one.holder) == base::fold(other.holder);
}

std::vector<Id<Attestation>> disputed(const std::vector<ShownOffice>& offices, const std::vector<ShownSeatCount>& counts,
                                      const std::vector<ShownAttestation>& all) {
    std::vector<Id<Attestation>> found;
    for (const auto& one : all)
        if (one.differs_from) found.insert(found.end(), {one.id, *one.differs_from});
    for (const auto& office : offices) {
        std::vector<std::pair<Id<Attestation>, Claim>> claims;
        for (const auto& one : all)
            if (one.office == office.id && one.said != Said::leaving && is_chair(counts, office.id, first_day(one.from)))
                claims.emplace_back(one.id, claim_of(one));
        for (auto one = claims.begin(); one != claims.end(); ++one)
            for (auto other = std::next(one); other != claims.end(); ++other)
                if (disagree(one->second, other->second)) found.insert(found.end(), {one->first, other->first});
    }
    return found;
}

std::vector<OfficeOnDay> offices_on(base::Date day, const Known& known, std::optional<std::int64_t> term_years) {
    const auto contradicted = disputed(known.offices, known.counts, known.attestations);
    std::vector<OfficeOnDay> all;
    for (const auto& office : known.offices) {
        auto& shown = all.emplace_back(OfficeOnDay{&office, {}, {}});
        if (const auto size = size_on(sizes_of(known.counts, office.id), day)) shown.seats = size->seats;
        for (const auto& mandate : known.mandates) {
            if (mandate.office != office.id) continue;
            const auto standing = standing_on(day, mandate.from, mandate.until);
            if (standing == Standing::certain) shown.held.push_back({Telling::holds, &mandate});
            else if (standing == Standing::possible) shown.held.push_back({Telling::may_hold, &mandate});
        }
        std::vector<SeatOnDay> attested;
        for (const auto& attestation : known.attestations)
            if (attestation.office == office.id)
                if (const auto telling = telling_on(day, attestation)) {
                    const bool disputes = std::ranges::find(contradicted, attestation.id) != contradicted.end();
                    attested.push_back({*telling, nullptr, &attestation, disputes});
                }
        keep_best(attested, day);
        const bool chair = is_chair(known.counts, office.id, day);
        std::erase_if(attested,
                      [&](const SeatOnDay& seat) { return seat.telling == Telling::last_attested && replaced(seat, shown, chair); });
        if (office.way == Way::honorary) {
        } else if (chair) keep_chair(attested, office.id, known, day);
        else keep_many(attested, shown, known, day, office.way == Way::elected ? term_years : std::nullopt);
        shown.held.insert(shown.held.end(), attested.begin(), attested.end());
    }
    return all;
}

}  // namespace bodies
