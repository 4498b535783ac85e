// What cairo 1.16 cannot say is added to the PDF it wrote: the language, the scope of headings of columns, and that what stands
// outside the structure is an artifact (PDF 1.7, §14.8.2.2).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include "base/language.h"

namespace papers {

// The same document with /Lang and /ViewerPreferences in its catalogue, /Scope /Column in each TH, and every stretch of a page that
// bears no mark marked /Artifact. Nothing when the bytes are not laid out as cairo lays them out: one table of objects, uncompressed.
std::optional<std::string> finished(std::string_view pdf, base::Language);

}  // namespace papers
