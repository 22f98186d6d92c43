// storage/record_erasure.h: content that goes when its time has come, and what stays to prove that it was
// there.
//
// Role:    two people erase messages, verdicts, ids and reasons of what they name; leaves of the audit log,
//          ids, outcomes, times and the people who decided stay. The two steps are leaves themselves.
// Rules:   the database enforces them (storage/record_schema.h): two different principals who mean the same;
//          nothing younger than the years of retention (five at least) but on an authority's ground; nothing
//          that is held and undecided, and of what was held the years count from the last step; nothing that
//          came after it was proposed. Nor is anything erased that changed since, or while the same message
//          may come again (the hours of resubmission) and should get the same verdict. Later than that it
//          does not pass: a keyed or salted hash of tenant, channel and message id stays. A leaf of what was
//          erased can no longer be computed from its row; what stays in the row is bound to the erasure's
//          leaf (storage/erasure_remains.h).
// Threads: as its VerdictRegistry.
// Errors:  conflict (the rules), not_found (nothing to erase), invalid_input, unavailable (disk).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "storage/sqlite.h"

namespace cordon::storage {

class FieldKeys;
class SqliteRecordRows;

inline constexpr std::int64_t retention_years_min = 5;
inline constexpr std::int64_t year_ms = 31'557'600'000;  // 365.25 days

// What is to be erased: all that fits every part that is given.
struct ErasureScope {
    std::optional<base::Instant> before;
    std::string tenant;
    std::string verdict_id;
};

struct ErasureDecision {
    ErasureScope scope;
    std::string principal;
    std::string reason;
    std::string ground;  // of a court or an authority; "": none
    std::int64_t retention_years = retention_years_min;
    base::Instant at;
    std::int64_t resubmission_hours = 168;  // of the policy that holds
};

struct ErasureStep {
    std::uint64_t leaf = 0;
    bool confirmed = false;
    std::string scope;  // one line of JSON
    std::string principal;
    std::string reason;
    std::string ground;
    std::int64_t years = retention_years_min;
    std::uint64_t verdicts = 0;  // proposed: that fit now; confirmed: that were erased
    std::string remains_sha256;  // of what stays of them (storage/erasure_remains.h)
    base::Instant at;
};

struct ErasureOutcome {
    ErasureStep step;
    std::uint64_t held = 0;   // fit, and stay: undecided, or decided less than the years ago
    std::uint64_t newer = 0;  // fit, and stay: they came after the proposal
    // The same was proposed, of other verdicts, or they changed since: this is a new proposal.
    bool proposal_outdated = false;
    // False: somebody else reads the file now, so old bytes stand in its log until that is done.
    bool log_emptied = true;
};

// The first person proposes, a different one confirms the same, and then it is done.
[[nodiscard]] base::Result<ErasureOutcome> decide_erasure(Database& database, FieldKeys& keys,
                                                          SqliteRecordRows& rows,
                                                          const ErasureDecision& decision);

// The text behind the leaf hash.
[[nodiscard]] std::string erasure_leaf(const ErasureStep& step);
[[nodiscard]] std::string scope_text(const ErasureScope& scope);
[[nodiscard]] ErasureStep erasure_step_from(const Statement& statement);
extern const char* const erasure_step_columns;

}  // namespace cordon::storage
