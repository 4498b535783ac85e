#include "app/office.h"

#include "app/backup_pages.h"
#include "app/office_desk.h"
#include "desk/pages.h"
#include "jobs/pages.h"
#include "timers/pages.h"

namespace app {

void add_office_pages(web::Router& router, const web::SiteHooks& hooks, jobs::Runner& runner) {
    desk::add_pages(router, hooks, desk_providers());
    jobs::add_pages(router, hooks, runner);
    timers::add_pages(router, hooks);
    add_backup_pages(router, hooks);
}

}  // namespace app
