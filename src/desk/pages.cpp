#include "desk/pages.h"

#include "web/entries.h"
#include "web/form.h"
#include "web/places.h"
#include "web/plain_form.h"
#include "web/table.h"

#include <algorithm>

namespace desk {
namespace {

using namespace html;
using web::Visit, web::Cell;
using Look = web::Heading::Look;

struct Waiting {
    const Provider* provider;
    Item item;
    std::string title, action;
};

// Where an item stands in the list, without moving it: thousands are ordered, fifty are shown.
struct Place {
    base::Date deadline, since;  // or the day that comes last
    std::int64_t thing;
    std::uint32_t provider, item;
    auto operator<=>(const Place&) const = default;
};

std::string holder_of(const Item& item) {
    return item.holder.kind.empty() ? "secretariat" : item.holder.kind + ":" + std::to_string(item.holder.id);
}

std::string kind_words(const Visit& visit, const Provider& provider) { return std::string(visit.text("desk.kind." + provider.kind)); }

struct Asked {
    std::string kind, holder;
};

struct Listed {
    std::vector<std::vector<Item>> items;  // of each provider
    std::vector<Place> places;             // as filtered: by deadline, no deadline last; then what waits longest; then the order of things
    std::vector<std::string> holders;      // of everything, whatever the filter
    std::vector<const Provider*> kinds;    // that have something
    bool cut = false;                      // a provider gave as much as it may
};

// Nothing: whoever; else who is named: "secretariat", "member:4001".
std::optional<acts::Scope> asked_holder(std::string_view text) {
    if (text.empty()) return {};
    if (text == "secretariat") return acts::Scope{};
    const auto colon = std::min(text.find(':'), text.size());
    const auto id = colon < text.size() ? web::whole_number(text.substr(colon + 1)) : std::nullopt;
    return acts::Scope{std::string(text.substr(0, colon)), id.value_or(-1)};
}

Listed listed(Visit& visit, const std::vector<Provider>& providers, const Asked& asked) {
    constexpr base::Date never{9999, 12, 31};
    Listed list;
    const auto holder = asked_holder(asked.holder);
    std::optional<acts::Scope> last;  // most of what follows has the same holder
    for (std::uint32_t of = 0; of < providers.size(); ++of) {
        const auto& provider = providers[of];
        const auto& items = list.items.emplace_back(provider.items(visit));
        if (!items.empty()) list.kinds.push_back(&provider);
        list.cut = list.cut || std::int64_t(items.size()) >= items_max;
        const bool wanted = asked.kind.empty() || asked.kind == provider.kind;
        list.places.reserve(list.places.size() + items.size());
        for (std::uint32_t at = 0; at < items.size(); ++at) {
            const auto& item = items[at];
            if (!last || *last != item.holder) {
                last = item.holder;
                if (auto words = holder_of(item); std::ranges::find(list.holders, words) == list.holders.end())
                    list.holders.push_back(std::move(words));
            }
            if (wanted && (!holder || *holder == item.holder))
                list.places.push_back({item.deadline.value_or(never), item.since.value_or(never), item.thing, of, at});
        }
    }
    return list;
}

// That many from there, in order, with what is asked of each.
std::vector<Waiting> taken(Visit& visit, const std::vector<Provider>& providers, Listed& list, std::size_t from, std::size_t most) {
    from = std::min(from, list.places.size());
    const auto to = from + std::min(most, list.places.size() - from);
    std::ranges::partial_sort(list.places, list.places.begin() + std::ptrdiff_t(to));
    std::vector<Waiting> rows;
    for (std::size_t at = from; at < to; ++at) {
        const auto& place = list.places[at];
        const auto& provider = providers[place.provider];
        auto& item = list.items[place.provider][place.item];
        auto title = item.title.empty() && provider.title ? provider.title(visit, item) : item.title;
        auto action = provider.action(visit, item);
        rows.push_back({&provider, std::move(item), std::move(title), std::move(action)});
    }
    return rows;
}

web::List<Waiting> columns(const Visit* visit) {
    const auto day = [visit](const std::optional<base::Date>& date) {
        return date ? time(attr("datetime", date->iso()), cls("n"), visit->words.short_date(*date)) : Node();
    };
    const auto cell = [](const std::optional<base::Date>& date) { return date ? Cell(date->iso()) : Cell(); };
    return web::List<Waiting>({
        {{"title", "desk.what", "", Look::name, false},
         [](const Waiting& w) { return a(href(w.action), bdi(w.title)); },
         [](const Waiting& w) { return Cell(w.title); }},
        {{"kind", "desk.kind", "", Look::text, false},
         [visit](const Waiting& w) { return html::text(kind_words(*visit, *w.provider)); },
         [](const Waiting& w) { return Cell(w.provider->kind); }},
        {{"deadline", "desk.deadline"},
         [day](const Waiting& w) { return day(w.item.deadline); },
         [cell](const Waiting& w) { return cell(w.item.deadline); }},
        {{"since", "desk.since"},
         [day](const Waiting& w) { return day(w.item.since); },
         [cell](const Waiting& w) { return cell(w.item.since); }},
        {{"holder", "desk.holder"},
         [visit](const Waiting& w) { return html::text(web::capacity_label(*visit, holder_of(w.item))); },
         [](const Waiting& w) { return Cell(holder_of(w.item)); }},
    });
}

Node select_of(std::string_view name, std::string_view words, const std::string& chosen, std::string_view all,
               const std::vector<std::pair<std::string, std::string>>& choices) {
    return div(label(attr("for", name), words),
               select(id(name), attr("name", name), option(attr("value", ""), all), each(choices, [&](const auto& choice) {
                          return option(attr("value", choice.first), flag_when(choice.first == chosen, "selected"), choice.second);
                      })));
}

Node filter_form(const Visit& visit, const Listed& list, const Asked& asked) {
    if (list.kinds.size() + list.holders.size() <= 2) return {};  // nothing to choose from
    std::vector<std::pair<std::string, std::string>> kinds, holders;
    for (const auto* provider : list.kinds) kinds.emplace_back(provider->kind, kind_words(visit, *provider));
    for (const auto& holder : list.holders) holders.emplace_back(holder, web::capacity_label(visit, holder));
    return form(cls("flt"), attr("method", "get"), action(at.in(visit.language)), attr("data-swap", "results count"),
                select_of("kind", visit.text("desk.kind"), asked.kind, visit.text("filter.everything"), kinds),
                select_of("holder", visit.text("desk.holder"), asked.holder, visit.text("filter.all"), holders),
                button(attr("type", "submit"), cls("btn"), visit.text("members.filter")));
}

// Fifty rows, a table for each time they are due.
Node groups(Visit& visit, std::span<const Waiting> rows) {
    Node all;
    const auto today = visit.today();
    const auto shape = columns(&visit);
    for (std::size_t at = 0; at < rows.size();) {
        const auto when = when_due(rows[at].item.deadline, today);
        auto end = at;
        while (end < rows.size() && when_due(rows[end].item.deadline, today) == when) ++end;
        const std::string title(visit.text("desk.when." + std::string(acts::name_of(when))));
        all += section(div(cls("hd"), h2(title)),
                       shape.table(visit, title, {rows.begin() + std::ptrdiff_t(at), rows.begin() + std::ptrdiff_t(end)}));
        at = end;
    }
    return all;
}

Asked asked_of(const Visit& visit) {
    return {std::string(visit.request.query.value_or("kind", "")), std::string(visit.request.query.value_or("holder", ""))};
}

struct Shared {
    std::vector<Provider> providers;
    std::function<Node(Visit&)> news;
};

web::Response desk_page(Visit& visit, const Shared& shared) {
    const auto& [providers, news] = shared;
    const auto asked = asked_of(visit);
    auto list = listed(visit, providers, asked);
    const auto paging = web::Paging::asked(visit, std::int64_t(list.places.size()));
    const auto rows = taken(visit, providers, list, std::size_t(paging.offset()), std::size_t(paging.rows));
    const std::string title(visit.text("desk.title"));
    return web::page(visit, {.title = title, .description = "", .at = at, .indexed = false},
                     group(div(cls("intro"), div(h1(title))), filter_form(visit, list, asked),
                           when(list.cut,
                                [&] {
                                    return p(cls("note at"), visit.format("desk.cut", {{"most", items_max}}));
                                }),
                           div(cls("cnt"), p(id("count"), attr("role", "status"), visit.format("desk.count", {{"count", paging.total}})),
                               web::export_links(visit, at)),
                           div(id("results"), attr("tabindex", "-1"),
                               rows.empty() ? p(cls("note ok"), visit.text("desk.none"))
                                            : group(groups(visit, rows), web::page_links(visit, paging, "results count"))),
                           when(bool(news), [&] { return news(visit); })));
}

web::Response desk_file(Visit& visit, const std::vector<Provider>& providers, web::Format format) {
    auto list = listed(visit, providers, asked_of(visit));
    auto rows = taken(visit, providers, list, 0, list.places.size());
    const auto shown = web::kept(visit);
    auto response =
        columns(shown.get()).file(shown, visit.language == base::Language::fr ? "a-faire" : "to-do", format, web::rows_of(std::move(rows)));
    response.keeping = web::Keeping::never;  // what one visitor may see is not another's
    return response;
}

}  // namespace

When when_due(const std::optional<base::Date>& deadline, base::Date today) {
    if (!deadline) return When::undated;
    if (*deadline < today) return When::overdue;
    if (*deadline == today) return When::today;
    const auto monday_of = [](base::Date day) { return (day.days_since_1970() + 3) / 7; };  // 1970-01-01 was a Thursday
    return monday_of(*deadline) == monday_of(today) ? When::this_week : When::later;
}

void add_pages(web::Router& router, const web::SiteHooks& hooks, std::vector<Provider> providers, std::function<Node(Visit&)> news) {
    const auto shared = std::make_shared<const Shared>(std::move(providers), std::move(news));
    const auto add = [&](std::string name, std::string_view ending, auto show) {
        for (const auto language : base::languages)
            router.add({.name = name,
                        .open_to = web::Audience::signed_in,
                        .pattern = at.in(language) + std::string(ending),
                        .handler = web::answering(hooks, language, [shared, show](Visit& visit) { return show(visit, *shared); })});
    };
    add("desk", "", desk_page);
    add("desk.csv", ".csv", [](Visit& visit, const auto& all) { return desk_file(visit, all.providers, web::Format::csv); });
    add("desk.json", ".json", [](Visit& visit, const auto& all) { return desk_file(visit, all.providers, web::Format::json); });
}

}  // namespace desk
