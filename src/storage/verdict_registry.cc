#include "storage/verdict_registry.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "storage/file_ops.h"
#include "storage/key_store.h"
#include "storage/record_file.h"
#include "storage/record_rows.h"
#include "storage/record_schema.h"
#include "storage/sqlite.h"

namespace cordon::storage {

using base::ErrorCode;

struct VerdictRegistry::Parts {
    FileOps own_ops;
    FileOps* ops = nullptr;
    std::string home;
    RecordKeeper keeper;
    std::unique_ptr<RecordFile> read_only;  // null for one that may write
    std::unique_ptr<Database> database;
    std::unique_ptr<FieldKeys> keys;
    std::optional<SqliteRecordRows> rows;

    // The key is read (or made) for each: another process may have changed it.
    [[nodiscard]] base::Result<std::string> sign(const engine::Checkpoint& checkpoint, base::Instant at) {
        CORDON_ASSIGN(const base::SigningKey key, KeyStore(home, ops).signing_key(at, keeper.principal));
        return engine::seal_checkpoint(
            checkpoint, {std::string(engine::checkpoint_type), at, keeper.principal, keeper.engine_build},
            key);
    }
};

VerdictRegistry::VerdictRegistry(std::unique_ptr<Parts> parts)
    : RuledVerdictStore(*parts->rows), parts_{std::move(parts)} {}
VerdictRegistry::~VerdictRegistry() = default;

base::Result<ErasureOutcome> VerdictRegistry::erase(const ErasureDecision& decision) {
    return decide_erasure(*parts_->database, *parts_->keys, *parts_->rows, decision);
}

bool VerdictRegistry::sealed() const {
    return parts_->keys->on();
}

std::string record_path(const std::string& home) {
    return home + "/record.db";
}

base::Result<std::unique_ptr<VerdictRegistry>> VerdictRegistry::open(const std::string& home,
                                                                     const RecordKeeper& keeper,
                                                                     FileOps* ops) {
    auto parts = std::make_unique<Parts>();
    parts->ops = ops == nullptr ? &parts->own_ops : ops;
    parts->home = home;
    while (parts->home.size() > 1 && parts->home.ends_with('/')) {
        parts->home.pop_back();
    }
    if (parts->home.empty()) {
        return base::fail(ErrorCode::invalid_input, "no home folder given; use --home or CORDON_HOME");
    }
    parts->keeper = keeper;
    CORDON_TRY(parts->ops->make_folder_and_parents(parts->home));
    const std::string path = record_path(parts->home);
    CORDON_ASSIGN(parts->database, Database::open(path, *parts->ops));
    CORDON_TRY(
        parts->database->run("PRAGMA cache_size = -65536"));  // KiB: appending need not read pages again
    CORDON_ASSIGN(const bool current, record_is_current(*parts->database, path));
    if (!current) {
        // A verdict in a file, or a folder, that a crash can take out of its folder would not be durable.
        // Before the tables are there, so that whoever finds them knows; who made the file may be dead.
        CORDON_TRY(parts->ops->sync_folder_and_parents(parts->home));
        CORDON_TRY(make_record(*parts->database, path));
    }
    CORDON_TRY(parts->database->run("PRAGMA secure_delete = ON"));  // what is erased is gone from the file
    return over(std::move(parts));
}

base::Result<std::unique_ptr<VerdictRegistry>> VerdictRegistry::over(std::unique_ptr<Parts> parts) {
    Parts* const self = parts.get();
    const std::string path = record_path(self->home);
    CORDON_ASSIGN(self->keys, FieldKeys::open(*self->database, path, self->keeper.data_key_file));
    self->rows.emplace(
        *self->database, *self->keys, path,
        [self](const engine::Checkpoint& checkpoint, base::Instant at) { return self->sign(checkpoint, at); },
        self->keeper.salted);
    return std::unique_ptr<VerdictRegistry>(new VerdictRegistry(std::move(parts)));
}

base::Result<std::unique_ptr<VerdictRegistry>> VerdictRegistry::open_existing(const std::string& home,
                                                                              const RecordKeeper& keeper) {
    CORDON_TRY(keeps_record(home));
    return open(home, keeper);
}

base::Result<std::unique_ptr<VerdictRegistry>> VerdictRegistry::open_to_read(const std::string& home,
                                                                             const RecordKeeper& keeper) {
    auto parts = std::make_unique<Parts>();
    parts->ops = &parts->own_ops;
    parts->home = home;
    parts->keeper = keeper;
    CORDON_ASSIGN(parts->read_only, open_record_file(home, RecordUse::read));
    parts->database = std::move(parts->read_only->database);
    return over(std::move(parts));
}

}  // namespace cordon::storage
