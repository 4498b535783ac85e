// The IATI organisation file, judged by the official schema and codelists.
#include "opendata/pages.h"

#include "papers/xml.h"
#include "support/life.h"
#include "support/places.h"
#include "support/process.h"
#include "support/site.h"

#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace {

constexpr const char* at = "/donnees/iati-organisation.xml";

struct Network : support::Site {
    explicit Network(const store::Location& location, const std::string& name_fr = "Réseau d’exemple", const std::string& nature = "real")
        : Site(location) {
        made("network.describe", R"({"name_fr":)" + support::json_of(name_fr) +
                                     R"(,"name_en":"Example network","short_name":"REX","zone":"Europe/Paris","nature":")" + nature +
                                     "\"}");
        source = source_at("https://example.org/budget.pdf", "document");
    }
    std::string source_at(const std::string& address, const std::string& kind) {
        return std::to_string(
            made("sources.record", R"({"title":"Budget <2024> & suite","kind":")" + kind + R"(","address":")" + address + "\"}"));
    }
    std::int64_t figure(const std::string& period, const std::string& unit = "EUR", const std::string& more = "") {
        return made("statements.record",
                    R"({"subject":"finance","title_fr":"Budget","title_en":"Budget","value":7000000,"unit":")" + unit + R"(","as_of":")" +
                        period +
                        R"(","quote_fr":"Sept millions.","quote_en":"Seven million.","translated":"en","confidence":"confirmed",)" + more +
                        R"("sources":[)" + source + "]}",
                    "source:" + source);
    }
    acts::Outcome identify(const std::string& identifier = "XE-EXAMPLE-REX", const std::string& currency = R"(,"currency":"EUR")") {
        return say(
            "opendata.identify_organisation",
            R"({"identifier":")" + identifier + R"(","type":"international_ngo","reporter":"primary","language":"fr")" + currency + "}",
            "source:" + source);
    }
    acts::Outcome name(const std::string& voted, const std::string& forecast = "", const std::string& spent = "") {
        return say("opendata.name_figures",
                   R"({"voted_budgets":[)" + voted + R"(],"forecast_budgets":[)" + forecast + R"(],"expenditures":[)" + spent + "]}",
                   "source:" + source);
    }
    std::string source;
};

std::string number(std::int64_t n) { return std::to_string(n); }
bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }
std::size_t count(std::string_view text, std::string_view part) {
    std::size_t times = 0;
    for (auto found = text.find(part); found != text.npos; found = text.find(part, found + 1)) ++times;
    return times;
}

// Empty: valid by the schema, or nobody here to judge.
std::string judged(const std::string& xml) {
    const auto schema = support::in_checkout("../shared/standards/iati/schema-2.03/iati-organisations-schema.xsd");
    if (!std::filesystem::exists(schema)) {
        MESSAGE("skipped: no ../shared");
        return {};
    }
    const auto ended = support::run({"/usr/bin/xmllint", "--nonet", "--noout", "--schema", schema, "-"}, {}, xml);
    if (ended.code == 127) {
        MESSAGE("skipped: no xmllint");
        return {};
    }
    return ended.code ? ended.err : "";
}

// Every code of the file that mapping.xml gives a codelist.
struct Codes : papers::XmlHandler {
    std::vector<std::pair<std::string, std::string>> used;  // list, code
    std::string title;
    void start(std::string_view name, const papers::XmlAttributes& has) override {
        const auto take = [&](std::string_view element, std::string_view attribute, const char* list) {
            if (name == element && has[attribute].data()) used.emplace_back(list, has[attribute]);
        };
        take("iati-organisations", "version", "nonembedded/Version");
        take("iati-organisation", "default-currency", "nonembedded/Currency");
        take("iati-organisation", "http://www.w3.org/XML/1998/namespace\nlang", "nonembedded/Language");
        take("narrative", "http://www.w3.org/XML/1998/namespace\nlang", "nonembedded/Language");
        take("reporting-org", "type", "nonembedded/OrganisationType");
        take("total-budget", "status", "embedded/BudgetStatus");
        take("value", "currency", "nonembedded/Currency");
        take("document-link", "format", "nonembedded/FileFormat");
        take("category", "code", "embedded/DocumentCategory");
        if (name == "language") take("language", "code", "nonembedded/Language");
    }
    void end(std::string_view) override {}
    void text(std::string_view piece) override { title += piece; }
};
Codes read(std::string xml) {
    Codes codes;
    xml.insert(xml.find("<iati-organisations") + 19, " xmlns=\"iati\"");  // the parser names what has a namespace
    papers::XmlParser parser(codes, {"iati"});
    parser.feed(xml);
    CHECK(parser.finish());
    return codes;
}
void check_codes(const std::string& xml) {
    const auto codes = read(xml);
    CHECK(codes.used.size() > 5);
    for (const auto& [list, code] : codes.used) {
        const auto slash = list.find('/');
        const auto file =
            support::in_checkout("../shared/standards/iati/codelists-" + list.substr(0, slash) + "/xml/" + list.substr(slash + 1) + ".xml");
        if (!std::filesystem::exists(file)) {
            MESSAGE("skipped: no ../shared");
            return;
        }
        std::ostringstream text;
        text << std::ifstream(file).rdbuf();
        CAPTURE(list);
        CAPTURE(code);
        CHECK(holds(text.str(), "<code>" + code + "</code>"));
        if (list.ends_with("/DocumentCategory")) CHECK(code.starts_with('B'));  // category B of the codelist: of organisations
    }
}

}  // namespace

TEST_CASE("The judge refuses what the standard's own tests say should fail") {
    const auto folder = support::in_checkout("../shared/standards/iati/schema-tests/organisation-tests/should-fail");
    if (!std::filesystem::exists(folder) || !std::filesystem::exists("/usr/bin/xmllint")) {
        MESSAGE("skipped: no ../shared, or no xmllint");
        return;
    }
    for (const char* name : {"13-missing-name.xml", "16-missing-version.xml", "total-budget/03-missing-value.xml"}) {
        CAPTURE(name);
        std::ostringstream text;
        text << std::ifstream(std::filesystem::path(folder) / name).rdbuf();
        CHECK(text.str().size() > 100);
        CHECK(!judged(text.str()).empty());
    }
}

TEST_CASE("Until the identifier is stated the address says what is missing, and so does the page of open data") {
    support::for_each_engine([](const store::Location& location) {
        Network site(location);
        for (const auto& [file, page, words] : {std::tuple{at, "/donnees", "Identifiant IATI non renseigné"},
                                                {"/en/open-data/iati-organisation.xml", "/en/open-data", "IATI identifier not set"}}) {
            const auto missing = site.get(file);
            CHECK(missing.status == 404);
            CHECK(missing.media_type.starts_with("text/html"));
            CHECK(holds(missing.bytes(), words));
            CHECK(holds(site.body(page), words));
            CHECK(!holds(site.body(page), "href=\"" + std::string(file) + "\""));  // no link that leads to an error
        }
        REQUIRE(site.identify());
        CHECK(site.get(at).status == 200);
        CHECK(!holds(site.body("/donnees"), "Identifiant IATI non renseigné"));
        CHECK(holds(site.body("/donnees"), "href=\"" + std::string(at) + "\""));
    });
}

TEST_CASE("A network without figures has a valid file: its identity and its pages") {
    support::for_each_engine([](const store::Location& location) {
        Network site(location);
        REQUIRE(site.identify());
        const auto response = site.get(at);
        CHECK(response.media_type == "application/xml; charset=utf-8");
        CHECK(!response.headers.find("X-Robots-Tag"));
        const std::string xml(response.bytes());
        CHECK(judged(xml).empty());
        check_codes(xml);
        CHECK(holds(xml, "<organisation-identifier>XE-EXAMPLE-REX</organisation-identifier>"));
        CHECK(holds(xml, R"(<reporting-org ref="XE-EXAMPLE-REX" type="21" secondary-reporter="0">)"));
        CHECK(holds(xml, R"(<narrative xml:lang="fr">Réseau d’exemple</narrative><narrative xml:lang="en">Example network</narrative>)"));
        CHECK(holds(xml, R"(url="https://network.example.org/en")"));
        CHECK(!holds(xml, "total-budget"));
        CHECK(!holds(xml, "total-expenditure"));
        CHECK(!holds(xml, "recipient-"));
        CHECK(count(xml, "<document-link") == 2);  // the home page in each language: nothing is known of statutes or programmes
        CHECK(judged(site.body("/en/open-data/iati-organisation.xml")).empty());
    });
}

TEST_CASE("Budgets and expenditures are the sums named, in their own currencies, with the documents that state the budgets") {
    support::for_each_engine([](const store::Location& location) {
        Network site(location);
        REQUIRE(site.identify());
        const auto euros = site.figure("2024"), dollars = site.figure("2025", "CAD"), spent = site.figure("2024"),
                   other = site.figure("2026");
        REQUIRE(site.name(number(euros), number(dollars), number(spent)));
        auto xml = site.body(at);
        CHECK(judged(xml).empty());
        check_codes(xml);
        CHECK(holds(xml, R"(<total-budget status="2"><period-start iso-date="2024-01-01"></period-start><period-end iso-date="2024-12-31">)"
                         R"(</period-end><value currency="EUR" value-date="2024-01-01">7000000</value></total-budget>)"));
        CHECK(holds(xml, R"(<total-budget status="1"><period-start iso-date="2025-01-01">)"));
        CHECK(holds(xml, R"(<value currency="CAD" value-date="2025-01-01">7000000</value>)"));
        CHECK(count(xml, "<total-expenditure>") == 1);
        CHECK(count(xml, "https://example.org/budget.pdf") == 1);  // one document, though two budgets rest on it
        CHECK(holds(xml, R"(<document-link format="application/pdf" url="https://example.org/budget.pdf">)"));

        // Withdrawn since, it leaves the file; stated anew, the lists are those of the new act alone.
        REQUIRE(site.say("statements.withdraw", R"({"statement":)" + number(euros) + R"(,"reason":"Erreur."})"));
        xml = site.body(at);
        CHECK(judged(xml).empty());
        CHECK(count(xml, "<total-budget") == 1);
        REQUIRE(site.name(number(other)));
        xml = site.body(at);
        CHECK(count(xml, "<total-budget") == 1);
        CHECK(holds(xml, "2026-01-01"));
        CHECK(!holds(xml, "total-expenditure"));
        REQUIRE(site.name(""));
        CHECK(!holds(site.body(at), "total-budget"));
    });
}

TEST_CASE("A document whose address is dead is given by its copy, and left out without one or when its format is not known") {
    support::FreshNetwork place(store::Engine::sqlite);
    Network site(place.location());
    REQUIRE(site.identify());
    const auto gone = site.source;
    REQUIRE(site.name(number(site.figure("2024"))));
    CHECK(holds(site.body(at), "https://example.org/budget.pdf"));
    REQUIRE(site.say("sources.mark_gone", R"({"source":)" + gone + R"(,"on":"2026-11-01"})"));
    CHECK(!holds(site.body(at), "https://example.org/budget.pdf"));
    REQUIRE(
        site.say("sources.mark_gone", R"({"source":)" + gone + R"(,"on":"2026-11-01","copy":"https://archive.example.org/budget.pdf"})"));
    CHECK(holds(site.body(at), R"(url="https://archive.example.org/budget.pdf")"));

    site.source = site.source_at("https://example.org/budget?format=odt", "document");
    const auto unknown_format = site.figure("2025");
    site.source = site.source_at("https://example.org/page?a=1&b=2", "web_page");
    REQUIRE(site.name(number(unknown_format) + "," + number(site.figure("2026"))));
    const auto xml = site.body(at);
    CHECK(judged(xml).empty());
    CHECK(!holds(xml, "format=odt"));
    CHECK(holds(xml, R"(<document-link format="text/html" url="https://example.org/page?a=1&amp;b=2">)"));
}

TEST_CASE("A site that does not know its own address links to none of its pages") {
    support::FreshNetwork place(store::Engine::sqlite);
    Network site(place.location());
    REQUIRE(site.identify());
    site.hooks.origin.clear();
    const auto xml = site.body(at);
    CHECK(judged(xml).empty());
    CHECK(!holds(xml, "<document-link"));
}

TEST_CASE("Hostile names are text: escaped, and never a character that XML has not") {
    support::FreshNetwork place(store::Engine::sqlite);
    const std::string name = "</narrative><x a=\"1\"/> & 'q' ]]> <!-- \xEF\xBF\xBF\xEF\xBF\xBE";
    Network site(place.location());
    site.hooks.facts = [&](store::Db&) { return web::Facts{.name_fr = name, .name_en = name}; };  // as a journal may have it
    REQUIRE(site.identify("XE-EXAMPLE-<\\\">"));
    REQUIRE(site.name(number(site.figure("2024"))));
    const auto xml = site.body(at);
    CHECK(judged(xml).empty());
    const auto said = read(xml).title;
    CHECK(holds(said, "</narrative><x a=\"1\"/> & 'q' ]]> <!-- \xEF\xBF\xBD\xEF\xBF\xBD"));
    CHECK(holds(said, "XE-EXAMPLE-<\">"));
    CHECK(holds(said, "Budget <2024> & suite"));
}

TEST_CASE("The identity is refused with every wrong field at once, and needs a basis and a network that has a name") {
    support::for_each_engine([](const store::Location& location) {
        Network site(location);
        CHECK(support::told(site.identify("FR-1/2", R"(,"currency":"FRF")")) == "identifier iati_symbol, currency currency");
        CHECK(support::told(site.identify("FR-123", "")) == "identifier iati_agency");
        CHECK(support::told(site.identify("FR-INSEE-123456789", "")) == "identifier iati_withdrawn");
        CHECK(support::told(site.identify("XE-EXAMPLE-1", R"(,"currency":"eur")")) == "currency currency");
        CHECK(site.identify("XE-EXAMPLE-1", ""));
        CHECK(!holds(site.body(at), "default-currency"));
        CHECK(!site.say("opendata.identify_organisation",
                        R"({"identifier":"XE-EXAMPLE-2","type":"other","reporter":"secondary","language":"en"})"));
        CHECK(holds(site.body(at), "XE-EXAMPLE-1"));  // as before
        REQUIRE(site.say("opendata.identify_organisation",
                         R"({"identifier":"XE-EXAMPLE-2","type":"other","reporter":"secondary","language":"en"})",
                         "source:" + site.source));
        CHECK(holds(site.body(at), R"(<reporting-org ref="XE-EXAMPLE-2" type="90" secondary-reporter="1">)"));

        support::FreshNetwork fresh(location.engine);
        support::Site unnamed(fresh.location());
        const auto source = unnamed.made("sources.record", R"({"title":"Exemple","kind":"document"})");
        CHECK(support::told(unnamed.say("opendata.identify_organisation",
                                        R"({"identifier":"XE-EXAMPLE-2","type":"other","reporter":"primary","language":"en"})",
                                        "source:" + number(source))) == "opendata.network_unnamed");
    });
}

TEST_CASE("Figures are refused one by one, each with its own reason") {
    support::for_each_engine([](const store::Location& location) {
        Network site(location);
        const auto good = number(site.figure("2024")), about = number(site.figure("2023", "EUR", R"("precision":"about",)")),
                   percent = number(site.figure("2022", "percent")), years = number(site.figure("2018/2020")),
                   again = number(site.figure("2024-06"));
        CHECK(support::told(site.name(good + "," + about + "," + percent, years + "," + again + ",999999", good)) ==
              "voted_budgets[1] figure_not_exact, voted_budgets[2] figure_currency, forecast_budgets[0] figure_period, "
              "forecast_budgets[1] figure_period_taken, forecast_budgets[2] unknown_reference, expenditures[0] repeated");
        CHECK(site.name(good, "", again));  // a budget and an expenditure of one period
    });
}

TEST_CASE("The file of a simulated network is not indexed; one of an earlier knowledge says what was known") {
    support::FreshNetwork place(store::Engine::sqlite);
    Network site(place.location(), "Réseau simulé", "simulated");
    const auto before = site.writer.size();
    REQUIRE(site.identify());
    CHECK(site.get(at).headers.find("X-Robots-Tag") == "noindex");
    CHECK(site.get(std::string(at) + "?known=" + number(before)).status == 404);
}

TEST_CASE("Of the association's own data, the file holds the two budgets that sources state exactly and say to be voted") {
    support::FreshNetwork place(store::Engine::sqlite);
    support::Site site(place.location());
    site.load(support::in_checkout("data/aimf"));
    CHECK(site.get(at).status == 404);  // no source attests an identifier
    const auto source = site.made("sources.record", R"({"title":"Exemple","kind":"document"})");
    REQUIRE(site.say("opendata.identify_organisation",
                     R"({"identifier":"XE-EXAMPLE-1","type":"international_ngo","reporter":"primary","language":"fr","currency":"EUR"})",
                     "source:" + number(source)));
    const auto xml = site.body(at);
    CHECK(judged(xml).empty());
    check_codes(xml);
    CHECK(count(xml, "<total-budget") == 2);
    CHECK(holds(xml, R"(<value currency="EUR" value-date="2019-01-01">7200000</value>)"));
    CHECK(holds(xml, R"(<value currency="EUR" value-date="2023-01-01">7576800</value>)"));
    CHECK(!holds(xml, "total-expenditure"));
    CHECK(holds(xml, R"(url="https://network.example.org/statuts")"));
    CHECK(holds(xml, R"(url="https://network.example.org/en/programme")"));
}
