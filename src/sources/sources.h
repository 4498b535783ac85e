// The door: where facts come from, and what sources say that is only quoted, never counted.
#pragma once
#include <span>
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

// What a statement is about. From `event` on it has a title in both languages; the figures have a value.
enum class Subject {
    membership,  // a name of the research list
    member_count,
    country_count,
    figure,
    finance,
    event,  // of the association's timeline
    partner,
    project,
    programme,
    value,  // that the association says it holds to
    way_of_working,
    partner_principle,
    organisation,
    contact
};
BOOST_DESCRIBE_ENUM(Subject, membership, member_count, country_count, figure, finance, event, partner, project, programme, value,
                    way_of_working, partner_principle, organisation, contact)
enum class Confidence { confirmed, implied, uncertain };
BOOST_DESCRIBE_ENUM(Confidence, confirmed, implied, uncertain)
enum class EntityKind { city, capital, metropolis, district, region, association, syndicate, network };
BOOST_DESCRIBE_ENUM(EntityKind, city, capital, metropolis, district, region, association, syndicate, network)
enum class Translated { fr, en, none };
BOOST_DESCRIBE_ENUM(Translated, fr, en, none)
enum class Precision { about, more_than, less_than };
BOOST_DESCRIBE_ENUM(Precision, about, more_than, less_than)
enum class PartnerKind { state, region, supranational, foundation, public_body, multilateral, cities };
BOOST_DESCRIBE_ENUM(PartnerKind, state, region, supranational, foundation, public_body, multilateral, cities)
// "inferred": no source says which fund; it follows from what the others say.
enum class Fund { cooperation, cooperation_inferred, operator_fund, operator_fund_inferred, emergency };
BOOST_DESCRIBE_ENUM(Fund, cooperation, cooperation_inferred, operator_fund, operator_fund_inferred, emergency)

struct ShownSource {
    Id<Source> id;
    std::string title, publisher, address, copy;
    std::optional<base::PartialDate> read;
    SourceKind kind{};
    std::optional<base::Date> gone;  // the address was tried in vain that day
};
// What is absent is empty.
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
    std::optional<std::int64_t> geonameid;
    std::string title_fr, title_en, equivalent_unit, place, partners, mechanism_fr, mechanism_en, purpose_fr, purpose_en;
    std::optional<Precision> precision;
    std::optional<std::int64_t> value_to, equivalent;
    std::optional<base::PartialDate> since, period;
    std::vector<std::string> countries;
    std::optional<PartnerKind> partner_kind;
    std::optional<Fund> fund;
    base::Id<acts::Act> changed_by;
    std::optional<base::Id<acts::Act>> withdrawn_by;
    std::string withdrawn_because;
    std::vector<Id<Source>> sources;  // first the one it was taken from
};
// A statement and who says it, first the one it was taken from.
struct Quote {
    ShownStatement statement;
    std::vector<ShownSource> sources;
};

bool source_exists(store::Db&, Id<Source>);
std::optional<ShownSource> find_source(store::Db&, Id<Source>);
std::string source_title(store::Db&, std::int64_t number);  // empty: there is none
std::vector<ShownSource> all_sources(store::Db&);
std::vector<ShownSource> sources_after(store::Db&, std::int64_t after, std::int64_t most);  // those with a higher number, by number
std::vector<ShownSource> sources_of_statement(store::Db&, Id<Statement>);

// Withdrawn statements are in none of these lists but in the two that say so.
std::vector<ShownStatement> statements(store::Db&, Subject);      // in the order of as_of, then of the journal
std::vector<Quote> quotes(store::Db&, std::span<const Subject>);  // the same with their sources, one subject after the other
inline std::vector<Quote> quotes(store::Db& db, Subject subject) { return quotes(db, {&subject, 1}); }
std::vector<Quote> quotes_of(store::Db&, std::vector<ShownStatement>);
base::Date first_day(const base::PartialDate&);  // that it allows, or the last where it has no first
// From which day on it tells of something: a partner from when it is one, by that source; else the first day that it speaks of.
base::Date told_from(Subject, const base::PartialDate& as_of, const std::optional<base::PartialDate>& since);
// Of those with `until`: only what tells of that day or of one before.
// Those with a higher number, by number; of one subject when it is given. Withdrawn ones too.
std::vector<ShownStatement> statements_after(store::Db&, std::optional<Subject>, std::int64_t after, std::int64_t most,
                                             std::optional<base::Date> until = {});
std::vector<ShownStatement> statements_of_source(store::Db&, Id<Source>);  // withdrawn ones too
std::int64_t count_statements(store::Db&, std::optional<Subject>, std::optional<base::Date> until = {});
std::int64_t count_not_confirmed(store::Db&, Subject, std::optional<base::Date> until = {});
std::vector<ShownStatement> list_statements(store::Db&, std::optional<Subject>, std::int64_t offset, std::int64_t most,
                                            std::optional<base::Date> until = {});  // newest first
std::optional<ShownStatement> find_statement(store::Db&, Id<Statement>);
std::vector<ShownStatement> find_statements(store::Db&, std::span<const Id<Statement>>);  // by number; withdrawn ones too

// Two statements that say otherwise of the same thing; neither was withdrawn.
struct Contradiction {
    Id<Statement> one, other;
};
std::vector<Contradiction> contradictions(store::Db&);                  // of the whole network
std::vector<Id<Statement>> contradicted_by(store::Db&, Id<Statement>);  // on either side
// Statements that contradict each other, directly or through others, as groups in the order of their first.
std::vector<std::vector<Id<Statement>>> disagreements(const std::vector<Contradiction>&);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace sources
