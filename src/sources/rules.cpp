#include "sources/rules.h"

namespace sources {

bool needs_value(Subject subject) {
    switch (subject) {
    case Subject::member_count:
    case Subject::country_count:
    case Subject::figure:
    case Subject::finance: return true;
    default: return false;
    }
}

bool needs_title(Subject subject) { return subject != Subject::membership && !needs_value(subject); }

std::vector<base::Wrong> wrong_in(const Said& said, base::Date today) {
    std::vector<base::Wrong> wrong;
    const auto say = [&](bool is_wrong, const char* field, const char* code, std::vector<base::Figure> figures = {}) {
        if (is_wrong) wrong.push_back({field, code, std::move(figures)});
    };
    say(said.as_of.earliest() > today, "as_of", "date_future");
    say(said.sources == 0, "sources", "no_source");
    say(said.subject == Subject::membership && !said.name, "name", "missing");
    say(needs_title(said.subject) && !said.title_fr, "title_fr", "missing");
    say(needs_title(said.subject) && !said.title_en, "title_en", "missing");
    const bool of_value = said.value_to || said.precision || said.equivalent;
    say((needs_value(said.subject) || of_value) && !said.value, "value", "missing");
    say(said.value_to && said.value && *said.value_to <= *said.value, "value_to", "not_above", {{"value", said.value.value_or(0)}});
    say(said.equivalent && !said.equivalent_unit, "equivalent_unit", "missing");
    say(said.equivalent_unit && !said.equivalent, "equivalent", "missing");
    return wrong;
}

}  // namespace sources
