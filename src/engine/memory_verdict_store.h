// engine/memory_verdict_store.h: the record in memory.
//
// Role:      for tests of the gate, and for a dry run that nobody wants kept. The rules are those of the
//            store on disk (engine/verdict_record.h); storage/verdict_registry_test.cc runs one contract over
//            both.
// Ownership: owns what is kept.
// Threads:   one thread.
// Errors:    see engine/verdict_store.h; nothing here is unavailable or corrupt, and no checkpoint is signed.
#pragma once

#include <memory>

#include "cases/merkle_log.h"
#include "engine/verdict_record.h"

namespace cordon::engine {

class MemoryVerdictStore final : public RuledVerdictStore {
public:
    MemoryVerdictStore();
    ~MemoryVerdictStore() override;
    // Of the audit log, as a checkpoint would sign it.
    [[nodiscard]] const cases::MerkleFrontier& log() const;

private:
    class Rows;
    explicit MemoryVerdictStore(std::unique_ptr<Rows> rows);
    std::unique_ptr<Rows> kept_;
};

}  // namespace cordon::engine
