// apps/cordon/witness_command.h: audit cosign and audit attach, and what witnesses add to the other audit
// commands.
//
// Role:   the witness's side (cosign) needs no record, only its key and the file in which it keeps what it
//         has seen; the log's side keeps the witness's word and shows it.
// Rules:  what was seen is on disk before a cosignature leaves, so that a crash in between costs a repeated
//         call and never a second, contradicting word.
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/signature.h"
#include "codec/json.h"
#include "cordon/commands.h"
#include "storage/record_witness.h"

namespace CLI {
class App;
}

namespace cordon::app {

struct WitnessOptions {
    std::vector<std::string> witnesses;  // public keys
    std::vector<std::string> cosigned;   // files
    std::uint64_t required = 0;          // 0: all that are named
};

void add_witness_options(CLI::App& verify, WitnessOptions& options);
[[nodiscard]] base::Result<storage::WitnessReport> run_witness_check(const GlobalOptions& global,
                                                                     const WitnessOptions& options);
void print_witnesses(const storage::WitnessReport& report);
void write_witnesses(codec::JsonWriter& json, const storage::WitnessReport& report);

// The newest checkpoint as a note, signed with the home's key as it is now.
[[nodiscard]] base::Result<std::string> checkpoint_note(const GlobalOptions& global);

void add_witness_commands(CLI::App& audit, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
