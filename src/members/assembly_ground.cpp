// What a decision may be about: assembly/assembly.h asks, and only this folder knows members.
#include "assembly/assembly.h"
#include "members/members.h"

namespace assembly {

bool is_member(store::Db& db, std::int64_t id) { return members::find_member(db, {id}).has_value(); }

}  // namespace assembly
