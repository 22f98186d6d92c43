// text/similarity_batch.h: one word against many at once; token_similarity (text/token_similarity.h), sixteen
// words a step.
//
// Role:        the fast kernel of the index: a subject's word against all words that may be like it.
// Rules:       same prices, same distances, same answer as token_similarity; that function is its reference.
//              Words that an index keeps as WordCodes are not looked at letter by letter any more.
// Ownership:   the words are the caller's and must live until finish(). Reuse one batch between words.
// Threads:     one batch a thread.
// Determinism: same words, same answers.
// Cost:        about 20 ns a word of seven letters; words of more than 36 letters go to token_similarity.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/token_similarity.h"

namespace cordon::text {

// A word's sounds and letters as places in the tables of prices.
struct WordCodes {
    static constexpr std::size_t letters_max = 16;
    std::array<std::uint8_t, letters_max> sounds;
    std::array<std::uint8_t, letters_max> letters;
};

// False where it has more letters, other letters, no vowels, or more to it than prices (a scanner's reading).
[[nodiscard]] bool encode(const ComparedWord& word, WordCodes& codes);

class SimilarityBatch {
public:
    // Forgets the words of before. subject is compared with every word added from now on.
    void start(const ComparedWord& subject, double floor);
    // codes: of this word, if it has any. False: it cannot be like the subject, and is not kept.
    [[nodiscard]] bool add(const ComparedWord& word, const WordCodes* codes = nullptr);
    // Of the words kept, in the order of add(): token_similarity(subject, word) where that is at or above
    // floor, else something below floor.
    [[nodiscard]] std::span<const double> finish();

private:
    struct Coded {
        const WordCodes* codes;
        std::uint32_t position;
        std::uint8_t sounds;
        std::uint8_t letters;
    };
    struct Waiting {
        ComparedWord word;
        std::uint32_t position = 0;
    };
    struct Comparison;  // one step of sixteen
    [[nodiscard]] bool may_be_alike(const ComparedWord& word) const;
    void keep_coded(const ComparedWord& word, const WordCodes& codes);
    void compare_coded();
    void compare_coded_step(std::span<const Coded> step);
    void compare(std::vector<Waiting>& waiting, bool bare);
    void compare_step(std::span<const Waiting> step, bool bare);
    void order_by_length(std::vector<Waiting>& waiting);

    ComparedWord subject_;
    double floor_ = 0;
    std::uint64_t sound_counts_ = 0;   // bit n: a word of n sounds may be alike by them
    std::uint64_t letter_counts_ = 0;  // the same of letters
    std::size_t coded_letters_ = 0;    // words of so many letters may be compared by their codes; 0: none
    std::vector<double> similarities_;
    std::array<std::vector<Coded>, WordCodes::letters_max + 1> coded_;  // by number of sounds
    std::vector<Waiting> with_vowels_;
    std::vector<Waiting> bare_;  // both words are unvowelled
    std::vector<Waiting> ordered_;
};

}  // namespace cordon::text
