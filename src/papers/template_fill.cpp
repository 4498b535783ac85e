// A template filled with values: each place checked, then blocks made.
#include <algorithm>
#include "papers/hyphens.h"
#include "papers/template_parts.h"

namespace papers {
namespace {

using Code = TemplateFault::Code;
using Kind = Node::Kind;

class Filler {
public:
    Filler(const Template::Parts& parts, const Values& values) : parts_(parts), values_(values) {}
    void check_names();
    Document document(base::Language language);
    std::vector<TemplateFault> faults;

private:
    std::size_t line_of(const std::string& name) const {
        const auto found = parts_.first_lines.find(name);
        return found == parts_.first_lines.end() ? 0 : found->second;
    }
    void check_rows(const std::string& list, const std::set<std::string>& names);
    std::string value(const Part& field, std::size_t line, const Values::Row& row);
    std::string plain(const Phrase&, std::size_t line, const Values::Row&);
    Text text(const Phrase&, std::size_t line, const Values::Row&);
    Text only(const Node& node) { return text(node.entries[0].cells[0], node.entries[0].line, values_.texts); }
    // Calls `take` with each entry and its row: once, or for each row of its list, entries of one {{#each}} together.
    template <class Take>
    void each(const std::vector<Entry>&, const Take& take);
    std::vector<std::vector<Text>> rows(const std::vector<Entry>&);
    bool holds(const std::string& name) const;
    void add(const std::vector<Node>&, std::vector<Block>&);
    void add(const Node&, std::vector<Block>&);
    Table table(const Node&);
    Signature signature(const Node&);

    const Template::Parts& parts_;
    const Values& values_;
};

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

void Filler::check_rows(const std::string& list, const std::set<std::string>& names) {
    std::set<std::string> missing, unknown;
    for (const auto& row : values_.lists.at(list)) {
        for (const auto& name : names)
            if (!row.contains(name)) missing.insert(list + "." + name);
        for (const auto& [name, value] : row)
            if (!names.contains(name)) unknown.insert(list + "." + name);
    }
    for (const auto& name : missing) faults.push_back({line_of(name), Code::field_missing, name});
    for (const auto& name : unknown) faults.push_back({0, Code::field_unknown, name});
}

void Filler::check_names() {
    const auto& fields = parts_.fields;
    for (const auto& name : fields.texts)
        if (!values_.texts.contains(name)) faults.push_back({line_of(name), Code::field_missing, name});
    for (const auto& name : fields.conditions)
        if (!fields.texts.contains(name) && !values_.texts.contains(name) && !values_.lists.contains(name))
            faults.push_back({line_of(name), Code::field_missing, name});
    for (const auto& [name, value] : values_.texts)
        if (!fields.texts.contains(name) && !fields.conditions.contains(name)) faults.push_back({0, Code::field_unknown, name});
    for (const auto& [list, names] : fields.lists) {
        if (values_.lists.contains(list)) check_rows(list, names);
        else faults.push_back({line_of(list), Code::field_missing, list});
    }
    for (const auto& [list, rows] : values_.lists)
        if (!fields.lists.contains(list) && !fields.conditions.contains(list)) faults.push_back({0, Code::field_unknown, list});
}

std::string Filler::value(const Part& field, std::size_t line, const Values::Row& row) {
    const auto found = row.find(field.text);
    if (found == row.end()) return {};  // said already
    if (is_blank(printable(found->second))) {
        const TemplateFault fault{line, Code::field_empty, field.text};
        if (std::ranges::find(faults, fault) == faults.end()) faults.push_back(fault);
    }
    return found->second;
}

std::string Filler::plain(const Phrase& phrase, std::size_t line, const Values::Row& row) {
    std::string text;
    for (const auto& part : phrase) text += part.field ? value(part, line, row) : part.text;
    return text;
}

Text Filler::text(const Phrase& phrase, std::size_t line, const Values::Row& row) {
    Text text;
    for (const auto& part : phrase)
        text.push_back({part.field ? value(part, line, row) : part.text, part.style, part.field ? Hyphens::none : Hyphens::allowed,
                        plain(part.link, line, row)});
    return text;
}

template <class Take>
void Filler::each(const std::vector<Entry>& entries, const Take& take) {
    for (std::size_t from = 0, to = 0; from < entries.size(); from = to) {
        to = from + 1;
        if (entries[from].each.empty()) {
            take(entries[from], values_.texts);
            continue;
        }
        while (to < entries.size() && !entries[to].each.empty() && entries[to].group == entries[from].group) ++to;
        const auto list = values_.lists.find(entries[from].each);
        if (list == values_.lists.end()) continue;
        for (const auto& row : list->second)
            for (auto i = from; i < to; ++i) take(entries[i], row);
    }
}

std::vector<std::vector<Text>> Filler::rows(const std::vector<Entry>& entries) {
    std::vector<std::vector<Text>> rows;
    each(entries, [&](const Entry& entry, const Values::Row& values) {
        auto& row = rows.emplace_back();
        for (const auto& cell : entry.cells) row.push_back(text(cell, entry.line, values));
    });
    return rows;
}

Table Filler::table(const Node& node) {
    Table table;
    table.caption = text(node.caption, node.line, values_.texts);
    table.columns = node.columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        table.columns[i].heading = text(node.headings.cells[i], node.headings.line, values_.texts);
    table.rows = rows(node.entries);
    for (const auto& cell : node.totals.cells) table.totals.push_back(text(cell, node.totals.line, values_.texts));
    return table;
}

Signature Filler::signature(const Node& node) {
    Signature signature;
    for (const auto& entry : node.entries)
        signature.signatories.push_back(
            {plain(entry.cells[0], entry.line, values_.texts), plain(entry.cells[1], entry.line, values_.texts)});
    return signature;
}

bool Filler::holds(const std::string& name) const {
    if (const auto text = values_.texts.find(name); text != values_.texts.end()) return !is_blank(text->second);
    const auto list = values_.lists.find(name);
    return list != values_.lists.end() && !list->second.empty();
}

void Filler::add(const Node& node, std::vector<Block>& blocks) {
    switch (node.kind) {
    case Kind::heading: blocks.push_back(Heading{node.level, only(node)}); break;
    case Kind::paragraph: blocks.push_back(Paragraph{only(node)}); break;
    case Kind::note: blocks.push_back(Note{only(node)}); break;
    case Kind::annex: blocks.push_back(Annex{only(node)}); break;
    case Kind::page_break: blocks.push_back(PageBreak{}); break;
    case Kind::table: blocks.push_back(table(node)); break;
    case Kind::signature: blocks.push_back(signature(node)); break;
    case Kind::bulleted:
    case Kind::numbered: {
        List list{node.kind == Kind::bulleted ? ListKind::bulleted : ListKind::numbered, {}};
        for (auto& row : rows(node.entries)) list.items.push_back(std::move(row[0]));
        if (!list.items.empty()) blocks.push_back(std::move(list));  // a list of nothing is nothing
        break;
    }
    case Kind::pairs: {
        KeyValues pairs;
        for (auto& row : rows(node.entries)) pairs.rows.emplace_back(std::move(row[0]), std::move(row[1]));
        if (!pairs.rows.empty()) blocks.push_back(std::move(pairs));
        break;
    }
    case Kind::quotation: {
        const auto& cells = node.entries[0].cells;
        Quotation quotation{text(cells[0], node.line, values_.texts), {}};
        if (cells.size() > 1) quotation.source = text(cells[1], node.entries[0].line, values_.texts);
        blocks.push_back(std::move(quotation));
        break;
    }
    case Kind::when:
        if (holds(node.name)) add(node.nodes, blocks);
        break;
    }
}

void Filler::add(const std::vector<Node>& nodes, std::vector<Block>& blocks) {
    for (const auto& node : nodes) add(node, blocks);
}

Document Filler::document(base::Language language) {
    Document document;
    document.language = language;
    document.title = plain(parts_.title.cells[0], parts_.title.line, values_.texts);
    if (parts_.subject.line) document.subject = plain(parts_.subject.cells[0], parts_.subject.line, values_.texts);
    add(parts_.nodes, document.blocks);
    return document;
}

}  // namespace

std::expected<Document, std::vector<TemplateFault>> Template::fill(const Values& values, base::Language language) const {
    Filler filler(*parts_, values);
    filler.check_names();
    auto document = filler.document(language);
    if (!filler.faults.empty()) {
        std::ranges::stable_sort(filler.faults, {}, &TemplateFault::line);
        return std::unexpected(std::move(filler.faults));
    }
    return document;
}

}  // namespace papers
