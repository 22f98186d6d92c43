#include "storage/key_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/strings.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;

constexpr std::uint32_t lock_wait_ms_max = 5'000;
constexpr std::int64_t forgiven_ms = 60'000;
constexpr std::string_view secret_file = "signing.key";
constexpr std::string_view public_word = "cordon-public-key-1";

std::string one_line(std::string_view text) {
    return base::shown(base::collapse_whitespace(text), 200);
}

}  // namespace

bool was_retired(const KnownKey& key, base::Instant at) {
    return key.until && at.unix_ms > key.until->unix_ms + forgiven_ms;
}

const KnownKey* known_key(std::span<const KnownKey> keys, const base::PublicKey& key) {
    const KnownKey* found = nullptr;
    for (const KnownKey& one : keys) {
        if (one.key == key && (found == nullptr || one.current || (one.until && !found->current))) {
            found = &one;
        }
    }
    return found;
}

bool was_valid(const KnownKey& key, base::Instant at) {
    if (key.made_at.unix_ms == 0) {  // a key alone, without its times
        return true;
    }
    return at.unix_ms >= key.made_at.unix_ms - forgiven_ms && !was_retired(key, at);
}

base::Status check_signer(std::span<const KnownKey> keys, const base::PublicKey& key,
                          base::Instant signed_at) {
    const KnownKey* const signer = known_key(keys, key);
    if (signer == nullptr) {
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("is signed by key {}, which is not known here", base::key_id(key)));
    }
    if (!was_valid(*signer, signed_at)) {
        return base::fail(
            base::ErrorCode::corrupt,
            fmt::format("says that it was signed {}, and key {} was in use from {}{}, so whoever has the old "
                        "secret may have made it",
                        base::to_string(signed_at), signer->id, base::to_string(signer->made_at),
                        signer->until ? " to " + base::to_string(*signer->until) : ""));
    }
    return {};
}

std::string public_key_file(const KnownKey& key) {
    return fmt::format("{} {} {} {}\n", public_word, base::to_hex(key.key), base::to_string(key.made_at),
                       one_line(key.made_by));
}

base::Result<KnownKey> parse_public_key_file(std::string_view text) {
    text = base::trim(text);
    KnownKey known;
    if (!text.starts_with(public_word)) {
        CORDON_ASSIGN(known.key, base::parse_public_key(text));
        known.id = base::key_id(known.key);
        return known;
    }
    const std::vector<std::string_view> words = base::split(text, ' ');
    if (words.size() < 3) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("a public key file reads '{} KEY TIME NAME', and this does not", public_word));
    }
    CORDON_ASSIGN(known.key, base::parse_public_key(words[1]));
    CORDON_ASSIGN(known.made_at, base::parse_instant(words[2]));
    known.id = base::key_id(known.key);
    const std::size_t name_at = public_word.size() + words[1].size() + words[2].size() + 3;
    known.made_by = name_at < text.size() ? text.substr(name_at) : "";
    return known;
}

base::Result<base::SigningKey> parse_signing_key_file(std::string_view text) {
    text = base::trim(text);
    if (!text.starts_with(signing_key_word) || text.size() <= signing_key_word.size()) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("a signing key file reads '{} KEY', and this does not", signing_key_word));
    }
    return base::SigningKey::from_hex(text.substr(signing_key_word.size() + 1));
}

KeyStore::KeyStore(const std::string& home, FileOps* ops)
    : home_{home}, folder_{home + "/keys"}, ops_{ops == nullptr ? &own_ops_ : ops} {}

base::Result<std::optional<base::SigningKey>> KeyStore::read_secret() const {
    const std::string path = fmt::format("{}/{}", folder_, secret_file);
    if (!exists(path)) {
        return std::optional<base::SigningKey>();
    }
    CORDON_ASSIGN(const std::string text, read_file(path));
    if (auto key = parse_signing_key_file(text)) {
        return std::optional<base::SigningKey>(*std::move(key));
    }
    return base::fail(ErrorCode::corrupt,
                      fmt::format("{} is no signing key; restore it from a backup, or move it away and run "
                                  "cordon key rotate",
                                  path));
}

base::Result<base::SigningKey> KeyStore::signing_key(base::Instant now, std::string_view principal) {
    CORDON_ASSIGN(std::optional<base::SigningKey> there, read_secret());
    if (there) {
        return *std::move(there);
    }
    CORDON_TRY(ops_->make_folder_and_parents(home_));
    CORDON_ASSIGN(const WriterLock lock, WriterLock::take(home_, lock_wait_ms_max, "keys.lock"));
    CORDON_ASSIGN(std::optional<base::SigningKey> made_meanwhile, read_secret());
    if (made_meanwhile) {
        return *std::move(made_meanwhile);
    }
    return make_key(now, principal);
}

base::Result<KnownKey> KeyStore::rotate(base::Instant now, std::string_view principal) {
    CORDON_TRY(ops_->make_folder_and_parents(home_));
    CORDON_ASSIGN(const WriterLock lock, WriterLock::take(home_, lock_wait_ms_max, "keys.lock"));
    CORDON_ASSIGN(const base::SigningKey key, make_key(now, principal));
    return KnownKey{key.public_key(), base::key_id(key.public_key()), now, one_line(principal), true};
}

// REQUIRES: the lock of keys is held.
base::Result<base::SigningKey> KeyStore::make_key(base::Instant now, std::string_view principal) {
    CORDON_TRY(ops_->make_folder(folder_));
    CORDON_TRY(ops_->sync_folder(home_));
    base::SigningKey key = base::SigningKey::make();
    const KnownKey known{key.public_key(), base::key_id(key.public_key()), now, std::string(principal), true};
    CORDON_TRY(write_whole(known.id + ".pub", public_key_file(known)));
    CORDON_TRY(
        write_whole(std::string(secret_file), fmt::format("{} {}\n", signing_key_word, key.seed_hex())));
    return key;
}

base::Status KeyStore::write_whole(const std::string& name, std::string_view text) {
    const std::string draft = fmt::format("{}/.{}.new", folder_, name);
    CORDON_TRY(ops_->remove_tree(draft));  // left by a crash
    CORDON_TRY(ops_->write_file(draft, text));
    CORDON_TRY(ops_->rename(draft, fmt::format("{}/{}", folder_, name)));
    return ops_->sync_folder(folder_);
}

base::Result<std::vector<KnownKey>> KeyStore::keys() const {
    CORDON_ASSIGN(const std::vector<std::string> names, names_in(folder_));
    CORDON_ASSIGN(const std::optional<base::SigningKey> secret, read_secret());
    std::vector<KnownKey> known;
    for (const std::string& name : names) {
        if (!name.ends_with(".pub") || name.starts_with('.')) {
            continue;
        }
        CORDON_ASSIGN(const std::string text, read_file(folder_ + "/" + name));
        auto key = parse_public_key_file(text);
        if (!key || key->id + ".pub" != name) {
            return base::fail(
                ErrorCode::corrupt,
                fmt::format("{}/{} does not hold the key of that name; restore it from a backup", folder_,
                            name));
        }
        key->current = secret && secret->public_key() == key->key;
        known.push_back(*std::move(key));
    }
    std::ranges::sort(known, [](const KnownKey& left, const KnownKey& right) {
        return std::tie(left.made_at, left.id) < std::tie(right.made_at, right.id);
    });
    // One that was made after the current one, it says, was made while the clock stood wrong, or never used.
    const auto current = std::ranges::find_if(known, &KnownKey::current);
    for (std::size_t at = 0; at < known.size(); ++at) {
        if (known[at].current) {
            continue;
        }
        if (at + 1 < known.size()) {
            known[at].until = known[at + 1].made_at;
        }
        if (current != known.end() && (!known[at].until || current->made_at < *known[at].until)) {
            known[at].until = current->made_at;
        }
    }
    if (secret && std::ranges::none_of(known, &KnownKey::current)) {
        return base::fail(
            ErrorCode::corrupt,
            fmt::format("{} holds a signing key without its public key; restore it from a backup", folder_));
    }
    return known;
}

}  // namespace cordon::storage
