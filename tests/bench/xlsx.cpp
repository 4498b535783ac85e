// What an export costs: rows a second, processor, memory. One figure a line.  bench_xlsx [ROWS]
#include "papers/xlsx_write.h"

#include <sys/resource.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}
long resident_kib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

}  // namespace

int main(int argc, char** argv) {
    const int rows = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const auto memory = resident_kib();
    const auto start = std::chrono::steady_clock::now();
    std::vector<papers::XlsxColumn> columns(12, {"Intitulé de la colonne"});
    auto sheet = papers::XlsxSheet::begin({.sheet = "Villes", .made_us = 1'000'000}, std::move(columns));
    if (!sheet) return 1;
    for (int i = 0; i < rows; ++i) {
        const auto name = "Ville d’exemple numéro " + std::to_string(i);
        const papers::XlsxCell row[] = {name,
                                        std::int64_t(i),
                                        base::Money{i * 37LL, base::euro},
                                        base::Date{1979, 5, 1}.plus_days(i % 10'000),
                                        papers::XlsxLink{"page", "https://example.org/" + std::to_string(i)},
                                        "Sénégal",
                                        "=1+1",
                                        std::monostate(),
                                        std::int64_t(i) * 1'000'003,
                                        base::Money{i, base::cfa_franc_west},
                                        "Un texte de quelques mots, comme on en note",
                                        base::Date{2026, 11, 21}};
        if (!sheet->add(row)) return 1;
    }
    const auto size = sheet->finish();
    if (!size) return 1;
    std::uint64_t given = 0;
    if (!sheet->give([&](std::string_view piece) { return given += piece.size(), true; }) || given != *size) return 1;
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("xlsx.rows: %.0f /s\n", rows / seconds);
    std::printf("xlsx.time: %.2f s\n", seconds);
    std::printf("xlsx.processor: %.2f s\n", processor_seconds());
    std::printf("xlsx.bytes: %llu\n", static_cast<unsigned long long>(*size));
    std::printf("xlsx.peak_growth: %ld KiB\n", resident_kib() - memory);
}
