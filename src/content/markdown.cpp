#include "content/markdown.h"

#include "base/hash.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

namespace content {
namespace {

using namespace html;

constexpr std::size_t nested_most = 20;

using Document = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
using Walk = std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)>;

Document parse(std::string_view markdown) {
    static std::once_flag once;
    std::call_once(once, cmark_gfm_core_extensions_ensure_registered);
    const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8), cmark_parser_free);
    for (const char* extension : {"table", "strikethrough"})
        if (auto* found = cmark_find_syntax_extension(extension)) cmark_parser_attach_syntax_extension(parser.get(), found);
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    return {cmark_parser_finish(parser.get()), cmark_node_free};
}

std::string_view words(const char* text) { return text ? std::string_view(text) : std::string_view(); }
std::string_view type_of(cmark_node* node) { return words(cmark_node_get_type_string(node)); }

// "/fichiers/HASH", "/en/files/HASH": what the network keeps.
bool is_kept_file(std::string_view address) {
    for (const std::string_view place : {"/fichiers/", "/en/files/"})
        if (address.starts_with(place)) return base::Hash::parse(address.substr(place.size())).has_value();
    return false;
}

// An element that is open: what it holds so far.
struct Open {
    Node inner;
    std::string alone;  // the words of a picture
};

class Renderer {
public:
    explicit Renderer(const MarkdownOptions& options) : options_(options), level_(options.under) {}

    Rendered all(std::string_view markdown) {
        const auto document = parse(markdown);
        const Walk walk(cmark_iter_new(document.get()), cmark_iter_free);
        open_.emplace_back();
        while (true) {
            const auto event = cmark_iter_next(walk.get());
            if (event == CMARK_EVENT_DONE) break;
            auto* node = cmark_iter_get_node(walk.get());
            if (cmark_node_first_child(node) == nullptr && is_leaf(node)) leaf(node);
            else if (event == CMARK_EVENT_ENTER) enter(node);
            else leave(node);
        }
        return {std::move(open_.front().inner), std::move(dropped_)};
    }

private:
    static bool is_leaf(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
        case CMARK_NODE_CODE:
        case CMARK_NODE_HTML_INLINE:
        case CMARK_NODE_HTML_BLOCK:
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_THEMATIC_BREAK: return true;
        default: return false;
        }
    }

    void put(const Node& node) { open_.back().inner += node; }

    void leaf(cmark_node* node) {
        const auto literal = words(cmark_node_get_literal(node));
        if (in_picture_) {
            open_.back().alone += literal.empty() ? " " : literal;
            return;
        }
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_SOFTBREAK: return put(html::text("\n"));
        case CMARK_NODE_LINEBREAK: return put(br());
        case CMARK_NODE_CODE: return put(code(literal));
        case CMARK_NODE_CODE_BLOCK: return put(pre(literal));
        case CMARK_NODE_THEMATIC_BREAK: return put(hr());
        case CMARK_NODE_HTML_INLINE: dropped_.insert(Dropped::markup); return put(html::text(literal));
        case CMARK_NODE_HTML_BLOCK: dropped_.insert(Dropped::markup); return put(p(literal));
        default: return put(html::text(literal));
        }
    }

    void enter(cmark_node* node) {
        if (cmark_node_get_type(node) == CMARK_NODE_DOCUMENT) return;
        ++depth_;
        if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) ++in_picture_;
        if (depth_ <= nested_most) open_.emplace_back();
    }

    void leave(cmark_node* node) {
        if (cmark_node_get_type(node) == CMARK_NODE_DOCUMENT) return;
        if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) --in_picture_;
        if (depth_-- > nested_most) return;
        const auto inside = std::move(open_.back());
        open_.pop_back();
        if (in_picture_) {  // a picture's words are words alone, whatever they were dressed in
            open_.back().alone += inside.alone;
            return;
        }
        put(dressed(node, inside));
    }

    Node dressed(cmark_node* node, const Open& inside) {
        const auto& inner = inside.inner;
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_PARAGRAPH: return is_tight(node) ? inner : p(inner);
        case CMARK_NODE_HEADING: return heading(cmark_node_get_heading_level(node), inner);
        case CMARK_NODE_BLOCK_QUOTE: return blockquote(inner);
        case CMARK_NODE_LIST: return list(node, inner);
        case CMARK_NODE_ITEM: return li(inner);
        case CMARK_NODE_EMPH: return em(inner);
        case CMARK_NODE_STRONG: return strong(inner);
        case CMARK_NODE_LINK: return anchor(words(cmark_node_get_url(node)), inner);
        case CMARK_NODE_IMAGE: return picture(words(cmark_node_get_url(node)), inside.alone);
        default: break;
        }
        const auto type = type_of(node);
        if (type == "table") return table_of(inner);
        if (type == "table_row" || type == "table_header") return row(type == "table_header", inner);
        if (type == "table_cell") return cell(node, inner);
        if (type == "strikethrough") return s(inner);
        return inner;
    }

    // In a tight list the paragraphs of an item stand bare (CommonMark §5.3).
    static bool is_tight(cmark_node* paragraph) {
        auto* item = cmark_node_parent(paragraph);
        auto* list = item ? cmark_node_parent(item) : nullptr;
        return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
    }

    // No level is skipped: "#" then "####" is one level below.
    Node heading(int asked, const Node& inner) {
        level_ = std::min({asked + options_.under, level_ + 1, 4});
        return level_ <= 2 ? h2(inner) : level_ == 3 ? h3(inner) : h4(inner);
    }

    static Node list(cmark_node* node, const Node& inner) {
        if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) return ul(inner);
        const auto start = cmark_node_get_list_start(node);
        return start == 1 ? ol(inner) : ol(attr("start", start), inner);
    }

    Node anchor(std::string_view address, const Node& inner) {
        if (address.empty() || !safe_address(address)) {
            dropped_.insert(Dropped::link);
            return inner;
        }
        const bool away = address.starts_with("http") && (options_.origin.empty() || !is_below(address, options_.origin));
        return a(href(address), attr_when(away, "rel", "noreferrer"), inner);
    }
    static bool is_below(std::string_view address, std::string_view origin) {
        return address.starts_with(origin) && (address.size() == origin.size() || address[origin.size()] == '/');
    }

    Node picture(std::string_view address, const std::string& alone) {
        const auto blank = alone.find_first_not_of(" \n") == alone.npos;
        if (is_kept_file(address) && !blank) return img(src(address), attr("alt", alone), attr("loading", "lazy"));
        dropped_.insert(Dropped::picture);
        return html::text(alone);
    }

    // The header's row closes before the others begin.
    Node table_of(const Node& inner) {
        const auto whole = table(thead(head_), tbody(inner));
        head_ = {};
        return section(cls("tw"), attr("aria-label", options_.table_label), attr("tabindex", 0), whole);
    }
    Node row(bool is_head, const Node& inner) {
        if (!is_head) return tr(inner);
        head_ = tr(inner);
        return {};
    }
    static Node cell(cmark_node* node, const Node& inner) {
        return type_of(cmark_node_parent(node)) == "table_header" ? th(attr("scope", "col"), inner) : td(inner);
    }

    const MarkdownOptions& options_;
    std::vector<Open> open_;
    std::set<Dropped> dropped_;
    Node head_;
    std::size_t depth_ = 0;
    int level_, in_picture_ = 0;
};

}  // namespace

Rendered render(std::string_view markdown, const MarkdownOptions& options) { return Renderer(options).all(markdown); }

std::string plain_text(std::string_view markdown) {
    const auto document = parse(markdown);
    const Walk walk(cmark_iter_new(document.get()), cmark_iter_free);
    std::string all;
    while (true) {
        const auto event = cmark_iter_next(walk.get());
        if (event == CMARK_EVENT_DONE) return all.substr(0, all.find_last_not_of(' ') + 1);
        auto* node = cmark_iter_get_node(walk.get());
        if (event == CMARK_EVENT_ENTER) all += words(cmark_node_get_literal(node));
        const bool breaks = cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK || cmark_node_get_type(node) == CMARK_NODE_LINEBREAK ||
                            (event == CMARK_EVENT_EXIT && (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK);
        if (breaks && !all.empty() && !all.ends_with(' ')) all += ' ';
    }
}

}  // namespace content
