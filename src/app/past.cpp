#include "app/past.h"

#include "acts/history.h"

#include <algorithm>
#include <charconv>

namespace app {
namespace {

namespace fs = std::filesystem;

struct GivenUp {};

std::optional<std::int64_t> number_of(const fs::path& file) {
    const auto name = file.stem().string();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (file.extension() != ".db" || error != std::errc() || end != name.data() + name.size() || number < 0) return {};
    return number;
}

}  // namespace

fs::path past_directory(const store::Location& location) {
    if (location.engine == store::Engine::sqlite) return location.path + ".past";
    const auto whose = base::sha256({location.conninfo, "\n", location.schema}).hex().substr(0, 16);
    return fs::temp_directory_path() / ("concert-" + location.schema + "-" + whose + ".past");
}

void purge_past(const fs::path& directory) {
    std::error_code ignored;
    if (!fs::is_directory(directory, ignored)) return;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(directory)) files.push_back(entry.path());
    for (const auto& file : files) fs::remove(file);  // throws: what was erased must not stay in silence
}

void write_past(const store::Location& from, std::int64_t number, const fs::path& file, const std::optional<PastBase>& base,
                const std::function<void(std::int64_t, std::int64_t)>& progress) {
    auto part = file;
    part += ".part";
    const auto clear = [&] {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(part.string() + suffix, ignored);
    };
    clear();
    try {
        acts::ReplayOptions options;
        options.last = number;
        options.progress = progress;
        if (base) {
            fs::copy_file(base->file, part);
            fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write);
            options.after = base->after;
        }
        {
            auto source = store::Db::open(from, store::Access::reader);
            const store::Location place{store::Engine::sqlite, part.string(), {}, {}};
            {
                auto target = store::Db::open(place, store::Access::bulk);  // what a crash spoils is made again
                target->script("PRAGMA journal_mode = OFF");                // nothing is undone: what fails is thrown away
                fill(*source, *target, options);
            }
            auto target = store::Db::open(place, store::Access::writer);
            target->forget_deleted();
            target->script("PRAGMA journal_mode = DELETE");  // one file, that readers open without writing beside it
        }
        fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write);
        fs::rename(part, file);
    } catch (...) {
        clear();
        throw;
    }
}

Past::Past(store::Location network, fs::path directory, std::size_t most)
    : network_(std::move(network)), directory_(std::move(directory)), most_(most) {
    fs::create_directories(directory_);
    fs::permissions(directory_, fs::perms::owner_all);
    const auto erased = acts::last_erasure(*store::Db::open(network_, store::Access::reader));
    std::vector<std::pair<fs::file_time_type, std::int64_t>> found;
    for (const auto& entry : fs::directory_iterator(directory_)) {
        const auto number = number_of(entry.path());
        if (number && *number >= erased) found.emplace_back(entry.last_write_time(), *number);
        else fs::remove(entry.path());
    }
    std::ranges::sort(found);
    for (const auto& [time, number] : found)
        kept_[number] = {std::make_shared<Readers>(store::Location{store::Engine::sqlite, file_of(number).string(), {}, {}}), ++uses_};
    drop_oldest();
    thread_ = std::thread([this] { work(); });
}

Past::~Past() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

Past::Known Past::known_at(std::int64_t number) {
    {
        std::lock_guard lock(mutex_);
        if (const auto found = kept_.find(number); found != kept_.end()) {
            found->second.used = ++uses_;
            std::error_code ignored;
            fs::last_write_time(file_of(number), fs::file_time_type::clock::now(), ignored);
            return found->second.readers;
        }
        if (const auto found = making_.find(number); found != making_.end()) return found->second;
        if (const auto found = failed_.find(number); found != failed_.end()) {
            Failed failed{std::move(found->second)};
            failed_.erase(found);
            return failed;
        }
    }
    const auto size = acts::read_head(*store::Db::open(network_, store::Access::reader)).size;
    if (number < 0 || number > size) return Unknown{size};
    std::lock_guard lock(mutex_);
    const auto [place, fresh] = making_.try_emplace(number, Making{0, number});
    if (fresh) queue_.push_back(number);
    wake_.notify_one();
    return place->second;
}

void Past::purge() {
    std::lock_guard lock(mutex_);
    ++purges_;
    kept_.clear();
    purge_past(directory_);
}

void Past::work() {
    for (;;) {
        std::int64_t number;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
            if (stopping_) return;
            number = queue_.front();
            queue_.pop_front();
        }
        try {
            make(number);
        } catch (const GivenUp&) {
            std::lock_guard lock(mutex_);
            if (stopping_) return;
            queue_.push_back(number);  // it was purged meanwhile: from the beginning
        } catch (const std::exception& fault) {
            std::lock_guard lock(mutex_);
            failed_[number] = fault.what();
            making_.erase(number);
        }
    }
}

void Past::make(std::int64_t number) {
    std::optional<PastBase> base;
    std::int64_t purges;
    fs::path own;
    {
        std::lock_guard lock(mutex_);
        purges = purges_;
        if (auto after = kept_.upper_bound(number); after != kept_.begin()) {
            --after;
            // A name of its own, so that nobody who drops the oldest takes it away while it is copied.
            own = directory_ / ("base-" + std::to_string(number));
            fs::remove(own);
            fs::create_hard_link(file_of(after->first), own);
            base = PastBase{own, after->first};
        }
        making_[number] = {0, number - (base ? base->after : 0)};
    }
    const auto progress = [&](std::int64_t done, std::int64_t of) {
        std::lock_guard lock(mutex_);
        if (stopping_ || purges != purges_) throw GivenUp{};
        making_[number] = {done, of};
    };
    const auto made = directory_ / ("made-" + std::to_string(number));
    std::exception_ptr fault;
    try {
        write_past(network_, number, made, base, progress);
    } catch (...) { fault = std::current_exception(); }
    std::lock_guard lock(mutex_);
    std::error_code ignored;
    if (base) fs::remove(own, ignored);
    if (stopping_ || purges != purges_) {
        fs::remove(made, ignored);
        throw GivenUp{};
    }
    if (fault) std::rethrow_exception(fault);
    fs::rename(made, file_of(number));
    kept_[number] = {std::make_shared<Readers>(store::Location{store::Engine::sqlite, file_of(number).string(), {}, {}}), ++uses_};
    making_.erase(number);
    drop_oldest();
}

void Past::drop_oldest() {
    while (kept_.size() > most_) {
        const auto oldest = std::ranges::min_element(kept_, {}, [](const auto& one) { return one.second.used; });
        std::error_code ignored;
        fs::remove(file_of(oldest->first), ignored);
        kept_.erase(oldest);
    }
}

}  // namespace app
