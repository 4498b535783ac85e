#include "app/console.h"

#include "acts/writer.h"
#include "app/desk.h"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <system_error>

namespace app {
namespace {

// The number in "… by process 1234", or nothing.
std::string holder_in(std::string_view what) {
    const auto at = what.rfind("process ");
    return at == what.npos ? std::string() : std::string(what.substr(at + 8));
}

}  // namespace

void Console::say(std::string_view key, std::initializer_list<base::Argument> arguments) const { fmt::print("{}\n", text(key, arguments)); }

void Console::complain(std::string_view key, std::initializer_list<base::Argument> arguments) const {
    end_progress();
    std::fflush(stdout);
    fmt::print(stderr, "concert: {}\n", text(key, arguments));
}

void Console::progress(const std::string& line) const {
    if (!isatty(2)) return;
    fmt::print(stderr, "\r\033[K{}", line);
    std::fflush(stderr);
}

void Console::progress(std::int64_t done, std::int64_t of, const std::string& line) const {
    constexpr int cells = 24;
    done = std::clamp<std::int64_t>(done, 0, of);
    const auto filled = of > 0 ? int(done * cells / of) : cells;
    std::string bar;
    for (int cell = 0; cell < cells; ++cell) bar += cell < filled ? "█" : "░";
    progress(fmt::format("{} {:>3} %  {}", bar, of > 0 ? done * 100 / of : 100, line));
}

void Console::end_progress() const {
    if (isatty(2)) fmt::print(stderr, "\r\033[K");
}

void Console::put(const boost::json::object& object) const { fmt::print("{}\n", boost::json::serialize(object)); }

std::string told(const base::Words& words, const base::Refusal& refusal) {
    auto text = base::sentence(words, refusal.why);
    if (!refusal.why.article.empty()) text += " [" + refusal.why.article + "]";
    for (const auto& wrong : refusal.wrong)
        text += "\n  " + (wrong.path.empty() ? std::string("·") : wrong.path) + " — " + base::sentence(words, wrong);
    return text;
}

int tell_fault(const Console& console, const std::string& database) {
    try {
        throw;
    } catch (const acts::TooNew& fault) {
        console.complain("program.fault.too_new", {{"database", database}, {"what", fault.what()}});
    } catch (const NoNetwork&) {
        console.complain("program.fault.no_network", {{"database", database}});
    } catch (const acts::OtherTables&) {
        console.complain("program.fault.other_tables", {{"database", database}});
    } catch (const store::Busy& fault) {
        const auto holder = holder_in(fault.what());
        if (holder.empty()) console.complain("program.fault.busy", {{"database", database}});
        else console.complain("program.fault.locked", {{"database", database}, {"process", holder}});
    } catch (const store::DiskFull&) {
        console.complain("program.fault.disk_full", {{"database", database}});
    } catch (const store::NotADatabase& fault) {
        console.complain("program.fault.unreadable", {{"database", database}, {"what", fault.what()}});
    } catch (const store::UnknownOutcome& fault) {
        console.complain("program.fault.unknown_outcome", {{"database", database}, {"what", fault.what()}});
    } catch (const store::Fault& fault) {
        console.complain("program.fault.store", {{"database", database}, {"what", fault.what()}});
    } catch (const std::system_error& fault) {
        console.complain("program.fault.system", {{"what", fault.what()}});
        return refused_or_wrong;
    } catch (const std::exception& fault) {
        console.complain("program.fault.input", {{"what", fault.what()}});
        return refused_or_wrong;
    }
    return store_failed;
}

base::Language language_of(std::string_view asked, const char* lc_all, const char* lc_messages, const char* lang) {
    if (const auto language = base::parse_language(asked)) return *language;
    for (const char* value : {lc_all, lc_messages, lang}) {  // POSIX: the first that is set and not empty says
        if (!value || !*value) continue;
        return std::string_view(value).starts_with("fr") ? base::Language::fr : base::Language::en;
    }
    return base::Language::en;
}

}  // namespace app
