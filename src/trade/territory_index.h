// trade/territory_index.h: which polygons hold a point, and which points lie near it; and both without
// allocating.
//
// Role:        part of Territory. AreaIndex: S2's shape index laid out flat, so that a look-up is one binary
//              search and a few edge crossings. NearIndex: points sorted by the sine of their latitude; only
//              a band of 25 km around the asked one is looked through.
// Rules:       points are unit vectors; distances are angles between them. A point on an edge belongs to one
//              of the two sides (S2's semi-open model).
// Ownership:   owns its polygons and points.
// Threads:     immutable once built.
// Determinism: same polygons and points, same answers in the same order.
// Cost:        docs/reference/performance.md.
// Errors:      none.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "model/place_evidence.h"
#include "trade/control_fact.h"

class S2Polygon;

namespace cordon::trade {

struct UnitPoint {
    double x = 1;
    double y = 0;
    double z = 0;
};
[[nodiscard]] UnitPoint unit_point(const model::GeoPoint& point);

class AreaIndex {
public:
    struct Area {
        std::uint32_t fact = 0;
        std::shared_ptr<S2Polygon> polygon;
        std::int32_t from = std::numeric_limits<std::int32_t>::min();  // days on which it counts
        std::int32_t to = std::numeric_limits<std::int32_t>::max();    // the first on which it no longer does
    };
    explicit AreaIndex(std::vector<Area> areas);
    ~AreaIndex();
    AreaIndex(const AreaIndex&) = delete;
    AreaIndex& operator=(const AreaIndex&) = delete;

    // visit(index of the area) for each that holds the point.
    template <class Visit>
    void containing(const UnitPoint& point, const Visit& visit) const {
        containing_if(point, [](const Days&) { return true; }, visit);
    }
    // Only those that count on one of the asked days; these are looked at first, since that costs less.
    template <class Visit>
    void containing(const UnitPoint& point, const AskedDays& asked, const Visit& visit) const {
        containing_if(
            point, [&](const Days& days) { return asked.last >= days.from && asked.first < days.to; }, visit);
    }
    [[nodiscard]] std::uint32_t fact_of(std::uint32_t area) const { return facts_[area]; }
    [[nodiscard]] std::size_t size() const { return facts_.size(); }

    struct Near {
        std::uint32_t area = 0;
        double km = 0;
    };
    // Areas whose nearest edge lies within km_max, inside or outside; each once, nearest first. Allocates.
    [[nodiscard]] std::vector<Near> within(const UnitPoint& point, double km_max) const;

private:
    static constexpr std::uint32_t no_cell = 0xFFFFFFFF;
    struct Cell {
        std::uint64_t last = 0;   // last leaf in it
        std::uint64_t start = 0;  // first leaf in it
        std::uint32_t first = 0;  // of clipped_
    };
    struct Clipped {
        std::uint32_t area = 0;
        std::uint32_t edges = 0;  // first of edges_
        bool center_inside = false;
    };
    struct Days {
        std::int32_t from = 0;
        std::int32_t to = 0;
    };
    struct Edge {
        UnitPoint from;
        UnitPoint to;
    };

    template <class Wanted, class Visit>
    void containing_if(const UnitPoint& point, const Wanted& wanted, const Visit& visit) const {
        const std::uint32_t cell = cell_at(point);
        if (cell == no_cell) {
            return;
        }
        for (std::uint32_t at = cells_[cell].first; at < cells_[cell + 1].first; ++at) {
            const bool whole = clipped_[at].edges == clipped_[at + 1].edges;  // no edge in this cell
            if (wanted(days_[clipped_[at].area]) &&
                (whole ? clipped_[at].center_inside : crossed_inside(cell, at, point))) {
                visit(clipped_[at].area);
            }
        }
    }
    void lay_out();
    void index_leaves();
    std::uint32_t cell_at(const UnitPoint& point) const;
    bool crossed_inside(std::uint32_t cell, std::uint32_t clipped, const UnitPoint& point) const;

    struct Shapes;
    std::unique_ptr<Shapes> shapes_;
    std::vector<std::uint32_t> facts_;
    std::vector<Days> days_;
    std::vector<Cell> cells_;
    std::vector<UnitPoint> centers_;
    std::vector<Clipped> clipped_;
    std::vector<Edge> edges_;
    std::vector<std::uint64_t> lasts_;  // of cells_, close together for the search
    std::vector<std::uint32_t> buckets_;
    std::uint64_t first_leaf_ = 0;
    unsigned shift_ = 0;  // of a leaf, to its bucket
};

class NearIndex {
public:
    struct Spot {
        UnitPoint at;
        std::uint32_t fact = 0;
        std::uint32_t place = 0;
        std::int32_t from = 0;  // days on which the fact may have held
        std::int32_t to = 0;
        bool counts = true;  // says of a listed group that it held
    };
    NearIndex() = default;
    explicit NearIndex(std::vector<Spot> spots);

    // visit(spot, cosine of the angle) for each within the angle whose cosine is least.
    template <class Visit>
    void within(const UnitPoint& point, double cosine, double band, const Visit& visit) const {
        for (std::size_t at = first_at(point.z - band); at < spots_.size(); ++at) {
            const Spot& spot = spots_[at];
            if (spot.at.z > point.z + band) {
                return;
            }
            const double dot = point.x * spot.at.x + point.y * spot.at.y + point.z * spot.at.z;
            if (dot >= cosine) {
                visit(spot, dot);
            }
        }
    }

private:
    [[nodiscard]] std::size_t first_at(double z) const;
    std::vector<Spot> spots_;
};

// For within(): the cosine of a distance, and how far the sines of two latitudes can lie apart.
struct Reach {
    explicit Reach(double km);
    double cosine = 1;
    double band = 0;
};
[[nodiscard]] double km_of_cosine(double cosine);

}  // namespace cordon::trade
