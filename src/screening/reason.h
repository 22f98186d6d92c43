// screening/reason.h: how a hit is told to a person.
//
// Role:    the aligned words as parts with their relation, and one sentence over them.
// Threads: pure functions.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "screening/name_score.h"
#include "screening/screening_index.h"

namespace cordon::screening {

[[nodiscard]] std::vector<ComparedPart> compared_parts(std::span<const ScoredWord> subject,
                                                       std::span<const ScoredWord> listed,
                                                       const NameAlignment& alignment);

// "3 of 4 listed words: 2 the same, 1 spelled alike (khaled/khalid); not in the query: 'umar'; only in the
// query: 'jr'"
[[nodiscard]] std::string reason_sentence(const std::vector<ComparedPart>& parts,
                                          const NameAlignment& alignment);

// Facts beside the name into a hit: what they are, what they did, and an equal identifier as a part.
void add_facts(Hit& hit, const FactsJudgement& judgement);

}  // namespace cordon::screening
