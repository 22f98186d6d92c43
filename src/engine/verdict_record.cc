#include "engine/verdict_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "codec/json.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;
using model::Outcome;

constexpr std::uint64_t earlier_max = 100;

std::string hex_key(std::int64_t key) {
    return fmt::format("{:016x}", static_cast<std::uint64_t>(key));
}

base::Status check_key(const VerdictKey& key) {
    if (key.tenant.empty() || key.channel.empty() || key.message_id.empty()) {
        return base::fail(
            ErrorCode::invalid_input,
            "a verdict is kept under a tenant, a channel and a message id; one of them is empty");
    }
    CORDON_TRY(base::parse_sha256(key.content_sha256));
    return {};
}

base::Status check_verdict_id(std::string_view id) {
    const bool sound = id.size() == 33 && id.starts_with('v') &&
                       id.find_first_not_of("0123456789abcdef", 1) == std::string_view::npos;
    return sound ? base::Status()
                 : base::fail(ErrorCode::invalid_input,
                              fmt::format("'{}' is no verdict's id: a v and 32 hexadecimal digits",
                                          base::shown(id)));
}

std::string_view word_of(Outcome outcome) {
    return model::to_string(outcome);
}

HoldState state_of(HoldStep step) {
    switch (step) {
        case HoldStep::opened: return HoldState::open;
        case HoldStep::proposed_release: return HoldState::proposed_release;
        case HoldStep::proposed_reject: return HoldState::proposed_reject;
        case HoldStep::released: return HoldState::released;
        case HoldStep::rejected: return HoldState::rejected;
    }
    CORDON_CHECK(false && "a HoldStep outside its enum");
    return HoldState::open;
}

PreparedHashes hashes_of(const NewVerdict& fresh) {
    return {base::sha256_hex(fresh.message), base::sha256_hex(fresh.bytes),
            fingerprint_keys(fresh.fingerprints)};
}

base::Status check_token(const StoredVerdict& verdict, HoldState state, const NewToken& token) {
    const bool right = token.kind == TokenKind::pass
                           ? verdict.outcome == Outcome::pass && state == HoldState::clear
                           : state == HoldState::released;
    if (!right) {
        return base::fail(
            ErrorCode::conflict,
            fmt::format("{} is a {} and its hold is {}: no {} token is given for it", verdict.verdict_id,
                        word_of(verdict.outcome), to_string(state), to_string(token.kind)));
    }
    const std::int64_t life = token.expires.unix_ms - token.issued.unix_ms;
    if (token.verdict_id != verdict.verdict_id || token.statement.empty() || life <= 0 ||
        life > token_life_ms_max) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("this is no token for {}: it names another verdict, says nothing, or is "
                        "not valid for between 1 ms and 15 minutes",
                        verdict.verdict_id));
    }
    return {};
}

base::Status check_whole(const StoredVerdict& verdict) {
    return verdict.erased.empty() ? base::Status()
                                  : base::fail(ErrorCode::not_found,
                                               fmt::format("{} was {}", verdict.verdict_id, verdict.erased));
}

// Whether a hold stays what it is if it is opened once more: one that was opened twice needs two people, and
// no token of it lives. A sender that gives one id to all its messages would else fill the log with the
// square of them.
bool opening_changes_nothing(std::span<const HoldEvent> events) {
    const HoldState state = state_after(events);
    return state == HoldState::rejected ||
           (state == HoldState::open && std::ranges::count(events, HoldStep::opened, &HoldEvent::step) > 1);
}

}  // namespace

base::Result<std::string> checked_text(std::string_view what, std::string_view text) {
    std::string clean = base::collapse_whitespace(text);
    if (clean.empty()) {
        return base::fail(ErrorCode::invalid_input, fmt::format("no {} given", what));
    }
    if (const auto at = base::first_invalid_utf8(clean)) {
        return base::fail(ErrorCode::invalid_input, fmt::format("the {} is no UTF-8 text", what), *at);
    }
    return clean;
}

// Letters that look alike would make two people of one.
base::Result<std::string> checked_principal(std::string_view name) {
    constexpr std::size_t letters_max = 128;
    CORDON_ASSIGN(std::string clean, checked_text("principal", name));
    const auto plain = [](char each) { return each >= ' ' && each <= '~'; };
    const auto alphanumeric = [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9');
    };
    if (clean.size() > letters_max || !std::ranges::all_of(clean, plain) ||
        std::ranges::none_of(clean, alphanumeric)) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' will not do as a principal: at most {} Latin letters, digits and "
                                      "signs, without accents, so that no two people are one",
                                      base::shown(clean, 70), letters_max));
    }
    return clean;
}

void prepare(NewVerdict& fresh) {
    fresh.hashes = hashes_of(fresh);
}

bool may_move(Outcome outcome, HoldState state) {
    return state == HoldState::released || (state == HoldState::clear && outcome == Outcome::pass);
}

std::string_view to_string(HoldState state) {
    switch (state) {
        case HoldState::clear: return "clear";
        case HoldState::open: return "open";
        case HoldState::proposed_release: return "release proposed";
        case HoldState::proposed_reject: return "reject proposed";
        case HoldState::released: return "released";
        case HoldState::rejected: return "rejected";
    }
    CORDON_CHECK(false && "a HoldState outside its enum");
    return {};
}

std::string_view to_string(HoldStep step) {
    return step == HoldStep::opened ? "opened" : to_string(state_of(step));
}

std::string_view to_string(TokenKind kind) {
    return kind == TokenKind::pass ? "pass" : "release";
}

std::int64_t fingerprint_key(std::string_view fingerprint) {
    const base::Sha256Digest digest = base::sha256(fingerprint);
    std::uint64_t key = 0;
    for (std::size_t at = 0; at < 8; ++at) {
        key = key << 8U | digest[at];
    }
    return static_cast<std::int64_t>(key);
}

std::vector<std::int64_t> fingerprint_keys(std::span<const std::string> fingerprints) {
    std::vector<std::int64_t> keys;
    keys.reserve(fingerprints.size());
    for (const std::string& fingerprint : fingerprints) {
        keys.push_back(fingerprint_key(fingerprint));
    }
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

std::string verdict_leaf(const StoredVerdict& verdict, std::string_view verdict_sha256,
                         std::span<const std::int64_t> keys) {
    codec::JsonWriter json;
    json.begin_object().key("at").string(base::to_string(verdict.at));
    json.key("channel").string(verdict.key.channel);
    json.key("content_sha256").string(verdict.key.content_sha256).key("fingerprints").begin_array();
    for (const std::int64_t key : keys) {
        json.string(hex_key(key));
    }
    json.end_array().key("leaf").string("verdict").key("message_bytes");
    json.integer(static_cast<std::int64_t>(verdict.message_bytes));
    json.key("message_id").string(verdict.key.message_id).key("message_sha256");
    json.string(verdict.message_sha256).key("outcome").string(word_of(verdict.outcome));
    if (!verdict.salt.empty()) {
        json.key("salt").string(verdict.salt);
    }
    if (!verdict.situation_sha256.empty()) {
        json.key("situation_sha256").string(verdict.situation_sha256);
    }
    json.key("tenant").string(verdict.key.tenant).key("verdict_id").string(verdict.verdict_id);
    json.key("verdict_sha256").string(verdict_sha256).end_object();
    return json.take();
}

std::string hold_leaf(std::string_view verdict_id, const HoldEvent& event) {
    codec::JsonWriter json;
    json.begin_object().key("at").string(base::to_string(event.at));
    json.key("block_allowed").boolean(event.block_allowed).key("leaf").string("hold");
    if (!event.policy_sha256.empty()) {  // leaves of builds that named none stay what they were
        json.key("policy_sha256").string(event.policy_sha256);
    }
    json.key("principal").string(event.principal).key("reason").string(event.reason);
    json.key("step").string(to_string(event.step)).key("verdict_id").string(verdict_id).end_object();
    return json.take();
}

std::string token_leaf(const NewToken& token) {
    codec::JsonWriter json;
    json.begin_object().key("expires").string(base::to_string(token.expires));
    json.key("issued").string(base::to_string(token.issued)).key("kind").string(to_string(token.kind));
    json.key("leaf").string("token").key("token_sha256").string(base::sha256_hex(token.statement));
    json.key("verdict_id").string(token.verdict_id).end_object();
    return json.take();
}

std::string void_leaf(std::uint64_t token_leaf, std::string_view reason, base::Instant at) {
    codec::JsonWriter json;
    json.begin_object().key("at").string(base::to_string(at)).key("leaf").string("token void");
    json.key("reason").string(reason).key("token_leaf").integer(static_cast<std::int64_t>(token_leaf));
    json.end_object();
    return json.take();
}

HoldState state_after(std::span<const HoldEvent> events) {
    return events.empty() ? HoldState::clear : state_of(events.back().step);
}

bool same_principal(std::string_view left, std::string_view right) {
    const auto letters = [](std::string_view name) {
        std::string kept = base::ascii_lower(name);
        std::erase_if(kept, [](char each) {
            return static_cast<unsigned char>(each) < 0x80 &&
                   !((each >= 'a' && each <= 'z') || (each >= '0' && each <= '9'));
        });
        return kept;
    };
    return letters(left) == letters(right);
}

base::Result<std::vector<Appended>> RuledVerdictStore::append(std::span<const NewVerdict> batch,
                                                              base::Instant at) {
    for (const NewVerdict& fresh : batch) {
        CORDON_TRY(check_key(fresh.key));
        CORDON_TRY(check_verdict_id(fresh.verdict_id));
    }
    if (batch.empty()) {
        return std::vector<Appended>();
    }
    return in_transaction(at, [&]() -> base::Result<std::vector<Appended>> {
        std::vector<Appended> answers;
        answers.reserve(batch.size());
        for (const NewVerdict& fresh : batch) {
            CORDON_ASSIGN(answers.emplace_back(), append_one(fresh, at));
        }
        return answers;
    });
}

base::Result<Appended> RuledVerdictStore::append_one(const NewVerdict& fresh, base::Instant at) {
    CORDON_ASSIGN(std::vector<StoredVerdict> earlier, rows_->same_message(fresh.key));
    for (StoredVerdict& there : earlier) {
        if (there.key == fresh.key) {
            return replay(fresh, std::move(there));
        }
    }
    // Judged before, and erased since: what was said then cannot be said again, nor another thing instead.
    CORDON_ASSIGN(const std::vector<StoredVerdict> erased, rows_->erased_message(fresh.key));
    earlier.insert(earlier.begin(), erased.begin(), erased.end());
    if (earlier.empty()) {  // erased by a build that kept nothing to know the message by
        CORDON_ASSIGN(earlier, rows_->by_id(fresh.verdict_id));
    }
    if (!earlier.empty()) {
        return store_conflict(fresh, std::move(earlier), at);
    }
    const std::string_view why = fresh.outcome == Outcome::pass   ? ""
                                 : fresh.outcome == Outcome::hold ? held_by_its_verdict
                                                                  : "blocked by its verdict";
    return store(fresh, nullptr, why, at);
}

base::Result<Appended> RuledVerdictStore::replay(const NewVerdict& fresh, StoredVerdict there) {
    Appended answer;
    answer.outcome = AppendOutcome::replay;
    CORDON_ASSIGN(const std::vector<HoldEvent> events, rows_->hold_events(there.leaf));
    answer.state = state_after(events);
    if (fresh.token && fresh.token->kind == TokenKind::pass && fresh.verdict_id == there.verdict_id &&
        answer.state == HoldState::clear && there.outcome == Outcome::pass) {
        CORDON_TRY(add_token(there, answer.state, *fresh.token));
        answer.token_kept = true;
    }
    answer.verdict = std::move(there);
    return answer;
}

// other: what is kept instead of the verdict that was handed in.
base::Result<Appended> RuledVerdictStore::store(const NewVerdict& fresh, const ConflictVerdict* other,
                                                std::string_view hold_reason, base::Instant at) {
    PreparedHashes made_here;
    if (!fresh.hashes) {
        made_here = hashes_of(fresh);
    }
    const PreparedHashes& hashes = fresh.hashes ? *fresh.hashes : made_here;
    Appended answer;
    StoredVerdict& verdict = answer.verdict;
    verdict.key = fresh.key;
    verdict.verdict_id = other == nullptr ? fresh.verdict_id : other->verdict_id;
    verdict.outcome = other == nullptr ? fresh.outcome : other->outcome;
    verdict.at = at;
    verdict.bytes = other == nullptr ? fresh.bytes : other->bytes;
    verdict.message_sha256 = hashes.message_sha256;
    verdict.message_bytes = fresh.message.size();
    verdict.salt = rows_->fresh_salt();
    if (fresh.under != nullptr) {
        verdict.situation_sha256 = fresh.under->situation_sha256;
        CORDON_TRY(rows_->add_policy(fresh.under->policy_sha256, fresh.under->policy_toml));
        CORDON_TRY(rows_->add_situation(fresh.under->situation_sha256, fresh.under->situation));
    }
    const std::string verdict_sha256 =
        other == nullptr ? hashes.verdict_sha256 : base::sha256_hex(verdict.bytes);
    CORDON_ASSIGN(verdict.leaf, rows_->add_leaf(LeafKind::verdict, verdict_leaf(verdict, verdict_sha256,
                                                                                hashes.fingerprint_keys)));
    CORDON_TRY(rows_->add_verdict(verdict, fresh.message, hashes.fingerprint_keys));
    if (!hold_reason.empty()) {
        CORDON_TRY(open_one(verdict, cordon_itself, hold_reason, at));
        answer.state = HoldState::open;
    } else if (fresh.token) {
        CORDON_TRY(add_token(verdict, answer.state, *fresh.token));
        answer.token_kept = true;
    }
    return answer;
}

// A verdict that was erased is not made a second time: it is named among the earlier, for another.
base::Result<ConflictVerdict> RuledVerdictStore::fresh_conflict(const NewVerdict& fresh,
                                                                std::vector<StoredVerdict>& earlier) {
    for (;;) {
        ConflictVerdict made = fresh.in_conflict(earlier);
        CORDON_TRY(check_verdict_id(made.verdict_id));
        if (made.outcome == Outcome::pass) {
            return base::fail(ErrorCode::invalid_input,
                              "a message id that was used before with other content cannot pass");
        }
        CORDON_ASSIGN(std::vector<StoredVerdict> there, rows_->by_id(made.verdict_id));
        if (there.empty()) {
            return made;
        }
        if (std::ranges::find(earlier, made.verdict_id, &StoredVerdict::verdict_id) != earlier.end()) {
            return base::fail(
                ErrorCode::conflict,
                fmt::format("{} has its verdict already and would get it again", made.verdict_id));
        }
        earlier.push_back(std::move(there.front()));
    }
}

base::Result<Appended> RuledVerdictStore::store_conflict(const NewVerdict& fresh,
                                                         std::vector<StoredVerdict> earlier,
                                                         base::Instant at) {
    ConflictVerdict made{fresh.verdict_id, fresh.outcome, {}};
    if (fresh.in_conflict) {
        CORDON_ASSIGN(made, fresh_conflict(fresh, earlier));
    } else if (std::ranges::find(earlier, fresh.verdict_id, &StoredVerdict::verdict_id) != earlier.end()) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} was made before and erased since; it is not kept a second time",
                                      fresh.verdict_id));
    }
    const StoredVerdict& last = earlier.back();
    const std::string why = fmt::format(
        "{}: {}",
        last.erased.empty() ? "the message id was used before with other content"
                            : "the message id was judged before, and what was judged then is erased",
        last.verdict_id);
    CORDON_ASSIGN(Appended answer, store(fresh, fresh.in_conflict ? &made : nullptr, why, at));
    answer.outcome = AppendOutcome::conflict;
    for (const StoredVerdict& before : earlier) {
        answer.conflicts_with.push_back(before.verdict_id);
        CORDON_ASSIGN(const std::vector<HoldEvent> events, rows_->hold_events(before.leaf));
        if (before.erased.empty() && !opening_changes_nothing(events)) {
            CORDON_TRY(open_one(
                before, cordon_itself,
                fmt::format("the message id came again with other content: {}", made.verdict_id), at));
        }
    }
    return answer;
}

base::Status RuledVerdictStore::add_event(const StoredVerdict& verdict, HoldEvent event) {
    CORDON_ASSIGN(event.leaf, rows_->add_leaf(LeafKind::hold_event, hold_leaf(verdict.verdict_id, event)));
    return rows_->add_hold_event(verdict.leaf, event);
}

base::Status RuledVerdictStore::open_one(const StoredVerdict& verdict, std::string_view principal,
                                         std::string_view reason, base::Instant at) {
    CORDON_TRY(add_event(verdict, {0, HoldStep::opened, std::string(principal), std::string(reason), at}));
    CORDON_ASSIGN(const std::vector<KeptToken> tokens, rows_->tokens(verdict.leaf));
    for (const KeptToken& kept : tokens) {
        if (!kept.void_since) {  // also one past its time: clocks are not believed
            CORDON_ASSIGN(const std::uint64_t leaf,
                          rows_->add_leaf(LeafKind::token_void, void_leaf(kept.leaf, reason, at)));
            CORDON_TRY(rows_->add_void(leaf, kept.leaf, reason, at));
        }
    }
    return {};
}

base::Status RuledVerdictStore::add_token(const StoredVerdict& verdict, HoldState state,
                                          const NewToken& token) {
    CORDON_TRY(check_token(verdict, state, token));
    KeptToken kept;
    kept.token = token;
    CORDON_ASSIGN(kept.leaf, rows_->add_leaf(LeafKind::token, token_leaf(token)));
    return rows_->add_token(verdict.leaf, kept);
}

base::Result<std::optional<StoredVerdict>> RuledVerdictStore::find(const VerdictKey& key) {
    CORDON_ASSIGN(std::vector<StoredVerdict> same, rows_->same_message(key));
    for (StoredVerdict& there : same) {
        if (there.key == key) {
            return std::optional(std::move(there));
        }
    }
    return std::optional<StoredVerdict>();
}

base::Result<StoredVerdict> RuledVerdictStore::verdict(std::string_view id) {
    const bool sound = id.starts_with('v') && id.size() >= 5 && id.size() <= 33 &&
                       id.find_first_not_of("0123456789abcdef", 1) == std::string_view::npos;
    if (!sound) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no verdict's id: a v and 32 hexadecimal digits, or at least "
                                      "the first four of them",
                                      base::shown(id)));
    }
    CORDON_ASSIGN(std::vector<StoredVerdict> found, rows_->by_id(id));
    if (found.empty()) {
        return base::fail(ErrorCode::not_found, fmt::format("there is no verdict {}", id));
    }
    if (found.size() > 1) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("more than one verdict begins with {}; give more of its id", id));
    }
    return std::move(found.front());
}

base::Result<std::string> RuledVerdictStore::message(std::string_view verdict_id) {
    CORDON_ASSIGN(const StoredVerdict there, verdict(verdict_id));
    CORDON_TRY(check_whole(there));
    CORDON_ASSIGN(std::string bytes, rows_->message(there));
    if (bytes.size() != there.message_bytes || base::sha256_hex(bytes) != there.message_sha256) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("the kept message of {} is not the one that came", there.verdict_id));
    }
    return bytes;
}

base::Result<EarlierVerdicts> RuledVerdictStore::earlier_by_fingerprint(
    std::span<const std::string> fingerprints, const EarlierQuery& query) {
    EarlierVerdicts earlier;
    CORDON_ASSIGN(earlier.verdicts,
                  rows_->by_fingerprints(fingerprint_keys(fingerprints), query, earlier_max + 1));
    earlier.truncated = earlier.verdicts.size() > earlier_max;
    if (earlier.truncated) {
        earlier.verdicts.pop_back();
    }
    return earlier;
}

base::Result<std::optional<VerdictTime>> RuledVerdictStore::last_verdict_before(std::uint64_t leaf) {
    return rows_->last_verdict_before(leaf);
}

base::Status RuledVerdictStore::for_each_verdict(
    std::uint64_t from_leaf, const std::function<base::Status(const StoredVerdict&)>& each) {
    return rows_->for_each_verdict(from_leaf, each);
}

base::Result<Hold> RuledVerdictStore::hold_of(StoredVerdict verdict) {
    Hold hold;
    CORDON_ASSIGN(hold.events, rows_->hold_events(verdict.leaf));
    hold.state = state_after(hold.events);
    hold.verdict = std::move(verdict);
    return hold;
}

base::Result<HoldPage> RuledVerdictStore::holds(const HoldQuery& query) {
    HoldPage page;
    CORDON_ASSIGN(std::vector<StoredVerdict> held, rows_->held(query, query.holds_max + 1));
    page.truncated = held.size() > query.holds_max;
    for (StoredVerdict& verdict : held) {
        if (page.holds.size() < query.holds_max) {
            CORDON_ASSIGN(page.holds.emplace_back(), hold_of(std::move(verdict)));
        }
    }
    return page;
}

base::Result<Hold> RuledVerdictStore::hold(std::string_view verdict_id) {
    CORDON_ASSIGN(StoredVerdict there, verdict(verdict_id));
    return hold_of(std::move(there));
}

base::Result<HoldState> RuledVerdictStore::decide(const HoldDecision& decision) {
    CORDON_ASSIGN(const std::string principal, checked_principal(decision.principal));
    CORDON_ASSIGN(const std::string reason, checked_text("reason", decision.reason));
    return in_transaction(decision.at, [&]() -> base::Result<HoldState> {
        CORDON_ASSIGN(const Hold there, hold(decision.verdict_id));
        CORDON_TRY(check_whole(there.verdict));
        CORDON_ASSIGN(const PolicyInForce policy, policy_in_force());
        CORDON_ASSIGN(HoldEvent event, hold_step(there, decision, principal, policy));
        event.reason = reason;
        const HoldStep step = event.step;
        CORDON_TRY(add_event(there.verdict, std::move(event)));
        return state_of(step);
    });
}

base::Status RuledVerdictStore::open_hold(std::string_view verdict_id, std::string_view principal,
                                          std::string_view reason, base::Instant at) {
    CORDON_ASSIGN(const std::string who, checked_principal(principal));
    CORDON_ASSIGN(const std::string why, checked_text("reason", reason));
    return in_transaction(at, [&]() -> base::Status {
        CORDON_ASSIGN(const Hold there, hold(verdict_id));
        CORDON_TRY(check_whole(there.verdict));
        if (there.state == HoldState::rejected) {
            return base::fail(ErrorCode::conflict,
                              fmt::format("{} was rejected; that is for good", there.verdict.verdict_id));
        }
        return open_one(there.verdict, who, why, at);
    });
}

base::Status RuledVerdictStore::keep_token(const NewToken& token) {
    return in_transaction(token.issued, [&]() -> base::Status {
        CORDON_ASSIGN(const Hold there, hold(token.verdict_id));
        CORDON_TRY(check_whole(there.verdict));
        return add_token(there.verdict, there.state, token);
    });
}

base::Result<std::vector<KeptToken>> RuledVerdictStore::tokens(std::string_view verdict_id) {
    CORDON_ASSIGN(const StoredVerdict there, verdict(verdict_id));
    return rows_->tokens(there.leaf);
}

base::Status RuledVerdictStore::checkpoint(base::Instant at) {
    return in_transaction(at, [&] { return rows_->sign_checkpoint(at); });
}

}  // namespace cordon::engine
