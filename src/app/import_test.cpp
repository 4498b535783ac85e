// A spreadsheet becomes acts: looked at first, all or nothing, and never twice.
#include "papers/archive.h"
#include "papers/xlsx_read.h"
#include "papers/xlsx_write.h"
#include "support/acting_site.h"

#include <doctest/doctest.h>

namespace {

using support::ActingSite, support::control_value, support::text_of;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

std::string sheet(const std::string& source, const std::string& rows) {
    return "Nom;Pays;Nature;Qualité de membre;Appartenance attestée le;Population;Sources;Fondement\n" + rows +
           "Djougou;Bénin;Ville;Membre actif;octobre 2024;237 040;" + source + ";source:" + source + "\n";
}
std::string city(const std::string& name, const std::string& source) {
    return name + ";BJ;city;active;2024-10;1000;" + source + ";source:" + source + "\n";
}
std::string bad_rows(const std::string& source) {
    return "Abomey;Atlantide;Village;Membre actif;jadis;beaucoup;" + source + ";\n" + city("Cotonou", source);
}

using XlsxRow = std::vector<papers::XlsxCell>;
std::string workbook(const XlsxRow& headings, const std::vector<XlsxRow>& rows) {
    std::vector<papers::XlsxColumn> columns;
    for (const auto& heading : headings) columns.push_back({std::string(std::get<std::string_view>(heading))});
    auto sheet = papers::XlsxSheet::begin({.sheet = "Villes"}, std::move(columns));
    for (const auto& row : rows) REQUIRE(sheet->add(row));
    REQUIRE(sheet->finish());
    std::string bytes;
    REQUIRE(sheet->give([&](std::string_view piece) { return bytes += piece, true; }));
    return bytes;
}

}  // namespace

TEST_CASE("each row is accepted, wrong or refused before anything is written") {
    support::for_each_engine([](const store::Location& location) {
        std::int64_t now = 1'790'000'000'000'000;
        acts::Writer writer(app::registry(), app::tables(), app::writer_options(location, [&] { return now += 1'000'000; }));
        const acts::Actor actor{"administrator", acts::Role::administrator, "secretariat"};
        const auto source =
            std::to_string(writer.submit({actor, "sources.record", R"({"title":"Une page","kind":"web_page"})", "", ""})->first_thing());
        const auto door = app::door_of(writer);
        const auto plan = app::plan_import(sheet(source, bad_rows(source) + city("Cotonou", source)), app::registry(), {});
        REQUIRE(plan);
        CHECK(plan->rows == std::vector<std::int64_t>{2, 3, 4, 5});
        const auto before = writer.size();
        const auto seen = app::preview_import(*plan, door);
        CHECK(writer.size() == before);
        REQUIRE(seen.size() == 4);
        REQUIRE(!seen[0]);
        CHECK(seen[0].error().wrong.size() == 5);  // country, kind, date, population, basis
        CHECK(seen[1]);
        REQUIRE(!seen[2]);
        CHECK(seen[2].error().why.code == "members.already_member");  // by the row before it
        CHECK(seen[3]);
        CHECK(app::run_import(*plan, door).stopped_at == 0);
        CHECK(writer.size() == before);

        const auto good = app::plan_import(sheet(source, city("Cotonou", source)), app::registry(), {});
        const auto done = app::run_import(*good, door);
        CHECK(!done.stopped_at);
        CHECK(done.accepted == 2);
        CHECK(writer.size() == before + 2);
        const auto again = app::run_import(*good, door);
        CHECK(again.accepted == 0);
        CHECK(again.repeated == 2);
        CHECK(app::preview_import(*good, door)[0]->repeated);
        const auto longer = app::plan_import(sheet(source, city("Parakou", source) + city("Cotonou", source)), app::registry(), {});
        const auto more = app::run_import(*longer, door);
        CHECK(more.accepted == 1);
        CHECK(more.repeated == 2);
        CHECK(writer.size() == before + 3);
    });
}

TEST_CASE("two equal rows are two submissions, not one said twice") {
    const auto plan = app::plan_import("title,kind\nUne page,web_page\nUne page,web_page\n", app::registry(), {.act = "sources.record"});
    REQUIRE(plan);
    CHECK(plan->submissions[0].client_key != plan->submissions[1].client_key);
    CHECK(plan->submissions[0].client_key.size() <= 200);
}

TEST_CASE("a long file goes in by chunks, stops at the row that is refused, and goes on when it is corrected") {
    ActingSite site;
    site.settle();
    std::string rows = "title,kind\n";
    for (int i = 0; i < 2150; ++i) rows += "Page " + std::to_string(i) + "," + (i == 2120 ? "webpage" : "web_page") + "\n";
    const auto door = app::door_of(site.writer);
    const auto before = site.size();
    auto stopped = app::run_import(*app::plan_import(rows, app::registry(), {.act = "sources.record"}), door);
    CHECK(!stopped.all_or_nothing);
    CHECK(stopped.stopped_at == 2120);
    CHECK(stopped.accepted == 2100);
    CHECK(site.size() == before + 2100);
    rows.replace(rows.find("webpage"), 7, "web_page");
    std::size_t told = 0;
    const auto done = app::run_import(*app::plan_import(rows, app::registry(), {.act = "sources.record"}), door,
                                      [&](std::size_t rows_done) { told = rows_done; });
    CHECK(done.repeated == 2100);
    CHECK(done.accepted == 50);
    CHECK(told == 2150);
    CHECK(site.size() == before + 2150);
}

TEST_CASE("a file that is not of this act is refused with every reason") {
    CHECK(app::plan_import("Nom,Couleur,Nom\nx,y,z\n", app::registry(), {}).error().size() ==
          5);  // one unknown, one repeated, three missing
    CHECK(app::plan_import("a\nb\n", app::registry(), {.act = "nothing"}).error()[0].code == "acts.unknown");
    CHECK(app::plan_import("a\nb\n", app::registry(), {.act = "members.admit"}).error()[0].code == "acts.unknown");
}

TEST_CASE("the template of an act names all its columns, and is read back") {
    const auto& act = *app::registry().newest("members.record");
    for (const auto language : base::languages) {
        const auto made = app::import_template(act, web::words_of(language));
        const auto lines = acts::read_table(made + "x\n");
        REQUIRE(!lines);  // one cell for many columns
        CHECK(lines.error()[0].code == "import.ragged");
        const auto wide =
            acts::read_table(made + std::string(acts::columns(*act.type).size() - 2, language == base::Language::fr ? ';' : ',') + "x" +
                             (language == base::Language::fr ? ";" : ",") + "\n");
        REQUIRE(wide);
        CHECK(wide->headings.size() == acts::columns(*act.type).size());
        CHECK(app::plan_import(made + std::string(wide->headings.size() - 1, wide->separator) + "source:1\n", app::registry(), {})
                  .has_value());
    }
}

TEST_CASE("the administrator sends a file, sees what the register would answer, and confirms") {
    ActingSite site;
    site.settle();
    CHECK(site.get("/import").status == 303);  // to sign in
    CHECK(site.post_files("/import", {{"act", "members.record"}}, {{"file", "m.csv", "text/csv", "a"}}).status == 303);
    site.sign_in();
    const auto form = text_of(site.get("/import"));
    CHECK(holds(form, "position.latitude"));
    CHECK(holds(form, "<code>country</code></span> <span class=\"tag nt\">nécessaire"));
    CHECK_FALSE(holds(form, "<code>since</code></span> <span class=\"tag nt\">"));
    const auto other = text_of(site.get("/import?act=sources.record"));
    CHECK(holds(other, "<code>publisher</code>"));
    CHECK(holds(other, "/import/modele?act=sources.record"));
    CHECK(holds(text_of(site.get("/import?act=members.admit")), "position.latitude"));  // no act of theirs: the usual one
    CHECK(site.post_files("/import", {{"act", "members.record"}}, {}).status == 422);
    const auto unreadable = site.post_files("/import", {{"act", "members.record"}}, {{"file", "m.csv", "text/csv", "Nom;Couleur\nx\n"}});
    CHECK(unreadable.status == 422);
    CHECK(holds(text_of(unreadable), "Ligne 2 : 1 cellule pour 2 colonnes"));

    const auto before = site.size();
    const auto bad = site.post_files("/import", {{"act", "members.record"}},
                                     {{"file", "m.csv", "text/csv", sheet(site.source(), bad_rows(site.source()))}});
    CHECK(bad.status == 422);
    const auto page = text_of(bad);
    for (const auto* part : {"À inscrire : 2", "À corriger : 1", "Abomey", "Indiquez un pays", "Rien n’a été écrit"}) {
        CAPTURE(part);
        CHECK(holds(page, part));
    }
    CHECK(control_value(page, "confirm").empty());

    const auto good = site.post_files("/import", {{"act", "members.record"}},
                                      {{"file", "m.csv", "text/csv", sheet(site.source(), city("Cotonou", site.source()))}});
    CHECK(good.status == 200);
    CHECK(!good.compress);
    const auto token = control_value(text_of(good), "confirm");
    REQUIRE(!token.empty());
    CHECK(site.size() == before);
    CHECK(site.post_files("/import", {{"confirm", token}, {"token", "x"}}, {}).status == 403);
    const auto done = site.post_files("/import", {{"confirm", token}}, {});
    CHECK(done.status == 200);
    CHECK(holds(text_of(done), "Inscrites : 2"));
    CHECK(site.size() == before + 2);
    CHECK(site.post_files("/import", {{"confirm", token}}, {}).status == 409);  // it was used up
    CHECK(holds(text_of(site.post_files("/import", {{"act", "members.record"}},
                                        {{"file", "m.csv", "text/csv", sheet(site.source(), city("Cotonou", site.source()))}})),
                "sont déjà au registre"));
    CHECK(site.size() == before + 2);
    const auto csv = site.get("/import/modele?act=members.record");
    CHECK(csv.media_type == "text/csv; charset=utf-8");
    CHECK(site.get("/import/modele?act=members.apply_for_membership").status == 404);
}

TEST_CASE("what waits for a confirmation is forgotten after an hour, and little waits at a time") {
    app::WaitingFiles waiting;
    const auto first = waiting.keep({"a", "act", ""}, 0);
    CHECK(waiting.find(first, 3'599'999'999)->bytes == "a");
    CHECK(!waiting.find(first, 3'600'000'000));
    for (int i = 1; i <= 4; ++i) waiting.keep({"b", "act", ""}, i);
    CHECK(!waiting.find(first, 5));
    CHECK(!waiting.find("nothing", 5));
}

TEST_CASE("a workbook is imported as the CSV of the same cells is, dates and numbers as they are kept there") {
    support::for_each_engine([](const store::Location& location) {
        std::int64_t now = 1'790'000'000'000'000;
        acts::Writer writer(app::registry(), app::tables(), app::writer_options(location, [&] { return now += 1'000'000; }));
        const acts::Actor actor{"administrator", acts::Role::administrator, "secretariat"};
        const auto source = writer.submit({actor, "sources.record", R"({"title":"Une page","kind":"web_page"})", "", ""})->first_thing();
        const auto cited = "source:" + std::to_string(source);
        const auto bytes =
            workbook({"Nom", "Pays", "Nature", "Qualité de membre", "Appartenance attestée le", "Population", "Sources", "Fondement", ""},
                     {{"Djougou", "Bénin", "Ville", "Membre actif", base::Date{2024, 10, 31}, std::int64_t(237'040), source, cited},
                      {std::monostate(), std::monostate()},
                      {"Parakou", "BJ", "city", "active", "2024-10", std::monostate(), source, cited}});
        const auto plan = app::plan_import(bytes, app::registry(), {});
        REQUIRE(plan);
        CHECK(plan->sheet == "Villes");
        CHECK(plan->rows == std::vector<std::int64_t>{2, 4});
        CHECK(holds(plan->submissions[0].json, R"("attested":"2024-10-31")"));
        CHECK(holds(plan->submissions[0].json, R"("population":237040)"));
        const auto csv = app::plan_import(
            "Nom;Pays;Nature;Qualité de membre;Appartenance attestée le;Population;Sources;Fondement\n"
            "Djougou;Bénin;Ville;Membre actif;2024-10-31;237040;" +
                std::to_string(source) + ";" + cited + "\n",
            app::registry(), {});
        REQUIRE(csv);
        CHECK(csv->submissions[0].json == plan->submissions[0].json);
        CHECK(csv->submissions[0].client_key == plan->submissions[0].client_key);  // sent either way, it is written once
        const auto done = app::run_import(*plan, app::door_of(writer));
        CHECK(done.accepted == 2);
        CHECK(app::run_import(*csv, app::door_of(writer)).repeated == 1);
    });
}

TEST_CASE("what is wrong with a workbook is said, with its cell") {
    const auto first = [](const std::string& bytes) {
        const auto plan = app::plan_import(bytes, app::registry(), {.act = "sources.record"});
        return plan ? base::Finding{} : plan.error().at(0);
    };
    CHECK(first("PK\x03\x04").code == "import.xlsx.broken");
    CHECK(first("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").code == "import.xlsx.old_format");
    const auto whole = workbook({"title", "kind"}, {{"Une page", "web_page"}});
    CHECK(first(whole.substr(0, whole.size() - 10)).code.starts_with("import.xlsx."));
    CHECK(first(workbook({"title", "kind"}, {})).code == "import.no_row");
    CHECK(first(workbook({"title", "", "kind"}, {{"a", "b", "web_page"}})).code == "import.heading_missing");
    CHECK(first(workbook({"title", "kind", ""}, {{"a", "web_page", "b"}})).code == "import.ragged");
    CHECK(first(workbook({"title", "kind", ""}, {{"a", "web_page"}})).code.empty());
    const std::vector<XlsxRow> most(papers::xlsx_rows_max - 1, XlsxRow{"a", "web_page"});  // with the headings
    CHECK(first(workbook({"title", "kind"}, most)).code.empty());
    auto more = most;
    more.push_back(most.front());
    CHECK(first(workbook({"title", "kind"}, more)).code == "import.xlsx.too_many_rows");
    // Every problem has its words.
    for (const auto language : base::languages)
        for (int problem = 0; problem <= int(papers::XlsxProblem::cell_not_calculated); ++problem) {
            const auto name = std::string(papers::name(papers::XlsxProblem(problem)));
            CAPTURE(name);
            const auto words =
                base::sentence(web::words_of(language), base::Finding{"import.xlsx." + name, {}, {{"sheet", "Villes"}, {"cell", "B12"}}});
            CHECK(!holds(words, "import.xlsx"));
            CHECK(holds(words, "B12") == name.starts_with("cell_"));
        }
}

TEST_CASE("the template is a workbook that offers choices, and is read back") {
    ActingSite site;
    site.settle();
    site.sign_in();
    const auto file = site.get("/import/modele.xlsx?act=members.record");
    CHECK(file.status == 200);
    const std::string bytes(file.bytes());
    const auto table = papers::read_xlsx(bytes);
    REQUIRE(table);
    CHECK(table->rows.at(0).cells.at(0) == "Nom");
    CHECK(table->rows.at(0).cells.size() == acts::columns(*app::registry().newest("members.record")->type).size());
    CHECK(site.get("/import/modele.xlsx?act=members.apply_for_membership").status == 404);
    CHECK(site.get("/import/modele.xlsx?act=nothing").status == 404);
    const auto archive = papers::Archive::open(bytes);
    REQUIRE(archive);
    std::string xml;
    std::uint64_t left = 10'000'000;
    REQUIRE(archive->read(*archive->find("xl/worksheets/sheet1.xml"), left, [&](std::string_view piece) { return xml += piece, true; }));
    CHECK(holds(xml, "<dataValidation type=\"list\""));
    CHECK(holds(xml, "Ville,"));
    const auto sent =
        site.post_files("/import", {{"act", "sources.record"}},
                        {{"file", "s.xlsx", "application/octet-stream", workbook({"title", "kind"}, {{"Une page", "web_page"}})}});
    CHECK(sent.status == 200);
    CHECK(holds(text_of(sent), "feuille « Villes »"));
    CHECK(!control_value(text_of(sent), "confirm").empty());
}
