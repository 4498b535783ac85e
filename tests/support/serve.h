// A site of tests on a port, for a browser to look at.
#pragma once
#include "web/assets.h"
#include "web/server.h"
#include "web/site.h"

namespace support {

// Serves until SIGTERM or SIGINT. `ready`: called when it listens, with the site's files.
void serve(web::ServerOptions, const web::Router&, web::SiteHooks&, const std::function<void(const web::Assets&)>& ready);

}  // namespace support
