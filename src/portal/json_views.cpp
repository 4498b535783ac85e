// The network and its register of acts, for programs.
#include "portal/json_views.h"

#include "acts/history.h"
#include "acts/log.h"
#include "assembly/pages.h"
#include "bodies/pages.h"
#include "members/pages.h"
#include "network/network.h"
#include "programme/pages.h"
#include "sources/pages.h"
#include "statutes/pages.h"
#include "web/json_view.h"

#include <algorithm>

namespace portal {
namespace {

using web::JsonObject, web::Visit;

struct NetworkView {
    std::string name_fr, name_en, short_name, seat, zone;
    std::optional<base::PartialDate> founded;
    network::Nature nature{};
    std::int64_t members = 0;
    std::int64_t acts = 0;
};
BOOST_DESCRIBE_STRUCT(NetworkView, (), (name_fr, name_en, short_name, seat, zone, founded, nature, members, acts))

struct EntryView {
    base::Id<acts::Act> number;
    web::Moment3339 time;
    base::Date date;
    std::string capacity, act;
    std::int64_t version = 1;
    std::optional<std::string> basis;
    std::optional<base::Id<acts::Act>> cause;
    JsonObject payload;  // public fields as they are, commitments of the others
};
BOOST_DESCRIBE_STRUCT(EntryView, (), (number, time, date, capacity, act, version, basis, cause, payload))

struct ProofView {  // RFC 9162 §2.1.3
    std::int64_t size = 0;
    std::string root, leaf;
    std::vector<std::string> path;
    std::optional<std::string> receipt;
};
BOOST_DESCRIBE_STRUCT(ProofView, (), (size, root, leaf, path, receipt))

struct EntryJson {
    EntryView entry;
    std::vector<base::Id<acts::Act>> set_off;
    std::optional<std::string> announced;
    std::string bytes;  // under the leaf
    ProofView proof;
};
BOOST_DESCRIBE_STRUCT(EntryJson, (), (entry, set_off, announced, bytes, proof))

web::Response network_view(Visit& visit) {
    visit.read("member");
    visit.read("journal");
    const auto known = network::the_network(visit.db());
    members::Filter filter;
    filter.on = visit.date;
    return web::view_json(
        visit, web::json_of(NetworkView{known.name_fr, known.name_en, known.short_name, known.seat, known.zone, known.founded, known.nature,
                                        members::count_members(visit.db(), filter), acts::read_head(visit.db()).size}));
}

EntryView view_of(const acts::EntryLine& line) {
    return {line.number,
            {line.time_us},
            line.date,
            line.capacity,
            line.act,
            line.version,
            line.basis.empty() ? std::nullopt : std::optional(line.basis),
            line.cause,
            {line.payload}};
}

// Things that have a page with their history. Of the others, a person above all, it would tell more than any page does.
std::optional<std::pair<std::string, std::int64_t>> thing_named(std::string_view text) {
    const auto colon = text.find(':');
    const auto number = colon == text.npos ? std::nullopt : web::whole_number(text.substr(colon + 1));
    constexpr std::string_view kinds[] = {"member", "source", "statement", "session", "decision"};
    if (!number || std::ranges::find(kinds, text.substr(0, colon)) == std::end(kinds)) return {};
    return std::pair(std::string(text.substr(0, colon)), *number);
}

web::Response list(Visit& visit) {
    visit.read("journal");
    const auto& query = visit.request.query;
    const auto slice = web::slice_of(visit);
    const auto asked = query.value_or("thing", "");
    const auto thing = thing_named(asked);
    if (!asked.empty() && !thing) return web::wrong_problem(visit.words, {{"thing", "thing", {}}}, 400);
    if (thing && (query.has("act") || query.has("day"))) return web::wrong_problem(visit.words, {{"thing", "alone", {}}}, 400);
    const acts::EntryFilter filter{std::string(query.value_or("act", "")), base::Date::parse(query.value_or("day", ""))};
    std::vector<web::ListedItem> items;
    for (const auto& line : thing ? acts::history_after(visit.db(), thing->first, thing->second, slice.after, slice.rows())
                                  : acts::entries_after(visit.db(), filter, slice.after, slice.rows()))
        items.push_back({line.number.value, web::json_of(view_of(line))});
    return web::list_json(visit, slice, std::move(items));
}

web::Response one(Visit& visit) {
    const auto number = web::whole_number(visit.request.at("number"));
    const auto stored = number ? acts::find_entry(visit.db(), {*number}) : std::nullopt;
    if (!stored) return web::error_page(visit, 404);
    visit.read("journal");  // the tree grows with every act
    const auto& entry = stored->entry;
    EntryJson shown;
    shown.entry = {entry.number,   {entry.time_us}, base::Date::parse(entry.date).value_or(base::Date{}),
                   entry.capacity, entry.act,       entry.version,
                   entry.basis,    entry.cause,     {entry.payload}};
    for (const auto& line : acts::consequences_of(visit.db(), entry.number)) shown.set_off.push_back(line.number);
    shown.announced = entry.announced;
    shown.bytes = acts::entry_bytes(entry);
    const auto head = acts::read_head(visit.db());
    shown.proof = {head.size, head.root.hex(), stored->leaf.hex(), {}, {}};
    for (const auto& hash : acts::inclusion_path(*number - 1, head.size, acts::stored_subtrees(visit.db())))
        shown.proof.path.push_back(hash.hex());
    if (visit.hooks.checkpoint && !visit.known) shown.proof.receipt = "/registre/" + std::to_string(*number) + ".tlog-proof";
    return web::view_json(visit, web::json_of(shown));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    using web::ApiParameter;
    web::add_view(router, hooks, "api.network", "/api/network",
                  {.answer = R"({"$ref":"#/components/schemas/Network"})", .schemas = {web::component<NetworkView>("Network")}},
                  network_view);
    members::add_json_views(router, hooks);
    sources::add_json_views(router, hooks);
    assembly::add_json_views(router, hooks);
    statutes::add_json_views(router, hooks);
    programme::add_json_views(router, hooks);
    bodies::add_json_views(router, hooks);
    web::add_view(router, hooks, "api.register", "/api/register",
                  {.parameters = web::slice_parameters(
                       {{.name = "act"}, {.name = "day", .kind = ApiParameter::Kind::day}, {.name = "thing", .max = 40}}),
                   .answer = web::list_schema("EntryFacts"),
                   .schemas = {web::component<EntryView>("EntryFacts")}},
                  list);
    web::add_view(router, hooks, "api.entry", "/api/register/{number}",
                  {.answer = R"({"$ref":"#/components/schemas/Entry"})", .schemas = {web::component<EntryJson>("Entry")}}, one);
}

}  // namespace portal
