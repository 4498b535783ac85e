// What a rule answers: granted, with the arithmetic it did, or one refusal with its article and arithmetic.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <variant>
#include <vector>
#include "base/date.h"

namespace base {

// A named figure or word of a finding, for the sentence that tells it ("refusal.<code>" in the catalogues).
struct Figure {
    std::string name;
    std::variant<std::int64_t, std::string, Date> value;
    bool operator==(const Figure&) const = default;
};

// One rule applied: which (a catalogue code), by which article or source, with which figures.
struct Finding {
    std::string code;     // "members.cap_per_state"
    std::string article;  // how the rule is cited ("rule:members.cities_per_state"); may be empty
    std::vector<Figure> figures;
    bool operator==(const Finding&) const = default;
};

struct Wrong {               // one field that cannot be accepted; path as in the act's JSON: "contact.email", "rows[2].title"
    std::string path, code;  // code: "missing", "too_long", … : "wrong.<code>" in the catalogues
    std::vector<Figure> figures;
    bool operator==(const Wrong&) const = default;
};

struct Refusal {
    Finding why;               // code "acts.wrong_fields" when `wrong` is not empty
    std::vector<Wrong> wrong;  // every wrong field at once
    bool operator==(const Refusal&) const = default;
};

using Granted = std::vector<Finding>;  // the rules that were asked and what they counted; kept in the journal
using Verdict = std::expected<Granted, Refusal>;

inline Verdict granted(Granted findings = {}) { return findings; }
// Adds the findings of a verdict to those so far; false when it refuses, and then it is the answer.
inline bool holds(Verdict& so_far, Verdict next) {
    if (next) so_far->insert(so_far->end(), next->begin(), next->end());
    else so_far = std::move(next);
    return so_far.has_value();
}
inline std::unexpected<Refusal> refused(std::string code, std::string article = {}, std::vector<Figure> figures = {}) {
    return std::unexpected(Refusal{{std::move(code), std::move(article), std::move(figures)}, {}});
}

// A refusal that is about fields, all of them at once; there is at least one.
inline std::unexpected<Refusal> wrong_fields(std::vector<Wrong> wrong) {
    const auto count = std::int64_t(wrong.size());
    return std::unexpected(Refusal{{"acts.wrong_fields", {}, {{"count", count}}}, std::move(wrong)});
}
inline std::unexpected<Refusal> wrong_field(std::string path, std::string code, std::vector<Figure> figures = {}) {
    return wrong_fields({{std::move(path), std::move(code), std::move(figures)}});
}
// Granted when no field is wrong.
inline Verdict all_right(std::vector<Wrong> wrong) {
    if (wrong.empty()) return granted();
    return wrong_fields(std::move(wrong));
}

}  // namespace base
