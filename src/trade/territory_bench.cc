// What a look-up costs: points in some 4,000 dated polygons, and points near the shipped facts, each beside a
// plain scan over the same. Run: territory_bench --benchmark_counters_tabular=true
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include "base/prng.h"
#include "trade/territory.h"
#include "trade/territory_places.h"

namespace cordon::trade {
namespace {

constexpr std::size_t polygons = 4'000;
constexpr std::size_t corners = 128;
constexpr std::size_t probes = 1U << 16U;

double unit(base::Prng& random) {
    return static_cast<double>(random.below(1'000'000'000)) / 1e9;
}

base::Date day(std::int32_t number) {
    return base::date_from_days(16'000 + number);  // from October 2013
}

ControlFact polygon_fact(base::Prng& random, std::size_t number) {
    ControlFact fact;
    fact.id = "p" + std::to_string(number);
    fact.name = fact.id;
    fact.holder = number % 2 == 0 ? "ISIL" : "ANF_HTS";
    fact.source = "made for the measurement";
    const auto begin = static_cast<std::int32_t>(random.below(1'500));
    fact.from = {day(begin), day(begin), model::Confidence::high, ""};
    const base::Date end = day(begin + 30 + static_cast<std::int32_t>(random.below(600)));
    fact.to = {end, end, model::Confidence::high, ""};
    const model::GeoPoint middle{29 + 13 * unit(random), 33 + 16 * unit(random)};
    const double size = 0.03 + 0.25 * unit(random);
    AreaPolygon area;
    for (std::size_t at = 0; at < corners; ++at) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(at) / corners;
        const double far = size * (0.6 + 0.4 * unit(random));
        area.outer.push_back(
            {middle.latitude + far * std::sin(angle), middle.longitude + far * std::cos(angle)});
    }
    fact.area.push_back(std::move(area));
    return fact;
}

const Territory& polygon_territory() {
    static const std::shared_ptr<const Territory> made = [] {
        base::Prng random(42);
        std::vector<ControlFact> facts;
        for (std::size_t number = 0; number < polygons; ++number) {
            facts.push_back(polygon_fact(random, number));
        }
        return Territory::build(std::move(facts), {}).value();
    }();
    return *made;
}

// Four in five in the region, as in the measurements that the parts were chosen by.
const std::vector<model::GeoPoint>& points() {
    static const std::vector<model::GeoPoint> made = [] {
        base::Prng random(7);
        std::vector<model::GeoPoint> all;
        for (std::size_t at = 0; at < probes; ++at) {
            all.push_back(at % 5 != 0 ? model::GeoPoint{29 + 13 * unit(random), 33 + 16 * unit(random)}
                                      : model::GeoPoint{-80 + 160 * unit(random), -180 + 360 * unit(random)});
        }
        return all;
    }();
    return made;
}

const std::vector<AskedDays>& asked() {
    static const std::vector<AskedDays> made = [] {
        base::Prng random(9);
        std::vector<AskedDays> all;
        for (std::size_t at = 0; at < probes; ++at) {
            const base::Date on = day(static_cast<std::int32_t>(random.below(2'000)));
            all.push_back(asked_days(on, on));
        }
        return all;
    }();
    return made;
}

void finish(benchmark::State& state, std::uint64_t hits) {
    state.SetItemsProcessed(state.iterations());
    state.counters["hits_per_lookup"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
}

void held_at_a_point(benchmark::State& state) {
    const Territory& territory = polygon_territory();
    std::array<std::uint32_t, 64> found{};
    std::uint64_t hits = 0;
    std::size_t at = 0;
    for ([[maybe_unused]] const auto round : state) {
        hits += territory.containing(points()[at], asked()[at], found);
        at = (at + 1) % probes;
    }
    finish(state, hits);
}
BENCHMARK(held_at_a_point);

bool in_ring(const Ring& ring, const model::GeoPoint& point) {
    bool inside = false;
    for (std::size_t at = 0, before = ring.size() - 1; at < ring.size(); before = at++) {
        const model::GeoPoint& one = ring[at];
        const model::GeoPoint& other = ring[before];
        if ((one.latitude > point.latitude) != (other.latitude > point.latitude) &&
            point.longitude < (other.longitude - one.longitude) * (point.latitude - one.latitude) /
                                      (other.latitude - one.latitude) +
                                  one.longitude) {
            inside = !inside;
        }
    }
    return inside;
}

// Baseline: every polygon, its days first, then its box, then its edges.
void held_at_a_point_by_plain_scan(benchmark::State& state) {
    struct Box {
        model::GeoPoint low{90, 180}, high{-90, -180};
        FactDays days;
    };
    const std::vector<ControlFact>& facts = polygon_territory().facts();
    std::vector<Box> boxes;
    for (const ControlFact& fact : facts) {
        Box box;
        box.days = days_of(fact);
        for (const model::GeoPoint& point : fact.area[0].outer) {
            box.low = {std::min(box.low.latitude, point.latitude),
                       std::min(box.low.longitude, point.longitude)};
            box.high = {std::max(box.high.latitude, point.latitude),
                        std::max(box.high.longitude, point.longitude)};
        }
        boxes.push_back(box);
    }
    std::uint64_t hits = 0;
    std::size_t at = 0;
    for ([[maybe_unused]] const auto round : state) {
        const model::GeoPoint& point = points()[at];
        const AskedDays& days = asked()[at];
        for (std::size_t fact = 0; fact < boxes.size(); ++fact) {
            const Box& box = boxes[fact];
            if (days.last >= box.days.maybe_from && days.first < box.days.maybe_to &&
                point.latitude >= box.low.latitude && point.latitude <= box.high.latitude &&
                point.longitude >= box.low.longitude && point.longitude <= box.high.longitude &&
                in_ring(facts[fact].area[0].outer, point)) {
                ++hits;
            }
        }
        at = (at + 1) % probes;
    }
    finish(state, hits);
}
BENCHMARK(held_at_a_point_by_plain_scan);

void near_a_fact(benchmark::State& state) {
    const Territory& territory = *bundled_territory();
    std::array<std::uint32_t, 64> found{};
    std::uint64_t hits = 0;
    std::size_t at = 0;
    for ([[maybe_unused]] const auto round : state) {
        hits += territory.near(points()[at], asked()[at], found);
        at = (at + 1) % probes;
    }
    finish(state, hits);
}
BENCHMARK(near_a_fact);

// Baseline: the distance to every fact that may have held then.
void near_a_fact_by_plain_scan(benchmark::State& state) {
    const std::vector<ControlFact>& facts = bundled_territory()->facts();
    std::vector<FactDays> days;
    for (const ControlFact& fact : facts) {
        days.push_back(days_of(fact));
    }
    std::uint64_t hits = 0;
    std::size_t at = 0;
    for ([[maybe_unused]] const auto round : state) {
        for (std::size_t fact = 0; fact < facts.size(); ++fact) {
            if (asked()[at].last >= days[fact].maybe_from && asked()[at].first < days[fact].maybe_to &&
                distance_km(points()[at], facts[fact].point) <= near_km) {
                ++hits;
            }
        }
        at = (at + 1) % probes;
    }
    finish(state, hits);
}
BENCHMARK(near_a_fact_by_plain_scan);

// The whole answer with its evidence in words.
void answer_in_words(benchmark::State& state) {
    std::uint64_t evidence = 0;
    std::size_t at = 0;
    for ([[maybe_unused]] const auto round : state) {
        const base::Date on = base::date_from_days(asked()[at].first);
        evidence += bundled_territory()->at(points()[at], on, on, "").evidence.size();
        at = (at + 1) % probes;
    }
    finish(state, evidence);
}
BENCHMARK(answer_in_words);

}  // namespace
}  // namespace cordon::trade

BENCHMARK_MAIN();
