#include "papers/xml.h"

#include <expat.h>
#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

namespace papers {

std::string xml_characters(std::string_view text) {
    std::string out(text);
    for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
        for (std::size_t at = 0; (at = out.find(none, at)) != out.npos;) out.replace(at, none.size(), "\xEF\xBF\xBD");
    return out;
}

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char** pair = pairs_; *pair; pair += 2)
        if (*pair == name) return pair[1];
    return {};
}

struct XmlParser::State {
    State(XmlHandler& receiver, std::initializer_list<std::string_view> names) : handler(receiver), spaces(names.begin(), names.end()) {}

    std::string_view local(std::string_view expanded) const {
        const auto end = expanded.find('\n');
        if (end == expanded.npos) return {};
        return std::ranges::find(spaces, expanded.substr(0, end)) == spaces.end() ? std::string_view() : expanded.substr(end + 1);
    }
    void fail(XmlFault why) {
        if (!fault) fault = why;
        over = true;
        XML_StopParser(parser.get(), XML_FALSE);
    }

    XmlHandler& handler;
    std::vector<std::string> spaces;
    std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser{XML_ParserCreateNS(nullptr, '\n'), XML_ParserFree};
    std::optional<XmlFault> fault;
    std::exception_ptr thrown;
    std::size_t silent = 0;  // bytes given since the parser last said anything
    int depth = 0;
    bool over = false;
};

namespace {

// What every call from expat does: nothing once it is over (expat notices that only between two tokens), and no exception passes through
// frames of C.
template <class State, class Work>
void answer(void* data, Work work) {
    auto& state = *static_cast<State*>(data);
    state.silent = 0;
    if (state.over) return;
    try {
        work(state);
    } catch (...) {
        state.thrown = std::current_exception();
        state.over = true;
        XML_StopParser(state.parser.get(), XML_FALSE);
    }
}

}  // namespace

XmlParser::XmlParser(XmlHandler& handler, std::initializer_list<std::string_view> spaces)
    : state_(std::make_unique<State>(handler, spaces)) {
    auto* parser = state_->parser.get();
    if (!parser) throw std::bad_alloc();
    XML_SetUserData(parser, state_.get());
    XML_SetElementHandler(
        parser,
        [](void* data, const XML_Char* name, const XML_Char** attributes) {
            answer<State>(data, [&](State& state) {
                if (++state.depth > xml_depth_max) return state.fail(XmlFault::too_deep);
                state.handler.start(state.local(name), XmlAttributes(attributes));
            });
        },
        [](void* data, const XML_Char* name) {
            answer<State>(data, [&](State& state) {
                --state.depth;
                state.handler.end(state.local(name));
            });
        });
    XML_SetCharacterDataHandler(parser, [](void* data, const XML_Char* text, int size) {
        answer<State>(data, [&](State& state) { state.handler.text({text, static_cast<std::size_t>(size)}); });
    });
    XML_SetStartDoctypeDeclHandler(parser, [](void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        answer<State>(data, [](State& state) { state.fail(XmlFault::document_type); });
    });
    // Comments and instructions: they count as something said.
    XML_SetDefaultHandler(parser, [](void* data, const XML_Char*, int) { answer<State>(data, [](State&) {}); });
}

XmlParser::~XmlParser() = default;

bool XmlParser::feed(std::string_view piece) {
    if (state_->over) return false;
    state_->silent += piece.size();
    if (XML_Parse(state_->parser.get(), piece.data(), static_cast<int>(piece.size()), XML_FALSE) != XML_STATUS_OK) {
        if (!state_->over) state_->fault = XmlFault::malformed;
        state_->over = true;
    }
    if (state_->thrown) std::rethrow_exception(std::exchange(state_->thrown, nullptr));
    if (!state_->over && state_->silent > xml_token_bytes_max) state_->fail(XmlFault::token_too_long);
    return !state_->over;
}

std::expected<void, XmlFault> XmlParser::finish() {
    if (!state_->over) {
        if (XML_Parse(state_->parser.get(), "", 0, XML_TRUE) != XML_STATUS_OK && !state_->fault && !state_->over)
            state_->fault = XmlFault::malformed;
        state_->over = true;
    }
    if (state_->fault) return std::unexpected(*state_->fault);
    return {};
}

void XmlParser::stop() {
    state_->over = true;
    XML_StopParser(state_->parser.get(), XML_FALSE);
}

}  // namespace papers
