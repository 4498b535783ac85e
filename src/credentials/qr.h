// QR codes (ISO/IEC 18004) as drawings: a square of modules, and the path that fills the dark ones.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace credentials {

inline constexpr std::size_t qr_bytes_max = 1000;
inline constexpr int qr_quiet_modules = 4;  // ISO/IEC 18004: the empty margin on each side

struct QrCode {
    int size = 0;      // modules on each side with the margin: the viewBox is "0 0 size size"
    std::string path;  // the d of one SVG path: a rectangle, "M4 4h7v1h-7z", for each run of dark modules in a row
};

// Level M (a seventh may be unreadable), bytes. Nothing when the text is empty or longer than `qr_bytes_max`.
std::optional<QrCode> qr_code(std::string_view text);

}  // namespace credentials
