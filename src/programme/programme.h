// The door: what the network has set itself to do, for which years, in which words; the frames it answers to; what is tagged with them.
// docs/decisions/0024.
#pragma once
#include <map>
#include "acts/act.h"
#include "assembly/assembly.h"
#include "sources/sources.h"

namespace programme {
struct Programme;
struct ProgrammeNode;
struct Frame;
struct Code;
struct Link;
struct Indicator;
struct Value;
struct Tag;
}  // namespace programme
template <>
inline constexpr std::string_view acts::thing<programme::Programme> = "programme";
template <>
inline constexpr std::string_view acts::thing<programme::ProgrammeNode> = "programme_node";
template <>
inline constexpr std::string_view acts::thing<programme::Frame> = "frame";
template <>
inline constexpr std::string_view acts::thing<programme::Code> = "frame_code";
template <>
inline constexpr std::string_view acts::thing<programme::Link> = "programme_link";
template <>
inline constexpr std::string_view acts::thing<programme::Indicator> = "indicator";
template <>
inline constexpr std::string_view acts::thing<programme::Value> = "indicator_value";
template <>
inline constexpr std::string_view acts::thing<programme::Tag> = "tag";

namespace programme {

using base::Id;
using sources::Translated;

// proposed: a draft, in force never; recorded: known from sources; adopted: by a decision kept here; annulled: that decision was.
enum class State { proposed, recorded, adopted, annulled };
BOOST_DESCRIBE_ENUM(State, proposed, recorded, adopted, annulled)
// An orientation stands under an axis, a sub-theme under a theme; axes and themes stand under the programme itself.
enum class NodeKind { axis, orientation, theme, subtheme };
BOOST_DESCRIBE_ENUM(NodeKind, axis, orientation, theme, subtheme)
// goals: agreed between States; strategy: of an organisation; donor: the codes by which a partner sorts what it pays for.
enum class FrameKind { goals, strategy, donor };
BOOST_DESCRIBE_ENUM(FrameKind, goals, strategy, donor)
// Whose words the names of codes are.
enum class Wording { official, ours };
BOOST_DESCRIBE_ENUM(Wording, official, ours)
// What can be tagged: kinds of things that have a public page, by the names they have in the journal. A kind joins with its feature; never
// persons, for tags are public.
enum class Taggable {
    member,
    decision,
    source,
    statement,
    document,
    body,
    session,
    content,
    project,
    event,
    publication,
    agreement,
    funding,
    partner,
    advocacy
};
BOOST_DESCRIBE_ENUM(Taggable, member, decision, source, statement, document, body, session, content, project, event, publication, agreement,
                    funding, partner, advocacy)
enum class Counts { people, things };
BOOST_DESCRIBE_ENUM(Counts, people, things)

struct ShownProgramme {
    Id<Programme> id;
    std::string name_fr, name_en;
    Translated translated{};
    base::PartialDate from, to;                // its years as stated
    std::optional<base::PartialDate> adopted;  // when, as a source says it
    std::string adopted_by_fr, adopted_by_en;  // by whom and where, as a source says it; may be empty
    State state{};
    std::optional<base::Date> in_force_from, in_force_last;  // both included; nothing: it never was
    std::optional<Id<assembly::Decision>> decision;          // that adopted it
    std::string basis;
    base::Id<acts::Act> changed_by;
    bool in_force_on(base::Date day) const { return in_force_from && *in_force_from <= day && day <= *in_force_last; }
};
struct ShownNode {
    Id<ProgrammeNode> id;
    Id<Programme> programme;
    NodeKind kind{};
    std::optional<Id<ProgrammeNode>> parent;
    std::int64_t ordinal = 0;
    std::string name_fr, name_en;
    Translated translated{};
    std::string basis;
};
// How long a programme lasts, as a source says it: sources disagree, and all are shown.
struct StatedLength {
    std::int64_t years = 0;
    std::string basis;
    base::Id<acts::Act> act;
};
struct ShownFrame {
    Id<Frame> id;
    FrameKind kind{};
    std::string name_fr, name_en, short_fr, short_en, note_fr, note_en, basis;
    std::int64_t codes = 0;
};
struct ShownCode {
    Id<Code> id;
    Id<Frame> frame;
    std::string code, name_fr, name_en;
    std::optional<Id<Code>> parent;
    Wording wording{};
    std::string basis;
};
struct ShownLink {
    Id<Link> id;
    std::optional<Id<Programme>> programme;
    std::optional<Id<ProgrammeNode>> node;
    std::optional<Id<Frame>> frame;
    std::optional<Id<Code>> code;
    std::string basis;
};
struct StatedValue {
    Id<Value> id;
    std::int64_t value = 0;
    std::optional<std::int64_t> women, men;
    base::PartialDate at;
    std::string basis;
};
struct ShownIndicator {
    Id<Indicator> id;
    Id<ProgrammeNode> node;
    std::string name_fr, name_en, unit_fr, unit_en;
    Translated translated{};
    Counts counts{};
    std::optional<std::int64_t> baseline, target;
    std::optional<base::PartialDate> baseline_at, target_at;
    std::string basis;
};
struct ShownTag {
    Id<Tag> id;
    std::optional<Id<ProgrammeNode>> node;
    std::optional<Id<Code>> code;
    std::string basis;
};

std::optional<ShownProgramme> find_programme(store::Db&, Id<Programme>);
std::vector<ShownProgramme> all_programmes(store::Db&);  // by their first day, newest first
std::optional<ShownProgramme> programme_on(store::Db&, base::Date);
std::vector<ShownProgramme> programmes_after(store::Db&, std::int64_t after, std::int64_t most);  // those with a higher number, by number
std::vector<StatedLength> lengths_of(store::Db&, Id<Programme>);
std::optional<ShownNode> find_node(store::Db&, Id<ProgrammeNode>);
std::vector<ShownNode> nodes_of(store::Db&, Id<Programme>);  // by kind, parent and ordinal
std::optional<ShownFrame> find_frame(store::Db&, Id<Frame>);
std::vector<ShownFrame> all_frames(store::Db&);
std::optional<ShownCode> find_code(store::Db&, Id<Code>);
std::optional<ShownCode> find_code(store::Db&, Id<Frame>, const std::string& code);
std::vector<ShownCode> codes_of(store::Db&, Id<Frame>, std::optional<Id<Code>> parent);  // in their order; without a parent: the highest
std::vector<ShownCode> codes_after(store::Db&, Id<Frame>, std::int64_t after, std::int64_t most);  // those with a higher number, by number
std::vector<ShownLink> links_of(store::Db&, Id<Programme>);                                        // of the programme and its nodes
std::vector<ShownLink> links_to(store::Db&, Id<Frame>);                                            // to the frame and its codes
std::vector<ShownIndicator> indicators_of(store::Db&, Id<Programme>);
std::optional<ShownIndicator> find_indicator(store::Db&, Id<Indicator>);
std::vector<StatedValue> values_of(store::Db&, Id<Indicator>);  // by their day, then the journal

// ---- what is tagged ----

// Where a thing is found: at the node or code it was tagged with, and at all above it.
struct Place {
    std::string_view kind;  // "programme", "programme_node", "frame", "frame_code"
    std::int64_t id = 0;
};
template <class T>
Place place(Id<T> id) {
    return {acts::thing<T>, id.value};
}
struct Thing {
    std::string kind;  // "member"
    std::int64_t id = 0;
    bool operator==(const Thing&) const = default;
};
struct KindCount {
    std::string kind;
    std::int64_t things = 0;  // each counted once, however often it is tagged below the place
};
std::vector<KindCount> counts_at(store::Db&, Place);
std::map<std::int64_t, std::vector<KindCount>> counts_of_nodes(store::Db&, Id<Programme>);  // by node
// By code, of those under one, or of the highest.
std::map<std::int64_t, std::vector<KindCount>> counts_of_codes(store::Db&, Id<Frame>, std::optional<Id<Code>> parent);
// Of one kind, or of all (""), by kind and number.
std::vector<Thing> tagged_at(store::Db&, Place, const std::string& kind, std::int64_t offset, std::int64_t most);
std::vector<ShownTag> tags_of(store::Db&, const std::string& kind, std::int64_t thing);

void declare(acts::Registry&);
std::string_view tables();

}  // namespace programme
