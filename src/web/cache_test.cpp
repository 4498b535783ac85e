#include "web/cache.h"
#include "web/assets.h"
#include "web/headers.h"

#include "base/hash.h"

#include <brotli/decode.h>
#include <doctest/doctest.h>
#include <zlib.h>
#include <stdexcept>

using namespace web;

namespace {

std::shared_ptr<const StoredPage> page_of(std::string text) { return make_stored(Response::page(std::move(text), {}), "", Effort::quick); }

std::string unbrotli(std::string_view bytes) {
    std::string out(1 << 20, '\0');
    std::size_t size = out.size();
    REQUIRE(BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_DECODER_RESULT_SUCCESS);
    return out.substr(0, size);
}

std::string ungzip(std::string_view bytes) {
    std::string out(1 << 20, '\0');
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

std::string body_of(const Answer& answer) { return answer.bytes->substr(answer.head_size); }

}  // namespace

TEST_CASE("A page is valid until a topic it read moves, and no other") {
    Topics topics;
    PageCache cache(topics, 1 << 20);
    cache.store("/a", page_of("a"), {"member:1", "member_list"}, topics.now());
    cache.store("/b", page_of("b"), {"member:2"}, topics.now());
    REQUIRE(cache.find("/a"));
    topics.bump("member:2");
    CHECK(cache.find("/a"));
    CHECK_FALSE(cache.find("/b"));
    topics.bump("member_list");
    CHECK_FALSE(cache.find("/a"));
    CHECK(cache.size() == 0);
    CHECK(cache.bytes() == 0);
}

TEST_CASE("A topic that moved while the page was being read makes it stale from the start") {
    Topics topics;
    PageCache cache(topics, 1 << 20);
    const auto seen = topics.now();
    topics.bump("member:1");
    cache.store("/a", page_of("a"), {"member:1"}, seen);
    CHECK_FALSE(cache.find("/a"));
    cache.store("/a", page_of("a"), {"member:1"}, topics.now());
    CHECK(cache.find("/a"));
    topics.bump_all();
    CHECK_FALSE(cache.find("/a"));
}

TEST_CASE("The least recently used pages leave first, and memory stays within its bound") {
    Topics topics;
    PageCache cache(topics, 60'000);
    const std::string text(5'000, 'x');
    auto response = Response::page(text, {});
    response.compress = false;
    const auto page = make_stored(response, "", Effort::quick);
    for (int i = 0; i < 50; ++i) {
        cache.store("/" + std::to_string(i), page, {}, topics.now());
        cache.find("/0");
        CHECK(cache.bytes() <= 60'000);
    }
    CHECK(cache.find("/0"));
    CHECK(cache.find("/49"));
    CHECK_FALSE(cache.find("/1"));
    response.body = std::string(8'000, 'x');
    cache.store("/large", make_stored(response, "", Effort::quick), {}, topics.now());
    CHECK_FALSE(cache.find("/large"));
}

TEST_CASE("An asset is pinned: never stale, never pushed out, never replaced by a page") {
    Topics topics;
    PageCache cache(topics, 0);
    cache.pin("/a.css", page_of("a"));
    cache.store("/a.css", page_of("b"), {}, topics.now());
    topics.bump_all();
    const auto* entry = cache.find("/a.css");
    REQUIRE(entry);
    CHECK(body_of(entry->page->variants[0]->full) == "a");
}

TEST_CASE("A page has one tag for each coding, and each gives back the text") {
    std::string text = "<!doctype html>";
    for (int i = 0; i < 100; ++i) text += "<p>Ligne " + std::to_string(i);
    const auto page = page_of(text);
    const auto& plain = page->answer({"", ""});
    const auto& zipped = page->answer({"gzip", ""});
    const auto& small = page->answer({"gzip, br", ""});
    CHECK(body_of(plain) == text);
    CHECK(ungzip(body_of(zipped)) == text);
    CHECK(unbrotli(body_of(small)) == text);
    CHECK(page->variants[0]->etag != page->variants[1]->etag);
    CHECK(page->variants[1]->etag != page->variants[2]->etag);
    CHECK(page->answer({"br", page->variants[2]->etag}).status == 304);
    CHECK(page->answer({"gzip", page->variants[2]->etag}).status == 200);

    const auto better = recompress(*page, "");
    CHECK(unbrotli(body_of(better->answer({"br", ""}))) == text);
    CHECK(better->variants[0]->etag == page->variants[0]->etag);
    CHECK(better->variants[2]->etag != page->variants[2]->etag);
    CHECK(better->effort == Effort::most);
    CHECK(better->variants[0]->full.bytes->find("Cache-Control: public, no-cache\r\n") == 0);
}

TEST_CASE("A better compressed page replaces only the page it was made from") {
    Topics topics;
    PageCache cache(topics, 1 << 20);
    const auto first = page_of("one"), second = page_of("two"), better = page_of("one, better");
    cache.store("/a", first, {"t"}, topics.now());
    cache.improve("/a", first.get(), better);
    CHECK(cache.find("/a")->page == better);
    cache.store("/a", second, {"t"}, topics.now());
    cache.improve("/a", first.get(), better);
    CHECK(cache.find("/a")->page == second);
    cache.improve("/absent", first.get(), better);
    topics.bump("t");
    CHECK_FALSE(cache.find("/a"));
    CHECK(cache.bytes() == 0);
}

TEST_CASE("Only a public 200 that sets no cookie may be kept for all") {
    auto response = Response::page("a", {});
    CHECK(may_be_stored(response));
    response.headers.add("set-cookie", "a=b");
    CHECK_FALSE(may_be_stored(response));
    CHECK_FALSE(may_be_stored(Response::html("a")));
    response = Response::page("a", {});
    response.status = 404;
    CHECK_FALSE(may_be_stored(response));
}

TEST_CASE("A response field that would break the head is refused") {
    CHECK_THROWS_AS(make_answer(Response::see_other("/a\r\nSet-Cookie: x=y"), "", {}), std::invalid_argument);
    CHECK_THROWS_AS(make_answer(Response::see_other(std::string("/a\0", 3)), "", {}), std::invalid_argument);
    CHECK(make_answer(Response::see_other("/a"), "", {}).bytes->find("Location: /a\r\n") != std::string::npos);
}

TEST_CASE("What may be asked again has a tag, what must not be kept has none") {
    auto response = Response::json("{}");
    CHECK(make_answer(response, "", {}).bytes->find("ETag") == std::string::npos);
    CHECK(make_answer(response, "", {}).bytes->find("Cache-Control: no-store\r\n") == 0);
    response.keeping = Keeping::ask_again;
    const auto answer = make_answer(response, "", {});
    const auto at = answer.bytes->find("ETag: ") + 6;
    const auto tag = answer.bytes->substr(at, answer.bytes->find("\r\n", at) - at);
    CHECK(make_answer(response, "", {"", tag}).status == 304);
    CHECK(make_answer(response, "", {"", "\"other\""}).status == 200);
}

TEST_CASE("An asset's name changes with its bytes and is kept for ever; a fixed one is asked again") {
    const Assets one({{"style.css", "text/css", "a{}"}, {"sw.js", "text/javascript", "x", "/sw.js"}}, "");
    const Assets other({{"style.css", "text/css", "b{}"}}, "");
    CHECK(one.path("style.css").starts_with("/a/style-"));
    CHECK(one.path("style.css").ends_with(".css"));
    CHECK(one.path("style.css") != other.path("style.css"));
    CHECK(one.path("sw.js") == "/sw.js");
    CHECK_THROWS_AS(one.path("none"), std::out_of_range);
    CHECK(one.pages().at(one.path("style.css"))->variants[0]->full.bytes->find("immutable") != std::string::npos);
    CHECK(one.pages().at("/sw.js")->variants[0]->full.bytes->find("no-cache") != std::string::npos);
}

TEST_CASE("The security policy allows the inline styles given by their hash, and no inline script") {
    const auto fields = security_fields({.inline_styles = {"a{}"}});
    CHECK(fields.find("style-src 'self' 'sha256-" + base::base64(base::sha256({"a{}"}).view()) + "';") != fields.npos);
    CHECK(fields.find("unsafe") == fields.npos);
    CHECK(fields.find("frame-ancestors 'none'") != fields.npos);
    CHECK(fields.find("nosniff") != fields.npos);
    CHECK(fields.find("Strict-Transport") == fields.npos);
    CHECK(security_fields({.strict_transport = true}).find("Strict-Transport-Security: max-age=63072000") != fields.npos);
}
