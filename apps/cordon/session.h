// apps/cordon/session.h: an opened home with the lists that a question is put to.
//
// Role:    opens the registry, reads cordon.toml, loads the snapshot for --as-of and --lists, and knows
//          whether it is stale.
// Threads: made on the main thread; the snapshot is read from any.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cordon/commands.h"
#include "engine/list_status.h"
#include "engine/snapshot.h"
#include "server/publishers.h"
#include "storage/file_ops.h"
#include "storage/list_registry.h"

namespace cordon::app {

// The configuration in the home, or the default when there is none.
[[nodiscard]] base::Result<server::Configuration> read_configuration(const std::string& home);
// Held from judging a new version to keeping it; another import waits its turn, for ten minutes.
[[nodiscard]] base::Result<storage::WriterLock> lock_imports(const std::string& home);
[[nodiscard]] engine::FreshnessLimits freshness_limits(const server::Configuration& configuration);
// Lists that cordon.toml itself enables and that the question does not leave out, but that are not among
// these versions.
[[nodiscard]] base::Result<std::vector<std::string>> missing_lists(
    const std::string& home, const AnswerOptions& answer, const std::vector<model::ListVersion>& versions);
// "" is nothing; else a date or an Error that names the option.
[[nodiscard]] base::Result<std::optional<base::Date>> date_option(std::string_view option,
                                                                  const std::string& text);

struct Session {
    std::unique_ptr<storage::ListRegistry> registry;
    std::optional<engine::Snapshot> snapshot;
    std::vector<engine::ListStatus> statuses;  // of the versions asked, empty for --as-of
    // Enabled in cordon.toml and asked for, but without an active version; empty for --as-of.
    std::vector<std::string> missing_lists;
    bool stale = false;                               // some list is not fresh, or missing
    double threshold = screening::shipped_threshold;  // of this home
    std::string threshold_source;                     // "shipped", or who set it, when and why
};

[[nodiscard]] base::Result<Session> open_session(const GlobalOptions& global, const AnswerOptions& answer);

// Says on the error stream which lists are stale.
void warn_stale(const Session& session);

}  // namespace cordon::app
