#include "storage/snapshot_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <vector>

#include "base/hash.h"
#include "base/strings.h"

namespace cordon::storage {

namespace {

static_assert(std::endian::native == std::endian::little, "snapshot files are little-endian");

constexpr std::size_t snapshots_kept_max = 8;
constexpr std::uint64_t format = 1;

struct Header {
    std::array<char, 8> magic = {'C', 'R', 'D', 'N', 'S', 'N', 'A', 'P'};
    std::uint64_t format_number = format;
    std::uint64_t bytes = 0;
    std::uint64_t checksum = 0;
};
static_assert(sizeof(Header) == 32);

bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= 128 && std::ranges::all_of(key, [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    });
}

// Nothing when the file cannot be mapped.
std::shared_ptr<const void> map_file(const std::string& path, std::size_t& size) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return nullptr;
    }
    struct stat status{};
    void* at = MAP_FAILED;
    if (::fstat(file, &status) == 0 && status.st_size > 0) {
        size = static_cast<std::size_t>(status.st_size);
        at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
        ::futimens(file, nullptr);  // used now: prune() goes by this
    }
    ::close(file);
    if (at == MAP_FAILED) {
        return nullptr;
    }
    return {at, [size](void* mapping) { ::munmap(mapping, size); }};
}

bool is_whole(std::string_view file) {
    Header header;
    if (file.size() < sizeof(Header)) {
        return false;
    }
    std::memcpy(&header, file.data(), sizeof(Header));
    const std::string_view bytes = file.substr(sizeof(Header));
    return header.magic == Header().magic && header.format_number == format && header.bytes == bytes.size() &&
           header.checksum == base::fast_checksum(bytes);
}

}  // namespace

std::string SnapshotFiles::path_of(std::string_view key) const {
    return fmt::format("{}/snapshot-{}.bin", folder_, key);
}

std::optional<engine::MappedBytes> SnapshotFiles::open(std::string_view key) {
    if (!is_key(key)) {
        return std::nullopt;
    }
    std::size_t size = 0;
    const std::shared_ptr<const void> owner = map_file(path_of(key), size);
    if (owner == nullptr) {
        return std::nullopt;
    }
    const std::string_view file(static_cast<const char*>(owner.get()), size);
    if (!is_whole(file)) {
        [[maybe_unused]] const base::Status ignored = ops_->remove_tree(path_of(key));
        return std::nullopt;
    }
    return engine::MappedBytes{file.substr(sizeof(Header)), owner};
}

base::Status SnapshotFiles::put(std::string_view key, std::string_view bytes) {
    if (!is_key(key)) {
        return base::fail(base::ErrorCode::invalid_input,
                          fmt::format("'{}' is not a snapshot key", base::shown(key, 40)));
    }
    Header header;
    header.bytes = bytes.size();
    header.checksum = base::fast_checksum(bytes);
    std::string head(sizeof(Header), '\0');
    std::memcpy(head.data(), &header, sizeof(Header));
    CORDON_TRY(ops_->make_folder(folder_));
    const std::string fresh = fmt::format("{}/.{}-{}.part", folder_, key.substr(0, 16), ::getpid());
    CORDON_TRY(ops_->remove_tree(fresh));
    base::Status written = ops_->write_file(fresh, head, bytes);
    if (written) {
        written = ops_->rename(fresh, path_of(key));
    }
    if (!written) {
        [[maybe_unused]] const base::Status ignored = ops_->remove_tree(fresh);
        return written;
    }
    return prune();
}

base::Status SnapshotFiles::prune() {
    struct Kept {
        std::string name;
        std::int64_t used_s = 0;
        std::int64_t used_ns = 0;
    };
    std::vector<Kept> kept;
    CORDON_ASSIGN(const std::vector<std::string> names, names_in(folder_));
    for (const std::string& name : names) {
        struct stat status{};
        if (name.starts_with("snapshot-") && ::stat((folder_ + "/" + name).c_str(), &status) == 0) {
            kept.push_back({name, status.st_mtim.tv_sec, status.st_mtim.tv_nsec});
        }
    }
    std::ranges::sort(kept, [](const Kept& left, const Kept& right) {
        return std::tie(right.used_s, right.used_ns, left.name) <
               std::tie(left.used_s, left.used_ns, right.name);
    });
    for (std::size_t at = snapshots_kept_max; at < kept.size(); ++at) {
        CORDON_TRY(ops_->remove_tree(folder_ + "/" + kept[at].name));
    }
    return {};
}

}  // namespace cordon::storage
