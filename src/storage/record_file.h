// storage/record_file.h: record.db, opened by those who ask of it as it stands.
//
// Role:    for the audit, for witnesses and for `cordon keys`, which need no VerdictRegistry, and below one
//          that only reads.
// Rules:   whoever asks makes no record, and does not bring one of an earlier layout up to this one: that is
//          done by whoever writes verdicts (storage/verdict_registry.h).
// Threads: as the Database.
// Errors:  not_found (no record), corrupt (no tables of one), unsupported (an earlier or later layout).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/hash.h"
#include "base/result.h"
#include "storage/file_ops.h"
#include "storage/sqlite.h"

namespace cordon::storage {

struct RecordFile {
    FileOps ops;
    std::string path;
    std::unique_ptr<Database> database;
};

enum class RecordUse : std::uint8_t { read, write };

// Not_found when this home has no record yet.
[[nodiscard]] base::Status keeps_record(const std::string& home);
[[nodiscard]] base::Result<std::unique_ptr<RecordFile>> open_record_file(const std::string& home,
                                                                         RecordUse use);

// The hashes of the leaves below that number, in their order. False: one is missing; it ended before that.
[[nodiscard]] base::Result<bool> for_each_leaf(Database& database, std::uint64_t leaves_max,
                                               const std::function<void(const base::Sha256Digest&)>& each);

}  // namespace cordon::storage
