// The parts of a member's page that tell its life: statuses, former names, what it merged with, associations, substitutes.
#include "base/countries.h"
#include "members/former_countries.h"
#include "members/page_parts.h"
#include "people/people.h"
#include "web/entries.h"
#include "web/places.h"

#include <algorithm>

namespace members {
namespace {

using namespace html;
using web::Visit;

constexpr std::int64_t gathered_most = 50;

Node part(std::string_view title, const Node& shown) { return section(div(cls("hd"), h2(title)), shown); }

Node act_link(const Visit& visit, base::Id<acts::Act> number) {
    return a(href(visit.to(web::places::act(number))), visit.format("frame.act_number", {{"number", number.value}}));
}

Node member_link(const Visit& visit, Id<Member> id, const std::string& name) {
    return a(href(web::places::to_member(visit, id, name)), bdi(name));
}

std::string date_words(const Visit& visit, const std::optional<base::PartialDate>& date) {
    return date ? visit.words.partial_date(*date) : std::string(visit.text("members.not_stated"));
}

// « Bénin, Togo »: the value of a dated fact in words.
std::string fact_words(const Visit& visit, const FactStep& step) {
    switch (step.fact) {
    case DatedFact::name:
    case DatedFact::region: return step.value;
    case DatedFact::country: return country_words(visit.words, step.value);
    case DatedFact::kind: return std::string(visit.text("kind." + step.value));
    case DatedFact::member_class: return std::string(visit.text("class." + step.value));
    case DatedFact::french: return std::string(visit.text("french." + step.value));
    }
    return step.value;
}

std::string interval_words(const Visit& visit, const FactStep& step) {
    if (step.from && step.until) return visit.format("members.titular_interval", {{"from", *step.from}, {"until", *step.until}});
    if (step.until) return visit.format("members.until", {{"until", *step.until}});
    if (step.from) return visit.format("members.titular_from", {{"from", *step.from}});
    return std::string(visit.text("members.not_dated_fact"));
}

bool holds_on(const FactStep& step, base::Date day) {
    const auto from = day_of(step.from), until = day_of(step.until);
    return (!from || *from <= day) && (!until || day < *until);
}

}  // namespace

std::string_view status_look(Status status) {
    if (status == Status::admitted || status == Status::reinstated) return "tag ok";
    if (status == Status::recorded) return "tag";
    return status == Status::suspended ? "tag at" : "tag no";
}

std::optional<FactStep> fact_on(const std::vector<FactStep>& facts, DatedFact fact, base::Date day) {
    std::optional<FactStep> found;
    for (const auto& step : facts)
        if (step.fact == fact && holds_on(step, day)) found = step;
    return found;
}

// A line stated by mistake is struck, and a line struck by mistake restored: each from the line itself.
static Node status_doing(const Visit& visit, Id<Member> member, const StatusStep& step) {
    if (!visit.visitor.holds({acts::Role::officer, acts::Role::administrator})) return {};
    return web::doing(visit, step.struck_by ? "members.restore_status" : "members.strike_status",
                      {{"member", std::to_string(member.value)}, {"stated", std::to_string(step.act.value)}});
}

Node statuses_part(const Visit& visit, const MemberView& view, const web::SourceTitle& title_of_source) {
    if (view.statuses.size() < 2 && view.member.status == view.member.joined) return {};
    // Of a membership that is only attested, what happened before that day stands before it.
    std::vector<const StatusStep*> by_day;
    for (const auto& step : view.statuses)
        if (!visit.date || !step.day || *step.day <= *visit.date) by_day.push_back(&step);
    std::ranges::stable_sort(by_day, {}, &StatusStep::day);
    Node lines;
    for (const auto* shown : by_day) {
        const auto& step = *shown;
        const auto name = visit.text("status." + std::string(acts::name_of(step.status)));
        const bool first = &step == &view.statuses.front();
        lines += li(span(first ? since_words(visit, view.member) : date_words(visit, step.from)),
                    div(p(step.struck_by ? group(span(cls("q"), name), " ", span(cls("tag nt"), visit.text("status.mistaken")), " ",
                                                 act_link(visit, *step.struck_by))
                                         : span(cls(status_look(step.status)), name)),
                        p(cls("q"), web::basis_link(visit, step.basis, title_of_source), ". ", act_link(visit, step.act)),
                        status_doing(visit, view.member.id, step)));
    }
    return part(visit.text("members.statuses"), ol(cls("hist"), lines));
}

Node facts_part(const Visit& visit, const MemberView& view, const web::SourceTitle& title_of_source) {
    if (view.facts.empty()) return {};
    return part(visit.text("members.over_time"),
                ul(cls("ls"), each(view.facts, [&](const FactStep& step) {
                       return li(span(span(cls("q"), visit.text("fact." + std::string(acts::name_of(step.fact)))), " ",
                                      bdi(fact_words(visit, step))),
                                 span(cls("q"), interval_words(visit, step)),
                                 p(cls("q"), web::basis_link(visit, step.basis, title_of_source), ". ", act_link(visit, step.act)));
                   })));
}

Node kin_part(Visit& visit, const MemberView& view) {
    // On an earlier day it had not merged yet: on the page of neither.
    const auto later = [&](const ShownKin& kin) {
        if (!visit.date || kin.how != Kin::merged_into) return false;
        const auto& absorbed = kin.of_other ? statuses_of(visit.db(), kin.other) : view.statuses;
        return std::ranges::any_of(
            absorbed, [&](const StatusStep& step) { return step.status == Status::merged && step.day && *step.day > *visit.date; });
    };
    // Of two that are not to be confused, one line; what tells one apart stands on the page of the other.
    const auto said_by_other = [&](const ShownKin& kin) {
        return kin.how == Kin::distinct_from && !kin.of_other && std::ranges::any_of(view.kin, [&](const ShownKin& other) {
                   return other.how == Kin::distinct_from && other.of_other && other.other == kin.other;
               });
    };
    auto known = view.kin;
    std::erase_if(known, [&](const ShownKin& kin) { return later(kin) || said_by_other(kin); });
    if (known.empty()) return {};
    return part(visit.text("members.kin"), ul(cls("ls"), each(known, [&](const ShownKin& kin) {
                                                  const auto key =
                                                      "kin." + std::string(acts::name_of(kin.how)) + (kin.of_other ? ".other" : "");
                                                  const bool of_this = kin.how == Kin::distinct_from && !kin.of_other;
                                                  const auto note = of_this ? std::string() : visit.in_language(kin.note_fr, kin.note_en);
                                                  return li(span(visit.text(key), " ", member_link(visit, kin.other, kin.name),
                                                                 note.empty() ? std::string() : " (" + note + ")"),
                                                            span(cls("q"), act_link(visit, kin.act)));
                                              })));
}

// « Fusionnée avec Angers. »: what a page says first of a member that no longer is one.
Node no_longer_note(const Visit& visit, const MemberView& view) {
    if (belongs(view.member.status)) return {};
    Node says = html::text(visit.text("members.ended." + std::string(acts::name_of(view.member.status))));
    const auto how = view.member.status == Status::merged ? Kin::merged_into : Kin::duplicate_of;
    for (const auto& kin : view.kin)
        if (kin.how == how && !kin.of_other)
            says = group(visit.text("kin." + std::string(acts::name_of(how))), " ", member_link(visit, kin.other, kin.name), ".");
    return div(cls("note at"), p(says));
}

Node associations_part(const Visit& visit, const MemberView& view, const web::SourceTitle& title_of_source) {
    Node all;
    if (view.member.kind == Kind::association) {
        Node says;
        if (view.coverage) {
            const auto& coverage = *view.coverage;
            std::string countries;
            for (const auto& country : coverage.countries)
                countries += (countries.empty() ? "" : ", ") + std::string(visit.words.country(country));
            if (!countries.empty()) says += div(dt(visit.text("members.covers_countries")), dd(countries));
            if (!coverage.regions.empty()) says += div(dt(visit.text("members.covers_regions")), dd(coverage.regions));
            if (coverage.authorities)
                says += div(
                    dt(visit.text("members.authorities")),
                    dd(span(cls("n"), visit.words.number(*coverage.authorities)), " ",
                       span(cls("q"), coverage.counted ? visit.words.partial_date(*coverage.counted) : std::string(), " ",
                            coverage.source ? web::basis_link(visit, "source:" + std::to_string(coverage.source->value), title_of_source)
                                            : Node())));
            says = dl(cls("meta"), says);
        } else says = p(visit.text("members.coverage_unknown"));
        if (!view.gathered.empty())
            says += group(p(cls("q"), visit.format("members.gathers", {{"count", view.gathered_count}})),
                          ul(cls("ls"), each(view.gathered, [&](const Belonging& one) {
                                 return li(member_link(visit, one.other, one.name), span(cls("q"), visit.words.country(one.country)));
                             })));
        all += part(visit.text("members.coverage"), says);
    }
    if (!view.associations.empty())
        all += part(visit.text("members.associations"),
                    ul(cls("ls"), each(view.associations, [&](const Belonging& one) {
                           const std::string when = one.until  ? visit.format("members.until", {{"until", *one.until}})
                                                    : one.from ? visit.format("members.titular_from", {{"from", *one.from}})
                                                               : std::string();
                           return li(member_link(visit, one.other, one.name), span(cls("q"), when, " ", act_link(visit, one.act)));
                       })));
    return all;
}

Node substitutes_part(const Visit& visit, const MemberView& view) {
    Node rows;
    for (const auto& substitute : view.substitutes) {
        const auto day = visit.on();
        const auto from = day_of(substitute.from), until = day_of(substitute.until);
        if ((from && *from > day) || (until && *until <= day) || (view.member.until && *view.member.until <= day)) continue;
        rows +=
            li(span(bdi(substitute.title), " ", substitute.name ? bdi(*substitute.name) : span(cls("tag nt"), visit.text("people.erased"))),
               span(cls("q"), visit.format("members.titular_from", {{"from", substitute.from}})));
    }
    return rows.empty() ? Node() : part(visit.text("members.substitutes"), ul(cls("ls"), rows));
}

// For the secretariat and the member's own people: never public.
Node contacts_part(Visit& visit, const MemberView& view) {
    if (visit.date || visit.known) return {};
    const bool theirs = visit.visitor.holds({acts::Role::titular, acts::Role::staff}, {"member", view.member.id.value});
    if (!visit.visitor.holds({acts::Role::officer, acts::Role::administrator}) && !theirs) return {};
    const web::Address acts_at{"/actes", "/en/acts"};
    Node rows;
    for (const auto& contact : contacts_of(visit.db(), view.member.id)) {
        const auto person = people::contact(visit.db(), contact.person);
        rows += li(span(bdi(person.name), " ", span(cls("q"), contact.service)),
                   span(cls("q"), person.email, " ", visit.format("members.consent_on", {{"date", contact.consent_on}})),
                   a(href(visit.to(acts_at / "members.withdraw_contact", {{"contact", std::to_string(contact.id.value)}})),
                     visit.text("act.members.withdraw_contact.form")));
    }
    return section(div(cls("hd"), h2(visit.text("members.contacts")),
                       a(href(visit.to(acts_at / "members.add_contact", {{"member", std::to_string(view.member.id.value)}})),
                         visit.text("act.members.add_contact.form"))),
                   p(cls("q"), visit.text("members.contacts_note")),
                   rows.empty() ? p(visit.text("members.no_contact")) : ul(cls("ls"), rows));
}

void read_life(store::Db& db, MemberView& view) {
    const auto id = view.member.id;
    view.statuses = statuses_of(db, id);
    view.facts = facts_of(db, id);
    view.kin = kin_of(db, id);
    view.substitutes = substitutes_of(db, id);
    view.associations = associations_of(db, id);
    if (view.member.kind != Kind::association) return;
    view.coverage = coverage_of(db, id);
    view.gathered = gathered_by(db, id, gathered_most);
    view.gathered_count = count_gathered(db, id);
}

}  // namespace members
