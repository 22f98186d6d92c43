#include "cordon/record_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/parse.h"
#include "base/strings.h"
#include "codec/json.h"
#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/session.h"
#include "cordon/statement_commands.h"
#include "cordon/trade_home.h"
#include "cordon/witness_command.h"
#include "engine/audit_log.h"
#include "engine/hold_release.h"
#include "engine/kept_token.h"
#include "engine/list_standing.h"
#include "engine/release_token.h"
#include "engine/verdict_answer.h"
#include "storage/file_ops.h"
#include "storage/key_store.h"
#include "storage/record_audit.h"
#include "storage/record_file.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

namespace {

using base::ErrorCode;

struct RecordOptions {
    std::vector<std::string> keys;
    std::string proof;
    std::string checkpoint;
    std::string what;  // a leaf, a verdict, a file
    std::string reason;
    std::string token;  // file to write
    std::string at;
    std::uint64_t from = 0;
    std::uint64_t earlier = 0;  // leaves, of a proof of growth; 0: a leaf is proven
    std::uint64_t later = 0;    // 0: those of the newest checkpoint
    WitnessOptions witness;
    bool note = false;
    std::uint64_t count = 50;
    bool all = false;
};

// A checkpoint now, so that what happened until now can be proven.
base::Status sign_log(const GlobalOptions& global) {
    CORDON_TRY(
        storage::open_record_file(global.home, storage::RecordUse::read));  // of this layout, or refused
    CORDON_ASSIGN(const auto record, open_record(global, storage::RecordUse::write));
    return record->checkpoint(wall_clock());
}

int print_proof(const GlobalOptions& global, const RecordOptions& options) {
    const auto bytes = storage::read_file(options.proof);
    if (!bytes) {
        return report(bytes.error());
    }
    const auto proof = engine::open_leaf_proof(*bytes);
    if (!proof) {
        return report({proof.error().code, options.proof + ": " + proof.error().message, {}});
    }
    const auto keys = trusted_keys(global, options.keys);
    if (!keys) {
        return report(keys.error());
    }
    const engine::OpenedCheckpoint& point = proof->checkpoint;
    const storage::KnownKey* const signer = storage::known_key(*keys, point.key);
    const bool known = signer != nullptr && !storage::was_retired(*signer, point.head.made_at);
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("holds").boolean(true).key("key_known").boolean(known);
        json.key("leaf").integer(static_cast<std::int64_t>(proof->leaf)).key("text").string(proof->text);
        json.key("log_size").integer(static_cast<std::int64_t>(point.checkpoint.size));
        json.key("signed_at").string(base::to_string(point.head.made_at));
        json.key("key_id").string(base::key_id(point.key)).end_object();
        print(json.take() + "\n");
    } else {
        print(fmt::format("leaf {} of {}, signed {} with key {}{}\n{}\n", proof->leaf, point.checkpoint.size,
                          base::to_string(point.head.made_at), base::key_id(point.key),
                          signer != nullptr ? ", which is known here" : "", base::shown(proof->text, 4'000)));
    }
    if (signer != nullptr && !known) {
        print_message(
            fmt::format("cordon: the proof says that it was signed {}, and key {} was retired {}: whoever "
                        "has the old secret may have made it",
                        base::to_string(point.head.made_at), signer->id, base::to_string(*signer->until)));
        return exit_failure;
    }
    if (!known) {
        print_message(
            fmt::format("cordon: the proof holds, but key {} is not known here, so anybody may have "
                        "made it; name the signer's public key with --key",
                        base::key_id(point.key)));
        return exit_failure;
    }
    return exit_success;
}

void print_audit(const GlobalOptions& global, const storage::AuditReport& audit,
                 const std::optional<storage::WitnessReport>& witnesses) {
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        const auto number = [&json](std::string_view name, std::uint64_t value) {
            json.key(name).integer(static_cast<std::int64_t>(value));
        };
        json.begin_object().key("holds").boolean(audit.faults_found == 0);
        number("leaves", audit.leaves);
        number("verdicts", audit.verdicts);
        number("hold_events", audit.hold_events);
        number("tokens", audit.tokens);
        number("checkpoints", audit.checkpoints);
        number("unsigned_leaves", audit.unsigned_leaves);
        number("sealed_verdicts", audit.sealed_verdicts);
        number("erased_verdicts", audit.erased_verdicts);
        number("erased_leaves", audit.erased_leaves);
        json.key("root").string(audit.root);
        if (witnesses) {
            write_witnesses(json, *witnesses);
        }
        number("faults_found", audit.faults_found);
        json.key("faults").begin_array();
        for (const std::string& fault : audit.faults) {
            json.string(fault);
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return;
    }
    for (const std::string& fault : audit.faults) {
        print(fmt::format("fault: {}\n", base::shown(fault, 600)));
    }
    print(fmt::format(
        "{}: {} verdicts, {} steps of holds, {} tokens; {} leaves, {} checkpoints, {} leaves "
        "since the last one\n",
        audit.faults_found == 0 ? "the record holds" : fmt::format("{} faults", audit.faults_found),
        audit.verdicts, audit.hold_events, audit.tokens, audit.leaves, audit.checkpoints,
        audit.unsigned_leaves));
    print(audit.sealed_verdicts == 0 && audit.erased_verdicts == 0
              ? "content: readable by whoever reads the file; cordon keys new makes a key that seals it\n"
              : fmt::format("content: {} verdicts sealed, {} erased, {} readable\n", audit.sealed_verdicts,
                            audit.erased_verdicts,
                            audit.verdicts - audit.sealed_verdicts - audit.erased_verdicts));
    if (witnesses) {
        print_witnesses(*witnesses);
    }
}

int run_audit_verify(const GlobalOptions& global, const RecordOptions& options) {
    if (!options.proof.empty()) {
        return print_proof(global, options);
    }
    const auto keys = trusted_keys(global, options.keys);
    if (!keys) {
        return report(keys.error());
    }
    std::string anchor;
    if (!options.checkpoint.empty()) {
        auto bytes = storage::read_file(options.checkpoint);
        if (!bytes) {
            return report(bytes.error());
        }
        anchor = *std::move(bytes);
    }
    auto audit = storage::audit_record(global.home, *keys, anchor, global.data_key);
    if (!audit) {
        return report(audit.error());
    }
    std::optional<storage::WitnessReport> witnesses;
    if (!options.witness.witnesses.empty()) {
        auto checked = run_witness_check(global, options.witness);
        if (!checked) {
            return report(checked.error());
        }
        witnesses = *std::move(checked);
        audit->faults_found += witnesses->faults.size();
        audit->faults.insert(audit->faults.end(), witnesses->faults.begin(), witnesses->faults.end());
    }
    print_audit(global, *audit, witnesses);
    return audit->faults_found == 0 ? exit_success : exit_failure;
}

int run_audit_show(const GlobalOptions& global, const RecordOptions& options) {
    const auto lines = storage::audit_lines(global.home, options.from, options.count, global.data_key);
    if (!lines) {
        return report(lines.error());
    }
    for (const storage::AuditLine& line : *lines) {
        if (global.format == OutputFormat::json) {
            codec::JsonWriter json;
            json.begin_object().key("leaf").integer(static_cast<std::int64_t>(line.leaf));
            json.key("hash").string(line.hash).key("text").string(line.text);
            json.key("erased").string(line.erased).end_object();
            print(json.take() + "\n");
        } else {
            print(fmt::format("{}  {}  {}\n", line.leaf, line.hash.substr(0, 16),
                              !line.erased.empty() ? base::shown(line.erased, 1'000)
                              : line.text.empty()  ? "no row stands for this leaf: run cordon audit verify"
                                                   : base::shown(line.text, 4'000)));
        }
    }
    return exit_success;
}

base::Result<std::string> prove(const GlobalOptions& global, const std::string& what) {
    CORDON_TRY(sign_log(global));
    auto leaf = base::parse_number<std::uint64_t>(what);
    if (!leaf) {
        CORDON_ASSIGN(const auto record, open_record(global, storage::RecordUse::read));
        CORDON_ASSIGN(const engine::StoredVerdict verdict, record->verdict(what));
        leaf = verdict.leaf;
    }
    return storage::prove_leaf(global.home, *leaf, global.data_key);
}

int run_audit_prove(const GlobalOptions& global, const RecordOptions& options) {
    if (options.what.empty() == (options.earlier == 0)) {
        print_message("cordon: name a leaf or a verdict, or --consistency with a number of leaves");
        return exit_usage;
    }
    const auto proof =
        options.earlier == 0
            ? prove(global, options.what)
            : storage::prove_growth(global.home, options.earlier,
                                    options.later == 0 ? std::nullopt : std::optional(options.later));
    if (!proof) {
        return report(proof.error());
    }
    print(*proof);
    return exit_success;
}

int run_audit_checkpoint(const GlobalOptions& global, const RecordOptions& options) {
    if (const base::Status done = sign_log(global); !done) {
        return report(done.error());
    }
    const auto newest =
        options.note ? checkpoint_note(global) : storage::newest_checkpoint(global.home, global.data_key);
    if (!newest) {
        return report(newest.error());
    }
    print(*newest);
    return exit_success;
}

int run_hold_list(const GlobalOptions& global, const RecordOptions& options) {
    const auto record = open_record(global, storage::RecordUse::read);
    if (!record) {
        return report(record.error());
    }
    const auto page = (*record)->holds({.decided_too = options.all, .holds_max = options.count});
    if (!page) {
        return report(page.error());
    }
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("truncated").boolean(page->truncated).key("holds").begin_array();
        for (const engine::Hold& hold : page->holds) {
            engine::write_hold(json, hold);
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return exit_success;
    }
    Table table;
    table.header = {"verdict", "message", "outcome", "state", "since", "last step by", "reason"};
    for (const engine::Hold& hold : page->holds) {
        table.rows.push_back({hold.verdict.verdict_id, hold.verdict.key.message_id,
                              std::string(model::to_string(hold.verdict.outcome)),
                              std::string(to_string(hold.state)), base::to_string(hold.events.front().at),
                              hold.events.back().principal, hold.events.back().reason});
    }
    print(table.rows.empty() ? "nothing is held\n" : table.text());
    if (page->truncated) {
        print_message(fmt::format("cordon: there are more than these {}; ask with --count", options.count));
    }
    return exit_success;
}

std::string allowed_by(const engine::HoldEvent& event) {
    if (event.policy_sha256.empty()) {
        return {};
    }
    return fmt::format(" ({} by policy {:.12})",
                       event.block_allowed ? "a block may be released" : "one person decides",
                       event.policy_sha256);
}

int run_hold_show(const GlobalOptions& global, const RecordOptions& options) {
    const auto record = open_record(global, storage::RecordUse::read);
    if (!record) {
        return report(record.error());
    }
    const auto hold = (*record)->hold(options.what);
    if (!hold) {
        return report(hold.error());
    }
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        engine::write_hold(json, *hold);
        print(json.take() + "\n");
        return exit_success;
    }
    const engine::StoredVerdict& verdict = hold->verdict;
    print(fmt::format("{}: {}, hold {}\nmessage {} of {}, channel {}, {}\n", verdict.verdict_id,
                      model::to_string(verdict.outcome), to_string(hold->state),
                      base::shown(verdict.key.message_id), base::shown(verdict.key.tenant),
                      base::shown(verdict.key.channel), base::to_string(verdict.at)));
    for (const engine::HoldEvent& event : hold->events) {
        print(fmt::format("  {}  {} by {}: {}{}\n", base::to_string(event.at), to_string(event.step),
                          base::shown(event.principal), base::shown(event.reason, 400), allowed_by(event)));
    }
    return exit_success;
}

base::Result<engine::ReleaseStep> decide(const GlobalOptions& global, engine::VerdictStore& record,
                                         const RecordOptions& options, bool release) {
    const engine::HoldDecision decision{.verdict_id = options.what,
                                        .principal = global.principal,
                                        .reason = options.reason,
                                        .release = release,
                                        .at = wall_clock()};
    if (!release) {
        return engine::reject_hold(record, decision);
    }
    CORDON_ASSIGN(const Session session, open_session(global, {}));
    CORDON_ASSIGN(const engine::PolicyFile policy, load_active_policy(global));
    CORDON_ASSIGN(auto trade, open_trade_tables(global.home, ""));
    const engine::ReleaseGrounds grounds{*session.snapshot, policy,
                                         engine::list_states(session.statuses, session.missing_lists),
                                         engine_build(), std::move(trade)};
    return engine::release_hold(grounds, record, decision, [&global] {
        return storage::KeyStore(global.home).signing_key(wall_clock(), global.principal);
    });
}

int run_hold_decide(const GlobalOptions& global, const RecordOptions& options, bool release) {
    const auto record = open_record(global, storage::RecordUse::write);
    if (!record) {
        return report(record.error());
    }
    const auto step = decide(global, **record, options, release);
    if (!step) {
        return report(step.error());
    }
    if (step->state == engine::HoldState::released) {
        if (options.token.empty()) {
            print(step->token + "\n");
        } else if (const auto written = write_whole_file(options.token, step->token + "\n"); !written) {
            return report(written.error());
        }
        print_message(fmt::format("{}; the token is {} and good for 15 minutes", outcome_sentence(*step),
                                  options.token.empty() ? "on standard output" : options.token));
        return exit_success;
    }
    print(outcome_sentence(*step) + "\n");
    return exit_success;
}

// Tokens of this house, by its record. Without one, as where payments are released, the signature must do.
base::Status check_not_withdrawn(const GlobalOptions& global, const engine::ReleaseToken& token,
                                 base::Instant at) {
    CORDON_ASSIGN(const std::vector<storage::KnownKey> own, storage::KeyStore(global.home).keys());
    if (!storage::exists(storage::record_path(global.home)) ||
        storage::known_key(own, token.key) == nullptr) {
        return {};
    }
    CORDON_ASSIGN(const auto record, open_record(global, storage::RecordUse::read));
    CORDON_ASSIGN(const std::vector<engine::KeptToken> kept, record->tokens(token.verdict_id));
    return engine::check_kept_token(kept, token, at);
}

int run_token_verify(const GlobalOptions& global, const RecordOptions& options) {
    const auto bytes = storage::read_file(options.what);
    if (!bytes) {
        return report(bytes.error());
    }
    const auto keys = trusted_keys(global, options.keys);
    if (!keys) {
        return report(keys.error());
    }
    base::Instant at = wall_clock();
    if (!options.at.empty()) {
        const auto given = base::parse_instant(options.at);
        if (!given) {
            return report(given.error());
        }
        at = *given;
    }
    const auto token = engine::verify_release_token(
        *bytes,
        [&keys](const base::PublicKey& key, base::Instant signed_at) {
            return storage::check_signer(*keys, key, signed_at);
        },
        at);
    if (!token) {
        return report(token.error());
    }
    if (const auto stands = check_not_withdrawn(global, *token, at); !stands) {
        return report(stands.error());
    }
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("holds").boolean(true).key("verdict_id").string(token->verdict_id);
        json.key("content_sha256").string(token->content_sha256).key("kind").string(to_string(token->kind));
        json.key("issued").string(base::to_string(token->issued));
        json.key("expires").string(base::to_string(token->expires)).end_object();
        print(json.take() + "\n");
        return exit_success;
    }
    print(fmt::format("valid until {}: {} token of {} for the message {}\n", base::to_string(token->expires),
                      to_string(token->kind), base::shown(token->verdict_id), token->content_sha256));
    return exit_success;
}

void add_keys(CLI::App& command, RecordOptions& options) {
    command
        .add_option("--key", options.keys,
                    "a public key to trust beside this home's own: a .pub file or its 64 letters")
        ->type_name("KEY");
}

using Options = std::shared_ptr<RecordOptions>;

void add_audit(CLI::App& app, GlobalOptions& global, int& exit_code, const Options& options) {
    CLI::App* audit = app.add_subcommand("audit", "the signed log of everything that was decided here");
    audit->require_subcommand(1);
    CLI::App* verify = audit->add_subcommand("verify", "is the record what it was when it was signed?");
    CLI::Option* proof =
        verify->add_option("--proof", options->proof, "check this proof instead; needs no record")
            ->type_name("FILE");
    verify
        ->add_option("--checkpoint", options->checkpoint,
                     "a checkpoint kept elsewhere; the log must begin with what it signs")
        ->type_name("FILE")
        ->excludes(proof);
    add_witness_options(*verify, options->witness);
    add_keys(*verify, *options);
    add_output_format(*verify, global.format);
    verify->callback([&global, &exit_code, options] { exit_code = run_audit_verify(global, *options); });
    CLI::App* show = audit->add_subcommand("show", "the leaves of the log, one a line");
    show->add_option("--from", options->from, "the first leaf to show")->type_name("LEAF");
    show->add_option("--count", options->count, "how many")
        ->check(CLI::Range(1, 1'000'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    add_output_format(*show, global.format);
    show->callback([&global, &exit_code, options] { exit_code = run_audit_show(global, *options); });
    CLI::App* prove = audit->add_subcommand(
        "prove", "a proof for outsiders that a leaf stands in the log, or that the log only grew");
    CLI::Option* leaf =
        prove->add_option("LEAF", options->what, "its number, or a verdict's id")->type_name("");
    CLI::Option* consistency =
        prove
            ->add_option("--consistency", options->earlier,
                         "instead: that the log begins with the so many leaves that a witness saw")
            ->check(CLI::PositiveNumber.description(""))
            ->type_name("LEAVES")
            ->excludes(leaf);
    prove
        ->add_option("--to", options->later,
                     "and has grown to so many (default: those of the newest checkpoint)")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("LEAVES")
        ->needs(consistency);
    prove->callback([&global, &exit_code, options] { exit_code = run_audit_prove(global, *options); });
    CLI::App* checkpoint =
        audit->add_subcommand("checkpoint", "sign where the log stands; keep the output elsewhere");
    checkpoint
        ->add_option_function<std::string>(
            "--format", [options](const std::string& word) { options->note = word == "note"; },
            "json (a signed statement) or note (the text that witnesses cosign)")
        ->check(CLI::IsMember({"json", "note"}).description(""))
        ->type_name("FORMAT");
    checkpoint->callback(
        [&global, &exit_code, options] { exit_code = run_audit_checkpoint(global, *options); });
    add_witness_commands(*audit, global, exit_code);
}

void add_holds(CLI::App& app, GlobalOptions& global, int& exit_code, const Options& options) {
    CLI::App* hold = app.add_subcommand("hold", "payments that wait for two people");
    hold->require_subcommand(1);
    CLI::App* list = hold->add_subcommand("list", "what is held, oldest first");
    list->add_flag("--all", options->all, "those decided too");
    list->add_option("--count", options->count, "at most so many")
        ->check(CLI::Range(1, 1'000'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    add_output_format(*list, global.format);
    list->callback([&global, &exit_code, options] { exit_code = run_hold_list(global, *options); });
    CLI::App* show = hold->add_subcommand("show", "one hold, and every step of it");
    show->add_option("VERDICT", options->what, "the verdict's id, or its beginning")
        ->required()
        ->type_name("");
    add_output_format(*show, global.format);
    show->callback([&global, &exit_code, options] { exit_code = run_hold_show(global, *options); });
    for (const bool release : {true, false}) {
        CLI::App* decide = hold->add_subcommand(release ? "release" : "reject",
                                                release ? "let the payment go: the first person proposes, a "
                                                          "second one confirms, or one decides where "
                                                          "the policy says so"
                                                        : "refuse it for good: the first person proposes, a "
                                                          "second one confirms, or one decides where "
                                                          "the policy says so");
        decide->add_option("VERDICT", options->what, "the verdict's id, or its beginning")
            ->required()
            ->type_name("");
        decide->add_option("--reason", options->reason, "why, for the record")->required()->type_name("TEXT");
        if (release) {
            decide->add_option("--token", options->token, "write the release token to this file")
                ->type_name("FILE");
        }
        decide->callback([&global, &exit_code, options, release] {
            exit_code = run_hold_decide(global, *options, release);
        });
    }
}

}  // namespace

void add_record_commands(CLI::App& app, GlobalOptions& global, int& exit_code) {
    const auto options = std::make_shared<RecordOptions>();
    add_audit(app, global, exit_code, options);
    add_holds(app, global, exit_code, options);
    CLI::App* token =
        app.add_subcommand("token", "release tokens: the signed word that a payment may go out");
    token->require_subcommand(1);
    CLI::App* verify = token->add_subcommand("verify", "does this token hold now, and for which message?");
    verify->add_option("FILE", options->what, "the token")->required()->type_name("");
    verify->add_option("--at", options->at, "instead of now: 2026-01-09T12:00:00Z")->type_name("TIME");
    add_keys(*verify, *options);
    add_output_format(*verify, global.format);
    verify->callback([&global, &exit_code, options] { exit_code = run_token_verify(global, *options); });
}

}  // namespace cordon::app
