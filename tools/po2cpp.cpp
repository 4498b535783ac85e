// po2cpp OUT FR.po EN.po: the catalogues as one C++ table, or every fault that keeps them out of the program.
#include <fstream>
#include <iostream>
#include <iterator>
#include "base/catalogue.h"

int main(int count, char** words) {
    if (count < 3) {
        std::cerr << "po2cpp OUT CATALOGUE.po…\n";
        return 2;
    }
    std::vector<base::Catalogue> catalogues;
    for (int i = 2; i < count; ++i) {
        std::ifstream file(words[i], std::ios::binary);
        if (!file) {
            std::cerr << words[i] << ": cannot be read\n";
            return 2;
        }
        catalogues.push_back(base::parse_po(words[i], std::string(std::istreambuf_iterator<char>(file), {})));
    }
    const auto faults = base::faults(catalogues);
    for (const auto& fault : faults) std::cerr << fault << "\n";
    if (!faults.empty()) return 1;
    std::ofstream out(words[1], std::ios::binary);
    out << base::catalogue_table(catalogues);
    return out.flush() ? 0 : 2;
}
