#include "cordon/statement_commands.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "base/strings.h"
#include "codec/json.h"
#include "cordon/build_info.h"
#include "storage/key_store.h"

namespace cordon::app {

namespace {

struct VerifyOptions {
    std::string file;
    std::vector<std::string> keys;
};

void write_key_json(codec::JsonWriter& json, const storage::KnownKey& key) {
    json.begin_object().key("key_id").string(key.id).key("public_key").string(base::to_hex(key.key));
    json.key("made_at").string(base::to_string(key.made_at)).key("made_by").string(key.made_by);
    json.key("current").boolean(key.current).end_object();
}

void print_keys(const GlobalOptions& global, const std::vector<storage::KnownKey>& keys) {
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("keys").begin_array();
        for (const storage::KnownKey& key : keys) {
            write_key_json(json, key);
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return;
    }
    Table table;
    table.header = {"key", "made", "by", "state", "public key"};
    for (const storage::KnownKey& key : keys) {
        table.rows.push_back({key.id, base::to_string(key.made_at), key.made_by,
                              key.current ? "current" : "retired", base::to_hex(key.key)});
    }
    print(table.text());
}

int run_key_show(const GlobalOptions& global) {
    const auto keys = storage::KeyStore(global.home).keys();
    if (!keys) {
        return report(keys.error());
    }
    if (keys->empty() && global.format == OutputFormat::table) {
        print("no key yet; the first statement that is signed makes one\n");
        return exit_success;
    }
    print_keys(global, *keys);
    return exit_success;
}

int run_key_rotate(const GlobalOptions& global) {
    const auto key = storage::KeyStore(global.home).rotate(wall_clock(), global.principal);
    if (!key) {
        return report(key.error());
    }
    print_keys(global, {*key});
    return exit_success;
}

void print_verified(const GlobalOptions& global, const codec::SignedStatement& statement, bool known) {
    const std::string id = base::key_id(statement.key);
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("holds").boolean(true).key("key_known").boolean(known);
        json.key("type").string(statement.head.type).key("made_by").string(statement.head.made_by);
        json.key("made_at").string(base::to_string(statement.head.made_at));
        json.key("engine_build").string(statement.head.engine_build).key("key_id").string(id);
        json.key("public_key").string(base::to_hex(statement.key));
        json.key("statement_sha256").string(statement.sha256).end_object();
        print(json.take() + "\n");
        return;
    }
    print(fmt::format("{}\nmade {} by {} with cordon {}\nsigned with key {}{}\n",
                      base::shown(statement.head.type), base::to_string(statement.head.made_at),
                      base::shown(statement.head.made_by), base::shown(statement.head.engine_build), id,
                      known ? ", which is known here" : ""));
    for (const auto& [name, value] : *statement.content.object()) {
        const std::string text = value.as_text();
        if (!text.empty()) {
            print(fmt::format("  {}: {}\n", base::shown(name), base::shown(text, 200)));
        }
    }
}

base::Result<codec::SignedStatement> open_signed_file(const std::string& path) {
    CORDON_ASSIGN(const std::string bytes, storage::read_file(path));
    auto statement = codec::is_sealed_page(bytes) ? codec::open_page(bytes) : codec::open_statement(bytes);
    if (!statement) {
        return base::fail_while(path, statement.error());
    }
    return statement;
}

int run_verify_statement(const GlobalOptions& global, const VerifyOptions& options) {
    const auto statement = open_signed_file(options.file);
    if (!statement) {
        return report(statement.error());
    }
    const auto keys = trusted_keys(global, options.keys);
    if (!keys) {
        return report(keys.error());
    }
    const base::Status signer = storage::check_signer(*keys, statement->key, statement->head.made_at);
    const bool known = signer || signer.error().code != base::ErrorCode::not_found;
    if (!signer && known) {
        return report({signer.error().code, options.file + " " + signer.error().message, {}});
    }
    print_verified(global, *statement, known);
    if (!known) {
        print_message(fmt::format(
            "cordon: the signature holds, but key {} is not known here, so anybody may have made it; get the "
            "signer's public key from the signer and name it with --key",
            base::key_id(statement->key)));
        return exit_failure;
    }
    return exit_success;
}

}  // namespace

base::Result<std::vector<storage::KnownKey>> trusted_keys(const GlobalOptions& global,
                                                          const std::vector<std::string>& named) {
    std::vector<storage::KnownKey> keys;
    for (const std::string& given : named) {
        std::string text = given;
        if (storage::exists(given)) {
            CORDON_ASSIGN(text, storage::read_file(given));
        }
        auto key = storage::parse_public_key_file(text);
        if (!key) {
            return base::fail_while("--key " + given, key.error());
        }
        keys.push_back(*std::move(key));
    }
    CORDON_ASSIGN(const std::vector<storage::KnownKey> own, storage::KeyStore(global.home).keys());
    keys.insert(keys.end(), own.begin(), own.end());
    return keys;
}

void add_output_format(CLI::App& command, OutputFormat& format) {
    command
        .add_option_function<std::string>(
            "--format",
            [&format](const std::string& word) {
                format = word == "json" ? OutputFormat::json : OutputFormat::table;
            },
            "table (for people) or json (for programs)")
        ->check(CLI::IsMember({"table", "json"}).description(""))
        ->type_name("FORMAT");
}

void add_certificate(CLI::App& command, std::string& file) {
    command
        .add_option("--certificate", file,
                    "write a signed statement of what was asked, of which lists, and what came out")
        ->type_name("FILE");
}

void add_below(CLI::App& command, BelowOptions& below) {
    CLI::Option* wanted =
        command
            .add_option("--sample-below", below.wanted,
                        "draw so many rows that just missed the threshold, for a person to review")
            ->check(CLI::Range(1, 100'000).description(""))
            ->type_name("N");
    CLI::Option* file = command.add_option("--sample-out", below.file, "the CSV file that takes the sample")
                            ->type_name("FILE");
    command.add_option("--below-band", below.band, "how far below the threshold, 0.01 to 0.50")
        ->check(CLI::Range(0.01, 0.5).description(""))
        ->type_name("WIDTH")
        ->capture_default_str();
    command.add_option("--seed", below.seed, "of the sample: same seed, same file, same rows")
        ->type_name("NUMBER")
        ->capture_default_str();
    wanted->needs(file);
    file->needs(wanted);
}

void add_statement_commands(CLI::App& app, GlobalOptions& global, int& exit_code) {
    CLI::App* key = app.add_subcommand("key", "the key with which this home signs reports and certificates");
    key->require_subcommand(1);
    CLI::App* show = key->add_subcommand("show", "public keys, the current one and those before it");
    add_output_format(*show, global.format);
    show->callback([&global, &exit_code] { exit_code = run_key_show(global); });
    CLI::App* rotate =
        key->add_subcommand("rotate", "a new key takes over; what was signed before stays verifiable");
    add_output_format(*rotate, global.format);
    rotate->callback([&global, &exit_code] { exit_code = run_key_rotate(global); });
    CLI::App* verify =
        app.add_subcommand("verify", "is this signed report or certificate whole, who signed it, and when?");
    const auto options = std::make_shared<VerifyOptions>();
    verify->add_option("FILE", options->file, "a signed statement (JSON) or page (HTML)")
        ->required()
        ->type_name("");
    verify
        ->add_option("--key", options->keys,
                     "a public key to trust beside this home's own: a .pub file or its 64 letters")
        ->type_name("KEY");
    add_output_format(*verify, global.format);
    verify->callback([&global, &exit_code, options] { exit_code = run_verify_statement(global, *options); });
}

codec::StatementHead statement_head(const GlobalOptions& global, std::string_view type) {
    return {std::string(type), wall_clock(), global.principal, engine_build()};
}

base::Result<std::string> seal(const GlobalOptions& global, const codec::StatementHead& head,
                               std::string_view content) {
    CORDON_ASSIGN(const base::SigningKey key,
                  storage::KeyStore(global.home).signing_key(head.made_at, head.made_by));
    return codec::seal_statement(head, content, key);
}

base::Result<std::string> seal_page(const GlobalOptions& global, std::string_view page,
                                    const codec::StatementHead& head, std::string_view report_sha256) {
    CORDON_ASSIGN(const base::SigningKey key,
                  storage::KeyStore(global.home).signing_key(head.made_at, head.made_by));
    return codec::seal_page(page, head, report_sha256, key);
}

base::Status write_whole_file(const std::string& path, std::string_view text) {
    storage::FileOps ops;
    const std::string draft = path + ".new";
    CORDON_TRY(ops.remove_tree(draft));
    CORDON_TRY(ops.write_file(draft, text));
    return ops.rename(draft, path);
}

}  // namespace cordon::app
