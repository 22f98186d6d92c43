#include "cases/checkpoint_note.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/parse.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "base/web_key.h"

namespace cordon::cases {

namespace {

using base::ErrorCode;

constexpr std::size_t note_bytes_max = 64 * 1024;
constexpr std::size_t signatures_max = 100;
constexpr std::size_t proof_hashes_max = 130;
constexpr std::string_view dash = "\u2014 ";
constexpr char kind_log = '\1';
constexpr char kind_witness = '\4';
constexpr std::size_t hash_bytes = 4;
constexpr std::size_t time_bytes = 8;
constexpr std::size_t signature_bytes = 64;

std::string_view bytes_of(const TreeHash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

base::Result<TreeHash> hash_from(std::string_view base64) {
    CORDON_ASSIGN(const std::string bytes, base::from_base64(base64));
    TreeHash hash{};
    if (bytes.size() != hash.size()) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no hash of 32 bytes", base::shown(base64, 60)));
    }
    std::ranges::copy(bytes, reinterpret_cast<char*>(hash.data()));
    return hash;
}

// 1, 12, 4711; as a number is written by everybody, so that one state has one text.
base::Result<std::uint64_t> count_from(std::string_view text) {
    CORDON_ASSIGN(const std::uint64_t count, base::parse_number<std::uint64_t>(text));
    if (count == 0 || std::to_string(count) != text ||
        count > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no number of leaves", base::shown(text, 40)));
    }
    return count;
}

std::string key_hash(std::string_view name, char kind, const base::PublicKey& key) {
    std::string named = fmt::format("{}\n{}", name, kind);
    named.append(key.bytes.begin(), key.bytes.end());
    return std::string(bytes_of(base::sha256(named)).substr(0, hash_bytes));
}

std::string signature_line(std::string_view name, std::string_view bytes) {
    return fmt::format("{}{} {}\n", dash, name, base::to_base64(bytes));
}

bool is_name(std::string_view name) {
    return !name.empty() && name.find_first_of(" +\t") == std::string_view::npos;
}

std::string cosigned_text(const LogState& state, std::int64_t seconds) {
    return fmt::format("cosignature/v1\ntime {}\n{}", seconds, note_text(state));
}

base::Signature signature_from(std::string_view bytes) {
    base::Signature signature;
    std::ranges::copy(bytes, reinterpret_cast<char*>(signature.bytes.data()));
    return signature;
}

std::string_view bytes_of(const base::Signature& signature) {
    return {reinterpret_cast<const char*>(signature.bytes.data()), signature.bytes.size()};
}

base::Result<LogState> state_from(std::string_view text) {
    const std::vector<std::string_view> lines = base::split(text, '\n');
    if (lines.size() != 4 || !lines.back().empty()) {
        return base::fail(ErrorCode::invalid_input,
                          "a checkpoint has three lines before the empty one: origin, leaves and root");
    }
    if (!is_name(lines[0])) {
        return base::fail(ErrorCode::invalid_input, "the checkpoint's first line does not name a log");
    }
    LogState state;
    state.origin = lines[0];
    CORDON_ASSIGN(state.size, count_from(lines[1]));
    CORDON_ASSIGN(state.root, hash_from(lines[2]));
    return state;
}

bool has_control_letters(std::string_view bytes) {
    return std::ranges::any_of(bytes, [](char letter) {
        return (static_cast<unsigned char>(letter) < 0x20 && letter != '\n') || letter == '\x7f';
    });
}

}  // namespace

std::string log_origin(const TreeHash& first_leaf) {
    return "cordon/audit/" + base::to_hex(first_leaf).substr(0, 16);
}

std::string witness_name(const base::PublicKey& witness) {
    return "cordon/witness/" + base::key_id(witness);
}

std::string note_text(const LogState& state) {
    return fmt::format("{}\n{}\n{}\n", state.origin, state.size, base::to_base64(bytes_of(state.root)));
}

std::string sign_note(const LogState& state, const base::SigningKey& log) {
    const std::string text = note_text(state);
    std::string bytes = key_hash(state.origin, kind_log, log.public_key());
    bytes += bytes_of(log.sign(text));
    return text + "\n" + signature_line(state.origin, bytes);
}

base::Result<NoteSignature> parse_signature_line(std::string_view line) {
    const std::size_t blank = line.rfind(' ');
    if (!line.starts_with(dash) || blank < dash.size()) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no signature line", base::shown(line, 80)));
    }
    NoteSignature signature;
    signature.name = line.substr(dash.size(), blank - dash.size());
    signature.line = line;
    CORDON_ASSIGN(signature.bytes, base::from_base64(line.substr(blank + 1)));
    if (!is_name(signature.name) || signature.bytes.size() <= hash_bytes) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no signature line", base::shown(line, 80)));
    }
    return signature;
}

base::Result<CheckpointNote> parse_note(std::string_view bytes) {
    if (bytes.size() > note_bytes_max) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("a checkpoint has at most {} bytes", note_bytes_max));
    }
    if (base::first_invalid_utf8(bytes) || has_control_letters(bytes)) {
        return base::fail(ErrorCode::invalid_input, "this is no checkpoint: it is not plain text");
    }
    const std::size_t gap = bytes.find("\n\n");
    if (gap == std::string_view::npos || !bytes.ends_with('\n')) {
        return base::fail(
            ErrorCode::invalid_input,
            "this is no signed checkpoint: no empty line before the signatures, or no line feed "
            "at the end (cordon audit checkpoint --format note writes one)");
    }
    CheckpointNote note;
    CORDON_ASSIGN(note.state, state_from(bytes.substr(0, gap + 1)));
    std::string_view rest = bytes.substr(gap + 2);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        CORDON_ASSIGN(note.signatures.emplace_back(), parse_signature_line(rest.substr(0, end)));
        rest.remove_prefix(end + 1);
        if (note.signatures.size() > signatures_max) {
            return base::fail(ErrorCode::limit_exceeded,
                              fmt::format("a checkpoint has at most {} signatures", signatures_max));
        }
    }
    if (note.signatures.empty()) {
        return base::fail(ErrorCode::invalid_input, "nobody has signed this checkpoint");
    }
    return note;
}

base::Status verify_log_signature(const CheckpointNote& note, std::span<const base::PublicKey> log) {
    const std::string text = note_text(note.state);
    bool held = false;
    for (const NoteSignature& signature : note.signatures) {
        for (const base::PublicKey& key : log) {
            if (signature.name != note.state.origin ||
                !signature.bytes.starts_with(key_hash(signature.name, kind_log, key))) {
                continue;
            }
            if (signature.bytes.size() != hash_bytes + signature_bytes ||
                !base::verify(key, text, signature_from(signature.bytes.substr(hash_bytes)))) {
                return base::fail(ErrorCode::corrupt,
                                  "the log's signature does not hold: the checkpoint was changed");
            }
            held = true;
        }
    }
    return held ? base::Status()
                : base::fail(ErrorCode::invalid_input,
                             "the checkpoint is not signed with a key of the log that was named");
}

std::string cosignature_line(const LogState& state, base::Instant at, const base::SigningKey& witness) {
    const std::string name = witness_name(witness.public_key());
    const std::int64_t seconds = at.unix_ms / 1000;
    std::string bytes = key_hash(name, kind_witness, witness.public_key());
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes += static_cast<char>(static_cast<std::uint64_t>(seconds) >> shift & 0xff);
    }
    bytes += bytes_of(witness.sign(cosigned_text(state, seconds)));
    return signature_line(name, bytes);
}

base::Result<base::Instant> verify_cosignature(const LogState& state, const NoteSignature& signature,
                                               const base::PublicKey& witness) {
    if (!signature.bytes.starts_with(key_hash(signature.name, kind_witness, witness)) ||
        signature.bytes.size() != hash_bytes + time_bytes + signature_bytes) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no cosignature by key {}", base::shown(signature.name),
                                      base::key_id(witness)));
    }
    std::uint64_t seconds = 0;
    for (std::size_t at = 0; at < time_bytes; ++at) {
        seconds = seconds << 8 | static_cast<unsigned char>(signature.bytes[hash_bytes + at]);
    }
    constexpr std::uint64_t seconds_max = 253'402'300'799;  // the end of the year 9999
    if (seconds == 0 || seconds > seconds_max ||
        !base::verify(witness, cosigned_text(state, static_cast<std::int64_t>(seconds)),
                      signature_from(std::string_view(signature.bytes).substr(hash_bytes + time_bytes)))) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("the cosignature by key {} does not hold for {} leaves with this root",
                                      base::key_id(witness), state.size));
    }
    return base::Instant{static_cast<std::int64_t>(seconds) * 1000};
}

base::Result<NoteSignature> cosignature_of(const CheckpointNote& note, const base::PublicKey& witness) {
    for (const NoteSignature& signature : note.signatures) {
        if (signature.bytes.starts_with(key_hash(signature.name, kind_witness, witness))) {
            return signature;
        }
    }
    return base::fail(
        ErrorCode::invalid_input,
        fmt::format("no cosignature by key {} stands under this checkpoint", base::key_id(witness)));
}

std::string write_proof(const ConsistencyProof& proof) {
    std::string text = fmt::format("old {}\nnew {}\n", proof.earlier, proof.size);
    for (const TreeHash& hash : proof.hashes) {
        text += base::to_base64(bytes_of(hash)) + "\n";
    }
    return text;
}

base::Result<ConsistencyProof> parse_proof(std::string_view bytes) {
    const std::vector<std::string_view> lines = base::split(bytes, '\n');
    if (lines.size() < 3 || lines.size() > proof_hashes_max || !lines.back().empty() ||
        !lines[0].starts_with("old ") || !lines[1].starts_with("new ")) {
        return base::fail(ErrorCode::invalid_input,
                          "this is no proof that one log begins with another (cordon audit prove "
                          "--consistency writes one)");
    }
    ConsistencyProof proof;
    CORDON_ASSIGN(proof.earlier, count_from(lines[0].substr(4)));
    CORDON_ASSIGN(proof.size, count_from(lines[1].substr(4)));
    for (std::size_t at = 2; at + 1 < lines.size(); ++at) {
        CORDON_ASSIGN(proof.hashes.emplace_back(), hash_from(lines[at]));
    }
    return proof;
}

}  // namespace cordon::cases
