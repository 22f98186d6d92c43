// storage/test_record_work.h: a day of the payment gate on one record, what it told its caller, and whether
// the record still says so.
//
// Role:    for tests that let the disk fail in between (test_faulty_disk.h): messages through the real
//          recorder, passes with tokens, a hold that two people release, its token, a conflict, a replay, a
//          hold that voids a token, a policy that two people activate, signed checkpoints; over two openings
//          of the record.
// Rules:   only what a call answered with success is written down as told. A caller that gets an Error for a
//          message has no verdict, and asks for nothing more of that opening but one more append.
// Threads: main thread.
#pragma once

#include <string>
#include <vector>

#include "engine/verdict_store.h"
#include "storage/file_ops.h"

namespace cordon::storage::testing {

struct ToldVerdict {
    engine::VerdictKey key;
    std::string verdict_id;
    model::Outcome outcome = model::Outcome::hold;
    std::string bytes;
    std::string message;
};

struct ToldStep {
    std::string verdict_id;
    engine::HoldStep step = engine::HoldStep::opened;
    std::string principal;
};

struct Told {
    std::vector<ToldVerdict> verdicts;
    std::vector<engine::NewToken> tokens;
    std::vector<ToldStep> steps;
    std::size_t checkpoints = 0;
    std::size_t policy_steps = 0;
    std::size_t refused = 0;  // calls that ended with an Error

    [[nodiscard]] bool empty() const {
        return verdicts.empty() && tokens.empty() && steps.empty() && checkpoints == 0 && policy_steps == 0;
    }
};

// Adds to what was told before.
void work_on_record(const std::string& home, FileOps* ops, Told& told);

// Sentences: what was told and is not there or is different, what the audit finds, a token without a verdict,
// an outcome that the same message does not have on a sound disk. Asks all again, as a client does that heard
// nothing. there: false when not even the home is left.
[[nodiscard]] std::vector<std::string> faults_after(const std::string& home, bool there, const Told& told);

}  // namespace cordon::storage::testing
