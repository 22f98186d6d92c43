// engine/listed_names.h: which listed names need not be found where they stand exactly, for this room's
// tests; included by *_test.cc only.
//
// Role:    the exceptions of docs/reference/payment-messages.md ("Names in texts"), written a second time.
// Rules:   of the field and of the name's own words; nothing is excepted by name.
// Threads: pure functions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "engine/planted_messages.h"
#include "model/payment.h"
#include "text/name_tokens.h"
#include "text/name_words.h"

namespace cordon::engine::testing {

// That say something: no titles, particles or legal forms.
[[nodiscard]] inline std::size_t words_in(std::string_view name) {
    text::TokenisedName tokens;
    text::tokenise_name(name, tokens);
    return static_cast<std::size_t>(std::ranges::count_if(tokens.tokens, [](const text::NameToken& token) {
        return token.role == text::TokenRole::word || token.role == text::TokenRole::number;
    }));
}

// An address of one word may be what addresses are made of: a country, a city or a word like "main", and of a
// ship or an aircraft the town that it is called after.
[[nodiscard]] inline bool is_word_of_addresses(std::string_view name, bool of_craft) {
    text::TokenisedName tokens;
    text::tokenise_name(name, tokens);
    if (tokens.tokens.size() != 1 || tokens.tokens[0].role == text::TokenRole::number) {
        return false;
    }
    const std::string_view word = tokens.tokens[0].text;
    return text::use_of_word(word) != text::WordUse::naming || (of_craft && text::is_town(word));
}

// FIN has no letters but Latin ones: of a name of another script, fewer than three are left.
[[nodiscard]] inline bool says_little_in_fin(std::string_view name) {
    constexpr std::ptrdiff_t letters_min = 3;
    const bool plain =
        std::ranges::all_of(name, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
    return !plain && std::ranges::count_if(in_fin_letters(name), [](char letter) {
                         return letter >= 'A' && letter <= 'Z';
                     }) < letters_min;
}

// "7-28": digits and signs in a text are a number, a day or an amount.
[[nodiscard]] inline bool is_without_letters(std::string_view name) {
    return std::ranges::none_of(name, [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
               static_cast<unsigned char>(letter) >= 0x80;
    });
}

[[nodiscard]] inline bool need_not_be_found(std::string_view name, bool of_craft, model::FieldClass field,
                                            model::MessageFormat format) {
    return (field == model::FieldClass::address && is_word_of_addresses(name, of_craft)) ||
           (field != model::FieldClass::name && is_without_letters(name)) ||
           (format == model::MessageFormat::swift_mt && says_little_in_fin(name));
}

// "Des International Co.": enough within a sentence, however little its words say; not "E. S. Co.", which has
// no word.
[[nodiscard]] inline bool is_named_in_full(std::string_view name) {
    constexpr std::size_t words_min = 3;
    text::TokenisedName tokens;
    text::tokenise_name(name, tokens);
    const auto has = [&](text::TokenRole role) {
        return std::ranges::find(tokens.tokens, role, &text::NameToken::role) != tokens.tokens.end();
    };
    const bool named = has(text::TokenRole::legal_form) && has(text::TokenRole::word);
    return named && tokens.tokens.size() >= words_min;
}

}  // namespace cordon::engine::testing
