// Passwords are long, not common, kept by Argon2id, one at a time.
#include "credentials/password.h"

#include <unistd.h>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <latch>
#include <new>
#include <sstream>
#include <thread>
#include <vector>
#include "credentials/password_rules.h"
#include "credentials/secret.h"

#include <doctest/doctest.h>

using namespace credentials;

namespace {

constexpr PasswordCost little{8 * 1024 * 1024, 1, 16};

struct ListFile {
    std::filesystem::path path;
    explicit ListFile(const std::string& lines) {
        static std::atomic<int> number = 0;
        path = std::filesystem::temp_directory_path() / ("concert-words-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
        std::ofstream(path) << lines;
    }
    ~ListFile() { std::filesystem::remove(path); }
};

CommonPasswords some_words() {
    const ListFile list("administration\r\nÉtablissement\nmontagne\n\n12qwaszx\n\xff\xfe\nzoo");
    return CommonPasswords(std::vector{list.path});
}

std::string faults(std::string_view password, const CommonPasswords& common = {}) {
    static const std::vector<std::string> context{"Awa Exemple", "a.exemple-ville", "Réseau des cités", "김민수", "Li", "با", "\xff"};
    std::string all;
    for (const auto fault : password_faults(password, context, common))
        all +=
            (all.empty() ? "" : " ") + std::vector<std::string>{"not_text", "too_short", "too_long", "common", "personal"}[size_t(fault)];
    return all;
}

// Characters without any order in them.
std::string varied(std::size_t size) {
    std::string all;
    for (std::size_t i = 0, state = 7; i < size; ++i) all += "etaoinshrdlucmfwypvbgkjqxz"[(state = state * 1103515245 + 12345) >> 16 & 15];
    return all;
}

}  // namespace

TEST_CASE("a password has 12 to 128 characters, however many bytes they take") {
    CHECK(faults(varied(11)) == "too_short");
    CHECK(faults(varied(12)) == "");
    CHECK(faults(varied(128)) == "");
    CHECK(faults(varied(129)) == "too_long");
    CHECK(faults("éàùôïçñéàù!") == "too_short");
    CHECK(faults("éàùôïçñéàù!?") == "");
    CHECK(faults("e\u0301a\u0300u\u0300o\u0302i\u0308c\u0327n\u0303e\u0301a\u0300!?") == "too_short");  // eleven, once composed
    CHECK(faults("") == "too_short common");
    CHECK(faults(std::string(password_bytes_max * 2 + 1, 'a')) == "too_long");
    CHECK(faults("pas du texte \xff") == "not_text");
}

TEST_CASE("a password may be made of anything: no composition is asked for") {
    for (const std::string one :
         {"quatre mots pris au hasard", "QUATRE MOTS PRIS AU HASARD", "8301 4429 7715 0286", "!§$%&/()=?`'", "مدينة على الساحل",
          "🦜🌋🎻🚲🧊🪁🥥🧵🪑🛶🧿🪕", "une\ttabulation ici", "d’où vient la pluie ?"})
        CHECK_MESSAGE(faults(one) == "", one);
}

TEST_CASE("a common password is refused, also with digits around it, repeated, or from keys in a row") {
    const auto common = some_words();
    for (const std::string one :
         {"administration",      "ADMINISTRATION", "Administration!",  "établissement",    "ETABLISSEMENT",       "administration2026",
          "2026-Administration", "montagne12345",  "12qwaszx12qwaszx", "montagnemontagne", "montagne montagne 1", "motdepasse12",
          "mot de passe 2026",   "Password1234!",  "aaaaaaaaaaaa",     "abababababab",     "!!!!!!!!!!!!",        "éééééééééééé",
          "123456789012",        "210987654321",   "azertyuiopqs",     "qwertyuiop123",    "abcdefghijkl",        "aaaabbbbcccc",
          "a-b-c-d-e-f-g-h",     "qsdfghjklm987"})
        CHECK_MESSAGE(faults(one, common) == "common", one);
    for (const std::string one : {"administration des montagnes", "zoo!§$%&/()=?", "zoo831704429", "la montagne bleue", "ab!§$%&/()=?12"})
        CHECK_MESSAGE(faults(one, common) == "", one);
    CHECK(faults("administration") == "");  // nothing but the list says so
}

TEST_CASE("a password that holds the person's name, address or network is refused") {
    for (const std::string one : {"exemple pour la pluie", "la pluie EXEMPLE", "pluie-Exémple-vent", "laexempleville4",
                                  "vive les cités du vent", "réseauXpluie7", "pluie 김민수 vent", "a w a e x e m p l e"})
        CHECK_MESSAGE(faults(one) == "personal", one);
    for (const std::string one : {"خلف الباب الأزرق", "awa sous la pluie", "lire sous la pluie", "des bords de mer"})
        CHECK_MESSAGE(faults(one) == "", one);
}

TEST_CASE("a list that cannot be read is reported, and the others serve") {
    const ListFile good("administration\n"), empty("\n \n!\n");
    const std::vector<std::filesystem::path> paths{"/nowhere/words", good.path, empty.path, std::filesystem::temp_directory_path()};
    const CommonPasswords common(paths);
    REQUIRE(common.lists().size() == 4);
    CHECK(common.lists()[0].state == CommonPasswords::State::missing);
    CHECK(common.lists()[0].path == "/nowhere/words");
    CHECK(common.lists()[1].state == CommonPasswords::State::read);
    CHECK(common.lists()[2].state == CommonPasswords::State::empty);
    CHECK(common.lists()[3].state == CommonPasswords::State::missing);
    CHECK_FALSE(common.complete());
    CHECK_FALSE(CommonPasswords().complete());
    CHECK(CommonPasswords(std::vector{good.path}).complete());
    CHECK(common.count() == 1);
    CHECK(faults("administration", common) == "common");
    const ListFile big("");
    std::filesystem::resize_file(big.path, common_passwords_bytes_max + 1);
    CHECK(CommonPasswords(std::vector{big.path}).lists()[0].state == CommonPasswords::State::too_big);
}

TEST_CASE("Debian's small list of words is read where it is installed") {
    const std::filesystem::path path = "/usr/share/dict/cracklib-small";
    if (!std::filesystem::exists(path)) return;
    const CommonPasswords common(std::vector{path});
    CHECK(common.complete());
    CHECK(common.count() > 50'000);
    CHECK(faults("encyclopedia", common) == "common");
    CHECK(faults("quatre mots pris au hasard", common) == "");
}

TEST_CASE("a password is kept as Argon2id with 46 MiB and one pass, each time with another salt") {
    PasswordHasher hasher;
    const auto stored = hasher.hash("une pluie de mangues");
    REQUIRE(stored);
    CHECK(stored->starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
    CHECK(stored->size() < 128);
    CHECK(hasher.verify("une pluie de mangues", *stored) == PasswordAnswer::right);
    CHECK(hasher.verify("une pluie de mangue", *stored) == PasswordAnswer::wrong);
    CHECK(hasher.verify("Une pluie de mangues", *stored) == PasswordAnswer::wrong);
    CHECK(*hasher.hash("une pluie de mangues") != *stored);
    CHECK_FALSE(hasher.needs_rehash(*stored));
}

TEST_CASE("the same password is right from a keyboard that composes letters otherwise") {
    PasswordHasher hasher(little);
    const auto stored = *hasher.hash("\u00e9t\u00e9 au bord de mer");
    CHECK(hasher.verify("e\u0301te\u0301 au bord de mer", stored) == PasswordAnswer::right);
    CHECK(hasher.verify("ete au bord de mer", stored) == PasswordAnswer::wrong);
}

TEST_CASE("what is not text, or too long to be a password, is never hashed") {
    PasswordHasher hasher(little);
    CHECK(hasher.hash("\xff").error() == HashFault::not_text);
    CHECK(hasher.hash(std::string(password_bytes_max * 2 + 1, 'a')).error() == HashFault::not_text);
    CHECK(hasher.hash(std::string(password_bytes_max * 2, 'a')));
    CHECK(hasher.verify("\xff", std::nullopt) == PasswordAnswer::wrong);
    CHECK_THROWS_AS(PasswordHasher(PasswordCost{std::size_t(1) << 45, 1, 1}), std::bad_alloc);
}

TEST_CASE("a hash made at another cost is still read, and is to be made again") {
    PasswordHasher hasher(little), other({16 * 1024 * 1024, 1, 16}), slower({8 * 1024 * 1024, 2, 16});
    const auto stored = *hasher.hash("une pluie de mangues");
    CHECK(other.verify("une pluie de mangues", stored) == PasswordAnswer::right);
    CHECK(other.needs_rehash(stored));
    CHECK(slower.needs_rehash(stored));
    CHECK_FALSE(hasher.needs_rehash(stored));
    CHECK(hasher.needs_rehash(""));
}

TEST_CASE("a hash that asks for more than 8 passes or 256 MiB is nobody's, even of the right password") {
    PasswordHasher hasher(little);
    const std::string password = "une pluie de mangues";
    const auto verified = [&](PasswordCost cost) { return hasher.verify(password, PasswordHasher(cost).hash(password).value()); };
    CHECK(verified({8 * 1024 * 1024, 8, 1}) == PasswordAnswer::right);
    CHECK(verified({8 * 1024 * 1024, 9, 1}) == PasswordAnswer::wrong);
    CHECK(verified({257 * 1024 * 1024, 1, 1}) == PasswordAnswer::wrong);
}

TEST_CASE("text that is no hash of ours is wrong, and asks for no memory of its choosing") {
    PasswordHasher hasher(little);
    const auto stored = *hasher.hash("une pluie de mangues");  // …$m=8192,t=1,p=1$22 characters$43 characters
    const auto with = [&](std::string_view from, std::string_view to) {
        auto text = stored;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    for (const auto& wrong : {std::string(), std::string("$"), std::string(200, '$'), with("argon2id", "argon2i"), with("v=19", "v=16"),
                              with("m=8192", "m=4194304"), with("m=8192", "m=99999999999999999999"), with("m=8192", "m=-1"),
                              with("m=8192", "m=1"), with("t=1", "t=9"), with("t=1", "t=0"), with("p=1", "p=2"), stored + "A",
                              stored.substr(0, stored.size() - 1), stored.substr(0, 40), stored + '\0'}) {
        CHECK_MESSAGE(hasher.verify("une pluie de mangues", wrong) == PasswordAnswer::wrong, wrong);
        CHECK(hasher.needs_rehash(wrong));
    }
}

TEST_CASE("a password of nobody takes as long as one of somebody") {
    PasswordHasher hasher({32 * 1024 * 1024, 2, 16});
    const auto stored = *hasher.hash("une pluie de mangues");
    const auto time = [&](std::optional<std::string_view> against) {
        auto best = std::chrono::nanoseconds::max();
        for (int i = 0; i < 5; ++i) {
            const auto start = std::chrono::steady_clock::now();
            CHECK(hasher.verify("une pluie de mangue", against) == PasswordAnswer::wrong);
            best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - start);
        }
        return best;
    };
    const auto somebody = time(stored);
    CHECK(time(std::nullopt) * 2 > somebody);
    CHECK(time("no hash at all") * 2 > somebody);
}

TEST_CASE("when too many wait, the next is told at once that we are busy, and none is lost") {
    PasswordHasher hasher({32 * 1024 * 1024, 4, 1});
    const auto stored = *hasher.hash("une pluie de mangues");
    constexpr int callers = 8;
    std::latch start(callers);
    std::atomic<int> right = 0, busy = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < callers; ++i)
            threads.emplace_back([&] {
                start.arrive_and_wait();
                const auto answer = hasher.verify("une pluie de mangues", stored);
                right += answer == PasswordAnswer::right;
                busy += answer == PasswordAnswer::busy;
            });
    }
    CHECK(right + busy == callers);
    CHECK(right >= 1);
    CHECK(busy >= 1);
    CHECK(hasher.verify("une pluie de mangues", stored) == PasswordAnswer::right);
}

TEST_CASE("with room for all, all are served, one after the other") {
    PasswordHasher hasher(little);
    const auto stored = *hasher.hash("une pluie de mangues");
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 10; ++i)
            threads.emplace_back([&] { right += hasher.verify("une pluie de mangues", stored) == PasswordAnswer::right; });
    }
    CHECK(right == 10);
}

TEST_CASE("who waits while the hasher goes is told that we are busy") {
    auto hasher = std::make_unique<PasswordHasher>(PasswordCost{64 * 1024 * 1024, 8, 16});
    std::atomic<int> answered = 0, entered = 0;
    std::vector<std::jthread> threads;
    auto* borrowed = hasher.get();
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, borrowed] {
            ++entered;
            answered += borrowed->hash("une pluie de mangues").has_value() ? 100 : 1;
        });
    while (entered < 4) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    hasher.reset();  // joins with what is being made, leaves the rest
    threads.clear();
    CHECK(answered % 100 >= 1);
    CHECK(answered % 100 + answered / 100 == 4);
}

TEST_CASE("passwords are hashed on a thread that gives way to all others") {
    PasswordHasher hasher(little);
    REQUIRE(hasher.hash("une pluie de mangues"));
    bool found = false;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name, stat;
        std::getline(std::ifstream(task.path() / "comm") >> std::ws, name);
        if (name != "passwords") continue;
        std::getline(std::ifstream(task.path() / "stat"), stat, '\0');
        std::istringstream fields(stat.substr(stat.rfind(')') + 2));
        std::vector<std::string> all(std::istream_iterator<std::string>(fields), {});
        REQUIRE(all.size() > 38);
        CHECK(std::stoi(all[16]) >= 10);  // nice: field 19 of proc(5)
        CHECK(all[38] == "3");            // policy: field 41; SCHED_BATCH
        found = true;
    }
    CHECK(found);
}

TEST_CASE("secrets are wiped where they stood, and compared whole") {
    std::string text(100, 'x');
    const char* where = text.data();
    wipe(text);
    CHECK(text.empty());
    CHECK(std::string_view(where, 100) == std::string(100, '\0'));  // the buffer is the string's still
    std::string small = "abc";
    Secret secret(std::move(small));
    CHECK(secret.view() == "abc");
    CHECK(std::string_view(small.data(), 3) == std::string(3, '\0'));  // NOLINT: what a move leaves
    Secret moved(std::move(secret));
    CHECK(moved.view() == "abc");
    CHECK(secret.view() == "");  // NOLINT
    secret = std::move(moved);
    CHECK(secret.view() == "abc");
    CHECK(moved.view() == "");  // NOLINT
    CHECK(same("abc", "abc"));
    CHECK_FALSE(same("abc", "abd"));
    CHECK_FALSE(same("abc", "ab"));
    CHECK(same("", ""));
}
