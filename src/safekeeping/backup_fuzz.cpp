// Any bytes as a backup, its heading, its list, its name: refused with a reason, never a crash.
#include "safekeeping/keeper.h"

#include <sys/mman.h>
#include <unistd.h>
#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

template <class Work>
void refused_at_worst(Work work) {
    try {
        work();
    } catch (const safekeeping::Wrong& wrong) { require(!wrong.code.empty()); }
}

void open_as_backup(std::string_view bytes) {
    static const auto key = safekeeping::SecretKey::make();
    const int file = memfd_create("backup", MFD_CLOEXEC);
    require(::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::lseek(file, 0, SEEK_SET);
    bool opened = false;
    refused_at_worst([&] {
        safekeeping::SealedIn in(file, {&key});
        opened = true;
    });
    ::close(file);
    require(!opened);  // nobody guesses what the key has sealed
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace safekeeping;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    open_as_backup(text);
    open_as_backup("concert backup 1\n" + std::string(text) + "\n\n" + std::string(64, 'x'));
    const Record record{'H', std::string(text)};
    refused_at_worst([&] { require(Heading::of(record.json()).json() == Heading::of(Heading::of(record.json()).json()).json()); });
    refused_at_worst([&] { require(Contents::of(record.json()) == Contents::of(Contents::of(record.json()).json())); });
    if (const auto parts = parts_of_name(text)) require(parts->entries >= 0 && text.ends_with(".concert-backup"));
    if (const auto duration = parse_duration(text)) require(*duration > 0);
    if (hash_of_path(text)) require(text.size() == 65);
    return 0;
}
