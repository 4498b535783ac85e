// The SQL of the newsletter that acts and pages need; what others ask is in newsletter.h.
#pragma once
#include "base/hash.h"
#include "newsletter/rules.h"

namespace newsletter {

void insert_subscription(store::Db&, const Subscription&);
void end_subscription(store::Db&, Id<Person>, EndReason, base::Date, Id<acts::Act>);
void insert_issue(store::Db&, const KnownIssue&);

// ---- local: addresses that nobody confirmed yet ----
struct Pending {
    base::Hash digest;
    std::string address;  // its letters in lower case
    WrittenIn language{};
    std::int64_t until_us = 0;
};
void put_pending(store::Db&, const Pending&);
std::optional<Pending> find_pending(store::Db&, const base::Hash& digest, std::int64_t now_us);
void drop_pending(store::Db&, const std::string& address);  // every link sent to it
void forget_old(store::Db&, std::int64_t now_us);           // those whose time is over
bool has_old(store::Db&, std::int64_t now_us);
std::int64_t pending_for(store::Db&, const std::string& address);  // how many links it was sent
std::int64_t pending_in_all(store::Db&);
std::optional<std::string> known_link_key(store::Db&);

std::string in_lower_case(std::string_view address);

}  // namespace newsletter
