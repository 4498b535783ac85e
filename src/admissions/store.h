// The SQL of the feature that acts need; what pages ask is in admissions.h.
#pragma once
#include "admissions/acts.h"

namespace admissions {

// Open, of that name (in any spelling of accents) and place, in that State.
std::optional<Id<Application>> open_application_named(store::Db&, const std::string& name, const std::string& place,
                                                      const std::string& country);
void insert_application(store::Db&, Id<Application>, const ApplyForMembership&, Id<Person> contact, base::Date received,
                        base::Id<acts::Act>);
void move_to(store::Db&, const KnownApplication&, Step, base::Date, base::Id<acts::Act>);  // its step, and the counts
void ask_piece(store::Db&, std::int64_t id, Id<Application>, const AskPiece&, base::Date);
void add_pieces(store::Db&, Id<Application>, Piece, base::Date);  // what was asked for of that piece has come
void have_letter(store::Db&, Id<Application>);
void confirm_mail(store::Db&, Id<Application>, base::Date);
void await_opinion(store::Db&, Id<Application>, base::Date until);
void set_opinion(store::Db&, Id<Application>, Opinion, base::Date);
void set_advice(store::Db&, Id<Application>, Advice, base::Date, const std::string& basis);
void set_session(store::Db&, Id<Application>, std::optional<base::Date>);
void set_admitted(store::Db&, Id<Application>, Id<members::Member>);
void set_duplicate(store::Db&, Id<Application>, Id<Application> of);
void spend_pass(store::Db&, Id<Application>);
std::int64_t passes_of(store::Db&, Id<Application>);
std::string key_of(store::Db&);  // 32 bytes; empty: none was made

}  // namespace admissions
