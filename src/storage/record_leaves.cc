#include "storage/record_leaves.h"

#include <fmt/format.h>

#include <utility>

#include "base/hash.h"
#include "storage/record_erasure.h"

namespace cordon::storage {

using base::ErrorCode;
using engine::LeafKind;

base::Result<LeafText> LeafTexts::of(LeafKind kind, std::uint64_t leaf) {
    auto text = [&]() -> base::Result<LeafText> {
        switch (kind) {
            case LeafKind::verdict: return of_verdict(leaf);
            case LeafKind::hold_event: return of_hold_event(leaf);
            case LeafKind::token: return of_token(leaf);
            case LeafKind::token_void: return of_void(leaf);
            case LeafKind::policy_step: return of_policy_step(leaf);
            case LeafKind::erasure: return of_erasure(leaf);
        }
        return LeafText();
    }();
    if (!text && text.error().code == ErrorCode::corrupt) {  // this row: the others are looked at too
        return LeafText{{}, text.error().message, {}, {}};
    }
    return text;
}

base::Result<Statement*> LeafTexts::row(const char* sql, std::uint64_t leaf, bool& found) {
    auto kept = statements_.find(sql);
    if (kept == statements_.end()) {
        CORDON_ASSIGN(Statement fresh, database_->prepare(sql));
        kept = statements_.emplace(sql, std::move(fresh)).first;
    }
    CORDON_ASSIGN(found, kept->second.bind(leaf).step());
    return &kept->second;
}

LeafText LeafTexts::gone(std::int64_t by) const {
    return {{}, {}, static_cast<std::uint64_t>(by), {}};
}

base::Result<LeafText> LeafTexts::of_verdict(std::uint64_t leaf) {
    bool found = false;
    CORDON_ASSIGN(const Statement* const at, row(CORDON_VERDICT_COLUMNS "WHERE leaf = ?", leaf, found));
    if (!found) {
        return LeafText();
    }
    CORDON_ASSIGN(const ReadVerdict read, reader_->verdict(*at));
    if (!read.verdict.erased.empty()) {
        LeafText text = gone(at->integer(14));
        text.erased = read.verdict.erased;
        return text;
    }
    if (read.verdict.outcome > model::Outcome::block) {
        return LeafText();
    }
    return LeafText{
        engine::verdict_leaf(read.verdict, base::sha256_hex(read.verdict.bytes), read.keys), {}, {}, {}};
}

base::Result<LeafText> LeafTexts::of_hold_event(std::uint64_t leaf) {
    bool found = false;
    CORDON_ASSIGN(
        const Statement* const at,
        row("SELECT verdict_id, step, principal, reason, hold_events.at, block_allowed, "
            "hold_events.sealed, tenant, coalesce(erased, 0), policy FROM hold_events JOIN verdicts "
            "ON verdicts.leaf = verdict WHERE hold_events.leaf = ?",
            leaf, found));
    if (!found || at->integer(1) < 0 || at->integer(1) > 4) {
        return LeafText();
    }
    if (at->integer(8) != 0 && at->text(3) == "erased") {
        return gone(at->integer(8));
    }
    const std::string tenant = at->text(7);
    CORDON_ASSIGN(std::string reason,
                  reader_->reason({tenant, "hold_events", leaf, "reason"}, at->text(3), at->bytes(6)));
    const engine::HoldEvent event{leaf,
                                  static_cast<engine::HoldStep>(at->integer(1)),
                                  at->text(2),
                                  std::move(reason),
                                  base::Instant{at->integer(4)},
                                  at->integer(5) != 0,
                                  hex_of(at->bytes(9))};
    return LeafText{engine::hold_leaf("v" + hex_of(at->bytes(0)), event), {}, {}, {}};
}

base::Result<LeafText> LeafTexts::of_token(std::uint64_t leaf) {
    bool found = false;
    CORDON_ASSIGN(const Statement* const at,
                  row("SELECT verdict_id, kind, issued, expires, statement, coalesce(erased, 0) FROM tokens "
                      "JOIN verdicts ON verdicts.leaf = verdict WHERE tokens.leaf = ?",
                      leaf, found));
    if (!found) {
        return LeafText();
    }
    if (at->integer(5) != 0 && at->text(4) == "erased") {
        return gone(at->integer(5));
    }
    return LeafText{
        engine::token_leaf({"v" + hex_of(at->bytes(0)), static_cast<engine::TokenKind>(at->integer(1)),
                            base::Instant{at->integer(2)}, base::Instant{at->integer(3)}, at->text(4)}),
        {},
        {},
        {}};
}

base::Result<LeafText> LeafTexts::of_void(std::uint64_t leaf) {
    bool found = false;
    CORDON_ASSIGN(
        const Statement* const at,
        row("SELECT token, reason, token_voids.at, token_voids.sealed, coalesce(tenant, ''), "
            "coalesce(erased, 0) FROM token_voids LEFT JOIN tokens ON tokens.leaf = token LEFT JOIN "
            "verdicts ON verdicts.leaf = tokens.verdict WHERE token_voids.leaf = ?",
            leaf, found));
    if (!found) {
        return LeafText();
    }
    if (at->integer(5) != 0 && at->text(1) == "erased") {
        return gone(at->integer(5));
    }
    const std::string tenant = at->text(4);
    CORDON_ASSIGN(const std::string reason,
                  reader_->reason({tenant, "token_voids", leaf, "reason"}, at->text(1), at->bytes(3)));
    return LeafText{
        engine::void_leaf(static_cast<std::uint64_t>(at->integer(0)), reason, base::Instant{at->integer(2)}),
        {},
        {},
        {}};
}

base::Result<LeafText> LeafTexts::of_policy_step(std::uint64_t leaf) {
    bool found = false;
    CORDON_ASSIGN(const Statement* const at,
                  row("SELECT leaf, step, policy, text_sha256, principal, reason, at FROM policy_steps WHERE "
                      "leaf = ?",
                      leaf, found));
    return found ? LeafText{engine::policy_leaf(policy_step_from(*at)), {}, {}, {}} : LeafText();
}

base::Result<LeafText> LeafTexts::of_erasure(std::uint64_t leaf) {
    bool found = false;
    CORDON_ASSIGN(
        const Statement* const at,
        row("SELECT leaf, step, scope, principal, reason, ground, years, verdicts, remains_sha256, at "
            "FROM erasure_steps WHERE leaf = ?",
            leaf, found));
    return found ? LeafText{erasure_leaf(erasure_step_from(*at)), {}, {}, {}} : LeafText();
}

}  // namespace cordon::storage
