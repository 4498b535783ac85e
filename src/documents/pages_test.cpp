// Who sees which document, how a paper is checked, and what programs are given.
#include "documents/pages.h"

#include "documents/paper.h"
#include "support/acting_site.h"
#include "support/templates.h"

#include <doctest/doctest.h>

using support::ActingSite, support::text_of;

namespace {

struct Papers {
    explicit Papers(store::Engine engine = store::Engine::sqlite) : site(engine) {
        site.settle();
        support::state_templates([&](const std::string& json) { site.must("documents.change_template", json); });
        city = member("Ouidah");
        decision = site.must("assembly.record_decision",
                             R"({"body":"bureau","date":"2026-09-01","title":"Budget secret-title","subject":"none","result":"adopted"})",
                             "source:" + site.source())
                       .first_thing();
    }
    std::int64_t member(const std::string& name) {
        return site
            .must("members.record",
                  "{\"name\":" + acts::json_text(name) +
                      R"(,"country":"BJ","kind":"city","member_class":"active","since":"2010","sources":[)" + site.source() + "]}",
                  "source:" + site.source())
            .first_thing();
    }
    documents::IssuedDocument issue(const std::string& json) {
        const auto id = site.must("documents.issue", json).first_thing();
        return *documents::find_document(*site.hooks.read(), base::Id<documents::Document>{id});
    }
    documents::IssuedDocument certificate() {
        return issue(R"({"kind":"certificate","language":"fr","member":)" + std::to_string(city) + "}");
    }
    documents::IssuedDocument extract() {
        return issue(R"({"kind":"extract","language":"fr","decision":)" + std::to_string(decision) + "}");
    }
    documents::IssuedDocument report() { return issue(R"({"kind":"report","language":"en"})"); }
    std::string code_of(const documents::IssuedDocument& document) {
        return documents::check_code(*acts::find_entry(*site.hooks.read(), document.act));
    }
    void as_officer() { site.sign_in_as(site.person("officer" + std::to_string(site.size()) + "@example.org", {{acts::Role::officer}})); }

    ActingSite site;
    std::int64_t city = 0, decision = 0;
};

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }
std::string location_of(const web::Response& response) { return std::string(response.headers.find("Location").value_or("")); }

}  // namespace

TEST_CASE("Anybody sees a certificate, and what it says is public; the PDF is for who has the code") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        Papers papers(engine);
        auto& site = papers.site;
        const auto one = papers.certificate();
        const auto code = papers.code_of(one);
        const auto page = site.get("/documents/ATT-2026-0001");
        CHECK(page.status == 200);
        CHECK(page.keeping == web::Keeping::page);
        for (const auto* part : {"Ouidah", "Bénin", "SHA-256", "Acte du registre", "Membre depuis", "2010"})
            CHECK_MESSAGE(holds(text_of(page), part), std::string(part));
        CHECK(holds(text_of(page), "/registre/" + std::to_string(one.act.value)));
        CHECK(!holds(text_of(page), code));
        CHECK(holds(text_of(site.get("/en/documents/ATT-2026-0001")), "Certificate of membership"));
        CHECK(site.get("/documents/ATT-2026-0001.pdf").status == 404);
        CHECK(site.get("/documents/ATT-2026-0001.pdf?code=AAAAA-AAAAA").status == 404);

        const auto right = site.get("/documents/ATT-2026-0001?code=" + code);
        CHECK(holds(text_of(right), "a bien été délivré"));
        CHECK(right.keeping == web::Keeping::never);
        const auto wrong = text_of(site.get("/documents/ATT-2026-0001?code=AAAAA-AAAAA"));
        CHECK(holds(wrong, "n’est pas celui du document"));
        CHECK(!holds(wrong, ".pdf"));
        const auto pdf = site.get("/documents/ATT-2026-0001.pdf?code=" + code);
        CHECK(pdf.status == 200);
        CHECK(pdf.media_type == "application/pdf");
        CHECK(pdf.bytes().starts_with("%PDF"));
        CHECK(holds(text_of(page), base::sha256({pdf.bytes()}).hex()));
        CHECK(pdf.headers.value_or("Content-Disposition", "") == "attachment; filename=\"ATT-2026-0001.pdf\"");
    }
}

TEST_CASE("Extracts and reports are the secretariat's: to others they are not there, with the code neither") {
    Papers papers;
    auto& site = papers.site;
    std::vector<documents::IssuedDocument> hidden{papers.extract(), papers.report()};
    papers.certificate();
    const auto foreign = [&] {
        for (const auto& one : hidden)
            for (const std::string at : {"/documents/", "/en/documents/"})
                for (const auto* end : {"", ".pdf"}) {
                    const auto target = at + one.number + end;
                    CHECK_MESSAGE(site.get(target).status == 404, target);
                    CHECK_MESSAGE(site.get(target + "?code=" + papers.code_of(one)).status == 404, target);
                }
        for (const std::string at :
             {"/documents", "/documents?kind=extract", "/documents?q=budget", "/documents.csv", "/documents.json?kind=report",
              "/api/documents", "/api/documents?kind=extract", "/api/documents?q=secret-title"}) {
            const auto said = text_of(site.get(at));
            CHECK_MESSAGE(!holds(said, "EXT-2026"), at);
            CHECK_MESSAGE(!holds(said, "RAP-2026"), at);
            CHECK_MESSAGE(!holds(said, "secret-title<"), at);
        }
        for (const auto& one : hidden) CHECK(site.get("/documents/verifier?number=" + one.number).status == 404);
    };
    foreign();
    site.sign_in_as(site.person("city@example.org", {{acts::Role::staff, {"member", papers.city}}}));
    foreign();
    CHECK(site.get("/documents/modeles").status == 403);
    site.sign_out();
    CHECK(site.get("/documents/modeles").status == 303);
    papers.as_officer();
    for (const auto& one : hidden) {
        CHECK(site.get("/documents/" + one.number).status == 200);
        CHECK(holds(text_of(site.get("/documents/" + one.number)), papers.code_of(one)));
        CHECK(site.get("/documents/" + one.number + ".pdf").bytes().starts_with("%PDF"));
    }
    CHECK(holds(text_of(site.get("/documents")), "EXT-2026-0001"));
    CHECK(holds(text_of(site.get("/documents")), "Budget secret-title"));
    CHECK(site.get("/documents").keeping != web::Keeping::page);
    CHECK(holds(text_of(site.get("/api/documents")), "RAP-2026-0001"));
}

TEST_CASE("The box takes what stands on a paper as people type it") {
    Papers papers;
    auto& site = papers.site;
    papers.certificate();
    const auto leads = [&](const std::string& query) { return location_of(site.get("/documents/verifier?" + query)); };
    CHECK(leads("number=ATT-2026-0001") == "/documents/ATT-2026-0001");
    CHECK(leads("number=+att+-+2026+-+1&code=") == "/documents/ATT-2026-0001");
    CHECK(leads("number=ATT-2026-0001&code=AB+C") == "/documents/ATT-2026-0001?code=AB%20C");
    CHECK(location_of(site.get("/en/documents/check?number=att-2026-1")) == "/en/documents/ATT-2026-0001");
    const auto unknown = site.get("/documents/verifier?number=ATT-2026-0002");
    CHECK(unknown.status == 404);
    CHECK(holds(text_of(unknown), "Aucun document à vérifier ici ne porte ce numéro"));
    const auto wrong = site.get("/documents/verifier?number=%3Cscript%3E&code=%22x");
    CHECK(wrong.status == 422);
    CHECK(holds(text_of(wrong), "value=\"&lt;script&gt;\""));
    CHECK(holds(text_of(wrong), "Ce n’est pas un numéro de document"));
    CHECK(site.get("/documents/verifier?number=" + std::string(5'000, '1')).status == 422);
    CHECK(site.get("/documents/verifier").status == 200);
    CHECK(holds(text_of(site.get("/documents/verifier?number=")), "aria-invalid"));
    // A number typed into the address.
    CHECK(location_of(site.get("/documents/att-2026-1")) == "/documents/ATT-2026-0001");
    for (const auto* nowhere : {"/documents/ATT-2026-0002", "/documents/x", "/documents/1", "/documents/ATT-2026-0001.txt"})
        CHECK_MESSAGE(site.get(nowhere).status == 404, std::string(nowhere));
}

TEST_CASE("The list is filtered by kind, year and words, and every file of it holds the same") {
    Papers papers;
    auto& site = papers.site;
    papers.certificate();
    papers.city = papers.member("Đà Nẵng");
    papers.certificate();
    papers.report();
    papers.as_officer();
    const auto found = [&](const std::string& query) {
        std::string all;
        for (const std::string number : {"ATT-2026-0001", "ATT-2026-0002", "RAP-2026-0001"})
            if (holds(site.get("/documents.csv?" + query).bytes().empty() ? "" : text_of(site.get("/documents.csv?" + query)), number))
                all += number.substr(0, 3) + number.back();
        return all;
    };
    CHECK(found("") == "ATT1ATT2RAP1");
    CHECK(found("kind=certificate") == "ATT1ATT2");
    CHECK(found("kind=report") == "RAP1");
    CHECK(site.get("/documents.csv?kind=nothing").status == 400);
    CHECK(found("year=2026") == "ATT1ATT2RAP1");
    CHECK(found("year=2025") == "");
    CHECK(site.get("/documents.csv?year=abc").status == 400);
    CHECK(found("q=da+nang") == "ATT2");
    CHECK(found("q=att-2026-1") == "ATT1");
    CHECK(found("q=%25") == "");
    CHECK(found("q=nowhere") == "");
    CHECK(holds(text_of(site.get("/documents.json")), "\"number\":\"ATT-2026-0002\""));
    CHECK(site.get("/documents.xlsx").status == 200);
    CHECK(holds(text_of(site.get("/documents?q=da+nang")), "Đà Nẵng"));
    CHECK(holds(text_of(site.get("/documents?q=nowhere")), "Aucun document ne correspond"));
    CHECK(holds(text_of(site.get("/api/documents?year=2026&limit=1")), "\"next\":\"/api/documents?"));
    CHECK(site.get("/api/documents?year=0").status == 400);
}

TEST_CASE("The secretariat issues from a form and is led to the document") {
    Papers papers;
    auto& site = papers.site;
    CHECK(site.get("/documents/emettre").status == 303);
    papers.as_officer();
    const auto form = text_of(site.get("/documents/emettre?kind=certificate&language=fr&member=" + std::to_string(papers.city)));
    CHECK(holds(form, "value=\"" + std::to_string(papers.city) + "\""));
    const auto issued =
        site.post("/documents/emettre", {{"kind", "certificate"}, {"language", "fr"}, {"member", std::to_string(papers.city)}});
    CHECK(issued.status == 303);
    CHECK(location_of(issued) == "/documents/ATT-2026-0001");
    const auto wrong = site.post("/documents/emettre", {{"kind", "extract"}, {"language", "fr"}, {"member", std::to_string(papers.city)}});
    CHECK(wrong.status == 422);
    CHECK(holds(text_of(wrong), "Laissez ce champ vide"));
    CHECK(text_of(site.get("/documents")).find("EXT-") == std::string::npos);
}

TEST_CASE("The templates in force are shown with what they may hold, and changed from what they are") {
    Papers papers;
    auto& site = papers.site;
    papers.as_officer();
    const auto page = text_of(site.get("/documents/modeles"));
    for (const auto* part : {"{{member}}", "{{#each admitted}}", "{{fingerprint}}", "title: Attestation de membre", "Peut être vide",
                             "/actes/documents.change_template?kind=extract"})
        CHECK_MESSAGE(holds(page, part), std::string(part));
    const auto form = text_of(site.get("/actes/documents.change_template?kind=report"));
    CHECK(holds(form, "title: Liste des membres"));
    CHECK(holds(form, "name=\"kind\" value=\"report\""));
    const auto wrong = site.post("/actes/documents.change_template",
                                 {{"kind", "report"}, {"text_fr", "title: T\r\n\r\n{{mayor}}"}, {"text_en", "title: T\r\n\r\nx"}});
    CHECK(wrong.status == 422);
    CHECK(holds(text_of(wrong), "le champ mayor n’existe pas ici"));
    CHECK(holds(text_of(wrong), "admitted_count, recorded_count"));
    CHECK(site.post("/actes/documents.change_template",
                    {{"kind", "report"}, {"text_fr", "title: T\r\n\r\n{{on}}"}, {"text_en", "title: T\r\n\r\n{{on}}"}})
              .status == 303);
    CHECK(holds(text_of(site.get("/documents/modeles")), "title: T\n\n{{on}}"));
}

TEST_CASE("The bytes that left once are given again, when the program or its site would print others") {
    Papers papers;
    auto& site = papers.site;
    const auto one = papers.certificate();
    papers.as_officer();
    const auto first = std::string(site.get("/documents/ATT-2026-0001.pdf").bytes());
    site.hooks.origin = "http://elsewhere.example.org";
    CHECK(documents::print(*site.hooks.read(), one, site.hooks.origin).value() != first);
    CHECK(site.get("/documents/ATT-2026-0001.pdf").bytes() == first);
    CHECK(holds(text_of(site.get("/documents/ATT-2026-0001")), base::sha256({first}).hex()));
    std::filesystem::remove_all(site.files.directory());  // then it is printed anew
    CHECK(site.get("/documents/ATT-2026-0001.pdf").bytes().starts_with("%PDF"));
}

TEST_CASE("A certificate tells when the register has changed since, and keeps what it said") {
    Papers papers;
    auto& site = papers.site;
    papers.certificate();
    CHECK(holds(text_of(site.get("/documents/ATT-2026-0001")), "Rien n’a changé depuis"));
    const auto seen = members::find_member(*site.hooks.read(), {papers.city})->changed_by.value;
    site.must("members.correct",
              "{\"member\":" + std::to_string(papers.city) + ",\"seen\":" + std::to_string(seen) +
                  R"(,"name":"Glexwe","kind":"city","member_class":"active","since":"2010"})",
              "source:" + site.source());
    const auto page = text_of(site.get("/documents/ATT-2026-0001"));
    CHECK(holds(page, "a été modifié depuis"));
    CHECK(holds(page, "atteste que Ouidah"));
    CHECK(holds(page, "Glexwe"));
}
