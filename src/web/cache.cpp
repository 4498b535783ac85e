#include "web/cache.h"

namespace web {

std::size_t PageCache::cost(const Entry& entry) {
    constexpr std::size_t list_and_index = 160;
    return entry.page->bytes() + entry.target.size() + entry.read.size() * sizeof(void*) + sizeof(Entry) + list_and_index;
}

bool PageCache::valid(Entry& entry) const {
    if (entry.pinned) return true;
    const Moment now = topics_.now();
    if (entry.verified == now) return true;
    for (const auto* mark : entry.read)
        if (mark->moved() > entry.seen) return false;
    entry.verified = now;
    return true;
}

PageCache::Entry* PageCache::find(std::string_view target) {
    const auto found = index_.find(target);
    if (found == index_.end()) return nullptr;
    const auto place = found->second;
    if (!valid(*place)) {
        drop(place);
        return nullptr;
    }
    if (!place->pinned && place != recent_.begin()) recent_.splice(recent_.begin(), recent_, place);
    ++place->hits;
    return &*place;
}

void PageCache::drop(Place place) {
    index_.erase(place->target);
    if (place->pinned) {
        pinned_.erase(place);
        return;
    }
    bytes_ -= cost(*place);
    recent_.erase(place);
}

PageCache::Entry& PageCache::insert(std::string_view target, std::shared_ptr<const StoredPage> page, bool pinned) {
    if (const auto found = index_.find(target); found != index_.end()) drop(found->second);
    auto& list = pinned ? pinned_ : recent_;
    list.push_front(Entry{std::string(target), std::move(page)});
    list.front().pinned = pinned;
    index_.emplace(list.front().target, list.begin());
    return list.front();
}

void PageCache::store(std::string_view target, std::shared_ptr<const StoredPage> page, const std::vector<std::string>& topics,
                      Moment seen) {
    if (page->bytes() > bytes_max_ / 8) return;
    if (const auto found = index_.find(target); found != index_.end() && found->second->pinned) return;
    auto& entry = insert(target, std::move(page), false);
    entry.seen = seen;
    entry.read.reserve(topics.size());
    for (const auto& topic : topics) entry.read.push_back(&topics_.mark(topic));
    bytes_ += cost(entry);
    while (bytes_ > bytes_max_) drop(std::prev(recent_.end()));
}

void PageCache::pin(std::string_view target, std::shared_ptr<const StoredPage> page) { insert(target, std::move(page), true); }

void PageCache::improve(std::string_view target, const StoredPage* was, std::shared_ptr<const StoredPage> now) {
    const auto found = index_.find(target);
    if (found == index_.end() || found->second->page.get() != was || found->second->pinned) return;
    auto& entry = *found->second;
    bytes_ -= cost(entry);
    entry.page = std::move(now);
    bytes_ += cost(entry);
    while (bytes_ > bytes_max_ && recent_.size() > 1) drop(std::prev(recent_.end()));
}

}  // namespace web
