#include "app/office.h"

#include "app/backup_pages.h"
#include "app/office_desk.h"
#include "desk/pages.h"
#include "jobs/pages.h"
#include "timers/pages.h"

namespace app {

void add_office_pages(web::Router& router, const web::SiteHooks& hooks, jobs::Runner& runner, const news::PageDoors& news) {
    desk::add_pages(router, hooks, desk_providers(), [&news](web::Visit& visit) { return news::panel(visit, news); });
    news::add_pages(router, news);
    jobs::add_pages(router, hooks, runner);
    timers::add_pages(router, hooks);
    add_backup_pages(router, hooks);
}

}  // namespace app
