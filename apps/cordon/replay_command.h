// apps/cordon/replay_command.h: replay: kept verdicts derived again; and explain: one verdict in words.
//
// Role:   adds `cordon replay`; `cordon explain VERDICT` calls run_explain_verdict.
// Errors: one sentence on the error stream; exit 1 when a verdict is not derived as it was kept.
#pragma once

#include <string>

#include "cordon/commands.h"

namespace CLI {
class App;
}

namespace cordon::app {

void add_replay_command(CLI::App& app, GlobalOptions& global, int& exit_code);
int run_explain_verdict(const GlobalOptions& global, const std::string& id);

}  // namespace cordon::app
