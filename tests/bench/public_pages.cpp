// CPU time of every kind of public page with 10,000 members, made anew: routing, reading, rendering; without compression or the page cache.
// Pages are found by following links from home and by asking with the forms, some of each route and of each set of parameters, in French;
// those that can be asked for a day are also asked for one.
// Two networks: a simulated one, and the association with 10,000 simulated members beside its own. Budget: 300 µs on SQLite, by the median
// of five runs over all pages. Beside each run is what the disk takes, before it and after it; a run in which that is above quiet_ms is
// printed and does not count: somebody else is at work on the machine.
//   bench_public_pages [simulated | association]
//   bench_public_pages at DATABASE TARGET…      these pages of a network that is there
#include "cpu_time.h"
#include "disk.h"

#include "app/concert.h"
#include "app/load.h"
#include "app/network.h"
#include "app/simulate.h"
#include "base/countries.h"
#include "support/postgresql.h"
#include "support/site.h"
#include "web/map.h"
#include "web/site.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <random>
#include <ranges>
#include <set>
#include <thread>

namespace {

constexpr int members = 10'000, pages_of_a_route = 6, runs = 5, runs_most = 25, rounds = 5, times_a_round = 3;
constexpr double quiet_ms = 0.22;  // of fdatasync: twice what it takes when nobody else is there
constexpr double budget_us = 300;

double median(std::vector<double> figures) {
    std::ranges::nth_element(figures, figures.begin() + std::ssize(figures) / 2);
    return figures[figures.size() / 2];
}

web::Response ask(const app::Network& network, const std::string& target) {
    const auto plan = network.router.plan(web::Method::get, target);
    if (plan.status != 200) return web::Response::error(plan.status);
    web::Request request;
    request.target = target, request.path = plan.path, request.query = plan.query, request.captured = plan.captured;
    request.headers = {{"Host", "network.example.org"}};
    request.remote = "203.0.113.5", request.id = "0123456789abcdef", request.route = plan.route->name;
    return support::whole(plan.route->handler(request));
}

bool is_page(const web::Response& response) { return response.status == 200 && response.media_type.starts_with("text/html"); }

// The targets of a page's links within the site, without fragments.
std::vector<std::string> links_in(std::string_view html) {
    constexpr std::string_view start = "href=\"/";
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = html.find(start, at)) != html.npos;) {
        at += start.size() - 1;
        std::string target(html.substr(at, html.find_first_of("\"#", at) - at));
        for (std::size_t amp = 0; (amp = target.find("&amp;", amp)) != target.npos;) target.replace(amp, 5, "&");
        found.push_back(std::move(target));
    }
    return found;
}

// The value of an attribute in a tag; empty when it has none.
std::string attribute(std::string_view tag, std::string_view name) {
    const auto start = tag.find(std::string(" ") + std::string(name) + "=\"");
    if (start == tag.npos) return {};
    const auto from = start + name.size() + 3;
    return std::string(tag.substr(from, tag.find('"', from) - from));
}

// What a reader may ask with a page's forms: each choice alone (the first and the last that it offers), letters, words and a mistake in
// each box, and the first of all choices together.
std::vector<std::string> asked_with_forms(std::string_view html) {
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = html.find("<form", at)) != html.npos;) {
        const auto form = html.substr(at, html.find("</form>", at) - at);
        at += form.size();
        const auto head = form.substr(0, form.find('>'));
        const auto target = attribute(head, "action");
        if (attribute(head, "method") != "get" || !target.starts_with('/')) continue;
        std::string together;
        const auto ask = [&](const std::string& name, const std::string& value) {
            found.push_back(target.substr(0, target.find('#')) + "?" + name + "=" + value);
        };
        for (std::size_t in = 0; (in = form.find("<select", in)) != form.npos;) {
            const auto choice = form.substr(in, form.find("</select>", in) - in);
            in += choice.size();
            const auto name = attribute(choice.substr(0, choice.find('>')), "name");
            std::vector<std::string> values;
            for (std::size_t option = 0; (option = choice.find("<option", option)) != choice.npos; ++option)
                if (auto value = attribute(choice.substr(option, choice.find('>', option) - option), "value"); !value.empty())
                    values.push_back(std::move(value));
            if (values.empty()) continue;
            ask(name, values.front()), ask(name, values.back());
            together += (together.empty() ? "" : "&") + name + "=" + values.front();
        }
        for (std::size_t in = 0; (in = form.find("<input", in)) != form.npos; ++in) {
            const auto box = form.substr(in, form.find('>', in) - in);
            if (attribute(box, "type") != "search") continue;
            for (const auto* words : {"a", "s", "ville", "paris", "parsi"}) ask(attribute(box, "name"), words);
        }
        if (together.contains('&')) found.push_back(target + "?" + together);
    }
    return found;
}

struct Page {
    std::string route, target;
    std::size_t bytes;
    std::vector<double> runs = {};  // the CPU time of each run
    double cpu_us() const { return median(runs); }
};

// Search looks in an index that a server makes when there is none.
void wait_for_search(const app::Network& network) {
    const std::string being_made(web::words_of(base::Language::fr).text("search.being_made"));
    while (ask(network, "/trouver?q=a").bytes().find(being_made) != std::string::npos)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

// Of some times that it is asked, a few together.
double measure(const app::Network& network, const std::string& target) {
    ask(network, target);
    std::vector<double> each;
    for (int round = 0; round < rounds; ++round) {
        const auto before = bench::cpu_us();
        for (int i = 0; i < times_a_round; ++i) ask(network, target);
        each.push_back((bench::cpu_us() - before) / times_a_round);
    }
    return median(each);
}

// Some pages of each route, by the queries they are asked with.
std::vector<Page> found(const app::Network& network) {
    std::deque<std::string> waiting{"/"};
    std::set<std::string> seen{"/"};
    std::map<std::string, int> of_a_route;
    std::vector<Page> pages;
    while (!waiting.empty()) {
        const auto target = waiting.front();
        waiting.pop_front();
        const auto plan = network.router.plan(web::Method::get, target);
        if (plan.status != 200 || plan.route->open_to != web::Audience::everyone || target.starts_with("/en")) continue;
        auto kind = plan.route->name;
        for (const auto& [name, value] : plan.query) kind += " " + name;
        if (++of_a_route[kind] > pages_of_a_route) continue;
        const auto response = ask(network, target);
        if (!is_page(response)) continue;
        pages.push_back({kind, target, response.bytes().size()});
        for (auto& link : links_in(response.bytes()))
            // What is asked whole, to be printed, is a download of a kind.
            if (link.find("rows=all") == link.npos && seen.insert(link).second) waiting.push_back(std::move(link));
        const auto& page = plan.route->page;
        const bool dated = page && std::ranges::find(page->query, "date") != page->query.end();
        for (auto& asked : asked_with_forms(response.bytes())) {
            if (dated && asked.starts_with(plan.path + "?"))
                if (auto then = asked + "&date=2024-06-30"; seen.insert(then).second) waiting.push_back(std::move(then));
            if (seen.insert(asked).second) waiting.push_back(std::move(asked));
        }
        if (dated && plan.query.empty())
            for (const auto* day : {"2009-12-31", "2024-06-30"})
                if (auto then = target + "?date=" + day; seen.insert(then).second) waiting.push_back(std::move(then));
    }
    return pages;
}

void report(const char* name, const store::Location& location) {
    app::ServeOptions options;
    options.location = location;
    const app::Network network(options);
    wait_for_search(network);
    auto pages = found(network);
    int counted = 0, tried = 0;
    for (auto before_ms = bench::fdatasync_ms(std::filesystem::current_path()); counted < runs && tried < runs_most; ++tried) {
        std::vector<double> times;
        for (const auto& page : pages) times.push_back(measure(network, page.target));
        const auto after_ms = bench::fdatasync_ms(std::filesystem::current_path());
        const bool counts = std::max(before_ms, after_ms) <= quiet_ms;
        std::printf("%s, run %d%s, pages over %.0f us: %td pages\n", name, tried + 1, counts ? "" : " (does not count)", budget_us,
                    std::ranges::count_if(times, [](double time) { return time > budget_us; }));
        std::printf("%s, run %d, fdatasync before: %.2f ms\n", name, tried + 1, before_ms);
        std::printf("%s, run %d, fdatasync after: %.2f ms\n", name, tried + 1, after_ms);
        before_ms = after_ms;
        if (!counts) continue;
        ++counted;
        for (std::size_t i = 0; i < pages.size(); ++i) pages[i].runs.push_back(times[i]);
    }
    std::printf("%s, runs that count: %d of %d\n", name, counted, tried);
    if (counted < runs) return;  // the machine is not quiet: nothing to tell
    std::ranges::sort(pages, std::greater(), &Page::cpu_us);
    const auto over = std::ranges::count_if(pages, [](const Page& page) { return page.cpu_us() > budget_us; });
    for (const auto& page : pages | std::views::take(40))
        std::printf("%s %s: %.0f us (%s, %zu bytes)\n", name, page.target.c_str(), page.cpu_us(), page.route.c_str(), page.bytes);
    std::printf("%s, pages measured: %zu pages\n", name, pages.size());
    std::printf("%s, pages over %.0f us, median of %d runs: %td pages\n", name, budget_us, counted, over);
}

void simulated() {
    const support::FreshNetwork place(store::Engine::sqlite);
    app::simulate(place.location(), {.members = members});
    report("simulated", place.location());
}

// Somewhere on the map that shows the State's region: members of a State are within five degrees of each other, on land or at sea.
std::string place_on_map(std::string_view sub_region, unsigned state, unsigned member) {
    static const web::Maps maps;
    const auto* map = maps.region(sub_region);
    if (!map) return {};
    const auto shown = [&](std::int64_t latitude, std::int64_t longitude) {
        return map->view.contains(web::project(map->projection, latitude, longitude));
    };
    std::minstd_rand of_state(state + 1), of_member(member + 1);
    std::int64_t latitude = 0, longitude = 0;
    do {
        latitude = std::int64_t(of_state() % 14'000'000) - 6'000'000, longitude = std::int64_t(of_state() % 36'000'000) - 18'000'000;
    } while (!shown(latitude, longitude));
    const auto near = [&](std::int64_t middle) { return middle + std::int64_t(of_member() % 500'000) - 250'000; };
    for (int tries = 0; tries < 20; ++tries)
        if (const auto north = near(latitude), east = near(longitude); shown(north, east))
            return fmt::format(R"(,"position":{{"latitude":{},"longitude":{}}})", north,
                               std::clamp<std::int64_t>(east, -18'000'000, 18'000'000));
    return {};
}

void association(const std::string& folder) {
    const support::FreshNetwork place(store::Engine::sqlite);
    {
        support::Site site(place.location());
        site.load(folder);
        const auto source = site.made("sources.record", R"({"title":"Registre simulé","kind":"document"})");
        const auto basis = "source:" + std::to_string(source);
        site.made("statutes.set_rule",
                  R"({"rule":"members.cities_per_state","value":10000,"article_fr":"Simulé","article_en":"Simulated"})", basis);
        const auto& countries = base::countries();
        std::vector<acts::Submission> batch;
        for (int i = 0; i < members; ++i) {
            const auto& country = countries[std::size_t(i) % countries.size()];
            acts::Submission said;
            said.actor = {"administrator", acts::Role::administrator, "secretariat"};
            said.act = "members.record", said.basis = basis;
            said.json = fmt::format(
                R"({{"name":"Simulée {}","country":"{}","kind":"city","member_class":"active","since":"{}-06-01","attested":"2024-10","population":{},"sources":[{}]{}}})",
                i, country.alpha_2, 1980 + i % 45, 2'000 + i * 37, source,
                place_on_map(country.region, unsigned(i) % unsigned(countries.size()), unsigned(i)));
            batch.push_back(std::move(said));
            if (batch.size() < 500 && i + 1 < members) continue;
            if (const auto outcome = site.writer.submit_all(batch); !outcome) throw std::runtime_error(outcome.error().why.why.code);
            batch.clear();
        }
    }
    report("association", place.location());
}

}  // namespace

int main(int count, char** arguments) {
    for (const auto language : {base::Language::fr, base::Language::en}) web::words_of(language);  // read once by a server
    const std::string which = count > 1 ? arguments[1] : "";
    if (which == "at" && count > 3) {
        app::ServeOptions options;
        options.location = {.engine = store::Engine::sqlite, .path = arguments[2]};
        const app::Network network(options);
        for (int i = 3; i < count; ++i) { std::printf("%s: %.0f us\n", arguments[i], measure(network, arguments[i])); }
        return 0;
    }
    if (which != "association") simulated();
    if (which != "simulated") association("data/aimf");
}
