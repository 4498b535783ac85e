// Any bytes as Markdown: what comes out is markup that only html:: made, whatever was written.
#include "base/text.h"
#include "content/markdown.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

// Tags that nobody but this program opens; an attribute that runs or an address that is no page stops the fuzzer.
void look(std::string_view markup) {
    for (std::size_t at = 0; (at = markup.find('<', at)) != markup.npos; ++at) {
        const auto tag = markup.substr(at, markup.find('>', at) - at);
        for (const std::string_view never :
             {"<script", "<style", "<iframe", "<object", "<form", "<svg", "<!", " on", "javascript:", "data:"})
            if (tag.starts_with(never) ||
                (never.front() != '<' && tag.starts_with("<a ") && tag.find("href=\"" + std::string(never)) != tag.npos))
                std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (size > 20'000 || !base::valid_utf8(bytes)) return 0;
    look(content::render(bytes, {}).node.markup());
    content::plain_text(bytes);
    return 0;
}
