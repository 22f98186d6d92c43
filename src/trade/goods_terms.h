// trade/goods_terms.h: the words of the goods table, found in a text, and what takes them back.
//
// Role:        TermIndex holds phrases of five languages; find gives the phrases that stand in a text and
//              speak of goods, and whether guard words named something else.
// Rules:       kinds of goods_words.csv:
//              term     names a class                        weak    does so only as head of what is named
//              strict   weak, and only in its own language   ignore  a key word of goods.csv not to be used
//              guard    an ordinary thing; takes back every shorter term that shares a word with it
//              context  takes back its class (* all) when it stands near
//              head     an ordinary thing, which takes back the term before it ("cotton shirt")
//              lead     the same, before the term ("filtre a huile")
//              form     says only how goods come (bags, bulk, cargo)   pay   says only that it is a payment
//              parts    before "for" it leaves its class standing ("spare parts for rifles")
//              Between the words of a phrase articles and prepositions are passed over; two words may stand
//              in either order. Longer phrases win. A term behind "for", "pour", "dlya", li-l- or before
//              "icin" says what something is for, and a term behind "no", "without", "free of" that there is
//              none.
// Ownership:   owns its strings.
// Threads:     immutable after build.
// Determinism: the order of rows does not matter.
// Cost:        O(words times phrases that begin with the same three letters).
// Errors:      none: the reader checks the rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "trade/goods_words.h"

namespace cordon::trade {

enum class TermKind : std::uint8_t {
    term,
    weak,
    strict,
    ignore,
    guard,
    context,
    head,
    lead,
    form,
    pay,
    parts
};

constexpr std::uint16_t every_class = 0xFFFF;

struct TermPhrase {
    TermKind kind = TermKind::term;
    WordLanguage language = WordLanguage::any;
    std::uint16_t goods_class = every_class;
    std::vector<std::string> words;  // folded
};

struct FoundTerm {
    std::uint16_t goods_class = every_class;
    std::size_t first = 0;  // words of the text
    std::size_t last = 0;   // the last one, included
    bool weak = false;
};

struct FoundTerms {
    std::vector<TextWord> words;
    std::vector<FoundTerm> terms;  // by first word
    bool names_ordinary = false;   // a guard took something back: the text names another thing
};

class TermIndex {
public:
    void add(TermPhrase phrase);
    [[nodiscard]] FoundTerms find(std::string_view text) const;

private:
    struct Match;
    struct Scan;
    [[nodiscard]] static bool stands(const Scan& scan, const Match& term, bool& names_ordinary);
    static void note(Scan& scan, const Match& match);
    void match_at(Scan& scan, std::size_t word) const;
    [[nodiscard]] bool match_phrase(const Scan& scan, const TermPhrase& phrase, std::size_t word,
                                    bool reversed, Match& match) const;

    std::vector<TermPhrase> phrases_;
    struct Entry {
        std::uint32_t phrase;
        bool reversed;  // begins with the second word
    };
    struct StartHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view start) const { return std::hash<std::string_view>{}(start); }
    };
    std::unordered_map<std::string, std::vector<Entry>, StartHash, std::equal_to<>> by_start_;
};

}  // namespace cordon::trade
