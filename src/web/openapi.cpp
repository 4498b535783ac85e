#include "web/openapi.h"

#include "web/json_view.h"
#include "web/table.h"

#include <algorithm>
#include <map>
#include <set>

namespace web {
namespace {

using acts::json_text;

constexpr std::string_view download_endings[] = {".json", ".jsonl", ".csv", ".xlsx", ".tlog-proof"};

std::string quoted_ref(std::string_view kind, std::string_view name) {
    return R"({"$ref":"#/components/)" + std::string(kind) + "/" + std::string(name) + R"("})";
}

// A JSON object put together member by member.
class Object {
public:
    Object& add(std::string_view name, const std::string& json) {
        text_ += (text_.empty() ? "" : ",") + json_text(name) + ":" + json;
        return *this;
    }
    Object& text(std::string_view name, std::string_view value) { return add(name, json_text(value)); }
    std::string json() const { return "{" + text_ + "}"; }

private:
    std::string text_;
};

std::string listed(const std::vector<std::string>& items) {
    std::string all;
    for (const auto& item : items) all += (all.empty() ? "" : ",") + item;
    return "[" + all + "]";
}

// A list as a file (web::add_files): whole, made while it is sent, so that it has neither pages nor a tag.
bool is_list_file(const Route& route) {
    return std::ranges::any_of(formats, [&](Format format) { return route.name.ends_with(ending(format)); });
}

bool corrects(const acts::Declared& act) {
    return std::ranges::any_of(act.type->fields, [](const acts::Field& field) {
        return field.name == "seen" && field.type->kind == acts::Kind::id && field.type->thing.empty();
    });
}

std::string words_or(const base::Words& words, const std::string& key, std::string_view otherwise = "") {
    return std::string(words.has(key) ? words.text(key) : otherwise);
}

// ---- what operations share ----

constexpr int problems[] = {400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429};

std::string shared_responses(const base::Words& words) {
    Object all;
    for (const int status : problems) {
        Object response;
        response.text("description", words_or(words, "error." + std::to_string(status) + ".text", reason_phrase(status)));
        if (status == 429) response.add("headers", R"({"Retry-After":{"$ref":"#/components/headers/Retry-After"}})");
        response.add("content", R"({"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}})");
        all.add("Problem" + std::to_string(status), response.json());
    }
    all.add("NotModified", Object().text("description", words.text("api.not_modified")).json());
    all.add("InTheMaking", Object()
                               .text("description", words.text("api.in_the_making"))
                               .add("headers", R"({"Retry-After":{"$ref":"#/components/headers/Retry-After"}})")
                               .add("content", R"({"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}})")
                               .json());
    return all.json();
}

std::string shared_headers(const base::Words& words) {
    Object all;
    const auto add = [&](std::string_view name, std::string_view schema) {
        all.add(name,
                Object().text("description", words.text("api.header." + std::string(name))).add("schema", std::string(schema)).json());
    };
    add("ETag", R"({"type":"string"})");
    add("Idempotency-Replayed", R"({"type":"string","enum":["true"]})");
    add("Link", R"({"type":"string"})");
    add("Location", R"({"type":"string","format":"uri-reference"})");
    add("Retry-After", R"({"type":"integer","minimum":1})");
    return all.json();
}

std::string shared_parameters(const base::Words& words) {
    Object all;
    for (const std::string name : {"Accept-Language", "Idempotency-Key", "If-Match", "If-None-Match"})
        all.add(name, Object()
                          .text("name", name)
                          .text("in", "header")
                          .text("description", words.text("api.header." + name))
                          .add("schema", R"({"type":"string"})")
                          .json());
    return all.json();
}

constexpr auto problem_schema =
    R"({"type":"object","required":["type","title","status"],"properties":{"type":{"type":"string","format":"uri-reference"},"title":{"type":"string"},"status":{"type":"integer"},"code":{"type":"string"},"detail":{"type":"string"},"instance":{"type":"string"},"article":{"type":"string"},"figures":{"type":"object"},"index":{"type":"integer","minimum":0},"present":{"type":"object"},"sent":{"type":"object"},"errors":{"type":"array","items":{"type":"object","required":["path","code","detail"],"properties":{"path":{"type":"string"},"code":{"type":"string"},"figures":{"type":"object"},"detail":{"type":"string"}}}}}})";
constexpr auto finding_schema =
    R"({"type":"object","required":["code","article","figures","detail"],"properties":{"code":{"type":"string"},"article":{"type":"string"},"figures":{"type":"object"},"detail":{"type":"string"}}})";
constexpr auto accepted_schema =
    R"({"type":"object","required":["number","repeated","unexecuted"],"properties":{"number":{"type":"integer","minimum":1},"repeated":{"type":"boolean"},"unexecuted":{"type":"array","items":{"$ref":"#/components/schemas/Finding"}}}})";
constexpr auto batch_schema =
    R"({"type":"object","required":["acts"],"properties":{"acts":{"type":"array","items":{"$ref":"#/components/schemas/Accepted"}}}})";
constexpr auto file_schema =
    R"({"type":"object","required":["media_type","sha256","size"],"properties":{"media_type":{"enum":["application/pdf","image/jpeg","image/png"]},"sha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"size":{"type":"integer","minimum":1}}})";
constexpr auto basis_schema = R"({"type":"string","pattern":"^[a-z]+:[a-z0-9._]{1,100}$"})";
constexpr auto key_schema = R"({"type":"string","minLength":1,"maxLength":200})";

std::string act_schema(const acts::Declared& act, const base::Words& words) {
    acts::SchemaWords beside;
    beside.title = [&](const std::string& path) { return words_or(words, "act." + act.name + "." + path); };
    if (corrects(act)) beside.not_required = "seen";  // If-Match can say it
    return acts::schema(*act.type, beside);
}

std::string request_schema(const acts::Declared& act) {
    Object properties;
    properties.add("fields", quoted_ref("schemas", act.name));
    std::vector<std::string> required{"\"fields\""};
    if (act.basis != acts::Basis::none) properties.add("basis", basis_schema);
    if (act.basis == acts::Basis::required) required.emplace_back("\"basis\"");
    properties.add("client_key", key_schema);
    return Object()
        .text("type", "object")
        .add("additionalProperties", "false")
        .add("required", listed(required))
        .add("properties", properties.json())
        .json();
}

std::string batch_request_schema(const acts::Registry& registry) {
    std::vector<std::string> names;
    for (const auto& act : registry.all())
        if (act.by_hand()) names.push_back(json_text(act.name));
    const auto properties = Object()
                                .add("act", Object().text("type", "string").add("enum", listed(names)).json())
                                .add("fields", R"({"type":"object"})")
                                .add("basis", basis_schema)
                                .add("client_key", key_schema)
                                .json();
    return R"({"type":"array","minItems":1,"maxItems":)" + std::to_string(batch_most) +
           R"(,"items":{"type":"object","additionalProperties":false,"required":["act","fields"],"properties":)" + properties + "}}";
}

// ---- one operation ----

struct Answer {
    int status = 200;
    std::string description, media_type, schema;
    std::vector<std::string_view> headers;
};
std::string answer_json(const Answer& answer) {
    Object made, headers;
    made.text("description", answer.description);
    for (const auto name : answer.headers) headers.add(name, quoted_ref("headers", name));
    if (!answer.headers.empty()) made.add("headers", headers.json());
    if (!answer.media_type.empty())
        made.add("content", Object().add(answer.media_type, Object().add("schema", answer.schema).json()).json());
    return made.json();
}

class Operation {
public:
    Operation(std::string_view id, std::string_view tag, std::string_view summary) {
        made_.text("operationId", id).add("tags", "[" + json_text(tag) + "]").text("summary", summary);
    }
    Operation& description(const std::string& text) {
        if (!text.empty()) made_.text("description", text);
        return *this;
    }
    Operation& member(std::string_view name, const std::string& json) { return made_.add(name, json), *this; }
    Operation& parameter(std::string json) { return parameters_.push_back(std::move(json)), *this; }
    Operation& header(std::string_view name) { return parameter(quoted_ref("parameters", name)); }
    Operation& answers(const Answer& answer) { return responses_.add(std::to_string(answer.status), answer_json(answer)), *this; }
    Operation& answers(int status, std::string_view shared) {
        return responses_.add(std::to_string(status), quoted_ref("responses", shared)), *this;
    }
    Operation& refuses(std::initializer_list<int> statuses) {
        for (const int status : statuses) answers(status, "Problem" + std::to_string(status));
        return *this;
    }
    Operation& security(bool anyone, bool signed_in) {
        std::vector<std::string> all;
        if (anyone) all.emplace_back("{}");
        if (signed_in) all.emplace_back(R"({"token":[]})"), all.emplace_back(R"({"session":[]})");
        return member("security", listed(all));
    }
    std::string json() {
        if (!parameters_.empty()) made_.add("parameters", listed(parameters_));
        return made_.add("responses", responses_.json()).json();
    }

private:
    Object made_, responses_;
    std::vector<std::string> parameters_;
};

std::string json_body(const std::string& schema, const std::string& example = "") {
    Object content;
    content.add("schema", schema);
    if (!example.empty()) content.add("example", example);
    return R"({"required":true,"content":{"application/json":)" + content.json() + "}}";
}

class Writer {
public:
    Writer(const ApiDocument& about, const base::Words& words) : about_(about), words_(words) {}

    std::string document() {
        for (const auto* route : about_.router.all())
            if (is_documented(*route)) write(*route);
        Object paths;
        for (auto& [path, operations] : paths_) paths.add(path, operations.json());
        std::vector<std::string> tags;
        for (const auto& tag : tags_) tags.push_back(Object().text("name", tag).json());
        return Object()
            .text("openapi", "3.1.0")
            .add("info", Object()
                             .text("title", words_.format("api.document_title", {{"name", about_.title}}))
                             .text("version", about_.version)
                             .text("description", words_.text("api.lead"))
                             .json())
            .add("servers", "[" + Object().text("url", about_.origin.empty() ? "/" : about_.origin).json() + "]")
            .add("tags", listed(tags))
            .add("paths", paths.json())
            .add("components", components())
            .json();
    }

private:
    void put(const std::string& path, Method method, std::string operation) {
        static constexpr std::string_view names[] = {"get", "head", "post", "put", "patch", "delete", "options"};
        paths_[path].add(names[std::size_t(method)], operation);
    }

    Operation begin(const std::string& id, const std::string& tag, std::string_view summary) {
        tags_.insert(tag);
        return Operation(id, tag, summary);
    }

    void write(const Route& route) {
        if (route.name == "api.act" || route.name == "api.preview") {
            for (const auto& act : about_.registry.all())
                if (act.by_hand()) write_act(route, act);
        } else if (route.method == Method::post) write_post(route);
        else write_get(route);
    }

    std::string who_may(const acts::Declared& act) const {
        std::string text(words_.text("acts.by." + std::string(act.by.name())));
        if (act.basis != acts::Basis::none)
            text += " " + std::string(words_.text(act.basis == acts::Basis::required ? "acts.basis.required" : "acts.basis.optional"));
        if (corrects(act)) text += " " + std::string(words_.text("api.corrects"));
        return text;
    }

    void write_act(const Route& route, const acts::Declared& act) {
        const bool preview = route.name == "api.preview";
        const auto label = words_or(words_, "act." + act.name + ".form", words_or(words_, "act." + act.name, act.name));
        const std::string by(act.by.name());
        auto operation = begin(act.name + (preview ? ".preview" : ""), act.name.substr(0, act.name.find('.')),
                               preview ? words_.format("api.preview_of", {{"act", label}}) : label);
        operation.description(who_may(act))
            .member("x-act", json_text(act.name))
            .member("x-version", std::to_string(act.version))
            .member("x-by", json_text(by));
        std::vector<std::string> within;
        for (const auto name : acts::type_of<acts::Role>().names)
            if (act.by.allows_within(*acts::named<acts::Role>(name))) within.push_back(json_text(name));
        if (!within.empty()) operation.member("x-by-within", listed(within));
        operation.header("Accept-Language").header("Idempotency-Key");
        if (corrects(act)) operation.header("If-Match");
        operation.member("requestBody", json_body(quoted_ref("schemas", act.name + ".request"), example_request(act)));
        const auto accepted = quoted_ref("schemas", "Accepted");
        if (preview) operation.answers({200, std::string(words_.text("api.would_accept")), "application/json", accepted, {}});
        else {
            operation.answers({201, std::string(words_.text("api.accepted")), "application/json", accepted, {"Location"}});
            operation.answers(
                {200, std::string(words_.text("api.repeated")), "application/json", accepted, {"Location", "Idempotency-Replayed"}});
        }
        operation.refuses({400, 401, 403, 409, 413, 415, 422, 429});
        if (corrects(act)) operation.refuses({412, 428});
        operation.security(act.by.allows(acts::Role::visitor), true);
        put(documented_path(route, act.name), Method::post, operation.json());
    }

    void write_post(const Route& route) {
        auto operation = begin(route.name, "acts", words_.text("api.route." + route.name));
        operation.header("Accept-Language");
        if (route.name == "api.files") {
            operation.member(
                "requestBody",
                R"({"required":true,"content":{"application/pdf":{"schema":{"type":"string","format":"binary"}},"image/jpeg":{},"image/png":{}}})");
            operation.answers({201, std::string(words_.text("api.file_kept")), "application/json", quoted_ref("schemas", "File"), {}});
        } else {
            operation.header("Idempotency-Key").member("requestBody", json_body(quoted_ref("schemas", "Batch")));
            const auto accepted = quoted_ref("schemas", "BatchAccepted");
            operation.answers({201, std::string(words_.text("api.accepted")), "application/json", accepted, {}});
            operation.answers({200, std::string(words_.text("api.repeated")), "application/json", accepted, {"Idempotency-Replayed"}});
            operation.refuses({409, 422});
        }
        operation.refuses({400, 401, 403, 413, 415, 429}).security(true, true);
        put(route.pattern, Method::post, operation.json());
    }

    void write_get(const Route& route) {
        const bool own = for_programs(route.pattern);
        const auto summary = words_or(words_, "api.route." + route.name, words_.format("api.file", {{"name", route.pattern}}));
        const auto place = route.pattern.starts_with("/en/") ? ".en" : "";
        auto operation = begin(route.name + place, own ? "views" : "files", summary);
        for (std::size_t at = 0; (at = route.pattern.find('{', at)) != route.pattern.npos; ++at) {
            const auto name = route.pattern.substr(at + 1, route.pattern.find('}', at) - at - 1);
            operation.parameter(Object()
                                    .text("name", name)
                                    .text("in", "path")
                                    .add("required", "true")
                                    .text("description", words_or(words_, "api.parameter." + name))
                                    .add("schema", name == "name" || name == "key" || name == "code" ? R"({"type":"string"})"
                                                                                                     : R"({"type":"integer","minimum":1})")
                                    .json());
        }
        auto parameters = route.api ? route.api->parameters : std::vector<ApiParameter>();
        if (!route.api && route.page)
            for (const auto& name : route.page->query)
                if (!is_list_file(route) || (name != "page" && name != "rows")) parameters.push_back({.name = name});
        for (const auto& parameter : parameters)
            operation.parameter(Object()
                                    .text("name", parameter.name)
                                    .text("in", "query")
                                    .text("description", words_or(words_, "api.parameter." + parameter.name))
                                    .add("schema", parameter.schema())
                                    .json());
        const bool tagged = route.page && !is_list_file(route);
        if (tagged) operation.header("If-None-Match");
        Answer answer{200, summary, media_type(route), R"({"type":"string"})", {}};
        if (answer.media_type.find("json") != answer.media_type.npos)
            answer.schema = route.api && !route.api->answer.empty() ? route.api->answer : "{}";
        if (tagged) answer.headers.push_back("ETag");
        if (answer.schema.find("\"next\"") != answer.schema.npos) answer.headers.push_back("Link");
        operation.answers(answer);
        if (tagged) operation.answers(304, "NotModified");
        const bool dated = std::ranges::any_of(parameters, [](const auto& parameter) { return parameter.name == "known"; });
        if (dated) operation.answers(503, "InTheMaking");
        if (own) operation.refuses({400, 401, 404});
        else if (is_list_file(route)) operation.refuses({400});
        operation.security(true, false);
        if (route.api)
            for (const auto& schema : route.api->schemas)
                schemas_[schema.name] =
                    schema.make([&](std::string_view name) { return words_or(words_, "data.column." + std::string(name)); });
        put(route.pattern, Method::get, operation.json());
    }

    static std::string media_type(const Route& route) {
        const std::string_view pattern = route.pattern;
        if (pattern.ends_with(".csv")) return "text/csv";
        if (pattern.ends_with(".jsonl")) return "application/jsonl";
        if (pattern.ends_with(".xlsx")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        if (pattern.ends_with(".tlog-proof")) return "text/plain";
        if (pattern.ends_with("schema.json")) return "application/schema+json";
        return "application/json";
    }

    static std::string documented_path(const Route& route, const std::string& act) {
        const auto at = route.pattern.find("{name}");
        return route.pattern.substr(0, at) + act + route.pattern.substr(at + 6);
    }

    std::string components() {
        schemas_["Problem"] = problem_schema, schemas_["Finding"] = finding_schema, schemas_["Accepted"] = accepted_schema;
        schemas_["BatchAccepted"] = batch_schema, schemas_["File"] = file_schema, schemas_["Batch"] = batch_request_schema(about_.registry);
        for (const auto& act : about_.registry.all()) {
            if (!act.by_hand()) continue;
            schemas_[act.name] = act_schema(act, words_);
            schemas_[act.name + ".request"] = request_schema(act);
        }
        Object schemas;
        for (const auto& [name, schema] : schemas_) schemas.add(name, schema);
        const auto security = Object()
                                  .add("token", Object()
                                                    .text("type", "http")
                                                    .text("scheme", "bearer")
                                                    .text("bearerFormat", "concert_…")
                                                    .text("description", words_.text("api.token"))
                                                    .json())
                                  .add("session", Object()
                                                      .text("type", "apiKey")
                                                      .text("in", "cookie")
                                                      .text("name", about_.session_cookie)
                                                      .text("description", words_.text("api.session"))
                                                      .json())
                                  .json();
        return Object()
            .add("schemas", schemas.json())
            .add("responses", shared_responses(words_))
            .add("headers", shared_headers(words_))
            .add("parameters", shared_parameters(words_))
            .add("securitySchemes", security)
            .json();
    }

    const ApiDocument& about_;
    const base::Words& words_;
    std::map<std::string, Object> paths_;
    std::map<std::string, std::string> schemas_;
    std::set<std::string> tags_;
};

}  // namespace

bool is_documented(const Route& route) {
    // Tiles and uploads have specifications of their own (C2SP tlog-tiles, tus 1.0.0).
    if (route.pattern.find("...}") != route.pattern.npos || route.pattern.starts_with("/api/uploads")) return false;
    return for_programs(route.pattern) ||
           std::ranges::any_of(download_endings, [&](std::string_view ending) { return route.pattern.ends_with(ending); });
}

std::vector<std::string> documented_paths(const Route& route, const acts::Registry& registry) {
    if (route.name != "api.act" && route.name != "api.preview") return {route.pattern};
    std::vector<std::string> all;
    for (const auto& act : registry.all())
        if (act.by_hand()) all.push_back(route.pattern.substr(0, route.pattern.find("{name}")) + act.name);
    return all;
}

std::string openapi(const ApiDocument& about, const base::Words& words) { return Writer(about, words).document(); }

std::string example_request(const acts::Declared& act) {
    Object request;
    request.add("fields", example_fields(act));
    if (act.basis == acts::Basis::required) request.text("basis", "source:2001");
    return request.json();
}

}  // namespace web
