// apps/cordon/backup_command.h: backup and restore: a home copied while it works, and a home made from that.
//
// Role:   adds the sub-commands and runs them (storage/home_backup.h).
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_backup_commands(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
