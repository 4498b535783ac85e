// RFC 9162 §2.1 Merkle trees over SHA-256, and the proofs that others check.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>
#include "base/hash.h"

namespace acts {

base::Hash leaf_hash(std::string_view entry);                           // SHA-256(0x00 || entry)
base::Hash node_hash(const base::Hash& left, const base::Hash& right);  // SHA-256(0x01 || left || right)

// A subtree of 256^level leaves has just become complete.
struct Subtree {
    int level;
    std::int64_t position;
    base::Hash root;
};

// A tree head grown leaf by leaf: keeps only the roots of the full subtrees, largest first.
class Tree {
public:
    Tree() = default;
    Tree(std::int64_t size, std::string_view frontier);
    void append(base::Hash leaf, std::vector<Subtree>* completed = nullptr);
    base::Hash root() const;  // of no leaf at all: SHA-256("")
    std::int64_t size() const { return size_; }
    std::string frontier() const;  // 32 bytes for each full subtree

private:
    std::int64_t size_ = 0;
    std::vector<base::Hash> full_;
};

// Gives MTH(D[position × 2^height : (position + 1) × 2^height]) of a complete subtree of the log.
using Subtrees = std::function<base::Hash(int height, std::int64_t position)>;

base::Hash root_of(std::int64_t size, const Subtrees&);
// RFC 9162 §2.1.3.1: for leaf `index` (from 0) in a tree of `size` leaves, the leaf's sibling first.
std::vector<base::Hash> inclusion_path(std::int64_t index, std::int64_t size, const Subtrees&);
// RFC 9162 §2.1.4.1: that the tree of `size` leaves begins with the one of `older` leaves.
std::vector<base::Hash> consistency_path(std::int64_t older, std::int64_t size, const Subtrees&);
// RFC 9162 §2.1.3.2 and §2.1.4.2: the verifiers.
bool included(std::int64_t index, std::int64_t size, base::Hash leaf, std::span<const base::Hash> path, const base::Hash& root);
bool consistent(std::int64_t older, std::int64_t size, const base::Hash& older_root, const base::Hash& root,
                std::span<const base::Hash> path);

}  // namespace acts
