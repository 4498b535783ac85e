// bounce: a message that came back, told to the network it left from.
#include "app/commands.h"

#include "mail/mail.h"

#include <sysexits.h>
#include <iostream>
#include <iterator>

namespace app {
namespace {

// No more than can be read anyway, and one byte to know that there was more.
std::string standard_input(std::size_t most) {
    std::string bytes(most + 1, '\0');
    std::cin.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::cin.gcount()));
    return bytes;
}

}  // namespace

int take_bounce(const Console& console, const BounceCommand& command) {
    try {
        const auto location = store::Location::parse(command.database);
        const auto bytes = standard_input(mail::bounce_bytes_max);
        const auto known = mail::read_bounce(*open_to_read(location), bytes);
        if (known.messages.empty()) {
            console.say(known.told_before ? "program.bounce.before" : "program.bounce.none");
            return done;
        }
        auto desk = open_desk(location, socket_of(location, command.socket));
        for (const auto& message : known.messages) {
            const auto outcome = desk->submit(message);
            if (outcome) console.say("program.bounce.recorded", {{"number", outcome->number.value}});
            else console.say("program.bounce.refused", {{"why", told(console.words, outcome.error())}});
        }
        return done;
    } catch (const std::exception&) {
        tell_fault(console, command.database);
        return EX_TEMPFAIL;
    }
}

}  // namespace app
