// Goal: the hash tree is the one of RFC 6962, for every size from 0 to 300 against its recursive definition;
// every proof holds, and no proof holds for anything else: another leaf, place, size, root or order.
#include "cases/merkle_log.h"

#include <gtest/gtest.h>

#include <string>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::cases {
namespace {

constexpr std::uint64_t sizes_max = 300;

// RFC 6962 section 2.1, word for word.
TreeHash reference_root(std::span<const TreeHash> leaves) {
    if (leaves.empty()) {
        return base::sha256("");
    }
    if (leaves.size() == 1) {
        return leaves[0];
    }
    std::uint64_t split = 1;
    while (2 * split < leaves.size()) {
        split *= 2;
    }
    return node_hash(reference_root(leaves.first(split)), reference_root(leaves.subspan(split)));
}

// Section 2.1.1: PATH(m, D[n]).
std::vector<TreeHash> reference_path(std::uint64_t index, std::span<const TreeHash> leaves) {
    if (leaves.size() <= 1) {
        return {};
    }
    std::uint64_t split = 1;
    while (2 * split < leaves.size()) {
        split *= 2;
    }
    std::vector<TreeHash> path = index < split ? reference_path(index, leaves.first(split))
                                               : reference_path(index - split, leaves.subspan(split));
    path.push_back(reference_root(index < split ? leaves.subspan(split) : leaves.first(split)));
    return path;
}

std::vector<TreeHash> some_leaves(std::uint64_t count) {
    std::vector<TreeHash> leaves;
    for (std::uint64_t at = 0; at < count; ++at) {
        leaves.push_back(leaf_hash("leaf " + std::to_string(at)));
    }
    return leaves;
}

TEST(MerkleLog, HashesAreThoseOfTheStandard) {
    // SHA-256 of nothing, and of the single byte 0: known to everybody.
    EXPECT_EQ(base::to_hex(MerkleFrontier().root()),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(base::to_hex(leaf_hash("")),
              "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    const TreeHash one = leaf_hash("a");
    const TreeHash two = leaf_hash("b");
    std::string node(1, '\1');
    node.append(one.begin(), one.end());
    node.append(two.begin(), two.end());
    EXPECT_EQ(node_hash(one, two), base::sha256(node));
    EXPECT_NE(node_hash(one, two), leaf_hash(node.substr(1))) << "a node cannot pass for a leaf";
}

TEST(MerkleLog, EverySizeHasTheRootOfTheDefinition) {
    const std::vector<TreeHash> leaves = some_leaves(sizes_max);
    MerkleFrontier growing;
    for (std::uint64_t size = 0; size <= sizes_max; ++size) {
        const std::span<const TreeHash> first = std::span(leaves).first(size);
        ASSERT_EQ(growing.root(), reference_root(first)) << size;
        ASSERT_EQ(tree_root(first), reference_root(first)) << size;
        const auto again = MerkleFrontier::from_peaks(size, growing.peaks());
        ASSERT_TRUE(again && again->root() == growing.root()) << size;
        EXPECT_FALSE(MerkleFrontier::from_peaks(size + 1, growing.peaks()) && size % 2 == 0);
        if (size < sizes_max) {
            growing.add(leaves[size]);
        }
    }
}

TEST(MerkleLog, EveryLeafOfEverySizeIsProven) {
    const std::vector<TreeHash> leaves = some_leaves(sizes_max);
    std::uint64_t refused = 0;
    for (std::uint64_t size = 1; size <= sizes_max; size = size < 70 ? size + 1 : size + 23) {
        const std::span<const TreeHash> log = std::span(leaves).first(size);
        const TreeHash root = tree_root(log);
        for (std::uint64_t index = 0; index < size; ++index) {
            const std::vector<TreeHash> proof = inclusion_proof(log, index);
            ASSERT_EQ(proof, reference_path(index, log));
            ASSERT_TRUE(verify_inclusion(leaves[index], index, size, proof, root)) << index << "/" << size;
            // The same proof for another leaf, place, root or cut of the proof.
            const auto refuses = [&](const TreeHash& leaf, std::uint64_t place, std::uint64_t of,
                                     const std::vector<TreeHash>& path, const TreeHash& top) {
                refused += 1;
                ASSERT_FALSE(verify_inclusion(leaf, place, of, path, top)) << index << "/" << size;
            };
            refuses(leaf_hash("other"), index, size, proof, root);
            refuses(leaves[index], size, size, proof, root);
            refuses(leaves[index], index, size, proof, leaf_hash("root"));
            if (size > 1) {
                refuses(leaves[index], (index + 1) % size, size, proof, root);
                refuses(leaves[index], index, size, {proof.begin(), proof.end() - 1}, root);
                std::vector<TreeHash> longer = proof;
                longer.push_back(root);
                refuses(leaves[index], index, size, longer, root);
                std::vector<TreeHash> bent = proof;
                bent[index % bent.size()][5] ^= 1;
                refuses(leaves[index], index, size, bent, root);
            }
        }
    }
    EXPECT_GT(refused, 10'000U);
}

TEST(MerkleLog, EveryGrowthIsProven) {
    const std::vector<TreeHash> leaves = some_leaves(sizes_max);
    std::vector<TreeHash> roots;
    for (std::uint64_t size = 0; size <= sizes_max; ++size) {
        roots.push_back(tree_root(std::span(leaves).first(size)));
    }
    for (std::uint64_t size = 1; size <= sizes_max; size = size < 70 ? size + 1 : size + 23) {
        const std::span<const TreeHash> log = std::span(leaves).first(size);
        for (std::uint64_t earlier = 0; earlier <= size; ++earlier) {
            std::vector<TreeHash> proof = consistency_proof(log, earlier);
            ASSERT_TRUE(verify_consistency(earlier, roots[earlier], size, roots[size], proof))
                << earlier << " to " << size;
            ASSERT_FALSE(verify_consistency(earlier, leaf_hash("x"), size, roots[size], proof));
            ASSERT_FALSE(verify_consistency(earlier, roots[earlier], size, leaf_hash("x"), proof) &&
                         earlier > 0);
            ASSERT_FALSE(verify_consistency(size + 1, roots[earlier], size, roots[size], proof));
            if (!proof.empty()) {
                ASSERT_FALSE(verify_consistency(earlier, roots[earlier - 1], size, roots[size], proof));
                proof[earlier % proof.size()][0] ^= 1;
                ASSERT_FALSE(verify_consistency(earlier, roots[earlier], size, roots[size], proof));
                proof.pop_back();
                ASSERT_FALSE(verify_consistency(earlier, roots[earlier], size, roots[size], proof));
            }
        }
    }
}

TEST(MerkleLog, ARewrittenLogIsNoGrowth) {
    base::Prng random(base::testing::seed_from_environment(3));
    for (int round = 0; round < 300; ++round) {
        const std::uint64_t size = 2 + random.below(200);
        std::vector<TreeHash> leaves = some_leaves(size);
        const std::uint64_t earlier = 1 + random.below(size - 1);
        const TreeHash before = tree_root(std::span(leaves).first(earlier));
        leaves[random.below(earlier)][0] ^= 1;
        const std::vector<TreeHash> proof = consistency_proof(leaves, earlier);
        ASSERT_FALSE(verify_consistency(earlier, before, size, tree_root(leaves), proof));
    }
}

}  // namespace
}  // namespace cordon::cases
