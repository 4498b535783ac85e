// Forms that are no act: a password, a code, a name. One control a field, what is wrong beside it and in the summary.
#pragma once
#include "web/site.h"

namespace web {

struct PlainField {
    std::string name, label;    // label: words
    std::string hint = {};      // words
    std::string type = "text";  // of the control
    std::string autocomplete = "off", inputmode = {};
    std::string value = {};  // never of a password
    std::string wrong = {};  // words; empty: nothing is
    bool required = true;
    int size = 0;  // of what is short; 0: as wide as the form
};
html::Node plain_field(const PlainField&);
// The summary, linked to the controls; `other`: what concerns no control. Nothing when nothing is wrong.
html::Node plain_errors(const Visit&, const std::vector<PlainField>&, const std::string& other = {});
// What one reader gets: kept by no cache, and for who is signed in not compressed, since a token stands beside words an outsider chose.
Response for_one_reader(const Visit&, Response);
// A page that somebody signed in, or signing in, sees.
Response private_page(Visit&, const Frame&, const html::Node& content);
// The form of a POST from our own pages, with the session's token when there is one; or the page that refuses it.
std::expected<Form, Response> posted_form(Visit&);

}  // namespace web
