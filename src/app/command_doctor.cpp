// doctor: one line for each check, and how to mend what is wrong.
#include "app/commands.h"
#include "app/doctor.h"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace app {
namespace {

constexpr std::string_view names[] = {"ok", "warning", "fault"};

}  // namespace

// Ends with 0 when all is well, 1 after a warning, 2 after a fault: whoever asks every night wants to know which.
int examine(const Console& console, const DoctorCommand& command) {
    const auto location = store::Location::parse(command.database);
    const auto all = diagnose({location, socket_of(location, command.socket), command.tables, acts::system_clock_us()}, console.words);
    auto worst = Health::good;
    boost::json::array checks;
    for (const auto& one : all) {
        worst = std::max(worst, one.health);
        const auto level = names[std::size_t(one.health)];
        if (console.json) {
            checks.push_back({{"check", one.check}, {"state", level}, {"problem", one.problem}, {"what", one.what}, {"how", one.how}});
            continue;
        }
        fmt::print("{:<14} {}: {}\n", console.text("program.doctor." + std::string(level)), one.check, one.what);
        if (!one.how.empty()) fmt::print("{:<14}   → {}\n", "", one.how);
    }
    if (console.json) console.put({{"state", names[std::size_t(worst)]}, {"checks", std::move(checks)}});
    return int(worst);
}

}  // namespace app
