// Pages drawn as PDF (cairo), with the structure of the document around what is drawn.
#pragma once
#include <optional>
#include <string>
#include <vector>
#include "papers/layout.h"

namespace papers {

// Nothing when cairo refuses, which it does for want of memory.
std::optional<std::string> draw(const Document&, const Words&, Typesetter&, const layout::Slabs&, const std::vector<layout::Page>&);

// What may stand in a link of a PDF made by cairo 1.16, which writes it between brackets as it is: all that RFC 3986 does not
// name, and brackets, percent-encoded.
std::string encoded_link(std::string_view link);

}  // namespace papers
