// cordon explain VERDICT: one kept verdict in words.
#include <fmt/format.h>

#include <memory>

#include "base/strings.h"
#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/replay_command.h"
#include "engine/policy_file.h"
#include "engine/verdict_json.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

namespace {

struct Explained {
    engine::Hold hold;
    model::Verdict verdict;
    std::string policy;  // name and version, "" when its text is not kept
};

base::Result<Explained> look_up(const GlobalOptions& global, const std::string& id) {
    CORDON_ASSIGN(const auto record, open_record(global, storage::RecordUse::read));
    Explained explained;
    CORDON_ASSIGN(explained.hold, record->hold(id));
    if (const engine::StoredVerdict& kept = explained.hold.verdict; !kept.erased.empty()) {
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("{} ({} of tenant {}, {}) was {}", kept.verdict_id,
                                      to_string(kept.outcome), base::shown(kept.key.tenant),
                                      base::to_string(kept.at), base::shown(kept.erased, 2'000)));
    }
    CORDON_ASSIGN(explained.verdict, engine::read_verdict(explained.hold.verdict.bytes));
    if (const auto toml = record->policy_text(explained.verdict.policy_sha256)) {
        if (const auto file = engine::parse_policy(*toml)) {
            explained.policy = fmt::format("{}, version {}: ", base::shown(file->policy.name),
                                           base::shown(file->policy.version));
        }
    }
    return explained;
}

std::string place_of(const model::Finding& finding) {
    if (finding.field.empty()) {
        return "the message as a whole";
    }
    std::string place =
        fmt::format("{} ({}", base::shown(finding.field, 300), to_string(finding.field_class));
    if (finding.role != model::PaymentRole::none) {
        place += fmt::format(" of the {}", to_string(finding.role));
    }
    if (finding.transaction != model::no_index) {
        place += fmt::format(", transaction {}", finding.transaction + 1);
    }
    return place + ")";
}

void print_reason(std::size_t number, const model::Reason& reason) {
    const model::Finding& finding = reason.finding;
    print(fmt::format("\n{}. {}: {} ({})\n", number, to_string(reason.outcome), to_string(finding.kind),
                      finding.code));
    print(fmt::format("   where: {}\n", place_of(finding)));
    if (!finding.text.empty()) {
        print(fmt::format("   what stands there: '{}'\n", base::shown(finding.text, 600)));
    }
    if (!finding.listing_id.empty()) {
        print(fmt::format("   listed: '{}', {} {}{}{}\n", base::shown(finding.listed_name, 300),
                          base::shown(finding.list), base::shown(finding.listing_id),
                          finding.score > 0 ? fmt::format(", score {:.4f}", finding.score) : "",
                          finding.weak ? ", a name that the list itself calls weak" : ""));
    }
    if (!finding.sentence.empty()) {
        print(fmt::format("   why: {}\n", base::shown(finding.sentence, 1'000)));
    }
    print(fmt::format("   rule of the policy: {}\n", reason.rule.empty() ? "none; what no rule names holds"
                                                                         : base::shown(reason.rule, 200)));
    if (!reason.ground.empty()) {
        print(fmt::format("   let pass on the ground of: {}\n", base::shown(reason.ground, 600)));
    }
}

void print_words(const Explained& explained) {
    const model::Verdict& verdict = explained.verdict;
    const engine::StoredVerdict& kept = explained.hold.verdict;
    print(fmt::format("{}: {}; action: {}\n", verdict.id, to_string(verdict.outcome),
                      to_string(verdict.action)));
    print(fmt::format("message {} of {}, channel {}: {}{}{}\n", base::shown(verdict.message_id),
                      base::shown(verdict.tenant), base::shown(verdict.channel),
                      verdict.type.empty() ? "of no type that is known" : base::shown(verdict.type),
                      verdict.format.empty() ? "" : " (" + base::shown(verdict.format) + ")",
                      verdict.scheme.empty() ? "" : ", scheme " + base::shown(verdict.scheme)));
    print(fmt::format("kept {} as leaf {} of the record\n", base::to_string(kept.at), kept.leaf));
    print(fmt::format("the counterparty may be told: {}\n",
                      verdict.reply.empty() ? "nothing" : "'" + base::shown(verdict.reply, 300) + "'"));
    print(fmt::format("money may move now: {} (hold: {})\n",
                      engine::may_move(kept.outcome, explained.hold.state) ? "yes" : "no",
                      to_string(explained.hold.state)));
    for (const engine::HoldEvent& event : explained.hold.events) {
        print(fmt::format("  {}  {} by {}: {}\n", base::to_string(event.at), to_string(event.step),
                          base::shown(event.principal), base::shown(event.reason, 400)));
    }
    if (verdict.reasons.empty()) {
        print("\nnothing was found in it\n");
    }
    for (std::size_t at = 0; at < verdict.reasons.size(); ++at) {
        print_reason(at + 1, verdict.reasons[at]);
    }
    print("\nit stands on\n");
    for (const model::ListUse& use : verdict.lists) {
        print(fmt::format("  list {} {}, sha256 {}\n", base::shown(use.list), base::shown(use.version),
                          base::shown(use.sha256)));
    }
    print(fmt::format("  policy {}sha256 {}\n  threshold {:.4f}, build {}\n", explained.policy,
                      base::shown(verdict.policy_sha256), verdict.threshold, base::shown(verdict.build)));
    print(fmt::format("derive it again with: cordon replay {}\n", verdict.id));
}

}  // namespace

int run_explain_verdict(const GlobalOptions& global, const std::string& id) {
    if (!id.starts_with('v') || id.find_first_not_of("0123456789abcdef", 1) != std::string::npos) {
        print_message(
            fmt::format("cordon: '{}' is no verdict's id; to explain a name, give the listing's id too",
                        base::shown(id)));
        return exit_usage;
    }
    const auto explained = look_up(global, id);
    if (!explained) {
        return report(explained.error());
    }
    if (global.format == OutputFormat::json) {
        print(explained->hold.verdict.bytes + "\n");
    } else {
        print_words(*explained);
    }
    return exit_success;
}

}  // namespace cordon::app
