#include "engine/threshold_change.h"

#include <fmt/format.h>

#include "base/parse.h"
#include "base/strings.h"

namespace cordon::engine {

double threshold_after(const std::vector<ThresholdChange>& history) {
    return history.empty() ? screening::shipped_threshold
                           : static_cast<double>(history.back().hundredths) / 100.0;
}

std::string threshold_source(const std::vector<ThresholdChange>& history) {
    if (history.empty()) {
        return "shipped";
    }
    const ThresholdChange& last = history.back();
    return fmt::format("set {} by {}: {}", base::to_string(base::utc_day(last.at)), last.principal,
                       last.reason);
}

base::Result<std::int32_t> parse_threshold(std::string_view text) {
    const auto refused = [&text] {
        return base::fail(
            base::ErrorCode::invalid_input,
            fmt::format("'{}' is no threshold; write two decimals from 0.50 to 1.00, such as 0.80",
                        base::shown(text, 20)));
    };
    if (text.size() != 4 || text[1] != '.') {
        return refused();
    }
    const auto whole = base::parse_number<std::int32_t>(text.substr(0, 1));
    const auto decimals = base::parse_number<std::int32_t>(text.substr(2));
    if (!whole || !decimals || *whole < 0 || *decimals < 0) {
        return refused();
    }
    const std::int32_t hundredths = 100 * *whole + *decimals;
    return hundredths >= 50 && hundredths <= 100 ? base::Result<std::int32_t>(hundredths) : refused();
}

}  // namespace cordon::engine
