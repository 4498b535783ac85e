#include "web/problem.h"

#include "acts/shape.h"

#include <algorithm>

namespace web {

base::Language accepted_language(const Request& request) {
    auto rest = std::string_view(request.header("Accept-Language").value_or(""));
    auto best = base::Language::en;
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

Response problem(int status, std::string_view code, std::string_view detail, std::string_view more) {
    auto response = Response::json(R"({"type":"about:blank","title":)" + acts::json_text(reason_phrase(status)) + R"(,"status":)" +
                                       std::to_string(status) + R"(,"code":)" + acts::json_text(code) + R"(,"detail":)" +
                                       acts::json_text(detail) + std::string(more) + "}",
                                   status);
    response.media_type = "application/problem+json";
    return response;
}

}  // namespace web
