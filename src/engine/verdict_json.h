// engine/verdict_json.h: a verdict as the bytes that are kept, hashed and answered.
//
// Role:        one way to write a verdict. Its id is taken over everything else in it, so two verdicts with
//              one id are the same verdict.
// Rules:       canonical JSON (RFC 8785: members sorted, shortest numbers); scores and thresholds are whole
//              ten-thousandths, so that no floating-point spelling enters the bytes.
// Threads:     pure functions.
// Determinism: same verdict, same bytes.
// Errors:      read_verdict: invalid_input for bytes that are no verdict of this form.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/verdict.h"

namespace cordon::engine {

// The id from the rest, and the bytes with it. verdict.id is set.
[[nodiscard]] std::string write_verdict(model::Verdict& verdict);
// Scores and the threshold as they were written: whole ten-thousandths.
[[nodiscard]] base::Result<model::Verdict> read_verdict(std::string_view bytes);

// What verdicts on the same lists under the same policy say alike: only what the house itself says, nothing
// that a message says and nobody's name. "" for bytes that are no verdict.
[[nodiscard]] std::string verdict_form(std::string_view bytes);

}  // namespace cordon::engine
