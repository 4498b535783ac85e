#include "sign_in/rules.h"

#include <algorithm>
#include <utility>

namespace sign_in {

bool stays_open(Trust trust, std::int64_t opened_us, std::int64_t seen_us, std::int64_t now_us) {
    const auto& lifetime = trust == Trust::elevated ? elevated_lifetime : everyday_lifetime;
    return now_us - opened_us < lifetime.whole_us && now_us - seen_us < lifetime.idle_us;
}

bool is_fresh(std::int64_t proved_us, std::int64_t now_us) { return now_us - proved_us < proof_us; }

std::string safe_next(std::string_view path) {
    constexpr std::size_t bytes_max = 500;
    const bool plain = std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7f && c != '\\'; });
    if (!plain || path.size() > bytes_max || !path.starts_with('/') || path.starts_with("//")) return {};
    return std::string(path);
}

std::string browser_name(std::string_view agent) {
    using Pair = std::pair<std::string_view, std::string_view>;
    // The first that is there: what others call themselves too comes last.
    constexpr Pair programs[] = {{"Edg", "Edge"},         {"OPR/", "Opera"},     {"SamsungBrowser", "Samsung Internet"},
                                 {"Firefox/", "Firefox"}, {"FxiOS", "Firefox"},  {"Chrome/", "Chrome"},
                                 {"CriOS", "Chrome"},     {"Safari/", "Safari"}, {"curl/", "curl"}};
    constexpr Pair systems[] = {{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},  {"Windows", "Windows"},
                                {"Mac OS X", "macOS"},  {"CrOS", "ChromeOS"}, {"Linux", "Linux"}};
    const auto first = [&](const auto& pairs) {
        const auto found = std::ranges::find_if(pairs, [&](const Pair& pair) { return agent.find(pair.first) != agent.npos; });
        return found == std::end(pairs) ? std::string_view() : found->second;
    };
    const auto program = first(programs), system = first(systems);
    std::string name(program);
    if (!system.empty()) name += (name.empty() ? "" : ", ") + std::string(system);
    return name;
}

}  // namespace sign_in
