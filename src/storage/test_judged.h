// storage/test_judged.h: verdicts with reasons, and policies that say who decides on them.
//
// Role:    included by *_test.cc only.
// Threads: main thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "engine/policy_file.h"
#include "engine/verdict_json.h"
#include "storage/test_record.h"

namespace cordon::storage::testing {

inline model::Reason why(model::FindingKind kind, std::string code,
                         model::Outcome outcome = model::Outcome::hold) {
    model::Reason reason;
    reason.finding = model::plain_finding(kind, std::move(code), "a reason");
    reason.outcome = outcome;
    return reason;
}

inline model::Reason no_address() {
    return why(model::FindingKind::data_quality, "R16-03");
}

inline model::Reason listed_name(model::Outcome outcome = model::Outcome::hold) {
    return why(model::FindingKind::name_match, "match", outcome);
}

// Verdict number n with these reasons, as the gate writes it.
inline engine::NewVerdict judged(int number, std::vector<model::Reason> reasons,
                                 const std::string& format = "iso20022") {
    engine::NewVerdict fresh = verdict(number);
    model::Verdict written;
    written.tenant = fresh.key.tenant;
    written.channel = fresh.key.channel;
    written.message_id = fresh.key.message_id;
    written.content_sha256 = fresh.key.content_sha256;
    written.format = format;
    written.outcome = model::Outcome::pass;
    for (const model::Reason& reason : reasons) {
        written.outcome = std::max(written.outcome, reason.outcome);
    }
    written.reasons = std::move(reasons);
    fresh.outcome = written.outcome;
    fresh.bytes = engine::write_verdict(written);
    fresh.verdict_id = written.id;
    return fresh;
}

inline std::string house_policy(const std::string& four_eyes) {
    return "name = 'House'\nversion = '1'\nthreshold = 0.85\n[four_eyes]\n" + four_eyes;
}
inline std::string one_for_quality() {
    return house_policy("release_data_quality = false\n");
}
inline std::string blocks_may_go() {
    return house_policy("release_block = true\n");
}

// By two people.
inline void activate(engine::VerdictStore& store, const std::string& toml, base::Instant at = noon) {
    for (const char* person : {"paula", "quentin"}) {
        CORDON_CHECK(store.decide_policy({toml, person, "as the board decided", at}).has_value());
    }
}

inline std::string policy_hash(const std::string& toml) {
    return engine::parse_policy(toml)->sha256;
}

}  // namespace cordon::storage::testing
