#include "storage/record_rows.h"

namespace cordon::storage {

using engine::StoredVerdict;

const char* const verdict_columns =
    "SELECT leaf, tenant, channel, message_id, content_sha256, verdict_id, outcome, at, bytes, "
    "message_sha256, message_bytes, situation FROM verdicts";

const char* const policy_step_columns =
    "SELECT leaf, step, policy, text_sha256, principal, reason, at FROM policy_steps";

engine::PolicyStep policy_step_from(const Statement& statement) {
    return {static_cast<std::uint64_t>(statement.integer(0)),
            static_cast<engine::PolicyStepKind>(statement.integer(1)),
            hex_of(statement.bytes(2)),
            hex_of(statement.bytes(3)),
            statement.text(4),
            statement.text(5),
            base::Instant{statement.integer(6)}};
}

std::string hex_of(std::string_view bytes) {
    std::string hex;
    hex.reserve(2 * bytes.size());
    for (const char byte : bytes) {
        hex += "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4U];
        hex += "0123456789abcdef"[static_cast<unsigned char>(byte) & 0xFU];
    }
    return hex;
}

std::vector<std::int64_t> keys_from(std::string_view blob) {
    std::vector<std::int64_t> keys;
    for (std::size_t at = 0; at + 8 <= blob.size(); at += 8) {
        std::uint64_t key = 0;
        for (std::size_t byte = 0; byte < 8; ++byte) {
            key = key << 8U | static_cast<unsigned char>(blob[at + byte]);
        }
        keys.push_back(static_cast<std::int64_t>(key));
    }
    return keys;
}

StoredVerdict verdict_from(const Statement& statement) {
    StoredVerdict verdict;
    verdict.leaf = static_cast<std::uint64_t>(statement.integer(0));
    verdict.key.tenant = statement.text(1);
    verdict.key.channel = statement.text(2);
    verdict.key.message_id = statement.text(3);
    verdict.key.content_sha256 = hex_of(statement.bytes(4));
    verdict.verdict_id = "v" + hex_of(statement.bytes(5));
    verdict.outcome = static_cast<model::Outcome>(statement.integer(6));
    verdict.at = base::Instant{statement.integer(7)};
    verdict.bytes = statement.bytes(8);
    verdict.message_sha256 = hex_of(statement.bytes(9));
    verdict.message_bytes = static_cast<std::uint64_t>(statement.integer(10));
    verdict.situation_sha256 = hex_of(statement.bytes(11));
    return verdict;
}

}  // namespace cordon::storage
