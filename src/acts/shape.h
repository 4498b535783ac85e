// The shape of an act, derived from its one declaration (Boost.Describe), as plain data. Decoding, encoding, schema,
// form and spreadsheet walk this data in their own .cpp, so a feature's file instantiates almost nothing.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <functional>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include "acts/fields.h"
#include "base/verdict.h"

namespace acts {

using Box = std::shared_ptr<void>;  // some act

enum class Kind { text, integer, date, partial_date, hash, id, choice, list, optional, record };
enum class TextFormat { line, paragraphs, email, url, country };
enum class Class { open, restricted, personal };

struct Type;
struct Field {
    std::string_view name;
    const Type* type;
    Class secrecy;
    void* (*at)(void* record);                  // the value; of a personal field, the Personal<T> itself
    Sealed& (*sealed)(void* record) = nullptr;  // personal
    void* (*fill)(void* record) = nullptr;      // personal: makes the value and gives its address
    void (*clear)(void* record) = nullptr;      // personal: forgets the value
    bool required() const;
};
struct Type {
    Kind kind = Kind::record;
    TextFormat format = TextFormat::line;
    std::int64_t min = 0, max = 0;        // text: characters; integer: value
    std::string_view thing;               // id: of what ("member"), when declared
    std::vector<Field> fields;            // record: as declared
    std::vector<std::size_t> canonical;   // record: the same by name
    std::vector<std::string_view> names;  // choice
    void (*choose)(void*, int) = nullptr;
    int (*chosen)(const void*) = nullptr;
    const Type* inner = nullptr;    // list, optional
    void* (*add)(void*) = nullptr;  // makes one more inner value
    std::size_t (*count)(const void*) = nullptr;
    void* (*item)(void*, std::size_t) = nullptr;
    Box (*make)() = nullptr;  // record
};

// Names the things that ids point to, for forms and messages: template <> inline constexpr std::string_view acts::thing<Member> = "member";
template <class T>
inline constexpr std::string_view thing = "";

template <class T>
struct TypeOf;
template <class T>
const Type& type_of() {
    static const Type type = TypeOf<T>::make();
    return type;
}

template <TextFormat form, std::int64_t most>
struct TextType {
    static Type make() {
        Type type;
        type.kind = Kind::text;
        type.format = form;
        type.max = most;
        return type;
    }
};
template <std::size_t max>
struct TypeOf<Text<max>> : TextType<TextFormat::line, max> {};
template <std::size_t max>
struct TypeOf<Paragraphs<max>> : TextType<TextFormat::paragraphs, max> {};
template <>
struct TypeOf<Email> : TextType<TextFormat::email, 254> {};
template <>
struct TypeOf<Url> : TextType<TextFormat::url, 2000> {};
template <>
struct TypeOf<Country> : TextType<TextFormat::country, 2> {};
template <std::int64_t least, std::int64_t most>
struct TypeOf<Integer<least, most>> {
    static_assert(least >= -9'007'199'254'740'991 && most <= 9'007'199'254'740'991, "RFC 8785 §3.2.2.3: beyond 2^53-1 readers disagree");
    static Type make() {
        Type type;
        type.kind = Kind::integer;
        type.min = least;
        type.max = most;
        return type;
    }
};
template <Kind kind>
struct Plain {
    static Type make() {
        Type type;
        type.kind = kind;
        return type;
    }
};
template <>
struct TypeOf<base::Date> : Plain<Kind::date> {};
template <>
struct TypeOf<base::PartialDate> : Plain<Kind::partial_date> {};
template <>
struct TypeOf<base::Hash> : Plain<Kind::hash> {};
template <class T>
struct TypeOf<base::Id<T>> {  // read as its first member, an int64
    static Type make() {
        Type type;
        type.kind = Kind::id;
        type.thing = thing<T>;
        return type;
    }
};

template <class T>
struct TypeOf<std::vector<T>> {
    using V = std::vector<T>;
    static Type make() {
        Type type;
        type.kind = Kind::list;
        type.inner = &type_of<T>();
        type.add = [](void* v) -> void* { return &static_cast<V*>(v)->emplace_back(); };
        type.count = [](const void* v) { return static_cast<const V*>(v)->size(); };
        type.item = [](void* v, std::size_t i) -> void* { return &(*static_cast<V*>(v))[i]; };
        return type;
    }
};
template <class T>
struct TypeOf<std::optional<T>> {
    using O = std::optional<T>;
    static Type make() {
        Type type;
        type.kind = Kind::optional;
        type.inner = &type_of<T>();
        type.add = [](void* o) -> void* { return &static_cast<O*>(o)->emplace(); };
        type.count = [](const void* o) { return std::size_t(static_cast<const O*>(o)->has_value()); };
        type.item = [](void* o, std::size_t) -> void* { return &**static_cast<O*>(o); };
        return type;
    }
};
template <class T>
requires std::is_enum_v<T>
struct TypeOf<T> {
    template <template <class...> class L, class... D>
    static std::vector<std::string_view> names(L<D...>) {
        return {D::name...};
    }
    template <template <class...> class L, class... D>
    static constexpr bool in_order(L<D...>) {
        int next = 0;
        return ((static_cast<int>(D::value) == next++) && ...);
    }
    static Type make() {
        using List = boost::describe::describe_enumerators<T>;
        static_assert(in_order(List{}), "enumerators run 0, 1, 2 … and are described in that order");
        Type type;
        type.kind = Kind::choice;
        type.names = names(List{});
        type.choose = [](void* e, int n) { *static_cast<T*>(e) = static_cast<T>(n); };
        type.chosen = [](const void* e) { return static_cast<int>(*static_cast<const T*>(e)); };
        return type;
    }
};
// The name of an enumerator, as acts and tables write it.
template <class T>
requires std::is_enum_v<T> std::string_view name_of(T value) { return type_of<T>().names.at(static_cast<std::size_t>(value)); }
template <class T>
requires std::is_enum_v<T> std::optional<T> named(std::string_view name) {
    const auto& names = type_of<T>().names;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<T>(i);
    return {};
}

// A member left out of the description would be lost in silence: the described ones must fill the struct.
struct Anything {
    template <class T>
    operator T&() const;
    template <class T>
    operator T&&() const;
};
template <std::size_t>
using AnythingAt = Anything;
template <class T, std::size_t... i>
constexpr bool takes(std::index_sequence<i...>) {
    return requires { T{AnythingAt<i>{}...}; };
}
template <class T, std::size_t n>
constexpr bool has_members = takes<T>(std::make_index_sequence<n>()) && !takes<T>(std::make_index_sequence<n + 1>());

template <class D, class A, class M>
struct Member {  // restricted
    static Field field() {
        return {D::name, &type_of<M>(), Class::restricted, [](void* record) -> void* { return &(static_cast<A*>(record)->*D::pointer); }};
    }
};
template <class D, class A, class M>
struct Member<D, A, Public<M>> {
    static Field field() {
        return {D::name, &type_of<M>(), Class::open, [](void* record) -> void* { return &(static_cast<A*>(record)->*D::pointer).value; }};
    }
};
template <class D, class A, class M>
struct Member<D, A, Personal<M>> {
    static auto& value(void* record) { return PersonalAccess::value(static_cast<A*>(record)->*D::pointer); }
    static Field field() {
        return {D::name,
                &type_of<M>(),
                Class::personal,
                [](void* record) -> void* { return value(record) ? &*value(record) : nullptr; },
                [](void* record) -> Sealed& { return PersonalAccess::sealed(static_cast<A*>(record)->*D::pointer); },
                [](void* record) -> void* { return &value(record).emplace(); },
                [](void* record) { value(record).reset(); }};
    }
};
template <class D, class P>
struct MemberOf;
template <class D, class A, class M>
struct MemberOf<D, M A::*> : Member<D, A, M> {};

std::vector<std::size_t> by_name(const std::vector<Field>&);
template <class T>
requires boost::describe::has_describe_members<T>::value struct TypeOf<T> {
    template <template <class...> class L, class... D>
    static std::vector<Field> fields(L<D...>) {
        static_assert(has_members<T, sizeof...(D)>, "a member is missing from BOOST_DESCRIBE_STRUCT");
        return {MemberOf<D, std::remove_const_t<decltype(D::pointer)>>::field()...};
    }
    static Type make() {
        Type type;
        type.fields = fields(boost::describe::describe_members<T, boost::describe::mod_public>());
        type.canonical = by_name(type.fields);
        type.make = []() -> Box { return std::make_shared<T>(); };
        return type;
    }
};
BOOST_DESCRIBE_STRUCT(Position, (), (latitude, longitude))
BOOST_DESCRIBE_STRUCT(Attachment, (), (name, media_type, size, sha256))

// ---- what can be done with any act once its shape is known ----

// Reads the JSON people and programs send: every field in clear. All wrong fields at once; the act is whole only if none.
std::vector<base::Wrong> decode(const Type&, std::string_view json, void* act);
// The canonical JSON of an act in clear (RFC 8785 on our subset: integers, strings, ASCII names), personal values included
// where they are still in the struct.
std::string encode(const Type&, const void* act);

// What opens one commitment: SHA-256(salt || value), the value being canonical JSON ("null" when absent).
struct Opening {
    std::string salt, value;
    base::Hash commitment() const { return base::sha256({salt, value}); }
};
struct SealedAct {
    std::string payload;              // what the journal keeps: public fields as they are, the others as commitments in hex
    std::vector<Opening> restricted;  // in canonical field order
    std::vector<Opening> personal;    // in canonical field order
};
// Commits every field that is not public, takes the personal values out of the struct, and leaves their commitments there.
SealedAct seal(const Type&, void* act);
// The payload of an act with given restricted salts, and the personal commitments the struct already holds.
std::string reseal(const Type&, void* act, std::span<const Opening> salts);
// The payload that a sealed act would have with the salts of an earlier one: for asking "is it the same act?".
std::string sealed_with(const Type&, void* act, const SealedAct& mine, std::span<const Opening> restricted,
                        std::span<const Opening> personal);
// Personal handles first, first + 1 … in canonical field order.
void number_handles(const Type&, void* act, std::int64_t first);
std::vector<Sealed> seals(const Type&, void* act);
// Reads an act back from its journal entry. What is wrong is a damaged journal: the fields named.
std::vector<base::Wrong> decode_entry(const Type&, std::string_view payload, std::span<const Opening> restricted, void* act);

std::string schema(const Type&, std::string_view name, int version);  // JSON Schema 2020-12
// The same for another document: without its own identity, with titles, and with one field left out of the required ones.
struct SchemaWords {
    std::function<std::string(const std::string& path)> title;  // "contact.name"; empty: no title
    std::string_view not_required = {};
};
std::string schema(const Type&, const SchemaWords&);
// A value that the type takes, for documentation: JSON, the required fields of records alone. Numbers of things are invented.
std::string example(const Type&);
std::string json_text(std::string_view);            // a JSON string (RFC 8785 §3.2.2.2)
inline constexpr std::size_t list_items_max = 900;  // below what one act may make and send
std::string text_of_json(std::string_view);         // the text of a JSON string; empty when it is none
bool known_country(std::string_view alpha_2);

}  // namespace acts
