// trade/letter_of_credit.h: a documentary credit, read as a payment message, to model::Shipment.
//
// Role:        payments/ reads the MT fields of category 7; here they become goods, stops and dates: MT700
//              and 701 (issue), 707 (amendment), 710 and 720 (advice).
// Rules:       goods: field 45 (45A, its continuations 45B and 45C), one item for each line that begins with
//              '+', HS codes and origins where they are written out; without field 45 an item whose words
//              say nothing. Stops: 44A and 44E loading, 44F discharge, 44B destination. Dates: shipped
//              between the day of issue (31C) and the latest day of shipment (44C), or as the period 44D
//              says; the latest day is a bound, and without a day of issue the 365 days before it count;
//              without it those to the expiry (31D), else 365. Fields 46 and 47 are notes, in which places
//              and goods are spotted. Parties: 50 the buyer, 59 the seller, banks; their addresses count as
//              places, and they are screened with the payment.
// Sources:     SWIFT Standards, category 7 (field formats and meanings).
// Threads:     pure functions.
// Determinism: items in the order of the message.
// Cost:        O(bytes).
// Errors:      none: what cannot be understood is a doubt.
#pragma once

#include "model/payment.h"
#include "model/shipment.h"

namespace cordon::trade {

[[nodiscard]] bool is_letter_of_credit(const model::Payment& payment);

// REQUIRES: is_letter_of_credit(payment).
[[nodiscard]] model::Shipment shipment_of_credit(const model::Payment& payment);

}  // namespace cordon::trade
