#include "portal/act_fields.h"

#include "support/acting_site.h"

#include <doctest/doctest.h>

TEST_CASE("a file in a restricted field is named and linked for the secretariat and for who sent it, and for nobody else") {
    support::ActingSite site;
    site.settle();
    const std::string pdf = "%PDF-1.7\nstartxref\n0\n%%EOF\n", hash = site.files.keep(pdf).hex();
    const acts::Submission said{{"person:12", acts::Role::visitor, "visitor"},
                                "members.apply_for_membership",
                                R"({"name":"Ouidah","country":"BJ","kind":"city","deliberation":{"name":"délibération.pdf","media_type":)"
                                R"("application/pdf","size":26,"sha256":")" +
                                    hash + R"("},"deliberation_date":"2026-03-01","contact_name":"Claire Exemple",)" +
                                    R"("contact_email":"mairie@example.org"})",
                                "",
                                ""};
    const auto number = site.writer.submit(said).value().number;
    const auto stored = acts::find_entry(*site.hooks.read(), number);
    const auto shown = [&](const web::Visitor& visitor) {
        const web::Request request;
        web::Visit visit{.request = request,
                         .hooks = site.hooks,
                         .language = base::Language::fr,
                         .words = web::words_of(base::Language::fr),
                         .reading = site.hooks.read()};
        visit.visitor = visitor;
        return std::string(portal::field_rows(visit, *stored).markup());
    };
    const auto person = [](const std::string& id, std::vector<acts::Holding> holdings = {}) {
        web::Visitor visitor;
        visitor.actor = {id, acts::Role::visitor, "visitor"};
        visitor.holdings = std::move(holdings);
        return visitor;
    };
    const auto linked = [&](const web::Visitor& visitor) { return shown(visitor).find("/fichiers/" + hash) != std::string::npos; };
    CHECK(linked(person("person:12")));
    CHECK(linked(person("person:13", {{acts::Role::officer, {}}})));
    CHECK(shown(person("person:12")).find("délibération.pdf") != std::string::npos);
    CHECK(!linked(person("person:13")));
    CHECK(!linked(person("person:1")));
    CHECK(!linked(web::Visitor()));
    CHECK(shown(web::Visitor()).find("délibération.pdf") == std::string::npos);
}
