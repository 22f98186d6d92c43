// trade/shipment_numbers.h: numbers that carry a check digit: ships, containers; and codes of ports.
//
// Role:    tells a number that cannot exist from one that may.
// Rules:   IMO ship identification number scheme (IMO resolution A.1117(30)): seven digits, the last the
//          units digit of the sum of the first six times 7 to 2. ISO 6346: owner code, category letter,
//          serial number and check digit; letters count 10 to 38 without the multiples of 11, each place
//          weighs twice the one before it, the sum modulo 11 modulo 10 is the check digit. UN/LOCODE: a
//          country and three letters or digits 2 to 9.
// Threads: pure functions.
// Cost:    O(length).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cordon::trade {

// The seven digits of "IMO 9074729", "9074729"; "" when there are not exactly seven.
[[nodiscard]] std::string imo_digits(std::string_view text);
// REQUIRES: seven digits.
[[nodiscard]] bool imo_check_holds(std::string_view digits);

// "CSQU3054383" of "CSQU 305438-3"; "" when it has not the form of a container number.
[[nodiscard]] std::string container_code(std::string_view text);
// REQUIRES: what container_code() gives.
[[nodiscard]] bool container_check_holds(std::string_view code);

// "TRCEY" of "TR CEY", "tr-cey"; "" when it has not the form of a UN/LOCODE.
[[nodiscard]] std::string locode(std::string_view text);

// A finite decimal number, blanks around it off; nothing for anything else.
[[nodiscard]] std::optional<double> decimal_number(std::string_view text);

}  // namespace cordon::trade
