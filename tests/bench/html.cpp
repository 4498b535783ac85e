// What it costs to build a page of 12 kB, and to compress it. Two pages: one with the density of a usual public page (some 12 elements
// a kilobyte), one that is all table (36).
#include "web/html.h"
#include "web/compress.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

struct Row {
    std::string city, country;
    long dues_minor;
};

std::string page(const std::vector<Row>& rows) {
    using namespace html;
    return document(
        {lang("fr")},
        head(title("Cotisations & adhésions"), meta(attr("charset", "utf-8")),
             link(attr("rel", "stylesheet"), href("/a/style-3f2a91c4d01b.css"))),
        body(header(a(href("/fr"), "Concert"), nav(ul(li(a(href("/fr/membres"), "Membres")), li(a(href("/fr/projets"), "Projets"))))),
             main_(h1("Cotisations de l'année"),
                   table(thead(tr(th(attr("scope", "col"), "Ville"), th("Pays"), th(cls("amount"), "Montant"))),
                         tbody(each(rows,
                                    [](const Row& row) {
                                        return tr(td(a(href("/fr/membres/12000"), row.city)), td(row.country),
                                                  td(cls("amount"), bdi(row.dues_minor), " €"));
                                    })))),
             footer(p("Données du registre, à la date du jour."))));
}

template <class Work>
double micros(int times, const Work& work) {
    const auto now = [] {  // processor time: others may use the machine
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
    };
    const double begun = now();
    for (int i = 0; i < times; ++i) work();
    return (now() - begun) / times;
}

}  // namespace

int main() {
    std::vector<Row> cells, lines;
    for (int i = 0; i < 92; ++i) cells.push_back({"Ville d'exemple n° " + std::to_string(i), "Pays " + std::to_string(i % 7), 120'000 + i});
    const std::string sentence =
        "Le marché couvert est achevé ; les comptes de la tranche sont justifiés, et la suivante attend l'avis du comité. ";
    for (int i = 0; i < 26; ++i) lines.push_back({cells[static_cast<std::size_t>(i)].city, sentence + sentence + sentence, 120'000 + i});
    std::size_t size = 0;
    for (const auto* rows : {&lines, &cells}) {
        double best = 1e9;
        for (int round = 0; round < 50; ++round) best = std::min(best, micros(100, [&] { size += page(*rows).size(); }));
        std::printf("html page of %zu bytes, %zu elements: %.1f µs\n", page(*rows).size(), 17 + rows->size() * 6, best);
    }
    const auto text = page(cells);
    using web::Effort;
    for (const auto effort : {Effort::quick, Effort::most}) {
        const char* name = effort == Effort::quick ? "quick" : "most";
        std::printf("brotli %s: %.0f µs, %zu bytes\n", name, micros(20, [&] { size += web::brotli(text, effort).size(); }),
                    web::brotli(text, effort).size());
        std::printf("gzip %s: %.0f µs, %zu bytes\n", name, micros(20, [&] { size += web::gzip(text, effort).size(); }),
                    web::gzip(text, effort).size());
    }
    return size == 0;
}
