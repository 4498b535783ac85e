// Files on their way out: who may have them, pictures without the place, and stretches of them.
#include "files/shelf.h"

#include "app/concert.h"
#include "files/files.h"
#include "people/people.h"
#include "support/pictures.h"
#include "support/postgresql.h"
#include "support/process.h"
#include "support/site.h"
#include "web/answer.h"
#include "web/attached.h"

#include <doctest/doctest.h>
#include <fstream>

namespace {

using web::Method, web::Parameters, web::Response;

struct Attach {
    acts::Public<std::optional<acts::Attachment>> shown;
    std::optional<acts::Attachment> hidden;
    std::optional<std::vector<acts::Attachment>> more;
    acts::Personal<std::optional<acts::Attachment>> own;
};
BOOST_DESCRIBE_STRUCT(Attach, (), (shown, hidden, more, own))
base::Verdict check(const acts::Reader&, const Attach&) { return base::granted(); }
void apply(acts::Effect& act, const Attach& attach) {
    const auto person = act.new_id<base::Person>();
    act.about(person);
    act.db().run("INSERT INTO person (id, name, email) VALUES ($1, $2, $3)", {person, attach.own.handle(), attach.own.handle()});
}

const std::string pdf = "%PDF-1.7\nstartxref\n0\n%%EOF\n", other_pdf = "%PDF-1.7\n\nstartxref\n0\n%%EOF\n";

// A network whose one act takes files of every class.
struct Library {
    explicit Library(store::Engine engine = store::Engine::sqlite)
        : network(engine),
          readers(network.location()),
          files(home.path() / "files"),
          writer(registry(), {std::string(people::tables()), std::string(files::tables())}, options()),
          shelf(hooks, files) {
        hooks.read = [this] {
            auto lent = std::make_shared<app::Readers::Lent>(readers.lend());
            return web::Reading(lent, lent->operator->());
        };
        hooks.facts = [](store::Db&) { return web::Facts(); };
        hooks.visitor = [this](const web::Request&, store::Db&) { return visitor; };
        hooks.writer = &writer;
        hooks.registry = &registry();
        shelf.add_routes(router);
    }
    static const acts::Registry& registry() {
        static const auto made = [] {
            acts::Registry all;
            all.add<Attach>("test.attach", 1, acts::By::anyone, acts::Basis::none);
            return all;
        }();
        return made;
    }
    acts::WriterOptions options() {
        acts::WriterOptions made;
        made.clock = [this] { return now += 1'000'000; };
        made.calendar = [](store::Db&, std::int64_t time_us) { return base::Date::utc_day(time_us); };
        made.open = [this] { return store::Db::open(network.location(), store::Access::writer); };
        return made;
    }
    // Keeps the bytes and attaches them in that field, as that actor. The hash.
    std::string attach(const std::string& field, const std::string& bytes, const std::string& actor = "visitor") {
        const auto file = web::take_file(files, "photo du marché", bytes, "f");
        REQUIRE(file);
        const auto json = R"({"name":)" + acts::json_text(file->name) + R"(,"media_type":)" + acts::json_text(file->media_type) +
                          R"(,"size":)" + std::to_string(file->size) + R"(,"sha256":")" + file->sha256.hex() + "\"}";
        const auto done = writer.submit({{actor, acts::Role::visitor, "visitor"},
                                         "test.attach",
                                         "{\"" + field + "\":" + (field == "more" ? "[" + json + "]" : json) + "}",
                                         "",
                                         ""});
        REQUIRE(done);
        return file->sha256.hex();
    }
    Response get(const std::string& target, Parameters headers = {}) {
        const auto plan = router.plan(Method::get, target);
        if (plan.status != 200) return Response::error(plan.status);
        web::Request request;
        request.target = target, request.path = plan.path, request.captured = plan.captured, request.headers = std::move(headers);
        return support::whole(plan.route->handler(request));
    }
    Response file(const std::string& hash, Parameters headers = {}) { return get("/fichiers/" + hash, std::move(headers)); }
    void be_nobody() { visitor = {}; }
    void be_person(std::int64_t person) { visitor = {}, visitor.actor = {"person:" + std::to_string(person), acts::Role::visitor, "v"}; }
    void be(acts::Role role) { be_person(77), visitor.holdings = {{role, {}}}; }

    std::int64_t now = 1'790'000'000'000'000;
    support::FreshNetwork network;
    support::TemporaryDirectory home;
    app::Readers readers;
    store::Files files;
    acts::Writer writer;
    web::SiteHooks hooks;
    web::Visitor visitor;
    files::Shelf shelf;
    web::Router router;
};

std::string field(const Response& response, std::string_view name) { return std::string(response.headers.find(name).value_or("")); }

}  // namespace

TEST_CASE("a public file is everybody's; a restricted one is the secretariat's and its sender's; a personal one nobody's") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        struct Row {
            std::string field;
            int nobody, sender, another, officer, treasurer, administrator, titular;
        };
        for (const auto& row : {Row{"shown", 200, 200, 200, 200, 200, 200, 200}, Row{"hidden", 404, 200, 404, 200, 200, 200, 404},
                                Row{"more", 404, 200, 404, 200, 200, 200, 404}, Row{"own", 404, 404, 404, 404, 404, 404, 404}}) {
            CAPTURE(row.field);
            Library library(engine);
            const auto hash = library.attach(row.field, pdf, "person:12");
            library.be_nobody();
            CHECK(library.file(hash).status == row.nobody);
            library.be_person(12);
            CHECK(library.file(hash).status == row.sender);
            library.be_person(13);
            CHECK(library.file(hash).status == row.another);
            library.be(acts::Role::officer);
            CHECK(library.file(hash).status == row.officer);
            library.be(acts::Role::treasurer);
            CHECK(library.file(hash).status == row.treasurer);
            library.be(acts::Role::administrator);
            CHECK(library.file(hash).status == row.administrator);
            library.be(acts::Role::titular);
            CHECK(library.file(hash).status == row.titular);
        }
    }
}

TEST_CASE("visitors who sent something are nobody in particular") {
    Library library;
    const auto hash = library.attach("hidden", pdf);
    CHECK(library.file(hash).status == 404);
}

TEST_CASE("what is not here, is attached nowhere, or is no hash does not exist") {
    Library library;
    library.be(acts::Role::administrator);
    CHECK(library.file(std::string(64, 'a')).status == 404);
    CHECK(library.file(library.files.keep(pdf).hex()).status == 404);
    CHECK(library.file("x").status == 404);
    CHECK(library.get("/en/files/" + library.attach("shown", pdf)).status == 200);  // attached later, it is found
}

TEST_CASE("everybody has a public picture without its place, under a hash of its own; the secretariat has the original") {
    for (const auto& original : {test::jpeg(), test::png(), test::webp()}) {
        Library library;
        const auto hash = library.attach("shown", original, "person:12");
        const auto sent_on = library.file(hash);
        REQUIRE(sent_on.status == 307);
        const auto at = field(sent_on, "Location");
        CHECK(at != "/fichiers/" + hash);
        CHECK(field(library.file(hash), "Location") == at);  // made once
        CHECK(field(library.get("/en/files/" + hash), "Location") == "/en/files/" + at.substr(at.rfind('/') + 1));
        const auto copy = library.get(at);
        REQUIRE(copy.status == 200);
        CHECK(copy.bytes().find("SECRET") == std::string_view::npos);
        CHECK(base::sha256({copy.bytes()}).hex() == at.substr(at.rfind('/') + 1));
        library.be_person(12);
        CHECK(library.file(hash).bytes() == original);
        library.be(acts::Role::officer);
        CHECK(library.file(hash).bytes() == original);
        // After a restart too.
        files::Shelf again(library.hooks, library.files);
        web::Router router;
        again.add_routes(router);
        std::swap(library.router, router);
        library.be_nobody();
        CHECK(library.get(at).status == 200);
    }
}

TEST_CASE("exiftool finds the place in the original of a picture, and none in its public copy") {
    Library library;
    const auto says = [&](std::string_view bytes) {
        const auto name = library.home.path() / "judged.jpg";
        std::ofstream(name, std::ios::binary) << bytes;
        return support::run({"/usr/bin/exiftool", "-a", "-G", "-s", name.string()}).out;
    };
    const auto hash = library.attach("shown", test::jpeg());
    CHECK(says(test::jpeg()).find("GPSLatitude") != std::string::npos);
    const auto judged = says(library.get(field(library.file(hash), "Location")).bytes());
    CHECK(judged.find("ImageWidth") != std::string::npos);
    for (const char* told : {"GPS", "SECRET", "XMP", "IPTC", "Make"}) CHECK(judged.find(told) == std::string::npos);
    CHECK(judged.find("Orientation") != std::string::npos);
}

TEST_CASE("a restricted picture has no public copy, and one that is public elsewhere keeps its original to itself") {
    Library library;
    const auto hash = library.attach("hidden", test::jpeg(), "person:12");
    CHECK(library.file(hash).status == 404);
    const auto clean = library.files.keep(papers::clean_picture(test::jpeg())->bytes);
    CHECK(library.file(clean.hex()).status == 404);  // though its bytes are here
    library.attach("shown", test::jpeg(), "person:13");
    CHECK(field(library.file(hash), "Location") == "/fichiers/" + clean.hex());
    CHECK(library.file(clean.hex()).status == 200);
}

TEST_CASE("a file leaves as what it is, to be saved, in a box where nothing runs") {
    Library library;
    const auto hash = library.attach("shown", pdf);
    const auto sent = library.file(hash);
    CHECK(sent.media_type == "application/pdf");
    CHECK(field(sent, "Content-Disposition") ==
          "attachment; filename=\"photo du march_.pdf\"; filename*=UTF-8''photo%20du%20march%C3%A9.pdf");
    CHECK(field(sent, "Content-Security-Policy") == "default-src 'none'; sandbox");
    CHECK(sent.keeping == web::Keeping::ask_again);
    library.be(acts::Role::officer);
    CHECK(field(library.file(library.attach("shown", test::png())), "Content-Disposition").starts_with("inline; filename="));
    CHECK(field(library.file(library.attach("shown", "a;b\n1;2\n")), "Content-Disposition").starts_with("attachment; "));
}

TEST_CASE("a download that was cut goes on where it stopped, if it is still the same file") {
    Library library;
    const auto hash = library.attach("shown", pdf), size = std::to_string(pdf.size());
    const auto tag = '"' + base::base64url(base::Hash::parse(hash)->view().substr(0, 16)) + '"';
    const auto rest = library.file(hash, {{"Range", "bytes=5-"}, {"If-Range", tag}});
    CHECK(rest.status == 206);
    CHECK(rest.bytes() == std::string_view(pdf).substr(5));
    CHECK(field(rest, "Content-Range") == "bytes 5-" + std::to_string(pdf.size() - 1) + "/" + size);
    CHECK(field(rest, "ETag") == tag);
    CHECK(library.file(hash, {{"Range", "bytes=5-"}, {"If-Range", "\"other\""}}).status == 200);
    const auto beyond = library.file(hash, {{"Range", "bytes=" + size + "-"}});
    CHECK(beyond.status == 416);
    CHECK(field(beyond, "Content-Range") == "bytes */" + size);
    CHECK(library.file(hash, {{"Range", "bytes=0-1,3-4"}}).bytes() == pdf);
    // The same tag as the server's own for the whole.
    const auto whole = web::make_answer(library.file(hash), "", {});
    CHECK(whole.bytes->find("ETag: " + tag) != std::string::npos);
}

TEST_CASE("a file whose bytes changed on the disk is a fault, not served") {
    Library library;
    const auto hash = library.attach("shown", pdf);
    std::ofstream(library.files.path(*base::Hash::parse(hash)), std::ios::binary) << other_pdf;
    CHECK_THROWS_AS(library.file(hash), store::Fault);
}
