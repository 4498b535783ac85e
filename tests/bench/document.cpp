// What printing costs: a letter of one page, a table of five thousand rows, a paragraph of a hundred thousand characters.
#include "papers/document.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

using namespace papers;

double milliseconds() {  // of the processor: others may use the machine
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double resident_max_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

const Words words{"page {page} sur {pages}", "{caption} (suite)", "Annexe {number} — {title}"};

Document letter() {
    Document letter;
    letter.title = "Versement d'une première tranche";
    letter.made = {2026, 3, 3};
    letter.letterhead = Letterhead{"Réseau des villes Exemple", {"12, rue de l'Exemple", "75000 Paris", "secretariat@example.org"}, {}};
    letter.letter =
        Letter{{"Mairie d'Exemple", "Place de l'Hôtel-de-Ville", "Exemple"}, "Paris, le 3 mars 2026", {{"Objet", "Marché couvert"}}};
    for (int i = 0; i < 4; ++i)
        letter.blocks.push_back(Paragraph{
            "Le bureau, réuni le 24 février 2026, a décidé d'attribuer à votre ville une subvention destinée à la reconstruction du "
            "marché couvert et à l'assainissement de ses abords ; la première tranche sera versée dès réception de la convention."});
    letter.blocks.push_back(Signature{{{"La secrétaire permanente", "Exemple"}}});
    return letter;
}

Document table(int rows) {
    Document report;
    report.title = "Dépenses";
    report.made = {2026, 3, 3};
    Table table{"Dépenses par projet",
                {{"N°", Align::end, 1},
                 {"Ville", Align::start, 3},
                 {"Projet", Align::start, 4},
                 {"Engagé", Align::end, 2},
                 {"Payé", Align::end, 2}},
                {},
                {}};
    for (int i = 0; i < rows; ++i)
        table.rows.push_back({std::to_string(i + 1), "Ville d'exemple " + std::to_string(i % 400),
                              "Reconstruction du marché couvert et de ses abords", std::to_string(100'000 + i),
                              std::to_string(50'000 + i)});
    report.blocks.push_back(std::move(table));
    return report;
}

Document paragraph(std::size_t size) {
    Document report;
    report.title = "Texte";
    report.made = {2026, 3, 3};
    std::string text;
    while (text.size() < size) text += "Les collectivités territoriales poursuivent la modernisation de leurs services publics. ";
    report.blocks.push_back(Paragraph{text.substr(0, size - 1)});
    return report;
}

void measure(const Press& press, const char* name, const Document& document, int times) {
    double best = 1e9;
    std::size_t size = 0;
    for (int i = 0; i < times; ++i) {
        const double begun = milliseconds();
        const auto pdf = press.print(document, words);
        best = std::min(best, milliseconds() - begun);
        size = pdf ? pdf->size() : 0;
    }
    std::printf("%s: %.1f ms, %zu bytes; resident at most %.0f MB\n", name, best, size, resident_max_mb());
}

}  // namespace

int main() {
    const double begun = milliseconds();
    const auto press = Press::open();
    if (!press) return 1;
    std::printf("opening: %.1f ms; resident at most %.0f MB\n", milliseconds() - begun, resident_max_mb());
    measure(*press, "first letter", letter(), 1);
    measure(*press, "letter of one page", letter(), 50);
    measure(*press, "table of 500 rows", table(500), 3);
    measure(*press, "paragraph of 100,000 characters", paragraph(100'000), 3);
    measure(*press, "table of 5,000 rows", table(5'000), 1);
}
