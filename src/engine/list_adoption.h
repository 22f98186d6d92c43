// engine/list_adoption.h: what happens to the whole content of a list once it is read: named, judged, kept.
//
// Role:        the part of an import that needs no file format: engine/list_import.h reads the files
//              and calls this.
// Rules:       see engine/list_import.h. Content seen again confirms the version that holds it only by what
//              is known about its publisher: the time of a fetch, or a later day of publication that the
//              file states. A publisher that goes back to an earlier content under a later date gets a new
//              version.
// Threads:     one adoption at a time.
// Determinism: same store, same content, same request: same report.
// Errors:      invalid_input (file and request name different days), and the store's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/list_import.h"

namespace cordon::engine {

struct ListContent {
    std::string list;
    std::string format;
    std::vector<model::Listing> listings;
    std::optional<base::Date> published;  // as the file says
    std::optional<std::uint64_t> stated_count;
    std::uint64_t read_count = 0;  // entries read, to stand against stated_count
    std::vector<lists::Diagnostic> diagnostics;
};

[[nodiscard]] base::Result<ImportReport> adopt_list(ListStore& store, ListContent content,
                                                    const ImportRequest& request,
                                                    const GateLimits& limits = {}, const Hooks& hooks = {});

// The active one among versions, nothing when the list has none.
[[nodiscard]] const model::ListVersion* active_version(const std::vector<model::ListVersion>& versions,
                                                       std::string_view list);

}  // namespace cordon::engine
