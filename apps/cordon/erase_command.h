// apps/cordon/erase_command.h: record erase: content of the record goes when two people say so.
//
// Role:   adds the sub-command and runs it (storage/record_erasure.h).
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_erase_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
