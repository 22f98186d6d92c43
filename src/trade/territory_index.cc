#include "trade/territory_index.h"

#include <s2/mutable_s2shape_index.h>
#include <s2/s2cell_id.h>
#include <s2/s2closest_edge_query.h>
#include <s2/s2edge_crosser.h>
#include <s2/s2latlng.h>
#include <s2/s2polygon.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace cordon::trade {

namespace {

constexpr double earth_radius_km = 6371.0088;
constexpr int edges_per_cell = 20;  // twice S2's own: with fewer, more cells are looked for in slower memory
constexpr std::uint64_t buckets_max = std::uint64_t{1} << 17U;

S2Point s2_point(const UnitPoint& point) {
    return {point.x, point.y, point.z};
}

UnitPoint from_s2(const S2Point& point) {
    return {point.x(), point.y(), point.z()};
}

}  // namespace

UnitPoint unit_point(const model::GeoPoint& point) {
    return from_s2(S2LatLng::FromDegrees(point.latitude, point.longitude).ToPoint());
}

struct AreaIndex::Shapes {
    MutableS2ShapeIndex index;
    std::vector<std::shared_ptr<S2Polygon>> polygons;
};

AreaIndex::AreaIndex(std::vector<Area> areas) : shapes_{std::make_unique<Shapes>()} {
    MutableS2ShapeIndex::Options options;
    options.set_max_edges_per_cell(edges_per_cell);
    shapes_->index.Init(options);
    for (Area& area : areas) {
        shapes_->index.Add(std::make_unique<S2Polygon::Shape>(area.polygon.get()));
        shapes_->polygons.push_back(std::move(area.polygon));
        facts_.push_back(area.fact);
        days_.push_back({area.from, area.to});
    }
    shapes_->index.ForceBuild();
    lay_out();
}

AreaIndex::~AreaIndex() = default;

void AreaIndex::lay_out() {
    for (MutableS2ShapeIndex::Iterator at(&shapes_->index, S2ShapeIndex::BEGIN); !at.done(); at.Next()) {
        cells_.push_back({at.id().range_max().id(), at.id().range_min().id(),
                          static_cast<std::uint32_t>(clipped_.size())});
        centers_.push_back(from_s2(at.center()));
        for (int number = 0; number < at.cell().num_clipped(); ++number) {
            const S2ClippedShape& part = at.cell().clipped(number);
            const S2Shape& shape = *shapes_->index.shape(part.shape_id());
            clipped_.push_back({static_cast<std::uint32_t>(part.shape_id()),
                                static_cast<std::uint32_t>(edges_.size()), part.contains_center()});
            for (int edge = 0; edge < part.num_edges(); ++edge) {
                const S2Shape::Edge line = shape.edge(part.edge(edge));
                edges_.push_back({from_s2(line.v0), from_s2(line.v1)});
            }
        }
    }
    clipped_.push_back({0, static_cast<std::uint32_t>(edges_.size()), false});
    cells_.push_back({0, 0, static_cast<std::uint32_t>(clipped_.size() - 1)});
    index_leaves();
}

// Buckets of equal width between the first and the last leaf: most sets lie in one region, and so do
// questions.
void AreaIndex::index_leaves() {
    for (std::size_t cell = 0; cell + 1 < cells_.size(); ++cell) {
        lasts_.push_back(cells_[cell].last);
    }
    if (lasts_.empty()) {
        return;
    }
    first_leaf_ = cells_.front().start;
    while ((lasts_.back() - first_leaf_) >> shift_ >= buckets_max) {
        ++shift_;
    }
    const std::size_t count = ((lasts_.back() - first_leaf_) >> shift_) + 1;
    std::uint32_t cell = 0;
    for (std::size_t bucket = 0; bucket < count; ++bucket) {
        while (lasts_[cell] < first_leaf_ + (static_cast<std::uint64_t>(bucket) << shift_)) {
            ++cell;
        }
        buckets_.push_back(cell);  // the first cell that does not end before the bucket
    }
    buckets_.push_back(static_cast<std::uint32_t>(lasts_.size() - 1));
}

std::uint32_t AreaIndex::cell_at(const UnitPoint& point) const {
    const std::uint64_t leaf = S2CellId(s2_point(point)).id();
    if (lasts_.empty() || leaf < first_leaf_ || leaf > lasts_.back()) {
        return no_cell;
    }
    const std::uint64_t bucket = (leaf - first_leaf_) >> shift_;
    const auto* const begin = lasts_.data() + buckets_[bucket];
    const auto* const end = lasts_.data() + buckets_[bucket + 1] + 1;
    const auto found = static_cast<std::uint32_t>(std::lower_bound(begin, end, leaf) - lasts_.data());
    return found == lasts_.size() || cells_[found].start > leaf ? no_cell : found;
}

bool AreaIndex::crossed_inside(std::uint32_t cell, std::uint32_t clipped, const UnitPoint& point) const {
    const S2Point center = s2_point(centers_[cell]);
    const S2Point asked = s2_point(point);
    S2CopyingEdgeCrosser crosser(center, asked);
    bool inside = clipped_[clipped].center_inside;
    for (std::uint32_t at = clipped_[clipped].edges; at < clipped_[clipped + 1].edges; ++at) {
        inside ^= crosser.EdgeOrVertexCrossing(s2_point(edges_[at].from), s2_point(edges_[at].to));
    }
    return inside;
}

std::vector<AreaIndex::Near> AreaIndex::within(const UnitPoint& point, double km_max) const {
    S2ClosestEdgeQuery query(&shapes_->index);
    query.mutable_options()->set_include_interiors(true);
    query.mutable_options()->set_inclusive_max_distance(S1Angle::Radians(km_max / earth_radius_km));
    S2ClosestEdgeQuery::PointTarget target(s2_point(point));
    std::map<std::uint32_t, double> nearest;
    for (const auto& result : query.FindClosestEdges(&target)) {
        const double km = result.distance().ToAngle().radians() * earth_radius_km;
        const auto [known, fresh] = nearest.emplace(static_cast<std::uint32_t>(result.shape_id()), km);
        known->second = fresh ? km : std::min(known->second, km);
    }
    std::vector<Near> found;
    for (const auto& [area, km] : nearest) {
        found.push_back({area, km});
    }
    std::ranges::stable_sort(found, {}, &Near::km);
    return found;
}

NearIndex::NearIndex(std::vector<Spot> spots) : spots_{std::move(spots)} {
    std::ranges::stable_sort(spots_, {}, [](const Spot& spot) { return spot.at.z; });
}

std::size_t NearIndex::first_at(double z) const {
    const auto found = std::ranges::lower_bound(spots_, z, {}, [](const Spot& spot) { return spot.at.z; });
    return static_cast<std::size_t>(found - spots_.begin());
}

Reach::Reach(double km) {
    const double angle = km / earth_radius_km;
    cosine = std::cos(angle);
    band = 2 * std::sin(angle / 2);  // a chord is never shorter than the difference of one coordinate
}

double km_of_cosine(double cosine) {
    return std::acos(std::clamp(cosine, -1.0, 1.0)) * earth_radius_km;
}

}  // namespace cordon::trade
