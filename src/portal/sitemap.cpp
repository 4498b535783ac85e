#include "portal/sitemap.h"

#include "acts/entry.h"
#include "acts/moment.h"
#include "content/pages.h"
#include "members/members.h"
#include "sources/sources.h"
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
    std::string out;
    for (const auto language : base::languages)
        out += "<url><loc>" + origin + at.in(language) + "</loc>" + (changed ? "<lastmod>" + changed->iso() + "</lastmod>" : "") +
               alternates + "</url>\n";
    return out;
}

std::optional<base::Date> day_of(store::Db& db, base::Id<acts::Act> act) {
    const auto time = acts::time_of(db, act);
    return time ? std::optional(base::Date::utc_day(*time)) : std::nullopt;
}

bool has_one(const Visit& visit) { return !visit.facts.simulated && !visit.hooks.origin.empty() && !visit.date && !visit.known; }

Response kept(Visit& visit, std::string text) {
    auto response = Response::page(std::move(text), visit.topics);
    response.media_type = media_type;
    return response;
}

Response index(Visit& visit) {
    if (!has_one(visit)) return error_page(visit, 404);
    for (const auto kind : {"member", "source", "content_page"}) visit.read(kind);
    const auto at = [&](const std::string& name) {
        return "<sitemap><loc>" + visit.hooks.origin + "/sitemap/" + name + ".xml</loc></sitemap>\n";
    };
    std::string all(head);
    all += "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n" + at("pages");
    const auto members = members::count_members(visit.db(), {});
    for (std::int64_t part = 0; part * members_in_part < members; ++part) all += at("members-" + std::to_string(part + 1));
    return kept(visit, all + "</sitemapindex>\n");
}

Response pages(Visit& visit, const web::Router& router) {
    if (!has_one(visit)) return error_page(visit, 404);
    for (const auto kind : {"source", "content_page"}) visit.read(kind);
    using namespace web::places;
    const auto& origin = visit.hooks.origin;
    std::string all = std::string(head) + std::string(opening);
    for (const auto* place : {&home,
                              &web::places::members,
                              &research,
                              &figures,
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
                              &contents,
                              &news,
                              &newsletter,
                              &contact,
                              &privacy,
                              &publication,
                              &journal,
                              &open_data,
                              &accessibility,
                              &documents,
                              &legal})
        if (router.plan(web::Method::get, place->fr).status == 200) all += urls(origin, *place, {});
    for (std::int64_t after = 0;;) {
        const auto some = content::published_after(visit.db(), {}, after, rows_at_once);
        for (const auto& page : some)
            if (const auto at = content::places::page(page); at.fr.starts_with(contents.fr + "/"))
                all += urls(origin, at, day_of(visit.db(), content::publication_of(visit.db(), page.id)->last));
        if (std::int64_t(some.size()) < rows_at_once) break;
        after = some.back().id.value;
    }
    for (const auto& one : sources::all_sources(visit.db()))
        all += urls(origin, source(one.id), day_of(visit.db(), base::Id<acts::Act>{one.id.value / 1000}));
    return kept(visit, all + std::string(closing));
}

// Each piece is read by itself: who is added meanwhile comes or does not, and no snapshot waits for a slow reader.
class Members {
public:
    Members(const web::SiteHooks& hooks, std::int64_t after) : hooks_(hooks), after_(after) {}

    std::optional<std::string> next() {
        if (over_) return {};
        std::string out = begun_ ? std::string() : std::string(head) + std::string(opening);
        begun_ = true;
        const auto reading = hooks_.read();
        const auto some = members::members_after(*reading, {}, after_, std::min(rows_at_once, members_in_part - told_));
        for (const auto& member : some)
            out += urls(hooks_.origin, web::places::member(member.id, member.name), day_of(*reading, member.changed_by));
        told_ += std::int64_t(some.size());
        if (!some.empty()) after_ = some.back().id.value;
        over_ = std::int64_t(some.size()) < rows_at_once || told_ >= members_in_part;
        if (over_) out += closing;
        return out;
    }

private:
    const web::SiteHooks& hooks_;
    std::int64_t after_, told_ = 0;
    bool begun_ = false, over_ = false;
};

// The member before the first of a part; nothing when there is no such part.
std::optional<std::int64_t> before_part(store::Db& db, std::int64_t part) {
    std::int64_t after = 0;
    for (auto skip = (part - 1) * members_in_part; skip > 0; skip -= rows_at_once) {
        const auto some = members::members_after(db, {}, after, rows_at_once);
        if (some.empty()) return {};
        after = some.back().id.value;
    }
    return after;
}

Response members_part(Visit& visit) {
    const auto part = web::whole_number(visit.request.at("part"));
    if (!has_one(visit) || !part || (*part - 1) * members_in_part >= members::count_members(visit.db(), {})) return error_page(visit, 404);
    const auto after = before_part(visit.db(), *part);
    if (!after) return error_page(visit, 404);
    const auto all = std::make_shared<Members>(visit.hooks, *after);
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
    add("sitemap", "/sitemap.xml", index, true);
    add(
        "sitemap.pages", "/sitemap/pages.xml", [&router](Visit& visit) { return pages(visit, router); }, true);
    add("sitemap.members", "/sitemap/members-{part}.xml", members_part, false);
}

}  // namespace portal
