// What app knows that mail cannot: the words of messages that features above it send, and who may be written to together.
#pragma once
#include "mail/pages.h"

namespace app {

const mail::Templates& mail_templates();
std::vector<mail::AddresseeGroup> groups_of_addressees(store::Db&, base::Date today);

}  // namespace app
