#include "storage/record_erasure.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "codec/json.h"
#include "engine/verdict_record.h"
#include "storage/erasure_remains.h"
#include "storage/field_keys.h"
#include "storage/record_reader.h"
#include "storage/record_rows.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;

constexpr std::uint64_t leaf_max = ~std::uint64_t{0} >> 1U;  // SQLite's numbers have a sign
constexpr std::int64_t hour_ms = 3'600'000;

struct Fitting {
    std::vector<ReadVerdict> verdicts;
    std::vector<std::uint64_t> leaves;  // theirs
    std::vector<std::string> known_by;  // what their messages will be known again by
    std::uint64_t held = 0;
};

base::Result<ErasureScope> checked(const ErasureDecision& decision) {
    ErasureScope scope = decision.scope;
    if (!scope.before && scope.tenant.empty() && scope.verdict_id.empty()) {
        return base::fail(ErrorCode::invalid_input,
                          "say what is to be erased: before a day, of a tenant, or one verdict");
    }
    const bool is_id = scope.verdict_id.size() == 33 && scope.verdict_id.front() == 'v' &&
                       scope.verdict_id.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
    if (!scope.verdict_id.empty() && !is_id) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no whole verdict's id: a v and 32 hexadecimal digits",
                                      base::shown(scope.verdict_id)));
    }
    if (decision.retention_years < retention_years_min) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("records are kept for {} years at least", retention_years_min));
    }
    return scope;
}

std::unexpected<base::Error> too_young(const ErasureDecision& decision, const std::string& what) {
    return base::fail(ErrorCode::conflict,
                      fmt::format("{} is younger than the {} years for which records are kept; it is erased "
                                  "only on the ground of a court or an authority (--ground)",
                                  what, decision.retention_years));
}

std::unexpected<base::Error> may_come_again(const ErasureDecision& decision, const std::string& what) {
    return base::fail(
        ErrorCode::conflict,
        fmt::format("{} is younger than the {} hours in which a message may come again "
                    "(resubmission.window_hours) and should get the same verdict; erase it after that, "
                    "or say --before an earlier day",
                    what, decision.resubmission_hours));
}

constexpr const char* where_it_fits =
    "WHERE erased IS NULL AND at < ? AND (? = '' OR tenant = ?) AND (? = x'' OR verdict_id = ?) AND leaf {} "
    "?";

void bind_scope(Statement& rows, const ErasureScope& scope, const std::string& id, std::uint64_t leaf) {
    const base::Instant before =
        scope.before ? *scope.before : base::Instant{static_cast<std::int64_t>(leaf_max)};
    rows.bind(before, scope.tenant, scope.tenant, Blob{id}, Blob{id}, leaf);
}

std::string id_bytes(const ErasureScope& scope) {
    return scope.verdict_id.empty() ? std::string() : bytes_of(scope.verdict_id.substr(1));
}

// Of what stood before that leaf. judged_at: when it was proposed, so that no hold that comes of age between
// the two people makes another scope of it.
base::Result<Fitting> fitting(Database& database, RecordReader& reader, const ErasureDecision& decision,
                              std::uint64_t before_leaf, base::Instant judged_at) {
    CORDON_ASSIGN(Statement rows, database.prepare(CORDON_VERDICT_COLUMNS + fmt::format(where_it_fits, "<") +
                                                   " ORDER BY leaf"));
    CORDON_ASSIGN(Statement last,
                  database.prepare("SELECT step, at FROM hold_events WHERE verdict = ? ORDER BY "
                                   "leaf DESC LIMIT 1"));
    bind_scope(rows, decision.scope, id_bytes(decision.scope), before_leaf);
    const std::int64_t old_ms = decision.at.unix_ms - decision.retention_years * year_ms;
    const std::int64_t held_old_ms = judged_at.unix_ms - decision.retention_years * year_ms;
    const std::int64_t settled_ms = decision.at.unix_ms - decision.resubmission_hours * hour_ms;
    Fitting fit;
    for (;;) {
        CORDON_ASSIGN(const bool found, rows.step());
        if (!found) {
            return fit;
        }
        // The bytes are not needed, and there may be a million.
        CORDON_ASSIGN(ReadVerdict read, reader.verdict(rows, WithBytes::no));
        CORDON_ASSIGN(const bool was_held, last.bind(read.verdict.leaf).step());
        const bool young_hold = was_held && decision.ground.empty() && last.integer(1) > held_old_ms;
        if (young_hold || (was_held && last.integer(0) < 3)) {
            ++fit.held;
            continue;
        }
        const std::string what =
            fmt::format("{} of {}", read.verdict.verdict_id, base::to_string(read.verdict.at).substr(0, 10));
        if (decision.ground.empty() && read.verdict.at.unix_ms > old_ms) {
            return too_young(decision, what);
        }
        if (read.verdict.at.unix_ms > settled_ms) {
            return may_come_again(decision, what);
        }
        CORDON_ASSIGN(const std::vector<std::string> hashes, reader.erased_hashes(read.verdict.key, true));
        fit.known_by.push_back(hashes.back());
        fit.leaves.push_back(read.verdict.leaf);
        fit.verdicts.push_back(std::move(read));
    }
}

base::Result<std::uint64_t> newer_than(Database& database, const ErasureScope& scope, std::uint64_t leaf) {
    CORDON_ASSIGN(Statement rows,
                  database.prepare("SELECT count(*) FROM verdicts " + fmt::format(where_it_fits, ">")));
    bind_scope(rows, scope, id_bytes(scope), leaf);
    CORDON_ASSIGN([[maybe_unused]] const bool found, rows.step());
    return static_cast<std::uint64_t>(rows.integer(0));
}

// What this call confirms, by what was said last; nothing when it is a proposal itself.
base::Result<std::optional<ErasureStep>> proposal_of(Database& database, const ErasureDecision& decision,
                                                     const std::string& scope) {
    CORDON_ASSIGN(Statement last,
                  database.prepare(std::string(erasure_step_columns) + " ORDER BY leaf DESC LIMIT 1"));
    CORDON_ASSIGN(const bool found, last.step());
    if (!found) {
        return std::optional<ErasureStep>();
    }
    ErasureStep before = erasure_step_from(last);
    if (before.confirmed || before.scope != scope || before.ground != decision.ground ||
        before.years != decision.retention_years) {
        return std::optional<ErasureStep>();
    }
    return std::optional(std::move(before));
}

base::Status insert_step(Database& database, SqliteRecordRows& rows, ErasureStep& step) {
    CORDON_ASSIGN(step.leaf, rows.add_leaf(engine::LeafKind::erasure, erasure_leaf(step)));
    CORDON_ASSIGN(
        Statement insert,
        database.prepare("INSERT INTO erasure_steps (leaf, step, scope, principal, reason, ground, "
                         "years, verdicts, remains_sha256, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    const std::string digest = bytes_of(step.remains_sha256);
    return insert
        .bind(step.leaf, std::int64_t{step.confirmed ? 1 : 0}, step.scope, step.principal, step.reason,
              step.ground, step.years, step.verdicts, Blob{digest}, step.at)
        .run();
}

// Blanks in the place of the messages: the others keep their positions.
base::Status blank_messages(Database& database, RecordReader& reader, const std::vector<ReadVerdict>& gone) {
    std::map<std::int64_t, std::vector<const ReadVerdict*>> by_archive;
    for (const ReadVerdict& read : gone) {
        by_archive[read.archive].push_back(&read);
    }
    CORDON_ASSIGN(Statement archive,
                  database.prepare("SELECT packed, bytes, coalesce(tenant, '') FROM archives WHERE id = ?"));
    CORDON_ASSIGN(Statement change, database.prepare("UPDATE archives SET packed = ? WHERE id = ?"));
    for (const auto& [id, verdicts] : by_archive) {
        CORDON_ASSIGN(const bool found, archive.bind(id).step());
        const std::string tenant = found ? archive.text(2) : std::string();
        CORDON_ASSIGN(std::string messages, reader.messages(id, tenant, found ? archive.bytes(0) : "",
                                                            static_cast<std::uint64_t>(archive.integer(1))));
        archive.reset();
        for (const ReadVerdict* read : verdicts) {
            const std::uint64_t bytes = read->verdict.message_bytes;
            if (read->position > messages.size() || messages.size() - read->position < bytes) {
                return base::fail(ErrorCode::corrupt,
                                  fmt::format("the message of {} is not where it should be; run cordon audit "
                                              "verify",
                                              read->verdict.verdict_id));
            }
            messages.replace(read->position, bytes, bytes, ' ');
        }
        CORDON_ASSIGN(const std::string packed, reader.packed(id, tenant, messages));
        CORDON_TRY(change.bind(Blob{packed}, id).run());
    }
    return {};
}

base::Status take_content(Database& database, RecordReader& reader, const Fitting& gone, std::uint64_t step) {
    CORDON_ASSIGN(
        Statement verdict,
        database.prepare("UPDATE verdicts SET message_id = 'erased:' || lower(hex(verdict_id)), "
                         "content_sha256 = ?, message_sha256 = zeroblob(32), fingerprints "
                         "= x'', bytes = x'', salt = NULL, sealed = NULL, erased = ? WHERE leaf = ?"));
    CORDON_ASSIGN(Statement print,
                  database.prepare("DELETE FROM fingerprints WHERE key IN (?, ?) AND verdict = ?"));
    CORDON_ASSIGN(Statement voids,
                  database.prepare("UPDATE token_voids SET reason = 'erased', sealed = NULL WHERE token IN "
                                   "(SELECT leaf FROM tokens WHERE verdict = ?)"));
    CORDON_ASSIGN(Statement tokens,
                  database.prepare("UPDATE tokens SET statement = 'erased' WHERE verdict = ?"));
    CORDON_ASSIGN(
        Statement events,
        database.prepare("UPDATE hold_events SET reason = 'erased', sealed = NULL WHERE verdict = ?"));
    for (std::size_t at = 0; at < gone.verdicts.size(); ++at) {
        const ReadVerdict& read = gone.verdicts[at];
        const std::uint64_t leaf = read.verdict.leaf;
        CORDON_TRY(verdict.bind(Blob{gone.known_by[at]}, step, leaf).run());
        for (const std::int64_t key : read.keys) {
            CORDON_ASSIGN(const std::int64_t hashed, reader.fingerprint_index(key, false));
            CORDON_TRY(print.bind(key, hashed, leaf).run());
        }
        CORDON_TRY(voids.bind(leaf).run());
        CORDON_TRY(tokens.bind(leaf).run());
        CORDON_TRY(events.bind(leaf).run());
    }
    return blank_messages(database, reader, gone.verdicts);
}

// The keys of tenants that have nothing left: what was sealed under them in copies of the file alone is lost
// too.
base::Status drop_keys(Database& database) {
    CORDON_ASSIGN(Statement drop,
                  database.prepare("DELETE FROM data_keys WHERE tenant <> '' AND NOT EXISTS (SELECT 1 FROM "
                                   "verdicts WHERE verdicts.tenant = data_keys.tenant AND erased IS NULL)"));
    return drop.run();
}

base::Result<ErasureOutcome> one_step(Database& database, FieldKeys& keys, SqliteRecordRows& rows,
                                      const ErasureDecision& decision) {
    RecordReader reader(database, keys);
    const std::string scope = scope_text(decision.scope);
    CORDON_ASSIGN(std::optional<ErasureStep> proposal, proposal_of(database, decision, scope));
    CORDON_ASSIGN(Fitting fit, fitting(database, reader, decision, proposal ? proposal->leaf : leaf_max,
                                       proposal ? std::min(proposal->at, decision.at) : decision.at));
    CORDON_ASSIGN(std::string remains, remains_of(database, fit.leaves, fit.known_by));
    ErasureOutcome outcome;
    if (proposal && (proposal->verdicts != fit.leaves.size() || proposal->remains_sha256 != remains)) {
        outcome.proposal_outdated = true;
        proposal.reset();
        CORDON_ASSIGN(fit, fitting(database, reader, decision, leaf_max, decision.at));
        CORDON_ASSIGN(remains, remains_of(database, fit.leaves, fit.known_by));
    }
    if (proposal && engine::same_principal(proposal->principal, decision.principal)) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} proposed this erasure; a second, different person must confirm it",
                                      proposal->principal));
    }
    if (fit.verdicts.empty()) {
        return base::fail(
            ErrorCode::not_found,
            fmt::format("nothing is erased: no verdict fits{}",
                        fit.held == 0 ? ""
                                      : " but such as are held and undecided, or were decided "
                                        "less than the years of retention ago and have no --ground"));
    }
    if (proposal) {
        CORDON_ASSIGN(outcome.newer, newer_than(database, decision.scope, proposal->leaf));
    }
    outcome.held = fit.held;
    outcome.step = {0,
                    proposal.has_value(),
                    scope,
                    decision.principal,
                    decision.reason,
                    decision.ground,
                    decision.retention_years,
                    fit.leaves.size(),
                    remains,
                    decision.at};
    CORDON_TRY(insert_step(database, rows, outcome.step));
    if (proposal) {
        CORDON_TRY(take_content(database, reader, fit, outcome.step.leaf));
        CORDON_TRY(drop_keys(database));
    }
    return outcome;
}

}  // namespace

const char* const erasure_step_columns =
    "SELECT leaf, step, scope, principal, reason, ground, years, verdicts, remains_sha256, at FROM "
    "erasure_steps";

ErasureStep erasure_step_from(const Statement& statement) {
    return {static_cast<std::uint64_t>(statement.integer(0)),
            statement.integer(1) == 1,
            statement.text(2),
            statement.text(3),
            statement.text(4),
            statement.text(5),
            statement.integer(6),
            static_cast<std::uint64_t>(statement.integer(7)),
            hex_of(statement.bytes(8)),
            base::Instant{statement.integer(9)}};
}

std::string scope_text(const ErasureScope& scope) {
    codec::JsonWriter json;
    json.begin_object();
    if (scope.before) {
        json.key("before").string(base::to_string(*scope.before));
    }
    if (!scope.tenant.empty()) {
        json.key("tenant").string(scope.tenant);
    }
    if (!scope.verdict_id.empty()) {
        json.key("verdict_id").string(scope.verdict_id);
    }
    json.end_object();
    return json.take();
}

std::string erasure_leaf(const ErasureStep& step) {
    codec::JsonWriter json;
    json.begin_object().key("at").string(base::to_string(step.at)).key("ground").string(step.ground);
    json.key("leaf").string("erasure").key("remains_sha256").string(step.remains_sha256);
    json.key("principal").string(step.principal).key("reason").string(step.reason);
    json.key("retention_years").integer(step.years).key("scope").string(step.scope);
    json.key("step").string(step.confirmed ? "confirmed" : "proposed");
    json.key("verdicts").integer(static_cast<std::int64_t>(step.verdicts)).end_object();
    return json.take();
}

base::Result<ErasureOutcome> decide_erasure(Database& database, FieldKeys& keys, SqliteRecordRows& rows,
                                            const ErasureDecision& given) {
    ErasureDecision decision = given;
    CORDON_ASSIGN(decision.principal, engine::checked_principal(given.principal));
    CORDON_ASSIGN(decision.reason, engine::checked_text("reason", given.reason));
    decision.ground = base::collapse_whitespace(given.ground);
    CORDON_ASSIGN(decision.scope, checked(given));
    CORDON_TRY(rows.begin());
    auto outcome = one_step(database, keys, rows, decision);
    if (!outcome) {
        rows.roll_back(outcome.error());
        return outcome;
    }
    if (const base::Status done = rows.commit(decision.at); !done) {
        rows.roll_back(done.error());
        return std::unexpected(done.error());
    }
    if (outcome->step.confirmed) {
        keys.forget();
        CORDON_ASSIGN(outcome->log_emptied, database.empty_log());
    }
    return outcome;
}

}  // namespace cordon::storage
