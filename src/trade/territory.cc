#include "trade/territory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/check.h"
#include "base/strings.h"
#include "generated/control_facts_csv.inc"
#include "generated/facilities_csv.inc"
#include "trade/control_csv.h"
#include "trade/polygon_shape.h"
#include "trade/territory_index.h"
#include "trade/territory_places.h"
#include "trade/territory_words.h"

namespace cordon::trade {

using base::ErrorCode;
using model::GeoPoint;
using model::PlaceAnswer;
using model::PlaceGrade;

namespace {

// Two places of which one's coordinates are only so much nearer are both taken for the asked one.
constexpr double same_place_km = 2;
constexpr double rough_km_max = 10;

// Governorates of the table that bear the name of their seat: the bare name is first of all the town's.
constexpr auto called_after_seat =
    std::to_array<std::string_view>({"Al-Hasakeh", "Aleppo", "Ar-Raqqa", "Damascus", "Dar'a", "Darnah",
                                     "Deir-ez-Zor", "Erbil", "Hama", "Homs", "Idleb", "Kirkuk", "Surt"});

}  // namespace

struct Territory::Parts {
    Parts(std::vector<ControlFact> given, const std::vector<Facility>& facilities)
        : facts{std::move(given)}, places{facts, facilities} {}

    std::vector<ControlFact> facts;
    std::vector<FactDays> days;
    std::vector<HolderName> holders;
    PlaceTable places;
    NearIndex spots;
    std::unique_ptr<const AreaIndex> areas;
    std::multimap<std::string, std::uint32_t, std::less<>> by_governorate;  // country, slug of admin1
    std::map<std::string, std::vector<model::FactDispute>, std::less<>> disputes;

    // Says of a listed group that it held.
    [[nodiscard]] bool counts(std::uint32_t fact) const {
        return holders[fact].listed && facts[fact].status != FactStatus::never;
    }
};

namespace {

std::string governorate_key(std::string_view country, std::string_view admin1) {
    return fmt::format("{}:{}", country, place_slug(admin1));
}

// The evidence for one question, gathered fact by fact.
template <class Parts>
class Gathering {
public:
    Gathering(const Parts& parts, const AskedDays& asked, std::string_view holder)
        : parts_{parts}, asked_{asked}, any_{base::trim(holder).empty()}, holder_{known_holder(holder)} {}

    [[nodiscard]] bool matches(std::uint32_t fact) const {
        const HolderName& name = parts_.holders[fact];
        if (parts_.facts[fact].status == FactStatus::never && name.nobody) {
            return true;
        }
        return any_ ? parts_.counts(fact) : name.code == holder_.code;
    }

    void own(std::uint32_t fact, std::uint32_t place, double km) {
        add(fact, place, km, Bearing::own, grade_days(parts_.days[fact], parts_.facts[fact].status, asked_));
    }
    // Own facts by their points: the nearest place within reach, and what is hardly farther than it.
    void own_at(const UnitPoint& point) {
        double nearest_km = place_reach_km;
        const Reach reach(place_reach_km);
        each_spot(point, reach,
                  [&](const NearIndex::Spot&, double km) { nearest_km = std::min(nearest_km, km); });
        each_spot(point, reach, [&](const NearIndex::Spot& spot, double km) {
            if (km <= nearest_km + same_place_km) {
                own(spot.fact, spot.place, km);
            }
        });
    }
    void areas_at(const UnitPoint& point) {
        parts_.areas->containing(point, [&](std::uint32_t area) {
            const std::uint32_t fact = parts_.areas->fact_of(area);
            if (matches(fact)) {
                own(fact, parts_.places.place_of_fact(fact), 0);
            }
        });
    }
    void near(const UnitPoint& point, bool may_be_it) {
        std::vector<std::pair<double, NearIndex::Spot>> found;
        each_spot(point, Reach(near_km),
                  [&](const NearIndex::Spot& spot, double km) { found.emplace_back(km, spot); });
        std::ranges::stable_sort(found, {}, [](const auto& one) { return one.first; });
        for (const auto& [km, spot] : found) {
            const bool rough = may_be_it && km <= std::min(parts_.facts[spot.fact].accuracy_km, rough_km_max);
            neighbour(spot.fact, spot.place, km, rough ? Bearing::maybe_own : Bearing::near);
        }
        for (const AreaIndex::Near& area : parts_.areas->within(point, near_km)) {
            const std::uint32_t fact = parts_.areas->fact_of(area.area);
            if (matches(fact)) {
                neighbour(fact, parts_.places.place_of_fact(fact), area.km, Bearing::near);
            }
        }
    }
    void admin(const AdminArea& area, const GeoPoint* from) {
        const auto [first, last] =
            parts_.by_governorate.equal_range(governorate_key(area.country, area.admin1));
        for (auto at = first; at != last; ++at) {
            if (matches(at->second)) {
                const ControlFact& fact = parts_.facts[at->second];
                neighbour(at->second, parts_.places.place_of_fact(at->second),
                          from != nullptr && fact.has_point ? distance_km(*from, fact.point) : 0,
                          Bearing::admin);
            }
        }
    }
    [[nodiscard]] bool has_own() const { return own_grade_ != PlaceGrade::no_data; }
    [[nodiscard]] bool has_any() const { return !found_.empty(); }

    [[nodiscard]] PlaceAnswer take() {
        std::ranges::stable_sort(found_, [](const Found& one, const Found& other) {
            const bool own = one.bearing == Bearing::own;
            if (own != (other.bearing == Bearing::own)) {
                return own;
            }
            return std::pair(-static_cast<int>(one.evidence.grade), one.evidence.distance_km) <
                   std::pair(-static_cast<int>(other.evidence.grade), other.evidence.distance_km);
        });
        PlaceAnswer answer;
        for (Found& one : found_) {
            answer.evidence.push_back(std::move(one.evidence));
        }
        answer.grade = answer.evidence.empty() ? PlaceGrade::no_data : answer.evidence.front().grade;
        return answer;
    }

private:
    struct Found {
        Bearing bearing;
        model::PlaceEvidence evidence;
    };

    template <class Visit>
    void each_spot(const UnitPoint& point, const Reach& reach, const Visit& visit) {
        parts_.spots.within(point, reach.cosine, reach.band, [&](const NearIndex::Spot& spot, double cosine) {
            if (matches(spot.fact)) {
                visit(spot, km_of_cosine(cosine));
            }
        });
    }
    // Only what may have been held then says something about its surroundings.
    void neighbour(std::uint32_t fact, std::uint32_t place, double km, Bearing bearing) {
        const FactStatus status = parts_.facts[fact].status;
        const PlaceGrade there = grade_days(parts_.days[fact], status, asked_);
        if (status == FactStatus::never || there < PlaceGrade::partial) {
            return;
        }
        const PlaceGrade grade = bearing == Bearing::maybe_own ? std::min(there, PlaceGrade::contested)
                                 : bearing == Bearing::near    ? PlaceGrade::near
                                                               : PlaceGrade::admin;
        add(fact, place, km, bearing, grade);
    }
    void add(std::uint32_t fact, std::uint32_t place, double km, Bearing bearing, PlaceGrade grade) {
        if (grade == PlaceGrade::no_data || !seen_.insert(fact).second) {
            return;
        }
        const PlaceName& name = parts_.places.places()[place].name;
        const EvidenceParts parts{
            &parts_.facts[fact], &parts_.days[fact], name.place_id, name.name, grade, bearing, km};
        Found found{bearing, evidence_of(parts, asked_)};
        const auto disputes = parts_.disputes.find(parts_.facts[fact].id);
        if (disputes != parts_.disputes.end()) {
            found.evidence.disputes = disputes->second;
        }
        own_grade_ = bearing == Bearing::own ? std::max(own_grade_, grade) : own_grade_;
        found_.push_back(std::move(found));
    }

    const Parts& parts_;
    AskedDays asked_;
    bool any_;
    HolderName holder_;
    std::vector<Found> found_;
    std::set<std::uint32_t> seen_;
    PlaceGrade own_grade_ = PlaceGrade::no_data;
};

base::Status check_ids(const std::vector<ControlFact>& facts) {
    std::set<std::string_view> ids;
    for (const ControlFact& fact : facts) {
        if (!ids.insert(fact.id).second) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("two facts have the id '{}'; give each one of its own",
                                          base::shown(fact.id, 60)));
        }
    }
    return {};
}

template <class Parts>
base::Result<std::unique_ptr<const AreaIndex>> index_areas(const Parts& parts,
                                                           std::vector<FactRemark>* remarks) {
    const std::vector<ControlFact>& facts = parts.facts;
    std::vector<AreaIndex::Area> areas;
    for (std::uint32_t fact = 0; fact < facts.size(); ++fact) {
        for (const AreaPolygon& polygon : facts[fact].area) {
            auto sound = sound_polygon(polygon);
            if (!sound) {
                return base::fail_while("building the area of fact " + base::shown(facts[fact].id, 60),
                                        sound.error());
            }
            if (remarks != nullptr && !sound->repair.empty()) {
                remarks->push_back({0, facts[fact].id, sound->repair});
            }
            const bool counts = parts.counts(fact);
            areas.push_back({fact, std::move(sound->polygon), counts ? parts.days[fact].maybe_from : open_day,
                             counts ? parts.days[fact].maybe_to : 0});
        }
    }
    return std::make_unique<const AreaIndex>(std::move(areas));
}

}  // namespace

Territory::Territory(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
Territory::~Territory() = default;

base::Result<std::shared_ptr<const Territory>> Territory::build(std::vector<ControlFact> facts,
                                                                std::vector<Facility> facilities,
                                                                std::vector<DisputedFact> disputes,
                                                                std::vector<FactRemark>* remarks) {
    CORDON_TRY(check_ids(facts));
    auto parts = std::make_unique<Parts>(std::move(facts), facilities);
    for (std::uint32_t at = 0; at < parts->facts.size(); ++at) {
        const ControlFact& fact = parts->facts[at];
        parts->days.push_back(days_of(fact));
        parts->holders.push_back(known_holder(fact.holder));
        if (!fact.admin1.empty()) {
            parts->by_governorate.emplace(governorate_key(fact.country, fact.admin1), at);
        }
    }
    CORDON_ASSIGN(parts->areas, index_areas(*parts, remarks));
    std::vector<NearIndex::Spot> spots;
    for (std::uint32_t place = 0; place < parts->places.places().size(); ++place) {
        const Place& known = parts->places.places()[place];
        for (const std::uint32_t fact : known.facts) {
            const bool facility = known.name.kind == PlaceKind::facility;
            if (facility || parts->facts[fact].has_point) {
                spots.push_back({unit_point(facility ? known.name.point : parts->facts[fact].point), fact,
                                 place, parts->days[fact].maybe_from, parts->days[fact].maybe_to,
                                 parts->counts(fact)});
            }
        }
    }
    parts->spots = NearIndex(std::move(spots));
    for (DisputedFact& disputed : disputes) {
        parts->disputes[disputed.fact_id].push_back(std::move(disputed.dispute));
    }
    return std::shared_ptr<const Territory>(new Territory(std::move(parts)));
}

PlaceAnswer Territory::at(GeoPoint point, base::Date from, base::Date to, std::string_view holder) const {
    return at(point, AdminArea{}, from, to, holder);
}

PlaceAnswer Territory::at(GeoPoint point, const AdminArea& admin, base::Date from, base::Date to,
                          std::string_view holder) const {
    if (!valid_point(point)) {
        return {};
    }
    Gathering gathering(*parts_, asked_days(from, to), holder);
    const UnitPoint unit = unit_point(point);
    gathering.own_at(unit);
    gathering.areas_at(unit);
    gathering.near(unit, !gathering.has_own());
    if (!gathering.has_any() && !admin.admin1.empty()) {
        gathering.admin(admin, &point);
    }
    return gathering.take();
}

PlaceAnswer Territory::of_place(std::string_view place_id, base::Date from, base::Date to,
                                std::string_view holder) const {
    const std::int64_t found = parts_->places.find(place_id);
    if (found < 0) {
        return {};
    }
    const auto index = static_cast<std::uint32_t>(found);
    const Place& place = parts_->places.places()[index];
    const AdminArea admin{place.name.country, place.name.admin1, place.admin2};
    if (place.facts.empty() && place.name.has_point) {
        return at(place.name.point, admin, from, to, holder);
    }
    Gathering gathering(*parts_, asked_days(from, to), holder);
    for (const std::uint32_t fact : place.facts) {
        if (gathering.matches(fact)) {
            gathering.own(fact, index, 0);
        }
    }
    if (place.name.has_point) {
        const UnitPoint unit = unit_point(place.name.point);
        gathering.areas_at(unit);
        gathering.near(unit, false);
    }
    if (!gathering.has_any()) {
        gathering.admin(admin, place.name.has_point ? &place.name.point : nullptr);
    }
    PlaceAnswer answer = gathering.take();
    answer.of_area = place.name.kind == PlaceKind::area && place.facts.empty();
    answer.of_its_seat =
        answer.of_area && std::ranges::find(called_after_seat, place.name.admin1) != called_after_seat.end();
    return answer;
}

std::vector<PlaceName> Territory::named(std::string_view name, std::string_view country) const {
    return parts_->places.named(name, country);
}

std::vector<MapFact> Territory::on_map(base::Date from, base::Date to, std::string_view holder) const {
    const AskedDays asked = asked_days(from, to);
    const Gathering gathering(*parts_, asked, holder);
    std::vector<MapFact> shown;
    for (std::uint32_t fact = 0; fact < parts_->facts.size(); ++fact) {
        const PlaceGrade grade = grade_days(parts_->days[fact], parts_->facts[fact].status, asked);
        if ((grade >= PlaceGrade::partial || grade == PlaceGrade::never) && gathering.matches(fact)) {
            shown.push_back({fact, grade});
        }
    }
    return shown;
}

const std::vector<ControlFact>& Territory::facts() const {
    return parts_->facts;
}

bool Territory::knows_place(std::string_view place_id) const {
    return parts_->places.find(place_id) >= 0;
}

std::size_t Territory::containing(GeoPoint point, const AskedDays& asked,
                                  std::span<std::uint32_t> found) const {
    std::size_t count = 0;
    const auto take = [&](std::uint32_t fact) {
        const FactDays& days = parts_->days[fact];
        if (parts_->counts(fact) && asked.last >= days.maybe_from && asked.first < days.maybe_to) {
            if (count < found.size()) {
                found[count] = fact;
            }
            ++count;
        }
    };
    const UnitPoint unit = unit_point(point);
    parts_->areas->containing(unit, asked, [&](std::uint32_t area) { take(parts_->areas->fact_of(area)); });
    static const Reach reach(place_reach_km);
    double nearest = -1;
    parts_->spots.within(unit, reach.cosine, reach.band,
                         [&](const NearIndex::Spot&, double cosine) { nearest = std::max(nearest, cosine); });
    if (nearest > 0) {
        const Reach own(std::min(place_reach_km, km_of_cosine(nearest) + same_place_km));
        parts_->spots.within(unit, own.cosine, own.band,
                             [&](const NearIndex::Spot& spot, double) { take(spot.fact); });
    }
    return count;
}

std::size_t Territory::near(GeoPoint point, const AskedDays& asked, std::span<std::uint32_t> found) const {
    static const Reach reach(near_km);
    std::size_t count = 0;
    parts_->spots.within(unit_point(point), reach.cosine, reach.band,
                         [&](const NearIndex::Spot& spot, double) {
                             if (spot.counts && asked.last >= spot.from && asked.first < spot.to) {
                                 if (count < found.size()) {
                                     found[count] = spot.fact;
                                 }
                                 ++count;
                             }
                         });
    return count;
}

const std::shared_ptr<const Territory>& bundled_territory() {
    static const std::shared_ptr<const Territory> bundled = [] {
        auto table = read_control_csv(control_facts_csv);
        CORDON_CHECK(table.has_value());
        auto made = Territory::build(std::move(table->facts), bundled_facilities());
        CORDON_CHECK(made.has_value());
        return *std::move(made);
    }();
    return bundled;
}

const std::vector<Facility>& bundled_facilities() {
    static const std::vector<Facility> facilities = [] {
        auto read = read_facilities_csv(facilities_csv);
        CORDON_CHECK(read.has_value());
        return *std::move(read);
    }();
    return facilities;
}

std::string_view bundled_control_facts_csv() {
    return control_facts_csv;
}

std::string_view bundled_facilities_csv() {
    return facilities_csv;
}

}  // namespace cordon::trade
