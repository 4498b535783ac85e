// The verbs of the programme.
#pragma once
#include "programme/programme.h"

namespace programme {

using Name = acts::Text<300>;
using Counted = acts::Integer<0, 9'000'000'000'000>;
using Quantity = acts::Integer<-9'000'000'000'000, 9'000'000'000'000>;

// A programme that sources tell of. Its years are theirs; no decision is invented for it.
struct RecordProgramme {
    acts::Public<Name> name_fr, name_en;
    acts::Public<Translated> translated;  // which of the two is our translation
    acts::Public<base::PartialDate> from, to;
    acts::Public<std::optional<base::PartialDate>> adopted;
    acts::Public<std::optional<Name>> adopted_by_fr, adopted_by_en;
};
BOOST_DESCRIBE_STRUCT(RecordProgramme, (), (name_fr, name_en, translated, from, to, adopted, adopted_by_fr, adopted_by_en))

// A draft to be put to the Assembly: it can be shaped freely, and nothing is tagged with it before it is adopted.
struct ProposeProgramme {
    acts::Public<Name> name_fr, name_en;
    acts::Public<Translated> translated;
    acts::Public<base::Date> from, last;
};
BOOST_DESCRIBE_STRUCT(ProposeProgramme, (), (name_fr, name_en, translated, from, last))

// On the ground of an adopted decision about the programme: in force from that day to the last of its years.
struct AdoptProgramme {
    acts::Public<Id<Programme>> programme;
    acts::Public<base::Date> from;
};
BOOST_DESCRIBE_STRUCT(AdoptProgramme, (), (programme, from))

// Prolonged or cut short, on the ground of a decision.
struct ChangeEnd {
    acts::Public<Id<Programme>> programme;
    acts::Public<base::Date> last;
};
BOOST_DESCRIBE_STRUCT(ChangeEnd, (), (programme, last))

// By no one's hand: the decision that adopted a programme, or moved its end, was annulled.
struct WithdrawDecided {
    acts::Public<Id<Programme>> programme;
    acts::Public<Id<assembly::Decision>> decision;
    acts::Public<base::Date> on;
};
BOOST_DESCRIBE_STRUCT(WithdrawDecided, (), (programme, decision, on))

// How many years a source says that it lasts. Several may be stated: all are shown.
struct StateLength {
    acts::Public<Id<Programme>> programme;
    acts::Public<acts::Integer<1, 50>> years;
};
BOOST_DESCRIBE_STRUCT(StateLength, (), (programme, years))

struct AddNode {
    acts::Public<Id<Programme>> programme;
    acts::Public<NodeKind> kind;
    acts::Public<std::optional<Id<ProgrammeNode>>> parent;
    acts::Public<acts::Integer<1, 99>> ordinal;
    acts::Public<Name> name_fr, name_en;
    acts::Public<Translated> translated;
};
BOOST_DESCRIBE_STRUCT(AddNode, (), (programme, kind, parent, ordinal, name_fr, name_en, translated))

// From a draft only, and only where nothing hangs on it.
struct RemoveNode {
    acts::Public<Id<ProgrammeNode>> node;
};
BOOST_DESCRIBE_STRUCT(RemoveNode, (), (node))

// The words of one of these are corrected; what it is stays.
struct CorrectWords {
    acts::Public<std::optional<Id<Programme>>> programme;
    acts::Public<std::optional<Id<ProgrammeNode>>> node;
    acts::Public<std::optional<Id<Frame>>> frame;
    acts::Public<std::optional<Id<Code>>> code;
    acts::Public<std::optional<Id<Indicator>>> indicator;
    acts::Public<Name> name_fr, name_en;
};
BOOST_DESCRIBE_STRUCT(CorrectWords, (), (programme, node, frame, code, indicator, name_fr, name_en))

// A system of codes that others keep: goals between States, a strategy, what a donor sorts by.
struct RecordFrame {
    acts::Public<FrameKind> kind;
    acts::Public<Name> name_fr, name_en;
    acts::Public<acts::Text<40>> short_fr, short_en;
    acts::Public<std::optional<acts::Paragraphs<1000>>> note_fr, note_en;  // whose it is, and in whose words it stands here
};
BOOST_DESCRIBE_STRUCT(RecordFrame, (), (kind, name_fr, name_en, short_fr, short_en, note_fr, note_en))

struct CodeRow {
    acts::Text<20> code;
    std::optional<acts::Text<20>> parent;  // a code of the frame, or one above in the list
    Name name_fr, name_en;
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (code, parent, name_fr, name_en))
struct AddCodes {
    acts::Public<Id<Frame>> frame;
    acts::Public<Wording> wording;
    acts::Public<std::vector<CodeRow>> codes;
};
BOOST_DESCRIBE_STRUCT(AddCodes, (), (frame, wording, codes))

// A programme or one of its nodes answers to a frame or one of its codes.
struct LinkFrame {
    acts::Public<std::optional<Id<Programme>>> programme;
    acts::Public<std::optional<Id<ProgrammeNode>>> node;
    acts::Public<std::optional<Id<Frame>>> frame;
    acts::Public<std::optional<Id<Code>>> code;
};
BOOST_DESCRIBE_STRUCT(LinkFrame, (), (programme, node, frame, code))
struct UnlinkFrame {
    acts::Public<Id<Link>> link;
};
BOOST_DESCRIBE_STRUCT(UnlinkFrame, (), (link))

// What an axis or another node is measured by. Values are whole numbers of its unit.
struct AddIndicator {
    acts::Public<Id<ProgrammeNode>> node;
    acts::Public<Name> name_fr, name_en;
    acts::Public<Translated> translated;
    acts::Public<acts::Text<40>> unit_fr, unit_en;
    acts::Public<Counts> counts;
    acts::Public<std::optional<Quantity>> baseline;
    acts::Public<std::optional<base::PartialDate>> baseline_at;
    acts::Public<std::optional<Quantity>> target;
    acts::Public<std::optional<base::PartialDate>> target_at;
};
BOOST_DESCRIBE_STRUCT(AddIndicator, (),
                      (node, name_fr, name_en, translated, unit_fr, unit_en, counts, baseline, baseline_at, target, target_at))

// What an indicator was at a date, as a source says it. Of people, women and men are told apart wherever the source does.
struct StateIndicator {
    acts::Public<Id<Indicator>> indicator;
    acts::Public<Quantity> value;
    acts::Public<std::optional<Counted>> women, men;
    acts::Public<base::PartialDate> at;
};
BOOST_DESCRIBE_STRUCT(StateIndicator, (), (indicator, value, women, men, at))

// A thing that pages show is tagged with a node of a programme or a code of a frame.
struct TagThing {
    acts::Public<Taggable> kind;
    acts::Public<acts::Integer<1, 9'007'199'254'740'991>> thing;  // its number
    acts::Public<std::optional<Id<ProgrammeNode>>> node;
    acts::Public<std::optional<Id<Code>>> code;
};
BOOST_DESCRIBE_STRUCT(TagThing, (), (kind, thing, node, code))
struct UntagThing {
    acts::Public<Id<Tag>> tag;
};
BOOST_DESCRIBE_STRUCT(UntagThing, (), (tag))

base::Verdict check(const acts::Reader&, const RecordProgramme&);
void apply(acts::Effect&, const RecordProgramme&);
base::Verdict check(const acts::Reader&, const ProposeProgramme&);
void apply(acts::Effect&, const ProposeProgramme&);
base::Verdict check(const acts::Reader&, const AdoptProgramme&);
void apply(acts::Effect&, const AdoptProgramme&);
base::Verdict check(const acts::Reader&, const ChangeEnd&);
void apply(acts::Effect&, const ChangeEnd&);
base::Verdict check(const acts::Reader&, const WithdrawDecided&);
void apply(acts::Effect&, const WithdrawDecided&);
base::Verdict check(const acts::Reader&, const StateLength&);
void apply(acts::Effect&, const StateLength&);
base::Verdict check(const acts::Reader&, const AddNode&);
void apply(acts::Effect&, const AddNode&);
base::Verdict check(const acts::Reader&, const RemoveNode&);
void apply(acts::Effect&, const RemoveNode&);
base::Verdict check(const acts::Reader&, const CorrectWords&);
void apply(acts::Effect&, const CorrectWords&);
base::Verdict check(const acts::Reader&, const RecordFrame&);
void apply(acts::Effect&, const RecordFrame&);
base::Verdict check(const acts::Reader&, const AddCodes&);
void apply(acts::Effect&, const AddCodes&);
base::Verdict check(const acts::Reader&, const LinkFrame&);
void apply(acts::Effect&, const LinkFrame&);
base::Verdict check(const acts::Reader&, const UnlinkFrame&);
void apply(acts::Effect&, const UnlinkFrame&);
base::Verdict check(const acts::Reader&, const AddIndicator&);
void apply(acts::Effect&, const AddIndicator&);
base::Verdict check(const acts::Reader&, const StateIndicator&);
void apply(acts::Effect&, const StateIndicator&);
base::Verdict check(const acts::Reader&, const TagThing&);
void apply(acts::Effect&, const TagThing&);
base::Verdict check(const acts::Reader&, const UntagThing&);
void apply(acts::Effect&, const UntagThing&);

}  // namespace programme
