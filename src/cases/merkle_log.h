// cases/merkle_log.h: the hash tree over the audit log, and short proofs about it.
//
// Role:        whoever holds one signed root of n leaves can be shown, with about log2(n) hashes, that a leaf
//              stands in the log (inclusion) and that a later log begins with the same n leaves
//              (consistency).
// Rules:       the tree of RFC 6962 section 2.1 (the same in RFC 9162): SHA-256; a leaf is hashed behind the
//              byte 0, a node behind the byte 1, so that neither can pass for the other; n leaves split at
//              the largest power of two below n; no leaf at all is the hash of nothing. Proofs are made as in
//              2.1.1 and 2.1.2 there and checked as in RFC 9162 sections 2.1.3.2 and 2.1.4.2.
// Ownership:   values.
// Threads:     pure functions; one MerkleFrontier per thread.
// Determinism: same leaves in the same order: same root.
// Cost:        adding a leaf O(1) on average, a root O(log n), a proof from its leaves O(n), checking O(log
//              n).
// Errors:      corrupt: a proof that does not prove what it should. Asking for a proof beyond the leaves is a
//              CHECK.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

namespace cordon::cases {

using TreeHash = base::Sha256Digest;

[[nodiscard]] TreeHash leaf_hash(std::string_view leaf);
[[nodiscard]] TreeHash node_hash(const TreeHash& left, const TreeHash& right);

// The right edge of a growing tree: one hash for each whole subtree, largest first.
class MerkleFrontier {
public:
    MerkleFrontier() = default;
    // As peaks() and size() gave them; invalid_input when there are not as many as the size has bits.
    [[nodiscard]] static base::Result<MerkleFrontier> from_peaks(std::uint64_t size,
                                                                 std::vector<TreeHash> peaks);

    void add(const TreeHash& leaf);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] TreeHash root() const;
    [[nodiscard]] const std::vector<TreeHash>& peaks() const { return peaks_; }

private:
    std::uint64_t size_ = 0;
    std::vector<TreeHash> peaks_;
};

[[nodiscard]] TreeHash tree_root(std::span<const TreeHash> leaves);

// That leaf `index` stands in the tree of these leaves, nearest neighbour first.
[[nodiscard]] std::vector<TreeHash> inclusion_proof(std::span<const TreeHash> leaves, std::uint64_t index);
// That the tree of these leaves begins with its first `earlier` ones; empty for none and for all of them.
[[nodiscard]] std::vector<TreeHash> consistency_proof(std::span<const TreeHash> leaves,
                                                      std::uint64_t earlier);

[[nodiscard]] base::Status verify_inclusion(const TreeHash& leaf, std::uint64_t index, std::uint64_t size,
                                            std::span<const TreeHash> proof, const TreeHash& root);
[[nodiscard]] base::Status verify_consistency(std::uint64_t earlier, const TreeHash& earlier_root,
                                              std::uint64_t size, const TreeHash& root,
                                              std::span<const TreeHash> proof);

}  // namespace cordon::cases
