// The news of one network that is served: where they come from, what they say, and the digests.
#pragma once
#include "app/mail_service.h"
#include "app/news_kinds.h"
#include "app/news_sources.h"
#include "news/pages.h"
#include "timers/timers.h"

namespace app {

class NewsService {
public:
    // `mails`: whether messages leave; else news stand on the desk alone.
    NewsService(acts::Writer&, const web::SiteHooks&, bool mails);
    const news::PageDoors& pages() const { return pages_; }
    // Steps for Rounds. A clock that was just set ahead is not believed.
    bool step(std::stop_token);

private:
    news::PageDoors pages_;
    NewsSources sources_;
    news::Digests digests_;
    timers::Trust trust_;
    const web::SiteHooks& site_;
    const bool mails_;
};

// Where a person's news would go; nothing when mail to them comes back.
std::optional<std::string> address_of_news(store::Db&, base::Id<base::Person>);

}  // namespace app
