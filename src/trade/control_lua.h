// trade/control_lua.h: Wikipedia's detailed-map modules (Lua tables of marks on a map).
//
// Role:        one revision of a module to the marks of one dated map (trade/control_snapshots.h makes
//              intervals of several).
// Rules:       nothing is run: the text is read as Lua's tokens, and every table that has `lat` or `long` is
//              a mark, e.g. { lat = "36.2", long = "41.2", mark = "Location dot black.svg", label =
//              "[[Town]]" }. The mark tells the holder by its colour, or by the last part of `m.IS`,
//              `m.gov_oil`, ...: black ISIL, grey or white ANF/HTS, red the government, yellow the SDF, green
//              and lime the opposition; two colours are contested, of which a listed group's counts;
//              "map-circle-X" is besieged by X, which counts as contested by X. Marks whose icon says nothing
//              of this (symbols of roads, of dams) are passed over, and each such icon is reported once with
//              how often it stands there.
// Ownership:   owns its strings.
// Threads:     pure functions.
// Determinism: same bytes, same marks in file order.
// Cost:        O(bytes).
// Errors:      invalid_input with the line: text that is not closed, a mark with half of its coordinates,
//              numbers that are none, a file without any mark; limit_exceeded (64 MiB).
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "trade/control_snapshots.h"

namespace cordon::trade {

struct LuaMarks {
    std::vector<MapMark> marks;
    std::vector<FactRemark> remarks;
};

[[nodiscard]] base::Result<LuaMarks> read_map_module(std::string_view bytes);

}  // namespace cordon::trade
