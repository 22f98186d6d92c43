// Goal: polygons come out as GEOS sees them, broken ones repaired or refused: S2 alone accepts them silently
//       and
// then answers wrongly.
#include "trade/polygon_shape.h"

#include <geos_c.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "trade/territory_index.h"

namespace cordon::trade {
namespace {

using model::GeoPoint;

// One GEOS geometry at a time; it answers in the plane of degrees, as RFC 7946 draws edges.
class Geos {
public:
    explicit Geos(const AreaPolygon& area) : context_{GEOS_init_r()} {
        std::vector<GEOSGeometry*> holes;
        for (const Ring& hole : area.holes) {
            holes.push_back(ring(hole));
        }
        geometry_ = GEOSGeom_createPolygon_r(context_, ring(area.outer), holes.data(),
                                             static_cast<unsigned>(holes.size()));
    }
    ~Geos() {
        GEOSGeom_destroy_r(context_, geometry_);
        GEOS_finish_r(context_);
    }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    void repair() {
        GEOSGeometry* const made = GEOSMakeValid_r(context_, geometry_);
        GEOSGeom_destroy_r(context_, geometry_);
        geometry_ = made;
    }
    [[nodiscard]] bool valid() const { return GEOSisValid_r(context_, geometry_) == 1; }
    [[nodiscard]] bool holds(const GeoPoint& point) const {
        GEOSGeometry* const at = GEOSGeom_createPointFromXY_r(context_, point.longitude, point.latitude);
        const bool inside = GEOSIntersects_r(context_, geometry_, at) == 1;
        GEOSGeom_destroy_r(context_, at);
        return inside;
    }
    // In degrees, of the point from the nearest edge: near it the two may differ by the ten metres allowed.
    [[nodiscard]] double from_edge(const GeoPoint& point) const {
        GEOSGeometry* const at = GEOSGeom_createPointFromXY_r(context_, point.longitude, point.latitude);
        GEOSGeometry* const edge = GEOSBoundary_r(context_, geometry_);
        double far = 0;
        GEOSDistance_r(context_, edge, at, &far);
        GEOSGeom_destroy_r(context_, edge);
        GEOSGeom_destroy_r(context_, at);
        return far;
    }

private:
    GEOSGeometry* ring(const Ring& points) const {
        GEOSCoordSequence* const line =
            GEOSCoordSeq_create_r(context_, static_cast<unsigned>(points.size() + 1), 2);
        for (unsigned at = 0; at <= points.size(); ++at) {
            const GeoPoint& point = points[at % points.size()];
            GEOSCoordSeq_setXY_r(context_, line, at, point.longitude, point.latitude);
        }
        return GEOSGeom_createLinearRing_r(context_, line);
    }
    GEOSContextHandle_t context_;
    GEOSGeometry* geometry_;
};

double unit(base::Prng& random) {
    return static_cast<double>(random.below(1'000'000)) / 1e6;
}

constexpr double edge_slack_degrees = 0.0002;  // twenty metres

// A star of so many points around a middle; with crossing the ring is a star polygon that crosses itself.
Ring star(base::Prng& random, const GeoPoint& middle, int points, double degrees) {
    Ring ring;
    for (int at = 0; at < points; ++at) {
        const double angle = 2 * std::numbers::pi * at / points;
        const double far = degrees * (0.3 + 0.7 * unit(random));
        ring.push_back({middle.latitude + far * std::sin(angle), middle.longitude + far * std::cos(angle)});
    }
    return ring;
}

bool holds(const AreaIndex& index, const GeoPoint& point) {
    bool inside = false;
    index.containing(unit_point(point), [&](std::uint32_t) { inside = true; });
    return inside;
}

std::uint64_t disagreements(const AreaPolygon& area, const Geos& geos, base::Prng& random, double degrees,
                            const GeoPoint& middle) {
    auto sound = sound_polygon(area);
    EXPECT_TRUE(sound.has_value()) << (sound ? "" : sound.error().message);
    if (!sound) {
        return 1;
    }
    std::vector<AreaIndex::Area> areas;
    areas.push_back({0, sound->polygon});
    const AreaIndex index(std::move(areas));
    std::uint64_t wrong = 0;
    for (int probe = 0; probe < 300; ++probe) {
        const GeoPoint point{middle.latitude + degrees * (2 * unit(random) - 1),
                             middle.longitude + degrees * (2 * unit(random) - 1)};
        if (geos.from_edge(point) > edge_slack_degrees && geos.holds(point) != holds(index, point)) {
            ++wrong;
        }
    }
    return wrong;
}

TEST(PolygonShape, PointsLieInSoundPolygonsAsGeosSays) {
    base::Prng random(base::testing::seed_from_environment(20160327));
    for (int round = 0; round < 40; ++round) {
        const double degrees =
            round % 2 == 0 ? 0.5 : 6.0;  // long edges are straight in degrees, not on the sphere
        const GeoPoint middle{-60 + 120 * unit(random), -150 + 300 * unit(random)};
        AreaPolygon area;
        area.outer = star(random, middle, 3 + static_cast<int>(random.below(60)), degrees);
        if (round % 3 == 0) {
            area.holes.push_back(star(random, middle, 8, degrees * 0.1));
        }
        const Geos geos(area);
        if (geos.valid()) {
            EXPECT_EQ(disagreements(area, geos, random, degrees, middle), 0U) << "round " << round;
        }
    }
}

TEST(PolygonShape, ABowTieIsTwoTriangles) {
    base::Prng random(7);
    const AreaPolygon bow = {{{36, 40}, {37, 41}, {37, 40}, {36, 41}}, {}};
    Geos geos(bow);
    ASSERT_FALSE(geos.valid());
    geos.repair();
    const auto sound = sound_polygon(bow);
    ASSERT_TRUE(sound.has_value());
    EXPECT_NE(sound->repair.find("crosses or touches itself"), std::string::npos);
    EXPECT_EQ(disagreements(bow, geos, random, 0.7, {36.5, 40.5}), 0U);
}

// By the number of times that the ring runs around the point, in the plane: anything but none is inside.
bool wound(const Ring& ring, const GeoPoint& point) {
    int turns = 0;
    for (std::size_t at = 0; at < ring.size(); ++at) {
        const GeoPoint& from = ring[at];
        const GeoPoint& to = ring[(at + 1) % ring.size()];
        const double side = (to.longitude - from.longitude) * (point.latitude - from.latitude) -
                            (point.longitude - from.longitude) * (to.latitude - from.latitude);
        turns += from.latitude <= point.latitude && to.latitude > point.latitude && side > 0 ? 1 : 0;
        turns -= from.latitude > point.latitude && to.latitude <= point.latitude && side < 0 ? 1 : 0;
    }
    return turns != 0;
}

TEST(PolygonShape, WhatARingRunsAroundTwiceIsInside) {
    base::Prng random(base::testing::seed_from_environment(20170302));
    for (int round = 0; round < 30; ++round) {
        Ring ring;
        const int points = 5 + static_cast<int>(random.below(12));
        for (int at = 0; at < points; ++at) {
            ring.push_back({35 + unit(random), 40 + unit(random)});  // a scribble
        }
        const AreaPolygon area{ring, {}};
        const auto sound = sound_polygon(area);
        ASSERT_TRUE(sound.has_value()) << sound.error().message;
        const Geos geos(area);  // for the distance from its edges only
        std::vector<AreaIndex::Area> areas;
        areas.push_back({0, sound->polygon});
        const AreaIndex index(std::move(areas));
        for (int probe = 0; probe < 200; ++probe) {
            const GeoPoint point{35 + unit(random), 40 + unit(random)};
            if (geos.from_edge(point) > edge_slack_degrees) {
                EXPECT_EQ(holds(index, point), wound(ring, point))
                    << "round " << round << " at " << point.latitude << ", " << point.longitude;
            }
        }
    }
}

TEST(PolygonShape, WhatCannotBeAnAreaIsRefused) {
    const auto refused = [](Ring ring) {
        const auto sound = sound_polygon({std::move(ring), {}});
        return sound ? std::string("accepted") : sound.error().message;
    };
    EXPECT_NE(refused({{1, 1}, {2, 2}}).find("at least three"), std::string::npos);
    EXPECT_NE(refused({{1, 1}, {1, 1}, {1, 1}}).find("no area"), std::string::npos);
    EXPECT_NE(refused({{0, 10}, {0, 11}, {0, 12}}).find("encloses nothing"), std::string::npos);
    EXPECT_NE(refused({{1, 179}, {1, -179}, {2, -179}, {2, 179}}).find("antimeridian"), std::string::npos);
    EXPECT_NE(refused({{91, 1}, {2, 2}, {3, 1}}).find("no place on earth"), std::string::npos);
    EXPECT_NE(refused({{80, -170}, {80, 0}, {-80, 0}, {-80, -170}}).find("half the earth"),
              std::string::npos);
    AreaPolygon nothing{{{1, 1}, {1, 2}, {2, 2}, {2, 1}}, {{{0, 0}, {0, 3}, {3, 3}, {3, 0}}}};
    EXPECT_FALSE(sound_polygon(nothing).has_value());
}

TEST(PolygonShape, ManyPolygonsInOneIndexAnswerAsEachAlone) {
    base::Prng random(base::testing::seed_from_environment(20151113));
    std::vector<AreaIndex::Area> areas;
    std::vector<std::unique_ptr<AreaIndex>> alone;
    for (std::uint32_t number = 0; number < 60; ++number) {
        const GeoPoint middle{30 + 10 * unit(random), 35 + 10 * unit(random)};
        const auto sound = sound_polygon({star(random, middle, 12, 2), {}});
        ASSERT_TRUE(sound.has_value());
        areas.push_back({number, sound->polygon});
        alone.push_back(std::make_unique<AreaIndex>(std::vector<AreaIndex::Area>{{number, sound->polygon}}));
    }
    const AreaIndex together(std::move(areas));
    for (int probe = 0; probe < 2000; ++probe) {
        const GeoPoint point{28 + 14 * unit(random), 33 + 14 * unit(random)};
        std::vector<std::uint32_t> expected;
        for (const auto& one : alone) {
            one->containing(unit_point(point),
                            [&](std::uint32_t area) { expected.push_back(one->fact_of(area)); });
        }
        std::vector<std::uint32_t> found;
        together.containing(unit_point(point),
                            [&](std::uint32_t area) { found.push_back(together.fact_of(area)); });
        EXPECT_EQ(found, expected);
    }
}

}  // namespace
}  // namespace cordon::trade
