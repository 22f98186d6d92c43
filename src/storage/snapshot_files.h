// storage/snapshot_files.h: snapshots kept as files that are mapped back in, never decoded.
//
// Role:      cache/snapshot-<key>.bin: 32 bytes of header (magic, format, size, XXH3 of the rest), then the
//            snapshot's bytes, 8-byte aligned.
// Rules:     a file is written beside and renamed, so a reader sees a whole one or none; a damaged one is
//            removed. The eight that were used last stay.
// Ownership: MappedBytes keep their mapping alive, also when the file is removed meanwhile.
// Threads:   any number of processes.
// Cost:      open: one checksum over the bytes (about 10 GB/s).
// Errors:    put: unavailable, invalid_input (key is not hexadecimal). open never fails: nothing means build
// again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/list_store.h"
#include "storage/file_ops.h"

namespace cordon::storage {

class SnapshotFiles final : public engine::SnapshotCache {
public:
    SnapshotFiles(std::string folder, FileOps& ops) : folder_{std::move(folder)}, ops_{&ops} {}

    [[nodiscard]] std::optional<engine::MappedBytes> open(std::string_view key) override;
    [[nodiscard]] base::Status put(std::string_view key, std::string_view bytes) override;

private:
    [[nodiscard]] base::Status prune();
    [[nodiscard]] std::string path_of(std::string_view key) const;

    std::string folder_;
    FileOps* ops_;
};

}  // namespace cordon::storage
