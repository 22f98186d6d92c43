#include "storage/file_ops.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/hash.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

// 0, or the errno of the write that failed.
int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

// The folder in which the path's last name stands.
std::string parent_of(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    if (slash == std::string::npos) {
        return ".";
    }
    return slash == 0 ? "/" : path.substr(0, slash);
}

// Reads to the end; each takes a piece and returns an errno.
template <class Each>
base::Result<FileDigest> read_pieces(const std::string& path, const Each& each) {
    constexpr std::size_t piece_bytes = 1U << 20U;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.number() < 0) {
        return disk_failure("read", path, errno);
    }
    base::Sha256 hash;
    FileDigest digest;
    std::string piece(piece_bytes, '\0');
    for (;;) {
        const ssize_t count = ::read(file.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return disk_failure("read", path, errno);
        }
        if (count == 0) {
            digest.sha256 = hash.hex();
            return digest;
        }
        const std::string_view bytes(piece.data(), static_cast<std::size_t>(count));
        hash.add(bytes);
        digest.bytes += bytes.size();
        CORDON_TRY(each(bytes));
    }
}

}  // namespace

bool is_folder(const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_plain_file(const std::string& path) {
    struct stat status{};
    return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool lies_below(const std::string& path, const std::string& folder) {
    std::error_code ignored;
    const auto full = [&ignored](const std::string& one) {
        return std::filesystem::weakly_canonical(std::filesystem::absolute(one, ignored), ignored).string();
    };
    std::string above = full(folder);
    if (!above.ends_with('/')) {
        above += '/';
    }
    return full(path).starts_with(above);
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

bool is_symbolic_link(const std::string& path) {
    struct stat status{};
    return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

base::Result<FileDigest> digest_of(const std::string& path) {
    return read_pieces(path, [](std::string_view) { return base::Status(); });
}

std::unexpected<base::Error> disk_failure(std::string_view doing, const std::string& path, int error) {
    if (error == ENOSPC || error == EDQUOT) {
        return base::fail(
            ErrorCode::unavailable,
            fmt::format("cannot {} {}: the disk is full; free some space and try again", doing, path));
    }
    if (error == EACCES || error == EPERM || error == EROFS) {
        return base::fail(
            ErrorCode::unavailable,
            fmt::format("cannot {} {}: this user may not write there; choose another place with "
                        "--home or CORDON_HOME",
                        doing, path));
    }
    return base::fail(error == ENOENT ? ErrorCode::not_found : ErrorCode::unavailable,
                      fmt::format("cannot {} {}: {}", doing, path, std::strerror(error)));
}

base::Status FileOps::make_folder(const std::string& path) {
    if (is_folder(path)) {
        return {};
    }
    int error = before(Step::make_folder, path);
    if (error == 0 && ::mkdir(path.c_str(), 0700) != 0 && !(errno == EEXIST && is_folder(path))) {
        error = errno;
    }
    if (error == EEXIST || error == ENOTDIR) {
        return base::fail(ErrorCode::unavailable,
                          fmt::format("cannot make the folder {}: a file is in the way", path));
    }
    if (error != 0) {
        return disk_failure("make the folder", path, error);
    }
    return {};
}

base::Status FileOps::make_folder_and_parents(const std::string& path) {
    for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        const std::string folder = path.substr(0, slash);
        if (!is_folder(folder)) {
            CORDON_TRY(make_folder(folder));
            CORDON_TRY(sync_folder(parent_of(folder)));
        }
        if (slash == std::string::npos) {
            return {};
        }
    }
}

base::Status FileOps::write_file(const std::string& path, std::string_view bytes) {
    return write_file(path, {}, bytes);
}

base::Status FileOps::write_file(const std::string& path, std::string_view head, std::string_view bytes) {
    int error = before(Step::open, path);
    if (error != 0) {
        return disk_failure("write", path, error);
    }
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.number() < 0) {
        return disk_failure("write", path, errno);
    }
    error = write_all(file.number(), head);
    if (error == 0) {
        error = write_all(file.number(), bytes.substr(0, bytes.size() / 2));
    }
    if (error == 0) {
        error = before(Step::write, path);
    }
    if (error == 0) {
        error = write_all(file.number(), bytes.substr(bytes.size() / 2));
    }
    if (error == 0) {
        error = before(Step::sync, path);
    }
    if (error == 0 && ::fsync(file.number()) != 0) {
        error = errno;
    }
    if (error != 0) {
        return disk_failure("write", path, error);
    }
    return {};
}

base::Result<FileDigest> FileOps::copy_file(const std::string& from, const std::string& to) {
    if (const int error = before(Step::open, to); error != 0) {
        return disk_failure("write", to, error);
    }
    const Descriptor copy(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (copy.number() < 0) {
        return disk_failure("write", to, errno);
    }
    auto digest = read_pieces(from, [&](std::string_view piece) -> base::Status {
        int error = write_all(copy.number(), piece.substr(0, piece.size() / 2));
        if (error == 0) {
            error = before(Step::write, to);
        }
        if (error == 0) {
            error = write_all(copy.number(), piece.substr(piece.size() / 2));
        }
        return error == 0 ? base::Status() : disk_failure("write", to, error);
    });
    if (!digest) {
        return digest;
    }
    int error = before(Step::sync, to);
    if (error == 0 && ::fsync(copy.number()) != 0) {
        error = errno;
    }
    if (error != 0) {
        return disk_failure("write", to, error);
    }
    return digest;
}

base::Status FileOps::sync_file(const std::string& path) {
    int error = before(Step::sync, path);
    const Descriptor file(error == 0 ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1);
    if (error == 0 && (file.number() < 0 || ::fsync(file.number()) != 0)) {
        error = errno;
    }
    return error == 0 ? base::Status() : disk_failure("write", path, error);
}

base::Status FileOps::sync_folder(const std::string& path) {
    int error = before(Step::sync, path);
    if (error == 0) {
        const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        error = folder.number() < 0 || ::fsync(folder.number()) != 0 ? errno : 0;
    }
    if (error != 0) {
        return disk_failure("sync", path, error);
    }
    return {};
}

base::Status FileOps::sync_folder_and_parents(const std::string& path) {
    CORDON_TRY(sync_folder(path));
    for (std::string folder = path; folder != "/" && folder != ".";) {
        folder = parent_of(folder);
        if (::access(folder.c_str(), R_OK) == 0) {  // nobody makes anything in a folder that he may not read
            CORDON_TRY(sync_folder(folder));
        }
    }
    return {};
}

base::Status FileOps::rename(const std::string& from, const std::string& to) {
    int error = before(Step::rename, to);
    if (error == 0 && ::rename(from.c_str(), to.c_str()) != 0) {
        error = errno;
    }
    if (error != 0) {
        return disk_failure("move into place", to, error);
    }
    return {};
}

base::Status FileOps::remove_tree(const std::string& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0) {
        return {};
    }
    if (S_ISDIR(status.st_mode)) {
        CORDON_ASSIGN(const std::vector<std::string> names, names_in(path));
        for (const std::string& name : names) {
            CORDON_TRY(remove_tree(path + "/" + name));
        }
    }
    int error = before(Step::remove, path);
    if (error == 0 && (S_ISDIR(status.st_mode) ? ::rmdir(path.c_str()) : ::unlink(path.c_str())) != 0 &&
        errno != ENOENT) {
        error = errno;
    }
    if (error != 0) {
        return disk_failure("remove", path, error);
    }
    return {};
}

bool exists(const std::string& path) {
    struct stat status{};
    return ::lstat(path.c_str(), &status) == 0;
}

base::Result<std::string> read_file(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status{};
    if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
        return disk_failure("read", path, errno);
    }
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t got = ::read(file.number(), bytes.data() + at, bytes.size() - at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return disk_failure("read", path, errno);
        }
        if (got == 0) {
            break;
        }
        at += static_cast<std::size_t>(got);
    }
    bytes.resize(at);
    return bytes;
}

base::Result<std::string> read_start(const std::string& path, std::size_t bytes_max) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::string bytes(bytes_max, '\0');
    const ssize_t got = file.number() < 0 ? -1 : ::read(file.number(), bytes.data(), bytes.size());
    if (got < 0) {
        return disk_failure("read", path, errno);
    }
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

base::Result<std::vector<std::string>> names_in(const std::string& path) {
    std::vector<std::string> names;
    DIR* folder = ::opendir(path.c_str());
    if (folder == nullptr) {
        if (errno == ENOENT) {
            return names;
        }
        return disk_failure("read the folder", path, errno);
    }
    while (const dirent* entry = ::readdir(folder)) {
        const std::string name = static_cast<const char*>(entry->d_name);
        if (name != "." && name != "..") {
            names.push_back(name);
        }
    }
    ::closedir(folder);
    std::ranges::sort(names);
    return names;
}

base::Result<WriterLock> WriterLock::take(const std::string& home, std::uint32_t wait_ms_max,
                                          std::string_view file) {
    constexpr std::uint32_t pause_ms = 20;
    const std::string path = fmt::format("{}/{}", home, file);
    WriterLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.descriptor_ < 0) {
        return disk_failure("write", path, errno);
    }
    for (std::uint32_t waited_ms = 0;; waited_ms += pause_ms) {
        if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) == 0) {
            return lock;
        }
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return disk_failure("lock", path, errno);
        }
        if (waited_ms >= wait_ms_max) {
            return base::fail(
                ErrorCode::conflict,
                fmt::format("another cordon is writing to this home ({}); wait until it is done", home));
        }
        ::usleep(pause_ms * 1000);
    }
}

WriterLock::WriterLock(WriterLock&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

WriterLock::~WriterLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

}  // namespace cordon::storage
