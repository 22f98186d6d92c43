// trade/control_table.h: the one door from files to control facts, whatever their format.
//
// Role:        Cordon's CSV (trade/control_csv.h), GeoJSON (trade/control_geojson.h), the Carter Center's
//              tables (trade/control_carter.h), Wikipedia's map modules (trade/control_lua.h).
// Rules:       docs/reference/territory.md. A file that is not whole or makes no sense is an Error, never a
//              short table; what was passed over, repaired or taken for granted is a remark. Polygons are
//              built once here, so that a table that was accepted can be built again.
// Ownership:   results own their strings; ControlFile borrows its bytes.
// Threads:     pure functions.
// Determinism: same files, same facts.
// Cost:        O(bytes), and that of building the polygons.
// Errors:      invalid_input, unsupported, limit_exceeded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "trade/control_csv.h"

namespace cordon::trade {

enum class ControlFormat : std::uint8_t { csv, geojson, carter, wikipedia };
[[nodiscard]] std::string_view format_code(ControlFormat format);
[[nodiscard]] base::Result<ControlFormat> read_format(std::string_view text);

struct ControlFile {
    std::string_view name;
    std::string_view bytes;
    base::Date day;  // of which a snapshot speaks; unset: its name may say it
};

struct ControlRequest {
    std::optional<ControlFormat> format;  // nothing: told from the content
    std::string country;                  // alpha-2, of all places of a file that does not say
    std::string source;                   // for files that do not say where they are from
};

struct ControlTable {
    ControlFormat format = ControlFormat::csv;
    FactTable table;
};

// The day in a file's name, "map-2015-06-01.lua" or "20150601.csv"; nothing when there is none or several.
[[nodiscard]] std::optional<base::Date> day_in_name(std::string_view name);

[[nodiscard]] base::Result<ControlTable> read_control_files(const std::vector<ControlFile>& files,
                                                            const ControlRequest& request);

}  // namespace cordon::trade
