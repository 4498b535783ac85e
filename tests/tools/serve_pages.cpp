// Serves the public pages of data/aimf, or of another folder of acts, on a port: for looking at them.
//   serve_pages PORT [FOLDER]
#include "support/site.h"
#include "web/server.h"

#include <csignal>
#include <cstdio>

namespace {
web::Server* running = nullptr;
}

int main(int count, char** arguments) {
    const auto port = static_cast<std::uint16_t>(count > 1 ? std::stoi(arguments[1]) : 8080);
    support::FreshNetwork place(store::Engine::sqlite);
    support::Site site(place.location());
    std::printf("%lld acts\n", static_cast<long long>(site.load(count > 2 ? arguments[2] : "data/aimf")));
    web::ServerOptions options;
    options.listen = {{.port = port}};
    options.security.inline_styles = {std::string(web::stylesheet())};
    web::Assets assets(web::site_assets(), web::security_fields(options.security));
    site.hooks.script = assets.path("enhance.js");
    site.hooks.icon = assets.path("icon.svg");
    web::Topics topics;
    web::Server server(options, {site.router, topics, &assets, [&site](const web::Request& request, int status) {
                                     return web::error_page(site.hooks, request, status);
                                 }});
    running = &server;
    std::signal(SIGTERM, [](int) { running->stop(); });
    std::signal(SIGINT, [](int) { running->stop(); });
    std::printf("http://127.0.0.1:%u/\n", port);
    std::fflush(stdout);
    server.run();
}
