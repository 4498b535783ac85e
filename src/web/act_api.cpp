// Acts for programs: JSON in, JSON or problem+json (RFC 9457) out.
#include "web/act_pages.h"
#include "web/attached.h"
#include "web/problem.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace web {
namespace {

using acts::json_text;

std::string value_json(const std::variant<std::int64_t, std::string, base::Date>& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return json_text(*text);
    return json_text(std::get<base::Date>(value).iso());
}

std::string figures_json(const std::vector<base::Figure>& figures) {
    std::string all;
    for (const auto& figure : figures) all += (all.empty() ? "" : ",") + json_text(figure.name) + ":" + value_json(figure.value);
    return "{" + all + "}";
}

Response wrong_problem(const base::Words& words, const std::vector<base::Wrong>& all) {
    std::string errors;
    for (const auto& wrong : all) {
        errors += (errors.empty() ? "" : ",") + std::string(R"({"path":)") + json_text(wrong.path) + R"(,"code":)" + json_text(wrong.code);
        if (!wrong.figures.empty()) errors += R"(,"figures":)" + figures_json(wrong.figures);
        errors += R"(,"detail":)" + json_text(base::sentence(words, wrong)) + "}";
    }
    return problem(422, "acts.wrong_fields", words.text("refusal.acts.wrong_fields"), R"(,"errors":[)" + errors + "]");
}

std::string finding_json(const base::Words& words, const base::Finding& why) {
    return R"({"code":)" + json_text(why.code) + R"(,"article":)" + json_text(why.article) + R"(,"figures":)" + figures_json(why.figures) +
           R"(,"detail":)" + json_text(base::sentence(words, why)) + "}";
}

Response refusal_problem(const base::Words& words, const base::Refusal& why) {
    if (!why.wrong.empty()) return wrong_problem(words, why.wrong);
    const auto& code = why.why.code;
    const int status = code == "acts.not_allowed" ? 403 : code == "acts.unknown" ? 404 : code == "acts.key_used" ? 409 : 422;
    return problem(status, code, base::sentence(words, why.why),
                   R"(,"article":)" + json_text(why.why.article) + R"(,"figures":)" + figures_json(why.why.figures));
}

// The members of a JSON object as they are written, so that a name given twice is seen and numbers stay as they were. Nothing when
// the text is no object or a name comes twice. The text must be JSON.
std::optional<std::map<std::string, std::string_view>> members_of(std::string_view text) {
    std::map<std::string, std::string_view> members;
    std::size_t at = 0;
    const auto skip = [&] { at = std::min(text.find_first_not_of(" \t\r\n", at), text.size()); };
    const auto string_end = [&](std::size_t from) {
        for (++from; from < text.size() && text[from] != '"'; ++from)
            if (text[from] == '\\') ++from;
        return std::min(from + 1, text.size());
    };
    skip();
    if (at >= text.size() || text[at] != '{') return {};
    ++at;
    for (;;) {
        skip();
        if (at >= text.size() || text[at] != '"') return members;
        const auto name_end = string_end(at);
        const auto name = acts::text_of_json(text.substr(at, name_end - at));
        at = name_end;
        skip();
        ++at;  // ":"
        skip();
        const auto start = at;
        int depth = 0;
        for (; at < text.size(); ++at) {
            if (text[at] == '"') at = string_end(at) - 1;
            else if (text[at] == '{' || text[at] == '[') ++depth;
            else if ((text[at] == '}' || text[at] == ']') && --depth < 0) break;
            else if (text[at] == ',' && depth == 0) break;
        }
        if (!members.emplace(name, text.substr(start, at - start)).second) return {};
        if (at >= text.size() || text[at] == '}') return members;
        ++at;
    }
}

bool is_json(const Request& request) {
    const auto type = request.header("Content-Type").value_or("");
    return same_ignoring_case(type.substr(0, type.find(';')), "application/json");
}

std::string unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    return std::string(text);
}

Visitor visitor_of(const Request& request, const ActDoors& doors) {
    return doors.site.visitor ? doors.site.visitor(request, *doors.site.read()) : Visitor();
}

// Who may not even ask: a refusal, or nothing.
std::optional<Response> turned_away(const Request& request, const ActDoors& doors, const base::Words& words, const Visitor& visitor) {
    if (!from_our_pages(request, doors.site.origin)) return problem(403, "acts.other_site", words.text("error.403.text"));
    if (visitor.signed_in()) return {};
    if (const auto seconds = doors.limits.take(request.remote, doors.site.clock())) {
        auto response = problem(429, "acts.too_many", words.text("error.429.text"));
        response.headers.add("Retry-After", std::to_string(*seconds));
        return response;
    }
    return {};
}

Response post_act(const Request& request, const ActDoors& doors) {
    const auto& words = words_of(accepted_language(request));
    const auto visitor = visitor_of(request, doors);
    const auto* act = doors.site.registry->newest(request.at("name"));
    if (!act || !act->by_hand()) return problem(404, "acts.unknown", words.text("error.404.text"));
    if (visitor.only && !visitor.may(*act)) return problem(403, "acts.not_allowed", words.text("refusal.acts.not_allowed"));
    if (visitor.must_confirm(*act)) return problem(403, "acts.proof_needed", words.text("refusal.acts.proof_needed"));
    if (!is_json(request)) return problem(415, "acts.not_json", words.text("error.415.text"));
    if (auto refusal = turned_away(request, doors, words, visitor)) return std::move(*refusal);

    boost::system::error_code error;
    const auto envelope = boost::json::parse(request.body, error);
    const auto members = error ? std::nullopt : members_of(request.body);
    if (error || !envelope.is_object()) return wrong_problem(words, {{"", error ? "json" : "object", {}}});
    if (!members) return wrong_problem(words, {{"", "repeated_name", {}}});
    std::vector<base::Wrong> wrong;
    acts::Submission said{visitor.actor, act->name, "{}", unquoted(request.header("Idempotency-Key").value_or("")), ""};
    for (const auto& [name, raw] : *members) {
        const bool is_text = raw.starts_with('"');
        if (name == "fields") said.json = std::string(raw);
        else if (name == "basis" && (is_text || raw.starts_with("null"))) said.basis = acts::text_of_json(raw);
        else if (name == "client_key" && is_text) said.client_key = acts::text_of_json(raw);
        else wrong.push_back({name, name == "basis" || name == "client_key" ? "text" : "unknown", {}});
    }
    if (!members->contains("fields")) wrong.push_back({"fields", "missing", {}});
    if (!wrong.empty()) return wrong_problem(words, wrong);
    if (auto files = wrong_attachments(doors.files, *act->type, said.json); !files.empty()) {
        const auto decoded = act->type->make();
        for (auto& other : acts::decode(*act->type, said.json, decoded.get())) files.push_back(std::move(other));
        return wrong_problem(words, files);
    }
    const auto outcome = submit(*doors.site.writer, said);
    if (!outcome) return refusal_problem(words, outcome.error());
    std::string unexecuted;
    for (const auto& refusal : outcome->unexecuted) unexecuted += (unexecuted.empty() ? "" : ",") + finding_json(words, refusal.why);
    const auto number = std::to_string(outcome->number.value);
    auto response = Response::json(
        R"({"number":)" + number + R"(,"repeated":)" + (outcome->repeated ? "true" : "false") + R"(,"unexecuted":[)" + unexecuted + "]}",
        outcome->repeated ? 200 : 201);
    response.headers.add("Location", doors.entry.fr + "/" + number);
    return response;
}

Response post_file(const Request& request, const ActDoors& doors) {
    const auto& words = words_of(accepted_language(request));
    if (auto refusal = turned_away(request, doors, words, visitor_of(request, doors))) return std::move(*refusal);
    const auto file = take_file(doors.files, "", request.body, "");
    if (!file) return problem(415, "acts." + file.error().code, base::sentence(words, file.error()));
    return Response::json(R"({"media_type":)" + json_text(file->media_type) + R"(,"sha256":")" + file->sha256.hex() + R"(","size":)" +
                              std::to_string(file->size) + "}",
                          201);
}

std::string_view word(acts::By by) { return by.name(); }
std::string_view word(acts::Basis basis) {
    return basis == acts::Basis::none ? "none" : basis == acts::Basis::required ? "required" : "optional";
}

Response index(const ActDoors& doors) {
    std::string all;
    for (const auto& act : doors.site.registry->all()) {
        if (!act.by_hand()) continue;
        all += (all.empty() ? "" : ",") + std::string(R"({"name":)") + json_text(act.name) + R"(,"version":)" +
               std::to_string(act.version) + R"(,"by":)" + json_text(word(act.by)) + R"(,"basis":)" + json_text(word(act.basis)) +
               R"(,"submit":)" + json_text("/api/acts/" + act.name) + R"(,"schema":)" +
               json_text("/api/acts/" + act.name + "/schema.json") + "}";
    }
    auto response = Response::json(R"({"acts":[)" + all + "]}");
    response.keeping = Keeping::page;
    return response;
}

}  // namespace

void add_act_api(Router& router, const ActDoors& doors) {
    router.add(
        {.name = "api.acts", .pattern = "/api/acts", .handler = [&doors](const Request&) { return index(doors); }, .page = PublicPage{}});
    router.add({.name = "api.act",
                .method = Method::post,
                .pattern = "/api/acts/{name}",
                .handler = [&doors](const Request& request) { return post_act(request, doors); },
                .body_bytes_max = 256 * 1024});
    router.add({.name = "api.schema",
                .pattern = "/api/acts/{name}/schema.json",
                .handler =
                    [&doors](const Request& request) {
                        const auto* act = doors.site.registry->newest(request.at("name"));
                        if (!act) return problem(404, "acts.unknown", words_of(accepted_language(request)).text("error.404.text"));
                        auto response = Response::json(acts::schema(*act->type, act->name, act->version));
                        response.media_type = "application/schema+json";
                        response.keeping = Keeping::page;
                        return response;
                    },
                .page = PublicPage{}});
    router.add({.name = "api.files",
                .method = Method::post,
                .pattern = "/api/files",
                .handler = [&doors](const Request& request) { return post_file(request, doors); },
                .body_bytes_max = file_bytes_max});
}

}  // namespace web
