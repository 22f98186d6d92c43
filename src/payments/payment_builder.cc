#include "payments/payment_builder.h"

#include <utility>

#include "model/country.h"
#include "payments/party_lines.h"

namespace cordon::payments {

namespace {

constexpr std::size_t notes_max =
    1'000;  // more of them say nothing new; the fields stand in the payment anyway

}  // namespace

base::Status check_size(std::uint64_t size_bytes, const ReadLimits& limits) {
    if (size_bytes > limits.bytes_max) {
        return base::fail(base::ErrorCode::limit_exceeded, "the message has " + std::to_string(size_bytes) +
                                                               " bytes, more than the limit of " +
                                                               std::to_string(limits.bytes_max));
    }
    return {};
}

bool has_word(std::string_view text, std::size_t letters_max) {
    std::size_t run = 0;
    for (const char letter : text) {
        const bool counts = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                            static_cast<unsigned char>(letter) >= 0x80;
        run = counts ? run + 1 : 0;
        if (run > letters_max) {
            return true;
        }
    }
    return false;
}

std::uint32_t PaymentBuilder::add_party(model::PaymentParty party) {
    if (payment_.parties.size() >= limits_.parties_max) {
        passed_limit_ = "the message names more than " + std::to_string(limits_.parties_max) + " parties";
        return static_cast<std::uint32_t>(payment_.parties.size() - 1);
    }
    if (party.agent) {
        party.subject.kind = model::PartyKind::entity;
    }
    payment_.parties.push_back(std::move(party));
    return static_cast<std::uint32_t>(payment_.parties.size() - 1);
}

std::uint32_t PaymentBuilder::add_transaction(std::string path) {
    payment_.transactions.push_back({.path = std::move(path)});
    return static_cast<std::uint32_t>(payment_.transactions.size() - 1);
}

namespace {

// What stands where an identifier, a clearing code or a country should and is none: words without a digit.
bool is_text_instead(model::FieldClass field_class, std::string_view text) {
    if (field_class == model::FieldClass::country) {
        return text.size() != 2 && has_word(text) && model::country_code(text).empty();
    }
    const bool compared =
        field_class == model::FieldClass::identifier || field_class == model::FieldClass::agent;
    return compared && has_word(text) && text.find_first_of("0123456789@") == std::string_view::npos &&
           !(field_class == model::FieldClass::agent && looks_like_bic(text));
}

}  // namespace

void PaymentBuilder::add_field(std::string path, std::string text, model::FieldClass field_class,
                               const FieldPlace& place, bool known) {
    if (payment_.fields.size() >= limits_.fields_max) {
        passed_limit_ = "the message has more than " + std::to_string(limits_.fields_max) + " fields";
        return;
    }
    if (is_text_instead(field_class, text)) {
        field_class = model::FieldClass::text;
    }
    payment_.fields.push_back({.path = std::move(path),
                               .text = std::move(text),
                               .field_class = field_class,
                               .role = place.role,
                               .party = place.party,
                               .transaction = place.transaction,
                               .known = known});
}

void PaymentBuilder::note(std::string code, std::string path, std::string sentence) {
    if (payment_.notes.size() < notes_max) {
        payment_.notes.push_back({std::move(code), std::move(path), std::move(sentence)});
    }
}

base::Result<model::Payment> PaymentBuilder::finish() && {
    if (!passed_limit_.empty()) {
        return base::fail(base::ErrorCode::limit_exceeded, passed_limit_);
    }
    return std::move(payment_);
}

}  // namespace cordon::payments
