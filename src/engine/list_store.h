// engine/list_store.h: the ports through which the engine keeps and finds list versions and snapshots.
//
// Role:      ListStore keeps every version of every list that was ever accepted, with the publisher's own
//            bytes and the listings read from them; SnapshotCache keeps what can always be built again.
//            Storage implements both on disk (storage/list_registry.h), tests in memory
//            (engine/memory_list_store.h).
// Rules:     a version, once kept, never changes its content; only its state, reason, principal and times do.
//            Each call is all or nothing, and durable when it returns. At most one version of a list is
//            active.
// Ownership: results own what they hold.
// Threads:   calls of one store from several threads need a lock outside; several processes are safe.
// Errors:    not_found (no such version), conflict (kept already; a change of state that is not allowed;
//            another process is writing), corrupt (stored bytes fail their hash), unavailable (disk).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "engine/hooks.h"
#include "lists/list_format.h"
#include "model/list_version.h"
#include "model/listing.h"

namespace cordon::engine {

// One of the publisher's files, byte for byte.
struct StoredFile {
    std::string name;
    std::string bytes;
};

struct NewVersion {
    // files, listings and names are set from the vectors below by keep(); state says what it becomes.
    model::ListVersion version;
    std::vector<StoredFile> files;
    std::vector<model::Listing> listings;  // without Cordon's supplement
    std::vector<lists::Diagnostic> diagnostics;
};

// What a fetcher remembers about one address of one publisher.
struct FetchState {
    std::string publisher;
    std::string url;
    std::string etag;           // "" when the server sent none
    std::string last_modified;  // the server's header, as sent
    std::optional<base::Instant> last_success;
    std::string last_error;  // sentence; "" after a success
    std::optional<base::Instant> last_attempt;
    friend bool operator==(const FetchState&, const FetchState&) = default;
};

class ListStore {
public:
    ListStore() = default;
    virtual ~ListStore() = default;
    ListStore(const ListStore&) = delete;
    ListStore& operator=(const ListStore&) = delete;

    // All versions, by list, then published, then accepted, then name.
    [[nodiscard]] virtual base::Result<std::vector<model::ListVersion>> versions() = 0;
    // In file order.
    [[nodiscard]] virtual base::Result<std::vector<model::Listing>> listings(std::string_view list,
                                                                             std::string_view version) = 0;
    // Of each of these versions, as listings() gives them; read on the caller's thread, decoded on those of
    // share.
    [[nodiscard]] virtual base::Result<std::vector<std::vector<model::Listing>>> listings_of(
        const std::vector<model::ListVersion>& versions, const ParallelFor& share) = 0;
    [[nodiscard]] virtual base::Result<std::vector<StoredFile>> raw_files(std::string_view list,
                                                                          std::string_view version) = 0;
    [[nodiscard]] virtual base::Result<std::vector<lists::Diagnostic>> diagnostics(
        std::string_view list, std::string_view version) = 0;

    // All or nothing. With state active, the version that was active becomes superseded in the same step.
    [[nodiscard]] virtual base::Status keep(NewVersion fresh) = 0;
    // The publisher was seen at `at` to offer this same content.
    [[nodiscard]] virtual base::Status confirm(std::string_view list, std::string_view version,
                                               base::Instant at, std::string_view principal) = 0;
    // A stored, superseded or quarantined version becomes the active one; the reason is kept with it.
    [[nodiscard]] virtual base::Status activate(std::string_view list, std::string_view version,
                                                std::string_view principal, std::string_view reason,
                                                base::Instant at) = 0;

    // Nothing when this address was never tried.
    [[nodiscard]] virtual base::Result<std::optional<FetchState>> fetch_state(std::string_view publisher,
                                                                              std::string_view url) = 0;
    // By publisher, then address.
    [[nodiscard]] virtual base::Result<std::vector<FetchState>> fetch_states() = 0;
    [[nodiscard]] virtual base::Status put_fetch_state(const FetchState& state) = 0;
};

// Bytes that stay where they are as long as the owner lives.
struct MappedBytes {
    std::string_view bytes;
    std::shared_ptr<const void> owner;
};
[[nodiscard]] MappedBytes own_bytes(std::string bytes);

class SnapshotCache {
public:
    SnapshotCache() = default;
    virtual ~SnapshotCache() = default;
    SnapshotCache(const SnapshotCache&) = delete;
    SnapshotCache& operator=(const SnapshotCache&) = delete;

    // Nothing when there is none under that key, or only a damaged one (which is removed).
    [[nodiscard]] virtual std::optional<MappedBytes> open(std::string_view key) = 0;
    [[nodiscard]] virtual base::Status put(std::string_view key, std::string_view bytes) = 0;
};

}  // namespace cordon::engine
