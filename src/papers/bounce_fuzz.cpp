// Whatever comes back, what is read of it is bounded, UTF-8 and without controls; a token survives being made an address.
#include <cstdlib>
#include "papers/bounce.h"
#include "papers/message.h"
#include "papers/mime.h"
#include "papers/mime_reader.h"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_tame(const std::string& text) { require(text.size() <= papers::bounce_text_bytes_max && papers::is_plain_text(text)); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    require(papers::decode_quoted_printable(bytes).size() <= size);
    require(papers::decode_base64(bytes).size() <= size);
    require_tame(papers::tame(bytes, papers::bounce_text_bytes_max));
    const auto base = papers::Address::parse("bounces@example.org").value();
    if (const auto made = papers::verp_address(base, bytes.substr(0, 80))) require(papers::verp_token(*made, base) == bytes.substr(0, 80));
    if (const auto address = papers::Address::parse(bytes.substr(0, 300))) {
        require(address->text().size() <= papers::address_bytes_max && papers::is_one_line(address->text()));
        require(papers::Address::parse(address->text()) == *address);
    }
    const auto bounce = papers::read_bounce(bytes);
    if (!bounce) return 0;
    require(!bounce->recipients.empty() && bounce->recipients.size() <= papers::bounce_recipients_max);
    require(bounce->came_to.size() <= papers::bounce_addresses_max);
    require_tame(bounce->reporting_server);
    for (const auto& one : bounce->recipients) {
        require_tame(one.recipient), require_tame(one.diagnostic);
        require(!one.recipient.empty() && one.status.size() <= 9);
    }
    if (bounce->message_id) require(papers::is_message_id(*bounce->message_id));
    return 0;
}
