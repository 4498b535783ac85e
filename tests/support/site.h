// A network with its public site, for tests, measures and looking at pages: a writer, readers, hooks and routes, without a server.
#pragma once
#include "app/concert.h"
#include "portal/portal.h"
#include "support/postgresql.h"

#include <filesystem>
#include <map>

namespace support {

class Site {
public:
    // Creates the network at that place; `now_us`: what its clock shows, one second more for each act.
    explicit Site(const store::Location&, std::int64_t now_us = 1'795'000'000'000'000);  // 2026-11-18

    acts::Outcome say(const std::string& act, const std::string& json, const std::string& basis = "");
    // As above, and the id of the first thing it made; throws std::runtime_error with the refusal.
    std::int64_t made(const std::string& act, const std::string& json, const std::string& basis = "");
    // Submits a folder of JSON Lines in order (data/aimf/README.md); gives how many acts.
    std::int64_t load(const std::filesystem::path& folder);

    web::Response get(const std::string& target, web::Parameters headers = {}) const;  // 404, 405, 308 as the server would answer
    std::string body(const std::string& target) const { return std::string(get(target).bytes()); }

private:
    std::shared_ptr<std::int64_t> now_us_;
    store::Location location_;
    std::map<std::int64_t, std::shared_ptr<FreshNetwork>> copies_;

public:
    web::SiteHooks hooks;
    web::Router router{web::admission(hooks)};
    app::Readers readers;
    acts::Writer writer;
};

// The same with its stream, if it is one, read to the end.
web::Response whole(web::Response);

}  // namespace support
