// The field types of acts. Constraints live in the type; who may read a field is its class:
//   Public<T>    in the journal and its tiles as it is, for ever
//   T            restricted (the default): the journal holds a salted commitment, the value is opened by role
//   Personal<T>  of a person: a salted commitment; the value is erased with the person and no effect ever sees it
// Classes apply to the fields of the act itself; what is inside a list or a record has the class of the whole.
#pragma once
#include <optional>
#include <string>
#include <vector>
#include "base/date.h"
#include "base/hash.h"
#include "base/id.h"

namespace acts {

// One line of 1 to `max` characters (Unicode code points), no control characters, NFC, no space at either end.
template <std::size_t max>
struct Text {
    std::string value;
    operator const std::string&() const { return value; }
    bool operator==(const Text&) const = default;
};
// Several lines, the same otherwise; line ends are LF.
template <std::size_t max>
struct Paragraphs {
    std::string value;
    operator const std::string&() const { return value; }
    bool operator==(const Paragraphs&) const = default;
};
struct Email {  // addr-spec of RFC 5322 §3.4.1 as people use it: dot-atom@domain, at most 254 bytes (RFC 5321 §4.5.3.1.3)
    std::string value;
    operator const std::string&() const { return value; }
    bool operator==(const Email&) const = default;
};
struct Url {  // absolute http or https URL, at most 2,000 bytes, ASCII after percent-encoding
    std::string value;
    operator const std::string&() const { return value; }
    bool operator==(const Url&) const = default;
};
struct Country {  // ISO 3166-1 alpha-2, of the table of countries
    std::string code;
    operator const std::string&() const { return code; }
    bool operator==(const Country&) const = default;
};
template <std::int64_t min, std::int64_t max>
struct Integer {
    std::int64_t value = min > 0 ? min : 0;
    operator std::int64_t() const { return value; }
    bool operator==(const Integer&) const = default;
};
struct Position {  // WGS 84, in 1e-5 degree (about a metre): 4885341 is 48.85341° N
    Integer<-9'000'000, 9'000'000> latitude;
    Integer<-18'000'000, 18'000'000> longitude;
    bool operator==(const Position&) const = default;
};
struct Attachment {  // a file kept beside the journal by the SHA-256 of its bytes
    Text<200> name;
    Text<100> media_type;
    Integer<1, 50'000'000> size;
    base::Hash sha256;
    bool operator==(const Attachment&) const = default;
};

template <class T>
struct Public {
    T value{};
    Public() = default;
    Public(T v) : value(std::move(v)) {}
    const T& operator*() const { return value; }
    const T* operator->() const { return &value; }
    operator const T&() const { return value; }
    bool operator==(const Public&) const = default;
};

struct PersonalValue;  // tag: one value of a person, held apart from the journal
using Handle = base::Id<PersonalValue>;

// What an act keeps of a Personal<T> once it is in the journal.
struct Sealed {
    Handle handle;  // where the value lies, until it is erased
    base::Hash commitment;
};
template <class T>
class Personal {
public:
    Handle handle() const { return sealed_.handle; }

private:
    friend struct PersonalAccess;
    Sealed sealed_;
    std::optional<T> value_;
};
struct PersonalAccess {  // for acts/ only
    template <class T>
    static Sealed& sealed(Personal<T>& p) {
        return p.sealed_;
    }
    template <class T>
    static std::optional<T>& value(Personal<T>& p) {
        return p.value_;
    }
};

// For binding to SQL: the value inside, or nothing.
template <std::size_t max>
std::optional<std::string> text(const std::optional<Text<max>>& t) {
    return t ? std::optional(t->value) : std::nullopt;
}
template <std::size_t max>
std::optional<std::string> text(const std::optional<Paragraphs<max>>& t) {
    return t ? std::optional(t->value) : std::nullopt;
}
inline std::optional<std::string> text(const std::optional<Url>& t) { return t ? std::optional(t->value) : std::nullopt; }
inline std::optional<std::string> text(const std::optional<Country>& t) { return t ? std::optional(t->code) : std::nullopt; }
template <std::int64_t min, std::int64_t max>
std::optional<std::int64_t> number(const std::optional<Integer<min, max>>& n) {
    return n ? std::optional(n->value) : std::nullopt;
}
template <class T>
auto text(const Public<T>& field) {
    return text(field.value);
}
template <class T>
auto number(const Public<T>& field) {
    return number(field.value);
}

}  // namespace acts
