// trade/control_mgrs.h: a reference of the Military Grid Reference System to degrees.
//
// Role:        for tables that give places as "37S EV 12345 67890".
// Rules:       zone, band, square, and an even number of digits, 0 to 10, with or without blanks. The answer
//              is the middle of the cell that the digits name. Ellipsoid WGS 84; inverse of the transverse
//              Mercator projection by Krueger's series (L. Krueger 1912; C. Karney, "Transverse Mercator with
//              an accuracy of a few nanometers", 2011), letters of the squares as in NGA.STND.0037. The polar
//              bands (A, B, Y, Z) are not read.
// Threads:     pure functions.
// Determinism: same text, same point.
// Cost:        under a microsecond.
// Errors:      invalid_input: what is wrong in it. A square that does not lie in the band is refused.
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/place_evidence.h"

namespace cordon::trade {

struct MgrsPlace {
    model::GeoPoint point;
    double cell_metres = 0;  // side of the cell: 1 for ten digits, 100,000 for none
};

[[nodiscard]] base::Result<MgrsPlace> read_mgrs(std::string_view text);

}  // namespace cordon::trade
