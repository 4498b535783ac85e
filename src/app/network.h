// Everything that serves one network: its writer and readers, its pages, its mail; what is below refers to what is above.
#pragma once
#include "app/import_pages.h"
#include "app/news_service.h"
#include "app/past.h"
#include "app/serve.h"
#include "drafts/pages.h"
#include "files/pages.h"
#include "jobs/jobs.h"
#include "newsletter/pages.h"
#include "search/search.h"
#include "sign_in/pages.h"

namespace app {

struct Network {
    explicit Network(const ServeOptions&);
    ~Network();

    web::ServerOptions server_options(const ServeOptions&, int log) const;

    web::Topics topics;
    std::atomic<std::int64_t> heard = 0;
    std::atomic<Past*> past_ready = nullptr;
    std::atomic<files::Uploads*> uploads_ready = nullptr;
    acts::Calendar calendar;
    std::shared_ptr<Readers> readers;
    std::shared_ptr<search::Heard> searched = std::make_shared<search::Heard>();
    OwnDesk desk;
    search::Indexer index;
    jobs::Runner runner;
    Past past;
    Signer signer;
    store::Files files;
    sign_in::Doors doors_in;
    MailService mail;
    web::AddressLimits limits{web::Allowance()};
    WaitingFiles waiting;
    web::SecurityPolicy security;
    web::Assets assets{web::site_assets(), web::security_fields(security)};
    web::SiteHooks hooks;
    sign_in::Desk sign_in_desk{hooks, doors_in};
    web::ActDoors doors;
    files::Uploads uploads{doors};
    files::Shelf shelf{hooks, files};
    mail::PageDoors mail_pages;
    newsletter::PageDoors newsletter_pages;
    drafts::Desk drafts_desk{hooks, doors};
    std::optional<NewsService> news;
    web::Router router{web::admission(hooks)};
    std::optional<search::Following> following;

private:
    acts::WriterOptions hooked(const ServeOptions&);
    void fill_hooks(const ServeOptions&);
    void add_routes();
};

}  // namespace app
