#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/strings.h"
#include "decision/payment_quality.h"
#include "decision/payment_view.h"

namespace cordon::decision {

using model::Finding;
using model::FindingKind;
using model::IdentifierKind;
using model::no_index;
using model::Payment;
using model::PaymentParty;
using model::PaymentRole;

namespace {

// What one role of one transaction says, in keys that rewriting does not change.
struct RoleContent {
    std::vector<std::string> names;  // name keys
    std::vector<std::string> shown;  // the names as written, in the same order
    std::vector<std::string> accounts;
    std::string path;
    bool address = false;
};

RoleContent content_of(const PaymentIndex& index, std::uint32_t transaction, PaymentRole role) {
    RoleContent content;
    for (const PaymentParty* party : index.parties(transaction, role)) {
        if (content.path.empty()) {
            content.path = party->path;
        }
        for (const std::string& name : party->subject.names) {
            if (!party->account && !name_key(name).empty()) {
                content.names.push_back(name_key(name));
                content.shown.push_back(name);
            }
        }
        for (const auto& identifier : party->subject.identifiers) {
            if (party->account || identifier.kind == IdentifierKind::account ||
                identifier.kind == IdentifierKind::iban) {
                content.accounts.push_back(letters_and_digits(identifier.value));
            }
        }
        content.address |= !party->address_lines.empty() || !party->town.empty() ||
                           (!party->account && !party->agent && !party->subject.countries.empty());
    }
    return content;
}

bool share_any(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    return std::ranges::any_of(
        left, [&](const std::string& value) { return std::ranges::find(right, value) != right.end(); });
}

// Names of one party are alternatives that differ only by where a line was cut.
bool same_name(const RoleContent& left, const RoleContent& right) {
    if (share_any(left.names, right.names)) {
        return true;
    }
    return std::ranges::any_of(left.shown, [&](const std::string& name) {
        return std::ranges::any_of(right.shown, [&](const std::string& other) {
            return letters_and_digits(name) == letters_and_digits(other);
        });
    });
}

Finding chain_finding(std::string_view code, PaymentRole role, std::string path, std::uint32_t transaction,
                      std::string text, std::string sentence) {
    return {.kind = FindingKind::data_quality,
            .code = std::string(code),
            .field = std::move(path),
            .field_class = model::FieldClass::name,
            .role = role,
            .transaction = transaction,
            .text = std::move(text),
            .sentence = std::move(sentence)};
}

void compare_role(const RoleContent& before, const RoleContent& now, PaymentRole role,
                  std::uint32_t transaction, std::vector<Finding>& into) {
    const auto lost = [&](std::string_view what, const std::string& text) {
        into.push_back(chain_finding("R16-10", role, now.path.empty() ? before.path : now.path, transaction,
                                     text,
                                     fmt::format("the {} of the {} stood in an earlier message of this "
                                                 "transfer (same UETR) and is gone",
                                                 what, to_string(role))));
    };
    if (!before.names.empty() && now.names.empty()) lost("name", before.shown.front());
    if (!before.accounts.empty() && now.accounts.empty()) lost("account", before.accounts.front());
    if (before.address && !now.address) lost("address or country", "");
    if (before.names.empty() || now.names.empty()) {
        return;
    }
    if (!same_name(before, now)) {
        into.push_back(chain_finding("R16-11", role, now.path, transaction, now.shown.front(),
                                     fmt::format("the {} is written '{}' here and '{}' in an earlier message "
                                                 "of this transfer",
                                                 to_string(role), base::shown(now.shown.front(), 60),
                                                 base::shown(before.shown.front(), 60))));
    }
}

}  // namespace

std::vector<Finding> chain_quality(const Payment& earlier, const Payment& newer) {
    std::vector<Finding> findings;
    if (customer_content(earlier) == CustomerContent::none ||
        customer_content(newer) == CustomerContent::none) {
        return findings;
    }
    const PaymentIndex before_index(earlier);
    const PaymentIndex now_index(newer);
    std::map<std::string, std::uint32_t> by_uetr;
    for (std::uint32_t before = 0; before < earlier.transactions.size(); ++before) {
        by_uetr.emplace(letters_and_digits(earlier.transactions[before].uetr), before);
    }
    for (std::uint32_t now = 0; now < newer.transactions.size(); ++now) {
        const std::string uetr = letters_and_digits(newer.transactions[now].uetr);
        const auto before = by_uetr.find(uetr);
        if (uetr.empty() || before == by_uetr.end()) {
            continue;
        }
        for (const PaymentRole role : {PaymentRole::debtor, PaymentRole::creditor,
                                       PaymentRole::ultimate_debtor, PaymentRole::ultimate_creditor}) {
            compare_role(content_of(before_index, before->second, role), content_of(now_index, now, role),
                         role, now, findings);
        }
    }
    return findings;
}

}  // namespace cordon::decision
