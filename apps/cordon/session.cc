#include "cordon/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/strings.h"
#include "cordon/build_info.h"
#include "server/worker_pool.h"
#include "storage/file_ops.h"

namespace cordon::app {

base::Result<server::Configuration> read_configuration(const std::string& home) {
    const std::string path = home + "/cordon.toml";
    if (!storage::exists(path)) {
        return server::default_configuration();
    }
    CORDON_ASSIGN(const std::string text, storage::read_file(path));
    auto configuration = server::parse_configuration(text);
    if (!configuration) {
        return base::fail_while("reading " + path, configuration.error());
    }
    return configuration;
}

base::Result<storage::WriterLock> lock_imports(const std::string& home) {
    constexpr std::uint32_t wait_ms_max = 600'000;
    return storage::WriterLock::take(home, wait_ms_max, "import.lock");
}

engine::FreshnessLimits freshness_limits(const server::Configuration& configuration) {
    engine::FreshnessLimits limits;
    for (const server::ListConfiguration& list : configuration.lists) {
        limits.hours[list.publisher.list] = list.age_limit_hours;
    }
    return limits;
}

base::Result<std::optional<base::Date>> date_option(std::string_view option, const std::string& text) {
    if (text.empty()) {
        return std::optional<base::Date>();
    }
    auto date = base::parse_iso_date(text);
    if (!date) {
        return base::fail_while(option, date.error());
    }
    return std::optional<base::Date>(*date);
}

base::Result<std::vector<std::string>> missing_lists(const std::string& home, const AnswerOptions& answer,
                                                     const std::vector<model::ListVersion>& versions) {
    const std::string path = home + "/cordon.toml";
    std::vector<std::string> missing;
    if (!storage::exists(path)) {
        return missing;
    }
    CORDON_ASSIGN(const std::string text, storage::read_file(path));
    CORDON_ASSIGN(missing, server::expected_lists(text));
    std::erase_if(missing, [&](const std::string& list) {
        const bool asked =
            answer.lists.empty() || std::ranges::find(answer.lists, list) != answer.lists.end();
        return !asked || std::ranges::any_of(versions, [&](const model::ListVersion& version) {
            return version.list == list || version.format == list;
        });
    });
    return missing;
}

base::Result<Session> open_session(const GlobalOptions& global, const AnswerOptions& answer) {
    CORDON_ASSIGN(const auto as_of, date_option("--as-of", answer.as_of));
    if (!std::filesystem::exists(global.home)) {
        return base::fail(
            base::ErrorCode::not_found,
            fmt::format("{} holds no lists; bring one in with: cordon lists import FILE", global.home));
    }
    CORDON_ASSIGN(const auto configuration, read_configuration(global.home));
    Session session;
    CORDON_ASSIGN(session.registry, storage::ListRegistry::open(global.home));
    CORDON_ASSIGN(const auto thresholds, session.registry->threshold_changes());
    session.threshold = engine::threshold_after(thresholds);
    session.threshold_source = engine::threshold_source(thresholds);
    engine::SnapshotRequest request;
    request.as_of = as_of;
    request.lists = answer.lists;
    request.build = engine_build();
    server::WorkerPool pool(0);
    engine::Hooks hooks;
    hooks.parallel_for = [&pool](std::size_t count, const auto& body) { pool.run(count, body); };
    CORDON_ASSIGN(
        session.snapshot,
        engine::load_snapshot(*session.registry, session.registry->snapshot_cache(), request, hooks));
    if (!as_of) {
        const auto limits = freshness_limits(configuration);
        for (const model::ListVersion& version : session.snapshot->versions()) {
            session.statuses.push_back(engine::status_of(version, wall_clock(), limits));
        }
        CORDON_ASSIGN(session.missing_lists,
                      missing_lists(global.home, answer, session.snapshot->versions()));
        session.stale = engine::any_stale(session.statuses) || !session.missing_lists.empty();
    }
    return session;
}

void warn_stale(const Session& session) {
    std::vector<std::pair<std::string, std::string>> lines;  // why, and the lists of which it is true
    for (const engine::ListStatus& status : session.statuses) {
        if (status.freshness == engine::Freshness::fresh) {
            continue;
        }
        const std::size_t colon = status.sentence.find(": ");
        const std::string list = status.sentence.substr(0, colon);
        const std::string why = colon == std::string::npos ? std::string() : status.sentence.substr(colon);
        const auto same = std::ranges::find(lines, why, &std::pair<std::string, std::string>::first);
        if (same == lines.end()) {
            lines.emplace_back(why, list);
        } else {
            same->second += ", " + list;
        }
    }
    for (const auto& [why, lists] : lines) {
        print_message(fmt::format("DEGRADED: {}{}", lists, why));
    }
    if (!session.missing_lists.empty()) {
        print_message(
            fmt::format("DEGRADED: {}: enabled in cordon.toml and never imported; import it, or switch "
                        "it off there",
                        base::join(session.missing_lists, ", ")));
    }
}

}  // namespace cordon::app
