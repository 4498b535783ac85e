// Drawing forms: from an act's declaration to controls.
#include "web/act_form.h"

#include "base/countries.h"
#include "web/act_shape.h"
#include "web/attached.h"

#include <algorithm>

namespace web {
namespace {

using acts::Kind, acts::Type;
using html::attr, html::attr_when, html::cls, html::flag_when, html::id, html::Node;

constexpr std::size_t radios_max = 5;
constexpr std::int64_t long_text = 20'000;  // characters: a page, not a note

// "sources[2].title" → "sources.title": labels do not know rows.
std::string without_rows(std::string_view path) {
    std::string plain;
    bool inside = false;
    for (const char c : path) {
        if (c == '[') inside = true;
        if (!inside) plain += c;
        if (c == ']') inside = false;
    }
    return plain;
}

std::string word_key(const acts::Declared& act, std::string_view path) {
    return path == "basis" ? "act.basis" : "act." + act.name + "." + without_rows(path);
}

// Whether a wrong path is about this control or something inside it.
bool about(std::string_view wrong, std::string_view path) {
    return wrong.starts_with(path) && (wrong.size() == path.size() || wrong[path.size()] == '.' || wrong[path.size()] == '[');
}

// What assets/upload.ts says while a file is on its way: it fills in what stands in braces.
std::string upload_words(const base::Words& words) {
    std::string all;
    const auto say = [&](std::string_view name, std::string_view text) {
        all += (all.empty() ? "{" : ",") + acts::json_text(name) + ":" + acts::json_text(text);
    };
    for (const std::string_view name : {"cancel", "failed", "label", "looking", "pause", "paused", "resume", "stopped", "wait"})
        say(name, words.text("upload." + std::string(name)));
    say("done", words.format("upload.done", {{"name", "{name}"}, {"size", "{size}"}}));
    say("progress", words.format("upload.progress", {{"done", "{done}"}, {"of", "{of}"}}));
    say("retry", words.format("upload.retry", {{"seconds", "{seconds}"}}));
    say("shrunk", words.format("upload.shrunk", {{"from", "{from}"}, {"to", "{to}"}}));
    return all + "}";
}

class Drawer {
public:
    explicit Drawer(const ActForm& form) : form_(form), words_(form.words) {}

    Node all() {
        Node out;
        for (const auto& name : form_.carried) out += carried(name);
        for (const auto& [path, file] : form_.values.files) out += kept(path, file);
        const auto& fields = form_.act.type->fields;
        const bool rows = std::ranges::any_of(fields, [](const auto& field) { return bare(*field.type).kind == Kind::list; });
        // Enter in a field presses the form's first button: it must be the one that submits.
        if (rows)
            out += html::button(cls("vh"), attr("type", "submit"), attr("tabindex", -1), attr("aria-hidden", "true"),
                                words_.text("form.submit"));
        if (form_.parts.empty()) {
            for (const auto& field : fields) out += field_of(field);
        } else {
            Node pair;
            for (const auto& part : form_.parts) {
                if (!part.in_pair && !pair.empty()) out += html::div(cls("pair"), std::exchange(pair, {}));
                (part.in_pair ? pair : out) += part_of(part);
            }
            if (!pair.empty()) out += html::div(cls("pair"), pair);
        }
        if (form_.act.basis != acts::Basis::none) out += basis();
        return out;
    }

private:
    const acts::Field* field_named(std::string_view name) const {
        const auto& fields = form_.act.type->fields;
        const auto found = std::ranges::find(fields, name, &acts::Field::name);
        return found == fields.end() ? nullptr : &*found;
    }

    Node part_of(const FormPart& part) {
        Node inner;
        for (const auto& name : part.fields)
            if (const auto* field = field_named(name)) inner += field_of(*field);
        if (part.title.empty()) return inner;
        return html::fieldset(html::legend(part.title),
                              html::when(!part.introduction.empty(), [&] { return html::p(cls("q"), part.introduction); }), inner);
    }

    Node field_of(const acts::Field& field) {
        if (std::ranges::find(form_.carried, field.name) != form_.carried.end()) return {};
        const auto conflict = std::ranges::find(form_.conflicts, field.name, &Conflict::field);
        if (conflict != form_.conflicts.end()) return conflict_of(*conflict);
        return control(*field.type, std::string(field.name), field.required());
    }

    // What is sent along with the form, seen by nobody.
    Node carried(const std::string& name) const {
        Node out;
        for (const auto& [control, text] : form_.values.typed)
            if (about(control, name)) out += html::input(attr("type", "hidden"), attr("name", control), attr("value", text));
        return out;
    }
    Node kept(const std::string& path, const KeptFile& file) const {
        return html::group(html::input(attr("type", "hidden"), attr("name", path + ".kept"), attr("value", file.sha256.hex())),
                           html::input(attr("type", "hidden"), attr("name", path + ".kept_name"), attr("value", file.name)));
    }

    std::vector<std::string> messages(std::string_view path) const {
        std::vector<std::string> found;
        for (const auto& wrong : form_.wrong) {
            if (!about(wrong.path, path)) continue;
            auto text = wrong_words(form_.act, wrong, words_);
            if (std::ranges::find(found, text) == found.end()) found.push_back(std::move(text));
        }
        return found;
    }

    // Label, hint and messages of one question: what stands before its control, and the attributes that tie them together.
    struct Surroundings {
        std::string label, control, described;
        bool bad = false;
        Node label_words, notes;
    };
    // `hint_key`: how the kind of field is written; it stands after the field's own hint, but for a file, where that one says it all.
    Surroundings surroundings(std::string_view path, bool required, std::string_view hint_key = "") {
        Surroundings around;
        const auto key = word_key(form_.act, path);
        around.label = field_label(form_.act, path, words_);
        around.control = control_id(path);
        around.label_words = html::group(
            around.label, html::when(!required, [&] { return html::group(" ", html::span(cls("q"), words_.text("form.optional"))); }));
        std::string hint;
        if (words_.has(key + ".hint")) hint = words_.text(key + ".hint");
        if (!hint_key.empty() && (hint.empty() || hint_key != "form.hint.file"))
            hint += (hint.empty() ? "" : " ") + std::string(words_.text(hint_key));
        if (!hint.empty()) {
            around.described = around.control + "-h";
            around.notes += html::p(cls("q"), id(around.described), hint);
        }
        const auto wrong = messages(path);
        around.bad = !wrong.empty();
        if (around.bad) {
            around.described += (around.described.empty() ? "" : " ") + around.control + "-e";
            around.notes += html::p(cls("msg"), id(around.control + "-e"), words_.list(wrong, "list.and"));
        }
        return around;
    }
    Node question(const Surroundings& around, const Node& control) const {
        return html::div(cls(around.bad ? "f bad" : "f"), html::label(attr("for", around.control), around.label_words), around.notes,
                         control);
    }
    // One question of several controls.
    Node group(const Surroundings& around, const Node& controls) const {
        return html::fieldset(cls(around.bad ? "f bad" : "f"), id(around.control + "-g"),
                              attr_when(!around.described.empty(), "aria-describedby", around.described), html::legend(around.label_words),
                              around.notes, controls);
    }

    Node text_input(const Surroundings& around, const std::string& path, bool required, std::string_view type, std::string_view mode,
                    int size, std::string_view complete = "", std::string_view proposed = "") const {
        return html::input(
            attr("type", type), id(around.control), attr("name", path), attr("value", form_.values.at(path)),
            flag_when(required, "required"), attr_when(!mode.empty(), "inputmode", mode), size > 0 ? attr("size", size) : html::Attribute{},
            attr_when(!complete.empty(), "autocomplete", complete), attr_when(!proposed.empty(), "list", proposed),
            attr_when(!around.described.empty(), "aria-describedby", around.described), attr_when(around.bad, "aria-invalid", "true"));
    }

    Node control(const Type& type, const std::string& path, bool required) {
        if (type.kind == Kind::optional) return control(*type.inner, path, false);
        switch (type.kind) {
        case Kind::text: return text(type, path, required);
        case Kind::integer: {
            if (auto chosen = choice_of_thing("", path, required)) return *chosen;
            const auto around = surroundings(path, required);
            return question(around, text_input(around, path, required, "text", type.min < 0 ? "" : "numeric", number_size(type)));
        }
        case Kind::id: return reference(type, path, required);
        case Kind::date: return date(path, required);
        case Kind::partial_date: {
            const auto around = surroundings(path, required, "form.hint.partial_date");
            return question(around, text_input(around, path, required, "text", "", 24));
        }
        case Kind::hash: {
            const auto around = surroundings(path, required);
            return question(around, text_input(around, path, required, "text", "", 0));
        }
        case Kind::choice: return choice(type, path, required);
        case Kind::list: return rows(type, path);
        case Kind::record:
        case Kind::optional: break;
        }
        if (is_attachment(type)) return file(path, required);
        if (is_position(type)) return position(path, required);
        Node inner;
        for (const auto& field : type.fields) inner += control(*field.type, below(path, field.name), required && field.required());
        return group(surroundings(path, required), inner);
    }

    static int number_size(const Type& type) {
        const auto digits = static_cast<int>(std::to_string(type.max).size());
        return std::clamp(digits + digits / 3, 6, 24);
    }

    Node text(const Type& type, const std::string& path, bool required) {
        using acts::TextFormat;
        if (type.format == TextFormat::country) return country(path, required);
        const auto around = surroundings(path, required);
        switch (type.format) {
        case TextFormat::paragraphs:
            return question(around, html::textarea(id(around.control), attr("name", path), attr("rows", type.max < long_text ? 5 : 20),
                                                   flag_when(required, "required"),
                                                   attr_when(!around.described.empty(), "aria-describedby", around.described),
                                                   attr_when(around.bad, "aria-invalid", "true"), form_.values.at(path)));
        case TextFormat::email: return question(around, text_input(around, path, required, "email", "email", 0, "email"));
        case TextFormat::url: return question(around, text_input(around, path, required, "url", "url", 0));
        default:
            return question(around,
                            text_input(around, path, required, "text", "", type.max < 30 ? static_cast<int>(type.max) : 0, complete(path)));
        }
    }
    // WCAG 1.3.5: what a browser knows about its user.
    static std::string_view complete(std::string_view path) {
        if (path == "contact_name") return "name";
        return path == "telephone" ? "tel" : "off";
    }

    Node options_list(const std::vector<Choice>& choices, std::string_view chosen, bool required) const {
        Node out = html::option(attr("value", ""), words_.text(required ? "form.choose" : "form.no_answer"));
        for (const auto& one : choices)
            out += html::option(attr("value", one.value), flag_when(one.value == chosen, "selected"), one.label);
        return out;
    }
    Node select(const Surroundings& around, const std::string& path, bool required, const std::vector<Choice>& choices) const {
        return html::select(id(around.control), attr("name", path), flag_when(required, "required"),
                            attr_when(!around.described.empty(), "aria-describedby", around.described),
                            attr_when(around.bad, "aria-invalid", "true"), options_list(choices, form_.values.at(path), required));
    }
    Node country(const std::string& path, bool required) {
        std::vector<std::pair<std::string, Choice>> sorted;
        for (const auto& one : base::countries()) {
            const std::string label(words_.country(one.alpha_2));
            sorted.push_back({words_.collation_key(label), {std::string(one.alpha_2), label}});
        }
        std::ranges::sort(sorted, {}, &std::pair<std::string, Choice>::first);
        std::vector<Choice> choices;
        for (auto& [key, one] : sorted) choices.push_back(std::move(one));
        const auto around = surroundings(path, required);
        return question(around, select(around, path, required, choices));
    }

    Node date(const std::string& path, bool required) {
        const auto around =
            surroundings(path, required, base::Date::parse(form_.values.at(path)) || form_.values.at(path).empty() ? "" : "form.hint.date");
        // A date control cannot show what is no date: then what was typed comes back in a plain field.
        const bool shown = form_.values.at(path).empty() || base::Date::parse(form_.values.at(path));
        return question(around, text_input(around, path, required, shown ? "date" : "text", "", shown ? 0 : 18));
    }

    // Nothing where none is offered, and where what is known is none of them: then a number is typed.
    std::optional<Node> choice_of_thing(std::string_view thing, const std::string& path, bool required) {
        const auto choices = form_.options ? form_.options(thing, path) : std::vector<Choice>{};
        const auto chosen = form_.values.at(path);
        if (choices.empty() || (!chosen.empty() && std::ranges::find(choices, chosen, &Choice::value) == choices.end())) return {};
        const auto around = surroundings(path, required);
        return question(around, select(around, path, required, choices));
    }

    Node reference(const Type& type, const std::string& path, bool required) {
        if (auto chosen = choice_of_thing(type.thing, path, required)) return *chosen;
        const auto hint = "form.hint.id." + std::string(type.thing);
        const auto around = surroundings(path, required, words_.has(hint) ? hint : "form.hint.id");
        return question(around, text_input(around, path, required, "text", "numeric", 12));
    }

    Node choice(const Type& type, const std::string& path, bool required) {
        const auto around = surroundings(path, required);
        std::vector<Choice> choices;
        for (const auto name : type.names) choices.push_back({std::string(name), choice_label(form_.act, path, name, words_)});
        if (choices.size() > radios_max) return question(around, select(around, path, required, choices));
        if (!required) choices.push_back({"", std::string(words_.text("form.no_answer"))});
        Node radios;
        bool first = true;
        for (const auto& one : choices) {
            const bool chosen = form_.values.at(path) == one.value && (!one.value.empty() || !required);
            radios += html::label(html::input(attr("type", "radio"), attr("name", path), attr("value", one.value),
                                              first ? id(around.control) : html::Attribute{}, flag_when(chosen, "checked"),
                                              flag_when(required, "required"), attr_when(around.bad, "aria-invalid", "true")),
                                  one.label);
            first = false;
        }
        return group(around, html::div(cls("opt"), radios));
    }

    Node position(const std::string& path, bool required) {
        const auto around = surroundings(path, required, "form.hint.position");
        Node both;
        for (const auto* name : {"latitude", "longitude"}) {
            const auto inner = below(path, name);
            const bool bad = !messages(inner).empty();
            both += html::div(cls("f"), html::label(attr("for", control_id(inner)), words_.text(std::string("field.") + name)),
                              html::input(attr("type", "text"), id(control_id(inner)), attr("name", inner), attr("size", 12),
                                          attr("autocomplete", "off"), attr("value", form_.values.at(inner)),
                                          attr_when(!around.described.empty(), "aria-describedby", around.described),
                                          attr_when(bad || around.bad, "aria-invalid", "true")));
        }
        return group(around, html::div(cls("row"), both));
    }

    Node file(const std::string& path, bool required) {
        auto around = surroundings(path, required, "form.hint.file");
        const auto kept = form_.values.files.find(path);
        const bool have = kept != form_.values.files.end();
        if (have) {
            const auto size = words_.number(std::max<std::int64_t>(1, (kept->second.size + 999) / 1000));
            around.notes += html::p(cls("q"), id(around.control + "-k"),
                                    words_.format("form.file_kept", {{"name", kept->second.name}, {"size", size}}));
            around.described += (around.described.empty() ? "" : " ") + around.control + "-k";
        }
        return question(around, html::input(attr("type", "file"), id(around.control), attr("name", path), attr("accept", file_endings()),
                                            attr("data-upload", upload_words(words_)), flag_when(required && !have, "required"),
                                            attr_when(!around.described.empty(), "aria-describedby", around.described),
                                            attr_when(around.bad, "aria-invalid", "true")));
    }

    std::size_t rows_filled(std::string_view path) const {
        std::size_t count = 0;
        const auto filled = [&](const std::string& row) {
            return std::ranges::any_of(form_.values.typed, [&](const auto& pair) { return about(pair.first, row); }) ||
                   std::ranges::any_of(form_.values.files, [&](const auto& pair) { return about(pair.first, row); });
        };
        while (filled(row_of(path, count))) ++count;
        return count;
    }
    Node rows(const Type& type, const std::string& path) {
        const auto around = surroundings(path, true);
        const auto count = rows_filled(path);
        const auto shown = std::max<std::size_t>(1, count) + (form_.add_row == path ? 1 : 0);
        Node all;
        for (std::size_t i = 0; i < shown; ++i) all += html::div(cls("row"), control(*type.inner, row_of(path, i), true));
        all += html::p(cls("fin"), html::button(cls("btn alt"), attr("type", "submit"), attr("name", "add-row"), attr("value", path),
                                                html::flag("formnovalidate"), id(around.control + "-add"), words_.text("form.add_row")));
        return group(around, all);
    }

    // What may be one is proposed by its title: nobody has to know its number.
    Node basis() {
        const bool required = form_.act.basis == acts::Basis::required;
        auto around = surroundings("basis", required);
        const auto typed = form_.values.at("basis");
        Node proposed;
        if (form_.options)
            for (const auto& one : form_.options("basis", "basis")) {
                proposed += html::option(attr("value", one.value), one.label);
                if (one.value != typed) continue;  // what stands there already, in words
                around.notes += html::p(cls("q"), id(around.control + "-n"), one.label);
                around.described += (around.described.empty() ? "" : " ") + around.control + "-n";
            }
        return html::group(
            question(around, text_input(around, "basis", required, "text", "", 24, "", proposed.empty() ? "" : "proposed-basis")),
            html::when(!proposed.empty(), [&] { return html::datalist(id("proposed-basis"), proposed); }));
    }

    // Both values, and the one to keep; what was typed goes along unseen.
    Node conflict_of(const Conflict& conflict) {
        const auto label = field_label(form_.act, conflict.field, words_);
        const auto name = "keep." + conflict.field, control = control_id(conflict.field);
        const auto wrong = messages(conflict.field);
        const auto said = [&](const std::string& value) {
            return value.empty() ? std::string(words_.text("form.conflict.nothing")) : value;
        };
        Node radios;
        bool first = true;
        for (const std::string_view side : {"mine", "theirs"}) {
            radios +=
                html::label(html::input(attr("type", "radio"), attr("name", name), attr("value", side),
                                        first ? id(control) : html::Attribute{}, html::flag("required"),
                                        flag_when(conflict.keep == side, "checked"), attr_when(!wrong.empty(), "aria-invalid", "true")),
                            html::span(html::strong(said(side == "mine" ? conflict.mine : conflict.theirs)), " ",
                                       html::span(cls("q"), words_.text(side == "mine" ? "form.conflict.mine" : "form.conflict.theirs"))));
            first = false;
        }
        return html::group(
            carried(conflict.field), html::input(attr("type", "hidden"), attr("name", "conflict"), attr("value", conflict.field)),
            html::fieldset(cls(wrong.empty() ? "f" : "f bad"), html::legend(words_.format("form.conflict.question", {{"field", label}})),
                           html::when(!wrong.empty(), [&] { return html::p(cls("msg"), words_.list(wrong)); }),
                           html::div(cls("opt"), radios)));
    }

    const ActForm& form_;
    const base::Words& words_;
};

// The control that a wrong path is shown at: a whole attachment is one control, a list begins with its first row.
std::string anchor(const ActForm& form, std::string_view path) {
    if (path == "basis") return control_id(path);
    const auto end = std::min(path.find_first_of(".["), path.size());
    const auto found = std::ranges::find(form.act.type->fields, path.substr(0, end), &acts::Field::name);
    if (found == form.act.type->fields.end() || std::ranges::find(form.carried, found->name) != form.carried.end()) return {};
    if (std::ranges::find(form.conflicts, found->name, &Conflict::field) != form.conflicts.end()) return control_id(found->name);
    const Type* type = &bare(*found->type);
    std::string at(path.substr(0, end));
    auto rest = path.substr(end);
    if (type->kind == Kind::list) {
        if (rest.empty()) rest = "[0]";
        const auto close = std::min(rest.find(']'), rest.size() - 1);
        at += rest.substr(0, close + 1);
        rest = rest.substr(close + 1);
        type = &bare(*type->inner);
    }
    if (is_position(*type)) return control_id(rest.empty() ? at + ".latitude" : at + std::string(rest));
    if (is_attachment(*type) || type->kind != Kind::record) return control_id(at);
    return control_id(rest.empty() && !type->fields.empty() ? below(at, type->fields.front().name) : at + std::string(rest));
}

}  // namespace

std::string control_id(std::string_view path) {
    std::string made = "f-";
    for (const char c : path) {
        if (c == ']') continue;
        made += c == '.' || c == '[' ? '-' : c;
    }
    return made;
}

std::string field_label(const acts::Declared& act, std::string_view path, const base::Words& words) {
    if (path.ends_with(".latitude") || path.ends_with(".longitude"))
        return std::string(words.text("field." + std::string(path.substr(path.rfind('.') + 1))));
    const auto end = path.rfind(']');
    std::string label(words.text(word_key(act, path)));
    if (end == path.npos) return label;
    const auto start = path.rfind('[');
    const auto row = std::atoi(std::string(path.substr(start + 1, end - start - 1)).c_str()) + 1;
    return words.format("form.row_label", {{"label", label}, {"row", row}});
}

std::string wrong_words(const acts::Declared& act, const base::Wrong& wrong, const base::Words& words) {
    for (const std::string axis : {"latitude", "longitude"})
        if (wrong.path.ends_with("." + axis) && wrong.code != "missing") return base::sentence(words, base::Wrong{wrong.path, axis, {}});
    const auto own = "act." + act.name + "." + without_rows(wrong.path) + ".wrong." + wrong.code;
    if (words.has(own)) return std::string(words.text(own));
    return base::sentence(words, wrong);
}

std::string choice_label(const acts::Declared& act, std::string_view field, std::string_view value, const base::Words& words) {
    const auto own = word_key(act, field) + "." + std::string(value);
    return std::string(words.text(words.has(own) ? own : "choice." + std::string(value)));
}

html::Node controls(const ActForm& form) { return Drawer(form).all(); }

html::Node error_summary(const ActForm& form) {
    if (form.wrong.empty()) return {};
    Node items;
    std::vector<std::string> said;
    for (const auto& wrong : form.wrong) {
        const auto at = anchor(form, wrong.path);
        auto text = wrong_words(form.act, wrong, form.words);
        if (!at.empty())
            text = form.words.format("form.error_line", {{"label", field_label(form.act, wrong.path, form.words)}, {"message", text}});
        if (std::ranges::find(said, at + text) != said.end()) continue;
        said.push_back(at + text);
        items += html::li(at.empty() ? html::text(text) : html::a(html::href("#" + at), text));
    }
    const auto count = static_cast<std::int64_t>(said.size());
    return html::div(cls("err"), attr("role", "alert"), attr("tabindex", -1),
                     html::h2(form.words.format("form.errors", {{"count", count}})), html::ul(items));
}

}  // namespace web
