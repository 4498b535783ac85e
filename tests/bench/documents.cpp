// What papers cost: stating a template, issuing, and printing a certificate and the list of a thousand members.
//   bench_documents [members]
#include "documents/paper.h"
#include "support/site.h"
#include "support/templates.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

double milliseconds() {  // of the processor: others may use the machine
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

template <class Do>
void measure(const char* what, int times, const Do& once) {
    const auto start = milliseconds();
    for (int i = 0; i < times; ++i) once();
    std::printf("%-40s %8.2f ms\n", what, (milliseconds() - start) / times);
}

}  // namespace

int main(int count, char** arguments) {
    const int members = count > 1 ? std::max(1, std::atoi(arguments[1])) : 1'000;
    const support::FreshNetwork network(store::Engine::sqlite);
    support::Site site(network.location());
    site.made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})");
    const auto source = site.made("sources.record", R"({"title":"Une page","kind":"web_page"})");
    const auto basis = "source:" + std::to_string(source);
    std::int64_t member = 0;
    for (int i = 0; i < members; ++i)
        member = site.made("members.record",
                           "{\"name\":\"Ville " + std::to_string(i) +
                               R"(","country":"BJ","kind":"city","member_class":"active","since":"2010","sources":[)" +
                               std::to_string(source) + "]}",
                           basis);
    const auto state = [&] { support::state_templates([&](const std::string& json) { site.made("documents.change_template", json); }); };
    measure("three templates checked and stated", 20, state);
    const auto issue = [&](const std::string& json) {
        return *documents::find_document(*site.readers.lend(), base::Id<documents::Document>{site.made("documents.issue", json)});
    };
    const auto certificate = R"({"kind":"certificate","language":"fr","member":)" + std::to_string(member) + "}";
    const auto one = issue(certificate), report = issue(R"({"kind":"report","language":"fr"})");
    measure("certificate issued", 200, [&] { issue(certificate); });
    measure("report issued", 10, [&] { issue(R"({"kind":"report","language":"fr"})"); });
    std::size_t bytes = 0;
    const auto print = [&](const documents::IssuedDocument& document) {
        return [&] { bytes = documents::print(*site.readers.lend(), document, "https://network.example.org").value().size(); };
    };
    print(one)();  // fonts and dictionaries are read
    measure("certificate printed", 50, print(one));
    std::printf("%-40s %8zu bytes\n", "", bytes);
    measure("report printed", 3, print(report));
    std::printf("%-40s %8zu bytes, %d members\n", "", bytes, members);
}
