// From Markdown (CommonMark 0.29 with the tables and strikethrough of GFM) to what pages hold: the one door. The text is read by
// cmark-gfm and built anew by html::, which escapes every word: no markup of its author's reaches a page as markup.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include "web/html.h"

namespace content {

struct MarkdownOptions {
    int under = 1;            // the level of the heading above: "# Title" is one level below it, and no level is skipped
    std::string table_label;  // what a reader who cannot see hears of a table that scrolls
    std::string origin;       // links to it are our own; empty: links that begin with "/" alone are
};

// What the author wrote and readers do not see, for the author to know.
enum class Dropped {
    markup,  // HTML: shown as text
    link,    // an address that is no page, mail or telephone: its words stay
    picture  // one that is not a kept file, or says nothing to who cannot see it: its words stay
};

struct Rendered {
    html::Node node;
    std::set<Dropped> dropped;
};
// Any UTF-8 text is Markdown. What is nested deeper than twenty is shown without its frames.
Rendered render(std::string_view markdown, const MarkdownOptions&);

// Its words alone, for the search and for summaries: one space between blocks.
std::string plain_text(std::string_view markdown);

}  // namespace content
