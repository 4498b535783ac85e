#include "web/headers.h"

#include "base/hash.h"

namespace web {

std::string security_fields(const SecurityPolicy& policy) {
    std::string styles = "style-src 'self'";
    // CSP level 3 §2.3.1: hash-source. It allows the element with that text, never a style attribute.
    for (const auto& text : policy.inline_styles) styles += " 'sha256-" + base::base64(base::sha256({text}).view()) + "'";
    std::string fields =
        "Content-Security-Policy: default-src 'none'; script-src 'self'; " + styles +
        "; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Referrer-Policy: same-origin\r\n"
        "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n";
    // RFC 6797; two years, as the preload lists ask.
    if (policy.strict_transport) fields += "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n";
    return fields;
}

}  // namespace web
