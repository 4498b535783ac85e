// Who administers until there are accounts: the person who reads the one-time link that the program prints when it starts.
// Sessions live in memory, by the hash of their secret: a restart signs everybody out.
#pragma once
#include "web/site.h"

#include <map>
#include <mutex>

namespace web {

class Administrator {
public:
    struct Limits {
        std::int64_t session_us = 12LL * 3600 * 1'000'000;
        std::int64_t link_us = 24LL * 3600 * 1'000'000;
        std::size_t sessions_max = 100, links_max = 20;
    };
    // `secure`: the site is reached by https, so the cookie never travels otherwise.
    Administrator(acts::Clock clock, bool secure);
    Administrator(acts::Clock clock, bool secure, Limits limits);

    // A path that opens one session, once: to be printed where only an administrator reads.
    std::string new_link();

    Visitor visitor(const Request&) const;  // nobody in particular unless the request is of a session

    // GET and POST of the link; POST of "/deconnexion".
    void add_pages(Router&, const SiteHooks&);
    // For SiteHooks: <li>s of the bar, the form that signs out last.
    html::Node bar_links(const Visit&, std::initializer_list<std::pair<std::string_view, Address>> links) const;
    static constexpr std::string_view cookie = "concert_session";  // for ServerOptions::session_cookie

private:
    std::string form_token(const base::Hash& session) const;
    std::optional<base::Hash> session_of(const Request&) const;
    Response open(Visit&);
    Response close(Visit&);
    std::string set_cookie(std::string_view value, std::int64_t seconds) const;

    const acts::Clock clock_;
    const bool secure_;
    const Limits limits_;
    const std::string seed_;  // of the form tokens
    mutable std::mutex mutex_;
    std::map<base::Hash, std::int64_t> links_, sessions_;  // until when, µs
};

}  // namespace web
