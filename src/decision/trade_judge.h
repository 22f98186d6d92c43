// decision/trade_judge.h: goods, places, dates and grounds of a shipment to findings, by one table.
//
// Role:        trade/ says what the goods are and who held the places, each with its sources; here the two
//              meet. judge() then gives each finding its outcome by its code, as for every other finding.
// Rules:       docs/reference/trade-verdicts.md is the table. A place counts at the days of production,
//              loading, storage, delivery and payment; a place that is only passed is a reason for a person
//              to look. Each pair of a class of goods and a place is judged by itself and the worst counts,
//              so a further place or item never lowers a verdict. What is not known and would matter is
//              held. A humanitarian ground lets goods go in, never arms, cultural property or crude oil,
//              and nothing come out. A full embargo on a held place is no law: a house may switch it on.
// Sources:     UNSCR 2199 (2015) paras. 1, 10, 17; 2253 (2015); 2664 (2022) and 2761 (2024).
// Ownership:   plain values.
// Threads:     pure functions.
// Determinism: same case, same findings in the same order.
// Cost:        O(classes of goods * places).
// Errors:      none: what was not compared because there was too much of it is a finding that holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/policy.h"
#include "model/goods_evidence.h"
#include "model/place_evidence.h"
#include "model/shipment.h"
#include "model/verdict.h"

namespace cordon::decision {

// One item of goods, classified.
struct TradeGoods {
    std::string path;
    std::string text;
    model::GoodsAnswer answer;
    bool matters = true;       // false: named in passing, where it counts only with a place beside it
    bool origin_said = false;  // the item names its country of origin
    bool vague = false;        // the words say nothing of what is carried: "goods as per contract"
};

// One place on the way and who held it then.
struct TradePlace {
    std::string path;
    std::string text;
    std::string country;  // alpha-2, "" when not known
    model::StopKind kind = model::StopKind::loading;
    base::PartialDate date;  // the days that were asked for; unknown: at any time
    bool located = false;    // told which place it is; false: only a country, or not even that
    bool told = true;        // false: nothing says that the goods were there, the text only names it
    bool as_area = false;    // told as a governorate or province: "Homs governorate", and not "Homs"
    bool zone = false;       // its country had places that were held at that date
    std::optional<model::GeoPoint> point;  // for a map
    model::PlaceAnswer answer;
};

// Whether anything says from where the goods come, besides what single items say.
enum class WaySaid : std::uint8_t {
    yes,
    beside_held,  // only the seller's country, and places were held in it or beside it: oil crosses borders
    no,           // no place and no country; places further on the way say nothing
};

struct TradeCase {
    std::vector<TradeGoods> goods;
    std::vector<TradePlace> places;
    std::vector<model::HumanitarianClaim> humanitarian;
    // Of the rules for cultural property, oil and ownership (trade/), with codes of the table below.
    std::vector<model::Finding> signals;
    WaySaid way = WaySaid::yes;
    bool end_said = false;  // to where: enough of goods that are supplied, not of those that are dug or grown
    // A day that has been, the same whenever replayed: the newest publication of a list; year 0: not known.
    // Goods of years behind the next one are doubted.
    base::Date today_at_least;
    bool of_payment = false;  // goods and places spotted in the texts of a payment: only what holds is told
};

enum class TradeOutcome : std::uint8_t {
    pass,
    pass_with_note,
    permitted_humanitarian,
    review,
    hold,
    block,
};

// Whether nothing can have moved then yet; today_at_least: a day that has been (year 0: not known).
[[nodiscard]] bool too_far_ahead(const base::PartialDate& date, const base::Date& today_at_least);

[[nodiscard]] std::vector<model::Finding> trade_findings(const TradeRules& rules, const TradeCase& judged);

// Outcome and rule for a finding of kind place, goods, cultural, oil or ownership; an unknown code holds.
[[nodiscard]] model::Reason trade_reason(const model::Finding& finding);

// What a verdict on a shipment comes to, in the words of the table.
[[nodiscard]] TradeOutcome trade_outcome(const model::Verdict& verdict);
[[nodiscard]] TradeOutcome trade_outcome(const model::Reason& reason);
// "BLOCK", "HOLD", "REVIEW", "PERMITTED_HUMANITARIAN", "PASS_WITH_NOTE", "PASS".
[[nodiscard]] std::string_view trade_outcome_code(TradeOutcome outcome);

}  // namespace cordon::decision
