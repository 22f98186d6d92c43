#include "screening/explanation.h"

#include <fmt/format.h>

#include <cmath>

namespace cordon::screening {

std::vector<std::string> name_arithmetic(const ExplainedName& name) {
    std::vector<std::string> lines;
    if (name.sums.matched <= 0 && !name.whole_name) {
        lines.emplace_back("no word of one name is like a word of the other");
        return lines;
    }
    std::string matched;
    for (const ComparedPart& part : name.parts) {
        if (part.met > 0) {
            matched += fmt::format("{}{:.3f}", matched.empty() ? "" : " + ", part.met);
        }
    }
    lines.push_back(fmt::format("matched: {} = {:.3f}", matched.empty() ? "0" : matched, name.sums.matched));
    double lost = 0;
    for (std::size_t at = 0; at < name.sums.loss_count; ++at) {
        const ScoreLoss& loss = name.sums.losses.at(at);
        lost += loss.cost;
        lines.push_back(
            fmt::format("lost: {}, weight {:.3f}, costs {:.3f}", loss.what, loss.weight, loss.cost));
    }
    if (lost > 0) {
        lines.push_back(fmt::format("relief: {:.3f}, the share at which a loss counts beside so much matched",
                                    name.sums.relief));
    }
    lines.push_back(fmt::format("words: {:.3f} / ({:.3f} + {:.3f}) = {:.4f}", name.sums.matched,
                                name.sums.matched, lost, name.sums.word_score));
    if (name.whole_name) {
        lines.push_back(
            fmt::format("whole names written without blanks are {:.1f} % alike, which lifts it to {:.4f}",
                        100.0 * name.whole_similarity, name.score));
    }
    return lines;
}

std::vector<std::string> verdict_lines(const Explanation& explanation) {
    std::vector<std::string> lines;
    const double name_score = explanation.names.empty() ? 0.0 : explanation.names.front().score;
    const FactsJudgement& facts = explanation.facts;
    if (facts.identified) {
        lines.emplace_back("an equal strong identifier: score 1, whatever the name");
    } else if (facts.facts.empty()) {
        lines.push_back(
            fmt::format("name {:.4f}, no facts given: score {:.4f}", name_score, explanation.score));
    } else {
        const double sum = name_score + facts.raise + facts.lower;
        lines.push_back(fmt::format("name {:.4f}, facts +{:.4f} {:.4f}: {:.4f}", name_score, facts.raise,
                                    facts.lower, sum));
        if (std::abs(explanation.score - sum) > 1e-9) {
            lines.push_back(fmt::format(
                "score {:.4f}: {}", explanation.score,
                name_score >= explanation.threshold && sum < explanation.threshold
                    ? "facts do not take a hit under the threshold unless all contradict and the name is weak"
                : name_score < explanation.threshold && sum >= explanation.threshold
                    ? "too little agrees to lift a name over the threshold"
                    : "kept within 0 and 0.99"));
        }
        if (facts.clear) {
            lines.emplace_back(explanation.strong_name
                                   ? "the facts contradict clearly; the name is strong, so the hit stays"
                                   : "the facts contradict clearly and the name is weak, so it may fall");
        }
    }
    lines.push_back(fmt::format("threshold {:.2f}: {}", explanation.threshold,
                                explanation.score >= explanation.threshold ? "hit" : "no hit"));
    return lines;
}

}  // namespace cordon::screening
