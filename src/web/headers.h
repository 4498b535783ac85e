// The security fields that every response carries.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace web {

struct SecurityPolicy {
    std::vector<std::string> inline_styles;  // texts of the <style> elements that pages may hold, byte for byte
    bool strict_transport = false;           // HSTS, when all traffic comes by TLS
};

// Ready lines, each ended by CRLF: Content-Security-Policy (level 3: no inline script, no style attribute, nothing from elsewhere, no
// framing), X-Content-Type-Options, Referrer-Policy, Permissions-Policy, Cross-Origin-Opener-Policy and -Resource-Policy.
std::string security_fields(const SecurityPolicy&);

}  // namespace web
