// Serves the public pages of data/aimf, or of another folder of acts, on a port: for looking at them.
//   serve_pages PORT [FOLDER]
#include "support/serve.h"
#include "support/site.h"

#include <cstdio>

int main(int count, char** arguments) {
    const auto port = static_cast<std::uint16_t>(count > 1 ? std::stoi(arguments[1]) : 8080);
    support::FreshNetwork place(store::Engine::sqlite);
    support::Site site(place.location());
    std::printf("%lld acts\n", static_cast<long long>(site.load(count > 2 ? arguments[2] : "data/aimf")));
    web::ServerOptions options;
    options.listen = {{.port = port}};
    support::serve(std::move(options), site.router, site.hooks,
                   [port](const web::Assets&) { std::printf("http://127.0.0.1:%u/\n", port); });
}
