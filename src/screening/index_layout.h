// screening/index_layout.h: the bytes of a screening index, and how they are read in place.
//
// Role:      one flat byte string of sections, each an array of plain numbers or letters, so that a stored
//            index opens without being decoded. Written by index_builder.cc, read by screening_index.cc.
// Ownership: IndexView points into bytes that somebody else keeps.
// Threads:   read only.
// Cost:      opening is O(sections) plus a check of every offset table's ends.
// Errors:    corrupt when a section lies outside the bytes or tables do not fit together.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/similarity_batch.h"

namespace cordon::screening {

constexpr std::uint32_t index_magic = 0x58444943;  // "CIDX"
// Raise on any change of layout, folding, keys or weights: stored indexes of another version are built anew.
constexpr std::uint32_t index_version = 28;

constexpr std::size_t anchor_levels = 3;  // text_anchors.h: none, one, and any further number of initials

enum class Section : std::uint32_t {
    word_letters,   // char: the words of all names, one behind the other
    sound_letters,  // char: text::sound_letters of the words
    words,          // WordRecord[words + 1], by how they sound; the last one ends the offsets
    postings,       // u32: wordings that have the word: those with initials, then the others, each ascending
    wordings,       // WordingRecord[wordings + 1], of titles alone, then by weight; the last ends the offsets
    wording_words,  // u32: words of a wording in order
    anchor_starts,  // u32[anchor_levels x words + 1] into anchor_wordings; text_anchors.h
    anchor_wordings,  // u32: wordings that have the word as an anchor of the level
    anchor_partners,  // AnchorPartners, one for each of anchor_wordings
    wording_names,    // u32: names that are written so, ascending
    names,            // NameRecord[names]
    listing_lists,    // u8[listings]
    listing_kinds,    // u8[listings]: PartyKind
    key_offsets,      // u32[buckets + 1] into key_hashes
    key_hashes,       // u32, ascending within a bucket
    key_words,        // u32: word filed under key_hashes[i]
    glue_hashes,      // u32 ascending: sound hash of neighbouring words written together
    glue_wordings,    // u32: wording that has them

    // identifier_index.h: u32 ascending, hash of a normalised identifier; u32, ordinal of its listing.
    identifier_hashes,
    identifier_listings,
    count_,
};

enum NameFlag : std::uint8_t {
    name_supplement = 1,
    name_weak = 2,
    name_native = 8,
};

enum WordingFlag : std::uint8_t {
    wording_craft = 1,  // of ships and aircraft
    wording_weak = 2,   // of weak aliases
    wording_promoted = 4,
    wording_initial = 16,  // times how many of its words are initials, at most wording_initials_most
};
constexpr unsigned wording_initials_most = 7;  // or more
constexpr std::uint8_t wording_initials = wording_initials_most * wording_initial;
[[nodiscard]] constexpr unsigned initials_of(std::uint8_t wording_flags) {
    return (wording_flags & wording_initials) / wording_initial;
}

// Weighed by its words alone: without initials, and not of titles alone.
[[nodiscard]] constexpr bool is_plain(std::uint8_t wording_flags) {
    return (wording_flags & (wording_promoted | wording_initials)) == 0;
}

// All that a search asks of a word lies together, since each word met is another line of memory.
struct WordRecord {
    std::uint32_t letters;   // offset into word_letters
    std::uint32_t sounds;    // offset into sound_letters
    std::uint32_t postings;  // offset into postings
    float weight;
    std::uint32_t signature;
    std::uint16_t letter_count;
    std::uint16_t sound_count;
    std::uint8_t role;  // text::TokenRole
    std::uint8_t vowelless;
    std::uint8_t has_codes;
    char first;                // of its letters
    std::uint32_t initialled;  // how many of its postings are of wordings with initials
    text::WordCodes codes;
};
static_assert(sizeof(WordRecord) == 64);

// Sixteen sets of letters: one that a name has no word of begins none of its words.
[[nodiscard]] constexpr std::uint16_t first_letter_bit(char letter) {
    return static_cast<std::uint16_t>(1U << (static_cast<unsigned char>(letter) % 16U));
}

// The words of a name. Several lists have the same names, and they are compared once.
struct WordingRecord {
    std::uint32_t words;   // offset into wording_words
    std::uint32_t names;   // offset into wording_names
    float weight;          // sum of the weights of its words
    std::uint8_t flags;    // WordingFlag
    std::uint8_t light;    // so many of its words are particles, titles or legal forms
    std::uint16_t firsts;  // first_letter_bit of each of its words
};
static_assert(sizeof(WordingRecord) == 16);

// Words of which one must stand in a text beside the anchor; text_anchors.h. Where it needs no other word, or
// one of three and more, both are the anchor itself.
struct AnchorPartners {
    std::uint32_t first;
    std::uint32_t second;
};
static_assert(sizeof(AnchorPartners) == 8);

struct NameRecord {
    std::uint32_t wording;
    std::uint32_t listing;   // ordinal
    std::uint16_t position;  // in Listing::names
    std::uint8_t flags;      // NameFlag
    std::uint8_t list;       // of the listing
};
static_assert(sizeof(NameRecord) == 12);

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
    std::span<const char> sound_letters;
    std::span<const WordRecord> words;  // one more than there are
    std::span<const std::uint32_t> postings;
    std::span<const WordingRecord> wordings;  // one more than there are
    std::span<const std::uint32_t> wording_words;
    std::span<const std::uint32_t> anchor_starts;
    std::span<const std::uint32_t> anchor_wordings;
    std::span<const AnchorPartners> anchor_partners;
    std::span<const std::uint32_t> wording_names;
    std::span<const NameRecord> names;
    std::span<const std::uint8_t> listing_lists;
    std::span<const std::uint8_t> listing_kinds;
    std::span<const std::uint32_t> key_offsets;
    std::span<const std::uint32_t> key_hashes;
    std::span<const std::uint32_t> key_words;
    std::span<const std::uint32_t> glue_hashes;
    std::span<const std::uint32_t> glue_wordings;
    std::span<const std::uint32_t> identifier_hashes;
    std::span<const std::uint32_t> identifier_listings;
    std::uint32_t key_bits = 0;

    [[nodiscard]] std::size_t word_count() const { return words.size() - 1; }
    [[nodiscard]] std::size_t name_count() const { return names.size(); }
    [[nodiscard]] std::size_t wording_count() const { return wordings.size() - 1; }
    [[nodiscard]] std::string_view text(const WordRecord& word) const {
        return {word_letters.data() + word.letters, word.letter_count};
    }
    [[nodiscard]] std::string_view sounds(const WordRecord& word) const {
        return {sound_letters.data() + word.sounds, word.sound_count};
    }
    [[nodiscard]] std::span<const std::uint32_t> words_of(std::uint32_t wording) const {
        const std::uint32_t first = wordings[wording].words;
        return wording_words.subspan(first, wordings[wording + 1].words - first);
    }
    [[nodiscard]] std::span<const std::uint32_t> names_of(std::uint32_t wording) const {
        const std::uint32_t first = wordings[wording].names;
        return wording_names.subspan(first, wordings[wording + 1].names - first);
    }
    [[nodiscard]] std::span<const std::uint32_t> words_under(std::uint32_t key_hash) const {
        const std::uint32_t bucket = key_hash >> (32U - key_bits);
        const std::uint32_t first = key_offsets[bucket];
        const auto hashes = key_hashes.subspan(first, key_offsets[bucket + 1] - first);
        const auto range = std::ranges::equal_range(hashes, key_hash);
        return key_words.subspan(first + static_cast<std::size_t>(range.begin() - hashes.begin()),
                                 range.size());
    }
    // Those of the levels below `levels`.
    [[nodiscard]] std::span<const std::uint32_t> wordings_anchored(std::uint32_t number,
                                                                   std::size_t levels) const {
        const std::size_t place = std::size_t{number} * anchor_levels;
        return anchor_wordings.subspan(anchor_starts[place],
                                       anchor_starts[place + levels] - anchor_starts[place]);
    }
    // REQUIRES: a part of what wordings_anchored returned.
    [[nodiscard]] std::span<const AnchorPartners> partners_of(std::span<const std::uint32_t> anchored) const {
        return anchor_partners.subspan(static_cast<std::size_t>(anchored.data() - anchor_wordings.data()),
                                       anchored.size());
    }
    [[nodiscard]] std::span<const std::uint32_t> wordings_with(std::uint32_t number) const {
        return postings.subspan(words[number].postings, words[number + 1].postings - words[number].postings);
    }
};

// REQUIRES: bytes aligned to 8.
[[nodiscard]] base::Result<IndexView> view_index(std::string_view bytes);

}  // namespace cordon::screening
