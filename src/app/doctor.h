// What is wrong with an installation, and how to mend it.
#pragma once
#include <filesystem>
#include "app/console.h"

namespace app {

enum class Health { good, warning, fault };
struct Diagnosis {
    std::string check;  // "journal"
    Health health = Health::good;
    std::string problem;    // "cut"; empty when good
    std::string what, how;  // in the reader's language; how: empty when there is nothing to do
};

struct Patient {
    store::Location location;
    std::string socket;
    bool tables = false;  // rebuild them and compare: as long as a rebuild
    std::int64_t now_us = 0;
};
// One line for each check at least, in the order of the checks; a check that rests on another which failed is left out. Writes nothing.
std::vector<Diagnosis> diagnose(const Patient&, const base::Words&);

// The least room, in bytes, under which a disk is a fault and a warning: for a network of that size.
struct Room {
    std::int64_t fault = 0, warning = 0;
};
Room room_wanted(std::int64_t network_bytes);

}  // namespace app
