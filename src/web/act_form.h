// A form made from an act's declaration, and what somebody typed in it read back as the JSON that acts decode. Pure: values in,
// values out. Controls are named by the field's path: "name", "position.latitude", "sources[0]".
//
// Words: "act.<name>.<field>" (label), the same with ".hint" (may be absent), "act.<name>.<field>.<value>" or "choice.<value>" (choices).
#pragma once
#include "acts/act.h"
#include "base/i18n.h"
#include "web/html.h"
#include "web/http.h"

#include <map>

namespace web {

// A file that was sent with a form and is kept already; the form carries its hash from then on, so that it is sent once.
struct KeptFile {
    std::string name, media_type;
    std::int64_t size = 0;  // bytes
    base::Hash sha256;
    bool operator==(const KeptFile&) const = default;
};

// What a form holds: texts as people write them, by control.
struct FormValues {
    Parameters typed;
    std::map<std::string, KeptFile, std::less<>> files;
    std::string_view at(std::string_view control) const { return typed.value_or(control, {}); }
};

struct ActInput {
    FormValues values;               // what was sent, rows without holes: to show the form again
    std::string json;                // for acts::decode; what could not be read stays text there, so that decoding says so
    std::vector<base::Wrong> wrong;  // what JSON cannot tell: a control sent twice
};
// Controls the act does not have are passed over. `files`: by path of the field.
ActInput read_act_form(const acts::Type&, const Parameters& sent, std::map<std::string, KeptFile, std::less<>> files, base::Language);

// The form of an act that exists: `json` as acts::encode writes it (fields may be missing).
FormValues form_values(const acts::Type&, std::string_view json, base::Language);
// The top fields whose values differ between two acts in JSON, in the order of declaration.
std::vector<std::string> different_fields(const acts::Type&, std::string_view json, std::string_view other);
// One value of an act as a person reads it ("12 345", "vers 2014", "Bénin", a choice by its label); empty when it is absent.
std::string value_words(const acts::Declared&, std::string_view field, std::string_view act_json, const base::Words&);

struct Choice {
    std::string value, label;
};
struct FormPart {                     // a titled part of the form
    std::string title, introduction;  // words; the title may be empty
    std::vector<std::string> fields;
    bool in_pair = false;  // beside the other parts in a pair that stand next to it, where there is room
};
// A field that somebody else changed: both values, and the one to keep.
struct Conflict {
    std::string field, mine, theirs;  // as a person reads them
    std::string_view keep = "";       // "mine", "theirs" or nothing chosen yet
};
struct ActForm {
    const acts::Declared& act;
    const base::Words& words;
    const FormValues& values;
    std::vector<base::Wrong> wrong = {};
    std::vector<FormPart> parts = {};       // empty: all fields, untitled
    std::vector<std::string> carried = {};  // fields sent along unseen (the member that is corrected, the act that was seen)
    std::vector<Conflict> conflicts = {};
    std::string add_row = {};  // the list that gets one more empty row
    std::function<std::vector<Choice>(std::string_view thing, std::string_view path)> options =
        {};  // for ids; empty: a number is typed. Thing "basis": what is proposed as the legal basis, "source:3001"; "": an integer that names a thing
};
// The controls, without the form element around them; `basis` too when the act takes one.
html::Node controls(const ActForm&);
// The summary of what is wrong, linked to the controls; nothing when nothing is.
html::Node error_summary(const ActForm&);

std::string control_id(std::string_view path);                                              // "sources[0]" → "f-sources-0"
std::string field_label(const acts::Declared&, std::string_view path, const base::Words&);  // "Sources, ligne 2"
std::string wrong_words(const acts::Declared&, const base::Wrong&, const base::Words&);     // degrees are said in degrees
std::string choice_label(const acts::Declared&, std::string_view field, std::string_view value, const base::Words&);
bool takes_files(const acts::Type&);
// Every attachment in an act's JSON: path and value, as far as they are whole.
std::vector<std::pair<std::string, KeptFile>> attachments(const acts::Type&, std::string_view json);

}  // namespace web
