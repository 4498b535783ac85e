// Any bytes may be given as a template: what is accepted can be filled with what it asks for.
#include <cstdlib>
#include "papers/template.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto made = papers::Template::parse({reinterpret_cast<const char*>(data), size});
    if (!made) {
        if (made.error().empty()) std::abort();
        return 0;
    }
    papers::Values values;
    for (const auto& name : made->fields().texts) values.texts[name] = "valeur";
    for (const auto& [list, names] : made->fields().lists) {
        auto& rows = values.lists[list];
        rows.resize(2);
        for (auto& row : rows)
            for (const auto& name : names) row[name] = "cellule";
    }
    for (const auto& name : made->fields().conditions)
        if (!values.lists.contains(name)) values.texts.emplace(name, "vrai");
    if (!made->fill(values, base::Language::fr)) std::abort();
    if (!differing_fields(*made, *made).empty()) std::abort();
    return 0;
}
