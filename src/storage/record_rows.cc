#include "storage/record_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "codec/archive.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;
using engine::HoldEvent;
using engine::HoldStep;
using engine::KeptToken;
using engine::LeafKind;
using engine::StoredVerdict;

constexpr std::uint64_t leaves_between_checkpoints = 1'000;
constexpr std::int64_t ms_between_checkpoints = 60'000;
constexpr std::uint64_t leaf_max = ~std::uint64_t{0} >> 1U;  // SQLite's numbers have a sign
constexpr int log_pages_max = 16'000;                        // 64 MB
constexpr int message_level = 1;  // messages of one commit resemble each other; more effort gains little
constexpr std::uint64_t archive_bytes_max = 1ULL << 30U;
constexpr const char* policy_of_hash = "SELECT toml FROM policies WHERE sha256 = ?";
constexpr const char* situation_of_hash = "SELECT json FROM situations WHERE sha256 = ?";

Blob blob_of(const base::Sha256Digest& digest) {
    return {{reinterpret_cast<const char*>(digest.data()), digest.size()}};
}

// REQUIRES: an even number of hexadecimal letters.
std::string bytes_of(std::string_view hex) {
    std::string bytes;
    bytes.reserve(hex.size() / 2);
    const auto digit = [](char letter) { return letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10; };
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
        bytes += static_cast<char>(16 * digit(hex[at]) + digit(hex[at + 1]));
    }
    return bytes;
}

// The 16 bytes behind "v0123...".
std::string id_bytes(std::string_view verdict_id) {
    return bytes_of(verdict_id.substr(1));
}

std::string blob_of_keys(std::span<const std::int64_t> keys) {
    std::string blob;
    for (const std::int64_t key : keys) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            blob += static_cast<char>(static_cast<std::uint64_t>(key) >> shift);
        }
    }
    return blob;
}

base::Result<base::Sha256Digest> digest_from(std::string_view bytes) {
    return base::parse_sha256(hex_of(bytes));
}

HoldEvent event_from(const Statement& statement) {
    return {static_cast<std::uint64_t>(statement.integer(0)), static_cast<HoldStep>(statement.integer(1)),
            statement.text(2), statement.text(3), base::Instant{statement.integer(4)}};
}

}  // namespace

SqliteRecordRows::SqliteRecordRows(Database& database, std::string path, SignCheckpoint sign)
    : database_{&database}, path_{std::move(path)}, sign_{std::move(sign)} {
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

base::Status SqliteRecordRows::catch_up() {
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
    archive_ = counts->integer(2);
    counts->reset();
    if (leaves != log_.size() || signed_leaves < signed_leaves_) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{}: leaves of the audit log are missing; run cordon audit verify and "
                                      "restore the file from a backup",
                                      path_));
    }
    signed_leaves_ = signed_leaves;
    messages_.clear();
    committed_log_ = log_;
    return {};
}

base::Status SqliteRecordRows::write_archive() {
    if (messages_.empty()) {
        return {};
    }
    CORDON_ASSIGN(Statement* const insert, statement("INSERT INTO archives VALUES (?, ?, ?)"));
    const std::string packed = codec::zstd_compress(messages_, message_level);
    insert->bind(archive_, static_cast<std::uint64_t>(messages_.size()), Blob{packed});
    return insert->run();
}

// By the instants that callers hand in; a clock that was set back makes it due as well.
bool SqliteRecordRows::checkpoint_is_due(base::Instant at) const {
    const std::int64_t waited_ms = unsigned_since_ ? at.unix_ms - unsigned_since_->unix_ms : 0;
    return log_.size() - signed_leaves_ >= leaves_between_checkpoints || waited_ms < 0 ||
           waited_ms >= ms_between_checkpoints;
}

base::Status SqliteRecordRows::commit(base::Instant at) {
    CORDON_TRY(write_archive());
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
    const auto position = static_cast<std::uint64_t>(messages_.size());
    messages_ += message;
    messages_ += '\n';
    CORDON_ASSIGN(
        Statement* const insert,
        statement("INSERT INTO verdicts (leaf, tenant, channel, message_id, content_sha256, "
                  "verdict_id, outcome, at, bytes, message_sha256, message_bytes, archive, "
                  "position, fingerprints, situation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                  "?, nullif(?, x''))"));
    const std::string content = bytes_of(verdict.key.content_sha256);
    const std::string id = id_bytes(verdict.verdict_id);
    const std::string message_hash = bytes_of(verdict.message_sha256);
    const std::string blob = blob_of_keys(keys);
    const std::string situation = bytes_of(verdict.situation_sha256);
    insert->bind(verdict.leaf, verdict.key.tenant, verdict.key.channel, verdict.key.message_id, Blob{content},
                 Blob{id}, static_cast<std::int64_t>(verdict.outcome), verdict.at, Blob{verdict.bytes},
                 Blob{message_hash}, verdict.message_bytes, archive_, position, Blob{blob}, Blob{situation});
    CORDON_TRY(insert->run());
    CORDON_ASSIGN(Statement* const index, statement("INSERT INTO fingerprints VALUES (?, ?)"));
    for (const std::int64_t key : keys) {
        CORDON_TRY(index->bind(key, verdict.leaf).run());
    }
    return {};
}

base::Status SqliteRecordRows::add_hold_event(std::uint64_t verdict, const HoldEvent& event,
                                              bool block_allowed) {
    CORDON_ASSIGN(Statement* const insert,
                  statement("INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, "
                            "at) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    insert->bind(event.leaf, verdict, static_cast<std::int64_t>(event.step), event.principal, event.reason,
                 std::int64_t{block_allowed ? 1 : 0}, event.at);
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
    CORDON_ASSIGN(Statement* const insert,
                  statement("INSERT INTO token_voids (leaf, token, reason, at) VALUES (?, ?, ?, ?)"));
    return insert->bind(leaf, token, reason, at).run();
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

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::read_verdicts(Statement& statement) {
    std::vector<StoredVerdict> found;
    for (;;) {
        CORDON_ASSIGN(const bool row, statement.step());
        if (!row) {
            return found;
        }
        found.push_back(verdict_from(statement));
    }
}

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::same_message(const engine::VerdictKey& key) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(
        Statement* const same,
        statement("SELECT leaf, tenant, channel, message_id, content_sha256, verdict_id, outcome, "
                  "at, bytes, message_sha256, message_bytes, situation FROM verdicts WHERE tenant = ? AND "
                  "channel = ? AND message_id = ? ORDER BY leaf"));
    same->bind(key.tenant, key.channel, key.message_id);
    return read_verdicts(*same);
}

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::by_id(std::string_view prefix) {
    CORDON_TRY(usable());
    std::string first(prefix.substr(1));
    std::string last = first;
    first.resize(32, '0');
    last.resize(32, 'f');
    CORDON_ASSIGN(
        Statement* const near,
        statement(
            "SELECT leaf, tenant, channel, message_id, content_sha256, verdict_id, outcome, "
            "at, bytes, message_sha256, message_bytes, situation FROM verdicts WHERE verdict_id BETWEEN "
            "? AND ? ORDER BY verdict_id LIMIT 2"));
    const std::string from = bytes_of(first);
    const std::string to = bytes_of(last);
    near->bind(Blob{from}, Blob{to});
    return read_verdicts(*near);
}

base::Result<std::string> SqliteRecordRows::message(const StoredVerdict& verdict) {
    CORDON_TRY(usable());
    const auto lost = [&] {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{}: the message of {} cannot be read back; run cordon audit verify",
                                      path_, verdict.verdict_id));
    };
    CORDON_ASSIGN(Statement* const place, statement("SELECT archive, position FROM verdicts WHERE leaf = ?"));
    CORDON_ASSIGN(const bool found, place->bind(verdict.leaf).step());
    if (!found) {
        return lost();
    }
    const std::int64_t archive = place->integer(0);
    const auto position = static_cast<std::uint64_t>(place->integer(1));
    place->reset();
    if (archive != read_archive_) {
        CORDON_ASSIGN(Statement* const packed, statement("SELECT packed, bytes FROM archives WHERE id = ?"));
        CORDON_ASSIGN(const bool there, packed->bind(archive).step());
        auto messages = there ? codec::zstd_decompress(
                                    packed->bytes(0), std::min(static_cast<std::uint64_t>(packed->integer(1)),
                                                               archive_bytes_max))
                              : lost();
        packed->reset();
        if (!messages) {
            return lost();
        }
        read_archive_ = archive;
        read_messages_ = *std::move(messages);
    }
    if (position > read_messages_.size() || read_messages_.size() - position < verdict.message_bytes) {
        return lost();
    }
    return read_messages_.substr(position, verdict.message_bytes);
}

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::by_fingerprints(std::span<const std::int64_t> keys,
                                                                           const engine::EarlierQuery& query,
                                                                           std::uint64_t verdicts_max) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(
        Statement* const match,
        statement("SELECT leaf, tenant, channel, message_id, content_sha256, verdict_id, outcome, "
                  "at, bytes, message_sha256, message_bytes, situation FROM verdicts WHERE leaf IN (SELECT "
                  "verdict FROM fingerprints WHERE key = ?) AND at >= ? AND leaf < ? AND leaf >= ? AND "
                  "outcome >= ? "
                  "ORDER BY leaf DESC LIMIT ?"));
    static_assert(static_cast<int>(model::Outcome::pass) == 0 && static_cast<int>(model::Outcome::hold) == 1);
    const auto least =
        static_cast<std::int64_t>(query.passed_too ? model::Outcome::pass : model::Outcome::hold);
    std::vector<StoredVerdict> all;
    for (const std::int64_t key : keys) {
        match->bind(key, query.since, std::min(query.before_leaf, leaf_max),
                    std::min(query.from_leaf, leaf_max), least, verdicts_max);
        CORDON_ASSIGN(std::vector<StoredVerdict> found, read_verdicts(*match));
        std::ranges::move(found, std::back_inserter(all));
    }
    std::ranges::sort(all, std::greater<>(), &StoredVerdict::leaf);
    const auto again = std::ranges::unique(all, {}, &StoredVerdict::leaf);
    all.erase(again.begin(), again.end());
    all.resize(std::min<std::size_t>(all.size(), verdicts_max));
    return all;
}

base::Result<std::optional<engine::VerdictTime>> SqliteRecordRows::last_verdict_before(std::uint64_t leaf) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(Statement* const last,
                  statement("SELECT leaf, at FROM verdicts WHERE leaf < ? ORDER BY leaf DESC LIMIT 1"));
    CORDON_ASSIGN(const bool found, last->bind(std::min(leaf, leaf_max)).step());
    std::optional<engine::VerdictTime> time;
    if (found) {
        time = {static_cast<std::uint64_t>(last->integer(0)), base::Instant{last->integer(1)}};
    }
    last->reset();
    return time;
}

// In pages, so that the one who is called may use the store, and so that no moment is held for hours.
base::Status SqliteRecordRows::for_each_verdict(
    std::uint64_t from_leaf, const std::function<base::Status(const StoredVerdict&)>& each) {
    CORDON_TRY(usable());
    for (std::uint64_t next = from_leaf;;) {
        CORDON_ASSIGN(
            Statement* const page,
            statement("SELECT leaf, tenant, channel, message_id, content_sha256, verdict_id, "
                      "outcome, at, bytes, message_sha256, message_bytes, situation FROM verdicts WHERE leaf "
                      ">= ? ORDER BY leaf LIMIT 500"));
        page->bind(next);
        CORDON_ASSIGN(const std::vector<StoredVerdict> found, read_verdicts(*page));
        for (const StoredVerdict& verdict : found) {
            CORDON_TRY(each(verdict));
        }
        if (found.empty()) {
            return {};
        }
        next = found.back().leaf + 1;
    }
}

base::Result<std::vector<HoldEvent>> SqliteRecordRows::hold_events(std::uint64_t verdict) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(Statement* const events,
                  statement("SELECT leaf, step, principal, reason, at FROM hold_events WHERE verdict = ? "
                            "ORDER BY leaf"));
    events->bind(verdict);
    std::vector<HoldEvent> found;
    for (;;) {
        CORDON_ASSIGN(const bool row, events->step());
        if (!row) {
            return found;
        }
        found.push_back(event_from(*events));
    }
}

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::held(const engine::HoldQuery& query,
                                                                std::uint64_t verdicts_max) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(
        Statement* const held,
        statement(
            "SELECT leaf, tenant, channel, message_id, content_sha256, verdict_id, outcome, "
            "at, bytes, message_sha256, message_bytes, situation FROM verdicts WHERE leaf IN (SELECT "
            "verdict FROM (SELECT verdict, step, max(leaf) FROM hold_events GROUP BY "
            "verdict) WHERE ? OR step < 3) AND leaf >= ? AND (? = '' OR tenant = ?) ORDER BY leaf LIMIT ?"));
    held->bind(std::int64_t{query.decided_too ? 1 : 0}, query.from_leaf, query.tenant, query.tenant,
               verdicts_max);
    return read_verdicts(*held);
}

base::Result<std::vector<KeptToken>> SqliteRecordRows::tokens(std::uint64_t verdict) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(Statement* const all,
                  statement("SELECT tokens.leaf, kind, issued, expires, statement, token_voids.at, "
                            "coalesce(token_voids.reason, ''), verdicts.verdict_id FROM tokens JOIN verdicts "
                            "ON verdicts.leaf = tokens.verdict LEFT JOIN token_voids ON token_voids.token = "
                            "tokens.leaf WHERE tokens.verdict = ? ORDER BY tokens.leaf"));
    all->bind(verdict);
    std::vector<KeptToken> found;
    for (;;) {
        CORDON_ASSIGN(const bool row, all->step());
        if (!row) {
            return found;
        }
        KeptToken& kept = found.emplace_back();
        kept.leaf = static_cast<std::uint64_t>(all->integer(0));
        kept.token.kind = static_cast<engine::TokenKind>(all->integer(1));
        kept.token.issued = base::Instant{all->integer(2)};
        kept.token.expires = base::Instant{all->integer(3)};
        kept.token.statement = all->text(4);
        kept.void_since = all->instant(5);
        kept.void_reason = all->text(6);
        kept.token.verdict_id = "v" + hex_of(all->bytes(7));
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
