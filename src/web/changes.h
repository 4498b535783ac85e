// What each act changed of a thing: its fields before and after, from the journal alone. An act says the fields of the thing in clear;
// the act before it that said the same field tells what it was.
#pragma once
#include "acts/history.h"
#include "web/site.h"

#include <map>

namespace web {

// What an act says of a field, in words: value_words, with things by their name (SiteHooks::thing_name) or as « n° 12001 ».
std::string field_words(const Visit&, const acts::Declared&, const acts::Field&, std::string_view act_json);

struct Change {
    std::string label, before, after;  // words; empty: nothing was said
    bool first = false;                // no act before it said this field: `before` says nothing
    bool restricted = false;
};
// By number of the act; acts that changed nothing are left out. `lines`: acts::history_of the thing, newest first; when they are not
// all of them, what the oldest say counts as first. Public fields for everybody; restricted ones for the secretariat only; personal
// ones for nobody, and people by their number: who looks for a name has the pages of those who may see it.
std::map<std::int64_t, std::vector<Change>> changes_of(const Visit&, std::string_view kind, std::int64_t thing,
                                                       const std::vector<acts::EntryLine>& lines);
html::Node change_rows(const Visit&, const std::vector<Change>&);  // <div><dt><dd> each, for a <dl>

// A thing as addresses write it: "member:12001".
struct Thing {
    std::string kind;
    std::int64_t id = 0;
};
std::optional<Thing> thing_in(std::string_view text);
std::string thing_label(const Visit&, const Thing&);  // "Membre n° 12001"
inline constexpr std::int64_t changes_most = 300;     // acts of one thing that are compared

}  // namespace web
