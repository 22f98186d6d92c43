// apps/cordon/territory_tables.h: territory import, show, diff, dispute: tables of one's own.
//
// Role:   adds the sub-commands to `cordon territory` and runs them over territory.db in the home.
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_territory_tables(CLI::App& territory, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
