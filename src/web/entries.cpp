#include "web/entries.h"

#include "web/places.h"

#include <boost/json.hpp>
#include <charconv>

namespace web {

using namespace html;

Readable readable(const Visit& visit, const acts::StoredEntry& stored, const acts::Declared& declared) {
    Readable text{stored.entry.payload};
    const bool submitted = visit.visitor.person() && visit.visitor.actor.id == stored.actor();
    if (!stored.openings_sound || (!submitted && !visit.visitor.opens_restricted())) return text;
    const auto act = declared.type->make();
    if (!acts::decode_entry(*declared.type, stored.entry.payload, stored.restricted(), act.get()).empty()) return text;
    return {acts::encode(*declared.type, act.get()), true};
}

std::string act_label(const Visit& visit, std::string_view act) {
    const auto key = "act." + std::string(act);
    return std::string(visit.words.has(key) ? visit.text(key) : act);
}

std::string capacity_label(const Visit& visit, std::string_view capacity) {
    const auto colon = capacity.find(':');
    const auto key = "capacity." + std::string(capacity.substr(0, colon));
    if (!visit.words.has(key)) return std::string(capacity);
    std::string label(visit.text(key));
    if (colon != capacity.npos) label += " " + visit.format("entries.number", {{"number", std::string(capacity.substr(colon + 1))}});
    return label;
}

std::string subject_of(const Visit& visit, const acts::EntryLine& line) {
    const auto* declared = visit.hooks.registry ? visit.hooks.registry->kept(line.act, line.version) : nullptr;
    if (!declared || line.payload.empty()) return {};
    for (const auto wanted : {"name", "title", "name_fr", "rule"})
        for (const auto& field : declared->type->fields) {
            if (field.name != wanted || field.secrecy != acts::Class::open) continue;
            boost::system::error_code wrong;
            const auto payload = boost::json::parse(line.payload, wrong);
            const auto* value = !wrong && payload.is_object() ? payload.get_object().if_contains(field.name) : nullptr;
            return value && value->is_string() ? std::string(value->get_string()) : std::string();
        }
    return {};
}

Node basis_link(const Visit& visit, std::string_view basis, const SourceTitle& title) {
    const auto colon = basis.find(':');
    if (colon == basis.npos) return {};
    const auto kind = basis.substr(0, colon), rest = basis.substr(colon + 1);
    if (kind == "rule")
        return a(href(visit.to(places::rules / rest)),
                 visit.words.has("rule." + std::string(rest)) ? visit.text("rule." + std::string(rest)) : rest);
    std::int64_t number = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (kind == "source") {
        const auto words = title ? title(number) : std::string();
        return a(href(visit.to(places::numbered(places::sources, number))),
                 words.empty() ? visit.format("entries.source", {{"number", number}}) : words);
    }
    if (kind == "act")
        return a(href(visit.to(places::numbered(places::journal, number))), visit.format("entries.act", {{"number", number}}));
    if (kind == "decision")
        return a(href(visit.to(places::numbered(places::decisions, number))), visit.format("entries.decision", {{"number", number}}));
    return html::text(basis);
}

Node history_list(const Visit& visit, const std::vector<acts::EntryLine>& lines, const SourceTitle& title) {
    return ol(cls("hist"), each(lines, [&](const acts::EntryLine& line) {
                  const auto basis = basis_link(visit, line.basis, title);
                  return li(
                      time(attr("datetime", line.date.iso()), visit.words.date(line.date)),
                      div(p(act_label(visit, line.act)),
                          p(cls("q"), capacity_label(visit, line.capacity), ". ",
                            when(!basis.empty(), [&] { return group(visit.text("entries.basis"), " ", basis, ". "); }),
                            a(href(visit.to(places::act(line.number))), visit.format("entries.proof", {{"number", line.number.value}})))));
              }));
}

html::Node doing(const Visit& visit, std::string_view act, const Parameters& fields, std::string_view look, std::string_view label) {
    if (visit.date || visit.known || !visit.hooks.registry) return {};
    const auto* declared = visit.hooks.registry->newest(act);
    if (!declared || !visit.visitor.may(*declared)) return {};
    const auto key = "act." + std::string(act);
    if (label.empty()) label = visit.text(visit.words.has(key + ".form") ? key + ".form" : key);
    return a(html::attr_when(!look.empty(), "class", look), href(visit.to(Address{"/actes", "/en/acts"} / act, fields)), label);
}

html::Node more_doings(std::string_view summary, const std::vector<html::Node>& links) {
    html::Node lines;
    for (const auto& link : links)
        if (!link.empty()) lines += html::li(link);
    return html::when(!lines.empty(), [&] { return html::details(html::summary(summary), html::ul(html::cls("ls"), lines)); });
}

}  // namespace web
