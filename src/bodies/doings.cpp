// What the secretariat may do with a body, with who sits in it and with what a source says, each from the line that shows it.
#include "bodies/page_parts.h"

#include <algorithm>

namespace bodies {

using namespace html;
using web::doing, web::Parameters, web::Visit;

namespace {

template <class T>
std::string number(Id<T> id) {
    return std::to_string(id.value);
}

// Asked first: a page that everybody reads makes no link for nobody.
bool keeps_bodies(const Visit& visit) {
    return !visit.date && !visit.known && visit.visitor.holds({acts::Role::officer, acts::Role::administrator});
}

// The bodies whose decisions and sessions are kept.
std::string_view meeting(BodyKind kind) {
    if (kind == BodyKind::bureau) return "bureau";
    return kind == BodyKind::general_assembly ? "general_assembly" : "";
}

Parameters decision(std::string_view subject, std::int64_t about, const std::string& title) {
    return {{"body", "bureau"}, {"subject", std::string(subject)}, {"subject_id", std::to_string(about)}, {"title", title}};
}

std::vector<Node> of_mandate(const Visit& visit, const Record& record) {
    const auto& mandate = *record.mandate;
    const auto id = number(mandate.id);
    if (mandate.until) {
        if (!mandate.may_end_anew()) return {};
        return {doing(visit, "bodies.end_mandate", {{"mandate", id}}, "", visit.text("bodies.correct_end")),
                doing(visit, "bodies.keep_mandate", {{"mandate", id}})};
    }
    const auto title = [&](const char* key) { return visit.format(key, {{"name", holder_of(visit, record)}}); };
    const bool pending = std::ranges::any_of(record.resignations, [](const ShownResignation& one) { return !one.answer; });
    std::vector<Node> all;
    if (mandate.lost_on) all.push_back(doing(visit, "bodies.keep_mandate", {{"mandate", id}}));
    if (pending) {
        all.push_back(doing(visit, "assembly.record_decision", decision("resignation", mandate.id.value, title("bodies.resignation_of")),
                            "", visit.text("bodies.answer_resignation")));
        all.push_back(doing(visit, "bodies.withdraw_resignation", {{"mandate", id}}));
    } else {
        all.push_back(doing(visit, "bodies.offer_resignation", {{"mandate", id}}));
    }
    if (mandate.member)
        all.push_back(doing(visit, "bodies.suspend_seat", {{"body", number(mandate.body)}, {"member", number(*mandate.member)}}));
    Parameters next{{"office", number(mandate.office)}, {"begins", "replacement"}, {"replaces", id}};
    if (mandate.member) next.add("member", number(*mandate.member));
    all.push_back(doing(visit, "bodies.open_mandate", next, "", visit.text("bodies.replace")));
    all.push_back(doing(visit, "bodies.end_mandate", {{"mandate", id}}));
    all.push_back(doing(visit, "assembly.record_decision", decision("removal", mandate.id.value, title("bodies.removal_of")), "",
                        visit.text("bodies.decide_removal")));
    return all;
}

std::vector<Node> of_attestation(const Visit& visit, const Record& record) {
    const auto& said = *record.attestation;
    Parameters other{{"office", number(said.office)}, {"from", said.from.edtf()}, {"differs_from", number(said.id)}};
    Parameters sits{{"office", number(said.office)}, {"from", said.from.edtf()}, {"basis", record.basis()}};
    if (said.member) sits.add("member", number(*said.member));
    if (said.person) sits.add("person", number(*said.person));
    return {doing(visit, "bodies.record_attestation", other, "", visit.text("bodies.other_source_says")),
            doing(visit, "bodies.open_mandate", sits, "", visit.text("bodies.open_attested")),
            doing(visit, "bodies.withdraw_attestation", {{"attestation", number(said.id)}})};
}

}  // namespace

Node record_doings(const Visit& visit, const Record& record) {
    if (!keeps_bodies(visit)) return {};
    if (record.mandate && !record.telling && !record.mandate->until) return {};  // of lists over time: it stands above
    return web::more_doings(visit.text("bodies.acts"), record.mandate ? of_mandate(visit, record) : of_attestation(visit, record));
}

Node body_doings(const Visit& visit, const ShownBody& body) {
    const auto id = number(body.id);
    const bool cities = body.kind == BodyKind::commission || body.kind == BodyKind::advocacy_group || body.kind == BodyKind::jury;
    const auto name = std::string(meeting(body.kind));
    const auto first = [&](std::string_view act, const Parameters& fields, std::string_view look) {
        return doing(visit, act, fields, look);
    };
    Node main;
    std::vector<Node> more;
    if (body.ended || !keeps_bodies(visit)) return {};
    if (cities) main += first("bodies.add_member", {{"body", id}}, "btn");
    if (!name.empty()) main += first("assembly.record_decision", {{"body", name}}, "btn");
    main += first("bodies.open_mandate", {}, "btn alt");
    main += first("bodies.record_attestation", {}, "btn alt");
    if (!name.empty()) more.push_back(first("assembly.record_session", {{"body", name}}, ""));
    more.push_back(first("bodies.set_size", {{"body", id}}, ""));
    more.push_back(first("bodies.suspend_seat", {{"body", id}}, ""));
    more.push_back(first("bodies.define_office", {{"body", id}}, ""));
    more.push_back(first("bodies.correct", {{"body", id}}, ""));
    more.push_back(first("bodies.end", {{"body", id}}, ""));
    return when(!main.empty(), [&] { return group(p(cls("act"), main), web::more_doings(visit.text("members.other_acts"), more)); });
}

Node suspension_doing(const Visit& visit, const ShownSuspension& suspension) {
    return suspension.until || !keeps_bodies(visit) ? Node()
                                                    : doing(visit, "bodies.lift_suspension", {{"suspension", number(suspension.id)}});
}

Node belonging_doing(const Visit& visit, const ShownBelonging& belonging) {
    return belonging.until || !keeps_bodies(visit) ? Node() : doing(visit, "bodies.remove_member", {{"belonging", number(belonging.id)}});
}

Node office_doings(const Visit& visit, const std::vector<ShownOffice>& offices) {
    if (!keeps_bodies(visit)) return {};
    std::vector<Node> all;
    for (const auto& office : offices)
        if (auto link = doing(visit, "bodies.correct_office", {{"office", number(office.id)}}, "", office.name(visit.language));
            !link.empty())
            all.push_back(std::move(link));
    return web::more_doings(visit.text("act.bodies.correct_office.form"), all);
}

}  // namespace bodies
