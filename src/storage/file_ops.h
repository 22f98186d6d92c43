// storage/file_ops.h: the few things that the registry does to a disk, each durable or an error.
//
// Role:    files 0600, folders 0700, errors as sentences with the path. One place through which every change
//          passes, so that a test can make the Nth one fail and look at what is left.
// Rules:   write_file is on disk when it returns; a rename is once its folder is synced.
// Threads: none kept; one writer at a time (WriterLock).
// Errors:  unavailable (with the system's reason), not_found (read of an absent file), conflict (lock held).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::storage {

struct FileDigest {
    std::uint64_t bytes = 0;
    std::string sha256;
};

class FileOps {
public:
    enum class Step : std::uint8_t { make_folder, open, write, sync, rename, remove, database };

    FileOps() = default;
    virtual ~FileOps() = default;
    FileOps(const FileOps&) = delete;
    FileOps& operator=(const FileOps&) = delete;

    // Called before every step that changes the disk; an errno other than 0 makes the step fail with it.
    // A write is asked about when half of its bytes are down.
    virtual int before(Step /*step*/, const std::string& /*path*/) { return 0; }

    // The last folder of path; well when it stands already.
    [[nodiscard]] base::Status make_folder(const std::string& path);
    // Those that are made here are on disk when it returns.
    [[nodiscard]] base::Status make_folder_and_parents(const std::string& path);
    // Fails when the file stands already. Synced.
    [[nodiscard]] base::Status write_file(const std::string& path, std::string_view bytes);
    // The same with a head in front of the bytes.
    [[nodiscard]] base::Status write_file(const std::string& path, std::string_view head,
                                          std::string_view bytes);
    // Piece by piece, so that its size does not matter; the digest is of what was written.
    [[nodiscard]] base::Result<FileDigest> copy_file(const std::string& from, const std::string& to);
    [[nodiscard]] base::Status sync_file(const std::string& path);
    [[nodiscard]] base::Status sync_folder(const std::string& path);
    // That the folder itself stands is on disk then too, whoever made it.
    [[nodiscard]] base::Status sync_folder_and_parents(const std::string& path);
    [[nodiscard]] base::Status rename(const std::string& from, const std::string& to);
    // Well when there is nothing. Does not follow symbolic links.
    [[nodiscard]] base::Status remove_tree(const std::string& path);
};

[[nodiscard]] bool exists(const std::string& path);
[[nodiscard]] base::Result<std::string> read_file(const std::string& path);
// No more than that many of its first bytes.
[[nodiscard]] base::Result<std::string> read_start(const std::string& path, std::size_t bytes_max);
[[nodiscard]] base::Result<FileDigest> digest_of(const std::string& path);
// Neither a folder nor a symbolic link nor anything else that is no plain file.
[[nodiscard]] bool is_plain_file(const std::string& path);
[[nodiscard]] bool is_folder(const std::string& path);
[[nodiscard]] bool is_symbolic_link(const std::string& path);
// By what the paths lead to; neither needs to stand.
[[nodiscard]] bool lies_below(const std::string& path, const std::string& folder);
// The folder that a path names its last part in: "." for a name alone.
[[nodiscard]] std::string folder_of(const std::string& path);
// Sorted, without "." and ".."; empty when there is no such folder.
[[nodiscard]] base::Result<std::vector<std::string>> names_in(const std::string& path);
[[nodiscard]] std::unexpected<base::Error> disk_failure(std::string_view doing, const std::string& path,
                                                        int error);

// Held while this process writes to the home; the system lets go of it when the process ends, however.
class WriterLock {
public:
    // Waits up to wait_ms_max for another writer. Locks of different files do not exclude each other.
    [[nodiscard]] static base::Result<WriterLock> take(const std::string& home, std::uint32_t wait_ms_max,
                                                       std::string_view file = "writer.lock");
    ~WriterLock();
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&&) = delete;
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

private:
    explicit WriterLock(int descriptor) : descriptor_{descriptor} {}
    int descriptor_ = -1;
};

}  // namespace cordon::storage
