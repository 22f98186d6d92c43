// reporting/report_page_parts.h: the drawings and tables of the report's page; used by report_page.cc only.
//
// Role:    inline SVG drawn by hand, tables of shares.
// Threads: pure functions.
// Errors:  none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reporting/effectiveness.h"

namespace cordon::reporting {

// "97.3 %" with two decimals near 100; "0" of nothing is "-".
[[nodiscard]] std::string percent(double rate);
[[nodiscard]] std::string shown_share(const Share& share);     // "97.31 %"
[[nodiscard]] std::string shown_interval(const Share& share);  // "97.0 to 97.6"
[[nodiscard]] std::string shown_count(std::uint64_t number);   // "10,000"

// A bar from `axis_first` to 1 with the interval as a whisker.
[[nodiscard]] std::string share_bar(const Share& share, double axis_first);
// Detection against false alarms, a point each hundredth of the threshold.
[[nodiscard]] std::string curve_chart(const EffectivenessReport& report);
[[nodiscard]] std::string share_table(std::string_view first_column, const std::vector<ShareRow>& rows,
                                      double axis_first, bool with_first);

}  // namespace cordon::reporting
