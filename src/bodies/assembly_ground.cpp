// What a decision may be about: assembly/assembly.h asks, and only this folder knows mandates.
#include "assembly/assembly.h"
#include "bodies/bodies.h"

namespace assembly {

bool is_mandate(store::Db& db, std::int64_t id) { return bodies::find_mandate(db, {id}).has_value(); }

}  // namespace assembly
