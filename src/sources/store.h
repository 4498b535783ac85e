// Statements in their tables; for acts of this folder.
#pragma once
#include "sources/acts.h"

namespace sources {

void insert_source(store::Db&, Id<Source>, const RecordSource&);
void mark_gone(store::Db&, const MarkGone&);
void insert_statement(store::Db&, Id<Statement>, const RecordStatement&, base::Id<acts::Act> by);
void update_statement(store::Db&, Id<Statement>, const CorrectStatement&, base::Id<acts::Act> by);  // its sources and contradictions too
void withdraw_statement(store::Db&, const WithdrawStatement&, base::Id<acts::Act> by);
std::vector<Id<Statement>> own_contradictions(store::Db&, Id<Statement>);  // those it names, not those that name it

}  // namespace sources
