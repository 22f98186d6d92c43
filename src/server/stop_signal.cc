#include "server/stop_signal.h"

#include <pthread.h>
#include <signal.h>

#include <array>
#include <ctime>

namespace cordon::server {

namespace {

sigset_t awaited() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : std::array{SIGTERM, SIGINT, SIGHUP}) {
        sigaddset(&signals, signal);
    }
    return signals;
}

}  // namespace

void block_signals() {
    const sigset_t signals = awaited();
    (void)::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    (void)::signal(SIGPIPE, SIG_IGN);
}

Signal next_signal(std::uint32_t within_ms) {
    const sigset_t signals = awaited();
    timespec wait{};
    wait.tv_sec = static_cast<std::time_t>(within_ms / 1000);
    wait.tv_nsec = static_cast<long>(within_ms % 1000) * 1'000'000;
    const int signal = ::sigtimedwait(&signals, nullptr, &wait);
    if (signal < 0) {
        return Signal::none;
    }
    return signal == SIGHUP ? Signal::reload : Signal::stop;
}

}  // namespace cordon::server
