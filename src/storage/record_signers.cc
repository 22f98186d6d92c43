#include "storage/record_signers.h"

#include <fmt/format.h>

#include <utility>

namespace cordon::storage {

namespace {

std::string not_known(const std::string& name, const base::PublicKey& key) {
    return fmt::format("{} is signed by key {}, which is not known", name, base::key_id(key));
}

std::string too_late(const std::string& name, const KnownKey& signer, base::Instant at) {
    return fmt::format(
        "{} is signed by key {} at {}, and that key was retired at {}: whoever has the old secret may have "
        "made it",
        name, signer.id, base::to_string(at), base::to_string(*signer.until));
}

// The key in use is the newest, whatever the clock said when it was made.
bool is_older(const KnownKey& key, const KnownKey& other) {
    return !key.current && (other.current || key.made_at < other.made_at);
}

}  // namespace

void RecordSigners::add(const engine::OpenedCheckpoint& opened, const std::string& name) {
    const KnownKey* const signer = known_key(keys_, opened.key);
    if (signer == nullptr) {
        fault_(not_known(name, opened.key));
        return;
    }
    if (newest_ != nullptr && is_older(*signer, *newest_)) {
        fault_(fmt::format(
            "{} is signed by key {} after key {} had taken over: whoever has the old secret may have "
            "made it",
            name, signer->id, newest_->id));
        return;
    }
    newest_ = signer;
    if (was_retired(*signer, opened.head.made_at)) {
        late_.push_back({signer->key, too_late(name, *signer, opened.head.made_at)});
    } else {
        std::erase_if(late_, [signer](const Late& late) { return late.key != signer->key; });
    }
}

void RecordSigners::finish() {
    for (Late& late : std::exchange(late_, {})) {
        fault_(std::move(late.sentence));
    }
}

void RecordSigners::add_anchor(const engine::OpenedCheckpoint& opened, bool in_log) {
    const std::string name = "the checkpoint handed in";
    const KnownKey* const signer = known_key(keys_, opened.key);
    if (signer == nullptr) {
        fault_(not_known(name, opened.key));
    } else if (!in_log && was_retired(*signer, opened.head.made_at)) {
        fault_(too_late(name, *signer, opened.head.made_at));
    }
}

}  // namespace cordon::storage
