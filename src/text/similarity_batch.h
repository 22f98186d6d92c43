// text/similarity_batch.h: one word against many at once; token_similarity (text/token_similarity.h), sixteen
// words a step.
//
// Role:        the fast kernel of the index: a subject's word against all words that may be like it.
// Rules:       same prices, same distances, same answer as token_similarity; that function is its reference.
// Ownership:   the words are the caller's and must live until finish(). Reuse one batch between words.
// Threads:     one batch a thread.
// Determinism: same words, same answers.
// Cost:        about 20 ns a word of seven letters; words of more than 36 letters go to token_similarity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/token_similarity.h"

namespace cordon::text {

class SimilarityBatch {
public:
    // Forgets the words of before. subject is compared with every word added from now on.
    void start(const ComparedWord& subject, double floor);
    void add(const ComparedWord& word);
    // In the order of add(): token_similarity(subject, word) where that is at or above floor, else something
    // below floor.
    [[nodiscard]] std::span<const double> finish();

private:
    struct Waiting {
        ComparedWord word;
        std::uint32_t position = 0;
    };
    struct Comparison;  // one step of sixteen
    void compare(std::vector<Waiting>& waiting, bool bare);
    void compare_step(std::span<const Waiting> step, bool bare);
    void order_by_length(std::vector<Waiting>& waiting);

    ComparedWord subject_;
    double floor_ = 0;
    std::vector<double> similarities_;
    std::vector<Waiting> with_vowels_;
    std::vector<Waiting> bare_;  // both words are unvowelled
    std::vector<Waiting> ordered_;
};

}  // namespace cordon::text
