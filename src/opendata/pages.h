// What anybody may take away whole. docs/guides/open-data.md
#pragma once
#include "web/table.h"

namespace opendata {

// The public lists as tables of one SQLite file, of one moment of the journal. Each list is a table of its name, its columns those of its
// CSV (integers as INTEGER, all else as TEXT, what is not known NULL); "about" says of what network and of which journal number it is,
// "meaning" what each column holds, in both languages. The acts themselves are left to /registre.jsonl.
web::Response snapshot(web::Visit&, const std::vector<web::PublicList>&);

}  // namespace opendata
