// The acts that are due because a day has come: what timers of this network submit.
#pragma once
#include "timers/timers.h"

namespace app {

// `mails`: whether messages leave; what only writes to people waits until they do.
std::vector<timers::Timer> deadlines(bool mails);

}  // namespace app
