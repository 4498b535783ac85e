// Any text may be stated as a template: one without fault can be filled and printed with the most and the least there is to say.
#include <cstdlib>
#include "documents/wording.h"
#include "web/site.h"

namespace {

using namespace documents;

Facts facts_of_all(Kind kind, bool sparse) {
    const auto value = [](const Place& place) -> std::string {
        switch (place.said) {
        case Said::text: return std::string(1'200, 'm');
        case Said::mark: return std::string(64, '9');
        case Said::country: return "BJ";
        case Said::choice: return "association";
        case Said::count: return "1234567";
        case Said::day: return "2026-09-21";
        case Said::date: return "2012/2014";
        }
        return {};
    };
    Facts facts;
    for (const auto& place : places_of(kind).texts)
        if (place.always || !sparse) facts.texts.emplace(place.name, value(place));
    for (const auto& list : places_of(kind).lists) {
        auto& rows = facts.lists[std::string(list.name)];
        if (sparse) continue;
        rows.resize(2);
        for (const auto& place : list.row) rows[0].emplace(place.name, value(place));  // and nothing of the second
    }
    return facts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto kind = static_cast<Kind>(*data % 3);
    const auto faults = faults_of(kind, text, text);
    for (const auto& fault : faults)
        if (!web::words_of(base::Language::fr).has("wrong." + fault.code)) std::abort();
    if (!faults.empty()) return 0;
    for (const auto language : base::languages)
        for (const bool sparse : {false, true}) {
            auto paper = compose(kind, text, facts_of_all(kind, sparse), {}, web::words_of(language));
            if (!paper) std::abort();
            paper->made = {2026, 1, 1};
            if (papers::check(*paper)) std::abort();
        }
    return 0;
}
