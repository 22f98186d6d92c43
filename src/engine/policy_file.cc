#include "engine/policy_file.h"

#include "base/check.h"
#include "base/hash.h"
#include "codec/canonical_json.h"
#include "codec/toml.h"
#include "engine/policy_checks.h"
#include "engine/policy_keys.h"
#include "engine/policy_reader.h"
#include "engine/policy_writer.h"
#include "generated/default_policy.inc"

namespace cordon::engine {

using base::Result;
using decision::Policy;

namespace {

const std::vector<std::string>& lists_that_are_read() {
    static const std::vector<std::string> lists = {"un", "ofac-sdn", "ofac-cons", "eu",   "uk",
                                                   "ch", "ca",       "ftm",       "table"};
    return lists;
}

}  // namespace

Result<PolicyFile> parse_policy(std::string_view toml, const std::vector<std::string>& known_lists) {
    CORDON_ASSIGN(const auto tree, codec::parse_toml(toml));
    PolicyFile file;
    PolicyReader reader(tree, "");
    describe(reader, file.policy);
    CORDON_TRY(reader.finish());
    CORDON_TRY(
        check_policy(file.policy, known_lists.empty() ? lists_that_are_read() : known_lists, file.warnings));
    file.sha256 = policy_sha256(file.policy);
    return file;
}

std::string policy_json(const Policy& policy) {
    const auto json = codec::canonical_json(policy_tree(policy));
    CORDON_CHECK(json);  // no key twice, no integer beyond 2^53: policy_writer.cc writes neither
    return *json;
}

std::string policy_sha256(const Policy& policy) {
    return base::sha256_hex(policy_json(policy));
}

std::string policy_toml(const Policy& policy) {
    return tree_to_toml(policy_tree(policy));
}

std::string_view default_policy_text() {
    return default_policy_toml;
}

const PolicyFile& default_policy() {
    static const PolicyFile file = [] {
        auto parsed = parse_policy(default_policy_toml);
        CORDON_CHECK(parsed);  // policy_file_test.cc reads it before it ships
        return *std::move(parsed);
    }();
    return file;
}

}  // namespace cordon::engine
