#include "bodies/pages.h"

#include "bodies/page_parts.h"
#include "bodies/store.h"
#include "statutes/statutes.h"
#include "web/api.h"
#include "web/form.h"
#include "web/places.h"

#include <algorithm>

namespace bodies {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t attestations_most = 500;
constexpr std::int64_t main_offices = 4;  // ranks shown in the list of all bodies

struct OfficeAndBody {
    ShownOffice office;
    ShownBody body;
};

// Offices and their bodies, each asked once.
class Offices {
public:
    explicit Offices(store::Db& db) : db_(db) {}
    const OfficeAndBody& at(Id<Office> id) {
        const auto [at, made] = all_.try_emplace(id.value);
        if (made) {
            at->second.office = *find_office(db_, id);
            at->second.body = *find_body(db_, at->second.office.body);
        }
        return at->second;
    }

private:
    store::Db& db_;
    std::map<std::int64_t, OfficeAndBody> all_;
};

Record record_of(Offices& offices, ShownMandate mandate) {
    const auto& [office, body] = offices.at(mandate.office);
    return {.mandate = std::move(mandate), .office = office, .body_fr = body.name_fr, .body_en = body.name_en};
}
Record record_of(Offices& offices, ShownAttestation attestation) {
    const auto& [office, body] = offices.at(attestation.office);
    return {.attestation = std::move(attestation), .office = office, .body_fr = body.name_fr, .body_en = body.name_en};
}

// ---- all bodies ----

// The first offices of a body, with who holds them that day.
Node holders(Visit& visit, const ShownBody& body) {
    auto& db = visit.db();
    const Known known{offices_of(db, body.id), seat_counts_of(db, body.id), mandates_on(db, body.id, visit.on()),
                      attestations_of(db, body.id, attestations_most)};
    const auto term = statutes::rule_on(db, statutes::bureau_term_years, visit.on());
    Node rows;
    for (const auto& office : offices_on(visit.on(), known, term ? std::optional(term->value) : std::nullopt)) {
        if (office.office->rank > main_offices || office.office->way == Way::honorary) continue;
        Node names;
        for (const auto& seat : office.held) {
            Record record{.office = *office.office};
            if (seat.mandate) record.mandate = *seat.mandate;
            else record.attestation = *seat.attestation;
            if (seat.mandate) visit.read("person", seat.mandate->person);
            else if (seat.attestation->person) visit.read("person", *seat.attestation->person);
            const auto& place = seat.mandate ? seat.mandate->member_name : seat.attestation->member_name;
            std::string when_said;
            if (seat.telling == Telling::last_attested) {
                const auto& said = *seat.attestation;
                when_said = said.until ? visit.format("bodies.was_until", {{"date", *said.until}})
                                       : visit.format("bodies.last_attested", {{"date", said.from}});
            } else if (seat.telling == Telling::may_be) {
                when_said = visit.format(seat.attestation->until_is == UntilIs::announced ? "bodies.may_be_announced" : "bodies.may_be",
                                         {{"from", seat.attestation->from}, {"until", *seat.attestation->until}});
            }
            const auto words = seat.attestation && seat.attestation->words != office.office->name(visit.language) ? seat.attestation->words
                                                                                                                  : std::string();
            if (!words.empty())
                when_said = visit.format("bodies.in_source", {{"words", words}}) + (when_said.empty() ? "" : ", ") + when_said;
            names += p(bdi(holder_of(visit, record)), place.empty() ? "" : ", ", bdi(place),
                       when(seat.disputed, [&] { return group(" ", span(cls("tag at"), visit.text("bodies.disputed"))); }),
                       when(!when_said.empty(), [&] { return group(" ", span(cls("q"), when_said)); }));
        }
        rows += div(dt(office.office->name(visit.language)), dd(names.empty() ? span(cls("tag nt"), visit.text("bodies.unknown")) : names));
    }
    return when(!rows.empty(), [&] { return dl(cls("kv"), rows); });
}

// Nothing where the name says it.
std::string kind_words(const Visit& visit, const ShownBody& body) {
    const std::string kind(visit.text("choice." + std::string(acts::name_of(body.kind))));
    return body.name(visit.language).starts_with(kind) ? std::string() : kind;
}

web::Response list_page(Visit& visit) {
    visit.read("body");
    visit.read("rule");
    visit.read("day");
    const auto all = all_bodies(visit.db());
    const std::string title(visit.text("bodies.title"));
    const auto one = [&](const ShownBody& body) {
        const auto& purpose = visit.in_language(body.purpose_fr, body.purpose_en);
        return group(div(cls("hd"), h2(a(href(visit.to(address_of(body))), body.name(visit.language))),
                         span(cls("q"), body.ended ? visit.format("bodies.ended_on", {{"date", *body.ended}}) : kind_words(visit, body))),
                     when(!purpose.empty(), [&] { return p(purpose); }), holders(visit, body));
    };
    Node sections, missing;
    for (const auto& body : all)
        if (body.stands_on(visit.on()) || body.ended) sections += section(one(body));
    for (const auto kind : {BodyKind::commission, BodyKind::advocacy_group})
        if (std::ranges::find(all, kind, &ShownBody::kind) == all.end())
            missing += li(visit.text("bodies.none_" + std::string(acts::name_of(kind))));
    const bool officer = !visit.date && !visit.known && visit.visitor.holds({acts::Role::officer, acts::Role::administrator});
    return web::page(visit,
                     {.title = title,
                      .description = std::string(visit.text("bodies.lead")),
                      .at = web::places::bodies,
                      .current = "bodies",
                      .dated = true},
                     group(div(cls("intro"), div(h1(title), p(visit.text("bodies.lead")))),
                           when(officer,
                                [&] {
                                    return p(cls("act"), a(cls("btn"), href(visit.to(web::Address{"/actes", "/en/acts"} / "bodies.create")),
                                                           visit.text("act.bodies.create.form")));
                                }),
                           all.empty() ? p(cls("note"), visit.text("bodies.none")) : sections,
                           when(!missing.empty(), [&] { return section(div(cls("hd"), h2(visit.text("bodies.not_known"))), ul(missing)); }),
                           when(!all.empty(), [&] {
                               return section(div(cls("hd"), h2(visit.text("bodies.files"))),
                                              web::export_links(visit, web::places::bodies));
                           })));
}

// Every mandate, then every attestation; of one body with ?body=.
web::Response list_file(Visit& visit, web::Format format) {
    visit.read("body");
    const auto asked = visit.request.query.value_or("body", "");
    const auto body = web::whole_number(asked);
    if (!asked.empty() && (!body || !find_body(visit.db(), {*body}))) return web::wrong_problem(visit.words, {{"body", "thing", {}}}, 400);
    const auto lasting = web::kept(visit);
    struct At {
        std::int64_t mandate = 0, attestation = 0;
        bool attestations = false;
    };
    return record_columns(lasting.get(), {})
        .file(lasting, visit.language == base::Language::fr ? "instances" : "bodies", format,
              [lasting, body, at = At{}](store::Db& db) mutable {
                  std::vector<Record> rows;
                  Offices offices(db);
                  const auto wanted = [&](Id<Body> of) { return !body || of.value == *body; };
                  const auto begun = [&](const PartialDate& from) {
                      return !lasting->date || !from.earliest() || *from.earliest() <= *lasting->date;
                  };
                  while (rows.empty() && !at.attestations) {
                      const auto some = mandates_after(db, at.mandate, web::rows_at_once);
                      if (some.empty()) at.attestations = true;
                      else at.mandate = some.back().id.value;
                      for (const auto& one : some)
                          if (wanted(one.body) && begun(one.from)) rows.push_back(record_of(offices, one));
                  }
                  while (rows.empty()) {
                      const auto some = attestations_after(db, at.attestation, web::rows_at_once);
                      if (some.empty()) break;
                      at.attestation = some.back().id.value;
                      for (const auto& one : some)
                          if (wanted(one.body) && begun(one.from)) rows.push_back(record_of(offices, one));
                  }
                  return rows;
              });
}

// ---- on other pages ----

Node records_list(Visit& visit, const std::vector<Record>& records, bool of_source) {
    SourceTitles titles(visit);
    return ul(cls("ls"), each(records, [&](const Record& record) {
                  const auto& attestation = record.attestation;
                  const auto interval = [&](const PartialDate& from, const std::optional<PartialDate>& until) {
                      return until ? visit.format("chart.from_until", {{"from", from}, {"until", *until}})
                                   : visit.format("bodies.since", {{"from", from}});
                  };
                  const auto time = attestation ? attestation->until ? interval(attestation->from, attestation->until)
                                                                     : visit.format("bodies.attested_on", {{"date", attestation->from}})
                                                : interval(record.mandate->from, record.mandate->until);
                  const auto body = visit.in_language(record.body_fr, record.body_en);
                  const auto note = attestation ? visit.in_language(attestation->note_fr, attestation->note_en) : std::string();
                  return li(span(bdi(holder_of(visit, record)), ", ", record.office.name(visit.language), " (", body, ")"),
                            span(cls("q"), time),
                            p(cls("q"), note, note.empty() || of_source ? "" : " ",
                              of_source ? Node()
                                        : group(visit.text(record.mandate ? "bodies.mandate" : "bodies.attestation"), ". ",
                                                web::basis_link(visit, record.basis()))));
              }));
}

}  // namespace

Node member_panel(Visit& visit, Id<Member> member) {
    Offices offices(visit.db());
    std::vector<Record> records;
    const auto begun = [&](const PartialDate& from) { return !from.earliest() || *from.earliest() <= visit.on(); };
    for (auto& mandate : mandates_of(visit.db(), member))
        if (begun(mandate.from)) records.push_back(record_of(offices, std::move(mandate)));
    for (auto& attestation : attestations_of(visit.db(), member))
        if (begun(attestation.from)) records.push_back(record_of(offices, std::move(attestation)));
    read_people(visit, records);
    Node groups;
    const auto named = [&](Id<Body> id) {
        const auto body = *find_body(visit.db(), id);
        return a(href(visit.to(address_of(body))), body.name(visit.language));
    };
    for (const auto& belonging : belongings_of(visit.db(), member))
        groups += li(named(belonging.body),
                     span(cls("q"), visit.text(belonging.part == Part::relay ? "choice.relay" : "bodies.member"), ", ",
                          belonging.until ? visit.format("chart.from_until", {{"from", belonging.from}, {"until", *belonging.until}})
                                          : visit.format("bodies.since", {{"from", belonging.from}})));
    for (const auto& suspension : suspensions_of(visit.db(), member))
        if (const auto standing = standing_on(visit.on(), suspension.from, suspension.until); standing != Standing::not_yet)
            groups += li(named(suspension.body), span(cls("q"), suspension_words(visit, suspension, standing == Standing::over)));
    if (records.empty() && groups.empty()) return {};
    return section(div(cls("hd"), h2(visit.text("bodies.of_member")), a(href(visit.to(web::places::bodies)), visit.text("nav.bodies"))),
                   when(!records.empty(), [&] { return records_list(visit, records, false); }),
                   when(!groups.empty(), [&] { return ul(cls("ls"), groups); }));
}

std::optional<Named> named(const Visit& visit, std::string_view thing, std::int64_t id) {
    auto& db = visit.db();
    const auto in = [&](Id<Body> body, std::initializer_list<std::string> more) -> std::optional<Named> {
        auto found = find_body(db, body);
        if (!found) return {};
        auto name = found->name(visit.language);
        for (const auto& words : more)
            if (!words.empty()) name += ", " + words;
        return Named{std::move(name), std::move(*found)};
    };
    const auto held = [&](Id<Office> office, const std::string& by) -> std::optional<Named> {
        const auto found = find_office(db, office);
        return found ? in(found->body, {found->name(visit.language), by}) : std::nullopt;
    };
    if (thing == acts::thing<Body>) return in({id}, {});
    if (thing == acts::thing<Office>) return held({id}, "");
    if (thing == acts::thing<Mandate>) {
        const auto mandate = find_mandate(db, {id});
        return mandate ? held(mandate->office, mandate->member_name) : std::nullopt;
    }
    if (thing == acts::thing<Attestation>) {
        const auto said = find_attestation(db, {id});
        return said ? held(said->office, said->member_name) : std::nullopt;
    }
    if (thing == acts::thing<Suspension>) {
        const auto suspension = find_suspension(db, {id});
        return suspension ? in(suspension->body, {suspension->member_name}) : std::nullopt;
    }
    if (thing == acts::thing<Belonging>) {
        const auto belonging = find_belonging(db, {id});
        return belonging ? in(belonging->body, {belonging->member_name}) : std::nullopt;
    }
    return {};
}

Node source_panel(Visit& visit, Id<Source> source) {
    Offices offices(visit.db());
    std::vector<Record> records;
    for (auto& attestation : attestations_of(visit.db(), source)) records.push_back(record_of(offices, std::move(attestation)));
    read_people(visit, records);
    return when(!records.empty(),
                [&] { return section(div(cls("hd"), h2(visit.text("bodies.of_source"))), records_list(visit, records, true)); });
}

void add_pages(web::Router& router, const web::SiteHooks& hooks) {
    using namespace web;
    add_page(router, hooks, "bodies.list", places::bodies, {}, list_page);
    add_files(router, hooks, "bodies", places::bodies, {"columns", "body"}, list_file);
    add_page(router, hooks, "bodies.show", places::bodies / "{body}", {"columns"}, body_page);
    add_page(router, hooks, "bodies.time", {places::bodies.fr + "/{body}/dans-le-temps", places::bodies.en + "/{body}/over-time"},
             list_query({}), time_page);
}

}  // namespace bodies
