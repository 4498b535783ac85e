// Whom each address answers, as the routes declare it.
#include "opendata/publication_parts.h"

#include <mutex>

namespace opendata {
namespace {

using namespace html;
using web::Cell, web::Response, web::Visit;
using Look = web::Heading::Look;

constexpr std::array audiences{web::Audience::everyone, web::Audience::signed_in, web::Audience::person, web::Audience::secretariat,
                               web::Audience::administrator};
std::string code_of(web::Audience audience) {
    switch (audience) {
    case web::Audience::undeclared: break;
    case web::Audience::everyone: return "everyone";
    case web::Audience::signed_in: return "signed_in";
    case web::Audience::person: return "person";
    case web::Audience::secretariat: return "secretariat";
    case web::Audience::administrator: return "administrator";
    }
    return "nobody";
}
std::string audience_words(const Visit& visit, web::Audience audience) {
    return std::string(visit.text("publication.open_to." + code_of(audience)));
}

struct Served {
    std::string_view name, fr, en;  // patterns; en: empty when there is but one
    web::Method method{};
    web::Audience open_to{};
    std::string_view in(base::Language language) const { return language == base::Language::en && !en.empty() ? en : fr; }
};

// A page stands in both languages under one name: two routes, one after the other.
std::vector<Served> all_addresses(const web::Router& router, base::Language language) {
    std::vector<Served> all;
    for (const auto* route : router.all()) {
        const bool english = route->pattern == "/en" || route->pattern.starts_with("/en/");
        const auto french = std::ranges::find_if(all, [&](const Served& one) {
            return english && one.name == route->name && one.method == route->method && one.open_to == route->open_to && one.en.empty();
        });
        if (french != all.end()) french->en = route->pattern;
        else all.push_back({route->name, route->pattern, {}, route->method, route->open_to});
    }
    std::ranges::stable_sort(all, {}, [&](const Served& one) { return one.in(language); });
    return all;
}

// Looked at when somebody first asks: by then every route is there.
class Addresses {
public:
    explicit Addresses(const web::Router& router) : router_(router) {}
    std::vector<Served> asked(const Visit& visit) {
        std::call_once(looked_,
                       [this] { fr_ = all_addresses(router_, base::Language::fr), en_ = all_addresses(router_, base::Language::en); });
        const auto open_to = visit.request.query.value_or("open_to", "");
        std::vector<Served> some;
        std::ranges::copy_if(visit.language == base::Language::fr ? fr_ : en_, std::back_inserter(some),
                             [&](const Served& one) { return open_to.empty() || open_to == code_of(one.open_to); });
        return some;
    }

private:
    const web::Router& router_;
    std::once_flag looked_;
    std::vector<Served> fr_, en_;
};

// It may break after each slash: some are longer than a phone is wide.
Node broken(std::string_view pattern) {
    Node all;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto slash = pattern.find('/', at + 1);
        const auto piece = pattern.substr(at, slash == pattern.npos ? slash : slash - at);
        all += group(at ? wbr() : Node(), piece);
        at += piece.size();
    }
    return code(all);
}

web::List<Served> columns(const Visit* visit) {
    return web::List<Served>({
        {{"address", "publication.address", "", Look::name, false},
         [visit](const Served& s) { return broken(s.in(visit->language)); },
         [](const Served& s) { return Cell(std::string(s.fr)); }},
        {{.name = "address_en", .label = "publication.address_en", .shown = false},
         {},
         [](const Served& s) { return s.en.empty() ? Cell() : Cell(std::string(s.en)); }},
        {{"method", "publication.method"}, {}, [](const Served& s) { return Cell(std::string(web::name(s.method))); }},
        {{.name = "route", .label = "publication.route", .shown = false}, {}, [](const Served& s) { return Cell(std::string(s.name)); }},
        {{"open_to", "publication.open_to"},
         [visit](const Served& s) { return html::text(audience_words(*visit, s.open_to)); },
         [](const Served& s) { return Cell(code_of(s.open_to)); }},
    });
}

Response page(Visit& visit, Addresses& addresses) {
    const auto all = addresses.asked(visit);
    const auto paging = web::Paging::asked(visit, std::int64_t(all.size()));
    const std::string title(visit.text("publication.addresses"));
    std::vector<Offered> offered;
    for (const auto one : audiences) offered.push_back({code_of(one), audience_words(visit, one)});
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("publication.addresses_lead")),
         .at = addresses_at,
         .current = "open_data",
         .breadcrumb = {{std::string(visit.text("publication.title")), visit.to(web::places::publication)}}},
        group(div(cls("intro"), div(h1(title), p(visit.text("publication.addresses_lead")))),
              filter_form(visit, addresses_at,
                          choice(visit, "open_to", "publication.open_to", visit.request.query.value_or("open_to", ""), offered)),
              count_and_files(visit, addresses_at, "publication.addresses_count", paging.total),
              results(visit, columns(&visit), title, all, paging)));
}

}  // namespace

void add_addresses(web::Router& router, const web::SiteHooks& hooks) {
    const auto addresses = std::make_shared<Addresses>(router);
    const auto query = web::list_query({"open_to"});
    web::add_page(router, hooks, "publication.addresses", addresses_at, query,
                  [addresses](Visit& visit) { return page(visit, *addresses); });
    web::add_files(router, hooks, "publication.addresses", addresses_at, query, [addresses](Visit& visit, web::Format format) {
        const auto lasting = web::kept(visit);
        const auto name = lasting->language == base::Language::fr ? "adresses" : "addresses";
        return columns(lasting.get()).file(lasting, name, format, web::rows_of(addresses->asked(*lasting)));
    });
}

}  // namespace opendata
