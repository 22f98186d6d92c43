// trade/shipment_checks.h: what all readers of shipments share: limits, words, and what cannot be right.
//
// Role:    private to the readers of this room. check_shipment() is the last step of each of them.
// Rules:   a value that cannot be (a latitude of 95) is an Error; one that contradicts another value (a check
//          digit, a date before another, a point outside its country) is a doubt: told and held, not guessed.
// Sources: country boxes: general geography, rounded outwards to half a degree.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/shipment.h"

namespace cordon::trade {

struct ShipmentLimits {
    std::uint64_t bytes_max = 1ULL << 20U;
    std::uint32_t depth_max = 64;
    std::uint32_t goods_max = 10'000;
    std::uint32_t stops_max = 10'000;
    std::uint32_t parties_max = 10'000;
};

// "origin", "loading", ...; also "export" for the place of export.
[[nodiscard]] std::optional<model::StopKind> stop_kind(std::string_view word);
[[nodiscard]] std::optional<model::ConveyanceKind> conveyance_kind(std::string_view word);

// "2015-03-12", "2015-03", "Mar 2015", a day with a time ("2015-03-12T10:00Z"), ...; invalid_input with
// the place for anything else, also for words behind a day. "03/04/2015" is read both ways round: from one
// day to the other.
[[nodiscard]] base::Result<base::PartialDate> shipment_date(std::string_view path, std::string_view text);
// Both or neither; within range.
[[nodiscard]] base::Result<std::optional<model::GeoPoint>> shipment_point(std::string_view path,
                                                                          std::string_view latitude,
                                                                          std::string_view longitude);
// A decimal number, not negative.
[[nodiscard]] base::Result<double> shipment_quantity(std::string_view path, std::string_view text);
// A decimal number as written, blanks off.
[[nodiscard]] base::Result<std::string> shipment_amount(std::string_view path, std::string_view text);
// The alpha-2 code; an unknown country leaves "" and a doubt.
[[nodiscard]] std::string shipment_country(model::Shipment& shipment, std::string_view path,
                                           std::string_view text);
// Digits of "2709.00", "HS 2709 00"; a doubt when letters or too few or many digits stand there.
[[nodiscard]] std::string shipment_hs_code(model::Shipment& shipment, std::string_view path,
                                           std::string_view text);

// Three letters in upper case; anything else is a doubt, and a note that is screened as text.
[[nodiscard]] std::string shipment_currency(model::Shipment& shipment, std::string_view path,
                                            std::string_view text);
// "2017" of "2017", "HS 2017"; anything but the years of an edition is a doubt, a note, and "".
[[nodiscard]] std::string shipment_hs_edition(model::Shipment& shipment, std::string_view path,
                                              std::string_view text);
// The kind that "imo", "national_id", "registration number" names; a doubt and a note for anything else.
[[nodiscard]] model::IdentifierKind shipment_identifier(model::Shipment& shipment, std::string_view path,
                                                        std::string_view text);

// Limits (an Error), then check digits, dates, points and codes (doubts).
[[nodiscard]] base::Status check_shipment(model::Shipment& shipment, const ShipmentLimits& limits);

}  // namespace cordon::trade
