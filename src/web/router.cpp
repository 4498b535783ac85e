#include "web/router.h"

#include "web/form.h"
#include "web/percent.h"

#include <algorithm>
#include <stdexcept>

namespace web {

namespace {

// The raw path with doubled slashes made one and without one at the end. The root is "/".
std::string tidy(std::string_view raw) {
    std::string path;
    for (const char c : raw)
        if (c != '/' || path.empty() || path.back() != '/') path.push_back(c);
    if (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

std::size_t literal_size(const auto& segment) {
    std::size_t size = 0;
    for (const auto& piece : segment) size += piece.capture ? 0 : piece.text.size();
    return size;
}

// "a/b" → "a", leaving "b"; `more` says whether there was a slash.
std::string_view take_segment(std::string_view& path, bool& more) {
    const auto slash = path.find('/');
    const auto segment = path.substr(0, slash);
    more = slash != std::string_view::npos;
    path = more ? path.substr(slash + 1) : std::string_view();
    return segment;
}

}  // namespace

Router::Segment Router::parse_segment(std::string_view text, std::string_view pattern) {
    const auto fail = [&](const char* why) { return std::invalid_argument(std::string(why) + " in the pattern " + std::string(pattern)); };
    Segment segment;
    while (!text.empty()) {
        if (text.front() != '{') {
            const auto end = std::min(text.find('{'), text.size());
            if (text.substr(0, end).find('}') != text.npos) throw fail("a stray brace");
            segment.push_back({false, std::string(text.substr(0, end))});
            text.remove_prefix(end);
            continue;
        }
        const auto close = text.find('}');
        if (close == text.npos || close == 1) throw fail("a capture without name or end");
        if (!segment.empty() && segment.back().capture) throw fail("two captures side by side");
        segment.push_back({true, std::string(text.substr(1, close - 1))});
        text.remove_prefix(close + 1);
    }
    if (segment.empty()) throw fail("an empty segment");
    return segment;
}

void Router::add(Route route) {
    if (route.open_to == Audience::undeclared) throw std::invalid_argument("nobody knows whom it is open to: " + route.pattern);
    if (route.open_to != Audience::everyone) {
        if (!admit_ || route.page) throw std::invalid_argument("not open to everyone, as it would be: " + route.pattern);
        route.handler = [admit = admit_, audience = route.open_to, handler = std::move(route.handler)](const Request& request) {
            if (auto refused = admit(request, audience)) return std::move(*refused);
            return handler(request);
        };
    }
    std::string_view rest = route.pattern;
    if (!rest.starts_with('/')) throw std::invalid_argument("a pattern begins with a slash: " + route.pattern);
    rest.remove_prefix(1);
    Node* node = &root_;
    bool below = false;
    for (bool more = !rest.empty(); more;) {
        const auto text = take_segment(rest, more);
        if (text.starts_with('{') && text.ends_with("...}") && text.size() > 5) {
            if (more) throw std::invalid_argument("nothing follows {rest...}: " + route.pattern);
            const std::string name(text.substr(1, text.size() - 5));
            if (!node->rest_name.empty() && node->rest_name != name)
                throw std::invalid_argument("two names for the rest: " + route.pattern);
            node->rest_name = name;
            below = true;
            break;
        }
        const auto segment = parse_segment(text, route.pattern);
        std::unique_ptr<Node>* next = nullptr;
        if (segment.size() == 1 && !segment[0].capture) {
            next = &node->literals[segment[0].text];
        } else {
            auto& patterns = node->patterns;
            auto found = std::ranges::find_if(patterns, [&](const auto& entry) { return entry.first == segment; });
            if (found == patterns.end()) {
                found =
                    std::ranges::find_if(patterns, [&](const auto& entry) { return literal_size(entry.first) < literal_size(segment); });
                found = patterns.emplace(found, segment, nullptr);
            }
            next = &found->second;
        }
        if (!*next) *next = std::make_unique<Node>();
        node = next->get();
    }
    auto& place = (below ? node->below : node->here)[route.method];
    if (place) throw std::invalid_argument("two routes for one pattern: " + route.pattern);
    place = std::make_unique<Route>(std::move(route));
    all_.push_back(place.get());
}

bool Router::match_segment(const Segment& segment, std::string_view text, Parameters& captured) {
    for (std::size_t i = 0; i < segment.size(); ++i) {
        if (!segment[i].capture) {
            if (!text.starts_with(segment[i].text)) return false;
            text.remove_prefix(segment[i].text.size());
            continue;
        }
        const auto end = i + 1 < segment.size() ? text.find(segment[i + 1].text, 1) : text.size();
        if (text.empty() || end == text.npos) return false;
        captured.add(segment[i].text, std::string(text.substr(0, end)));
        text.remove_prefix(end);
    }
    return text.empty();
}

// The most literal reading that leads to a route; `path` is without its first slash. The depth is bounded by the patterns'.
const Router::Node* Router::descend(const Node& node, std::string_view path, Parameters& captured, bool& below) {
    bool more = false;
    auto rest = path;
    const auto segment = take_segment(rest, more);
    const auto follow = [&](const Node& next) -> const Node* {
        if (more) return descend(next, rest, captured, below);
        return next.here.empty() ? nullptr : &next;
    };
    if (const auto found = node.literals.find(segment); found != node.literals.end())
        if (const auto* end = follow(*found->second)) return end;
    for (const auto& [pattern, next] : node.patterns) {
        const auto before = captured;
        if (match_segment(pattern, segment, captured))
            if (const auto* end = follow(*next)) return end;
        captured = before;
    }
    if (node.below.empty() || path.empty()) return nullptr;
    captured.add(node.rest_name, std::string(path));
    below = true;
    return &node;
}

std::string Router::allowed(const std::map<Method, std::unique_ptr<Route>>& routes) {
    std::string list;
    for (const Method method : all_methods) {
        const bool there = routes.contains(method) || method == Method::options || (method == Method::head && routes.contains(Method::get));
        if (there) list += (list.empty() ? "" : ", ") + std::string(name(method));
    }
    return list;
}

Plan Router::plan(Method method, std::string_view target) const {
    Plan plan;
    if (target == "*") {
        plan.status = 204;
        plan.allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
        return plan;
    }
    const auto question = target.find('?');
    const auto raw_path = target.substr(0, question);
    const auto raw_query = question == target.npos ? std::string_view() : target.substr(question + 1);
    const auto tidied = tidy(raw_path);
    auto path = decode_path(tidied);
    auto query = parse_urlencoded(raw_query, query_pairs_max);
    if (path) plan.path = std::move(*path);  // of what is refused too: by it the refusal knows who reads it
    if (plan.path.empty() || !query) return plan.status = 400, plan;
    plan.query = std::move(*query);

    bool below = false;
    const Node* node = nullptr;
    if (plan.path == "/") node = root_.here.empty() ? nullptr : &root_;
    else node = descend(root_, std::string_view(plan.path).substr(1), plan.captured, below);
    if (!node) return plan.status = 404, plan;
    const auto& routes = below ? node->below : node->here;
    plan.secret_path = std::ranges::any_of(routes, [](const auto& entry) { return entry.second->secret_path; });
    if (tidied != raw_path) {
        plan.status = 308;
        plan.location = question == target.npos ? tidied : tidied + std::string(target.substr(question));
        return plan;
    }
    auto found = routes.find(method);
    if (found == routes.end() && method == Method::head) found = routes.find(Method::get);
    if (found == routes.end()) {
        plan.status = method == Method::options ? 204 : 405;
        plan.allow = allowed(routes);
        return plan;
    }
    plan.route = found->second.get();
    const auto& page = plan.route->page;
    plan.cacheable = page && std::ranges::all_of(plan.query, [&](const auto& pair) {
                         return std::ranges::find(page->query, pair.first) != page->query.end();
                     });
    return plan;
}

}  // namespace web
