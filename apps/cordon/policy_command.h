// apps/cordon/policy_command.h: policy show, check, try, activate: what decides about payments here.
//
// Role:   adds the sub-commands and runs them over record.db in the home.
// Rules:  a policy is activated by two different principals, one call each; the database refuses anything
//         else. Trying keeps nothing.
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_policy_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
