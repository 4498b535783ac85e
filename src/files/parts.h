// The bytes of files on their way, beside those that are kept: "aimf.files/uploads/<id>". Whoever has an upload in hand is alone with
// its part; different parts may be written at the same time.
#pragma once
#include "store/files.h"

namespace files {

class Parts {
public:
    explicit Parts(const store::Files&);
    // Durable when it returns. What lay at that place was never acknowledged and is written over. Throws store::DiskFull, Fault;
    // then what came before `offset` is still there.
    void write(const base::Hash& id, std::int64_t offset, std::string_view bytes);
    std::string read(const base::Hash& id, std::int64_t length) const;  // throws store::Fault when there is less
    void remove(const base::Hash& id) noexcept;
    std::vector<base::Hash> all() const;

private:
    std::filesystem::path path(const base::Hash& id) const { return directory_ / id.hex(); }
    std::filesystem::path home_, directory_;
};

}  // namespace files
