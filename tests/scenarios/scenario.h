// What scenarios share: the program, a directory of its own, a served network, and databases opened behind its back.
#pragma once
#include "acts/log.h"
#include "store/files.h"
#include "support/http_client.h"
#include "support/places.h"
#include "support/postgresql.h"
#include "support/process.h"

#include <doctest/doctest.h>
#include <fstream>

namespace scenario {

inline const std::string data = support::in_checkout("data/aimf");

inline std::vector<std::string> words(std::vector<std::string> more) {
    more.insert(more.begin(), support::program());
    return more;
}
inline support::Ended concert(std::vector<std::string> more, std::vector<std::string> environment = {}, std::string input = {}) {
    return support::run(words(std::move(more)), std::move(environment), std::move(input));
}
// The same where a directory is a small disk of its own ("1m"), mounted for this process alone. What is left on it is told at the end of `out`.
inline support::Ended concert_on_small_disk(const std::filesystem::path& directory, const std::string& size, std::vector<std::string> more,
                                            const std::string& before = "true") {
    std::string script = "mount -t tmpfs -o size=" + size + " none " + directory.string() + " && { " + before +
                         "; \"$0\" \"$@\"; code=$?; echo left: $(ls -A " + directory.string() + " | wc -l); exit $code; }";
    auto all = words(std::move(more));
    all.insert(all.begin(), {"/usr/bin/unshare", "--user", "--map-root-user", "--mount", "/bin/sh", "-c", script});
    return support::run(std::move(all));
}
inline void write(const std::string& file, std::string_view text) { std::ofstream(file, std::ios::binary) << text; }
inline std::string read(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
inline bool says(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

inline std::unique_ptr<store::Db> open(const std::string& place, store::Access access = store::Access::reader) {
    return store::Db::open(store::Location::parse(place), access);
}
// What is the same in every run of the same acts: no time, no salt.
inline std::vector<std::string> acts_of(const std::string& place) {
    auto db = open(place);
    std::vector<std::string> all;
    auto rows = db->ask("SELECT number, act, payload, basis FROM journal ORDER BY number");
    while (rows.next())
        all.push_back(std::to_string(rows.integer(0)) + " " + rows.text(1) + " " + rows.text(2) + " " + rows.text_or_null(3).value_or(""));
    return all;
}
inline std::int64_t size_of(const std::string& place) { return acts::read_head(*open(place)).size; }

// A small network of public acts: nothing in it is salted, so two runs can be compared.
inline std::string small_network(int members) {
    std::string lines =
        "{\"as\":\"n\",\"act\":\"network.describe\",\"basis\":\"\",\"payload\":{\"name_fr\":\"Réseau\",\"name_en\":\"Network\",\"short_"
        "name\":\"R\",\"zone\":\"Europe/Paris\"}}\n"
        "{\"as\":\"s\",\"act\":\"sources.record\",\"basis\":\"\",\"payload\":{\"title\":\"Une page\",\"kind\":\"web_page\"}}\n";
    for (int i = 0; i < members; ++i)
        lines += "{\"as\":\"m" + std::to_string(i) +
                 "\",\"act\":\"members.record\",\"basis\":\"source:@s\",\"payload\":{\"name\":\"Ville " + std::to_string(i) +
                 "\",\"country\":\"FR\",\"kind\":\"city\",\"member_class\":\"not_stated\",\"attested\":\"2020\",\"sources\":[\"@s\"]}}\n";
    return lines;
}

struct Served {
    explicit Served(const std::string& place, std::vector<std::string> more = {})
        : process(words([&] {
              std::vector<std::string> all{"serve", place, "--listen", "127.0.0.1:0"};
              all.insert(all.end(), more.begin(), more.end());
              return all;
          }())) {
        const auto line = process.line(10'000);
        REQUIRE_MESSAGE(line, process.wait(100).err);
        const auto colon = line->rfind(':');
        port = static_cast<std::uint16_t>(std::stoi(line->substr(colon + 1)));
    }
    std::string get(const std::string& target) {
        support::Client client(port);
        return client.ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }
    support::Ended stop() {
        process.signal(15);
        return process.wait(10'000);
    }
    support::Process process;
    std::uint16_t port = 0;
};

}  // namespace scenario
