#include "web/errors.h"

namespace web {

namespace {

// The API answers in JSON whoever asks.
bool asks_for_json(const Request& request) {
    if (request.path.starts_with("/api/")) return true;
    const auto accept = request.header("accept").value_or("");
    return accept.find("json") != accept.npos && accept.find("text/html") == accept.npos;
}

Response problem(const Request& request, int status) {
    auto response = Response::json("{\"type\":\"about:blank\",\"title\":\"" + std::string(reason_phrase(status)) +
                                       "\",\"status\":" + std::to_string(status) + ",\"instance\":\"" + request.id + "\"}\n",
                                   status);
    response.media_type = "application/problem+json";
    return response;
}

Response page(const Request& request, int status, const ErrorPage& error_page) {
    if (error_page) {
        try {
            auto response = error_page(request, status);
            response.status = status;
            response.keeping = Keeping::never;
            if (!response.bytes().empty()) return response;
        } catch (const std::exception&) {  // the plain words below
        }
    }
    return Response::text(std::to_string(status) + ' ' + std::string(reason_phrase(status)) + '\n', status);
}

}  // namespace

Response with_error_body(const Request& request, Response refusal, const ErrorPage& error_page) {
    if (refusal.status < 400 || !refusal.bytes().empty()) return refusal;
    auto full = asks_for_json(request) ? problem(request, refusal.status) : page(request, refusal.status, error_page);
    for (const auto& [name, value] : refusal.headers) full.headers.add(name, value);
    return full;
}

Handler health_handler(std::function<bool()> well) {
    return [well = std::move(well)](const Request&) { return well() ? Response::text("ok\n") : Response::text("not well\n", 503); };
}

}  // namespace web
