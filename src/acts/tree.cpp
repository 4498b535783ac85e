#include "acts/tree.h"

#include <bit>
#include <cstring>

namespace acts {
namespace {

// The largest power of two smaller than n (n > 1), as an exponent.
int split_height(std::int64_t n) { return std::bit_width(static_cast<std::uint64_t>(n - 1)) - 1; }

// MTH of the leaves from … from + count, where from is a multiple of the smallest power of two that is at least count.
base::Hash range_root(std::int64_t from, std::int64_t count, const Subtrees& subtree) {
    if (std::has_single_bit(static_cast<std::uint64_t>(count))) {
        const int height = std::bit_width(static_cast<std::uint64_t>(count)) - 1;
        return subtree(height, from >> height);
    }
    const auto left = std::int64_t(1) << split_height(count);
    return node_hash(range_root(from, left, subtree), range_root(from + left, count - left, subtree));
}

void path_to(std::int64_t index, std::int64_t from, std::int64_t count, const Subtrees& subtree, std::vector<base::Hash>& path) {
    if (count <= 1) return;
    const auto left = std::int64_t(1) << split_height(count);
    if (index < left) {
        path_to(index, from, left, subtree, path);
        path.push_back(range_root(from + left, count - left, subtree));
    } else {
        path_to(index - left, from + left, count - left, subtree, path);
        path.push_back(range_root(from, left, subtree));
    }
}

void path_from(std::int64_t older, std::int64_t from, std::int64_t count, bool whole, const Subtrees& subtree,
               std::vector<base::Hash>& path) {
    if (older == count) {
        if (!whole) path.push_back(range_root(from, count, subtree));
        return;
    }
    const auto left = std::int64_t(1) << split_height(count);
    if (older <= left) {
        path_from(older, from, left, whole, subtree, path);
        path.push_back(range_root(from + left, count - left, subtree));
    } else {
        path_from(older - left, from + left, count - left, false, subtree, path);
        path.push_back(range_root(from, left, subtree));
    }
}

}  // namespace

base::Hash leaf_hash(std::string_view entry) { return base::sha256({std::string_view("\0", 1), entry}); }
base::Hash node_hash(const base::Hash& left, const base::Hash& right) { return base::sha256({"\x01", left.view(), right.view()}); }

Tree::Tree(std::int64_t size, std::string_view frontier) : size_(size), full_(frontier.size() / 32) {
    if (!full_.empty()) std::memcpy(full_.data(), frontier.data(), full_.size() * 32);
}

void Tree::append(base::Hash leaf, std::vector<Subtree>* completed) {
    int height = 0;
    for (auto n = size_++; n & 1; n >>= 1) {
        leaf = node_hash(full_.back(), leaf);
        full_.pop_back();
        if (++height % 8 == 0 && completed) completed->push_back({height / 8, (size_ >> height) - 1, leaf});
    }
    full_.push_back(leaf);
}

base::Hash Tree::root() const {
    if (full_.empty()) return base::sha256({});
    auto root = full_.back();
    for (auto left = full_.rbegin() + 1; left != full_.rend(); ++left) root = node_hash(*left, root);
    return root;
}

std::string Tree::frontier() const {
    std::string bytes;
    for (const auto& hash : full_) bytes += hash.view();
    return bytes;
}

base::Hash root_of(std::int64_t size, const Subtrees& subtree) { return size == 0 ? base::sha256({}) : range_root(0, size, subtree); }

std::vector<base::Hash> inclusion_path(std::int64_t index, std::int64_t size, const Subtrees& subtree) {
    std::vector<base::Hash> path;
    path_to(index, 0, size, subtree, path);
    return path;
}

std::vector<base::Hash> consistency_path(std::int64_t older, std::int64_t size, const Subtrees& subtree) {
    std::vector<base::Hash> path;
    if (older > 0 && older < size) path_from(older, 0, size, true, subtree, path);
    return path;
}

bool included(std::int64_t index, std::int64_t size, base::Hash leaf, std::span<const base::Hash> path, const base::Hash& root) {
    if (index < 0 || index >= size) return false;
    auto fn = index, sn = size - 1;
    for (const auto& next : path) {
        if (sn == 0) return false;
        if ((fn & 1) || fn == sn) {
            leaf = node_hash(next, leaf);
            while (!(fn & 1) && fn != 0) fn >>= 1, sn >>= 1;
        } else {
            leaf = node_hash(leaf, next);
        }
        fn >>= 1, sn >>= 1;
    }
    return sn == 0 && leaf == root;
}

bool consistent(std::int64_t older, std::int64_t size, const base::Hash& older_root, const base::Hash& root,
                std::span<const base::Hash> path) {
    if (older < 0 || older > size) return false;
    if (older == size) return path.empty() && older_root == root;
    if (older == 0) return path.empty();
    const bool power = std::has_single_bit(static_cast<std::uint64_t>(older));
    if (!power && path.empty()) return false;
    auto fn = older - 1, sn = size - 1;
    while (fn & 1) fn >>= 1, sn >>= 1;
    auto old = power ? older_root : path[0], now = old;
    for (const auto& next : path.subspan(power ? 0 : 1)) {
        if (sn == 0) return false;
        if ((fn & 1) || fn == sn) {
            old = node_hash(next, old);
            now = node_hash(next, now);
            while (!(fn & 1) && fn != 0) fn >>= 1, sn >>= 1;
        } else {
            now = node_hash(now, next);
        }
        fn >>= 1, sn >>= 1;
    }
    return old == older_root && now == root && sn == 0;
}

}  // namespace acts
