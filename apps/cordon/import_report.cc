#include "cordon/import_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/csv.h"
#include "codec/json.h"

namespace cordon::app {

namespace {

std::string_view severity_name(lists::Severity severity) {
    return severity == lists::Severity::note ? "note" : "warning";
}

void print_json(const engine::ImportReport& report) {
    codec::JsonWriter json(true);
    const model::ListVersion& version = report.version;
    json.begin_object().key("list").string(version.list).key("version").string(version.version);
    json.key("format").string(version.format).key("published").string(base::to_string(version.published));
    json.key("listings").integer(static_cast<std::int64_t>(version.listings));
    json.key("names").integer(static_cast<std::int64_t>(version.names));
    json.key("added").integer(static_cast<std::int64_t>(report.added));
    json.key("removed").integer(static_cast<std::int64_t>(report.removed));
    json.key("changed").integer(static_cast<std::int64_t>(report.changed));
    json.key("activated").boolean(report.activated).key("unchanged").boolean(report.unchanged);
    json.key("state").string(to_string(version.state)).key("reason").string(version.reason);
    json.key("content_sha256").string(version.content_sha256);
    json.key("names_tested").integer(static_cast<std::int64_t>(report.names_tested));
    json.key("gate").begin_array();
    for (const engine::GateFinding& finding : report.gate) {
        json.begin_object()
            .key("code")
            .string(to_string(finding.code))
            .key("message")
            .string(finding.sentence);
        json.end_object();
    }
    json.end_array().key("diagnostics").begin_array();
    for (const lists::Diagnostic& diagnostic : report.diagnostics) {
        json.begin_object().key("severity").string(severity_name(diagnostic.severity));
        json.key("entry").string(diagnostic.entry).key("field").string(diagnostic.field);
        json.key("value").string(diagnostic.value).key("message").string(diagnostic.message).end_object();
    }
    json.end_array().end_object();
    print(json.take() + "\n");
}

void print_csv(const engine::ImportReport& report) {
    const model::ListVersion& version = report.version;
    std::string csv;
    codec::write_csv_record(csv, {"list", "version", "listings", "names", "added", "removed", "changed",
                                  "activated", "state", "reason", "diagnostics"});
    codec::write_csv_record(
        csv,
        {version.list, version.version, fmt::format("{}", version.listings), fmt::format("{}", version.names),
         fmt::format("{}", report.added), fmt::format("{}", report.removed),
         fmt::format("{}", report.changed), report.activated ? "true" : "false",
         std::string(to_string(version.state)), version.reason, fmt::format("{}", report.diagnostics.size())},
        ',', true);
    print(csv);
}

void print_for_people(const engine::ImportReport& report) {
    print(import_sentence(report) + "\n");
    const auto warnings =
        std::ranges::count(report.diagnostics, lists::Severity::warning, &lists::Diagnostic::severity);
    if (!report.diagnostics.empty()) {
        const auto notes = report.diagnostics.size() - static_cast<std::size_t>(warnings);
        print(fmt::format("  {} {} and {} {} from reading; --format json lists them all\n", notes,
                          notes == 1 ? "note" : "notes", warnings, warnings == 1 ? "warning" : "warnings"));
    }
    constexpr int shown_max = 5;
    int shown = 0;
    for (const lists::Diagnostic& diagnostic : report.diagnostics) {
        if (diagnostic.severity == lists::Severity::warning && shown++ < shown_max) {
            print(fmt::format("  warning: {} {} '{}': {}\n", diagnostic.entry, diagnostic.field,
                              diagnostic.value, diagnostic.message));
        }
    }
}

}  // namespace

engine::GateLimits gate_limits(const server::Configuration& configuration) {
    engine::GateLimits limits;
    limits.count_drop_max = configuration.gate.count_drop_percent / 100.0;
    limits.altered_max = configuration.gate.mass_change_percent / 100.0;
    return limits;
}

engine::Hooks import_hooks(server::WorkerPool& pool, ProgressLine& progress) {
    engine::Hooks hooks;
    hooks.parallel_for = [&pool](std::size_t count, const std::function<void(std::size_t)>& body) {
        pool.run(count, body);
    };
    hooks.progress = [&progress](std::string_view stage, std::uint64_t done, std::uint64_t total) {
        progress.show(stage, done, total);
    };
    return hooks;
}

std::string import_sentence(const engine::ImportReport& report) {
    const model::ListVersion& version = report.version;
    const std::string what = fmt::format("{} {}", version.list, version.version);
    if (report.unchanged && !report.activated) {
        return fmt::format("{}: the same content is kept already; nothing changed ({} listings, {})", what,
                           version.listings, to_string(version.state));
    }
    const std::string counts = fmt::format("{} listings, {} names, +{} -{}, {} changed", version.listings,
                                           version.names, report.added, report.removed, report.changed);
    switch (version.state) {
        case model::VersionState::active:
            return fmt::format("{}: active; {}; self-test found all {} names{}", what, counts,
                               report.names_tested,
                               report.gate.empty() ? "" : "; OVERRIDDEN: " + version.reason);
        case model::VersionState::stored:
        case model::VersionState::superseded:
            return fmt::format("{}: stored for as-of use; {}", what, counts);
        case model::VersionState::quarantined: break;
    }
    return fmt::format("{}: QUARANTINED, the active version stays; {}: {}", what, counts, version.reason);
}

int print_import(const engine::ImportReport& report, OutputFormat format) {
    switch (format) {
        case OutputFormat::json: print_json(report); break;
        case OutputFormat::csv: print_csv(report); break;
        case OutputFormat::table: print_for_people(report); break;
    }
    if (report.version.state == model::VersionState::quarantined) {
        print_message(fmt::format("cordon: {} {} was quarantined: {}", report.version.list,
                                  report.version.version, report.version.reason));
        return exit_failure;
    }
    return exit_success;
}

}  // namespace cordon::app
