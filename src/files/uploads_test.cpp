// Files that arrive in pieces: the protocol, whose they are, what room they may take, and what is left when something fails.
#include "files/uploads.h"

#include "people/people.h"
#include "support/acting_site.h"
#include "support/life.h"
#include "support/pictures.h"
#include "support/zip.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <latch>
#include <thread>

namespace {

using support::ActingSite, support::text_of;
using web::Method, web::Parameters, web::Response;

const std::string pdf = "%PDF-1.7\n" + std::string(3'000, 'x') + "\nstartxref\n0\n%%EOF\n";
std::string field(const Response& response, std::string_view name) { return std::string(response.headers.find(name).value_or("")); }
bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

// A client of the protocol.
struct Sender {
    ActingSite& site;
    std::string at = {};
    Response ask(Method method, const std::string& target, Parameters headers = {}, std::string body = {}) const {
        if (!headers.has("Tus-Resumable")) headers.add("Tus-Resumable", "1.0.0");
        return site.ask(method, target, std::move(headers), std::move(body));
    }
    Response begin(std::int64_t length, const std::string& name = "délibération.pdf") {
        auto made = ask(Method::post, "/api/uploads",
                        {{"Upload-Length", std::to_string(length)}, {"Upload-Metadata", "filename " + base::base64(name)}});
        if (made.status == 201) at = field(made, "Location");
        return made;
    }
    Response add(std::int64_t offset, std::string piece, Parameters more = {}) const {
        more.add("Content-Type", "application/offset+octet-stream");
        more.add("Upload-Offset", std::to_string(offset));
        return ask(Method::patch, at, std::move(more), std::move(piece));
    }
    std::string offset() const { return field(ask(Method::head, at), "Upload-Offset"); }
    Response result(const std::string& language = "fr") const { return ask(Method::get, at, {{"Accept-Language", language}}); }
    Response whole(const std::string& bytes, const std::string& name = "a.pdf") {
        REQUIRE(begin(static_cast<std::int64_t>(bytes.size()), name).status == 201);
        constexpr std::size_t piece = 1 << 20;
        for (std::size_t from = 0; from < bytes.size(); from += piece)
            REQUIRE(add(static_cast<std::int64_t>(from), bytes.substr(from, piece)).status == 204);
        return result();
    }
};

void be(ActingSite& site, std::int64_t person) {
    site.hooks.visitor = [person](const web::Request&, store::Db&) {
        web::Visitor visitor;
        if (person) visitor.actor = {"person:" + std::to_string(person), acts::Role::visitor, "visitor"};
        return visitor;
    };
}
std::size_t parts_in(const ActingSite& site) { return files::Parts(site.files).all().size(); }

}  // namespace

TEST_CASE("a file that comes in pieces is whole, kept under its hash, and told as an attachment") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        ActingSite site(engine);
        Sender sender{site};
        const auto made = sender.begin(static_cast<std::int64_t>(pdf.size()));
        REQUIRE(made.status == 201);
        CHECK(field(made, "Tus-Resumable") == "1.0.0");
        CHECK(field(made, "Upload-Expires").ends_with(" GMT"));
        CHECK(sender.at.size() == std::string("/api/uploads/").size() + 43);
        CHECK(sender.offset() == "0");
        const auto first = sender.add(0, pdf.substr(0, 1'000));
        CHECK(first.status == 204);
        CHECK(field(first, "Upload-Offset") == "1000");
        CHECK(sender.offset() == "1000");
        CHECK(text_of(sender.result()) == R"({"offset":1000,"length":)" + std::to_string(pdf.size()) + "}");
        CHECK(parts_in(site) == 1);
        CHECK(sender.add(1'000, pdf.substr(1'000)).status == 204);
        const auto told = R"({"name":"délibération.pdf","media_type":"application/pdf","size":)" + std::to_string(pdf.size()) +
                          R"(,"sha256":")" + base::sha256({pdf}).hex() + "\"}";
        CHECK(text_of(sender.result()) == told);
        CHECK(text_of(sender.result()) == told);  // an answer that was lost can be had again
        CHECK(sender.offset() == std::to_string(pdf.size()));
        CHECK(site.files.read(base::sha256({pdf})) == pdf);
        CHECK(parts_in(site) == 0);
    }
}

TEST_CASE("what is offered is what tus 1.0.0 asks servers to say") {
    ActingSite site;
    const auto offer = site.ask(Method::options, "/api/uploads");
    CHECK(offer.status == 204);
    CHECK(field(offer, "Tus-Version") == "1.0.0");
    CHECK(field(offer, "Tus-Extension") == "creation,termination,checksum,expiration");
    CHECK(field(offer, "Tus-Max-Size") == "50000000");
    CHECK(field(offer, "Tus-Checksum-Algorithm") == "sha1,sha256");
}

TEST_CASE("a piece is taken at the offset where the file stopped, of the announced kind and length, and with its checksum") {
    ActingSite site;
    Sender sender{site};
    REQUIRE(sender.begin(10).status == 201);
    const auto sha = [](std::string_view bytes) { return "sha256 " + base::base64(base::sha256({bytes}).view()); };
    CHECK(sender.add(1, "a").status == 409);
    CHECK(field(sender.add(1, "a"), "Upload-Offset") == "0");
    CHECK(sender.add(0, "abc", {{"Upload-Checksum", sha("abd")}}).status == 460);
    CHECK(sender.offset() == "0");
    CHECK(sender.add(0, "abc", {{"Upload-Checksum", "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0="}}).status == 204);  // FIPS 180's "abc"
    CHECK(sender.add(3, "d", {{"Upload-Checksum", sha("d")}}).status == 204);
    for (const char* said : {"md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha1", "sha1 ?", ""}) {
        CAPTURE(said);
        CHECK(sender.add(4, "e", {{"Upload-Checksum", said}}).status == 400);
    }
    CHECK(sender.add(4, "0123456").status == 413);  // one more than there is room for
    CHECK(sender.add(4, "").status == 204);
    CHECK(sender.offset() == "4");
    const auto patch = [&](Parameters headers) { return sender.ask(Method::patch, sender.at, std::move(headers), "e").status; };
    CHECK(patch({{"Content-Type", "text/plain"}, {"Upload-Offset", "4"}}) == 415);
    CHECK(patch({{"Content-Type", "application/offset+octet-stream"}}) == 400);
    for (const char* offset : {"-1", "", "4 ", "0x4", "99999999999999999999"})
        CHECK(patch({{"Content-Type", "application/offset+octet-stream"}, {"Upload-Offset", offset}}) == 400);
    CHECK(patch({{"Tus-Resumable", "0.2.2"}}) == 412);
    CHECK(patch({{"Origin", "https://elsewhere.example.org"}}) == 403);
    CHECK(site.ask(Method::head, sender.at).status == 412);
    CHECK(sender.add(4, std::string((1 << 20) + 1, ' ')).status == 413);
    CHECK(sender.add(4, "456789").status == 204);
}

TEST_CASE("ten gigabytes are refused before they leave, with the figure") {
    ActingSite site;
    Sender sender{site};
    const auto refused = sender.begin(10'000'000'000);
    CHECK(refused.status == 413);
    CHECK(refused.media_type == "application/problem+json");
    CHECK(holds(text_of(refused), "This file is 10,000 MB; at most 50 MB"));
    CHECK(holds(text_of(refused), R"("max_bytes":50000000)"));
    CHECK(sender.begin(50'000'001).status == 413);
    CHECK(sender.begin(50'000'000).status == 201);
    CHECK(sender.begin(0).status == 422);
    for (const char* length : {"", "-1", "ten"}) CHECK(sender.ask(Method::post, "/api/uploads", {{"Upload-Length", length}}).status == 400);
    CHECK(sender.ask(Method::post, "/api/uploads", {{"Upload-Length", "1"}, {"Upload-Metadata", "filename ???"}}).status == 400);
    CHECK(sender.ask(Method::post, "/api/uploads", {{"Upload-Length", "1"}, {"Origin", "null"}}).status == 403);
}

TEST_CASE("an upload is its person's, or of whoever has its address; to anybody else it does not exist") {
    ActingSite site;
    Sender sender{site};
    be(site, 1001);
    REQUIRE(sender.begin(static_cast<std::int64_t>(pdf.size())).status == 201);
    for (const std::int64_t other : {1002, 0}) {
        be(site, other);
        CHECK(sender.ask(Method::head, sender.at).status == 404);
        CHECK(sender.add(0, "a").status == 404);
        CHECK(sender.result().status == 404);
        CHECK(sender.ask(Method::delete_, sender.at).status == 404);
    }
    be(site, 1001);
    CHECK(sender.offset() == "0");
    CHECK(sender.ask(Method::delete_, sender.at).status == 204);
    CHECK(sender.ask(Method::head, sender.at).status == 404);

    be(site, 0);
    REQUIRE(sender.begin(5).status == 201);
    auto guessed = sender;
    guessed.at.back() = guessed.at.back() == 'A' ? 'B' : 'A';
    CHECK(guessed.ask(Method::head, guessed.at).status == 404);
    be(site, 1002);  // who signs in meanwhile goes on
    CHECK(sender.offset() == "0");
    // Neither the secret nor the reader's address lies in the database.
    store::Db& db = *site.hooks.read();
    CHECK(!files::find_upload(db, base::sha256({sender.at})));
    CHECK(!holds(files::find_upload(db, base::sha256({sender.at.substr(sender.at.rfind('/') + 1)}))->owner, "203.0.113"));
}

TEST_CASE("nobody takes more room than is theirs, and all together no more than there is") {
    struct Row {
        files::UploadLimits limits;
        std::vector<std::int64_t> lengths;
        std::vector<int> expected;
    };
    for (const auto& row : {Row{{.uploads_each = 2}, {1, 1, 1}, {201, 201, 429}}, Row{{.bytes_each = 10}, {6, 4}, {201, 201}},
                            Row{{.bytes_each = 10}, {6, 5, 4}, {201, 429, 201}}, Row{{.uploads_all = 1}, {1, 1}, {201, 503}},
                            Row{{.bytes_all = 10}, {6, 5}, {201, 503}}}) {
        ActingSite site;
        files::Uploads uploads(site.doors, row.limits);
        web::Router router;
        uploads.add_routes(router);
        std::swap(site.router, router);
        Sender sender{site};
        for (std::size_t i = 0; i < row.lengths.size(); ++i) CHECK(sender.begin(row.lengths[i]).status == row.expected[i]);
    }
    ActingSite site(store::Engine::sqlite, {.burst = 1, .seconds_each = 1e6});
    Sender sender{site};
    CHECK(sender.begin(1).status == 201);
    const auto late = sender.begin(1);
    CHECK(late.status == 429);
    CHECK(!field(late, "Retry-After").empty());
    be(site, 1001);
    CHECK(sender.begin(1).status == 201);
}

TEST_CASE("an upload expires after seven days, with its bytes") {
    ActingSite site;
    Sender sender{site};
    REQUIRE(sender.begin(10).status == 201);
    REQUIRE(sender.add(0, "abc").status == 204);
    const auto until = files::find_upload(*site.hooks.read(), base::sha256({sender.at.substr(sender.at.rfind('/') + 1)}))->until_us;
    site.now = until - 1;
    CHECK(sender.offset() == "3");
    site.uploads.tidy();
    CHECK(parts_in(site) == 1);
    site.now = until;
    CHECK(sender.ask(Method::head, sender.at).status == 404);
    site.uploads.tidy_when_due();
    CHECK(parts_in(site) == 1);  // looked for once an hour
    site.now += 3'600'000'000;
    site.uploads.tidy_when_due();
    CHECK(parts_in(site) == 0);
    site.now = until - 1;
    CHECK(sender.ask(Method::head, sender.at).status == 404);
}

TEST_CASE("whoever is erased leaves nothing on its way") {
    for (const auto engine : {store::Engine::sqlite, store::Engine::postgresql}) {
        ActingSite site(engine);
        const auto gone = site.must("people.register_person", R"({"name":"Claire Exemple"})").first_thing();
        const auto stays = site.must("people.register_person", R"({"name":"Paul Exemple"})").first_thing();
        Sender theirs{site}, other{site};
        be(site, gone);
        REQUIRE(theirs.begin(10, "Claire Exemple.pdf").status == 201);
        REQUIRE(theirs.add(0, "abc").status == 204);
        be(site, stays);
        REQUIRE(other.begin(10).status == 201);
        REQUIRE(other.add(0, "abc").status == 204);
        site.must("people.erase_person", R"({"person":)" + std::to_string(gone) + "}");
        site.uploads.somebody_was_erased();
        site.uploads.tidy_when_due();
        CHECK(files::uploaders(*site.hooks.read()) == std::vector<base::Id<base::Person>>{{stays}});
        CHECK(parts_in(site) == 1);
        CHECK(other.offset() == "3");
    }
}

TEST_CASE("a disk that fills in the middle is told, keeps what came before, and the file goes on when there is room") {
    ActingSite site;
    Sender sender{site};
    const auto long_pdf = "%PDF-1.7\n" + std::string(5'000'000, 'x') + "\nstartxref\n0\n%%EOF\n";
    REQUIRE(sender.begin(static_cast<std::int64_t>(long_pdf.size())).status == 201);
    constexpr std::size_t piece = 1'000'000;
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    auto* const ignored = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit narrow{2'500'000, before.rlim_max};  // no file may grow beyond it, as on a disk without room
    setrlimit(RLIMIT_FSIZE, &narrow);
    CHECK(sender.add(0, long_pdf.substr(0, piece)).status == 204);
    CHECK(sender.add(piece, long_pdf.substr(piece, piece)).status == 204);
    const auto full = sender.add(2 * piece, long_pdf.substr(2 * piece, piece));
    CHECK(full.status == 507);
    CHECK(holds(text_of(full), "What has arrived is kept"));
    CHECK(sender.offset() == "2000000");
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, ignored);
    for (std::size_t from = 2 * piece; from < long_pdf.size(); from += piece)
        CHECK(sender.add(static_cast<std::int64_t>(from), long_pdf.substr(from, piece)).status == 204);
    CHECK(holds(text_of(sender.result()), base::sha256({long_pdf}).hex()));
}

TEST_CASE("all has come when the disk is full: the file is kept as soon as there is room") {
    ActingSite site;
    Sender sender{site};
    REQUIRE(sender.begin(static_cast<std::int64_t>(pdf.size())).status == 201);
    REQUIRE(sender.add(0, pdf.substr(0, 100)).status == 204);
    // A file where the directory of its hash would be: it cannot be kept.
    const auto directory = site.files.path(base::sha256({pdf})).parent_path();
    std::ofstream(directory) << "in the way";
    CHECK_THROWS_AS(sender.add(100, pdf.substr(100)), store::Fault);
    CHECK(sender.offset() == std::to_string(pdf.size()));
    std::filesystem::remove(directory);
    CHECK(holds(text_of(sender.result()), base::sha256({pdf}).hex()));
    CHECK(parts_in(site) == 0);
}

TEST_CASE("what cannot be taken is told in the reader's language when all has come, and nothing of it stays") {
    struct Row {
        std::string bytes, code;
    };
    for (const auto& [bytes, code] :
         {Row{test::zip({{"[Content_Types].xml", std::string(50'000'000, ' ')}}), "upload_bomb"},
          Row{test::jpeg() + test::zip({{"a.js", "alert(1)"}}), "upload_two_kinds"}, Row{"<script>alert(1)</script>", "upload_web_page"},
          Row{test::png().substr(0, 60), "upload_broken"}}) {
        ActingSite site;
        Sender sender{site};
        const auto refused = sender.whole(bytes);
        CHECK(refused.status == 422);
        CHECK(holds(text_of(refused), "acts." + code));
        CHECK(text_of(sender.result("fr")) != text_of(sender.result("en")));
        CHECK(parts_in(site) == 0);
        CHECK(!site.files.size(base::sha256({bytes})));
    }
    ActingSite site;
    Sender sender{site};
    const auto refused = sender.whole("\xff\xd8\xff" + std::string(25'000'000, ' '));
    CHECK(holds(text_of(refused), "Ce fichier fait 26 Mo ; 25 Mo au plus"));
}

TEST_CASE("after a restart uploads go on, and what nobody knows of is taken away") {
    ActingSite site;
    Sender sender{site};
    REQUIRE(sender.begin(static_cast<std::int64_t>(pdf.size())).status == 201);
    REQUIRE(sender.add(0, pdf.substr(0, 1'000)).status == 204);
    files::Parts parts(site.files);
    const auto id = base::sha256({sender.at.substr(sender.at.rfind('/') + 1)});
    parts.write(id, 1'000, "what was written and never acknowledged");
    parts.write(base::sha256({"nobody's"}), 0, "x");
    files::Uploads again(site.doors);
    again.tidy();
    CHECK(parts.all() == std::vector{id});
    web::Router router;
    again.add_routes(router);
    std::swap(site.router, router);
    CHECK(sender.offset() == "1000");
    CHECK(sender.add(1'000, pdf.substr(1'000)).status == 204);
    CHECK(holds(text_of(sender.result()), base::sha256({pdf}).hex()));
}

TEST_CASE("of two pieces for the same place at the same time, one is taken") {
    ActingSite site;
    Sender sender{site};
    constexpr std::int64_t rounds = 20, size = 50'000;
    REQUIRE(sender.begin(rounds * size).status == 201);
    for (std::int64_t round = 0; round < rounds; ++round) {
        std::array<int, 2> status{};
        std::latch together(2);
        std::array<std::thread, 2> threads;
        for (std::size_t i = 0; i < 2; ++i)
            threads[i] = std::thread([&, i] {
                together.arrive_and_wait();
                status[i] = sender.add(round * size, std::string(size, i ? 'a' : 'b')).status;
            });
        for (auto& thread : threads) thread.join();
        std::ranges::sort(status);
        CHECK(status[0] == 204);
        CHECK((status[1] == 409 || status[1] == 423));
    }
    CHECK(text_of(sender.result()).find("text/plain") != std::string::npos);
}

TEST_CASE("the name is read from the metadata, or there is none") {
    struct Row {
        const char *said, *name;
    };
    for (const auto& [said, name] : {Row{"", ""}, Row{"filename YS5wZGY=", "a.pdf"}, Row{"filetype eA==,filename YS5wZGY=", "a.pdf"},
                                     Row{" filename YS5wZGY= , other", "a.pdf"}, Row{"filename /w==", ""}, Row{"other YQ==", ""}})
        CHECK(files::name_in_metadata(said) == name);
    for (const char* said : {"filename YS5wZGY", "filename ?", " ,", ","}) {
        CAPTURE(said);
        CHECK(!files::name_in_metadata(said));
    }
    CHECK(files::name_in_metadata("filename " + base::base64(std::string(400, 'a')))->size() == 400);
    CHECK(files::name_in_metadata("filename " + base::base64(std::string(401, 'a')))->empty());
}
