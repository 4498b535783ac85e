// The inside of a line of a template: fields, links, what is strong.
#include <algorithm>
#include "papers/template_parts.h"

namespace papers {
namespace {

using Code = TemplateFault::Code;

class Phrases {
public:
    Phrases(std::string_view text, std::size_t line, std::vector<TemplateFault>& faults) : text_(text), line_(line), faults_(faults) {}

    Phrase read() {
        while (at_ < text_.size()) step();
        if (style_ != Style::plain) fault(Code::emphasis_open);
        flush();
        return std::move(phrase_);
    }

private:
    void fault(Code code, std::string name = {}) { faults_.push_back({line_, code, std::move(name)}); }
    bool next_is(std::string_view sign) const { return text_.substr(at_).starts_with(sign); }
    void flush() {
        if (!plain_.empty()) phrase_.push_back({false, std::move(plain_), style_, {}});
        plain_.clear();
    }
    void step();
    void toggle(Style style, std::size_t size);
    void link();
    bool field(std::vector<Part>& parts);

    std::string_view text_;
    std::size_t line_, at_ = 0;
    std::vector<TemplateFault>& faults_;
    Style style_ = Style::plain;
    std::string plain_;
    Phrase phrase_;
};

void Phrases::step() {
    if (next_is("\\") && at_ + 1 < text_.size()) plain_ += text_[at_ + 1], at_ += 2;
    else if (next_is("**")) toggle(Style::strong, 2);
    else if (next_is("*")) toggle(Style::emphasis, 1);
    else if (next_is("[")) link();
    else if (next_is("{{")) {
        flush();
        if (field(phrase_)) phrase_.back().style = style_;
    } else plain_ += text_[at_++];
}

void Phrases::toggle(Style style, std::size_t size) {
    at_ += size;
    flush();
    if (style_ != Style::plain && style_ != style) return fault(Code::emphasis_nested);
    style_ = style_ == style ? Style::plain : style;
}

// At "{{": adds the field, or says what is wrong and goes past it.
bool Phrases::field(std::vector<Part>& parts) {
    const auto close = text_.find("}}", at_);
    const auto inside = close == text_.npos ? std::string_view() : text_.substr(at_ + 2, close - at_ - 2);
    at_ = close == text_.npos ? text_.size() : close + 2;
    if (inside.starts_with('#') || inside.starts_with('/')) return fault(Code::directive_unknown), false;
    if (!is_field_name(inside)) return fault(Code::field_malformed), false;
    parts.push_back({true, std::string(inside), Style::plain, {}});
    return true;
}

void Phrases::link() {
    flush();
    ++at_;
    const auto style = style_;
    const auto begun = phrase_.size();
    while (at_ < text_.size() && !next_is("]") && !next_is("[")) step();
    flush();
    const bool followed = next_is("](");
    if (!followed || style != style_ || phrase_.size() == begun) {
        at_ = text_.size();
        style_ = Style::plain;
        return fault(Code::link_malformed);
    }
    at_ += 2;
    std::vector<Part> target;
    while (at_ < text_.size() && !next_is(")")) {
        if (next_is("{{")) {
            field(target);
            continue;
        }
        if (next_is("\\") && at_ + 1 < text_.size()) ++at_;
        if (target.empty() || target.back().field) target.emplace_back();
        target.back().text += text_[at_++];
    }
    if (at_ >= text_.size() || target.empty()) return at_ = text_.size(), fault(Code::link_malformed);
    ++at_;
    for (auto i = begun; i < phrase_.size(); ++i) phrase_[i].link = target;
}

}  // namespace

Phrase parse_phrase(std::string_view text, std::size_t line, std::vector<TemplateFault>& faults) {
    return Phrases(text, line, faults).read();
}

bool is_field_name(std::string_view name) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    return !name.empty() && small(name[0]) &&
           std::ranges::all_of(name, [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; });
}

std::vector<std::string> cells_of(std::string_view row) {
    std::vector<std::string> cells(1);
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] == '\\' && i + 1 < row.size()) cells.back().append(row.substr(i++, 2));
        else if (row[i] == '|') cells.emplace_back();
        else cells.back() += row[i];
    }
    for (auto& cell : cells) {
        while (cell.ends_with(' ')) cell.pop_back();
        cell.erase(0, cell.find_first_not_of(' '));
    }
    return cells;
}

}  // namespace papers
