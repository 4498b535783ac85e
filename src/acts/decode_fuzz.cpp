// Whatever the JSON, decoding says what is wrong or gives an act that encodes to JSON meaning the same act.
#include "acts/shape.h"

#include <cstdlib>

namespace {

enum class Sort { one, other };
BOOST_DESCRIBE_ENUM(Sort, one, other)
struct Line {
    acts::Text<20> title;
    std::optional<acts::Integer<0, 100>> share;
};
BOOST_DESCRIBE_STRUCT(Line, (), (title, share))
struct Whole {
    acts::Public<acts::Text<50>> name;
    acts::Public<std::optional<acts::Paragraphs<80>>> note;
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<std::optional<acts::Url>> address;
    acts::Public<std::optional<Sort>> sort;
    acts::Public<std::optional<base::PartialDate>> since;
    acts::Public<std::optional<base::Date>> day;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::vector<base::Id<Whole>>> sources;
    std::optional<acts::Attachment> file;
    std::vector<Line> lines;
    acts::Personal<std::optional<acts::Email>> email;
};
BOOST_DESCRIBE_STRUCT(Whole, (), (name, note, country, address, sort, since, day, position, sources, file, lines, email))

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto& type = acts::type_of<Whole>();
    Whole act;
    if (!acts::decode(type, {reinterpret_cast<const char*>(data), size}, &act).empty()) return 0;
    const auto once = acts::encode(type, &act);
    Whole again;
    require(acts::decode(type, once, &again).empty());
    require(acts::encode(type, &again) == once);
    return 0;
}
