#include "screening/identifier_index.h"

#include <algorithm>

#include "base/hash.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "screening/index_layout.h"
#include "text/fold.h"

namespace cordon::screening {

namespace {

using model::Identifier;
using model::IdentifierKind;

constexpr std::size_t letters_min = 5;             // a shorter number supports only
constexpr std::size_t letters_without_issuer = 8;  // from here an equal passport speaks without its country
constexpr std::size_t wallet_letters_min = 20;
constexpr std::size_t filed_letters_min = 4;
constexpr std::size_t text_letters_min = 6;   // letters and digits in running text
constexpr std::size_t text_letters_max = 64;  // longer ones are words of their own

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_hex(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char letter) {
        return is_digit(letter) || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
    });
}

std::string without_blanks(std::string_view value) {
    std::string kept;
    for (const char letter : value) {
        if (static_cast<unsigned char>(letter) > ' ') {
            kept.push_back(letter);
        }
    }
    return kept;
}

std::string wallet(std::string_view value) {
    std::string address = without_blanks(value);
    const std::string lower = base::ascii_lower(address);
    const bool hex = lower.starts_with("0x") && is_hex(std::string_view(lower).substr(2));
    const bool one_case = address == lower || address == base::ascii_upper(address);
    const bool bech32 = one_case && (lower.starts_with("bc1") || lower.starts_with("ltc1") ||
                                     lower.starts_with("addr1") || lower.starts_with("bnb1"));
    return hex || bech32 ? lower : address;
}

std::string letters_and_digits(std::string_view value) {
    std::string kept;
    for (std::size_t at = 0; at < value.size();) {
        const char32_t letter = base::next_code_point(value, at);
        const text::FoldedLetter folded = text::fold_letter(letter);
        if (folded.letter_class == text::LetterClass::digit) {
            kept += folded.ascii;
        } else if (folded.letter_class == text::LetterClass::letter) {
            const char twin = letter < 0x80 ? static_cast<char>(letter) : text::look_alike(letter);
            if (twin != 0) {
                kept.push_back(twin);
            } else if (folded.script == text::ScriptFamily::latin) {
                kept += folded.ascii;
            } else {
                base::append_utf8(kept, letter);
            }
        }
    }
    return base::ascii_upper(kept);
}

std::string digits_only(std::string_view letters) {
    std::string kept;
    for (const char letter : letters) {
        if (is_digit(letter)) {
            kept.push_back(letter);
        }
    }
    return kept;
}

// O and 0, I, L and 1, B and 8, S and 5, Z and 2: read one for the other on a bad copy.
std::string as_it_looks(std::string_view letters) {
    std::string looks(letters);
    for (char& letter : looks) {
        constexpr std::string_view from = "OQILBSZ";
        constexpr std::string_view into = "0011852";
        if (const auto at = from.find(letter); at != std::string_view::npos) {
            letter = into[at];
        }
    }
    return looks;
}

bool is_civil(IdentifierKind kind) {
    return kind == IdentifierKind::national_id || kind == IdentifierKind::social_security ||
           kind == IdentifierKind::tax || kind == IdentifierKind::inn;
}

bool is_register(IdentifierKind kind) {
    return kind == IdentifierKind::registration || kind == IdentifierKind::tax ||
           kind == IdentifierKind::inn || kind == IdentifierKind::ogrn;
}

// Publishers file one number under several types: a citizen's number as tax number, a company's as register.
bool comparable(IdentifierKind left, IdentifierKind right) {
    return left == right || (is_civil(left) && is_civil(right)) || (is_register(left) && is_register(right));
}

bool needs_issuer(IdentifierKind kind) {
    return kind == IdentifierKind::passport || kind == IdentifierKind::national_id ||
           kind == IdentifierKind::registration || kind == IdentifierKind::social_security ||
           kind == IdentifierKind::driving_licence || kind == IdentifierKind::vessel_registration;
}

// Types that can carry a hit, in the length that their standard gives them.
bool can_be_strong(IdentifierKind kind, std::size_t letters) {
    switch (kind) {
        case IdentifierKind::lei: return letters == 20;
        case IdentifierKind::imo: return letters == 7;
        case IdentifierKind::mmsi: return letters == 9;
        case IdentifierKind::bic: return letters == 8;
        case IdentifierKind::wallet: return letters >= wallet_letters_min;
        case IdentifierKind::iban: return letters >= 15;
        case IdentifierKind::passport:
        case IdentifierKind::national_id:
        case IdentifierKind::tax:
        case IdentifierKind::registration:
        case IdentifierKind::driving_licence:
        case IdentifierKind::social_security:
        case IdentifierKind::aircraft_tail:
        case IdentifierKind::vessel_registration:
        case IdentifierKind::ogrn:
        case IdentifierKind::inn: return letters >= letters_min;
        case IdentifierKind::other:
        case IdentifierKind::call_sign:
        case IdentifierKind::aircraft_serial:
        case IdentifierKind::account:
        case IdentifierKind::phone:
        case IdentifierKind::email:
        case IdentifierKind::website:
        case IdentifierKind::reference:
        case IdentifierKind::interpol:
        case IdentifierKind::birth_certificate:
        case IdentifierKind::visa: break;
    }
    return false;
}

std::uint32_t hash_of(std::string_view normalised) {
    return static_cast<std::uint32_t>(base::fast_checksum(normalised));
}

bool is_ascii_letter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

// Letters and digits on end, and what is left of them to compare.
struct TextWord {
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t kept_first = 0;  // offsets into the letters of all words
    std::size_t kept_last = 0;
};

struct TextWords {
    std::string letters;
    std::vector<TextWord> words;
};

TextWords words_of(std::string_view text) {
    const auto of_word = [](char letter) {
        return is_digit(letter) || is_ascii_letter(letter) || static_cast<unsigned char>(letter) >= 0x80;
    };
    TextWords found;
    found.letters.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (!of_word(text[at])) {
            ++at;
            continue;
        }
        TextWord word{at, at, found.letters.size(), 0};
        while (word.last < text.size() && of_word(text[word.last])) {
            ++word.last;
        }
        found.letters += letters_and_digits(text.substr(word.first, word.last - word.first));
        word.kept_last = found.letters.size();
        if (word.kept_last > word.kept_first) {
            found.words.push_back(word);
        }
        at = word.last;
    }
    return found;
}

// "DEUT DE FF", "DEUT DEFF": the groups of ISO 9362, each word of one group or more.
bool is_grouped_bic(std::span<const TextWord> words) {
    const std::size_t first = words.front().kept_first;
    return words.size() > 1 && words.back().kept_last - first == 8 &&
           std::ranges::all_of(words, [first](const TextWord& word) {
               const std::size_t end = word.kept_last - first;
               return end == 4 || end == 6 || end == 8;
           });
}

}  // namespace

std::string normalised_identifier(IdentifierKind kind, std::string_view value) {
    if (kind == IdentifierKind::wallet) {
        return wallet(value);
    }
    if (kind == IdentifierKind::email || kind == IdentifierKind::website) {
        return base::ascii_lower(without_blanks(value));
    }
    std::string letters = letters_and_digits(value);
    if (kind == IdentifierKind::imo || kind == IdentifierKind::mmsi) {
        return digits_only(letters);
    }
    if (kind == IdentifierKind::lei && letters.size() == 23 && letters.starts_with("LEI")) {
        return letters.substr(3);
    }
    if (kind == IdentifierKind::bic && letters.size() == 11) {
        return letters.substr(0, 8);
    }
    return letters;
}

IdentifierComparison compare_identifiers(const Identifier& subject, const Identifier& listed) {
    const std::string left = normalised_identifier(subject.kind, subject.value);
    const std::string right = normalised_identifier(listed.kind, listed.value);
    if (left.empty() || right.empty()) {
        return {};
    }
    if (left != right) {
        const bool looks_alike = left.size() >= letters_min && comparable(subject.kind, listed.kind) &&
                                 subject.kind != IdentifierKind::wallet &&
                                 as_it_looks(left) == as_it_looks(right);
        return looks_alike ? IdentifierComparison{IdentifierMatch::similar, false, "letters that look alike"}
                           : IdentifierComparison{};
    }
    if (!comparable(subject.kind, listed.kind)) {
        const bool untyped = subject.kind == IdentifierKind::other || listed.kind == IdentifierKind::other;
        return left.size() < letters_min || !untyped
                   ? IdentifierComparison{}
                   : IdentifierComparison{IdentifierMatch::weak, false, "its type is not stated"};
    }
    const std::string& issuer = subject.issuer.code;
    const std::string& other = listed.issuer.code;
    if (!issuer.empty() && !other.empty() && issuer != other) {
        return {IdentifierMatch::similar, false, "issued by another country"};
    }
    if (!can_be_strong(subject.kind, left.size())) {
        return {IdentifierMatch::weak, false, "too short or of a type that many can share"};
    }
    if ((needs_issuer(subject.kind) || needs_issuer(listed.kind)) && (issuer.empty() || other.empty())) {
        return left.size() >= letters_without_issuer
                   ? IdentifierComparison{IdentifierMatch::strong, true, "issuing country not stated"}
                   : IdentifierComparison{IdentifierMatch::weak, true, "issuing country not stated"};
    }
    return {IdentifierMatch::strong, false, {}};
}

bool is_only_one(IdentifierKind kind) {
    return kind == IdentifierKind::lei || kind == IdentifierKind::imo;
}

void IdentifierHashes::add(std::uint32_t ordinal, const model::Listing& listing) {
    for (const Identifier& identifier : listing.identifiers) {
        const std::string normalised = normalised_identifier(identifier.kind, identifier.value);
        if (normalised.size() >= filed_letters_min) {
            pairs_.emplace_back(hash_of(normalised), ordinal);
        }
    }
}

void IdentifierHashes::finish(std::vector<std::uint32_t>& hashes, std::vector<std::uint32_t>& listings) {
    std::ranges::sort(pairs_);
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    hashes.clear();
    listings.clear();
    for (const auto& [hash, listing] : pairs_) {
        hashes.push_back(hash);
        listings.push_back(listing);
    }
}

std::vector<std::uint32_t> listings_with(const IndexView& index, std::span<const Identifier> identifiers) {
    std::vector<std::uint32_t> found;
    for (const Identifier& identifier : identifiers) {
        const std::string normalised = normalised_identifier(identifier.kind, identifier.value);
        const auto range = std::ranges::equal_range(index.identifier_hashes, hash_of(normalised));
        for (auto at = range.begin(); !normalised.empty() && at != range.end(); ++at) {
            found.push_back(
                index.identifier_listings[static_cast<std::size_t>(at - index.identifier_hashes.begin())]);
        }
    }
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

std::vector<std::string_view> filed_in_text(const IndexView& index, std::string_view text) {
    const TextWords found = words_of(text);
    const std::string_view all = found.letters;
    std::vector<std::string_view> filed;
    for (std::size_t first = 0; first < found.words.size(); ++first) {
        const TextWord& begin = found.words[first];
        std::size_t digits = 0;
        for (std::size_t last = first; last < std::min(found.words.size(), first + filed_words_max); ++last) {
            const TextWord& end = found.words[last];
            const std::string_view word = all.substr(end.kept_first, end.kept_last - end.kept_first);
            const std::string_view letters = all.substr(begin.kept_first, end.kept_last - begin.kept_first);
            digits += static_cast<std::size_t>(std::ranges::count_if(word, is_digit));
            if (letters.size() > text_letters_max) {
                break;
            }
            const bool says_enough =
                letters.size() >= text_letters_min && digits > 0 && digits < letters.size();
            const std::span<const TextWord> words(found.words.begin() + static_cast<std::ptrdiff_t>(first),
                                                  last - first + 1);
            if ((says_enough || is_grouped_bic(words)) &&
                std::ranges::binary_search(index.identifier_hashes, hash_of(letters))) {
                filed.push_back(text.substr(begin.first, end.last - begin.first));
            }
        }
    }
    return filed;
}

}  // namespace cordon::screening
