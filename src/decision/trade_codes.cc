#include "decision/trade_codes.h"

#include <algorithm>
#include <array>

namespace cordon::decision {

namespace {

constexpr auto table = std::to_array<TradeCode>({
    {"trade_held", TradeOutcome::hold},
    {"trade_embargo", TradeOutcome::hold},
    {"trade_route", TradeOutcome::review},
    {"trade_contested", TradeOutcome::review},
    {"trade_near", TradeOutcome::review},
    {"trade_area_oil", TradeOutcome::hold},
    {"trade_area", TradeOutcome::review},
    {"trade_undated", TradeOutcome::review},
    {"trade_day_doubtful", TradeOutcome::review},
    {"trade_place_unknown", TradeOutcome::review},
    {"trade_value_goods", TradeOutcome::review},
    {"trade_vague_goods", TradeOutcome::review},
    {"trade_too_many", TradeOutcome::review},
    {"trade_more_notes", TradeOutcome::pass_with_note},
    {"place_country", TradeOutcome::review},
    {"goods_unknown_code", TradeOutcome::review},
    {"goods_mismatch", TradeOutcome::review},
    {"ground_incomplete", TradeOutcome::review},
    {"ground_not_for_this", TradeOutcome::pass_with_note},
    {"permitted_humanitarian", TradeOutcome::permitted_humanitarian},
    {"trade_note_place", TradeOutcome::pass_with_note},
    {"goods_note", TradeOutcome::pass_with_note},
    {"goods_note_mismatch", TradeOutcome::pass_with_note},
    {"cultural_after_date", TradeOutcome::block},
    {"cultural_date_unknown", TradeOutcome::hold},
    {"cultural_provenance_unknown", TradeOutcome::hold},
    {"cultural_provenance_gap", TradeOutcome::hold},
    {"cultural_no_permit", TradeOutcome::hold},
    {"cultural_papers", TradeOutcome::review},
    {"cultural_undocumented", TradeOutcome::review},
    {"cultural_cover", TradeOutcome::review},
    {"cultural_in_payment", TradeOutcome::hold},
    {"cultural_before_date", TradeOutcome::pass_with_note},
    {"cultural_other_source", TradeOutcome::pass_with_note},
    {"oil_origin_hidden", TradeOutcome::review},
    {"oil_price", TradeOutcome::pass_with_note},
    {"oil_lots", TradeOutcome::pass_with_note},
    {"oil_carriage", TradeOutcome::pass_with_note},
    {"owned_by_listed", TradeOutcome::block},
    {"owned_through_matches", TradeOutcome::hold},
    {"owned_minority", TradeOutcome::pass_with_note},
});

}  // namespace

TradeOutcome outcome_of(std::string_view code) {
    const auto* const row = std::ranges::find(table, code, &TradeCode::code);
    return row == table.end() ? TradeOutcome::hold : row->outcome;
}

std::vector<TradeCode> trade_codes() {
    return {table.begin(), table.end()};
}

}  // namespace cordon::decision
