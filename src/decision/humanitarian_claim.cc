#include "decision/humanitarian_claim.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"

namespace cordon::decision {

namespace {

bool is_letter_or_digit(char32_t point) {
    return (point >= U'0' && point <= U'9') || (point >= U'a' && point <= U'z') ||
           (point >= U'A' && point <= U'Z') || point >= 0xC0;
}

// Lower case, whatever is neither letter nor digit a blank, with a blank at both ends: " un wfp ".
std::string words_of(std::string_view text) {
    std::string words = " ";
    for (std::size_t at = 0; at < text.size();) {
        const char32_t point = base::next_code_point(text, at);
        if (is_letter_or_digit(point)) {
            base::append_utf8(words, point);
        } else if (words.back() != ' ') {
            words += ' ';
        }
    }
    return base::ascii_lower(words.back() == ' ' ? words : words + " ");
}

bool has_any(std::string_view words, const auto& phrases) {
    return std::ranges::any_of(phrases, [&](std::string_view phrase) {
        return words.find(" " + std::string(phrase) + " ") != std::string_view::npos;
    });
}

constexpr auto denials = std::to_array<std::string_view>({"no", "none", "not", "non un", "without"});

constexpr auto resolutions = std::to_array<std::string_view>(
    {"2664", "2761", "unscr2664", "unscr2761", "res2664", "res2761", "s 2664", "s 2761"});
constexpr auto licences =
    std::to_array<std::string_view>({"licence", "license", "licences", "licenses", "gl", "authorisation",
                                     "authorization", "exemption", "derogation", "permit"});

// UNSCR 2664, para. 1: the United Nations with its programmes, funds and agencies; international
// organisations; humanitarian organisations with observer status and their members; NGOs in response plans
// and clusters; their employees, grantees, subsidiaries or implementing partners.
constexpr auto providers = std::to_array<std::string_view>({"un",
                                                            "united nations",
                                                            "unhcr",
                                                            "unicef",
                                                            "wfp",
                                                            "world food programme",
                                                            "ocha",
                                                            "unocha",
                                                            "who",
                                                            "fao",
                                                            "iom",
                                                            "undp",
                                                            "unrwa",
                                                            "unfpa",
                                                            "unops",
                                                            "unmas",
                                                            "un agency",
                                                            "io",
                                                            "igo",
                                                            "international organisation",
                                                            "international organization",
                                                            "icrc",
                                                            "ifrc",
                                                            "red cross",
                                                            "red crescent",
                                                            "ngo",
                                                            "ingo",
                                                            "nngo",
                                                            "n g o",
                                                            "non governmental organisation",
                                                            "non governmental organization",
                                                            "humanitarian organisation",
                                                            "humanitarian organization",
                                                            "implementing partner",
                                                            "implementing partners",
                                                            "grantee",
                                                            "subsidiary",
                                                            "employee"});

constexpr auto placeholders = std::to_array<std::string_view>({"none",
                                                               "null",
                                                               "unknown",
                                                               "not known",
                                                               "not available",
                                                               "not applicable",
                                                               "pending",
                                                               "test",
                                                               "testing",
                                                               "todo",
                                                               "to follow",
                                                               "to be advised",
                                                               "to be confirmed",
                                                               "to be announced",
                                                               "to be determined",
                                                               "follows",
                                                               "later",
                                                               "reference",
                                                               "evidence",
                                                               "example",
                                                               "sample",
                                                               "dummy",
                                                               "placeholder",
                                                               "no reference",
                                                               "no evidence",
                                                               "see above",
                                                               "as agreed",
                                                               "on request",
                                                               "yes",
                                                               "true",
                                                               "abcd",
                                                               "1234",
                                                               "12345",
                                                               "123456"});

bool names_something(std::string_view text) {
    const std::string words = words_of(text);
    std::string letters = words;
    std::erase(letters, ' ');
    const bool one_letter = letters.find_first_not_of(letters.substr(0, 1)) == std::string::npos;
    const bool placeholder =
        std::ranges::any_of(placeholders, [&](std::string_view word) { return base::trim(words) == word; });
    return base::code_point_count(letters) >= 4 && !one_letter && !placeholder;
}

bool is_ground(std::string_view text) {
    const std::string words = words_of(text);
    if (has_any(words, denials)) {
        return false;
    }
    const bool number = words.find_first_of("0123456789") != std::string::npos;
    return has_any(words, resolutions) || (has_any(words, licences) && number);
}

bool is_provider(std::string_view text) {
    const std::string words = words_of(text);
    return has_any(words, providers) && !has_any(words, denials);
}

}  // namespace

std::string claim_lacks(const model::HumanitarianClaim& claim) {
    if (base::trim(claim.ground).empty()) {
        return "names no ground";
    }
    if (!is_ground(claim.ground)) {
        return "names no ground that is known: UNSCR 2664 or 2761, or a licence with its number";
    }
    if (base::trim(claim.provider_category).empty()) {
        return "does not say who gives the aid";
    }
    if (!is_provider(claim.provider_category)) {
        return "names no kind of provider of UNSCR 2664: UN, IO, NGO, implementing partner";
    }
    const bool reference = names_something(claim.reference);
    if (!reference && !base::trim(claim.reference).empty()) {
        return "has a reference that refers to nothing";
    }
    if (!reference && !names_something(claim.evidence)) {
        return "names neither a reference nor evidence";
    }
    return {};
}

bool can_be_aid(const model::GoodsFinding& goods) {
    using model::GoodsTier;
    constexpr auto never =
        std::to_array<std::string_view>({"crude_oil", "refinery_equipment", "human_organs", "gold", "cash",
                                         "silver_pt", "jewellery_stones", "military_vehicles", "drones"});
    return goods.tier != GoodsTier::prohibited && goods.tier != GoodsTier::dual_use &&
           goods.tier != GoodsTier::cultural_after_date &&
           std::ranges::find(never, goods.goods_class) == never.end();
}

}  // namespace cordon::decision
