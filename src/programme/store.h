// Tables of the programme and every question asked of them by acts; the door has those of pages.
#pragma once
#include "programme/acts.h"
#include "programme/rules.h"

namespace programme {

void insert_programme(store::Db&, Id<Programme>, const RecordProgramme&, std::string_view basis, base::Id<acts::Act>);
void insert_programme(store::Db&, Id<Programme>, const ProposeProgramme&, std::string_view basis, base::Id<acts::Act>);
void adopt(store::Db&, Id<Programme>, base::Date from, Id<assembly::Decision>, base::Id<acts::Act>);
void add_end(store::Db&, Id<Programme>, base::Date last, Id<assembly::Decision>, base::Id<acts::Act>);
// Takes away the ends that a decision gave.
void remove_ends(store::Db&, Id<Programme>, Id<assembly::Decision>, base::Id<acts::Act>);
void annul(store::Db&, Id<Programme>, base::Date on, base::Id<acts::Act>);  // in force no more from that day
void set_in_force_last(store::Db&, Id<Programme>, base::Date last, base::Id<acts::Act>);
void insert_length(store::Db&, const StateLength&, std::string_view basis, base::Id<acts::Act>);
void touch_programme(store::Db&, Id<Programme>, base::Id<acts::Act>);  // was changed by that act

// Those that are or were in force, but for one.
std::vector<InForce> others_in_force(store::Db&, Id<Programme> but);
// The last day that holds once the ends of a decision are taken away.
base::Date last_without(store::Db&, const ShownProgramme&, Id<assembly::Decision>);
// What stands on a decision: the programme it adopted, those whose end it moved.
std::vector<Id<Programme>> standing_on(store::Db&, Id<assembly::Decision>);

void insert_node(store::Db&, Id<ProgrammeNode>, const AddNode&, std::string_view basis);
void remove_node(store::Db&, Id<ProgrammeNode>);
// The node of that kind and ordinal under that parent.
std::optional<Id<ProgrammeNode>> node_at(store::Db&, Id<Programme>, NodeKind, std::optional<Id<ProgrammeNode>> parent,
                                         std::int64_t ordinal);
bool bears_something(store::Db&, Id<ProgrammeNode>);  // a node below it, an indicator or a link

void insert_frame(store::Db&, Id<Frame>, const RecordFrame&, std::string_view basis);
void insert_code(store::Db&, Id<Code>, Id<Frame>, const CodeRow&, Wording, std::string_view basis);
std::vector<std::string> code_names(store::Db&, Id<Frame>);  // in their order

void set_words(store::Db&, const CorrectWords&);

void insert_link(store::Db&, Id<Link>, const LinkFrame&, Id<Programme> of_programme, Id<Frame> of_frame, std::string_view basis);
std::optional<Id<Link>> same_link(store::Db&, const LinkFrame&);
std::optional<ShownLink> find_link(store::Db&, Id<Link>);
void remove_link(store::Db&, Id<Link>);

void insert_indicator(store::Db&, Id<Indicator>, const AddIndicator&, Id<Programme>, std::string_view basis);
void insert_value(store::Db&, Id<Value>, const StateIndicator&, std::string_view basis);

// ---- tags ----
struct KnownTag {
    Thing thing;
    ShownTag tag;
};
void insert_tag(store::Db&, Id<Tag>, const Thing&, const std::optional<Id<ProgrammeNode>>&, const std::optional<Id<Code>>&,
                std::string_view basis);
std::optional<KnownTag> find_tag(store::Db&, Id<Tag>);
std::optional<Id<Tag>> same_tag(store::Db&, const Thing&, const std::optional<Id<ProgrammeNode>>&, const std::optional<Id<Code>>&);
void remove_tag(store::Db&, Id<Tag>);
void count_in(store::Db&, const Place&, const Thing&);   // once more at that place
void count_out(store::Db&, const Place&, const Thing&);  // once less

}  // namespace programme
