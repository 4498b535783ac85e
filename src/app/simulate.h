// A synthetic network, for demonstrations and measurements: marked as simulated, names made of syllables, time held by us.
#pragma once
#include "app/concert.h"

namespace app {

struct SimulateOptions {
    std::int64_t members = 1'000;  // admitted at the end; 1 to members_max
    int years = 10;                // until 1 January 2026; 1 to 50
    std::uint64_t seed = 1;
    std::function<void(std::int64_t admitted, std::int64_t of)> progress;
    static constexpr std::int64_t members_max = 240'000;
};

struct Simulated {
    std::int64_t members = 0, entries = 0, persons = 0, erased = 0, refusals = 0;
    double seconds = 0;
};

// Lives the network in an empty place. The same seed gives the same acts, dates and refusals in the same order; salts differ, so leaves do.
// Throws store::Fault; std::logic_error when the program refuses what the simulation holds to be right.
Simulated simulate(const store::Location&, const SimulateOptions&);

}  // namespace app
