#include "cordon/erase_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "base/date.h"
#include "base/strings.h"
#include "codec/json.h"
#include "cordon/active_policy.h"
#include "cordon/session.h"
#include "cordon/statement_commands.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

namespace {

struct EraseOptions {
    std::string before;
    std::string tenant;
    std::string message;
    std::string reason;
    std::string ground;
};

base::Result<storage::ErasureOutcome> erase(const GlobalOptions& global, const EraseOptions& options) {
    CORDON_ASSIGN(const auto configuration, read_configuration(global.home));
    CORDON_ASSIGN(const auto record, open_record(global, storage::RecordUse::write));
    storage::ErasureDecision decision;
    if (!options.before.empty()) {
        CORDON_ASSIGN(const base::Instant midnight, base::parse_instant(options.before + "T00:00:00Z"));
        decision.scope.before = midnight;
    }
    decision.scope.tenant = options.tenant;
    if (!options.message.empty()) {
        CORDON_ASSIGN(const engine::StoredVerdict verdict, record->verdict(options.message));
        decision.scope.verdict_id = verdict.verdict_id;
    }
    decision.principal = global.principal;
    decision.reason = options.reason;
    decision.ground = options.ground;
    decision.retention_years = configuration.record_retention_years;
    CORDON_ASSIGN(const engine::PolicyFile policy, load_active_policy(*record));
    decision.resubmission_hours = policy.policy.resubmission.window_hours;
    decision.at = wall_clock();
    CORDON_ASSIGN(storage::ErasureOutcome outcome, record->erase(decision));
    CORDON_TRY(record->checkpoint(wall_clock()));
    return outcome;
}

int run_erase(const GlobalOptions& global, const EraseOptions& options) {
    const auto outcome = erase(global, options);
    if (!outcome) {
        return report(outcome.error());
    }
    const storage::ErasureStep& step = outcome->step;
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("state").string(step.confirmed ? "erased" : "proposed");
        json.key("leaf").integer(static_cast<std::int64_t>(step.leaf));
        json.key("verdicts").integer(static_cast<std::int64_t>(step.verdicts));
        json.key("held").integer(static_cast<std::int64_t>(outcome->held));
        json.key("newer").integer(static_cast<std::int64_t>(outcome->newer));
        json.key("proposal_outdated").boolean(outcome->proposal_outdated).key("scope").string(step.scope);
        json.key("log_emptied").boolean(outcome->log_emptied).end_object();
        print(json.take() + "\n");
    } else {
        print(step.confirmed
                  ? fmt::format("erased: the content of {} verdicts; leaf {} of the audit log says so\n",
                                step.verdicts, step.leaf)
                  : fmt::format("proposed: the content of {} verdicts is to be erased for good; a second, "
                                "different person must say the same\n",
                                step.verdicts));
        if (outcome->proposal_outdated) {
            print(
                "it was proposed before, of other verdicts, or they changed since: nothing is erased yet\n");
        }
        if (outcome->newer != 0) {
            print(fmt::format("{} more came after it was proposed, and stay\n", outcome->newer));
        }
        if (outcome->held != 0) {
            print(fmt::format(
                "{} more are held and undecided, or were decided less than {} years ago, and stay\n",
                outcome->held, step.years));
        }
    }
    if (!outcome->log_emptied) {
        print_message(
            "cordon: another process reads the record now, so old bytes stand in record.db-wal until the "
            "last process that has it open has ended");
    }
    return exit_success;
}

}  // namespace

void add_erase_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    const auto options = std::make_shared<EraseOptions>();
    CLI::App* record = app.add_subcommand("record", "what is kept of payments, and when its content goes");
    record->require_subcommand(1);
    CLI::App* erase = record->add_subcommand(
        "erase",
        "erase messages, verdicts and reasons for good: the first person proposes, a second confirms");
    erase->add_option("--before", options->before, "recorded before that day (YYYY-MM-DD)")->type_name("DAY");
    erase->add_option("--tenant", options->tenant, "of this tenant")->type_name("NAME");
    erase
        ->add_option("--message", options->message, "one message, by its verdict's id or the beginning of it")
        ->type_name("VERDICT");
    erase->add_option("--reason", options->reason, "why, for the record, which keeps it: name no customers")
        ->required()
        ->type_name("TEXT");
    erase
        ->add_option("--ground", options->ground,
                     "the order of a court or an authority: also what is younger than the years of retention")
        ->type_name("TEXT");
    add_output_format(*erase, global.format);
    erase->callback([&global, &exit_code, options] { exit_code = run_erase(global, *options); });
}

}  // namespace cordon::app
