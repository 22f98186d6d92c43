// apps/cordon/trade_command.h: trade check: may these goods move, from there, to there, on that day?
//
// Role:   reads shipments and letters of credit, judges each at the gate of payments, records the verdicts in
//         the home, shows each with its evidence, and draws one of them on a map.
// Rules:  as pay check: a verdict that was not recorded allows nothing; a file that cannot be read is held.
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md, by the worst verdict.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_trade_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
