// model/goods_evidence.h: what kind of goods a code and a description speak of, as sanctions law sees it.
//
// Role:      the noun between trade/ (which classifies), decision/ (which judges it with place and date) and
//            everything that shows it.
// Rules:     classes and tiers as in the goods table that ships with Cordon (HS 2022 codes, key words in five
//            languages); tiers as in the decision table (docs/reference/trade-verdicts.md).
// Ownership: owns its strings (UTF-8).
// Threads:   plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::model {

enum class GoodsTier : std::uint8_t {
    none,                  // ordinary goods, or nothing known
    context,               // a note only
    context_humanitarian,  // a note only, and a hint at a humanitarian ground
    typology,              // a note only: matters to monitoring
    misdeclaration,        // often the name under which something else moves: review
    high_risk,
    dual_use,
    mandate_commodity,    // grain, cement, cotton, phosphates, acids, ...
    cultural_after_date,  // PROHIBITED_IF_IQ_SY_POST_DATE
    prohibited_if_isil,   // oil, oil products, modular refineries and related material
    prohibited,           // arms, human organs, ...
};

// Where a class was read: the code, the words, or both.
enum class GoodsSource : std::uint8_t { none, code, words, code_and_words };

struct GoodsFinding {
    std::string goods_class;   // "crude_oil", as the table names it
    std::string mandate_name;  // "oil"
    GoodsTier tier = GoodsTier::none;
    GoodsSource source = GoodsSource::none;
    std::string hs_code;   // the row of the table that fits, "" when words alone speak
    std::string words;     // of the description that decided, "" when the code alone speaks
    double certainty = 0;  // 0 to 1
    std::string sentence;
};

struct GoodsAnswer {
    std::vector<GoodsFinding> classes;  // most restrictive tier first, then most certain
    bool mismatch = false;              // the code and the words speak of different classes
    bool unknown_code = false;          // no such HS code
    std::string sentence;               // about mismatch or unknown code
};

// "PROHIBITED_IF_ISIL", ... as the table writes it; "NONE".
[[nodiscard]] std::string_view tier_code(GoodsTier tier);
// Crude and products, as UNSCR 2199, para. 1 names them; not the equipment beside them.
[[nodiscard]] bool is_oil(const GoodsFinding& goods);

}  // namespace cordon::model
