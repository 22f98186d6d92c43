// apps/cordon/import_report.h: how an import is shown, and what it needs from the outside.
//
// Role:    shared by lists import and lists update.
// Threads: main thread.
#pragma once

#include "cordon/terminal.h"
#include "engine/list_import.h"
#include "server/publishers.h"
#include "server/worker_pool.h"

namespace cordon::app {

[[nodiscard]] engine::GateLimits gate_limits(const server::Configuration& configuration);
[[nodiscard]] engine::Hooks import_hooks(server::WorkerPool& pool, ProgressLine& progress);

// Prints the report and returns the exit code: 0 when the version is in use or stored as asked, 1 when
// quarantined.
int print_import(const engine::ImportReport& report, OutputFormat format);
// One line for people.
[[nodiscard]] std::string import_sentence(const engine::ImportReport& report);

}  // namespace cordon::app
