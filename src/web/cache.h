// The page cache: public pages ready to be sent, valid while what they were read from has not moved.
#pragma once
#include "web/answer.h"
#include "web/topics.h"

#include <list>
#include <unordered_map>

namespace web {

// Owned and used by one thread (the server's); only Topics is shared. The key is the target as sent, path and query: the language is
// in the path, and the build needs no place in it because the cache lives and dies with the process.
class PageCache {
public:
    PageCache(Topics& topics, std::size_t bytes_max) : topics_(topics), bytes_max_(bytes_max) {}

    struct Entry {
        std::string target;
        std::shared_ptr<const StoredPage> page;
        std::vector<const Topics::Mark*> read;
        Moment seen = 0;      // taken before the page was read
        Moment verified = 0;  // no topic read had moved at this moment
        std::uint32_t hits = 0;
        bool pinned = false;
    };

    // Nothing when absent or stale (a stale one is dropped). The pointer lasts until the next call.
    Entry* find(std::string_view target);
    // `seen`: Topics::now() before the page was read. A page that reads no topic stays until it is pushed out.
    // Larger than an eighth of the cache: not kept.
    void store(std::string_view target, std::shared_ptr<const StoredPage>, const std::vector<std::string>& topics, Moment seen);
    // Never stale, never pushed out, not counted: assets.
    void pin(std::string_view target, std::shared_ptr<const StoredPage>);
    // The same page, better compressed; nothing happens if it has changed meanwhile.
    void improve(std::string_view target, const StoredPage* was, std::shared_ptr<const StoredPage> now);

    std::size_t bytes() const { return bytes_; }
    std::size_t size() const { return index_.size(); }

private:
    using Place = std::list<Entry>::iterator;

    static std::size_t cost(const Entry&);
    bool valid(Entry&) const;
    void drop(Place);
    Entry& insert(std::string_view target, std::shared_ptr<const StoredPage>, bool pinned);

    Topics& topics_;
    std::size_t bytes_max_, bytes_ = 0;
    std::list<Entry> recent_, pinned_;                   // recent_: most recently used first
    std::unordered_map<std::string_view, Place> index_;  // keys look into the entries
};

}  // namespace web
