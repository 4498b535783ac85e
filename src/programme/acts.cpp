#include "programme/acts.h"

#include "acts/basis.h"
#include "programme/rules.h"
#include "programme/store.h"

namespace programme {

using assembly::Decision;
using base::granted, base::refused, base::wrong_field;

base::Verdict check(const acts::Reader& now, const RecordProgramme& record) {
    if (!now.stamp().basis.starts_with("source:")) return refused("programme.needs_source");
    if (auto lasts = may_last(record.from, record.to); !lasts) return lasts;
    if (record.adopted.value && record.adopted.value->earliest() > now.today()) return wrong_field("adopted", "date_future");
    return may_hold(*days_of(record.from, record.to), others_in_force(now.db(), {}));
}

void apply(acts::Effect& act, const RecordProgramme& record) {
    const auto id = act.new_id<Programme>();
    insert_programme(act.db(), id, record, act.basis(), act.number());
    act.touches("programme", id);
    act.touches("programme");
}

base::Verdict check(const acts::Reader&, const ProposeProgramme& propose) {
    return may_last(base::PartialDate::of(propose.from), base::PartialDate::of(propose.last));
}

void apply(acts::Effect& act, const ProposeProgramme& propose) {
    const auto id = act.new_id<Programme>();
    insert_programme(act.db(), id, propose, act.basis(), act.number());
    act.touches("programme", id);
    act.touches("programme");
}

base::Verdict check(const acts::Reader& now, const AdoptProgramme& adopted) {
    const auto programme = find_programme(now.db(), adopted.programme);
    if (!programme) return wrong_field("programme", "unknown_reference");
    const auto decision = assembly::decided(now, assembly::Subject::programme);
    if (!decision) return std::unexpected(decision.error());
    const auto last = *programme->to.latest();
    if (auto may = may_adopt(programme->state, adopted.from, last, decision->date); !may) return may;
    for (const auto other : standing_on(now.db(), decision->id))
        return refused("programme.decision_used", {}, {{"decision", decision->id.value}, {"programme", other.value}});
    return may_hold({adopted.from, last}, others_in_force(now.db(), programme->id));
}

void apply(acts::Effect& act, const AdoptProgramme& adopted) {
    adopt(act.db(), adopted.programme, adopted.from, *acts::id_in<Decision>(act.basis(), "decision"), act.number());
    act.touches("programme", *adopted.programme);
    act.touches("programme");
}

base::Verdict check(const acts::Reader& now, const ChangeEnd& change) {
    const auto programme = find_programme(now.db(), change.programme);
    if (!programme) return wrong_field("programme", "unknown_reference");
    if (const auto decision = assembly::decided(now, assembly::Subject::programme); !decision) return std::unexpected(decision.error());
    if (programme->state != State::adopted && programme->state != State::recorded)
        return refused("programme.not_in_force", {}, {{"state", std::string(acts::name_of(programme->state))}});
    if (*change.last < *programme->in_force_from) return wrong_field("last", "before_from");
    return may_hold({*programme->in_force_from, change.last}, others_in_force(now.db(), programme->id));
}

void apply(acts::Effect& act, const ChangeEnd& change) {
    add_end(act.db(), change.programme, change.last, *acts::id_in<Decision>(act.basis(), "decision"), act.number());
    act.touches("programme", *change.programme);
    act.touches("programme");
}

base::Verdict check(const acts::Reader& now, const WithdrawDecided& withdraw) {
    const auto programme = find_programme(now.db(), withdraw.programme);
    if (!programme) return wrong_field("programme", "unknown_reference");
    if (programme->decision == *withdraw.decision) return granted();
    return may_hold({*programme->in_force_from, last_without(now.db(), *programme, withdraw.decision)},
                    others_in_force(now.db(), programme->id));
}

void apply(acts::Effect& act, const WithdrawDecided& withdraw) {
    if (find_programme(act.db(), withdraw.programme)->decision == *withdraw.decision)
        annul(act.db(), withdraw.programme, withdraw.on, act.number());
    else remove_ends(act.db(), withdraw.programme, withdraw.decision, act.number());
    act.touches("programme", *withdraw.programme);
    act.touches("programme");
}

// What a decision gave goes with it. Where the way back is barred (another programme has taken those days), the annulment stands
// all the same, and the journal shows what it could not undo.
void withdraw_when_annulled(acts::Consequences& set_off, const assembly::AnnulDecision& annulled) {
    for (const auto id : standing_on(set_off.now().db(), annulled.decision))
        set_off.attempt(WithdrawDecided{id, annulled.decision, annulled.on}, set_off.now().stamp().basis);
}

base::Verdict check(const acts::Reader& now, const StateLength& length) {
    if (!find_programme(now.db(), length.programme)) return wrong_field("programme", "unknown_reference");
    return granted();
}

void apply(acts::Effect& act, const StateLength& length) {
    insert_length(act.db(), length, act.basis(), act.number());
    touch_programme(act.db(), length.programme, act.number());
    act.touches("programme", *length.programme);
    act.touches("programme");
}

namespace {

// Whether what this programme says may be changed on the ground that is given.
base::Verdict may_shape(const acts::Reader& now, const ShownProgramme& programme) {
    const auto ground = ground_to_shape(programme.state);
    if (!ground) return refused("programme.not_in_force", {}, {{"state", std::string(acts::name_of(programme.state))}});
    if (*ground == Ground::any || (*ground == Ground::source_or_decision && now.stamp().basis.starts_with("source:"))) return granted();
    if (const auto decision = assembly::decided(now, assembly::Subject::programme); !decision) return std::unexpected(decision.error());
    return granted();
}

}  // namespace

base::Verdict check(const acts::Reader& now, const AddNode& add) {
    const auto programme = find_programme(now.db(), add.programme);
    if (!programme) return wrong_field("programme", "unknown_reference");
    const auto parent = add.parent.value ? find_node(now.db(), *add.parent.value) : std::nullopt;
    if (add.parent.value && !parent) return wrong_field("parent", "unknown_reference");
    if (auto stands = may_stand_under(add.kind, programme->id, parent); !stands) return stands;
    if (const auto there = node_at(now.db(), programme->id, add.kind, add.parent, *add.ordinal))
        return refused("programme.ordinal_taken", {}, {{"ordinal", add.ordinal->value}, {"node", there->value}});
    return may_shape(now, *programme);
}

void apply(acts::Effect& act, const AddNode& add) {
    const auto id = act.new_id<ProgrammeNode>();
    insert_node(act.db(), id, add, act.basis());
    touch_programme(act.db(), add.programme, act.number());
    act.touches("programme_node", id);
    act.touches("programme", *add.programme);
    act.touches("programme");
}

base::Verdict check(const acts::Reader& now, const RemoveNode& remove) {
    const auto node = find_node(now.db(), remove.node);
    if (!node) return wrong_field("node", "unknown_reference");
    const auto state = find_programme(now.db(), node->programme)->state;
    if (state != State::proposed) return refused("programme.not_proposed", {}, {{"state", std::string(acts::name_of(state))}});
    if (bears_something(now.db(), node->id)) return refused("programme.bears_something", {}, {{"node", node->id.value}});
    return granted();
}

void apply(acts::Effect& act, const RemoveNode& remove) {
    const auto node = *find_node(act.db(), remove.node);
    remove_node(act.db(), node.id);
    touch_programme(act.db(), node.programme, act.number());
    act.touches("programme_node", node.id);
    act.touches("programme", node.programme);
    act.touches("programme");
}

base::Verdict check(const acts::Reader& now, const CorrectWords& words) {
    auto one = exactly_one({{"programme", words.programme.value.has_value()},
                            {"node", words.node.value.has_value()},
                            {"frame", words.frame.value.has_value()},
                            {"code", words.code.value.has_value()},
                            {"indicator", words.indicator.value.has_value()}});
    if (!one) return one;
    auto& db = now.db();
    std::optional<Id<Programme>> shaped = words.programme.value;
    if (words.node.value) {
        const auto node = find_node(db, *words.node.value);
        if (!node) return wrong_field("node", "unknown_reference");
        shaped = node->programme;
    }
    if (words.frame.value && !find_frame(db, *words.frame.value)) return wrong_field("frame", "unknown_reference");
    if (words.code.value && !find_code(db, *words.code.value)) return wrong_field("code", "unknown_reference");
    if (words.indicator.value && !find_indicator(db, *words.indicator.value)) return wrong_field("indicator", "unknown_reference");
    if (!shaped) return granted();
    const auto programme = find_programme(db, *shaped);
    return programme ? may_shape(now, *programme) : wrong_field("programme", "unknown_reference");
}

void apply(acts::Effect& act, const CorrectWords& words) {
    set_words(act.db(), words);
    if (words.frame.value) act.touches("frame", *words.frame.value);
    if (words.code.value) {
        act.touches("frame_code", *words.code.value);
        act.touches("frame", find_code(act.db(), *words.code.value)->frame);
    }
    if (words.indicator.value) {
        act.touches("indicator", *words.indicator.value);
        act.touches("programme", find_node(act.db(), find_indicator(act.db(), *words.indicator.value)->node)->programme);
    }
    if (words.node.value) act.touches("programme_node", *words.node.value);
    const auto shaped = words.node.value ? std::optional(find_node(act.db(), *words.node.value)->programme) : words.programme.value;
    if (shaped) {
        touch_programme(act.db(), *shaped, act.number());
        act.touches("programme", *shaped);
    }
    act.touches("programme");
    act.touches("frame");
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<RecordProgramme>("programme.record", 1, By::officer, Basis::required);
    registry.add<ProposeProgramme>("programme.propose", 1, By::officer, Basis::optional);
    registry.add<AdoptProgramme>("programme.adopt", 1, By::officer, Basis::required);
    registry.add<ChangeEnd>("programme.change_end", 1, By::officer, Basis::required);
    registry.add<WithdrawDecided>("programme.withdraw_decided", 1, By::consequence, Basis::required);
    registry.add<StateLength>("programme.state_length", 1, By::officer, Basis::required);
    registry.add<AddNode>("programme.add_node", 1, By::officer, Basis::optional);
    registry.add<RemoveNode>("programme.remove_node", 1, By::officer, Basis::optional);
    registry.add<CorrectWords>("programme.correct_words", 1, By::officer, Basis::required);
    registry.add<RecordFrame>("programme.record_frame", 1, By::officer, Basis::required);
    registry.add<AddCodes>("programme.add_codes", 1, By::officer, Basis::required);
    registry.add<LinkFrame>("programme.link", 1, By::officer, Basis::required);
    registry.add<UnlinkFrame>("programme.unlink", 1, By::officer, Basis::required);
    registry.add<AddIndicator>("programme.add_indicator", 1, By::officer, Basis::required);
    registry.add<StateIndicator>("programme.state_indicator", 1, By::officer, Basis::required);
    registry.add<TagThing>("programme.tag", 1, By::officer, Basis::optional);
    registry.add<UntagThing>("programme.untag", 1, By::officer, Basis::optional);
    registry.react<assembly::AnnulDecision, withdraw_when_annulled>();
}

}  // namespace programme
