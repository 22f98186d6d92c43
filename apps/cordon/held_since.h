// apps/cordon/held_since.h: verdicts that were a pass and that messages just recorded turned into a hold.
//
// Role:   `pay check` and `trade check` have answered them already, in this run or an earlier one; whoever
//         reads the answers is told once more. Within one block the recorder holds both before any answer.
// Cost:   one look-up for each earlier verdict of a message whose id came again with other content.
// Errors: those of the store.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/payment_recorder.h"

namespace cordon::app {

// Each with the state it has now. Erased ones are left out: nothing of them is left to answer with.
[[nodiscard]] base::Result<std::vector<engine::RecordedVerdict>> held_since(
    engine::VerdictStore& store, std::span<const engine::RecordedVerdict> block);

// What both commands say of their count at the end.
[[nodiscard]] std::string held_since_sentence(std::uint64_t count);

}  // namespace cordon::app
