// engine/milder_facts.h: the only facts that may make the verdict on a shipment milder.
//
// Role:    the exceptions of one rule: a fact that is added to a shipment never makes its verdict milder
//          (pass, pass with note, permitted, review, hold, block). added_facts_test.cc adds facts of every
//          kind to shipments of every kind and accepts nothing else; docs/reference/trade-verdicts.md tells
//          them.
// Rules:   each clears only findings of its codes, and only what was held for want of that very fact. A code
//          of the HS clears no text; a day that is guessed, or that was supposed from another one, clears
//          nothing. Names of parties are not spoken of here: docs/concepts/facts-beside-names.md.
// Threads: constants.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cordon::engine {

enum class MilderFact : std::uint8_t {
    stop_day,
    shipping_day,
    bounding_day,
    order_told,
    place_told,
    start_told,
    name_known_there,
    words_told,
    ground,
    object_papers,
    ownership_day,
};

struct MilderFactRow {
    MilderFact fact;
    std::string_view what;
    std::string_view codes;  // of the findings that it may clear, parted by blanks
};

inline constexpr std::string_view codes_of_unknown_days =
    "trade_held trade_embargo trade_route trade_contested trade_near trade_area_oil trade_area trade_undated "
    "trade_day_doubtful trade_place_unknown trade_value_goods trade_vague_goods place_country goods_mismatch "
    "oil_origin_hidden";

inline constexpr auto milder_facts = std::to_array<MilderFactRow>({
    {MilderFact::stop_day, "the day of a stop that had none: what its unknown day held",
     codes_of_unknown_days},
    {MilderFact::shipping_day,
     "the day of shipment, or of loading or export elsewhere: what the unknown days of other stops held",
     codes_of_unknown_days},
    {MilderFact::bounding_day,
     "the day of the contract, of an earlier or later stop, or of production of every item: what the unknown "
     "day of a stop held before or after it, never what is held on a day that is told or supposed",
     "trade_contested trade_undated trade_day_doubtful trade_place_unknown trade_value_goods "
     "trade_vague_goods place_country "
     "goods_mismatch oil_origin_hidden"},
    {MilderFact::order_told,
     "an earlier place of loading, or a later one of arrival, that puts days into order which contradicted "
     "each other",
     codes_of_unknown_days},
    {MilderFact::place_told, "which place or country a stop is, where that could not be told",
     "trade_place_unknown goods_mismatch"},
    {MilderFact::start_told,
     "a place or country of loading, of origin or of the seller, where nothing said from where; of goods "
     "that "
     "are supplied, and of the buyer's country, also one of destination",
     "trade_place_unknown goods_mismatch oil_origin_hidden"},
    {MilderFact::name_known_there, "a country in which a place of the very name is known",
     codes_of_unknown_days},
    {MilderFact::words_told, "a code or a description of an item that had neither", "trade_vague_goods"},
    {MilderFact::ground, "a whole humanitarian ground, for what it covers", codes_of_unknown_days},
    {MilderFact::object_papers, "a permit, a provenance, a day or an origin of a cultural object",
     "cultural_after_date cultural_no_permit cultural_date_unknown cultural_provenance_gap "
     "cultural_provenance_unknown cultural_papers cultural_undocumented cultural_cover"},
    {MilderFact::ownership_day, "a day that tells which regime of ownership applied", "owned_by_listed"},
});

}  // namespace cordon::engine
