#include "storage/record_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/secure_random.h"
#include "storage/record_schema.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;
using engine::HoldEvent;
using engine::KeptToken;
using engine::LeafKind;
using engine::StoredVerdict;

constexpr std::uint64_t leaves_between_checkpoints = 1'000;
constexpr std::int64_t ms_between_checkpoints = 60'000;
constexpr int log_pages_max = 4'000;  // 16 MB: what a commit may have to carry over, and callers wait for
constexpr const char* policy_of_hash = "SELECT toml FROM policies WHERE sha256 = ?";
constexpr const char* situation_of_hash = "SELECT json FROM situations WHERE sha256 = ?";

Blob blob_of(const base::Sha256Digest& digest) {
    return {{reinterpret_cast<const char*>(digest.data()), digest.size()}};
}

// The 16 bytes behind "v0123...".
std::string id_bytes(std::string_view verdict_id) {
    return bytes_of(verdict_id.substr(1));
}

base::Result<base::Sha256Digest> digest_from(std::string_view bytes) {
    return base::parse_sha256(hex_of(bytes));
}

}  // namespace

SqliteRecordRows::SqliteRecordRows(Database& database, FieldKeys& keys, std::string path, SignCheckpoint sign,
                                   bool salted)
    : database_{&database},
      keys_{&keys},
      reader_{database, keys},
      path_{std::move(path)},
      sign_{std::move(sign)},
      salted_{salted} {
    database.own_log();
}

base::Result<Statement*> SqliteRecordRows::statement(const char* sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        CORDON_ASSIGN(Statement fresh, database_->prepare(sql));
        found = statements_.emplace(sql, std::move(fresh)).first;
    }
    return &found->second;
}

base::Status SqliteRecordRows::usable() const {
    return !broken_ ? base::Status()
                    : base::fail(ErrorCode::unavailable,
                                 fmt::format("{} is not written to after a failure ({}); start cordon again",
                                             path_, broken_->message));
}

base::Status SqliteRecordRows::begin() {
    CORDON_TRY(usable());
    base::Status begun = database_->run("BEGIN IMMEDIATE");
    if (begun) {
        begun = catch_up();
        if (!begun) {
            roll_back(begun.error());
        }
    } else if (begun.error().code != ErrorCode::conflict) {
        broken_ = begun.error();
    }
    return begun;
}

// The edge as the last checkpoint keeps it; what came since is read leaf by leaf.
base::Status SqliteRecordRows::start_from_checkpoint() {
    CORDON_ASSIGN(Statement* const last,
                  statement("SELECT size, root, edge FROM checkpoints ORDER BY size DESC LIMIT 1"));
    CORDON_ASSIGN(const bool found, last->bind().step());
    if (found) {
        std::vector<base::Sha256Digest> edge;
        const std::string kept = last->bytes(2);
        for (std::size_t at = 0; at < kept.size(); at += 32) {
            CORDON_ASSIGN(edge.emplace_back(), digest_from(kept.substr(at, 32)));
        }
        auto log =
            engine::AuditFrontier::from_peaks(static_cast<std::uint64_t>(last->integer(0)), std::move(edge));
        CORDON_ASSIGN(const base::Sha256Digest root, digest_from(last->bytes(1)));
        if (!log || log->root() != root) {
            return base::fail(ErrorCode::corrupt,
                              fmt::format("{}: the last checkpoint does not fit itself; run cordon audit "
                                          "verify and restore the file from a backup",
                                          path_));
        }
        log_ = *std::move(log);
        last->reset();
    }
    started_ = true;
    return {};
}

// Another process may have erased a tenant with its key, or changed the master key.
// (https://sqlite.org/pragma.html#pragma_data_version)
base::Status SqliteRecordRows::notice_others() {
    CORDON_ASSIGN(Statement* const version, statement("PRAGMA data_version"));
    CORDON_ASSIGN([[maybe_unused]] const bool found, version->bind().step());
    const std::int64_t seen = version->integer(0);
    version->reset();
    if (seen != data_version_) {
        CORDON_ASSIGN(const bool current, record_is_current(*database_, path_));
        if (!current) {
            return base::fail(ErrorCode::unsupported,
                              fmt::format("{} was brought to another layout meanwhile; start again", path_));
        }
        keys_->forget();
        CORDON_TRY(keys_->still_fits());
        data_version_ = seen;
    }
    return {};
}

base::Status SqliteRecordRows::catch_up() {
    CORDON_TRY(notice_others());
    if (!started_) {
        CORDON_TRY(start_from_checkpoint());
    }
    CORDON_ASSIGN(Statement* const fresh, statement("SELECT hash FROM leaves WHERE seq >= ? ORDER BY seq"));
    fresh->bind(log_.size());
    for (;;) {
        CORDON_ASSIGN(const bool found, fresh->step());
        if (!found) {
            break;
        }
        CORDON_ASSIGN(const base::Sha256Digest hash, digest_from(fresh->bytes(0)));
        log_.add(hash);
    }
    CORDON_ASSIGN(Statement* const counts, statement("SELECT coalesce((SELECT max(seq) + 1 FROM leaves), 0), "
                                                     "coalesce((SELECT max(size) FROM checkpoints), 0), "
                                                     "coalesce((SELECT max(id) + 1 FROM archives), 1)"));
    CORDON_ASSIGN([[maybe_unused]] const bool row, counts->bind().step());
    const auto leaves = static_cast<std::uint64_t>(counts->integer(0));
    const auto signed_leaves = static_cast<std::uint64_t>(counts->integer(1));
    next_archive_ = counts->integer(2);
    counts->reset();
    if (leaves != log_.size() || signed_leaves < signed_leaves_) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{}: leaves of the audit log are missing; run cordon audit verify and "
                                      "restore the file from a backup",
                                      path_));
    }
    signed_leaves_ = signed_leaves;
    archives_.clear();
    committed_log_ = log_;
    return {};
}

// One for each tenant, so that each is sealed under its own tenant's key.
base::Status SqliteRecordRows::write_archives() {
    CORDON_ASSIGN(Statement* const insert, statement("INSERT INTO archives VALUES (?, ?, ?, nullif(?, ''))"));
    for (const auto& [tenant, archive] : archives_) {
        const std::string_view sealed_for = keys_->on() ? std::string_view(tenant) : std::string_view();
        CORDON_ASSIGN(const std::string packed, reader_.packed(archive.id, sealed_for, archive.messages));
        CORDON_TRY(insert
                       ->bind(archive.id, static_cast<std::uint64_t>(archive.messages.size()), Blob{packed},
                              sealed_for)
                       .run());
    }
    return {};
}

// By the instants that callers hand in; a clock that was set back makes it due as well.
bool SqliteRecordRows::checkpoint_is_due(base::Instant at) const {
    const std::int64_t waited_ms = unsigned_since_ ? at.unix_ms - unsigned_since_->unix_ms : 0;
    return log_.size() - signed_leaves_ >= leaves_between_checkpoints || waited_ms < 0 ||
           waited_ms >= ms_between_checkpoints;
}

base::Status SqliteRecordRows::commit(base::Instant at) {
    CORDON_TRY(write_archives());
    if (checkpoint_is_due(at)) {
        CORDON_TRY(sign_checkpoint(at));
    }
    if (const base::Status done = database_->run("COMMIT"); !done) {
        broken_ = done.error();
        return done;
    }
    committed_log_ = log_;
    if (log_.size() == signed_leaves_) {
        unsigned_since_.reset();
    } else if (!unsigned_since_) {
        unsigned_since_ = at;
    }
    if (database_->log_pages() >= log_pages_max) {
        // What was committed is safe in SQLite's log whether this works or not; what comes next is not.
        if (const base::Status shortened = database_->shorten_log(); !shortened) {
            broken_ = shortened.error();
        }
    }
    return {};
}

void SqliteRecordRows::roll_back(const base::Error& cause) {
    const base::Status undone = database_->run("ROLLBACK");
    log_ = committed_log_;
    known_policy_.clear();
    known_situation_.clear();
    reader_.forget_forms();
    keys_->forget();
    if (!broken_ && (cause.code == ErrorCode::unavailable || cause.code == ErrorCode::corrupt)) {
        broken_ = cause;
    } else if (!broken_ && !undone) {
        broken_ = undone.error();
    }
}

base::Result<std::uint64_t> SqliteRecordRows::add_leaf(LeafKind kind, std::string_view leaf) {
    const base::Sha256Digest hash = engine::audit_leaf_hash(leaf);
    const std::uint64_t number = log_.size();
    CORDON_ASSIGN(Statement* const insert, statement("INSERT INTO leaves VALUES (?, ?, ?)"));
    CORDON_TRY(insert->bind(number, static_cast<std::int64_t>(kind), blob_of(hash)).run());
    log_.add(hash);
    return number;
}

base::Status SqliteRecordRows::add_verdict(const StoredVerdict& verdict, std::string_view message,
                                           std::span<const std::int64_t> keys) {
    // The archive's row comes with the commit; an empty message needs one too.
    auto archive = archives_.find(verdict.key.tenant);
    if (archive == archives_.end()) {
        archive = archives_.emplace(verdict.key.tenant, OpenArchive{next_archive_++, {}}).first;
    }
    const auto position = static_cast<std::uint64_t>(archive->second.messages.size());
    archive->second.messages += message;
    archive->second.messages += '\n';
    CORDON_ASSIGN(const VerdictRow row, reader_.row_of(verdict, keys));
    CORDON_ASSIGN(
        Statement* const insert,
        statement("INSERT INTO verdicts (leaf, tenant, channel, message_id, content_sha256, "
                  "verdict_id, outcome, at, bytes, message_sha256, message_bytes, archive, "
                  "position, fingerprints, situation, salt, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                  "?, ?, ?, nullif(?, x''), nullif(?, x''), nullif(?, x''))"));
    const std::string id = id_bytes(verdict.verdict_id);
    const std::string situation = bytes_of(verdict.situation_sha256);
    insert->bind(verdict.leaf, verdict.key.tenant, verdict.key.channel, row.message_id,
                 Blob{row.content_sha256}, Blob{id}, static_cast<std::int64_t>(verdict.outcome), verdict.at,
                 Blob{row.bytes}, Blob{row.message_sha256}, verdict.message_bytes, archive->second.id,
                 position, Blob{row.fingerprints}, Blob{situation}, Blob{row.salt}, Blob{row.sealed});
    CORDON_TRY(insert->run());
    CORDON_ASSIGN(Statement* const index, statement("INSERT INTO fingerprints VALUES (?, ?)"));
    for (const std::int64_t key : keys) {
        CORDON_ASSIGN(const std::int64_t indexed, reader_.fingerprint_index(key, true));
        CORDON_TRY(index->bind(indexed, verdict.leaf).run());
    }
    return {};
}

std::string SqliteRecordRows::fresh_salt() {
    return salted_ ? base::random_hex(16) : std::string();
}

// The reason's two columns.
base::Result<SqliteRecordRows::SealedReason> SqliteRecordRows::sealed_reason(const char* tenant_of,
                                                                             std::uint64_t owner,
                                                                             std::string_view table,
                                                                             std::uint64_t leaf,
                                                                             std::string_view reason) {
    if (!keys_->on()) {
        return SealedReason{std::string(reason), {}};
    }
    CORDON_ASSIGN(Statement* const row, statement(tenant_of));
    CORDON_ASSIGN([[maybe_unused]] const bool found, row->bind(owner).step());
    const std::string tenant = row->text(0);
    row->reset();
    CORDON_ASSIGN(std::string sealed, keys_->seal({tenant, table, leaf, "reason"}, reason));
    return SealedReason{"sealed", std::move(sealed)};
}

base::Status SqliteRecordRows::add_hold_event(std::uint64_t verdict, const HoldEvent& event) {
    CORDON_ASSIGN(const SealedReason reason, sealed_reason("SELECT tenant FROM verdicts WHERE leaf = ?",
                                                           verdict, "hold_events", event.leaf, event.reason));
    CORDON_ASSIGN(
        Statement* const insert,
        statement("INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, "
                  "at, sealed, policy) VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, x''), nullif(?, x''))"));
    const std::string policy = bytes_of(event.policy_sha256);
    insert->bind(event.leaf, verdict, static_cast<std::int64_t>(event.step), event.principal, reason.text,
                 std::int64_t{event.block_allowed ? 1 : 0}, event.at, Blob{reason.sealed}, Blob{policy});
    return insert->run();
}

base::Status SqliteRecordRows::add_token(std::uint64_t verdict, const KeptToken& token) {
    CORDON_ASSIGN(Statement* const insert,
                  statement("INSERT INTO tokens (leaf, verdict, kind, issued, expires, statement) VALUES (?, "
                            "?, ?, ?, ?, ?)"));
    insert->bind(token.leaf, verdict, static_cast<std::int64_t>(token.token.kind), token.token.issued,
                 token.token.expires, token.token.statement);
    return insert->run();
}

base::Status SqliteRecordRows::add_void(std::uint64_t leaf, std::uint64_t token, std::string_view reason,
                                        base::Instant at) {
    CORDON_ASSIGN(const SealedReason kept,
                  sealed_reason("SELECT tenant FROM verdicts JOIN tokens ON tokens.verdict = verdicts.leaf "
                                "WHERE tokens.leaf = ?",
                                token, "token_voids", leaf, reason));
    CORDON_ASSIGN(
        Statement* const insert,
        statement("INSERT INTO token_voids (leaf, token, reason, at, sealed) VALUES (?, ?, ?, ?, nullif(?, "
                  "x''))"));
    return insert->bind(leaf, token, kept.text, at, Blob{kept.sealed}).run();
}

base::Status SqliteRecordRows::add_text(const char* there, const char* insert, std::string_view sha256,
                                        std::string_view text, std::string& known) {
    if (known == sha256) {
        return {};
    }
    CORDON_ASSIGN(const std::string kept, this->text(there, sha256));
    if (kept.empty()) {
        CORDON_ASSIGN(Statement* const fresh, statement(insert));
        const std::string hash = bytes_of(sha256);
        CORDON_TRY(fresh->bind(Blob{hash}, text).run());
    }
    known = sha256;
    return {};
}

base::Result<std::string> SqliteRecordRows::text(const char* sql, std::string_view sha256) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(Statement* const kept, statement(sql));
    const std::string hash = bytes_of(sha256);
    CORDON_ASSIGN(const bool found, kept->bind(Blob{hash}).step());
    std::string text = found ? kept->text(0) : std::string();
    kept->reset();
    return text;
}

base::Status SqliteRecordRows::add_policy(std::string_view sha256, std::string_view toml) {
    return add_text(policy_of_hash, "INSERT INTO policies VALUES (?, ?)", sha256, toml, known_policy_);
}

base::Status SqliteRecordRows::add_situation(std::string_view sha256, std::string_view json) {
    return add_text(situation_of_hash, "INSERT INTO situations VALUES (?, ?)", sha256, json,
                    known_situation_);
}

base::Result<std::string> SqliteRecordRows::policy(std::string_view sha256) {
    return text(policy_of_hash, sha256);
}

base::Result<std::string> SqliteRecordRows::situation(std::string_view sha256) {
    return text(situation_of_hash, sha256);
}

base::Status SqliteRecordRows::add_policy_step(const engine::PolicyStep& step) {
    CORDON_ASSIGN(
        Statement* const insert,
        statement("INSERT INTO policy_steps (leaf, step, policy, text_sha256, principal, reason, at) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?)"));
    const std::string policy = bytes_of(step.policy_sha256);
    const std::string text = bytes_of(step.text_sha256);
    insert->bind(step.leaf, static_cast<std::int64_t>(step.step), Blob{policy}, Blob{text}, step.principal,
                 step.reason, step.at);
    return insert->run();
}

base::Result<std::vector<engine::PolicyStep>> SqliteRecordRows::policy_steps() {
    CORDON_TRY(usable());
    CORDON_ASSIGN(Statement* const all,
                  statement("SELECT leaf, step, policy, text_sha256, principal, reason, at FROM policy_steps "
                            "ORDER BY leaf"));
    all->bind();
    std::vector<engine::PolicyStep> steps;
    for (;;) {
        CORDON_ASSIGN(const bool found, all->step());
        if (!found) {
            return steps;
        }
        steps.push_back(policy_step_from(*all));
    }
}

base::Status SqliteRecordRows::sign_checkpoint(base::Instant at) {
    if (log_.size() == signed_leaves_) {
        return {};  // nothing happened since
    }
    CORDON_ASSIGN(Statement* const last,
                  statement("SELECT sha256 FROM checkpoints ORDER BY size DESC LIMIT 1"));
    CORDON_ASSIGN(const bool found, last->bind().step());
    const std::string previous = found ? last->text(0) : "";
    last->reset();
    const base::Sha256Digest root = log_.root();
    CORDON_ASSIGN(const std::string signed_bytes, sign_({log_.size(), root, previous}, at));
    CORDON_ASSIGN(const engine::OpenedCheckpoint opened, engine::open_checkpoint(signed_bytes));
    std::string edge;
    for (const base::Sha256Digest& peak : log_.peaks()) {
        edge += blob_of(peak).bytes;
    }
    CORDON_ASSIGN(Statement* const insert, statement("INSERT INTO checkpoints VALUES (?, ?, ?, ?, ?)"));
    CORDON_TRY(insert->bind(log_.size(), blob_of(root), Blob{edge}, signed_bytes, opened.sha256).run());
    signed_leaves_ = log_.size();
    return {};
}

}  // namespace cordon::storage
