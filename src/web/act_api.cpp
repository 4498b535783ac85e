// Acts for programs: JSON in, JSON or problem+json (RFC 9457) out.
#include "web/act_api.h"

#include "web/act_shape.h"
#include "web/attached.h"
#include "web/envelope.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace web {
namespace {

using acts::json_text;
using Wrongs = std::vector<base::Wrong>;

bool is_json(const Request& request) {
    const auto type = request.header("Content-Type").value_or("");
    return same_ignoring_case(type.substr(0, type.find(';')), "application/json");
}

// Whether the text is JSON at all (RFC 8259); the library bounds its depth.
bool well_formed(std::string_view text) {
    boost::system::error_code error;
    boost::json::parse(boost::json::string_view(text.data(), text.size()), error);
    return !error;
}

bool has_seen(const acts::Declared& act) {
    return std::ranges::any_of(act.type->fields, [](const acts::Field& field) {
        return field.name == "seen" && field.type->kind == acts::Kind::id && field.type->thing.empty();
    });
}

std::string accepted_json(const base::Words& words, const acts::Accepted& accepted) {
    std::string unexecuted;
    for (const auto& refusal : accepted.unexecuted) unexecuted += (unexecuted.empty() ? "" : ",") + finding_json(words, refusal.why);
    return R"({"number":)" + std::to_string(accepted.number.value) + R"(,"repeated":)" + (accepted.repeated ? "true" : "false") +
           R"(,"unexecuted":[)" + unexecuted + "]}";
}

std::string at_index(std::size_t index, const std::string& path) {
    return "[" + std::to_string(index) + "]" + (path.empty() ? "" : "." + path);
}

// What is done with what a program sends: each step refuses, or goes on to the next.
class ActCall {
public:
    ActCall(Visit& visit, const ActDoors& doors) : visit_(visit), doors_(doors), words_(visit.words) {}

    enum class Keep { yes, no };  // no: a preview
    Response one(Keep keep) {
        const auto* act = visit_.hooks.registry->newest(visit_.request.at("name"));
        if (!act || !act->by_hand()) return problem(404, "acts.unknown", words_.text("error.404.text"));
        if (auto refused = may_not(*act)) return std::move(*refused);
        if (auto refused = turned_away()) return std::move(*refused);
        auto read = read_envelope(visit_.request.body, InBatch::no);
        auto& said = read.said;
        if (said.client_key.empty()) said.client_key = key_;
        else if (!key_.empty() && key_ != said.client_key) read.wrong.push_back({"client_key", "two_values", {}});
        if (!read.wrong.empty()) return wrong_problem(words_, read.wrong);
        if (auto refused = precondition(*act, said)) return std::move(*refused);
        said.actor = visit_.visitor.actor, said.act = act->name;
        if (const auto files = wrong_files(*act, said); !files.empty()) return wrong_problem(words_, files);
        const auto outcome = keep == Keep::yes ? submit(*visit_.hooks.writer, said) : visit_.hooks.writer->preview({&said, 1}).front();
        if (!outcome) return refused(*act, said, outcome.error());
        auto response = Response::json(accepted_json(words_, *outcome), outcome->repeated || keep == Keep::no ? 200 : 201);
        if (keep == Keep::no) return response;
        response.headers.add("Location", "/api/register/" + std::to_string(outcome->number.value));
        if (outcome->repeated) response.headers.add("Idempotency-Replayed", "true");
        return response;
    }

    Response batch() {
        if (auto refused = turned_away()) return std::move(*refused);
        const auto parts = visit_.request.body.find_first_not_of(" \t\r\n") == visit_.request.body.find('[') ? parts_of(visit_.request.body)
                                                                                                             : std::nullopt;
        if (!parts) return wrong_problem(words_, {{"", "list", {}}});
        if (parts->empty()) return wrong_problem(words_, {{"", "missing", {}}});
        if (parts->size() > batch_most) return wrong_problem(words_, {{"", "too_many", {{"max", std::int64_t(batch_most)}}}});
        std::vector<acts::Submission> all;
        Wrongs wrong;
        for (std::size_t i = 0; i < parts->size() && wrong.size() < errors_most; ++i)
            if (auto refused = read_one((*parts)[i].text, i, parts->size(), all, wrong)) return std::move(*refused);
        if (!wrong.empty()) return wrong_problem(words_, wrong);
        const auto outcome = submit_all(all);
        if (!outcome) return authenticated(refusal_problem(words_, outcome.error().why, outcome.error().index));
        std::string accepted;
        bool repeated = true;
        for (const auto& one : *outcome) {
            accepted += (accepted.empty() ? "" : ",") + accepted_json(words_, one);
            repeated = repeated && one.repeated;
        }
        auto response = Response::json(R"({"acts":[)" + accepted + "]}", repeated ? 200 : 201);
        if (repeated) response.headers.add("Idempotency-Replayed", "true");
        return response;
    }

    Response file() {
        if (auto refused = turned_away(Body::bytes)) return std::move(*refused);
        const auto file = take_file(doors_.files, "", visit_.request.body, "");
        if (!file) return problem(415, "acts." + file.error().code, base::sentence(words_, file.error()));
        return Response::json(R"({"media_type":)" + json_text(file->media_type) + R"(,"sha256":")" + file->sha256.hex() + R"(","size":)" +
                                  std::to_string(file->size) + "}",
                              201);
    }

private:
    static constexpr std::size_t errors_most = 100;  // of a batch: more would not be read

    std::optional<Response> may_not(const acts::Declared& act, std::optional<std::size_t> index = {}) const {
        const auto more = index ? R"(,"index":)" + std::to_string(*index) : std::string();
        if (visit_.visitor.only && !visit_.visitor.may(act)) {
            auto refused = problem(403, "acts.not_allowed", words_.text("refusal.acts.not_allowed"), more);
            refused.headers.add("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");  // RFC 6750 §3.1
            return refused;
        }
        if (visit_.visitor.must_confirm(act)) return problem(403, "acts.proof_needed", words_.text("refusal.acts.proof_needed"), more);
        return {};
    }

    // Who may not even ask, or sends what cannot be read at all.
    enum class Body { json, bytes };
    std::optional<Response> turned_away(Body body = Body::json) {
        const auto& request = visit_.request;
        if (body == Body::json && !is_json(request)) return problem(415, "acts.not_json", words_.text("error.415.text"));
        if (!from_our_pages(request, visit_.hooks.origin)) return problem(403, "acts.other_site", words_.text("error.403.text"));
        if (!visit_.visitor.signed_in())
            if (const auto seconds = doors_.limits.take(request.remote, visit_.hooks.clock())) {
                auto response = problem(429, "acts.too_many", words_.text("error.429.text"));
                response.headers.add("Retry-After", std::to_string(*seconds));
                return response;
            }
        if (body == Body::json && !well_formed(request.body)) return wrong_problem(words_, {{"", "json", {}}}, 400);
        key_ = unquoted(request.header("Idempotency-Key").value_or(""));
        return {};
    }

    // If-Match says what `seen` says: the number of the act that was the last when the thing was read.
    std::optional<Response> precondition(const acts::Declared& act, acts::Submission& said) {
        const auto match = visit_.request.header("If-Match");
        if (!has_seen(act)) {
            if (match) return problem(400, "acts.nothing_to_match", words_.text("refusal.acts.nothing_to_match"));
            return {};
        }
        const auto parts = said.json.starts_with('{') ? parts_of(said.json) : std::nullopt;
        if (!parts) return {};  // decoding says what is wrong with it
        const auto seen = part_named(*parts, "seen");
        if (!match) {
            if (!seen) return problem(428, "acts.seen_needed", words_.text("refusal.acts.seen_needed"));
            return {};
        }
        const auto number = number_of_tag(*match);
        if (!number) return wrong_problem(words_, {{"If-Match", "if_match", {}}}, 400);
        if (seen && *seen != std::to_string(*number)) return wrong_problem(words_, {{"seen", "two_values", {}}});
        if (!seen) said.json = with_member(said.json, "seen", std::to_string(*number));
        matched_ = true;
        return {};
    }

    // Who may not because nothing says who they are is told how to say it (RFC 6750 §3).
    Response authenticated(Response refused) const {
        if (refused.status == 403 && !visit_.visitor.signed_in()) refused.headers.add("WWW-Authenticate", "Bearer");
        return refused;
    }

    Wrongs wrong_files(const acts::Declared& act, const acts::Submission& said) const {
        auto wrong = wrong_attachments(doors_.files, *act.type, said.json);
        if (wrong.empty()) return wrong;
        const auto decoded = act.type->make();
        for (auto& other : acts::decode(*act.type, said.json, decoded.get())) wrong.push_back(std::move(other));
        return wrong;
    }

    // Somebody changed it meanwhile: what stands now and what was sent, so that a program can show both. The writer has found by then
    // that its author may do the act, and what it shows is what the act's form shows.
    Response refused(const acts::Declared& act, const acts::Submission& said, const base::Refusal& why) {
        auto response = authenticated(refusal_problem(words_, why));
        if (response.status != 409 || why.why.code == "acts.key_used") return response;
        std::string both;
        if (doors_.acts.present) {
            Parameters asked;
            for (const auto& [name, text] : parts_of(said.json).value_or(std::vector<JsonPart>()))
                if (!text.empty() && text.front() >= '0' && text.front() <= '9') asked.add(name, std::string(text));
            if (const auto present = doors_.acts.present(visit_, act.name, asked))
                both = R"(,"present":)" + present->json + R"(,"sent":)" + said.json;
        }
        return problem(matched_ ? 412 : 409, why.why.code, base::sentence(words_, why.why),
                       R"(,"figures":)" + figures_json(why.why.figures) + both);
    }

    // One act of a batch: into `all`, or what is wrong with it.
    std::optional<Response> read_one(std::string_view text, std::size_t index, std::size_t count, std::vector<acts::Submission>& all,
                                     Wrongs& wrong) {
        auto read = read_envelope(text, InBatch::yes);
        auto& said = read.said;
        const auto* act = visit_.hooks.registry->newest(said.act);
        if (!said.act.empty() && (!act || !act->by_hand())) read.wrong.push_back({"act", "act_unknown", {}}), act = nullptr;
        if (act)
            if (auto refused = may_not(*act, index)) return refused;
        if (!key_.empty() && !said.client_key.empty()) read.wrong.push_back({"client_key", "two_values", {}});
        if (read.wrong.empty()) {
            const auto decoded = act->type->make();
            read.wrong = wrong_attachments(doors_.files, *act->type, said.json);
            for (auto& other : acts::decode(*act->type, said.json, decoded.get())) read.wrong.push_back(std::move(other));
        }
        for (auto& one : read.wrong) wrong.push_back({at_index(index, one.path), std::move(one.code), std::move(one.figures)});
        said.actor = visit_.visitor.actor;
        // The key of the whole, and which act of how many: a longer or shorter batch under the same key is another batch.
        if (!key_.empty()) said.client_key = key_ + "." + std::to_string(index) + (index > 0 && index + 1 == count ? ".last" : "");
        all.push_back(std::move(said));
        return {};
    }

    acts::Writer::BatchOutcome submit_all(std::vector<acts::Submission>& all) {
        for (auto& said : all)
            if (said.client_key.empty()) said.client_key = acts::new_client_key();
        const auto keys = key_.empty() ? acts::Writer::Keys::each : acts::Writer::Keys::one;
        try {
            return visit_.hooks.writer->submit_all(all, keys);
        } catch (const store::UnknownOutcome&) {
            return visit_.hooks.writer->submit_all(all, keys);  // the journal knows the client keys if they were kept
        }
    }

    Visit& visit_;
    const ActDoors& doors_;
    const base::Words& words_;
    std::string key_;       // of the whole request
    bool matched_ = false;  // If-Match stood for `seen`
};

std::string_view word(acts::Basis basis) {
    return basis == acts::Basis::none ? "none" : basis == acts::Basis::required ? "required" : "optional";
}

Response index(Visit& visit) {
    std::string all;
    for (const auto& act : visit.hooks.registry->all()) {
        if (!act.by_hand()) continue;
        all += (all.empty() ? "" : ",") + std::string(R"({"name":)") + json_text(act.name) + R"(,"version":)" +
               std::to_string(act.version) + R"(,"by":)" + json_text(act.by.name()) + R"(,"basis":)" + json_text(word(act.basis)) +
               R"(,"submit":)" + json_text("/api/acts/" + act.name) + R"(,"schema":)" +
               json_text("/api/acts/" + act.name + "/schema.json") + "}";
    }
    auto response = view_json(visit, R"({"acts":[)" + all + "]}");
    response.topics.clear();  // the same as long as the program runs
    return response;
}

Response schema(Visit& visit) {
    const auto* act = visit.hooks.registry->newest(visit.request.at("name"));
    if (!act) return error_page(visit, 404);
    auto response = view_json(visit, acts::schema(*act->type, act->name, act->version));
    response.media_type = "application/schema+json";
    response.topics.clear();
    return response;
}

constexpr auto index_schema =
    R"({"type":"object","required":["acts"],"properties":{"acts":{"type":"array","items":{"type":"object","required":["name","version","by","basis","submit","schema"],"properties":{"name":{"type":"string"},"version":{"type":"integer"},"by":{"type":"string"},"basis":{"enum":["none","optional","required"]},"submit":{"type":"string"},"schema":{"type":"string"}}}}}})";

}  // namespace

void add_act_api(Router& router, const ActDoors& doors) {
    const auto& site = doors.site;
    const auto get = [&](std::string name, std::string pattern, std::string answer, Show show) {
        router.add({.name = std::move(name),
                    .open_to = Audience::everyone,
                    .pattern = std::move(pattern),
                    .handler = answering_program(site, {}, std::move(show)),
                    .page = PublicPage{},
                    .api = ApiRoute{.answer = std::move(answer)}});
    };
    const auto post = [&](std::string name, std::string pattern, std::size_t most, Response (*answer)(ActCall)) {
        router.add({.name = std::move(name),
                    .open_to = Audience::everyone,
                    .method = Method::post,
                    .pattern = std::move(pattern),
                    .handler = answering_program(site, {}, [&doors, answer](Visit& visit) { return answer(ActCall(visit, doors)); }),
                    .body_bytes_max = most,
                    .api = ApiRoute{}});
    };
    get("api.acts", "/api/acts", index_schema, index);
    get("api.schema", "/api/acts/{name}/schema.json", R"({"type":"object"})", schema);
    post("api.act", "/api/acts/{name}", act_bytes_max, [](ActCall call) { return call.one(ActCall::Keep::yes); });
    post("api.preview", "/api/preview/{name}", act_bytes_max, [](ActCall call) { return call.one(ActCall::Keep::no); });
    post("api.batch", "/api/acts", batch_bytes_max, [](ActCall call) { return call.batch(); });
    post("api.files", "/api/files", file_bytes_max, [](ActCall call) { return call.file(); });
}

}  // namespace web
