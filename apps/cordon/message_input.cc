#include "cordon/message_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <iostream>

#include "base/hash.h"
#include "engine/unread_input.h"
#include "storage/file_ops.h"

namespace cordon::app {

namespace fs = std::filesystem;

namespace {

base::Error too_large(const std::string& what) {
    return {base::ErrorCode::limit_exceeded,
            fmt::format("{} is larger than {} MiB and was not read; split it and check the parts", what,
                        input_bytes_max >> 20U),
            {}};
}

std::int64_t nanoseconds(std::chrono::system_clock::time_point time) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

MessageInput not_read(engine::UnreadInput input) {
    std::error_code error;
    if (input.name == "-") {
        input.seen_ns = nanoseconds(std::chrono::system_clock::now());
    } else if (const auto changed = fs::last_write_time(input.name, error); !error) {
        input.seen_ns = nanoseconds(std::chrono::time_point_cast<std::chrono::system_clock::duration>(
            std::chrono::file_clock::to_sys(changed)));
    }
    return {engine::write_unread(input), true};
}

// What is left in the pipe stays there: it may never end.
MessageInput read_standard_input() {
    std::string bytes;
    std::array<char, 65'536> piece{};
    while (std::cin.read(piece.data(), piece.size()) || std::cin.gcount() > 0) {
        bytes.append(piece.data(), static_cast<std::size_t>(std::cin.gcount()));
        if (bytes.size() > input_bytes_max) {
            bytes.resize(input_bytes_max);
            return not_read({"-", too_large("standard input"), bytes.size(), base::sha256_hex(bytes)});
        }
    }
    if (std::cin.bad()) {
        return not_read({"-",
                         {base::ErrorCode::unavailable, "standard input cannot be read to its end", {}},
                         bytes.size(),
                         base::sha256_hex(bytes)});
    }
    return {std::move(bytes), false};
}

}  // namespace

base::Result<std::vector<std::string>> message_files(const std::string& path) {
    std::error_code error;
    if (path == "-") {
        return std::vector<std::string>{path};
    }
    if (!fs::is_directory(path, error)) {
        if (!fs::exists(path, error)) {
            return base::fail(base::ErrorCode::not_found,
                              fmt::format("{} does not exist; name a file, a folder or -", path));
        }
        return std::vector<std::string>{path};
    }
    std::vector<std::string> files;
    fs::recursive_directory_iterator entry(path, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code unknown;
        const bool hidden = entry->path().filename().string().starts_with('.');
        const bool folder = entry->symlink_status(unknown).type() == fs::file_type::directory;
        if (hidden && folder) {
            entry.disable_recursion_pending();
        } else if (!hidden && !folder) {
            files.push_back(entry->path().string());  // a link that leads nowhere too: held as not read
        }
    }
    if (error) {
        return base::fail(base::ErrorCode::unavailable,
                          fmt::format("{} cannot be read: {}", path, error.message()));
    }
    if (files.empty()) {
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("{} holds no file, so nothing was checked", path));
    }
    std::ranges::sort(files);
    return files;
}

MessageInput read_message_file(const std::string& file) {
    if (file == "-") {
        return read_standard_input();
    }
    std::error_code error;
    if (fs::exists(file, error) && !fs::is_regular_file(file, error)) {  // a pipe would be waited for
        return not_read({.name = file,
                         .why = {base::ErrorCode::invalid_input,
                                 fmt::format("{} is no ordinary file and was not read; name a file, a folder "
                                             "or - for standard input",
                                             file),
                                 {}}});
    }
    const std::uintmax_t size = fs::file_size(file, error);
    if (!error && size > input_bytes_max) {
        const auto digest = storage::digest_of(file);
        return digest ? not_read({file, too_large(file), digest->bytes, digest->sha256, true})
                      : not_read({.name = file, .why = digest.error()});
    }
    auto bytes = storage::read_file(file);
    return bytes ? MessageInput{*std::move(bytes), false} : not_read({.name = file, .why = bytes.error()});
}

}  // namespace cordon::app
