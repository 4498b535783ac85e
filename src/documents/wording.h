// What the template of each kind of paper may ask for, whether it can always be filled, and the paper made of it.
#pragma once
#include <span>
#include "base/i18n.h"
#include "documents/documents.h"
#include "papers/template.h"

namespace documents {

// What a paper says, as it was known when it was issued and without the words of any language: days in ISO 8601, dates in EDTF,
// countries by code, choices by name, counts in digits. What is not known is left out.
using Facts = papers::Values;
std::string facts_json(const Facts&);
Facts facts_of(std::string_view json);  // what is malformed is left out

enum class Said { text, mark, day, date, country, choice, count };  // mark: a number or a code, short
struct Place {
    std::string_view name;
    Said said = Said::text;
    bool always = true;           // otherwise it may be empty: the template asks for it within {{#if}}
    std::string_view words = {};  // of a choice: what its catalogue keys begin with
};
struct PlaceList {
    std::string_view name;
    std::vector<Place> row;  // what is not known in a row shows as a dash
};
struct Places {
    std::vector<Place> texts;
    std::vector<PlaceList> lists;
};
// Beside its own, each kind of paper that has single facts offers them as the list "facts" of {{label}} and {{value}}: those known, in order.
const Places& places_of(Kind);

// The facts that are shown one under the other, each with its label ("documents.fact.<kind>.<place>" of the catalogues), in order.
struct ListedFact {
    std::string label, value;
};
std::vector<ListedFact> listed_facts(Kind, const Facts&, const base::Words&);

// What is wrong with the two versions of a template, each fault by its line: "template_<fault>" with line, name and known, of at most
// faults_max a version. A template without fault can be filled with whatever is issued.
inline constexpr std::size_t template_faults_max = 20;
std::vector<base::Wrong> faults_of(Kind, const std::string& text_fr, const std::string& text_en);

// The paper that a template makes of the facts, in the language of the words; what is beyond them (the check code, where it can be
// checked) is in `more`. Nothing when the template cannot be read, which is so of none that faults_of has passed.
std::optional<papers::Document> compose(Kind, std::string_view text, const Facts&, const Facts::Row& more, const base::Words&);

}  // namespace documents
