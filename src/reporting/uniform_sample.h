// reporting/uniform_sample.h: so many of a stream, each with the same chance, in constant memory.
//
// Role:        draws what a person reviews: each offered item gets a number from the seed and its position in
//              the stream, and the items with the smallest numbers stay (bottom-k sampling; Cohen and Kaplan,
//              "Summarizing data using bottom-k sketches", PODC 2007).
// Rules:       every subset of the wanted size is equally likely; what is drawn depends on seed and positions
//              only, not on the order in which items are offered nor on threads.
// Ownership:   keeps copies of what is drawn.
// Threads:     one sample, one thread.
// Determinism: same seed, same positions: same items.
// Cost:        O(log wanted) for each offer, O(wanted) memory.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/prng.h"

namespace cordon::reporting {

// Of the position-th item under this seed; two rounds, so that neighbours have nothing in common.
[[nodiscard]] constexpr std::uint64_t draw_number(std::uint64_t seed, std::uint64_t position) {
    return base::Prng(base::Prng(seed).next() ^ base::Prng(position).next()).next();
}

template <class Item>
class UniformSample {
public:
    UniformSample(std::size_t wanted, std::uint64_t seed) : wanted_{wanted}, seed_{seed} {}

    // make() is called only when the item is drawn. Each position at most once.
    template <class Make>
    void offer(std::uint64_t position, Make&& make) {
        ++offered_;
        const std::pair key{draw_number(seed_, position), position};
        if (wanted_ == 0 || (drawn_.size() == wanted_ && drawn_.rbegin()->first < key)) {
            return;
        }
        drawn_.emplace(key, std::forward<Make>(make)());
        if (drawn_.size() > wanted_) {
            drawn_.erase(std::prev(drawn_.end()));
        }
    }

    [[nodiscard]] std::uint64_t offered() const { return offered_; }
    // In order of position.
    [[nodiscard]] std::vector<Item> take() {
        std::map<std::uint64_t, Item> by_position;
        for (auto& [key, item] : drawn_) {
            by_position.emplace(key.second, std::move(item));
        }
        drawn_.clear();
        std::vector<Item> items;
        for (auto& [position, item] : by_position) {
            items.push_back(std::move(item));
        }
        return items;
    }

private:
    std::size_t wanted_;
    std::uint64_t seed_;
    std::uint64_t offered_ = 0;
    std::map<std::pair<std::uint64_t, std::uint64_t>, Item> drawn_;
};

}  // namespace cordon::reporting
