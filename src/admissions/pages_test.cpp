// Who sees what of a file, and what its applicant does there, as pages.
#include "admissions/acts.h"
#include "support/acting_site.h"
#include "support/life.h"
#include "support/site.h"

#include <doctest/doctest.h>

namespace {

using support::ActingSite, support::control_value, support::text_of;
using web::Parameters;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
std::string location(const web::Response& response) { return std::string(response.headers.find("Location").value_or("")); }

const std::string pdf = "%PDF-1.7 délibération du conseil\nstartxref\n0\n%%EOF\n";

struct Office {
    ActingSite site;
    std::string page, followed;  // "/candidatures/4", and with its code
    std::int64_t id = 4001;
    Office() {
        site.settle();
        const auto sent = site.post_files("/devenir-membre",
                                          {{"name", "Ouidah"},
                                           {"country", "BJ"},
                                           {"kind", "city"},
                                           {"population", "91 616"},
                                           {"population_from", "Recensement de 2013"},
                                           {"deliberation_date", "01/09/2026"},
                                           {"motivation", "Motif-Secret"},
                                           {"titular_title", "Maire"},
                                           {"titular_name", "Aimée Titulaire"},
                                           {"contact_name", "Claire Exemple"},
                                           {"contact_email", "mairie@example.org"}},
                                          {{"deliberation", "délibération.pdf", "application/pdf", pdf}});
        REQUIRE(sent.status == 303);
        followed = location(sent);
        page = followed.substr(0, followed.find('?'));
        followed = followed.substr(0, followed.find('&'));
    }
    std::string text(const std::string& target) { return text_of(site.get(target)); }
    std::string code() const { return followed.substr(followed.find("code=") + 5); }
    void must(const std::string& act, const std::string& more) {
        site.must("admissions." + act, "{\"application\":" + std::to_string(id) + more + "}");
    }
    void as_officer() {
        const auto officer = site.person("agent@example.org", {{acts::Role::officer}});
        site.sign_in_as(officer);
    }
};
const char* const inside_words[] = {"Claire Exemple", "mairie@example.org", "Motif-Secret", "Aimée Titulaire", "délibération.pdf"};

}  // namespace

TEST_CASE("Everybody sees a file's step and who holds it; what was sent is for who has the code, and the rest for the secretariat") {
    Office office;
    CHECK(office.page == "/candidatures/4");
    const auto anybody = office.text(office.page);
    for (const auto* part : {"Ouidah", "Bénin", "Reçue, à vérifier", "Secrétariat permanent", "date non fixée", "91 616",
                             "Recensement de 2013", "Vous avez fait cette demande"})
        CHECK_MESSAGE(holds(anybody, part), part);
    for (const auto* part : inside_words) CHECK_MESSAGE(!holds(anybody, part), part);
    CHECK(!holds(anybody, office.code()));
    CHECK(!holds(anybody, "Envoyer une pièce"));

    const auto wrong = office.site.get(office.page + "?code=AAAAAA-AAAAAA");
    CHECK(holds(text_of(wrong), "n’est pas celui de cette demande"));
    CHECK(wrong.keeping == web::Keeping::never);
    for (const auto* part : inside_words) CHECK_MESSAGE(!holds(text_of(wrong), part), part);

    const auto own = office.site.get(office.followed);
    CHECK(own.keeping == web::Keeping::never);
    for (const auto* part : {"délibération.pdf", "Lettre au Président", "Pas encore envoyée", "Envoyer une pièce", "Retirer la demande"})
        CHECK_MESSAGE(holds(text_of(own), part), part);
    for (const auto* part : {"Claire Exemple", "mairie@example.org", "Motif-Secret", "Aimée Titulaire"})
        CHECK_MESSAGE(!holds(text_of(own), part), part);
    CHECK(holds(office.text("/en" + ("/applications" + office.followed.substr(13))), "Send a piece"));

    office.as_officer();
    const auto staff = office.text(office.page);
    for (const auto* part : inside_words) CHECK_MESSAGE(holds(staff, part), part);
    for (const auto* part : {"Constater que le dossier est complet", "Demander une pièce", "Clore une demande", "Lien de suivi"})
        CHECK_MESSAGE(holds(staff, part), part);
    CHECK(holds(staff, "Statuts, admission"));  // the cap with its article
}

TEST_CASE("Whoever was admitted became a member, unless the admission is annulled") {
    Office office;
    const auto basis = "source:" + office.site.source();
    const auto decision = office.site.must("assembly.record_decision", support::admission(office.id), basis).number.value * 1000 + 1;
    CHECK(holds(office.text(office.page), "Est devenue membre"));
    office.site.must("assembly.record_decision",
                     R"({"body":"general_assembly","date":"2026-09-21","title":"Annulation","subject":"annulment","result":"adopted",)"
                     "\"subject_id\":" +
                         std::to_string(decision) + "}",
                     basis);
    CHECK(holds(office.text(office.page), "Son admission a été annulée"));
    CHECK_FALSE(holds(office.text(office.page), "Est devenue membre"));
    CHECK(holds(office.text("/en/applications/4"), "Its admission was annulled"));
}

TEST_CASE("A number and a code lead to the file; what is no number or no file is said") {
    Office office;
    CHECK(location(office.site.get("/candidatures/suivre?number=4&code=" + office.code())) == office.followed);
    CHECK(office.site.get("/candidatures/suivre").status == 200);
    CHECK(office.site.get("/candidatures/suivre?number=&code=").status == 422);
    CHECK(office.site.get("/candidatures/suivre?number=abc").status == 404);
    CHECK(office.site.get("/candidatures/suivre?number=3").status == 404);
    CHECK(office.site.get("/candidatures/3").status == 404);
    CHECK(office.site.get("/candidatures/x").status == 404);
    auto small = office.followed;
    for (auto& c : small) c = char(c >= 'A' && c <= 'Z' ? c + 32 : c);
    CHECK(holds(office.text(small), "Vous suivez cette demande"));
}

TEST_CASE("The applicant sends what is missing with the code, a stranger gets no form, and the old form is refused") {
    Office office;
    CHECK(location(office.site.get(office.page + "/piece")) == office.page);
    CHECK(location(office.site.get(office.page + "/piece?code=AAAAAA-AAAAAA")) == office.page);
    office.must("ask_piece", R"(,"piece":"other","words":"Le plan de la commune","until":"2026-10-01")");
    CHECK(holds(office.text(office.followed), "Le plan de la commune"));
    CHECK(!holds(office.text(office.page), "Le plan de la commune"));
    const auto form = text_of(office.site.get(office.page + "/piece?code=" + office.code()));
    const auto pass = control_value(form, "pass");
    REQUIRE(!pass.empty());
    CHECK(pass != office.code());
    const auto send = [&](const std::string& piece, const std::string& with) {
        return office.site.post_files(office.page + "/piece",
                                      {{"application", "4001"}, {"pass", with}, {"piece", piece}, {"words", "Voici"}},
                                      {{"file", "plan.pdf", "application/pdf", pdf}});
    };
    CHECK(send("other", "AAAAAA-AAAAAA").status == 422);
    const auto sent = send("other", pass);
    CHECK(sent.status == 303);
    CHECK(location(sent) == office.followed);
    CHECK(holds(office.text(office.followed), "plan.pdf"));
    CHECK(!holds(office.text(office.page), "plan.pdf"));
    const auto again = send("letter", pass);
    CHECK(again.status == 422);
    CHECK(holds(text_of(again), "Rouvrez votre lien"));
    CHECK(holds(text_of(again), "plan.pdf"));  // what arrived is kept
}

TEST_CASE("The applicant withdraws by the code alone, and the page says it is closed") {
    Office office;
    const auto form = text_of(office.site.get(office.page + "/retrait?code=" + office.code()));
    const auto sent = office.site.post(office.page + "/retrait", {{"application", "4001"}, {"pass", control_value(form, "pass")}});
    CHECK(sent.status == 303);
    const auto closed = office.text(office.page);
    CHECK(holds(closed, "Retirée"));
    CHECK(!holds(closed, "Chez qui"));
    CHECK(!holds(office.text(office.followed), "Envoyer une pièce"));
}

TEST_CASE("The contact's address is confirmed by a button that only the message's link shows") {
    Office office;
    CHECK(!holds(office.text(office.followed), "Confirmer que cette adresse"));
    const auto reader = office.site.hooks.read();
    const auto link = admissions::followed(*reader, {office.id}, base::Language::fr, admissions::Confirms::address);
    const auto page = office.text(link);
    REQUIRE(holds(page, "Confirmer que cette adresse"));
    CHECK(location(office.site.post(office.page + "/adresse", {{"pass", office.code()}})) == office.page);
    const auto sent = office.site.post(office.page + "/adresse", {{"pass", admissions::mail_pass_of(*reader, {office.id})}});
    CHECK(location(sent) == office.followed);
    CHECK(holds(office.text(office.followed), "Adresse du contact confirmée le 21 septembre 2026"));
    CHECK(office.site.post("/candidatures/3/adresse", {{"pass", "x"}}).status == 404);
}

TEST_CASE("Who was signed in when sending follows without a code") {
    ActingSite site;
    site.settle();
    const auto owner = site.person("ville@example.org"), other = site.person("autre@example.org");
    site.sign_in_as(owner);
    const auto sent = site.post_files("/devenir-membre",
                                      {{"name", "Ouidah"},
                                       {"country", "BJ"},
                                       {"kind", "city"},
                                       {"deliberation_date", "01/09/2026"},
                                       {"contact_name", "Claire Exemple"},
                                       {"contact_email", "mairie@example.org"}},
                                      {{"deliberation", "d.pdf", "application/pdf", pdf}});
    const auto page = location(sent).substr(0, location(sent).find('?'));
    CHECK(holds(text_of(site.get(page)), "Envoyer une pièce"));
    CHECK(site.get(page + "/piece").status == 200);
    site.sign_in_as(other);
    CHECK(!holds(text_of(site.get(page)), "Envoyer une pièce"));
}

TEST_CASE("The list is public without what files hold, and for the secretariat a queue with one action a row") {
    Office office;
    const auto anybody = office.text("/candidatures");
    for (const auto* part : {"Ouidah", "Bénin", "Reçue, à vérifier", "1 demande", "Demandes en cours, par étape"})
        CHECK_MESSAGE(holds(anybody, part), part);
    CHECK(!holds(anybody, "Prochaine action"));
    for (const auto* part : inside_words) CHECK_MESSAGE(!holds(anybody, part), part);
    CHECK(holds(office.text("/candidatures?step=ready"), "Aucune demande à cette étape"));
    CHECK(office.site.get("/candidatures?step=nothing").status == 200);
    const auto csv = text_of(support::whole(office.site.get("/candidatures.csv")));
    CHECK(holds(csv, "Ouidah,BJ,city,received,secretariat"));
    for (const auto* part : inside_words) CHECK_MESSAGE(!holds(csv, part), part);
    const auto json = text_of(office.site.get("/en/applications.json"));
    CHECK(!holds(json, "Claire"));
    office.as_officer();
    const auto queue = office.text("/candidatures");
    CHECK(holds(queue, "Prochaine action"));
    CHECK(holds(queue, "/actes/admissions.ask_piece?application=4001"));  // the letter is missing
    CHECK(holds(office.text("/actes/admissions.find_complete?application=4001"), "Ouidah"));
    // The secretariat adds what came on paper: its form has a pass of its own.
    const auto form = office.text("/actes/admissions.add_piece?application=4001");
    CHECK(control_value(form, "pass") == admissions::pass_of(*office.site.hooks.read(), {office.id}));
}

TEST_CASE("Sent twice from two telephones, the second is told the first's number and nothing is doubled") {
    Office office;
    const auto size = office.site.size();
    const auto second = office.site.post_files("/devenir-membre",
                                               {{"name", "OUIDAH"},
                                                {"country", "BJ"},
                                                {"kind", "city"},
                                                {"deliberation_date", "01/09/2026"},
                                                {"contact_name", "Un Autre"},
                                                {"contact_email", "autre@example.org"}},
                                               {{"deliberation", "d.pdf", "application/pdf", pdf}});
    CHECK(second.status == 422);
    CHECK(holds(text_of(second), "OUIDAH a déjà une demande en cours, reçue par l’acte n° 4"));
    CHECK(office.site.size() == size);
}
