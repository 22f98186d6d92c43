#include "cordon/backup_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "codec/json.h"
#include "cordon/build_info.h"
#include "cordon/statement_commands.h"
#include "storage/home_backup.h"
#include "storage/key_store.h"

namespace cordon::app {

namespace {

using storage::BackupReport;

struct BackupOptions {
    std::string place;
    std::vector<std::string> keys;
    bool with_keys = false;
};

void print_backup(const GlobalOptions& global, std::string_view what, const BackupReport& report) {
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("files").integer(static_cast<std::int64_t>(report.files.size()));
        json.key("bytes").integer(static_cast<std::int64_t>(report.bytes));
        json.key("leaves").integer(static_cast<std::int64_t>(report.leaves)).key("root").string(report.root);
        json.key("with_keys").boolean(report.with_keys).key("key_id").string(report.key_id);
        json.key("key_known").boolean(report.key_known).key("made_by").string(report.taken_by);
        json.key("made_at").string(base::to_string(report.taken_at)).key("left_out").begin_array();
        for (const std::string& path : report.left_out) {
            json.string(path);
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return;
    }
    print(fmt::format("{}: {} files, {} bytes, of {} by {}\n", what, report.files.size(), report.bytes,
                      base::to_string(report.taken_at), base::shown(report.taken_by)));
    print(report.root.empty() ? "it holds no record of verdicts\n"
                              : fmt::format("audit log: {} leaves, root {}\n", report.leaves, report.root));
    print(fmt::format("signed with key {}; {}\n", report.key_id,
                      report.with_keys ? "the secret keys are in it: keep it as you keep them"
                                       : "without the secret keys"));
    if (!report.left_out.empty()) {
        print(fmt::format("left out: {}\n", base::shown(base::join(report.left_out, ", "), 2'000)));
    }
}

int run_backup(const GlobalOptions& global, const BackupOptions& options) {
    const auto report_of = storage::back_up(
        global.home, options.place, {global.principal, engine_build(), wall_clock(), options.with_keys});
    if (!report_of) {
        return report(report_of.error());
    }
    print_backup(global, "backed up to " + base::shown(options.place, 1'000), *report_of);
    return exit_success;
}

// The keys named, or else those of the home.
base::Result<std::vector<base::PublicKey>> trusted(const GlobalOptions& global,
                                                   const BackupOptions& options) {
    CORDON_ASSIGN(const std::vector<storage::KnownKey> known, trusted_keys(global, options.keys));
    std::vector<base::PublicKey> keys;
    for (const storage::KnownKey& key : known) {
        keys.push_back(key.key);
    }
    return keys;
}

int finish(const GlobalOptions& global, std::string_view what, const base::Result<BackupReport>& done) {
    if (!done) {
        return report(done.error());
    }
    print_backup(global, what, *done);
    if (!done->key_known) {
        print_message(fmt::format(
            "cordon: everything is as key {} signed it, but nobody here knows that key; compare it with what "
            "the home's keeper wrote down, or name the home's public key with --key",
            done->key_id));
    }
    return exit_success;
}

int run_verify(const GlobalOptions& global, const BackupOptions& options) {
    const auto keys = trusted(global, options);
    if (!keys) {
        return report(keys.error());
    }
    return finish(global, "the backup holds", storage::verify_backup(options.place, *keys));
}

int run_restore(const GlobalOptions& global, const BackupOptions& options) {
    const auto keys = trusted(global, options);
    if (!keys) {
        return report(keys.error());
    }
    return finish(global, "restored into " + base::shown(global.home, 1'000),
                  storage::restore(options.place, global.home, *keys));
}

void add_key(CLI::App& command, BackupOptions& options) {
    command
        .add_option("--key", options.keys,
                    "the public key that must have signed it: a .pub file or its 64 letters")
        ->type_name("KEY");
}

}  // namespace

void add_backup_commands(CLI::App& app, GlobalOptions& global, int& exit_code) {
    const auto options = std::make_shared<BackupOptions>();
    CLI::App* backup =
        app.add_subcommand("backup", "copy the home as it is at one moment, while services go on working");
    CLI::App* verify =
        backup->add_subcommand("verify", "are all files of a backup as they were signed, and the audit log?");
    verify->add_option("DIR", options->place, "the backup")->required()->type_name("");
    add_key(*verify, *options);
    add_output_format(*verify, global.format);
    verify->callback([&global, &exit_code, options] { exit_code = run_verify(global, *options); });
    backup->add_option("DIR", options->place, "the folder to make; it must not stand yet")->type_name("");
    backup->add_flag("--with-keys", options->with_keys,
                     "secret keys too (*.key, *.pem); whoever has such a backup can sign for this home");
    add_output_format(*backup, global.format);
    backup->callback([&global, &exit_code, options, backup] {
        if (!backup->get_subcommands().empty()) {
            return;
        }
        if (options->place.empty()) {
            print_message("cordon: name the folder to back up to: cordon backup DIR");
            exit_code = exit_usage;
            return;
        }
        exit_code = run_backup(global, *options);
    });
    CLI::App* restore = app.add_subcommand(
        "restore", "make a home from a backup: into the folder of --home, which must be new or empty");
    restore->add_option("DIR", options->place, "the backup")->required()->type_name("");
    add_key(*restore, *options);
    add_output_format(*restore, global.format);
    restore->callback([&global, &exit_code, options] { exit_code = run_restore(global, *options); });
}

}  // namespace cordon::app
