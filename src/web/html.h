// HTML and SVG as values. A page is an expression: section(cls("dues"), h2("Cotisations"), p(text)). Every text and attribute is
// escaped; elements always close; void elements take no children; an attribute name that could run script does not compile.
#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace html {

// Markup known to be well formed and safe, because only this builder (and Trusted) makes it.
// A small one (a table's cell, a list's item) lives in the object itself, so that a page of hundreds of elements allocates little.
// A large one has room on both sides: the element around it is written there, so that a page is not copied once for each element it is in.
class Node {
public:
    Node() = default;
    Node(const Node& other) { *this += other; }
    Node(Node&& other) noexcept { take(other); }
    Node& operator=(Node other) noexcept { return take(other), *this; }
    ~Node() = default;

    std::string_view markup() const { return {begin(), size_}; }
    bool empty() const { return size_ == 0; }
    Node& operator+=(const Node& after);

private:
    friend struct Build;
    friend class Trusted;
    static constexpr std::size_t near_bytes = 120;

    explicit Node(std::string_view markup);
    const char* begin() const { return far_ ? far_.get() + front_ : near_.data(); }
    char* begin() { return far_ ? far_.get() + front_ : near_.data(); }
    std::size_t back() const { return far_ ? far_bytes_ - front_ - size_ : near_bytes - size_; }
    char* grow(std::size_t by);  // where the next `by` bytes are to be written
    void take(Node& other) noexcept {
        far_ = std::move(other.far_);
        size_ = std::exchange(other.size_, 0);
        far_bytes_ = std::exchange(other.far_bytes_, 0);
        front_ = std::exchange(other.front_, 0);
        if (!far_) std::memcpy(near_.data(), other.near_.data(), size_);
    }

    std::uint32_t size_ = 0, far_bytes_ = 0, front_ = 0;  // front_: room before the markup
    std::unique_ptr<char[]> far_;
    std::array<char, near_bytes> near_;  // not initialised: read only up to size_
};

// Markup from elsewhere, taken as it is. Only for bytes this program carries or makes: assets, SVG drawn by base code.
class Trusted {
public:
    explicit Trusted(std::string markup) : markup_(std::move(markup)) {}
    operator Node() const { return Node(std::string_view(markup_)); }
    const std::string& markup() const { return markup_; }

private:
    std::string markup_;
};

// The name of an attribute, checked when compiled: lower case (or SVG's camel case), never "on…", "style" or a URL's
// attribute (those have their own functions below).
struct AttributeName {
    std::string_view text;
    consteval AttributeName(const char* name) : text(name) {
        if (text.empty() || text.starts_with("on") || text == "style" || text == "srcdoc") throw "not an attribute for a page";
        for (const std::string_view url :
             {"href", "src", "action", "formaction", "poster", "data", "cite", "ping", "srcset", "background", "xlink:href"})
            if (text == url) throw "an address has its own function";
        for (const char c : text)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':')) throw "not a name";
    }
};

// One attribute. Its value is a view: made and used within one expression.
struct Attribute {
    enum class Kind : std::uint8_t { absent, flag, text, integer, number };
    Kind kind = Kind::absent;
    std::string_view name, text;
    std::int64_t integer = 0;
    double number = 0;
    mutable std::size_t written_size = 0;  // of a text, once escaped: known after the first pass
};

inline Attribute attr(AttributeName name, std::string_view value) { return {Attribute::Kind::text, name.text, value}; }
inline Attribute attr(AttributeName name, std::integral auto value) {
    return {Attribute::Kind::integer, name.text, {}, static_cast<std::int64_t>(value)};
}
inline Attribute attr(AttributeName name, double value) { return {Attribute::Kind::number, name.text, {}, 0, value}; }  // two decimals
inline Attribute flag(AttributeName name) { return {Attribute::Kind::flag, name.text}; }
inline Attribute flag_when(bool wanted, AttributeName name) { return wanted ? flag(name) : Attribute{}; }
inline Attribute attr_when(bool wanted, AttributeName name, std::string_view value) { return wanted ? attr(name, value) : Attribute{}; }

inline Attribute cls(std::string_view names) { return attr("class", names); }
inline Attribute id(std::string_view value) { return attr("id", value); }
inline Attribute lang(std::string_view tag) { return attr("lang", tag); }

// Addresses: relative to this site, or http, https, mailto, tel, otpauth. Anything else ("javascript:", "//host", control characters) is
// left out, attribute and all: a link a stranger wrote becomes plain words, never code.
bool safe_address(std::string_view);
inline Attribute href(std::string_view address) {
    return safe_address(address) ? Attribute{Attribute::Kind::text, "href", address} : Attribute{};
}
inline Attribute src(std::string_view address) {
    return safe_address(address) ? Attribute{Attribute::Kind::text, "src", address} : Attribute{};
}
inline Attribute action(std::string_view address) {
    return safe_address(address) ? Attribute{Attribute::Kind::text, "action", address} : Attribute{};
}
inline Attribute formaction(std::string_view address) {
    return safe_address(address) ? Attribute{Attribute::Kind::text, "formaction", address} : Attribute{};
}

// An attribute, a text, a number or a node: what an element is given. A view, used within one expression.
struct Part {
    enum class Kind : std::uint8_t { nothing, text, integer, node, nodes, attribute };
    Kind kind = Kind::nothing;
    std::string_view text;
    std::int64_t integer = 0;
    const Node* first = nullptr;
    std::size_t count = 0;
    Node* given = nullptr;  // a node that nobody needs afterwards
    const Attribute* attribute = nullptr;
    mutable std::size_t written_size = 0;  // of a text, once escaped: known after the first pass

    Part(std::string_view value) : kind(Kind::text), text(value) {}
    Part(const std::string& value) : kind(Kind::text), text(value) {}
    Part(const char* value) : kind(Kind::text), text(value) {}
    template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>) Part(T value)
        : kind(Kind::integer), integer(static_cast<std::int64_t>(value)) {}
    Part(const Node& node) : kind(Kind::node), first(&node), count(1) {}
    Part(Node&& node) : kind(Kind::node), first(&node), count(1), given(&node) {}
    Part(const std::vector<Node>& nodes) : kind(Kind::nodes), first(nodes.data()), count(nodes.size()) {}
    Part(const std::optional<Node>& node) : kind(node ? Kind::node : Kind::nothing), first(node ? &*node : nullptr), count(node ? 1 : 0) {}
    Part(const Attribute& value) : kind(Kind::attribute), attribute(&value) {}
};

struct Build {
    static Node element(std::string_view tag, std::initializer_list<Part>);
    static Node empty_element(std::string_view tag, std::initializer_list<Attribute>);
    static Node several(std::initializer_list<Part>);  // children without an element around them

private:
    template <class Open, class Close>
    static Node around(std::initializer_list<Part>, std::size_t opening, const Open&, std::size_t closing, const Close&);
};

// Nodes and texts one after the other.
template <class... Parts>
Node group(Parts&&... parts) {
    return Build::several({Part(std::forward<Parts>(parts))...});
}
inline Node text(std::string_view value) { return Build::several({Part(value)}); }

// make(item) for each item, one after the other.
template <class Range, class Make>
Node each(const Range& range, const Make& make) {
    Node all;
    for (const auto& item : range) all += make(item);
    return all;
}
// make() if wanted, else nothing: make is not called in vain.
template <class Make>
Node when(bool wanted, const Make& make) {
    return wanted ? Node(make()) : Node();
}

// "<!doctype html>" and the html element with these attributes around its head and its body.
std::string document(std::initializer_list<Attribute>, const Node& head, const Node& body);
void escape_text(std::string& out, std::string_view text);

#define CONCERT_ELEMENT_AS(function, tag)                                  \
    template <class... Parts>                                              \
    Node function(Parts&&... parts) {                                      \
        return Build::element(tag, {Part(std::forward<Parts>(parts))...}); \
    }
#define CONCERT_ELEMENT(name) CONCERT_ELEMENT_AS(name, #name)
#define CONCERT_EMPTY_ELEMENT(name)                          \
    template <std::convertible_to<Attribute>... Attributes>  \
    Node name(const Attributes&... attributes) {             \
        return Build::empty_element(#name, {attributes...}); \
    }

// clang-format off
CONCERT_ELEMENT(head) CONCERT_ELEMENT(title) CONCERT_ELEMENT(body) CONCERT_ELEMENT(header)
CONCERT_ELEMENT(footer) CONCERT_ELEMENT(nav) CONCERT_ELEMENT_AS(main_, "main") CONCERT_ELEMENT(section) CONCERT_ELEMENT(article)
CONCERT_ELEMENT(aside) CONCERT_ELEMENT(div) CONCERT_ELEMENT(h1) CONCERT_ELEMENT(h2) CONCERT_ELEMENT(h3) CONCERT_ELEMENT(h4)
CONCERT_ELEMENT(p) CONCERT_ELEMENT(span) CONCERT_ELEMENT(a) CONCERT_ELEMENT(strong) CONCERT_ELEMENT(em) CONCERT_ELEMENT(b)
CONCERT_ELEMENT(i) CONCERT_ELEMENT(small) CONCERT_ELEMENT(abbr) CONCERT_ELEMENT(time) CONCERT_ELEMENT(bdi) CONCERT_ELEMENT(cite)
CONCERT_ELEMENT(q) CONCERT_ELEMENT(blockquote) CONCERT_ELEMENT(code) CONCERT_ELEMENT(kbd) CONCERT_ELEMENT(pre) CONCERT_ELEMENT(mark)
CONCERT_ELEMENT(ins) CONCERT_ELEMENT(del) CONCERT_ELEMENT(s) CONCERT_ELEMENT(sub) CONCERT_ELEMENT(sup) CONCERT_ELEMENT(dfn)
CONCERT_ELEMENT(address) CONCERT_ELEMENT(data) CONCERT_ELEMENT(output) CONCERT_ELEMENT(progress) CONCERT_ELEMENT(meter)
CONCERT_ELEMENT(ul) CONCERT_ELEMENT(ol) CONCERT_ELEMENT(li) CONCERT_ELEMENT(dl) CONCERT_ELEMENT(dt) CONCERT_ELEMENT(dd)
CONCERT_ELEMENT(table) CONCERT_ELEMENT(caption) CONCERT_ELEMENT(colgroup) CONCERT_ELEMENT(thead) CONCERT_ELEMENT(tbody)
CONCERT_ELEMENT(tfoot) CONCERT_ELEMENT(tr) CONCERT_ELEMENT(th) CONCERT_ELEMENT(td) CONCERT_ELEMENT(figure) CONCERT_ELEMENT(figcaption)
CONCERT_ELEMENT(details) CONCERT_ELEMENT(summary) CONCERT_ELEMENT(dialog) CONCERT_ELEMENT(form) CONCERT_ELEMENT(fieldset)
CONCERT_ELEMENT(legend) CONCERT_ELEMENT(label) CONCERT_ELEMENT(button) CONCERT_ELEMENT(select) CONCERT_ELEMENT(optgroup)
CONCERT_ELEMENT(option) CONCERT_ELEMENT(textarea) CONCERT_ELEMENT(datalist) CONCERT_ELEMENT(noscript) CONCERT_ELEMENT(picture)
CONCERT_ELEMENT(audio) CONCERT_ELEMENT(video)
CONCERT_EMPTY_ELEMENT(meta) CONCERT_EMPTY_ELEMENT(link) CONCERT_EMPTY_ELEMENT(br) CONCERT_EMPTY_ELEMENT(hr) CONCERT_EMPTY_ELEMENT(img)
CONCERT_EMPTY_ELEMENT(input) CONCERT_EMPTY_ELEMENT(col) CONCERT_EMPTY_ELEMENT(source) CONCERT_EMPTY_ELEMENT(wbr)
    // clang-format on

    // Inline style, from the program's own assets only; the security policy allows it by hash. Throws std::invalid_argument when the
    // text would end its element.
    Node style(const Trusted& css);
// <script src defer>: scripts come from files. Nothing when the address is not safe.
Node script(std::string_view address);

namespace svg {
// clang-format off
CONCERT_ELEMENT(svg) CONCERT_ELEMENT(g) CONCERT_ELEMENT(defs) CONCERT_ELEMENT(symbol) CONCERT_ELEMENT(title) CONCERT_ELEMENT(desc)
CONCERT_ELEMENT(text) CONCERT_ELEMENT(tspan) CONCERT_ELEMENT(path) CONCERT_ELEMENT(rect) CONCERT_ELEMENT(circle) CONCERT_ELEMENT(ellipse)
CONCERT_ELEMENT(line) CONCERT_ELEMENT(polyline) CONCERT_ELEMENT(polygon) CONCERT_ELEMENT(use) CONCERT_ELEMENT(a) CONCERT_ELEMENT(marker)
CONCERT_ELEMENT_AS(clip_path, "clipPath") CONCERT_ELEMENT(pattern) CONCERT_ELEMENT_AS(linear_gradient, "linearGradient")
CONCERT_ELEMENT(stop)
// clang-format on
}  // namespace svg

#undef CONCERT_ELEMENT
#undef CONCERT_ELEMENT_AS
#undef CONCERT_EMPTY_ELEMENT

}  // namespace html
