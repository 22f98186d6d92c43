#include "model/payment.h"

namespace cordon::model {

std::string_view to_string(FieldClass field_class) {
    switch (field_class) {
        case FieldClass::name: return "name";
        case FieldClass::agent: return "agent";
        case FieldClass::address: return "address";
        case FieldClass::country: return "country";
        case FieldClass::identifier: return "identifier";
        case FieldClass::text: return "text";
        case FieldClass::goods: return "goods";
        case FieldClass::reference: return "reference";
        case FieldClass::value: return "value";
        case FieldClass::date: return "date";
        case FieldClass::code: return "code";
    }
    return "";
}

std::string_view to_string(PaymentRole role) {
    switch (role) {
        case PaymentRole::none: return "";
        case PaymentRole::debtor: return "debtor";
        case PaymentRole::creditor: return "creditor";
        case PaymentRole::ultimate_debtor: return "ultimate debtor";
        case PaymentRole::ultimate_creditor: return "ultimate creditor";
        case PaymentRole::initiating_party: return "initiating party";
        case PaymentRole::debtor_agent: return "debtor agent";
        case PaymentRole::creditor_agent: return "creditor agent";
        case PaymentRole::instructing_agent: return "instructing agent";
        case PaymentRole::instructed_agent: return "instructed agent";
        case PaymentRole::previous_instructing_agent: return "previous instructing agent";
        case PaymentRole::intermediary_agent: return "intermediary agent";
        case PaymentRole::reimbursement_agent: return "reimbursement agent";
        case PaymentRole::charges_agent: return "charges agent";
        case PaymentRole::forwarding_agent: return "forwarding agent";
        case PaymentRole::other_agent: return "agent";
        case PaymentRole::sender: return "sender";
        case PaymentRole::receiver: return "receiver";
        case PaymentRole::originator: return "originator";
        case PaymentRole::assigner: return "assigner";
        case PaymentRole::assignee: return "assignee";
        case PaymentRole::invoicer: return "invoicer";
        case PaymentRole::invoicee: return "invoicee";
        case PaymentRole::trading_party: return "trading party";
        case PaymentRole::account_owner: return "account owner";
        case PaymentRole::account_servicer: return "account servicer";
        case PaymentRole::authority: return "authority";
        case PaymentRole::creditor_scheme: return "creditor scheme";
        case PaymentRole::remittance_receiver: return "remittance receiver";
        case PaymentRole::applicant: return "applicant";
        case PaymentRole::beneficiary: return "beneficiary";
        case PaymentRole::issuing_bank: return "issuing bank";
        case PaymentRole::advising_bank: return "advising bank";
        case PaymentRole::other_party: return "other party";
    }
    return "";
}

std::string_view to_string(MessageFormat format) {
    switch (format) {
        case MessageFormat::iso20022: return "iso20022";
        case MessageFormat::swift_mt: return "swift-mt";
        case MessageFormat::json: return "json";
        case MessageFormat::shipment: return "shipment";
    }
    return "";
}

std::optional<std::int64_t> amount_e5(std::string_view text) {
    constexpr std::size_t digits_max = 18;
    constexpr int decimals_max = 5;
    std::int64_t value = 0;
    std::size_t digits = 0;
    int decimals = -1;  // none read yet
    for (const char letter : text) {
        if ((letter == '.' || letter == ',') && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (letter < '0' || letter > '9' || ++digits > digits_max || decimals == decimals_max) {
            return std::nullopt;
        }
        value = value * 10 + (letter - '0');
        decimals += decimals >= 0 ? 1 : 0;
    }
    if (digits == 0) {
        return std::nullopt;
    }
    for (int at = decimals < 0 ? 0 : decimals; at < decimals_max; ++at) {
        if (value > INT64_MAX / 10) {
            return std::nullopt;
        }
        value *= 10;
    }
    return value;
}

}  // namespace cordon::model
