#include "storage/record_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "codec/archive.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;
using engine::StoredVerdict;

constexpr std::uint64_t archive_bytes_max = 1ULL << 30U;
constexpr int message_level = 1;  // messages of one commit resemble each other; more effort gains little
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t fixed_bytes = 2 * hash_bytes + salt_bytes + 4;

FieldPlace place_of(const StoredVerdict& verdict, std::string_view column) {
    return {verdict.key.tenant, "verdicts", verdict.leaf, column};
}

FieldPlace place_of_archive(std::int64_t id, std::string_view tenant) {
    return {tenant, "archives", static_cast<std::uint64_t>(id), "packed"};
}

// The lengths first: no two messages read the same.
std::string name_of_message(const engine::VerdictKey& key) {
    return fmt::format("{}:{} {}:{} {}", key.tenant.size(), key.tenant, key.channel.size(), key.channel,
                       key.message_id);
}

}  // namespace

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

std::uint64_t number_in(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) {
        number = number << 8U | static_cast<unsigned char>(byte);
    }
    return number;
}

std::string number_bytes(std::uint64_t number, int count) {
    std::string bytes;
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
        bytes += static_cast<char>(number >> shift & 0xFFU);
    }
    return bytes;
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

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    bytes.reserve(hex.size() / 2);
    const auto digit = [](char letter) { return letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10; };
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
        bytes += static_cast<char>(16 * digit(hex[at]) + digit(hex[at + 1]));
    }
    return bytes;
}

std::string bytes_of(const base::Sha256Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

base::Result<std::string> erasure_salt(Database& database) {
    CORDON_ASSIGN(Statement salt, database.prepare("SELECT salt FROM erasure_salts"));
    CORDON_ASSIGN(const bool found, salt.step());
    if (!found) {
        return base::fail(ErrorCode::corrupt,
                          "the salt by which the record knows erased messages again was taken away; restore "
                          "record.db from a backup");
    }
    return salt.bytes(0);
}

std::vector<std::int64_t> keys_from(std::string_view blob) {
    std::vector<std::int64_t> keys;
    for (std::size_t at = 0; at + 8 <= blob.size(); at += 8) {
        keys.push_back(static_cast<std::int64_t>(number_in(blob.substr(at, 8))));
    }
    return keys;
}

std::string blob_of_keys(std::span<const std::int64_t> keys) {
    std::string blob;
    for (const std::int64_t key : keys) {
        blob += number_bytes(static_cast<std::uint64_t>(key), 8);
    }
    return blob;
}

base::Result<ReadVerdict> RecordReader::verdict(const Statement& statement, WithBytes with_bytes) {
    ReadVerdict read;
    StoredVerdict& verdict = read.verdict;
    verdict.leaf = static_cast<std::uint64_t>(statement.integer(0));
    verdict.key.tenant = statement.text(1);
    verdict.key.channel = statement.text(2);
    verdict.verdict_id = "v" + hex_of(statement.bytes(5));
    verdict.outcome = static_cast<model::Outcome>(statement.integer(6));
    verdict.at = base::Instant{statement.integer(7)};
    verdict.message_bytes = static_cast<std::uint64_t>(statement.integer(10));
    verdict.situation_sha256 = hex_of(statement.bytes(11));
    read.archive = statement.integer(16);
    read.position = static_cast<std::uint64_t>(statement.integer(17));
    if (const std::int64_t erased = statement.integer(14); erased != 0) {
        CORDON_ASSIGN(verdict.erased, erasure(erased));
        return read;
    }
    const std::string sealed = statement.bytes(13);
    if (!sealed.empty()) {
        CORDON_TRY(open_sealed(sealed, read));
    } else {
        verdict.key.message_id = statement.text(3);
        verdict.key.content_sha256 = hex_of(statement.bytes(4));
        verdict.message_sha256 = hex_of(statement.bytes(9));
        verdict.salt = hex_of(statement.bytes(12));
        read.keys = keys_from(statement.bytes(15));
    }
    if (with_bytes == WithBytes::yes) {
        CORDON_TRY(read_bytes(statement.bytes(8), read));
    }
    return read;
}

base::Status RecordReader::read_bytes(const std::string& kept, ReadVerdict& read) {
    std::string packed = kept;
    if (read.sealed) {
        CORDON_ASSIGN(packed, keys_->unseal(place_of(read.verdict, "bytes"), kept));
    }
    CORDON_ASSIGN(read.verdict.bytes, forms_.unpack(packed));
    return {};
}

// Two hashes, the salt, the message id behind its length, and the keys of fingerprints.
base::Status RecordReader::open_sealed(const std::string& sealed, ReadVerdict& read) {
    StoredVerdict& verdict = read.verdict;
    read.sealed = true;
    CORDON_ASSIGN(const std::string plain, keys_->unseal(place_of(verdict, "sealed"), sealed));
    const std::string_view rest = plain;
    const std::uint64_t length =
        rest.size() < fixed_bytes ? ~std::uint64_t{0} : number_in(rest.substr(fixed_bytes - 4, 4));
    if (length > rest.size() - std::min(rest.size(), fixed_bytes)) {
        return base::fail(
            ErrorCode::corrupt,
            fmt::format("the row of {} is sealed in a form that is not known here", verdict.verdict_id));
    }
    verdict.key.content_sha256 = hex_of(rest.substr(0, hash_bytes));
    verdict.message_sha256 = hex_of(rest.substr(hash_bytes, hash_bytes));
    verdict.salt = hex_of(rest.substr(2 * hash_bytes, salt_bytes));
    verdict.key.message_id = rest.substr(fixed_bytes, length);
    read.keys = keys_from(rest.substr(fixed_bytes + length));
    return {};
}

base::Result<VerdictRow> RecordReader::row_of(const StoredVerdict& verdict,
                                              std::span<const std::int64_t> keys) {
    CORDON_ASSIGN(std::string packed, forms_.pack(verdict));
    VerdictRow row{verdict.key.message_id,
                   bytes_of(verdict.key.content_sha256),
                   bytes_of(verdict.message_sha256),
                   blob_of_keys(keys),
                   std::move(packed),
                   bytes_of(verdict.salt),
                   {}};
    if (!keys_->on()) {
        return row;
    }
    const std::string plain = row.content_sha256 + row.message_sha256 + row.salt +
                              number_bytes(row.message_id.size(), 4) + row.message_id + row.fingerprints;
    CORDON_ASSIGN(row.sealed, keys_->seal(place_of(verdict, "sealed"), plain));
    CORDON_ASSIGN(row.bytes, keys_->seal(place_of(verdict, "bytes"), row.bytes));
    CORDON_ASSIGN(const auto content, keys_->index_of("content " + verdict.key.content_sha256, true));
    CORDON_ASSIGN(row.message_id, message_index(verdict.key, true));
    row.content_sha256 = bytes_of(*content);
    row.message_sha256.assign(hash_bytes, '\0');
    row.fingerprints.clear();
    row.salt.clear();
    return row;
}

base::Result<std::string> RecordReader::message_index(const engine::VerdictKey& key, bool make) {
    CORDON_ASSIGN(const auto hash, keys_->index_of("message " + name_of_message(key), make));
    return hash ? base::to_hex(*hash) : std::string();
}

base::Result<std::vector<std::string>> RecordReader::erased_hashes(const engine::VerdictKey& key, bool make) {
    if (salt_.empty()) {
        CORDON_ASSIGN(salt_, erasure_salt(*database_));
    }
    const std::string name = "erased message " + name_of_message(key);
    std::vector<std::string> hashes = {bytes_of(base::sha256(salt_ + name))};
    CORDON_ASSIGN(const auto keyed, keys_->index_of(name, make));
    if (keyed) {
        hashes.push_back(bytes_of(*keyed));
    }
    return hashes;
}

base::Result<std::int64_t> RecordReader::fingerprint_index(std::int64_t key, bool make) {
    CORDON_ASSIGN(const auto hash,
                  keys_->index_of(fmt::format("fingerprint {}", static_cast<std::uint64_t>(key)), make));
    return hash ? static_cast<std::int64_t>(number_in(bytes_of(*hash).substr(0, 8))) : key;
}

base::Result<std::string> RecordReader::reason(const FieldPlace& place, std::string text,
                                               std::string_view sealed) {
    return sealed.empty() ? base::Result<std::string>(std::move(text)) : keys_->unseal(place, sealed);
}

base::Result<std::string> RecordReader::messages(std::int64_t id, std::string_view tenant,
                                                 std::string_view packed, std::uint64_t bytes) {
    const std::uint64_t bytes_max = std::min(bytes, archive_bytes_max);
    if (tenant.empty()) {
        return codec::zstd_decompress(packed, bytes_max);
    }
    CORDON_ASSIGN(const std::string plain, keys_->unseal(place_of_archive(id, tenant), packed));
    return codec::zstd_decompress(plain, bytes_max);
}

base::Result<std::string> RecordReader::packed(std::int64_t id, std::string_view tenant,
                                               std::string_view messages) {
    std::string packed = codec::zstd_compress(messages, message_level);
    return tenant.empty() ? base::Result<std::string>(std::move(packed))
                          : keys_->seal(place_of_archive(id, tenant), packed);
}

// "erased on 2026-11-22 by anna and bert because ..."
base::Result<std::string> RecordReader::erasure(std::int64_t leaf) {
    const auto known = erasures_.find(leaf);
    if (known != erasures_.end()) {
        return known->second;
    }
    CORDON_ASSIGN(
        Statement steps,
        database_->prepare("SELECT principal, reason, ground, at FROM erasure_steps WHERE leaf <= ? "
                           "ORDER BY leaf DESC LIMIT 2"));
    CORDON_ASSIGN(const bool confirmed, steps.bind(leaf).step());
    if (!confirmed) {
        return std::string("erased, and nothing says by whom; run cordon audit verify");
    }
    const std::string second = steps.text(0);
    const std::string ground = steps.text(2);
    const std::string day = base::to_string(base::Instant{steps.integer(3)}).substr(0, 10);
    CORDON_ASSIGN(const bool proposed, steps.step());
    std::string sentence =
        fmt::format("erased on {} by {} and {} because: {}{}", day, proposed ? steps.text(0) : "nobody",
                    second, proposed ? steps.text(1) : "", ground.empty() ? "" : "; ordered by " + ground);
    erasures_.emplace(leaf, sentence);
    return sentence;
}

}  // namespace cordon::storage
