// A sealed file opens for its reader only, and every change to it is seen.
#include "safekeeping/sealed.h"
#include "store/db.h"
#include "support/postgresql.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <fstream>

using namespace safekeeping;

namespace {

struct File {  // without a name
    int number;
    explicit File(const std::string& bytes = {}) : number(::open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
        REQUIRE(number >= 0);
        REQUIRE(::write(number, bytes.data(), bytes.size()) == ssize_t(bytes.size()));
        ::lseek(number, 0, SEEK_SET);
    }
    ~File() { ::close(number); }
    std::string bytes() const {
        std::string all(std::size_t(::lseek(number, 0, SEEK_END)), '\0');
        REQUIRE(::pread(number, all.data(), all.size(), 0) == ssize_t(all.size()));
        return all;
    }
};

std::string text_of(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = char(i * 31 + i / 251);
    return text;
}

const SecretKey& key() {
    static const auto key = SecretKey::make();
    return key;
}

std::string sealed(const std::string& text) {
    const File file;
    const PublicKey recipients[] = {key().public_key()};
    SealedOut out(file.number, {recipients});
    out.write(text);
    out.finish();
    CHECK(out.bytes() == std::int64_t(file.bytes().size()));
    return file.bytes();
}

// What is read back, or the code of what is wrong.
std::string opened(const std::string& bytes, std::size_t size, const Means& means) {
    const File file(bytes);
    try {
        SealedIn in(file.number, means);
        auto text = in.read(size);
        in.must_be_over();
        return text;
    } catch (const Wrong& wrong) { return wrong.code; }
}
std::string opened(const std::string& bytes, std::size_t size) { return opened(bytes, size, {&key()}); }

constexpr std::size_t whole = piece_bytes + crypto_secretstream_xchacha20poly1305_ABYTES;
std::size_t head_of(const std::string& bytes) { return bytes.find("\n\n") + 2 + crypto_secretstream_xchacha20poly1305_HEADERBYTES; }

}  // namespace

TEST_CASE("what is sealed is read again, whatever its size") {
    for (const std::size_t size :
         {std::size_t(0), std::size_t(1), piece_bytes - 1, piece_bytes, piece_bytes + 1, 3 * piece_bytes, 3 * piece_bytes + 17}) {
        CAPTURE(size);
        const auto text = text_of(size), bytes = sealed(text);
        CHECK((opened(bytes, size) == text));
        CHECK(opened(bytes, size + 1) == "damaged");              // more is asked than there is
        if (size) CHECK((opened(bytes, size - 1) == "damaged"));  // something is left
        CHECK(bytes.find(text.substr(0, 64)) == (size < 64 && size < 2 ? bytes.find(text) : std::string::npos));
    }
}

TEST_CASE("a sealed file that is cut, changed, reordered or added to is not read") {
    const auto text = text_of(3 * piece_bytes + 1000), bytes = sealed(text);
    const auto head = head_of(bytes);
    const auto wrong = [&](const std::string& changed) {
        const auto told = opened(changed, text.size());
        CHECK_MESSAGE((told.size() < 20 && told != text), told.substr(0, 20));
        return told;
    };
    for (const std::size_t cut : {std::size_t(0), std::size_t(5), std::size_t(17), head - 30, head - 1, head, head + 1, head + whole - 1,
                                  head + whole, head + 2 * whole, head + 3 * whole, bytes.size() - 1}) {
        CAPTURE(cut);
        wrong(bytes.substr(0, cut));
    }
    CHECK(wrong(bytes.substr(0, head + 2 * whole)) == "cut");
    for (std::size_t at = 0; at < bytes.size(); at += at < head + 64 ? 1 : 4093) {
        CAPTURE(at);
        auto changed = bytes;
        changed[at] = char(changed[at] ^ 1);
        wrong(changed);
    }
    const auto piece = [&](int n) { return bytes.substr(head + std::size_t(n) * whole, whole); };
    const auto front = bytes.substr(0, head), end = bytes.substr(head + 3 * whole);
    wrong(front + piece(1) + piece(0) + piece(2) + end);
    wrong(front + piece(0) + piece(2) + end);
    wrong(front + piece(0) + piece(1) + piece(1) + piece(2) + end);
    wrong(front + end);
    wrong(bytes + "x");
    wrong(bytes + end);
    // Another file of the same recipient: its pieces are of another stream.
    const auto other = sealed(text);
    wrong(front + other.substr(head_of(other)));
    wrong(other.substr(0, head_of(other)) + bytes.substr(head));
}

TEST_CASE("only who holds the key, or knows the password, opens a sealed file, and others are told why") {
    const auto other = SecretKey::make();
    const credentials::Secret password(std::string("une phrase de passe")), guess(std::string("une phrase de passé"));
    const File file;
    const PublicKey recipients[] = {key().public_key(), other.public_key()};
    SealedOut out(file.number, {recipients, &password});
    out.write("secret");
    out.finish();
    const auto bytes = file.bytes();
    CHECK(opened(bytes, 6, {&key()}) == "secret");
    CHECK(opened(bytes, 6, {&other}) == "secret");
    CHECK(opened(bytes, 6, {nullptr, &password}) == "secret");
    CHECK(opened(bytes, 6, {nullptr, &guess}) == "other_password");
    const auto stranger = SecretKey::make();
    CHECK(opened(bytes, 6, {&stranger}) == "other_key");
    CHECK(opened(sealed("secret"), 6, {nullptr, &password}) == "needs_key");
    CHECK(opened("SQLite format 3", 6) == "not_a_backup");
    CHECK(opened("concert backup 2\nx", 6) == "newer");
    auto greedy = bytes;  // a head that asks for more memory than any of ours
    const auto at = greedy.find(" 268435456 ");
    REQUIRE(at != greedy.npos);
    greedy.replace(at, 11, " 9999999999999 ");
    CHECK(opened(greedy, 6, {nullptr, &password}) == "damaged");
}

TEST_CASE("keys are files of their own, are never replaced, and are not taken for each other") {
    const support::TemporaryDirectory directory;
    const auto file = directory.path() / "key";
    const auto made = write_new_key(file);
    struct stat about {};
    REQUIRE(stat(file.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    const auto code = [](auto work) {
        try {
            work();
            return std::string("none");
        } catch (const Wrong& wrong) { return wrong.code; }
    };
    CHECK(PublicKey::read(file.string() + ".pub").bytes == made.bytes);
    CHECK(SecretKey::read(file).public_key().bytes == made.bytes);
    CHECK(code([&] { write_new_key(file); }) == "key_exists");
    CHECK(code([&] { PublicKey::read(file); }) == "key_secret");
    CHECK(code([&] { SecretKey::read(file.string() + ".pub"); }) == "key_public");
    CHECK(code([&] { SecretKey::read(directory.path() / "none"); }) == "key_unreadable");
    std::ofstream(directory.path() / "bad") << "concert-backup-secret-1 AAAA\n";
    CHECK(code([&] { SecretKey::read(directory.path() / "bad"); }) == "key_unreadable");
    for (const auto& [text, wanted] :
         {std::pair("eleven byte", "password_short"), std::pair("twelve bytes", "none"), std::pair("", "password_short")}) {
        std::ofstream(directory.path() / "password", std::ios::trunc) << text << "\n";
        CHECK(code([&] { read_password(directory.path() / "password"); }) == wanted);
    }
}

TEST_CASE("a disk that is full is told as such") {
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    const PublicKey recipients[] = {key().public_key()};
    CHECK_THROWS_AS(SealedOut(full, {recipients}), store::DiskFull);
    ::close(full);
}
