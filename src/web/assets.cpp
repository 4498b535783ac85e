#include "web/assets.h"

#include "base/hash.h"

#include <stdexcept>

namespace web {

Assets::Assets(std::vector<Asset> assets, std::string_view security_fields) {
    for (auto& asset : assets) {
        auto path = asset.fixed_path;
        if (path.empty()) {
            const auto dot = std::min(asset.name.rfind('.'), asset.name.size());
            path = "/a/" + asset.name.substr(0, dot) + '-' + base::sha256({asset.bytes}).hex().substr(0, 12) + asset.name.substr(dot);
        }
        Response response;
        response.media_type = std::move(asset.media_type);
        response.keeping = asset.fixed_path.empty() ? Keeping::for_ever : Keeping::page;
        response.body = std::move(asset.bytes);
        pages_[path] = make_stored(response, security_fields, Effort::most);
        if (!paths_.emplace(asset.name, path).second) throw std::invalid_argument("two assets named " + asset.name);
    }
}

const std::string& Assets::path(std::string_view name) const {
    const auto found = paths_.find(name);
    if (found == paths_.end()) throw std::out_of_range("no asset named " + std::string(name));
    return found->second;
}

}  // namespace web
