#include "cordon/trade_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/held_since.h"
#include "cordon/message_input.h"
#include "cordon/session.h"
#include "cordon/trade_home.h"
#include "cordon/trade_output.h"
#include "engine/list_standing.h"
#include "engine/payment_recorder.h"
#include "engine/policy_file.h"
#include "engine/verdict_answer.h"
#include "engine/verdict_json.h"
#include "payments/message_reader.h"
#include "storage/file_ops.h"
#include "storage/verdict_registry.h"
#include "trade/shipment_reader.h"

namespace cordon::app {

namespace {

struct TradeOptions {
    std::vector<std::string> files;
    std::string tenant = "default";
    std::string channel = "trade";
    std::string policy;
    std::string map;
    std::string prices;
    bool record = true;
    bool supplement = true;
};

constexpr std::size_t block_shipments = 256;

// One run: shipments judged one after the other, recorded in groups.
class TradeRun {
public:
    TradeRun(const GlobalOptions& global, const TradeOptions& options, const Session& session,
             const engine::PolicyFile& policy, std::shared_ptr<const engine::TradeTables> trade,
             engine::VerdictStore* store)
        : global_(global), store_(store) {
        engine::GateSituation situation;
        situation.tenant = options.tenant;
        situation.channel = options.channel;
        situation.build = engine_build();
        situation.supplement = options.supplement;
        situation.trade = std::move(trade);
        situation.policy.lists = engine::list_states(session.statuses, session.missing_lists);
        gate_ = std::make_unique<engine::PaymentGate>(*session.snapshot, policy, std::move(situation));
    }

    base::Status run(const std::vector<std::string>& files) {
        if (global_.format == OutputFormat::csv) {
            print(trade_csv_header());
        }
        for (const std::string& file : files) {
            MessageInput input = read_message_file(file);
            for (const std::string& part : parts_of(std::move(input))) {
                names_.push_back(file);
                block_.push_back(gate_->examine(part));
                if (block_.size() == block_shipments) {
                    CORDON_TRY(finish_block());
                }
            }
        }
        return finish_block();
    }

    [[nodiscard]] const std::array<std::uint64_t, 3>& by_outcome() const { return by_outcome_; }
    [[nodiscard]] std::uint64_t shipments() const { return shipments_; }
    [[nodiscard]] std::uint64_t held_since() const { return held_since_; }
    [[nodiscard]] const std::optional<JudgedShipment>& worst() const { return worst_; }

private:
    static std::vector<std::string> parts_of(MessageInput input) {
        if (input.unread) {
            return {std::move(input.bytes)};
        }
        const std::string& bytes = input.bytes;
        return trade::shipment_format(bytes) == trade::ShipmentFormat::none ? payments::split_messages(bytes)
                                                                            : trade::split_shipments(bytes);
    }

    void show(JudgedShipment judged) {
        ++shipments_;
        ++by_outcome_[static_cast<std::size_t>(engine::outcome_now(judged.kept))];
        write(judged);
        const bool worse =
            judged.trade != nullptr &&
            (!worst_ || decision::trade_outcome(judged.verdict) > decision::trade_outcome(worst_->verdict));
        if (worse) {
            worst_ = std::move(judged);
        }
    }

    void write(const JudgedShipment& judged) {
        switch (global_.format) {
            case OutputFormat::json: print(trade_json(judged)); break;
            case OutputFormat::csv: print(trade_csv(judged)); break;
            case OutputFormat::table: print(trade_lines(judged)); break;
        }
    }

    base::Status finish_block() {
        std::vector<engine::RecordedVerdict> recorded;
        if (store_ != nullptr) {
            CORDON_ASSIGN(recorded, engine::record_messages(*gate_, *store_, block_, wall_clock()));
        } else {
            for (const engine::ExaminedMessage& message : block_) {
                engine::RecordedVerdict& one = recorded.emplace_back();
                one.verdict = gate_->judge(message, {}, {});
                (void)engine::write_verdict(one.verdict);
                one.kept.verdict.verdict_id = one.verdict.id;
                one.kept.verdict.outcome = one.verdict.outcome;
            }
        }
        for (std::size_t at = 0; at < block_.size(); ++at) {
            show({names_[at], recorded[at].kept, recorded[at].verdict, block_[at].trade});
        }
        if (store_ != nullptr) {
            CORDON_ASSIGN(const auto held, app::held_since(*store_, recorded));
            for (const engine::RecordedVerdict& one : held) {
                write({"", one.kept, one.verdict, nullptr});
            }
            held_since_ += held.size();
        }
        block_.clear();
        names_.clear();
        return {};
    }

    const GlobalOptions& global_;
    engine::VerdictStore* store_;
    std::unique_ptr<engine::PaymentGate> gate_;
    std::vector<std::string> names_;
    std::vector<engine::ExaminedMessage> block_;
    std::array<std::uint64_t, 3> by_outcome_{};
    std::uint64_t shipments_ = 0;
    std::uint64_t held_since_ = 0;  // that passed, in this run or before
    std::optional<JudgedShipment> worst_;
};

base::Status write_map(const TradeRun& run, const TradeOptions& options, const engine::TradeTables& trade,
                       bool quiet) {
    if (options.map.empty()) {
        return {};
    }
    if (!run.worst()) {
        return base::fail(base::ErrorCode::invalid_input,
                          "--map: no shipment could be read, so there is none to draw");
    }
    storage::FileOps files;
    CORDON_TRY(files.write_file(options.map, trade_map(*run.worst(), *trade.territory)));
    if (!quiet) {
        print_message(fmt::format("map of {} written to {}", run.worst()->verdict.message_id, options.map));
    }
    return {};
}

base::Result<int> checked(const GlobalOptions& global, const TradeOptions& options) {
    if (!options.policy.empty() && options.record) {
        return base::fail(base::ErrorCode::invalid_input,
                          "--policy tries out a policy that nobody activated; add --dry-run, or activate it "
                          "(cordon policy activate)");
    }
    const auto use = options.record ? storage::RecordUse::write : storage::RecordUse::read;
    CORDON_ASSIGN(const engine::PolicyFile policy, policy_or_active(global, options.policy, use));
    std::vector<std::string> files;
    for (const std::string& path : options.files) {
        CORDON_ASSIGN(auto found, message_files(path));
        std::ranges::move(found, std::back_inserter(files));
    }
    CORDON_ASSIGN(const auto trade, open_trade_tables(global.home, options.prices));
    CORDON_ASSIGN(const Session session, open_session(global, {}));
    warn_stale(session);
    std::unique_ptr<storage::VerdictRegistry> record;
    if (options.record) {
        CORDON_ASSIGN(record, storage::VerdictRegistry::open(global.home, record_keeper(global)));
    }
    TradeRun run(global, options, session, policy, trade, record.get());
    const base::Status done = run.run(files);
    if (record != nullptr) {
        CORDON_TRY(record->checkpoint(wall_clock()));
    }
    CORDON_TRY(done);
    CORDON_TRY(write_map(run, options, *trade, global.quiet));
    const auto count = [&](model::Outcome outcome) {
        return run.by_outcome()[static_cast<std::size_t>(outcome)];
    };
    if (!global.quiet) {
        print_message(fmt::format(
            "{} shipments: {} pass, {} hold, {} block; {}", run.shipments(), count(model::Outcome::pass),
            count(model::Outcome::hold), count(model::Outcome::block),
            record != nullptr ? "recorded" : "not recorded: these verdicts allow nothing"));
        if (run.held_since() > 0) {
            print_message(held_since_sentence(run.held_since()));
        }
    }
    if (count(model::Outcome::block) > 0) {
        return exit_block;
    }
    return count(model::Outcome::hold) > 0 ? exit_hit : exit_success;
}

int run_check(const GlobalOptions& global, const TradeOptions& options) {
    const auto code = checked(global, options);
    return code ? *code : report(code.error());
}

}  // namespace

void add_trade_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    auto options = std::make_shared<TradeOptions>();
    CLI::App* trade =
        app.add_subcommand("trade", "shipments: may these goods move, from there, to there, then?");
    trade->require_subcommand(1);
    CLI::App* check = trade->add_subcommand(
        "check", "judge shipments (JSON, CSV, UBL) and letters of credit, and record a verdict for each");
    check->add_option("FILE", options->files, "files, folders with all below them, or - for standard input")
        ->required()
        ->type_name("");
    check->add_option("--tenant", options->tenant, "whose shipments these are")
        ->type_name("NAME")
        ->capture_default_str();
    check->add_option("--channel", options->channel, "where they come from; ids are unique within it")
        ->type_name("NAME")
        ->capture_default_str();
    check
        ->add_option("--policy", options->policy,
                     "try out a policy file, with --dry-run; default: the policy of the home")
        ->type_name("FILE");
    check
        ->add_option("--map", options->map, "draw the shipment with the worst verdict as HTML into this file")
        ->type_name("FILE");
    check
        ->add_option("--oil-prices", options->prices,
                     "CSV from,to,usd_per_barrel,source; default: yearly averages of Brent")
        ->type_name("FILE");
    check->add_flag_callback(
        "--dry-run", [options] { options->record = false; }, "judge without recording; allows nothing");
    check->add_flag_callback(
        "--no-supplement", [options] { options->supplement = false; },
        "leave out the names of Cordon's own supplement");
    CLI::CheckedTransformer formats(
        std::map<std::string, OutputFormat>{
            {"table", OutputFormat::table}, {"json", OutputFormat::json}, {"csv", OutputFormat::csv}},
        CLI::ignore_case);
    check->add_option("--format", global.format, "table (for people), json or csv (for programs)")
        ->transform(formats.description(""))
        ->type_name("FORMAT");
    check->callback([&global, &exit_code, options] { exit_code = run_check(global, *options); });
}

}  // namespace cordon::app
