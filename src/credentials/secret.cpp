#include "credentials/secret.h"
#include <sodium.h>
#include <utility>

namespace credentials {

void wipe(std::string& text) {
    text.resize(text.capacity());  // a longer text may have stood here before
    sodium_memzero(text.data(), text.size());
    text.clear();
}

bool same(std::string_view a, std::string_view b) { return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

// A short text is copied, not moved, by std::string: what stays behind is wiped.
Secret::Secret(std::string&& text) : text_(std::move(text)) { wipe(text); }

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe(text_);
    text_ = std::move(other.text_);
    wipe(other.text_);
    return *this;
}

}  // namespace credentials
