// Runs a *_fuzz without libFuzzer, for the gate: changes seeds at random, and keeps the input that made it fall.
//   NAME_fuzz_quick SECONDS FOLDER_OF_SEEDS FILE_FOR_THE_INPUT
#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

namespace {

std::string input;
const char* fallen_file = nullptr;

void keep_input(int signal) {
    const int file = open(fallen_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file >= 0 && write(file, input.data(), input.size()) < 0) {}
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void change(std::string& text, const std::vector<std::string>& seeds, std::mt19937_64& random) {
    const auto below = [&](std::size_t end) { return end ? random() % end : 0; };
    const auto at = below(text.size() + 1), size = std::min(text.size() - at, 1 + below(16));
    static constexpr std::string_view bytes("\0\r\n\t \",;:=&%{}[]0919azAZ\x80\xc3\xa9\xff", 28);
    switch (random() % 6) {
    case 0: text.insert(at, 1 + below(3), static_cast<char>(random())); break;
    case 1: text.insert(at, 1, bytes[below(bytes.size())]); break;
    case 2: text.erase(at, size); break;
    case 3: text.insert(at, text.substr(below(text.size()), 1 + below(64))); break;
    case 4:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
    default: {
        const auto& other = seeds[below(seeds.size())];
        const auto from = below(other.size());
        text.replace(at, size, other, from, 1 + below(other.size() - from));
    }
    }
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) return 2;
    fallen_file = words[3];
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGALRM}) std::signal(signal, keep_input);
    std::vector<std::string> seeds{""};
    for (const auto& entry : std::filesystem::directory_iterator(words[2])) {
        std::ifstream file(entry.path(), std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    const auto run = [] { LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(input.data()), input.size()); };
    for (const auto& seed : seeds) input = seed, run();
    std::random_device device;
    const auto first = device();
    std::mt19937_64 random(first);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(words[1]));
    std::int64_t runs = 0;
    for (; std::chrono::steady_clock::now() < end; ++runs) {
        if (runs % 1000 == 0) alarm(10);  // one input that takes so long is a fault
        input = seeds[random() % seeds.size()];
        for (auto changes = 1 + random() % 8; changes > 0; --changes) change(input, seeds, random);
        if (input.size() > 4096) input.resize(4096);
        run();
    }
    std::printf("%lld inputs from %zu seeds in %s s\n", static_cast<long long>(runs), seeds.size(), words[1]);
}
