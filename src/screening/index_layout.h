// screening/index_layout.h: the bytes of a screening index, and how they are read in place.
//
// Role:      one flat byte string of sections, each an array of plain numbers or letters, so that a stored
//            index opens without being decoded. Written by index_builder.cc, read by screening_index.cc.
// Ownership: IndexView points into bytes that somebody else keeps.
// Threads:   read only.
// Cost:      opening is O(sections) plus a check of every offset table's ends.
// Errors:    corrupt when a section lies outside the bytes or tables do not fit together.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::screening {

constexpr std::uint32_t index_magic = 0x58444943;  // "CIDX"
// Raise on any change of layout, folding, keys or weights: stored indexes of another version are built anew.
constexpr std::uint32_t index_version = 9;

enum class Section : std::uint32_t {
    word_letters,     // char: the words of all names, one behind the other
    word_offsets,     // u32[words + 1] into word_letters
    sound_letters,    // char: text::sound_letters of the words
    sound_offsets,    // u32[words + 1] into sound_letters
    word_weights,     // float[words]
    word_signatures,  // u32[words]
    word_flags,       // u8[words]: TokenRole, and vowelless in bit 7
    posting_offsets,  // u32[words + 1] into postings
    postings,         // u32: names that have the word, ascending
    name_offsets,     // u32[names + 1] into name_words
    name_words,       // u32: words of a name in order
    name_listings,    // u32[names]: ordinal of the listing
    name_positions,   // u16[names]: position in Listing::names
    name_flags,       // u8[names]: NameFlag
    name_weights,     // float[names]: sum of the weights of its words
    listing_lists,    // u8[listings]
    listing_kinds,    // u8[listings]: PartyKind
    key_offsets,      // u32[buckets + 1] into key_hashes
    key_hashes,       // u32, ascending within a bucket
    key_words,        // u32: word filed under key_hashes[i]
    glue_hashes,      // u32 ascending: sound hash of neighbouring words written together
    glue_names,       // u32: name that has them

    // identifier_index.h: u32 ascending, hash of a normalised identifier; u32, ordinal of its listing.
    identifier_hashes,
    identifier_listings,
    count_,
};

enum NameFlag : std::uint8_t { name_supplement = 1, name_weak = 2, name_promoted = 4, name_native = 8 };

struct IndexHeader {
    std::uint32_t magic;
    std::uint32_t version;
    std::uint32_t sections;
    std::uint32_t key_bits;  // buckets = 2^key_bits
    std::uint64_t bytes;
    struct Extent {
        std::uint64_t offset;
        std::uint64_t bytes;
    } extents[static_cast<std::size_t>(Section::count_)];
};

struct IndexView {
    std::span<const char> word_letters;
    std::span<const std::uint32_t> word_offsets;
    std::span<const char> sound_letters;
    std::span<const std::uint32_t> sound_offsets;
    std::span<const float> word_weights;
    std::span<const std::uint32_t> word_signatures;
    std::span<const std::uint8_t> word_flags;
    std::span<const std::uint32_t> posting_offsets;
    std::span<const std::uint32_t> postings;
    std::span<const std::uint32_t> name_offsets;
    std::span<const std::uint32_t> name_words;
    std::span<const std::uint32_t> name_listings;
    std::span<const std::uint16_t> name_positions;
    std::span<const std::uint8_t> name_flags;
    std::span<const float> name_weights;
    std::span<const std::uint8_t> listing_lists;
    std::span<const std::uint8_t> listing_kinds;
    std::span<const std::uint32_t> key_offsets;
    std::span<const std::uint32_t> key_hashes;
    std::span<const std::uint32_t> key_words;
    std::span<const std::uint32_t> glue_hashes;
    std::span<const std::uint32_t> glue_names;
    std::span<const std::uint32_t> identifier_hashes;
    std::span<const std::uint32_t> identifier_listings;
    std::uint32_t key_bits = 0;

    [[nodiscard]] std::string_view word(std::uint32_t number) const {
        return {word_letters.data() + word_offsets[number], word_offsets[number + 1] - word_offsets[number]};
    }
    [[nodiscard]] std::string_view sounds(std::uint32_t number) const {
        return {sound_letters.data() + sound_offsets[number],
                sound_offsets[number + 1] - sound_offsets[number]};
    }
    [[nodiscard]] std::span<const std::uint32_t> words_of(std::uint32_t name) const {
        return name_words.subspan(name_offsets[name], name_offsets[name + 1] - name_offsets[name]);
    }
    [[nodiscard]] std::span<const std::uint32_t> names_with(std::uint32_t number) const {
        return postings.subspan(posting_offsets[number],
                                posting_offsets[number + 1] - posting_offsets[number]);
    }
};

// REQUIRES: bytes aligned to 8.
[[nodiscard]] base::Result<IndexView> view_index(std::string_view bytes);

}  // namespace cordon::screening
