// The door: where facts come from, and what sources say that is only quoted, never counted.
#pragma once
#include "acts/act.h"

namespace sources {
struct Source;
struct Statement;
}  // namespace sources
template <>
inline constexpr std::string_view acts::thing<sources::Source> = "source";
template <>
inline constexpr std::string_view acts::thing<sources::Statement> = "statement";

namespace sources {

using base::Id;

enum class SourceKind { web_page, document, dataset, association };
BOOST_DESCRIBE_ENUM(SourceKind, web_page, document, dataset, association)

struct RecordSource {
    acts::Public<acts::Text<300>> title;
    acts::Public<std::optional<acts::Text<200>>> publisher;
    acts::Public<std::optional<acts::Url>> address;
    acts::Public<std::optional<base::PartialDate>> read;  // when we read it
    acts::Public<SourceKind> kind;
};
BOOST_DESCRIBE_STRUCT(RecordSource, (), (title, publisher, address, read, kind))

enum class Subject { membership, member_count, country_count, figure, finance };
BOOST_DESCRIBE_ENUM(Subject, membership, member_count, country_count, figure, finance)
enum class Confidence { confirmed, implied, uncertain };
BOOST_DESCRIBE_ENUM(Confidence, confirmed, implied, uncertain)
enum class EntityKind { city, capital, metropolis, district, region, association, syndicate, network };
BOOST_DESCRIBE_ENUM(EntityKind, city, capital, metropolis, district, region, association, syndicate, network)
enum class Translated { fr, en, none };
BOOST_DESCRIBE_ENUM(Translated, fr, en, none)

// What a source says: a quoted figure, or a name of the research list. It is shown with its source and never counted.
struct RecordStatement {
    acts::Public<Subject> subject;
    acts::Public<std::optional<acts::Text<200>>> name;  // of the research list
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<std::optional<EntityKind>> kind;
    acts::Public<std::optional<acts::Integer<-9'000'000'000'000, 9'000'000'000'000>>> value;
    acts::Public<std::optional<acts::Text<40>>> unit;
    acts::Public<base::PartialDate> as_of;
    acts::Public<std::optional<acts::Text<200>>> as_of_words;
    acts::Public<acts::Paragraphs<1000>> quote_fr, quote_en;
    acts::Public<Translated> translated;  // which of the two is our translation
    acts::Public<Confidence> confidence;
    acts::Public<std::vector<Id<Source>>> sources;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::optional<acts::Integer<1, 999'999'999>>> geonameid;
};
BOOST_DESCRIBE_STRUCT(RecordStatement, (),
                      (subject, name, country, kind, value, unit, as_of, as_of_words, quote_fr, quote_en, translated, confidence, sources,
                       position, geonameid))

base::Verdict check(const acts::Reader&, const RecordSource&);
void apply(acts::Effect&, const RecordSource&);
base::Verdict check(const acts::Reader&, const RecordStatement&);
void apply(acts::Effect&, const RecordStatement&);

struct ShownSource {
    Id<Source> id;
    std::string title, publisher, address;
    std::optional<base::PartialDate> read;
    SourceKind kind{};
};
struct ShownStatement {
    Id<Statement> id;
    Subject subject{};
    std::string name, country, unit, as_of_words, quote_fr, quote_en;
    std::optional<EntityKind> kind;
    std::optional<std::int64_t> value;
    base::PartialDate as_of;
    Translated translated{};
    Confidence confidence{};
    std::optional<acts::Position> position;
};
bool source_exists(store::Db&, Id<Source>);
std::optional<ShownSource> find_source(store::Db&, Id<Source>);
std::vector<ShownSource> all_sources(store::Db&);
std::vector<ShownSource> sources_after(store::Db&, std::int64_t after, std::int64_t most);  // those with a higher number, by number
std::vector<ShownSource> sources_of_statement(store::Db&, Id<Statement>);
std::vector<ShownStatement> statements(store::Db&, Subject);  // in the order of as_of, then of the journal
// Those with a higher number, by number; of one subject when it is given.
std::vector<ShownStatement> statements_after(store::Db&, std::optional<Subject>, std::int64_t after, std::int64_t most);
std::vector<ShownStatement> statements_of_source(store::Db&, Id<Source>);
std::optional<ShownStatement> find_statement(store::Db&, Id<Statement>);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace sources
