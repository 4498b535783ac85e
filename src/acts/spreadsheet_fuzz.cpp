// Whatever the bytes, a table is square or the file is refused, and every row becomes JSON that decoding understands as JSON.
#include "acts/spreadsheet.h"

#include "base/text.h"

#include <cstdlib>

namespace {

enum class Sort { one, other };
BOOST_DESCRIBE_ENUM(Sort, one, other)
struct Row {
    acts::Public<acts::Text<50>> name;
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<std::optional<Sort>> sort;
    acts::Public<std::optional<base::PartialDate>> since;
    acts::Public<std::optional<base::Date>> day;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::optional<acts::Integer<-5, 1'000'000>>> count;
    acts::Public<std::vector<base::Id<Row>>> sources;
};
BOOST_DESCRIBE_STRUCT(Row, (), (name, country, sort, since, day, position, count, sources))

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto table = acts::read_table({reinterpret_cast<const char*>(data), size});
    if (!table) {
        require(!table.error().empty() && table.error().size() <= acts::table_faults_max + 1);
        return 0;
    }
    const auto& type = acts::type_of<Row>();
    const acts::ColumnWords words{{{"nom", "name"}, {"pays", "country"}}, {{"sort", {{"un", "one"}}}}};
    const auto columns = acts::columns_of(*table, type, words);
    for (const auto& row : table->rows) {
        require(row.cells.size() == table->headings.size());
        for (const auto& cell : row.cells) require(base::valid_utf8(cell));
        if (!columns) continue;
        const auto act = acts::row_act(type, *columns, row, words, size % 2 ? base::Language::fr : base::Language::en);
        Row made;
        for (const auto& wrong : acts::decode(type, act.json, &made))
            require(wrong.code != "json" && wrong.code != "unknown" && wrong.code != "repeated_name");
    }
    return 0;
}
