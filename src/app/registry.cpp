#include "app/registry.h"

#include "accounts/accounts.h"
#include "admissions/admissions.h"
#include "assembly/assembly.h"
#include "bodies/bodies.h"
#include "content/content.h"
#include "documents/documents.h"
#include "drafts/drafts.h"
#include "files/files.h"
#include "jobs/jobs.h"
#include "mail/mail.h"
#include "members/members.h"
#include "network/network.h"
#include "news/news.h"
#include "newsletter/newsletter.h"
#include "numbering/numbering.h"
#include "opendata/opendata.h"
#include "people/people.h"
#include "post/post.h"
#include "programme/programme.h"
#include "safekeeping/safekeeping.h"
#include "search/search.h"
#include "sign_in/sign_in.h"
#include "sources/sources.h"
#include "statutes/statutes.h"
#include "timers/timers.h"

namespace app {

const acts::Registry& registry() {
    static const acts::Registry registry = [] {
        acts::Registry made;
        network::declare(made);
        people::declare(made);
        accounts::declare(made);
        mail::declare(made);
        sources::declare(made);
        statutes::declare(made);
        assembly::declare(made);
        members::declare(made);
        programme::declare(made);
        bodies::declare(made);
        content::declare(made);
        newsletter::declare(made);
        admissions::declare(made);
        documents::declare(made);
        opendata::declare(made);
        return made;
    }();
    return registry;
}

const std::vector<std::string>& tables() {
    static const std::vector<std::string> tables = [] {
        std::vector<std::string> all;
        for (auto sql : {
                 post::tables(),     network::tables(),    numbering::tables(),  people::tables(),   accounts::tables(),
                 sign_in::tables(),  news::tables(),       drafts::tables(),     mail::tables(),     files::tables(),
                 jobs::tables(),     timers::tables(),     search::tables(),     sources::tables(),  statutes::tables(),
                 assembly::tables(), members::tables(),    admissions::tables(), bodies::tables(),   programme::tables(),
                 content::tables(),  newsletter::tables(), documents::tables(),  opendata::tables(), safekeeping::tables(),
             })
            all.emplace_back(sql);
        return all;
    }();
    return tables;
}

}  // namespace app
