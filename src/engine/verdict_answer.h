// engine/verdict_answer.h: a kept verdict as it is answered to whoever sent the message, and its hold.
//
// Role:    docs/reference/output-contract.md in code: one way to write it for `cordon pay check` and for the
//          service.
// Threads: pure functions.
#pragma once

#include "codec/json.h"
#include "engine/payment_recorder.h"

namespace cordon::engine {

// What the record allows now: a verdict that passed and was held since does not let the money go. Never more
// than what was judged: a release has its own token.
[[nodiscard]] model::Outcome outcome_now(model::Outcome judged, HoldState state);
[[nodiscard]] model::Outcome outcome_now(const Appended& kept);

// Members of an object that is begun: message_id, format, type, verdict, action, scheme, reasons, verdict_id,
// replay, hold, lists, policy.
void write_verdict_answer(codec::JsonWriter& json, const Appended& kept, const model::Verdict& verdict);

// One hold and every step of it, as an object.
void write_hold(codec::JsonWriter& json, const Hold& hold);

}  // namespace cordon::engine
