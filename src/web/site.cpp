#include "web/site.h"

#include "acts/history.h"
#include "base/zone.h"
#include "web/api.h"
#include "web/assets.h"
#include "web/percent.h"

#include <algorithm>
#include <charconv>

namespace web {

Address Address::operator/(std::string_view segment) const {
    const auto joined = [&](const std::string& before) {
        std::string all;
        all.reserve(before.size() + 1 + segment.size());
        return all.append(before).append(1, '/').append(segment);
    };
    return {joined(fr), joined(en)};
}

std::string Visit::topic(std::string_view kind, std::int64_t id) {
    return id ? std::string(kind) + ":" + std::to_string(id) : std::string(kind);
}

base::Date Visit::today() const { return base::civil_date(hooks.clock(), facts.zone).value_or(base::Date::utc_day(hooks.clock())); }

namespace {

void append_query(std::string& out, char& sign, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += sign;
    out += percent_encode(name);
    out += '=';
    out += percent_encode(value);
    sign = '&';
}

void append_moment(const Visit& visit, std::string& out, char sign, const Parameters& but = {}) {
    if (visit.date && !but.has("date")) append_query(out, sign, "date", visit.request.query.value_or("date", ""));
    if (visit.known && !but.has("known")) append_query(out, sign, "known", visit.request.query.value_or("known", ""));
}

}  // namespace

std::string Visit::to(const Address& address, const Parameters& query) const {
    std::string out = address.in(language);
    char sign = '?';
    for (const auto& [name, value] : query) append_query(out, sign, name, value);
    append_moment(*this, out, sign, query);
    return out;
}

std::string Visit::to_one(const Address& list, std::string_view segment) const {
    const auto& address = list.in(language);
    std::string out;
    out.reserve(address.size() + 1 + segment.size());
    out.append(address).append(1, '/').append(segment);
    append_moment(*this, out, '?');
    return out;
}

std::string Visit::here_with(const Parameters& changes) const {
    std::string out;
    for (const char c : request.path) {  // the path is decoded: only "/" stays as it is
        if (c == '/') out += c;
        else out += percent_encode(std::string_view(&c, 1));
    }
    char sign = '?';
    for (const auto& [name, value] : request.query)
        if (name != "page" && !changes.has(name)) append_query(out, sign, name, value);
    for (const auto& [name, value] : changes) append_query(out, sign, name, value);
    return out;
}

const base::Words& words_of(Language language) {
    static const base::Words french(Language::fr), english(Language::en);
    return language == Language::fr ? french : english;
}

Language language_of(std::string_view path) { return path == "/en" || path.starts_with("/en/") ? Language::en : Language::fr; }

std::shared_ptr<const Visit> kept(const Visit& visit) {
    struct Kept {
        explicit Kept(const Visit& of)
            : request(of.request), visit{request, of.hooks, of.language, of.words, of.reading, of.facts,
                                         of.date, of.known, of.visitor,  of.seen,  of.topics,  of.cells} {
            request.body.clear();
        }
        Request request;
        Visit visit;
    };
    auto all = std::make_shared<Kept>(visit);
    return {all, &all->visit};
}

// ---- from a request to a Visit ----

namespace {

Response refused_page(Visit&, int status, const std::string& why);  // `why`: instead of what is said of the status; may be empty

// One snapshot for all that a page asks: its parts agree with each other, and SQLite takes its locks once. Not for what submits an act,
// which must see what it has changed.
class OneMoment {
public:
    OneMoment(const Request& request, const Reading& reading) {
        if (request.method != Method::get && request.method != Method::head) return;
        reading->begin_reading();
        reading_ = reading;
    }
    ~OneMoment() {
        if (reading_) reading_->rollback();
    }
    OneMoment(const OneMoment&) = delete;

private:
    Reading reading_;
};

// Whether what is asked is data and no page: what is none is not saved under its name.
bool asks_for_data(const Visit& visit) {
    const std::string_view path = visit.request.path;
    constexpr std::string_view endings[] = {".atom", ".csv", ".ics", ".json", ".jsonl", ".png", ".sqlite", ".tlog-proof", ".xlsx", ".xml"};
    return for_programs(path) || std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

Response in_the_making(Visit& visit, const InTheMaking& making) {
    using namespace html;
    if (asks_for_data(visit)) {
        auto response = problem(503, "known.in_the_making", visit.text("api.in_the_making"),
                                R"(,"figures":)" + figures_json({{"done", making.done}, {"of", making.of}}));
        response.headers.add("Retry-After", "2");
        return response;
    }
    Frame frame{.title = std::string(visit.text("frame.making_title")),
                .description = "",
                .at = {"/", "/en"},
                .indexed = false,
                .status = 202,
                .refresh_seconds = 2};
    auto response = page(visit, frame,
                         div(cls("oops"), h1(frame.title), p(visit.text("frame.making_text")),
                             p(cls("n"), visit.format("frame.making_progress", {{"done", making.done}, {"of", making.of}}))));
    response.headers.add("Retry-After", "2");
    return response;
}

// The journal number that « connu au » asks: nothing when it is neither a day nor a number, 0 when there was never such a knowledge.
std::optional<std::int64_t> known_asked(store::Db& db, std::string_view asked) {
    if (const auto day = base::Date::parse(asked)) return acts::number_on(db, *day);
    if (asked.find_first_not_of("0123456789") != asked.npos) return {};
    std::int64_t number = 0;
    const auto error = std::from_chars(asked.data(), asked.data() + asked.size(), number).ec;
    return error == std::errc() && number <= acts::read_head(db).size ? number : 0;
}

// A value of the query that cannot be read.
Response unreadable(Visit& visit, const std::string& name, const std::string& code) {
    const base::Wrong wrong{name, code, {}};
    if (asks_for_data(visit)) return wrong_problem(visit.words, {wrong}, 400);
    return refused_page(visit, 400, base::sentence(visit.words, wrong));
}

}  // namespace

Handler answering(const SiteHooks& hooks, Language language, Show show) {
    return [&hooks, language, show = std::move(show)](const Request& request) {
        const auto seen = hooks.moment ? hooks.moment() : std::string();  // before anything is read
        Visit visit{.request = request, .hooks = hooks, .language = language, .words = words_of(language), .reading = hooks.read()};
        visit.seen = seen;
        const OneMoment present(request, visit.reading);
        visit.facts = hooks.facts(visit.db());
        visit.read("network");
        if (hooks.visitor) visit.visitor = hooks.visitor(request, visit.db());
        if (const auto asked = request.query.value_or("date", ""); !asked.empty()) {
            visit.date = base::Date::parse(asked);
            if (!visit.date) return unreadable(visit, "date", "date");
        }
        if (const auto asked = request.query.value_or("known", ""); !asked.empty()) {
            const auto number = known_asked(visit.db(), asked);
            if (!number) return unreadable(visit, "known", "known");
            if (*number == 0 || !hooks.open_at) return error_page(visit, 404);
            visit.known = {*number};
            if (*number != acts::read_head(visit.db()).size) {
                auto opened = hooks.open_at(*number);
                if (const auto* making = std::get_if<InTheMaking>(&opened)) return in_the_making(visit, *making);
                visit.reading = std::get<Reading>(std::move(opened));
                const OneMoment then(request, visit.reading);
                return show(visit);
            } else {
                visit.read("journal");
            }
        }
        return show(visit);
    };
}

Response turned_away(Visit& visit) {
    const auto& at = visit.hooks.sign_in.in(visit.language);
    if (visit.visitor.signed_in() || at.empty()) return error_page(visit, 403);
    const bool reads = visit.request.method == Method::get || visit.request.method == Method::head;
    return Response::see_other(at + (reads ? "?next=" + percent_encode(visit.here_with({})) : std::string()));
}

Admission admission(const SiteHooks& hooks) {
    return [&hooks](const Request& request, Audience audience) -> std::optional<Response> {
        const auto reading = hooks.read();
        if (hooks.visitor && is_open_to(audience, hooks.visitor(request, *reading))) return {};
        return answering(hooks, language_of(request.path), turned_away)(request);
    };
}

void add_page(Router& router, const SiteHooks& hooks, std::string name, const Address& pattern, std::vector<std::string> query, Show show) {
    query.insert(query.end(), {"date", "known"});
    for (const auto language : base::languages)
        router.add({.name = name,
                    .open_to = Audience::everyone,
                    .pattern = pattern.in(language),
                    .handler = answering(hooks, language, show),
                    .page = PublicPage{query}});
}

// ---- the frame ----

namespace {

constexpr std::string_view css =
#include "assets/built/style.css.inc"
    ;

// A file ends in a line end; the element's text, whose hash the policy holds, does not.
constexpr std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    return text;
}

using namespace html;

// The logo, drawn so that it follows the theme.
constexpr std::string_view logo =
    R"svg(<g fill="none" stroke="var(--accent)" stroke-width="3"><circle cx="20" cy="20" r="17.5"/><path d="M9.5 26.5a10.5 10.5 0 0 1 21 0M14.7 26.5a5.3 5.3 0 0 1 10.6 0"/></g><path d="M6 30h28" stroke="var(--ochre-fill)" stroke-width="3"/>)svg";

const Address card_at{"/carte.png", "/en/card.png"};

Language other(Language language) { return language == Language::fr ? Language::en : Language::fr; }

// This page's address in another language, with its query.
std::string translated(const Visit& visit, const Frame& frame, Language language) {
    std::string out = frame.at.in(language);
    if (const auto query = visit.request.target.find('?'); query != std::string::npos && frame.status == 200)
        out += visit.request.target.substr(query);
    return out;
}

std::string full_title(const Visit& visit, const Frame& frame) {
    const auto& facts = visit.facts;
    const auto& network = facts.short_name.empty() ? facts.name(visit.language) : facts.short_name;
    if (frame.title.empty()) return facts.short_name.empty() ? network : facts.short_name + " – " + facts.name(visit.language);
    return network.empty() ? frame.title : frame.title + " – " + network;
}

// What other sites show of a link to this page: Open Graph, and X's cards for the rest. The picture is the site's own (portal/card.h).
Node card_of(const Visit& visit, const Frame& frame) {
    const auto& origin = visit.hooks.origin;
    const auto property = [](std::string_view name, std::string_view content) {
        return meta(attr("property", name), attr("content", content));
    };
    const auto& name = visit.facts.name(visit.language);
    return group(
        property("og:type", "website"), property("og:site_name", name), property("og:title", frame.title.empty() ? name : frame.title),
        when(!frame.description.empty(), [&] { return property("og:description", frame.description); }),
        property("og:url", origin + frame.at.in(visit.language)), property("og:locale", visit.language == Language::fr ? "fr_FR" : "en_GB"),
        property("og:image", origin + card_at.in(visit.language)), property("og:image:alt", name),
        meta(attr("name", "twitter:card"), attr("content", "summary_large_image")));
}

// schema.org/BreadcrumbList: the way to this page, itself last.
Node way_to(const Visit& visit, const Frame& frame) {
    std::string items;
    int position = 0;
    const auto add = [&](const std::string& name, const std::string& address) {
        items += (items.empty() ? "" : ",") + std::string(R"({"@type":"ListItem","position":)") + std::to_string(++position) +
                 R"(,"name":)" + acts::json_text(name) + R"(,"item":)" + acts::json_text(visit.hooks.origin + address) + "}";
    };
    for (const auto& crumb : frame.breadcrumb)
        if (!crumb.address.empty()) add(crumb.text, crumb.address);
    if (!position) return {};
    add(frame.title, frame.at.in(visit.language));
    return structured_data(R"({"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[)" + items + "]}");
}

Node head_of(const Visit& visit, const Frame& frame) {
    static const Node inlined = style(Trusted(std::string(stylesheet())));
    const auto& origin = visit.hooks.origin;
    // Further pages of a list lead to things that have pages, and a place on the map of the site, of their own.
    const bool first = visit.request.query.value_or("page", "1") == "1";
    const bool indexed = frame.indexed && frame.status == 200 && first && !visit.facts.simulated && !visit.date && !visit.known;
    const std::string refresh = std::to_string(frame.refresh_seconds);
    Node all = group(meta(attr("charset", "utf-8")), title(full_title(visit, frame)),
                     meta(attr("name", "viewport"), attr("content", "width=device-width,initial-scale=1")));
    if (!frame.description.empty()) all += meta(attr("name", "description"), attr("content", frame.description));
    if (!indexed) all += meta(attr("name", "robots"), attr("content", "noindex"));
    if (frame.refresh_seconds) all += meta(attr("http-equiv", "refresh"), attr("content", refresh));
    all += meta(attr("name", "theme-color"), attr("content", "#0b4f6c"));
    all += visit.hooks.icon.empty() ? link(attr("rel", "icon"), href("data:,")) : link(attr("rel", "icon"), href(visit.hooks.icon));
    if (indexed) {
        all += link(attr("rel", "canonical"), href(origin + frame.at.in(visit.language)));
        for (const auto language : base::languages)
            all += link(attr("rel", "alternate"), attr("hreflang", base::code(language)), href(origin + frame.at.in(language)));
        all += link(attr("rel", "alternate"), attr("hreflang", "x-default"), href(origin + frame.at.fr));
    }
    // What has to be whole addresses, where the site knows its own.
    if (indexed && !origin.empty()) all += group(card_of(visit, frame), way_to(visit, frame));
    all += inlined;
    all += frame.head;
    const auto& address = frame.script.empty() ? visit.hooks.script : frame.script;
    if (!address.empty()) all += script(address);
    return head(std::move(all));
}

// On every page but that of search, which has its own.
Node search_box(const Visit& visit, const Frame& frame) {
    const auto& search = visit.hooks.search;
    if (search.fr.empty() || frame.at.fr == search.fr) return {};
    const auto words = visit.text("search.button");
    return form(
        cls("fnd"), attr("role", "search"), attr("method", "get"), action(search.in(visit.language)),
        input(attr("type", "search"), attr("name", "q"), attr("aria-label", visit.text("search.label")), attr("placeholder", words)),
        button(attr("type", "submit"), cls("btn alt"), words));
}

Node header_of(const Visit& visit, const Frame& frame) {
    const auto& facts = visit.facts;
    const auto to_other = other(visit.language);
    const Address home{"/", "/en"};
    const auto& name = facts.name(visit.language);
    const auto navigation = each(visit.hooks.navigation, [&](const NavigationEntry& entry) {
        const auto key = "nav." + std::string(entry.key);
        return li(a(
            href(visit.to(entry.address)),
            attr_when(entry.key == frame.current, "aria-current", entry.address.in(visit.language) == visit.request.path ? "page" : "true"),
            visit.text(key)));
    });
    return header(div(cls("w top"),
                      a(cls("brand"), href(visit.to(home)),
                        svg::svg(attr("viewBox", "0 0 40 40"), attr("aria-hidden", "true"), Node(Trusted(std::string(logo)))),
                        span(b(facts.short_name), name)),
                      search_box(visit, frame),
                      ul(when(!visit.visitor.signed_in() && !visit.hooks.sign_in.fr.empty(),
                              [&] { return li(a(href(visit.hooks.sign_in.in(visit.language)), visit.text("nav.sign_in"))); }),
                         li(a(href(translated(visit, frame, to_other)), lang(base::code(to_other)), attr("hreflang", base::code(to_other)),
                              visit.text("frame.other_language"))))),
                  when(!navigation.empty(),
                       [&] { return nav(cls("nav"), attr("aria-label", visit.text("frame.navigation")), ul(cls("w"), navigation)); }));
}

Node footer_of(const Visit& visit) {
    const auto links = [&](std::string_view key, const Address& address) { return li(a(href(visit.to(address)), visit.text(key))); };
    return footer(div(
        cls("w"), div(p(visit.facts.name(visit.language)), when(!visit.facts.seat.empty(), [&] { return p(visit.facts.seat); })),
        ul(each(visit.hooks.footer, [&](const NavigationEntry& entry) { return links("nav." + std::string(entry.key), entry.address); }),
           when(!visit.hooks.papers.fr.empty(), [&] { return links("nav.papers", visit.hooks.papers); }))));
}

// « À la date du … », « connu au … ».
Node as_of_bar(const Visit& visit) {
    const bool asked = visit.date || visit.known;
    Node says;
    if (visit.date) says += group(visit.text("frame.asof_date"), " ", b(visit.words.date(*visit.date)));
    if (visit.date && visit.known) says += html::text(", ");
    const auto known = std::string(visit.request.query.value_or("known", ""));
    if (visit.known) {
        const auto day = base::Date::parse(known);
        says += group(visit.text(visit.date ? "frame.asof_known_too" : "frame.asof_known"), " ",
                      b(day ? visit.words.date(*day) : visit.format("frame.act_number", {{"number", visit.known->value}})));
    }
    if (!asked) says = html::text(visit.text("frame.asof_today"));
    const Node kept = each(visit.request.query, [](const auto& pair) {
        const auto& [name, value] = pair;
        if (name == "date" || name == "known" || name == "page" || value.empty()) return Node();
        return input(attr("type", "hidden"), attr("name", name), attr("value", value));
    });
    const std::string date = visit.date ? visit.date->iso() : "";
    return details(cls(asked ? "asof on" : "asof"), flag_when(asked, "open"), summary(cls("w"), says),
                   form(cls("w"), attr("method", "get"), kept,
                        div(cls("flt"),
                            div(label(attr("for", "asof-d"), visit.text("frame.asof_date")),
                                input(attr("type", "date"), id("asof-d"), attr("name", "date"), attr("value", date))),
                            when(bool(visit.hooks.open_at),
                                 [&] {
                                     return div(label(attr("for", "asof-k"), visit.text("frame.asof_known")),
                                                input(attr("type", base::Date::parse(known) || known.empty() ? "date" : "text"),
                                                      id("asof-k"), attr("name", "known"), attr("value", known)));
                                 }),
                            button(attr("type", "submit"), cls("btn alt"), visit.text("frame.asof_see")), when(asked, [&] {
                                return a(href(visit.here_with({{"date", ""}, {"known", ""}})), visit.text("frame.asof_back"));
                            }))));
}

}  // namespace

std::string_view stylesheet() {
    static constexpr std::string_view sheet = trimmed(css);
    return sheet;
}

html::Node structured_data(std::string json) {
    // A data block, not a script: the security policy does not run it. "<" would end the element.
    std::string safe;
    for (const char c : json) {
        if (c == '<') safe += "\\u003c";
        else safe += c;
    }
    return html::Build::element("script", {html::attr("type", "application/ld+json"), html::Node(html::Trusted(std::move(safe)))});
}

Response page(Visit& visit, const Frame& frame, html::Node content) {
    const auto crumbs = when(!frame.breadcrumb.empty(), [&] {
        return nav(attr("aria-label", visit.text("frame.breadcrumb")),
                   ol(cls("crumb"), each(frame.breadcrumb, [](const Crumb& crumb) {
                          return li(crumb.address.empty() ? html::text(crumb.text) : a(href(crumb.address), crumb.text));
                      })));
    });
    const auto simulated = when(visit.facts.simulated, [&] {
        return aside(cls("sim"), attr("aria-label", visit.text("frame.simulated")),
                     p(cls("w"), html::b(visit.text("frame.simulated")), " ", visit.text("frame.simulated_text")));
    });
    const auto administration = when(visit.visitor.signed_in(), [&] {
        const auto who = visit.visitor.name.empty() ? std::string(visit.text("capacity.administrator")) : visit.visitor.name;
        return nav(cls("adm"), attr("aria-label", visit.text("frame.administration")),
                   div(cls("w"), span(html::b(who)), when(bool(visit.hooks.bar_links), [&] { return ul(visit.hooks.bar_links(visit)); })));
    });
    auto text =
        document({lang(base::code(visit.language)), attr("dir", "ltr")}, head_of(visit, frame),
                 body(a(cls("skip"), href("#contenu"), visit.text("frame.skip")), simulated, administration, header_of(visit, frame),
                      main_(id("contenu"), when(frame.dated, [&] { return as_of_bar(visit); }), div(cls("w"), crumbs, std::move(content))),
                      footer_of(visit)));
    const bool reads = visit.request.method == Method::get || visit.request.method == Method::head;
    if (frame.status == 200 && reads && !visit.visitor.signed_in()) return Response::page(std::move(text), visit.topics);
    return Response::html(std::move(text), frame.status);
}

// ---- errors ----

namespace {

Response refused_page(Visit& visit, int status, const std::string& why) {
    const auto exact = "error." + std::to_string(status);
    const std::string key = visit.words.has(exact + ".title") ? exact : status >= 500 ? "error.500" : "error.400";
    const std::string title(visit.text(key + ".title"));
    const auto kicker = visit.format("error.kicker", {{"status", std::to_string(status)}});
    return page(visit, {.title = title, .description = "", .at = {"/", "/en"}, .indexed = false, .status = status},
                div(cls("oops"), div(p(cls("k"), kicker), h1(title)), p(why.empty() ? visit.text(key + ".text") : std::string_view(why)),
                    when(status >= 500,
                         [&] {
                             return p(cls("q"), visit.format("error.reference", {{"id", visit.request.id}}));
                         }),
                    p(cls("act"), a(cls("btn"), href(visit.language == Language::fr ? "/" : "/en"), visit.text("error.home")),
                      a(cls("btn alt"), href(visit.language == Language::fr ? "/membres" : "/en/members"), visit.text("error.members")))));
}

}  // namespace

Response error_page(Visit& visit, int status) {
    return for_programs(visit.request.path) ? problem(visit.words, status) : refused_page(visit, status, "");
}

Response error_page(const SiteHooks& hooks, const Request& request, int status) {
    const auto language = language_of(request.path);
    Visit visit{.request = request, .hooks = hooks, .language = language, .words = words_of(language), .reading = nullptr};
    try {  // the network's name, if its database still answers
        visit.reading = hooks.read();
        visit.facts = hooks.facts(*visit.reading);
        if (hooks.visitor) visit.visitor = hooks.visitor(request, *visit.reading);
    } catch (const std::exception&) {}
    auto response = error_page(visit, status);
    if (visit.visitor.signed_in()) response.compress = false;  // as every page that holds a token
    return response;
}

// ---- files ----

std::vector<Asset> site_assets() {
    return {{
                "enhance.js",
                "text/javascript; charset=utf-8",
#include "assets/built/enhance.js.inc"
            },
            {
                "passkey.js",
                "text/javascript; charset=utf-8",
#include "assets/built/passkey.js.inc"
            },
            {
                "upload.js",
                "text/javascript; charset=utf-8",
#include "assets/built/upload.js.inc"
            },
            {
                "draft.js",
                "text/javascript; charset=utf-8",
#include "assets/built/draft.js.inc"
            },
            {
                "icon.svg",
                "image/svg+xml",
#include "assets/logo.svg.inc"
            }};
}

}  // namespace web
