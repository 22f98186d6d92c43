#include "cordon/apikey_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <map>
#include <memory>

#include "base/strings.h"
#include "codec/json.h"
#include "cordon/api_key_file.h"

namespace cordon::app {

namespace {

struct ApiKeyOptions {
    std::string roles;
    std::string tenant = "default";
    std::string owner;
    std::string expires;
    std::string id;
};

base::Result<server::WantedKey> wanted_key(const ApiKeyOptions& options) {
    server::WantedKey wanted;
    CORDON_ASSIGN(wanted.roles, server::parse_roles(options.roles));
    wanted.tenant = options.tenant;
    wanted.principal = options.owner;
    if (!options.expires.empty()) {
        const auto instant = options.expires.find('T') == std::string::npos
                                 ? base::parse_instant(options.expires + "T00:00:00Z")
                                 : base::parse_instant(options.expires);
        if (!instant) {
            return base::fail_while("--expires", instant.error());
        }
        wanted.expires_at = *instant;
    }
    return wanted;
}

int run_create(const GlobalOptions& global, const ApiKeyOptions& options) {
    const auto wanted = wanted_key(options);
    if (!wanted) {
        return report(wanted.error());
    }
    std::string key;
    const auto changed = change_api_keys(global.home, [&](server::ApiKeys& keys) -> base::Status {
        CORDON_ASSIGN(key, keys.make(*wanted, wall_clock(), global.principal));
        return {};
    });
    if (!changed) {
        return report(changed.error());
    }
    if (!global.quiet) {
        print_message("this key is shown once; whoever has it is " + base::shown(options.owner));
    }
    print(key + "\n");
    return exit_success;
}

int run_disable(const GlobalOptions& global, const ApiKeyOptions& options) {
    const auto changed = change_api_keys(global.home, [&](server::ApiKeys& keys) {
        return keys.disable(options.id, wall_clock(), global.principal);
    });
    if (!changed) {
        return report(changed.error());
    }
    if (!global.quiet) {
        print_message(fmt::format("API key {} is disabled; a running service notices within seconds",
                                  base::shown(options.id)));
    }
    return exit_success;
}

std::string standing(const server::ApiKey& key, base::Instant now) {
    if (key.disabled_at) {
        return "disabled " + base::to_string(*key.disabled_at);
    }
    if (key.expires_at) {
        return (key.valid_at(now) ? "until " : "expired ") + base::to_string(*key.expires_at);
    }
    return "valid";
}

void print_json(const server::ApiKeys& keys, base::Instant now) {
    codec::JsonWriter json;
    json.begin_object().key("api_keys").begin_array();
    for (const server::ApiKey& key : keys.all()) {
        json.begin_object().key("id").string(key.id).key("principal").string(key.principal);
        json.key("tenant").string(key.tenant).key("roles").begin_array();
        for (const server::Role role : server::all_roles) {
            if (key.roles.has(role)) {
                json.string(server::to_string(role));
            }
        }
        json.end_array().key("created_at").string(base::to_string(key.created_at));
        json.key("created_by").string(key.created_by);
        json.key("valid").boolean(key.valid_at(now));
        if (key.expires_at) {
            json.key("expires_at").string(base::to_string(*key.expires_at));
        }
        if (key.disabled_at) {
            json.key("disabled_at").string(base::to_string(*key.disabled_at));
            json.key("disabled_by").string(key.disabled_by);
        }
        json.end_object();
    }
    json.end_array().end_object();
    print(json.take() + "\n");
}

int run_list(const GlobalOptions& global) {
    const auto keys = read_api_keys(global.home);
    if (!keys) {
        return report(keys.error());
    }
    const base::Instant now = wall_clock();
    if (global.format == OutputFormat::json) {
        print_json(*keys, now);
        return exit_success;
    }
    Table table;
    table.header = {"id", "principal", "tenant", "created", "by", "state", "roles"};
    for (const server::ApiKey& key : keys->all()) {
        table.rows.push_back({key.id, key.principal, key.tenant, base::to_string(key.created_at),
                              base::shown(key.created_by), standing(key, now), server::to_string(key.roles)});
    }
    print(table.rows.empty() ? "there are no API keys; make one with: cordon apikey create\n" : table.text());
    return exit_success;
}

}  // namespace

void add_apikey_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    auto options = std::make_shared<ApiKeyOptions>();
    CLI::App* apikey = app.add_subcommand("apikey", "keys of those who may speak to the service");
    apikey->require_subcommand(1);
    CLI::App* create = apikey->add_subcommand("create", "make a key and print it, once");
    create->add_option("--for", options->owner, "who will hold it, for the record: a system or a person")
        ->required()
        ->type_name("NAME");
    create
        ->add_option(
            "--roles", options->roles,
            "what it may do: submitter, analyst, approver, auditor, admin, grounds, separated by commas")
        ->required()
        ->type_name("ROLE,...");
    create->add_option("--tenant", options->tenant, "whose payments and holds it sees")
        ->type_name("NAME")
        ->capture_default_str();
    create
        ->add_option("--expires", options->expires,
                     "when it ends, YYYY-MM-DD or with a time; default: when it is disabled")
        ->type_name("DAY");
    create->callback([&global, &exit_code, options] { exit_code = run_create(global, *options); });
    CLI::App* list =
        apikey->add_subcommand("list", "all keys, also those that ended; never the keys themselves");
    list->add_option("--format", global.format, "table (for people) or json (for programs)")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, OutputFormat>{{"table", OutputFormat::table},
                                                                        {"json", OutputFormat::json}},
                                    CLI::ignore_case)
                .description(""))
        ->type_name("FORMAT");
    list->callback([&global, &exit_code] { exit_code = run_list(global); });
    CLI::App* disable = apikey->add_subcommand("disable", "end a key at once and for good");
    disable->add_option("ID", options->id, "as cordon apikey list shows it")->required()->type_name("");
    disable->callback([&global, &exit_code, options] { exit_code = run_disable(global, *options); });
}

}  // namespace cordon::app
