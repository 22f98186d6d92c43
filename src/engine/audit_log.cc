#include "engine/audit_log.h"

#include <fmt/format.h>

#include <utility>

#include "base/strings.h"
#include "codec/canonical_json.h"
#include "codec/json.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;

constexpr std::string_view proof_type = "cordon.audit_proof.1";

std::unexpected<base::Error> misses(std::string_view document, std::string_view member) {
    return base::fail(ErrorCode::invalid_input,
                      fmt::format("this {} has no '{}', or it is of the wrong kind", document, member));
}

base::Result<std::uint64_t> number_in(const codec::JsonValue& value, std::string_view document,
                                      std::string_view member) {
    const codec::JsonValue* found = value.find(member);
    if (found == nullptr || found->integer() == nullptr || *found->integer() < 0) {
        return misses(document, member);
    }
    return static_cast<std::uint64_t>(*found->integer());
}

base::Result<std::string> text_in(const codec::JsonValue& value, std::string_view document,
                                  std::string_view member) {
    const codec::JsonValue* found = value.find(member);
    if (found == nullptr || found->string() == nullptr) {
        return misses(document, member);
    }
    return *found->string();
}

}  // namespace

base::Result<std::string> seal_checkpoint(const Checkpoint& checkpoint, const codec::StatementHead& head,
                                          const base::SigningKey& key) {
    codec::JsonWriter json;
    json.begin_object().key("size").integer(static_cast<std::int64_t>(checkpoint.size));
    json.key("root").string(base::to_hex(checkpoint.root));
    json.key("previous_sha256").string(checkpoint.previous_sha256).end_object();
    return codec::seal_statement(head, json.take(), key);
}

base::Result<OpenedCheckpoint> open_checkpoint(std::string_view bytes) {
    CORDON_ASSIGN(const codec::SignedStatement statement, codec::open_statement(bytes));
    if (statement.head.type != checkpoint_type) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("this is signed, but no checkpoint of an audit log: {}",
                                      base::shown(statement.head.type)));
    }
    OpenedCheckpoint opened;
    CORDON_ASSIGN(opened.checkpoint.size, number_in(statement.content, "checkpoint", "size"));
    CORDON_ASSIGN(const std::string root, text_in(statement.content, "checkpoint", "root"));
    CORDON_ASSIGN(opened.checkpoint.root, base::parse_sha256(root));
    CORDON_ASSIGN(opened.checkpoint.previous_sha256,
                  text_in(statement.content, "checkpoint", "previous_sha256"));
    opened.head = statement.head;
    opened.sha256 = statement.sha256;
    opened.key = statement.key;
    return opened;
}

base::Sha256Digest audit_leaf_hash(std::string_view leaf) {
    return cases::leaf_hash(leaf);
}

base::Sha256Digest audit_root(const std::vector<base::Sha256Digest>& leaves) {
    return cases::tree_root(leaves);
}

base::Result<std::string> write_leaf_proof(const std::vector<base::Sha256Digest>& leaves, std::uint64_t leaf,
                                           std::string_view text, std::string_view checkpoint) {
    CORDON_ASSIGN(const OpenedCheckpoint opened, open_checkpoint(checkpoint));
    if (leaves.size() != opened.checkpoint.size || leaf >= leaves.size()) {
        return base::fail(ErrorCode::invalid_input,
                          "a proof needs a leaf that the checkpoint covers, and the leaves up to it");
    }
    codec::JsonWriter json;
    json.begin_object().key("type").string(proof_type);
    json.key("leaf").integer(static_cast<std::int64_t>(leaf)).key("text").string(text);
    json.key("path").begin_array();
    for (const base::Sha256Digest& hash : cases::inclusion_proof(leaves, leaf)) {
        json.string(base::to_hex(hash));
    }
    json.end_array().end_object();
    std::string proof = json.take();
    proof.pop_back();
    return fmt::format("{},\n\"checkpoint\": {}}}\n", proof, base::trim(checkpoint));
}

base::Result<LeafProof> open_leaf_proof(std::string_view bytes) {
    constexpr std::string_view document = "proof";
    CORDON_ASSIGN(const codec::JsonValue value, codec::parse_json(bytes));
    if (const auto twice = codec::first_duplicate_key(value)) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("the key '{}' stands twice in one object", base::shown(*twice)));
    }
    CORDON_ASSIGN(const std::string type, text_in(value, document, "type"));
    if (type != proof_type) {
        return base::fail(ErrorCode::invalid_input, "this is no proof from an audit log");
    }
    LeafProof proof;
    CORDON_ASSIGN(proof.leaf, number_in(value, document, "leaf"));
    CORDON_ASSIGN(proof.text, text_in(value, document, "text"));
    const codec::JsonValue* path = value.find("path");
    const codec::JsonValue* checkpoint = value.find("checkpoint");
    if (path == nullptr || path->array() == nullptr || checkpoint == nullptr) {
        return misses(document, "path' or 'checkpoint");
    }
    CORDON_ASSIGN(const std::string statement, codec::canonical_json(*checkpoint));
    CORDON_ASSIGN(proof.checkpoint, open_checkpoint(statement));
    std::vector<base::Sha256Digest> hashes;
    for (const codec::JsonValue& each : *path->array()) {
        CORDON_ASSIGN(hashes.emplace_back(), base::parse_sha256(each.as_text()));
    }
    CORDON_TRY(cases::verify_inclusion(cases::leaf_hash(proof.text), proof.leaf,
                                       proof.checkpoint.checkpoint.size, hashes,
                                       proof.checkpoint.checkpoint.root));
    return proof;
}

}  // namespace cordon::engine
