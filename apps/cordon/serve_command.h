// apps/cordon/serve_command.h: cordon serve: the service, one process.
//
// Role:    arguments to settings; wires lists, keys, routes, metrics and log together; looks at the home
//          every two seconds; ends on SIGTERM and SIGINT, reads certificate and keys anew on SIGHUP.
// Errors:  exit 0: ended as asked, everything in flight was finished; 1: could not start, or something was
//          cut off at the end; 2: usage.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_serve_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
