// Acts about sources and about what they say. A fact enters with its source, is corrected or withdrawn by acts, and is never deleted.
#pragma once
#include "sources/sources.h"

namespace sources {

struct RecordSource {
    acts::Public<acts::Text<300>> title;
    acts::Public<std::optional<acts::Text<200>>> publisher;
    acts::Public<std::optional<acts::Url>> address;
    acts::Public<std::optional<base::PartialDate>> read;  // when we read it
    acts::Public<SourceKind> kind;
};
BOOST_DESCRIBE_STRUCT(RecordSource, (), (title, publisher, address, read, kind))

// Its address answers no more. What it said stays, as it was read; a copy kept elsewhere may be told.
struct MarkGone {
    acts::Public<Id<Source>> source;
    acts::Public<base::Date> on;  // tried that day, in vain
    acts::Public<std::optional<acts::Url>> copy;
};
BOOST_DESCRIBE_STRUCT(MarkGone, (), (source, on, copy))

// A list that may be absent: it came after acts of this version were written.
template <class T>
std::vector<T> listed(const acts::Public<std::optional<std::vector<T>>>& field) {
    return field.value.value_or(std::vector<T>());
}

using Amount = acts::Integer<-9'000'000'000'000, 9'000'000'000'000>;  // whole units

// What a source says: a quoted figure, an event, a name of the research list. It is shown with its source; it is never counted, never
// an entry of the books, and an amount is never converted.
struct RecordStatement {
    acts::Public<Subject> subject;
    acts::Public<std::optional<acts::Text<200>>> name;  // of the research list
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<std::optional<EntityKind>> kind;
    acts::Public<std::optional<Amount>> value;
    acts::Public<std::optional<acts::Text<40>>> unit;
    acts::Public<base::PartialDate> as_of;
    acts::Public<std::optional<acts::Text<200>>> as_of_words;
    acts::Public<acts::Paragraphs<1000>> quote_fr, quote_en;
    acts::Public<Translated> translated;  // which of the two is our translation
    acts::Public<Confidence> confidence;
    acts::Public<std::vector<Id<Source>>> sources;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::optional<acts::Integer<1, 999'999'999>>> geonameid;
    acts::Public<std::optional<acts::Text<300>>> title_fr, title_en;  // a project, a partner, an event, in a few words
    acts::Public<std::optional<Precision>> precision;                 // of the value
    acts::Public<std::optional<Amount>> value_to;                     // the value is a range, up to this
    acts::Public<std::optional<Amount>> equivalent;                   // what the source itself says it comes to in another unit
    acts::Public<std::optional<acts::Text<40>>> equivalent_unit;
    acts::Public<std::optional<base::PartialDate>> since, period;
    acts::Public<std::optional<acts::Text<300>>> place;
    acts::Public<std::optional<std::vector<acts::Country>>> countries;
    acts::Public<std::optional<PartnerKind>> partner_kind;
    acts::Public<std::optional<Fund>> fund;
    acts::Public<std::optional<acts::Text<500>>> partners;  // as the source names them
    acts::Public<std::optional<acts::Text<300>>> mechanism_fr, mechanism_en;
    acts::Public<std::optional<acts::Text<500>>> purpose_fr, purpose_en;  // what the money is for, or what the amount means
    acts::Public<std::optional<std::vector<Id<Statement>>>> contradicts;  // those that say otherwise
};
BOOST_DESCRIBE_STRUCT(RecordStatement, (),
                      (subject, name, country, kind, value, unit, as_of, as_of_words, quote_fr, quote_en, translated, confidence, sources,
                       position, geonameid, title_fr, title_en, precision, value_to, equivalent, equivalent_unit, since, period, place,
                       countries, partner_kind, fund, partners, mechanism_fr, mechanism_en, purpose_fr, purpose_en, contradicts))

// What is given replaces what was said; what is left out is said no more. `seen` is the last act its author had seen.
struct CorrectStatement {
    acts::Public<Id<Statement>> statement;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<acts::Paragraphs<500>> reason;
    acts::Public<Subject> subject;
    acts::Public<std::optional<acts::Text<200>>> name;
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<std::optional<EntityKind>> kind;
    acts::Public<std::optional<Amount>> value;
    acts::Public<std::optional<acts::Text<40>>> unit;
    acts::Public<base::PartialDate> as_of;
    acts::Public<std::optional<acts::Text<200>>> as_of_words;
    acts::Public<acts::Paragraphs<1000>> quote_fr, quote_en;
    acts::Public<Translated> translated;
    acts::Public<Confidence> confidence;
    acts::Public<std::vector<Id<Source>>> sources;
    acts::Public<std::optional<acts::Position>> position;
    acts::Public<std::optional<acts::Integer<1, 999'999'999>>> geonameid;
    acts::Public<std::optional<acts::Text<300>>> title_fr, title_en;
    acts::Public<std::optional<Precision>> precision;
    acts::Public<std::optional<Amount>> value_to;
    acts::Public<std::optional<Amount>> equivalent;
    acts::Public<std::optional<acts::Text<40>>> equivalent_unit;
    acts::Public<std::optional<base::PartialDate>> since, period;
    acts::Public<std::optional<acts::Text<300>>> place;
    acts::Public<std::optional<std::vector<acts::Country>>> countries;
    acts::Public<std::optional<PartnerKind>> partner_kind;
    acts::Public<std::optional<Fund>> fund;
    acts::Public<std::optional<acts::Text<500>>> partners;
    acts::Public<std::optional<acts::Text<300>>> mechanism_fr, mechanism_en;
    acts::Public<std::optional<acts::Text<500>>> purpose_fr, purpose_en;
    acts::Public<std::optional<std::vector<Id<Statement>>>> contradicts;
};
BOOST_DESCRIBE_STRUCT(CorrectStatement, (),
                      (statement, seen, reason, subject, name, country, kind, value, unit, as_of, as_of_words, quote_fr, quote_en,
                       translated, confidence, sources, position, geonameid, title_fr, title_en, precision, value_to, equivalent,
                       equivalent_unit, since, period, place, countries, partner_kind, fund, partners, mechanism_fr, mechanism_en,
                       purpose_fr, purpose_en, contradicts))

// It was a mistake to record it. It leaves the lists; its own page and the register keep it, with the reason.
struct WithdrawStatement {
    acts::Public<Id<Statement>> statement;
    acts::Public<acts::Paragraphs<500>> reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawStatement, (), (statement, reason))

base::Verdict check(const acts::Reader&, const RecordSource&);
void apply(acts::Effect&, const RecordSource&);
base::Verdict check(const acts::Reader&, const MarkGone&);
void apply(acts::Effect&, const MarkGone&);
base::Verdict check(const acts::Reader&, const RecordStatement&);
void apply(acts::Effect&, const RecordStatement&);
base::Verdict check(const acts::Reader&, const CorrectStatement&);
void apply(acts::Effect&, const CorrectStatement&);
base::Verdict check(const acts::Reader&, const WithdrawStatement&);
void apply(acts::Effect&, const WithdrawStatement&);

// A statement as the correction that changes nothing, in JSON: what its form shows.
std::string unchanged(store::Db&, const ShownStatement&);

}  // namespace sources
