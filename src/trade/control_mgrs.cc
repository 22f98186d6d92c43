#include "trade/control_mgrs.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "base/strings.h"

namespace cordon::trade {

using base::ErrorCode;
using model::GeoPoint;

namespace {

constexpr std::string_view bands = "CDEFGHJKLMNPQRSTUVWX";
constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";  // without I and O
constexpr double square_metres = 100'000;
constexpr double cycle_metres = 2'000'000;  // the letters of the rows begin again

struct Reference {
    int zone = 0;
    std::size_t band = 0;
    std::size_t column = 0;
    std::size_t row = 0;
    std::string digits;
};

std::unexpected<base::Error> wrong(std::string_view text, std::string_view why) {
    return base::fail(ErrorCode::invalid_input,
                      fmt::format("'{}' is no MGRS reference: {}; it looks like 37S EV 12345 67890",
                                  base::shown(text, 40), why));
}

base::Result<Reference> parts_of(std::string_view given) {
    std::string text;
    for (const char letter : base::ascii_upper(given)) {
        if (letter != ' ') {
            text += letter;
        }
    }
    Reference reference;
    std::size_t at = 0;
    while (at < text.size() && at < 2 && text[at] >= '0' && text[at] <= '9') {
        reference.zone = reference.zone * 10 + (text[at++] - '0');
    }
    if (at == 0 || reference.zone < 1 || reference.zone > 60) {
        return wrong(given, "it begins with a zone from 1 to 60");
    }
    if (text.size() < at + 3) {
        return wrong(given, "three letters follow the zone");
    }
    reference.band = bands.find(text[at]);
    reference.column = letters.find(text[at + 1]);
    reference.row = letters.find(text[at + 2]);
    if (reference.band == std::string_view::npos) {
        return wrong(given, "the letter after the zone is a band from C to X, without I and O");
    }
    if (reference.column == std::string_view::npos || reference.row >= 20) {
        return wrong(given, "its square has a column from A to Z and a row from A to V, without I and O");
    }
    reference.digits = text.substr(at + 3);
    if (reference.digits.size() % 2 != 0 || reference.digits.size() > 10 ||
        reference.digits.find_first_not_of("0123456789") != std::string::npos) {
        return wrong(given, "an even number of digits, at most ten, ends it");
    }
    return reference;
}

double number_of(std::string_view digits) {
    double number = 0;
    for (const char digit : digits) {
        number = number * 10 + (digit - '0');
    }
    return number;
}

// Inverse transverse Mercator, UTM; northing counted from the equator, negative in the south.
GeoPoint from_utm(int zone, double easting, double northing) {
    constexpr double a = 6378137.0;
    constexpr double f = 1 / 298.257223563;
    constexpr double n = f / (2 - f);
    constexpr double scale = 0.9996;
    constexpr double rectifying = a / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64);
    constexpr std::array<double, 3> beta = {n / 2 - 2 * n * n / 3 + 37 * n * n * n / 96,
                                            n * n / 48 + n * n * n / 15, 17 * n * n * n / 480};
    const double xi = northing / (scale * rectifying);
    const double eta = (easting - 500'000) / (scale * rectifying);
    double xi_sphere = xi;
    double eta_sphere = eta;
    for (std::size_t order = 0; order < beta.size(); ++order) {
        const double twice = 2.0 * static_cast<double>(order + 1);
        xi_sphere -= beta[order] * std::sin(twice * xi) * std::cosh(twice * eta);
        eta_sphere -= beta[order] * std::cos(twice * xi) * std::sinh(twice * eta);
    }
    // From the conformal latitude to the geographic one, by iteration (Karney, eqs. 19 to 21).
    const double tau_conformal = std::sin(xi_sphere) / std::hypot(std::sinh(eta_sphere), std::cos(xi_sphere));
    const double e = std::sqrt(f * (2 - f));
    double tau = tau_conformal;
    for (int round = 0; round < 6; ++round) {
        const double sigma = std::sinh(e * std::atanh(e * tau / std::hypot(1, tau)));
        const double guess = tau * std::hypot(1, sigma) - sigma * std::hypot(1, tau);
        const double slope = (1 + (1 - e * e) * tau * tau) / ((1 - e * e) * std::hypot(1, tau));
        tau += (tau_conformal - guess) / std::hypot(1, guess) * slope;
    }
    constexpr double degree = 180 / std::numbers::pi;
    const double longitude = std::atan2(std::sinh(eta_sphere), std::cos(xi_sphere)) * degree;
    return {std::atan(tau) * degree, longitude + zone * 6 - 183};
}

}  // namespace

base::Result<MgrsPlace> read_mgrs(std::string_view text) {
    CORDON_ASSIGN(const Reference reference, parts_of(text));
    // Columns: three sets of eight, by zone; rows: begin at A in odd zones, at F in even ones.
    const int set = (reference.zone - 1) % 3;
    const int column = static_cast<int>(reference.column) - set * 8;
    if (column < 0 || column > 7) {
        return wrong(text, fmt::format("zone {} has no column of that letter", reference.zone));
    }
    const int row = (static_cast<int>(reference.row) + (reference.zone % 2 == 0 ? 15 : 0)) % 20;
    const std::size_t half = reference.digits.size() / 2;
    MgrsPlace place;
    place.cell_metres = square_metres / std::pow(10, static_cast<double>(half));
    const double east = number_of(std::string_view(reference.digits).substr(0, half)) * place.cell_metres;
    const double north = number_of(std::string_view(reference.digits).substr(half)) * place.cell_metres;
    const double easting = (column + 1) * square_metres + east + place.cell_metres / 2;
    const double in_cycle = row * square_metres + north + place.cell_metres / 2;
    // Which of the cycles of rows lies in the band: southern northings count from ten million.
    const double band_south = -80 + 8.0 * static_cast<double>(reference.band);
    const double band_north = reference.band + 1 == bands.size() ? 84 : band_south + 8;
    constexpr double slack_degrees = 0.95;  // a square that reaches over the edge of its band
    for (int cycle = 0; cycle < 5; ++cycle) {
        const double northing = in_cycle + cycle * cycle_metres;
        const GeoPoint point =
            from_utm(reference.zone, easting, band_south < 0 ? northing - 10'000'000 : northing);
        if (point.latitude >= band_south - slack_degrees && point.latitude < band_north + slack_degrees) {
            place.point = point;
            return place;
        }
    }
    return wrong(text, "its square does not lie in its band");
}

}  // namespace cordon::trade
