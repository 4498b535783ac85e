// What a decision may be about: assembly/assembly.h asks, and only this folder knows applications.
#include "admissions/admissions.h"
#include "assembly/assembly.h"

namespace assembly {

bool is_application(store::Db& db, std::int64_t id) { return admissions::find_application(db, {id}).has_value(); }

}  // namespace assembly
