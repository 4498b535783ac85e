#include "portal/portal.h"

#include "assembly/pages.h"
#include "bodies/pages.h"
#include "members/pages.h"
#include "network/network.h"
#include "portal/about.h"
#include "portal/card.h"
#include "portal/feeds.h"
#include "portal/home.h"
#include "portal/journal_pages.h"
#include "portal/json_views.h"
#include "portal/search_sources.h"
#include "portal/sitemap.h"
#include "portal/timeline.h"
#include "programme/pages.h"
#include "sources/pages.h"
#include "statutes/pages.h"
#include "web/live.h"
#include "web/places.h"

namespace portal {

std::vector<web::NavigationEntry> public_navigation() {
    using namespace web;
    return {{"association", places::association}, {"members", places::members},     {"bodies", places::bodies},
            {"sessions", places::sessions},       {"programme", places::programme}, {"partners", places::partners},
            {"journal", places::journal}};
}

web::Facts facts_of(store::Db& db) {
    auto network = network::the_network(db);
    return {std::move(network.name_fr), std::move(network.name_en), std::move(network.short_name),
            std::move(network.seat),    std::move(network.zone),    network.nature == network::Nature::simulated};
}

void add_public_routes(web::Router& router, web::SiteHooks& hooks) {
    if (!hooks.facts) hooks.facts = facts_of;
    hooks.live_kinds = {"journal", "member",    "source", "statement", "rule",        "decision",
                        "session", "programme", "frame",  "body",      "content_page"};
    if (hooks.navigation.empty()) hooks.navigation = public_navigation();
    if (hooks.footer.empty())
        hooks.footer = {{"contact", web::places::contact},     {"newsletter", web::places::newsletter},
                        {"open_data", web::places::open_data}, {"accessibility", web::places::accessibility},
                        {"privacy", web::places::privacy},     {"legal", web::places::legal}};
    hooks.search = web::places::search;
    const auto tags_of_source = [](web::Visit& visit, base::Id<sources::Source> source) {
        return programme::tags_panel(visit, "source", source.value);
    };
    web::add_page(router, hooks, "home", web::places::home, {}, home_page);
    web::add_page(router, hooks, "history", web::places::history, {}, timeline_page);
    members::add_pages(router, hooks, {bodies::member_panel});
    members::add_register_pages(router, hooks);
    sources::add_pages(router, hooks,
                       {members::members_citing_panel, bodies::source_panel, assembly::sessions_citing_panel, tags_of_source});
    assembly::add_pages(router, hooks);
    statutes::add_pages(router, hooks);
    programme::add_pages(router, hooks);
    bodies::add_pages(router, hooks);
    add_journal_pages(router, hooks);
    add_proof_routes(router, hooks);
    add_about_pages(router, hooks);
    add_card(router, hooks);
    add_feeds(router, hooks);
    add_sitemap(router, hooks);
    web::add_live_route(router, hooks);
    search::add_pages(router, hooks, shown_by_search());
    add_json_views(router, hooks);
}

}  // namespace portal
