// The templates that come with the program, said to a network.
#pragma once
#include "acts/shape.h"
#include "support/places.h"

#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>

namespace support {

inline std::string template_text(const std::string& kind, const std::string& language) {
    std::ifstream file(in_checkout("data/templates/" + kind + "." + language + ".txt"));
    std::ostringstream text;
    text << file.rdbuf();
    auto all = text.str();
    if (all.empty()) throw std::runtime_error("no template " + kind + "." + language);
    while (all.ends_with('\n')) all.pop_back();
    return all;
}
inline std::string template_json(const std::string& kind, const std::string& fr, const std::string& en) {
    return "{\"kind\":\"" + kind + "\",\"text_fr\":" + acts::json_text(fr) + ",\"text_en\":" + acts::json_text(en) + "}";
}
inline void state_templates(const std::function<void(const std::string& json)>& say) {
    for (const std::string kind : {"certificate", "extract", "report"})
        say(template_json(kind, template_text(kind, "fr"), template_text(kind, "en")));
}

}  // namespace support
