// What cairo 1.16 cannot say is added to the PDF it wrote: the language, the scope of headings of columns, that what stands outside
// the structure is an artifact (PDF 1.7, §14.8.2.2), and the metadata as XMP (§14.3.2).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include "base/language.h"
#include "papers/document.h"

namespace papers {

// The same bytes with /Lang, /Metadata and /ViewerPreferences in its catalogue, /Scope /Column in each TH, and every stretch of a page that
// bears no mark marked /Artifact. Nothing when the bytes are not laid out as cairo lays them out: one table of objects, uncompressed.
std::optional<std::string> finished(std::string_view pdf, const Document&);

}  // namespace papers
