#include "web/changes.h"

#include "web/act_form.h"
#include "web/entries.h"
#include "web/places.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

namespace web {

using namespace html;
namespace json = boost::json;

namespace {

std::string_view feature_of(std::string_view act) { return act.substr(0, act.find('.')); }

const acts::Type& bare_type(const acts::Type& type) { return type.kind == acts::Kind::optional ? *type.inner : type; }

std::string name_of(const Visit& visit, std::string_view thing, std::int64_t id) {
    auto name = visit.hooks.thing_name ? visit.hooks.thing_name(visit, thing, id) : std::string();
    return name.empty() ? visit.format("entries.number", {{"number", std::to_string(id)}}) : name;
}

// One act of the history, with the fields that this visitor may read.
class Said {
public:
    Said(const Visit& visit, base::Id<acts::Act> number) : stored_(acts::find_entry(visit.db(), number)) {
        if (!stored_ || !visit.hooks.registry) return;
        declared_ = visit.hooks.registry->kept(stored_->entry.act, stored_->entry.version);
        if (!declared_) return;
        auto [text, restricted] = readable(visit, *stored_, *declared_);
        text_ = std::move(text), opened_ = restricted;
        boost::system::error_code wrong;
        auto value = json::parse(text_, wrong);
        if (!wrong && value.is_object()) fields_ = std::move(value.get_object());
    }

    const acts::Declared* declared() const { return declared_; }
    const std::string& act() const { return stored_->entry.act; }
    bool may_see(const acts::Field& field) const {
        return field.secrecy == acts::Class::open || (opened_ && field.secrecy == acts::Class::restricted);
    }
    // Nothing: hidden from this visitor. Null: the act says that there is none (an entry leaves out what is absent).
    const json::value* value(const acts::Field& field) const {
        static const json::value absent;
        if (!may_see(field)) return nullptr;
        const auto* said = fields_.if_contains(std::string_view(field.name));
        return said ? said : &absent;
    }
    std::string words(const Visit& visit, const acts::Field& field) const { return field_words(visit, *declared_, field, text_); }

private:
    std::optional<acts::StoredEntry> stored_;
    const acts::Declared* declared_ = nullptr;
    std::string text_;
    json::object fields_;
    bool opened_ = false;
};

// What was last said of each field, by feature and name.
struct Known {
    json::value value;
    std::string words;
};
using State = std::map<std::string, Known>;

// Fields that only say which thing an act is about, or which act its author had seen.
bool tells_nothing(const acts::Field& field, const json::value& value, std::string_view kind, std::int64_t thing) {
    const auto& type = bare_type(*field.type);
    if (type.kind != acts::Kind::id) return false;
    return type.thing.empty() || (type.thing == kind && value.is_int64() && value.get_int64() == thing);
}

std::vector<Change> learn(const Visit& visit, const Said& said, std::string_view kind, std::int64_t thing, State& state) {
    std::vector<Change> changes;
    if (!said.declared()) return changes;
    for (const auto& field : said.declared()->type->fields) {
        const auto* value = said.value(field);
        if (!value || tells_nothing(field, *value, kind, thing)) continue;
        auto words = said.words(visit, field);
        const auto key = std::string(feature_of(said.act())) + "." + std::string(field.name);
        const auto before = state.find(key);
        const bool first = before == state.end();
        if (first ? !value->is_null() : before->second.value != *value)
            changes.push_back({field_label(*said.declared(), field.name, visit.words), first ? std::string() : before->second.words, words,
                               first, field.secrecy != acts::Class::open});
        state[key] = {*value, std::move(words)};
    }
    return changes;
}

// What a thing was made from: the first act names another thing of its feature (an application), whose fields it took over.
State made_from(const Visit& visit, const Said& first, std::string_view kind) {
    State state;
    if (!first.declared()) return state;
    for (const auto& field : first.declared()->type->fields) {
        const auto& type = bare_type(*field.type);
        const auto* value = first.value(field);
        if (type.kind != acts::Kind::id || type.thing.empty() || type.thing == kind || !value || !value->is_int64()) continue;
        const auto lines = acts::history_of(visit.db(), type.thing, value->get_int64(), changes_most);
        if (lines.empty()) continue;
        const Said origin(visit, lines.back().number);
        if (origin.declared() && feature_of(origin.act()) == feature_of(first.act()))
            learn(visit, origin, type.thing, value->get_int64(), state);
    }
    return state;
}

}  // namespace

std::string field_words(const Visit& visit, const acts::Declared& declared, const acts::Field& field, std::string_view act_json) {
    auto said = value_words(declared, field.name, act_json, visit.words);
    const auto& type = bare_type(*field.type);
    const auto& named = type.kind == acts::Kind::list ? *type.inner : type;
    if (said.empty() || named.kind != acts::Kind::id) return said;
    boost::system::error_code wrong;
    const auto act = json::parse(act_json, wrong);
    const auto* value = wrong || !act.is_object() ? nullptr : act.get_object().if_contains(std::string_view(field.name));
    if (!value) return said;
    std::vector<std::string> names;
    const auto add = [&](const json::value& id) {
        if (id.is_int64()) names.push_back(name_of(visit, named.thing, id.get_int64()));
    };
    if (value->is_array()) std::ranges::for_each(value->get_array(), add);
    else add(*value);
    return names.empty() ? said : visit.words.list(names);
}

std::map<std::int64_t, std::vector<Change>> changes_of(const Visit& visit, std::string_view kind, std::int64_t thing,
                                                       const std::vector<acts::EntryLine>& lines) {
    std::map<std::int64_t, std::vector<Change>> all;
    State state;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        const Said said(visit, line->number);
        if (line == lines.rbegin()) state = made_from(visit, said, kind);
        if (auto changes = learn(visit, said, kind, thing, state); !changes.empty()) all[line->number.value] = std::move(changes);
    }
    return all;
}

Node change_rows(const Visit& visit, const std::vector<Change>& changes) {
    const auto words = [&](const std::string& said) { return said.empty() ? span(cls("q"), visit.text("journal.absent")) : bdi(said); };
    return each(changes, [&](const Change& change) {
        return div(dt(change.label),
                   dd(words(change.after),
                      when(change.restricted, [&] { return group(" ", span(cls("tag nt"), visit.text("journal.restricted"))); }),
                      when(!change.first, [&] { return p(cls("q"), visit.text("history.before"), " ", words(change.before)); })));
    });
}

std::optional<Thing> thing_in(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == text.npos || colon == 0 || colon > 20) return {};
    Thing thing{std::string(text.substr(0, colon)), 0};
    const auto digits = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), thing.id);
    if (error != std::errc() || end != digits.data() + digits.size() || thing.id < 1) return {};
    return thing;
}

std::string thing_label(const Visit& visit, const Thing& thing) {
    const auto key = "thing." + thing.kind;
    return std::string(visit.words.has(key) ? visit.text(key) : std::string_view(thing.kind)) + " " +
           visit.format("entries.number", {{"number", std::to_string(thing.id)}});
}

}  // namespace web
