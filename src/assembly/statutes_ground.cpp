// On what ground a rule of the statutes may be set: statutes/acts.h asks, and only this folder knows decisions.
#include "assembly/assembly.h"
#include "statutes/acts.h"

namespace statutes {
namespace {

// A source tells what was in force; it changes nothing that is to come, and nothing that a decision has set.
base::Verdict attested(const acts::Reader& now, const Change& change) {
    if (change.held.from && *change.held.from > now.today())
        return base::refused("statutes.source_of_future", {}, {{"from", *change.held.from}, {"today", now.today()}});
    if (const auto decision = decided_within(now.db(), change.name, change.held); !decision.empty())
        return base::refused("statutes.already_decided", "rule:" + change.name, {{"decision", decision.substr(decision.find(':') + 1)}});
    return base::granted();
}

}  // namespace

// A decision makes rules from its day on: what people did before it, they did under the rules they knew.
base::Verdict sound_ground(const acts::Reader& now, const Change& change) {
    if (now.stamp().basis.starts_with("source:")) return attested(now, change);
    const auto decision = assembly::decided(now, assembly::Subject::statutes);
    if (!decision) return std::unexpected(decision.error());
    if (!change.held.from) return base::wrong_field(std::string(change.field), "missing");
    if (*change.held.from < decision->date)
        return base::refused("statutes.retroactive", {}, {{"from", *change.held.from}, {"decided", decision->date}});
    return base::granted();
}

}  // namespace statutes
