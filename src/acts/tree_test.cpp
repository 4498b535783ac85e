// RFC 9162 section 2.1: vectors of interop/TLOG.md, and every proof of every tree of up to 300 leaves.
#include "acts/tree.h"

#include <doctest/doctest.h>
#include <map>

namespace {

using base::Hash;

// The definition, word for word (section 2.1.1): what the quicker ways must give.
Hash mth(std::span<const Hash> leaves) {
    if (leaves.empty()) return base::sha256({});
    if (leaves.size() == 1) return leaves[0];
    std::size_t k = 1;
    while (2 * k < leaves.size()) k *= 2;
    return acts::node_hash(mth(leaves.first(k)), mth(leaves.subspan(k)));
}

struct Forest {
    explicit Forest(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) leaves.push_back(acts::leaf_hash("entry " + std::to_string(i)));
    }
    acts::Subtrees subtrees() {
        return [this](int height, std::int64_t position) {
            auto& kept = known[{height, position}];
            if (kept == Hash{}) kept = mth(std::span(leaves).subspan(std::size_t(position) << height, std::size_t(1) << height));
            return kept;
        };
    }
    std::vector<Hash> leaves;
    std::map<std::pair<int, std::int64_t>, Hash> known;
};

Hash flipped(Hash hash, std::size_t bit) {
    hash.bytes[bit / 8 % 32] ^= static_cast<unsigned char>(1u << bit % 8);
    return hash;
}

}  // namespace

TEST_CASE("Trees have the roots of the vectors of RFC 9162") {
    const std::pair<std::size_t, const char*> roots[] = {{0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                                                         {1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
                                                         {2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
                                                         {3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
                                                         {5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
                                                         {8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}};
    for (const auto& [count, root] : roots) {
        acts::Tree tree;
        for (const char* leaf : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"})
            if (tree.size() < std::int64_t(count)) tree.append(acts::leaf_hash(*base::from_hex(leaf)));
        CHECK(tree.root().hex() == root);
    }
}

TEST_CASE("A tree grown leaf by leaf is the tree of the definition, and goes on from its frontier") {
    Forest forest(300);
    acts::Tree tree;
    for (std::size_t count = 0; count <= 300; ++count) {
        CAPTURE(count);
        REQUIRE(tree.size() == std::int64_t(count));
        REQUIRE(tree.root() == mth(std::span(forest.leaves).first(count)));
        REQUIRE(acts::root_of(std::int64_t(count), forest.subtrees()) == tree.root());
        acts::Tree again(tree.size(), tree.frontier());
        REQUIRE(again.root() == tree.root());
        tree = std::move(again);
        if (count < 300) tree.append(forest.leaves[count]);
    }
}

TEST_CASE("Subtrees of 256 leaves and of 65,536 are given as they become complete") {
    acts::Tree tree;
    std::vector<acts::Subtree> completed;
    std::vector<Hash> leaves;
    for (int i = 0; i < 65'800; ++i) {
        leaves.push_back(acts::leaf_hash(std::to_string(i)));
        tree.append(leaves.back(), &completed);
    }
    REQUIRE(completed.size() == 258);
    CHECK((completed[0].level == 1 && completed[0].position == 0 && completed[0].root == mth(std::span(leaves).first(256))));
    CHECK((completed[255].level == 1 && completed[255].position == 255));
    CHECK((completed[256].level == 2 && completed[256].position == 0 && completed[256].root == mth(std::span(leaves).first(65'536))));
    CHECK((completed[257].level == 1 && completed[257].position == 256 &&
           completed[257].root == mth(std::span(leaves).subspan(65'536, 256))));
}

TEST_CASE("Every leaf of every tree of up to 300 leaves has an inclusion proof, and a flipped bit refuses it") {
    Forest forest(300);
    std::size_t accepted = 0, refused = 0;
    for (std::int64_t size = 1; size <= 300; ++size) {
        const auto root = acts::root_of(size, forest.subtrees());
        for (std::int64_t index = 0; index < size; ++index) {
            const auto leaf = forest.leaves[std::size_t(index)];
            auto path = acts::inclusion_path(index, size, forest.subtrees());
            accepted += acts::included(index, size, leaf, path, root);
            const auto bit = std::size_t(index * 31 + size * 17);
            refused += !acts::included(index, size, flipped(leaf, bit), path, root) &&
                       !acts::included(index, size, leaf, path, flipped(root, bit));
            if (path.empty()) continue;
            const auto at = bit % path.size();
            path[at] = flipped(path[at], bit / 3);
            refused += !acts::included(index, size, leaf, path, root);
        }
    }
    CHECK(accepted == 45'150);
    CHECK(refused == 45'150 + 45'149);  // the tree of one leaf has an empty path
}

TEST_CASE("An inclusion proof holds for its leaf, its index and its size alone") {
    Forest forest(8);
    const auto root = acts::root_of(7, forest.subtrees());
    auto path = acts::inclusion_path(3, 7, forest.subtrees());
    const auto leaf = forest.leaves[3];
    CHECK(acts::included(3, 7, leaf, path, root));
    for (const std::int64_t index : {-1, 0, 2, 4, 6, 7, 8}) CHECK_FALSE(acts::included(index, 7, leaf, path, root));
    CHECK_FALSE(acts::included(3, 4, leaf, path, root));
    CHECK_FALSE(acts::included(3, 0, leaf, path, root));
    CHECK_FALSE(acts::included(3, 16, leaf, path, root));
    CHECK_FALSE(acts::included(3, 7, leaf, std::span(path).first(path.size() - 1), root));
    path.push_back(leaf);
    CHECK_FALSE(acts::included(3, 7, leaf, path, root));
}

TEST_CASE("Every older tree of up to 300 leaves is shown to begin every later one, and a flipped bit refuses it") {
    Forest forest(300);
    std::size_t accepted = 0, refused = 0, proofs = 0, steps = 0;
    for (std::int64_t size = 1; size <= 300; ++size) {
        const auto root = acts::root_of(size, forest.subtrees());
        for (std::int64_t older = 1; older <= size; ++older) {
            const auto older_root = acts::root_of(older, forest.subtrees());
            auto path = acts::consistency_path(older, size, forest.subtrees());
            accepted += acts::consistent(older, size, older_root, root, path);
            const auto bit = std::size_t(older * 13 + size * 7);
            ++proofs;
            refused += !acts::consistent(older, size, flipped(older_root, bit), root, path) &&
                       !acts::consistent(older, size, older_root, flipped(root, bit), path);
            if (path.empty()) continue;
            ++steps;
            const auto at = bit % path.size();
            path[at] = flipped(path[at], bit / 3);
            refused += !acts::consistent(older, size, older_root, root, path);
        }
    }
    CHECK(proofs == 45'150);
    CHECK(accepted == proofs);
    CHECK(refused == proofs + steps);
}

TEST_CASE("A consistency proof holds for its sizes alone") {
    Forest forest(8);
    const auto root = acts::root_of(8, forest.subtrees()), older = acts::root_of(5, forest.subtrees()), nothing = base::sha256({});
    auto path = acts::consistency_path(5, 8, forest.subtrees());
    CHECK(acts::consistent(5, 8, older, root, path));
    CHECK_FALSE(acts::consistent(4, 8, older, root, path));
    CHECK_FALSE(acts::consistent(6, 8, older, root, path));
    CHECK_FALSE(acts::consistent(5, 9, older, root, path));
    CHECK_FALSE(acts::consistent(9, 8, older, root, path));
    CHECK_FALSE(acts::consistent(-1, 8, older, root, path));
    CHECK_FALSE(acts::consistent(5, 8, older, root, {}));
    CHECK_FALSE(acts::consistent(5, 8, older, root, std::span(path).first(path.size() - 1)));
    path.push_back(root);
    CHECK_FALSE(acts::consistent(5, 8, older, root, path));
    CHECK(acts::consistent(8, 8, root, root, {}));
    CHECK_FALSE(acts::consistent(8, 8, older, root, {}));
    CHECK_FALSE(acts::consistent(8, 8, root, root, std::vector{root}));
    CHECK(acts::consistent(0, 8, nothing, root, {}));
    CHECK_FALSE(acts::consistent(0, 8, nothing, root, std::vector{root}));
    CHECK(acts::consistent(0, 0, nothing, nothing, {}));
}
