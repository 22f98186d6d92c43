// apps/cordon/territory_command.h: territory at, place, map: who held a place on a day.
//
// Role:   adds the sub-commands and runs them over the shipped tables and those of the home.
// Rules:  a name that several places bear is answered with the list of them, never with one of them.
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md: 3 for HELD, CONTESTED
//         and PARTIAL.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_territory_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
