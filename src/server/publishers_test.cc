// Goal: the configuration says what the operator meant or is refused with the key and line; a mistyped limit
// or address must never leave a list unwatched without a word.
#include "server/publishers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace cordon::server {
namespace {

using ::testing::HasSubstr;

const ListConfiguration& list_of(const Configuration& configuration, std::string_view name) {
    const auto named = [&](const auto& list) { return list.publisher.list == name; };
    return *std::ranges::find_if(configuration.lists, named);
}

TEST(Publishers, TheOfficialListsAreBuiltIn) {
    const auto configuration = default_configuration();
    std::set<std::string> enabled;
    for (const auto& list : configuration.lists) {
        if (list.enabled) {
            enabled.insert(list.publisher.list);
            ASSERT_EQ(list.publisher.files.size(), 1U);
            EXPECT_TRUE(list.publisher.files[0].url.starts_with("https://"));
        }
        EXPECT_EQ(list.age_limit_hours, 24U);
    }
    EXPECT_EQ(enabled, (std::set<std::string>{"un", "ofac-sdn", "ofac-cons", "eu", "uk", "ch", "ca"}));
    EXPECT_FALSE(configuration.rules.allow_http);
    EXPECT_FALSE(configuration.rules.allow_private_addresses);
    EXPECT_EQ(configuration.gate, (GateConfiguration{2, 10}));
    EXPECT_EQ(configuration.limits.bytes_max, 512ULL << 20U);
}

TEST(Publishers, AnEmptyFileAndTheWrittenDefaultsAreTheDefaults) {
    EXPECT_EQ(parse_configuration(""), default_configuration());
    const auto written = parse_configuration(default_configuration_text());
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(*written, default_configuration());
}

TEST(Publishers, EachKeyIsRead) {
    const auto read = parse_configuration(R"(
[lists.un]
url = "http://mirror.bank.example/un.xml"
age_limit_hours = 48
title = "United Nations"
[lists.ofac-sdn]
files = [ { name = "sdn.csv", url = "https://mirror.bank.example/sdn?x=1" },
          { url = "https://mirror.bank.example/alt.csv?x=1" } ]
[lists.ca]
enabled = false
[lists.ftm]
enabled = true
url = "https://mirror.bank.example/entities.ftm.json"
[fetch]
timeout_s = 90
allow_http = true
allow_private_addresses = true
proxy = "http://proxy.bank.example:3128"
ca_file = "/etc/ssl/bank.pem"
[gate]
count_drop_percent = 0.5
mass_change_percent = 25
)");
    ASSERT_TRUE(read) << read.error().message;
    const auto& un = list_of(*read, "un");
    EXPECT_EQ(
        un.publisher,
        (Publisher{"un", "United Nations", {{"consolidated.xml", "http://mirror.bank.example/un.xml"}}}));
    EXPECT_EQ(un.age_limit_hours, 48U);
    EXPECT_EQ(list_of(*read, "ofac-sdn").publisher.files,
              (std::vector<PublisherFile>{{"sdn.csv", "https://mirror.bank.example/sdn?x=1"},
                                          {"alt.csv", "https://mirror.bank.example/alt.csv?x=1"}}));
    EXPECT_FALSE(list_of(*read, "ca").enabled);
    EXPECT_EQ(list_of(*read, "ftm").publisher.files.at(0).name, "entities.ftm.json");
    EXPECT_EQ(list_of(*read, "eu"), list_of(default_configuration(), "eu"));
    EXPECT_EQ(read->limits.total_timeout_ms, 90'000U);
    EXPECT_TRUE(read->rules.allow_http);
    EXPECT_TRUE(read->rules.allow_private_addresses);
    EXPECT_EQ(read->rules.proxy, "http://proxy.bank.example:3128");
    EXPECT_EQ(read->rules.ca_file, "/etc/ssl/bank.pem");
    EXPECT_EQ(read->gate, (GateConfiguration{0.5, 25}));
}

struct Refusal {
    const char* toml;
    const char* sentence;
};

const Refusal refusals[] = {
    {"[lists.un]\nage_limit_hour = 24\n",
     "lists.un.age_limit_hour (line 2) is not a key; here it can be enabled"},
    {"[list.un]\nenabled = true\n", "list"},
    {"[lists.onu]\nenabled = true\n", "lists.onu (line 1) is not a list; lists are un"},
    {"[lists.un]\n# a note\nenabled = 1\n", "lists.un.enabled (line 3) is neither true nor false"},
    {"[lists.un]\nage_limit_hours = 0\n", "lists.un.age_limit_hours (line 2) is not a whole number from 1"},
    {"[lists.un]\nage_limit_hours = 24.5\n", "is not a whole number"},
    {"[lists.un]\nage_limit_hours = 99999999999\n", "is not a whole number"},
    {"[lists.un]\nurl = \"http://scsanctions.un.org/x.xml\"\n",
     "lists.un.url (line 2) does not begin with https://"},
    {"[lists.un]\nurl = \"file:///etc/passwd\"\n", "does not begin with https://"},
    {"[lists.un]\nurl = \"https:///x.xml\"\n", "names no host"},
    {"[lists.un]\nurl = \"https://me:secret@mirror.example/x.xml\"\n", "user name or password"},
    {"[lists.un]\nurl = \"https://mirror.example/a b\"\n", "a blank"},
    {"[lists.un]\nurl = \"https://mirror.example/a\\r\\nX: y\"\n", "a blank"},
    {"[lists.un]\nurl = \"https://a.example/x\"\nfiles = []\n", "stands beside url"},
    {"[lists.un]\nfiles = []\n", "lists.un.files (line 2) is not a list"},
    {"[lists.un]\nfiles = [ { name = \"../x\", url = \"https://a.example/x\" } ]\n", "file name"},
    {"[lists.un]\nfiles = [ { url = \"https://a.example/\" } ]\n", "file name"},
    {"[lists.un]\nfiles = [ { url = \"https://a.example/x\" }, { url = \"https://b.example/x\" } ]\n",
     "names x twice"},
    {"[lists.un]\nfiles = [ { nam = \"x\", url = \"https://a.example/x\" } ]\n", "lists.un.nam is not a key"},
    {"[lists.table]\nenabled = true\n", "lists.table (line 1) is enabled and has no url"},
    {"lists = 3\n", "lists (line 1) is not a table"},
    {"[fetch]\nverify_tls = false\n", "fetch.verify_tls (line 2) is not a key"},
    {"[fetch]\nallow_http = \"yes\"\n", "fetch.allow_http (line 2) is neither true nor false"},
    {"[fetch]\ntimeout_s = 0\n", "fetch.timeout_s (line 2)"},
    {"[fetch]\nproxy = \"socks5://x\"\n", "fetch.proxy (line 2) does not begin"},
    {"[gate]\ncount_drop_percent = 101\n", "gate.count_drop_percent (line 2) is not a number from 0 to 100"},
    {"[gate]\ncount_drop_percent = nan\n", "gate.count_drop_percent (line 2)"},
    {"[gate]\nmass_change_percent = -1\n", "gate.mass_change_percent (line 2)"},
    {"[gate\n", "line 1"},
};

TEST(Publishers, WhatWeDoNotUnderstandIsRefusedByName) {
    for (const auto& row : refusals) {
        const auto read = parse_configuration(row.toml);
        ASSERT_FALSE(read) << row.toml;
        EXPECT_EQ(read.error().code, base::ErrorCode::invalid_input) << row.toml;
        EXPECT_THAT(read.error().message, HasSubstr(row.sentence)) << row.toml;
    }
}

TEST(Publishers, OnlyListsThatTheFileEnablesAreExpected) {
    struct Row {
        const char* toml;
        std::vector<std::string> expected;
    };
    const Row rows[] = {
        {"", {}},
        {"[gate]\ncount_drop_percent = 3\n", {}},
        {"[lists.un]\nage_limit_hours = 48\n", {}},
        {"[lists.un]\nenabled = true\n[lists.eu]\nenabled = false\n[lists.uk]\nenabled = true\n",
         {"uk", "un"}},
    };
    for (const Row& row : rows) {
        const auto expected = expected_lists(row.toml);
        ASSERT_TRUE(expected) << row.toml;
        EXPECT_EQ(*expected, row.expected) << row.toml;
    }
    EXPECT_FALSE(expected_lists("[lists.nowhere]\nenabled = true\n"));
    EXPECT_EQ(expected_lists(default_configuration_text())->size(), 7U);
}

}  // namespace
}  // namespace cordon::server
