// How pages speak of acts: who, what, on what ground, with a link to the proof.
#pragma once
#include "acts/history.h"
#include "web/site.h"

namespace web {

// What this visitor may read of what an act says, in JSON: public values, and restricted ones for who opens them and for who submitted
// it. Personal ones stay handles.
struct Readable {
    std::string json;
    bool restricted = false;
};
Readable readable(const Visit&, const acts::StoredEntry&, const acts::Declared&);

std::string act_label(const Visit&, std::string_view act);            // "act.<name>"; the name itself when nobody has named it
std::string capacity_label(const Visit&, std::string_view capacity);  // "Secrétariat permanent"; "membre n° 4001"
// What an act of a list is about, when it says so in public: its name, its title; else nothing.
std::string subject_of(const Visit&, const acts::EntryLine&);
// Gives the words of a source's link; empty: not known, its number will do.
using SourceTitle = std::function<std::string(std::int64_t source)>;
// A ground as a link: a source, a decision, a rule, another act; nothing for an empty one.
html::Node basis_link(const Visit&, std::string_view basis, const SourceTitle& = {});
// The history of a thing: date, who, what, on what ground, proof.
html::Node history_list(const Visit&, const std::vector<acts::EntryLine>&, const SourceTitle& = {});

// A link to the form of an act with fields filled in, and "basis" among them; nothing for who may not do it, nor on a page of another
// day. `label`: instead of what the form is called.
html::Node doing(const Visit&, std::string_view act, const Parameters& fields = {}, std::string_view look = {},
                 std::string_view label = {});
// Such links behind a word, so that a page stays a page to read; nothing when there are none.
html::Node more_doings(std::string_view summary, const std::vector<html::Node>& links);

}  // namespace web
