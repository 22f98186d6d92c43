// reporting/report_json.h: an effectiveness report as the content of a signed statement.
//
// Role:        fields as docs/reference/assessment-method.md lists them.
// Threads:     pure function.
// Determinism: same report, same bytes.
// Errors:      none.
#pragma once

#include <string>

#include "reporting/effectiveness.h"

namespace cordon::reporting {

// The type of the statement.
constexpr std::string_view report_type = "cordon.assessment.1";

[[nodiscard]] std::string report_json(const EffectivenessReport& report);

}  // namespace cordon::reporting
