// trade/goods.h: what kind of goods a customs code and a description speak of.
//
// Role:        GoodsTable::classify answers for one item of goods; spot finds goods in a longer text, with
//              byte positions. bundled_goods is the table that ships with Cordon (in corpus/trade: goods.csv,
//              goods_words.csv, hs_headings.csv, hs_older.csv).
// Rules:       a code speaks through the table's rows, the longest row that fits; codes of older editions of
//              the Harmonized System through hs_older.csv. Words speak in English, Arabic, Russian, Turkish
//              and French, inflected (goods_words.h); guard words, negations and head nouns take a word back
//              ("olive oil", "no arms", "bags for cement"). Code and words of different classes are a
//              mismatch, and both stay in the answer. A code that does not exist is stated, never guessed at.
//              docs/reference/goods.md has the rules and the measured figures.
// Ownership:   owns its strings; answers own theirs.
// Threads:     immutable once made; const functions from any thread.
// Determinism: a pure function of table, description and code.
// Errors:      reading a table: invalid_input with table, line, what is wrong and what to do.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/goods_evidence.h"

namespace cordon::trade {

// The four tables as they stand in corpus/trade, as CSV text.
struct GoodsTexts {
    std::string_view goods;        // goods.csv
    std::string_view words;        // goods_words.csv
    std::string_view hs_headings;  // hs_headings.csv
    std::string_view hs_older;     // hs_older.csv
};

// One class found in a text.
struct GoodsMention {
    std::string goods_class;
    std::string mandate_name;
    model::GoodsTier tier = model::GoodsTier::none;
    std::size_t begin = 0;  // bytes of the text
    std::size_t end = 0;
    double certainty = 0;
};

class GoodsTable {
public:
    [[nodiscard]] static base::Result<GoodsTable> read(const GoodsTexts& texts);

    // hs_code: digits; dots and blanks are overlooked; "" when there is none. hs_edition: "2022", "2017";
    // "" when not said: 2022 first, then older ones. A code written in the description behind a word for it
    // ("HS 2709.00") counts when hs_code is empty.
    [[nodiscard]] model::GoodsAnswer classify(std::string_view description, std::string_view hs_code,
                                              std::string_view hs_edition) const;

    // Whether a code of two digits is a chapter with goods of the tier or a stricter one below it: it does
    // not tell which. Chapters of nothing else (27, 36, 93, 97) classify() answers.
    [[nodiscard]] bool chapter_may_hold(std::string_view hs_code, model::GoodsTier least) const;

    // Every class that the words of a text name, in order of appearance.
    [[nodiscard]] std::vector<GoodsMention> spot(std::string_view text) const;

    // SHA-256 over the four texts, hexadecimal: what a verdict names.
    [[nodiscard]] const std::string& digest() const;

private:
    struct Parts;
    explicit GoodsTable(std::shared_ptr<const Parts> parts);
    std::shared_ptr<const Parts> parts_;
};

[[nodiscard]] const GoodsTable& bundled_goods();

}  // namespace cordon::trade
