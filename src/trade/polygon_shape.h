// trade/polygon_shape.h: the polygons of control facts made sound, as S2 wants them.
//
// Role:        the one place where rings of degrees become S2 polygons. S2 takes broken loops without a word
//              and then answers at random, so each ring is looked at here, and repaired or refused.
// Rules:       edges are straight in degrees (RFC 7946 3.1.1), so long ones are divided until they are within
//              ten metres of that. A ring that crosses or touches itself is cut up where it does
//              (S2WindingOperation, which splits crossing edges) and everything that it runs around counts as
//              inside, also what it runs around twice: land is rather held too much than too little. Holes
//              are taken off afterwards. A ring that crosses the antimeridian uncut (RFC 7946 3.1.9), a ring
//              without area and one larger than half the earth are refused.
// Ownership:   results own themselves.
// Threads:     pure functions.
// Determinism: same rings, same polygon.
// Cost:        about 2 microseconds a point; a repair some fifty times that.
// Errors:      invalid_input with a sentence; nothing of S2 leaves this file as an exception.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "trade/control_fact.h"

class S2Polygon;

namespace cordon::trade {

struct SoundPolygon {
    std::shared_ptr<S2Polygon> polygon;
    std::string repair;  // a sentence; "" when nothing had to be done
};

constexpr std::size_t ring_points_max = 200'000;

[[nodiscard]] base::Result<SoundPolygon> sound_polygon(const AreaPolygon& area);

}  // namespace cordon::trade
