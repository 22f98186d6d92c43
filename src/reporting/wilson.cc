#include "reporting/wilson.h"

#include <algorithm>
#include <cmath>

namespace cordon::reporting {

namespace {

constexpr double z = 1.959963984540054;  // two-sided 95 %

double bound(const Share& share, double sign) {
    if (share.of == 0) {
        return sign < 0 ? 0 : 1;
    }
    const double n = static_cast<double>(share.of);
    const double p = share.rate();
    const double centre = p + z * z / (2 * n);
    const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return std::clamp((centre + sign * spread) / (1 + z * z / n), 0.0, 1.0);
}

}  // namespace

double Share::low() const {
    return count == 0 ? 0 : bound(*this, -1);
}

double Share::high() const {
    return count == of && of > 0 ? 1 : bound(*this, 1);
}

}  // namespace cordon::reporting
