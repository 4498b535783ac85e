#include "portal/act_fields.h"

#include "acts/history.h"
#include "portal/named.h"
#include "web/act_shape.h"
#include "web/entries.h"
#include "web/places.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

namespace portal {
namespace {

using namespace html;
using web::Visit;
namespace json = boost::json;

std::string text_of(const json::value& value) { return value.is_string() ? std::string(value.get_string()) : json::serialize(value); }

std::string choice_label(const Visit& visit, std::string_view field_key, const std::string& chosen) {
    for (const auto& key :
         {std::string(field_key) + "." + chosen, "choice." + chosen, "kind." + chosen, "class." + chosen, "status." + chosen})
        if (visit.words.has(key)) return std::string(visit.text(key));
    return chosen;
}

// A thing by its name, as a link to the page that shows it; nothing where there is none.
Node page_link(const Visit& visit, std::string_view thing, std::int64_t number) {
    const auto [name, address] = named(visit, {std::string(thing), number});
    return address.empty() ? Node() : a(href(address), bdi(name));
}

// Where it has no page, the act that made it tells what it is.
Node thing_link(const Visit& visit, std::string_view thing, std::int64_t number) {
    if (auto link = page_link(visit, thing, number); !link.empty()) return link;
    return a(href(visit.to(web::places::numbered(web::places::journal, thing.empty() ? number : number / 1000))), std::to_string(number));
}

Node value_of(const Visit&, const acts::Type&, const json::value&, std::string_view field_key);

// A file by its name, its size and a link; whether it may be had is asked where the link leads.
Node file_link(const Visit& visit, const web::KeptFile& file) {
    const auto size = visit.words.number(std::max<std::int64_t>(1, (file.size + 999) / 1000));
    return group(a(href(visit.to(web::places::file(file.sha256))), bdi(file.name)), " ",
                 span(cls("q"), visit.format("journal.file", {{"size", size}})));
}

Node record_of(const Visit& visit, const acts::Type& type, const json::value& value, std::string_view field_key) {
    if (!value.is_object()) return html::text(text_of(value));
    if (const auto file = web::is_attachment(type) ? web::kept_file(value) : std::nullopt) return file_link(visit, *file);
    if (&type == &acts::type_of<acts::Position>()) {
        const auto degrees = [&](const char* name) {
            const auto* e5 = value.get_object().if_contains(name);
            return visit.words.number(base::Rational::of(e5 && e5->is_int64() ? e5->get_int64() : 0, 100'000).value_or(base::Rational()),
                                      5);
        };
        const auto latitude = degrees("latitude"), longitude = degrees("longitude");
        return html::text(visit.format("journal.position", {{"latitude", latitude}, {"longitude", longitude}}));
    }
    return dl(each(type.fields, [&](const acts::Field& field) {
        const auto* inner = value.get_object().if_contains(field.name);
        if (!inner || inner->is_null()) return Node();
        const auto key = std::string(field_key) + "." + std::string(field.name);
        return div(dt(visit.words.has(key) ? visit.text(key) : field.name), dd(value_of(visit, *field.type, *inner, key)));
    }));
}

Node value_of(const Visit& visit, const acts::Type& type, const json::value& value, std::string_view field_key) {
    using acts::Kind;
    if (value.is_null()) return span(cls("q"), visit.text("journal.absent"));
    switch (type.kind) {
    case Kind::optional: return value_of(visit, *type.inner, value, field_key);
    case Kind::integer:
        return value.is_int64() && !field_key.ends_with("id") ? bdi(visit.words.number(value.get_int64())) : html::text(text_of(value));
    case Kind::id: return value.is_int64() ? thing_link(visit, type.thing, value.get_int64()) : html::text(text_of(value));
    case Kind::choice: return html::text(choice_label(visit, field_key, text_of(value)));
    case Kind::hash: return code(text_of(value));
    case Kind::date: {
        const auto day = base::Date::parse(text_of(value));
        return html::text(day ? visit.words.date(*day) : text_of(value));
    }
    case Kind::partial_date: {
        const auto date = base::PartialDate::parse(text_of(value));
        return html::text(date ? visit.words.partial_date(*date) : text_of(value));
    }
    case Kind::text:
        if (type.format == acts::TextFormat::country) return html::text(visit.words.country(text_of(value)));
        if (type.format == acts::TextFormat::url) return a(href(text_of(value)), attr("rel", "noreferrer nofollow"), text_of(value));
        // Lines as they were written.
        if (const auto text = text_of(value); text.find('\n') != text.npos) return div(cls("lines"), attr("dir", "auto"), text);
        return bdi(text_of(value));
    case Kind::list:
        if (!value.is_array()) break;
        return ul(each(value.get_array(), [&](const json::value& item) { return li(value_of(visit, *type.inner, item, field_key)); }));
    case Kind::record: return record_of(visit, type, value, field_key);
    }
    return html::text(text_of(value));
}

constexpr std::int64_t things_of_an_act = 1000;  // numbered from a thousand times its own number on

}  // namespace

Node made_by(const Visit& visit, base::Id<acts::Act> number) {
    Node links;
    const auto before = number.value * things_of_an_act;
    for (const auto& [kind, thing] : acts::things_after(visit.db(), before, 5))
        if (thing < before + things_of_an_act)
            if (const auto link = page_link(visit, kind, thing); !link.empty()) links += group(links.empty() ? "" : ", ", link);
    return links;
}

Node field_rows(const Visit& visit, const acts::StoredEntry& stored) {
    const auto& entry = stored.entry;
    boost::system::error_code wrong;
    const auto payload = json::parse(entry.payload, wrong);
    const auto* declared = visit.hooks.registry ? visit.hooks.registry->kept(entry.act, entry.version) : nullptr;
    if (wrong || !payload.is_object() || !declared) return div(dt(visit.text("journal.payload")), dd(pre(cls("hash"), entry.payload)));
    const auto [opened, restricted] = web::readable(visit, stored, *declared);
    const auto read = json::parse(opened);
    return each(declared->type->fields, [&](const acts::Field& field) {
        const auto* value = payload.get_object().if_contains(field.name);
        const auto key = "act." + entry.act + "." + std::string(field.name);
        const auto label = visit.words.has(key) ? visit.text(key) : field.name;
        if (!value) return Node();
        if (field.secrecy == acts::Class::open)
            return value->is_null() ? Node() : div(dt(label), dd(value_of(visit, *field.type, *value, key)));
        const bool personal = field.secrecy == acts::Class::personal;
        const auto tag = span(cls("tag nt"), visit.text(personal ? "journal.personal" : "journal.restricted"));
        const auto* said = read.as_object().if_contains(field.name);
        if (restricted && !personal && said) return div(dt(label), dd(tag, " ", value_of(visit, *field.type, *said, key)));
        return div(dt(label), dd(tag, " ", span(cls("q"), visit.text("journal.sealed")), " ", code(text_of(*value))));
    });
}

}  // namespace portal
