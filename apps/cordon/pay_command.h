// apps/cordon/pay_command.h: cordon pay check: messages from files, folders or standard input through the
//                            payment gate.
//
// Role:   reads, examines on all cores, records in order, prints one verdict for each message.
// Rules:  a verdict is printed after it was committed, never before; a file that cannot be read ends the run
//         with an Error, and what was printed until then stands.
// Errors: one sentence on the error stream; exit 0, 3 or 4 by the worst verdict.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_pay_commands(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
