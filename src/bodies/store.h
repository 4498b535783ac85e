// The SQL of the feature that acts need; what pages ask is in bodies.h.
#pragma once
#include "bodies/acts.h"

namespace bodies {

void insert_body(store::Db&, Id<Body>, const CreateBody&, const std::string& basis, Id<acts::Act>);
void update_body(store::Db&, const CorrectBody&, const std::string& basis, Id<acts::Act>);
void end_body(store::Db&, Id<Body>, base::Date on, Id<acts::Act>);
void insert_office(store::Db&, Id<Office>, const DefineOffice&, const std::string& basis, Id<acts::Act>);
void update_office(store::Db&, const CorrectOffice&, const std::string& basis, Id<acts::Act>);
void insert_seat_count(store::Db&, Id<SeatCount>, const SetSize&, const std::string& basis);

void insert_mandate(store::Db&, Id<Mandate>, const OpenMandate&, const ShownOffice&, std::optional<base::Date> term_ends,
                    const std::string& basis, Id<acts::Act>);
void end_mandate(store::Db&, Id<Mandate>, const PartialDate& until, Ending, Id<acts::Act>);
void end_by_hand(store::Db&, Id<Mandate>, const PartialDate& until, Ended, Id<acts::Act>);
// It goes on: what had ended it is no more.
void reopen_mandate(store::Db&, Id<Mandate>, Id<acts::Act> by);
void flag_end_annulled(store::Db&, Id<Mandate>, Id<acts::Act> by);
void flag_lost(store::Db&, Id<Mandate>, std::optional<base::Date> on, std::optional<AfterLoss>, Id<acts::Act>);  // no day: not any more
std::vector<ShownMandate> mandates_of_office(store::Db&, Id<Office>);
std::vector<ShownMandate> open_mandates_of_body(store::Db&, Id<Body>);  // without an end, without names
// Oldest first, without names.
std::vector<ShownMandate> mandates_of_body(store::Db&, Id<Body>);
std::vector<ShownMandate> mandates_of_member(store::Db&, Id<Member>);
std::vector<ShownMandate> mandates_of_person(store::Db&, Id<Person>);
std::vector<ShownMandate> mandates_on_basis(store::Db&, const std::string& basis);
bool is_attested(store::Db&, Id<Body>, Id<Member>);  // by a source, on whatever day
// Flagged as lost before that day, to end at the next Bureau.
std::vector<ShownMandate> mandates_awaiting_bureau(store::Db&, base::Date before);
// Those that count for the number of seats of the body: neither ex officio nor honorary, nor interim. Without names.
std::vector<ShownMandate> seats_of_body(store::Db&, Id<Body>);

// When the holder died, as the end of an executive says, or of a mandate besides that one.
std::optional<PartialDate> death_of(store::Db&, Id<Person>, std::optional<Id<Mandate>> besides = {});

std::optional<ShownResignation> open_resignation(store::Db&, Id<Mandate>);
void insert_resignation(store::Db&, Id<Resignation>, const OfferResignation&, const std::string& basis);
void answer_resignation(store::Db&, Id<Resignation>, Answer, base::Date on, const std::string& basis);
// That answer is no more: the resignation awaits one again. `basis`: of what took it away.
void take_back_answer(store::Db&, Id<Resignation>, const std::string& basis);

std::optional<ShownSuspension> find_suspension(store::Db&, Id<Suspension>);
std::optional<ShownSuspension> open_suspension(store::Db&, Id<Body>, Id<Member>);
void insert_suspension(store::Db&, Id<Suspension>, const SuspendSeat&, const std::string& basis);
void end_suspension(store::Db&, Id<Suspension>, const PartialDate& until, const std::string& basis);

void insert_attestation(store::Db&, Id<Attestation>, const RecordAttestation&, Id<Body>, Id<Source>);
void withdraw_attestation(store::Db&, Id<Attestation>, Id<acts::Act>);

std::optional<ShownBelonging> find_belonging(store::Db&, Id<Belonging>);
std::vector<ShownBelonging> open_belongings(store::Db&, Id<Body>);
void insert_belonging(store::Db&, Id<Belonging>, const AddMember&, const std::string& basis);
void end_belonging(store::Db&, Id<Belonging>, const PartialDate& until);

}  // namespace bodies
