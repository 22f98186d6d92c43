// trade/control_carter.h: tables in the form of the Carter Center's conflict mapping: who controls a
// community now, and who did before.
//
// Role:        rows to dated maps or to changes, and these to intervals (trade/control_snapshots.h).
// Rules:       read by the names of the columns: a name (`Location`, `Community`, `Name`, `Location Name`),
//              `Lat Long / MGRS Grid`, `Controlled By`, `Controlled By (Previous)`; and if there is one, a
//              day (`Date`, `Date of Change`). What is assumed, since no description of the format is
//              published with it: a row with a day is a change on that day from the previous holder to the
//              present one; without a day the file is a snapshot of one day, which its name or the caller
//              gives. A previous holder held until the change, at least since the day before; since when is
//              not said (confidence L). A position is "latitude, longitude" in degrees, an MGRS reference, or
//              both with a slash between, which have to agree within two kilometres. "Mixed" and "Contested"
//              are contested; of holders separated by a slash a listed one counts, as contested. Other
//              columns are reported.
// Threads:     pure functions.
// Determinism: same bytes, same facts.
// Cost:        O(bytes).
// Errors:      invalid_input with line and column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "trade/control_snapshots.h"

namespace cordon::trade {

struct CarterFile {
    std::string_view name;
    std::string_view bytes;
    base::Date day;  // unset: every row has its own
};

// country: alpha-2 of all places, needed: the table has no column for it.
[[nodiscard]] base::Result<FactTable> read_carter_csv(const std::vector<CarterFile>& files,
                                                      const std::string& country, const std::string& source);
// Whether a header line has the columns that tell this format.
[[nodiscard]] bool looks_like_carter(std::string_view first_line);

}  // namespace cordon::trade
