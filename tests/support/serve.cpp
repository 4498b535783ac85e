#include "support/serve.h"

#include <csignal>
#include <cstdio>

namespace support {
namespace {
web::Server* running = nullptr;
}

void serve(web::ServerOptions options, const web::Router& router, web::SiteHooks& hooks,
           const std::function<void(const web::Assets&)>& ready) {
    options.security.inline_styles = {std::string(web::stylesheet())};
    const web::Assets assets(web::site_assets(), web::security_fields(options.security));
    hooks.script = assets.path("enhance.js");
    hooks.icon = assets.path("icon.svg");
    web::Topics topics;
    web::Server server(std::move(options), {router, topics, &assets, [&hooks](const web::Request& request, int status) {
                                                return web::error_page(hooks, request, status);
                                            }});
    running = &server;
    std::signal(SIGTERM, [](int) { running->stop(); });
    std::signal(SIGINT, [](int) { running->stop(); });
    ready(assets);
    std::fflush(stdout);
    server.run();
}

}  // namespace support
