// apps/cordon/apikey_command.h: cordon apikey: make, show and disable the keys of the service.
//
// Role:    arguments to api_key_file.h and back.
// Errors:  docs/reference/exit-codes.md.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_apikey_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
