// The history of one thing: which acts touched it, when, in which capacity, on what ground, and what each changed.
#pragma once
#include "acts/entry.h"
#include "web/changes.h"

namespace portal {

web::Response history_page(web::Visit&, const web::Thing&);  // 404: nothing ever touched it, or it is somebody's own
// What one act changed, for its page; nothing when it is about no thing that was there before.
html::Node changed_by(const web::Visit&, const acts::Entry&);

}  // namespace portal
