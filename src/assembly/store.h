// Decisions and sessions in their tables; for acts of this folder.
#pragma once
#include "assembly/acts.h"

namespace assembly {

void insert_decision(store::Db&, Id<Decision>, const RecordDecision&, const std::string& basis);
void set_executed(store::Db&, Id<Decision>, base::Id<acts::Act> by);
void set_annulled(store::Db&, Id<Decision>, base::Id<acts::Act> by, std::optional<Id<Decision>> deciding);
void insert_session(store::Db&, Id<Session>, const RecordSession&, const acts::Stamp&);
void update_session(store::Db&, const CorrectSession&, const acts::Stamp&);  // its sources too

}  // namespace assembly
