// /administration/sauvegardes: whether the network is kept safe, for who administers it.
#pragma once
#include "safekeeping/safekeeping.h"
#include "web/site.h"

namespace app {

inline const web::Address backups_at{"/administration/sauvegardes", "/en/administration/backups"};
void add_backup_pages(web::Router&, const web::SiteHooks&);
// "Aucune sauvegarde n’a été faite."
std::string safekeeping_words(const web::Visit&, const safekeeping::State&);

}  // namespace app
