// apps/cordon/assess_command.h: assess: how much of what should be found is found, signed, for a supervisor.
//
// Role:   adds the sub-command and runs it.
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_assess_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
