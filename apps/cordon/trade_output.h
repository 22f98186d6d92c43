// apps/cordon/trade_output.h: a judged shipment as lines, JSON, CSV and on a map.
//
// Role:        one page of words for one verdict: outcome, sentence, each piece of evidence with its source
//              and days, and a link to the place.
// Rules:       texts of documents are shown without control letters; a map holds no script and asks nothing
//              of any network.
// Threads:     pure functions.
// Determinism: same verdict, same bytes.
#pragma once

#include <string>

#include "engine/payment_recorder.h"
#include "engine/trade_check.h"

namespace cordon::app {

struct JudgedShipment {
    std::string file;
    engine::Appended kept;
    model::Verdict verdict;
    std::shared_ptr<const engine::TradeExamined> trade;  // nullptr: it could not be read
};

[[nodiscard]] std::string trade_lines(const JudgedShipment& judged);
[[nodiscard]] std::string trade_json(const JudgedShipment& judged);
[[nodiscard]] std::string trade_csv_header();
[[nodiscard]] std::string trade_csv(const JudgedShipment& judged);

// HTML with an SVG made from coordinates alone: the way, and what was held on its days.
[[nodiscard]] std::string trade_map(const JudgedShipment& judged, const trade::Territory& territory);

}  // namespace cordon::app
