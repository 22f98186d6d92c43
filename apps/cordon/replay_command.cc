#include "cordon/replay_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

#include "base/strings.h"
#include "codec/json.h"
#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/statement_commands.h"
#include "cordon/trade_home.h"
#include "engine/verdict_replay.h"
#include "server/worker_pool.h"
#include "storage/list_registry.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

namespace {

struct ReplayOptions {
    std::string verdict;
    std::uint64_t from = 0;
    bool all = false;
};

struct Counts {
    std::uint64_t identical = 0;
    std::uint64_t different = 0;
    std::uint64_t failed = 0;
    std::uint64_t erased = 0;
    std::uint64_t other_build = 0;  // among the identical and the different
    [[nodiscard]] bool well() const { return different == 0 && failed == 0; }
};

void print_one(const GlobalOptions& global, const engine::StoredVerdict& kept,
               const base::Result<engine::ReplayedVerdict>& replayed) {
    std::string state = kept.erased.empty() ? "cannot be derived" : "erased";
    std::string why;
    if (!replayed) {
        why = replayed.error().message;
    } else {
        why = replayed->difference;
        state = replayed->identical ? "identical" : "different";
        if (!replayed->same_build) {
            state = replayed->identical ? "same outcome, other build" : "other outcome, other build";
        }
    }
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json;
        json.begin_object().key("verdict_id").string(kept.verdict_id);
        json.key("leaf").integer(static_cast<std::int64_t>(kept.leaf)).key("replay").string(state);
        json.key("kept").string(model::to_string(kept.outcome));
        if (replayed) {
            json.key("derived").string(model::to_string(replayed->derived.outcome));
            json.key("kept_build").string(replayed->kept.build);
        }
        json.key("difference").string(why).end_object();
        print(json.take() + "\n");
        return;
    }
    print(
        fmt::format("{}: {}{}{}\n", kept.verdict_id, state, why.empty() ? "" : ": ", base::shown(why, 800)));
}

class Replaying {
public:
    Replaying(const GlobalOptions& global, engine::VerdictReplay& replay, bool every)
        : global_{global}, replay_{replay}, every_{every} {}

    void add(const engine::StoredVerdict& kept) {
        if (!kept.erased.empty()) {
            ++counts_.erased;
            if (!every_) {
                print_one(global_, kept, base::fail(base::ErrorCode::not_found, kept.erased));
            }
            return;
        }
        const auto replayed = replay_.replay(kept);
        const bool well = replayed && replayed->identical;
        ++(well ? counts_.identical : replayed ? counts_.different : counts_.failed);
        if (replayed && !replayed->same_build) {
            ++counts_.other_build;
        }
        if (!well || !every_) {
            print_one(global_, kept, replayed);
        }
    }
    [[nodiscard]] const Counts& counts() const { return counts_; }

private:
    const GlobalOptions& global_;
    engine::VerdictReplay& replay_;
    bool every_ = false;
    Counts counts_;
};

void print_counts(const GlobalOptions& global, const Counts& counts) {
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json;
        const auto number = [&json](std::string_view name, std::uint64_t value) {
            json.key(name).integer(static_cast<std::int64_t>(value));
        };
        json.begin_object();
        number("identical", counts.identical);
        number("different", counts.different);
        number("not_derived", counts.failed);
        number("of_other_builds", counts.other_build);
        number("erased", counts.erased);
        json.end_object();
        print(json.take() + "\n");
        return;
    }
    print(fmt::format("{} verdicts derived again: {} identical, {} different; {} could not be derived\n",
                      counts.identical + counts.different, counts.identical, counts.different,
                      counts.failed));
    if (counts.erased != 0) {
        print(fmt::format("{} more were erased\n", counts.erased));
    }
    if (counts.other_build != 0) {
        print(fmt::format("{} of them are by another build: only their outcome was compared\n",
                          counts.other_build));
    }
}

base::Result<Counts> replay_them(const GlobalOptions& global, const ReplayOptions& options) {
    CORDON_ASSIGN(const auto record, open_record(global, storage::RecordUse::read));
    CORDON_ASSIGN(const auto lists, storage::ListRegistry::open(global.home));
    server::WorkerPool pool(0);
    engine::Hooks hooks;
    hooks.parallel_for = [&pool](std::size_t count, const auto& body) { pool.run(count, body); };
    engine::VerdictReplay replay(
        *record, *lists, lists->snapshot_cache(), engine_build(), hooks,
        [&global](const std::vector<std::string>& own) { return trade_tables_named(global.home, own); });
    Replaying replaying(global, replay, options.all);
    if (options.all) {
        CORDON_TRY(record->for_each_verdict(options.from, [&](const engine::StoredVerdict& kept) {
            replaying.add(kept);
            return base::Status();
        }));
        print_counts(global, replaying.counts());
    } else {
        CORDON_ASSIGN(const engine::StoredVerdict kept, record->verdict(options.verdict));
        replaying.add(kept);
    }
    return replaying.counts();
}

int run_replay(const GlobalOptions& global, const ReplayOptions& options) {
    if (options.all != options.verdict.empty()) {
        print_message("cordon: give a verdict's id, or --all");
        return exit_usage;
    }
    const auto counts = replay_them(global, options);
    if (!counts) {
        return report(counts.error());
    }
    return counts->well() ? exit_success : exit_failure;
}

}  // namespace

void add_replay_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    const auto options = std::make_shared<ReplayOptions>();
    CLI::App* replay = app.add_subcommand(
        "replay", "derive kept verdicts again from what they name, and compare every byte");
    replay->add_option("VERDICT", options->verdict, "the verdict's id, or its beginning")->type_name("");
    replay->add_flag("--all", options->all, "every verdict of the record");
    replay->add_option("--from", options->from, "with --all: from this leaf of the audit log on")
        ->type_name("LEAF");
    add_output_format(*replay, global.format);
    replay->callback([&global, &exit_code, options] { exit_code = run_replay(global, *options); });
}

}  // namespace cordon::app
