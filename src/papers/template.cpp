// The lines of a template read into blocks. Every line is looked at once; a fault does not hide those after it.
#include "papers/template.h"
#include <algorithm>
#include "base/text.h"
#include "papers/template_parts.h"

namespace papers {
namespace {

using Code = TemplateFault::Code;
using Kind = Node::Kind;

std::string_view trimmed(std::string_view text) {
    while (text.ends_with(' ') || text.ends_with('\r') || text.ends_with('\t')) text.remove_suffix(1);
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    return text;
}

// What follows the mark, when the line begins with it and a space (or is the mark alone).
std::optional<std::string_view> after(std::string_view line, std::string_view mark) {
    if (!line.starts_with(mark)) return {};
    const auto rest = line.substr(mark.size());
    if (!rest.empty() && rest[0] != ' ') return {};
    return trimmed(rest);
}

std::optional<std::string_view> after_number(std::string_view line) {
    const auto digits = line.find_first_not_of("0123456789");
    if (digits == 0 || digits == line.npos || digits > 4) return {};
    return after(line.substr(digits), ".");
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}
    std::unique_ptr<Template::Parts> parse();
    std::vector<TemplateFault> faults;

private:
    void fault(Code code, std::string name = {}) { faults.push_back({line_, code, std::move(name)}); }
    bool next_line();
    void head();
    void body_line(std::string_view line);
    bool directive(std::string_view line);
    bool marked(std::string_view line);
    bool row(std::string_view line);
    void first_row(std::vector<std::string> cells);
    void dashes(const std::vector<std::string>& cells);
    void close_block();
    std::vector<Node>& nodes() { return whens_.empty() ? parts_->nodes : whens_.back().nodes; }
    Node& begin(Kind kind) {
        close_block();
        nodes().push_back(Node{kind, line_});
        open_ = true;
        return nodes().back();
    }
    // The block that a line of this kind continues, or a new one.
    Node& continued(Kind kind) { return open_ && nodes().back().kind == kind ? nodes().back() : begin(kind); }
    Entry entry(std::vector<Phrase> cells) { return {line_, std::move(cells), each_, group_}; }
    Phrase phrase(std::string_view text) { return parse_phrase(text, line_, faults); }
    void single(Kind kind, std::string_view text, int level = 0);
    void name_fields(const Entry&);
    void name_fields(const std::vector<Node>&);

    std::string_view text_;
    std::size_t at_ = 0, line_ = 0, group_ = 0, each_line_ = 0;
    std::string_view now_;
    bool open_ = false;  // the last block may go on
    std::string each_;
    std::string joined_;  // of a paragraph or a quotation: its lines until now
    std::optional<std::pair<std::size_t, Phrase>> caption_;
    std::vector<Node> whens_;
    std::unique_ptr<Template::Parts> parts_ = std::make_unique<Template::Parts>();
};

bool Parser::next_line() {
    if (at_ >= text_.size()) return false;
    const auto end = std::min(text_.find('\n', at_), text_.size());
    now_ = trimmed(text_.substr(at_, end - at_));
    at_ = end + 1;
    ++line_;
    return true;
}

void Parser::head() {
    while (next_line() && !now_.empty()) {
        const auto colon = now_.find(':');
        const auto word = now_.substr(0, colon);
        auto* entry = word == "title" ? &parts_->title : word == "subject" ? &parts_->subject : nullptr;
        const auto rest = colon == now_.npos ? std::string_view() : trimmed(now_.substr(colon + 1));
        if (!entry || entry->line) fault(Code::head_unknown);
        else if (rest.empty()) fault(Code::heading_empty);
        else *entry = this->entry({phrase(rest)});
    }
    if (!parts_->title.line) faults.push_back({1, Code::title_missing, {}});
}

// What was gathered of the block becomes phrases, and what it lacks is said.
void Parser::close_block() {
    if (open_) {
        auto& node = nodes().back();
        if (!joined_.empty()) {
            auto cell = parse_phrase(joined_, node.line, faults);
            if (node.entries.empty()) node.entries.push_back({node.line, {}, {}, 0});
            node.entries[0].cells.insert(node.entries[0].cells.begin(), std::move(cell));
            joined_.clear();
        } else if (node.kind == Kind::paragraph || node.kind == Kind::quotation) {
            faults.push_back({node.line, Code::heading_empty, {}});
        }
        if (node.kind == Kind::table && node.columns.empty()) faults.push_back({node.line, Code::table_malformed, {}});
    }
    open_ = false;
    if (caption_) faults.push_back({caption_->first, Code::caption_alone, {}});
    caption_.reset();
}

void Parser::single(Kind kind, std::string_view text, int level) {
    auto& node = begin(kind);
    node.level = level;
    if (text.empty()) fault(Code::heading_empty);
    node.entries.push_back({line_, {phrase(text)}, {}, 0});
    if (!each_.empty()) fault(Code::each_misplaced);
    open_ = false;
}

bool Parser::directive(std::string_view line) {
    if (!line.starts_with("{{#") && !line.starts_with("{{/")) return false;
    const auto inside = line.ends_with("}}") ? line.substr(2, line.size() - 4) : std::string_view();
    if (inside.starts_with("#each ") || inside.starts_with("#if ")) {
        const auto name = trimmed(inside.substr(inside.find(' ')));
        const bool repeats = inside[1] == 'e';
        if (!is_field_name(name)) return fault(Code::field_malformed), true;
        if (!each_.empty()) return fault(Code::not_closed, each_), true;
        if (repeats) {
            each_ = name, ++group_, each_line_ = line_;
            parts_->fields.lists[each_];
            parts_->first_lines.emplace(name, line_);
        } else {
            close_block();
            if (whens_.size() >= template_depth_max) return fault(Code::too_deep), true;
            whens_.push_back(Node{Kind::when, line_});
            whens_.back().name = name;
            parts_->fields.conditions.emplace(name);
            parts_->first_lines.emplace(name, line_);
        }
    } else if (inside == "/each") {
        if (each_.empty()) fault(Code::not_open);
        each_.clear();
    } else if (inside == "/if") {
        if (!each_.empty()) fault(Code::not_closed, each_);
        each_.clear();
        close_block();
        if (whens_.empty()) return fault(Code::not_open), true;
        auto when = std::move(whens_.back());
        whens_.pop_back();
        nodes().push_back(std::move(when));
    } else {
        fault(Code::directive_unknown);
    }
    return true;
}

// Lines that begin with a mark.
bool Parser::marked(std::string_view line) {
    const auto item = [&](Kind kind, std::vector<Phrase> cells) {
        auto& node = continued(kind);
        if (std::ranges::any_of(cells, &Phrase::empty) && kind != Kind::signature) fault(Code::heading_empty);
        node.entries.push_back(entry(std::move(cells)));
        return true;
    };
    if (const auto title = after(line, "#!")) return single(Kind::annex, *title), true;
    if (line.starts_with('#')) {
        const auto level = std::min(line.find_first_not_of('#'), line.size());
        if (level > 3) return fault(Code::heading_level), true;
        if (const auto title = after(line, line.substr(0, level))) return single(Kind::heading, *title, static_cast<int>(level)), true;
        return false;
    }
    if (line == "===") return begin(Kind::page_break), open_ = false, true;
    if (const auto text = after(line, "^")) return single(Kind::note, *text), true;
    if (const auto text = after(line, "-")) return item(Kind::bulleted, {phrase(*text)});
    if (const auto text = after_number(line)) return item(Kind::numbered, {phrase(*text)});
    if (const auto text = after(line, ">>")) {
        auto& node = continued(Kind::quotation);
        if (joined_.empty() || !node.entries.empty()) return fault(Code::heading_empty), true;
        node.entries.push_back({line_, {phrase(*text)}, {}, 0});
        return true;
    }
    if (const auto text = after(line, ">")) {
        continued(Kind::quotation);
        if (!each_.empty()) fault(Code::each_misplaced);
        joined_.append(joined_.empty() ? "" : " ").append(*text);
        return true;
    }
    if (const auto text = after(line, ":")) {
        close_block();
        if (text->empty()) fault(Code::heading_empty);
        caption_ = {line_, phrase(*text)};
        return true;
    }
    if (const auto text = after(line, "~")) {
        const auto cells = cells_of(*text);
        if (!each_.empty()) fault(Code::each_misplaced);
        if (cells.size() != 2 || cells[1].empty()) return fault(Code::signature_malformed), true;
        return item(Kind::signature, {phrase(cells[0]), phrase(cells[1])});
    }
    if (const auto between = line.find(" :: "); between != line.npos && line[0] != '|')
        return item(Kind::pairs, {phrase(trimmed(line.substr(0, between))), phrase(trimmed(line.substr(between + 4)))});
    return false;
}

void Parser::first_row(std::vector<std::string> cells) {
    auto caption = std::move(caption_);
    caption_.reset();
    auto& node = begin(Kind::table);
    if (caption) node.caption = std::move(caption->second);
    if (!each_.empty()) fault(Code::each_misplaced);
    node.headings.line = line_;
    for (const auto& cell : cells) node.headings.cells.push_back(phrase(cell));
}

// ":--", "--:", ":-:": the side and the width of each column.
void Parser::dashes(const std::vector<std::string>& cells) {
    auto& node = nodes().back();
    if (cells.size() != node.headings.cells.size()) fault(Code::table_ragged);
    for (const auto& cell : cells) {
        const bool left = cell.starts_with(':'), right = cell.size() > 1 && cell.ends_with(':');
        const auto line = std::string_view(cell).substr(left, cell.size() - left - right);
        if (line.empty() || line.find_first_not_of('-') != line.npos) fault(Code::table_malformed);
        node.columns.push_back({{}, right ? left ? Align::centre : Align::end : Align::start, static_cast<double>(line.size())});
    }
}

bool Parser::row(std::string_view line) {
    if (!line.starts_with('|')) return false;
    const bool totals = line.starts_with("|=");
    line.remove_prefix(totals ? 2 : 1);
    auto cells = cells_of(line);
    if (!cells.back().empty() || cells.size() < 2) return fault(Code::table_malformed), true;
    cells.pop_back();
    if (!open_ || nodes().back().kind != Kind::table) return totals ? fault(Code::table_malformed) : first_row(std::move(cells)), true;
    auto& node = nodes().back();
    if (node.columns.empty()) return dashes(cells), true;
    if (!node.totals.cells.empty()) return fault(Code::table_malformed), true;
    if (cells.size() != node.headings.cells.size()) return fault(Code::table_ragged), true;
    if (totals && !each_.empty()) fault(Code::each_misplaced);
    std::vector<Phrase> phrases;
    for (const auto& cell : cells) phrases.push_back(phrase(cell));
    if (totals) node.totals = {line_, std::move(phrases), {}, 0};
    else node.entries.push_back(entry(std::move(phrases)));
    return true;
}

void Parser::body_line(std::string_view line) {
    if (line.empty()) {
        if (each_.empty()) close_block();
    } else if (!directive(line) && !row(line) && !marked(line)) {
        if (!each_.empty()) fault(Code::each_misplaced);
        continued(Kind::paragraph);
        joined_.append(joined_.empty() ? "" : " ").append(line);
    }
}

void Parser::name_fields(const Entry& entry) {
    auto& names = entry.each.empty() ? parts_->fields.texts : parts_->fields.lists[entry.each];
    const auto add = [&](const Part& part) {
        if (!part.field) return;
        names.insert(part.text);
        parts_->first_lines.emplace(entry.each.empty() ? part.text : entry.each + "." + part.text, entry.line);
    };
    for (const auto& cell : entry.cells)
        for (const auto& part : cell) {
            add(part);
            for (const auto& target : part.link) add(target);
        }
}

void Parser::name_fields(const std::vector<Node>& nodes) {
    for (const auto& node : nodes) {
        name_fields({node.line, {node.caption}, {}, 0});
        name_fields(node.headings);
        for (const auto& entry : node.entries) name_fields(entry);
        name_fields(node.totals);
        name_fields(node.nodes);
    }
}

std::unique_ptr<Template::Parts> Parser::parse() {
    if (text_.size() > template_bytes_max) faults.push_back({1, Code::too_long, {}});
    else if (!base::valid_utf8(text_)) faults.push_back({1, Code::not_text, {}});
    if (!faults.empty()) return {};
    head();
    while (next_line()) body_line(now_);
    close_block();
    if (!each_.empty()) faults.push_back({each_line_, Code::not_closed, each_});
    for (const auto& when : whens_) faults.push_back({when.line, Code::not_closed, when.name});
    std::ranges::stable_sort(faults, {}, &TemplateFault::line);
    if (!faults.empty()) return {};
    name_fields(parts_->title), name_fields(parts_->subject);
    name_fields(parts_->nodes);
    return std::move(parts_);
}

}  // namespace

Template::Template(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

std::expected<Template, std::vector<TemplateFault>> Template::parse(std::string_view text) {
    Parser parser(text);
    auto parts = parser.parse();
    if (!parts) return std::unexpected(std::move(parser.faults));
    return Template(std::move(parts));
}

const Fields& Template::fields() const { return parts_->fields; }

std::vector<std::string> differing_fields(const Template& a, const Template& b) {
    const auto names = [](const Fields& fields) {
        std::set<std::string> all;
        all.insert(fields.texts.begin(), fields.texts.end());
        for (const auto& name : fields.conditions) all.insert("#if " + name);
        for (const auto& [list, row] : fields.lists) {
            all.insert(list);
            for (const auto& name : row) all.insert(list + "." + name);
        }
        return all;
    };
    const auto first = names(a.fields()), second = names(b.fields());
    std::vector<std::string> differing;
    std::ranges::set_symmetric_difference(first, second, std::back_inserter(differing));
    return differing;
}

}  // namespace papers
