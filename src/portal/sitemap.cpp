#include "portal/sitemap.h"

#include "admissions/pages.h"
#include "opendata/pages.h"
#include "portal/sitemap_kinds.h"
#include "web/form.h"
#include "web/places.h"

#include <algorithm>

namespace portal {
namespace {

using web::Address, web::Response, web::Visit;

constexpr std::int64_t rows_at_once = 200;
constexpr std::string_view media_type = "application/xml; charset=utf-8";
constexpr std::string_view head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n",
                           opening =
                               "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                               "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
                           closing = "</urlset>\n";

// Addresses hold no character that XML would need escaped but "&", which ours do not have.
std::string urls(const std::string& origin, const Address& at, const std::optional<base::Date>& changed) {
    std::string alternates;
    for (const auto language : base::languages)
        alternates += "<xhtml:link rel=\"alternate\" hreflang=\"" + std::string(base::code(language)) + "\" href=\"" + origin +
                      at.in(language) + "\"/>";
    alternates += "<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"" + origin + at.fr + "\"/>";
    std::string out;
    for (const auto language : base::languages)
        out += "<url><loc>" + origin + at.in(language) + "</loc>" + (changed ? "<lastmod>" + changed->iso() + "</lastmod>" : "") +
               alternates + "</url>\n";
    return out;
}

bool has_one(const Visit& visit) { return !visit.facts.simulated && !visit.hooks.origin.empty() && !visit.date && !visit.known; }

Response kept(Visit& visit, std::string text) {
    auto response = Response::page(std::move(text), visit.topics);
    response.media_type = media_type;
    return response;
}

bool serves(const web::Router& router, const Address& at) { return router.plan(web::Method::get, at.fr).status == 200; }

Response index(Visit& visit, const web::Router& router) {
    if (!has_one(visit)) return error_page(visit, 404);
    const auto at = [&](const std::string& name) {
        return "<sitemap><loc>" + visit.hooks.origin + "/sitemap/" + name + ".xml</loc></sitemap>\n";
    };
    std::string all(head);
    all += "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n" + at("pages");
    for (const auto& kind : mapped_kinds()) {
        if (!serves(router, *kind.list)) continue;
        visit.read(kind.topic);
        const auto things = kind.count(visit.db());
        for (std::int64_t part = 0; part * things_in_part < things; ++part)
            all += at(std::string(kind.name) + "/" + std::to_string(part + 1));
    }
    return kept(visit, all + "</sitemapindex>\n");
}

Response pages(Visit& visit, const web::Router& router) {
    if (!has_one(visit)) return error_page(visit, 404);
    for (const auto topic : few_topics()) visit.read(topic);
    using namespace web::places;
    const auto& origin = visit.hooks.origin;
    static const Address api{"/api", "/en/api"};
    std::string all = std::string(head) + std::string(opening);
    for (const auto* place : {&home,
                              &web::places::members,
                              &research,
                              &figures,
                              &facts,
                              &web::places::sources,
                              &rules,
                              &association,
                              &history,
                              &bodies,
                              &sessions,
                              &decisions,
                              &programme,
                              &partners,
                              &projects,
                              &applications,
                              &admissions::join_at,
                              &contents,
                              &news,
                              &newsletter,
                              &contact,
                              &privacy,
                              &publication,
                              &opendata::addresses_at,
                              &journal,
                              &open_data,
                              &api,
                              &accessibility,
                              &documents,
                              &legal})
        if (serves(router, *place)) all += urls(origin, *place, {});
    for (const auto& one : mapped_few(visit.db()))
        if (serves(router, one.at)) all += urls(origin, one.at, one.changed);
    return kept(visit, all + std::string(closing));
}

// Each piece is read by itself: what is added meanwhile comes or does not, and no snapshot waits for a slow reader.
class Things {
public:
    Things(const web::SiteHooks& hooks, const MappedKind& kind, std::int64_t after) : hooks_(hooks), kind_(kind), after_(after) {}

    std::optional<std::string> next() {
        if (over_) return {};
        std::string out = begun_ ? std::string() : std::string(head) + std::string(opening);
        begun_ = true;
        const auto reading = hooks_.read();
        const auto some = kind_.after(*reading, after_, std::min(rows_at_once, things_in_part - told_));
        for (const auto& one : some) out += urls(hooks_.origin, one.at, one.changed);
        told_ += std::int64_t(some.size());
        if (!some.empty()) after_ = some.back().id;
        over_ = std::int64_t(some.size()) < rows_at_once || told_ >= things_in_part;
        if (over_) out += closing;
        return out;
    }

private:
    const web::SiteHooks& hooks_;
    const MappedKind& kind_;
    std::int64_t after_, told_ = 0;
    bool begun_ = false, over_ = false;
};

// The thing before the first of a part; nothing when there is no such part.
std::optional<std::int64_t> before_part(store::Db& db, const MappedKind& kind, std::int64_t part) {
    if (kind.without_gaps) return (part - 1) * things_in_part;
    std::int64_t after = 0;
    for (auto skip = (part - 1) * things_in_part; skip > 0; skip -= rows_at_once) {
        const auto some = kind.after(db, after, rows_at_once);
        if (some.empty()) return {};
        after = some.back().id;
    }
    return after;
}

Response part_of(Visit& visit, const MappedKind& kind) {
    const auto part = web::whole_number(visit.request.at("part"));
    if (!has_one(visit) || !part || *part < 1 || (*part - 1) * things_in_part >= kind.count(visit.db())) return error_page(visit, 404);
    const auto after = before_part(visit.db(), kind, *part);
    if (!after) return error_page(visit, 404);
    const auto all = std::make_shared<Things>(visit.hooks, kind, *after);
    return Response::stream(std::string(media_type), [all] { return all->next(); });
}

}  // namespace

void add_sitemap(web::Router& router, const web::SiteHooks& hooks) {
    const auto add = [&](std::string name, std::string pattern, web::Show show, bool page) {
        web::Route route{.name = std::move(name),
                         .open_to = web::Audience::everyone,
                         .pattern = std::move(pattern),
                         .handler = web::answering(hooks, base::Language::fr, std::move(show))};
        if (page) route.page = web::PublicPage{};
        router.add(std::move(route));
    };
    add(
        "sitemap", "/sitemap.xml", [&router](Visit& visit) { return index(visit, router); }, true);
    add(
        "sitemap.pages", "/sitemap/pages.xml", [&router](Visit& visit) { return pages(visit, router); }, true);
    for (const auto& kind : mapped_kinds())
        add(
            "sitemap." + std::string(kind.name), "/sitemap/" + std::string(kind.name) + "/{part}.xml",
            [&kind](Visit& visit) { return part_of(visit, kind); }, false);
}

}  // namespace portal
