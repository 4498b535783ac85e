// Drafts as people meet them: by button, by script, in two tabs, and gone when they should be.
#include "support/acting_site.h"

#include <doctest/doctest.h>

namespace {

using support::ActingSite, support::control_value, support::text_of;
using web::Parameters, web::Response;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
std::string field(const Response& response, std::string_view name) { return std::string(response.headers.find(name).value_or("")); }

constexpr auto form_at = "/actes/sources.record";
Parameters typed(const std::string& title, const std::string& asked, const Parameters& more = {}) {
    Parameters fields{{"title", title}, {"publisher", "example.org"}, {"kind", "web_page"}, {"read", "le mois dernier"}};
    if (!asked.empty()) fields.add("do", asked);
    for (const auto& [name, value] : more) fields.add(name, value);
    return fields;
}
struct Office : ActingSite {
    Office() {
        settle();
        officer = person("officiere@example.org", {{acts::Role::officer, {}}});
        sign_in_as(officer);
    }
    base::Id<base::Person> officer;
};
Parameters carried(const std::string& page) {
    return {{"draft", control_value(page, "draft")},
            {"draft_version", control_value(page, "draft_version")},
            {"client_key", control_value(page, "client_key")}};
}

}  // namespace

TEST_CASE("what is wrong is kept as it was typed, taken up again, listed, and deleted") {
    Office site;
    const auto saved = site.post(form_at, typed("Une page <b>", "draft"));
    REQUIRE(saved.status == 303);
    const auto at = field(saved, "Location");
    CHECK(holds(at, "/actes/sources.record?draft="));
    const auto page = text_of(site.get(at));
    CHECK(holds(page, "Une page &lt;b&gt;"));
    CHECK(holds(page, "le mois dernier"));  // no date, and kept all the same
    CHECK(holds(page, "Brouillon enregistré le"));
    CHECK(site.get(at).keeping == web::Keeping::never);
    CHECK(holds(text_of(site.get(form_at)), "Mes brouillons de cet acte"));
    CHECK(holds(text_of(site.get("/actes/members.record")), "Mes brouillons de cet acte") == false);
    const auto list = text_of(site.get("/brouillons"));
    CHECK(holds(list, "Une page &lt;b&gt;"));
    CHECK(holds(list, "90 jours"));
    CHECK(site.get("/en/drafts").status == 200);
    const auto id = at.substr(at.find('=') + 1);
    CHECK(site.post("/brouillons", {{"draft", id}}).status == 303);
    CHECK(site.post("/brouillons", {{"draft", id}}).status == 404);
    CHECK(site.get(at).status == 404);
    CHECK(holds(text_of(site.get("/brouillons")), "aucun brouillon"));
}

TEST_CASE("a refused form offers to keep what was typed, and its accepted act takes the draft away") {
    Office site;
    const auto before = site.size();
    const auto refused = site.post(form_at, typed("Une page", ""));
    CHECK(refused.status == 422);
    CHECK(holds(text_of(refused), "Enregistrer le brouillon"));
    const auto saved = site.post(form_at, typed("Une page", "draft", carried(text_of(refused))));
    const auto page = text_of(site.get(field(saved, "Location")));
    CHECK(control_value(page, "client_key") == control_value(text_of(refused), "client_key"));
    CHECK(site.size() == before);
    auto right = carried(page);
    for (const auto& [name, value] : Parameters{{"title", "Une page"}, {"publisher", "example.org"}, {"kind", "web_page"}})
        right.add(name, value);
    CHECK(site.post(form_at, right).status == 303);
    CHECK(site.size() == before + 1);
    CHECK(holds(text_of(site.get("/brouillons")), "aucun brouillon"));
}

TEST_CASE("a draft is its owner's alone: another person, a visitor and who has the machine get 404") {
    Office site;
    const auto at = field(site.post(form_at, typed("Une page", "draft")), "Location");
    REQUIRE(site.get(at).status == 200);
    CHECK(site.get("/actes/members.record" + at.substr(at.find('?'))).status == 404);
    site.sign_in_as(site.person("autre@example.org", {{acts::Role::officer, {}}}));
    CHECK(site.get(at).status == 404);
    CHECK(site.post("/brouillons", {{"draft", at.substr(at.find('=') + 1)}}).status == 404);
    CHECK(!holds(text_of(site.get("/brouillons")), "Une page"));
    site.sign_out();
    CHECK(site.get("/devenir-membre" + at.substr(at.find('?'))).status == 404);
    CHECK(site.get("/brouillons").status == 303);
    CHECK(!holds(text_of(site.get("/devenir-membre")), "Enregistrer le brouillon"));
    site.sign_in();
    CHECK(site.get(at).status == 404);
    CHECK(site.get("/actes/sources.record?draft=9999999999999999999999").status == 404);
    CHECK(site.get("/actes/sources.record?draft=x").status == 404);
}

TEST_CASE("a script keeps what is typed and is told the version; a form without its token keeps nothing") {
    Office site;
    const auto page = text_of(site.get(form_at));
    CHECK(holds(page, "id=\"draft-said\""));
    CHECK(holds(page, "/a/draft.js"));
    const auto first = site.post(form_at, typed("Une", "auto", carried(page)));
    CHECK(first.status == 200);
    CHECK(first.media_type == "application/json");
    CHECK(holds(text_of(first), "\"draft_version\":\"1\""));
    CHECK(holds(text_of(first), "Brouillon enregistré à "));
    auto forged = typed("Une", "auto");
    forged.add("token", "x");
    CHECK(site.post(form_at, forged).status == 403);
    site.sign_out();
    CHECK(site.post(form_at, typed("Une", "auto")).status == 303);  // to sign in
}

TEST_CASE("two tabs of one draft: the second is told, and both are in the list") {
    Office site;
    const auto at = field(site.post(form_at, typed("Commencé", "draft")), "Location");
    const auto tab = carried(text_of(site.get(at)));
    CHECK(site.post(form_at, typed("Premier onglet", "draft", tab)).status == 303);
    const auto second = site.post(form_at, typed("Second onglet", "draft", tab));
    CHECK(second.status == 200);
    CHECK(holds(text_of(second), "changé dans un autre onglet"));
    CHECK(control_value(text_of(second), "client_key") != control_value(text_of(site.get(at)), "client_key"));
    const auto list = text_of(site.get("/brouillons"));
    CHECK(holds(list, "Premier onglet"));
    CHECK(holds(list, "Second onglet"));
}

TEST_CASE("a file sent with a draft is kept with it") {
    Office site;
    const auto saved =
        site.post_files("/devenir-membre", {{"name", "Ouidah"}, {"do", "draft"}},
                        {{"deliberation", "délibération.pdf", "application/pdf", "%PDF-1.7 conseil\nstartxref\n0\n%%EOF\n"}});
    REQUIRE(saved.status == 303);
    const auto page = text_of(site.get(field(saved, "Location")));
    CHECK(holds(page, "délibération.pdf"));
    CHECK(holds(page, base::sha256({"%PDF-1.7 conseil\nstartxref\n0\n%%EOF\n"}).hex()));
    const auto bad = site.post_files("/devenir-membre", {{"name", "Abomey"}, {"do", "draft"}},
                                     {{"deliberation", "a.exe", "application/pdf", std::string("MZ\0\0", 4)}});
    CHECK(bad.status == 200);  // the rest is kept, and the file is said to be lost
    CHECK(holds(text_of(bad), "#f-deliberation"));
    CHECK(holds(text_of(site.get("/brouillons")), "Abomey"));
}

TEST_CASE("erasing a person leaves no draft of theirs, nor one that names them") {
    Office site;
    const auto named = site.person("nommee@example.org");
    site.post("/actes/accounts.grant_role", typed("", ""));
    site.sign_in_as(site.person("admin@example.org", {{acts::Role::administrator, {}}}));
    const auto at = field(
        site.post("/actes/people.correct_person", {{"person", std::to_string(named.value)}, {"name", "Nommée Exemple"}, {"do", "draft"}}),
        "Location");
    REQUIRE(site.get(at).status == 200);
    site.must("people.erase_person", "{\"person\":" + std::to_string(named.value) + "}");
    CHECK(site.get(at).status == 404);
}
