#include "web/errors.h"

#include "web/api.h"

namespace web {

namespace {

// The API answers in JSON whoever asks.
bool asks_for_json(const Request& request) {
    if (for_programs(request.path)) return true;
    const auto accept = request.header("accept").value_or("");
    return accept.find("json") != accept.npos && accept.find("text/html") == accept.npos;
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

Response problem_for(const Request& request, int status) {
    const auto& words = words_of(language_for(request));
    const auto exact = "error." + std::to_string(status);
    const auto key = words.has(exact + ".text") ? exact : status >= 500 ? "error.500" : "error.400";
    return problem(status, exact, words.text(key + ".text"), request.id.empty() ? std::string() : R"(,"instance":")" + request.id + "\"");
}

std::string too_large_page(std::size_t bytes_max) {
    using namespace html;
    const auto said = [&](Language language) {
        const auto& words = words_of(language);
        return section(lang(base::code(language)), h1(words.text("error.413.title")), p(words.text("error.413.text")),
                       p(words.format("error.413.limit", {{"kib", std::int64_t(bytes_max / 1024)}})));
    };
    const auto title_of = [](Language language) { return std::string(words_of(language).text("error.413.title")); };
    return document({lang("fr")},
                    head(meta(attr("charset", "utf-8")), title(title_of(Language::fr) + " – " + title_of(Language::en)),
                         meta(attr("name", "viewport"), attr("content", "width=device-width,initial-scale=1"))),
                    body(main_(each(base::languages, said))));
}

Response with_error_body(const Request& request, Response refusal, const ErrorPage& error_page) {
    if (refusal.status < 400 || !refusal.bytes().empty()) return refusal;
    auto full = asks_for_json(request) ? problem_for(request, refusal.status) : page(request, refusal.status, error_page);
    for (const auto& [name, value] : refusal.headers) full.headers.add(name, value);
    return full;
}

Handler health_handler(std::function<bool()> well) {
    return [well = std::move(well)](const Request&) { return well() ? Response::text("ok\n") : Response::text("not well\n", 503); };
}

}  // namespace web
