// apps/cordon/territory_home.h: the territory of a home: the shipped tables and those imported there.
//
// Role:   opens what `cordon territory` and `cordon trade` answer from.
// Errors: those of the store; a table that no longer reads is refused, never left out.
#pragma once

#include <string>

#include "base/result.h"
#include "engine/territory_answer.h"

namespace cordon::app {

// as_of: "" or a day; the versions published on or before it.
[[nodiscard]] base::Result<engine::TerritoryView> open_territory(const std::string& home,
                                                                 const std::string& as_of);

}  // namespace cordon::app
