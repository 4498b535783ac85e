// Canonical JSON out, in clear or with commitments.
#include "acts/shape.h"

#include <stdexcept>

namespace acts {
namespace {

void write_text(std::string& out, std::string_view text) {  // RFC 8785 §3.2.2.2
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;  // what needs no escape is copied whole
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, plain, i - plain);
        plain = i + 1;
        const auto at = std::string_view("\"\\\b\f\n\r\t").find(c);
        if (at != std::string_view::npos) out += '\\', out += "\"\\bfnrt"[at];
        else out += "\\u00", out += hex[c >> 4], out += hex[c & 15];
    }
    out.append(text, plain);
    out += '"';
}

void write(std::string& out, const Type& type, void* in);

bool absent(const Field& field, void* in) {
    const void* value = field.at(in);
    return !value || (field.type->kind == Kind::optional && !field.type->count(value));
}

void write_record(std::string& out, const Type& type, void* in) {
    out += '{';
    const auto start = out.size();
    for (const auto index : type.canonical) {
        const auto& field = type.fields[index];
        if (absent(field, in)) continue;  // absent, never null
        if (out.size() > start) out += ',';
        write_text(out, field.name);
        out += ':';
        write(out, *field.type, field.at(in));
    }
    out += '}';
}

void write(std::string& out, const Type& type, void* in) {
    switch (type.kind) {
    case Kind::text: return write_text(out, *static_cast<std::string*>(in));
    case Kind::date: return write_text(out, static_cast<base::Date*>(in)->iso());
    case Kind::partial_date: return write_text(out, static_cast<base::PartialDate*>(in)->edtf());
    case Kind::hash: return write_text(out, static_cast<base::Hash*>(in)->hex());
    case Kind::integer:
    case Kind::id: out += std::to_string(*static_cast<std::int64_t*>(in)); return;
    case Kind::choice: return write_text(out, type.names.at(static_cast<std::size_t>(type.chosen(in))));
    case Kind::optional:
        if (type.count(in)) write(out, *type.inner, type.item(in, 0));
        else out += "null";
        return;
    case Kind::list:
        out += '[';
        for (std::size_t i = 0; i < type.count(in); ++i) {
            if (i) out += ',';
            write(out, *type.inner, type.item(in, i));
        }
        out += ']';
        return;
    case Kind::record: return write_record(out, type, in);
    }
}

std::string value_of(const Field& field, void* act) {
    std::string value;
    if (absent(field, act)) value = "null";
    else write(value, *field.type, field.at(act));
    return value;
}

// The payload, with `commit(field)` giving the commitment of each field that is not public.
template <class Commit>
std::string payload(const Type& type, void* act, Commit commit) {
    std::string out = "{";
    for (const auto index : type.canonical) {
        const auto& field = type.fields[index];
        if (field.secrecy == Class::open && absent(field, act)) continue;
        if (out.size() > 1) out += ',';
        write_text(out, field.name);
        out += ':';
        if (field.secrecy == Class::open) write(out, *field.type, field.at(act));
        else out += '"', out += commit(field).hex(), out += '"';
    }
    return out + "}";
}

}  // namespace

std::string json_text(std::string_view text) {
    std::string out;
    write_text(out, text);
    return out;
}

std::string encode(const Type& type, const void* act) {
    std::string out;
    write(out, type, const_cast<void*>(act));
    return out;
}

SealedAct seal(const Type& type, void* act) {
    SealedAct made;
    std::size_t secrets = 0;
    for (const auto& field : type.fields) secrets += field.secrecy != Class::open;
    const auto salts = secrets ? base::random_bytes(16 * secrets) : std::string();
    std::size_t next = 0;
    made.payload = payload(type, act, [&](const Field& field) {
        auto& kept = field.secrecy == Class::personal ? made.personal : made.restricted;
        kept.push_back({salts.substr(16 * next++, 16), value_of(field, act)});
        const auto commitment = kept.back().commitment();
        if (field.secrecy == Class::personal) {
            field.sealed(act).commitment = commitment;
            field.clear(act);
        }
        return commitment;
    });
    return made;
}

std::string reseal(const Type& type, void* act, std::span<const Opening> salts) {
    auto salt = salts.begin();
    return payload(type, act, [&](const Field& field) {
        if (field.secrecy == Class::personal) return field.sealed(act).commitment;
        if (salt == salts.end()) throw std::logic_error("fewer salts than restricted fields");
        return base::sha256({(salt++)->salt, value_of(field, act)});
    });
}

std::string sealed_with(const Type& type, void* act, const SealedAct& mine, std::span<const Opening> restricted,
                        std::span<const Opening> personal) {
    std::size_t open = 0, own = 0;
    return payload(type, act, [&](const Field& field) {
        const bool is_personal = field.secrecy == Class::personal;
        auto& at = is_personal ? own : open;
        const auto& values = is_personal ? mine.personal : mine.restricted;
        const auto salts = is_personal ? personal : restricted;
        const auto index = at++;
        return index < salts.size() ? base::sha256({salts[index].salt, values[index].value}) : base::Hash{};
    });
}

void number_handles(const Type& type, void* act, std::int64_t first) {
    for (const auto index : type.canonical)
        if (type.fields[index].secrecy == Class::personal) type.fields[index].sealed(act).handle.value = first++;
}

std::vector<Sealed> seals(const Type& type, void* act) {
    std::vector<Sealed> all;
    for (const auto index : type.canonical)
        if (type.fields[index].secrecy == Class::personal) all.push_back(type.fields[index].sealed(act));
    return all;
}

}  // namespace acts
