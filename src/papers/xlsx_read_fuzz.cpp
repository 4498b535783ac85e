// Whatever the bytes of a workbook, it is read within its limits as valid text, or refused with a reason that has a name.
#include "papers/xlsx_read.h"

#include <cstdlib>
#include "../../tests/support/zip.h"
#include "base/text.h"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void look(std::string_view bytes) {
    const auto table = papers::read_xlsx(bytes);
    if (!table) {
        require(!table.error().empty() && table.error().size() <= papers::xlsx_faults_max);
        return;
    }
    std::int64_t last = 0;
    require(table->rows.size() <= papers::xlsx_rows_max);
    for (const auto& row : table->rows) {
        require(row.number > last && !row.cells.empty() && !row.cells.back().empty() && row.cells.size() <= papers::xlsx_columns_max);
        last = row.number;
        for (const auto& cell : row.cells) require(base::valid_utf8(cell));
    }
}

}  // namespace

// As an archive; and as the texts of its parts (sheet, shared texts, styles, properties, one after each "%%"), so that checksums do not
// stand in the way.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    look(bytes);
    std::string parts[4];
    for (auto& part : parts) {
        const auto end = std::min(bytes.find("%%"), bytes.size());
        part = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 2, bytes.size()));
    }
    look(test::workbook({.data = parts[0], .shared = parts[1], .styles = parts[2], .workbook_properties = parts[3]}, false));
    return 0;
}
