#include "web/html.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
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

constexpr std::array<std::uint8_t, 256> make_growth() {
    std::array<std::uint8_t, 256> growth{};
    for (std::size_t c = 0; c < growth.size(); ++c)
        if (escapes[c]) growth[c] = static_cast<std::uint8_t>(replacements[escapes[c]].size() - 1);
    return growth;
}
constexpr auto growth = make_growth();

// Elements are written in two passes, the size and then the bytes, so that each costs one allocation and no growing.
struct Digits {
    std::array<char, 24> bytes;
    std::size_t size;
    explicit Digits(std::int64_t value)
        : size(static_cast<std::size_t>(std::to_chars(bytes.data(), bytes.data() + bytes.size(), value).ptr - bytes.data())) {}
};

// At most two decimals, no trailing zeros: what a drawing needs. What is not finite is drawn at zero.
struct Decimals {
    std::array<char, 400> bytes;
    std::size_t size;
    explicit Decimals(double value) {
        if (!std::isfinite(value)) value = 0;
        const auto end = std::to_chars(bytes.data(), bytes.data() + bytes.size(), value, std::chars_format::fixed, 2).ptr;
        std::string_view text(bytes.data(), static_cast<std::size_t>(end - bytes.data()));
        while (text.back() == '0') text.remove_suffix(1);
        if (text.back() == '.') text.remove_suffix(1);
        if (text == "-0") bytes[0] = '0', text.remove_suffix(1);
        size = text.size();
    }
};

std::size_t escaped_size(std::string_view text) {
    std::size_t size = text.size();
    for (const char c : text) size += growth[static_cast<unsigned char>(c)];
    return size;
}

// Writes where room has been made.
struct Writer {
    char* at;

    // Most pieces are a few bytes, where calling memcpy costs more than the copy: two overlapping words instead.
    void raw(std::string_view text) {
        const char* from = text.data();
        const auto size = text.size();
        const auto two_words = [&]<class Word>(Word) {
            Word first, last;
            std::memcpy(&first, from, sizeof first);
            std::memcpy(&last, from + size - sizeof last, sizeof last);
            std::memcpy(at, &first, sizeof first);
            std::memcpy(at + size - sizeof last, &last, sizeof last);
        };
        if (size > 16) std::memcpy(at, from, size);
        else if (size >= 8) two_words(std::uint64_t{});
        else if (size >= 4) two_words(std::uint32_t{});
        else if (size >= 2) two_words(std::uint16_t{});
        else if (size == 1) *at = *from;
        at += size;
    }
    void byte(char c) { *at++ = c; }
    void escaped(std::string_view text) {
        for (std::size_t kept = 0, i = 0;; ++i) {
            if (i < text.size() && escapes[static_cast<unsigned char>(text[i])] == 0) continue;
            raw(text.substr(kept, i - kept));
            if (i == text.size()) return;
            raw(replacements[escapes[static_cast<unsigned char>(text[i])]]);
            kept = i + 1;
        }
    }
};

std::size_t value_size(const Attribute& attribute) {
    using Kind = Attribute::Kind;
    if (attribute.kind == Kind::integer) return Digits(attribute.integer).size;
    if (attribute.kind == Kind::number) return Decimals(attribute.number).size;
    return attribute.written_size = escaped_size(attribute.text);
}

std::size_t size_of(const Attribute& attribute) {
    if (attribute.kind == Attribute::Kind::absent) return 0;
    const auto name = 1 + attribute.name.size();
    return attribute.kind == Attribute::Kind::flag ? name : name + 3 + value_size(attribute);
}

void write(Writer& out, const Attribute& attribute) {
    using Kind = Attribute::Kind;
    if (attribute.kind == Kind::absent) return;
    out.byte(' ');
    out.raw(attribute.name);
    if (attribute.kind == Kind::flag) return;
    out.raw("=\"");
    if (attribute.kind == Kind::integer) {
        const Digits digits(attribute.integer);
        out.raw({digits.bytes.data(), digits.size});
    } else if (attribute.kind == Kind::number) {
        const Decimals decimals(attribute.number);
        out.raw({decimals.bytes.data(), decimals.size});
    } else if (attribute.written_size == attribute.text.size()) {
        out.raw(attribute.text);
    } else {
        out.escaped(attribute.text);
    }
    out.byte('"');
}

std::size_t child_size(const Part& part) {
    if (part.kind == Part::Kind::text) return part.written_size = escaped_size(part.text);
    if (part.kind == Part::Kind::integer) return Digits(part.integer).size;
    std::size_t size = 0;
    for (std::size_t i = 0; i < part.count; ++i) size += part.first[i].markup().size();
    return size;
}

void write_child(Writer& out, const Part& part) {
    if (part.kind == Part::Kind::text) part.written_size == part.text.size() ? out.raw(part.text) : out.escaped(part.text);
    else if (part.kind == Part::Kind::integer) {
        const Digits digits(part.integer);
        out.raw({digits.bytes.data(), digits.size});
    }
    for (std::size_t i = 0; i < part.count; ++i) out.raw(part.first[i].markup());
}

// The same attribute twice is a mistake in a page's code: browsers would keep the first and drop the other in silence.
[[maybe_unused]] bool distinct(std::initializer_list<Part> parts) {
    const auto named = [](const Part& part) { return part.attribute && part.attribute->kind != Attribute::Kind::absent; };
    for (auto one = parts.begin(); one != parts.end(); ++one) {
        if (!named(*one)) continue;
        for (auto other = parts.begin(); other != one; ++other)
            if (named(*other) && one->attribute->name == other->attribute->name) return false;
    }
    return true;
}

}  // namespace

namespace {

// What a node of that size gets before and after it: an element or two around a part of a page, the frame around a whole one.
std::size_t room_around(std::size_t size) { return std::min<std::size_t>(size / 4 + 64, 8192); }

std::uint32_t small(std::size_t size) {
    if (size > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("a page of 4 GiB");
    return static_cast<std::uint32_t>(size);
}

}  // namespace

char* Node::grow(std::size_t by) {
    if (by > back()) {
        const auto around = room_around(size_ + by);
        const auto wanted = small(around + std::max(size_ + by + around, 2 * std::size_t(size_)));
        auto larger = std::make_unique_for_overwrite<char[]>(wanted);
        std::memcpy(larger.get() + around, begin(), size_);
        far_ = std::move(larger);
        far_bytes_ = wanted;
        front_ = static_cast<std::uint32_t>(around);
    }
    char* const end = begin() + size_;
    size_ = small(size_ + by);
    return end;
}

Node::Node(std::string_view markup) { std::memcpy(grow(markup.size()), markup.data(), markup.size()); }

Node& Node::operator+=(const Node& after) {
    const auto size = after.size_;  // `after` may be this one
    char* const end = grow(size);
    std::memcpy(end, after.begin(), size);
    return *this;
}

// The children between what opens and what closes. Where the largest of the nodes given away has the room, the rest is written around it.
template <class Open, class Close>
Node Build::around(std::initializer_list<Part> parts, std::size_t opening, const Open& open, std::size_t closing, const Close& close) {
    std::size_t before = opening, after = closing;  // the largest
    const Part* largest = nullptr;
    for (const auto& part : parts) {
        if (part.attribute) continue;
        if (part.given && part.given->far_ && (!largest || part.given->size_ > largest->given->size_)) {
            before += after - closing;
            if (largest) before += largest->given->size_;
            after = closing;
            largest = &part;
        } else {
            after += child_size(part);
        }
    }
    if (largest && largest->given->front_ >= before && largest->given->back() >= after) {
        Node node = std::move(*largest->given);
        char* const end = node.begin() + node.size_;
        node.front_ -= static_cast<std::uint32_t>(before);
        node.size_ += static_cast<std::uint32_t>(before + after);
        Writer out{node.begin()};
        open(out);
        for (const auto& part : parts) {
            if (part.attribute) continue;
            if (&part == largest) out.at = end;
            else write_child(out, part);
        }
        close(out);
        assert(out.at == node.begin() + node.size_);
        return node;
    }
    Node node;
    const auto size = before + (largest ? largest->given->size_ : 0) + after;
    Writer out{node.grow(size)};
    open(out);
    for (const auto& part : parts)
        if (!part.attribute) write_child(out, part);
    close(out);
    assert(out.at == node.begin() + size);
    return node;
}

void escape_text(std::string& out, std::string_view text) {
    const auto before = out.size();
    out.resize(before + escaped_size(text));
    Writer{out.data() + before}.escaped(text);
}

bool safe_address(std::string_view address) {
    for (const char c : address) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F || c == '\\') return false;  // browsers skip some of these inside a scheme
    }
    if (address.starts_with("//")) return false;
    if (address.starts_with('/') || address.starts_with('#') || address.starts_with('?')) return true;
    const auto end = address.find_first_of(":/?#");
    if (end == std::string_view::npos || address[end] != ':') return true;
    std::string scheme(address.substr(0, end));
    for (char& c : scheme)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return scheme == "https" || scheme == "http" || scheme == "mailto" || scheme == "tel" || scheme == "otpauth";
}

Node Build::element(std::string_view tag, std::initializer_list<Part> parts) {
    assert(distinct(parts));
    // The HTML parser drops one line end at the start of these two: give it one to drop.
    const bool line_end_first = tag == "textarea" || tag == "pre";
    std::size_t opening = tag.size() + 2 + line_end_first;
    for (const auto& part : parts)
        if (part.attribute) opening += size_of(*part.attribute);
    const auto open = [&](Writer& out) {
        out.byte('<');
        out.raw(tag);
        for (const auto& part : parts)
            if (part.attribute) write(out, *part.attribute);
        out.byte('>');
        if (line_end_first) out.byte('\n');
    };
    return around(parts, opening, open, tag.size() + 3, [&](Writer& out) {
        out.raw("</");
        out.raw(tag);
        out.byte('>');
    });
}

Node Build::empty_element(std::string_view tag, std::initializer_list<Attribute> attributes) {
    std::size_t size = tag.size() + 2;
    for (const auto& attribute : attributes) size += size_of(attribute);
    Node node;
    Writer out{node.grow(size)};
    out.byte('<');
    out.raw(tag);
    for (const auto& attribute : attributes) write(out, attribute);
    out.byte('>');
    assert(out.at == node.begin() + size);
    return node;
}

Node Build::several(std::initializer_list<Part> parts) {
    const auto nothing = [](Writer&) {};
    return around(parts, 0, nothing, 0, nothing);
}

std::string document(std::initializer_list<Attribute> attributes, const Node& head, const Node& body) {
    const auto opening = Build::empty_element("html", attributes);
    constexpr std::string_view begin = "<!doctype html>\n", end = "</html>";
    std::string all;
    all.reserve(begin.size() + opening.markup().size() + head.markup().size() + body.markup().size() + end.size());
    return all.append(begin).append(opening.markup()).append(head.markup()).append(body.markup()).append(end);
}

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
