#include "server/publishers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "codec/toml.h"

namespace cordon::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;
using codec::JsonObject;
using codec::JsonValue;

constexpr std::uint32_t age_limit_hours_max = 24 * 366;
constexpr std::uint32_t timeout_s_max = 24 * 3600;

// The addresses that the publishers name for machines; docs/reference/configuration.md says what each holds.
constexpr std::string_view ofac_exports =
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/";
constexpr std::string_view ca_folder =
    "https://www.international.gc.ca/world-monde/assets/office_docs/"
    "international_relations-relations_internationales/sanctions/";

ListConfiguration official(std::string list, std::string title, std::string name, std::string url) {
    return {.publisher = {std::move(list), std::move(title), {{std::move(name), std::move(url)}}}};
}

ListConfiguration without_address(std::string list, std::string title) {
    return {.publisher = {std::move(list), std::move(title), {}}, .enabled = false};
}

// The key as a person would search for it: [section] and key.
struct Place {
    std::string_view text;  // the whole file
    std::string section;

    [[nodiscard]] std::string named(std::string_view key) const;
};

// Line of `key =` below `[section]`; a key written in another way (dotted, inline) has no line here.
std::optional<std::size_t> line_of(std::string_view text, std::string_view section, std::string_view key) {
    std::string open;
    std::size_t number = 0;
    for (const auto raw : base::split(text, '\n')) {
        ++number;
        const auto line = base::trim(raw.substr(0, raw.find('#')));
        if (line.size() > 2 && line.front() == '[' && line.back() == ']') {
            open = base::trim(line.substr(1, line.size() - 2));
            const auto whole = section.empty() ? std::string(key) : fmt::format("{}.{}", section, key);
            if (open == whole) {
                return number;
            }
            continue;
        }
        const auto equals = line.find('=');
        if (open == section && equals != std::string_view::npos &&
            base::trim(line.substr(0, equals)) == key) {
            return number;
        }
    }
    return std::nullopt;
}

std::string Place::named(std::string_view key) const {
    const auto whole = section.empty() ? std::string(key) : fmt::format("{}.{}", section, key);
    const auto line = line_of(text, section, key);
    return base::shown(whole) + (line ? fmt::format(" (line {})", *line) : std::string());
}

std::unexpected<base::Error> refuse(const Place& place, std::string_view key, std::string_view what) {
    return fail(ErrorCode::invalid_input, fmt::format("{} {}", place.named(key), what));
}

Status check_keys(const JsonObject& table, const Place& place,
                  std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : table) {
        if (std::ranges::find(known, key) == known.end()) {
            std::string keys;
            for (const auto name : known) {
                keys += (keys.empty() ? "" : ", ") + std::string(name);
            }
            return refuse(place, key, fmt::format("is not a key; here it can be {}", keys));
        }
    }
    return {};
}

Result<const JsonObject*> table_of(const JsonValue& value, const Place& place, std::string_view key) {
    if (value.object() == nullptr) {
        return refuse(place, key, "is not a table");
    }
    return value.object();
}

Status read_boolean(const JsonValue& table, const Place& place, std::string_view key, bool& into) {
    if (const auto* value = table.find(key)) {
        if (value->boolean() == nullptr) {
            return refuse(place, key, "is neither true nor false");
        }
        into = *value->boolean();
    }
    return {};
}

Status read_text(const JsonValue& table, const Place& place, std::string_view key, std::string& into) {
    if (const auto* value = table.find(key)) {
        if (value->string() == nullptr) {
            return refuse(place, key, "is not a text in quotes");
        }
        into = *value->string();
    }
    return {};
}

Status read_count(const JsonValue& table, const Place& place, std::string_view key, std::uint32_t count_max,
                  std::uint32_t& into) {
    if (const auto* value = table.find(key)) {
        const auto* number = value->integer();
        if (number == nullptr || *number < 1 || *number > count_max) {
            return refuse(place, key, fmt::format("is not a whole number from 1 to {}", count_max));
        }
        into = static_cast<std::uint32_t>(*number);
    }
    return {};
}

Status read_percent(const JsonValue& table, const Place& place, std::string_view key, double& into) {
    if (const auto* value = table.find(key)) {
        const double number = value->integer() != nullptr ? static_cast<double>(*value->integer())
                              : value->real() != nullptr  ? *value->real()
                                                          : -1.0;
        if (!(number >= 0 && number <= 100)) {
            return refuse(place, key, "is not a number from 0 to 100");
        }
        into = number;
    }
    return {};
}

// The fetcher judges addresses again when it uses them; here the operator hears it at once.
Status check_url(const std::string& url, const Place& place, std::string_view key, bool http_allowed) {
    const bool https = base::ascii_istarts_with(url, "https://");
    const bool http = base::ascii_istarts_with(url, "http://");
    if (!https && !(http && http_allowed)) {
        return refuse(place, key,
                      "does not begin with https:// (http:// is for a mirror inside the house, with "
                      "fetch.allow_http = true)");
    }
    const auto rest = std::string_view(url).substr(https ? 8 : 7);
    const auto authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.empty() || authority.front() == ':') {
        return refuse(place, key, "names no host");
    }
    if (authority.find('@') != std::string_view::npos) {
        return refuse(place, key, "holds a user name or password; these are never sent");
    }
    const bool clean = std::ranges::all_of(url, [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
    return clean ? Status() : refuse(place, key, "holds a blank or another character that no address has");
}

Status check_name(const std::string& name, const Place& place, std::string_view key) {
    const bool clean = std::ranges::all_of(
        name, [](char c) { return c > ' ' && c <= '~' && c != '/' && c != '\\' && c != '"'; });
    if (name.empty() || name.size() > 100 || name.front() == '.' || !clean) {
        return refuse(place, key, "holds a file name that is empty, has a path or unusual characters in it");
    }
    return {};
}

// "https://host/a/consolidated.xml?x" gives "consolidated.xml"; "" when it ends in a slash or has no path.
std::string name_in(std::string_view url) {
    const auto path = url.substr(0, url.find_first_of("?#"));
    const auto slash = path.rfind('/');
    return slash < 8 ? std::string() : std::string(path.substr(slash + 1));
}

Result<PublisherFile> read_file(const JsonValue& value, const Place& place, bool http_allowed) {
    CORDON_ASSIGN(const auto* const table, table_of(value, place, "files"));
    CORDON_TRY(check_keys(*table, place, {"name", "url"}));
    PublisherFile file;
    CORDON_TRY(read_text(value, place, "url", file.url));
    CORDON_TRY(check_url(file.url, place, "files", http_allowed));
    file.name = name_in(file.url);
    CORDON_TRY(read_text(value, place, "name", file.name));
    CORDON_TRY(check_name(file.name, place, "files"));
    return file;
}

Status read_files(const JsonValue& table, const Place& place, bool http_allowed, Publisher& publisher) {
    const auto* url = table.find("url");
    const auto* files = table.find("files");
    if (url != nullptr && files != nullptr) {
        return refuse(place, "files", "stands beside url; give one of the two");
    }
    if (url != nullptr) {
        PublisherFile file;
        CORDON_TRY(read_text(table, place, "url", file.url));
        CORDON_TRY(check_url(file.url, place, "url", http_allowed));
        // Another place for the same file keeps its name.
        file.name = publisher.files.empty() ? name_in(file.url) : publisher.files.front().name;
        CORDON_TRY(check_name(file.name, place, "url"));
        publisher.files = {file};
    }
    if (files != nullptr) {
        if (files->array() == nullptr || files->array()->empty()) {
            return refuse(place, "files", "is not a list of { name = \"...\", url = \"...\" }");
        }
        publisher.files.clear();
        for (const auto& value : *files->array()) {
            CORDON_ASSIGN(auto file, read_file(value, place, http_allowed));
            const auto same = [&](const auto& other) { return other.name == file.name; };
            if (std::ranges::any_of(publisher.files, same)) {
                return refuse(place, "files", fmt::format("names {} twice", file.name));
            }
            publisher.files.push_back(std::move(file));
        }
    }
    return {};
}

Status read_list(const JsonValue& value, std::string_view text, bool http_allowed, ListConfiguration& into) {
    const Place parent{text, "lists"};
    const Place place{text, "lists." + into.publisher.list};
    CORDON_ASSIGN(const auto* const table, table_of(value, parent, into.publisher.list));
    CORDON_TRY(check_keys(*table, place, {"enabled", "title", "url", "files", "age_limit_hours"}));
    CORDON_TRY(read_boolean(value, place, "enabled", into.enabled));
    CORDON_TRY(read_text(value, place, "title", into.publisher.title));
    CORDON_TRY(read_count(value, place, "age_limit_hours", age_limit_hours_max, into.age_limit_hours));
    CORDON_TRY(read_files(value, place, http_allowed, into.publisher));
    if (into.enabled && into.publisher.files.empty()) {
        return refuse(parent, into.publisher.list,
                      "is enabled and has no url; this list has no built-in address");
    }
    return {};
}

Status read_lists(const JsonValue& value, std::string_view text, Configuration& into) {
    const Place root{text, ""};
    const Place place{text, "lists"};
    CORDON_ASSIGN(const auto* const table, table_of(value, root, "lists"));
    for (const auto& [name, list] : *table) {
        const auto named = [&](const auto& known) { return known.publisher.list == name; };
        const auto known = std::ranges::find_if(into.lists, named);
        if (known == into.lists.end()) {
            return refuse(place, name,
                          "is not a list; lists are un, ofac-sdn, ofac-cons, eu, uk, ch, ca, ftm, table");
        }
        CORDON_TRY(read_list(list, text, into.rules.allow_http, *known));
    }
    return {};
}

Status read_fetch(const JsonValue& value, std::string_view text, Configuration& into) {
    const Place place{text, "fetch"};
    CORDON_ASSIGN(const auto* const table, table_of(value, Place{text, ""}, "fetch"));
    CORDON_TRY(check_keys(*table, place,
                          {"timeout_s", "allow_http", "allow_private_addresses", "proxy", "ca_file"}));
    std::uint32_t timeout_s = into.limits.total_timeout_ms / 1'000;
    CORDON_TRY(read_count(value, place, "timeout_s", timeout_s_max, timeout_s));
    into.limits.total_timeout_ms = timeout_s * 1'000;
    CORDON_TRY(read_boolean(value, place, "allow_http", into.rules.allow_http));
    CORDON_TRY(read_boolean(value, place, "allow_private_addresses", into.rules.allow_private_addresses));
    CORDON_TRY(read_text(value, place, "proxy", into.rules.proxy));
    const auto& proxy = into.rules.proxy;
    if (!proxy.empty() && !proxy.starts_with("http://") && !proxy.starts_with("https://")) {
        return refuse(place, "proxy", "does not begin with http:// or https://");
    }
    return read_text(value, place, "ca_file", into.rules.ca_file);
}

Status read_gate(const JsonValue& value, std::string_view text, GateConfiguration& into) {
    const Place place{text, "gate"};
    CORDON_ASSIGN(const auto* const table, table_of(value, Place{text, ""}, "gate"));
    CORDON_TRY(check_keys(*table, place, {"count_drop_percent", "mass_change_percent"}));
    CORDON_TRY(read_percent(value, place, "count_drop_percent", into.count_drop_percent));
    return read_percent(value, place, "mass_change_percent", into.mass_change_percent);
}

Status read_record(const JsonValue& value, std::string_view text, Configuration& into) {
    const Place place{text, "record"};
    CORDON_ASSIGN(const auto* const table, table_of(value, Place{text, ""}, "record"));
    CORDON_TRY(check_keys(*table, place, {"retention_years"}));
    CORDON_TRY(read_count(value, place, "retention_years", 100, into.record_retention_years));
    return into.record_retention_years >= 5
               ? Status()
               : refuse(place, "retention_years", "is below 5, and records are kept for five years at least");
}

}  // namespace

Configuration default_configuration() {
    Configuration configuration;
    configuration.lists = {
        official("un", "UN", "consolidated.xml",
                 "https://scsanctions.un.org/resources/xml/en/consolidated.xml"),
        official("ofac-sdn", "OFAC SDN", "SDN_ENHANCED.XML", fmt::format("{}SDN_ENHANCED.XML", ofac_exports)),
        official("ofac-cons", "OFAC Consolidated", "CONS_ENHANCED.XML",
                 fmt::format("{}CONS_ENHANCED.XML", ofac_exports)),
        official("eu", "EU", "xmlFullSanctionsList_1_1.xml",
                 "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content"
                 "?token=dG9rZW4tMjAxNw"),
        official("uk", "UK", "UK-Sanctions-List.xml",
                 "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml"),
        official("ch", "Switzerland", "seco-consolidated.xml",
                 "https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml"
                 "?lang=en&action=downloadXmlGesamtlisteAction"),
        official("ca", "Canada", "sema-lmes.xml", fmt::format("{}sema-lmes.xml", ca_folder)),
        without_address("ftm", "FollowTheMoney"),
        without_address("table", "Own table"),
    };
    return configuration;
}

Result<Configuration> parse_configuration(std::string_view toml) {
    CORDON_ASSIGN(const auto root, codec::parse_toml(toml));
    const Place place{toml, ""};
    if (root.object() == nullptr) {
        return fail(ErrorCode::invalid_input, "the configuration is not a table");
    }
    CORDON_TRY(check_keys(*root.object(), place, {"lists", "fetch", "gate", "record"}));
    auto configuration = default_configuration();
    if (const auto* fetch = root.find("fetch")) {  // first: lists are judged by it
        CORDON_TRY(read_fetch(*fetch, toml, configuration));
    }
    if (const auto* gate = root.find("gate")) {
        CORDON_TRY(read_gate(*gate, toml, configuration.gate));
    }
    if (const auto* record = root.find("record")) {
        CORDON_TRY(read_record(*record, toml, configuration));
    }
    if (const auto* lists = root.find("lists")) {
        CORDON_TRY(read_lists(*lists, toml, configuration));
    }
    return configuration;
}

Result<std::vector<std::string>> expected_lists(std::string_view toml) {
    CORDON_TRY(parse_configuration(toml));
    CORDON_ASSIGN(const auto root, codec::parse_toml(toml));
    std::vector<std::string> expected;
    const auto* lists = root.find("lists");
    if (lists == nullptr) {
        return expected;
    }
    for (const auto& [name, list] : *lists->object()) {
        const auto* enabled = list.find("enabled");
        if (enabled != nullptr && enabled->boolean() != nullptr && *enabled->boolean()) {
            expected.push_back(name);
        }
    }
    std::ranges::sort(expected);
    return expected;
}

std::string default_configuration_text() {
    const auto configuration = default_configuration();
    std::string text =
        "# cordon.toml: where official lists come from. Every line shows the built-in value; what you "
        "delete\n"
        "# keeps it. An unknown key is an error. docs/reference/configuration.md explains each.\n";
    for (const auto& list : configuration.lists) {
        text += fmt::format("\n[lists.{}]  # {}\n", list.publisher.list, list.publisher.title);
        text += fmt::format("enabled = {}\n", list.enabled);
        if (list.publisher.files.empty()) {
            text += "# url = \"https://...\"  # no built-in address\n";
        }
        for (const auto& file : list.publisher.files) {
            text += fmt::format("url = \"{}\"\n", file.url);
        }
        text += fmt::format("age_limit_hours = {}  # older than this is stale, and a stale list holds\n",
                            list.age_limit_hours);
    }
    text += "\n[fetch]\n";
    text += fmt::format("timeout_s = {}  # of one try for one file\n",
                        configuration.limits.total_timeout_ms / 1'000);
    text +=
        "# For a mirror inside the house only: who controls the network controls the list it then gives "
        "you.\n"
        "allow_http = false\n"
        "allow_private_addresses = false\n"
        "proxy = \"\"    # \"http://proxy.example:3128\"; the environment's proxy settings are not used\n"
        "ca_file = \"\"  # certification authorities in PEM, in place of the system's\n";
    text += fmt::format(
        "\n[gate]  # beyond these a new version is quarantined and the active one stays\n"
        "count_drop_percent = {}\n"
        "mass_change_percent = {}\n",
        configuration.gate.count_drop_percent, configuration.gate.mass_change_percent);
    return text;
}

}  // namespace cordon::server
