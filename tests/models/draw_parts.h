// What the draws of acts share: JSON, days, and choosing among what there is.
#pragma once
#include "base/date.h"
#include "models/draw.h"
#include "support/life.h"

namespace models {

// An act's fields as JSON.
class Fields {
public:
    Fields& text(const char* name, const std::string& value) { return raw(name, support::json_of(value)); }
    Fields& number(const char* name, Number value) { return raw(name, std::to_string(value)); }
    Fields& raw(const char* name, const std::string& value) {
        all_ += (all_.empty() ? "{\"" : ",\"") + std::string(name) + "\":" + value;
        return *this;
    }
    Fields& given(const char* name, Number value) { return value ? number(name, value) : *this; }
    Fields& given(const char* name, const std::optional<When>& value) { return value ? text(name, value->words) : *this; }
    std::string json() const { return all_ + "}"; }

private:
    std::string all_;
};

inline std::string list(const std::vector<Number>& numbers) {
    std::string all;
    for (const auto one : numbers) all += (all.empty() ? "" : ",") + std::to_string(one);
    return "[" + all + "]";
}

inline Day days_from(const Day& day, int days) { return base::Date::parse(day)->plus_days(days).iso(); }

template <class Things>
Number Draw::some(const Things& things) {
    if (!things.empty() && !chance(4)) {
        std::vector<Number> all;
        for (const auto& thing : things)
            if constexpr (requires { thing.first; }) all.push_back(thing.first);
            else all.push_back(thing);
        return pick(all);
    }
    return chance(50) ? 1 + below(account_->size * 1000 + 2) : 999'999'001;
}

template <class Things, class Wanted>
Number Draw::such(const Things& things, Wanted wanted) {
    if (chance(88)) {
        std::vector<Number> all;
        for (const auto& [id, thing] : things)
            if (wanted(thing)) all.push_back(id);
        if (!all.empty()) return pick(all);
    }
    return some(things);
}

}  // namespace models
