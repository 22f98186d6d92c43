// storage/record_signers.h: were the checkpoints of a log signed by keys that were the home's when they did?
//
// Role:    for the audit. Handed the checkpoints in their order.
// Rules:   faults are a key that is not known; a retired key after a newer one has signed; and a retired
//          key that signed at a time after its retirement (a minute is forgiven), unless a key that was in
//          use signed later, on top of it: the clock stood wrong then, for whoever came after vouches for
//          what it found.
// Threads: one thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/audit_log.h"
#include "storage/key_store.h"

namespace cordon::storage {

class RecordSigners {
public:
    using Fault = std::function<void(std::string sentence)>;
    RecordSigners(std::span<const KnownKey> keys, Fault fault) : keys_{keys}, fault_{std::move(fault)} {}

    void add(const engine::OpenedCheckpoint& opened, const std::string& name);
    // After the last one.
    void finish();
    // Of a checkpoint that somebody kept elsewhere; in_log: the log has the very same.
    void add_anchor(const engine::OpenedCheckpoint& opened, bool in_log);

private:
    struct Late {
        base::PublicKey key;
        std::string sentence;
    };

    std::span<const KnownKey> keys_;
    Fault fault_;
    const KnownKey* newest_ = nullptr;  // that has signed
    std::vector<Late> late_;            // nobody has signed on top of them
};

}  // namespace cordon::storage
