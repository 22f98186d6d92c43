// screening/meetings.h: which wordings the pairs of a search meet, and which more than one pair meets.
//
// Role:        one word of a name seldom says enough, and most names that have it have nothing else of the
//              subject's. What two pairs meet is found in two sets of bits that stay close to the processor;
//              sums are kept of those alone.
// Ownership:   a quarter of a byte for each wording, at most 128 kB: beyond that, numbers that differ by a
//              multiple of size() share their bits, so that some are taken for met twice that are not.
// Threads:     one search.
// Cost:        O(wordings asked), a few ns each; clear is O(bits).
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cordon::screening {

struct Meeting {
    std::uint32_t wording = 0;
    std::uint32_t gain = 0;  // of it by the pair
};

// A vector of meetings that writes none twice: room is made before it is known how many will stay.
class Meetings {
public:
    void clear() { count_ = 0; }
    [[nodiscard]] std::span<const Meeting> all() const { return std::span(kept_).first(count_); }

    // Adds those of the wordings that `stays` says yes to, without a branch: which ones do is as good as
    // random. The new ones.
    template <typename Stays>
    std::span<const Meeting> add_where(std::span<const std::uint32_t> wordings, std::uint32_t gain,
                                       Stays&& stays) {
        if (kept_.size() < count_ + wordings.size()) {
            kept_.resize(2 * (count_ + wordings.size()));
        }
        const std::size_t before = count_;
        Meeting* const into = kept_.data();
        std::size_t count = count_;
        for (const std::uint32_t wording : wordings) {
            into[count] = {wording, gain};
            count += stays(wording) ? 1U : 0U;
        }
        count_ = count;
        return all().subspan(before);
    }

private:
    std::vector<Meeting> kept_;
    std::size_t count_ = 0;
};

class MetTwice {
public:
    using Wordings = std::span<const std::uint32_t>;
    static constexpr std::size_t size_max = std::size_t{1} << 19U;

    explicit MetTwice(std::size_t wordings = 1)
        : cells_(std::bit_ceil(std::clamp<std::size_t>(wordings, 64, size_max)) / 64) {}

    [[nodiscard]] std::size_t size() const { return cells_.size() * 64; }
    void clear() { std::ranges::fill(cells_, Cell{}); }

    // Met by a pair of a word that may be the first that a name is met by.
    void add(Wordings wordings) {
        for (const std::uint32_t wording : wordings) {
            Cell& cell = cell_of(wording);
            cell.twice |= cell.once & bit_of(wording);
            cell.once |= bit_of(wording);
        }
    }

    // Met by a pair of a later word: those that were added before are met twice, and appended to `met`.
    void add_later(Wordings wordings, std::uint32_t gain, Meetings& met) {
        const auto again = met.add_where(wordings, gain, [this](std::uint32_t wording) {
            return (cell_of(wording).once & bit_of(wording)) != 0;
        });
        for (const Meeting& meeting : again) {
            cell_of(meeting.wording).twice |= bit_of(meeting.wording);
        }
    }

    // Appends to `met` those that were met twice.
    void keep(Wordings wordings, std::uint32_t gain, Meetings& met) const {
        met.add_where(wordings, gain, [this](std::uint32_t wording) {
            return (cell_of(wording).twice & bit_of(wording)) != 0;
        });
    }

private:
    struct Cell {
        std::uint64_t once = 0;
        std::uint64_t twice = 0;
    };
    static std::uint64_t bit_of(std::uint32_t wording) { return std::uint64_t{1} << (wording % 64); }
    Cell& cell_of(std::uint32_t wording) { return cells_[(wording / 64) & (cells_.size() - 1)]; }
    const Cell& cell_of(std::uint32_t wording) const { return cells_[(wording / 64) & (cells_.size() - 1)]; }

    std::vector<Cell> cells_;  // a power of two of them
};

}  // namespace cordon::screening
