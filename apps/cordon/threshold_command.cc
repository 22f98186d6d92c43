#include "cordon/threshold_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/strings.h"
#include "codec/json.h"
#include "cordon/session.h"
#include "cordon/statement_commands.h"
#include "storage/key_store.h"

namespace cordon::app {

namespace {

using base::ErrorCode;

struct SetOptions {
    std::string value;
    std::string reason;
    std::string report;
};

struct Effect {
    double detection = 0;
    double alarms_per_1000 = 0;
};

double number_of(const codec::JsonValue* value) {
    if (value == nullptr) {
        return std::nan("");
    }
    if (const auto* integer = value->integer(); integer != nullptr) {
        return static_cast<double>(*integer);
    }
    return value->real() == nullptr ? std::nan("") : *value->real();
}

// The point of the report's curve at exactly this threshold.
base::Result<Effect> effect_at(const codec::JsonValue& content, std::int32_t hundredths) {
    const codec::JsonValue* curve = content.find("curve");
    if (curve != nullptr && curve->array() != nullptr) {
        for (const codec::JsonValue& point : *curve->array()) {
            const Effect effect{number_of(point.find("detection_rate")),
                                number_of(point.find("false_alarms_per_1000"))};
            if (std::lround(100 * number_of(point.find("threshold"))) == hundredths &&
                std::isfinite(effect.detection)) {
                return effect;
            }
        }
    }
    return base::fail(
        ErrorCode::invalid_input,
        fmt::format("the report does not say what happens at {:.2f}; make one with cordon assess",
                    hundredths / 100.0));
}

struct Grounds {
    std::string sha256;
    std::string effect;
};

// What the report says of the change, once it is known to be this home's own and about Cordon.
base::Result<Grounds> grounds_of(const GlobalOptions& global, const SetOptions& options, std::int32_t from,
                                 std::int32_t to) {
    CORDON_ASSIGN(const std::string bytes, storage::read_file(options.report));
    CORDON_ASSIGN(const codec::SignedStatement report, codec::open_statement(bytes));
    CORDON_ASSIGN(const auto keys, storage::KeyStore(global.home).keys());
    if (std::ranges::find(keys, report.key, &storage::KnownKey::key) == keys.end()) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("{} was not signed by this home; assess this home's own screening first",
                        options.report));
    }
    const codec::JsonValue* system = report.content.find("system");
    if (report.head.type != "cordon.assessment.1" || system == nullptr || system->as_text() != "cordon") {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("{} is no effectiveness report of Cordon (the JSON of cordon assess)",
                                      options.report));
    }
    CORDON_ASSIGN(const Effect before, effect_at(report.content, from));
    CORDON_ASSIGN(const Effect after, effect_at(report.content, to));
    const auto alarms = [](double number) {
        return std::isfinite(number) ? fmt::format("{:.2f}", number) : std::string("an unknown number of");
    };
    return Grounds{
        report.sha256,
        fmt::format("detection {:.2f} % at {:.2f}, {:.2f} % at {:.2f}; {} and {} false alarms in 1,000 "
                    "ordinary names",
                    100 * before.detection, from / 100.0, 100 * after.detection, to / 100.0,
                    alarms(before.alarms_per_1000), alarms(after.alarms_per_1000))};
}

base::Result<std::unique_ptr<storage::ListRegistry>> open_home(const GlobalOptions& global) {
    if (!std::filesystem::exists(global.home)) {
        return base::fail(
            ErrorCode::not_found,
            fmt::format("{} holds no lists; bring one in with: cordon lists import FILE", global.home));
    }
    return storage::ListRegistry::open(global.home);
}

void write_change_json(codec::JsonWriter& json, const engine::ThresholdChange& change) {
    json.begin_object().key("threshold").real(change.hundredths / 100.0, 2);
    json.key("at").string(base::to_string(change.at)).key("principal").string(change.principal);
    json.key("reason").string(change.reason).key("report_sha256").string(change.report_sha256);
    json.key("effect").string(change.effect).end_object();
}

int run_threshold_show(const GlobalOptions& global) {
    const auto registry = open_home(global);
    if (!registry) {
        return report(registry.error());
    }
    const auto history = (*registry)->threshold_changes();
    if (!history) {
        return report(history.error());
    }
    const double threshold = engine::threshold_after(*history);
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("threshold").real(threshold, 2);
        json.key("shipped").real(screening::shipped_threshold, 2).key("changes").begin_array();
        for (const engine::ThresholdChange& change : *history) {
            write_change_json(json, change);
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return exit_success;
    }
    print(fmt::format("threshold {:.2f}; shipped with this build: {:.2f}\n", threshold,
                      screening::shipped_threshold));
    Table table;
    table.header = {"threshold", "set", "by", "report", "reason; effect"};
    for (const engine::ThresholdChange& change : *history) {
        table.rows.push_back({fmt::format("{:.2f}", change.hundredths / 100.0), base::to_string(change.at),
                              change.principal, change.report_sha256.substr(0, 16),
                              change.reason + "; " + change.effect});
    }
    print(table.rows.empty() ? "never changed here\n" : table.text());
    return exit_success;
}

base::Result<engine::ThresholdChange> set_threshold(const GlobalOptions& global, const SetOptions& options) {
    CORDON_ASSIGN(const std::int32_t hundredths, engine::parse_threshold(options.value));
    const std::string reason = base::collapse_whitespace(options.reason);
    if (reason.empty()) {
        return base::fail(ErrorCode::invalid_input, "--reason is empty; say why the threshold changes");
    }
    CORDON_ASSIGN(const auto registry, open_home(global));
    CORDON_ASSIGN(const auto history, registry->threshold_changes());
    const auto from = static_cast<std::int32_t>(std::lround(100 * engine::threshold_after(history)));
    if (from == hundredths) {
        return base::fail(ErrorCode::conflict, fmt::format("the threshold is {:.2f} already", from / 100.0));
    }
    CORDON_ASSIGN(const Grounds grounds, grounds_of(global, options, from, hundredths));
    const engine::ThresholdChange change{hundredths, wall_clock(),   global.principal,
                                         reason,     grounds.sha256, grounds.effect};
    CORDON_TRY(registry->add_threshold_change(change));
    return change;
}

int run_threshold_set(const GlobalOptions& global, const SetOptions& options) {
    const auto change = set_threshold(global, options);
    if (!change) {
        return report(change.error());
    }
    print(fmt::format("threshold {:.2f} from now on; {}\n", change->hundredths / 100.0, change->effect));
    return exit_success;
}

}  // namespace

void add_threshold_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    CLI::App* threshold = app.add_subcommand("threshold", "the score at which a name becomes a hit here");
    threshold->require_subcommand(1);
    CLI::App* show = threshold->add_subcommand("show", "the threshold, and who changed it, when and why");
    add_output_format(*show, global.format);
    show->callback([&global, &exit_code] { exit_code = run_threshold_show(global); });
    CLI::App* set = threshold->add_subcommand("set", "change it, with a reason and a report; never silently");
    const auto options = std::make_shared<SetOptions>();
    set->add_option("VALUE", options->value, "two decimals, 0.50 to 1.00")->required()->type_name("");
    set->add_option("--reason", options->reason, "why, for the record")->required()->type_name("TEXT");
    set->add_option("--report", options->report,
                    "the signed JSON of cordon assess on this home that shows what it does")
        ->required()
        ->type_name("FILE");
    set->callback([&global, &exit_code, options] { exit_code = run_threshold_set(global, *options); });
}

}  // namespace cordon::app
