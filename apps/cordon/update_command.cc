// cordon lists update: fetch the configured publishers, import what is new; one publisher's failure touches
// no other.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/strings.h"
#include "codec/json.h"
#include "cordon/build_info.h"
#include "cordon/commands.h"
#include "cordon/import_report.h"
#include "cordon/session.h"
#include "server/list_fetcher.h"
#include "storage/file_ops.h"

namespace cordon::app {

namespace {

struct Outcome {
    std::string list;
    std::string status;  // "imported", "not modified", "quarantined", "failed"
    std::string sentence;
    std::string version;
};

int write_configuration(const GlobalOptions& global) {
    const std::string path = global.home + "/cordon.toml";
    if (storage::exists(path)) {
        return report(
            {base::ErrorCode::conflict, path + " is there already; edit it, or move it away first", {}});
    }
    storage::FileOps ops;
    auto written = ops.make_folder_and_parents(global.home);
    if (written) {
        written = ops.write_file(path, server::default_configuration_text());
    }
    if (!written) {
        return report(written.error());
    }
    print(path + " written\n");
    return exit_success;
}

base::Result<std::vector<server::Publisher>> chosen(const server::Configuration& configuration,
                                                    const std::vector<std::string>& lists) {
    std::vector<server::Publisher> publishers;
    for (const server::ListConfiguration& list : configuration.lists) {
        const bool named = std::ranges::find(lists, list.publisher.list) != lists.end();
        if (named || (lists.empty() && list.enabled)) {
            publishers.push_back(list.publisher);
        }
    }
    for (const std::string& list : lists) {
        if (std::ranges::none_of(publishers, [&](const auto& publisher) { return publisher.list == list; })) {
            return base::fail(
                base::ErrorCode::not_found,
                fmt::format("no publisher is configured for the list '{}'; see cordon.toml", list));
        }
    }
    return publishers;
}

// What the store knows of earlier fetches; a validator is sent only when its content is the active version.
base::Result<std::map<std::string, server::Validators>> known_validators(engine::ListStore& store) {
    CORDON_ASSIGN(const auto states, store.fetch_states());
    CORDON_ASSIGN(const auto versions, store.versions());
    std::map<std::string, server::Validators> known;
    for (const engine::FetchState& state : states) {
        const bool in_use = std::ranges::any_of(versions, [&](const model::ListVersion& version) {
            const auto seen = version.confirmed_at ? version.confirmed_at : version.fetched_at;
            return version.list == state.publisher && version.state == model::VersionState::active && seen &&
                   state.last_success && *seen >= *state.last_success;
        });
        if (in_use) {
            known[state.url] = {state.etag, state.last_modified};
        }
    }
    return known;
}

base::Result<Outcome> confirm_unchanged(engine::ListStore& store, const server::Publisher& publisher,
                                        const GlobalOptions& global, base::Instant now) {
    CORDON_ASSIGN(const auto versions, store.versions());
    for (const model::ListVersion& version : versions) {
        if (version.list == publisher.list && version.state == model::VersionState::active) {
            CORDON_TRY(store.confirm(version.list, version.version, now, global.principal));
            return Outcome{publisher.list, "not modified", "not modified since the last fetch",
                           version.version};
        }
    }
    return base::fail(base::ErrorCode::conflict, "answered 'not modified' though no version is active");
}

base::Result<Outcome> import_fetched(engine::ListStore& store, const server::FetchOutcome& fetched,
                                     const GlobalOptions& global, const engine::GateLimits& limits,
                                     const engine::Hooks& hooks, base::Instant now) {
    engine::ImportRequest request;
    for (const server::FetchedFile& file : *fetched.files) {
        request.files.push_back({file.name, file.bytes});
    }
    request.forced_list = fetched.publisher.list;
    request.principal = global.principal;
    request.now = now;
    request.fetched_at = now;
    CORDON_ASSIGN(const auto imported, engine::import_list(store, request, limits, hooks));
    Outcome outcome{fetched.publisher.list, "imported", import_sentence(imported), imported.version.version};
    if (imported.version.state == model::VersionState::quarantined) {
        outcome.status = "quarantined";
    } else if (imported.unchanged) {
        outcome.status = "unchanged";
    }
    return outcome;
}

// `now` is the instant that the version got as well: known_validators compares the two.
void note_fetch(engine::ListStore& store, const server::FetchOutcome& fetched, const Outcome& outcome,
                base::Instant now) {
    const bool good = outcome.status != "failed" && outcome.status != "quarantined";
    for (std::size_t at = 0; at < fetched.publisher.files.size(); ++at) {
        const std::string& url = fetched.publisher.files[at].url;
        const auto before = store.fetch_state(fetched.publisher.list, url);
        engine::FetchState state = before && *before ? **before : engine::FetchState{};
        state.publisher = fetched.publisher.list;
        state.url = url;
        state.last_attempt = now;
        state.last_error = good ? "" : outcome.sentence;
        if (good) {
            state.last_success = state.last_attempt;
            if (const server::FetchedFile& file = (*fetched.files)[at]; !file.not_modified) {
                state.etag = file.etag;
                state.last_modified = file.last_modified;
            }
        }
        if (const auto put = store.put_fetch_state(state); !put) {
            print_message("cordon: " + put.error().message);
        }
    }
}

base::Result<std::vector<Outcome>> update(const GlobalOptions& global, const UpdateOptions& options) {
    CORDON_ASSIGN(auto configuration, read_configuration(global.home));
    configuration.rules.version = engine_build();
    CORDON_ASSIGN(const auto publishers, chosen(configuration, options.lists));
    CORDON_ASSIGN(const auto registry, storage::ListRegistry::open(global.home));
    CORDON_ASSIGN(const auto validators, known_validators(*registry));
    ProgressLine progress(!global.quiet);
    std::map<std::string, server::FetchProgress, std::less<>> running;
    const auto fetched = server::fetch_all(
        publishers,
        [&](std::string_view url) {
            const auto found = validators.find(std::string(url));
            return found == validators.end() ? server::Validators{} : found->second;
        },
        configuration.limits, configuration.rules,
        [&](const server::FetchProgress& one) {
            running.insert_or_assign(std::string(one.list), one);
            std::uint64_t done = 0;
            for (const auto& [list, state] : running) {
                done += state.bytes_done;
            }
            progress.show(fmt::format("fetching {} lists, bytes", publishers.size()), done, 0);
        });
    CORDON_ASSIGN(const auto lock, lock_imports(global.home));
    server::WorkerPool pool(0);
    const engine::Hooks hooks = import_hooks(pool, progress);
    std::vector<Outcome> outcomes;
    for (const server::FetchOutcome& one : fetched) {
        Outcome outcome{one.publisher.list, "failed", "", ""};
        const base::Instant now = wall_clock();
        if (!one.files) {
            outcome.sentence = one.files.error().message;
        } else {
            const bool unchanged = std::ranges::all_of(*one.files, &server::FetchedFile::not_modified);
            auto done = unchanged
                            ? confirm_unchanged(*registry, one.publisher, global, now)
                            : import_fetched(*registry, one, global, gate_limits(configuration), hooks, now);
            if (done) {
                outcome = *std::move(done);
            } else {
                outcome.sentence = done.error().message + "; the active version stays";
            }
        }
        note_fetch(*registry, one, outcome, now);
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

}  // namespace

int run_update(const GlobalOptions& global, const UpdateOptions& options) {
    if (options.write_configuration) {
        return write_configuration(global);
    }
    const auto outcomes = update(global, options);
    if (!outcomes) {
        return report(outcomes.error());
    }
    const bool failed = std::ranges::any_of(*outcomes, [](const Outcome& outcome) {
        return outcome.status == "failed" || outcome.status == "quarantined";
    });
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("lists").begin_array();
        for (const Outcome& outcome : *outcomes) {
            json.begin_object().key("list").string(outcome.list).key("status").string(outcome.status);
            json.key("version").string(outcome.version).key("message").string(outcome.sentence).end_object();
        }
        json.end_array().end_object();
        print(json.take() + "\n");
    } else {
        Table table;
        table.header = {"list", "status", "what"};
        for (const Outcome& outcome : *outcomes) {
            table.rows.push_back({outcome.list, outcome.status, outcome.sentence});
        }
        print(table.text());
    }
    return failed ? exit_failure : exit_success;
}

}  // namespace cordon::app
