#include "cordon/assess_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/hash.h"
#include "base/parse.h"
#include "base/strings.h"
#include "codec/csv.h"
#include "cordon/certificate.h"
#include "cordon/customer_file.h"
#include "cordon/session.h"
#include "cordon/statement_commands.h"
#include "engine/assessment.h"
#include "reporting/report_json.h"
#include "reporting/report_page.h"
#include "server/worker_pool.h"

namespace cordon::app {

namespace {

using base::ErrorCode;
using reporting::EffectivenessReport;

constexpr std::size_t ordinary_max = 1'000'000;
constexpr std::string_view page_type = "cordon.assessment-page.1";

struct AssessOptions {
    AnswerOptions answer;
    std::uint32_t sample = 10'000;
    std::uint32_t ordinary_count = 20'000;
    std::uint64_t seed = 1;
    std::string ordinary_file;
    std::string ordinary_columns;
    std::string report;
    std::string queries_out;
    std::string results;
    std::string system;
    std::string threshold;
};

struct Asked {
    Session session;
    engine::AssessmentOptions options;
    engine::Assessment assessment;
};

base::Status read_ordinary(const AssessOptions& options, engine::Assessment& assessment) {
    CORDON_ASSIGN(const ColumnNames columns, parse_columns(options.ordinary_columns));
    CORDON_ASSIGN(CustomerFile file, CustomerFile::open(options.ordinary_file, columns));
    assessment.ordinary.clear();
    for (;;) {
        CORDON_ASSIGN(const std::vector<model::Subject> subjects, file.next(4'096));
        if (subjects.empty()) {
            break;
        }
        for (const model::Subject& subject : subjects) {
            if (!subject.names.empty()) {
                const std::string group(subject.kind == model::PartyKind::unknown ? "names"
                                                                                  : to_string(subject.kind));
                assessment.ordinary.push_back({subject.names.front(), group});
            }
        }
        if (assessment.ordinary.size() > ordinary_max) {
            return base::fail(ErrorCode::limit_exceeded,
                              fmt::format("{} holds more than {} names; a sample of them says as much",
                                          options.ordinary_file, ordinary_max));
        }
    }
    assessment.ordinary_source =
        fmt::format("{} names of a file with SHA-256 {}", assessment.ordinary.size(), file.sha256());
    return {};
}

std::string csv_of_queries(const engine::Snapshot& snapshot, const engine::Assessment& assessment) {
    std::string csv;
    codec::write_csv_record(csv, {"query_id", "name", "type", "expected", "family"});
    for (std::size_t at = 0; at < assessment.queries.size(); ++at) {
        const engine::AssessmentQuery& query = assessment.queries[at];
        const engine::SourceName& source = assessment.sources[query.source];
        const auto expected = engine::expected_ids(snapshot, source.listing);
        codec::write_csv_record(
            csv, {engine::query_id(assessment, at), query.text, std::string(to_string(source.kind)),
                  expected ? base::join(*expected, ";") : "", std::string(to_string(query.family))});
    }
    for (std::size_t at = 0; at < assessment.ordinary.size(); ++at) {
        codec::write_csv_record(
            csv, {engine::ordinary_id(assessment, at), assessment.ordinary[at].text, "", "", "ordinary"});
    }
    return csv;
}

// query_id, listing_id, score; further columns are passed over.
base::Result<std::map<std::string, std::vector<engine::ForeignHit>, std::less<>>> read_results(
    const std::string& path) {
    CORDON_ASSIGN(const std::string bytes, storage::read_file(path));
    codec::CsvOptions options;
    options.separator = codec::guess_separator(bytes);
    codec::CsvReader reader(options);
    reader.feed(bytes);
    reader.finish();
    std::map<std::string, std::vector<engine::ForeignHit>, std::less<>> results;
    std::optional<std::array<std::size_t, 3>> places;
    for (;;) {
        CORDON_ASSIGN(const std::optional<codec::CsvRecord> record, reader.next());
        if (!record) {
            break;
        }
        if (!places) {
            places.emplace();
            constexpr std::array<std::string_view, 3> names{"query_id", "listing_id", "score"};
            for (std::size_t at = 0; at < names.size(); ++at) {
                const auto found = std::ranges::find(record->fields, names[at]);
                if (found == record->fields.end()) {
                    return base::fail(
                        ErrorCode::invalid_input,
                        fmt::format("{} has no column '{}'; its header needs query_id, listing_id "
                                    "and score",
                                    path, names[at]));
                }
                (*places)[at] = static_cast<std::size_t>(found - record->fields.begin());
            }
            continue;
        }
        if (record->fields.size() <= std::ranges::max(*places)) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("{} line {}: a row with too few fields", path, record->line));
        }
        const auto score = base::parse_number<double>(record->fields[(*places)[2]]);
        if (!score || *score < 0) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("{} line {}: '{}' is no score", path, record->line,
                                          base::shown(record->fields[(*places)[2]], 20)));
        }
        results[record->fields[(*places)[0]]].push_back({record->fields[(*places)[1]], *score});
    }
    return results;
}

base::Result<Asked> prepare(const GlobalOptions& global, const AssessOptions& options,
                            const engine::Hooks& hooks) {
    Asked asked;
    CORDON_ASSIGN(asked.session, open_session(global, options.answer));
    asked.options.seed = options.seed;
    asked.options.sample = options.sample;
    asked.options.ordinary = options.ordinary_file.empty() ? options.ordinary_count : 0;
    asked.options.supplement = options.answer.supplement;
    asked.options.threshold = asked.session.threshold;
    asked.options.threshold_source = asked.session.threshold_source;
    if (!options.threshold.empty()) {
        CORDON_ASSIGN(const std::int32_t hundredths, engine::parse_threshold(options.threshold));
        asked.options.threshold = hundredths / 100.0;
        asked.options.threshold_source = "given for this report";
    }
    CORDON_ASSIGN(asked.assessment, engine::draw_assessment(*asked.session.snapshot, asked.options, hooks));
    if (!options.ordinary_file.empty()) {
        CORDON_TRY(read_ordinary(options, asked.assessment));
    }
    return asked;
}

base::Result<EffectivenessReport> assess(const AssessOptions& options, const Asked& asked,
                                         const engine::Hooks& hooks) {
    const engine::Snapshot& snapshot = *asked.session.snapshot;
    const bool foreign = !options.results.empty();
    engine::Outcomes outcomes;
    if (foreign) {
        CORDON_ASSIGN(const auto results, read_results(options.results));
        CORDON_ASSIGN(outcomes, engine::judge_results(snapshot, asked.assessment, results));
    } else {
        CORDON_ASSIGN(outcomes, engine::screen_assessment(snapshot, asked.assessment, asked.options, hooks));
    }
    CORDON_ASSIGN(EffectivenessReport made,
                  engine::assessment_report(snapshot, asked.assessment, outcomes, asked.options, !foreign));
    made.system = !foreign ? "cordon" : options.system.empty() ? "another system" : options.system;
    return made;
}

// NAME.json and NAME.html, both signed by the same key.
base::Result<std::string> write_report(const GlobalOptions& global, const std::string& name,
                                       const EffectivenessReport& made) {
    const codec::StatementHead head = statement_head(global, reporting::report_type);
    CORDON_ASSIGN(const std::string json, seal(global, head, reporting::report_json(made)));
    CORDON_ASSIGN(const codec::SignedStatement statement, codec::open_statement(json));
    const reporting::PageHead page_head{base::to_string(head.made_at),
                                        head.made_by,
                                        head.engine_build,
                                        base::key_id(statement.key),
                                        base::to_hex(statement.key),
                                        base::to_hex(statement.signature),
                                        statement.sha256};
    codec::StatementHead page_statement = head;
    page_statement.type = page_type;
    CORDON_ASSIGN(const std::string page, seal_page(global, reporting::report_page(made, page_head),
                                                    page_statement, statement.sha256));
    CORDON_TRY(write_whole_file(name + ".json", json));
    CORDON_TRY(write_whole_file(name + ".html", page));
    return json;
}

void print_summary(const EffectivenessReport& made, const std::string& name) {
    Table table;
    table.header = {"family", "queries", "detected", "95 % interval", "stood first"};
    for (const reporting::ShareRow& row : made.families) {
        if (row.detected.of == 0) {
            table.rows.push_back({row.title, "0", "-", "-", "-"});
            continue;
        }
        table.rows.push_back(
            {row.title, fmt::format("{}", row.detected.of),
             fmt::format("{:.2f} %", 100 * row.detected.rate()),
             fmt::format("{:.2f} to {:.2f}", 100 * row.detected.low(), 100 * row.detected.high()),
             row.first.of == 0 ? "-" : fmt::format("{:.2f} %", 100 * row.first.rate())});
    }
    print(table.text());
    print(fmt::format(
        "altered names: {:.2f} % of {} detected at threshold {:.2f}; ordinary names: {} alarms in {} "
        "({:.2f} in 1,000; 95 %: {:.2f} to {:.2f})\n",
        100 * made.manipulated.rate(), made.manipulated.of, made.threshold, made.alarms.count, made.alarms.of,
        1000 * made.alarms.rate(), 1000 * made.alarms.low(), 1000 * made.alarms.high()));
    print(fmt::format("report: {}.html, {}.json\n", name, name));
}

int run_assess(const GlobalOptions& global, const AssessOptions& options) {
    server::WorkerPool pool(0);
    ProgressLine progress(!global.quiet);
    engine::Hooks hooks;
    hooks.parallel_for = [&pool](std::size_t count, const auto& body) { pool.run(count, body); };
    hooks.progress = [&progress](std::string_view stage, std::uint64_t done, std::uint64_t total) {
        progress.show(stage, done, total);
    };
    if (base::ascii_iequals(base::trim(options.system), "cordon")) {
        return report(
            base::Error{ErrorCode::invalid_input,
                        "--system names another system, and 'cordon' is this one; choose another name",
                        {}});
    }
    const auto asked = prepare(global, options, hooks);
    if (!asked) {
        return report(asked.error());
    }
    warn_stale(asked->session);
    if (!options.queries_out.empty()) {
        const auto written = write_whole_file(options.queries_out,
                                              csv_of_queries(*asked->session.snapshot, asked->assessment));
        if (!written) {
            return report(written.error());
        }
        print_message(fmt::format("{} queries written to {}",
                                  asked->assessment.queries.size() + asked->assessment.ordinary.size(),
                                  options.queries_out));
        return exit_success;
    }
    const auto made = assess(options, *asked, hooks);
    if (!made) {
        return report(made.error());
    }
    const auto json = write_report(global, options.report, *made);
    if (!json) {
        return report(json.error());
    }
    if (global.format == OutputFormat::json) {
        print(*json);
    } else {
        print_summary(*made, options.report);
    }
    return exit_success;
}

void add_options(CLI::App& command, AssessOptions& options) {
    command.add_option("--sample", options.sample, "altered names of each family, at most")
        ->check(CLI::Range(1, 1'000'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    command.add_option("--seed", options.seed, "same seed, lists and build: same numbers")
        ->type_name("NUMBER")
        ->capture_default_str();
    command
        .add_option("--ordinary", options.ordinary_file,
                    "a file of people nobody looks for, such as your customers; default: invented names")
        ->type_name("FILE");
    command
        .add_option("--ordinary-columns", options.ordinary_columns, "as --columns of screen: name=full_name")
        ->type_name("FIELD=COLUMN,...");
    command.add_option("--ordinary-count", options.ordinary_count, "how many names to invent")
        ->check(CLI::Range(0, 1'000'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    command.add_option("--report", options.report, "the report's name; .json and .html are put behind it")
        ->type_name("NAME")
        ->capture_default_str();
    command
        .add_option("--queries-out", options.queries_out,
                    "write the queries for another system and stop: query_id,name,type,expected,family")
        ->type_name("FILE");
    command
        .add_option("--results", options.results,
                    "judge another system by its answers to those queries: query_id,listing_id,score")
        ->type_name("FILE");
    command.add_option("--system", options.system, "what to call the other system")
        ->needs("--results")
        ->type_name("NAME");
    command.add_option("--threshold", options.threshold, "instead of this home's, two decimals")
        ->type_name("VALUE");
    command.add_option("--lists", options.answer.lists, "only these lists, separated by commas")
        ->delimiter(',')
        ->type_name("LIST,...");
    command.add_flag_callback(
        "--no-supplement", [&options] { options.answer.supplement = false; },
        "leave out the names of Cordon's own supplement");
}

}  // namespace

void add_assess_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    CLI::App* command =
        app.add_subcommand("assess", "test screening with thousands of altered names and sign the report");
    const auto options = std::make_shared<AssessOptions>();
    options->report = "effectiveness";
    add_options(*command, *options);
    add_output_format(*command, global.format);
    command->callback([&global, &exit_code, options] { exit_code = run_assess(global, *options); });
}

}  // namespace cordon::app
