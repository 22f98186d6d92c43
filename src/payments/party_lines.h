// payments/party_lines.h: the lines of an MT party field to account, BIC, name, address and identifiers.
//
// Role:    options A (BIC), B (location), C (account or clearing code), D, K, H and none (name and address),
//          F (numbered lines), G (account and BIC), L (party identifier); and lines joined to one text.
// Rules:   SWIFT field formats of 50a, 52a to 59a. Names and addresses are up to four lines of 35 letters and
//          nothing says where the name ends: the first line is the name, the first two joined are a second
//          reading of it, and all lines are read as address too.
// Threads: pure functions.
// Cost:    O(letters).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codec/swift_fin.h"
#include "payments/payment_builder.h"
#include "payments/swift_mt_tags.h"

namespace cordon::payments {

struct JoinedLines {
    std::string text;   // joined with a blank, white space collapsed
    std::string glued;  // full lines joined without a blank; "" when no line is full
};
[[nodiscard]] JoinedLines join_lines(const std::vector<std::string_view>& lines);

// Adds the party and its fields; paths are the field's path, a line's is ":59:/2".
void read_party_field(PaymentBuilder& builder, const codec::FinTag& field, const std::string& path,
                      const MtField& meaning, FieldPlace place);

// True for what a BIC looks like: 8 or 11 letters, the fifth and sixth a country.
[[nodiscard]] bool looks_like_bic(std::string_view text);

}  // namespace cordon::payments
