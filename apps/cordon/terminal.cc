#include "cordon/terminal.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "base/strings.h"
#include "base/utf8.h"

namespace cordon::app {

namespace {

constexpr std::size_t cell_bytes_max = 120;

// Columns on a screen: combining marks take none, East Asian wide letters two.
std::size_t shown_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = base::next_code_point(text, at);
        const bool mark =
            (letter >= 0x300 && letter <= 0x36F) || (letter >= 0x64B && letter <= 0x65F) || letter == 0x200C;
        const bool wide = (letter >= 0x1100 && letter <= 0x115F) || (letter >= 0x2E80 && letter <= 0xA4CF) ||
                          (letter >= 0xAC00 && letter <= 0xD7A3) || (letter >= 0xFF00 && letter <= 0xFF60);
        width += mark ? 0 : wide ? 2 : 1;
    }
    return width;
}

std::int64_t steady_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace

void print(std::string_view text) {
    (void)std::fwrite(text.data(), 1, text.size(), stdout);
}

void print_message(std::string_view text) {
    (void)std::fflush(stdout);
    (void)std::fwrite(text.data(), 1, text.size(), stderr);
    (void)std::fputc('\n', stderr);
}

int report(const base::Error& error) {
    print_message(fmt::format("cordon: {}", base::shown(error.message, 2000)));
    return exit_failure;
}

std::string Table::text() const {
    std::vector<std::size_t> widths(header.size(), 0);
    std::vector<std::vector<std::string>> all;
    all.push_back(header);
    all.insert(all.end(), rows.begin(), rows.end());
    for (auto& row : all) {
        row.resize(header.size());
        for (std::size_t column = 0; column < row.size(); ++column) {
            row[column] = base::shown(row[column], column + 1 == row.size() ? 400 : cell_bytes_max);
            widths[column] = std::max(widths[column], shown_width(row[column]));
        }
    }
    std::string lines;
    for (const auto& row : all) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            line += row[column];
            if (column + 1 < row.size()) {
                line.append(widths[column] - shown_width(row[column]) + 2, ' ');
            }
        }
        while (!line.empty() && line.back() == ' ') {
            line.pop_back();
        }
        lines += line + '\n';
    }
    return lines;
}

ProgressLine::ProgressLine(bool wanted) : on_(wanted && isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (drawn_) {
        (void)std::fputs("\r\033[K", stderr);
    }
}

void ProgressLine::show(std::string_view stage, std::uint64_t done, std::uint64_t total) {
    if (!on_) {
        return;
    }
    const std::lock_guard lock(mutex_);
    const std::int64_t now = steady_ms();
    if (drawn_ && now - last_ms_ < 100 && done != total) {
        return;
    }
    last_ms_ = now;
    drawn_ = true;
    std::string line = fmt::format("\r\033[K{} {}", base::shown(stage), done);
    if (total > 0) {
        constexpr std::uint64_t cells = 30;
        const std::uint64_t full = std::min(cells, done * cells / total);
        line += fmt::format(" of {} [{:#<{}}{:.<{}}] {} %", total, "", full, "", cells - full,
                            done * 100 / total);
    }
    (void)std::fwrite(line.data(), 1, line.size(), stderr);
    (void)std::fflush(stderr);
}

base::Instant wall_clock() {
    return {std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::system_clock::now().time_since_epoch())
                .count()};
}

std::string default_home() {
    if (const char* home = std::getenv("CORDON_HOME"); home != nullptr && *home != 0) {
        return home;
    }
    if (const char* shared = std::getenv("XDG_DATA_HOME"); shared != nullptr && *shared != 0) {
        return std::string(shared) + "/cordon";
    }
    const char* user_home = std::getenv("HOME");
    return std::string(user_home == nullptr ? "." : user_home) + "/.local/share/cordon";
}

std::string default_data_key() {
    if (const char* given = std::getenv("CORDON_DATA_KEY_FILE"); given != nullptr && *given != '\0') {
        return given;
    }
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    const std::string path = folder == nullptr ? std::string() : std::string(folder) + "/data-key";
    return !path.empty() && ::access(path.c_str(), F_OK) == 0 ? path : std::string();
}

std::string login_name() {
    const passwd* entry = getpwuid(getuid());
    return entry != nullptr ? std::string(entry->pw_name) : fmt::format("uid {}", getuid());
}

}  // namespace cordon::app
