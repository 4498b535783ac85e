// The languages the program speaks.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace base {

enum class Language : std::uint8_t { fr, en };

inline constexpr Language languages[] = {Language::fr, Language::en};

constexpr std::string_view code(Language language) { return language == Language::fr ? "fr" : "en"; }  // BCP 47

constexpr std::optional<Language> parse_language(std::string_view code) {
    if (code == "fr") return Language::fr;
    if (code == "en") return Language::en;
    return {};
}

}  // namespace base
