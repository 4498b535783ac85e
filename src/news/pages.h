// Where people read their news, and choose how they are written to.
#pragma once
#include "news/digest.h"
#include "web/site.h"

namespace news {

inline const web::Address choice_at{"/compte/notifications", "/en/account/notifications"}, read_at{"/nouvelles/lues", "/en/news/read"},
    unsubscribe_at{"/nouvelles/arret", "/en/news/stop"}, desk_at{"/a-faire", "/en/to-do"};

struct PageDoors {
    const web::SiteHooks& site;
    const Kinds& kinds;
    std::function<bool()> can_mail;  // whether messages leave
    // To whom they would go; nothing when mail to them comes back.
    std::function<std::optional<std::string>(store::Db&, Id<Person>)> address;
};
void add_pages(web::Router&, const PageDoors&);  // which outlives the router

// On the desk: the last news, how many are unread, and a button that marks them as read. Nothing for who has no account.
html::Node panel(web::Visit&, const PageDoors&);

}  // namespace news
