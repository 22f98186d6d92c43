#include "cordon/pay_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "base/strings.h"
#include "codec/json.h"
#include "codec/xsd.h"
#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/held_since.h"
#include "cordon/message_input.h"
#include "cordon/session.h"
#include "cordon/trade_home.h"
#include "engine/list_standing.h"
#include "engine/payment_recorder.h"
#include "engine/policy_file.h"
#include "engine/verdict_answer.h"
#include "engine/verdict_json.h"
#include "payments/coverage.h"
#include "payments/message_reader.h"
#include "payments/schema_check.h"
#include "server/worker_pool.h"
#include "storage/file_ops.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

namespace {

constexpr std::size_t block_messages = 256;
constexpr std::size_t block_bytes = 32U << 20U;  // or one larger message
constexpr std::size_t share_messages = 16;       // of one thread at a time

struct PayOptions {
    std::string path;
    std::string tenant = "default";
    std::string channel = "file";
    std::string scheme;
    std::vector<std::string> grounds;
    std::string policy;
    std::string schemas;  // folder of XSD files
    bool coverage = false;
    bool record = true;
    bool supplement = true;
};

struct QueuedMessage {
    std::string file;
    std::string bytes;
    engine::ExaminedMessage examined;
};

struct PayTotals {
    std::array<std::uint64_t, 3> by_outcome{};
    std::uint64_t messages = 0;
    std::uint64_t replays = 0;
    std::uint64_t texts = 0;
    std::uint64_t unseen = 0;
    std::uint64_t not_read = 0;    // files
    std::uint64_t held_since = 0;  // that passed, in this run or before
};

// The schemas of a folder, compiled when a message first needs them.
class Schemas {
public:
    explicit Schemas(std::string folder) : folder_(std::move(folder)) {}
    [[nodiscard]] bool wanted() const { return !folder_.empty(); }

    base::Status check(std::string_view bytes, model::Payment& payment) {
        if (payment.format != model::MessageFormat::iso20022) {
            return {};
        }
        const auto known = compiled_.find(payment.type);
        if (known != compiled_.end()) {
            return payments::check_schema(bytes, known->second, payment);
        }
        const std::string path = folder_ + "/" + payment.type + ".xsd";
        if (!storage::exists(path)) {
            payment.notes.push_back({"schema_not_at_hand", "", path + " is not there; not validated"});
            return {};
        }
        CORDON_ASSIGN(const std::string text, storage::read_file(path));
        CORDON_ASSIGN(codec::XsdSchema schema, codec::XsdSchema::compile(text));
        return payments::check_schema(bytes, compiled_.emplace(payment.type, std::move(schema)).first->second,
                                      payment);
    }

private:
    std::string folder_;
    std::map<std::string, codec::XsdSchema> compiled_;
};

model::Finding checking_finding(std::string code, std::string field, std::string sentence) {
    model::Finding finding =
        model::plain_finding(model::FindingKind::screening, std::move(code), std::move(sentence));
    finding.field = std::move(field);
    return finding;
}

class VerdictWriter {
public:
    explicit VerdictWriter(const GlobalOptions& global) : global_(global) {}

    void write(const QueuedMessage& message, const engine::Appended& kept, const model::Verdict& verdict) {
        if (global_.format == OutputFormat::json) {
            write_json(message, kept, verdict);
        } else {
            write_lines(message, kept, verdict);
        }
        print(text_);
        text_.clear();
    }

private:
    void write_json(const QueuedMessage& message, const engine::Appended& kept,
                    const model::Verdict& verdict) {
        codec::JsonWriter json;
        json.begin_object().key("file").string(message.file);
        engine::write_verdict_answer(json, kept, verdict);
        json.end_object();
        text_ += json.take() + "\n";
    }

    void write_lines(const QueuedMessage& message, const engine::Appended& kept,
                     const model::Verdict& verdict) {
        constexpr std::size_t reasons_most = 12;
        const std::string outcome = base::ascii_upper(model::to_string(engine::outcome_now(kept)));
        text_ += fmt::format("{:<5}  {}  {} {}  {}{}\n", outcome, base::shown(message.file),
                             verdict.type.empty() ? "?" : verdict.type, base::shown(verdict.message_id),
                             kept.verdict.verdict_id,
                             kept.outcome == engine::AppendOutcome::replay ? "  (replay)" : "");
        if (engine::outcome_now(kept) != kept.verdict.outcome) {
            text_ += fmt::format("       hold   it passed and was held since (hold show {})\n",
                                 kept.verdict.verdict_id);
        }
        const auto counts = [&](const model::Reason& reason) {
            return reason.outcome != model::Outcome::pass;
        };
        const auto count = static_cast<std::size_t>(std::ranges::count_if(verdict.reasons, counts));
        std::size_t shown = 0;
        for (const model::Reason& reason : verdict.reasons) {
            if (!counts(reason)) {
                continue;
            }
            if (shown == reasons_most) {
                text_ += fmt::format("       ... and {} more reasons\n", count - shown);
                break;
            }
            const model::Finding& finding = reason.finding;
            const auto same_place = [&](const model::Reason& other) {
                return counts(other) && !finding.listing_id.empty() && other.finding.field == finding.field &&
                       other.finding.kind == finding.kind;
            };
            const auto first = std::ranges::find_if(verdict.reasons, same_place);
            if (first != verdict.reasons.end() && &*first != &reason) {
                continue;  // another listing at the same place: named with the first
            }
            ++shown;
            text_ += fmt::format("       {:<5}  {}{}{}\n", model::to_string(reason.outcome),
                                 base::shown(finding.field), finding.field.empty() ? "" : ": ",
                                 base::shown(finding.sentence, 240));
            const auto others = std::ranges::count_if(verdict.reasons, same_place);
            if (others > 1) {
                text_ += fmt::format("              and {} more {} there: {}\n", others - 1,
                                     others == 2 ? "listing" : "listings", listings_at(verdict, same_place));
            }
        }
    }

    // "eu EU.99001.1, uk AQD9901, ..." of all but the first.
    template <class SamePlace>
    static std::string listings_at(const model::Verdict& verdict, const SamePlace& same_place) {
        constexpr std::size_t named_most = 6;
        std::vector<std::string> named;
        bool first = true;
        for (const model::Reason& reason : verdict.reasons) {
            if (same_place(reason) && !std::exchange(first, false) && named.size() < named_most) {
                named.push_back(reason.finding.list + " " + base::shown(reason.finding.listing_id));
            }
        }
        return base::join(named, ", ");
    }

    const GlobalOptions& global_;
    std::string text_;
};

// One run: blocks of messages examined on all cores, recorded in order meanwhile.
class PayRun {
public:
    PayRun(const GlobalOptions& global, const PayOptions& options, const Session& session,
           const engine::PolicyFile& policy, std::shared_ptr<const engine::TradeTables> trade,
           engine::VerdictStore* store)
        : options_(options),
          policy_(policy),
          store_(store),
          schemas_(options.schemas),
          writer_(global),
          pool_(0),
          progress_(!global.quiet),
          snapshot_(*session.snapshot) {
        situation_.tenant = options.tenant;
        situation_.channel = options.channel;
        situation_.build = engine_build();
        situation_.supplement = options.supplement;
        situation_.trade = std::move(trade);
        if (options.coverage) {
            situation_.checks.emplace_back("coverage");
        }
        if (schemas_.wanted()) {
            situation_.checks.emplace_back("schemas");
        }
        situation_.policy.scheme = options.scheme;
        situation_.policy.lists = engine::list_states(session.statuses, session.missing_lists);
        const base::Date today = base::utc_day(wall_clock());
        for (const std::string& ground : options.grounds) {
            situation_.policy.grounds.push_back({ground, today});
        }
        recording_gate_ = std::make_unique<engine::PaymentGate>(snapshot_, policy_, situation_);
    }

    base::Result<PayTotals> run(const std::vector<std::string>& files) {
        std::uint64_t done = 0;
        for (const std::string& file : files) {
            MessageInput input = read_message_file(file);
            if (input.unread) {
                ++totals_.not_read;
                CORDON_TRY(take_message(file, std::move(input.bytes)));
            } else {
                CORDON_TRY(take(file, input.bytes));
            }
            progress_.show("files", ++done, files.size());
        }
        CORDON_TRY(finish_all());
        return totals_;
    }

private:
    base::Status take(const std::string& file, const std::string& bytes) {
        for (std::string& message : payments::split_messages(bytes)) {
            CORDON_TRY(take_message(file, std::move(message)));
        }
        return {};
    }

    base::Status take_message(const std::string& file, std::string message) {
        if (block_bytes_ + message.size() > block_bytes) {
            CORDON_TRY(finish_block());
        }
        block_bytes_ += message.size();
        block_.push_back({file, std::move(message), {}});
        return block_.size() == block_messages ? finish_block() : base::Status{};
    }

    // While one thread records the block before, the others examine this one.
    base::Status finish_block() {
        const std::size_t shares = (block_.size() + share_messages - 1) / share_messages;
        const std::size_t before = examined_.empty() ? 0 : 1;
        base::Status recorded;
        pool_.run(before + shares, [&](std::size_t number) {
            if (number < before) {
                recorded = record_block();
            } else {
                examine_share(number - before);
            }
        });
        examined_ = std::exchange(block_, {});
        block_bytes_ = 0;
        return recorded;
    }

    base::Status finish_all() {
        CORDON_TRY(finish_block());
        return finish_block();  // the block that the first one has examined
    }

    base::Status record_block() {
        std::vector<engine::ExaminedMessage> examined;
        examined.reserve(examined_.size());
        for (QueuedMessage& message : examined_) {
            CORDON_TRY(check_further(message));
            examined.push_back(std::move(message.examined));
        }
        CORDON_ASSIGN(const auto recorded, recorded_or_judged(examined));
        for (std::size_t at = 0; at < examined_.size(); ++at) {
            const engine::Appended& kept = recorded[at].kept;
            ++totals_.messages;
            ++totals_.by_outcome[static_cast<std::size_t>(engine::outcome_now(kept))];
            totals_.replays += kept.outcome == engine::AppendOutcome::replay ? 1U : 0U;
            writer_.write(examined_[at], kept, recorded[at].verdict);
        }
        if (store_ != nullptr) {
            CORDON_ASSIGN(const auto held, held_since(*store_, recorded));
            for (const engine::RecordedVerdict& one : held) {
                writer_.write({"", {}, {}}, one.kept, one.verdict);
            }
            totals_.held_since += held.size();
        }
        return {};
    }

    // As many gates as shares run at once; each remembers answers.
    std::unique_ptr<engine::PaymentGate> idle_gate() {
        const std::lock_guard lock(gates_lock_);
        if (gates_.empty()) {
            return std::make_unique<engine::PaymentGate>(snapshot_, policy_, situation_);
        }
        auto gate = std::move(gates_.back());
        gates_.pop_back();
        return gate;
    }

    void examine_share(std::size_t share) {
        auto gate = idle_gate();
        const std::size_t end = std::min(block_.size(), (share + 1) * share_messages);
        for (std::size_t at = share * share_messages; at < end; ++at) {
            block_[at].examined = gate->examine(block_[at].bytes);
        }
        const std::lock_guard lock(gates_lock_);
        gates_.push_back(std::move(gate));
    }

    base::Status check_further(QueuedMessage& message) {
        engine::ExaminedMessage& examined = message.examined;
        if (!examined.read) {
            return {};
        }
        if (schemas_.wanted()) {
            CORDON_TRY(schemas_.check(message.bytes, examined.payment));
        }
        if (options_.coverage) {
            const auto covered = payments::coverage(message.bytes, examined.payment);
            if (!covered) {
                examined.findings.push_back(checking_finding("coverage_failed", "", covered.error().message));
                return {};
            }
            totals_.texts += covered->texts;
            totals_.unseen += covered->unseen.size();
            for (const std::string& unseen : covered->unseen) {
                examined.findings.push_back(
                    checking_finding("unseen_text", unseen, "a text of the message was not screened"));
            }
        }
        return {};
    }

    base::Result<std::vector<engine::RecordedVerdict>> recorded_or_judged(
        const std::vector<engine::ExaminedMessage>& examined) {
        if (store_ != nullptr) {
            return engine::record_messages(*recording_gate_, *store_, examined, wall_clock());
        }
        std::vector<engine::RecordedVerdict> judged;
        for (const engine::ExaminedMessage& message : examined) {
            engine::RecordedVerdict& one = judged.emplace_back();
            one.verdict = recording_gate_->judge(message, {}, {});
            (void)engine::write_verdict(one.verdict);
            one.kept.verdict.verdict_id = one.verdict.id;
            one.kept.verdict.outcome = one.verdict.outcome;
        }
        return judged;
    }

    const PayOptions& options_;
    const engine::PolicyFile& policy_;
    engine::VerdictStore* store_;
    Schemas schemas_;
    VerdictWriter writer_;
    server::WorkerPool pool_;
    ProgressLine progress_;
    const engine::Snapshot& snapshot_;
    engine::GateSituation situation_;
    std::unique_ptr<engine::PaymentGate> recording_gate_;
    std::mutex gates_lock_;
    std::vector<std::unique_ptr<engine::PaymentGate>> gates_;
    std::vector<QueuedMessage> block_;
    std::vector<QueuedMessage> examined_;  // the block before, to be recorded
    std::size_t block_bytes_ = 0;
    PayTotals totals_;
};

int exit_code_of(const PayTotals& totals) {
    if (totals.by_outcome[static_cast<std::size_t>(model::Outcome::block)] > 0) {
        return exit_block;
    }
    return totals.by_outcome[static_cast<std::size_t>(model::Outcome::hold)] > 0 ? exit_hit : exit_success;
}

int run_check(const GlobalOptions& global, const PayOptions& options) {
    if (!options.policy.empty() && options.record) {
        return report({base::ErrorCode::invalid_input,
                       "--policy tries out a policy that nobody activated; add --dry-run, or activate it "
                       "(cordon policy activate)",
                       {}});
    }
    const auto use = options.record ? storage::RecordUse::write : storage::RecordUse::read;
    const auto policy = policy_or_active(global, options.policy, use);
    if (!policy) {
        return report(policy.error());
    }
    const auto files = message_files(options.path);
    if (!files) {
        return report(files.error());
    }
    const auto trade = open_trade_tables(global.home, "");
    if (!trade) {
        return report(trade.error());
    }
    const auto session = open_session(global, {});
    if (!session) {
        return report(session.error());
    }
    warn_stale(*session);
    std::unique_ptr<storage::VerdictRegistry> record;
    if (options.record) {
        auto opened = storage::VerdictRegistry::open(global.home, record_keeper(global));
        if (!opened) {
            return report(opened.error());
        }
        record = *std::move(opened);
    }
    const auto totals = PayRun(global, options, *session, *policy, *trade, record.get()).run(*files);
    if (record != nullptr) {
        if (const auto signed_log = record->checkpoint(wall_clock()); !signed_log) {
            return report(signed_log.error());
        }
    }
    if (!totals) {
        return report(totals.error());
    }
    const auto count = [&](model::Outcome outcome) {
        return totals->by_outcome[static_cast<std::size_t>(outcome)];
    };
    if (!global.quiet) {
        if (totals->not_read > 0) {
            print_message(fmt::format("{} of the files were not read: each is held as a whole{}",
                                      totals->not_read,
                                      record != nullptr ? " and recorded by its name" : ""));
        }
        print_message(fmt::format(
            "{} messages: {} pass, {} hold, {} block; {} seen before; {}", totals->messages,
            count(model::Outcome::pass), count(model::Outcome::hold), count(model::Outcome::block),
            totals->replays, record != nullptr ? "recorded" : "not recorded: these verdicts allow nothing"));
        if (totals->held_since > 0) {
            print_message(held_since_sentence(totals->held_since));
        }
        if (options.coverage) {
            print_message(fmt::format("coverage: {} texts, {} unseen", totals->texts, totals->unseen));
        }
    }
    return exit_code_of(*totals);
}

}  // namespace

void add_pay_commands(CLI::App& app, GlobalOptions& global, int& exit_code) {
    auto options = std::make_shared<PayOptions>();
    CLI::App* pay = app.add_subcommand("pay", "payment messages: pass, hold or block before money moves");
    pay->require_subcommand(1);
    CLI::App* check = pay->add_subcommand(
        "check", "screen ISO 20022, SWIFT MT and JSON messages and record a verdict for each");
    check->add_option("PATH", options->path, "a file, a folder with all below it, or - for standard input")
        ->required()
        ->type_name("");
    check->add_option("--tenant", options->tenant, "whose messages these are")
        ->type_name("NAME")
        ->capture_default_str();
    check->add_option("--channel", options->channel, "where they come from; message ids are unique within it")
        ->type_name("NAME")
        ->capture_default_str();
    check->add_option("--scheme", options->scheme, "scheme of the channel; default: told from each message")
        ->type_name("SCHEME");
    check
        ->add_option("--ground", options->grounds,
                     "a licence or carve-out of the policy that is claimed for these messages")
        ->type_name("ID");
    check
        ->add_option("--policy", options->policy,
                     "try out a policy file, with --dry-run; default: the policy of the home")
        ->type_name("FILE");
    check->add_option("--xsd", options->schemas, "validate ISO 20022 against the schemas in this folder")
        ->type_name("DIR");
    check->add_flag("--coverage", options->coverage,
                    "read each message a second time by other means and hold what was not screened");
    check->add_flag_callback(
        "--dry-run", [options] { options->record = false; }, "judge without recording; allows nothing");
    check->add_flag_callback(
        "--no-supplement", [options] { options->supplement = false; },
        "leave out the names of Cordon's own supplement");
    check->add_option("--format", global.format, "table (for people) or json (one object for each message)")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, OutputFormat>{{"table", OutputFormat::table},
                                                                        {"json", OutputFormat::json}},
                                    CLI::ignore_case)
                .description(""))
        ->type_name("FORMAT");
    check->callback([&global, &exit_code, options] { exit_code = run_check(global, *options); });
}

}  // namespace cordon::app
