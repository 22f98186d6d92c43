// reporting/name_manipulation.h: a listed name as others write it: the control and twelve families.
//
// Role:        makes the queries of the effectiveness report. Each family alters a name as people, forms,
//              machines and other alphabets do; docs/reference/assessment-method.md describes them all. The
//              families follow what supervisors test: exact names ("control") and algorithmic variants
//              ("manipulated").
// Rules:       written without a look at how names are compared: no table of text/ or screening/ is used, or
//              the test would only find what the scorer knows already. An altered name always differs from
//              the listed one, and keeps enough of it that a person would say: this may be the same party.
// Ownership:   values.
// Threads:     pure functions.
// Determinism: same name, same family, same generator state: same alteration.
// Cost:        some microseconds.
// Errors:      none: nothing means that this family cannot alter this name (one word has no order).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/prng.h"
#include "model/listing.h"

namespace cordon::reporting {

enum class Family : std::uint8_t {
    control,
    order,
    titles,
    punctuation,
    typo,
    look_alike,
    phonetic,
    transliteration,
    particles,
    nickname,
    abbreviation,
    truncation,
    split,
};
constexpr std::size_t family_count = 13;
[[nodiscard]] const std::array<Family, family_count>& all_families();
[[nodiscard]] std::string_view to_string(Family family);  // "look-alike", the key in files
[[nodiscard]] std::string_view title_of(Family family);   // "Letters that look alike", for people

struct NameToAlter {
    std::string_view text;
    model::PartyKind kind = model::PartyKind::unknown;
    std::vector<std::string> countries;  // alpha-2 codes that the listing names; choose romanisation schemes
};

struct AlteredName {
    std::string text;
    std::string how;  // "order: family name first", what was done, for the table of misses
};

[[nodiscard]] std::optional<AlteredName> alter_name(Family family, const NameToAlter& name, base::Prng& prng);

// The script of most letters: "Latn", "Cyrl", "Arab", "Hani", "Hebr", "Kana", "Hang" or "Zyyy".
[[nodiscard]] std::string_view script_of_name(std::string_view text);

}  // namespace cordon::reporting
