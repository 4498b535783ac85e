#include "bodies/page_parts.h"

#include "acts/basis.h"
#include "assembly/assembly.h"
#include "web/places.h"

namespace bodies {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

namespace {

Cell text_cell(const std::string& value) { return value.empty() ? Cell() : Cell(value); }
template <class T>
Cell choice_cell(const std::optional<T>& value) {
    return value ? Cell(std::string(acts::name_of(*value))) : Cell();
}
template <class T>
Cell id_cell(const std::optional<Id<T>>& id) {
    return id ? Cell(id->value) : Cell();
}

std::string words_of(const Visit& visit, std::string_view key, std::string_view name) {
    return std::string(visit.text(std::string(key) + "." + std::string(name)));
}

Node remark(const std::string& words) { return words.empty() ? Node() : p(cls("q"), words); }

// The city, or the place as the source says it.
Node city(const Visit& visit, const Record& record) {
    const auto& place = record.attestation ? record.attestation->place : std::string();
    if (const auto member = record.member()) {
        const auto& name = record.mandate ? record.mandate->member_name : record.attestation->member_name;
        return p(cls("q"), a(href(web::places::to_member(visit, *member, name)), bdi(name)), place.empty() || place == name ? "" : ", ",
                 place == name ? "" : place);
    }
    return when(!place.empty(), [&] { return p(cls("q"), bdi(place)); });
}

Node holder_cell(const Visit& visit, const Record& record) {
    Node cell = record.mandate && !record.mandate->name ? span(cls("tag nt"), visit.text("people.erased")) : bdi(holder_of(visit, record));
    if (record.disputed) cell += group(" ", span(cls("tag at"), visit.text("bodies.disputed")));
    if (record.suspended) cell += group(" ", span(cls("tag at"), visit.text("bodies.seat_suspended")));
    cell += city(visit, record);
    if (record.mandate) {
        const auto& mandate = *record.mandate;
        if (mandate.begins == Beginning::interim || mandate.begins == Beginning::replacement)
            cell += remark(words_of(visit, "bodies.begins", acts::name_of(mandate.begins)));
        for (const auto& resignation : record.resignations) {
            if (resignation.offered > visit.on()) continue;
            const bool answered = resignation.answer && (!resignation.answered || *resignation.answered <= visit.on());
            const auto key = "bodies.resignation_" + std::string(answered ? acts::name_of(*resignation.answer) : "offered");
            const auto says =
                visit.format(key, {{"offered", resignation.offered}, {"answered", resignation.answered.value_or(base::Date{})}});
            cell += p(cls("q"), says, answered ? group(" ", decision_ground(visit, resignation.basis, {})) : Node());
        }
        if (mandate.lost_on && *mandate.lost_on <= visit.on() && !mandate.until)
            cell += p(cls("q"), span(cls("tag at"), visit.text("bodies.to_establish")), " ",
                      visit.format(mandate.after_loss ? "bodies.lost_next_bureau" : "bodies.lost_no_rule", {{"on", *mandate.lost_on}}));
        return cell;
    }
    const auto& attestation = *record.attestation;
    if (!attestation.until)  // one day, and no interval: neither a beginning nor an end
        cell += remark(visit.format(record.telling == Telling::last_attested ? "bodies.last_attested" : "bodies.attested_on",
                                    {{"date", attestation.from}}));
    if (!attestation.spelling.empty()) cell += remark(visit.format("bodies.spelled", {{"spelling", attestation.spelling}}));
    return group(cell, remark(visit.in_language(attestation.note_fr, attestation.note_en)));
}

Node from_cell(const Visit& visit, const Record& record) {
    return record.mandate || record.attestation->until ? html::text(visit.words.partial_date(record.from())) : Node();
}

Node until_cell(const Visit& visit, const Record& record) {
    if (record.attestation) {
        const auto& said = *record.attestation;
        if (!said.until) return {};
        Node cell = html::text(visit.words.partial_date(*said.until));
        if (said.until_is == UntilIs::announced) cell += remark(std::string(visit.text("bodies.end_announced")));
        if (record.telling == Telling::may_be) cell += remark(std::string(visit.text("bodies.days_unknown")));
        return cell;
    }
    const auto& mandate = *record.mandate;
    if (mandate.until) {
        Node cell = html::text(visit.words.partial_date(*mandate.until));
        if (mandate.reason) cell += remark(words_of(visit, "bodies.ends", acts::name_of(*mandate.reason)));
        if (mandate.end_annulled_by)
            cell += p(cls("q"), span(cls("tag at"), visit.text("bodies.to_establish")), " ", visit.text("bodies.end_annulled"));
        if (!record.replaced_by.empty()) cell += remark(visit.format("bodies.replaced_by", {{"name", record.replaced_by}}));
        return cell;
    }
    if (!mandate.term_ends) return html::text(visit.text("bodies.in_force"));
    const bool over = *mandate.term_ends <= visit.on();
    return group(over ? span(cls("tag at"), visit.format("bodies.term_over", {{"date", *mandate.term_ends}}))
                      : html::text(visit.format("bodies.term_ends", {{"date", *mandate.term_ends}})));
}

Node basis_cell(const Visit& visit, const Record& record, const web::SourceTitle& title) {
    const auto number = (record.mandate ? record.mandate->id.value : record.attestation->id.value) / 1000;
    return group(web::basis_link(visit, record.basis(), title),
                 p(cls("q"), visit.text(record.mandate ? "bodies.mandate" : "bodies.attestation"), ", ",
                   a(href(visit.to(web::places::act({number}))), visit.format("entries.proof", {{"number", number}}))),
                 record_doings(visit, record));
}

}  // namespace

std::string SourceTitles::operator()(std::int64_t source) {
    const auto [at, made] = titles_.try_emplace(source);
    if (made)
        if (const auto found = sources::find_source(visit_.db(), {source})) at->second = found->title;
    return at->second;
}

Node decision_ground(const Visit& visit, const std::string& basis, const web::SourceTitle& title) {
    const auto number = acts::number_in(basis, "decision");
    const auto decision = number ? assembly::find_decision(visit.db(), {*number}) : std::nullopt;
    if (!decision) return web::basis_link(visit, basis, title);
    return a(href(visit.to(web::places::decision(decision->id))), bdi(decision->title));
}

std::string holder_of(const Visit& visit, const Record& record) {
    if (record.mandate) return record.mandate->name.value_or(std::string(visit.text("people.erased")));
    if (record.attestation->person) return record.attestation->person_name.value_or(std::string(visit.text("people.erased")));
    return record.attestation->holder;
}

std::string suspension_words(const Visit& visit, const ShownSuspension& suspension, bool over) {
    // A range is a day that is not known, not an interval.
    const std::string which = suspension.from.whole_day() ? "bodies.suspended" : "bodies.suspended_some_day";
    if (!over) return visit.format(which + "_from", {{"from", suspension.from}});
    return visit.format(which + "_until", {{"from", suspension.from}, {"until", *suspension.until}});
}

void read_people(Visit& visit, const std::vector<Record>& records) {
    for (const auto& record : records) {
        if (record.mandate) visit.read("person", record.mandate->person);
        else if (record.attestation->person) visit.read("person", *record.attestation->person);
    }
}

web::List<Record> record_columns(const Visit* visit, const web::SourceTitle& title) {
    const auto attested = [](auto get) { return [get](const Record& r) { return r.attestation ? Cell(get(*r.attestation)) : Cell(); }; };
    const auto mandated = [](auto get) { return [get](const Record& r) { return r.mandate ? Cell(get(*r.mandate)) : Cell(); }; };
    const auto file_only = [](std::string_view name) { return web::Heading{.name = name, .label = "", .shown = false}; };
    return web::List<Record>({
        {file_only("kind"), {}, [](const Record& r) { return Cell(std::string(r.mandate ? "mandate" : "attestation")); }},
        {file_only("id"), {}, [](const Record& r) { return Cell(r.mandate ? r.mandate->id.value : r.attestation->id.value); }},
        {file_only("body"), {}, [visit](const Record& r) { return Cell(visit->in_language(r.body_fr, r.body_en)); }},
        {{"office", "bodies.office", "", Look::name, false},
         [visit](const Record& r) {
             const auto& name = r.office.name(visit->language);
             const auto words = r.attestation && r.attestation->words != name ? r.attestation->words : std::string();
             return group(html::text(name), remark(words.empty() ? words : visit->format("bodies.in_source", {{"words", words}})));
         },
         [visit](const Record& r) { return Cell(r.office.name(visit->language)); }},
        {{"holder", "bodies.holder"},
         [visit](const Record& r) { return holder_cell(*visit, r); },
         [visit](const Record& r) { return Cell(holder_of(*visit, r)); }},
        {file_only("spelling"), {}, attested([](const ShownAttestation& a) { return text_cell(a.spelling); })},
        {file_only("member"),
         {},
         [](const Record& r) { return text_cell(r.mandate ? r.mandate->member_name : r.attestation->member_name); }},
        {file_only("member_id"), {}, [](const Record& r) { return id_cell(r.member()); }},
        {file_only("country"), {}, [](const Record& r) { return text_cell(r.country()); }},
        {file_only("place"), {}, attested([](const ShownAttestation& a) { return text_cell(a.place); })},
        {file_only("words"), {}, attested([](const ShownAttestation& a) { return text_cell(a.words); })},
        {file_only("begins"), {}, mandated([](const ShownMandate& m) { return Cell(std::string(acts::name_of(m.begins))); })},
        {file_only("said"), {}, attested([](const ShownAttestation& a) { return Cell(std::string(acts::name_of(a.said))); })},
        {{"from", "bodies.from"},
         [visit](const Record& r) { return from_cell(*visit, r); },
         [](const Record& r) { return Cell(r.from().edtf()); }},
        {{"until", "bodies.until"},
         [visit](const Record& r) { return until_cell(*visit, r); },
         [](const Record& r) { return web::cell(r.mandate ? r.mandate->until : r.attestation->until); }},
        {file_only("until_is"), {}, attested([](const ShownAttestation& a) { return choice_cell(a.until_is); })},
        {file_only("reason"), {}, mandated([](const ShownMandate& m) { return choice_cell(m.reason); })},
        {file_only("term_ends"), {}, mandated([](const ShownMandate& m) { return web::cell(m.term_ends); })},
        {file_only("replaces"), {}, mandated([](const ShownMandate& m) { return id_cell(m.replaces); })},
        {file_only("gender"), {}, mandated([](const ShownMandate& m) { return choice_cell(m.gender); })},
        {file_only("confidence"), {}, attested([](const ShownAttestation& a) { return Cell(std::string(acts::name_of(a.confidence))); })},
        {file_only("note_fr"), {}, attested([](const ShownAttestation& a) { return text_cell(a.note_fr); })},
        {file_only("note_en"), {}, attested([](const ShownAttestation& a) { return text_cell(a.note_en); })},
        {file_only("differs_from"), {}, attested([](const ShownAttestation& a) { return id_cell(a.differs_from); })},
        {{"basis", "bodies.basis"},
         [visit, title](const Record& r) { return basis_cell(*visit, r, title); },
         [](const Record& r) { return Cell(r.basis()); }},
    });
}

std::vector<std::string> columns_of_export() { return record_columns(nullptr, {}).names(); }

web::Address address_of(const ShownBody& body) {
    const auto segment = [&](const std::string& name) {
        const auto slug = base::slug(name);
        return slug.empty() ? std::to_string(body.id.value) : std::to_string(body.id.value) + "-" + slug;
    };
    return {(web::places::bodies / segment(body.name_fr)).fr, (web::places::bodies / segment(body.name_en)).en};
}

web::Address time_of(const ShownBody& body) {
    const auto at = address_of(body);
    return {at.fr + "/dans-le-temps", at.en + "/over-time"};
}

}  // namespace bodies
