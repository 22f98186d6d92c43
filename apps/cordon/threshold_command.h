// apps/cordon/threshold_command.h: threshold show, set: the home's threshold and every change of it.
//
// Role:   adds the sub-commands and runs them.
// Rules:  a change needs a reason and a signed effectiveness report of this home that shows what it does.
#pragma once

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_threshold_command(CLI::App& app, GlobalOptions& global, int& exit_code);

}  // namespace cordon::app
