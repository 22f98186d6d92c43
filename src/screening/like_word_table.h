// screening/like_word_table.h: like words of a word, remembered from one search to the next.
//
// Role:        the words of names repeat, and to find what words of an index are like one costs more than
//              all else in screening a name. One table serves all searches of an index.
// Ownership:   of fixed size; a word that comes puts out the one of its bucket that was not asked for
//              longest.
// Threads:     any; none waits for another: whoever finds a bucket in use does without it.
// Determinism: what it says is what a search would find, so no answer depends on it.
// Cost:        a hit copies the list; 60 bytes for each word it has room for, and the lists.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::screening {

struct LikeWord {
    std::uint32_t word;
    float similarity;
};

class LikeWordTable {
public:
    // words: how many there is room for, about; rounded up to a power of two.
    explicit LikeWordTable(std::size_t words);

    // spelled: the word and how it is sought.
    [[nodiscard]] bool find(std::string_view spelled, std::vector<LikeWord>& like);
    void keep(std::string_view spelled, const std::vector<LikeWord>& like);

private:
    static constexpr std::size_t bucket_words = 4;
    struct Entry {
        std::string spelled;
        std::vector<LikeWord> like;
    };
    struct Bucket {
        std::atomic_flag in_use = ATOMIC_FLAG_INIT;
        std::array<Entry, bucket_words> entries;  // the one asked for last stands first
    };
    class Lease;
    [[nodiscard]] Bucket& bucket_of(std::string_view spelled) const;

    std::size_t mask_;
    std::unique_ptr<Bucket[]> buckets_;
};

}  // namespace cordon::screening
