// server/publishers.h: whose lists are fetched, from where, under which limits: the text of cordon.toml.
//
// Role:        the official addresses are built in; an operator changes them, switches lists off or points
//              them at a mirror inside the house in $CORDON_HOME/cordon.toml
//              (docs/reference/configuration.md).
// Rules:       a key that we do not know is an error, never ignored: a mistyped age limit would otherwise be
//              no limit. What the file does not name keeps its default.
// Ownership:   plain values.
// Threads:     pure functions.
// Determinism: same text, same configuration.
// Errors:      invalid_input naming the key, and its line where it can be told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::server {

struct PublisherFile {
    std::string name;  // as the importer shall see it: "consolidated.xml"; a name, never a path
    std::string url;

    friend bool operator==(const PublisherFile&, const PublisherFile&) = default;
};

// One list. Its files are one publication: all of them arrive, or none counts. Zips stay packed; the importer
// opens them.
struct Publisher {
    std::string list;   // "un", "ofac-sdn", ...
    std::string title;  // for people: "UN", "OFAC SDN"
    std::vector<PublisherFile> files;

    friend bool operator==(const Publisher&, const Publisher&) = default;
};

struct FetchLimits {
    std::uint32_t connect_timeout_ms = 20'000;
    std::uint32_t total_timeout_ms = 600'000;     // of one try for one file, redirects included
    std::uint32_t low_speed_bytes_per_s = 1'024;  // slower than this ...
    std::uint32_t low_speed_window_s = 30;        // ... for this long is a stall
    std::uint64_t bytes_max = 512ULL << 20U;      // of all files of one publisher, after decompression
    std::uint32_t header_bytes_max = 64U << 10U;  // of one answer
    std::uint32_t redirects_max = 5;
    std::uint32_t tries_max = 3;           // the first one included; 4xx and refusals are never retried
    std::uint32_t retry_delay_ms = 5'000;  // before the second try; the third waits twice as long

    friend bool operator==(const FetchLimits&, const FetchLimits&) = default;
};

struct FetchRules {
    // Both are for a mirror inside the house only. They hold for the addresses written in the configuration
    // and for redirects to the very same scheme, host and port; a redirect elsewhere is always https to a
    // public address.
    bool allow_http = false;
    bool allow_private_addresses = false;
    std::string proxy;           // "" = none; proxy settings in the environment are not looked at
    std::string ca_file;         // "" = the system's certification authorities
    std::string version{"dev"};  // sent as "cordon/<version>"

    friend bool operator==(const FetchRules&, const FetchRules&) = default;
};

struct ListConfiguration {
    Publisher publisher;
    bool enabled = true;
    std::uint32_t age_limit_hours = 24;

    friend bool operator==(const ListConfiguration&, const ListConfiguration&) = default;
};

struct GateConfiguration {
    double count_drop_percent = 2;    // a version with fewer entries than this allows is quarantined
    double mass_change_percent = 10;  // so is one that changes more than this share of the entries

    friend bool operator==(const GateConfiguration&, const GateConfiguration&) = default;
};

struct Configuration {
    std::vector<ListConfiguration> lists;  // in the order of default_configuration()
    FetchLimits limits;
    FetchRules rules;
    GateConfiguration gate;
    std::uint32_t record_retention_years = 5;  // five at least

    friend bool operator==(const Configuration&, const Configuration&) = default;
};

// Official addresses: un, ofac-sdn, ofac-cons, eu, uk, ch, ca. Also ftm and table, switched off and without
// an address: their publishers' licences are the operator's own matter.
[[nodiscard]] Configuration default_configuration();
[[nodiscard]] base::Result<Configuration> parse_configuration(std::string_view toml);
// The lists for which the text itself says `enabled = true`: answers are expected to rest on them, and one
// that was never imported makes them degraded. Lists that are enabled by default alone are not among them.
[[nodiscard]] base::Result<std::vector<std::string>> expected_lists(std::string_view toml);
// Commented text that reads back as default_configuration().
[[nodiscard]] std::string default_configuration_text();

}  // namespace cordon::server
