// screening/explanation.h: the whole arithmetic of one subject against one listing, hit or not.
//
// Role:    what `cordon explain` prints: every name of the listing with its score, the best one word by word,
//          the sums, the facts with their effects, and what comes out.
// Rules:   the numbers are those of the search, kept by it (ScoreSums, FactsJudgement); nothing is worked out
//          here a second time.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "screening/facts.h"
#include "screening/name_score.h"
#include "screening/screening_index.h"

namespace cordon::screening {

struct ExplainedName {
    std::uint32_t name = 0;          // position in Listing::names
    std::uint32_t subject_name = 0;  // position in Subject::names
    double score = 0;
    bool whole_name = false;  // the score comes from the comparison without blanks
    double whole_similarity = 0;
    std::vector<ComparedPart> parts;
    ScoreSums sums;
};

struct Explanation {
    std::vector<ExplainedName> names;  // best first; a name that reads as an earlier one is not repeated
    FactsJudgement facts;
    bool strong_name = false;  // facts cannot take it under the threshold
    double score = 0;
    double threshold = 0;
};

// "matched 2.35", "only in the listed name: 0.35, costs 0.06", "2.35 / (2.35 + 0.06) = 0.9751", ...
[[nodiscard]] std::vector<std::string> name_arithmetic(const ExplainedName& name);
// "name 0.9751, facts +0.05 -0.06, score 0.9651", ...; the rule that held it, and the verdict.
[[nodiscard]] std::vector<std::string> verdict_lines(const Explanation& explanation);

}  // namespace cordon::screening
