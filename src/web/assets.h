// Files the program carries: served from memory under names that change with their bytes, compressed once at the start.
#pragma once
#include "web/answer.h"

#include <map>

namespace web {

struct Asset {
    std::string name;        // "style.css"
    std::string media_type;  // "text/css; charset=utf-8"
    std::string bytes;
    // Nothing: served at /a/style-HASH.css, for ever. Given ("/sw.js", "/favicon.ico"): served there, asked again each time.
    std::string fixed_path = {};
};

class Assets {
public:
    // Compresses as well as can be: tens of milliseconds for each text.
    Assets(std::vector<Asset>, std::string_view security_fields);

    // Where the asset is served: "/a/style-3f2a91c4d01b.css". Throws std::out_of_range for a name that is not there.
    const std::string& path(std::string_view name) const;
    // The targets and what they hold, for PageCache::pin.
    const std::map<std::string, std::shared_ptr<const StoredPage>>& pages() const { return pages_; }

private:
    std::map<std::string, std::string, std::less<>> paths_;
    std::map<std::string, std::shared_ptr<const StoredPage>> pages_;
};

}  // namespace web
