// trade/hs_codes.h: which codes of the Harmonized System there are.
//
// Role:        tells a code that exists from one that does not, and what an older edition's code became.
// Rules:       HS 2022, headings whole; subheadings for the headings that the goods table speaks of
//              (hs_headings.csv), other subheadings are taken as existing when their heading does.
//              hs_older.csv: codes of the editions 1988 to 2017 that HS 2022 no longer has.
// Ownership:   owns its tables.
// Threads:     immutable once read.
// Determinism: a pure function.
// Cost:        one look-up in a sorted table.
// Errors:      reading: invalid_input with table, line, what is wrong and what to do.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::trade {

struct OlderHsCode {
    int from_edition = 0;  // 1988
    int to_edition = 0;    // the last edition that has it
    std::string goods_class;
    std::string now;  // codes of HS 2022, as written
};

class HsCodes {
public:
    [[nodiscard]] static base::Result<HsCodes> read(std::string_view headings_csv,
                                                    std::string_view older_csv);

    // digits: 2, 4, or 6 and more (national digits behind the sixth are overlooked).
    [[nodiscard]] bool exists(std::string_view digits) const;
    // edition: 0 when not said.
    [[nodiscard]] const OlderHsCode* older(std::string_view digits, int edition) const;
    [[nodiscard]] const std::map<std::string, OlderHsCode, std::less<>>& older_codes() const {
        return older_;
    }
    // Subheadings of a heading as far as they are listed: two digits each.
    [[nodiscard]] const std::map<std::string, std::vector<std::string>, std::less<>>& headings() const {
        return headings_;
    }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> headings_;  // four digits
    std::map<std::string, OlderHsCode, std::less<>> older_;
};

// The digits of "2709.00.10", "HS 270900"; what is no digit is left out.
[[nodiscard]] std::string hs_digits(std::string_view code);

}  // namespace cordon::trade
