// engine/snapshot.h: the list versions that a verdict stands on, ready to be searched, as one flat run of
// bytes.
//
// Role:        one version of each list, all their listings, the screening index over them and the links
//              between listings of the same party. Built once, cached as bytes, mapped back in without
//              decoding.
// Rules:       listings are named by ordinal, 0 to listing_count() - 1, list after list in the order of
//              versions(); a list's number is its place there. Names of Cordon's supplement are added at
//              build.
// Ownership:   holds its bytes (or their owner) itself; cheap to move, not to be copied.
// Threads:     immutable: any number of readers.
// Determinism: same parts, same bytes. snapshot_key names the bytes by what they are made from.
// Cost:        build: O(listings), seconds; open: O(lists), no listing is touched.
// Errors:      corrupt (open, listing): not such bytes. Whoever stores the bytes guards them with a checksum.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "engine/hooks.h"
#include "engine/list_store.h"
#include "model/list_version.h"
#include "model/listing.h"
#include "model/verdict.h"
#include "screening/screening_index.h"

namespace cordon::engine {

struct SnapshotPart {
    model::ListVersion version;
    std::vector<model::Listing> listings;
};

// Another list's listing of the same party, and what says so.
struct LinkedListing {
    std::uint32_t ordinal = 0;
    std::string evidence;  // one sentence
};

class Snapshot {
public:
    // Parts must be of different lists, 1 to 64 of them.
    [[nodiscard]] static base::Result<Snapshot> build(std::vector<SnapshotPart> parts, bool supplement = true,
                                                      const Hooks& hooks = {});
    [[nodiscard]] static base::Result<Snapshot> open(MappedBytes mapped);
    [[nodiscard]] std::string_view bytes() const { return mapped_.bytes; }

    // From open(): the fields that never change (list, version, format, published, content_sha256, files,
    // listings, names, accepted_at). From load_snapshot(): as the store has them now.
    [[nodiscard]] const std::vector<model::ListVersion>& versions() const { return versions_; }
    [[nodiscard]] std::optional<std::uint8_t> number_of(std::string_view list) const;
    [[nodiscard]] const screening::ScreeningIndex& index() const { return *index_; }
    // The question to ask: names through the index, and the subject's facts beside what the listings hold.
    [[nodiscard]] base::Result<screening::SearchResult> search(const model::Subject& subject,
                                                               const screening::SearchOptions& options,
                                                               screening::SearchScratch& scratch) const;

    [[nodiscard]] std::uint32_t listing_count() const;
    // REQUIRES, here and below: ordinal < listing_count().
    [[nodiscard]] std::uint8_t list_of(std::uint32_t ordinal) const;
    [[nodiscard]] base::Result<model::Listing> listing(std::uint32_t ordinal) const;
    [[nodiscard]] std::vector<LinkedListing> linked(std::uint32_t ordinal) const;
    // By the publisher's id; O(listings of the list), a few ns each.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view list, std::string_view id) const;

private:
    friend base::Result<Snapshot> load_snapshot(ListStore&, SnapshotCache&, const struct SnapshotRequest&,
                                                const Hooks&);
    Snapshot() = default;

    // Offsets of the tables, read once from the header.
    struct Layout {
        std::uint64_t lists = 0;
        std::uint64_t listings = 0;
        std::uint64_t links = 0;
        std::uint64_t first_ordinals = 0;    // lists + 1 numbers
        std::uint64_t listing_offsets = 0;   // listings + 1
        std::uint64_t link_positions = 0;    // listings + 1: links of a listing stand together
        std::uint64_t link_targets = 0;      // links
        std::uint64_t evidence_offsets = 0;  // links + 1
        std::uint64_t versions = 0;          // bytes, from here to index
        std::uint64_t index = 0;             // bytes, from here to the end
    };
    [[nodiscard]] base::Status read_layout();
    [[nodiscard]] base::Status read_versions();
    [[nodiscard]] std::uint64_t number_at(std::uint64_t offset) const;
    [[nodiscard]] std::uint64_t entry(std::uint64_t table, std::uint64_t position) const;
    [[nodiscard]] bool is_rising(std::uint64_t table, std::uint64_t count, std::uint64_t last_max) const;
    [[nodiscard]] std::string_view listing_bytes(std::uint32_t ordinal) const;

    MappedBytes mapped_;
    Layout layout_;
    std::vector<model::ListVersion> versions_;
    std::optional<screening::ScreeningIndex> index_;
};

struct SnapshotRequest {
    std::optional<base::Date> as_of;  // nothing: what is active now
    std::vector<std::string> lists;   // empty: every list that has such a version
    // Exactly these versions and no others, whatever is active now.
    std::vector<model::ListUse> exact;
    std::string build;  // engine build: other builds do not share cached bytes
    bool supplement = true;
};

// SHA-256 over the snapshot's format, the build, and each list, version and content hash in order.
[[nodiscard]] std::string snapshot_key(const std::vector<model::ListVersion>& versions,
                                       std::string_view build, bool supplement = true);

// The versions that the request means, by list. Active ones, or for as_of of each list the latest version
// published on that day or before that was not quarantined, or the exact ones. not_found when there is none,
// or a named list has none.
[[nodiscard]] base::Result<std::vector<model::ListVersion>> choose_versions(ListStore& store,
                                                                            const SnapshotRequest& request);

// From the cache, else built and put there; a cache that cannot be written is no error.
[[nodiscard]] base::Result<Snapshot> load_snapshot(ListStore& store, SnapshotCache& cache,
                                                   const SnapshotRequest& request, const Hooks& hooks = {});

}  // namespace cordon::engine
