#include "cordon/held_since.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "engine/verdict_answer.h"
#include "engine/verdict_json.h"

namespace cordon::app {

base::Result<std::vector<engine::RecordedVerdict>> held_since(
    engine::VerdictStore& store, std::span<const engine::RecordedVerdict> block) {
    std::set<std::string> told;
    for (const engine::RecordedVerdict& one : block) {
        told.insert(one.kept.verdict.verdict_id);
    }
    std::vector<engine::RecordedVerdict> held;
    for (const engine::RecordedVerdict& one : block) {
        for (const std::string& id : one.kept.conflicts_with) {
            if (!told.insert(id).second) {
                continue;
            }
            CORDON_ASSIGN(engine::Hold before, store.hold(id));
            if (!before.verdict.erased.empty() || before.verdict.outcome != model::Outcome::pass) {
                continue;
            }
            engine::RecordedVerdict& again = held.emplace_back();
            CORDON_ASSIGN(again.verdict, engine::read_verdict(before.verdict.bytes));
            again.kept.outcome = engine::AppendOutcome::replay;
            again.kept.state = before.state;
            again.kept.verdict = std::move(before.verdict);
        }
    }
    return held;
}

std::string held_since_sentence(std::uint64_t count) {
    return fmt::format("{} that passed before are held since: their ids came again with other content",
                       count);
}

}  // namespace cordon::app
