// What XML can hold, and XML of strangers, in pieces, over expat: namespaces resolved, no document type (so no entity but the five of XML),
// a limit on depth and on how long one token may be (the parser reads a token again with each piece that does not end it).
#pragma once
#include <expected>
#include <memory>
#include <string>
#include <string_view>

struct XML_ParserStruct;

namespace papers {

inline constexpr int xml_depth_max = 64;
inline constexpr std::size_t xml_token_bytes_max = 1'000'000;

// The text with U+FFFD for U+FFFE and U+FFFF, which XML 1.0 §2.2 does not hold to be characters. Controls, which are none either, are
// left to who writes: each format has its own way with them. `text` is valid UTF-8.
std::string xml_characters(std::string_view text);

enum class XmlFault { malformed, document_type, too_deep, token_too_long };

// The attributes of one element; valid during the call only.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    // Of an attribute without a namespace, or as expanded: "NAMESPACE\nNAME". Data is nullptr when there is none.
    std::string_view operator[](std::string_view name) const;

private:
    const char** pairs_;
};

class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    // Names without their namespace when it is one of `spaces` given to the parser, empty when it is another.
    virtual void start(std::string_view name, const XmlAttributes&) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view) = 0;  // one text may come in several pieces
};

class XmlParser {
public:
    XmlParser(XmlHandler&, std::initializer_list<std::string_view> spaces);
    ~XmlParser();
    XmlParser(const XmlParser&) = delete;
    XmlParser& operator=(const XmlParser&) = delete;

    bool feed(std::string_view piece);       // false: it is no use to go on
    std::expected<void, XmlFault> finish();  // after the last piece, or after false
    void stop();                             // from a handler: what follows is neither read nor checked; finish gives no fault

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace papers
