#include "desk/pages.h"

#include "web/entries.h"
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
    std::string title, action;  // as tell() says them: only of what is shown
};

std::string holder_of(const Item& item) {
    return item.holder.kind.empty() ? "secretariat" : item.holder.kind + ":" + std::to_string(item.holder.id);
}

void tell(Visit& visit, std::span<Waiting> rows) {
    for (auto& [provider, item, title, action] : rows) {
        title = item.title.empty() && provider->title ? provider->title(visit, item) : item.title;
        action = provider->action(visit, item);
    }
}

std::string kind_words(const Visit& visit, const Provider& provider) { return std::string(visit.text("desk.kind." + provider.kind)); }

struct Asked {
    std::string kind, holder;
};

struct Listed {
    std::vector<Waiting> all;            // as filtered, by deadline
    std::vector<std::string> holders;    // of everything, whatever the filter
    std::vector<const Provider*> kinds;  // that have something
    bool cut = false;                    // a provider gave as much as it may
};

// No deadline comes last; then what waits longest; then the order of things.
bool before(const Waiting& one, const Waiting& other) {
    constexpr base::Date never{9999, 12, 31};
    const auto key = [&](const Waiting& waiting) {
        return std::tuple(waiting.item.deadline.value_or(never), waiting.item.since.value_or(never), waiting.item.thing);
    };
    return key(one) < key(other);
}

Listed listed(Visit& visit, const std::vector<Provider>& providers, const Asked& asked) {
    Listed list;
    std::optional<acts::Scope> last;  // most of what follows has the same holder
    for (const auto& provider : providers) {
        auto items = provider.items(visit);
        if (!items.empty()) list.kinds.push_back(&provider);
        list.cut = list.cut || std::int64_t(items.size()) >= items_max;
        const bool wanted = asked.kind.empty() || asked.kind == provider.kind;
        for (auto& item : items) {
            if (!last || *last != item.holder) {
                last = item.holder;
                if (auto holder = holder_of(item); std::ranges::find(list.holders, holder) == list.holders.end())
                    list.holders.push_back(std::move(holder));
            }
            if (wanted && (asked.holder.empty() || asked.holder == holder_of(item)))
                list.all.push_back({&provider, std::move(item), {}, {}});
        }
    }
    std::ranges::sort(list.all, before);
    return list;
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
    const auto all = visit.text("members.all");
    return form(cls("flt"), attr("method", "get"), action(at.in(visit.language)), attr("data-swap", "results count"),
                select_of("kind", visit.text("desk.kind"), asked.kind, all, kinds),
                select_of("holder", visit.text("desk.holder"), asked.holder, all, holders),
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
    const auto paging = web::Paging::asked(visit, std::int64_t(list.all.size()));
    auto rows = std::span(list.all).subspan(std::size_t(paging.offset()));
    rows = rows.first(std::min(rows.size(), std::size_t(paging.rows)));
    tell(visit, rows);
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
                               list.all.empty() ? p(cls("note ok"), visit.text("desk.none"))
                                                : group(groups(visit, rows), web::page_links(visit, paging, "results count"))),
                           when(bool(news), [&] { return news(visit); })));
}

web::Response desk_file(Visit& visit, const std::vector<Provider>& providers, web::Format format) {
    auto list = listed(visit, providers, asked_of(visit));
    tell(visit, list.all);
    const auto shown = web::kept(visit);
    auto response = columns(shown.get())
                        .file(shown, visit.language == base::Language::fr ? "a-faire" : "to-do", format, web::rows_of(std::move(list.all)));
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
                        .pattern = at.in(language) + std::string(ending),
                        .handler = web::answering(hooks, language, [shared, show](Visit& visit) {
                            if (!visit.visitor.signed_in()) return turned_away(visit);
                            return show(visit, *shared);
                        })});
    };
    add("desk", "", desk_page);
    add("desk.csv", ".csv", [](Visit& visit, const auto& all) { return desk_file(visit, all.providers, web::Format::csv); });
    add("desk.json", ".json", [](Visit& visit, const auto& all) { return desk_file(visit, all.providers, web::Format::json); });
}

}  // namespace desk
