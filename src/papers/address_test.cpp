#include "papers/address.h"
#include <doctest/doctest.h>

using namespace papers;

namespace {

std::string read(std::string_view typed) {
    const auto address = Address::parse(typed);
    if (address) return address->text();
    switch (address.error()) {
    case AddressFault::empty: return "empty";
    case AddressFault::no_at: return "no_at";
    case AddressFault::local_part_wrong: return "local_part_wrong";
    case AddressFault::local_part_long: return "local_part_long";
    case AddressFault::domain_wrong: return "domain_wrong";
    case AddressFault::too_long: return "too_long";
    }
    return "?";
}

std::string repeated(const char* text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("An address is a Dot-string and a domain that DNS can name (RFC 5321 §4.1.2)") {
    const struct {
        std::string typed, read;
    } cases[] = {
        {"mairie@example.org", "mairie@example.org"},
        {"Prenom.Nom+liste@Example.ORG", "Prenom.Nom+liste@example.org"},
        {"a!#$%&'*+-/=?^_`{|}~b@example.org", "a!#$%&'*+-/=?^_`{|}~b@example.org"},
        {"mairie@xn--9ca.example", "mairie@xn--9ca.example"},
        {"mairie@é.example", "mairie@xn--9ca.example"},
        {"mairie@É.example", "mairie@xn--9ca.example"},
        {"mairie@e\u0301.example", "mairie@xn--9ca.example"},
        {"mairie@straße.example", "mairie@xn--strae-oqa.example"},  // nontransitional: not "strasse"
        {"", "empty"},
        {"mairie", "no_at"},
        {"a@b@example.org", "no_at"},
        {"@example.org", "local_part_wrong"},
        {".a@example.org", "local_part_wrong"},
        {"a.@example.org", "local_part_wrong"},
        {"a..b@example.org", "local_part_wrong"},
        {"a b@example.org", "local_part_wrong"},
        {"\"a\"@example.org", "local_part_wrong"},
        {"é@example.org", "local_part_wrong"},
        {"a\r\nRCPT TO:<b@example.org>", "local_part_wrong"},
        {"a\n@example.org", "local_part_wrong"},
        {std::string("a\0@example.org", 14), "local_part_wrong"},
        {"<a@example.org>", "local_part_wrong"},
        {"a@", "domain_wrong"},
        {"a@localhost", "domain_wrong"},
        {"a@example.org.", "domain_wrong"},
        {"a@.example.org", "domain_wrong"},
        {"a@example..org", "domain_wrong"},
        {"a@-example.org", "domain_wrong"},
        {"a@example-.org", "domain_wrong"},
        {"a@exa_mple.org", "domain_wrong"},
        {"a@exa mple.org", "domain_wrong"},
        {"a@example.org\r\n", "domain_wrong"},
        {"a@example.org>", "domain_wrong"},
        {"a@[192.0.2.1]", "domain_wrong"},
        {"a@192.0.2.1", "domain_wrong"},
        {"a@xn--a.example", "domain_wrong"},
        {"a@\xff.example", "domain_wrong"},
    };
    for (const auto& c : cases) CHECK_MESSAGE(read(c.typed) == c.read, c.typed);
}

TEST_CASE("An address keeps within the sizes of RFC 5321 §4.5.3.1") {
    const auto label = repeated("d", 63);
    CHECK(read(repeated("l", 64) + "@example.org").size() == 64 + 12);
    CHECK(read(repeated("l", 65) + "@example.org") == "local_part_long");
    CHECK(read("a@" + label + ".example").size() == 2 + 63 + 8);
    CHECK(read("a@" + label + "d.example") == "domain_wrong");
    const auto long_domain = label + "." + label + "." + label;                   // 191
    CHECK(read(repeated("l", 62) + "@" + long_domain).size() == 254);             // 62 + 1 + 191
    CHECK(read(repeated("l", 63) + "@" + long_domain) == "too_long");             // 255
    CHECK(read("a@" + long_domain + "." + repeated("d", 60)).size() == 254);      // a domain of 252
    CHECK(read("a@" + long_domain + "." + repeated("d", 61)) == "too_long");      // of 253
    CHECK(read("a@" + long_domain + "." + repeated("d", 62)) == "domain_wrong");  // of 254: no name of DNS
    CHECK(read("a@" + repeated("d", 2'000)) == "too_long");
}

TEST_CASE("What a URL may not hold is escaped in a mailto") {
    CHECK(Address::parse("a+b.c@example.org")->mailto() == "mailto:a+b.c@example.org");
    CHECK(Address::parse("a%b?c&d#e/f@example.org")->mailto() == "mailto:a%25b%3Fc%26d%23e%2Ff@example.org");
}

TEST_CASE("The halves of an address are its text about the at sign; no address has none") {
    const auto address = Address::parse("mairie@example.org").value();
    CHECK(address.local_part() == "mairie");
    CHECK(address.domain() == "example.org");
    CHECK(Address().domain().empty());
    CHECK(Address().local_part().empty());
}
