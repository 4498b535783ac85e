// Acts arrive over HTTP: by forms, by JSON, hostile or not; nothing is half done and nothing is ever a 500.
#include "support/acting_site.h"
#include "support/pictures.h"

#include <doctest/doctest.h>
#include <boost/json/parse.hpp>

namespace {

using support::ActingSite, support::control_value, support::text_of;
using web::Method, web::Parameters, web::Response;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
std::string field(const Response& response, std::string_view name) { return std::string(response.headers.find(name).value_or("")); }

const std::string pdf = "%PDF-1.7 délibération du conseil\nstartxref\n0\n%%EOF\n";
ActingSite::File deliberation() { return {"deliberation", "délibération.pdf", "application/pdf", pdf}; }
Parameters application(const std::string& name = "Ouidah", const std::string& key = "") {
    Parameters fields{{"name", name},
                      {"country", "BJ"},
                      {"kind", "city"},
                      {"population", "91 616"},
                      {"deliberation_date", "01/09/2026"},
                      {"motivation", ""},
                      {"contact_name", "Claire Exemple"},
                      {"contact_email", "mairie@example.org"}};
    if (!key.empty()) fields.add("client_key", key);
    return fields;
}
Parameters without(const Parameters& all, std::string_view name) {
    Parameters rest;
    for (const auto& [key, value] : all)
        if (key != name) rest.add(key, value);
    return rest;
}
Parameters with(const Parameters& all, const std::string& name, const std::string& value) {
    auto changed = without(all, name);
    changed.add(name, value);
    return changed;
}
std::string member(const std::string& name, const std::string& source) {
    return R"({"name":")" + name +
           R"(","country":"BJ","kind":"city","member_class":"active","attested":"2024-10","population":780000,"sources":[)" + source + "]}";
}

}  // namespace

TEST_CASE("a city applies by the public form and is told its number, what comes next and that an acknowledgement leaves") {
    ActingSite site;
    site.settle();
    const auto form = site.get("/devenir-membre");
    CHECK(form.status == 200);
    CHECK(form.keeping == web::Keeping::never);  // its client key is one reader's own
    CHECK(holds(text_of(form), "3 villes membres au plus par État"));
    CHECK(holds(text_of(form), "Statuts, admission"));
    CHECK(control_value(text_of(form), "client_key") != control_value(text_of(site.get("/devenir-membre")), "client_key"));

    const auto sent = site.post_files("/devenir-membre", application(), {deliberation()});
    REQUIRE(sent.status == 303);
    CHECK(field(sent, "Location").starts_with("/candidatures/4?code="));
    const auto told = text_of(site.get(field(sent, "Location")));
    for (const auto* part : {"sous le numéro 4", "Ouidah", "Bénin", "accusé de réception", R"(href="/registre/4")"}) {
        CAPTURE(part);
        CHECK(holds(told, part));
    }
    CHECK(!holds(told, "mairie@example.org"));
    CHECK(!holds(told, "Claire Exemple"));
    CHECK(site.files.read(base::sha256({pdf})) == pdf);
    CHECK(site.get("/candidatures/3").status == 404);
    CHECK(site.get("/candidatures/99999999999999999999").status == 404);
    CHECK(site.get("/en/applications/4").status == 200);
}

TEST_CASE("without the rule the form says so, and a city is refused with the name of the rule") {
    ActingSite site;
    CHECK(holds(text_of(site.get("/devenir-membre")), "n’est pas encore renseigné"));
    const auto sent = site.post_files("/devenir-membre", application(), {deliberation()});
    CHECK(sent.status == 422);
    CHECK(holds(text_of(sent), "Règle non renseignée"));
    CHECK(site.size() == 0);
}

TEST_CASE("all wrong fields are said at once, in the reader's language, and what was typed is kept") {
    ActingSite site;
    site.settle();
    const auto before = site.size();
    const Parameters bad{{"name", "  "},
                         {"country", "Atlantide"},
                         {"kind", ""},
                         {"population", "beaucoup"},
                         {"deliberation_date", "2027-01-01"},
                         {"contact_name", std::string(161, 'x')},
                         {"contact_email", "mairie"}};
    struct Language {
        const char* path;
        const char* errors;
        const char* mail;
        const char* title;
    };
    for (const auto& one : {Language{"/devenir-membre", "7 réponses sont à corriger", "adresse électronique complète", "À corriger"},
                            Language{"/en/join", "7 answers are to be corrected", "e-mail address", "To correct"}}) {
        const auto answer = site.post_files(one.path, bad, {});
        CHECK(answer.status == 422);
        const auto page = text_of(answer);
        CHECK(holds(page, one.errors));
        CHECK(holds(page, one.mail));
        CHECK(holds(page, one.title));
        CHECK(holds(page, "value=\"beaucoup\""));
        CHECK(holds(page, "value=\"mairie\""));
        for (const auto* target :
             {"#f-name", "#f-country", "#f-kind", "#f-population", "#f-deliberation", "#f-contact_name", "#f-contact_email"}) {
            CAPTURE(target);
            CHECK(holds(page, std::string("href=\"") + target + "\""));
        }
    }
    CHECK(site.size() == before);
}

TEST_CASE("a file that arrived is not lost when another field is wrong") {
    ActingSite site;
    site.settle();
    const auto first = site.post_files("/devenir-membre", with(application(), "contact_email", "mairie"), {deliberation()});
    REQUIRE(first.status == 422);
    const auto page = text_of(first);
    CHECK(holds(page, "Fichier reçu : délibération.pdf"));
    const auto hash = control_value(page, "deliberation.kept");
    REQUIRE(hash == base::sha256({pdf}).hex());
    auto again = application();
    again.add("deliberation.kept", hash);
    again.add("deliberation.kept_name", "délibération.pdf");
    CHECK(site.post_files("/devenir-membre", again, {}).status == 303);
}

TEST_CASE("a file is what its bytes say, and a hash that was never sent is no file") {
    ActingSite site;
    site.settle();
    for (const std::string& bytes : {test::jpeg(), test::png()})
        CHECK(site.post_files("/devenir-membre", with(application(), "name", "V" + std::to_string(bytes.size())),
                              {{"deliberation", "a", "text/html", bytes}})
                  .status == 303);
    const auto script = site.post_files("/devenir-membre", application("Cotonou"),
                                        {{"deliberation", "a.pdf", "application/pdf", "<script>alert(1)</script>"}});
    CHECK(script.status == 422);
    CHECK(holds(text_of(script), "Ce fichier est une page web"));
    CHECK(holds(text_of(script), "Une réponse est à corriger"));  // not "missing" as well
    auto invented = application("Cotonou");
    invented.add("deliberation.kept", std::string(64, 'a'));
    CHECK(site.post_files("/devenir-membre", invented, {}).status == 422);
}

TEST_CASE("a refusal quotes its article and its arithmetic, and keeps what was typed") {
    ActingSite site;
    site.settle();
    for (const auto* name : {"Cotonou", "Porto-Novo", "Parakou"})
        site.must("members.record", member(name, site.source()), "source:" + site.source());
    const auto sent = site.post_files("/devenir-membre", application(), {deliberation()});
    CHECK(sent.status == 422);
    const auto page = text_of(sent);
    CHECK(holds(page, "<p class=\"k\">Statuts, admission</p>"));
    CHECK(holds(page, "Bénin : 3 villes déjà membres, 3 au plus."));
    CHECK(holds(page, "Rien n’a été enregistré"));
    CHECK(holds(page, "value=\"Ouidah\""));
    CHECK(holds(text_of(site.post_files("/en/join", with(application(), "deliberation_date", "2026-09-01"), {deliberation()})),
                "3 cities are already members"));
}

TEST_CASE("sent twice, a form is one act; sent again with other answers, it is refused and says which act it made") {
    ActingSite site;
    site.settle();
    const auto key = acts::new_client_key();
    const auto first = site.post_files("/devenir-membre", application("Ouidah", key), {deliberation()});
    const auto size = site.size();
    const auto second = site.post_files("/devenir-membre", application("Ouidah", key), {deliberation()});
    CHECK(first.status == 303);
    CHECK(second.status == 303);
    CHECK(field(first, "Location") == field(second, "Location"));
    CHECK(site.size() == size);
    const auto other = site.post_files("/devenir-membre", application("Abomey", key), {deliberation()});
    CHECK(other.status == 409);
    CHECK(holds(text_of(other), "voyez l’acte n° 4"));
    CHECK(control_value(text_of(other), "client_key") != key);
    CHECK(site.size() == size);
}

TEST_CASE("another site's form is refused, and an administrator's form needs its token") {
    ActingSite site;
    site.settle();
    const auto before = site.size();
    const std::string type = "application/x-www-form-urlencoded";
    const auto fields = support::form_body({{"title", "Une page"}, {"kind", "web_page"}});
    for (const std::string origin :
         {"https://elsewhere.example.com", "null", "http://network.example.org.example.com", "http://network.example.org:8080"}) {
        CAPTURE(origin);
        CHECK(site.ask(Method::post, "/devenir-membre", {{"Origin", origin}, {"Content-Type", type}}, fields).status == 403);
        CHECK(site.ask(Method::post, "/api/acts/members.apply_for_membership", {{"Origin", origin}, {"Content-Type", "application/json"}},
                       "{}")
                  .status == 403);
    }
    CHECK(site.ask(Method::post, "/devenir-membre", {{"Sec-Fetch-Site", "cross-site"}, {"Content-Type", type}}, fields).status == 403);
    CHECK(site.post("/actes/sources.record", {{"title", "Une page"}, {"kind", "web_page"}}).status == 303);  // nobody is signed in
    site.sign_in();
    CHECK(site.ask(Method::post, "/actes/sources.record", {{"Origin", "http://network.example.org"}, {"Content-Type", type}}, fields)
              .status == 403);
    CHECK(site.post("/actes/sources.record", {{"title", "Une page"}, {"kind", "web_page"}, {"token", std::string(43, 'A')}}).status == 403);
    CHECK(site.ask(Method::post, "/actes/sources.record", {{"Origin", "https://elsewhere.example.com"}, {"Content-Type", type}},
                   fields + "&token=" + site.token())
              .status == 403);
    CHECK(site.size() == before);
    CHECK(site.post("/actes/sources.record", {{"title", "Une page"}, {"kind", "web_page"}}).status == 303);
    CHECK(site.size() == before + 1);
}

TEST_CASE("who submits too often is asked to wait, and so says the answer") {
    ActingSite site(store::Engine::sqlite, {.burst = 2, .seconds_each = 30});
    for (int i = 0; i < 2; ++i) CHECK(site.post("/actes/members.apply_for_membership", {}).status == 422);
    const auto answer = site.post("/actes/members.apply_for_membership", {});
    CHECK(answer.status == 429);
    CHECK(std::stoi(field(answer, "Retry-After")) > 0);
    CHECK(field(site.post_json("/api/acts/members.apply_for_membership", "{}"), "Retry-After") != "");
    site.now += 31'000'000;
    CHECK(site.post("/actes/members.apply_for_membership", {}).status == 422);
    CHECK(web::address_group("2001:db8::1") == web::address_group("2001:db8::ffff:1"));
    CHECK(web::address_group("2001:db8::1") != web::address_group("2001:db8:0:1::1"));
    CHECK(web::address_group("203.0.113.5") == "203.0.113.5");
}

TEST_CASE("the buckets of addresses stay few") {
    web::AddressLimits limits({.burst = 2, .seconds_each = 1, .addresses_max = 100});
    for (int i = 0; i < 1000; ++i) CHECK(!limits.take("198.51.100." + std::to_string(i), i));
    CHECK(!limits.take("a", 1000));
    CHECK(!limits.take("a", 1000));
    CHECK(limits.take("a", 1000) == 1);
    CHECK(!limits.take("a", 2'000'000));
}

TEST_CASE("every act that may be submitted by hand has a page; the others have none") {
    ActingSite site;
    site.settle();
    CHECK(holds(text_of(site.get("/actes")), "Demander à devenir membre"));
    CHECK(holds(text_of(site.get("/en/acts")), "Apply for membership"));
    CHECK(site.get("/actes").keeping == web::Keeping::page);
    CHECK(site.get("/actes/members.admit").status == 404);
    CHECK(site.get("/actes/nothing.here").status == 404);
    CHECK(site.get("/actes/members.apply_for_membership").status == 200);
    site.sign_in();
    for (const auto& act : app::registry().all()) {
        if (!act.by_hand()) continue;
        for (const std::string at : {"/actes/", "/en/acts/"}) {
            CAPTURE(act.name);
            const auto page = text_of(site.get(at + act.name));
            for (const auto& one : act.type->fields)
                CHECK((holds(page, "name=\"" + std::string(one.name)) || holds(page, "name=\"" + std::string(one.name) + "[0]")));
            CHECK(!holds(page, ">act."));
            CHECK(!holds(page, ">choice."));
            CHECK(site.post(at + act.name, {}).status == 422);
        }
    }
}

TEST_CASE("the legal basis is proposed by the title of sources and decisions") {
    ActingSite site;
    site.settle();
    site.sign_in();
    const auto said =
        site.must("assembly.record_decision",
                  R"({"body":"bureau","date":"2026-03-01","title":"Une décision d’essai","subject":"none","result":"adopted"})",
                  "source:" + site.source());
    const auto page = text_of(site.get("/actes/members.record"));
    CHECK(holds(page, "list=\"proposed-basis\""));
    CHECK(holds(page, "decision:" + std::to_string(said.number.value * 1000 + 1)));
    CHECK(holds(page, "Une décision d’essai"));
    CHECK(holds(page, "source:" + site.source()));
}

TEST_CASE("a field that names a thing offers it by its name, people to the secretariat alone, and says where there is none yet") {
    ActingSite site;
    site.settle();
    const auto basis = "source:" + site.source();
    const auto city = site.must("members.record", member("Ville-Exemple", site.source()), basis).first_thing();
    const auto body = site.must("bodies.create", R"({"kind":"bureau","name_fr":"Bureau","name_en":"Bureau"})", basis).first_thing();
    const auto of_body = R"({"body":)" + std::to_string(body) +
                         R"(,"name_fr":"Président","name_en":"President","rank":1,"way":"elected","holder":"anyone"})";
    const auto office = site.must("bodies.define_office", of_body, basis).first_thing();
    const auto number = [](std::int64_t id) { return "value=\"" + std::to_string(id) + "\""; };
    const auto officer = site.person("officier@example.org", {{acts::Role::officer, {}}});
    const auto titular = site.person("maire@example.org", {{acts::Role::titular, {"member", city}}});
    site.sign_in_as(officer);
    auto page = text_of(site.get("/actes/bodies.open_mandate"));
    CHECK(holds(page, ">Bureau, Président</option>"));
    CHECK(holds(page, ">Ville-Exemple, Bénin</option>"));
    CHECK(holds(page, "maire@example.org</option>"));
    CHECK(holds(page, "Rien n’est encore enregistré</option>"));  // no mandate to replace
    const auto opened = site.must("bodies.open_mandate",
                                  R"({"office":)" + std::to_string(office) + R"(,"person":)" + std::to_string(titular.value) +
                                      R"(,"begins":"election","from":"2024"})",
                                  basis)
                            .first_thing();
    CHECK(holds(text_of(site.get("/actes/bodies.offer_resignation?mandate=" + std::to_string(opened))), number(opened) + " selected"));
    // Its end was recorded by hand: it may be recorded again, and is proposed.
    site.must("bodies.end_mandate", R"({"mandate":)" + std::to_string(opened) + R"(,"until":"2026-09-20","reason":"term"})", basis);
    CHECK(holds(text_of(site.get("/actes/bodies.end_mandate?mandate=" + std::to_string(opened))), number(opened) + " selected"));
    site.must("bodies.keep_mandate", R"({"mandate":)" + std::to_string(opened) + "}", basis);
    CHECK(holds(text_of(site.get("/actes/assembly.record_decision")), ">Membre, Ville-Exemple, Bénin</option>"));
    // What stands as the basis is said in words too, and a form that states something anew opens with what is known.
    CHECK(holds(text_of(site.get("/actes/bodies.open_mandate?basis=" + basis)), "id=\"f-basis-n\""));
    page = text_of(site.get("/actes/members.rename?member=" + std::to_string(city)));
    CHECK(holds(page, "name=\"name\" value=\"Ville-Exemple\""));
    CHECK(holds(page, "type=\"hidden\" name=\"seen\""));
    CHECK(holds(text_of(site.get("/actes/bodies.correct_office?office=" + std::to_string(office))), "value=\"Président\""));
    CHECK(holds(text_of(site.get("/actes/bodies.correct?body=" + std::to_string(body))), "value=\"Bureau\""));
    // A city's titular knows its people, and no list of everybody's.
    site.sign_out();
    site.sign_in_as(titular);
    page = text_of(site.get("/actes/members.name_substitute"));
    CHECK(holds(page, "name=\"person\""));
    CHECK(!holds(page, "officier@example.org"));
}

TEST_CASE("a row is added without a script, and what was typed stays") {
    ActingSite site;
    site.settle();
    site.sign_in();
    const auto page = site.post("/actes/members.record", {{"name", "Ouidah"}, {"sources[0]", site.source()}, {"add-row", "sources"}});
    CHECK(page.status == 200);
    CHECK(holds(text_of(page), "id=\"f-sources-1\""));
    CHECK(holds(text_of(page), "value=\"Ouidah\""));
    CHECK(!holds(text_of(page), "role=\"alert\""));
}

TEST_CASE("a decision whose effect is refused is kept, and the page says what did not happen") {
    ActingSite site;
    site.settle();
    REQUIRE(site.post_files("/devenir-membre", application(), {deliberation()}).status == 303);
    for (const auto* name : {"Cotonou", "Porto-Novo", "Parakou"})
        site.must("members.record", member(name, site.source()), "source:" + site.source());
    site.sign_in();
    const auto size = site.size();
    const auto page = site.post("/actes/assembly.record_decision", {{"body", "general_assembly"},
                                                                    {"date", "2026-09-21"},
                                                                    {"title", "Admission"},
                                                                    {"subject", "admission"},
                                                                    {"subject_id", "4001"},
                                                                    {"result", "adopted"},
                                                                    {"basis", "source:" + site.source()}});
    CHECK(page.status == 200);
    CHECK(holds(text_of(page), "ce qu’il devait entraîner ne s’est pas fait"));
    CHECK(holds(text_of(page), "3 villes déjà membres"));
    CHECK(holds(text_of(page), "<p class=\"q\">"));  // the article
    CHECK(site.size() == size + 1);
    // Where a field of what it should have brought is wrong, the reason is told, not only that there is one.
    const auto city = site.must("members.record",
                                R"({"name":"Dakar","country":"SN","kind":"city","member_class":"active","since":"2010","sources":[)" +
                                    site.source() + "]}",
                                "source:" + site.source())
                          .first_thing();
    const auto decide = [&](const char* subject, const char* day) {
        return text_of(site.post("/actes/assembly.record_decision", {{"body", "general_assembly"},
                                                                     {"date", day},
                                                                     {"title", "Exemple"},
                                                                     {"subject", subject},
                                                                     {"subject_id", std::to_string(city)},
                                                                     {"result", "adopted"},
                                                                     {"basis", "source:" + site.source()}}));
    };
    const auto early = decide("suspension", "2009-12-31");
    CHECK(holds(early, "ce qu’il devait entraîner ne s’est pas fait"));
    CHECK(holds(early, "1er janvier 2010"));
    CHECK_FALSE(holds(early, "Certains champs sont à corriger"));
}

TEST_CASE("a correction opens with what is known, and a change meanwhile shows both values to choose from") {
    ActingSite site;
    site.settle();
    const auto recorded = site.must("members.record", member("Kotonou", site.source()), "source:" + site.source());
    const auto id = std::to_string(recorded.first_thing());
    site.sign_in();
    const auto page = text_of(site.get("/actes/members.correct?member=" + id));
    CHECK(control_value(page, "name") == "Kotonou");
    CHECK(control_value(page, "population") == "780000");
    CHECK(control_value(page, "attested") == "2024-10");
    const auto seen = control_value(page, "seen");
    CHECK(seen == std::to_string(recorded.number.value));
    const Parameters mine{{"member", id},
                          {"seen", seen},
                          {"name", "Cotonou"},
                          {"kind", "capital"},
                          {"member_class", "active"},
                          {"attested", "2024-10"},
                          {"population", "780000"},
                          {"basis", "source:" + site.source()}};

    const auto other =
        site.must("members.correct",
                  R"({"member":)" + id + R"(,"seen":)" + seen +
                      R"(,"name":"Kotonou","kind":"city","member_class":"associate","attested":"2024-10","population":679012})",
                  "source:" + site.source());
    const auto conflict = site.post("/actes/members.correct", mine);
    CHECK(conflict.status == 409);
    const auto asked = text_of(conflict);
    for (const auto* part : {"keep.name", "keep.kind", "keep.member_class", "keep.population"}) {
        CAPTURE(part);
        CHECK(holds(asked, std::string("name=\"") + part + "\""));
    }
    CHECK(!holds(asked, "keep.attested"));
    CHECK(holds(asked, "<strong>Cotonou</strong>"));
    CHECK(holds(asked, "<strong>Kotonou</strong>"));
    CHECK(control_value(asked, "seen") == std::to_string(other.number.value));

    auto answers = with(mine, "seen", control_value(asked, "seen"));
    for (const auto* name : {"name", "kind", "member_class", "population"}) answers.add("conflict", name);
    answers.add("keep.name", "mine");
    answers.add("keep.kind", "mine");
    answers.add("keep.population", "theirs");
    const auto unanswered = site.post("/actes/members.correct", answers);
    CHECK(unanswered.status == 422);
    CHECK(holds(text_of(unanswered), "href=\"#f-member_class\""));
    answers.add("keep.member_class", "theirs");
    const auto done = site.post("/actes/members.correct", answers);
    REQUIRE(done.status == 303);
    CHECK(field(done, "Location") == "/registre/" + std::to_string(site.size()));
    const auto shown = text_of(site.get("/actes/members.correct?member=" + id));
    CHECK(control_value(shown, "name") == "Cotonou");
    CHECK(control_value(shown, "population") == "679012");
    CHECK(holds(shown, "value=\"associate\" checked"));
    CHECK(site.get("/actes/members.correct?member=999").status == 200);  // then its number is typed
}

TEST_CASE("programs submit JSON and get the number, or every wrong field as a problem") {
    ActingSite site;
    site.settle();
    const auto kept = site.ask(Method::post, "/api/files", {}, pdf);
    REQUIRE(kept.status == 201);
    CHECK(text_of(kept) ==
          R"({"media_type":"application/pdf","sha256":")" + base::sha256({pdf}).hex() + R"(","size":)" + std::to_string(pdf.size()) + "}");
    const auto fields = [&](const std::string& name) {
        return R"({"name":")" + name +
               R"(","country":"BJ","kind":"city","deliberation":{"name":"d.pdf","media_type":"application/pdf","size":)" +
               std::to_string(pdf.size()) + R"(,"sha256":")" + base::sha256({pdf}).hex() +
               R"("},"deliberation_date":"2026-03-01","contact_name":"Claire Exemple","contact_email":"mairie@example.org"})";
    };
    const std::string at = "/api/acts/members.apply_for_membership";
    const auto made = site.post_json(at, R"({"fields":)" + fields("Ouidah") + R"(,"client_key":"k-1"})");
    REQUIRE(made.status == 201);
    CHECK(text_of(made) == R"({"number":4,"repeated":false,"unexecuted":[]})");
    CHECK(field(made, "Location") == "/api/register/4");
    CHECK(site.post_json(at, R"({"fields":)" + fields("Ouidah") + R"(,"client_key":"k-1"})").status == 200);
    CHECK(site.post_json(at, R"({"fields":)" + fields("Ouidah") + "}", {{"Idempotency-Key", "\"k-1\""}}).status == 200);
    CHECK(site.post_json(at, R"({"fields":)" + fields("Abomey") + R"(,"client_key":"k-1"})").status == 409);
    CHECK(site.size() == 4);

    const auto wrong =
        site.post_json(at, R"({"fields":{"name":1,"country":"XX","colour":"red"}})", {{"Accept-Language", "de, fr;q=0.8, en;q=0.2"}});
    CHECK(wrong.status == 422);
    CHECK(wrong.media_type == "application/problem+json");
    const auto problem = boost::json::parse(text_of(wrong)).as_object();
    CHECK(problem.at("status").as_int64() == 422);
    CHECK(problem.at("detail").as_string() == "Certains champs sont à corriger.");
    CHECK(problem.at("errors").as_array().size() == 8);
    CHECK(problem.at("errors").as_array()[0].as_object().at("path").as_string() == "name");
    CHECK(boost::json::parse(text_of(site.post_json(at, R"({"fields":{}})"))).as_object().at("detail").as_string() !=
          problem.at("detail").as_string());

    CHECK(site.post_json("/api/acts/sources.record", R"({"fields":{"title":"x","kind":"web_page"}})").status == 403);
    CHECK(site.post_json("/api/acts/nothing", R"({"fields":{}})").status == 404);
    CHECK(site.post_json("/api/acts/members.admit", R"({"fields":{}})").status == 404);
    CHECK(site.ask(Method::post, at, {{"Content-Type", "text/plain"}}, "{}").status == 415);
    CHECK(site.ask(Method::post, at, {}, "{}").status == 415);
    CHECK(site.post_json(at, std::string(300'000, ' ')).status == 413);
    CHECK(site.ask(Method::post, "/api/files", {}, "<html>").status == 415);
    const auto unknown = R"({"name":"d","media_type":"application/pdf","size":3,"sha256":")" + std::string(64, 'b') + R"("})";
    CHECK(holds(text_of(site.post_json(at, R"({"fields":{"deliberation":)" + unknown + "}}")), "file_unknown"));

    CHECK(holds(text_of(site.get("/api/acts")), R"("name":"members.apply_for_membership","version":2,"by":"anyone","basis":"none")"));
    const auto schema = site.get("/api/acts/members.record/schema.json");
    CHECK(schema.status == 200);
    CHECK(boost::json::parse(text_of(schema)).as_object().at("properties").as_object().contains("position"));
    CHECK(site.get("/api/acts/nothing/schema.json").status == 404);
    site.sign_in();
    CHECK(site.post_json("/api/acts/sources.record", R"({"fields":{"title":"x","kind":"web_page"}})",
                         {{"Origin", "http://network.example.org"}})
              .status == 201);
}

TEST_CASE("hostile input is refused with words, never with a fault, and leaves nothing behind") {
    ActingSite site;
    site.settle();
    site.sign_in();
    const auto before = site.size();
    std::string many, deep = R"({"fields":)", nested;
    for (int i = 0; i < 10'000; ++i) many += "f" + std::to_string(i) + "=1&";
    for (int i = 0; i < 1000; ++i) deep += "{\"a\":", nested += "[";
    struct Json {
        const char* what;
        std::string body;
    };
    const Json jsons[] = {
        {"empty", ""},
        {"not JSON", "{"},
        {"array", "[]"},
        {"text", "\"x\""},
        {"null", "null"},
        {"number", "1"},
        {"deep objects", deep},
        {"deep arrays", R"({"fields":)" + nested},
        {"no fields", "{}"},
        {"fields null", R"({"fields":null})"},
        {"fields text", R"({"fields":"x"})"},
        {"fields array", R"({"fields":[]})"},
        {"twice", R"({"fields":{},"fields":{}})"},
        {"twice escaped", R"({"fields":{},"f\u0069elds":{}})"},
        {"name twice", R"({"fields":{"title":"a","title":"b","kind":"web_page"}})"},
        {"unknown", R"({"fields":{},"colour":1})"},
        {"basis number", R"({"fields":{},"basis":7})"},
        {"key object", R"({"fields":{},"client_key":{}})"},
        {"NaN", R"({"fields":{"title":NaN}})"},
        {"infinite", R"({"fields":{"title":1e999}})"},
        {"huge number", R"({"fields":{"title":99999999999999999999999999999}})"},
        {"bad UTF-8", "{\"fields\":{\"title\":\"\xff\xfe\",\"kind\":\"web_page\"}}"},
        {"overlong UTF-8", "{\"fields\":{\"title\":\"\xc0\xaf\",\"kind\":\"web_page\"}}"},
        {"half a surrogate", R"({"fields":{"title":"\ud800","kind":"web_page"}})"},
        {"NUL", R"({"fields":{"title":"a\u0000b","kind":"web_page"}})"},
        {"control", R"({"fields":{"title":"a\u001b[2Jb","kind":"web_page"}})"},
        {"long", R"({"fields":{"title":")" + std::string(200'000, 'x') + R"(","kind":"web_page"}})"},
        {"wrong choice", R"({"fields":{"title":"a","kind":"WEB_PAGE"}})"},
        {"true", R"({"fields":{"title":true,"kind":false}})"},
        {"key too long", R"({"fields":{"title":"a","kind":"web_page"},"client_key":")" + std::string(201, 'k') + R"("})"},
        {"basis not taken", R"({"fields":{"title":"a","kind":"web_page"},"basis":"source:1"})"},
        {"trailing", R"({"fields":{"title":"a","kind":"web_page"}} x)"},
        {"comment", R"({"fields":{"title":"a","kind":"web_page"/**/}})"},
        {"date", R"({"fields":{"title":"a","kind":"web_page","read":"2026-02-30"}})"},
        {"address", R"x({"fields":{"title":"a","kind":"web_page","address":"javascript:alert(1)"}})x"},
    };
    for (const auto& one : jsons) {
        CAPTURE(one.what);
        const auto answer = site.post_json("/api/acts/sources.record", one.body, {{"Origin", "http://network.example.org"}});
        boost::system::error_code error;
        boost::json::parse(one.body, error);
        CHECK(answer.status == (error ? 400 : 422));  // what is no JSON at all, and what says nothing that can be done
        CHECK(boost::json::parse(text_of(answer)).as_object().contains("errors") == (std::string(one.what) != "key too long"));
    }
    const std::string urlencoded = "application/x-www-form-urlencoded", token = "&token=" + site.token();
    struct Body {
        const char* what;
        std::string type, body;
        int status;
    };
    const Body bodies[] = {
        {"no type", "", "title=a", 415},
        {"JSON", "application/json", "{}", 415},
        {"bad escape", urlencoded, "title=%zz" + token, 400},
        {"bad UTF-8", urlencoded, "title=%ff%fe" + token, 400},
        {"NUL", urlencoded, "title=a%00b&kind=web_page" + token, 422},
        {"10,000 fields", urlencoded, many + token, 413},
        {"too long", urlencoded, "title=" + std::string(300'000, 'x') + token, 413},
        {"long value", urlencoded, "title=" + std::string(200'000, 'x') + token, 422},
        {"twice", urlencoded, "title=a&title=b&kind=web_page" + token, 422},
        {"HTML", urlencoded, "title=%3Cscript%3Ealert(1)%3C/script%3E&kind=nothing" + token, 422},
        {"no boundary", "multipart/form-data", "x", 400},
        {"cut short", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na", 400},
        {"rows", urlencoded, "sources[99999999999]=1&sources[-1]=2&sources[]=3&title=" + token, 422},
        {"controls", urlencoded, "title=a%1b%5b2J&kind=web_page" + token, 422},
        {"conflict", urlencoded, "conflict=title&keep.title=x&conflict=%3Cb%3E" + token, 422},
        {"add-row", urlencoded, "add-row=%3Cscript%3E&title=a" + token, 200},
        {"key", urlencoded, "client_key=" + std::string(5000, 'k') + "&title=" + token, 422},
        {"kept", urlencoded, "title.kept=" + std::string(64, 'a') + "&title.kept_name=x&title=" + token, 422},
    };
    for (const auto& one : bodies) {
        CAPTURE(one.what);
        Parameters headers{{"Origin", "http://network.example.org"}};
        if (!one.type.empty()) headers.add("Content-Type", one.type);
        const auto answer = site.ask(Method::post, "/actes/sources.record", headers, one.body);
        CHECK(answer.status == one.status);
        CHECK(!holds(text_of(answer), "<script>alert"));
    }
    CHECK(site.get("/actes/sources.record?title=%3Cscript%3Ealert(1)%3C/script%3E").status == 200);
    CHECK(!holds(text_of(site.get("/actes/sources.record?title=%3Cscript%3Ealert(1)%3C/script%3E")), "<script>alert"));
    CHECK(site.size() == before);
}

TEST_CASE("The forms of the IATI file show what was last stated, and offer sums of money alone") {
    ActingSite site;
    site.settle();
    site.sign_in();
    CHECK(!holds(text_of(site.get("/actes/opendata.identify_organisation")), "XE-EXAMPLE"));
    const auto source = std::to_string(site.must("sources.record", R"({"title":"Exemple","kind":"document"})").first_thing());
    const auto state = [&](const std::string& subject, const std::string& title) {
        return std::to_string(site.must("statements.record",
                                        R"({"subject":")" + subject + R"(","title_fr":")" + title + R"(","title_en":")" + title +
                                            R"(","value":7,"unit":"EUR","as_of":"2024","quote_fr":"Sept.","quote_en":"Seven.",)"
                                            R"("translated":"en","confidence":"confirmed","sources":[)" +
                                            source + "]}",
                                        "source:" + source)
                                  .first_thing());
    };
    const auto budget = state("finance", "Budget voté"), other = state("figure", "Autre chiffre");
    site.must("opendata.identify_organisation",
              R"({"identifier":"XE-EXAMPLE-7","type":"foundation","reporter":"primary","language":"en","currency":"CHF"})",
              "source:" + source);
    site.must("opendata.name_figures", R"({"voted_budgets":[)" + budget + R"(],"forecast_budgets":[],"expenditures":[]})",
              "source:" + source);
    const auto identity = text_of(site.get("/actes/opendata.identify_organisation"));
    CHECK(control_value(identity, "identifier") == "XE-EXAMPLE-7");
    CHECK(control_value(identity, "currency") == "CHF");
    const auto figures = text_of(site.get("/actes/opendata.name_figures"));
    CHECK(holds(figures, "value=\"" + budget + "\" selected"));
    CHECK(!holds(figures, "value=\"" + other + "\""));
}
