#include "cordon/territory_tables.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <map>
#include <memory>

#include "base/strings.h"
#include "codec/archive.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "cordon/session.h"
#include "engine/territory_import.h"
#include "model/country.h"
#include "storage/file_ops.h"
#include "storage/territory_registry.h"

namespace cordon::app {

namespace {

using base::ErrorCode;

struct TableOptions {
    std::string format;
    std::string table;
    std::string country;
    std::string source;
    std::string published;
    std::string accept_reason;
    std::vector<std::string> days;
    std::vector<std::string> files;
    std::string from;
    std::string to;
    std::string fact_id;
    std::string statement;
    std::string raised_by;
    std::string as_of;
};

base::Result<std::vector<engine::TerritoryFile>> read_files(const TableOptions& options) {
    if (!options.days.empty() && options.days.size() != options.files.size()) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("--days names {} days for {} files; give one for each, in the same order",
                        options.days.size(), options.files.size()));
    }
    std::vector<engine::TerritoryFile> files;
    for (std::size_t at = 0; at < options.files.size(); ++at) {
        const std::string& path = options.files[at];
        if (std::filesystem::is_directory(path)) {
            return base::fail(ErrorCode::invalid_input, path + " is a folder; name the files of one table");
        }
        engine::TerritoryFile file;
        CORDON_ASSIGN(file.bytes, storage::read_file(path));
        file.name = std::filesystem::path(path).filename().string();
        if (codec::looks_like_zstd(file.bytes)) {
            CORDON_ASSIGN(file.bytes, codec::zstd_decompress(file.bytes));
            file.name = file.name.ends_with(".zst") ? file.name.substr(0, file.name.size() - 4) : file.name;
        }
        if (!options.days.empty()) {
            CORDON_ASSIGN(const auto day, date_option("--days", options.days[at]));
            file.day = day.value_or(base::Date{});
        }
        files.push_back(std::move(file));
    }
    return files;
}

using Importing = base::Result<engine::TerritoryReport> (*)(engine::TerritoryStore&,
                                                            const engine::TerritoryImport&);

base::Result<engine::TerritoryReport> import_files(const GlobalOptions& global, const TableOptions& options,
                                                   Importing import) {
    engine::TerritoryImport request;
    CORDON_ASSIGN(request.files, read_files(options));
    if (!options.format.empty()) {
        CORDON_ASSIGN(request.format, trade::read_format(options.format));
    }
    if (!options.country.empty()) {
        request.country = model::country_code(options.country);
        if (request.country.empty()) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("--country '{}' is no country; write its two-letter code",
                                          base::shown(options.country, 40)));
        }
    }
    CORDON_ASSIGN(const auto published, date_option("--published", options.published));
    request.now = wall_clock();
    request.published = published.value_or(base::utc_day(request.now));
    request.table = options.table;
    request.source = base::collapse_whitespace(options.source);
    request.accept_reason = base::collapse_whitespace(options.accept_reason);
    request.principal = global.principal;
    CORDON_ASSIGN(const auto registry, storage::TerritoryRegistry::open(global.home));
    return import(*registry, request);
}

void write_version(codec::JsonWriter& json, const engine::TerritoryVersion& version) {
    json.key("table").string(version.table).key("version").string(version.version);
    json.key("format").string(version.format);
    json.key("published").string(base::to_string(version.published));
    json.key("accepted_at").string(base::to_string(version.accepted_at));
    json.key("principal").string(version.principal).key("reason").string(version.reason);
    json.key("facts").integer(static_cast<std::int64_t>(version.facts));
    json.key("content_sha256").string(version.sha256);
}

void write_strings(codec::JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
    json.key(key).begin_array();
    for (const std::string& value : values) {
        json.string(value);
    }
    json.end_array();
}

std::string remark_text(const trade::FactRemark& remark) {
    return fmt::format("{}{}{}", remark.line == 0 ? "" : fmt::format("line {}: ", remark.line),
                       remark.fact_id.empty() ? "" : remark.fact_id + ": ", remark.message);
}

int run_import(const GlobalOptions& global, const TableOptions& options, Importing import) {
    const auto imported = import_files(global, options, import);
    if (!imported) {
        return report(imported.error());
    }
    const engine::TerritoryReport& done = *imported;
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object();
        write_version(json, done.version);
        json.key("unchanged").boolean(done.unchanged).key("counts").boolean(done.counts);
        json.key("added").integer(static_cast<std::int64_t>(done.against.added.size()));
        json.key("removed").integer(static_cast<std::int64_t>(done.against.removed.size()));
        json.key("changed").integer(static_cast<std::int64_t>(done.against.changed.size()));
        std::vector<std::string> remarks;
        for (const trade::FactRemark& remark : done.remarks) {
            remarks.push_back(remark_text(remark));
        }
        write_strings(json, "remarks", remarks);
        json.end_object();
        print(json.take() + "\n");
        return exit_success;
    }
    for (const trade::FactRemark& remark : done.remarks) {
        print_message("note: " + remark_text(remark));
    }
    const std::string_view what = done.version.format == engine::gazetteer_format ? "places" : "facts";
    print(fmt::format("{} {}: {} {} ({}), {}\n", done.version.table, done.version.version, done.version.facts,
                      what, done.version.format,
                      done.unchanged ? "kept already"
                      : done.counts  ? fmt::format("+{} -{}, {} fields changed", done.against.added.size(),
                                                   done.against.removed.size(), done.against.changed.size())
                                     : "kept for --as-of; a newer version counts"));
    return exit_success;
}

base::Status show(const GlobalOptions& global, const TableOptions& options) {
    CORDON_ASSIGN(const auto registry, storage::TerritoryRegistry::open_existing(global.home));
    CORDON_ASSIGN(const auto as_of, date_option("--as-of", options.as_of));
    CORDON_ASSIGN(const auto view, engine::territory_of(registry.get(), as_of.value_or(base::Date{})));
    std::vector<engine::TerritoryVersion> versions;
    std::vector<engine::TerritoryDispute> disputes;
    if (registry != nullptr) {
        CORDON_ASSIGN(versions, registry->versions());
        CORDON_ASSIGN(disputes, registry->disputes());
    }
    if (!options.table.empty()) {
        std::erase_if(versions, [&](const auto& version) { return version.table != options.table; });
    }
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object();
        engine::write_territory_tables(json, view.tables);
        json.key("versions").begin_array();
        for (const engine::TerritoryVersion& version : versions) {
            json.begin_object();
            write_version(json, version);
            json.end_object();
        }
        json.end_array().key("disputes").begin_array();
        for (const engine::TerritoryDispute& dispute : disputes) {
            json.begin_object().key("fact_id").string(dispute.fact_id).key("source").string(dispute.source);
            json.key("statement").string(dispute.statement).key("raised_by").string(dispute.raised_by);
            json.key("at").string(base::to_string(dispute.at)).end_object();
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return {};
    }
    Table table;
    table.header = {"table", "version", "facts", "sha256", "state"};
    for (const engine::TerritoryTable& one : view.tables) {
        if (options.table.empty() || one.table == options.table) {
            table.rows.push_back(
                {one.table, one.version, std::to_string(one.facts), one.sha256.substr(0, 16), "counts"});
        }
    }
    for (const engine::TerritoryVersion& version : versions) {
        const bool counts = std::ranges::any_of(view.tables, [&](const auto& one) {
            return one.table == version.table && one.version == version.version;
        });
        if (!counts) {
            table.rows.push_back({version.table, version.version, std::to_string(version.facts),
                                  version.sha256.substr(0, 16), "kept"});
        }
    }
    print(table.text());
    for (const engine::TerritoryDispute& dispute : disputes) {
        print(fmt::format("disputed: {}: {} ({}): {}\n", dispute.fact_id, dispute.source, dispute.raised_by,
                          dispute.statement));
    }
    return {};
}

base::Status diff(const GlobalOptions& global, const TableOptions& options) {
    CORDON_ASSIGN(const auto registry, storage::TerritoryRegistry::open_existing(global.home));
    CORDON_ASSIGN(const auto before, engine::facts_of_version(registry.get(), options.table, options.from));
    CORDON_ASSIGN(const auto after, engine::facts_of_version(registry.get(), options.table, options.to));
    const engine::TerritoryDiff changes = engine::diff_facts(before, after);
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("table").string(options.table);
        json.key("from").string(options.from).key("to").string(options.to);
        write_strings(json, "added", changes.added);
        write_strings(json, "removed", changes.removed);
        json.key("changed").begin_array();
        for (const engine::FactChange& change : changes.changed) {
            json.begin_object().key("fact_id").string(change.fact_id).key("field").string(change.field);
            json.key("before").string(change.before).key("after").string(change.after).end_object();
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return {};
    }
    Table table;
    table.header = {"change", "fact", "field", "before", "after"};
    for (const std::string& id : changes.added) {
        table.rows.push_back({"added", id, "", "", ""});
    }
    for (const std::string& id : changes.removed) {
        table.rows.push_back({"removed", id, "", "", ""});
    }
    for (const engine::FactChange& change : changes.changed) {
        table.rows.push_back({"changed", change.fact_id, change.field, change.before, change.after});
    }
    if (global.format == OutputFormat::csv) {
        std::string csv;
        codec::write_csv_record(csv, table.header);
        for (const auto& row : table.rows) {
            codec::write_csv_record(csv, row, ',', true);
        }
        print(csv);
        return {};
    }
    print(fmt::format("+{} -{}, {} fields changed\n", changes.added.size(), changes.removed.size(),
                      changes.changed.size()));
    print(table.rows.empty() ? "" : table.text());
    return {};
}

base::Status dispute(const GlobalOptions& global, const TableOptions& options) {
    CORDON_ASSIGN(const auto registry, storage::TerritoryRegistry::open(global.home));
    const engine::TerritoryDispute objection{options.fact_id, base::collapse_whitespace(options.source),
                                             base::collapse_whitespace(options.statement),
                                             base::collapse_whitespace(options.raised_by), wall_clock()};
    CORDON_TRY(engine::dispute_fact(*registry, objection));
    print(fmt::format("objection to {} kept; the fact stays, and answers show both\n", objection.fact_id));
    return {};
}

using Action = base::Status (*)(const GlobalOptions&, const TableOptions&);

int finished(const GlobalOptions& global, const TableOptions& options, Action action) {
    const base::Status done = action(global, options);
    return done ? exit_success : report(done.error());
}

void add_formats(CLI::App& command, GlobalOptions& global, bool with_csv) {
    std::map<std::string, OutputFormat> known = {{"table", OutputFormat::table},
                                                 {"json", OutputFormat::json}};
    if (with_csv) {
        known.emplace("csv", OutputFormat::csv);
    }
    CLI::CheckedTransformer formats(known, CLI::ignore_case);
    command
        .add_option("--format", global.format,
                    with_csv ? "table (for people), json or csv (for programs)"
                             : "table (for people) or json (for programs)")
        ->transform(formats.description(""))
        ->type_name("FORMAT");
}

void add_import(CLI::App& territory, GlobalOptions& global, int& exit_code) {
    const auto options = std::make_shared<TableOptions>();
    CLI::App* import = territory.add_subcommand("import", "read a table of control facts, check it, keep it");
    import
        ->add_option("--from", options->format,
                     "csv, geojson, carter or wikipedia; default: told from the content")
        ->type_name("FORM");
    import
        ->add_option(
            "--table", options->table,
            "which table it is a version of; default: facts (the shipped one) for csv, else the form")
        ->type_name("NAME");
    import->add_option("--country", options->country, "of places in a file that does not say")
        ->type_name("COUNTRY");
    import->add_option("--source", options->source, "where it is from, for files that do not say")
        ->type_name("TEXT");
    import
        ->add_option("--days", options->days,
                     "of which day each snapshot is, separated by commas; default: the day in its name")
        ->delimiter(',')
        ->type_name("DAY,...");
    import->add_option("--published", options->published, "day of publication (YYYY-MM-DD; default: today)")
        ->type_name("DAY");
    import
        ->add_option(
            "--accept", options->accept_reason,
            "replace the version that counts although many of its facts are missing; the reason is kept")
        ->type_name("REASON");
    import->add_option("FILE", options->files, "the table; of snapshots all files together")
        ->required()
        ->type_name("");
    add_formats(*import, global, false);
    import->callback([&global, &exit_code, options] {
        exit_code = run_import(global, *options, engine::import_territory);
    });
}

void add_gazetteer(CLI::App& territory, GlobalOptions& global, int& exit_code) {
    CLI::App* gazetteer =
        territory.add_subcommand("gazetteer", "names and points of places, beside those that ship");
    gazetteer->require_subcommand(1);
    const auto options = std::make_shared<TableOptions>();
    CLI::App* import = gazetteer->add_subcommand(
        "import", "read a GeoNames dump, an OCHA p-code list (CSV, GeoJSON) or a table of places; keep it");
    import->add_option("--table", options->table, "which gazetteer it is a version of; default: gazetteer")
        ->type_name("NAME");
    import->add_option("--country", options->country, "of an OCHA list that does not say")
        ->type_name("COUNTRY");
    import->add_option("--source", options->source, "where it is from")->type_name("TEXT");
    import->add_option("--published", options->published, "day of publication (YYYY-MM-DD; default: today)")
        ->type_name("DAY");
    import
        ->add_option(
            "--accept", options->accept_reason,
            "replace the version that counts although many of its places are missing; the reason is kept")
        ->type_name("REASON");
    import->add_option("FILE", options->files, "the gazetteer, at most 64 MiB: one country of GeoNames")
        ->required()
        ->expected(1)
        ->type_name("");
    add_formats(*import, global, false);
    import->callback([&global, &exit_code, options] {
        exit_code = run_import(global, *options, engine::import_gazetteer);
    });
}

}  // namespace

void add_territory_tables(CLI::App& territory, GlobalOptions& global, int& exit_code) {
    add_import(territory, global, exit_code);
    add_gazetteer(territory, global, exit_code);
    const auto options = std::make_shared<TableOptions>();
    CLI::App* shows = territory.add_subcommand("show", "the tables, their versions, and objections to facts");
    shows->add_option("TABLE", options->table, "only this table")->type_name("");
    shows->add_option("--as-of", options->as_of, "which versions counted on that day (YYYY-MM-DD)")
        ->type_name("DAY");
    add_formats(*shows, global, false);
    shows->callback([&global, &exit_code, options] { exit_code = finished(global, *options, show); });
    CLI::App* diffs = territory.add_subcommand("diff", "what changed between two versions of a table");
    diffs->add_option("TABLE", options->table, "facts, ...")->required()->type_name("");
    diffs->add_option("V1", options->from, "older version; 'shipped' is one of facts")
        ->required()
        ->type_name("");
    diffs->add_option("V2", options->to, "newer version")->required()->type_name("");
    add_formats(*diffs, global, true);
    diffs->callback([&global, &exit_code, options] { exit_code = finished(global, *options, diff); });
    CLI::App* disputes =
        territory.add_subcommand("dispute", "keep an objection beside a fact, for all to see");
    disputes->add_option("FACT_ID", options->fact_id, "as answers name it")->required()->type_name("");
    disputes->add_option("--source", options->source, "what says otherwise")->required()->type_name("TEXT");
    disputes->add_option("--statement", options->statement, "what it says")->required()->type_name("TEXT");
    disputes->add_option("--by", options->raised_by, "who objects")->required()->type_name("NAME");
    disputes->callback([&global, &exit_code, options] { exit_code = finished(global, *options, dispute); });
}

}  // namespace cordon::app
