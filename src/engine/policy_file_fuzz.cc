// Goal: no policy text makes the reader crash; what it accepts reads back from its own TOML as the same
// policy with the same hash, and lets no unreadable message pass.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "decision/judge.h"
#include "engine/policy_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using cordon::model::Finding;
    using cordon::model::FindingKind;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto read = cordon::engine::parse_policy(text);
    if (!read) {
        CORDON_CHECK(!read.error().message.empty());
        return 0;
    }
    const auto again = cordon::engine::parse_policy(cordon::engine::policy_toml(read->policy));
    CORDON_CHECK(again && again->policy == read->policy && again->sha256 == read->sha256);
    const cordon::decision::Situation situation{
        .lists = {{"un", "1", cordon::decision::ListStanding::fresh}}};
    const std::pair<FindingKind, const char*> doubts[] = {{FindingKind::message, "malformed"},
                                                          {FindingKind::message, "unsupported"},
                                                          {FindingKind::message, "limit_exceeded"},
                                                          {FindingKind::screening, "truncated"},
                                                          {FindingKind::screening, "timeout"}};
    for (const auto& [kind, code] : doubts) {
        const auto judgement =
            cordon::decision::judge(read->policy, {}, {Finding{.kind = kind, .code = code}}, situation);
        CORDON_CHECK(judgement.outcome != cordon::model::Outcome::pass);
        CORDON_CHECK(judgement.action != cordon::model::Action::release);
    }
    return 0;
}
