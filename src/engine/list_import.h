// engine/list_import.h: from files in hand to a kept list version, active only when it passes the gate.
//
// Role:        the one way in for list files, whether a person or a fetcher brings them.
// Rules:       content that was accepted before is not kept twice: it is confirmed, and becomes active if it
//              is a newer version that was only stored. A version is named by its date of publication; other
//              contents of the same day get ".2", ".3". A quarantined version keeps its reason and never
//              screens; the old version stays active. With `history` the version is stored for as-of
//              questions and nothing becomes active, also when the list has no active version yet.
// Threads:     one import at a time; hooks.parallel_for may use threads inside.
// Determinism: same store, same request: same report.
// Cost:        reading, one index over the version, one search per name of a new or changed listing.
// Errors:      those of the readers and of the store; invalid_input when the file and the request name
//              different days of publication; conflict when a delta finds no version to stand on. After an
//              Error nothing has changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"
#include "engine/hooks.h"
#include "engine/list_gate.h"
#include "engine/list_store.h"
#include "lists/list_format.h"
#include "model/list_version.h"

namespace cordon::engine {

struct ImportRequest {
    std::vector<lists::SourceFile> files;
    std::string forced_list;                   // "" lets the content say
    std::optional<base::Date> published;       // when the file does not say, or to insist
    bool history = false;                      // store for as-of use, do not activate
    std::optional<std::string> accept_reason;  // activate in spite of findings; recorded with the principal
    std::string principal;
    base::Instant now;
    std::optional<base::Instant> fetched_at;  // when a fetcher brought it
};

struct ImportReport {
    model::ListVersion version;  // as kept; for unchanged content the version that holds it
    std::uint64_t added = 0;     // listings, against the version that was active before
    std::uint64_t removed = 0;
    std::uint64_t changed = 0;
    bool activated = false;
    bool unchanged = false;  // this content was accepted before
    std::vector<lists::Diagnostic> diagnostics;
    std::vector<GateFinding> gate;
    std::uint64_t names_tested = 0;
};

// Progress stages: "reading", "comparing", "self-test", "storing".
[[nodiscard]] base::Result<ImportReport> import_list(ListStore& store, const ImportRequest& request,
                                                     const GateLimits& limits = {}, const Hooks& hooks = {});

}  // namespace cordon::engine
