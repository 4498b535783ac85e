#include "content/pages.h"

#include "papers/xml.h"
#include "support/acting_site.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <map>
#include <set>

using support::ActingSite, support::control_value, support::text_of;

namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

struct Writers : ActingSite {
    Writers() : ActingSite(store::Engine::sqlite, {.burst = 1000}, "https://network.example.org") {
        settle();
        content::add_pages(router, doors);
    }
    std::int64_t write(const std::string& key, const std::string& section, const std::string& words, bool publish = true) {
        const auto id =
            must("content.write_page", R"({"key":")" + key + R"(","section":")" + section + R"(","original":"fr",)" + words + "}")
                .first_thing();
        if (publish) must("content.publish", R"({"page":)" + std::to_string(id) + "}");
        return id;
    }
    web::Parameters form(const web::Parameters& more = {}) const {
        web::Parameters all{{"key", "nos-valeurs"},      {"section", "values"},    {"original", "fr"},
                            {"title_fr", "Nos valeurs"}, {"text_fr", "Un texte."}, {"client_key", "k"}};
        web::Parameters made = more;
        for (const auto& [name, value] : all)
            if (!more.has(name)) made.add(name, value);
        return made;
    }
};
constexpr const char* french = R"("title_fr":"Nos valeurs","summary_fr":"Un résumé.","text_fr":"# Un titre\n\nUn **texte**.")";
constexpr const char* english = R"("title_en":"Our values","text_en":"A text.")";

// What RFC 4287 asks of a feed and of each entry (§4.1.1, §4.1.2), read by a parser of XML.
struct Feed : papers::XmlHandler {
    std::vector<std::string> path, ids, faults, alternates;
    std::string self, said, content;
    int entries = 0;
    std::map<std::string, int> once;
    static bool is_moment(const std::string& text) {
        return text.size() == 20 && text[10] == 'T' && text.ends_with('Z') && base::Date::parse(text.substr(0, 10));
    }
    void start(std::string_view name, const papers::XmlAttributes& attributes) override {
        path.emplace_back(name), said.clear();
        if (name == "entry") {
            ++entries;
            once.clear();
        }
        if (name == "link") {
            const std::string rel(attributes["rel"]), address(attributes["href"]);
            if (!address.starts_with("https://network.example.org/")) faults.push_back("a link is relative: " + address);
            if (rel == "self") self = address;
            else if (rel == "alternate") alternates.push_back(address);
            else faults.push_back("a link of another kind: " + rel);
        }
        if (name == "content" && attributes["type"] != "html") faults.push_back("content is not html");
    }
    void text(std::string_view piece) override { said += piece; }
    void end(std::string_view name) override {
        if (name == "id") ids.push_back(said);
        if (name == "updated" && !is_moment(said)) faults.push_back("no moment: " + said);
        if (name == "id" || name == "updated" || name == "title") {
            if (said.empty()) faults.push_back("nothing is said by " + std::string(name));
            ++once[std::string(name)];
        }
        if (name == "content") content += said;
        if (name == "entry")
            for (const char* needed : {"id", "title", "updated"})
                if (once[needed] != 1) faults.push_back("an entry has not one " + std::string(needed));
        path.pop_back();
    }
    explicit Feed(std::string_view bytes) {
        papers::XmlParser parser(*this, {"http://www.w3.org/2005/Atom"});
        parser.feed(bytes);
        if (!parser.finish()) faults.push_back("no XML");
        if (ids.empty() || !ids[0].starts_with("tag:network.example.org,")) faults.push_back("the feed has no id");
        if (self.empty() || alternates.empty()) faults.push_back("the feed names neither itself nor its page");
        if (std::set<std::string>(ids.begin(), ids.end()).size() != ids.size()) faults.push_back("two ids are the same");
    }
};

}  // namespace

TEST_CASE("A page is read at its address, in both languages, with its date and its proof") {
    Writers site;
    const auto id = site.write("nos-valeurs", "values", std::string(french) + "," + english);
    const auto page = text_of(site.get("/pages/nos-valeurs"));
    CHECK(holds(page, "<h1>Nos valeurs</h1><p>Un résumé.</p>"));
    CHECK(holds(page, "<h2>Un titre</h2><p>Un <strong>texte</strong>.</p>"));
    CHECK(holds(page, "Version du "));
    CHECK(holds(page, "/registre/" + std::to_string(id / 1000) + "\""));
    CHECK(holds(page, "<meta name=\"description\" content=\"Un résumé.\">"));
    CHECK(holds(text_of(site.get("/en/pages/nos-valeurs")), "<h1>Our values</h1>"));
    CHECK_FALSE(holds(page, "Réviser"));
    CHECK(site.get("/pages/nos-valeurs").keeping == web::Keeping::page);
    CHECK(site.get("/pages/autre").status == 404);
    CHECK(site.get("/pages/nos-valeurs?date=2020-01-01").status == 200);
    CHECK(holds(text_of(site.get("/pages/nos-valeurs?date=2020-01-01")), "n’était pas publiée"));
    CHECK(site.get("/pages/nos-valeurs.csv").status == 404);
}

TEST_CASE("A language that nobody wrote is shown by the other, which says so") {
    Writers site;
    site.write("nos-valeurs", "values", french);
    const auto page = text_of(site.get("/en/pages/nos-valeurs"));
    CHECK(holds(page, "here is its French text"));
    CHECK(holds(page, "<div class=\"md\" lang=\"fr\">"));
    CHECK(holds(page, "<html lang=\"en\""));
    CHECK_FALSE(holds(text_of(site.get("/pages/nos-valeurs")), "lang=\"fr\"><h2>"));
}

TEST_CASE("A stale translation tells its readers its date, and the secretariat that it is to be revised") {
    Writers site;
    const auto id = site.write("nos-valeurs", "values", std::string(french) + "," + english);
    const auto seen = std::to_string(site.size());
    site.must("content.write_page",
              R"({"page":)" + std::to_string(id) + R"(,"seen":)" + seen +
                  R"(,"key":"nos-valeurs","section":"values","original":"fr","title_fr":"Nos valeurs","text_fr":"Autre.",)" + english +
                  "}");
    CHECK_FALSE(holds(text_of(site.get("/en/pages/nos-valeurs")), "has changed since"));  // not published yet
    site.must("content.publish", R"({"page":)" + std::to_string(id) + "}");
    CHECK(holds(text_of(site.get("/en/pages/nos-valeurs")), "The original text has changed since."));
    CHECK_FALSE(holds(text_of(site.get("/pages/nos-valeurs")), "a changé depuis"));
    site.sign_in();
    for (const char* at : {"/pages/nos-valeurs", "/pages"})
        CHECK(holds(text_of(site.get(at)), at == std::string("/pages") ? "À mettre à jour" : "Traduction à mettre à jour"));
    CHECK(holds(text_of(site.get("/en/pages/nos-valeurs")), "Translation to be revised"));
}

TEST_CASE("Parts of the site have their own address, before and after somebody writes them") {
    Writers site;
    for (const char* at : {"/association", "/contact", "/confidentialite", "/en/privacy"}) {
        CAPTURE(at);
        CHECK(site.get(at).status == 200);
    }
    CHECK(holds(text_of(site.get("/contact")), "n’a pas encore écrit"));
    for (const auto& [at, table] : {std::pair{"/confidentialite", "/publication"}, {"/en/privacy", "/en/publication"}})
        CHECK(holds(text_of(site.get(at)), "href=\"" + std::string(table) + "\""));  // what the program itself says of it
    site.write("nous-ecrire", "contact", R"("title_fr":"Nous écrire","text_fr":"À Paris.")");
    CHECK(holds(text_of(site.get("/contact")), "<h1>Nous écrire</h1>"));
    const auto redirected = site.get("/pages/nous-ecrire");
    CHECK(redirected.headers.value_or("Location", "") == "/contact");
    site.write("qui", "who_we_are", R"("title_fr":"Qui nous sommes","text_fr":"Une association.")");
    site.write("nos-valeurs", "values", french);
    const auto hub = text_of(site.get("/association"));
    CHECK(holds(hub, "<h1>Qui nous sommes</h1>"));
    CHECK(holds(hub, "Nos valeurs</h2>"));
    CHECK(holds(hub, "<p>Un résumé.</p>"));
    CHECK(holds(hub, "href=\"/documents\""));
    CHECK_FALSE(holds(hub, "href=\"/histoire\""));  // nobody serves it here
}

TEST_CASE("A page is written, looked at and recorded, and what was typed is never lost") {
    Writers site;
    CHECK(site.get("/redaction").status == 303);
    site.sign_in();
    const auto size = site.size();
    const auto looked =
        site.post("/redaction", site.form({{"do", "preview"}, {"text_fr", "# Partie\n\n<b>gras</b> ![](x) [lien](javascript:1)"}}));
    CHECK(looked.status == 200);
    const auto preview = text_of(looked);
    CHECK(holds(preview, "<h4>Partie</h4>"));
    for (const char* note : {"montré comme du texte", "seuls ses mots restent", "elle n’est pas montrée"}) CHECK(holds(preview, note));
    CHECK(holds(preview, "&lt;b&gt;gras&lt;/b&gt;"));
    CHECK(site.size() == size);
    const auto wrong =
        text_of(site.post("/redaction", site.form({{"key", "Nos valeurs !"}, {"title_en", "Our values"}, {"day", "2026-01-01"}})));
    for (const char* fault : {"Adresse : ", "Texte en anglais : ", "Date de l’actualité : "}) CHECK(holds(wrong, fault));
    CHECK(holds(wrong, "Our values"));
    const auto recorded = site.post("/redaction", site.form());
    REQUIRE(recorded.status == 303);
    const auto at = std::string(recorded.headers.value_or("Location", ""));
    CHECK(at == "/redaction/" + std::to_string((size + 1) * 1000 + 1));
    CHECK(site.get("/pages/nos-valeurs").status == 404);
    const auto versions = text_of(site.get(at));
    CHECK(holds(versions, "À publier"));
    CHECK(site.post(at, {{"do", "publish"}, {"version", std::to_string((size + 1) * 1000 + 2)}, {"client_key", "p"}}).status == 303);
    CHECK(site.get("/pages/nos-valeurs").status == 200);
    CHECK(site.post(at, {{"do", "publish"}, {"version", std::to_string((size + 1) * 1000 + 2)}, {"client_key", "q"}}).status == 409);
    CHECK(site.post(at, {{"do", "publish"}, {"version", "5"}, {"client_key", "r"}}).status == 400);
    CHECK(site.post(at, {{"do", "withdraw"}, {"client_key", "s"}}).status == 303);
    CHECK(site.get("/pages/nos-valeurs").status == 404);
    CHECK(site.get("/redaction/5").status == 404);
}

TEST_CASE("Two who revise the same page choose between their words") {
    Writers site;
    const auto id = site.write("nos-valeurs", "values", french);
    site.sign_in();
    const auto opened = std::string(site.get("/redaction?page=" + std::to_string(id)).bytes());
    const auto seen = control_value(opened, "seen");
    CHECK(control_value(opened, "page") == std::to_string(id));
    const auto mine = site.form({{"page", std::to_string(id)}, {"seen", seen}, {"text_fr", "Le mien."}, {"client_key", "mine"}});
    CHECK(site.post("/redaction",
                    site.form({{"page", std::to_string(id)}, {"seen", seen}, {"text_fr", "Le leur."}, {"client_key", "theirs"}}))
              .status == 303);
    const auto asked = site.post("/redaction", mine);
    CHECK(asked.status == 409);
    CHECK(holds(asked.bytes(), "Le mien."));
    CHECK(holds(asked.bytes(), "Le leur."));
    const auto compared = text_of(site.get("/redaction/" + std::to_string(id)));
    CHECK(holds(compared, "De la version 1 à la version 2"));
    CHECK(holds(compared, "<ins>Le leur.</ins>"));
    CHECK(holds(compared, "<del># Un titre</del>"));
    CHECK(site.get("/redaction/" + std::to_string(id) + "?to=9").status == 200);
}

TEST_CASE("News are a list and a feed that a reader of feeds takes") {
    Writers site;
    const auto empty = site.get("/actualites.atom");
    CHECK(empty.media_type == "application/atom+xml; charset=utf-8");
    CHECK(Feed(empty.bytes()).faults == std::vector<std::string>{});
    CHECK(holds(text_of(site.get("/actualites")), "Aucune actualité"));
    site.write("un", "news",
               R"("title_fr":"Un & <deux>","text_fr":"Un [lien](https://example.org/?a=1&b=2)\n\n<script>","day":"2026-05-01")");
    site.write("deux", "news", R"("title_fr":"Deux","title_en":"Two","text_en":"Two.","text_fr":"Deux.")");
    site.write("trois", "news", R"("title_fr":"Trois","text_fr":"Trois.")", false);
    for (const char* at : {"/actualites.atom", "/en/news.atom"}) {
        CAPTURE(at);
        const auto answer = site.get(at);
        const Feed feed(answer.bytes());
        CHECK(feed.faults == std::vector<std::string>{});
        CHECK(feed.entries == 2);
        CHECK(feed.self == "https://network.example.org" + std::string(at));
        CHECK(holds(feed.content, "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer\">"));
        CHECK_FALSE(holds(feed.content, "<script"));
        // What its links are relative to, for who reads it elsewhere.
        CHECK(holds(answer.bytes(), "<content type=\"html\" xml:base=\"https://network.example.org/"));
        CHECK(Feed(site.get(at).bytes()).ids == feed.ids);
    }
    const auto list = text_of(site.get("/actualites"));
    CHECK(holds(list, "Un &amp; &lt;deux&gt;"));
    CHECK(list.find("Deux") < list.find("Un &amp;"));
    CHECK_FALSE(holds(list, "Trois"));
    CHECK(holds(list, "type=\"application/atom+xml\""));
    CHECK(holds(text_of(site.get("/pages/un")), "1er mai 2026"));
}

TEST_CASE("The list of pages shows those published, and all to the secretariat, as a page and as files") {
    Writers site;
    site.write("nos-valeurs", "values", french);
    site.write("brouillon", "other", R"("title_fr":"Brouillon","text_fr":"Un.")", false);
    CHECK_FALSE(holds(text_of(site.get("/pages")), "Brouillon"));
    CHECK(holds(text_of(site.get("/pages.csv")), "nos-valeurs"));
    CHECK_FALSE(holds(text_of(site.get("/pages.csv")), "brouillon"));
    CHECK(holds(site.get("/api/pages").bytes(), "\"key\":\"nos-valeurs\""));
    CHECK(holds(site.get("/api/pages/nos-valeurs").bytes(), "\"en\":null"));
    CHECK(site.get("/api/pages/brouillon").status == 404);
    CHECK(holds(text_of(site.get("/pages?section=news")), "Aucune page"));
    site.sign_in();
    CHECK(holds(text_of(site.get("/pages")), "Brouillon"));
    CHECK(holds(text_of(site.get("/pages")), "À publier"));
}
