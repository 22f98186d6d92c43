// cordon lists import, show, diff, verify, links.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/strings.h"
#include "codec/archive.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "cordon/commands.h"
#include "cordon/import_report.h"
#include "cordon/session.h"
#include "lists/list_diff.h"
#include "server/worker_pool.h"
#include "storage/file_ops.h"

namespace cordon::app {

namespace {

// The bytes of a file as the readers want them: .zst unpacked, whatever it is called.
base::Result<engine::StoredFile> read_list_file(const std::string& path) {
    if (std::filesystem::is_directory(path)) {
        return base::fail(base::ErrorCode::invalid_input,
                          path + " is a folder; name the files of one publication");
    }
    CORDON_ASSIGN(std::string bytes, storage::read_file(path));
    std::string name = std::filesystem::path(path).filename().string();
    if (codec::looks_like_zstd(bytes)) {
        auto unpacked = codec::zstd_decompress(bytes);
        if (!unpacked) {
            return base::fail_while("unpacking " + path, unpacked.error());
        }
        bytes = *std::move(unpacked);
        if (name.ends_with(".zst")) {
            name.resize(name.size() - 4);
        }
    }
    return engine::StoredFile{std::move(name), std::move(bytes)};
}

base::Result<engine::ImportReport> import_files(const GlobalOptions& global, const ImportOptions& options) {
    std::vector<engine::StoredFile> files;
    for (const std::string& path : options.files) {
        CORDON_ASSIGN(engine::StoredFile file, read_list_file(path));
        files.push_back(std::move(file));
    }
    CORDON_ASSIGN(const auto published, date_option("--published", options.published));
    CORDON_ASSIGN(const auto configuration, read_configuration(global.home));
    CORDON_ASSIGN(const auto registry, storage::ListRegistry::open(global.home));
    CORDON_ASSIGN(const auto lock, lock_imports(global.home));
    engine::ImportRequest request;
    for (const engine::StoredFile& file : files) {
        request.files.push_back({file.name, file.bytes});
    }
    request.forced_list = options.list;
    request.published = published;
    request.history = options.history;
    if (!options.accept_reason.empty()) {
        request.accept_reason = options.accept_reason;
    }
    request.principal = global.principal;
    request.now = wall_clock();
    server::WorkerPool pool(0);
    ProgressLine progress(!global.quiet);
    return engine::import_list(*registry, request, gate_limits(configuration), import_hooks(pool, progress));
}

std::string age_text(const engine::ListStatus& status) {
    if (!status.seen_at) {
        return "unknown";
    }
    return status.age_hours < 48 ? fmt::format("{} h", status.age_hours)
                                 : fmt::format("{} days", status.age_hours / 24);
}

void write_version(codec::JsonWriter& json, const model::ListVersion& version) {
    json.key("list").string(version.list).key("version").string(version.version);
    json.key("state").string(to_string(version.state)).key("format").string(version.format);
    json.key("published").string(base::to_string(version.published));
    json.key("listings").integer(static_cast<std::int64_t>(version.listings));
    json.key("names").integer(static_cast<std::int64_t>(version.names));
    json.key("content_sha256").string(version.content_sha256);
    json.key("files").begin_array();
    for (const model::RawFile& file : version.files) {
        json.begin_object().key("name").string(file.name).key("sha256").string(file.sha256);
        json.key("bytes").integer(static_cast<std::int64_t>(file.bytes)).end_object();
    }
    json.end_array();
    const auto instant = [&](std::string_view key, const std::optional<base::Instant>& at) {
        json.key(key);
        at ? json.string(base::to_string(*at)) : json.null();
    };
    instant("fetched_at", version.fetched_at);
    instant("accepted_at", version.accepted_at);
    instant("activated_at", version.activated_at);
    instant("confirmed_at", version.confirmed_at);
    json.key("reason").string(version.reason).key("principal").string(version.principal);
}

void print_versions(const std::vector<model::ListVersion>& versions,
                    const std::vector<engine::ListStatus>& statuses, OutputFormat format) {
    if (format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("lists").begin_array();
        for (std::size_t at = 0; at < versions.size(); ++at) {
            json.begin_object();
            write_version(json, versions[at]);
            if (!statuses.empty()) {
                json.key("freshness").string(to_string(statuses[at].freshness));
                json.key("age_hours").integer(statuses[at].age_hours);
                json.key("limit_hours").integer(statuses[at].limit_hours);
            }
            json.end_object();
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return;
    }
    Table table;
    table.header = {"list", "version", "state", "published", "listings", "names", "age", "condition", "note"};
    for (std::size_t at = 0; at < versions.size(); ++at) {
        const model::ListVersion& version = versions[at];
        const std::string condition = statuses.empty()                                     ? ""
                                      : statuses[at].freshness == engine::Freshness::fresh ? "fresh"
                                                                                           : "DEGRADED";
        table.rows.push_back({version.list, version.version, std::string(to_string(version.state)),
                              base::to_string(version.published), fmt::format("{}", version.listings),
                              fmt::format("{}", version.names),
                              statuses.empty() ? "" : age_text(statuses[at]), condition, version.reason});
    }
    if (format == OutputFormat::table) {
        print(table.text());
        return;
    }
    std::string csv;
    codec::write_csv_record(csv, table.header);
    for (const auto& row : table.rows) {
        codec::write_csv_record(csv, row, ',', true);
    }
    print(csv);
}

base::Result<std::vector<model::ListVersion>> versions_to_show(engine::ListStore& store,
                                                               const ShowOptions& options) {
    if (!options.list.empty() && options.as_of.empty()) {
        CORDON_ASSIGN(std::vector<model::ListVersion> all, store.versions());
        std::erase_if(all, [&](const model::ListVersion& version) { return version.list != options.list; });
        if (all.empty()) {
            return base::fail(base::ErrorCode::not_found,
                              fmt::format("no version of the list '{}' is kept", options.list));
        }
        return all;
    }
    CORDON_ASSIGN(const auto as_of, date_option("--as-of", options.as_of));
    engine::SnapshotRequest request;
    request.as_of = as_of;
    if (!options.list.empty()) {
        request.lists = {options.list};
    }
    return engine::choose_versions(store, request);
}

std::string confirmed_text(const model::ListVersion& version) {
    return version.confirmed_at
               ? fmt::format(" (last confirmed {})", base::to_string(base::utc_day(*version.confirmed_at)))
               : std::string();
}

base::Result<model::ListVersion> find_version(const std::vector<model::ListVersion>& all,
                                              std::string_view list, std::string_view wanted) {
    std::vector<model::ListVersion> found;
    for (const model::ListVersion& version : all) {
        if (version.list == list && version.version == wanted) {
            return version;
        }
        if (version.list == list &&
            (version.version.starts_with(wanted) || version.content_sha256.starts_with(wanted))) {
            found.push_back(version);
        }
    }
    if (found.size() == 1) {
        return found.front();
    }
    // A day on which nothing new came out: the version that stood then, as with --as-of.
    if (const auto day = base::parse_iso_date(wanted); day && found.empty()) {
        const model::ListVersion* standing = nullptr;
        for (const model::ListVersion& version : all) {  // by list, then published
            const bool usable = version.list == list && version.published <= *day &&
                                version.state != model::VersionState::quarantined;
            standing = usable ? &version : standing;
        }
        if (standing != nullptr) {
            print_message(fmt::format("{} {}: in force on that day was version {}{}", list, wanted,
                                      standing->version, confirmed_text(*standing)));
            return *standing;
        }
    }
    return base::fail(base::ErrorCode::not_found,
                      fmt::format("'{}' names {} versions of the list '{}'; see: cordon lists show {}",
                                  wanted, found.empty() ? "no" : "several", list, list));
}

// What one field of a changed listing lost and gained.
struct FieldChange {
    std::vector<std::string> before;
    std::vector<std::string> after;
};

std::map<std::string, FieldChange> by_field(const lists::ListingChange& change) {
    std::map<std::string, FieldChange> fields;
    for (const model::FieldLine& line : change.before) {
        fields[line.field].before.push_back(line.value);
    }
    for (const model::FieldLine& line : change.after) {
        fields[line.field].after.push_back(line.value);
    }
    return fields;
}

void print_diff_json(const DiffOptions& options, const lists::ListDiff& diff) {
    codec::JsonWriter json(true);
    const auto strings = [&](std::string_view key, const std::vector<std::string>& values) {
        json.key(key).begin_array();
        for (const std::string& value : values) {
            json.string(value);
        }
        json.end_array();
    };
    json.begin_object()
        .key("list")
        .string(options.list)
        .key("from")
        .string(options.from)
        .key("to")
        .string(options.to);
    strings("added", diff.added);
    strings("removed", diff.removed);
    json.key("changed").begin_array();
    for (const auto& change : diff.changed) {
        json.begin_object().key("id").string(change.id).key("fields").begin_array();
        for (const auto& [name, field] : by_field(change)) {
            json.begin_object().key("field").string(name);
            strings("before", field.before);
            strings("after", field.after);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    print(json.take() + "\n");
}

// One row a value for spreadsheets and screens alike.
void print_diff_rows(const lists::ListDiff& diff, OutputFormat format) {
    Table table;
    table.header = {"change", "id", "field", "before", "after"};
    for (const std::string& id : diff.added) {
        table.rows.push_back({"added", id, "", "", ""});
    }
    for (const std::string& id : diff.removed) {
        table.rows.push_back({"removed", id, "", "", ""});
    }
    for (const auto& change : diff.changed) {
        for (const auto& [name, field] : by_field(change)) {
            for (std::size_t at = 0; at < std::max(field.before.size(), field.after.size()); ++at) {
                table.rows.push_back({"changed", change.id, name,
                                      at < field.before.size() ? field.before[at] : "",
                                      at < field.after.size() ? field.after[at] : ""});
            }
        }
    }
    if (format == OutputFormat::csv) {
        std::string csv;
        codec::write_csv_record(csv, table.header);
        for (const auto& row : table.rows) {
            codec::write_csv_record(csv, row, ',', true);
        }
        print(csv);
        return;
    }
    print(fmt::format("+{} -{}, {} changed\n", diff.added.size(), diff.removed.size(), diff.changed.size()));
    if (!table.rows.empty()) {
        print(table.text());
    }
}

base::Status show_diff(const GlobalOptions& global, DiffOptions options) {
    CORDON_ASSIGN(const auto registry, storage::ListRegistry::open(global.home));
    CORDON_ASSIGN(const auto all, registry->versions());
    CORDON_ASSIGN(const auto from, find_version(all, options.list, options.from));
    CORDON_ASSIGN(const auto to, find_version(all, options.list, options.to));
    CORDON_ASSIGN(const auto before, registry->listings(from.list, from.version));
    CORDON_ASSIGN(const auto after, registry->listings(to.list, to.version));
    const lists::ListDiff diff = lists::diff_lists(before, after);
    options.from = from.version;
    options.to = to.version;
    if (global.format == OutputFormat::json) {
        print_diff_json(options, diff);
    } else {
        print_diff_rows(diff, global.format);
    }
    return {};
}

}  // namespace

int run_import(const GlobalOptions& global, const ImportOptions& options) {
    const auto imported = import_files(global, options);
    if (!imported) {
        return report(imported.error());
    }
    return print_import(*imported, global.format);
}

int run_show(const GlobalOptions& global, const ShowOptions& options) {
    if (!std::filesystem::exists(global.home)) {
        return report(
            {base::ErrorCode::not_found,
             fmt::format("{} holds no lists; bring one in with: cordon lists import FILE", global.home),
             {}});
    }
    const auto registry = storage::ListRegistry::open(global.home);
    if (!registry) {
        return report(registry.error());
    }
    const auto configuration = read_configuration(global.home);
    if (!configuration) {
        return report(configuration.error());
    }
    const auto versions = versions_to_show(**registry, options);
    if (!versions) {
        return report(versions.error());
    }
    std::vector<engine::ListStatus> statuses;
    if (options.list.empty() && options.as_of.empty()) {
        for (const model::ListVersion& version : *versions) {
            statuses.push_back(engine::status_of(version, wall_clock(), freshness_limits(*configuration)));
        }
    }
    print_versions(*versions, statuses, global.format);
    return exit_success;
}

int run_diff(const GlobalOptions& global, const DiffOptions& options) {
    const auto shown = show_diff(global, options);
    return shown ? exit_success : report(shown.error());
}

int run_verify(const GlobalOptions& global) {
    const auto registry = storage::ListRegistry::open(global.home);
    if (!registry) {
        return report(registry.error());
    }
    const auto faults = (*registry)->verify();
    if (!faults) {
        return report(faults.error());
    }
    for (const std::string& fault : *faults) {
        print_message("cordon: " + fault);
    }
    if (faults->empty()) {
        print("every kept file is whole\n");
    }
    return faults->empty() ? exit_success : exit_failure;
}

}  // namespace cordon::app
