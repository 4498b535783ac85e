// Sessions (« séances »): the meetings of a body, as sources tell them. Who was there and how they voted is not told here.
// Decisions stand in assembly.h.
#pragma once
#include "assembly/assembly.h"
#include "sources/sources.h"

namespace assembly {

enum class NumberKnown { stated, inferred, unknown };
BOOST_DESCRIBE_ENUM(NumberKnown, stated, inferred, unknown)
enum class Mode { in_person, online, hybrid, not_stated };
BOOST_DESCRIBE_ENUM(Mode, in_person, online, hybrid, not_stated)

using SessionNumber = acts::Integer<1, 9'999>;

struct RecordSession {
    acts::Public<Body> body;
    acts::Public<std::optional<SessionNumber>> number;  // the 34th; absent: no source says
    acts::Public<NumberKnown> number_known;
    acts::Public<std::optional<acts::Text<200>>> place;  // city or cities; absent: online, or not said
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<Mode> mode;
    acts::Public<base::PartialDate> date;                     // of the first day
    acts::Public<std::optional<base::PartialDate>> until;     // the last day, when there were several
    acts::Public<std::optional<acts::Text<200>>> date_words;  // what the source says beyond the date
    acts::Public<std::optional<acts::Text<500>>> theme_fr, theme_en;
    acts::Public<std::optional<acts::Paragraphs<1000>>> note_fr, note_en;  // what it decided or heard, where no day or text is known
    acts::Public<sources::Translated> translated;
    acts::Public<sources::Confidence> confidence;
    acts::Public<std::vector<Id<sources::Source>>> sources;
};
BOOST_DESCRIBE_STRUCT(RecordSession, (),
                      (body, number, number_known, place, country, mode, date, until, date_words, theme_fr, theme_en, note_fr, note_en,
                       translated, confidence, sources))

// What is given replaces what was known; the body stays. `seen` is the last act its author had seen.
struct CorrectSession {
    acts::Public<Id<Session>> session;
    acts::Public<Id<acts::Act>> seen;
    acts::Public<std::optional<SessionNumber>> number;
    acts::Public<NumberKnown> number_known;
    acts::Public<std::optional<acts::Text<200>>> place;
    acts::Public<std::optional<acts::Country>> country;
    acts::Public<Mode> mode;
    acts::Public<base::PartialDate> date;
    acts::Public<std::optional<base::PartialDate>> until;
    acts::Public<std::optional<acts::Text<200>>> date_words;
    acts::Public<std::optional<acts::Text<500>>> theme_fr, theme_en;
    acts::Public<std::optional<acts::Paragraphs<1000>>> note_fr, note_en;
    acts::Public<sources::Translated> translated;
    acts::Public<sources::Confidence> confidence;
    acts::Public<std::vector<Id<sources::Source>>> sources;
};
BOOST_DESCRIBE_STRUCT(CorrectSession, (),
                      (session, seen, number, number_known, place, country, mode, date, until, date_words, theme_fr, theme_en, note_fr,
                       note_en, translated, confidence, sources))

base::Verdict check(const acts::Reader&, const RecordSession&);
void apply(acts::Effect&, const RecordSession&);
base::Verdict check(const acts::Reader&, const CorrectSession&);
void apply(acts::Effect&, const CorrectSession&);

struct KnownSession {
    Id<Session> id;
    Body body{};
    std::optional<std::int64_t> number;
    NumberKnown number_known{};
    std::string place, country;
    Mode mode{};
    base::PartialDate date;
    std::optional<base::PartialDate> until;
    std::string date_words, theme_fr, theme_en, note_fr, note_en;
    sources::Translated translated{};
    sources::Confidence confidence{};
    std::int64_t stamp_us = 0;  // when this state of it was recorded: microseconds since 1970, UTC
    base::Id<acts::Act> changed_by;
};
// Whether a decision of that day can be one of the session, as far as its dates are known.
bool may_decide_on(const KnownSession&, base::Date);

std::optional<KnownSession> find_session(store::Db&, Id<Session>);
struct SessionFilter {
    std::optional<Body> body;
    std::optional<base::Date> on;  // only those begun by that day
};
std::int64_t count_sessions(store::Db&, const SessionFilter&);
std::vector<KnownSession> list_sessions(store::Db&, const SessionFilter&, std::int64_t offset, std::int64_t most);       // newest first
std::vector<KnownSession> sessions_after(store::Db&, std::int64_t after, std::int64_t most, const SessionFilter& = {});  // by number
std::vector<KnownSession> sessions_of_source(store::Db&, Id<sources::Source>);
std::vector<sources::ShownSource> sources_of(store::Db&, Id<Session>);
std::string unchanged(store::Db&, const KnownSession&);  // as the correction that changes nothing, in JSON

}  // namespace assembly
