// screening/identifier_index.h: numbers of documents, registers, ships, banks and wallets: written alike,
// compared, and found in the index.
//
// Role:        an equal strong identifier is a hit whatever the name says; everything else about identifiers
//              only supports a name. This file knows what "equal" and "strong" mean.
// Rules:       normalised: blanks, dashes and other signs dropped, letters upper case, digits of other
//              scripts as 0-9; leading zeros kept. IMO and MMSI: digits alone. BIC: the first eight letters,
//              which name the bank (ISO 9362). Wallets: blanks dropped; 0x addresses and bech32 (BIP 173) in
//              lower case, which do not tell upper from lower; all others as they stand. Strong and weak:
//              docs/reference/name-comparison.md.
// Threads:     pure functions.
// Determinism: same listings in the same order, same hashes.
// Cost:        O(letters); look-up O(log identifiers).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/listing.h"

namespace cordon::screening {

struct IndexView;

// "" when nothing is left to compare.
[[nodiscard]] std::string normalised_identifier(model::IdentifierKind kind, std::string_view value);

enum class IdentifierMatch : std::uint8_t {
    none,
    similar,  // letters that look alike (O and 0, I and 1), or another issuer: supports only
    weak,     // equal, but too little is known of it: supports only
    strong,   // equal and enough: a hit by itself
};

struct IdentifierComparison {
    IdentifierMatch match = IdentifierMatch::none;
    bool issuer_unknown = false;  // weak for want of an issuing country alone
    std::string_view why;         // what keeps an equal number from being strong, or what was not stated
};

[[nodiscard]] IdentifierComparison compare_identifiers(const model::Identifier& subject,
                                                       const model::Identifier& listed);

// True when one party has only one: another number speaks against it.
[[nodiscard]] bool is_only_one(model::IdentifierKind kind);

// Collects the hashes of a list's identifiers for index_builder.cc.
class IdentifierHashes {
public:
    void add(std::uint32_t ordinal, const model::Listing& listing);
    // Ascending by hash, then listing, each pair once.
    void finish(std::vector<std::uint32_t>& hashes, std::vector<std::uint32_t>& listings);

private:
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
};

// Listings that may have one of these identifiers, ascending, each once: to be compared one by one, because
// a hash is not the number.
[[nodiscard]] std::vector<std::uint32_t> listings_with(const IndexView& index,
                                                       std::span<const model::Identifier> identifiers);

// What stands in running text as some listing may have it: neighbouring words, at most
// filed_words_max, that together are filed, signs between them or not ("42946 (Jalisco)",
// "2014 B 24978"). Only what says something: six letters and digits, some of each, or a BIC written in its
// groups ("DEUT DE FF"). A word is letters and digits on end. Parts of `text`, in its order; to be compared,
// because a hash is not the number. At most filed_words_max look-ups a word, next to none without a digit.
constexpr std::size_t filed_words_max = 8;
[[nodiscard]] std::vector<std::string_view> filed_in_text(const IndexView& index, std::string_view text);

}  // namespace cordon::screening
