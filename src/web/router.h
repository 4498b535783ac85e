// Which handler answers which path. Built once, then read by all threads.
#pragma once
#include "web/api_route.h"
#include "web/http.h"

#include <map>

namespace web {

struct Visit;

// A page that anybody may see: kept in the page cache, and made once for all who ask at the same time.
struct PublicPage {
    // The names its query may have. A request with another name is answered but not kept, so that strangers cannot fill the cache.
    std::vector<std::string> query;
};

// Whom a route is open to, before it looks at any thing. Which things it then shows of, and which acts it takes, its handler says.
enum class Audience {
    undeclared,  // nobody: a router takes no such route
    everyone,
    signed_in,      // by a session or by a program's token
    person,         // by a person's own session
    secretariat,    // Visitor::in_secretariat
    administrator,  // by a session
};
// What who may not come in is answered; nothing: they may.
using Admission = std::function<std::optional<Response>(const Request&, Audience)>;

struct Route {
    std::string name;  // for logs: "members.show"
    Audience open_to{};
    Method method = Method::get;  // get answers HEAD too
    // Segments of literals and captures: "/membres/{id}-{slug}", "/tile/{rest...}". A capture is never empty and never holds "/";
    // it ends where the literal after it first comes. "{rest...}", the last segment, takes all that is left. Not percent-encoded.
    std::string pattern;
    Handler handler;
    std::size_t body_bytes_max = 64 * 1024;
    std::optional<PublicPage> page;
    bool secret_path = false;          // the path carries a secret (an invitation, a reset): logs keep the route's name alone
    std::optional<ApiRoute> api = {};  // what the API's document says of it
};

// What is to be done with a request, known from its method and target alone.
struct Plan {
    int status = 200;  // 200: call the route; 204: say `allow`; 308: send to `location`; 400, 404, 405 (with `allow`): refuse
    const Route* route = nullptr;
    std::string path;
    Parameters query, captured;
    std::string location, allow;
    bool cacheable = false;    // a public page asked with queries it knows
    bool secret_path = false;  // not for the log, whatever the status
};

// A list that anybody may have whole, by the name of its files: "members".
struct PublicList {
    std::string name;
    std::function<Response(Visit&)> file;
};

class Router {
public:
    // `admit` is asked before each handler of a route that is not open to everyone; without it there can be none.
    explicit Router(Admission admit = {}) : admit_(std::move(admit)) {}
    // Throws std::invalid_argument: malformed pattern; the same method and pattern twice; open to nobody; not open to everyone, and either
    // nobody to ask or a page that is kept for everybody.
    void add(Route);
    Plan plan(Method, std::string_view target) const;
    const std::vector<const Route*>& all() const { return all_; }  // as they were added
    void add_list(PublicList list) { lists_.push_back(std::move(list)); }
    const std::vector<PublicList>& lists() const { return lists_; }

private:
    struct Piece {
        bool capture;
        std::string text;  // literal, or name of the capture
        bool operator==(const Piece&) const = default;
    };
    using Segment = std::vector<Piece>;
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::vector<std::pair<Segment, std::unique_ptr<Node>>> patterns;  // more literal characters first
        std::map<Method, std::unique_ptr<Route>> here, below;             // below: the pattern ended in "{rest...}"
        std::string rest_name;
    };

    static Segment parse_segment(std::string_view text, std::string_view pattern);
    static bool match_segment(const Segment&, std::string_view text, Parameters& captured);
    static const Node* descend(const Node&, std::string_view path, Parameters& captured, bool& below);
    static std::string allowed(const std::map<Method, std::unique_ptr<Route>>&);

    Admission admit_;
    Node root_;
    std::vector<const Route*> all_;
    std::vector<PublicList> lists_;
};

}  // namespace web
