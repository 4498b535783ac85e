#include "web/api.h"

#include "base/countries.h"
#include "web/api_query.h"
#include "web/json_view.h"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace web {

using acts::json_text;

bool for_programs(std::string_view path) { return path.starts_with("/api/"); }

Language language_for(const Request& request) {
    if (const auto asked = base::parse_language(request.query.value_or("lang", ""))) return *asked;
    auto rest = std::string_view(request.header("Accept-Language").value_or(""));
    auto best = Language::en;
    double weight = -1;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        auto item = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        while (item.starts_with(' ')) item.remove_prefix(1);
        double quality = 1;
        if (const auto q = item.find(";q="); q != item.npos) quality = std::atof(std::string(item.substr(q + 3, 5)).c_str());
        const auto language = item.size() >= 2 ? base::parse_language(item.substr(0, 2)) : std::nullopt;
        if (language && quality > weight && quality > 0) best = *language, weight = quality;
    }
    return best;
}

// ---- problems ----

namespace {

std::string value_json(const std::variant<std::int64_t, std::string, base::Date>& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return json_text(*text);
    return json_text(std::get<base::Date>(value).iso());
}

}  // namespace

std::string figures_json(const std::vector<base::Figure>& figures) {
    std::string all;
    for (const auto& figure : figures) all += (all.empty() ? "" : ",") + json_text(figure.name) + ":" + value_json(figure.value);
    return "{" + all + "}";
}

std::string finding_json(const base::Words& words, const base::Finding& why) {
    return R"({"code":)" + json_text(why.code) + R"(,"article":)" + json_text(why.article) + R"(,"figures":)" + figures_json(why.figures) +
           R"(,"detail":)" + json_text(base::sentence(words, why)) + "}";
}

Response problem(int status, std::string_view code, std::string_view detail, std::string_view more) {
    auto response =
        Response::json(R"({"type":"about:blank","title":)" + json_text(reason_phrase(status)) + R"(,"status":)" + std::to_string(status) +
                           R"(,"code":)" + json_text(code) + R"(,"detail":)" + json_text(detail) + std::string(more) + "}",
                       status);
    response.media_type = "application/problem+json";
    response.headers.add("Vary", "Accept-Language");
    return response;
}

Response problem(const base::Words& words, int status) {
    const auto exact = "error." + std::to_string(status);
    const auto key = words.has(exact + ".text") ? exact : status >= 500 ? "error.500" : "error.400";
    return problem(status, exact, words.text(key + ".text"));
}

Response wrong_problem(const base::Words& words, const std::vector<base::Wrong>& all, int status) {
    std::string errors;
    for (const auto& wrong : all) {
        errors += (errors.empty() ? "" : ",") + std::string(R"({"path":)") + json_text(wrong.path) + R"(,"code":)" + json_text(wrong.code);
        if (!wrong.figures.empty()) errors += R"(,"figures":)" + figures_json(wrong.figures);
        errors += R"(,"detail":)" + json_text(base::sentence(words, wrong)) + "}";
    }
    return problem(status, "acts.wrong_fields", words.text("refusal.acts.wrong_fields"), R"(,"errors":[)" + errors + "]");
}

Response refusal_problem(const base::Words& words, const base::Refusal& why, std::optional<std::size_t> index) {
    if (!why.wrong.empty()) {
        auto wrong = why.wrong;
        if (index)
            for (auto& one : wrong) one.path = "[" + std::to_string(*index) + "]" + (one.path.empty() ? "" : "." + one.path);
        return wrong_problem(words, wrong);
    }
    const auto& code = why.why.code;
    const int status = code == "acts.not_allowed"                                        ? 403
                       : code == "acts.unknown"                                          ? 404
                       : code == "acts.key_used" || code.ends_with(".changed_meanwhile") ? 409
                                                                                         : 422;
    return problem(status, code, base::sentence(words, why.why),
                   (index ? R"(,"index":)" + std::to_string(*index) : std::string()) + R"(,"article":)" + json_text(why.why.article) +
                       R"(,"figures":)" + figures_json(why.why.figures));
}

// ---- requests ----

std::string ApiParameter::schema() const {
    switch (kind) {
    case Kind::number: return fmt::format(R"({{"type":"integer","minimum":{},"maximum":{}}})", min, max);
    case Kind::day: return R"({"type":"string","format":"date"})";
    case Kind::country: return R"({"type":"string","pattern":"^[A-Z]{2}$"})";
    case Kind::choice: return choices_schema(choices);
    case Kind::text: break;
    }
    return fmt::format(R"({{"type":"string","maxLength":{}}})", max);
}

std::optional<base::Wrong> fault_of(const ApiParameter& parameter, const std::string& value) {
    using Kind = ApiParameter::Kind;
    const auto& name = parameter.name;
    switch (parameter.kind) {
    case Kind::number: {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (error != std::errc() || end != value.data() + value.size()) return base::Wrong{name, "integer", {}};
        if (number < parameter.min) return base::Wrong{name, "below", {{"min", parameter.min}}};
        if (number > parameter.max) return base::Wrong{name, "above", {{"max", parameter.max}}};
        return {};
    }
    case Kind::day: return base::Date::parse(value) ? std::nullopt : std::optional(base::Wrong{name, "date", {}});
    case Kind::country: return base::country(value) ? std::nullopt : std::optional(base::Wrong{name, "country", {}});
    case Kind::choice:
        if (std::ranges::find(parameter.choices, value) == parameter.choices.end()) return base::Wrong{name, "choice", {}};
        return {};
    case Kind::text:
        if (std::int64_t(value.size()) > parameter.max) return base::Wrong{name, "too_long", {{"max", parameter.max}}};
        return {};
    }
    return {};
}

namespace {

std::vector<base::Wrong> faults_of(const Parameters& query, const std::vector<ApiParameter>& known) {
    std::vector<base::Wrong> wrong;
    std::vector<std::string_view> seen;
    for (const auto& [name, value] : query) {
        const auto found = std::ranges::find(known, name, &ApiParameter::name);
        if (found == known.end()) wrong.push_back({name, "unknown_parameter", {}});
        else if (std::ranges::find(seen, name) != seen.end()) wrong.push_back({name, "repeated_name", {}});
        else if (auto fault = fault_of(*found, value)) wrong.push_back(std::move(*fault));
        seen.push_back(name);
    }
    return wrong;
}

const ApiParameter language_parameter{.name = "lang", .kind = ApiParameter::Kind::choice, .choices = {"fr", "en"}};

}  // namespace

Handler answering_program(const SiteHooks& hooks, std::vector<ApiParameter> known, Show show) {
    known.push_back(language_parameter);
    return [&hooks, known = std::move(known), show = std::move(show)](const Request& request) {
        const auto language = language_for(request);
        const auto& words = words_of(language);
        if (const auto wrong = faults_of(request.query, known); !wrong.empty()) return wrong_problem(words, wrong, 400);
        return answering(hooks, language, [&](Visit& visit) {
            if (request.header("Authorization") && !visit.visitor.signed_in()) {
                auto refused = problem(401, "acts.token_unknown", words.text("refusal.acts.token_unknown"));
                refused.headers.add("WWW-Authenticate", "Bearer error=\"invalid_token\"");  // RFC 6750 §3
                return refused;
            }
            return show(visit);
        })(request);
    };
}

void add_view(Router& router, const SiteHooks& hooks, std::string name, std::string pattern, ApiRoute api, Show show) {
    using Kind = ApiParameter::Kind;
    api.parameters.push_back({.name = "date", .kind = Kind::day});
    api.parameters.push_back({.name = "known", .max = 20});
    PublicPage page;
    for (const auto& parameter : api.parameters) page.query.push_back(parameter.name);
    auto handler = answering_program(hooks, api.parameters, std::move(show));
    router.add({.name = std::move(name),
                .open_to = Audience::everyone,
                .pattern = std::move(pattern),
                .handler = std::move(handler),
                .page = std::move(page),
                .api = std::move(api)});
}

Response view_json(Visit& visit, std::string json) {
    auto response = Response::json(std::move(json));
    response.keeping = visit.visitor.signed_in() ? Keeping::ask_again : Keeping::page;
    response.topics = visit.topics;
    return response;
}

Response thing_json(Visit& visit, std::string json, base::Id<acts::Act> changed_by) {
    auto response = view_json(visit, std::move(json));
    response.tag = std::to_string(changed_by.value);
    return response;
}

// ---- lists ----

Slice slice_of(const Visit& visit) {
    const auto number = [&](std::string_view name, std::int64_t otherwise) {
        const auto text = visit.request.query.value_or(name, "");
        std::from_chars(text.data(), text.data() + text.size(), otherwise);  // well written: answering_program has looked
        return otherwise;
    };
    return {number("after", 0), number("limit", Slice::usual)};
}

std::vector<ApiParameter> slice_parameters(std::vector<ApiParameter> more) {
    using Kind = ApiParameter::Kind;
    more.push_back({.name = "after", .kind = Kind::number, .min = 0, .max = 9'007'199'254'740'991});
    more.push_back({.name = "limit", .kind = Kind::number, .min = 1, .max = Slice::most});
    return more;
}

Response list_json(Visit& visit, const Slice& slice, std::vector<ListedItem> items) {
    std::string next = "null", link;
    if (std::int64_t(items.size()) > slice.limit) {
        items.resize(std::size_t(slice.limit));
        link = visit.here_with({{"after", std::to_string(items.back().number)}});
        next = json_text(link);
    }
    std::string all;
    for (const auto& item : items) all += (all.empty() ? "" : ",") + item.json;
    auto response = view_json(visit, R"({"items":[)" + all + R"(],"next":)" + next + "}");
    if (!link.empty()) response.headers.add("Link", "<" + link + ">; rel=\"next\"");
    return response;
}

std::string list_schema(std::string_view item) {
    return R"({"type":"object","additionalProperties":false,"required":["items","next"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/)" +
           std::string(item) + R"("}},"next":{"type":["string","null"],"format":"uri-reference"}}})";
}

// ---- json_view.h ----

std::string Moment3339::text() const {
    const auto day_us = std::int64_t(86'400'000'000);
    const auto day = us >= 0 ? us / day_us : -((day_us - 1 - us) / day_us);
    const auto within = us - day * day_us, seconds = within / 1'000'000;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", base::Date::from_days(day).iso(), seconds / 3600, seconds / 60 % 60, seconds % 60,
                       within % 1'000'000);
}

std::string nullable(std::string schema) {
    constexpr std::string_view typed = R"({"type":")";
    if (schema.starts_with(typed) && !schema.starts_with(R"({"type":"string","enum")")) {  // whose list of choices has no null
        const auto end = schema.find('"', typed.size());
        return R"({"type":[")" + schema.substr(typed.size(), end - typed.size()) + R"(","null"])" + schema.substr(end + 1);
    }
    return R"({"oneOf":[)" + schema + R"(,{"type":"null"}]})";
}

std::string choices_schema(std::span<const std::string_view> names) {
    std::string all;
    for (const auto name : names) all += (all.empty() ? "" : ",") + json_text(name);
    return R"({"type":"string","enum":[)" + all + "]}";
}

std::string titled(std::string schema, const std::string& title) {
    if (!title.empty()) schema.insert(1, R"("title":)" + json_text(title) + (schema.size() > 2 ? "," : ""));
    return schema;
}

}  // namespace web
