#include "cases/merkle_log.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/check.h"

namespace cordon::cases {

namespace {

using base::ErrorCode;

// REQUIRES: size > 1.
std::uint64_t split_of(std::uint64_t size) {
    return std::bit_floor(size - 1);
}

std::unexpected<base::Error> not_proven(const char* why) {
    return base::fail(ErrorCode::corrupt, why);
}

void add_subproof(std::vector<TreeHash>& proof, std::span<const TreeHash> leaves, std::uint64_t earlier,
                  bool whole) {
    if (earlier == leaves.size()) {
        if (!whole) {
            proof.push_back(tree_root(leaves));
        }
        return;
    }
    const std::uint64_t split = split_of(leaves.size());
    if (earlier <= split) {
        add_subproof(proof, leaves.first(split), earlier, whole);
        proof.push_back(tree_root(leaves.subspan(split)));
    } else {
        add_subproof(proof, leaves.subspan(split), earlier - split, false);
        proof.push_back(tree_root(leaves.first(split)));
    }
}

}  // namespace

TreeHash leaf_hash(std::string_view leaf) {
    std::string bytes;
    bytes.reserve(leaf.size() + 1);
    bytes += '\0';
    bytes += leaf;
    return base::sha256(bytes);
}

TreeHash node_hash(const TreeHash& left, const TreeHash& right) {
    std::array<char, 1 + sizeof(TreeHash) + sizeof(TreeHash)> bytes{1};
    std::memcpy(bytes.data() + 1, left.data(), left.size());
    std::memcpy(bytes.data() + 1 + left.size(), right.data(), right.size());
    return base::sha256({bytes.data(), bytes.size()});
}

base::Result<MerkleFrontier> MerkleFrontier::from_peaks(std::uint64_t size, std::vector<TreeHash> peaks) {
    if (peaks.size() != static_cast<std::size_t>(std::popcount(size))) {
        return base::fail(ErrorCode::invalid_input, "the edge of a hash tree does not fit its size");
    }
    MerkleFrontier frontier;
    frontier.size_ = size;
    frontier.peaks_ = std::move(peaks);
    return frontier;
}

// Two whole subtrees of one size make a larger one: as many times as the size ends in ones.
void MerkleFrontier::add(const TreeHash& leaf) {
    TreeHash hash = leaf;
    for (int merges = std::countr_one(size_); merges > 0; --merges) {
        hash = node_hash(peaks_.back(), hash);
        peaks_.pop_back();
    }
    peaks_.push_back(hash);
    ++size_;
}

TreeHash MerkleFrontier::root() const {
    if (peaks_.empty()) {
        return base::sha256("");
    }
    TreeHash hash = peaks_.back();
    for (std::size_t at = peaks_.size() - 1; at > 0; --at) {
        hash = node_hash(peaks_[at - 1], hash);
    }
    return hash;
}

TreeHash tree_root(std::span<const TreeHash> leaves) {
    MerkleFrontier frontier;
    for (const TreeHash& leaf : leaves) {
        frontier.add(leaf);
    }
    return frontier.root();
}

std::vector<TreeHash> inclusion_proof(std::span<const TreeHash> leaves, std::uint64_t index) {
    CORDON_CHECK(index < leaves.size());
    std::vector<TreeHash> from_root;
    while (leaves.size() > 1) {
        const std::uint64_t split = split_of(leaves.size());
        if (index < split) {
            from_root.push_back(tree_root(leaves.subspan(split)));
            leaves = leaves.first(split);
        } else {
            from_root.push_back(tree_root(leaves.first(split)));
            leaves = leaves.subspan(split);
            index -= split;
        }
    }
    return {from_root.rbegin(), from_root.rend()};
}

std::vector<TreeHash> consistency_proof(std::span<const TreeHash> leaves, std::uint64_t earlier) {
    CORDON_CHECK(earlier <= leaves.size());
    std::vector<TreeHash> proof;
    if (earlier > 0 && earlier < leaves.size()) {
        add_subproof(proof, leaves, earlier, true);
    }
    return proof;
}

base::Status verify_inclusion(const TreeHash& leaf, std::uint64_t index, std::uint64_t size,
                              std::span<const TreeHash> proof, const TreeHash& root) {
    if (index >= size) {
        return not_proven("the proof names a leaf beyond the end of the log");
    }
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    TreeHash hash = leaf;
    for (const TreeHash& neighbour : proof) {
        if (last == 0) {
            return not_proven("the proof is longer than the log is deep");
        }
        if ((node & 1U) != 0 || node == last) {
            hash = node_hash(neighbour, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = node_hash(hash, neighbour);
        }
        node >>= 1U;
        last >>= 1U;
    }
    if (last != 0) {
        return not_proven("the proof is shorter than the log is deep");
    }
    if (hash != root) {
        return not_proven("the proof does not lead to the signed root: the leaf is not in that log");
    }
    return {};
}

base::Status verify_consistency(std::uint64_t earlier, const TreeHash& earlier_root, std::uint64_t size,
                                const TreeHash& root, std::span<const TreeHash> proof) {
    constexpr const char* changed = "the later log does not begin with the earlier one";
    if (earlier > size) {
        return not_proven("the later log is shorter than the earlier one");
    }
    if (earlier == size || earlier == 0) {
        const TreeHash& expected = earlier == size ? root : base::sha256("");
        return proof.empty() && earlier_root == expected ? base::Status() : not_proven(changed);
    }
    if (proof.empty()) {
        return not_proven("the proof of consistency is empty");
    }
    std::uint64_t node = earlier - 1;
    std::uint64_t last = size - 1;
    while ((node & 1U) != 0) {
        node >>= 1U;
        last >>= 1U;
    }
    // A whole power of two is its own first node.
    const bool power = std::has_single_bit(earlier);
    TreeHash first = power ? earlier_root : proof.front();
    TreeHash second = first;
    for (const TreeHash& neighbour : proof.subspan(power ? 0 : 1)) {
        if (last == 0) {
            return not_proven("the proof is longer than the log is deep");
        }
        if ((node & 1U) != 0 || node == last) {
            first = node_hash(neighbour, first);
            second = node_hash(neighbour, second);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            second = node_hash(second, neighbour);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && first == earlier_root && second == root ? base::Status() : not_proven(changed);
}

}  // namespace cordon::cases
