// init, act, acts: how acts come in from a command line.
#include "app/commands.h"
#include "app/load.h"
#include "app/socket.h"

#include <fmt/format.h>
#include <boost/json.hpp>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iostream>

namespace app {
namespace {

namespace json = boost::json;

std::string whole(const std::string& file) {
    if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) throw std::runtime_error(file + ": " + std::strerror(errno));
    return text;
}

const acts::Type& plain(const acts::Type& type) { return type.kind == acts::Kind::optional ? plain(*type.inner) : type; }

const acts::Field* field_named(const acts::Type& record, std::string_view name) {
    for (const auto& field : record.fields)
        if (field.name == name) return &field;
    return nullptr;
}

// One value as typed. Decoding says what is wrong with it; here only its JSON kind is chosen.
json::value value_of(const acts::Type& type, std::string_view typed) {
    switch (plain(type).kind) {
    case acts::Kind::integer:
    case acts::Kind::id: {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
        if (error == std::errc() && end == typed.data() + typed.size()) return number;
        return json::value(json::string(typed));
    }
    case acts::Kind::record:
    case acts::Kind::list: {
        boost::system::error_code error;
        auto value = json::parse(typed, error);
        return error ? json::value(json::string(typed)) : value;
    }
    default: return json::value(json::string(typed));
    }
}

// Puts `typed` at `path` ("position.latitude"); false: there is no such field, or it is given twice.
std::optional<std::string_view> put(const acts::Type& type, json::object& object, std::string_view path, std::string_view typed) {
    const auto dot = path.find('.');
    const auto* field = field_named(type, path.substr(0, dot));
    if (!field) return "unknown";
    const auto& inner = plain(*field->type);
    if (dot != path.npos) {
        if (inner.kind != acts::Kind::record) return "unknown";
        auto& value = object[field->name];
        if (!value.is_object()) value.emplace_object();
        return put(inner, value.get_object(), path.substr(dot + 1), typed);
    }
    if (inner.kind == acts::Kind::list && !typed.starts_with('[')) {
        auto& value = object[field->name];
        if (!value.is_array()) value.emplace_array();
        value.get_array().push_back(value_of(*inner.inner, typed));
        return {};
    }
    if (object.contains(field->name)) return "repeated_name";
    object[field->name] = value_of(*field->type, typed);
    return {};
}

std::string kind_words(const Console& console, const acts::Type& type) {
    const auto& words = console.words;
    switch (type.kind) {
    case acts::Kind::optional: return kind_words(console, *type.inner);
    case acts::Kind::text:
        if (type.format == acts::TextFormat::email) return words.format("program.kind.email", {});
        if (type.format == acts::TextFormat::url) return words.format("program.kind.url", {});
        if (type.format == acts::TextFormat::country) return words.format("program.kind.country", {});
        return words.format(type.format == acts::TextFormat::line ? "program.kind.text" : "program.kind.paragraphs", {{"max", type.max}});
    case acts::Kind::integer: return words.format("program.kind.integer", {{"min", type.min}, {"max", type.max}});
    case acts::Kind::date: return words.format("program.kind.date", {});
    case acts::Kind::partial_date: return words.format("program.kind.partial_date", {});
    case acts::Kind::hash: return words.format("program.kind.hash", {});
    case acts::Kind::id: return words.format("program.kind.id", {{"thing", type.thing}});
    case acts::Kind::choice: {
        std::vector<std::string> names(type.names.begin(), type.names.end());
        return words.list(names, "list.or");
    }
    case acts::Kind::list: return words.format("program.kind.list", {{"of", kind_words(console, *type.inner)}});
    case acts::Kind::record: return {};
    }
    return {};
}

// A label of the catalogue when it has one.
std::string label(const Console& console, const std::string& key) {
    return console.words.has(key) ? std::string(console.words.text(key)) : std::string();
}

void describe_fields(const Console& console, const acts::Type& type, const std::string& act, const std::string& prefix, bool optional,
                     acts::Class secrecy) {
    for (const auto& field : type.fields) {
        const auto path = prefix + std::string(field.name);
        const auto& inner = plain(*field.type);
        const auto kept = prefix.empty() ? field.secrecy : secrecy;
        const bool needed = field.required() && !optional;
        if (inner.kind == acts::Kind::record) {
            describe_fields(console, inner, act, path + ".", !needed, kept);
            continue;
        }
        constexpr std::string_view classes[] = {"program.class.open", "program.class.restricted", "program.class.personal"};
        auto line = fmt::format("  {}=  {}; {}; {}", path, kind_words(console, *field.type),
                                console.text(needed ? "program.field.needed" : "program.field.optional"),
                                console.text(classes[static_cast<std::size_t>(kept)]));
        if (const auto words = label(console, "act." + act + "." + path); !words.empty()) line += "\n      " + words;
        fmt::print("{}\n", line);
    }
}

int tell_unknown_act(const Console& console, const std::string& name) {
    console.complain("program.act.unknown", {{"act", name}});
    return refused_or_wrong;
}

int tell_outcome(const Console& console, const acts::Outcome& outcome, bool preview) {
    if (console.json) fmt::print("{}\n", outcome_json(outcome));
    if (!outcome) {
        if (!console.json) {
            std::fflush(stdout);
            fmt::print(stderr, "{}\n", told(console.words, outcome.error()));
        }
        return refused_or_wrong;
    }
    if (console.json) return done;
    const auto key = preview ? "program.act.would_be_accepted" : outcome->repeated ? "program.act.repeated" : "program.act.accepted";
    console.say(key, {{"number", outcome->number.value}, {"thing", outcome->first_thing()}});
    for (const auto& refusal : outcome->unexecuted) console.say("program.act.unexecuted", {{"why", told(console.words, refusal)}});
    return done;
}

}  // namespace

std::expected<std::string, std::vector<base::Wrong>> json_of_fields(const acts::Type& type, std::span<const std::string> fields) {
    json::object object;
    std::vector<base::Wrong> wrong;
    for (const auto& field : fields) {
        const auto equals = field.find('=');
        const auto path = field.substr(0, equals);
        if (equals == field.npos) wrong.push_back({path, "no_equals", {}});
        else if (const auto code = put(type, object, path, std::string_view(field).substr(equals + 1)))
            wrong.push_back({path, std::string(*code), {}});
    }
    if (!wrong.empty()) return std::unexpected(std::move(wrong));
    return json::serialize(object);
}

int init(const Console& console, const InitCommand& command) {
    const auto location = store::Location::parse(command.database);
    std::vector<std::filesystem::path> files;
    if (!command.from.empty()) files = files_to_load(command.from);  // before anything is made
    const auto desk = make_desk(location, socket_of(location, command.socket));
    if (command.from.empty()) {
        console.say("program.init.made", {{"database", location.text()}});
        return done;
    }
    LoadOptions options;
    options.progress = [&](const std::string& file, std::int64_t line, std::int64_t count) {
        console.progress(console.text("program.init.progress", {{"file", file}, {"line", line}, {"acts", count}}));
    };
    const auto loaded = load(*desk, registry(), files, options);
    console.end_progress();
    const auto& figures = loaded ? *loaded : loaded.error().before;
    if (console.json) {
        json::object out{{"database", location.text()}, {"acts", figures.acts}, {"repeated", figures.repeated}};
        if (!loaded)
            out["stopped"] = {
                {"file", loaded.error().file}, {"line", loaded.error().line}, {"refusal", json::parse(refusal_json(loaded.error().why))}};
        fmt::print("{}\n", json::serialize(out));
    } else {
        console.say("program.init.loaded", {{"acts", figures.acts}, {"repeated", figures.repeated}, {"database", location.text()}});
        if (!loaded) {
            std::fflush(stdout);
            fmt::print(stderr, "{}:{}: {}\n", loaded.error().file, loaded.error().line, told(console.words, loaded.error().why));
            console.complain("program.init.resume");
        }
    }
    return loaded ? done : refused_or_wrong;
}

int list_acts(const Console& console) {
    if (console.json) {
        json::array all;
        for (const auto& declared : registry().all())
            if (declared.by_hand())
                all.push_back({{"act", declared.name}, {"version", declared.version}, {"label", label(console, "act." + declared.name)}});
        fmt::print("{}\n", json::serialize(all));
        return done;
    }
    console.say("program.acts.heading");
    for (const auto& declared : registry().all())
        if (declared.by_hand()) fmt::print("  {:<32} {}\n", declared.name, label(console, "act." + declared.name));
    console.say("program.acts.more");
    return done;
}

int describe_act(const Console& console, const std::string& name) {
    const auto* declared = registry().newest(name);
    if (!declared) return tell_unknown_act(console, name);
    const auto words = label(console, "act." + name);
    fmt::print("{}{}{}\n\n", name, words.empty() ? "" : " — ", words);
    if (!declared->by_hand()) console.say("program.act.by_no_hand");
    constexpr std::string_view bases[] = {"program.basis.none", "program.basis.optional", "program.basis.required"};
    console.say(bases[static_cast<std::size_t>(declared->basis)]);
    console.say("program.act.fields");
    describe_fields(console, *declared->type, name, "", false, acts::Class::open);
    console.say("program.act.how", {{"act", name}});
    return done;
}

int print_schemas(const Console& console, const std::string& name) {
    if (!name.empty()) {
        const auto* declared = registry().newest(name);
        if (!declared) return tell_unknown_act(console, name);
        fmt::print("{}\n", acts::schema(*declared->type, declared->name, declared->version));
        return done;
    }
    bool first = true;
    for (const auto& declared : registry().all()) {
        if (!declared.by_hand()) continue;
        fmt::print("{}{}: {}", first ? "{" : ",\n ", acts::json_text(declared.name),
                   acts::schema(*declared.type, declared.name, declared.version));
        first = false;
    }
    fmt::print("}}\n");
    return done;
}

int act(const Console& console, const ActCommand& command) {
    const auto* declared = registry().newest(command.name);
    if (!declared) return tell_unknown_act(console, command.name);
    acts::Submission said;
    said.actor = {"administrator", acts::Role::administrator, "secretariat"};
    said.act = command.name, said.basis = command.basis, said.client_key = command.key;
    if (!command.json_file.empty()) {
        said.json = whole(command.json_file);
    } else if (auto made = json_of_fields(*declared->type, command.fields)) {
        said.json = std::move(*made);
    } else {
        return tell_outcome(console, base::wrong_fields(std::move(made.error())), false);
    }
    const auto location = store::Location::parse(command.database);
    const auto desk = open_desk(location, socket_of(location, command.socket));
    if (command.preview) return tell_outcome(console, desk->preview({&said, 1}).at(0), true);
    return tell_outcome(console, desk->submit(said), false);
}

}  // namespace app
