// What may be said of the offices of a body on a day, from mandates and from what sources attest. Values in, values out.
#pragma once
#include "bodies/rules.h"

namespace bodies {

enum class Telling {
    holds,          // a mandate in force
    may_hold,       // a mandate whose dates leave that day open
    attested,       // a source says so of that very day, or of all the time around it
    may_be,         // a source states an interval whose dates leave that day open
    last_attested,  // a source said so of an earlier day; since then none says anything
};
struct SeatOnDay {
    Telling telling{};
    const ShownMandate* mandate = nullptr;  // one of the two
    const ShownAttestation* attestation = nullptr;
    bool disputed = false;  // another source says something else
};
struct OfficeOnDay {
    const ShownOffice* office = nullptr;
    std::optional<std::int64_t> seats;  // how many there are that day; nothing: not known
    std::vector<SeatOnDay> held;
};
// What there is to look at. Mandates: those that may be in force that day. Attestations: all of the body, none withdrawn.
struct Known {
    std::vector<ShownOffice> offices;
    std::vector<ShownSeatCount> counts;
    std::vector<ShownMandate> mandates;
    std::vector<ShownAttestation> attestations;
};
// `term_years`: of those elected; where many hold an office, who was attested in it longer ago than that before the last time anybody
// was is left out. The result points into `known`.
std::vector<OfficeOnDay> offices_on(base::Date, const Known& known, std::optional<std::int64_t> term_years);

// The holder as everybody writes it: folded, for comparing sources.
std::string holder_key(const ShownAttestation&);
bool same_holder(const ShownAttestation&, const ShownAttestation&);  // whether their keys are the same
// The attestations that another contradicts: by what they say of one seat, or because the act that recorded them says so.
std::vector<Id<Attestation>> disputed(const std::vector<ShownOffice>&, const std::vector<ShownSeatCount>&,
                                      const std::vector<ShownAttestation>&);

}  // namespace bodies
