// Files that acts hold, on their way out:
//   GET /fichiers/{sha256}, /en/files/{sha256}
// A file in a public field is for everybody; of a picture, that is a copy without what it tells about who took it, under its own hash.
// The original, and what is in a restricted field, is for the secretariat and for the person who sent it. What somebody may not have is
// not told from what is not here. Files in personal fields are not served.
#pragma once
#include "files/store.h"
#include "store/files.h"
#include "web/site.h"

#include <map>
#include <mutex>

namespace files {

class Shelf {
public:
    Shelf(const web::SiteHooks& hooks, store::Files& files) : hooks_(hooks), files_(files) {}
    void add_routes(web::Router&);

private:
    struct Use {                               // by an entry of the journal
        std::string name, media_type, sender;  // sender: the actor's id
        bool open = false;                     // in a public field
    };
    using Uses = std::vector<Use>;
    web::Response show(web::Visit&);
    Uses uses_of(store::Db&, const base::Hash&);
    void catch_up(store::Db&);
    std::optional<web::Response> original(web::Visit&, const base::Hash&, const Uses&) const;
    std::optional<base::Hash> copy(store::Db&, const base::Hash& original);
    web::Response bytes(web::Visit&, const base::Hash&, const Use&) const;

    const web::SiteHooks& hooks_;
    store::Files& files_;
    std::mutex mutex_;
    std::int64_t read_ = 0;  // entries of the journal
    std::map<base::Hash, Uses> uses_;
};

}  // namespace files
