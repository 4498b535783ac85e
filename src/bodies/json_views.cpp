// Bodies, mandates and attestations for programs.
#include "bodies/pages.h"
#include "web/api.h"
#include "web/json_view.h"

#include <algorithm>

namespace bodies {
namespace {

using base::Date;
using web::Visit;

struct OfficeView {
    Id<Office> id;
    std::string name_fr, name_en;
    std::int64_t rank = 0;
    Way way{};
    Holder holder{};
    std::string basis;
};
BOOST_DESCRIBE_STRUCT(OfficeView, (), (id, name_fr, name_en, rank, way, holder, basis))

struct SizeView {
    std::optional<Id<Office>> office;  // null: of the whole body
    std::int64_t seats = 0;
    PartialDate from;
    std::string basis;
};
BOOST_DESCRIBE_STRUCT(SizeView, (), (office, seats, from, basis))

struct BodyJson {
    Id<Body> id;
    BodyKind kind{};
    std::string name_fr, name_en, purpose_fr, purpose_en;
    std::optional<PartialDate> created;
    std::optional<Date> ended;
    std::string basis;
    std::vector<OfficeView> offices;
    std::vector<SizeView> sizes;
    std::string page_fr, page_en;
};
BOOST_DESCRIBE_STRUCT(BodyJson, (),
                      (id, kind, name_fr, name_en, purpose_fr, purpose_en, created, ended, basis, offices, sizes, page_fr, page_en))

// Who holds a mandate is a public fact of office (docs/decisions/0004): null once erased.
struct MandateView {
    Id<Mandate> id;
    Id<Body> body;
    Id<Office> office;
    std::optional<Id<Member>> member;
    Id<Person> person;
    std::optional<std::string> name;
    std::optional<Gender> gender;
    Beginning begins{};
    std::optional<Id<Mandate>> replaces;
    PartialDate from;
    std::optional<Date> term_ends;
    std::optional<PartialDate> until;
    std::optional<Ending> reason;
    std::string basis;
};
BOOST_DESCRIBE_STRUCT(MandateView, (),
                      (id, body, office, member, person, name, gender, begins, replaces, from, term_ends, until, reason, basis))

struct AttestationView {
    Id<Attestation> id;
    Id<Body> body;
    Id<Office> office;
    std::optional<std::string> holder, spelling;
    std::optional<Id<Person>> person;
    std::optional<Id<Member>> member;
    std::optional<std::string> place, words;
    Said said{};
    PartialDate from;
    std::optional<PartialDate> until;
    std::optional<UntilIs> until_is;
    sources::Confidence confidence{};
    std::string note_fr, note_en;
    std::optional<Id<Attestation>> differs_from;
    Id<Source> source;
};
BOOST_DESCRIBE_STRUCT(AttestationView, (),
                      (id, body, office, holder, spelling, person, member, place, words, said, from, until, until_is, confidence, note_fr,
                       note_en, differs_from, source))

std::optional<std::string> some(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

web::Response bodies(Visit& visit) {
    visit.read("body");
    const auto slice = web::slice_of(visit);
    auto all = all_bodies(visit.db());
    std::ranges::sort(all, {}, &ShownBody::id);
    std::vector<web::ListedItem> items;
    for (const auto& body : all) {
        if (body.id.value <= slice.after || std::int64_t(items.size()) == slice.rows()) continue;
        const auto page = address_of(body);
        BodyJson view{body.id,    body.kind,  body.name_fr, body.name_en, body.purpose_fr, body.purpose_en, body.created,
                      body.ended, body.basis, {},           {},           page.fr,         page.en};
        for (const auto& office : offices_of(visit.db(), body.id))
            view.offices.push_back({office.id, office.name_fr, office.name_en, office.rank, office.way, office.holder, office.basis});
        for (const auto& count : seat_counts_of(visit.db(), body.id))
            view.sizes.push_back({count.office ? std::optional(count.office) : std::nullopt, count.seats, count.from, count.basis});
        items.push_back({body.id.value, web::json_of(view)});
    }
    return web::list_json(visit, slice, std::move(items));
}

web::Response mandates(Visit& visit) {
    visit.read("body");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& one : mandates_after(visit.db(), slice.after, slice.rows())) {
        visit.read("person", one.person);
        items.push_back(
            {one.id.value, web::json_of(MandateView{one.id, one.body, one.office, one.member, one.person, one.name, one.gender, one.begins,
                                                    one.replaces, one.from, one.term_ends, one.until, one.reason, one.basis})});
    }
    return web::list_json(visit, slice, std::move(items));
}

web::Response attestations(Visit& visit) {
    visit.read("body");
    const auto slice = web::slice_of(visit);
    std::vector<web::ListedItem> items;
    for (const auto& one : attestations_after(visit.db(), slice.after, slice.rows())) {
        if (one.person) visit.read("person", *one.person);
        items.push_back(
            {one.id.value,
             web::json_of(AttestationView{one.id, one.body, one.office, one.person ? one.person_name : some(one.holder), some(one.spelling),
                                          one.person, one.member, some(one.place), some(one.words), one.said, one.from, one.until,
                                          one.until_is, one.confidence, one.note_fr, one.note_en, one.differs_from, one.source})});
    }
    return web::list_json(visit, slice, std::move(items));
}

}  // namespace

void add_json_views(web::Router& router, const web::SiteHooks& hooks) {
    web::add_view(
        router, hooks, "api.bodies", "/api/bodies",
        {.parameters = web::slice_parameters(), .answer = web::list_schema("Body"), .schemas = {web::component<BodyJson>("Body")}}, bodies);
    web::add_view(
        router, hooks, "api.mandates", "/api/mandates",
        {.parameters = web::slice_parameters(), .answer = web::list_schema("Mandate"), .schemas = {web::component<MandateView>("Mandate")}},
        mandates);
    web::add_view(router, hooks, "api.attestations", "/api/attestations",
                  {.parameters = web::slice_parameters(),
                   .answer = web::list_schema("Attestation"),
                   .schemas = {web::component<AttestationView>("Attestation")}},
                  attestations);
}

}  // namespace bodies
