// apps/cordon/keys_command.h: keys: what signs for a home, and what seals its record.
//
// Role:   adds the sub-commands and runs them (storage/key_store.h, storage/field_keys.h).
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_keys_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
