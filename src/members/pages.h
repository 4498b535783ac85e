// The public pages of membership: the directory, a region, a member.
#pragma once
#include "members/relations.h"
#include "members/upkeep.h"
#include "web/site.h"

namespace members {

// What another feature shows on the page of a member.
using Panel = std::function<html::Node(web::Visit&, Id<Member>)>;
void add_pages(web::Router&, const web::SiteHooks&, std::vector<Panel> = {});
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api

void add_register_pages(web::Router&, const web::SiteHooks&);  // the secretariat's upkeep of the register

// Of those that are not to be confused with another, by number: the words that tell each apart, to stand beside its name.
std::map<Id<Member>, std::string> words_apart(web::Visit&, std::span<const ShownMember>);

// What the page of a member shows.
struct MemberView {
    ShownMember member;
    std::vector<ShownTitular> titulars;  // newest first
    std::vector<sources::ShownSource> sources;
    std::optional<sources::ShownSource> population_source;
    std::vector<StatusStep> statuses;  // oldest first
    std::vector<FactStep> facts;
    std::vector<ShownKin> kin;
    std::vector<ShownSubstitute> substitutes;
    std::vector<Belonging> associations;  // it belongs to
    std::optional<Coverage> coverage;     // of an association
    std::vector<Belonging> gathered;      // its members here, the first of them
    std::int64_t gathered_count = 0;
};
std::optional<MemberView> view_member(store::Db&, Id<Member>);
web::Response member_page(web::Visit&, const MemberView&, const std::vector<Panel>& = {});

// The map of a region, or the world (empty code), with the members of a filter as dots.
html::Node map_of(web::Visit&, std::string_view region, const Filter&, const html::Node& caption);  // empty: what a dot stands for
// Members of each map's region, by the maps' order; regions without members are left out.
struct RegionCount {
    std::string_view code, name;
    std::int64_t members = 0;
};
// `counts`: by State, or by sub-region.
std::vector<RegionCount> count_by_region(const std::vector<CountryCount>&, base::Language);
// On the page of a source: the members it attests; nothing when there are none.
html::Node members_citing_panel(web::Visit&, Id<sources::Source>);
std::vector<std::string> columns_of_export();
std::vector<std::string_view> regions_with_countries();               // the codes of their maps
std::vector<std::string> countries_of_region(std::string_view code);  // of a map; empty when there is no such map

}  // namespace members
