#include "cordon/keys_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "codec/json.h"
#include "cordon/statement_commands.h"
#include "storage/field_keys.h"
#include "storage/file_ops.h"
#include "storage/key_store.h"
#include "storage/record_file.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

namespace {

using base::ErrorCode;

struct KeysOptions {
    std::string file;
    std::string data;  // file of the data key that takes over
    bool signing = false;
};

base::Result<std::string> write_data_key(const GlobalOptions& global, const std::string& path) {
    storage::FileOps ops;
    return storage::make_master_key(path, global.home, ops);
}

int run_new(const GlobalOptions& global, const KeysOptions& options) {
    const auto id = write_data_key(global, options.file);
    if (!id) {
        return report(id.error());
    }
    print(fmt::format("data key {} written to {}\n", *id, base::shown(options.file, 1'000)));
    print_message(
        "keep a copy of it apart from the home and from its backups: without it nothing that it seals can be "
        "read again");
    return exit_success;
}

base::Result<std::vector<storage::FieldKeyReport>> field_keys(const GlobalOptions& global) {
    if (!storage::exists(storage::record_path(global.home))) {
        return std::vector<storage::FieldKeyReport>();
    }
    CORDON_ASSIGN(const auto record, storage::open_record_file(global.home, storage::RecordUse::read));
    return storage::field_keys_of(*record->database);
}

void print_keys(const GlobalOptions& global, const std::vector<storage::KnownKey>& signing,
                const std::vector<storage::FieldKeyReport>& sealing) {
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("signing").begin_array();
        for (const storage::KnownKey& key : signing) {
            json.begin_object().key("key_id").string(key.id).key("made_at").string(
                base::to_string(key.made_at));
            json.key("valid_until").string(key.until ? base::to_string(*key.until) : "");
            json.key("made_by").string(key.made_by).key("current").boolean(key.current).end_object();
        }
        json.end_array().key("sealing").begin_array();
        for (const storage::FieldKeyReport& key : sealing) {
            json.begin_object().key("number").integer(key.id).key("tenant").string(key.tenant);
            json.key("data_key").string(key.master).end_object();
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return;
    }
    Table table;
    table.header = {"key", "for", "valid from", "valid until", "by"};
    for (const storage::KnownKey& key : signing) {
        table.rows.push_back({key.id, "signing", base::to_string(key.made_at),
                              key.until ? base::to_string(*key.until) : "now in use", key.made_by});
    }
    for (const storage::FieldKeyReport& key : sealing) {
        table.rows.push_back({key.master + "/" + std::to_string(key.id),
                              key.tenant.empty() ? "the index" : "tenant " + base::shown(key.tenant), "", "",
                              ""});
    }
    print(table.rows.empty() ? "no keys yet; the first statement that is signed makes one\n" : table.text());
}

int run_show(const GlobalOptions& global) {
    const auto signing = storage::KeyStore(global.home).keys();
    if (!signing) {
        return report(signing.error());
    }
    const auto sealing = field_keys(global);
    if (!sealing && sealing.error().code != ErrorCode::unsupported) {
        return report(sealing.error());
    }
    print_keys(global, *signing, sealing ? *sealing : std::vector<storage::FieldKeyReport>());
    if (!sealing) {
        print_message("cordon: what seals the record is not shown: " + sealing.error().message);
    }
    return exit_success;
}

base::Result<std::uint64_t> rotate_data(const GlobalOptions& global, const std::string& file) {
    if (global.data_key.empty()) {
        return base::fail(ErrorCode::invalid_input,
                          "name the data key that is in use with --data-key or CORDON_DATA_KEY_FILE");
    }
    CORDON_ASSIGN(const storage::MasterKey old_key, storage::read_master_key(global.data_key));
    CORDON_ASSIGN(const auto record, storage::open_record_file(global.home, storage::RecordUse::write));
    CORDON_TRY(storage::something_to_wrap(*record->database));
    if (storage::exists(file)) {
        CORDON_TRY(storage::apart_from(global.home, file));
    } else {
        CORDON_TRY(write_data_key(global, file));
    }
    CORDON_ASSIGN(const storage::MasterKey new_key, storage::read_master_key(file));
    if (old_key.id == new_key.id) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("{} is the key in use; name a file that is not there yet, and a new key is "
                        "made",
                        base::shown(file, 1'000)));
    }
    return storage::wrap_again(*record->database, old_key, new_key);
}

int run_rotate(const GlobalOptions& global, const KeysOptions& options) {
    if (options.signing == !options.data.empty()) {
        print_message("cordon: say which key is changed: --signing, or --data FILE");
        return exit_usage;
    }
    if (options.signing) {
        const auto key = storage::KeyStore(global.home).rotate(wall_clock(), global.principal);
        if (!key) {
            return report(key.error());
        }
        return run_show(global);
    }
    const auto wrapped = rotate_data(global, options.data);
    if (!wrapped) {
        return report(wrapped.error());
    }
    print(
        fmt::format("{} keys of the record are wrapped under the data key in {} now; start services with it, "
                    "then destroy the old file\n",
                    *wrapped, base::shown(options.data, 1'000)));
    return exit_success;
}

}  // namespace

void add_keys_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    const auto options = std::make_shared<KeysOptions>();
    CLI::App* keys = app.add_subcommand("keys", "what signs for this home, and what seals its record");
    keys->require_subcommand(1);
    CLI::App* fresh = keys->add_subcommand("new", "make a data key that seals the content of the record");
    fresh->add_option("FILE", options->file, "the file to make")->required()->type_name("");
    fresh->callback([&global, &exit_code, options] { exit_code = run_new(global, *options); });
    CLI::App* show = keys->add_subcommand("show", "the keys, since when and until when; no secrets");
    add_output_format(*show, global.format);
    show->callback([&global, &exit_code] { exit_code = run_show(global); });
    CLI::App* rotate = keys->add_subcommand("rotate", "a new key takes over");
    rotate->add_flag("--signing", options->signing,
                     "what signs statements; what was signed before stays verifiable");
    rotate
        ->add_option("--data", options->data,
                     "what seals the record: the keys in it are wrapped under the key of this file, which is "
                     "made when it is absent")
        ->type_name("FILE");
    add_output_format(*rotate, global.format);
    rotate->callback([&global, &exit_code, options] { exit_code = run_rotate(global, *options); });
}

}  // namespace cordon::app
