// What is issued: under which number, what it says, that it never changes, and what is refused.
#include "admissions/admissions.h"
#include "documents/paper.h"
#include "documents/rules.h"
#include "support/life.h"
#include "support/process.h"
#include "support/templates.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace documents;
using support::told;

namespace {

constexpr auto site = "https://network.example.org";

struct Office : support::Begun {
    explicit Office(const store::Location& at) : Begun(at) {
        support::state_templates([&](const std::string& json) { made("documents.change_template", json); });
    }
    std::int64_t member(const std::string& name, const std::string& country = "FR") {
        return made("members.record", support::member(name, source, country), basis);
    }
    std::string certificate(std::int64_t member, const std::string& language = "fr") {
        return R"({"kind":"certificate","language":")" + language + "\",\"member\":" + std::to_string(member) + "}";
    }
    IssuedDocument issue(const std::string& json) { return *find_document(*reader(), Id<Document>{made("documents.issue", json)}); }
    std::string pdf(const IssuedDocument& document) { return print(*reader(), document, site).value(); }
};

std::string text_of(const std::string& pdf) {
    const support::TemporaryDirectory directory;
    const auto file = directory.path() / "paper.pdf";
    std::ofstream(file, std::ios::binary) << pdf;
    const auto ended = support::run({"/usr/bin/pdftotext", "-layout", file.string(), "-"});
    REQUIRE_MESSAGE(ended.code == 0, ended.err);
    std::string words;
    for (const char c : ended.out) words += c == '\n' ? ' ' : c;
    return words;
}
bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string repeated(std::string_view one, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += one;
    return all;
}

}  // namespace

TEST_CASE("Each kind of document asks for its own field and takes no other's") {
    struct Row {
        Kind kind;
        Given given;
        const char* expected;
    };
    for (const Row& row :
         {Row{Kind::certificate, {true, false, false}, "accepted"}, Row{Kind::certificate, {false, false, false}, "member missing"},
          Row{Kind::certificate, {true, true, true}, "decision not_for_kind, on not_for_kind"},
          Row{Kind::certificate, {false, true, false}, "member missing, decision not_for_kind"},
          Row{Kind::extract, {false, true, false}, "accepted"},
          Row{Kind::extract, {false, false, true}, "decision missing, on not_for_kind"},
          Row{Kind::extract, {true, true, false}, "member not_for_kind"}, Row{Kind::report, {false, false, false}, "accepted"},
          Row{Kind::report, {false, false, true}, "accepted"},
          Row{Kind::report, {true, true, true}, "member not_for_kind, decision not_for_kind"}})
        CHECK(told(fits(row.kind, row.given)) == row.expected);
}

TEST_CASE("A membership is certified once it is shown, and not before") {
    const base::Date day{2026, 9, 21};
    struct Row {
        const char *since, *attested, *expected;
    };
    for (const Row& row :
         {Row{"2026-09-21", "", "accepted"}, Row{"2026-09-22", "", "documents.not_member_then"}, Row{"", "2026-09-21", "accepted"},
          Row{"", "2026-09-22", "documents.not_member_then"}, Row{"2027", "2026-09-21", "accepted"}, Row{"2026", "2027", "accepted"},
          Row{"", "../2026-11", "accepted"}, Row{"2027", "2028", "documents.not_member_then"}, Row{"", "", "documents.not_member_then"}})
        CHECK(told(may_certify(members::Status::recorded, base::PartialDate::parse(row.since), base::PartialDate::parse(row.attested),
                               day)) == row.expected);
}

TEST_CASE("Who is no member has no certificate; who is suspended is one") {
    using members::Status;
    const auto said = [](Status status) { return told(may_certify(status, base::PartialDate::parse("1985"), {}, {2026, 9, 21})); };
    for (const auto status : {Status::recorded, Status::admitted, Status::suspended, Status::reinstated}) CHECK(said(status) == "accepted");
    for (const auto status : {Status::resigned, Status::excluded, Status::merged, Status::dissolved, Status::annulled, Status::mistaken})
        CHECK(said(status) == "documents.no_member");
}

TEST_CASE("A report is of today or before, and of no more members than it can hold") {
    const base::Date today{2026, 9, 21};
    CHECK(told(may_report(today, today, 0)) == "accepted");
    CHECK(told(may_report(today.plus_days(1), today, 0)) == "on date_future");
    CHECK(told(may_report(today, today, report_members_max)) == "accepted");
    CHECK(told(may_report(today, today, report_members_max + 1)) == "documents.too_many_members");
}

TEST_CASE("Documents take the numbers of their series, and what is refused takes none") {
    support::for_each_engine([](const store::Location& at) {
        Office office(at);
        const auto city = office.member("Ouidah", "BJ");
        const auto decision =
            office.made("assembly.record_decision",
                        R"({"body":"bureau","date":"2026-09-01","title":"Budget","subject":"none","result":"adopted"})", office.basis);
        const auto refused = [&](const std::string& json) { return told(office.say("documents.issue", json)); };
        CHECK(office.issue(office.certificate(city)).number == "ATT-2026-0001");
        CHECK(refused(office.certificate(999)) == "member unknown_reference");
        CHECK(refused(R"({"kind":"certificate","language":"fr"})") == "member missing");
        CHECK(refused(R"({"kind":"extract","language":"fr","decision":999})") == "decision unknown_reference");
        CHECK(refused(R"({"kind":"report","language":"fr","on":"2026-09-22"})") == "on date_future");
        CHECK(refused(R"({"kind":"diploma","language":"fr"})") == "kind choice");
        CHECK(refused(R"({"kind":"report","language":"de"})") == "language choice");
        CHECK(told(office.visitor("documents.issue", office.certificate(city))) == "acts.not_allowed");
        CHECK(told(office.visitor("documents.change_template", support::template_json("report", "title: T\n\nx", "title: T\n\nx"))) ==
              "acts.not_allowed");
        const auto extract = office.issue(R"({"kind":"extract","language":"en","decision":)" + std::to_string(decision) + "}");
        CHECK(extract.number == "EXT-2026-0001");
        CHECK(extract.subject == "Budget");
        CHECK(office.issue(R"({"kind":"report","language":"fr"})").number == "RAP-2026-0001");
        CHECK(office.issue(office.certificate(city, "en")).number == "ATT-2026-0002");
        office.now = base::Date{2027, 1, 2}.days_since_1970() * std::int64_t(86'400'000'000);
        CHECK(office.issue(office.certificate(city)).number == "ATT-2027-0001");
    });
}

TEST_CASE("Without a description of the network, or a template, nothing is issued") {
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Life life(network.location());
    CHECK(told(life.say("documents.issue", R"({"kind":"report","language":"fr"})")) == "documents.no_network");
    life.made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"UTC"})");
    CHECK(told(life.say("documents.issue", R"({"kind":"report","language":"fr"})")) == "documents.no_template");
}

TEST_CASE("A document says for ever what was known when it was issued, and the same bytes come back from the journal") {
    support::for_each_engine([](const store::Location& at) {
        Office office(at);
        const auto city = office.member("Ouidah", "BJ");
        const auto decision = office.made(
            "assembly.record_decision",
            R"({"body":"general_assembly","date":"2026-09-01","title":"Budget de 2027","subject":"none","result":"adopted","votes_for":30})",
            office.basis);
        std::vector<IssuedDocument> all{office.issue(office.certificate(city)), office.issue(office.certificate(city, "en")),
                                        office.issue(R"({"kind":"extract","language":"fr","decision":)" + std::to_string(decision) + "}"),
                                        office.issue(R"({"kind":"report","language":"fr"})")};
        std::vector<std::string> bytes;
        for (const auto& one : all) bytes.push_back(office.pdf(one));
        CHECK(bytes[0] != bytes[1]);
        CHECK(bytes[0] == office.pdf(all[0]));

        // The city is corrected, the network is named anew, the templates change: what was issued stays.
        const auto seen = members::find_member(*office.reader(), {city})->changed_by.value;
        CHECK(told(office.say("members.correct",
                              "{\"member\":" + std::to_string(city) + ",\"seen\":" + std::to_string(seen) +
                                  R"(,"name":"Glexwe","kind":"capital","member_class":"active","since":"1999"})",
                              office.basis)) == "accepted");
        office.made("network.describe", R"({"name_fr":"Autre","name_en":"Other","short_name":"A","zone":"Europe/Paris"})");
        office.made("documents.change_template",
                    support::template_json("certificate", "title: Nouveau\n\n{{member}}", "title: New\n\n{{member}}"));
        for (std::size_t i = 0; i < all.size(); ++i) CHECK(office.pdf(all[i]) == bytes[i]);
        const auto later = office.issue(office.certificate(city));
        CHECK(holds(text_of(office.pdf(later)), "Glexwe"));
        CHECK(holds(text_of(office.pdf(later)), "Nouveau"));
        CHECK(holds(text_of(bytes[0]), "Ouidah"));

        // What was annulled is certified with its annulment, a list of a day has the names of that day, and who left is no member.
        office.made(
            "assembly.record_decision",
            R"({"body":"general_assembly","date":"2026-09-02","title":"Annulation","subject":"annulment","result":"adopted","subject_id":)" +
                std::to_string(decision) + "}",
            office.basis);
        const auto annulled = office.issue(R"({"kind":"extract","language":"fr","decision":)" + std::to_string(decision) + "}");
        CHECK(holds(text_of(office.pdf(annulled)), "Annulée par l’acte n°"));
        CHECK_FALSE(holds(text_of(bytes[2]), "Annulée"));
        const auto of_city = [&](const std::string& more) {
            return "{\"member\":" + std::to_string(city) +
                   ",\"seen\":" + std::to_string(members::find_member(*office.reader(), {city})->changed_by.value) + more;
        };
        CHECK(told(office.say("members.rename", of_city(R"(,"name":"Juda","on":"2026-09-10"})"), office.basis)) == "accepted");
        const auto list = [&](const char* on) {
            return text_of(office.pdf(office.issue(R"({"kind":"report","language":"fr","on":")" + std::string(on) + "\"}")));
        };
        CHECK(holds(list("2026-09-09"), "Glexwe"));
        CHECK(holds(list("2026-09-10"), "Juda"));
        CHECK(told(office.say("members.resign", "{\"member\":" + std::to_string(city) + R"(,"from":"2026-09-20"})", office.basis)) ==
              "accepted");
        CHECK(told(office.say("documents.issue", office.certificate(city))) == "documents.no_member");

        const support::FreshNetwork copy(at.engine == store::Engine::sqlite ? store::Engine::postgresql : store::Engine::sqlite);
        CHECK(app::rebuild(at, copy.location(), {.mode = acts::Replay::prove}).different.empty());
        const auto again = store::Db::open(copy.location(), store::Access::reader);
        for (std::size_t i = 0; i < all.size(); ++i) CHECK(print(*again, *find_document(*again, all[i].number), site).value() == bytes[i]);
    });
}

TEST_CASE("Each kind of document says its facts in its language") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Office office(network.location());
    const auto admitted = office.admitted("Cotonou", "BJ");
    office.member("Paris");
    const auto member = office.reader()->engine() == store::Engine::sqlite
                            ? *admissions::find_application(*office.reader(), {admitted})->admitted
                            : Id<members::Member>{};
    const auto french = text_of(office.pdf(office.issue(office.certificate(member.value))));
    for (const auto* part : {"Attestation de membre", "Cotonou", "Bénin", "21 septembre 2026", "Admission", "Assemblée générale", "Réseau",
                             "ATT-2026-0001", "https://network.example.org/documents/ATT-2026-0001", "page 1 sur 1"})
        CHECK_MESSAGE(holds(french, part), std::string(part));
    const auto english = text_of(office.pdf(office.issue(office.certificate(member.value, "en"))));
    for (const auto* part : {"Certificate of membership", "Benin", "21 September 2026", "Network", "/en/documents/ATT-2026-0002"})
        CHECK_MESSAGE(holds(english, part), std::string(part));
    const auto report = text_of(office.pdf(office.issue(R"({"kind":"report","language":"fr","on":"2026-09-21"})")));
    for (const auto* part : {"Liste des membres", "21 septembre 2026", "Membres admis par une décision", "Cotonou",
                             "Membres attestés par des sources", "Paris", "France"})
        CHECK_MESSAGE(holds(report, part), std::string(part));
    const auto before = text_of(office.pdf(office.issue(R"({"kind":"report","language":"fr","on":"2009-12-31"})")));
    CHECK(!holds(before, "Paris"));  // since 2010
}

TEST_CASE("A paper of a simulated network says that it certifies nothing") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Office office(network.location());
    const auto city = office.member("Ouidah", "BJ");
    CHECK(!holds(text_of(office.pdf(office.issue(office.certificate(city)))), "simulé"));
    office.made("network.describe", R"({"name_fr":"Essai","name_en":"Trial","short_name":"E","zone":"UTC","nature":"simulated"})");
    CHECK(holds(text_of(office.pdf(office.issue(office.certificate(city)))), "ce document n’atteste rien"));
}

TEST_CASE("Names of every length and script are printed whole, or refused when they are recorded") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Office office(network.location());
    CHECK(told(office.say("members.record", support::member(std::string(300, 'a'), office.source), office.basis)) == "name too_long");
    CHECK(told(office.say("members.record", support::member(std::string(201, 'a'), office.source), office.basis)) == "name too_long");
    const auto longest = repeated("Ville ", 33) + "ab";  // 200 characters
    for (const auto& [name, seen] :
         std::vector<std::pair<std::string, std::string>>{{longest, "Ville Ville Ville"},
                                                          {repeated("é", 200), "ééééé"},
                                                          {"Thành phố Đà Nẵng", "Thành phố Đà Nẵng"},
                                                          {"Ngũ Hành Sơn", "Ngũ Hành Sơn"},
                                                          {"صفاقس", ""},
                                                          {"Ville **en** gras {{member}}", "Ville **en** gras {{member}}"},
                                                          {repeated("𝔸", 200), ""}}) {
        const auto pdf = office.pdf(office.issue(office.certificate(office.member(name, "VN"))));
        INFO(name);
        CHECK(pdf.starts_with("%PDF"));
        if (!seen.empty()) CHECK(holds(text_of(pdf), seen));
    }
    const auto arabic = text_of(office.pdf(office.issue(office.certificate(office.member("بنزرت", "TN")))));
    CHECK((holds(arabic, "بنزرت") || holds(arabic, "تﺮﺰﻨﺑ") || holds(arabic, "ﺑﻨﺰﺮﺗ")));  // as letters, or in the forms they take
    const auto report = office.pdf(office.issue(R"({"kind":"report","language":"fr"})"));
    CHECK(holds(text_of(report), "Thành phố Đà Nẵng"));
}

TEST_CASE("A template that is too long or wrong is refused, and the one in force stays") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Office office(network.location());
    const auto change = [&](const std::string& fr, const std::string& en) {
        return told(office.say("documents.change_template", support::template_json("certificate", fr, en)));
    };
    const std::string right = "title: T\n\nx", begin = "title: T\n\n";
    CHECK(change(right, begin + std::string(10'001 - begin.size(), 'x')) == "text_en too_long");
    CHECK(change(begin + std::string(10'000 - begin.size(), 'x'), right) == "accepted");
    CHECK(change(begin + repeated("𝔸", 9'000), begin + repeated("𝔸", 9'000)) == "acts.too_large");
    CHECK(change(begin + "{{mayor}}", right) == "text_fr template_unknown_field");
    CHECK(told(office.say("documents.change_template", R"({"kind":"certificate","text_fr":"title: T"})")) == "text_en missing");
    CHECK(template_in_force(*office.reader(), Kind::certificate)->text_en == right);
}

TEST_CASE("The check code is the paper's own, and is taken as people type it") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Office office(network.location());
    const auto city = office.member("Ouidah", "BJ");
    const auto code_of = [&](const IssuedDocument& document) { return check_code(*acts::find_entry(*office.reader(), document.act)); };
    const auto one = office.issue(office.certificate(city)), other = office.issue(office.certificate(city));
    const auto code = code_of(one);
    CHECK(code.size() == code_letters + 1);
    CHECK(code != code_of(other));
    CHECK(holds(text_of(office.pdf(one)), code));
    CHECK(is_code(code, code));
    CHECK(!is_code(code_of(other), code));
    const std::string known = "01ABC-DEFGH";
    for (const auto* typed : {"01ABC-DEFGH", "01abcdefgh", " oiabc – defgh ", "OLABC DEFGH", "0I-AB-CD-EF-GH"})
        CHECK_MESSAGE(is_code(typed, known), std::string(typed));
    for (const auto* typed : {"", "01ABC", "01ABC-DEFGHJ", "01ABC-DEFGU", "11ABC-DEFGH", "01ABC-DEFG"})
        CHECK_MESSAGE(!is_code(typed, known), std::string(typed));
    CHECK(!is_code(std::string(70, ' ') + known, known));
}

TEST_CASE("A list of many members is a table over several pages, tagged, with its headings again on each") {
    const support::FreshNetwork network(store::Engine::sqlite);
    Office office(network.location());
    std::vector<acts::Submission> said;
    for (int i = 0; i < 120; ++i)
        said.push_back({{"administrator", acts::Role::administrator, "secretariat"},
                        "members.record",
                        support::member("Ville " + std::to_string(i), office.source, i % 2 ? "SN" : "BJ"),
                        "",
                        office.basis});
    REQUIRE(office.writer.submit_all(said));
    const auto pdf = office.pdf(office.issue(R"({"kind":"report","language":"fr"})"));
    const support::TemporaryDirectory directory;
    const auto file = (directory.path() / "report.pdf").string();
    std::ofstream(file, std::ios::binary) << pdf;
    const auto info = support::run({"/usr/bin/pdfinfo", file}).out, structure = support::run({"/usr/bin/pdfinfo", "-struct", file}).out;
    CHECK(holds(info, "Tagged:          yes"));
    CHECK(!holds(info, "Pages:           1\n"));
    for (const auto* element : {"H1", "Table", "TR", "TH", "TD", "Caption", "LI"})
        CHECK_MESSAGE(holds(structure, element), std::string(element));
    const auto text = text_of(pdf);
    CHECK(holds(text, "Membres attestés par des sources (suite)"));
    CHECK(text.find("Ville 2 ") < text.find("Ville 10 "));  // by country, then as people sort names
    CHECK(text.find("Ville 118") < text.find("Ville 1 "));
}
