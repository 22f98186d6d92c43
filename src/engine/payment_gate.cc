#include "engine/payment_gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "decision/payment_quality.h"
#include "decision/payment_view.h"
#include "decision/resubmission.h"
#include "engine/situation_json.h"
#include "engine/unread_input.h"
#include "payments/canonical_content.h"
#include "payments/message_reader.h"
#include "trade/letter_of_credit.h"
#include "trade/shipment_reader.h"

namespace cordon::engine {

namespace {

using model::Finding;
using model::FindingKind;

constexpr std::size_t conflicts_named_max = 20;  // a sender may give one id to all that it sends

// The latest of those that had the same id, and how many more there were.
void add_conflicts(std::vector<Finding>& findings, std::span<const std::string> verdict_ids) {
    const std::size_t more = verdict_ids.size() - std::min(verdict_ids.size(), conflicts_named_max);
    if (more > 0) {
        findings.push_back(model::plain_finding(
            FindingKind::message, "conflict",
            fmt::format("{} messages with this id and other content were judged before; the latest {} are "
                        "named, all are held",
                        verdict_ids.size(), conflicts_named_max)));
    }
    for (const std::string& verdict_id : verdict_ids.subspan(more)) {
        Finding finding = model::plain_finding(
            FindingKind::message, "conflict",
            fmt::format("a message with this id and other content was judged before ({}); both are held",
                        verdict_id));
        finding.earlier_verdict = verdict_id;
        findings.push_back(std::move(finding));
    }
}

// A cover beneath a transfer, a return or a status of it share its references and say other things: only
// messages that do the same are compared for what was changed.
enum class Purpose : std::uint8_t { transfer, cover, debit, other };
Purpose purpose_of(const model::Payment& payment) {
    const auto starts = [&payment](std::initializer_list<std::string_view> types) {
        return std::ranges::any_of(types,
                                   [&](std::string_view type) { return payment.type.starts_with(type); });
    };
    if (decision::is_cover(payment) || starts({"pacs.009", "MT202", "MT205", "MT210"})) {
        return Purpose::cover;
    }
    if (starts({"pacs.008", "pain.001", "MT101", "MT102", "MT103", "payment"})) {
        return Purpose::transfer;
    }
    return starts({"pacs.003", "pain.008", "MT104", "MT107"}) ? Purpose::debit : Purpose::other;
}

bool does_the_same(const model::Payment& left, const model::Payment& right) {
    const Purpose purpose = purpose_of(left);
    return purpose == purpose_of(right) &&
           (purpose != Purpose::other || left.type.substr(0, 8) == right.type.substr(0, 8));
}

std::shared_ptr<const JudgedUnder> judged_under(const PolicyFile& policy, const GateSituation& situation) {
    auto under = std::make_shared<JudgedUnder>();
    std::vector<std::string> checks = situation.checks;
    if (situation.trade != nullptr) {
        checks.insert(checks.end(), situation.trade->own.begin(), situation.trade->own.end());
    }
    under->situation = write_situation({situation.policy, situation.supplement, std::move(checks)});
    under->situation_sha256 = base::sha256_hex(under->situation);
    under->policy_sha256 = policy.sha256;
    under->policy_toml = policy_toml(policy.policy);
    return under;
}

}  // namespace

std::vector<model::ListUse> lists_used(const Snapshot& snapshot) {
    std::vector<model::ListUse> lists;
    for (const model::ListVersion& version : snapshot.versions()) {
        lists.push_back({version.list, version.version, version.content_sha256});
    }
    return lists;
}

PaymentGate::PaymentGate(const Snapshot& snapshot, const PolicyFile& policy, GateSituation situation)
    : policy_(policy),
      situation_(std::move(situation)),
      screening_(snapshot, {.threshold = policy.policy.threshold, .supplement = situation_.supplement}),
      lists_(lists_used(snapshot)),
      under_(judged_under(policy_, situation_)) {
    for (const model::ListVersion& version : snapshot.versions()) {
        lists_day_ = std::max(lists_day_, version.published);
    }
}

ExaminedMessage PaymentGate::examine(std::string_view message, const std::function<void()>& when_read) {
    ExaminedMessage examined;
    examined.bytes = message;
    payments::MessageDocument document(message);
    const auto canonical = payments::canonical_content(document);
    examined.key.content_sha256 = base::sha256_hex(canonical ? std::string_view(*canonical) : message);
    if (auto unread = unread_input_finding(message)) {
        examined.findings.push_back(*std::move(unread));
    } else if (trade::shipment_format(message) != trade::ShipmentFormat::none) {
        examine_shipment(examined, when_read);
    } else {
        examine_payment(examined, document, when_read);
    }
    examined.key.tenant = situation_.tenant;
    examined.key.channel = situation_.channel;
    examined.key.message_id = examined.payment.message_id;
    if (examined.key.message_id.empty()) {  // such a message is its own id
        examined.key.message_id = "sha256:" + examined.key.content_sha256;
    }
    return examined;
}

void PaymentGate::examine_payment(ExaminedMessage& examined, payments::MessageDocument& document,
                                  const std::function<void()>& when_read) {
    auto payment = payments::read_payment(document);
    if (when_read) {
        when_read();
    }
    if (!payment) {
        examined.findings.push_back(decision::unread_finding(payment.error()));
        return;
    }
    examined.payment = *std::move(payment);
    examined.read = true;
    examined.findings = screening_.screen(examined.payment);
    examined.fingerprints = decision::fingerprints(examined.payment);
    for (std::string& print : examined.fingerprints) {
        print += "@" + situation_.tenant;  // one tenant's payments are not compared with another's
    }
    if (trade::is_letter_of_credit(examined.payment)) {
        model::Shipment shipment = trade::shipment_of_credit(examined.payment);
        for (const model::Shipment::Doubt& doubt : shipment.doubts) {
            examined.payment.notes.push_back({doubt.code, doubt.path, doubt.sentence});
        }
        judge_trade(examined, std::move(shipment));
        return;
    }
    for (decision::TradeCase& judged : trade_cases(examined.payment, tables())) {
        judged.today_at_least = lists_day_;
        std::ranges::move(decision::trade_findings(policy_.policy.trade, judged),
                          std::back_inserter(examined.findings));
    }
}

void PaymentGate::examine_shipment(ExaminedMessage& examined, const std::function<void()>& when_read) {
    auto shipment = trade::read_shipment(examined.bytes);
    if (when_read) {
        when_read();
    }
    if (!shipment) {
        examined.findings.push_back(decision::unread_finding(shipment.error()));
        return;
    }
    examined.payment = payment_of(*shipment);
    examined.read = true;
    examined.findings = screening_.screen(examined.payment);
    std::ranges::move(ownership_findings(*shipment, examined.findings),
                      std::back_inserter(examined.findings));
    judge_trade(examined, *std::move(shipment));
}

void PaymentGate::judge_trade(ExaminedMessage& examined, model::Shipment shipment) {
    auto trade = std::make_shared<TradeExamined>();
    trade->judged = trade_case(shipment, tables(), lists_day_);
    trade->shipment = std::move(shipment);
    std::ranges::move(decision::trade_findings(policy_.policy.trade, trade->judged),
                      std::back_inserter(examined.findings));
    examined.trade = std::move(trade);
}

const TradeTables& PaymentGate::tables() const {
    return situation_.trade != nullptr ? *situation_.trade : bundled_trade_tables();
}

model::Verdict PaymentGate::judge(const ExaminedMessage& message, const std::vector<EarlierPayment>& earlier,
                                  const std::vector<std::string>& conflicts,
                                  std::vector<Finding> more) const {
    std::vector<Finding> findings = message.findings;
    std::ranges::move(more, std::back_inserter(findings));
    for (const EarlierPayment& before : earlier) {
        std::ranges::move(decision::chain_quality(before.payment, message.payment),
                          std::back_inserter(findings));
        if (before.outcome != model::Outcome::pass && does_the_same(before.payment, message.payment)) {
            std::ranges::move(
                decision::resubmission_findings(before.payment, before.verdict_id, message.payment),
                std::back_inserter(findings));
        }
    }
    add_conflicts(findings, conflicts);
    decision::Judgement judged =
        decision::judge(policy_.policy, message.payment, std::move(findings), situation_.policy);

    model::Verdict verdict;
    verdict.tenant = message.key.tenant;
    verdict.channel = message.key.channel;
    verdict.message_id = message.key.message_id;
    verdict.content_sha256 = message.key.content_sha256;
    verdict.format = message.read ? std::string(model::to_string(message.payment.format)) : std::string();
    verdict.type = message.payment.type;
    verdict.scheme = std::move(judged.scheme);
    verdict.outcome = judged.outcome;
    verdict.action = judged.action;
    verdict.reply = std::move(judged.reply);
    verdict.reasons = std::move(judged.reasons);
    verdict.lists = lists_;
    verdict.policy_sha256 = policy_.sha256;
    verdict.threshold = policy_.policy.threshold;
    verdict.build = situation_.build;
    return verdict;
}

}  // namespace cordon::engine
