// Frames and their codes, links, indicators, and what is tagged with them.
#include "members/members.h"
#include "programme/acts.h"
#include "programme/rules.h"
#include "programme/store.h"

namespace programme {

using base::granted, base::refused, base::wrong_field;

base::Verdict check(const acts::Reader&, const RecordFrame&) { return granted(); }

void apply(acts::Effect& act, const RecordFrame& record) {
    const auto id = act.new_id<Frame>();
    insert_frame(act.db(), id, record, act.basis());
    act.touches("frame", id);
    act.touches("frame");
}

base::Verdict check(const acts::Reader& now, const AddCodes& add) {
    if (!find_frame(now.db(), add.frame)) return wrong_field("frame", "unknown_reference");
    std::vector<NewCode> codes;
    for (const auto& row : *add.codes) codes.push_back({row.code, row.parent ? row.parent->value : std::string()});
    return may_add(codes, code_names(now.db(), add.frame));
}

void apply(acts::Effect& act, const AddCodes& add) {
    for (const auto& row : *add.codes) {
        const auto id = act.new_id<Code>();
        insert_code(act.db(), id, add.frame, row, add.wording, act.basis());
        act.touches("frame_code", id);
    }
    act.touches("frame", *add.frame);
    act.touches("frame");
}

// ---- links ----

base::Verdict check(const acts::Reader& now, const LinkFrame& link) {
    if (auto one = exactly_one({{"programme", link.programme.value.has_value()}, {"node", link.node.value.has_value()}}); !one) return one;
    if (auto one = exactly_one({{"frame", link.frame.value.has_value()}, {"code", link.code.value.has_value()}}); !one) return one;
    auto& db = now.db();
    if (link.programme.value && !find_programme(db, *link.programme.value)) return wrong_field("programme", "unknown_reference");
    if (link.node.value && !find_node(db, *link.node.value)) return wrong_field("node", "unknown_reference");
    if (link.frame.value && !find_frame(db, *link.frame.value)) return wrong_field("frame", "unknown_reference");
    if (link.code.value && !find_code(db, *link.code.value)) return wrong_field("code", "unknown_reference");
    if (const auto same = same_link(db, link)) return refused("programme.already_linked", {}, {{"number", same->value / 1000}});
    return granted();
}

namespace {

void touch_ends(acts::Effect& act, Id<Programme> programme, Id<Frame> frame) {
    act.touches("programme", programme);
    act.touches("frame", frame);
    act.touches("programme");
    act.touches("frame");
}

Id<Programme> programme_of(store::Db& db, const std::optional<Id<Programme>>& programme, const std::optional<Id<ProgrammeNode>>& node) {
    return programme ? *programme : find_node(db, *node)->programme;
}
Id<Frame> frame_of(store::Db& db, const std::optional<Id<Frame>>& frame, const std::optional<Id<Code>>& code) {
    return frame ? *frame : find_code(db, *code)->frame;
}

}  // namespace

void apply(acts::Effect& act, const LinkFrame& link) {
    const auto programme = programme_of(act.db(), link.programme, link.node);
    const auto frame = frame_of(act.db(), link.frame, link.code);
    const auto id = act.new_id<Link>();
    insert_link(act.db(), id, link, programme, frame, act.basis());
    act.touches("programme_link", id);
    touch_ends(act, programme, frame);
}

base::Verdict check(const acts::Reader& now, const UnlinkFrame& unlink) {
    return find_link(now.db(), unlink.link) ? granted() : wrong_field("link", "unknown_reference");
}

void apply(acts::Effect& act, const UnlinkFrame& unlink) {
    const auto link = *find_link(act.db(), unlink.link);
    remove_link(act.db(), link.id);
    act.touches("programme_link", link.id);
    touch_ends(act, programme_of(act.db(), link.programme, link.node), frame_of(act.db(), link.frame, link.code));
}

// ---- indicators ----

base::Verdict check(const acts::Reader& now, const AddIndicator& add) {
    const auto node = find_node(now.db(), add.node);
    if (!node) return wrong_field("node", "unknown_reference");
    if (add.baseline.value && !add.baseline_at.value) return wrong_field("baseline_at", "missing");
    if (add.target.value && !add.target_at.value) return wrong_field("target_at", "missing");
    if (add.baseline_at.value && add.baseline_at.value->earliest() > now.today()) return wrong_field("baseline_at", "date_future");
    return granted();
}

void apply(acts::Effect& act, const AddIndicator& add) {
    const auto id = act.new_id<Indicator>();
    const auto programme = find_node(act.db(), add.node)->programme;
    insert_indicator(act.db(), id, add, programme, act.basis());
    act.touches("indicator", id);
    act.touches("programme_node", *add.node);
    act.touches("programme", programme);
    act.touches("programme");
}

base::Verdict check(const acts::Reader& now, const StateIndicator& state) {
    const auto indicator = find_indicator(now.db(), state.indicator);
    if (!indicator) return wrong_field("indicator", "unknown_reference");
    if (state.at->earliest() > now.today()) return wrong_field("at", "date_future");
    return may_state(indicator->counts, *state.value, acts::number(state.women), acts::number(state.men));
}

void apply(acts::Effect& act, const StateIndicator& state) {
    insert_value(act.db(), act.new_id<Value>(), state, act.basis());
    const auto node = find_indicator(act.db(), state.indicator)->node;
    act.touches("indicator", *state.indicator);
    act.touches("programme_node", node);
    act.touches("programme", find_node(act.db(), node)->programme);
    act.touches("programme");
}

// ---- tags ----

namespace {

Thing thing_of(const TagThing& tag) { return {std::string(acts::name_of(*tag.kind)), tag.thing->value}; }

// Of the kinds that doors below know, whether the thing is there; of others, whether an act before this one can have made it: their
// features stand above, and an effect may not read the journal.
bool is_there(const acts::Reader& now, const Thing& thing) {
    auto& db = now.db();
    if (thing.kind == "member") return members::find_member(db, {thing.id}).has_value();
    if (thing.kind == "decision") return assembly::find_decision(db, {thing.id}).has_value();
    if (thing.kind == "source") return sources::source_exists(db, {thing.id});
    if (thing.kind == "statement") return sources::find_statement(db, {thing.id}).has_value();
    return thing.id >= 1000 && thing.id / 1000 < now.stamp().number.value;
}

// The node or the code, and all above it.
std::vector<Place> places_of(store::Db& db, const std::optional<Id<ProgrammeNode>>& node, const std::optional<Id<Code>>& code) {
    std::vector<Place> all;
    for (auto at = node; at;) {
        const auto found = *find_node(db, *at);
        all.push_back(place(found.id));
        if (!found.parent) all.push_back(place(found.programme));
        at = found.parent;
    }
    for (auto at = code; at;) {
        const auto found = *find_code(db, *at);
        all.push_back(place(found.id));
        if (!found.parent) all.push_back(place(found.frame));
        at = found.parent;
    }
    return all;
}

void touch_all(acts::Effect& act, const std::vector<Place>& places, const Thing& thing) {
    for (const auto& one : places) {
        act.touches(one.kind, one.id);
        act.touches(one.kind == "programme_node" ? "programme" : one.kind == "frame_code" ? "frame" : one.kind);
    }
    act.touches(acts::name_of(*acts::named<Taggable>(thing.kind)), thing.id);  // the topic keeps the name it is given
}

}  // namespace

base::Verdict check(const acts::Reader& now, const TagThing& tag) {
    if (auto one = exactly_one({{"node", tag.node.value.has_value()}, {"code", tag.code.value.has_value()}}); !one) return one;
    const auto thing = thing_of(tag);
    if (!is_there(now, thing)) return wrong_field("thing", "unknown_reference");
    if (tag.node.value) {
        const auto node = find_node(now.db(), *tag.node.value);
        if (!node) return wrong_field("node", "unknown_reference");
        const auto state = find_programme(now.db(), node->programme)->state;
        if (state == State::proposed || state == State::annulled)
            return refused("programme.not_in_force", {}, {{"state", std::string(acts::name_of(state))}});
    }
    if (tag.code.value && !find_code(now.db(), *tag.code.value)) return wrong_field("code", "unknown_reference");
    if (const auto same = same_tag(now.db(), thing, tag.node, tag.code))
        return refused("programme.already_tagged", {},
                       {{"thing", thing.kind + ":" + std::to_string(thing.id)}, {"number", same->value / 1000}});
    return granted();
}

void apply(acts::Effect& act, const TagThing& tag) {
    const auto thing = thing_of(tag);
    const auto id = act.new_id<Tag>();
    insert_tag(act.db(), id, thing, tag.node, tag.code, act.basis());
    const auto places = places_of(act.db(), tag.node, tag.code);
    for (const auto& one : places) count_in(act.db(), one, thing);
    act.touches("tag", id);
    touch_all(act, places, thing);
}

base::Verdict check(const acts::Reader& now, const UntagThing& untag) {
    return find_tag(now.db(), untag.tag) ? granted() : wrong_field("tag", "unknown_reference");
}

void apply(acts::Effect& act, const UntagThing& untag) {
    const auto known = *find_tag(act.db(), untag.tag);
    remove_tag(act.db(), untag.tag);
    const auto places = places_of(act.db(), known.tag.node, known.tag.code);
    for (const auto& one : places) count_out(act.db(), one, known.thing);
    act.touches("tag", *untag.tag);
    touch_all(act, places, known.thing);
}

}  // namespace programme
