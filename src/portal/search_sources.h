// What search finds: the things of each feature, and the pages and acts that are few. A new kind is a Source, a Shown and its words.
#pragma once
#include "search/pages.h"

namespace portal {
search::Sources search_sources();              // kept in the index
std::vector<search::Shown> shown_by_search();  // in the order of the page
}  // namespace portal
