#include "web/html.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace html {

namespace {

// Quotes are escaped in texts too: one function, safe wherever its output lands.
constexpr std::array<std::uint8_t, 256> make_escapes() {
    std::array<std::uint8_t, 256> escapes{};
    escapes['&'] = 1;
    escapes['<'] = 2;
    escapes['>'] = 3;
    escapes['"'] = 4;
    escapes['\''] = 5;
    // NUL and other control characters have no place in HTML (they are parse errors): shown as U+FFFD.
    for (unsigned c = 0; c < 0x20; ++c)
        if (c != '\t' && c != '\n' && c != '\r') escapes[c] = 6;
    escapes[0x7F] = 6;
    return escapes;
}
constexpr auto escapes = make_escapes();
constexpr std::array<std::string_view, 7> replacements{"", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "\xEF\xBF\xBD"};

void append_integer(std::string& out, std::int64_t value) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

// At most two decimals, no trailing zeros: what a drawing needs.
void append_number(std::string& out, double value) {
    if (!std::isfinite(value)) value = 0;
    std::array<char, 400> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 2).ptr;
    std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
    while (text.back() == '0') text.remove_suffix(1);
    if (text.back() == '.') text.remove_suffix(1);
    out += text == "-0" ? "0" : text;
}

void append_attribute(std::string& out, const Attribute& attribute) {
    using Kind = Attribute::Kind;
    if (attribute.kind == Kind::absent || (attribute.kind == Kind::address && !safe_address(attribute.text))) return;
    out += ' ';
    out += attribute.name;
    if (attribute.kind == Kind::flag) return;
    out += "=\"";
    if (attribute.kind == Kind::integer) append_integer(out, attribute.integer);
    else if (attribute.kind == Kind::number) append_number(out, attribute.number);
    else escape_text(out, attribute.text);
    out += '"';
}

void append_child(std::string& out, const Part& part) {
    switch (part.kind) {
        case Part::Kind::text: escape_text(out, part.text); break;
        case Part::Kind::integer: append_integer(out, part.integer); break;
        case Part::Kind::node:
        case Part::Kind::nodes:
            for (std::size_t i = 0; i < part.count; ++i) out += part.first[i].markup();
            break;
        case Part::Kind::nothing:
        case Part::Kind::attribute: break;
    }
}

std::size_t size_of(const Part& part) {
    std::size_t size = part.text.size() + 20;
    for (std::size_t i = 0; i < part.count; ++i) size += part.first[i].markup().size();
    if (part.attribute) size += part.attribute->name.size() + part.attribute->text.size();
    return size;
}

// The same attribute twice is a mistake in a page's code: browsers would keep the first and drop the other in silence.
[[maybe_unused]] bool distinct(std::initializer_list<Part> parts) {
    for (auto one = parts.begin(); one != parts.end(); ++one)
        for (auto other = parts.begin(); other != one; ++other)
            if (one->attribute && other->attribute && one->attribute->kind != Attribute::Kind::absent &&
                other->attribute->kind != Attribute::Kind::absent && one->attribute->name == other->attribute->name)
                return false;
    return true;
}

}  // namespace

void escape_text(std::string& out, std::string_view text) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto escape = escapes[static_cast<unsigned char>(text[i])];
        if (escape == 0) continue;
        out.append(text, kept, i - kept);
        out += replacements[escape];
        kept = i + 1;
    }
    out.append(text, kept);
}

bool safe_address(std::string_view address) {
    for (const char c : address) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F || c == '\\') return false;  // browsers skip some of these inside a scheme
    }
    if (address.starts_with("//")) return false;
    const auto end = address.find_first_of(":/?#");
    if (end == std::string_view::npos || address[end] != ':') return true;
    std::string scheme(address.substr(0, end));
    for (char& c : scheme)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return scheme == "https" || scheme == "http" || scheme == "mailto" || scheme == "tel";
}

Node Build::element(std::string_view tag, std::initializer_list<Part> parts) {
    assert(distinct(parts));
    std::size_t size = 2 * tag.size() + 5;
    for (const auto& part : parts) size += size_of(part);
    std::string out;
    out.reserve(size);
    out += '<';
    out += tag;
    for (const auto& part : parts)
        if (part.attribute) append_attribute(out, *part.attribute);
    out += '>';
    // The HTML parser drops one line end at the start of these two: give it one to drop.
    if (tag == "textarea" || tag == "pre") out += '\n';
    for (const auto& part : parts) append_child(out, part);
    out += "</";
    out += tag;
    out += '>';
    return Node(std::move(out));
}

Node Build::empty_element(std::string_view tag, std::initializer_list<Attribute> attributes) {
    std::string out = "<";
    out += tag;
    for (const auto& attribute : attributes) append_attribute(out, attribute);
    out += '>';
    return Node(std::move(out));
}

Node Build::several(std::initializer_list<Part> parts) {
    std::string out;
    for (const auto& part : parts) {
        assert(part.kind != Part::Kind::attribute);
        append_child(out, part);
    }
    return Node(std::move(out));
}

std::string document(const Node& root) { return "<!doctype html>\n" + root.markup(); }

Node style(const Trusted& css) {
    // Raw text ends at "</style" (HTML Living Standard §13.1.2.6); no stylesheet of ours needs "</".
    if (css.markup().find("</") != std::string::npos) throw std::invalid_argument("a stylesheet with \"</\" in it");
    return Trusted("<style>" + css.markup() + "</style>");
}

Node script(std::string_view address) {
    if (!safe_address(address)) return {};
    return Build::element("script", {Part(src(address)), Part(flag("defer"))});
}

}  // namespace html
