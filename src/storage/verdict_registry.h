// storage/verdict_registry.h: the record of verdicts on disk: record.db in the home.
//
// Role:      the engine's VerdictStore in SQLite (WAL, synchronous=FULL), with an audit log that is signed
//            by the home's key (storage/key_store.h). storage/record_audit.h checks it.
// Rules:     one append is one transaction and one sync, whatever the number of verdicts. See
//            storage/record_schema.h for what the database itself enforces.
// Ownership: holds the database open.
// Threads:   one registry per thread, or a lock outside. Several processes may read and write one home; a
//            writer waits up to five seconds for another.
// Cost:      docs/reference/performance.md.
// Errors:    those of engine/verdict_store.h. After a failed write every call is refused; open again.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "engine/verdict_record.h"
#include "storage/record_erasure.h"

namespace cordon::storage {

class FileOps;

// In whose name checkpoints are signed.
struct RecordKeeper {
    std::string principal;
    std::string engine_build;
    std::string data_key_file = {};  // "": none (storage/field_keys.h)
    bool salted = true;              // false: the same calls make the same leaves (tests)
};

class VerdictRegistry final : public engine::RuledVerdictStore {
public:
    // Creates home and record when they are absent. `ops` (file_ops.h) is for fault tests.
    [[nodiscard]] static base::Result<std::unique_ptr<VerdictRegistry>> open(const std::string& home,
                                                                             const RecordKeeper& keeper,
                                                                             FileOps* ops = nullptr);
    // Not_found when this home has no record yet.
    [[nodiscard]] static base::Result<std::unique_ptr<VerdictRegistry>> open_existing(
        const std::string& home, const RecordKeeper& keeper);
    // For those who only ask, by the rules of storage/record_file.h: nothing is made, brought up to this
    // layout (unsupported) or written, whatever is called.
    [[nodiscard]] static base::Result<std::unique_ptr<VerdictRegistry>> open_to_read(
        const std::string& home, const RecordKeeper& keeper);
    ~VerdictRegistry() override;

    // Content goes when two people say so (storage/record_erasure.h).
    [[nodiscard]] base::Result<ErasureOutcome> erase(const ErasureDecision& decision);
    [[nodiscard]] bool sealed() const;  // new rows are

private:
    struct Parts;
    explicit VerdictRegistry(std::unique_ptr<Parts> parts);
    [[nodiscard]] static base::Result<std::unique_ptr<VerdictRegistry>> over(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// The file of the record in a home.
[[nodiscard]] std::string record_path(const std::string& home);

}  // namespace cordon::storage
