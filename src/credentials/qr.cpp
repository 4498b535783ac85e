#include "credentials/qr.h"
#include <qrencode.h>
#include <memory>
#include <stdexcept>

namespace credentials {

std::optional<QrCode> qr_code(std::string_view text) {
    if (text.empty() || text.size() > qr_bytes_max) return {};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
        QRcode_free);
    if (!made) throw std::runtime_error("no QR code could be made");  // of memory: the size was looked at
    QrCode code{made->width + 2 * qr_quiet_modules, {}};
    for (int row = 0; row < made->width; ++row) {
        const auto* modules = made->data + static_cast<std::ptrdiff_t>(row) * made->width;
        for (int from = 0; from < made->width;) {
            int to = from;
            while (to < made->width && modules[to] & 1) ++to;
            const auto run = std::to_string(to - from);
            if (to > from)
                code.path += "M" + std::to_string(from + qr_quiet_modules) + " " + std::to_string(row + qr_quiet_modules) + "h" + run +
                             "v1h-" + run + "z";
            from = to + 1;
        }
    }
    return code;
}

}  // namespace credentials
