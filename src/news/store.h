// What the maker of digests asks. Within a transaction of the writer's connection where something changes.
#pragma once
#include "news/news.h"

namespace news {

// Those who have news they were not told by mail, and want them so; after a person, in their order.
std::vector<Id<Person>> people_to_tell(store::Db&, ByMail, Id<Person> after, std::int64_t most);
std::vector<Shown> untold(store::Db&, Id<Person>);  // oldest first; those that were seen too
void mark_told(store::Db&, std::int64_t id);
bool had_digest(store::Db&, Id<Person>, base::Date);
void put_digest(store::Db&, Id<Person>, base::Date);

// The key by which links in digests are known again.
std::string link_key(store::Db&);  // made when there is none: needs a writing connection the first time
std::optional<std::string> known_link_key(store::Db&);

}  // namespace news
