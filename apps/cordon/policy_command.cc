#include "cordon/policy_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

#include "base/strings.h"
#include "codec/json.h"
#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/session.h"
#include "cordon/statement_commands.h"
#include "cordon/trade_home.h"
#include "engine/memory_verdict_store.h"
#include "engine/policy_trial.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

namespace {

using engine::PolicyFile;
using engine::PolicyStep;

struct PolicyOptions {
    std::string file;
    std::string format = "table";
    std::string reason;
    std::uint64_t from = 0;
    bool shipped = false;
    bool history = false;
};

struct Shown {
    PolicyFile file;
    std::string source;             // in words
    std::vector<PolicyStep> steps;  // of the home
};

base::Result<std::vector<PolicyStep>> steps_of(const GlobalOptions& global) {
    if (!storage::exists(storage::record_path(global.home))) {
        return std::vector<PolicyStep>();
    }
    CORDON_ASSIGN(const auto record, open_record(global, storage::RecordUse::read));
    return record->policy_steps();
}

// "activated 2026-01-09T12:00:00Z by omar, proposed by ines: reason"
std::string activation(const std::vector<PolicyStep>& steps) {
    const PolicyStep* const active = engine::active_policy(steps);
    if (active == nullptr) {
        return "shipped with this build; this home has activated no other";
    }
    const PolicyStep& proposed = *(active - 1);  // the database keeps no activation without it
    return fmt::format("activated {} by {}: {}; proposed {} by {}: {}", base::to_string(active->at),
                       active->principal, active->reason, base::to_string(proposed.at), proposed.principal,
                       proposed.reason);
}

base::Result<Shown> what_to_show(const GlobalOptions& global, const PolicyOptions& options) {
    Shown shown;
    CORDON_ASSIGN(shown.steps, steps_of(global));
    if (!options.file.empty()) {
        CORDON_ASSIGN(shown.file, read_policy_file(options.file));
        shown.source = options.file + ", which is not necessarily what holds here";
    } else if (options.shipped) {
        shown.file = engine::default_policy();
        shown.source = "shipped with this build";
    } else {
        CORDON_ASSIGN(shown.file, load_active_policy(global));
        shown.source = activation(shown.steps);
    }
    return shown;
}

void write_steps(codec::JsonWriter& json, const std::vector<PolicyStep>& steps) {
    json.key("history").begin_array();
    for (const PolicyStep& step : steps) {
        json.begin_object()
            .key("at")
            .string(base::to_string(step.at))
            .key("step")
            .string(to_string(step.step));
        json.key("policy_sha256").string(step.policy_sha256).key("principal").string(step.principal);
        json.key("reason").string(step.reason);
        json.key("leaf").integer(static_cast<std::int64_t>(step.leaf)).end_object();
    }
    json.end_array();
}

void print_policy_json(const Shown& shown) {
    codec::JsonWriter json;
    json.begin_object().key("name").string(shown.file.policy.name);
    json.key("version").string(shown.file.policy.version).key("sha256").string(shown.file.sha256);
    json.key("source").string(shown.source).key("warnings").begin_array();
    for (const std::string& warning : shown.file.warnings) {
        json.string(warning);
    }
    json.end_array();
    write_steps(json, shown.steps);
    json.end_object();
    std::string text = json.take();
    text.pop_back();
    print(text + ",\"policy\":" + engine::policy_json(shown.file.policy) + "}\n");
}

void print_history(const std::vector<PolicyStep>& steps) {
    Table table;
    table.header = {"at", "step", "by", "policy", "reason"};
    for (const PolicyStep& step : steps) {
        table.rows.push_back({base::to_string(step.at), std::string(to_string(step.step)), step.principal,
                              step.policy_sha256.substr(0, 16), step.reason});
    }
    print(table.rows.empty() ? "no policy was ever proposed here\n" : table.text());
}

void print_warnings(const PolicyFile& file) {
    for (const std::string& warning : file.warnings) {
        print_message("warning: " + base::shown(warning, 600));
    }
}

std::string title(const PolicyFile& file) {
    return fmt::format("{}, version {}\nsha256 {}\n", base::shown(file.policy.name),
                       base::shown(file.policy.version), file.sha256);
}

int run_policy_show(const GlobalOptions& global, const PolicyOptions& options) {
    const auto shown = what_to_show(global, options);
    if (!shown) {
        return report(shown.error());
    }
    if (options.format == "json") {
        print_policy_json(*shown);
        return exit_success;
    }
    print_warnings(shown->file);
    if (options.history) {
        print_history(shown->steps);
    } else if (options.format == "toml") {
        print(engine::policy_toml(shown->file.policy));
    } else {
        print(title(shown->file) + base::shown(shown->source, 1'000) + "\n");
        if (!shown->steps.empty() && shown->steps.back().step == engine::PolicyStepKind::proposed) {
            const PolicyStep& waits = shown->steps.back();
            print(fmt::format("waiting for a second person: {} proposed {} by {}: {}\n",
                              waits.policy_sha256.substr(0, 16), base::to_string(waits.at), waits.principal,
                              base::shown(waits.reason, 400)));
        }
        print("every value: cordon policy show --format toml\n");
    }
    return exit_success;
}

int run_policy_check(const PolicyOptions& options) {
    const auto file = read_policy_file(options.file);
    if (!file) {
        return report(file.error());
    }
    print_warnings(*file);
    print(title(*file));
    return exit_success;
}

base::Result<PolicyStep> decide(const GlobalOptions& global, const PolicyOptions& options,
                                const std::string& text) {
    CORDON_ASSIGN(const auto record, storage::VerdictRegistry::open(global.home, record_keeper(global)));
    return record->decide_policy({text, global.principal, options.reason, wall_clock()});
}

int run_policy_activate(const GlobalOptions& global, const PolicyOptions& options) {
    const auto file = read_policy_file(options.file);
    if (!file) {
        return report(file.error());
    }
    const auto text = read_policy_text(options.file);
    if (!text) {
        return report(text.error());
    }
    print_warnings(*file);
    const auto step = decide(global, options, *text);
    if (!step) {
        return report(step.error());
    }
    print(
        fmt::format("{}{}: {}\n", title(*file), to_string(step->step),
                    step->step == engine::PolicyStepKind::activated
                        ? "it decides about every payment from now on"
                        : "nothing has changed yet; a second, different person must give the same command"));
    return exit_success;
}

struct Tried {
    Session session;
    PolicyFile holds;
    PolicyFile other;
    engine::PolicyTrial trial;
};

// A home without a record has no payments to try.
base::Result<std::unique_ptr<engine::VerdictStore>> payments_of(const GlobalOptions& global) {
    if (!storage::exists(storage::record_path(global.home))) {
        return std::make_unique<engine::MemoryVerdictStore>();
    }
    CORDON_ASSIGN(auto record, open_record(global, storage::RecordUse::read));
    return std::unique_ptr<engine::VerdictStore>(std::move(record));
}

base::Result<Tried> work_out_trial(const GlobalOptions& global, const PolicyOptions& options) {
    Tried tried;
    CORDON_ASSIGN(tried.other, read_policy_file(options.file));
    CORDON_ASSIGN(const auto record, payments_of(global));
    CORDON_ASSIGN(tried.holds, load_active_policy(*record));
    CORDON_ASSIGN(tried.session, open_session(global, {}));
    CORDON_ASSIGN(auto trade, open_trade_tables(global.home, ""));
    CORDON_ASSIGN(tried.trial, engine::try_policy(*record, *tried.session.snapshot, tried.holds, tried.other,
                                                  {options.from, engine_build(), true, std::move(trade)}));
    return tried;
}

void print_trial_json(const Tried& tried) {
    const engine::PolicyTrial& trial = tried.trial;
    codec::JsonWriter json(true);
    const auto number = [&json](std::string_view name, std::uint64_t value) {
        json.key(name).integer(static_cast<std::int64_t>(value));
    };
    json.begin_object().key("holds_sha256").string(tried.holds.sha256);
    json.key("other_sha256").string(tried.other.sha256).key("lists").begin_array();
    for (const model::ListUse& use : engine::lists_used(*tried.session.snapshot)) {
        json.begin_object().key("list").string(use.list).key("version").string(use.version).end_object();
    }
    json.end_array();
    number("tried", trial.tried);
    number("changed", trial.changed);
    number("already_other", trial.already_other);
    number("without_situation", trial.unread);
    json.key("by_outcome").begin_array();
    for (const auto& [way, count] : trial.by_outcome) {
        json.begin_object().key("from").string(model::to_string(way.first));
        json.key("to").string(model::to_string(way.second));
        number("verdicts", count);
        json.end_object();
    }
    json.end_array().key("changes").begin_array();
    for (const engine::PolicyChange& change : trial.changes) {
        json.begin_object().key("verdict_id").string(change.verdict_id);
        json.key("message_id").string(change.message_id);
        json.key("recorded").string(model::to_string(change.recorded));
        json.key("from").string(model::to_string(change.from)).key("to").string(model::to_string(change.to));
        json.key("from_action").string(model::to_string(change.from_action));
        json.key("to_action").string(model::to_string(change.to_action));
        json.key("reason").string(change.reason).end_object();
    }
    json.end_array().key("changes_truncated").boolean(trial.changed > trial.changes.size()).end_object();
    print(json.take() + "\n");
}

void print_trial(const Tried& tried) {
    const engine::PolicyTrial& trial = tried.trial;
    print(
        fmt::format("{} payments judged by both policies, against the lists as they are now: {} would "
                    "change\n",
                    trial.tried - trial.unread, trial.changed));
    for (const auto& [way, count] : trial.by_outcome) {
        print(fmt::format("  {} -> {}: {}{}\n", model::to_string(way.first), model::to_string(way.second),
                          count, way.first == way.second ? " (with another action)" : ""));
    }
    if (trial.already_other != 0) {
        print(
            fmt::format("{} have another outcome than was recorded by the policy that holds too: lists or "
                        "policy have changed since\n",
                        trial.already_other));
    }
    Table table;
    table.header = {"verdict", "message", "from", "to", "first reason that differs"};
    for (const engine::PolicyChange& change : trial.changes) {
        table.rows.push_back({change.verdict_id, change.message_id,
                              std::string(model::to_string(change.from)),
                              std::string(model::to_string(change.to)), change.reason});
    }
    if (!table.rows.empty()) {
        print(table.text());
    }
    if (trial.changed > trial.changes.size()) {
        print_message(fmt::format("cordon: only the first {} of them are shown", trial.changes.size()));
    }
}

int run_policy_try(const GlobalOptions& global, const PolicyOptions& options) {
    const auto tried = work_out_trial(global, options);
    if (!tried) {
        return report(tried.error());
    }
    print_warnings(tried->other);
    warn_stale(tried->session);
    if (global.format == OutputFormat::json) {
        print_trial_json(*tried);
    } else {
        print_trial(*tried);
    }
    if (tried->trial.unread != 0) {
        print_message(fmt::format("cordon: {} verdicts could not be tried: no situation was kept with them",
                                  tried->trial.unread));
    }
    return tried->trial.changed == 0 ? exit_success : exit_hit;
}

using Options = std::shared_ptr<PolicyOptions>;

void add_show(CLI::App& policy, GlobalOptions& global, int& exit_code, const Options& options) {
    CLI::App* show = policy.add_subcommand("show", "the policy that holds, its hash, and who activated it");
    CLI::Option* file = show->add_option("--file", options->file, "this policy instead")->type_name("FILE");
    show->add_flag("--shipped", options->shipped, "the one that ships with this build instead")
        ->excludes(file);
    show->add_flag("--history", options->history, "every proposal and activation of this home");
    show->add_option("--format", options->format,
                     "table (in short), toml (every value, as a file to start from) or json")
        ->check(CLI::IsMember({"table", "toml", "json"}).description(""))
        ->type_name("FORMAT");
    show->callback([&global, &exit_code, options] { exit_code = run_policy_show(global, *options); });
}

}  // namespace

void add_policy_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    const auto options = std::make_shared<PolicyOptions>();
    CLI::App* policy = app.add_subcommand("policy", "what decides whether a payment passes, waits or stops");
    policy->require_subcommand(1);
    add_show(*policy, global, exit_code, options);
    CLI::App* check = policy->add_subcommand("check", "is this file a policy? its hash and warnings");
    check->add_option("FILE", options->file, "the policy, TOML")->required()->type_name("");
    check->callback([&exit_code, options] { exit_code = run_policy_check(*options); });
    CLI::App* attempt =
        policy->add_subcommand("try", "which payments of the record would this policy judge otherwise?");
    attempt->add_option("FILE", options->file, "the policy, TOML")->required()->type_name("");
    attempt->add_option("--from", options->from, "only verdicts from this leaf of the audit log on")
        ->type_name("LEAF");
    add_output_format(*attempt, global.format);
    attempt->callback([&global, &exit_code, options] { exit_code = run_policy_try(global, *options); });
    CLI::App* activate = policy->add_subcommand(
        "activate", "let this policy decide: the first person proposes, a second one confirms");
    activate->add_option("FILE", options->file, "the policy, TOML")->required()->type_name("");
    activate->add_option("--reason", options->reason, "why, for the record")->required()->type_name("TEXT");
    activate->callback([&global, &exit_code, options] { exit_code = run_policy_activate(global, *options); });
}

}  // namespace cordon::app
