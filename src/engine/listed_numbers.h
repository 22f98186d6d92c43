// engine/listed_numbers.h: which identifiers of the lists must be found in running text, for this room's
// tests; included by *_test.cc only.
//
// Role:    the rule of docs/reference/payment-messages.md ("Identifiers in texts"), written a second time.
// Threads: pure functions.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::engine::testing {

[[nodiscard]] inline bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}
[[nodiscard]] inline bool is_of_word(char letter) {
    return is_digit(letter) || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
           static_cast<unsigned char>(letter) >= 0x80;
}

// The lengths of what stands on end of one sort.
[[nodiscard]] inline std::vector<std::size_t> groups_of(std::string_view value, bool (*sort)(char)) {
    std::vector<std::size_t> groups;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (!sort(value[at])) {
            continue;
        }
        if (at == 0 || !sort(value[at - 1])) {
            groups.push_back(0);
        }
        ++groups.back();
    }
    return groups;
}

// "03.11.2026", "31-2006"; also numbers that could be one.
[[nodiscard]] inline bool may_be_date(std::string_view value) {
    const auto groups = groups_of(value, is_digit);
    return groups.size() > 1 &&
           std::ranges::all_of(groups, [](std::size_t size) { return size < 3 || size == 4; });
}

// In a sentence.
[[nodiscard]] inline bool says_enough(const model::Identifier& listed) {
    using enum model::IdentifierKind;
    constexpr std::size_t words_most = 8;
    if (listed.kind == bic || listed.kind == wallet) {
        return true;
    }
    if (listed.kind == email || listed.kind == website) {
        return listed.value.contains('.') && !listed.value.contains(' ');
    }
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(listed.value, is_digit));
    const auto all = static_cast<std::size_t>(std::ranges::count_if(listed.value, is_of_word));
    const bool mark = all - digits >= 4 && listed.value.contains('-') && listed.value.size() <= 8;
    return mark || (digits > 0 && all >= 6 && !(digits == all && may_be_date(listed.value)) &&
                    groups_of(listed.value, is_of_word).size() <= words_most);
}

// As a text of its own.
[[nodiscard]] inline bool says_enough_alone(const model::Identifier& listed) {
    const auto digits = std::ranges::count_if(listed.value, is_digit);
    return says_enough(listed) || (digits >= 5 && !may_be_date(listed.value));
}

}  // namespace cordon::engine::testing
