// apps/cordon/record_command.h: audit, hold, token: the record of payment verdicts, from the command line.
//
// Role:   adds the sub-commands and runs them over record.db in the home.
// Rules:  a hold is decided by two different principals, one call each; the database refuses anything else.
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_record_commands(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
