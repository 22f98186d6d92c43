#include "trade/polygon_shape.h"

#include <fmt/format.h>
#include <s2/s2builderutil_s2polygon_layer.h>
#include <s2/s2edge_tessellator.h>
#include <s2/s2error.h>
#include <s2/s2latlng.h>
#include <s2/s2loop.h>
#include <s2/s2polygon.h>
#include <s2/s2projections.h>
#include <s2/s2winding_operation.h>

#include <cmath>
#include <utility>
#include <vector>

namespace cordon::trade {

using base::ErrorCode;

namespace {

constexpr double earth_radius_metres = 6371008.8;
constexpr double edge_error_metres = 10;
constexpr double ring_angle_max_degrees = 85;  // from its middle
constexpr double area_min_steradians = 1e-15;  // some four hundredths of a square metre

base::Status check_ring(const Ring& ring) {
    if (ring.size() < 3) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("a ring has {} points; an area needs at least three", ring.size()));
    }
    if (ring.size() > ring_points_max) {
        return base::fail(
            ErrorCode::limit_exceeded,
            fmt::format("a ring has {} points, the limit is {}; simplify it", ring.size(), ring_points_max));
    }
    for (std::size_t at = 0; at < ring.size(); ++at) {
        const model::GeoPoint& point = ring[at];
        if (!valid_point(point)) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("latitude {}, longitude {} is no place on earth; GeoJSON writes the "
                            "longitude first",
                            point.latitude, point.longitude));
        }
        const model::GeoPoint& next = ring[(at + 1) % ring.size()];
        if (std::abs(next.longitude - point.longitude) > 180) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("a ring goes from longitude {} to {}, across the antimeridian; cut it "
                            "there into two polygons (RFC 7946, 3.1.9)",
                            point.longitude, next.longitude));
        }
    }
    return {};
}

// The ring on the sphere, edges straight in degrees, without points that repeat the one before.
std::vector<S2Point> points_of(const Ring& ring) {
    const S2::PlateCarreeProjection degrees(180);
    const S2EdgeTessellator tessellator(&degrees, S1Angle::Radians(edge_error_metres / earth_radius_metres));
    std::vector<S2Point> points;
    for (std::size_t at = 0; at < ring.size(); ++at) {
        const model::GeoPoint& from = ring[at];
        const model::GeoPoint& to = ring[(at + 1) % ring.size()];
        if (std::abs(from.latitude - to.latitude) < 0.1 && std::abs(from.longitude - to.longitude) < 0.1) {
            points.push_back(S2LatLng::FromDegrees(from.latitude, from.longitude).ToPoint());
            continue;  // too short to bend by ten metres
        }
        std::vector<S2Point> edge;
        tessellator.AppendUnprojected(R2Point(from.longitude, from.latitude),
                                      R2Point(to.longitude, to.latitude), &edge);
        if (!edge.empty()) {
            points.insert(points.end(), edge.begin(), edge.end() - 1);
        }
    }
    std::vector<S2Point> distinct;
    for (const S2Point& point : points) {
        if (distinct.empty() || distinct.back() != point) {
            distinct.push_back(point);
        }
    }
    while (distinct.size() > 1 && distinct.front() == distinct.back()) {
        distinct.pop_back();
    }
    return distinct;
}

base::Result<S2Point> middle_of(const std::vector<S2Point>& points) {
    S2Point sum;
    for (const S2Point& point : points) {
        sum += point;
    }
    const bool lost = sum.Norm() < 1e-6;
    const S2Point middle = sum.Normalize();
    for (const S2Point& point : points) {
        if (lost || point.Angle(middle) > ring_angle_max_degrees * M_PI / 180) {
            return base::fail(ErrorCode::invalid_input,
                              "a ring reaches around half the earth; cut it into smaller polygons");
        }
    }
    return middle;
}

struct SoundRing {
    std::unique_ptr<S2Polygon> polygon;
    bool repaired = false;
};

base::Result<SoundRing> repaired(const std::vector<S2Point>& points, const S2Point& middle) {
    auto polygon = std::make_unique<S2Polygon>();
    polygon->set_s2debug_override(S2Debug::DISABLE);
    S2WindingOperation operation(std::make_unique<s2builderutil::S2PolygonLayer>(polygon.get()));
    operation.AddLoop(points);
    S2Error error;
    if (!operation.Build(-middle, 0, S2WindingOperation::WindingRule::NON_ZERO, &error) ||
        polygon->FindValidationError(&error)) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("a ring crosses itself and could not be repaired ({}); draw it anew", error.text()));
    }
    return SoundRing{std::move(polygon), true};
}

base::Result<SoundRing> sound_ring(const Ring& ring) {
    CORDON_TRY(check_ring(ring));
    const std::vector<S2Point> points = points_of(ring);
    if (points.size() < 3) {
        return base::fail(ErrorCode::invalid_input,
                          "a ring has fewer than three different points, hence no area");
    }
    CORDON_ASSIGN(const S2Point middle, middle_of(points));
    auto loop = std::make_unique<S2Loop>(points, S2Debug::DISABLE);
    S2Error error;
    SoundRing sound;
    if (loop->FindValidationError(&error)) {
        CORDON_ASSIGN(sound, repaired(points, middle));
    } else {
        loop->Normalize();
        sound.polygon = std::make_unique<S2Polygon>(std::move(loop), S2Debug::DISABLE);
    }
    if (sound.polygon->GetArea() < area_min_steradians) {
        return base::fail(ErrorCode::invalid_input, "a ring encloses nothing; its points lie on one line");
    }
    return sound;
}

}  // namespace

base::Result<SoundPolygon> sound_polygon(const AreaPolygon& area) {
    CORDON_ASSIGN(SoundRing outer, sound_ring(area.outer));
    SoundPolygon made;
    bool repaired = outer.repaired;
    std::unique_ptr<S2Polygon> whole = std::move(outer.polygon);
    for (const Ring& ring : area.holes) {
        CORDON_ASSIGN(const SoundRing hole, sound_ring(ring));
        auto left = std::make_unique<S2Polygon>();
        left->set_s2debug_override(S2Debug::DISABLE);
        left->InitToDifference(*whole, *hole.polygon);
        whole = std::move(left);
        repaired = repaired || hole.repaired;
    }
    if (whole->is_empty()) {
        return base::fail(ErrorCode::invalid_input, "its holes leave nothing of the polygon");
    }
    made.polygon = std::move(whole);
    made.repair =
        repaired ? "a ring crosses or touches itself; all that it runs around counts as inside" : "";
    return made;
}

}  // namespace cordon::trade
