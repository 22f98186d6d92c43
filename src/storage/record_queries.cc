// storage/record_rows.h: what is asked of the record.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "storage/record_rows.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;
using engine::HoldEvent;
using engine::HoldStep;
using engine::KeptToken;
using engine::StoredVerdict;

constexpr std::uint64_t leaf_max = ~std::uint64_t{0} >> 1U;  // SQLite's numbers have a sign

}  // namespace

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::read_verdicts(Statement& statement) {
    std::vector<StoredVerdict> found;
    for (;;) {
        CORDON_ASSIGN(const bool row, statement.step());
        if (!row) {
            return found;
        }
        auto read = reader_.verdict(statement);
        if (!read) {
            statement.reset();  // else it would keep the moment that it read, and nobody could write
            return std::unexpected(read.error());
        }
        found.push_back(std::move(read->verdict));
    }
}

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::same_message(const engine::VerdictKey& key) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(Statement* const same,
                  statement(CORDON_VERDICT_COLUMNS
                            "WHERE tenant = ?1 AND channel = ?2 AND message_id IN (?3, ?4) ORDER BY leaf"));
    CORDON_ASSIGN(const std::string hashed, reader_.message_index(key, false));
    same->bind(key.tenant, key.channel, key.message_id, hashed.empty() ? key.message_id : hashed);
    CORDON_ASSIGN(std::vector<StoredVerdict> found, read_verdicts(*same));
    // What is erased has no id any more, and nobody may choose one that reads as its stand-in or as a hash.
    std::erase_if(found,
                  [&](const StoredVerdict& verdict) { return verdict.key.message_id != key.message_id; });
    return found;
}

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::erased_message(const engine::VerdictKey& key) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(Statement* const erased,
                  statement(CORDON_VERDICT_COLUMNS "INDEXED BY erased_messages WHERE erased IS NOT NULL AND "
                                                   "content_sha256 IN (?, ?) ORDER BY leaf"));
    CORDON_ASSIGN(const std::vector<std::string> hashes, reader_.erased_hashes(key, false));
    erased->bind(Blob{hashes.front()}, Blob{hashes.back()});
    return read_verdicts(*erased);
}

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::by_id(std::string_view prefix) {
    CORDON_TRY(usable());
    std::string first(prefix.substr(1));
    std::string last = first;
    first.resize(32, '0');
    last.resize(32, 'f');
    CORDON_ASSIGN(Statement* const near,
                  statement(CORDON_VERDICT_COLUMNS "WHERE verdict_id BETWEEN "
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
        CORDON_ASSIGN(Statement* const packed,
                      statement("SELECT packed, bytes, coalesce(tenant, '') FROM archives WHERE id = ?"));
        CORDON_ASSIGN(const bool there, packed->bind(archive).step());
        auto messages = there ? reader_.messages(archive, packed->text(2), packed->bytes(0),
                                                 static_cast<std::uint64_t>(packed->integer(1)))
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

// What was held has a step of its hold (audit verify checks it), whose index is small: the rows of what
// passed, which may be hundreds of one standing order, are not read.
base::Result<std::vector<StoredVerdict>> SqliteRecordRows::by_fingerprints(std::span<const std::int64_t> keys,
                                                                           const engine::EarlierQuery& query,
                                                                           std::uint64_t verdicts_max) {
    CORDON_TRY(usable());
    constexpr const char* any = CORDON_VERDICT_COLUMNS
        "WHERE leaf IN (SELECT verdict FROM fingerprints WHERE key IN (?1, ?2) AND verdict >= ?3 AND "
        "verdict < ?4) AND at >= ?5 ORDER BY leaf DESC LIMIT ?6";
    constexpr const char* held = CORDON_VERDICT_COLUMNS
        "WHERE leaf IN (SELECT verdict FROM fingerprints WHERE key IN (?1, ?2) AND verdict >= ?3 AND "
        "verdict < ?4 AND EXISTS (SELECT 1 FROM hold_events WHERE hold_events.verdict = "
        "fingerprints.verdict)) AND at >= ?5 AND outcome > 0 ORDER BY leaf DESC LIMIT ?6";
    CORDON_ASSIGN(Statement* const match, statement(query.passed_too ? any : held));
    static_assert(static_cast<int>(model::Outcome::pass) == 0 && static_cast<int>(model::Outcome::hold) == 1);
    std::vector<StoredVerdict> all;
    for (const std::int64_t key : keys) {
        CORDON_ASSIGN(const std::int64_t hashed, reader_.fingerprint_index(key, false));
        match->bind(key, hashed, std::min(query.from_leaf, leaf_max), std::min(query.before_leaf, leaf_max),
                    query.since, verdicts_max);
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
        CORDON_ASSIGN(Statement* const page,
                      statement(CORDON_VERDICT_COLUMNS "WHERE leaf "
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
    CORDON_ASSIGN(
        Statement* const events,
        statement("SELECT hold_events.leaf, step, principal, reason, hold_events.at, "
                  "hold_events.sealed, tenant, block_allowed, policy FROM hold_events JOIN verdicts "
                  "ON verdicts.leaf = verdict WHERE verdict = ? ORDER BY hold_events.leaf"));
    events->bind(verdict);
    std::vector<HoldEvent> found;
    for (;;) {
        CORDON_ASSIGN(const bool row, events->step());
        if (!row) {
            return found;
        }
        HoldEvent& event = found.emplace_back();
        event.leaf = static_cast<std::uint64_t>(events->integer(0));
        event.step = static_cast<HoldStep>(events->integer(1));
        event.principal = events->text(2);
        event.at = base::Instant{events->integer(4)};
        const std::string tenant = events->text(6);
        CORDON_ASSIGN(event.reason, reader_.reason({tenant, "hold_events", event.leaf, "reason"},
                                                   events->text(3), events->bytes(5)));
        event.block_allowed = events->integer(7) != 0;
        event.policy_sha256 = hex_of(events->bytes(8));
    }
}

base::Result<std::vector<StoredVerdict>> SqliteRecordRows::held(const engine::HoldQuery& query,
                                                                std::uint64_t verdicts_max) {
    CORDON_TRY(usable());
    CORDON_ASSIGN(
        Statement* const held,
        statement(
            CORDON_VERDICT_COLUMNS
            "WHERE leaf IN (SELECT "
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
                            "coalesce(token_voids.reason, ''), verdicts.verdict_id, token_voids.sealed, "
                            "token_voids.leaf, tenant FROM tokens JOIN verdicts "
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
        const std::string tenant = all->text(10);
        const auto void_leaf = static_cast<std::uint64_t>(all->integer(9));
        CORDON_ASSIGN(kept.void_reason, reader_.reason({tenant, "token_voids", void_leaf, "reason"},
                                                       all->text(6), all->bytes(8)));
        kept.token.verdict_id = "v" + hex_of(all->bytes(7));
    }
}

}  // namespace cordon::storage
