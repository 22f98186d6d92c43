// apps/cordon/terminal.h: what a person sees: tables, progress, messages; and the exit codes.
//
// Role:    answers go to standard output, everything else to the error stream; progress only when that is a
//          terminal. Text that came from outside is shown without control characters.
// Threads: the main thread only, but for ProgressLine, which locks itself.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace cordon::app {

enum class OutputFormat : std::uint8_t { table, json, csv };

// docs/reference/exit-codes.md
constexpr int exit_success = 0;
constexpr int exit_failure = 1;
constexpr int exit_usage = 2;
constexpr int exit_hit = 3;
constexpr int exit_block = 4;
constexpr int exit_stale = 5;

void print(std::string_view text);          // standard output
void print_message(std::string_view text);  // error stream, one line
// "cordon: <sentence>" with the kind of error; returns the exit code.
int report(const base::Error& error);

// Columns as wide as their cells, the last one free; cells longer than the limit are cut with "...".
struct Table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    [[nodiscard]] std::string text() const;
};

class ProgressLine {
public:
    explicit ProgressLine(bool wanted);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    // total 0: not known. Redraws at most ten times a second.
    void show(std::string_view stage, std::uint64_t done, std::uint64_t total);

private:
    std::mutex mutex_;
    bool on_ = false;
    bool drawn_ = false;
    std::int64_t last_ms_ = 0;
};

[[nodiscard]] base::Instant wall_clock();
// CORDON_HOME, else $XDG_DATA_HOME/cordon, else ~/.local/share/cordon.
[[nodiscard]] std::string default_home();
// CORDON_DATA_KEY_FILE, or systemd's credential of the name data-key, or "".
[[nodiscard]] std::string default_data_key();
// The login that runs this command: who the audit names when nobody says otherwise.
[[nodiscard]] std::string login_name();

}  // namespace cordon::app
