#include "web/administrator.h"

#include <algorithm>

namespace web {
namespace {

void forget_old(std::map<base::Hash, std::int64_t>& kept, std::int64_t now_us, std::size_t most) {
    std::erase_if(kept, [&](const auto& pair) { return pair.second <= now_us; });
    while (kept.size() >= most) kept.erase(std::ranges::min_element(kept, {}, [](const auto& pair) { return pair.second; }));
}

const Address sign_out{"/deconnexion", "/en/sign-out"};

}  // namespace

Administrator::Administrator(acts::Clock clock, bool secure) : Administrator(std::move(clock), secure, Limits()) {}
Administrator::Administrator(acts::Clock clock, bool secure, Limits limits)
    : clock_(std::move(clock)), secure_(secure), limits_(limits), seed_(base::random_bytes(32)) {}

std::string Administrator::new_link() {
    const auto secret = base::base64url(base::random_bytes(32));
    const auto now = clock_();
    const std::lock_guard lock(mutex_);
    forget_old(links_, now, limits_.links_max);
    links_[base::sha256({secret})] = now + limits_.link_us;
    return "/administration/" + secret;
}

std::optional<base::Hash> Administrator::session_of(const Request& request) const {
    const auto secret = request.cookie(cookie);
    if (!secret || secret->size() != 43) return {};
    const auto hash = base::sha256({*secret});
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(hash);
    return found != sessions_.end() && found->second > clock_() ? std::optional(hash) : std::nullopt;
}

std::string Administrator::form_token(const base::Hash& session) const {
    return base::base64url(base::sha256({seed_, session.view()}).view());
}

Visitor Administrator::visitor(const Request& request) const {
    Visitor visitor;
    if (const auto session = session_of(request)) {
        visitor.actor = {"administrator", acts::Role::administrator, "secretariat"};
        visitor.holdings = {{acts::Role::administrator, {}}};
        visitor.form_token = form_token(*session);
        visitor.sensitive = true;
    }
    return visitor;
}

std::string Administrator::set_cookie(std::string_view value, std::int64_t seconds) const {
    return std::string(cookie) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Strict" +
           (secure_ ? "; Secure" : "");
}

Response Administrator::open(Visit& visit) {
    using namespace html;
    const auto link = base::sha256({visit.request.at("secret")});
    const bool asks = visit.request.method != Method::post;
    std::string secret;
    {
        const std::lock_guard lock(mutex_);
        const auto found = links_.find(link);
        const bool good = found != links_.end() && found->second > clock_();
        if (good && !asks && from_our_pages(visit.request, visit.hooks.origin)) {
            secret = base::base64url(base::random_bytes(32));
            links_.erase(found);
            forget_old(sessions_, clock_(), limits_.sessions_max);
            sessions_[base::sha256({secret})] = clock_() + limits_.session_us;
        }
        if (!good) secret = "-";
    }
    const Frame frame{.title = std::string(visit.text("administration.title")),
                      .description = "",
                      .at = {"/", "/en"},
                      .indexed = false,
                      .status = secret == "-"             ? 404
                                : secret.empty() && !asks ? 403
                                                          : 200};
    if (secret.size() > 1) {
        auto response = Response::see_other(visit.language == Language::fr ? "/actes" : "/en/acts");
        response.headers.add("Set-Cookie", set_cookie(secret, limits_.session_us / 1'000'000));
        return response;
    }
    // A button rather than the link alone: programs that look at links ahead of people must not use it up.
    const Node content = frame.status == 200
                             ? div(cls("oops"), h1(frame.title), p(visit.text("administration.text")),
                                   form(attr("method", "post"),
                                        p(cls("act"), button(attr("type", "submit"), cls("btn"), visit.text("administration.open")))))
                             : div(cls("oops"), h1(visit.text("administration.used_title")), p(visit.text("administration.used")));
    auto response = page(visit, frame, content);
    response.keeping = Keeping::never;
    return response;
}

Response Administrator::close(Visit& visit) {
    const auto form = visit.request.form();
    if (!form || !from_our_pages(visit.request, visit.hooks.origin) || !has_token(visit.visitor, form->fields))
        return error_page(visit, 403);
    const auto session = session_of(visit.request);
    const std::lock_guard lock(mutex_);
    if (session) sessions_.erase(*session);
    auto response = Response::see_other(visit.language == Language::fr ? "/" : "/en");
    response.headers.add("Set-Cookie", set_cookie("", 0));
    return response;
}

void Administrator::add_pages(Router& router, const SiteHooks& hooks) {
    for (const auto method : {Method::get, Method::post})
        router.add({.name = "administration.open",
                    .method = method,
                    .pattern = "/administration/{secret}",
                    .handler = answering(hooks, Language::fr, [this](Visit& visit) { return open(visit); }),
                    .body_bytes_max = 1024,
                    .secret_path = true});
    for (const auto language : base::languages)
        router.add({.name = "administration.close",
                    .method = Method::post,
                    .pattern = sign_out.in(language),
                    .handler = answering(hooks, language, [this](Visit& visit) { return close(visit); }),
                    .body_bytes_max = 1024});
}

html::Node Administrator::bar_links(const Visit& visit, std::initializer_list<std::pair<std::string_view, Address>> links) const {
    using namespace html;
    Node all;
    for (const auto& [key, address] : links) all += li(a(href(address.in(visit.language)), visit.text(key)));
    all += li(form(attr("method", "post"), action(sign_out.in(visit.language)), token_field(visit.visitor),
                   button(attr("type", "submit"), cls("lk"), visit.text("administration.close"))));
    return all;
}

}  // namespace web
