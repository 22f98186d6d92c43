// model/list_version.h: one accepted publication of one list, and where it stands in its life.
//
// Role:    what a verdict names so that it can be replayed: list, version, hashes and dates.
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/instant.h"

namespace cordon::model {

// Stored on disk: never renumber.
enum class VersionState : std::uint8_t {
    stored = 0,       // accepted, never active: an older version kept for as-of use (--history)
    active = 1,       // the version that screening uses now; at most one per list
    superseded = 2,   // was active, a later one is
    quarantined = 3,  // refused by the activation gate; kept with its reason, never used
};

[[nodiscard]] constexpr std::string_view to_string(VersionState state) {
    switch (state) {
        case VersionState::stored: return "stored";
        case VersionState::active: return "active";
        case VersionState::superseded: return "superseded";
        case VersionState::quarantined: return "quarantined";
    }
    return "";
}

struct RawFile {
    std::string name;  // file name without folders
    std::string sha256;
    std::uint64_t bytes = 0;
};

struct ListVersion {
    std::string list;            // "un", "ofac-sdn", ...
    std::string version;         // "2026-02-27", with ".2", ".3" for further contents published that day
    std::string format;          // the format it was read from
    base::Date published;        // what as-of queries go by
    std::string content_sha256;  // canonical content (model/listing_fields.h)
    std::vector<RawFile> files;
    std::uint64_t listings = 0;
    std::uint64_t names = 0;
    VersionState state = VersionState::stored;
    std::optional<base::Instant> fetched_at;  // nothing when the file came by hand
    base::Instant accepted_at;
    std::optional<base::Instant> activated_at;
    std::optional<base::Instant> confirmed_at;  // last time the publisher was seen to offer this same content
    std::string reason;                         // quarantine: why; override: what the principal wrote
    std::string principal;                      // who imported or overrode
};

}  // namespace cordon::model
