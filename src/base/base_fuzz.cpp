// Any bytes may reach the readers of base: they answer, and what they accept they write back as it was.
#include <cstdlib>
#include "base/catalogue.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/message.h"
#include "base/money.h"
#include "base/rational.h"
#include "base/text.h"

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace base;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto date = Date::parse(text)) must(date->iso() == text && Date::from_days(date->days_since_1970()) == *date);
    if (const auto date = PartialDate::parse(text)) must(date->edtf() == text && PartialDate::parse(date->edtf()) == date);
    if (const auto value = Rational::parse(text)) must(Rational::parse(value->text()) == value);
    if (const auto money = Money::parse(text, euro)) must(Money::parse(money->text(), euro) == money);
    if (const auto bytes = from_base64(text)) must(base64(*bytes) == text);
    if (const auto bytes = from_hex(text)) must(hex(*bytes) == text);
    must(from_base64(base64(text)) == text);
    if (!valid_utf8(text)) return 0;
    const auto folded = fold(text);
    must(valid_utf8(folded) && fold(folded) == folded && is_nfc(to_nfc(text)) && valid_utf8(slug(text)));
    (void)compile_pattern(text);
    const Catalogue one[] = {parse_po("a.po", text)};
    if (faults(one).empty()) (void)catalogue_table(one);
    return 0;
}
