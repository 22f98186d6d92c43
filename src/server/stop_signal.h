// server/stop_signal.h: SIGTERM, SIGINT and SIGHUP as something to wait for.
//
// Role:    a service's main thread blocks the signals before it makes other threads, then waits for one of
//          them between its rounds. No code runs inside a signal handler. SIGPIPE is ignored.
// Threads: block_signals on the main thread, first of all; next_signal there too.
#pragma once

#include <cstdint>

namespace cordon::server {

enum class Signal : std::uint8_t { none, stop, reload };

void block_signals();
// The next one, none after that time.
[[nodiscard]] Signal next_signal(std::uint32_t within_ms);

}  // namespace cordon::server
