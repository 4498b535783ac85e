// What must not outlive its use, and what must not be told by the time a comparison takes.
#pragma once
#include <string>
#include <string_view>

namespace credentials {

void wipe(std::string& text);                       // zeroes, then nothing
bool same(std::string_view a, std::string_view b);  // in a time that depends on their sizes only

// Text that is zeroed when it goes. What others made of it before (a request's body, ICU's buffers) is theirs to wipe.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string&& text);  // `text` is wiped
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { wipe(text_); }

    std::string_view view() const { return text_; }

private:
    std::string text_;
};

}  // namespace credentials
